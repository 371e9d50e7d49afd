"""Two looks at a program that grows, in the window: two dumps, and a dump and the process."""

import sys

import pytest
from PySide6.QtCore import Qt

from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.inspection.compare import (
    ANONYMOUS,
    Comparison,
    HandleChange,
    MemoryChange,
    ModuleChange,
    ThreadChange,
)
from app.ui.models.change_rows import CHANGES, Part, change_rows
from app.ui.models.detail_table import DetailTable
from app.ui.views.compare_window import CompareWindow
from tests.live.test_compare import GROWS

FOUND = Comparison(
    same_process=True,
    seconds=60,
    memory=(MemoryChange(ANONYMOUS, 0, 2048, 2, 0), MemoryChange("/lib/\x1b", 4096, 1024, 0, 1)),
    mappings=(),
    threads=(ThreadChange(7, "w", "", "f < g", 0), ThreadChange(8, "x", "?", "h", 5)),
    modules=(ModuleChange("a", "1.0", ""),),
    handles=(HandleChange("File", 1, 2, ("/etc/passwd",)),),
    resident=(1024, 2048),
    unmoved=1,
    damage=(),
)


def texts(table):
    return [
        [table.index(row, column).data() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_what_differs_is_told_in_words(qapp):
    told = {part: [list(row.texts) for row in change_rows(part, FOUND)] for part in Part}
    assert told[Part.MEMORY] == [
        ["anonymous memory", "+2.0 KiB", "—", "2.0 KiB", "2", ""],
        ["/lib/\\x1b", "\N{MINUS SIGN}3.0 KiB", "4.0 KiB", "1.0 KiB", "", "1"],
    ]
    assert told[Part.THREADS] == [["7", "w", "", "—", "f < g"], ["8", "x", "5", "not known", "h"]]
    assert told[Part.MODULES] == [["a", "1.0", "—"]]
    assert told[Part.HANDLES] == [["File", "1", "2", "/etc/passwd"]]


def test_rows_are_sorted_by_their_values_and_told_in_full(qapp):
    table = DetailTable(CHANGES[Part.MEMORY])
    table.show(change_rows(Part.MEMORY, FOUND))
    table.sort(-1)
    assert [row[0] for row in texts(table)] == ["anonymous memory", "/lib/\\x1b"]
    table.sort(1)
    assert [row[0] for row in texts(table)] == ["/lib/\\x1b", "anonymous memory"]
    assert "4.0 KiB" in table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


@pytest.fixture
def grown(start_process, tmp_path):
    """A dump, another one after its process has grown, and the process, grown once more."""
    target = start_process(sys.executable, "-c", GROWS)
    client = DumperClient()
    paths = []
    for name in ("a.dmp", "b.dmp"):
        target.wait_at_rest()
        paths.append(str(tmp_path / name))
        client.dump(target.key, DumpRequest(0x21925), paths[-1])
        target.process.stdin.write(b"more\n")
        target.process.stdin.flush()
        target.wait_ready()
    client.close()
    return (*paths, target)


def compared(qtbot, before, after):
    window = CompareWindow(before, after)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.worker.compared):
        pass
    return window


def test_where_a_program_grows_is_seen(qtbot, grown):
    first, second, target = grown
    for before, after in ((first, second), (second, target.key)):
        window = compared(qtbot, before, after)
        largest = texts(window.tables[Part.MEMORY])[0]
        assert largest[0] == "anonymous memory"
        assert largest[1].startswith("+")
        assert [row[3] for row in texts(window.tables[Part.THREADS])].count("—") == 1
        assert texts(window.tables[Part.HANDLES])[0][3] == "/etc/passwd"
        assert "Memory in use" in window.told.text()
        assert "not the same" not in window.told.text()
        assert window.tabs.isVisible()
        assert window.tabs.tabText(0).startswith("&Memory (")
    assert target.process.poll() is None  # it was let go

    with qtbot.waitSignal(window.worker.compared):
        window.swap.click()
    assert window.sides == (target.key, second)
    assert texts(window.tables[Part.MEMORY])[-1][1].startswith("\N{MINUS SIGN}")


def test_what_cannot_be_compared_is_told_in_place(qtbot, tmp_path, grown):
    first, _, target = grown
    broken = tmp_path / "broken.dmp"
    broken.write_text("no dump")
    gone = target.key
    target.stop()
    for after, told in ((str(broken), "minidump"), (gone, str(gone.pid))):
        window = CompareWindow(first, after)
        qtbot.addWidget(window)
        window.show()
        with qtbot.waitSignal(window.worker.failed):
            pass
        said = window.notice._headline.text() + window.notice._detail.text()
        assert told in said
        assert window.notice._button.isVisible()
        assert window.again.isEnabled()


def test_one_and_the_same_dump_does_not_differ(qtbot, grown):
    window = compared(qtbot, grown[0], grown[0])
    assert "Nothing differs" in window.notice._headline.text()


def test_closed_while_it_compares_it_leaves_nothing(qtbot, grown):
    window = CompareWindow(grown[0], grown[1])
    window.show()
    window.close()
    qtbot.waitUntil(lambda: window.worker._process is None)


def test_it_is_opened_from_the_files_that_are_chosen(qtbot, window, grown, monkeypatch):
    pages = window.pages
    pages.compare_files([grown[0], grown[1]])
    (shown,) = pages.comparisons
    assert shown.sides == (grown[0], grown[1])
    pages.compare_files([])
    assert len(pages.comparisons) == 1
    pages.close_all()
    qtbot.waitUntil(lambda: not pages.comparisons)
