"""Looking at a program that uses a file system which does not answer any more."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from pathlib import Path

import pytest

from app.core.capture.linux import answers
from app.core.capture.target import key_of, open_target
from app.core.dump.request import DumpRequest
from tests.live.dumping import runs, wait_until

HOLDER = """
import os, sys
held = [open(path, "rb") for path in sys.argv[1:]]
pipe, local = os.pipe(), open("/etc/hostname", "rb")
print("ready local=%d" % local.fileno(), flush=True)
sys.stdin.read()
"""
SENTENCE = "Not told: the file system of {} does not answer."


@pytest.fixture(autouse=True)
def nothing_is_silent_from_before():
    assert not any(map(answers.is_silent, list(answers._silent)))
    yield
    wait_until(lambda: not any(map(answers.is_silent, list(answers._silent))))


@pytest.fixture
def holder(start_process, faulty):
    """A program that holds descriptors of the faulty file system, and others."""
    paths = []
    for name in ("one", "two"):
        path = faulty.path / name
        path.write_bytes(b"x")
        paths.append(path)
    found = start_process(sys.executable, "-c", HOLDER, *map(str, paths))
    found.paths = paths
    yield found
    faulty.release()


@pytest.fixture
def opened():
    targets = []

    def open_one(pid):
        targets.append(open_target(key_of(pid)))
        return targets[-1]

    yield open_one
    for target in targets:
        target.close()


def kinds(snapshot):
    return {handle.object_name: handle.type_name for handle in snapshot.handles}


def test_descriptors_need_no_answer_of_their_file_system(holder, faulty, opened):
    """What the kernel knows by itself is asked for, and no more: nothing ever hangs."""
    before = faulty.count("GETATTR")
    faulty.hang("GETATTR")
    snapshot = opened(holder.pid).describe()
    assert kinds(snapshot)[str(holder.paths[0])] == "File"
    assert kinds(snapshot)["/etc/hostname"] == "File"
    assert not snapshot.soft_errors
    assert faulty.count("GETATTR") == before
    assert not faulty.held()


def hang_statx(monkeypatch, faulty):
    """Have the kernel ask the server nevertheless, as it may do for NFS on the way to the file."""
    from app.core.capture.linux import statx

    monkeypatch.setattr(statx, "_statx", None)
    faulty.hang("GETATTR")


def test_a_silent_file_system_costs_one_wait_and_is_named(holder, faulty, opened, monkeypatch):
    hang_statx(monkeypatch, faulty)
    target = opened(holder.pid)
    snapshot = target.describe()
    errors = [error.error for error in snapshot.soft_errors]
    assert errors == [SENTENCE.format(holder.paths[0])]
    assert {kinds(snapshot)[str(path)] for path in holder.paths} == {"Unknown"}
    assert kinds(snapshot)["/etc/hostname"] == "File"
    assert faulty.held() == ["GETATTR"]

    # It is not asked again before it has answered: one thread waits for it, and nobody else.
    again = target.describe()
    assert [error.error for error in again.soft_errors] == errors
    assert faulty.held() == ["GETATTR"]

    faulty.release()
    wait_until(lambda: not any(map(answers.is_silent, list(answers._silent))))
    now = target.describe()
    assert not now.soft_errors
    assert kinds(now)[str(holder.paths[0])] == "File"


def test_what_answers_late_is_waited_for(holder, faulty, opened, monkeypatch):
    hang_statx(monkeypatch, faulty)
    faulty.delay("GETATTR", 0.2)
    snapshot = opened(holder.pid).describe()
    assert not snapshot.soft_errors
    assert kinds(snapshot)[str(holder.paths[1])] == "File"


def test_a_program_from_a_silent_file_system_is_dumped(start_process, faulty, tmp_path, client):
    program = faulty.path / "sleeper"
    shutil.copy("/bin/sleep", program)
    target = start_process(program, "600", wait=False)
    faulty.hang("OPEN")
    faulty.hang("LOOKUP")
    faulty.hang("GETATTR")
    began = time.monotonic()
    done = client.dump(target.key, DumpRequest(), str(tmp_path / "a.dmp"))
    assert done.verdict in ("good", "good with gaps")
    assert time.monotonic() - began < 30
    assert runs(target.pid)
    assert Path(done.path).stat().st_size == done.file_size
    faulty.release()


def test_a_silent_file_system_that_never_comes_back_leaves_few_threads(
    holder, faulty, opened, monkeypatch
):
    hang_statx(monkeypatch, faulty)
    before = threading.active_count()
    for _ in range(4):
        opened(holder.pid).describe()
    # One hangs, and each open target has one that sleeps.
    assert threading.active_count() - before <= 1 + 4
    assert len(faulty.held()) == 1


def test_the_kernel_tells_the_machine_where_the_program_cannot_be_read(start_process):
    from app.core.capture.linux.registers import AMD64, ARM64, architecture_of, machine_by

    target = start_process("sleep", "600", wait=False)
    machine = machine_by(Path(f"/proc/{target.pid}/auxv").read_bytes())
    assert architecture_of(machine) == {"x86_64": AMD64, "aarch64": ARM64}[os.uname().machine]
