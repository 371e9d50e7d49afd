"""What is done while the target stands still: what needs that, and nothing else."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.backends import destination, room
from app.core.backends import spool as spool_module
from app.core.backends.base import stream_dump
from app.core.backends.output import dump_to_file
from app.core.capture.linux import describer
from app.core.capture.linux.linux_target import LinuxTarget
from app.core.capture.snapshot import Spare
from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.presets import PRESETS
from app.core.dump.request import DumpRequest
from app.core.errors import DiskFullError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.reader import MinidumpFile
from tests.live.dumping import runs

CORE = Path(sys.modules["app.core"].__file__).parent

FOR_BEFORE_OR_AFTER = {
    "backends/ending",
    "backends/room",
    "backends/spool",
    "capture/linux/extended",
    "capture/linux/handles",
    "capture/linux/sockets",
    "capture/linux/statx",
    "capture/linux/system",
    "dump/cleaning",
    "dump/not_honoured",
    "dump/pause",
    "dump/template",
    "dump/unmatched",
}
"""Modules of the core whose work needs no target that stands still."""


@pytest.fixture
def in_the_stop(monkeypatch):
    """The modules of the core of which a function ran while the target was stopped."""
    found = set()
    suspend = LinuxTarget.suspend

    def note(frame, event, _):
        if event == "call" and frame.f_code.co_filename.startswith(str(CORE)):
            found.add(str(Path(frame.f_code.co_filename).relative_to(CORE).with_suffix("")))

    @contextlib.contextmanager
    def watched(self, *arguments, **options):
        with suspend(self, *arguments, **options) as snapshot:
            sys.setprofile(note)
            try:
                yield snapshot
            finally:
                sys.setprofile(None)

    monkeypatch.setattr(LinuxTarget, "suspend", watched)
    return found


RULES = FilterSpec(
    (ModuleRule("libz*", include=False), ModuleRule("*python*", set_flags=2)),
    (ThreadRule("worker*", include=False),),
    (MemoryRule("/usr/*"), MemoryRule("[heap]", include=True)),
)


@pytest.fixture(scope="module")
def program(start_shared_process):
    """A program with threads, and more memory than waits in a buffer."""
    code = (
        "import ssl, sys, threading\n"
        "kept = b'x' * (40 << 20)\n"
        "for _ in range(5): threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "print('ready x=1', flush=True)\n"
        "sys.stdin.read()\n"
    )
    process = start_shared_process(sys.executable, "-c", code)
    process.wait_at_rest()
    return process


def write(process, request, path):
    return dump_to_file(
        key_of(process.pid),
        str(path),
        request,
        report=lambda _: None,
        is_cancelled=lambda: False,
        overwrite=True,
    )


@pytest.mark.parametrize("rules", [FilterSpec(), RULES], ids=["plain", "rules"])
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_only_what_needs_a_standing_target_runs_in_the_stop(
    program, in_the_stop, tmp_path, preset, rules
):
    write(program, DumpRequest(flags=preset.flags, filter=rules), tmp_path / "x.dmp")
    assert "backends/store" in in_the_stop  # or nothing was watched
    assert in_the_stop & FOR_BEFORE_OR_AFTER == set()


# ------------------------------------------------------------------------------------ room on disk


LARGE = DumpRequest(flags=T.MiniDumpWithFullMemory)


@pytest.fixture
def fallocate(monkeypatch, program):
    """Watch the requests for room; set ``refusal`` to an error number to have them refused."""
    kept = SimpleNamespace(requests=[], refusal=0)
    real = room._fallocate

    def asked(descriptor, mode, offset, size):
        assert runs(program.pid)
        kept.requests.append((offset, size))
        if kept.refusal:
            ctypes.set_errno(kept.refusal)
            return -1
        return real(descriptor, mode, offset, size)

    monkeypatch.setattr(room, "_fallocate", asked)
    return kept


def emulation(*_):
    pytest.fail("posix_fallocate writes into every block where a file system cannot do it")


def test_room_is_kept_before_the_stop(program, fallocate, tmp_path):
    result = write(program, LARGE, tmp_path / "x.dmp")
    assert sum(size for _, size in fallocate.requests) > 40 << 20
    assert (tmp_path / "x.dmp").stat().st_size == result.file_size


def test_a_file_system_that_keeps_no_room_is_left_alone(program, fallocate, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "posix_fallocate", emulation)
    fallocate.refusal = errno.EOPNOTSUPP
    result = write(program, LARGE, tmp_path / "x.dmp")
    assert len(fallocate.requests) == 1
    assert result.soft_errors == ()
    assert MinidumpFile((tmp_path / "x.dmp").read_bytes()).memory_ranges()


def test_a_disk_that_is_full_is_found_while_the_program_runs(
    program, fallocate, in_the_stop, tmp_path
):
    fallocate.refusal = errno.ENOSPC
    with pytest.raises(DiskFullError):
        write(program, LARGE, tmp_path / "x.dmp")
    assert in_the_stop == set()
    assert list(tmp_path.iterdir()) == []


def test_what_a_callback_takes_waits_in_a_file_opened_before_the_stop(
    program, fallocate, monkeypatch
):
    monkeypatch.setattr(describer, "spare", Spare)  # or it waits in memory
    opened = []

    def spool():
        assert runs(program.pid)
        opened.append(1)
        return spool_module.spool()

    monkeypatch.setattr(destination, "spool", spool)
    taken = bytearray()
    stream_dump(
        key_of(program.pid), LARGE, taken.extend, report=lambda _: None, is_cancelled=lambda: False
    )
    assert opened == [1]
    assert fallocate.requests
    assert MinidumpFile(bytes(taken)).memory_ranges()
