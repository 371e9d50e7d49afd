"""The tables of stacks: threads, frames and raw words, without any process."""

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.core.capture.snapshot import Module, Thread
from app.core.inspection.activity import Doing
from app.core.inspection.callers import FoundBy
from app.core.inspection.stack_reading import Walked
from app.core.inspection.stack_words import Pointed, Word
from app.core.inspection.stacks import Frame, Stack
from app.ui.models.stack_tables import FrameTable, word_rows, word_table
from app.ui.models.stack_threads import CPU, DOING, PLACE, THREAD, StackThreads

LIBC = Module(0x7000_0000, 0x10_0000, "/usr/lib/libc.so.6")
SHOP = Module(0x40_0000, 0x1000, "/opt/shop/shop-server")
ROLE = Qt.ItemDataRole


def frame(function, module=SHOP, found_by=FoundBy.CFI, **more):
    told = Frame(module.base + 0x10, 0x7FFF_0000, found_by, module, function, 4, "", 0, {})
    return told._replace(**more)


def walked(number, group, place="waits", doing=Doing.LOCK, *, crashed=False, cpu=0, end=""):
    thread = Thread(number, f"worker-{number}", user_time=cpu)
    stack = Stack(thread, (frame("futex_wait", LIBC), frame(place)), crashed, end)
    return Walked(stack, group, doing, place)


@pytest.fixture
def threads(qtbot):
    model = StackThreads()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    del tester


def told(model, parent=QModelIndex()):  # noqa: B008
    """Give the texts of the rows below *parent*, with those below them."""
    rows = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        texts = [model.index(row, column, parent).data() for column in range(4)]
        rows.append((*texts, told(model, index)))
    return rows


def test_threads_with_equal_stacks_come_together_as_they_arrive(threads):
    threads.add(walked(1, 0, "main"))
    threads.add(walked(2, 1, cpu=15_000_000))
    kept = QPersistentModelIndex(threads.index(1, 0))
    assert [row[:3] for row in told(threads)] == [
        ("1  worker-1", "main", "waiting for a lock"),
        ("2  worker-2", "waits", "waiting for a lock"),
    ]
    threads.add(walked(3, 1, cpu=5_000_000))
    threads.add(walked(4, 1))

    assert told(threads)[1] == (
        "3 threads",
        "waits",
        "waiting for a lock",
        "2.00",
        [
            ("2  worker-2", "waits", "waiting for a lock", "1.50", []),
            ("3  worker-3", "waits", "waiting for a lock", "0.50", []),
            ("4  worker-4", "waits", "waiting for a lock", "", []),
        ],
    )
    assert kept.data() == "3 threads"
    assert (threads.threads, threads.groups) == (4, 2)
    index = threads.index_of(3)
    assert threads.thread_at(index).stack.thread.id == 3
    assert index.parent() == threads.index(1, 0)
    assert threads.index_of(1).parent() == QModelIndex()


def test_what_has_crashed_comes_first_then_what_runs(threads):
    threads.add(walked(1, 0, "main"))
    threads.add(walked(2, 1, "spin", Doing.RUNS))
    threads.add(walked(3, 2, "boom", crashed=True))
    threads.add(walked(4, 3, "work", Doing.RUNS))

    assert [row[0][0] for row in told(threads)] == ["3", "2", "4", "1"]
    first = threads.index(0, 0)
    assert first.data(ROLE.AccessibleTextRole) == "crashed: 3  worker-3"
    assert threads.index(0, DOING).data() == "crashed"
    assert not first.data(ROLE.DecorationRole).isNull()
    assert threads.index(0, PLACE).data(ROLE.DecorationRole) is None


def test_what_is_sought_is_found_in_functions_modules_and_names_also_as_threads_arrive(threads):
    threads.add(walked(1, 0, "main"))
    threads.add(walked(2, 1, "waits"))
    threads.set_needle("MAIN")
    assert [row[0] for row in told(threads)] == ["1  worker-1"]
    assert threads.shown_threads == 1
    threads.add(walked(3, 1, "waits"))
    threads.add(walked(4, 2, "main_loop"))
    assert [row[0] for row in told(threads)] == ["1  worker-1", "4  worker-4"]
    threads.set_needle("worker-7")
    assert told(threads) == []
    threads.add(walked(7, 1, "waits"))  # has the group found, with all that are in it
    assert [row[0] for row in told(threads)] == ["3 threads"]
    threads.set_needle("libc.so")
    assert threads.shown_threads == threads.threads == 5
    threads.set_needle("")
    threads.clear()
    assert told(threads) == []


def test_names_of_strangers_are_escaped(threads):
    hostile = walked(1, 0, "a\x1b[31m\u202eb")
    hostile = hostile._replace(
        stack=hostile.stack._replace(thread=Thread(1, "<b>\n"), end="<i>The end</i>")
    )
    threads.add(hostile)
    (row,) = told(threads)
    assert row[:2] == ("1  <b>\\x0a", "a\\x1b[31m\\u202eb")
    tip = threads.index(0, THREAD).data(ROLE.ToolTipRole)
    assert "The end" in tip
    for part in ("<b>", "<i>", "\x1b", "\u202e"):
        assert part not in tip
    assert threads.headerData(CPU, Qt.Orientation.Horizontal) == "CPU s"


@pytest.fixture
def frames(qtbot):
    table = FrameTable()
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield table
    del tester


def show(table, stack):
    for _ in table.filling(stack, early=True):
        pass


def test_a_frame_has_its_key_also_among_inlined_calls(frames):
    plain = (frame("a"), frame("b"), frame("c"))
    inlined = frame("within b", is_inlined=True)
    keys = []
    for calls in (plain, (plain[0], inlined, *plain[1:])):
        show(frames, Stack(Thread(1), calls, crashed=False, end=""))
        keys.append({row.texts[1]: row.key for row in frames.all_rows})
    assert keys[1] == keys[0] | {"within b": -2}


def test_a_recursion_is_shown_little_by_little(frames):
    calls = tuple(frame(f"f{number}") for number in range(1000))
    filling = frames.filling(Stack(Thread(1), calls, crashed=False, end=""), early=True)
    next(filling)
    assert 0 < frames.rowCount() < 1000
    assert len(list(filling)) >= 1
    assert [frames.row(row).texts[1] for row in (0, 999)] == ["f0", "f999"]


def test_frames_are_told_with_how_they_were_found(frames):
    calls = (
        frame("futex_wait", LIBC, FoundBy.CONTEXT),
        frame("inner", is_inlined=True, file="/src/shop/a.c", line=7),
        frame("", found_by=FoundBy.SCAN),
        frame("export", found_by=FoundBy.PYTHON, file=r"C:\shop\export.py", line=12),
    )
    show(frames, Stack(Thread(1), calls, crashed=False, end=""))
    assert [frames.row(row).texts for row in range(4)] == [
        ("0", "futex_wait", "", "libc.so.6+0x10", "context"),
        ("1", "inner", "a.c:7", "shop-server+0x10", "inlined"),
        ("2", "?", "", "shop-server+0x10", "scan"),
        ("3", "export", "export.py:12", "", "Python"),
    ]
    names = [frames.index(row, 1) for row in range(4)]
    assert [index.data(ROLE.DecorationRole) is not None for index in names] == [
        *(False, False, False, True)
    ]
    assert [index.data(ROLE.BackgroundRole) is not None for index in names] == [
        *(False, False, False, True)
    ]
    assert names[1].data(ROLE.FontRole).italic()
    tip = names[1].data(ROLE.ToolTipRole)
    for part in ("inner+0x4", "/src/shop/a.c:7", "/opt/shop/shop-server+0x10", "00007fff0000"[-9:]):
        assert part in tip


def test_frames_that_have_what_is_sought_stand_out(frames):
    show(frames, Stack(Thread(1), (frame("a"), frame("b")), crashed=False, end=""))
    assert frames.first_found(None) == 0
    frames.set_needle("B")
    assert frames.first_found(None) == 1
    assert frames.index(1, 1).data(ROLE.FontRole).bold()
    assert frames.index(0, 1).data(ROLE.FontRole) is None
    frames.set_needle("")
    assert frames.index(1, 1).data(ROLE.FontRole) is None
    show(frames, None)
    assert frames.rowCount() == 0


def test_words_say_what_they_point_to(qtmodeltester):
    table = word_table()
    table.show(
        word_rows(
            (
                Word(0x1000, 0x401010, Pointed.RETURN, SHOP, "export", 0x10),
                Word(0x1008, 0x1018, Pointed.STACK, thread=7, text="on\nit"),
                Word(0x1010, 0x5555, Pointed.MEMORY, region="[heap]"),
                Word(0x1018, 3, Pointed.NOTHING),
            )
        )
    )
    assert [table.row(row).texts for row in range(4)] == [
        ("000000001000", "0000000000401010", "return address  export+0x10  shop-server+0x1010"),
        ("000000001008", "0000000000001018", "stack of thread 7  “on\\x0ait”"),
        ("000000001010", "0000000000005555", "memory  [heap]"),
        ("000000001018", "0000000000000003", ""),
    ]
    qtmodeltester.check(table)
