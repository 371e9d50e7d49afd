"""Recipes in the window: what they fill in, whom they choose, and those that must do nothing."""

import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog

from app import __main__ as program_start
from app.core.dump.filter_callback import FilterCallback
from app.core.dump.presets import PRESETS
from app.core.dump.recipe import load
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.ui.application import make_window
from app.ui.dialogs.save_dialog import SaveDialog
from app.ui.models.contents import Kind, Share
from app.ui.models.module_scope import ModuleScope
from app.ui.pages import is_dump

from .conftest import LONG, settle


@pytest.fixture
def recipe(tmp_path):
    """Call it to write a recipe file; give its path."""

    def write(name="hang.dumpdesk", **parts):
        whole = {"dumpdesk-recipe": 1, "title": "It hangs", "flags": ["MiniDumpWithThreadInfo"]}
        path = tmp_path / name
        path.write_text(json.dumps(whole | parts))
        return path

    return write


def opened(window, path):
    """Open a recipe, and wait until it was read."""
    window.recipes.open(path)
    settle(window.errands)


def bar(window):
    return window.pane.recipe_bar


def test_a_recipe_fills_in_and_waits(qtbot, window, program, recipe, dumps):
    target = program()
    path = recipe(
        flags=["MiniDumpWithHandleData"],
        target=f"pid = {target.pid}",
        instructions="First: <b>wait</b>.\nThen press Dump.",
        filter={"modules": [{"name": "libm.so*", "include": False}]},
        comment="{ticket} {name}",
    )
    opened(window, path)
    pane = window.pane
    qtbot.waitUntil(lambda: pane.estimate is not None and pane.estimate.request == pane.request())

    assert pane.process.pid == target.pid
    assert pane.estimate.request.filter
    assert pane.estimate.request.flags == T.MiniDumpWithHandleData
    assert bar(window).isVisible()
    assert pane.sentence.text().startswith("It hangs")
    table = pane.choice.plan.table
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
    assert "From processes where" in bar(window).sentence.text()
    assert "leaves out module libm.so*" in bar(window).sentence.text()
    assert bar(window).instructions.toPlainText() == "First: <b>wait</b>.\nThen press Dump."
    assert "Press Dump" in bar(window).target.text()
    assert window.pane.extras.comment.toPlainText() == "{ticket} {name}"
    (lost,) = (m for m in window.pane.tree._contents.items[Kind.MODULE] if "libm.so" in m.name)
    assert pane.estimate.costs[Kind.MODULE][lost.key].share is Share.NONE
    assert dumps() == []

    asked = pane.request()
    bar(window).close_button.click()
    assert not bar(window).isVisible()
    # What a recipe leaves out may be private: it must not come back by tidying up.
    assert pane.request().filter == asked.filter
    assert pane.request().flags == asked.flags
    assert pane.extras.comment.toPlainText() == "{ticket} {name}"


def test_a_rule_that_matches_nothing_is_told_before_the_dump(qtbot, window, use, program, recipe):
    rules = [{"name": name, "include": False} for name in ("/elsewhere/libz.so.1.2.13", "libm.so*")]
    target = program()
    opened(window, recipe(target=f"pid = {target.pid}", filter={"modules": rules}))
    pane = window.pane
    qtbot.waitUntil(
        lambda: pane.estimate is not None and pane.estimate.request == pane.request(), timeout=LONG
    )

    assert "leaves out module libm.so*; nothing here is called libz.so.1.2.13" in (
        pane.sentence.text()
    )
    told = "No module is called /elsewhere/libz.so.1.2.13: that rule leaves nothing out."
    assert bar(window).unmatched.text() == told
    assert bar(window).unmatched.isVisible()
    use.choose(program().pid)
    assert not bar(window).unmatched.isVisible()
    assert "nothing here" not in pane.sentence.text()


def test_the_row_of_a_recipe_opened_is_chosen_whichever_reading_of_its_file_comes_last(
    window, recipe
):
    path, rows = recipe(), window.pane.plan_rows
    opened(window, path)
    window.pane.choice.recipes.take(load(path), str(path.absolute()))  # as remembered
    assert (titles(window), rows.chosen) == (["It hangs"], len(PRESETS))
    opened(window, path)
    assert (titles(window), rows.chosen) == (["It hangs"], len(PRESETS))


def titles(window):
    rows = window.pane.plan_rows
    return [rows.index(row, 0).data() for row in range(len(PRESETS), rows.rowCount())]


def test_a_recipe_stays_among_the_plans_and_can_be_chosen_again(window, recipe):
    opened(window, recipe(flags=["MiniDumpWithHandleData"]))
    rows, plan = window.pane.plan_rows, window.pane.choice.plan
    assert titles(window) == ["It hangs"]
    assert rows.chosen == len(PRESETS)

    plan.choose(1)  # a preset instead: the recipe is put away, not forgotten
    assert not bar(window).isVisible()
    assert (titles(window), rows.chosen) == (["It hangs"], 1)
    plan.choose(len(PRESETS))
    assert bar(window).isVisible()
    assert window.pane.flags.flags == T.MiniDumpWithHandleData
    assert rows.chosen == len(PRESETS)

    opened(window, recipe(title="It hangs again"))  # the same file, another recipe
    assert titles(window) == ["It hangs again"]
    menu = plan.make_menu(len(PRESETS))
    menu.actions()[0].trigger()
    assert titles(window) != ["It hangs again"]


def test_recipes_are_among_the_plans_of_the_next_window(qtbot, tmp_path, recipe):
    def settings():
        return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    first = make_window(settings())
    qtbot.addWidget(first)
    gone = recipe("gone.dumpdesk", title="Gone")
    for path in (recipe(), gone):
        opened(first, path)
    assert titles(first) == ["It hangs", "Gone"]
    first.close()
    settle(first.errands)
    gone.unlink()

    second = make_window(settings())
    qtbot.addWidget(second)
    settle(second.errands)
    assert titles(second) == ["It hangs"]
    assert not bar(second).isVisible()  # it is offered, and not filled in
    second.close()


def test_dialogs_of_the_next_window_begin_where_those_of_this_one_ended(
    qtbot, tmp_path, recipe, monkeypatch
):
    begun, chosen = [], recipe()

    def choose(_parent, _title, where, *_):
        begun.append(where)
        return str(chosen), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    for _ in range(2):
        ini = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        window = make_window(ini)
        qtbot.addWidget(window)
        window.pane.dump_bar.folder.setText(str(Path.home()))
        window.pages.open = begun.append
        window.recipes.ask_open()
        settle(window.errands)
        window.pages.browse()
        window.close()
        settle(window.errands)
    before, there = str(Path.home()), str(tmp_path)
    assert begun == [before, before, str(chosen), there, there, str(chosen)]


def test_a_recipe_is_undone_as_a_whole(window, recipe):
    pane = window.pane
    pane.extras.set_comment("mine")
    pane.flags.take(T.MiniDumpWithDataSegs)
    left_out = {"modules": [{"name": "libm.so*", "include": False}]}
    opened(window, recipe(filter=left_out, comment="theirs"))
    assert pane.tree.state().rules
    opened(window, recipe(flags=["MiniDumpWithHandleData"]))
    pane.flags.tick(T.MiniDumpWithUnloadedModules, on=True)

    bar(window).undo_button.click()

    assert not bar(window).isVisible()
    assert pane.flags.flags == T.MiniDumpWithDataSegs
    assert not pane.tree.state().rules
    assert pane.extras.comment.toPlainText() == "mine"


def test_undoing_a_recipe_leaves_a_comment_alone_that_it_does_not_have(window, recipe):
    opened(window, recipe())
    window.pane.extras.set_comment("typed since")
    bar(window).undo_button.click()
    assert window.pane.extras.comment.toPlainText() == "typed since"


def test_what_stays_of_a_recipe_put_away_is_what_the_next_one_goes_back_to(window, recipe):
    left_out = {"modules": [{"name": "libm.so*", "include": False}]}
    opened(window, recipe(filter=left_out))
    rules = window.pane.tree.state().rules
    bar(window).close_button.click()
    opened(window, recipe(flags=["MiniDumpWithHandleData"]))
    bar(window).undo_button.click()
    assert window.pane.tree.state().rules == rules
    assert window.pane.flags.flags == T.MiniDumpWithThreadInfo


def test_a_recipe_waits_for_a_process_that_starts_later(qtbot, window, recipe, start_process):
    code = "print('ready', flush=True); import sys; sys.stdin.read()"
    path = recipe(target='cmdline ~ "*unlikely-mark*"')
    opened(window, path)
    qtbot.waitUntil(lambda: "so far" in bar(window).target.text(), timeout=LONG)
    target = start_process(sys.executable, "-c", code, "unlikely-mark")
    qtbot.waitUntil(
        lambda: window.pane.process is not None and window.pane.process.pid == target.pid,
        timeout=LONG,
    )
    qtbot.waitUntil(lambda: "Press Dump" in bar(window).target.text(), timeout=LONG)


def test_of_several_the_user_chooses(qtbot, window, program, recipe):
    pids = [program().pid, program().pid]
    table = window.processes.table
    qtbot.waitUntil(lambda: set(pids) <= {info.pid for info in table.processes()}, timeout=LONG)
    opened(window, recipe(target=f"pid = {pids[0]} or pid = {pids[1]}"))
    qtbot.waitUntil(lambda: "2 processes" in bar(window).target.text(), timeout=LONG)
    assert table.rowCount() == 2


def test_it_is_said_when_another_process_is_chosen(qtbot, window, use, program, recipe):
    meant, other = program(), program()
    opened(window, recipe(target=f"pid = {meant.pid}"))
    qtbot.waitUntil(lambda: "Press Dump" in bar(window).target.text(), timeout=LONG)

    use.choose(other.pid)
    assert "not one that it is meant for" in bar(window).target.text()
    use.choose(meant.pid)
    assert "Press Dump" in bar(window).target.text()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00garbage", "not JSON"),
        (b"[" * 100_000, "not a recipe"),
        (b"{" + b" " * (300 << 10), "larger than"),
        (json.dumps({"dumpdesk-recipe": 1, "title": "x", "flags": 0, "run": "rm"}), "run"),
        (json.dumps({"dumpdesk-recipe": 1, "title": "x", "flags": 0, "path": "/etc/x"}), "path"),
        (json.dumps({"dumpdesk-recipe": 2, "title": "x", "flags": 0}), "dumpdesk-recipe"),
        (json.dumps({"dumpdesk-recipe": 1, "title": "x", "flags": 1 << 40}), "not valid"),
        (json.dumps({"dumpdesk-recipe": 1, "title": "x\u202ey", "flags": 0}), "U+202E"),
        (json.dumps({"dumpdesk-recipe": 1, "title": "x", "flags": 0, "target": "cpu >"}), "target"),
    ],
)
def test_a_hostile_file_is_told_in_place_and_changes_nothing(window, tmp_path, content, reason):
    path = tmp_path / "<b>bad.dumpdesk"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = window.pane.request().to_json()

    opened(window, path)

    assert bar(window).isVisible()
    assert "<b>bad.dumpdesk was not opened" in bar(window).title.text()
    assert bar(window).title.textFormat() is Qt.TextFormat.PlainText
    assert reason in bar(window).sentence.text()
    assert not bar(window).instructions.isVisible()
    assert not bar(window).undo_button.isVisible()
    assert window.pane.request().to_json() == before


@pytest.mark.parametrize("name", ["missing.dumpdesk", "."])
def test_what_is_no_file_is_told_in_place(window, tmp_path, name):
    opened(window, tmp_path / name)
    assert "was not opened" in bar(window).title.text()


def test_a_recipe_is_dropped_on_the_window(window, recipe):
    def drop(*paths):
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        arguments = (Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton)
        enter = QDragEnterEvent(QPointF(9, 9).toPoint(), *arguments, Qt.KeyboardModifier.NoModifier)
        enter.ignore()
        QApplication.sendEvent(window, enter)
        if enter.isAccepted():
            event = QDropEvent(QPointF(9, 9), *arguments, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(window, event)
        settle(window.errands)
        return enter.isAccepted()

    assert not drop()
    assert not drop(recipe("a.dumpdesk"), recipe("b.dumpdesk"))
    assert drop(recipe())
    assert window.pane.flags.flags == T.MiniDumpWithThreadInfo


def test_dialogs_begin_where_the_last_one_ended_or_where_dumps_go(
    window, recipe, monkeypatch, tmp_path
):
    begun, chosen = [], recipe(title="Hangs")

    def choose(_parent, _title, where, *_):
        begun.append(where)
        return str(chosen), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    monkeypatch.setattr(SaveDialog, "ask", lambda *given: choose(*given)[0])
    folder = window.pane.dump_bar.folder
    missing, there = tmp_path / "missing", tmp_path / "there"
    there.mkdir()
    for place in (missing, there):
        folder.setText(str(place))
        window._settings.setValue("folders/recipe", "")
        window.recipes.ask_open()
        settle(window.errands)
    assert begun == [str(Path.home()), str(there)]

    window.recipes._save(load(chosen))
    settle(window.errands)
    assert begun[-1] == str(chosen.parent / "Hangs.dumpdesk")


def test_blanking_goes_with_a_recipe_and_is_undone_with_it(window, recipe):
    opened(window, recipe(blank=True))
    pane = window.pane
    assert pane.request().blank
    assert "overwritten with zeros" in bar(window).sentence.text()
    dialog = window.recipes.make_dialog()
    dialog.title.setText("The same")
    assert dialog.recipe.blank

    bar(window).undo_button.click()
    assert not pane.request().blank


def test_what_is_chosen_becomes_a_recipe_and_comes_back(window, use, program, tmp_path):
    use.choose(program().pid)
    pane = window.pane
    row = next(r for r in pane.tree.leaves(Kind.MODULE) if "_ctypes" in r.item.name)
    pane.tree.set_scope(ModuleScope.WITHOUT_SYSTEM)
    row.setCheckState(0, Qt.CheckState.Unchecked)
    nameless = next(r for r in pane.tree.leaves(Kind.REGION) if not r.item.name)
    pane.tree.decide([nameless], include=True)
    dialog = window.recipes.make_dialog()
    save = dialog.buttons.button(QDialogButtonBox.StandardButton.Save)
    assert not save.isEnabled()
    assert dialog.lost.text().startswith("1 decision about")
    assert "Files go by their names" in dialog.names.text()
    dialog.title.setText("The export hangs")
    dialog.target.setText("name =")
    assert not save.isEnabled()
    assert "target" in dialog.message.text()
    dialog.target.setText(f'name = "{pane.process.name}"')
    dialog.instructions.setPlainText("Wait for it.")
    assert save.isEnabled()

    path = tmp_path / "made"
    window.recipes.save(dialog.recipe, path)
    settle(window.errands)
    assert window.card.message.text() == f"Saved: {path}.dumpdesk"
    made = load(path.with_suffix(".dumpdesk"))
    assert made.preset == "Support default"
    assert made.query().matches(pane.process)
    assert not FilterCallback(made.filter).includes_module(row.item.name, 0)
    moved = f"/elsewhere/{row.item.name.rpartition('/')[2]}"
    assert not FilterCallback(made.filter).includes_module(moved, 0)
    assert all(rule.base is None for rule in made.filter.modules)
    assert made.filter.memory == ()


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (["open", "x.json"], "x.json"),
        (["x.dmp"], "x.dmp"),
        (["X.MDMP"], "X.MDMP"),
        (["open", "x"], "x"),
        (["/tmp/x.dumpdesk"], "/tmp/x.dumpdesk"),
        (["list"], ""),
        (["dump", "x.dumpdesk"], ""),
        (["upload_file_minidump"], "upload_file_minidump"),
        (["a.hdmp"], "a.hdmp"),
        (["none.hdmp"], ""),
        (["--version"], ""),
    ],
)
def test_the_command_line_opens_a_file(arguments, path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("upload_file_minidump", "a.hdmp", "list"):
        Path(name).touch()
    assert program_start._file(arguments) == path


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        *(("a.hdmp", True), ("core", True), ("upload_file_minidump", True), ("a.core", True)),
        *(("a.dumpdesk", False), ("a.json", False), ("", False)),
    ],
)
def test_what_is_no_recipe_may_be_a_dump(name, is_one):
    assert is_dump(name) is is_one


LEAVES_OUT = {"modules": [{"name": "libm.so*", "include": False}]}


def test_rules_hold_for_the_target_alone_until_they_are_carried_over(
    qtbot, window, use, program, recipe
):
    meant, other = program(), program()
    opened(window, recipe(target=f"pid = {meant.pid}", filter=LEAVES_OUT))
    qtbot.waitUntil(lambda: "Press Dump" in bar(window).target.text(), timeout=LONG)
    assert [rule.by for rule in window.pane.request().filter.modules] == ["It hangs"]
    assert not bar(window).keep_button.isVisible()

    estimate = use.choose(other.pid)
    assert not window.pane.request().filter
    assert all(cost.share is not Share.NONE for cost in estimate.costs[Kind.MODULE].values())
    assert bar(window).keep_button.text() == "Keep the rules of It hangs for this process too"

    window.processes.select(meant.pid)
    assert window.pane.request().filter, "before anything is known of it, too"
    use.choose(other.pid)
    use.next_estimate(bar(window).keep_button.click)
    assert [rule.name for rule in window.pane.request().filter.modules] == ["libm.so*"]
    assert not bar(window).keep_button.isVisible()
    assert "hold for python" in bar(window).target.text()

    use.choose(program().pid)
    assert not window.pane.request().filter, "kept for one, not for all"
    bar(window).undo_button.click()
    window.processes.select(other.pid)
    assert not window.pane.request().filter


def test_a_recipe_without_a_target_is_about_the_first_process_chosen(window, use, program, recipe):
    first, second = program(), program()
    opened(window, recipe(filter=LEAVES_OUT))
    use.choose(first.pid)
    assert window.pane.request().filter
    assert not bar(window).keep_button.isVisible()
    use.choose(second.pid)
    assert not window.pane.request().filter
    assert bar(window).keep_button.isVisible()
    use.choose(first.pid)
    assert window.pane.request().filter
    bar(window).close_button.click()
    use.choose(second.pid)
    assert not window.pane.request().filter


def test_of_several_each_is_dumped_by_its_own_rules(qtbot, window, use, program, recipe):
    meant, other = program(), program()
    opened(window, recipe(target=f"pid = {meant.pid}", filter=LEAVES_OUT))
    qtbot.waitUntil(lambda: "Press Dump" in bar(window).target.text())
    use.choose(other.pid)
    ticked = window.pane.tree.leaves(Kind.THREAD)[1]
    ticked.setCheckState(0, Qt.CheckState.Unchecked)
    use.choose(meant.pid)
    infos = {info.pid: info for info in window.processes.table.processes()}

    assert window.pane.request_for(infos[meant.pid]).filter.modules
    spec = window.pane.request_for(infos[other.pid]).filter
    assert not spec.modules
    assert [rule.id for rule in spec.threads] == [ticked.item.key]


def test_all_as_the_flags_say_clears_the_rules_too(window, use, program, recipe):
    target = program()
    rules = LEAVES_OUT | {"memory": [{"name": "[heap]", "include": False}]}
    opened(window, recipe(target=f"pid = {target.pid}", filter=rules))
    use.choose(target.pid)
    pane = window.pane
    pane.tree.set_scope(ModuleScope.WITHOUT_SYSTEM)
    group = pane.tree.group(Kind.MODULE)
    menu = pane.tree.make_menu(pane.tree.tree.visualItemRect(group).center())
    (action,) = (one for one in menu.actions() if one.text() == "All as the flags say")

    estimate = use.next_estimate(action.trigger)

    assert not pane.request().filter.modules
    assert len(pane.request().filter.memory) == 1, "of the other kinds all stays"
    assert all(cost.share is Share.ALL for cost in estimate.costs[Kind.MODULE].values())
    assert not any(button.isChecked() for button in pane.tree.scope_buttons.buttons.values())
    use.choose(program().pid)
    use.choose(target.pid)
    assert not pane.request().filter.modules, "and they do not come back"


def test_a_recipe_lists_no_address_of_another_process(window, use, program, recipe):
    addresses = {
        "modules": [{"base": "0x7f0000000000", "include": False}],
        "threads": [{"id": 77, "include": False}],
        "memory": [{"address": "0x1000", "size": "0x1000", "include": False}],
    }
    target = program()
    opened(window, recipe(target=f"pid = {target.pid}", filter=addresses))
    use.choose(target.pid)
    assert window.pane.request().filter.memory
    dialog = window.recipes.make_dialog()
    assert dialog.lost.text().startswith("3 decisions about")
    dialog.title.setText("From here on")
    assert not dialog.recipe.filter


def test_a_dropped_recipe_is_copied_even_where_a_move_is_proposed(window, recipe, tmp_path):
    def drop(path, *actions):
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(path))])
        offered = actions[0] if len(actions) == 1 else actions[0] | actions[1]
        arguments = (offered, dropped, Qt.MouseButton.LeftButton)
        enter = QDragEnterEvent(QPointF(9, 9).toPoint(), *arguments, Qt.KeyboardModifier.NoModifier)
        enter.setDropAction(Qt.DropAction.MoveAction)
        QApplication.sendEvent(window, enter)
        event = QDropEvent(QPointF(9, 9), *arguments, Qt.KeyboardModifier.NoModifier)
        event.setDropAction(Qt.DropAction.MoveAction)
        if enter.isAccepted():
            assert enter.dropAction() == Qt.DropAction.CopyAction
            QApplication.sendEvent(window, event)
        settle(window.errands)
        return event.dropAction() if enter.isAccepted() else None

    both = (Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
    (tmp_path / "x.dmp").write_bytes(b"MDMP")
    for path in (recipe(), tmp_path / "x.dmp"):
        assert drop(path, *both) == Qt.DropAction.CopyAction
        assert drop(path, Qt.DropAction.MoveAction) is None
    assert window.pane.flags.flags == T.MiniDumpWithThreadInfo
