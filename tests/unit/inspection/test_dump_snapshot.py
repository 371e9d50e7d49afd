"""Dumps of several writers, read back as the process they were made of."""

from __future__ import annotations

import struct

import pytest

from app.core.dump.request import DumpRequest
from app.core.inspection.dump_snapshot import pointers_of, snapshot_of
from app.core.minidump.reader import MinidumpFile
from tests import synth
from tests.synth import Synth
from tests.unit.inspection.written import CODE, COMMIT, HEAP, SNAPSHOT, write

EVERYTHING = 0x9905  # data segments, handles, thread data, memory map, thread times, auxiliary


def read(data):
    return snapshot_of(MinidumpFile(bytes(data)))


def test_a_dump_of_ours_is_the_process_it_was_made_of():
    _, data = write(DumpRequest(EVERYTHING))
    found = read(data)

    for name in ("process_id", "name", "executable", "handles", "times", "vm_counters"):
        assert getattr(found, name) == getattr(SNAPSHOT, name), name
    assert found.texts[0x47670006] == b"demo\0--secret\0"
    assert found.timestamp == SNAPSHOT.timestamp
    assert found.suspended
    assert found.threads == SNAPSHOT.threads
    assert [module._replace(segments=()) for module in SNAPSHOT.modules] == list(found.modules)
    assert found.regions == SNAPSHOT.regions
    assert found.system == SNAPSHOT.system._replace(
        max_mhz=found.system.max_mhz, current_mhz=found.system.current_mhz
    )
    assert found.soft_errors == ()


def test_regions_in_parts_keep_the_name_of_their_mapping():
    _, data = write(DumpRequest(EVERYTHING))
    halves = [synth.region(CODE, 0x1000), synth.region(CODE + 0x1000, 0x1000)]
    made = Synth()
    made.stepped(16, "<IIQ", halves, 16, 48)
    made.stream(0x47670009, SNAPSHOT.texts[0x47670009])
    regions = read(made.build()).regions

    assert [(region.base, region.size, region.path, region.offset) for region in regions] == [
        (CODE, 0x1000, "/usr/bin/demo", 0),
        (CODE + 0x1000, 0x1000, "/usr/bin/demo", 0x1000),
    ]
    assert len(read(data).regions) == 5


def test_a_breakpad_dump_has_threads_modules_regions_and_handles():
    found = read(synth.plain_dump())

    assert found.process_id == 4711
    assert (found.name, found.executable) == ("demo", "/usr/bin/demo")
    first, second = found.threads
    assert (first.id, first.stack, first.stack_pointer) == (
        100,
        (0x7FFF0000, 0x7FFF0400),
        0x7FFF0000,
    )
    assert (first.instruction_pointer, len(first.context)) == (0x401000, 1232)
    assert (second.name, second.context, second.stack) == ("worker", b"", (0, 0))
    assert found.modules[0].build_id == bytes(range(20))
    assert [region.path for region in found.regions] == ["/usr/bin/demo", ""]
    assert found.regions[0].executable
    assert not found.regions[0].writable
    assert found.handles[0].object_name == "/dev/null"
    assert [(error.stage, error.error) for error in found.soft_errors] == [("threads", "gone")]


def test_maps_stand_in_for_a_missing_list_of_regions():
    made = Synth()
    made.stream(
        0x47670009,
        b"7f0000000000-7f0000001000 rw-s 00002000 00:05 7 /dev/shm/a b\n"
        b"00400000-00401000 ---p 00000000 00:00 0 \nnonsense\n"
        b"ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]\n",
    )
    reserved, shared, page = read(made.build()).regions

    assert (reserved.base, reserved.state, reserved.readable) == (0x400000, 0x2000, False)
    assert (shared.path, shared.shared, shared.writable) == ("/dev/shm/a b", True, True)
    assert (shared.type, shared.offset, shared.inode) == (0x40000, 0x2000, 7)
    assert (page.path, page.executable, page.end) == ("[vsyscall]", True, 0xFFFFFFFFFF601000)


def test_stored_ranges_stand_in_for_both():
    made = Synth()
    where = made.put(bytes(64))
    made.counted(synth.MEMORY_LIST, [synth.range32(HEAP, 64, where)])
    (region,) = read(made.build()).regions
    assert (region.base, region.size, region.state, region.protect) == (HEAP, 64, COMMIT, 0)


def test_regions_that_overlap_or_leave_the_address_space_do_not_count():
    made = Synth()
    entries = [(0x1000, 0x2000), (0x2000, 0x1000), (0xFFFFFFFFFFFFF000, 0x2000), (0x4000, 0)]
    made.stepped(16, "<IIQ", [synth.region(*entry) for entry in entries], 16, 48)
    assert [(r.base, r.size) for r in read(made.build()).regions] == [(0x1000, 0x2000)]


def test_free_memory_is_no_region():
    made = Synth()
    entries = [synth.region(0, 0x1000, state=0x10000, protect=1, kind=0), synth.region(0x1000, 16)]
    made.stepped(16, "<IIQ", entries, 16, 48)
    assert [region.base for region in read(made.build()).regions] == [0x1000]


@pytest.mark.parametrize(
    ("platform", "version"), [(2, (10, 5, 3, 9)), (0x8201, (0xA0005, 0x30009, 7, 8))]
)
def test_versions_are_packed_on_windows_and_spread_on_linux(platform, version):
    made = Synth()
    made.system_info(platform=platform)
    words = (0xFEEF04BD, 0x10000, 0xA0005, 0x30009, 7, 8) + (0,) * 7
    name = made.text("C:\\Windows\\notepad.exe")
    made.counted(4, [synth.module(CODE, 0x1000, name, version=words)])
    found = read(made.build())
    assert found.modules[0].version == version
    assert found.name == "notepad.exe"


def test_the_short_contexts_of_lldb_have_their_pointers():
    context = synth.context_amd64(rip=0x1234, rsp=0x5678)[:720]
    assert pointers_of(context, 9) == (0x5678, 0x1234)
    assert pointers_of(context[:200], 9) == (0, 0)
    assert pointers_of(context, 5) == (0, 0)


def test_pointers_of_x86_and_arm64():
    x86 = bytearray(716)
    struct.pack_into("<I", x86, 184, 0x1111)
    struct.pack_into("<I", x86, 196, 0x2222)
    arm64 = bytearray(912)
    struct.pack_into("<QQ", arm64, 256, 0x3333, 0x4444)
    assert pointers_of(bytes(x86), 0) == (0x2222, 0x1111)
    assert pointers_of(bytes(arm64), 12) == (0x3333, 0x4444)


def test_an_exception_comes_with_parameters_and_context():
    made = Synth()
    made.system_info()
    context = made.put(synth.context_amd64(rip=0xBAD))
    made.stream(
        6,
        struct.pack(
            "<IIIIQQII15QII", 77, 0, 11, 1, 0, 0xDEAD, 2, 0, 5, 6, *(0,) * 13, 1232, context
        ),
    )
    found = read(made.build()).exception
    assert (found.thread_id, found.code, found.flags, found.address) == (77, 11, 1, 0xDEAD)
    assert found.parameters == (5, 6)
    assert pointers_of(found.context, 9)[1] == 0xBAD


def test_a_damaged_stream_is_a_soft_error_and_the_rest_is_there():
    made = Synth()
    made.system_info()
    made.stream(synth.THREAD_LIST, struct.pack("<I", 0xFFFFFF))
    made.counted(4, [synth.module(CODE, 0x1000, made.text("/bin/x"))])
    found = read(made.build())
    assert found.threads == ()
    assert found.modules[0].name == "/bin/x"
    assert [error.stage for error in found.soft_errors] == ["read ThreadList"]


def test_many_threads_that_share_one_large_context_do_not_unfold_it():
    made = Synth()
    made.system_info()
    context = made.put(bytes(0x80000))
    made.counted(
        synth.THREAD_LIST, [synth.thread(i, context=(0x80000, context)) for i in range(500)]
    )
    data = made.build()
    found = read(data)
    assert len(found.threads) == 500
    assert sum(len(thread.context) for thread in found.threads) <= len(data)


@pytest.mark.parametrize(
    ("written", "read_back"),
    [
        ('{"stage":"a","error":"b","address":"0x10","size":"0x20"}', ("a", "b", 16, 32)),
        ('{"error":"b","address":"zz","size":5}', ("", "b", 0, 0)),
        ('{"SuspendThreadsErrors":["gone"]}', ("", '{"SuspendThreadsErrors": ["gone"]}', 0, 0)),
        ('"text"', ("", '"text"', 0, 0)),
    ],
)
def test_soft_errors_of_any_writer(written, read_back):
    made = Synth()
    made.stream(0x4D7A0004, f"[{written}]".encode())
    assert read(made.build()).soft_errors == (read_back,)
