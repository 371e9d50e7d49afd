"""The pane about the selected process, over real processes."""

import os
import re
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget, QWidget

from app.core.capture.snapshot import SoftError
from app.core.capture.target import key_of
from app.core.dumper import events
from app.core.dumper.client import DumperClient
from app.core.errors import AccessDeniedError
from app.core.processes.info import SampleDelta
from app.ui.models.detail_columns import HIDDEN, Part
from app.ui.models.detail_rows import make_details
from app.ui.views.details.details_pane import DetailsPane
from app.ui.workers.details import DetailReader

from .conftest import LONG, end
from .test_details_models import module, region, thread, told
from .test_process_table import process as process_info

HISTORY, MODULES, THREADS, REGIONS, HANDLES, ENVIRONMENT = range(6)
SECRET = "hunter2-in-the-environment"
PROGRAM = """
import sys, threading
for number in range(3):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def target(start_process, monkeypatch):
    monkeypatch.setenv("API_TOKEN", SECRET)
    target = start_process(sys.executable, "-c", PROGRAM)
    target.wait_at_rest()
    return target


@pytest.fixture
def reader(qtbot):
    with DumperClient() as client:
        reader = DetailReader(client)
        yield reader
        end(reader)


@pytest.fixture
def pane(qtbot, reader):
    """The pane behind a tab of others, as in the window."""
    tabs = QTabWidget()
    qtbot.addWidget(tabs)
    pane = DetailsPane(reader)
    tabs.addTab(pane, "Process")
    tabs.addTab(QWidget(), "Other")
    tabs.resize(600, 400)
    tabs.show()
    with qtbot.waitActive(tabs):  # shortcuts belong to the active window
        tabs.activateWindow()
    yield pane
    tabs.close()


def living(pid):
    """What the table has of the process with this number."""
    return process_info(pid, start_key=key_of(pid).started, name="target")


@pytest.fixture
def look(qtbot, pane, reader):
    """Call it to select a process, open a tab and wait until it is read."""

    def look(pid, tab):
        pane.tabs.setCurrentIndex(tab)
        with qtbot.waitSignal(reader.read, timeout=LONG) as read:
            pane.select(living(pid))
        return read.args[0]

    return look


def column(tab, number):
    table = tab.table
    return [table.index(row, number).data() for row in range(table.rowCount())]


def all_that_is_shown(pane):
    """Every text of every table, with tooltips and what screen readers get."""
    roles = Qt.ItemDataRole
    for tab in pane._parts:
        table = tab.table
        for row in range(table.rowCount()):
            for number in range(table.columnCount()):
                for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
                    yield str(table.index(row, number).data(role))


# --------------------------------------------------------------------------- real processes


def test_a_process_is_shown_as_the_system_has_it(pane, look, target):
    look(target.pid, MODULES)
    proc = Path(f"/proc/{target.pid}")
    maps = proc.joinpath("maps").read_text().splitlines()

    assert {int(text, 16) for text in column(pane.regions, 0)} == {
        int(line.split("-")[0], 16) for line in maps
    }
    assert set(column(pane.threads, 0)) == {path.name for path in proc.joinpath("task").iterdir()}
    assert set(column(pane.handles, 0)) == {path.name for path in proc.joinpath("fd").iterdir()}
    names = {entry.split(b"=")[0] for entry in proc.joinpath("environ").read_bytes().split(b"\0")}
    assert {name.encode() for name in column(pane.environment, 0)} == names - {b""}
    paths = set(column(pane.modules, 5))
    assert os.path.realpath(sys.executable) in paths
    assert any(re.search(r"/libc\.so", path) for path in paths)
    assert len(pane.regions.picture.line.spans) == len(maps)
    assert "stack" in column(pane.regions, 3)


def test_values_of_the_environment_do_not_leave_the_dumper_until_asked_for(
    pane, look, target, reader, qtbot, monkeypatch
):
    lines = []
    decode = events.decode_event

    def note(line):
        event = decode(line)
        lines.append(f"{line} {event}")  # bytes cross in base64
        return event

    monkeypatch.setattr(events, "decode_event", note)
    look(target.pid, ENVIRONMENT)

    assert lines
    assert not any(SECRET in line for line in lines)
    assert not any(SECRET in text for text in all_that_is_shown(pane))
    assert set(column(pane.environment, 1)) == {HIDDEN}

    with qtbot.waitSignal(reader.read, timeout=LONG):
        QTest.mouseClick(pane.environment.reveal, Qt.MouseButton.LeftButton)
    assert SECRET in column(pane.environment, 1)
    assert any(SECRET in line for line in lines)

    QTest.mouseClick(pane.environment.reveal, Qt.MouseButton.LeftButton)
    assert not any(SECRET in text for text in all_that_is_shown(pane))


def test_hidden_values_are_not_copied_and_shown_ones_are(pane, look, target, reader, qtbot):
    look(target.pid, ENVIRONMENT)
    tab = pane.environment
    QGuiApplication.clipboard().setText("before")
    tab.filter.setText("API_TOKEN")
    tab.list.selectAll()
    tab.list.setFocus()
    copy = Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(tab.list, *copy)
    assert QGuiApplication.clipboard().text() == "before"

    with qtbot.waitSignal(reader.read, timeout=LONG):
        tab.reveal.click()
    QTest.keyClick(tab.list, *copy)
    assert QGuiApplication.clipboard().text() == f"API_TOKEN\t{SECRET}"


def test_another_process_begins_with_hidden_values(pane, look, target, reader, qtbot):
    look(target.pid, ENVIRONMENT)
    with qtbot.waitSignal(reader.read, timeout=LONG):
        pane.environment.reveal.click()
    assert SECRET in column(pane.environment, 1)

    details = look(os.getpid(), ENVIRONMENT)
    assert not details.revealed
    assert set(column(pane.environment, 1)) == {HIDDEN}
    assert pane.environment.reveal.text() == "Show values"


def test_looking_again_keeps_selection_and_values(pane, look, target, reader, qtbot):
    look(target.pid, ENVIRONMENT)
    with qtbot.waitSignal(reader.read, timeout=LONG):
        pane.environment.reveal.click()
    tab = pane.environment
    tab.list.selectRow(column(tab, 0).index("API_TOKEN"))
    with qtbot.waitSignal(reader.read, timeout=LONG):
        QTest.mouseClick(pane.refresh, Qt.MouseButton.LeftButton)

    (row,) = tab.list.selectionModel().selectedRows()
    assert row.data() == "API_TOKEN"
    assert SECRET in column(tab, 1)


def test_a_process_that_has_ended_is_told_with_a_remedy_and_looked_at_again(
    pane, target, reader, qtbot
):
    pane.tabs.setCurrentIndex(HANDLES)
    process = living(target.pid)
    target.stop()
    with qtbot.waitSignal(reader.failed, timeout=LONG) as failed:
        pane.select(process)
    error = failed.args[0]
    for tab in pane._parts:
        assert error.cause in tab.says()
        assert error.remedy in tab.says()
    with qtbot.waitSignal(reader.failed, timeout=LONG):
        QTest.mouseClick(pane.handles.again, Qt.MouseButton.LeftButton)


def test_nothing_is_looked_at_that_nobody_sees(pane, target, reader, qtbot):
    with qtbot.assertNotEmitted(reader.read, wait=500):
        pane.select(living(target.pid))
    around = pane.parentWidget().parentWidget()
    around.setCurrentIndex(1)
    pane.tabs.setCurrentIndex(THREADS)
    with qtbot.assertNotEmitted(reader.read, wait=500):
        pane.select(living(os.getpid()))
    with qtbot.waitSignal(reader.read, timeout=LONG) as read:
        around.setCurrentIndex(0)
    assert read.args[0].key == living(os.getpid()).key


def test_of_many_selections_in_a_row_only_the_last_is_answered(pane, reader, target, qtbot):
    pane.tabs.setCurrentIndex(THREADS)
    answers = []
    reader.read.connect(lambda details: answers.append(details.key))
    last = living(target.pid)
    for _ in range(5):
        pane.select(living(os.getpid()))
        pane.select(last)
    qtbot.waitUntil(lambda: bool(answers), timeout=LONG)
    qtbot.wait(300)
    assert answers == [last.key]
    assert str(target.pid) in column(pane.threads, 0)


# ------------------------------------------------------------------------------- the pane


def feed(pane, **parts):
    """Show a process made up of *parts*."""
    if pane._process is None:
        pane.select(process_info(1))
        pane._reader.forget()
        pane._soon.stop()
    pane._on_read(make_details(pane._process.key, told(**parts), revealed=False))


def test_without_a_process_it_says_what_will_be_here(pane):
    for tab in pane._parts:
        assert tab.says().startswith("Choose a process in the table to see here: ")
    assert not pane.refresh.isEnabled()


def test_a_refusal_is_told_in_place_with_its_remedy(pane):
    feed(pane, threads=[thread(1)])
    pane._reader.failed.emit(AccessDeniedError("It is \x1b[0m not yours.", "Start as root."))

    assert pane.threads.says() == r"It is \x1b[0m not yours. Start as root."
    assert pane.threads.again.isVisibleTo(pane.threads)
    assert pane.threads.table.total == 0


def test_what_a_part_lacks_is_told_in_its_tab_alone(pane):
    errors = [SoftError("list file descriptors", "Permission denied.")]
    feed(pane, threads=[thread(1)], soft_errors=errors)

    assert "Permission denied." in pane.handles.says()
    assert not pane.threads.says()
    assert pane.environment.says() == ("The process was started without any environment variable.")


def test_thousands_of_rows_keep_selection_and_place(pane):
    def regions(first):
        return [region(0x1000 * i, path=f"/r{i}") for i in range(first, 5001)]

    feed(pane, regions=regions(1))
    pane.tabs.setCurrentIndex(REGIONS)
    tab = pane.regions
    tab.list.select_key(0x1000 * 4000)
    tab.list.verticalScrollBar().setValue(3990)
    feed(pane, regions=regions(2))

    (row,) = tab.list.selectionModel().selectedRows()
    assert tab.table.row(row.row()).key == 0x1000 * 4000
    assert tab.list.verticalScrollBar().value() == 3990
    tab.filter.setText("/r4*")
    assert tab.table.rowCount() == 1111 - 0
    (row,) = tab.list.selectionModel().selectedRows()
    assert tab.table.row(row.row()).key == 0x1000 * 4000


def test_picture_and_table_choose_the_same(pane):
    feed(pane, regions=[region(0x1000 * i, 0x1000, path=f"/r{i}") for i in range(1, 6)])
    pane.tabs.setCurrentIndex(REGIONS)
    tab = pane.regions
    tab.list.selectRow(3)
    assert tab.picture.chosen == tab.table.row(3).key

    tab.filter.setText("/r1")
    at = tab.picture.rectangle_of(0x2000).center()
    QTest.mouseClick(tab.picture, Qt.MouseButton.LeftButton, pos=at)
    (row,) = tab.list.selectionModel().selectedRows()
    assert tab.table.row(row.row()).key == 0x2000, "it is shown though the filter hid it"


def test_the_scroll_bar_follows_the_picture_and_leads_it(pane):
    feed(pane, regions=[region(1 << 20, 1 << 30), region(1 << 31, 1 << 30)])
    pane.tabs.setCurrentIndex(REGIONS)
    tab = pane.regions
    assert tab.place.isHidden()
    tab.picture.setFocus()
    QTest.keyClick(tab.picture, Qt.Key.Key_Plus)
    assert not tab.place.isHidden()
    tab.place.setValue(tab.place.maximum())
    assert tab.picture.zoom.end == pytest.approx(tab.picture.zoom.length, rel=1e-3)


def test_the_filter_is_left_by_keyboard(pane):
    feed(pane, modules=[module(0x1000, "/a"), module(0x2000, "/b")])
    pane.tabs.setCurrentIndex(MODULES)
    tab = pane.modules
    tab.filter.setFocus()
    QTest.keyClicks(tab.filter, "zzz")
    assert "zzz" in tab.says()
    QTest.keyClick(tab.filter, Qt.Key.Key_Escape)
    assert tab.table.rowCount() == 2
    QTest.keyClick(tab.filter, Qt.Key.Key_Down)
    assert tab.list.hasFocus()


def test_rows_are_copied_in_the_order_and_columns_they_are_shown_in(pane):
    feed(pane, modules=[module(0x1000, "/lib/a", build_id=b"\xaa"), module(0x2000, "/lib/b")])
    pane.tabs.setCurrentIndex(MODULES)
    header = pane.modules.list.horizontalHeader()
    header.moveSection(header.visualIndex(6), 0)
    pane.modules.list.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    pane.modules.list.selectAll()
    pane.modules.list.copy.trigger()
    lines = QGuiApplication.clipboard().text().split("\n")

    assert [line.split("\t")[:3] for line in lines] == [
        ["", "b", "000000002000"],
        ["aa", "a", "000000001000"],
    ]


def test_its_tab_is_in_front_again_the_next_time(pane, tmp_path):
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    pane.tabs.setCurrentIndex(THREADS)
    pane.save(settings)
    pane.reset()
    assert pane.tabs.currentIndex() == 0
    pane.restore(settings)
    assert pane.tabs.currentIndex() == THREADS


def test_every_control_has_a_name(pane):
    feed(pane, threads=[thread(1)], regions=[region(4096)])
    for tab in range(pane.tabs.count()):
        pane.tabs.setCurrentIndex(tab)
        for widget in pane.findChildren(QWidget):
            if widget.focusProxy() is not None:  # as what plots are drawn on, once they are loaded
                continue
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(pane):
                interface = QAccessible.queryAccessibleInterface(widget)
                name = interface.text(QAccessible.Text.Name)
                assert name.strip(), widget


# ------------------------------------------------------------------------------- history


def test_history_follows_samples_of_what_is_in_view(pane, qtbot):
    pane.watch({1, 2})
    for cpu in (10.0, 70.0, 30.0):
        infos = tuple(process_info(pid, cpu=cpu, memory=pid << 20) for pid in (1, 2, 3))
        pane.take_sample(SampleDelta(changed=infos))
    pane.select(process_info(2, cpu=30.0, memory=2 << 20))
    qtbot.waitUntil(lambda: pane.plots.pair is not None, timeout=LONG)
    cpu, memory = pane.plots.pair.plots

    assert cpu.caption() == "30.0 %"
    assert memory.caption() == "2.0 MiB"
    assert "highest 70.0 %" in cpu.accessibleDescription()
    pane.select(process_info(3))
    assert "highest 0.0 %" in cpu.accessibleDescription(), "it was not in view"
    pane.forget_history()
    pane.select(None)
    assert not cpu.isVisible()


def test_parts_are_all_there(pane):
    assert [tab.part for tab in pane._parts] == list(Part)
