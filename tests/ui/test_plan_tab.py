"""Plans as rows: what each costs on this process, which one is chosen, and how it was changed."""

import random

import pytest
from PySide6.QtCore import QPoint, Qt

from app.core.dump.costs import Figures
from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.presets import BY_KEY, DEFAULT, PRESETS
from app.core.dump.recipe import Recipe
from app.core.dump.request import DumpRequest
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.process_key import ProcessKey
from app.core.storage.own_presets import OwnPresets
from app.ui.models.contents import Weights
from app.ui.models.flag_choice import FlagChoice
from app.ui.models.plan_rows import CHANGED, CHOSEN, PURPOSE, STALE, Column, PlanRows
from app.ui.models.private_data import private_words
from app.ui.views.plan_tab import PlanTab
from app.ui.workers.preview import Preview, Question

from .conftest import end

KEY = ProcessKey(7, 7)
RULES = FilterSpec((ModuleRule("libssl*", include=False),))
RECIPE = Recipe("Orders hang", 0x1000, RULES)


@pytest.fixture
def own(tmp_path):
    return OwnPresets(tmp_path / "presets.json")


@pytest.fixture
def choice(qapp, own):
    return FlagChoice(own)


@pytest.fixture
def rows(choice, qtmodeltester):
    rows = PlanRows(choice)
    qtmodeltester.check(rows)
    return rows


@pytest.fixture
def tab(qtbot, choice):
    tab = PlanTab(choice)
    qtbot.addWidget(tab)
    tab.resize(620, 420)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


def texts(rows, column=Column.WHAT):
    return [rows.index(number, column).data() for number in range(rows.rowCount())]


def chosen(rows):
    return [number for number in range(rows.rowCount()) if rows.index(number, 0).data(CHOSEN)]


def weigh(rows, base, sizes):
    requests = rows.requests(base)
    figures = tuple(None if size is None else Figures(size, 4.0, False) for size in sizes)
    rows.show_weights(Weights(KEY, requests, figures))
    return requests


def test_every_preset_is_a_row_that_says_what_it_is_for(rows):
    assert texts(rows) == [preset.name for preset in PRESETS]
    assert all(rows.index(number, 0).data(PURPOSE) for number in range(rows.rowCount()))
    assert chosen(rows) == [PRESETS.index(DEFAULT)]
    assert set(texts(rows, Column.SIZE)) == {"…"}
    private = dict(
        zip([preset.key for preset in PRESETS], texts(rows, Column.PRIVATE), strict=True)
    )
    assert private["privacy"] == "◆ environment"
    assert private["stacks"] == "◆ stacks"
    assert private["private"] == "◆ heaps"
    assert private["everything"] == "◆ all memory"


def test_a_row_names_the_kind_that_the_foot_names_first(rows):
    for preset, told in zip(PRESETS, texts(rows, Column.PRIVATE), strict=True):
        assert private_words(preset.flags).startswith(told.removeprefix("◆ "))


def test_size_and_pause_of_each_row_are_what_was_told_of_its_request(rows):
    base = DumpRequest(0x21925, RULES, comment="why")
    sizes = [1024 * (number + 1) for number in range(len(PRESETS) - 1)]
    requests = weigh(rows, base, [*sizes, None])
    assert [request.flags for request in requests] == [preset.flags for preset in PRESETS]
    assert {(request.filter, request.comment) for request in requests} == {(RULES, "why")}
    privacy = [preset.key for preset in PRESETS].index("privacy")
    assert [request.respect_dontdump for request in requests].index(True) == privacy
    assert texts(rows, Column.SIZE) == [f"{number}.0 KiB" for number in range(1, 8)] + ["—"]
    assert set(texts(rows, Column.PAUSE)[:-1]) == {"1–12 ms"}  # noqa: RUF001


def test_figures_of_another_question_are_not_shown(rows):
    base = DumpRequest(0x21925)
    late = rows.requests(base)
    assert rows.requests(DumpRequest(0x21925)) is late  # asked again
    rows.requests(DumpRequest(0x21925, RULES))
    rows.show_weights(Weights(KEY, late, (Figures(1024, 4.0, False),) * len(late)))
    assert set(texts(rows, Column.SIZE)) == {"…"}


def test_figures_of_an_earlier_choice_are_dimmed_until_new_ones_come(rows):
    base = DumpRequest(0x21925)
    weigh(rows, base, [1024] * len(PRESETS))
    rows.outdate()
    assert rows.index(1, Column.SIZE).data(STALE)
    assert rows.index(1, Column.SIZE).data() == "1.0 KiB"
    weigh(rows, base, [2048] * len(PRESETS))
    assert not rows.index(1, Column.SIZE).data(STALE)
    rows.clear()
    assert set(texts(rows, Column.SIZE)) == {"…"}


def test_the_chosen_row_says_how_it_was_changed(choice, rows):
    number = PRESETS.index(DEFAULT)
    assert rows.index(number, 0).data(CHANGED) == ""
    choice.tick(T.MiniDumpWithCodeSegs, True)
    assert rows.index(number, 0).data(CHANGED) == "changed: 1 flag"
    choice.tick(T.MiniDumpWithTokenInformation, True)
    rows.show_parts(3)
    assert rows.index(number, 0).data(CHANGED) == "changed: 2 flags, 3 parts"
    assert "changed: 2 flags, 3 parts" in rows.index(number, 0).data(Qt.AccessibleTextRole)
    assert rows.index(number + 1, 0).data(CHANGED) == ""


def test_flags_of_no_preset_are_a_row_of_their_own_while_they_are_chosen(choice, rows):
    choice.read("0x12345")
    assert texts(rows) == [*(preset.name for preset in PRESETS), "Own choice"]
    assert chosen(rows) == [len(PRESETS)]
    assert "0x12345" in rows.index(len(PRESETS), 0).data(PURPOSE)
    choice.choose(DEFAULT)
    assert texts(rows) == [preset.name for preset in PRESETS]


def test_own_presets_and_recipes_are_among_the_rows(choice, own, rows):
    made = own.add("My\nown", 0x421)
    choice.tell_presets()
    rows.show_recipes([RECIPE], None)
    assert texts(rows)[len(PRESETS) :] == ["My own", "Orders hang"]
    assert rows.row(len(PRESETS)).is_own
    assert rows.requests(DumpRequest(0))[-1].filter == RECIPE.rules()
    choice.choose(made)
    assert chosen(rows) == [len(PRESETS)]

    choice.take(RECIPE.flags)
    rows.show_recipes([RECIPE], RECIPE)
    assert chosen(rows) == [len(PRESETS) + 1]
    assert "libssl*" in rows.explained(len(PRESETS) + 1)
    choice.choose(BY_KEY["windbg"])  # instead of the recipe
    assert texts(rows)[chosen(rows)[0]] == "WinDbg /mA"


def test_a_long_random_history_under_the_model_tester(choice, own, rows):
    dice = random.Random(11)

    def add():
        own.add(f"own {dice.random()}", dice.getrandbits(6))
        choice.tell_presets()

    def remove():
        if own.presets:
            own.remove(own.presets[0].key)
            choice.tell_presets()

    acts = (
        add,
        remove,
        lambda: choice.read(hex(dice.getrandbits(9))),
        lambda: choice.choose(dice.choice(choice.presets())),
        lambda: rows.show_recipes([RECIPE] * dice.randint(0, 1), None),
        lambda: rows.show_recipes([RECIPE], RECIPE),
        lambda: weigh(rows, DumpRequest(0), [dice.getrandbits(20)] * rows.rowCount()),
        rows.outdate,
        rows.clear,
    )
    for _ in range(300):
        dice.choice(acts)()
        assert len(chosen(rows)) == 1
        assert len(texts(rows)) == len(set(texts(rows)))


def test_arrow_keys_choose_and_a_click_does(qtbot, choice, tab):
    table = tab.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert choice.preset is PRESETS[1]
    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert choice.preset is PRESETS[-1]
    place = table.visualRect(table.model().index(2, Column.PAUSE)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert choice.preset is PRESETS[2]
    choice.choose(DEFAULT)  # elsewhere
    assert table.currentIndex().row() == PRESETS.index(DEFAULT)


def test_a_row_that_goes_while_it_is_chosen_chooses_no_other(choice, tab):
    choice.read("0x12345")
    assert tab.rows.rowCount() == len(PRESETS) + 1
    choice.choose(PRESETS[1])
    assert choice.preset is PRESETS[1]
    assert tab.table.currentIndex().row() == 1


def test_the_chosen_row_clicked_again_keeps_what_was_changed_and_the_menu_puts_it_back(
    qtbot, choice, tab
):
    choice.tick(T.MiniDumpWithCodeSegs, True)
    place = tab.table.visualRect(tab.table.currentIndex()).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert choice.modified
    menu = tab.make_menu(tab.rows.chosen)
    menu.actions()[0].trigger()
    assert (choice.flags, choice.modified) == (DEFAULT.flags, False)


def test_all_rows_and_what_the_chosen_one_means_are_in_view(tab):
    last = tab.table.visualRect(tab.rows.index(len(PRESETS) - 1, 0))
    assert tab.table.viewport().rect().contains(last)
    for number in range(len(PRESETS)):
        tab.choose(number)
        assert tab.help.text() == tab.rows.explained(number, chosen=True)
    assert tab.childAt(QPoint(20, 20)) is not None


def test_a_recipe_is_asked_for_by_its_row(qtbot, tab):
    tab.rows.show_recipes([RECIPE], None)
    with qtbot.waitSignal(tab.recipe_chosen) as asked:
        tab.choose(len(PRESETS))
    assert asked.args == [RECIPE]


def test_what_other_dumps_would_be_follows_the_estimate_and_is_what_their_plans_say(
    qtbot, program, tmp_path
):
    preview = Preview()
    preview.start()
    try:
        target = program()
        target.wait_at_rest()
        others = tuple(DumpRequest(preset.flags) for preset in PRESETS)
        order = []
        preview.planned.connect(lambda _estimate: order.append("planned"))
        preview.weighed.connect(lambda _weights: order.append("weighed"))
        with qtbot.waitSignals([preview.planned, preview.weighed]):
            preview.ask(Question(target.key, others[0], tmp_path, others=others))
        assert order == ["planned", "weighed"]
        planned, weighed = [], []
        preview.planned.connect(planned.append)
        preview.weighed.connect(weighed.append)
        for preset in PRESETS:
            asked = Question(target.key, DumpRequest(preset.flags), tmp_path, others=others)
            with qtbot.waitSignals([preview.planned, preview.weighed]):
                preview.ask(asked)
            estimate = planned[-1]
            place = others.index(estimate.request)
            assert weighed[-1].figures[place].file_size == estimate.file_size
            assert weighed[-1].figures[place].usual_pause_ms == estimate.usual_pause_ms
    finally:
        end(preview)
