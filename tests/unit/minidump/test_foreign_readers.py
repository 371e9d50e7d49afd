"""Dumps that we write, opened with readers that we did not write."""

import struct

import minidump.minidumpfile
import pytest
import udmp_parser

from app.core.minidump import contexts
from app.core.minidump.codeview import ElfBuildId
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as TYPE
from app.core.minidump.layout import MemoryBlock
from app.core.minidump.reader import MinidumpFile
from app.core.minidump.records import (
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MISC_INFO_5,
    MINIDUMP_SYSTEM_INFO,
)
from app.core.minidump.streams.handle_data import HandleDataStream, HandleEntry
from app.core.minidump.streams.memory_list import Memory64ListStream, MemoryListStream
from app.core.minidump.streams.module_list import ModuleEntry, ModuleListStream
from app.core.minidump.streams.record_lists import MemoryInfoListStream
from app.core.minidump.streams.single_record import MiscInfoStream
from app.core.minidump.streams.stream import RawStream
from app.core.minidump.streams.system_info import SystemInfoStream
from app.core.minidump.streams.thread_list import ThreadDraft, ThreadListStream
from app.core.minidump.streams.thread_names import ThreadNamesStream
from app.core.minidump.writer import Minidump

STACK, HEAP = 0x7FFF_0000_0000, 0x5555_0000_0000
RIP, RSP = 0x5555_5555_1234, STACK + 0x800


def content(block):
    return bytes((block.address // 16 + offset) % 253 for offset in range(block.size))


@pytest.fixture(params=[MemoryListStream, Memory64ListStream])
def dump_path(request, tmp_path):
    """A dump of a Linux process in either form of memory list."""
    blocks = [MemoryBlock(HEAP, 0x3000), MemoryBlock(STACK, 0x2000)]
    registers = [0] * 27
    registers[16], registers[19] = RIP, RSP
    context = contexts.context_amd64_from_linux(struct.pack("<27Q", *registers), bytes(512))
    threads = [
        ThreadDraft(
            thread_id,
            stack_start=RSP,
            stack_size=size,
            stack_block=blocks[1],
            context_size=len(context),
            context=context,
        )
        for thread_id, size in ((4711, 0x1800), (4712, 0x1000))
    ]
    modules = [
        ModuleEntry(
            0x5555_5555_0000, 0x5000, "/usr/bin/demo", cv_record=ElfBuildId(b"i" * 20).pack()
        ),
        ModuleEntry(0x7F00_0000_0000, 0x1D5000, "/lib/libc.so.6"),
    ]
    regions = [
        MINIDUMP_MEMORY_INFO(block.address, block.address, 4, 0, block.size, 0x1000, 4, 0x20000)
        for block in blocks
    ]
    system = MINIDUMP_SYSTEM_INFO(9, 6, 0, 2, 1, 6, 1, 0, 0x8201)
    dump = Minidump(
        [
            SystemInfoStream(system, "Linux 6.1.0"),
            MiscInfoStream(MINIDUMP_MISC_INFO_5(Flags1=1, ProcessId=4711)),
            ThreadListStream(threads),
            ThreadNamesStream({4711: "main", 4712: "worker"}),
            ModuleListStream(modules),
            HandleDataStream([HandleEntry(3, "File", "/tmp/x")]),
            MemoryInfoListStream(len(regions), regions),
            RawStream(TYPE.LinuxMaps, b"maps"),
            request.param(blocks),
        ],
        blocks,
        flags=2 if request.param is Memory64ListStream else 0,
        timestamp=0x5F000000,
    )
    size = dump.place()
    data = bytearray(dump.metadata_bytes().ljust(size, b"\0"))
    for block in blocks:
        data[block.rva : block.rva + block.size] = content(block)
    path = tmp_path / "demo.dmp"
    path.write_bytes(data)
    return path


def test_pypi_minidump(dump_path):
    with dump_path.open("rb") as file:
        check_pypi_minidump(minidump.minidumpfile.MinidumpFile.parse_external(file))


def check_pypi_minidump(dump):
    assert [thread.ThreadId for thread in dump.threads.threads] == [4711, 4712]
    first = dump.threads.threads[0]
    assert first.Stack.StartOfMemoryRange == RSP
    assert first.Stack.Rva != 0
    assert first.ContextObject.Rip == RIP
    assert first.ContextObject.Rsp == RSP
    assert [module.name for module in dump.modules.modules] == ["/usr/bin/demo", "/lib/libc.so.6"]
    assert [module.size for module in dump.modules.modules] == [0x5000, 0x1D5000]
    assert dump.misc_info.ProcessId == 4711
    assert [handle.ObjectName for handle in dump.handles.handles] == ["/tmp/x"]
    assert len(dump.memory_info.infos) == 2
    reader = dump.get_reader()
    for block in (MemoryBlock(HEAP, 0x3000), MemoryBlock(STACK, 0x2000)):
        assert reader.read(block.address + 16, 0x100) == content(block)[16:0x110]


def test_udmp_parser(dump_path):
    dump = udmp_parser.UserDumpParser()
    assert dump.Parse(dump_path)
    threads = dump.Threads()
    assert sorted(threads) == [4711, 4712]
    assert threads[4711].Context.Rip == RIP
    assert threads[4711].Context.Rsp == RSP
    assert sorted(module.ModuleName for module in dump.Modules().values()) == [
        "/lib/libc.so.6",
        "/usr/bin/demo",
    ]
    assert {HEAP, STACK} <= set(dump.Memory())
    if MinidumpFile(dump_path.read_bytes()).flags:  # it reads from a Memory64List only
        found = dump.ReadMemory(HEAP + 16, 0x100)
        assert bytes(found) == content(MemoryBlock(HEAP, 0x3000))[16:0x110]
