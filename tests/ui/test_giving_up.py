"""What hangs is given up: another process is previewed, a dump is cancelled, the window closes."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

import app
from app.core import child
from app.core.dump.request import DumpRequest
from app.core.errors import DumpCancelledError
from app.core.storage import own_presets
from app.ui import preferences
from app.ui.application import make_window
from app.ui.dialogs.own_presets import OwnPresetsDialog
from app.ui.workers import folder_room
from app.ui.workers.dump_thread import DumpJob
from app.ui.workers.inquiry import Inquiry
from app.ui.workers.preview import Preview, Question

from .conftest import end

SOON = 5.0
"""Seconds. It is to take less than one; a busy machine may take longer, what hangs never ends."""

TROUBLED = """
import os, sys, time
sys.path.append({root!r})
from app.core.dumper import questions, session

class Troubled(questions.Questions):
    def _watch(self, *arguments, **options):
        if os.path.exists({flag!r} + "-hang"):
            time.sleep(3600)
        if os.path.exists({flag!r} + "-slow"):
            time.sleep(0.5)
        return super()._watch(*arguments, **options)

session.Questions = Troubled
sys.exit(session.main())
"""


@pytest.fixture
def trouble(tmp_path, monkeypatch):
    """Call it to have dumpers hang, or be slow, when they look at a process; again to stop that."""
    command = child.command
    flag, file = tmp_path / "trouble", tmp_path / "troubled.py"
    file.write_text(TROUBLED.format(root=str(Path(app.__file__).parents[1]), flag=str(flag)))

    def troubled(name, *arguments):
        if name != "dumper":
            return command(name, *arguments)
        return [sys.executable, "-I", "-S", "-E", str(file), *arguments]

    monkeypatch.setattr(child, "command", troubled)

    def make(kind, on=True):
        path = tmp_path / f"trouble-{kind}"
        path.touch() if on else path.unlink()

    return make


@pytest.fixture
def preview(qtbot):
    preview = Preview()
    preview.start()
    yield preview
    end(preview)


def question(target, folder, flags=0, **more):
    return Question(target.key, DumpRequest(flags), folder, **more)


def test_a_process_that_hangs_does_not_keep_others_from_being_described(
    qtbot, trouble, preview, program, tmp_path
):
    hanging, other = program(), program()
    trouble("hang")
    preview.ask(question(hanging, tmp_path))
    qtbot.waitUntil(lambda: preview.client._current is not None)
    trouble("hang", on=False)

    with qtbot.waitSignal(preview.planned) as planned:
        preview.ask(question(other, tmp_path))
    assert planned.args[0].key == other.key


def test_a_click_does_not_have_a_long_look_begin_anew(qtbot, trouble, preview, program, tmp_path):
    target = program()
    trouble("slow")
    described = []
    preview.described.connect(described.append)
    preview.ask(question(target, tmp_path))
    qtbot.waitUntil(lambda: preview.client._current is not None)
    dumper = preview.client.process_id
    for flags in (1, 5, 0x1000):
        preview.ask(question(target, tmp_path, flags))
    with qtbot.waitSignal(preview.planned) as planned:
        preview.ask(question(target, tmp_path, 0x21826))

    assert planned.args[0].request.flags == 0x21826
    assert len(described) == 1
    assert preview.client.process_id == dumper


def test_looks_that_take_longer_than_the_time_between_them_still_end(
    qtbot, trouble, preview, program, tmp_path
):
    """Each look used to be put off by the next one, for ever."""
    target = program()
    trouble("slow")
    inquiry = Inquiry(
        preview, lambda refresh: question(target, tmp_path, refresh=refresh), lambda: True
    )
    inquiry._again.setInterval(20)
    inquiry.begin()
    for _ in range(3):
        with qtbot.waitSignal(inquiry.estimated):
            pass
    inquiry.end()


def test_a_drive_that_does_not_answer_keeps_no_preview_back(
    qtbot, preview, program, tmp_path, monkeypatch
):
    hangs, asked = threading.Event(), []

    def never(folder):
        asked.append(folder)
        hangs.wait()

    monkeypatch.setattr(folder_room, "room_at", never)
    target = program()
    for flags in (0, 1, 5):
        with qtbot.waitSignal(preview.planned) as planned:
            preview.ask(question(target, tmp_path, flags))
        assert planned.args[0].room.free is None
    hangs.set()
    assert asked == [tmp_path]  # not one more thread for every click


# ------------------------------------------------------------------------------ closing


@pytest.fixture
def busy_window(qtbot, tmp_path, program):
    """A window that knows a process; nothing is left running that it started."""
    window = make_window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(window)
    (tmp_path / "dumps").mkdir()
    window.pane.dump_bar.folder.setText(str(tmp_path / "dumps"))
    window.show()
    window.start()
    pid = program().pid
    qtbot.waitUntil(lambda: window.processes.select(pid))
    qtbot.waitUntil(lambda: window.pane.estimate is not None)
    qtbot.waitUntil(lambda: window.dump_thread._client.process_id != 0)
    return window


def timed_close(window, record_property):
    window.leaving.ask("", "", "", "alert")  # as if it had been asked
    began = time.monotonic()
    assert window.close()
    took = time.monotonic() - began
    record_property("seconds_to_close", round(took, 3))
    assert took < SOON


def gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_it_closes_though_all_that_works_for_it_is_stopped(qtbot, busy_window, record_property):
    window = busy_window
    pids = [
        window._parts[0].process_id(),
        window.preview.client.process_id,
        window.dump_thread._client.process_id,
    ]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    timed_close(window, record_property)
    qtbot.waitUntil(lambda: all(map(gone, pids)))


def test_it_closes_though_a_dump_hangs_and_lets_its_target_go(
    qtbot, busy_window, program, hold_dumps, tmp_path, record_property
):
    window, target = busy_window, program()
    hold_dumps(window.dump_thread._client, "copy")
    reached = []
    window.dump_thread.phase_changed.connect(reached.append)
    folder = tmp_path / "dumps"
    job = DumpJob(target.key, "target", DumpRequest(2), folder / "target.dmp")
    ended = []
    window.queue.ended.connect(lambda _job, result: ended.append(result))
    window.queue.add([job])
    qtbot.waitUntil(lambda: "suspend" in reached)
    os.kill(window.dump_thread._client.process_id, signal.SIGSTOP)
    timed_close(window, record_property)

    target.wait_at_rest()
    qtbot.waitUntil(lambda: not folder.exists() or not list(folder.iterdir()))
    qtbot.waitUntil(lambda: bool(ended))
    assert isinstance(ended[0], DumpCancelledError)


def test_it_closes_though_errands_and_the_drive_hang(
    qtbot, busy_window, program, tmp_path, monkeypatch, record_property
):
    window, hangs, mkdir = busy_window, threading.Event(), Path.mkdir
    target = program()

    def mkdir_on_a_share(path, *arguments, **options):
        if path.name == "share":
            hangs.wait()
        mkdir(path, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", mkdir_on_a_share)
    window.errands.run(hangs.wait)
    window.queue.add([DumpJob(target.key, "target", DumpRequest(0), tmp_path / "share" / "x.dmp")])
    qtbot.waitUntil(lambda: any(t.name == "answer" for t in threading.enumerate()))
    timed_close(window, record_property)
    hangs.set()


def test_it_closes_though_settings_and_presets_cannot_be_written(
    qtbot, busy_window, monkeypatch, record_property
):
    window, hangs = busy_window, threading.Event()
    monkeypatch.setattr(preferences, "change_settings", lambda *_: hangs.wait())
    monkeypatch.setattr(own_presets, "write_object", lambda *_: hangs.wait())
    window.preferences.change(theme="dark")
    flags = window.pane.flags
    dialog = OwnPresetsDialog(flags, flags.own, window.errands, window)
    dialog.save_new()
    window.processes.tree.toggle()
    timed_close(window, record_property)
    hangs.set()


def test_a_stopped_reader_of_a_dump_keeps_nothing_open(
    qtbot, busy_window, use_dump, record_property
):
    window = busy_window
    page = window.pages.open(str(use_dump))
    qtbot.waitUntil(lambda: page.reader.process_id() != 0)
    pid = page.reader.process_id()
    os.kill(pid, signal.SIGSTOP)
    timed_close(window, record_property)
    qtbot.waitUntil(lambda: gone(pid))


@pytest.fixture
def use_dump(tmp_path):
    """Something to read."""
    path = tmp_path / "some.dmp"
    path.write_bytes(b"MDMP" + bytes(1000))
    return path
