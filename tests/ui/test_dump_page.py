"""The window about a dump: real dumps of real programs, and files that are none."""

import gzip
import os
import shlex
import shutil
import signal
import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget

from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.dumper.client import DumperClient
from app.core.inspection.whereabouts import Use
from app.core.minidump.reader import MinidumpFile
from app.ui.models.dump_rows import DumpPart
from app.ui.models.register_rows import POINTER
from app.ui.views.dump_page.page import DumpPageWindow
from tests import synth

from .conftest import LONG

PRIVATE = 0x61A25


@pytest.fixture(scope="module")
def target(start_shared_process, tmp_path_factory):
    import sys

    program = tmp_path_factory.mktemp("program") / "held.py"
    program.write_text(
        "import sys, threading\n"
        "held = bytearray(b'the bytes to be found ' * 2000)\n"
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


def test_the_window_is_no_larger_than_the_screen_has_room_for(open_page, dump):
    page = open_page(dump)
    room = page.screen().availableGeometry()  # of the offscreen platform: 800 by 800
    assert page.frameGeometry().width() <= room.width()
    assert page.frameGeometry().height() <= room.height()


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
    assert page.tabs.tabText(page.tabs.indexOf(page.threads)) == f"&Threads ({len(threads)})"


def test_each_table_is_searched_and_its_rows_are_copied(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.module_tab)
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
    address = table.row(0).key + 0x10
    page.modules.filter.setText(hex(address))
    assert [table.row(row).key for row in range(table.rowCount())] == [address - 0x10]


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
        lines = (page.memory.bytes._line(number).characters for number in (line, line + 1))
        return "".join(lines)

    qtbot.waitUntil(lambda: "the bytes" in shown(), timeout=LONG)
    text = page.memory.bytes.line_text(line) + page.memory.bytes.line_text(line + 1)
    assert f"{address - address % 16:012x}  " in text
    assert b"the".hex(" ") in text.replace("  ", " ")
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
    qtbot.waitUntil(lambda: low - low % (1 << 14) in page.memory.bytes.lines._blocks)

    assert page.memory.caption.whole_text() == "Nothing of this region is in the dump."
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


def find(qtbot, page, kind, text):
    """Search the memory of a dump and wait until all is listed."""
    search = page.memory.search
    page.tabs.setCurrentWidget(page.memory)
    page.memory.upper.setCurrentWidget(search)
    search.kind.setCurrentIndex(search.kind.findData(kind))
    search.box.setText(text)
    with qtbot.waitSignal(search.ended, timeout=LONG):
        search.button.click()
    return [row.key for row in search.table.all_rows]


@pytest.mark.parametrize("part", list(DumpPart))
def test_every_model_is_a_good_model(qtbot, qtmodeltester, open_page, dump, part):
    page = open_page(dump)
    table = {
        DumpPart.THREADS: page.threads,
        DumpPart.MODULES: page.modules,
        DumpPart.REGIONS: page.memory.regions,
        DumpPart.STREAMS: page.streams.streams,
        DumpPart.HANDLES: page.handles,
        DumpPart.FOUND: page.memory.search,
    }[part].table
    if part is DumpPart.FOUND:
        find(qtbot, page, "text", "lib")
        assert table.rowCount() > 10
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
    page.tabs.setCurrentWidget(page.module_tab)
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
        page.bar.export_to(str(core))
        assert not page.export.isEnabled()
    assert core.read_bytes()[:4] == b"\x7fELF"
    first, *tools = page.told.text().splitlines()
    assert first.startswith(f"{core} was written")
    names = [line.split()[0].partition("-1")[0] for line in tools]  # lldb-19 is lldb
    assert names == ["py-spy", "gdb", "lldb"]
    assert page.export.isEnabled()

    with qtbot.waitSignal(page.reader.read_failed, timeout=LONG):
        page.bar.export_to(str(core))  # no file is replaced
    assert "is there already" in page.told.text()
    assert page.tabs.isVisible()
    assert page.told.isVisible()
    assert not page.told.end.isActive()  # what went wrong is read in peace
    page.tabs.setCurrentIndex(1)
    assert not page.told.isVisible()
    assert page.export.isEnabled()


# ------------------------------------------------------------------- finding one's way in memory


def test_bytes_text_and_pointers_are_found_and_shown(qtbot, open_page, dump):
    page = open_page(dump)
    found = find(qtbot, page, "text", "THE BYTES TO BE FOUND")
    assert len(found) >= 2000
    search = page.memory.search
    assert search.state.text() == f"{len(found)} found."
    search.view.selectRow(3)
    assert page.memory.bytes.current_address() == search.table.row(3).key // 8 * 8
    with MinidumpFile.open(dump) as file:
        assert file.read_memory(search.table.row(3).key, 9).lower() == b"the bytes"

    address = found[0]
    pointers = find(qtbot, page, "pointers", f"{address - 64:#x}-{address + 1:#x}")
    with MinidumpFile.open(dump) as file:
        values = [int.from_bytes(file.read_memory(at, 8), "little") for at in pointers]
    assert pointers
    assert all(address - 64 <= value <= address for value in values)


def test_what_cannot_be_sought_is_said_and_a_search_can_be_stopped(qtbot, open_page, dump):
    page = open_page(dump)
    search = page.memory.search
    search.kind.setCurrentIndex(search.kind.findData("bytes"))
    search.box.setText("xyz")
    search.button.click()
    assert "hexadecimal" in search.state.text()
    assert search.button.text() == "Find"
    search.box.setText("00")
    with qtbot.waitSignal(search.ended, timeout=LONG):
        search.button.click()
        assert search.button.text() == "Stop"
        search.button.click()
    assert search.state.text() == "0 found, then stopped."
    assert find(qtbot, page, "text", "the bytes to be found")  # and the next one works


def test_pointers_are_followed_and_one_can_come_back(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.memory)
    view, panel = page.memory.bytes, page.memory.panel
    thread = page.page.snapshot.threads[0]
    assert view.covers(thread.stack_pointer)  # it begins at the stack
    page.memory.go_to(thread.stack_pointer)
    page.memory.bytes.viewport().repaint()

    def pointer():
        numbers = range(view._current, min(view._current + 40, view._lines))
        words = (word for number in numbers for word in view._line(number).words)
        return next((word for word in words if word.place and word.place.use is Use.MODULE), None)

    qtbot.waitUntil(lambda: pointer() is not None, timeout=LONG)
    word = pointer()
    assert "+0x" in word.meaning
    view.go_to(word.address)
    assert word.meaning in view.accessibleDescription()
    assert word.meaning in panel.here.whole_text()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert view.current_address() == word.value - word.value % 8
    assert panel.back.isEnabled()
    panel.back.click()
    assert view.current_address() == word.address
    panel.forward.click()
    assert view.current_address() == word.value - word.value % 8


def test_a_pointer_is_followed_by_a_click(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.memory)
    view = page.memory.bytes
    thread = page.page.snapshot.threads[0]
    page.memory.go_to(thread.stack_pointer)
    view.viewport().repaint()
    top = view.verticalScrollBar().value()

    def marked():
        for number in range(top, min(top + view._visible(), view._lines)):
            for column, word in enumerate(view._line(number).words):
                if word.mark is not None:
                    return number, column, word
        return None

    qtbot.waitUntil(lambda: marked() is not None, timeout=LONG)
    number, column, word = marked()
    where = QPoint(view._x(view._word_at(column)) + 20, (number - top) * view._height() + 5)
    qtbot.mouseMove(view.viewport(), where)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.current_address() == word.value - word.value % 8


def test_memory_is_shown_as_words_too(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.memory)
    view = page.memory.bytes
    here = page.page.snapshot.threads[0].stack_pointer // 8 * 8
    page.memory.panel.form.setCurrentIndex(1)
    assert view.current_address() == here
    view.viewport().repaint()
    with MinidumpFile.open(dump) as file:
        value = int.from_bytes(file.read_memory(here, 8), "little")
    qtbot.waitUntil(lambda: view.current_word().value == value, timeout=LONG)
    assert view.line_text(view._current).startswith(f"{here:012x}  {value:016x}  ")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current_address() == here + 8
    page.memory.panel.form.setCurrentIndex(0)
    assert view.current_address() == here + 8


@pytest.mark.parametrize("form", ["{:x}", "{:#x}", "libc.so.6+{offset:x}", "LIBC.so.6+{offset:#x}"])
def test_an_address_is_typed_as_people_write_them(qtbot, open_page, dump, form):
    page = open_page(dump)
    panel = page.memory.panel
    base = next(one.base for one in page.page.snapshot.modules if one.name.endswith("/libc.so.6"))
    panel.box.setText(form.format(base + 0x40, offset=0x40))
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert page.memory.bytes.current_address() == base + 0x40
    panel.box.setText("nonsense")
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert "neither" in panel.here.whole_text()
    panel.box.setText("10")
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    assert page.memory.caption.whole_text() == "The dump tells of no memory at this address."
    assert page.memory.bytes.covers(0x10)


def test_the_list_of_memory_says_whose_it_is(open_page, dump):
    page = open_page(dump)
    table = page.memory.regions.table
    used = column(table, "Used for")
    told = " | ".join(row.texts[used] for row in table.all_rows)
    for thread in page.page.snapshot.threads:
        assert f"stack of thread {thread.id}" in told
        assert f"data of thread {thread.id}" in told
    assert "guard below the stack of thread" in told
    assert "heap" in told


# ------------------------------------------------------------------------ registers and modules


def test_registers_of_the_chosen_thread_are_shown_and_followed(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.stacks)
    tree = page.stacks.panes.tree
    for thread in page.page.snapshot.threads:
        qtbot.waitUntil(lambda thread=thread: tree.choose(thread.id), timeout=LONG)
        model = page.registers.model
        values = {model.item(n, 0).text(): model.item(n, 1).text() for n in range(model.rowCount())}
        assert int(values["rip"], 16) == thread.instruction_pointer
        assert int(values["rsp"], 16) == thread.stack_pointer
        assert str(thread.id) in page.registers.caption.text()
    folded = [model.item(n) for n in range(model.rowCount()) if model.item(n).hasChildren()]
    assert [one.text().split(" (")[0] for one in folded][:3] == [
        *("segments", "floating point", "vector")
    ]
    assert not any(page.registers.tree.isExpanded(one.index()) for one in folded)
    rsp = next(n for n in range(model.rowCount()) if model.item(n, 0).text() == "rsp")
    assert model.item(rsp, 2).text().startswith(f"stack of thread {thread.id}")
    page.registers.tree.setCurrentIndex(model.index(rsp, 1))
    qtbot.keyClick(page.registers.tree, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.memory
    assert page.memory.bytes.current_address() == thread.stack_pointer
    page.registers.copy_all.trigger()
    assert f"{thread.stack_pointer:016x}" in QGuiApplication.clipboard().text()


def test_registers_and_bytes_follow_the_chosen_frame(qtbot, open_page, dump):
    page = open_page(dump)
    page.tabs.setCurrentWidget(page.stacks)
    panes, model = page.stacks.panes, page.registers.model
    qtbot.waitUntil(lambda: panes.frames.rowCount() > 1, timeout=LONG)
    panes.frame_list.selectRow(1)
    frame = panes.frames.row(1).thing.frame

    def shown():
        return {model.item(row, 0).text(): model.item(row, 1) for row in range(model.rowCount())}

    qtbot.waitUntil(lambda: shown()["rax"].text() == "not known", timeout=LONG)
    assert shown()["rsp"].text() == f"{frame.stack_pointer:016x}"
    assert shown()["rip"].data(POINTER) == frame.address
    assert frame.function in page.registers.caption.text()
    assert page.memory.bytes.current_address() == frame.stack_pointer
    panes.frame_list.selectRow(0)
    assert shown()["rax"].text() != "not known"


def test_the_model_of_the_registers_is_a_good_model(qtmodeltester, open_page, dump):
    page = open_page(dump)
    model = page.registers.model
    qtmodeltester.check(model)
    page.registers.show_thread(page.page.snapshot.threads[1].id)
    assert model.rowCount() > 17
    qtmodeltester.check(model)
    page.registers.show_thread(None)
    assert model.rowCount() == 0
    page.registers.show_thread(page.page.snapshot.threads[0].id)
    qtmodeltester.check(model)


def test_symbols_are_looked_for_when_modules_are_in_view(qtbot, open_page, dump):
    page = open_page(dump)
    table = page.modules.table
    symbols = column(table, "Symbols")
    assert {row.texts[symbols] for row in table.all_rows} == {"…"}
    page.tabs.setCurrentWidget(page.module_tab)
    qtbot.waitUntil(lambda: "…" not in {r.texts[symbols] for r in table.all_rows}, timeout=LONG)
    told = {row.texts[0]: row.texts[symbols] for row in table.all_rows}
    assert "functions" in told["libc.so.6"]
    page.modules.choose(next(row.key for row in table.all_rows if row.texts[0] == "libc.so.6"))
    facts = page.module_tab.facts.findChildren(QLabel)
    shown = " | ".join(label.text() for label in facts)
    module = next(one for one in page.page.snapshot.modules if one.name.endswith("/libc.so.6"))
    assert module.build_id.hex() in shown
    assert "libc.so.6" in shown
    page.module_tab.memory.click()
    assert page.memory.bytes.current_address() == module.base


# --------------------------------------------------------------------------- dumps of others


def test_a_foreign_crash_leads_to_thread_code_and_stack(qtbot, open_page, tmp_path):
    path = tmp_path / "foreign.dmp"
    path.write_bytes(synth.crashed_dump(platform=2, code=0xC0000005, parameters=(0, 0x18)))
    page = open_page(path)
    assert page.summary.text.startswith("Access violation reading 0x18 in it.exe+0x1800")
    buttons = {one.text(): one for one in page.summary.findChildren(QToolButton)}
    assert list(buttons) == [
        "Thread 7 and its registers",
        "The code at it.exe+0x1800",
        "Its stack, from 0x7fff0100 on",
    ]
    buttons["The code at it.exe+0x1800"].click()
    assert page.memory.bytes.current_address() == 0x401800
    buttons["Thread 7 and its registers"].click()
    assert page.tabs.currentWidget() is page.stacks
    said = "Registers of thread 7, at the exception"
    qtbot.waitUntil(lambda: page.registers.caption.text() == said, timeout=LONG)
    rip = page.registers.model.item(0, 1).text()
    assert int(rip, 16) == 0x401800  # of the exception, not of the handler


def test_an_abort_leads_to_the_function_that_gave_up(qtbot, open_page, start_target, tmp_path):
    target = start_target("plainhandler", "abort")
    path = tmp_path / "abort.dmp"
    with DumperClient() as dumper:
        dumper.dump(target.key, DumpRequest(PRIVATE), str(path))
    page = open_page(path)
    buttons = {one.text(): one for one in page.summary.findChildren(QToolButton)}
    (lead,) = (text for text in buttons if text.startswith("Who gave up: give_up (plainhandler+0x"))
    assert not any(text.startswith("The code at") for text in buttons)
    buttons[lead].click()
    assert page.tabs.currentWidget() is page.stacks
    panes = page.stacks.panes

    def chosen():
        current = panes.frame_list.currentIndex()
        return panes.frames.row(current.row()).thing.frame.function if current.isValid() else ""

    qtbot.waitUntil(lambda: chosen() == "give_up", timeout=LONG)


def small_dump(path, *, architecture, context, handle=0x1C4, platform=2):
    """Write a dump of a process with one thread, whose stack holds pointers of 32 bits."""
    made = synth.Synth()
    made.system_info(arch=architecture, platform=platform)
    made.misc_info()
    words = struct.pack("<8I", 0x401000, 0x6010, 7, 0, *(0x61626364,) * 4)
    stack = made.put(words * 32, 16)
    registers = made.put(context, 16)
    thread = synth.thread(7, stack=(0x6000, 1024, stack), context=(len(context), registers))
    made.counted(synth.THREAD_LIST, [thread])
    name = made.text("C:\\it.exe")
    made.counted(synth.MODULE_LIST, [synth.module(0x400000, 0x3000, name)])
    made.counted(synth.MEMORY_LIST, [synth.range32(0x6000, 1024, stack)])
    kind = made.text("Event")
    entry = struct.pack("<QIIIIII", handle, kind, 0, 0, 2, 1, 0)
    made.stepped(synth.HANDLES, "<III4x", [entry], 16, 32)
    path.write_bytes(made.build())


def test_pointers_of_32_bits_and_registers_of_arm(qtbot, open_page, tmp_path):
    path = tmp_path / "arm.dmp"
    small_dump(path, architecture=5, context=synth.context_arm(pc=0x401004, sp=0x6000))
    page = open_page(path)
    view = page.memory.bytes
    assert view.current_address() == 0x6000
    view.viewport().repaint()
    qtbot.waitUntil(lambda: view.current_word().value == 0x401000, timeout=LONG)
    words = view._line(view._current).words
    assert [word.meaning for word in words] == ["it.exe+0x1000", "stack of thread 7", "", ""]
    assert len({word.mark for word in words}) == 3  # each looks different
    page.registers.show_thread(7)
    model = page.registers.model
    shown = {model.item(n, 0).text(): model.item(n, 1).text() for n in range(model.rowCount())}
    assert (shown["pc"], shown["sp"], shown["lr"]) == ("00401004", "00006000", "00007777")
    found = find(qtbot, page, "pointers", "0x401000")
    assert found == list(range(0x6000, 0x6400, 32))


@pytest.mark.parametrize(("platform", "number"), [(2, "0x1c4"), (0x8201, "452")])
def test_handles_are_numbered_as_their_system_does(open_page, tmp_path, platform, number):
    path = tmp_path / "handles.dmp"
    small_dump(path, architecture=9, context=synth.context_amd64(), platform=platform)
    (row,) = open_page(path).handles.table.all_rows
    assert row.texts[0] == number
    assert row.values[0] == 0x1C4


def test_memory_is_sought_and_gone_to_from_anywhere(qtbot, open_page, dump):
    page = open_page(dump)
    with qtbot.waitActive(page):
        page.activateWindow()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_F, both)
    assert page.memory.search.box.hasFocus()
    page.tabs.setCurrentWidget(page.summary)
    qtbot.keyClick(page, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    assert page.memory.panel.box.hasFocus()


def test_unloaded_modules_are_listed_with_the_others(open_page, tmp_path):
    made = synth.Synth()
    made.system_info(platform=2)
    made.misc_info()
    name = made.text("C:\\it.exe")
    made.counted(synth.MODULE_LIST, [synth.module(0x400000, 0x3000, name)])
    gone = made.text("gone.dll")
    entry = struct.pack("<QIIII", 0x10000000, 0x5000, 1, 0x5F000000, gone)
    made.stepped(synth.UNLOADED, "<III", [entry], 12, 24)
    path = tmp_path / "unloaded.dmp"
    path.write_bytes(made.build())
    page = open_page(path)
    table = page.modules.table
    state = column(table, "State")
    assert {row.texts[0]: row.texts[state] for row in table.all_rows} == {
        "it.exe": "loaded",
        "gone.dll": "unloaded",
    }
    page.modules.choose(0x10000000)
    labels = [label.text() for label in page.module_tab.facts.findChildren(QLabel)]
    assert "0x5f000000  ·  2020-07-04 04:05:20 UTC" in labels


# -------------------------------------------------------------------------- opening it elsewhere

HOSTILE = "a; touch 'pwned' $(id) \"x.dmp"


@pytest.fixture
def tools(tmp_path, monkeypatch):
    """Call it with names: programs on the path that note how they are called, and nothing else."""
    folder, notes = tmp_path / "bin", tmp_path / "notes"
    folder.mkdir()

    def make(*names):
        for name in names:
            program = folder / name
            program.write_text(
                "#!/bin/sh\n"
                f'{{ echo "$0"; for a in "$@"; do echo "$a"; done; }} > "{notes}.tmp"\n'
                f'/bin/mv "{notes}.tmp" "{notes}"\n'
            )
            program.chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        return folder, notes

    return make


def offered(qtbot, page):
    """Give the actions of the tools, once they have been looked for."""
    menu = page.bar.open_in.menu()
    qtbot.waitUntil(lambda: "Looking" not in menu.actions()[0].text(), timeout=LONG)
    return {action.text(): action for action in menu.actions()}


def noted(qtbot, notes):
    qtbot.waitUntil(notes.exists, timeout=LONG)
    return notes.read_text().splitlines()


def test_a_dump_is_opened_in_a_tool_in_the_users_terminal(qtbot, open_page, dump, tools, tmp_path):
    folder, notes = tools("lldb", "konsole")
    path = tmp_path / HOSTILE
    shutil.copy(dump, path)
    page = open_page(path)
    actions = offered(qtbot, page)
    assert list(actions) == ["lldb"]
    actions["lldb"].trigger()
    assert noted(qtbot, notes) == [
        *(str(folder / "konsole"), "-e", str(folder / "lldb"), "-c", str(path))
    ]
    qtbot.waitUntil(lambda: page.told.text() == "lldb was started.", timeout=LONG)


def test_a_terminal_that_fails_at_once_is_told(qtbot, open_page, dump, tools):
    folder, _ = tools("lldb", "xterm")
    (folder / "xterm").write_text("#!/bin/sh\nexit 3\n")
    page = open_page(dump)
    offered(qtbot, page)["lldb"].trigger()
    qtbot.waitUntil(lambda: "ended at once" in page.told.text(), timeout=LONG)
    assert QGuiApplication.clipboard().text() in page.told.text()


def test_a_tool_for_cores_gets_one_first(qtbot, open_page, dump, tools, tmp_path):
    folder, notes = tools("gdb", "x-terminal-emulator")
    path = tmp_path / "it.dmp"
    shutil.copy(dump, path)
    (tmp_path / "it.core").write_text("of somebody else")
    page = open_page(path)
    actions = offered(qtbot, page)
    assert list(actions) == ["gdb (by a core file)"]
    actions["gdb (by a core file)"].trigger()
    called = noted(qtbot, notes)
    core = tmp_path / "it.2.core"
    assert called[:2] == [str(folder / "x-terminal-emulator"), "-e"]
    assert called[2:5] == [str(folder / "gdb"), "-c", str(core)]
    assert called[5:] == [page.page.snapshot.executable]
    assert core.read_bytes()[:4] == b"\x7fELF"
    notes.unlink()
    actions["gdb (by a core file)"].trigger()  # now it is there
    assert noted(qtbot, notes) == called
    assert not (tmp_path / "it.3.core").exists()


def test_without_a_terminal_the_command_is_copied(qtbot, open_page, dump, tools):
    tools("lldb")
    page = open_page(dump)
    offered(qtbot, page)["lldb"].trigger()
    assert QGuiApplication.clipboard().text() == f"lldb -c {dump}"
    assert "No terminal" in page.told.text()


def test_it_is_said_that_there_is_no_tool(qtbot, open_page, dump, tools):
    tools()
    page = open_page(dump)
    (text,) = offered(qtbot, page)
    assert text.startswith("No tool")


def test_commands_for_what_the_page_does_are_copied(qtbot, open_page, dump, tmp_path):
    path = tmp_path / HOSTILE
    shutil.copy(dump, path)
    page = open_page(path)
    copy = {action.text(): action for action in page.bar.copy.menu().actions()}
    copy["Path"].trigger()
    assert QGuiApplication.clipboard().text() == str(path)
    copy["Summary"].trigger()
    assert QGuiApplication.clipboard().text() == page.summary.text
    page.memory.search.box.setText("order $4711")
    commands = copy["Command"].menu().actions()
    assert len(commands) >= 7
    said = []
    for action in commands:
        with qtbot.waitSignal(page.bar.told, timeout=LONG):
            action.trigger()
        said.append(shlex.split(QGuiApplication.clipboard().text()))
    names = [line[[*map(Path, line)].index(path) - 1] for line in said]
    assert names == ["show", "stacks", "show", "show", "find", "verify", "export"]
    assert said[4][-3:] == ["--text", "order $4711", "--any-case"]
