"""What differs between two looks, of made-up processes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.capture.snapshot import Handle, Module, ProcessTimes, Region, Thread, VmCounters
from app.core.inspection.compare import (
    ANONYMOUS,
    STACKS,
    THE_SAME,
    HandleChange,
    Look,
    Mapping,
    MemoryChange,
    ModuleChange,
    ThreadChange,
    compare,
)
from app.core.inspection.stacks import FoundBy, Frame, Stack
from tests.unit.inspection.written import HEAP, SNAPSHOT

MORE = 0x6000_0000_0000


def region(base, size, path="", **rights):
    told = {"readable": True, "writable": True} | rights
    return Region(base, size, 4, 0x1000, 0x20000, base, 4, path=path, **told)


def frame(function, module=None, address=0x1234):
    return Frame(address, 0, FoundBy.CFI, module, function, 0, "", 0, {})


def look(*stacks, **changed):
    return Look(replace(SNAPSHOT, **changed), stacks)


def regions(**sizes):
    """The regions of the made-up process, some with another size."""
    return tuple(r._replace(size=sizes.get(r.path.strip("[]"), r.size)) for r in SNAPSHOT.regions)


def test_the_same_look_differs_in_nothing():
    found = compare(look(), look())
    assert found.same_process
    assert found.unmoved == 2
    assert found[2:7] == ((), (), (), (), ())
    assert found.seconds == 0


def test_what_grew_is_first_and_told_by_mapping_too():
    new = (*regions(heap=0x9000), region(MORE, 0x100000), region(MORE + 0x200000, 0x1000))
    gone = region(MORE + 0x400000, 0x3000, "/tmp/file")
    reserved = region(MORE + 0x800000, 1 << 30, readable=False, writable=False)
    found = compare(look(regions=(*regions(), gone)), look(regions=(*new, reserved)))
    assert found.memory == (
        MemoryChange(ANONYMOUS, 0, 0x101000, 2, 0),
        MemoryChange("[heap]", 0x4000, 0x9000, 0, 0),
        MemoryChange("/tmp/file", 0x3000, 0, 0, 1),
    )
    assert found.mappings == (
        Mapping(MORE, ANONYMOUS, 0, 0x100000),
        Mapping(HEAP, "[heap]", 0x4000, 0x9000),
        Mapping(MORE + 0x200000, ANONYMOUS, 0, 0x1000),
    )


def test_stacks_are_called_so():
    thread = Thread(4713, "new", stack=(MORE + 0x1000, MORE + 0x8000))
    after = look(
        regions=tuple(sorted([*SNAPSHOT.regions, region(MORE, 0x8000)])),
        threads=(*SNAPSHOT.threads, thread),
    )
    assert compare(look(), after).memory == (MemoryChange(STACKS, 0, 0x8000, 1, 0),)


def test_threads_that_came_went_moved_and_worked():
    first, second = SNAPSHOT.threads
    library = SNAPSHOT.modules[1]
    at_work = Stack(
        first, (frame("read"), frame("loop"), frame("main"), frame("_start")), False, ""
    )
    moved = Stack(first, (frame("write"), frame("", library, library.base + 0x33)), False, "")
    new = Thread(4713, "late")
    before = look(at_work, Stack(second, (frame("wait"),), False, ""))
    after = look(moved, Stack(new, (), False, ""), threads=(first._replace(user_time=50_007), new))
    assert compare(before, after).threads == (
        ThreadChange(4711, "demo", "read < loop < main", "write < libc.so.6+0x33", 5),
        ThreadChange(4712, "worker", "wait", "", 0),
        ThreadChange(4713, "late", "", "?", 0),
    )


def test_a_thread_that_worked_and_came_back_is_not_told_as_if_it_had_moved():
    assert ThreadChange(1, "", "wait", "wait", 5).stands == THE_SAME
    assert ThreadChange(1, "", "wait", "", 0).stands == ""


def test_modules_and_handles():
    other = Module(0x1000, 0x1000, "/lib/new.so")
    modules = (SNAPSHOT.modules[0]._replace(version=(1, 2, 3, 5)), other)
    handles = (*SNAPSHOT.handles, Handle(4, "Socket", "socket:[2]"), Handle(5, "File", "/a"))
    found = compare(look(), look(modules=modules, handles=handles))
    identity = bytes(range(20)).hex()
    assert found.modules == (
        ModuleChange("/lib/libc.so.6", "loaded", ""),
        ModuleChange("/lib/new.so", "", "loaded"),
        ModuleChange("/usr/bin/demo", f"1.2.3.4 {identity}", f"1.2.3.5 {identity}"),
    )
    assert found.handles == (
        HandleChange("File", 0, 1, ("/a",)),
        HandleChange("Socket", 1, 2, ("socket:[2]",)),
    )


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"process_id": 4712}, False),
        ({"times": ProcessTimes(132_000_000_900_000_000)}, False),
        ({"times": ProcessTimes()}, True),
    ],
)
def test_whether_it_is_the_same_process(changed, same):
    assert compare(look(), look(**changed)).same_process is same


def test_time_and_memory_in_use():
    after = look(timestamp=1_700_000_060, vm_counters=VmCounters(working_set_size=8192))
    found = compare(look(), after)
    assert (found.seconds, found.resident) == (60, (4096, 8192))
    assert compare(after, look()).seconds == -60
    assert compare(look(), look(vm_counters=VmCounters())).resident is None
