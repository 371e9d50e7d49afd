"""The threads beside the window: what they tell, and that they can be stopped at any time."""

import os
import signal
import threading
import time
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QThread

from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.request import DumpRequest
from app.core.dumper.messages import Done, Progress, SoftErrorFound
from app.core.errors import DumpCancelledError, MiniDumpError, NoSuchProcessError
from app.ui.models.contents import Kind
from app.ui.workers.dump_thread import DumpJob, DumpThread, _Worker
from app.ui.workers.folder_room import room_at
from app.ui.workers.preview import Preview, Question

from .conftest import LONG, end

FULL = 0x21826


@pytest.fixture
def thread(qtbot):
    thread = DumpThread()
    thread.start()
    yield thread
    end(thread)


@pytest.fixture
def preview(qtbot):
    preview = Preview()
    preview.start()
    yield preview
    end(preview)


@pytest.fixture
def folder(tmp_path):
    """Where nothing but dumps is."""
    folder = tmp_path / "dumps"
    folder.mkdir()
    return folder


def job(target, folder, flags=0x1000):
    return DumpJob(target.key, "target", DumpRequest(flags), folder / "target.dmp")


def dumper_of(client):
    return client.process_id


def test_a_dump_is_told_from_the_first_phase_to_the_verdict(qtbot, thread, program, tmp_path):
    phases, progress, threads = [], {}, set()

    def note(done, total):
        progress.setdefault(phases[-1], []).append(done)
        threads.add(QThread.currentThread() is thread.thread())
        assert 0 <= done <= total

    thread.phase_changed.connect(phases.append)
    thread.progressed.connect(note)
    asked = job(program(64 << 20), tmp_path, FULL)

    with qtbot.waitSignal(thread.succeeded, timeout=LONG) as succeeded:
        assert thread.dump(asked)
        assert thread.job is asked
        assert not thread.dump(asked)  # one at a time

    told, done = succeeded.args
    assert told is asked
    assert isinstance(done, Done)
    assert done.verdict == "good"
    assert phases == ["describe", "suspend", "copy", "write", "sync", "hash", "verify"]
    assert all(done == sorted(done) for done in progress.values())
    assert progress["copy"]
    assert threads == {True}
    assert thread.job is None


def test_sizes_beyond_32_bits_and_batches_get_through(qtbot, thread, monkeypatch):
    progress, soft = [], []
    thread.progressed.connect(lambda done, total: progress.append((done, total)))
    thread.soft_errors_found.connect(soft.extend)
    worker = _Worker(thread, thread._client)
    worker._told = float("inf")  # the interval is never over: everything waits for the flush

    for number in range(100):
        worker._report(Progress(number << 32, 1 << 40))
        worker._report(SoftErrorFound("read", "gone", number))
    assert progress == []
    worker._flush()

    assert progress == [(99 << 32, 1 << 40)]
    assert [error.address for error in soft] == list(range(100))


def test_a_process_that_is_gone_fails_with_a_remedy(qtbot, thread, program, tmp_path):
    target = program()
    asked = job(target, tmp_path)
    target.stop()

    with qtbot.waitSignal(thread.failed, timeout=LONG) as failed:
        thread.dump(asked)

    assert isinstance(failed.args[1], NoSuchProcessError)
    assert failed.args[1].remedy
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_that_comes_before_the_dump_begins_counts(
    qtbot, thread, program, folder, hold_dumps
):
    target = program()
    let_go = hold_dumps(thread._client, "describe")

    with qtbot.waitSignal(thread.cancelled, timeout=LONG) as cancelled:
        thread.dump(job(target, folder, FULL))
        thread.cancel()

    assert isinstance(cancelled.args[1], DumpCancelledError)
    assert list(folder.iterdir()) == []
    let_go()
    with qtbot.waitSignal(thread.succeeded, timeout=LONG):
        thread.dump(job(target, folder))


def test_a_dumper_that_is_killed_fails_the_dump_and_is_started_again(
    qtbot, thread, program, folder, hold_dumps
):
    target = program(64 << 20)
    let_go = hold_dumps(thread._client, "copy")

    def kill(phase):
        if phase == "copy":
            os.kill(dumper_of(thread._client), signal.SIGKILL)

    thread.phase_changed.connect(kill)
    with qtbot.waitSignal(thread.failed, timeout=LONG) as failed:
        thread.dump(job(target, folder, FULL))
    thread.phase_changed.disconnect(kill)
    let_go()

    assert type(failed.args[1]) is not DumpCancelledError
    assert isinstance(failed.args[1], MiniDumpError)
    assert list(folder.iterdir()) == []
    with qtbot.waitSignal(thread.succeeded, timeout=LONG):
        thread.dump(job(target, folder))


def test_it_can_be_stopped_in_the_middle(qtbot, program, folder, hold_dumps):
    thread = DumpThread()
    hold_dumps(thread._client, "copy")
    thread.start()
    with qtbot.waitSignal(
        thread.phase_changed, timeout=LONG, check_params_cb=lambda phase: phase == "copy"
    ):
        thread.dump(job(program(64 << 20), folder, FULL))

    end(thread)

    assert thread._thread.isFinished()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("worker", [DumpThread, Preview])
def test_stopped_while_it_starts_it_leaves_no_dumper(qtbot, worker):
    before = set(psutil.Process().children())
    for attempt in range(40):
        thread = worker()
        thread.start()
        QThread.usleep(attempt % 10 * 300)
        end(thread)

    assert set(psutil.Process().children()) <= before


def test_the_latest_question_wins(qtbot, preview, program, tmp_path):
    key = program().key
    described, planned = [], []
    preview.described.connect(described.append)
    preview.planned.connect(planned.append)
    requests = [
        DumpRequest(flags, FilterSpec(memory=(MemoryRule("*", include=False),)))
        for flags in (0, 0x1, 0x5, 0x1000, FULL)
    ]

    for request in requests:
        preview.ask(Question(key, request, tmp_path))
    qtbot.waitUntil(lambda: bool(planned) and planned[-1].request == requests[-1], timeout=LONG)

    assert [contents.key for contents in described] == [key]
    assert len(planned) < len(requests)
    assert planned[-1].room.free > 0


def test_a_plan_that_another_question_replaces_is_given_up_and_its_look_is_kept(
    qtbot, preview, program, tmp_path, monkeypatch
):
    """The dumper would be busy with what nobody wants."""
    key, planning, over = program().key, threading.Event(), []
    plan = preview.client.plan

    def held(*arguments, cancellation, **options):
        if not planning.is_set():
            planning.set()
            deadline = time.monotonic() + LONG / 1000
            while not cancellation.is_cancelled and time.monotonic() < deadline:
                time.sleep(0.001)
            over.append(cancellation.is_cancelled)
        return plan(*arguments, cancellation=cancellation, **options)

    monkeypatch.setattr(preview.client, "plan", held)
    described = []
    preview.described.connect(described.append)
    preview.ask(Question(key, DumpRequest(0), tmp_path))
    qtbot.waitUntil(planning.is_set, timeout=LONG)
    with qtbot.waitSignal(preview.planned, timeout=LONG) as planned:
        preview.ask(Question(key, DumpRequest(2), tmp_path))
    assert over == [True]
    assert planned.args[0].request == DumpRequest(2)
    assert [contents.key for contents in described] == [key]


def test_another_process_is_described_anew_and_a_late_answer_is_dropped(
    qtbot, preview, program, tmp_path
):
    first, second = program(), program()
    described = []
    preview.described.connect(described.append)

    preview.ask(Question(first.key, DumpRequest(0), tmp_path))
    with qtbot.waitSignal(preview.planned, timeout=LONG) as planned:
        preview.ask(Question(second.key, DumpRequest(0), tmp_path))

    assert [contents.key for contents in described] == [second.key]
    assert planned.args[0].key == second.key
    threads = described[0].items[Kind.THREAD]
    assert threads[0].key == second.pid


def test_nobody_is_told_what_was_forgotten(qtbot, preview, program, tmp_path):
    with qtbot.assertNotEmitted(preview.planned, wait=300):
        preview.ask(Question(program().key, DumpRequest(0), tmp_path))
        preview.forget()


def test_a_process_that_cannot_be_looked_at_is_told(qtbot, preview, program, tmp_path):
    target = program()
    key = target.key
    target.stop()

    with qtbot.waitSignal(preview.preview_failed, timeout=LONG) as failed:
        preview.ask(Question(key, DumpRequest(0), tmp_path))

    assert isinstance(failed.args[0], NoSuchProcessError)


def test_the_room_of_a_folder_that_will_be_made_is_that_of_its_parent(tmp_path):
    here, there = room_at(tmp_path), room_at(tmp_path / "not" / "yet")
    assert here.free > 0
    assert there.free == pytest.approx(here.free, rel=0.2)
    assert there.file_system == here.file_system
    assert room_at(Path("relative/nowhere")).free > 0
