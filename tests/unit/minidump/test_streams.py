"""Every stream: what we write is what the published layouts say, and is read back the same."""

import json
import struct
import uuid

import pytest

from app.core.minidump import contexts
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as TYPE
from app.core.minidump.layout import MemoryBlock
from app.core.minidump.reader import MinidumpFile
from app.core.minidump.records import (
    MINIDUMP_EXCEPTION,
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MISC_INFO_5,
    MINIDUMP_PROCESS_VM_COUNTERS_2,
    MINIDUMP_SYSTEM_BASIC_INFORMATION,
    MINIDUMP_SYSTEM_INFO,
    MINIDUMP_SYSTEM_MEMORY_INFO_1,
    MINIDUMP_THREAD_INFO,
    VS_FIXEDFILEINFO,
)
from app.core.minidump.streams.comment import CommentStreamA, CommentStreamW
from app.core.minidump.streams.crashpad_info import CrashpadEntry, CrashpadInfoStream
from app.core.minidump.streams.exception import ExceptionStream
from app.core.minidump.streams.handle_data import HandleDataStream, HandleEntry, ObjectInformation
from app.core.minidump.streams.image_notes import ImageNoteEntry, ImageNotesStream
from app.core.minidump.streams.linux_dso_debug import DsoDebug, LinkMap, LinuxDsoDebugStream
from app.core.minidump.streams.memory_list import (
    Memory64ListStream,
    MemoryListStream,
    needs_memory64,
)
from app.core.minidump.streams.module_list import ModuleEntry, ModuleListStream
from app.core.minidump.streams.record_lists import MemoryInfoListStream, ThreadInfoListStream
from app.core.minidump.streams.single_record import (
    MiscInfoStream,
    ProcessVmCountersStream,
    SystemMemoryInfoStream,
)
from app.core.minidump.streams.soft_errors import SoftErrorsStream
from app.core.minidump.streams.stream import RawStream, UnusedStream
from app.core.minidump.streams.system_info import SystemInfoStream
from app.core.minidump.streams.thread_list import ThreadDraft, ThreadListStream
from app.core.minidump.streams.thread_names import ThreadNamesStream
from app.core.minidump.streams.token import TokenEntry, TokenStream
from app.core.minidump.streams.unloaded_module_list import (
    UnloadedModuleEntry,
    UnloadedModuleListStream,
)
from app.core.minidump.writer import Minidump
from tests import synth

SYSTEM = MINIDUMP_SYSTEM_INFO(9, 6, 0x3A09, 2, 1, 6, 1, 0, 0x8201)


def written(*streams, memory=()):
    """The bytes of a dump of these streams, its memory filled with a pattern."""
    dump = Minidump(streams, memory)
    size = dump.place()
    data = bytearray(dump.metadata_bytes().ljust(size, b"\0"))
    for block in memory:
        data[block.rva : block.rva + block.size] = pattern(block.address, block.size)
    assert len(data) == size
    return bytes(data)


def pattern(address, size):
    return bytes((address + offset) * 7 % 251 for offset in range(size))


def body(data, kind):
    """The bytes of a stream, found without our reader."""
    count, directory = struct.unpack_from("<II", data, 8)
    for number in range(count):
        found, size, rva = struct.unpack_from("<III", data, directory + 12 * number)
        if found == kind:
            return data[rva : rva + size]
    raise AssertionError(kind)


def text(data, rva):
    """A MINIDUMP_STRING, found without our reader."""
    (length,) = struct.unpack_from("<I", data, rva)
    assert data[rva + 4 + length :][:2] == b"\0\0"
    return data[rva + 4 : rva + 4 + length].decode("utf-16-le")


# ------------------------------------------------------------------------------------ threads


def test_thread_list():
    stack = MemoryBlock(0x7FFF0000, 0x2000)
    context = contexts.context_amd64_from_linux(bytes(216), bytes(512))
    threads = [
        ThreadDraft(7, 1, 0x20, 9, 0x1234, 0x7FFF0800, 0x1800, stack, 1232, context=context),
        ThreadDraft(8, stack_start=0x5000, context_size=1232, writes_context=False),
        ThreadDraft(9, priority=-5),
    ]
    data = written(ThreadListStream(threads), MemoryListStream([stack]), memory=[stack])
    entries = MinidumpFile(data).threads
    rva = entries[0].context_rva
    assert rva % 64 == 0
    assert data[rva : rva + 1232] == context
    assert body(data, 3) == struct.pack("<I", 3) + b"".join(
        (
            synth.thread(
                7, stack=(0x7FFF0800, 0x1800, stack.rva + 0x800), context=(1232, rva), teb=0x1234
            ),
            struct.pack("<IIIIQQIIII", 8, 0, 0x20, 0, 0, 0x5000, 0, 0, 1232, 0),
            struct.pack("<IIIIQQIIII", 9, 0, 0x20, 0xFFFFFFFB, 0, 0, 0, 0, 0, 0),
        )
    )
    dump = MinidumpFile(data)
    assert dump.context(entries[0]) == context
    assert dump.context(entries[1]) is None
    assert dump.read_memory(0x7FFF0800, 0x1800) == pattern(0x7FFF0800, 0x1800)
    assert data[entries[0].stack_rva :][:0x1800] == pattern(0x7FFF0800, 0x1800)


def test_a_context_set_after_placing_does_not_move_anything():
    thread = ThreadDraft(7, context_size=1232)
    dump = Minidump([ThreadListStream([thread]), CommentStreamA("after")])
    size = dump.place()
    empty = dump.metadata_bytes()
    assert MinidumpFile(empty).threads[0].context_rva == 0
    thread.context = bytes([1]) * 1232
    full = dump.metadata_bytes()
    assert len(full) == len(empty) == size
    read = MinidumpFile(full)
    assert read.context(read.threads[0]) == thread.context
    thread.context = bytes(1231)
    with pytest.raises(ValueError, match="1231"):
        dump.metadata_bytes()


def test_thread_names():
    data = written(ThreadNamesStream({5: "main", 6: "wörker", 7: "main"}))
    raw = body(data, 24)
    assert struct.unpack_from("<I", raw) == (3,)
    entries = [struct.unpack_from("<IQ", raw, 4 + 12 * number) for number in range(3)]
    assert [(tid, text(data, rva)) for tid, rva in entries] == [
        (5, "main"),
        (6, "wörker"),
        (7, "main"),
    ]
    assert MinidumpFile(data).thread_names == {5: "main", 6: "wörker", 7: "main"}


def test_thread_info_list():
    info = MINIDUMP_THREAD_INFO(5, 2, 0, 0x103, 11, 12, 13, 14, 15, 3)
    data = written(ThreadInfoListStream([info]))
    assert body(data, 17) == struct.pack(
        "<IIIIIIIQQQQQQ", 12, 64, 1, 5, 2, 0, 0x103, 11, 12, 13, 14, 15, 3
    )
    assert MinidumpFile(data).thread_infos == {5: info}


# ------------------------------------------------------------------------------------ modules


def test_module_list():
    version = VS_FIXEDFILEINFO(0xFEEF04BD, 0x10000, *range(11))
    elf = b"LEpB" + bytes(range(20))
    modules = (
        ModuleEntry(0x400000, 0x3000, "/bin/demo", 0x1111, 0x2222, version, elf, b"misc"),
        ModuleEntry(0x7F0000000000, 0x1000, "/tmp/\udcff.so", 0x1111, 0x2222),
    )
    data = written(ModuleListStream(modules))
    raw = body(data, 4)
    assert len(raw) == 4 + 2 * 108
    name, cv_size, cv, misc_size, misc = struct.unpack_from("<I52xIIII", raw, 4 + 20)
    assert (cv_size, data[cv : cv + 24]) == (24, elf)
    assert (misc_size, data[misc : misc + 4]) == (4, b"misc")
    assert text(data, name) == "/bin/demo"
    (second,) = struct.unpack_from("<I", raw, 4 + 108 + 20)
    assert raw == struct.pack("<I", 2) + synth.module(
        0x400000, 0x3000, name, (24, cv), (4, misc), (0xFEEF04BD, 0x10000, *range(11))
    ) + synth.module(0x7F0000000000, 0x1000, second)
    assert MinidumpFile(data).modules == modules


def test_unloaded_module_list():
    modules = (UnloadedModuleEntry(0x7F00, 0x1000, "gone.so", 3, 4),)
    data = written(UnloadedModuleListStream(modules))
    raw = body(data, 14)
    *head, base, size, checksum, stamp, name = struct.unpack("<IIIQIIII", raw)
    assert head == [12, 24, 1]
    assert (base, size, checksum, stamp) == (0x7F00, 0x1000, 3, 4)
    assert text(data, name) == "gone.so"
    assert MinidumpFile(data).unloaded_modules == modules


# ------------------------------------------------------------------------------------- memory


def test_memory_list():
    blocks = [MemoryBlock(0x1000, 0x100), MemoryBlock(0x9000, 0x21)]
    data = written(MemoryListStream(blocks), memory=blocks)
    assert body(data, 5) == struct.pack("<I", 2) + b"".join(
        synth.range32(block.address, block.size, block.rva) for block in blocks
    )
    dump = MinidumpFile(data)
    assert dump.read_memory(0x9000, 0x100) == pattern(0x9000, 0x21)
    assert dump.read_memory(0x10F0, 0x10) == pattern(0x10F0, 0x10)
    assert dump.read_memory(0x8FFF, 1) == b""


def test_memory64_list_has_no_gaps_and_lies_at_the_end():
    blocks = [MemoryBlock(0x1000, 0x1001), MemoryBlock(0x2001, 0x10), MemoryBlock(0x9000, 0x2F)]
    data = written(Memory64ListStream(blocks), CommentStreamA("x"), memory=blocks)
    base = blocks[0].rva
    assert base % 4096 == 0
    assert body(data, 9) == synth.memory64([(b.address, b.size) for b in blocks], base)
    assert len(data) == base + 0x1001 + 0x10 + 0x2F
    dump = MinidumpFile(data)
    assert [range_.rva for range_ in dump.memory_ranges()] == [base, base + 0x1001, base + 0x1011]
    assert dump.read_memory(0x1FF0, 0x21) == pattern(0x1FF0, 0x21)  # over the seam


def test_a_full_dump_past_4_gib_is_laid_out_without_its_bytes():
    blocks = [
        MemoryBlock(0x10000, 0x8000),
        MemoryBlock(1 << 32, 5 << 30),
        MemoryBlock(1 << 40, 8192),
    ]
    threads = [
        ThreadDraft(1, stack_start=0x12000, stack_size=0x6000, stack_block=blocks[0]),
        ThreadDraft(2, stack_start=(1 << 40) + 4096, stack_size=4096, stack_block=blocks[2]),
    ]
    dump = Minidump([ThreadListStream(threads), Memory64ListStream(blocks)], blocks, 2)
    size = dump.place()
    assert size == dump.memory_start + 0x8000 + (5 << 30) + 8192
    read = MinidumpFile(dump.metadata_bytes())
    assert read.threads[0].stack_rva == dump.memory_start + 0x2000
    assert (read.threads[1].stack_size, read.threads[1].stack_rva) == (4096, 0)
    assert read.memory_ranges()[2].rva == size - 8192
    assert read.memory_ranges()[1].size == 5 << 30
    assert any("cut short" in finding for finding in read.findings)


def test_when_a_memory_list_no_longer_does():
    assert not needs_memory64(4096, 3 << 30)
    assert needs_memory64(4097, 0)
    assert needs_memory64(1, (7 << 29) + 1)


def test_memory_info_list():
    regions = (
        MINIDUMP_MEMORY_INFO(0x1000, 0x1000, 4, 0, 0x3000, 0x1000, 4, 0x20000),
        MINIDUMP_MEMORY_INFO(0x4000, 0, 0, 0, 0x3000, 0x10000, 1, 0),
    )
    data = written(MemoryInfoListStream(len(regions), regions))
    free = struct.pack("<QQIIQIIII", 0x4000, 0, 0, 0, 0x3000, 0x10000, 1, 0, 0)
    assert body(data, 16) == struct.pack("<IIQ", 16, 48, 2) + synth.region(0x1000, 0x3000) + free
    assert MinidumpFile(data).memory_info == regions


# ------------------------------------------------------------------------- machine and process


def test_system_info():
    data = written(SystemInfoStream(SYSTEM, "Linux 6.1.0 #1 SMP x86_64"))
    raw = body(data, 7)
    assert len(raw) == 56
    assert struct.unpack_from("<HHHBBIIII", raw) == (9, 6, 0x3A09, 2, 1, 6, 1, 0, 0x8201)
    assert text(data, struct.unpack_from("<I", raw, 24)[0]) == "Linux 6.1.0 #1 SMP x86_64"
    info = MinidumpFile(data).system_info
    assert info.csd_version == "Linux 6.1.0 #1 SMP x86_64"
    assert info.info._replace(CSDVersionRva=0) == SYSTEM


@pytest.mark.parametrize(("version", "size"), [(1, 24), (2, 44), (3, 232), (4, 832), (5, 1364)])
def test_misc_info(version, size):
    xstate = contexts.xstate_config(bytes(464) + b"\x07" + bytes(367), 1600)
    info = MINIDUMP_MISC_INFO_5(
        Flags1=0x307,
        ProcessId=4711,
        ProcessCreateTime=100,
        ProcessorMaxMhz=3000,
        BuildString=b"b\0",
        XStateData=xstate,
        ProcessCookie=99,
    )
    data = written(MiscInfoStream(info, version))
    raw = body(data, 15)
    assert len(raw) == size
    assert struct.unpack_from("<IIII", raw) == (size, 0x307, 4711, 100)
    read = MinidumpFile(data).misc_info
    assert read.ProcessorMaxMhz == (3000 if version >= 2 else 0)
    assert read.BuildString[:2] == (b"b\0" if version >= 4 else b"\0\0")
    assert read.ProcessCookie == (99 if version == 5 else 0)
    assert read.XStateData.ContextSize == (1600 if version == 5 else 0)
    assert MinidumpFile(data).process_id == 4711


def test_counters():
    counters = MINIDUMP_PROCESS_VM_COUNTERS_2(2, 7, *range(3, 22))
    data = written(ProcessVmCountersStream(counters))
    assert body(data, 22) == struct.pack("<HHI18Q", 2, 7, *range(3, 22))
    assert MinidumpFile(data).vm_counters == counters
    info = MINIDUMP_SYSTEM_MEMORY_INFO_1(
        BasicInfo=MINIDUMP_SYSTEM_BASIC_INFORMATION(PageSize=4096, NumberOfProcessors=2)
    )
    data = written(SystemMemoryInfoStream(info))
    raw = body(data, 21)
    assert len(raw) == 492
    assert struct.unpack_from("<HHII", raw) == (1, 0, 0, 4096)
    assert struct.unpack_from("<I", raw, 52) == (2,)
    assert MinidumpFile(data).system_memory_info == info


def test_exception():
    record = MINIDUMP_EXCEPTION(11, 1, 0, 0xDEAD, 2, 0, (5, 6) + (0,) * 13)
    context = bytes([3]) * 1232
    data = written(ExceptionStream(7, record, context))
    raw = body(data, 6)
    assert len(raw) == 168
    assert struct.unpack_from("<IIIIQQIIQQ", raw) == (7, 0, 11, 1, 0, 0xDEAD, 2, 0, 5, 6)
    size, rva = struct.unpack_from("<II", raw, 160)
    assert data[rva : rva + size] == context
    dump = MinidumpFile(data)
    assert dump.exception.exception == record
    assert dump.exception.thread_id == 7
    assert dump.context(dump.exception) == context
    without = MinidumpFile(written(ExceptionStream(7, record, context_size=1232)))
    assert without.context(without.exception) is None


def test_handles_of_both_versions():
    plain = (
        HandleEntry(3, "File", "/tmp/a", 0o100644, 2, 1, 0),
        HandleEntry(4, "File", "", 0, 0, 1, 0),
    )
    data = written(HandleDataStream(plain))
    raw = body(data, 12)
    assert struct.unpack_from("<IIII", raw) == (16, 32, 2, 0)
    fd, kind, name, mode, access, count, pointers = struct.unpack_from("<QIIIIII", raw, 16)
    assert (fd, text(data, kind), text(data, name)) == (3, "File", "/tmp/a")
    assert (mode, access, count, pointers) == (0o100644, 2, 1, 0)
    assert struct.unpack_from("<QII", raw, 48) == (4, kind, 0)
    assert MinidumpFile(data).handles == plain

    infos = (ObjectInformation(6, b"event"), ObjectInformation(2, b""))
    rich = (*plain, HandleEntry(5, "Event", object_infos=infos))
    data = written(HandleDataStream(rich))
    raw = body(data, 12)
    assert struct.unpack_from("<II", raw) == (16, 40)
    (first,) = struct.unpack_from("<I", raw, 16 + 2 * 40 + 32)
    following, kind, size = struct.unpack_from("<III", data, first)
    assert (kind, data[first + 12 : first + 12 + size]) == (6, b"event")
    assert struct.unpack_from("<III", data, following) == (0, 2, 0)
    assert MinidumpFile(data).handles == rich


def test_tokens():
    tokens = (TokenEntry(4711, 0, b"secret"), TokenEntry(4712, 8, b""))
    data = written(TokenStream(tokens))
    assert body(data, 19) == struct.pack("<IIII", 54, 2, 16, 16) + struct.pack(
        "<IIQ", 22, 4711, 0
    ) + b"secret" + struct.pack("<IIQ", 16, 4712, 8)
    assert MinidumpFile(data).tokens == tokens


# -------------------------------------------------------------------------------- free contents


def test_comments():
    data = written(CommentStreamW("wide ✓"), CommentStreamA("narrow"))
    assert body(data, 11) == "wide ✓\0".encode("utf-16-le")
    assert body(data, 10) == b"narrow\0"
    assert MinidumpFile(data).comments == ("narrow", "wide ✓")


def test_linux_texts_and_user_streams():
    data = written(
        RawStream(TYPE.LinuxMaps, b"maps"),
        RawStream(TYPE.LinuxEnviron, b""),
        RawStream(0x12345, b"mine"),
        RawStream(TYPE.IptTraceStream, b"trace"),
        UnusedStream(),
    )
    dump = MinidumpFile(data)
    assert dump.linux_texts == {TYPE.LinuxMaps: b"maps", TYPE.LinuxEnviron: b""}
    assert dump.stream(0x12345) == b"mine"
    assert [dump.stream_at(entry) for entry in dump.user_streams] == [b"mine"]
    assert dump.ipt_trace == b"trace"
    assert dump.directory[-1] == (0, 0, 0)
    assert dump.stream(0x54321) is None
    assert dump.process_id is None


def test_a_raw_stream_may_be_filled_later_but_not_overfilled():
    stream = RawStream(TYPE.LinuxProcStatus, size=32)
    dump = Minidump([stream])
    size = dump.place()
    stream.data = b"Name:\tx\nPid:\t42\n"
    data = dump.metadata_bytes()
    assert len(data) == size
    assert body(data, TYPE.LinuxProcStatus) == stream.data.ljust(32, b"\0")
    assert MinidumpFile(data).process_id == 42
    stream.data = bytes(33)
    with pytest.raises(ValueError, match="33"):
        dump.metadata_bytes()


def test_image_notes():
    notes = (
        ImageNoteEntry("too large", 0x400000, 5 << 30),
        ImageNoteEntry("no image", 0x7000, 4096, "/tmp/ä", "why"),
        ImageNoteEntry("a kind of tomorrow", 0),
    )
    data = written(ImageNotesStream(notes))
    assert json.loads(MinidumpFile(data).stream(0x44440010)) == [
        {"kind": "too large", "base": "0x400000", "size": "0x140000000"},
        {
            "kind": "no image",
            "base": "0x7000",
            "size": "0x1000",
            "name": "/tmp/ä",
            "detail": "why",
        },
        {"kind": "a kind of tomorrow", "base": "0x0"},
    ]
    assert MinidumpFile(data).image_notes == notes


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{}",
        b"[1]",
        b"[[]]",
        b'[{"kind": 1}]',
        b'[{"base": 5}]',
        b'[{"base": "five"}]',
        b'[{"base": "-0x5"}]',
        b'[{"size": "0x10000000000000000"}]',
        b"[" * 5000,
    ],
)
def test_image_notes_that_are_none(text):
    dump = MinidumpFile(written(RawStream(0x44440010, text)))
    assert dump.image_notes == ()
    assert [found for found in dump.findings if "notes on modules" in found]


def test_soft_errors():
    errors = ({"stage": "memory", "error": "EIO", "detail": "0x1000"},)
    stream = SoftErrorsStream(size=200)
    stream.set_errors(errors)
    data = written(stream)
    assert json.loads(body(data, 0x4D7A0004)) == list(errors)
    assert MinidumpFile(data).soft_errors == errors


def test_soft_errors_that_do_not_fit_are_counted():
    stream = SoftErrorsStream(size=300)
    stream.set_errors([{"stage": "memory", "error": f"number {index}"} for index in range(50)])
    found = json.loads(body(written(stream), 0x4D7A0004))
    assert found[0]["error"] == "number 0"
    assert found[-1]["error"] == f"{50 - (len(found) - 1)} more"


def test_without_soft_errors_the_entry_is_unused():
    stream = SoftErrorsStream()
    stream.set_errors([])
    assert MinidumpFile(written(stream)).soft_errors == ()


def test_crashpad_info():
    entry = CrashpadEntry({"tool": "demo", "käse": ""}, uuid.UUID(int=1), uuid.UUID(int=2))
    data = written(CrashpadInfoStream(entry))
    raw = body(data, 0x43500001)
    assert len(raw) == 64
    assert raw[:20] == struct.pack("<I", 1) + uuid.UUID(int=1).bytes_le
    size, rva = struct.unpack_from("<II", raw, 36)
    count, key, value = struct.unpack_from("<III", data, rva)
    assert (size, count) == (20, 2)
    assert data[key : key + 9] == struct.pack("<I", 4) + b"tool\0"
    assert data[value : value + 9] == struct.pack("<I", 4) + b"demo\0"
    assert MinidumpFile(data).crashpad_info == entry


@pytest.mark.parametrize(("arch", "is_64bit"), [(9, True), (0, False)])
def test_dso_debug(arch, is_64bit):
    debug = DsoDebug(
        1, 0x5000, 0x7000, 0x8000, (LinkMap(0, "", 0x100), LinkMap(9, "libc", 0x200)), bytes(32)
    )
    system = SystemInfoStream(SYSTEM._replace(ProcessorArchitecture=arch), "")
    data = written(system, LinuxDsoDebugStream(debug, is_64bit=is_64bit))
    raw = body(data, 0x4767000A)
    assert len(raw) == (40 if is_64bit else 24) + 32
    version, rva, count = struct.unpack_from("<III", raw)
    assert (version, count) == (1, 2)
    form = "<QI4xQ" if is_64bit else "<III"
    address, name, dynamic = struct.unpack_from(form, data, rva + struct.calcsize(form))
    assert (address, text(data, name), dynamic) == (9, "libc", 0x200)
    assert struct.unpack_from("<Q" if is_64bit else "<I", raw, 16 if is_64bit else 12) == (0x5000,)
    assert MinidumpFile(data).linux_dso_debug == debug


def test_dso_debug_without_objects():
    debug = DsoDebug(1, 0, 0, 0, ())
    data = written(LinuxDsoDebugStream(debug, is_64bit=True))
    assert struct.unpack_from("<II", body(data, 0x4767000A), 4) == (0xFFFFFFFF, 0)
    assert MinidumpFile(data).linux_dso_debug == debug
