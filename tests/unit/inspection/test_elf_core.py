"""Core files of dumps that no live process has: refused, hostile, or very large."""

from __future__ import annotations

import random
import struct
from dataclasses import replace

import pytest

from app.core.dump.request import DumpRequest
from app.core.errors import DumpCancelledError, InvalidDumpError, OutputError
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.elf_core import write_elf_core
from app.core.inspection.elf_core_links import linker_list
from app.core.inspection.tools import tools_for
from app.core.minidump.reader import MinidumpFile
from app.core.minidump.streams.linux_dso_debug import DsoDebug, LinkMap
from tests.synth import Synth, context_amd64, range32, thread
from tests.unit.inspection.written import write

PT_LOAD = 1


@pytest.fixture
def made(tmp_path):
    """Call it with the bytes of a dump to get those of its core file."""

    def make(data, progress=lambda _done, _all: None):
        dump, core = tmp_path / "it.dmp", tmp_path / "it.core"
        dump.write_bytes(data)
        core.unlink(missing_ok=True)
        with MinidumpFile.open(dump) as file:
            written = write_elf_core(file, core, progress)
        content = core.read_bytes()
        assert written.size == len(content)
        return content

    return make


def dump_of(ranges, *, arch=9, platform=0x8201, registers=True):
    synth = Synth()
    synth.system_info(arch=arch, platform=platform)
    synth.misc_info()
    place = synth.put(b"\x5a" * 4096)
    context = (1232, synth.put(context_amd64())) if registers else (0, 0)
    synth.counted(3, [thread(4711, context=context)])
    synth.counted(5, [range32(start, size, place) for start, size in ranges])
    return synth.build()


def segments(core):
    """(type, flags, offset, address, stored, size) of each program header."""
    start, entry, count = struct.unpack_from("<Q14xHH", core, 32)
    if count == 0xFFFF:
        section = struct.unpack_from("<Q", core, 40)[0]
        count = struct.unpack_from("<I", core, section + 44)[0]
    for number in range(count):
        kind, flags, offset, address, _, stored, size, _ = struct.unpack_from(
            "<IIQQQQQQ", core, start + number * entry
        )
        yield kind, flags, offset, address, stored, size


def test_memory_is_where_the_headers_say(made):
    core = made(dump_of([(0x10000, 64), (0x20010, 100)]))
    loads = [s for s in segments(core) if s[0] == PT_LOAD]
    assert [(address, stored, size) for _, _, _, address, stored, size in loads] == [
        (0x10000, 64, 64),
        (0x20010, 100, 100),
    ]
    for _, _, offset, address, stored, _ in loads:
        assert core[offset : offset + stored] == b"\x5a" * stored
        assert offset % 4096 == address % 4096


def test_more_segments_than_the_header_can_count(made):
    wanted = [(0x100000 + number * 0x2000, 16) for number in range(66_000)]
    core = made(dump_of(wanted))
    assert struct.unpack_from("<H", core, 56) == (0xFFFF,)
    loads = [(s[3], s[5]) for s in segments(core) if s[0] == PT_LOAD]
    assert loads == wanted


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"platform": 2}, "not of a Linux process"),
        ({"arch": 5}, "not of a Linux process"),
        ({"registers": False}, "No thread in this dump has registers"),
    ],
)
def test_what_cannot_be_a_core_file_is_refused_and_nothing_is_left(made, tmp_path, changed, text):
    with pytest.raises(InvalidDumpError, match=text):
        made(dump_of([(0x1000, 16)], **changed))
    assert [path.name for path in tmp_path.iterdir()] == ["it.dmp"]


def test_given_up_nothing_is_left(made, tmp_path):
    def progress(done, of):
        assert 0 < done <= of
        raise DumpCancelledError("The export was given up.")

    with pytest.raises(DumpCancelledError):
        made(dump_of([(0x1000, 16)]), progress)
    assert [path.name for path in tmp_path.iterdir()] == ["it.dmp"]


def test_a_file_or_link_that_is_there_is_not_touched(tmp_path):
    dump, core, other = tmp_path / "it.dmp", tmp_path / "it.core", tmp_path / "other"
    dump.write_bytes(dump_of([(0x1000, 16)]))
    core.symlink_to(other)
    with MinidumpFile.open(dump) as file, pytest.raises(OutputError):
        write_elf_core(file, core)
    assert not other.exists()
    assert core.is_symlink()


def test_whatever_a_dump_says_there_is_a_core_file_or_one_clear_error(made, request):
    """Bytes of a dump of every stream, changed at random."""
    _, whole = write(DumpRequest(0x421BFF))
    cases = max(300, request.config.getoption("--cases"))
    generator = random.Random(7)
    written = 0
    for _ in range(cases):
        data = bytearray(whole)
        for _ in range(generator.randrange(1, 12)):
            at = generator.randrange(32, len(data) - 8)
            value = generator.choice([0, 1, 0x7FFFFFFF, 0xFFFFFFFF, generator.getrandbits(32)])
            struct.pack_into("<I", data, at, value)
        try:
            made(bytes(data))
        except InvalidDumpError:
            continue
        written += 1
    assert written > cases // 4


# ----------------------------------------------------------------------- the linker's list

DYNAMIC = struct.pack("<4Q", 21, 0xDEAD, 0, 0)
DEBUG = DsoDebug(
    1,
    0x7000,
    0x7F00,
    0x5000,
    (LinkMap(0, "", 0x5000), LinkMap(0x9000, "/lib/a.so", 0x9100)),
    DYNAMIC,
)


def test_a_list_that_is_not_stored_is_made_where_nothing_was():
    taken = [(0x5000, 0x6000), (0x10000, 0x11000), (0x12000, 0x13000)]
    made = linker_list(DEBUG, 64, taken, lambda _address, _size: b"")
    (start,) = made.keys() - {0x5000}
    assert start >= 0x13000
    assert made[0x5000] == struct.pack("<4Q", 21, start, 0, 0)
    memory = made[start]
    version, first, brk, _, base = struct.unpack_from("<i4xQQi4xQ", memory)
    assert (version, brk, base) == (1, 0x7000, 0x7F00)
    found, before, at = [], 0, first
    while at:
        address, name, dynamic, following, previous = struct.unpack_from("<5Q", memory, at - start)
        text = memory[name - start :].partition(b"\0")[0].decode()
        found.append(LinkMap(address, text, dynamic))
        assert previous == before
        before, at = at, following
    assert tuple(found) == DEBUG.link_maps


def test_a_list_that_is_stored_stays_as_it_is():
    made = linker_list(DEBUG, 64, [(0x5000, 0x6000)], lambda _address, _size: b"")
    (start,) = made.keys() - {0x5000}
    stored = made | {}

    def read(address, size):
        for at, data in stored.items():
            if at <= address < at + len(data):
                return data[address - at :][:size]
        return b""

    assert linker_list(DEBUG, 64, [(0x5000, 0x6000)], read) == {}
    del stored[0x5000]
    whole = DsoDebug(1, 0, 0, 0x5000, DEBUG.link_maps, struct.pack("<4Q", 21, start, 0, 0))
    assert linker_list(whole, 64, [], read) == {0x5000: whole.dynamic_section}


def test_a_static_program_has_none():
    static = DsoDebug(1, 0, 0, 0x5000, (), DYNAMIC)
    assert linker_list(static, 64, [], lambda _a, _s: b"") == {}
    without = DsoDebug(1, 0, 0, 0x5000, DEBUG.link_maps, struct.pack("<4Q", 1, 2, 0, 0))
    assert linker_list(without, 64, [], lambda _a, _s: b"") == {}


# ------------------------------------------------------------------------------- tools


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("/usr/lib/jvm/lib/server/libjvm.so", "jhsdb"),
        ("/usr/lib/libpython3.13.so.1.0", "py-spy"),
        ("/usr/bin/python3.11", "py-spy"),
        ("/opt/dotnet/libcoreclr.so", "dotnet-dump"),
    ],
)
def test_tools_are_told_by_what_is_loaded(tmp_path, module, name):
    plan, data = write(DumpRequest(0))
    del plan
    path = tmp_path / "it.dmp"
    path.write_bytes(data)
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
    changed = (snapshot.modules[0]._replace(name=module), *snapshot.modules[1:])
    tools = tools_for(replace(snapshot, modules=changed, executable="/a b/x"), "c d.core")
    assert tools[0].name == name
    assert "'c d.core'" in tools[0].command
    assert tools[-2].command == "gdb -c 'c d.core' '/a b/x'"
    assert [tool.name for tool in tools_for(snapshot, "c")] == ["gdb", "lldb"]
