"""The stacks of real processes and of their dumps, in the view that shows both."""

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester

from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.inspection.seen import seen_in_dump
from app.core.inspection.stack_reading import Look, Refused
from app.core.inspection.stack_text import stacks_text
from app.ui.views.dump_page.page import DumpPageWindow
from app.ui.views.stacks import stacks_view
from app.ui.views.stacks.stacks_view import StacksView

from .conftest import LONG
from .test_details_pane import living
from .test_stack_models import told

TRACER = (
    "import ctypes, sys\n"
    "libc = ctypes.CDLL(None, use_errno=True)\n"
    "assert libc.ptrace(0x4206, {}, None, None) == 0, ctypes.get_errno()\n"  # PTRACE_SEIZE
    "print('ready', flush=True)\n"
    "sys.stdin.read()\n"
)
PYTHON = """
import sys
def waits():
    print("ready", flush=True)
    sys.stdin.read()
waits()
"""


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(stacks_view, "_SOON", 0)


@pytest.fixture
def view(qtbot):
    view = StacksView()
    qtbot.addWidget(view)
    models = (view.panes.threads, view.panes.frames, view.panes.words)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, fatal) for model in models]
    view.resize(1000, 600)
    with qtbot.waitActive(view):  # shortcuts belong to the active window
        view.show()
        view.activateWindow()
    yield view
    view.stop()
    del testers


@pytest.fixture
def look(qtbot, view):
    """Call it with a process to have it looked at."""

    def look(target):
        with qtbot.waitSignal(view.reader.looked):
            view.select(living(target.pid))
        return view

    return look


@pytest.fixture
def target(start_target):
    target = start_target("threads", 6)
    target.wait_at_rest()
    return target


@pytest.fixture
def dump(target, tmp_path):
    path = tmp_path / "threads.dmp"
    with DumperClient() as dumper:
        dumper.dump(target.key, DumpRequest(0), str(path))
    return path


def names(view):
    """Give the functions of the frames that are shown."""
    frames = view.panes.frames
    return [frames.row(row).thing.frame.function for row in range(frames.rowCount())]


def select(view, place):
    """Choose the group whose program stands in the function *place*."""
    threads = view.panes.threads
    row = next(r for r, shown in enumerate(told(threads)) if shown[1] == place)
    view.panes.tree.setCurrentIndex(threads.index(row, 0))


def test_what_appears_here_and_that_it_stops_the_process_is_said_before(view):
    assert view.notice.isVisible()
    assert "Choose a process" in view.notice._headline.text()
    assert "stopped for some milliseconds" in view.notice._detail.text()
    assert not view.reader.process_id()


def test_equal_stacks_of_a_process_are_together_and_its_stop_is_told(look, target):
    view = look(target)
    rows = told(view.panes.threads)
    assert sorted((row[0], row[1]) for row in rows if row[4]) == [
        ("2 threads", "parked_alpha"),
        ("2 threads", "parked_beta"),
        ("2 threads", "parked_gamma"),
    ]
    for row in rows:
        if row[4]:
            assert {below[0].split("  ")[1].rstrip("0123456789") for below in row[4]} == {"worker-"}
    assert view.state.text().split(": ")[1].startswith("stood still ")
    assert "7 threads  ·  4 different stacks" in view.state.text()
    assert names(view)[-1] == "_start"
    select(view, "parked_beta")
    assert "parked_beta" in names(view)
    assert "_start" not in names(view)


def test_looking_again_shows_where_the_threads_are_by_then_and_stays_with_the_one_chosen(
    qtbot, look, start_process
):
    target = start_process(
        sys.executable,
        "-c",
        "import sys, threading\n"
        "def first(): print('ready', flush=True); sys.stdin.readline()\n"
        "def second(): print('again', flush=True); sys.stdin.readline()\n"
        "def both(): first(); second()\n"
        "thread = threading.Thread(target=both); thread.start(); thread.join()\n",
    )
    target.wait_at_rest()
    view = look(target)
    select(view, "first")
    chosen = view.panes.tree.chosen().stack.thread.id
    assert chosen != target.pid
    target.process.stdin.write(b"\n")
    target.process.stdin.flush()
    assert target.process.stdout.readline() == b"again\n"
    target.wait_at_rest()
    assert "first" in names(view)  # nobody has looked again

    with qtbot.waitSignal(view.reader.looked):
        view.again.click()
        assert not view.again.isEnabled()
    assert view.again.isEnabled()
    assert view.panes.tree.chosen().stack.thread.id == chosen
    assert "second" in names(view)


def test_python_frames_stand_between_the_native_ones(look, start_process):
    target = start_process(sys.executable, "-c", PYTHON)
    target.wait_at_rest()
    view = look(target)
    frames = view.panes.frames
    rows = [frames.row(row).texts for row in range(frames.rowCount())]
    found = {row[1]: row for row in rows}
    assert found["waits"][2:] == ("<string>:5", "", "Python")
    assert [row[1] for row in rows].index("waits") > 1
    assert told(view.panes.threads)[0][1] == "waits"


def test_source_lines_are_looked_for_when_they_are_wanted(qtbot, look, target):
    view = look(target)
    select(view, "parked_alpha")

    def lines():
        frames = view.panes.frames
        return {
            frames.row(row).texts[1]: frames.row(row).texts[2] for row in range(len(names(view)))
        }

    assert not any(lines().values())
    view.bar.lines.click()
    qtbot.waitUntil(lambda: lines()["parked_alpha"].startswith("threads.c:"))
    select(view, "parked_beta")
    qtbot.waitUntil(lambda: lines()["parked_beta"].startswith("threads.c:"))
    view.bar.lines.click()
    assert not any(lines().values())


def test_raw_words_are_those_of_the_frame_that_is_chosen(qtbot, look, target):
    view = look(target)
    select(view, "parked_alpha")
    assert not view.panes.word_list.isVisible()
    view.bar.words.click()
    words = view.panes.words
    place = names(view).index("parked_alpha")
    view.panes.frame_list.selectRow(place)
    frame = view.panes.frames.row(place).thing.frame
    caller = view.panes.frames.row(place + 1).thing.frame

    def shown():
        return [words.row(row).thing for row in range(words.rowCount())]

    qtbot.waitUntil(lambda: bool(shown()) and shown()[0].address == frame.stack_pointer)
    assert view.panes.word_list.isVisible()
    assert caller.address in [word.value for word in shown()]
    assert 0x737461636B000000 <= max(word.value for word in shown()) < 0x7FFF_FFFF_FFFF_FFFF
    view.bar.words.click()
    assert not view.panes.word_list.isVisible()


def test_a_thousand_threads_are_all_shown(qtbot, start_target):
    target = start_target("threads", 1000)
    target.wait_at_rest()
    view = StacksView()  # with a tester of models each row that comes has all looked at again
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.reader.looked):
        view.select(living(target.pid))
        view.show()
    view.stop()
    assert view.panes.threads.threads == 1001
    rows = [row[0] for row in told(view.panes.threads)]
    assert sorted(rows[1:]) == ["333 threads", "333 threads", "334 threads"]


def test_threads_are_found_by_their_functions(qtbot, look, target):
    view = look(target)
    view.bar.go_to_search()
    qtbot.keyClicks(view.bar.filter, "PARKED_BETA")
    assert [row[:2] for row in told(view.panes.threads)] == [("2 threads", "parked_beta")]
    assert view.bar._count.text() == "2 of 7"
    current = view.panes.frame_list.currentIndex().row()
    assert names(view)[current] == "parked_beta"
    qtbot.keyClicks(view.bar.filter, "-and-nothing-else")
    assert names(view) == []
    qtbot.keyClick(view.bar.filter, Qt.Key.Key_Escape)
    assert view.panes.threads.shown_threads == 7
    assert names(view)


def test_what_is_copied_is_what_the_command_line_says(qtbot, view, dump):
    with qtbot.waitSignal(view.reader.looked):
        view.show_dump(str(dump))
    with seen_in_dump(str(dump)) as seen:
        stacks = tuple(seen.stacks())
        headline = seen.explained(stacks).headline
        wanted = stacks_text(headline, stacks, seen.code.missing())
    with qtbot.waitSignal(view.reader.text_read):
        view.bar.copy_all.trigger()
    assert QGuiApplication.clipboard().text() == wanted
    assert "copied" in view.state.text()

    select(view, "parked_gamma")
    with qtbot.waitSignal(view.reader.text_read):
        view.panes.tree.copy.trigger()
    text = QGuiApplication.clipboard().text()
    assert text.count("\nThread ") == 1
    assert "parked_gamma" in text
    with qtbot.waitSignal(view.reader.text_read):
        view.bar.copy_command.trigger()
    assert QGuiApplication.clipboard().text().endswith(f"stacks {dump}")


def test_a_process_is_looked_at_only_while_it_is_seen(qtbot, view, target):
    view.hide()
    view.select(living(target.pid))
    assert not view._soon.isActive()
    assert not view.reader.process_id()
    with qtbot.waitSignal(view.reader.looked):
        view.show()
    asked = []
    view.reader.begun.connect(asked.append)
    view.hide()
    view.show()
    view.select(living(target.pid))
    assert not view._soon.isActive()
    assert asked == []


def test_a_process_is_not_stopped_when_the_view_is_left_before(qtbot, view, target, monkeypatch):
    monkeypatch.setattr(stacks_view, "_SOON", 100)
    view.select(living(target.pid))
    view.hide()
    qtbot.waitUntil(lambda: not view._soon.isActive())
    assert not view.reader.process_id()


def test_it_lies_as_on_the_first_start_when_that_is_asked_for(look, target):
    view = look(target)
    view.bar.words.click()
    view.bar.filter.setText("nothing")
    view.reset()
    assert not view.bar.words.isChecked()
    assert not view.panes.word_list.isVisible()
    assert view.panes.threads.shown_threads == 7


def test_a_process_that_one_passes_by_is_not_stopped(qtbot, view, target, monkeypatch, program):
    monkeypatch.setattr(stacks_view, "_SOON", 500)
    view.select(living(program().pid))
    with qtbot.waitSignal(view.reader.looked):
        view.select(living(target.pid))
    assert view.panes.threads.threads == 7


def test_choosing_another_process_gives_up_what_is_under_way(qtbot, view, look, target, program):
    view.select(living(target.pid))
    qtbot.waitUntil(lambda: bool(view.reader.process_id()))
    first = view.reader.process_id()
    look(program())
    assert view.reader.process_id() != first
    assert view.panes.threads.threads == 4
    target.wait_at_rest()
    assert key_of(target.pid) == target.key
    view.select(None)
    assert view.notice.isVisible()
    assert not view.reader.process_id()
    assert told(view.panes.threads) == []


def test_a_process_that_has_ended_is_told_and_what_was_seen_stays(qtbot, look, target):
    view = look(target)
    target.stop()
    with qtbot.waitSignal(view.reader.refused):
        view.again.click()
    assert view.panes.threads.threads == 7
    assert str(target.pid) in view.state.text()
    view.bar.words.click()
    qtbot.waitUntil(lambda: view.panes.words.rowCount() > 0)


def test_a_process_that_ends_before_it_is_looked_at_is_told_in_place(qtbot, view, target):
    process = living(target.pid)
    target.stop()
    with qtbot.waitSignal(view.reader.refused):
        view.select(process)
    assert view.notice.isVisible()
    assert str(target.pid) in view.notice._headline.text()
    assert view.notice._detail.text()
    assert view.notice._button.text() == "Look again"


def test_what_stands_in_the_way_is_told_with_what_helps(qtbot, view, target, start_process):
    tracer = start_process(sys.executable, "-c", TRACER.format(target.pid))
    with qtbot.waitSignal(view.reader.refused):
        view.select(living(target.pid))
    assert str(tracer.pid) in view.notice._headline.text()
    with qtbot.waitSignal(view.reader.text_read):
        view.bar.copy_command.trigger()
    assert f"stacks {target.key}" in QGuiApplication.clipboard().text()
    tracer.stop()
    with qtbot.waitSignal(view.reader.looked):
        view.notice._button.click()
    assert view.panes.threads.threads == 7


def test_the_command_for_an_administrator_is_offered_where_rights_help(qtbot, view, target):
    with qtbot.waitSignal(view.reader.looked):
        view.select(living(target.pid))
    assert not view.administrator.isVisible()
    view.select(None)
    view.select(living(target.pid))
    # As to a user who may not: tests run as root, to whom nothing is refused.
    view.reader.refused.emit(Refused(Look(), "It belongs to root.", "Ask him.", rights_help=True))
    assert view.notice._headline.text() == "It belongs to root."
    assert view.administrator.isVisible()
    with qtbot.waitSignal(view.reader.text_read):
        view.administrator.click()
    assert QGuiApplication.clipboard().text().startswith("sudo ")


def test_a_process_that_looks_and_dies_leaves_the_window_alive(qtbot, look, target):
    view = look(target)
    with qtbot.waitSignal(view.reader.refused) as refused:
        os.kill(view.reader.process_id(), signal.SIGBUS)
    assert refused.args[0].remedy
    assert "cannot be read" in view.state.text()
    with qtbot.waitSignal(view.reader.looked):
        view.again.click()
    assert "stood still" in view.state.text()


def test_a_thread_in_the_handler_of_an_abort_has_crashed(qtbot, view, start_target):
    """Of a handler that did not ask for it the kernel does not say which signal it is."""
    target = start_target("plainhandler", "abort")
    target.wait_at_rest()
    with qtbot.waitSignal(view.reader.looked, timeout=LONG):
        view.select(living(target.pid))
    (walked,) = view.panes.threads.group_at(view.panes.threads.index(0, 0)).threads
    assert walked.stack.crashed
    assert walked.place == "give_up"
    first = view.panes.threads.index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("crashed: ")
    assert view.headline.text().startswith("SIGABRT, raised by the program itself in give_up (")


def test_the_crashed_thread_comes_first_in_the_page_about_its_dump(qtbot, start_target, tmp_path):
    target = start_target("handler", "segv")
    target.wait_at_rest()
    path = tmp_path / "crash.dmp"
    with DumperClient() as dumper:
        dumper.dump(target.key, DumpRequest(0), str(path))
    page = DumpPageWindow(str(path))
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.page_shown, timeout=LONG):
        page.show()
    view = page.stacks
    assert not view.reader.process_id()  # nobody has looked yet
    with qtbot.waitSignal(view.reader.looked):
        page.tabs.setCurrentWidget(view)
    first = view.panes.threads.index(0, 0)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("crashed: ")
    assert view.panes.tree.chosen().stack.crashed
    assert view.headline.isVisible()
    assert view.headline.text().startswith("SIGSEGV reading 0x8")
    assert not view.again.isVisible()

    pointer = view.panes.frames.row(0).thing.frame.stack_pointer
    view.panes.frame_list.selectRow(0)
    with qtbot.waitActive(page):
        page.activateWindow()
    view.panes.frame_list.setFocus()
    qtbot.keyClick(view.panes.frame_list, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.memory
    rows = page.memory.regions
    assert rows.current().covers(pointer)
    page.close()
    assert not view.reader.process_id()


def test_a_thread_can_be_chosen_before_its_stack_is_walked(qtbot, view, dump, target):
    with seen_in_dump(str(dump)) as seen:
        last = seen.snapshot.threads[-1].id
    view.bar.filter.setText("nothing is called so")
    view.show_dump(str(dump))
    with qtbot.waitSignal(view.reader.looked):
        view.choose(last)
    assert last != target.pid
    assert view.panes.tree.chosen().stack.thread.id == last
    view.choose(target.pid)
    assert view.panes.tree.chosen().stack.thread.id == target.pid


def test_a_file_that_is_gone_is_told(qtbot, view, tmp_path):
    with qtbot.waitSignal(view.reader.refused):
        view.show_dump(str(tmp_path / "nowhere.dmp"))
    assert view.notice._button.text() == "Look again"
    assert "nowhere.dmp" in view.notice._headline.text()


def test_how_it_lies_is_kept(qtbot, view):
    kept = {}

    class Settings:
        def value(self, key, default=None):
            return kept.get(key, default)

        def setValue(self, key, value):
            kept[key] = value

    view.bar.words.click()
    view.save(Settings())
    other = StacksView()
    qtbot.addWidget(other)
    other.restore(Settings())
    assert other.bar.words.isChecked()


@pytest.mark.parametrize(("width", "expected"), [(1200, "Horizontal"), (560, "Vertical")])
def test_where_there_is_little_room_frames_stand_below_the_threads(look, target, width, expected):
    view = look(target)
    view.resize(width, 600)
    assert view.panes.orientation() is Qt.Orientation[expected]


def test_the_window_shows_the_stacks_of_what_is_chosen(qtbot, window, target):
    window.pane.tabs.setCurrentWidget(window.stacks)
    with qtbot.waitSignal(window.stacks.reader.looked):
        qtbot.waitUntil(lambda: window.processes.select(target.pid))
    assert window.stacks.panes.threads.threads == 7
    assert Path(f"/proc/{window.stacks.reader.process_id()}").exists()
