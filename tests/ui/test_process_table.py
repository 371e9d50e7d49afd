"""The process table's model while processes come, change and go."""

import random
import time

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt

from app.core.processes.info import FACTS, CanDump, ProcessInfo, SampleDelta, Verdict
from app.core.processes.match import text_match
from app.core.processes.query import parse
from app.ui import theme
from app.ui.models.process_columns import COLUMNS, SECTIONS
from app.ui.models.process_table import ProcessTable
from app.ui.models.process_tree import arrange
from app.ui.models.row_marks import MOST_GONE

from .conftest import LONG

NAME, PID, USER, CPU, MEMORY, CAN_DUMP = (
    SECTIONS[key] for key in ("name", "pid", "user", "cpu", "memory", "can_dump")
)
ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def process(pid, **facts):
    known = {
        "start_key": pid,
        "started": 0.0,
        "ppid": 1,
        "name": f"p{pid:05}",
        "state": "sleeping",
        "threads": 1,
        "cpu": 0.0,
        "memory": 4096 * pid,
        "user": "alice",
        "verdict": Verdict(CanDump.YES),
        "detailed": True,
    }
    return ProcessInfo(pid=pid, **known | facts)


def pids(table):
    return [table.info(row).pid for row in range(table.rowCount())]


def shown(table, row, column, role=Qt.ItemDataRole.DisplayRole):
    return table.index(row, column).data(role)


@pytest.fixture
def table(qtbot, qtmodeltester):
    """One that lets go of what ended at once."""
    table = ProcessTable(moment=0)
    qtmodeltester.check(table)
    table.apply(SampleDelta(added=tuple(process(pid) for pid in (30, 10, 20))))
    return table


def test_cells(table):
    facts = {
        "private": 3 << 20,
        "handles": 17,
        "io": 1024.0,
        "privileges": "capabilities",
        "container": "docker 3f2a6c1b09de",
        "program_file": "replaced",
        "window": "Inbox\n",
        "exe": "/usr/bin/mail",
        "cmdline": "mail --all",
        "bits": 64,
        "machine": "x64",
        "started": 86400.0 * 365,
    }
    table.apply(SampleDelta(changed=(process(10, cpu=12.34, memory=1 << 20, **facts),)))
    assert {c.key: shown(table, 0, section) for section, c in enumerate(COLUMNS)} == {
        "name": "p00010",
        "pid": "10",
        "ppid": "1",
        "user": "alice",
        "cpu": "12.3",
        "memory": "1.0 MiB",
        "private": "3.0 MiB",
        "threads": "1",
        "handles": "17",
        "io": "1.0 KiB/s",
        "state": "sleeping",
        "started": time.strftime("%Y-%m-%d %H:%M", time.localtime(86400 * 365)),
        "bits": "64 x64",
        "privileges": "some of root's",
        "container": "docker 3f2a6c1b09de",
        "program_file": "replaced",
        "window": "Inbox\\x0a",
        "exe": "/usr/bin/mail",
        "cmdline": "mail --all",
        "can_dump": "yes",
    }
    assert f"{theme.whole_number(1 << 20)} bytes" in shown(
        table, 0, MEMORY, Qt.ItemDataRole.ToolTipRole
    )
    assert not shown(table, 0, CAN_DUMP, Qt.ItemDataRole.DecorationRole).isNull()


def test_what_is_not_known_is_an_empty_cell_that_says_so(table):
    needy = [section for section, column in enumerate(COLUMNS) if column.fact]
    assert {COLUMNS[section].fact for section in needy} == set(FACTS)
    for section in needy:
        assert shown(table, 0, section) == ""
        if COLUMNS[section].key != "window":
            assert "Not known" in shown(table, 0, section, Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize("answer", CanDump)
def test_every_answer_has_a_word_an_icon_and_tells_reason_and_remedy(table, answer):
    verdict = Verdict(answer, "Because of <b>this</b>.", "Do that.")
    table.apply(SampleDelta(changed=(process(10, verdict=verdict),)))
    assert shown(table, 0, CAN_DUMP)
    assert not shown(table, 0, CAN_DUMP, Qt.ItemDataRole.DecorationRole).isNull()
    tip = shown(table, 0, CAN_DUMP, Qt.ItemDataRole.ToolTipRole)
    assert tip == "Because of <\u200bb>this<\u200b/b>.\nDo that."


def test_before_the_details_are_there_nothing_is_claimed(table):
    table.apply(SampleDelta(changed=(process(10, user="", detailed=False, verdict=Verdict()),)))
    assert (shown(table, 0, USER), shown(table, 0, CAN_DUMP)) == ("…", "…")


def test_names_of_strangers_are_text_and_nothing_else(table):
    nasty = "<img src=x>\n\x1b[31m\u202eexe"
    table.apply(SampleDelta(changed=(process(10, name=nasty, exe=nasty, cmdline=nasty),)))
    assert shown(table, 0, NAME) == "<img src=x>\\x0a\\x1b[31m\\u202eexe"
    tip = shown(table, 0, NAME, Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<\u200bimg src=x>\\x0a")
    assert not GuiQt.mightBeRichText(tip)
    assert "\u202e" not in tip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bash", "shell"),
        ("python3.11", "script"),
        ("Python.exe", "script"),
        ("firefox", "program"),
        ("1234", "program"),
    ],
)
def test_the_icon_tells_the_kind_of_program(table, name, kind):
    table.apply(SampleDelta(changed=(process(10, name=name),)))
    assert icon_key(table, table.row_of(10)) == theme.icon(kind).cacheKey()


def test_headings_have_help(table):
    for column in range(table.columnCount()):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            assert table.headerData(column, Qt.Orientation.Horizontal, role)


@pytest.mark.parametrize("column", range(len(COLUMNS)))
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, DESCENDING])
def test_every_column_sorts_and_ties_go_by_pid(table, column, order):
    table.apply(SampleDelta(added=tuple(process(pid, cpu=pid % 3) for pid in range(40, 60))))
    table.sort(column, order)
    rows = [table.info(row) for row in range(table.rowCount())]
    value = COLUMNS[column].value
    expected = sorted(sorted(rows, key=lambda i: i.pid), key=value, reverse=order == DESCENDING)
    assert rows == expected


def test_one_announcement_per_sample(table, qtbot):
    announced = []
    table.dataChanged.connect(lambda first, last: announced.append((first.row(), last.row())))
    table.apply(SampleDelta(changed=(process(10, threads=2), process(30, threads=3))))
    assert announced == [(0, 2)]


def test_only_figures_are_announced_when_only_figures_changed(table):
    announced = []
    table.dataChanged.connect(lambda first, last: announced.append((first.column(), last.column())))
    table.apply(SampleDelta(changed=(process(10, cpu=2.0),)))
    table.apply(SampleDelta(changed=(process(10, cpu=2.0, state="running"),)))
    (first, last), everything = announced
    assert {column.key for column in COLUMNS[first : last + 1]} == {
        column.key for column in COLUMNS if column.live
    }
    assert everything == (0, len(COLUMNS) - 1)


def test_nothing_is_announced_when_nothing_changed(table):
    announced = []
    for signal in (table.dataChanged, table.layoutChanged, table.rowsInserted, table.rowsRemoved):
        signal.connect(lambda *_: announced.append(1))
    table.apply(SampleDelta())
    assert announced == []


def test_it_is_never_reset(table, qtbot):
    with qtbot.assertNotEmitted(table.modelAboutToBeReset):
        table.apply(SampleDelta(gone=(10,), added=(process(40),)))
        table.set_match(text_match("p0003"))
        table.set_match(None)
        table.clear()
    assert table.rowCount() == 0


def test_a_process_keeps_its_persistent_index(table):
    index = QPersistentModelIndex(table.index(table.row_of(20), CPU))
    table.sort(CPU, DESCENDING)
    table.apply(SampleDelta(added=(process(5, cpu=90.0),), changed=(process(20, cpu=50.0),)))
    table.apply(SampleDelta(gone=(5,)))
    assert table.info(index.row()).pid == 20
    table.apply(SampleDelta(gone=(20,)))
    assert not index.isValid()


def test_a_pid_used_again_is_a_new_row(table):
    index = QPersistentModelIndex(table.index(table.row_of(20), 0))
    again = process(20, start_key=99, name="again")
    table.apply(SampleDelta(gone=(20,), added=(again,)))
    assert not index.isValid()
    assert table.info(table.row_of(20)) == again
    assert table.total == 3


def test_the_filter_follows_what_changes(table):
    table.set_match(text_match("bob"))
    assert pids(table) == []
    table.apply(SampleDelta(changed=(process(20, user="bob"), process(30, user="bob"))))
    assert pids(table) == [20, 30]
    table.apply(SampleDelta(changed=(process(20),)))
    assert pids(table) == [30]
    table.apply(SampleDelta(gone=(10, 30)))
    assert pids(table) == []
    table.set_match(None)
    assert pids(table) == [20]


def test_while_the_order_is_held_rows_stay(table):
    table.sort(CPU, DESCENDING)
    before = pids(table)
    table.hold_order(True)
    table.apply(SampleDelta(changed=(process(before[-1], cpu=99.0),), added=(process(5, cpu=100),)))
    assert pids(table) == [*before, 5]
    table.hold_order(False)
    assert pids(table)[:2] == [5, before[-1]]


def history(table, rng):
    """Let 100 samples come with searches, sorting, trees and held rows in between."""
    alive = {pid: process(pid) for pid in (10, 20, 30)}
    queries = ["", "p0001", "bob", "0x", "nothing matches this"]
    query, column, order = "", 0, Qt.SortOrder.AscendingOrder
    for _ in range(100):
        gone = rng.sample(sorted(alive), min(len(alive), rng.choice([0, 1, 2, 30])))
        for pid in gone:
            del alive[pid]
        added = {}
        for _ in range(rng.choice([0, 1, 3, 40])):
            pid = rng.randrange(1, 300)
            if pid not in alive:
                facts = {"ppid": rng.randrange(pid), "user": rng.choice(["bob", "al"])}
                added[pid] = process(pid, start_key=rng.random(), **facts)
        changed = {
            pid: process(
                pid,
                start_key=alive[pid].start_key,
                ppid=rng.choice([alive[pid].ppid, rng.randrange(pid)]),
                cpu=rng.choice([0.0, 5.0, 50.0]),
                user=rng.choice(["bob", "al"]),
            )
            for pid in rng.sample(sorted(alive), min(len(alive), rng.randrange(20)))
        }
        alive |= changed | added
        table.apply(SampleDelta(tuple(added.values()), tuple(changed.values()), tuple(gone)))
        match rng.randrange(8):
            case 0:
                query = rng.choice(queries)
                table.set_match(text_match(query))
            case 1:
                column, order = rng.randrange(len(COLUMNS)), rng.choice(list(Qt.SortOrder))
                table.sort(column, order)
            case 2 | 3 if table.rowCount():
                pid = table.info(rng.randrange(table.rowCount())).pid
                table.set_expanded(pid, rng.random() < 0.5)
            case 4:
                table.hold_order(True)
                table.set_tree(rng.random() < 0.7)
                yield None
                table.hold_order(False)
        wanted = text_match(query)
        matching = {pid: i for pid, i in alive.items() if not wanted or wanted(i)}
        yield alive, matching, COLUMNS[column].value, order == DESCENDING


@pytest.mark.parametrize("moment", [0, 5])
def test_a_long_random_history_under_the_model_tester(qtbot, qtmodeltester, moment):
    """The table always shows what matches of what lives, in order, whatever happened."""
    table = ProcessTable(moment=moment)
    qtmodeltester.check(table)
    table.apply(SampleDelta(added=tuple(process(pid) for pid in (10, 20, 30))))
    watched = {}
    modes = set()
    for state in history(table, random.Random(7)):
        if moment:
            qtbot.wait(1)
        rows = range(table.rowCount())
        assert all(table.row_of(table.info(row).pid) == row for row in rows)
        if state is None:
            continue
        alive, matching, value, descending = state
        modes.add(table.is_tree)
        living = [table.shown(row) for row in rows if table.process(table.info(row).pid)]
        if table.is_tree:
            expected, _ = arrange(matching, alive, table._collapsed, value, descending=descending)
        else:
            expected = sorted(matching.values(), key=lambda i: i.pid)
            expected.sort(key=value, reverse=descending)
        assert living == expected
        assert table.matching == len(matching)
        for info, index in watched.values():
            assert not index.isValid() or table.info(index.row()).key == info.key
        if expected:
            info = random.Random(1).choice(expected)
            watched[info.pid] = info, QPersistentModelIndex(table.index(table.row_of(info.pid), 0))
    assert table.total == len(alive)
    assert modes == {True, False}
    qtbot.waitUntil(lambda: table.rowCount() == len(expected), timeout=LONG)


# ---------------------------------------------------------------------------------------- marks


@pytest.fixture
def marking(qtbot, qtmodeltester):
    """One that marks rows for a moment."""
    table = ProcessTable(moment=200)
    qtmodeltester.check(table)
    table.apply(SampleDelta(added=tuple(process(pid) for pid in (30, 10, 20))))
    return table


def icon_key(table, row):
    return table.index(row, NAME).data(Qt.ItemDataRole.DecorationRole).cacheKey()


def is_struck(table, row):
    font = shown(table, row, CPU, Qt.ItemDataRole.FontRole)
    return font is not None and font.strikeOut()


def spoken(table, row):
    return shown(table, row, NAME, Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize("tree", [False, True])
def test_a_new_row_has_a_mark_for_a_moment(marking, qtbot, tree):
    marking.set_tree(tree)
    plain = theme.icon("program").cacheKey()
    assert icon_key(marking, 0) == plain, "what was there at the start is not new"
    marking.apply(SampleDelta(added=(process(5),)))
    assert icon_key(marking, 0) == theme.icon("new").cacheKey()
    assert spoken(marking, 0) == "New: p00005"
    assert shown(marking, 0, NAME) == "p00005"
    with qtbot.waitSignal(marking.dataChanged, timeout=LONG):
        pass
    assert icon_key(marking, 0) == plain
    assert spoken(marking, 0) == "p00005"


@pytest.mark.parametrize("tree", [False, True])
def test_a_gone_row_is_struck_out_for_a_moment(marking, qtbot, tree):
    marking.set_tree(tree)
    marking.apply(SampleDelta(gone=(20,)))
    assert pids(marking) == [10, 20, 30]
    assert [is_struck(marking, row) for row in range(3)] == [False, True, False]
    assert icon_key(marking, 1) == theme.icon("gone").cacheKey()
    assert spoken(marking, 1) == "Ended: p00020"
    assert "Ended" in shown(marking, 1, NAME, Qt.ItemDataRole.ToolTipRole)
    assert [shown(marking, row, CAN_DUMP) for row in (0, 1)] == ["yes", "ended"]
    assert marking.process(20) is None
    assert marking.matching == marking.total == 2
    qtbot.waitUntil(lambda: pids(marking) == [10, 30], timeout=LONG)


@pytest.mark.parametrize("tree", [False, True])
def test_a_pid_that_comes_back_takes_the_place_of_its_mark(marking, tree):
    marking.set_tree(tree)
    marking.apply(SampleDelta(gone=(20,)))
    index = QPersistentModelIndex(marking.index(marking.row_of(20), NAME))
    marking.apply(SampleDelta(added=(process(20, start_key=99),)))
    assert pids(marking) == [10, 20, 30]
    assert not index.isValid()
    assert spoken(marking, 1) == "New: p00020"


@pytest.mark.parametrize("tree", [False, True])
def test_those_that_lived_for_a_moment_leave_no_row_unless_chosen(marking, tree):
    marking.set_tree(tree)
    marking.is_chosen = lambda info: info.pid == 41
    now = time.time()
    born = {40: now, 41: now, 42: now - 60}
    marking.apply(SampleDelta(added=tuple(process(p, started=at) for p, at in born.items())))
    marking.apply(SampleDelta(gone=tuple(born)))
    assert marking.row_of(40) < 0
    assert [shown(marking, marking.row_of(p), CAN_DUMP) for p in (41, 42)] == ["ended", "ended"]


def test_a_row_of_one_that_ended_stays_in_place_and_is_not_sorted(marking):
    marking.sort(CPU, DESCENDING)
    marking.apply(SampleDelta(changed=(process(20, cpu=99.0), process(10, cpu=5.0))))
    assert pids(marking) == [20, 10, 30]
    marking.apply(SampleDelta(gone=(10,)))
    assert shown(marking, 1, CPU) == "—"
    marking.apply(SampleDelta(changed=(process(30, cpu=200.0),), added=(process(40, cpu=300.0),)))
    assert pids(marking) == [40, 10, 30, 20]  # the living are in order around it
    assert is_struck(marking, 1)


def test_those_that_ended_are_never_all_that_one_sees(marking):
    marking.apply(SampleDelta(added=tuple(process(pid) for pid in range(100, 400))))
    marking.apply(SampleDelta(gone=tuple(range(100, 390))))
    assert marking.rowCount() == 13 + MOST_GONE
    assert pids(marking)[-10:] == list(range(390, 400))


def test_while_the_order_is_held_nobody_leaves(marking, qtbot):
    marking.set_match(parse("cpu < 50").match)
    marking.hold_order(True)
    marking.apply(SampleDelta(gone=(20,), changed=(process(10, cpu=99.0),)))
    with qtbot.assertNotEmitted(marking.rowsRemoved, wait=900):  # longer than it would linger
        pass
    assert pids(marking) == [10, 20, 30]
    marking.hold_order(False)
    assert pids(marking) == [20, 30]
    assert marking.matching == 1
    qtbot.waitUntil(lambda: pids(marking) == [30], timeout=LONG)


def test_a_search_does_not_look_at_the_dead(marking):
    marking.apply(SampleDelta(gone=(20,)))
    marking.set_match(text_match("p"))
    assert pids(marking) == [10, 30]


# ----------------------------------------------------------------------------------------- tree

FAMILY = (
    process(1, name="init", ppid=0, memory=1),
    process(2, name="shell", memory=10, cpu=1.0),
    process(3, name="editor", ppid=2, memory=100, cpu=5.0, handles=4),
    process(4, name="compiler", ppid=2, memory=1000, cpu=90.0),
    process(5, name="assembler", ppid=4, memory=10000, cpu=2.0),
    process(6, name="database", memory=7),
)


@pytest.fixture
def tree(qtbot, qtmodeltester):
    table = ProcessTable(moment=0)
    qtmodeltester.check(table)
    table.set_tree(True)
    table.apply(SampleDelta(added=FAMILY))
    return table


def outline(table):
    rows = range(table.rowCount())
    return [(table.place(row).depth, table.info(row).pid) for row in rows]


def test_children_stand_below_their_parent_in_every_order(tree):
    assert outline(tree) == [(0, 1), (1, 6), (1, 2), (2, 4), (3, 5), (2, 3)]
    tree.sort(CPU, DESCENDING)
    assert outline(tree) == [(0, 1), (1, 2), (2, 4), (3, 5), (2, 3), (1, 6)]
    tree.sort(MEMORY)
    assert outline(tree) == [(0, 1), (1, 6), (1, 2), (2, 3), (2, 4), (3, 5)]
    assert tree.place(0).is_parent
    assert not tree.place(1).is_parent


def test_a_collapsed_process_shows_the_sum_and_is_sorted_by_it(tree):
    tree.sort(CPU, DESCENDING)
    tree.set_expanded(2, False)
    assert outline(tree) == [(0, 1), (1, 2), (1, 6)]
    assert tree.place(1).hidden == 3
    assert shown(tree, 1, CPU) == "98.0"
    assert shown(tree, 1, SECTIONS["threads"]) == "4"
    assert shown(tree, 1, SECTIONS["handles"]) == "4"
    assert shown(tree, 1, SECTIONS["private"]) == ""
    assert "3 collapsed below it" in shown(tree, 1, CPU, Qt.ItemDataRole.ToolTipRole)
    assert tree.info(1).cpu == 1.0, "the process itself is what it is"
    tree.apply(SampleDelta(changed=(process(6, cpu=99.0),)))
    assert outline(tree) == [(0, 1), (1, 6), (1, 2)]
    tree.set_expanded(2, True)
    assert outline(tree) == [(0, 1), (1, 6), (1, 2), (2, 4), (3, 5), (2, 3)]
    assert shown(tree, 2, CPU) == "1.0"


def test_children_of_a_parent_that_ended_move_to_another(tree):
    changed = process(4, name="compiler", ppid=1), process(3, name="editor", ppid=1)
    tree.apply(SampleDelta(changed=changed, gone=(2,)))
    assert outline(tree) == [(0, 1), (1, 4), (2, 5), (1, 6), (1, 3)]


def test_what_matches_hangs_below_what_else_matches(tree):
    tree.set_match(lambda info: info.pid in {2, 5, 6})
    assert outline(tree) == [(0, 6), (0, 2), (1, 5)]
    tree.set_match(None)
    assert len(outline(tree)) == 6


def test_a_parent_younger_than_its_child_is_not_its_parent(tree):
    tree.apply(SampleDelta(changed=(process(2, started=9.0), process(3, ppid=2, started=8.0))))
    assert (0, 3) in outline(tree)


def test_processes_that_are_each_others_parents_are_both_shown(tree):
    tree.apply(SampleDelta(changed=(process(2, ppid=4), process(4, ppid=2))))
    assert sorted(pid for _, pid in outline(tree)) == [1, 2, 3, 4, 5, 6]


def test_expanding_under_a_pointer_opens_right_there(tree):
    tree.set_expanded(2, False)
    tree.hold_order(True)
    tree.apply(SampleDelta(added=(process(7, name="aaa"),)))
    assert [pid for _, pid in outline(tree)] == [1, 6, 2, 7]
    tree.set_expanded(2, True)
    assert [pid for _, pid in outline(tree)] == [1, 6, 2, 4, 5, 3, 7]
    tree.set_expanded(2, False)
    assert [pid for _, pid in outline(tree)] == [1, 6, 2, 7]
    tree.hold_order(False)
    assert [pid for _, pid in outline(tree)] == [1, 7, 6, 2]


def test_all_can_be_collapsed_and_expanded(tree):
    tree.set_all_expanded(False)
    assert outline(tree) == [(0, 1), (1, 6), (1, 2)]
    tree.set_all_expanded(True)
    assert len(outline(tree)) == 6


def test_leaving_the_tree_all_are_equal(tree):
    tree.set_expanded(2, False)
    tree.set_tree(False)
    assert outline(tree) == [(0, 5), (0, 4), (0, 6), (0, 3), (0, 1), (0, 2)]
    assert shown(tree, 5, CPU) == "1.0"
