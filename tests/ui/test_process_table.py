"""The process table's model while processes come, change and go."""

import random

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from app.core.processes.info import CanDump, ProcessInfo, SampleDelta, Verdict
from app.core.processes.match import text_match
from app.ui import theme
from app.ui.models.process_columns import COLUMNS
from app.ui.models.process_table import ProcessTable

NAME, PID, USER, CPU, MEMORY, CAN_DUMP = range(6)
DESCENDING = Qt.SortOrder.DescendingOrder


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
    table = ProcessTable()
    qtmodeltester.check(table)
    table.apply(SampleDelta(added=tuple(process(pid) for pid in (30, 10, 20))))
    return table


def test_cells(table):
    table.apply(SampleDelta(changed=(process(10, cpu=12.34, memory=1 << 20),)))
    assert [shown(table, 0, column) for column in range(table.columnCount())] == [
        "p00010", "10", "alice", "12.3", "1.0 MiB", "yes",
    ]  # fmt: skip
    assert f"{theme.whole_number(1 << 20)} bytes" in shown(
        table, 0, MEMORY, Qt.ItemDataRole.ToolTipRole
    )
    assert not shown(table, 0, CAN_DUMP, Qt.ItemDataRole.DecorationRole).isNull()


@pytest.mark.parametrize("answer", CanDump)
def test_every_answer_has_a_word_an_icon_and_tells_reason_and_remedy(table, answer):
    verdict = Verdict(answer, "Because of <b>this</b>.", "Do that.")
    table.apply(SampleDelta(changed=(process(10, verdict=verdict),)))
    assert shown(table, 0, CAN_DUMP)
    assert not shown(table, 0, CAN_DUMP, Qt.ItemDataRole.DecorationRole).isNull()
    tip = shown(table, 0, CAN_DUMP, Qt.ItemDataRole.ToolTipRole)
    assert "Because of &lt;b&gt;this&lt;/b&gt;.<br>Do that." in tip


def test_before_the_details_are_there_nothing_is_claimed(table):
    table.apply(SampleDelta(changed=(process(10, user="", detailed=False, verdict=Verdict()),)))
    assert (shown(table, 0, USER), shown(table, 0, CAN_DUMP)) == ("…", "…")


def test_names_of_strangers_are_text_and_nothing_else(table):
    nasty = "<img src=x>\n\x1b[31m\u202eexe"
    table.apply(SampleDelta(changed=(process(10, name=nasty, exe=nasty, cmdline=nasty),)))
    assert shown(table, 0, NAME) == "<img src=x>\\x0a\\x1b[31m\\u202eexe"
    tip = shown(table, 0, NAME, Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("<qt>&lt;img src=x&gt;\\x0a")
    assert "<img" not in tip
    assert "\u202e" not in tip


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


def test_a_long_random_history_under_the_model_tester(table):
    """The table always shows what matches of what lives, in order, whatever happened."""
    rng = random.Random(7)
    alive = {pid: process(pid) for pid in (10, 20, 30)}
    watched = {}
    queries = ["", "p0001", "bob", "0x", "nothing matches this"]
    query, column, order = "", 0, Qt.SortOrder.AscendingOrder
    for _ in range(300):
        gone = rng.sample(sorted(alive), min(len(alive), rng.choice([0, 1, 2, 30])))
        for pid in gone:
            del alive[pid]
        added = {}
        for _ in range(rng.choice([0, 1, 3, 40])):
            pid = rng.randrange(1, 300)
            if pid not in alive:
                added[pid] = process(pid, start_key=rng.random(), user=rng.choice(["bob", "al"]))
        changed = {
            pid: process(
                pid,
                start_key=alive[pid].start_key,
                cpu=rng.choice([0.0, 5.0, 50.0]),
                user=rng.choice(["bob", "al"]),
            )
            for pid in rng.sample(sorted(alive), min(len(alive), rng.randrange(20)))
        }
        alive |= changed | added
        for info in added.values():
            watched.pop(info.pid, None)
        table.apply(SampleDelta(tuple(added.values()), tuple(changed.values()), tuple(gone)))
        match rng.randrange(6):
            case 0:
                query = rng.choice(queries)
                table.set_match(text_match(query))
            case 1:
                column, order = rng.randrange(6), rng.choice(list(Qt.SortOrder))
                table.sort(column, order)
        wanted = text_match(query)
        expected = sorted(
            (i for i in alive.values() if not wanted or wanted(i)), key=lambda i: i.pid
        )
        expected.sort(key=COLUMNS[column].value, reverse=order == DESCENDING)
        assert [table.info(row) for row in range(table.rowCount())] == expected
        assert all(table.row_of(info.pid) == row for row, info in enumerate(expected))
        for pid, index in watched.items():
            assert not index.isValid() or table.info(index.row()).pid == pid
        if expected:
            pid = rng.choice(expected).pid
            watched[pid] = QPersistentModelIndex(table.index(table.row_of(pid), 0))
    assert table.total == len(alive)
