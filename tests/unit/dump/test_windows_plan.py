"""Plans of Windows processes: what DbgHelp was observed to write, without what only Linux has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.capture.snapshot import (
    Module,
    ProcessSnapshot,
    Region,
    Segment,
    SystemDescription,
    Thread,
)
from app.core.dump.flags import FLAGS
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as S
from app.core.minidump.constants import MINIDUMP_TYPE as T

PRIVATE, MAPPED, IMAGE = 0x20000, 0x40000, 0x1000000
READONLY, READ_WRITE, EXECUTE_READ, WRITE_COMBINE = 2, 4, 0x20, 0x404
BASE = 0x140000000
VERSION = (10, 0, 22621, 2428)


def region(base, size, protect=READ_WRITE, kind=PRIVATE, path=""):
    return Region(
        base,
        size,
        protect,
        0x1000,
        kind,
        base,
        protect,
        writable=protect & 0xFF == READ_WRITE,
        executable=protect == EXECUTE_READ,
        shared=kind == MAPPED,
        path=path,
    )


@pytest.fixture
def snapshot():
    program = r"C:\app\main.exe"
    return ProcessSnapshot(
        100,
        "main.exe",
        program,
        SystemDescription(9, platform_id=2, extended_context_size=2752),
        threads=(Thread(7, "worker", stack=(0x11000, 0x14000), stack_pointer=0x11000),),
        modules=(
            Module(
                BASE,
                0x4000,
                program,
                version=VERSION,
                segments=(
                    Segment(BASE + 0x1000, 0x1000, writable=False, executable=True),
                    Segment(BASE + 0x2000, 0x1800, writable=True, executable=False),
                ),
                headers=((BASE, BASE + 0x400),),
                tls=((0x20000, 0x20100),),
            ),
        ),
        regions=(
            region(0x10000, 0x4000),
            region(0x20000, 0x1000),
            region(0x30000, 0x2000, EXECUTE_READ),
            region(0x40000, 0x1000, READONLY),
            region(0x50000, 0x8000, WRITE_COMBINE),
            region(0x60000, 0x4000, kind=MAPPED, path=r"C:\app\shared.bin"),
            region(BASE, 0x1000, READONLY, IMAGE, program),
            region(BASE + 0x1000, 0x1000, EXECUTE_READ, IMAGE, program),
            region(BASE + 0x2000, 0x2000, READ_WRITE, IMAGE, program),
        ),
        token=b"what the token holds",
    )


def plan(snapshot, flags):
    return make_plan(snapshot, DumpRequest(int(flags)))


def stream_types(made):
    return {stream.type for stream in made.streams}


@pytest.mark.parametrize("row", FLAGS, ids=lambda row: row.name)
def test_no_flag_promises_a_stream_of_linux(snapshot, row):
    made = plan(snapshot, row.value)
    own = S.DumpDeskLeftOut  # goes in as a user stream
    assert all(kind < 0xFFFF for kind in stream_types(made) if kind != own)
    assert made.file_size > 0


def test_what_memory_each_flag_adds(snapshot):
    kinds = {T(row.value): plan(snapshot, row.value).kinds for row in FLAGS}
    assert plan(snapshot, 0).kinds["stack"] == 0x3000
    assert kinds[T.MiniDumpWithDataSegs]["data"] == 0x1800
    assert kinds[T.MiniDumpWithCodeSegs]["code"] == 0x1000
    assert kinds[T.MiniDumpWithModuleHeaders]["headers"] == 0x400
    both = plan(snapshot, T.MiniDumpWithDataSegs | T.MiniDumpWithProcessThreadData).kinds
    assert both["tls"] == 0x100
    everything = sum(each.size for each in snapshot.regions)
    assert kinds[T.MiniDumpWithFullMemory]["memory"] == everything
    without = T.MiniDumpWithFullMemory | T.MiniDumpFilterWriteCombinedMemory
    assert plan(snapshot, without).kinds["memory"] == everything - 0x8000


@pytest.mark.parametrize(
    "flag", [T.MiniDumpWithPrivateReadWriteMemory, T.MiniDumpWithPrivateWriteCopyMemory]
)
def test_private_memory_is_what_no_file_is_behind_and_can_change_or_run(snapshot, flag):
    pieces = [piece for piece in plan(snapshot, flag).ranges if piece.kind == "heap"]
    assert {piece.start for piece in pieces} == {0x10000, 0x20000, 0x30000, 0x50000}
    assert all(piece.reason == flag.name for piece in pieces)


def test_only_full_memory_makes_the_wide_list_and_regions_stay_with_their_flag(snapshot):
    assert S.Memory64ListStream not in stream_types(plan(snapshot, 0))
    full = stream_types(plan(snapshot, T.MiniDumpWithFullMemory))
    assert S.Memory64ListStream in full
    assert S.MemoryInfoListStream not in full
    more = plan(snapshot, T.MiniDumpWithFullMemory | T.MiniDumpWithFullMemoryInfo)
    assert S.MemoryInfoListStream in stream_types(more)
    scattered = tuple((0x10000 + at * 2, 0x10000 + at * 2 + 1) for at in range(5000))
    crowded = replace(snapshot, process_data=scattered, threads=())
    made = plan(crowded, T.MiniDumpWithProcessThreadData)
    assert len(made.ranges) == 5000
    assert S.Memory64ListStream not in stream_types(made)


def test_the_token_comes_with_its_flag(snapshot):
    assert S.TokenStream not in stream_types(plan(snapshot, 0))
    streams = {s.type: s for s in plan(snapshot, T.MiniDumpWithTokenInformation).streams}
    assert streams[S.TokenStream].size == len(snapshot.token)


def test_a_version_is_packed_as_windows_packs_it(snapshot):
    made = plan(snapshot, 0)
    (modules,) = (s for s in made.minidump.streams if s.stream_type == S.ModuleListStream)
    (entry,) = modules.modules
    found = entry.version_info
    assert (found.dwFileVersionMS, found.dwFileVersionLS) == (10 << 16, 22621 << 16 | 2428)


def test_pointers_into_memory_that_can_only_be_read_are_followed(snapshot):
    pointer = 0x40800
    flag = int(T.MiniDumpWithIndirectlyReferencedMemory)

    def read(_address, size):
        return pointer.to_bytes(8, "little").ljust(size, b"\0")

    made = make_plan(snapshot, DumpRequest(flag), read=read)
    (found,) = (piece for piece in made.ranges if piece.kind == "indirect")
    assert (found.start, found.end) == (pointer - 256, pointer + 768)
