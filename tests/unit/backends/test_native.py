"""The order of events of one dump of ours, on a process that the test makes up."""

from __future__ import annotations

import contextlib
import os
from types import SimpleNamespace

import pytest

from app.core.backends import native, provision, room
from app.core.backends.native import NativeDump
from app.core.capture.snapshot import (
    Module,
    ProcessSnapshot,
    Region,
    Spare,
    SystemDescription,
    Thread,
)
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.request import DumpRequest
from app.core.errors import DiskFullError, DumpCancelledError, ProgramReplacedError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.reader import MinidumpFile
from app.core.process_key import ProcessKey

PAGE = 4096
CODE = Region(0x400000, PAGE, 0x20, 0x1000, 0x1000000, 0x400000, 0x20, executable=True)
STACK = (0x700000 + 128, 0x700000 + PAGE)
SECRET = (0x7365637265743432).to_bytes(8, "little")


def region(base, size, path=""):
    return Region(base, size, 4, 0x1000, 0x20000, base, 4, readable=True, writable=True, path=path)


class Program:
    """A target of one thread with a secret on its stack; notes what is done to it."""

    process_id = 7
    key = ProcessKey(7, 1)
    paused_ns = 1
    missed_pages = ()
    byte = b"\0"
    """What its memory is full of."""

    def __init__(self, heap=PAGE, replaced=0, spare=0):
        self.heap, self.replaced, self.spare = heap, replaced, Spare(spare)
        self.generation = 0
        self.stands = False
        self.events = []

    def describe(self, *, name_handles=False, xstate=True):
        del name_handles, xstate
        self.events.append("describe")
        self.generation += 1
        base = 0x400000 * self.generation  # each program lies somewhere else
        return ProcessSnapshot(
            7,
            "x",
            "/x",
            SystemDescription(9),
            threads=(Thread(7, stack=STACK, stack_pointer=STACK[0]),),
            modules=(Module(base, PAGE, f"/bin/program-{self.generation}"),),
            regions=(
                CODE,
                region(0x700000, PAGE, "[stack]"),
                region(1 << 32, self.heap, "[heap]"),
            ),
            spare=self.spare,
        )

    @contextlib.contextmanager
    def suspend(self, before, *, xstate, **_):
        assert not xstate
        self.events.append("suspend")
        if self.replaced:
            self.replaced -= 1
            raise ProgramReplacedError("x → y.")
        self.stands = True
        try:
            yield before
        finally:
            self.stands = False
            self.events.append("release")

    def scan_present(self, ranges):
        return tuple(ranges)

    def read(self, address, size):
        buffer = bytearray(size)
        return bytes(buffer[: self.read_into(address, memoryview(buffer))])

    def read_into(self, address, buffer):
        buffer[:] = self.byte * len(buffer)
        if address <= STACK[0] and address + len(buffer) >= STACK[0] + 8:
            buffer[STACK[0] - address :][:8] = SECRET
        return len(buffer)

    def end_clone(self):
        """There is none."""

    def copy(self, jobs, into, progress, **_):
        assert self.stands
        self.events.append("copy")
        for address, size, offset in jobs:
            for start in range(0, size, 1 << 20):
                data = self.read(address + start, min(1 << 20, size - start))
                if isinstance(into, int):
                    os.pwrite(into, data, offset + start)
                else:
                    into[offset + start : offset + start + len(data)] = data
            if not progress(size):
                raise DumpCancelledError("The dump was cancelled.")
        return []


@pytest.fixture
def write(tmp_path):
    """Call it with a program, flags and options to have it dumped; gives the bytes."""

    def dump(program, flags=0, callback=None, **options):
        request = DumpRequest(flags=int(flags), **options)
        with (tmp_path / "x.dmp").open("w+b") as file:
            NativeDump(program, request, file.fileno(), callback, note(program)).write()
            file.seek(0)
            return file.read()

    return dump


def note(program):
    def report(event):
        if event["event"] == "phase":
            program.events.append(f"[{event['phase']}]")

    return report


def order(copies=1):
    return [
        *("[describe]", "describe", "[suspend]", "suspend", "[stopped]", "[copy]"),
        *["copy"] * copies,
        *("[copied]", "release", "[write]"),
    ]


ALL_HELD = pytest.param(40 << 20, 1 << 30, 1, id="all in memory")
WAYS = pytest.mark.parametrize(
    ("heap", "spare", "copies"),
    [
        pytest.param(PAGE, 0, 1, id="little"),
        ALL_HELD,
        pytest.param(40 << 20, 33 << 20, 2, id="partly straight into the file"),
        pytest.param(40 << 20, 0, 1, id="straight into the file"),
    ],
)


@WAYS
def test_a_dump_goes_from_description_to_signature(write, heap, spare, copies):
    program = Program(heap, spare=spare)
    data = write(program, T.MiniDumpWithPrivateReadWriteMemory)
    assert program.events == [*order(copies), "[sync]"]
    assert MinidumpFile(data).read_memory(STACK[0], 8) == SECRET


@WAYS
def test_stacks_are_cleaned_when_the_target_runs_again(write, heap, spare, copies, monkeypatch):
    program = Program(heap, spare=spare)
    cleaner = native.stack_cleaner

    def watched(snapshot, flags):
        clean = cleaner(snapshot, flags)

        def only_after(*arguments):
            assert not program.stands
            program.events.append("clean")
            return clean(*arguments)

        return only_after

    monkeypatch.setattr(native, "stack_cleaner", watched)
    flags = T.MiniDumpFilterMemory | T.MiniDumpWithPrivateReadWriteMemory
    data = write(program, flags)
    assert program.events == [*order(copies), "clean", "[sync]"]
    assert SECRET not in data
    assert MinidumpFile(data).read_memory(STACK[0], 8) == bytes(8)


@pytest.mark.parametrize(("byte", "times"), [(b"x", 1), (b"\0", 0)])
def test_room_is_kept_before_the_stop_but_for_zeros(write, monkeypatch, byte, times):
    program = Program(33 << 20)
    program.byte = byte

    def reserve(*_):
        assert "suspend" not in program.events
        program.events.append("reserve")

    monkeypatch.setattr(provision, "reserve", reserve)
    write(program, T.MiniDumpWithPrivateReadWriteMemory)
    assert program.events.count("reserve") == times


@pytest.mark.parametrize("byte", [b"x", b"\0"])
def test_a_disk_on_which_it_cannot_fit_is_found_before_the_stop(write, monkeypatch, byte):
    disk = SimpleNamespace(f_bavail=8, f_frsize=1 << 20, f_blocks=99)
    monkeypatch.setattr(room.os, "fstatvfs", lambda _: disk)
    program = Program(33 << 20)
    program.byte = byte
    if byte == b"\0":
        data = write(program, T.MiniDumpWithPrivateReadWriteMemory)
        assert MinidumpFile(data).read_memory(STACK[0], 8) == SECRET
        return
    with pytest.raises(DiskFullError):
        write(program, T.MiniDumpWithPrivateReadWriteMemory)
    assert "suspend" not in program.events


def test_a_small_dump_needs_no_room_kept(write, monkeypatch):
    monkeypatch.setattr(provision, "reserve", lambda *_: pytest.fail("it waits in memory"))
    monkeypatch.setattr(room, "_fallocate", lambda *_: pytest.fail("it waits in memory"))
    write(Program(), T.MiniDumpWithPrivateReadWriteMemory)


def test_another_program_is_described_and_asked_about_anew(write):
    program = Program(replaced=2)
    asked = []

    def callback(given, output):
        if given.CallbackType == C.IncludeModuleCallback:
            asked.append(given.detail.BaseOfImage)
        return True

    data = write(program, callback=callback)
    assert program.events.count("describe") == 3
    assert asked == [0x400000, 0x800000, 0xC00000]
    assert [module.name for module in MinidumpFile(data).modules] == ["/bin/program-3"]


def test_a_program_that_is_always_another_one_is_given_up(write, tmp_path):
    program = Program(replaced=99)
    with pytest.raises(ProgramReplacedError):
        write(program)
    assert program.events.count("suspend") == 3
    assert not program.stands
    assert not (tmp_path / "x.dmp").read_bytes().startswith(b"MDMP")


def test_rules_are_those_about_the_program_that_is_dumped(write):
    rules = FilterSpec(memory=(MemoryRule("[heap]", include=True), MemoryRule("[stack]")))
    found = MinidumpFile(write(Program(replaced=1), filter=rules))
    assert found.read_memory(1 << 32, 8) == bytes(8)
    assert not any(one.address == STACK[0] for one in found.memory_ranges())


@pytest.mark.parametrize("when", ["[suspend]", "copy", "release"])
def test_a_cancel_lets_the_target_go_and_leaves_no_signature(write, when, tmp_path):
    program = Program(33 << 20)

    def callback(given, output):
        if given.CallbackType == C.CancelCallback:
            output.CheckCancel = True
            output.Cancel = when in program.events
        return True

    with pytest.raises(DumpCancelledError):
        write(program, T.MiniDumpWithPrivateReadWriteMemory, callback)
    assert not program.stands
    assert program.events.count("suspend") == program.events.count("release")
    assert not (tmp_path / "x.dmp").read_bytes().startswith(b"MDMP")
