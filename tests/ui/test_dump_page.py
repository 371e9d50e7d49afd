"""The window about a dump: real dumps of real programs, and files that are none."""

import gzip
import os
import shutil
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.dumper.client import DumperClient
from app.core.minidump.reader import MinidumpFile
from app.ui.models.dump_rows import DumpPart
from app.ui.views.dump_page.page import DumpPageWindow

from .conftest import LONG

PRIVATE = 0x61A25


@pytest.fixture(scope="module")
def target(start_shared_process, tmp_path_factory):
    import sys

    program = tmp_path_factory.mktemp("program") / "held.py"
    program.write_text(
        "import sys, threading\n"
        "held = bytearray(b'the bytes to be found ' * 5000)\n"
        "for n in range(3):\n"
        "    threading.Thread(target=threading.Event().wait, name=f'w{n}', daemon=True).start()\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n"
    )
    return start_shared_process(sys.executable, program)


@pytest.fixture(scope="module")
def dump(target, tmp_path_factory):
    """A dump of a process with known bytes in it."""
    path = tmp_path_factory.mktemp("dumps") / "known.dmp"
    request = DumpRequest(
        PRIVATE,
        comment="Ticket 4711\nhangs",
        user_streams=(
            MINIDUMP_USER_STREAM(0x10000, "line one\nzwei: \N{GREEK SMALL LETTER PI}".encode()),
            MINIDUMP_USER_STREAM(0x10001, b"\x1b[31m"),
        ),
    )
    with DumperClient() as dumper:
        dumper.dump(target.key, request, str(path))
    return path


@pytest.fixture
def open_page(qtbot):
    """Call it with a path to have the page shown, read or failed."""
    pages = []

    def open_it(path, signal_name="page_shown"):
        page = DumpPageWindow(str(path))
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(page)
        pages.append(page)
        with qtbot.waitSignal(getattr(page, signal_name), timeout=LONG):
            page.show()
        return page

    yield open_it
    for page in pages:
        page.close()


def column(table, title):
    titles = [
        table.headerData(section, Qt.Orientation.Horizontal)
        for section in range(table.columnCount())
    ]
    return titles.index(title)


def test_the_summary_says_what_the_dump_is_about(open_page, dump, target):
    page = open_page(dump)
    lines = dict(line.split(": ", 1) for line in page.summary.text.splitlines() if ": " in line)

    assert page.summary.text.startswith("No crash: taken while running, ")
    assert " after start" in page.summary.text.splitlines()[0]
    assert lines["Process"].endswith(str(target.pid))
    assert lines["Architecture"].startswith("x64")
    assert lines["System"].startswith("Linux ")
    assert lines["Flags"].startswith("0x00061a25  ·  Private memory")
    assert "held.py" in lines["Command line"]
    assert "Ticket 4711" in lines["Comment"]
    assert "private memory" in lines["What the file consists of"]
    assert lines["Verified"] == "the file was read back, and nothing is wrong with it."
    assert lines["Path"] == str(dump)


def test_the_tables_hold_what_the_file_holds(open_page, dump):
    page = open_page(dump)
    with MinidumpFile.open(dump) as file:
        threads = {thread.thread_id for thread in file.threads}
        modules = {module.base for module in file.modules}
        streams = [entry.name for entry in file.directory if entry.stream_type]
        stored = sum(range_.size for range_ in file.memory_ranges())

    assert {row.key for row in page.threads.table.all_rows} == threads
    assert {row.key for row in page.modules.table.all_rows} == modules
    assert {row.texts[0] for row in page.streams.streams.table.all_rows} >= set(streams)
    assert sum(row.thing.stored for row in page.memory.regions.table.all_rows) == stored
    names = {row.texts[1] for row in page.threads.table.all_rows}
    assert "python" in " ".join(names)
    where = [row.thing.where for row in page.threads.table.all_rows]
    assert all("+0x" in text for text in where)
    assert page.tabs.tabText(1) == f"&Threads ({len(threads)})"


def test_each_table_is_searched_and_its_rows_are_copied(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.modules)
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.modules.filter.hasFocus()
    qtbot.keyClicks(page.modules.filter, "libc.so")
    table = page.modules.table
    assert table.rowCount() == 1
    page.modules.view.selectRow(0)
    page.modules.view.copy.trigger()

    cells = QGuiApplication.clipboard().text().split("\t")
    assert cells[0] == "libc.so.6"
    assert cells[column(table, "Size")].isdecimal()
    page.modules.filter.clear()
    address = table.row(0).thing.thing.base + 0x10
    page.modules.filter.setText(hex(address))
    assert [table.row(row).thing.thing.base for row in range(table.rowCount())] == [address - 0x10]


def test_memory_is_read_as_it_comes_into_view(qtbot, open_page, dump):
    page = open_page(dump)
    with MinidumpFile.open(dump) as file:
        address = next(
            range_.address + at
            for range_ in file.memory.ranges
            if (at := file.read_memory(range_.address, range_.size).find(b"the bytes to be")) >= 0
        )
    page.tabs.setCurrentWidget(page.memory)
    page.memory.go_to(address)
    line = (address - page.memory.bytes._start) // 16

    def shown():
        return page.memory.bytes.line_text(line) + page.memory.bytes.line_text(line + 1)

    qtbot.waitUntil(lambda: "the bytes" in shown().replace("  ", ""), timeout=LONG)
    assert f"{address - address % 16:012x}  " in shown()
    assert b"the".hex(" ") in shown()
    assert page.memory.bytes.accessibleDescription().startswith(f"{address - address % 16:012x}")
    page.memory.bytes.setFocus()
    qtbot.keyClick(page.memory.bytes, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == page.memory.bytes.line_text(line)


def test_memory_that_is_not_in_the_file_is_said_to_be_missing(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.memory)
    rows = page.memory.regions.table
    row = next(row for row in range(rows.rowCount()) if not rows.row(row).thing.stored)
    page.memory.regions.view.selectRow(row)
    low, _ = rows.row(row).span
    page.memory.bytes.viewport().repaint()
    # An answer about the region shown before may come first.
    qtbot.waitUntil(lambda: low - low % (1 << 14) in page.memory.bytes._blocks)

    assert page.memory.caption.text() == "Nothing of this region is in the dump."
    assert page.memory.bytes.line_text(0).split() == [f"{low:012x}", *[".."] * 16]


def test_a_region_that_is_stored_in_part_is_shown_from_its_first_byte(open_page, dump):
    page = open_page(dump)
    rows = page.memory.regions.table
    row = next(
        row
        for row in range(rows.rowCount())
        if 0 < rows.row(row).thing.stored < rows.row(row).thing.thing.size
        and rows.row(row).thing.first > rows.row(row).thing.thing.base + 16
    )
    page.memory.regions.view.selectRow(row)
    first = rows.row(row).thing.first

    assert page.memory.bytes._current == (first - rows.row(row).thing.thing.base) // 16
    with MinidumpFile.open(dump) as file:
        assert file.memory.find(first) is not None
        assert file.memory.find(first - 1) is None


@pytest.mark.parametrize("key", [Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Down])
def test_the_hex_view_scrolls_by_keyboard_and_stays_in_the_region(qtbot, open_page, dump, key):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.memory)
    view = page.memory.bytes
    for _ in range(3):
        qtbot.keyClick(view, key)
    assert 0 < view._current < view._lines
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert (view._current, view.verticalScrollBar().value()) == (0, 0)


def test_streams_are_shown_as_text_with_what_cannot_be_seen_escaped(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.streams)
    table = page.streams.streams.table
    number = column(table, "Number")
    rows = {table.row(row).texts[number]: row for row in range(table.rowCount())}
    page.streams.streams.view.selectRow(rows["0x10000"])
    qtbot.waitUntil(lambda: "line one" in page.streams.text.toPlainText(), timeout=LONG)

    assert page.streams.text.toPlainText() == "line one\nzwei: \N{GREEK SMALL LETTER PI}"
    page.streams.streams.view.selectRow(rows["0x10001"])
    qtbot.waitUntil(lambda: "1b 5b" in page.streams.text.toPlainText(), timeout=LONG)
    assert "\x1b" not in page.streams.text.toPlainText()
    assert table.row(rows["0x10000"]).texts[column(table, "Asked for by")] == "whoever wrote it"
    for row in range(table.rowCount()):
        page.streams.streams.view.selectRow(row)
        qtbot.waitUntil(lambda: bool(page.streams.text.toPlainText()), timeout=LONG)


@pytest.mark.parametrize("content", [b"", b"MDMP", b"\x7fELF" * 64, b"MDMP\x93\xa7" + b"\xff" * 26])
def test_a_file_that_is_no_dump_is_told_in_the_page(open_page, tmp_path, content):
    path = tmp_path / "bad.dmp"
    path.write_bytes(content)

    page = open_page(path, "failed")

    assert page.notice.isVisible()
    assert page.notice._headline.text() == "bad.dmp cannot be shown."
    assert page.notice._detail.text().count(".") >= 2  # cause and remedy
    assert page.notice._button.text() == "Read again"
    assert not page.again.isEnabled()


def test_the_true_reason_stays_when_the_reader_has_ended(qtbot, open_page, tmp_path):
    path = tmp_path / "upload_file_minidump"
    path.write_bytes(b"\x7fELF\2\1\1" + bytes(9) + b"\4\0" + bytes(99))
    page = open_page(path, "failed")

    qtbot.waitUntil(lambda: not page.reader.process_id(), timeout=LONG)
    QApplication.processEvents()

    assert "ELF core" in page.notice._detail.text()
    assert "gdb" in page.notice._detail.text()


def test_a_dump_in_a_compressed_file_is_unpacked_and_opened(qtbot, window, dump, tmp_path):
    packed = tmp_path / "case.dmp.gz"
    packed.write_bytes(gzip.compress(dump.read_bytes(), 1))
    page = window.pages.open(str(packed))
    with qtbot.waitSignal(page.failed, timeout=LONG):
        pass
    assert "gzip" in page.notice._detail.text()
    assert page.notice._button.text() == "Unpack it and open what is inside"
    page.notice._button.click()

    inner = tmp_path / "case.dmp"
    qtbot.waitUntil(lambda: [one.path for one in window.pages.pages] == [str(inner)], timeout=LONG)
    (opened,) = window.pages.pages
    qtbot.waitUntil(opened.tabs.isVisible, timeout=LONG)
    assert inner.read_bytes() == dump.read_bytes()
    opened.close()


def test_what_cannot_be_unpacked_is_told(qtbot, open_page, dump, tmp_path):
    packed = tmp_path / "case.dmp.gz"
    packed.write_bytes(gzip.compress(dump.read_bytes(), 1))
    (tmp_path / "case.dmp").touch()  # is not replaced
    page = open_page(packed, "failed")
    with qtbot.waitSignal(page.failed, timeout=LONG):
        page.notice._button.click()
    assert "case.dmp" in page.notice._detail.text()
    assert page.notice._button.text() == "Read again"


def test_a_file_that_is_gone_can_be_read_when_it_is_back(qtbot, open_page, tmp_path, dump):
    path = tmp_path / "later.dmp"
    page = open_page(path, "failed")
    path.write_bytes(dump.read_bytes())

    with qtbot.waitSignal(page.page_shown, timeout=LONG):
        page.notice._button.click()

    assert page.tabs.isVisible()


def test_a_dump_cut_short_opens_with_the_verdict(open_page, tmp_path, dump):
    path = tmp_path / "cut.dmp"
    content = dump.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])

    page = open_page(path)

    assert "Verified" not in page.summary.text.splitlines()[0]
    assert "cut short" in page.summary.text


def test_a_reader_that_dies_leaves_the_window_alive(qtbot, open_page, dump):
    page = open_page(dump)

    with qtbot.waitSignal(page.failed, timeout=LONG) as failed:
        os.kill(page.reader.process_id(), signal.SIGBUS)

    assert failed.args[0].remedy
    with qtbot.waitSignal(page.page_shown, timeout=LONG):
        page.notice._button.click()


def test_a_dump_that_changed_is_verified_again(qtbot, open_page, tmp_path, dump):
    path = tmp_path / "changed.dmp"
    path.write_bytes(dump.read_bytes())
    page = open_page(path)
    path.write_bytes(dump.read_bytes()[:-5000])

    with qtbot.waitSignal(page.page_shown, timeout=LONG):
        page.again.click()

    assert not page.summary.text.startswith("Verified")


def test_every_control_of_the_page_says_what_it_is(open_page, dump):
    QAccessible.setActive(True)
    page = open_page(dump)
    nameless = []
    for index in range(page.tabs.count()):
        page.tabs.setCurrentIndex(index)
        for widget in page.findChildren(QWidget):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
                continue
            interface = QAccessible.queryAccessibleInterface(widget)
            if not interface.text(QAccessible.Text.Name).strip():
                nameless.append(f"{type(widget).__name__} in tab {index}")
    assert not nameless


@pytest.mark.parametrize("part", list(DumpPart))
def test_every_model_is_a_good_model(qtmodeltester, open_page, dump, part):
    page = open_page(dump)
    table = {
        DumpPart.THREADS: page.threads,
        DumpPart.MODULES: page.modules,
        DumpPart.REGIONS: page.memory.regions,
        DumpPart.STREAMS: page.streams.streams,
        DumpPart.HANDLES: page.handles,
    }[part].table
    qtmodeltester.check(table)
    table.sort(table.columnCount() - 1, Qt.SortOrder.DescendingOrder)
    table.set_filter("lib")
    qtmodeltester.check(table)


def test_a_dump_of_any_name_dropped_on_the_window_opens_once(qtbot, window, dump, tmp_path):
    data = QMimeData()
    named = tmp_path / "upload_file_minidump"
    shutil.copy(dump, named)
    recipe = tmp_path / "a.dumpdesk"
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (named, recipe)])

    about = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    for _ in range(2):
        enter = QDragEnterEvent(QPoint(10, 10), *about)
        QGuiApplication.sendEvent(window, enter)
        assert enter.isAccepted()
        QGuiApplication.sendEvent(window, QDropEvent(QPointF(10, 10), *about, QEvent.Type.Drop))
    (page,) = window.pages.pages
    qtbot.waitUntil(page.tabs.isVisible)
    assert Path(page.path) == named
    page.close()
    qtbot.waitUntil(lambda: window.pages.pages == [], timeout=LONG)


def test_escape_closes_the_window_unless_something_is_sought(qtbot, open_page, dump):
    page = open_page(dump)
    qtbot.keyClick(page.tabs, Qt.Key.Key_Escape)
    assert not page.isVisible()

    page = open_page(dump)
    page.tabs.setCurrentWidget(page.modules)
    with qtbot.waitActive(page):
        page.activateWindow()
    box = page.modules.filter
    box.setFocus()
    box.setText("lib")
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not box.text()
    assert page.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_a_core_file_is_exported_and_who_reads_it_is_told(qtbot, open_page, dump, tmp_path):
    page = open_page(dump)
    assert not page.told.isVisible()
    core = tmp_path / "known.core"
    with qtbot.waitSignal(page.reader.exported, timeout=LONG):
        page.export_to(str(core))
        assert not page.export.isEnabled()
    assert core.read_bytes()[:4] == b"\x7fELF"
    first, *tools = page.told.text().splitlines()
    assert first.startswith(f"{core} was written")
    assert [line.split()[0] for line in tools] == ["py-spy", "gdb", "lldb"]
    assert page.export.isEnabled()

    with qtbot.waitSignal(page.reader.read_failed, timeout=LONG):
        page.export_to(str(core))  # no file is replaced
    assert "is there already" in page.told.text()
    assert page.tabs.isVisible()
    assert page.export.isEnabled()
