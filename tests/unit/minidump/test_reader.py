"""Reading what our writer does not write: dumps laid out by the independent builder."""

import errno
import io
import os
import struct
import sys

import pytest

from app.core.errors import InvalidDumpError, OutputError
from app.core.minidump import contexts
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as TYPE
from app.core.minidump.reader import MinidumpFile
from tests import synth
from tests.synth import Synth


def test_everything_in_a_plain_dump():
    dump = MinidumpFile(synth.plain_dump())
    assert dump.header.TimeDateStamp == 0x5F000000
    assert dump.flags == 0x1000
    assert dump.system_info.csd_version == "Linux 6.1.0"
    assert dump.system_info.info.Cpu[:12] == b"GenuineIntel"
    assert (dump.architecture, dump.process_id) == (9, 4711)
    assert [thread.thread_id for thread in dump.threads] == [100, 101]
    assert dump.thread_names == {101: "worker"}
    assert contexts.instruction_pointer(dump.context(dump.threads[0]), 9) == 0x401000
    assert dump.context(dump.threads[1]) is None
    program, libc = dump.modules
    assert (program.base, program.size, program.name) == (0x400000, 0x3000, "/usr/bin/demo")
    assert program.codeview.build_id == bytes(range(20))
    assert libc.codeview is None
    assert dump.read_memory(0x7FFF0004, 4) == bytes([4, 5, 6, 7])
    assert dump.read_memory(0x401000, 1000) == b"\x90" * 128
    assert dump.read_memory(0x500000, 1) == b""
    assert [(region.BaseAddress, region.Protect) for region in dump.memory_info] == [
        (0x400000, 0x20),
        (0x7FFF0000, 4),
    ]
    assert [(handle.handle, handle.object_name) for handle in dump.handles] == [(3, "/dev/null")]
    assert dump.linux_texts[TYPE.LinuxMaps].startswith(b"00400000-")
    assert dump.stream(0x10000) == b"user bytes"
    assert dump.soft_errors == ({"stage": "threads", "error": "gone"},)
    assert dump.findings == ()


def test_an_absent_stream_is_empty_or_none():
    dump = MinidumpFile(Synth().build())
    for name in [
        "threads",
        "modules",
        "unloaded_modules",
        "memory_info",
        "exceptions",
        "handles",
        "handle_operations",
        "function_tables",
        "tokens",
        "comments",
        "soft_errors",
        "user_streams",
    ]:
        assert getattr(dump, name) == ()
    for name in [
        "system_info",
        "misc_info",
        "exception",
        "vm_counters",
        "system_memory_info",
        "crashpad_info",
        "linux_dso_debug",
        "ipt_trace",
        "architecture",
        "process_id",
    ]:
        assert getattr(dump, name) is None
    assert dump.thread_names == dump.thread_infos == dump.linux_texts == {}
    assert dump.memory_ranges() == ()
    assert dump.read_memory(0, 10) == b""
    assert not dump.has_stream(3)


@pytest.mark.parametrize("pad", [False, True])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_counts_may_be_padded(pad, count):
    made = Synth()
    name = made.text("a")
    made.counted(3, [synth.thread(tid) for tid in range(count)], pad)
    made.counted(4, [synth.module(1, 1, name)] * count, pad)
    made.counted(5, [synth.range32(0, 0, 0)] * count, pad)
    made.counted(24, [struct.pack("<IQ", tid, name) for tid in range(count)], pad)
    dump = MinidumpFile(made.build())
    assert [thread.thread_id for thread in dump.threads] == list(range(count))
    assert len(dump.modules) == len(dump.memory_ranges()) == len(dump.thread_names) == count


def test_thread_ex_list():
    made = Synth()
    made.counted(8, [synth.thread(tid) + bytes(16) for tid in (1, 2)], pad=True)
    assert [thread.thread_id for thread in MinidumpFile(made.build()).threads] == [1, 2]


def test_larger_heads_and_entries_are_stepped_over():
    made = Synth()
    name = made.text("gone.dll")
    made.stepped(16, "<IIQ", [synth.region(0x1000, 1), synth.region(0x2000, 2)], 24, 56)
    made.stepped(17, "<III", [struct.pack("<I", tid).ljust(64, b"\0") for tid in (5, 6)], 16, 72)
    made.stepped(14, "<III", [struct.pack("<QIIII", 9, 8, 7, 6, name)], 20, 32)
    made.stepped(12, "<III", [struct.pack("<QIIIIIIII", 3, name, 0, 0, 0, 0, 0, 0, 0)], 24, 48)
    made.stepped(18, "<III", [bytes(range(40))], 16, 40)
    dump = MinidumpFile(made.build())
    assert [region.RegionSize for region in dump.memory_info] == [1, 2]
    assert list(dump.thread_infos) == [5, 6]
    assert dump.unloaded_modules[0].name == "gone.dll"
    assert dump.handles[0].type_name == "gone.dll"
    assert dump.handle_operations == (bytes(range(40)),)


@pytest.mark.parametrize("shift", range(1, 8))
def test_nothing_needs_to_be_aligned(shift):
    made = Synth()
    made.put(bytes(shift))
    made.system_info()
    made.counted(3, [synth.thread(1)])
    made.misc_info()
    dump = MinidumpFile(made.build())
    assert dump.system_info.csd_version == "Linux 6.1.0"
    assert dump.threads[0].thread_id == 1
    assert dump.process_id == 4711


def test_strings_without_nul_and_with_odd_length():
    made = Synth()
    names = [made.text("ab", nul=False), made.text("cd", length=3), made.text("x\ud800", nul=False)]
    made.counted(4, [synth.module(1, 1, rva) for rva in [*names, 0]])
    assert [module.name for module in MinidumpFile(made.build()).modules[:2]] == ["ab", "c"]
    assert MinidumpFile(made.build()).modules[2].name[0] == "x"
    assert MinidumpFile(made.build()).modules[3].name == ""


def test_a_string_may_end_the_file():
    # Put the directory first by hand: header, one entry, a module list, and the name last.
    name = 32 + 12 + 4 + 108
    data = struct.pack("<4sIIIIIQ", b"MDMP", 0xA793, 1, 32, 0, 0, 0)
    data += struct.pack("<IIII", 4, 112, 44, 1) + synth.module(1, 1, name)
    data += struct.pack("<I", 4) + "ab".encode("utf-16-le")
    assert MinidumpFile(data).modules[0].name == "ab"


def test_of_two_streams_the_first_counts_and_it_is_said():
    made = Synth()
    made.misc_info(pid=1)
    made.misc_info(pid=2)
    made.stream(6, struct.pack("<I", 7).ljust(168, b"\0"))
    made.stream(6, struct.pack("<I", 8).ljust(168, b"\0"))
    made.stream(0x20000, b"a")
    made.stream(0x20000, b"b")
    dump = MinidumpFile(made.build())
    assert dump.process_id == 1
    assert [entry.thread_id for entry in dump.exceptions] == [7, 8]
    assert [finding.partition(";")[0] for finding in dump.findings] == [
        "2 streams of type MiscInfoStream",
        "2 streams of type ExceptionStream",
    ]
    assert [dump.stream_at(entry) for entry in dump.user_streams] == [b"a", b"b"]


@pytest.mark.parametrize("size", [24, 44, 54, 232, 832, 1364, 1400])
def test_misc_info_of_any_size(size):
    made = Synth()
    made.misc_info(pid=12, size=size)
    assert MinidumpFile(made.build()).misc_info.ProcessId == 12


def test_the_process_id_of_breakpad_dumps_is_in_status():
    made = Synth()
    made.stream(0x47670004, b"Name:\tx\nTgid:\t8\nPid:\t8\nPPid:\t1\n")
    assert MinidumpFile(made.build()).process_id == 8


def test_revision_1_of_the_counters():
    made = Synth()
    made.stream(22, struct.pack("<HHI9Q", 1, 0, 5, *range(10, 19)))
    made.stream(21, struct.pack("<HHII", 2, 0, 0, 4096).ljust(524, b"\0"))
    dump = MinidumpFile(made.build())
    assert dump.vm_counters.Revision == 1
    assert dump.vm_counters.PageFaultCount == 5
    assert dump.vm_counters.PeakWorkingSetSize == 10
    assert dump.vm_counters.PrivateUsage == 18
    assert dump.vm_counters.VirtualSize == 0
    assert dump.system_memory_info.BasicInfo.PageSize == 4096


def test_function_tables():
    made = Synth()
    head = struct.pack("<IIIIII", 24, 32, 8, 12, 2, 0)
    first = struct.pack("<QQQII", 1, 2, 3, 2, 4) + b"native-1" + b"e" * 24 + b"pad!"
    second = struct.pack("<QQQII", 4, 5, 6, 0, 0) + b"native-2"
    made.stream(13, head + first + second)
    one, two = MinidumpFile(made.build()).function_tables
    assert (one.descriptor.BaseAddress, one.native_descriptor, one.entries) == (
        3,
        b"native-1",
        b"e" * 24,
    )
    assert (two.descriptor.MinimumAddress, two.native_descriptor, two.entries) == (
        4,
        b"native-2",
        b"",
    )


def test_tokens_step_by_their_own_size():
    made = Synth()
    # ElementHeaderSize of Microsoft's writer is 72, more than the 16 declared bytes.
    made.stream(
        19, struct.pack("<IIII", 744, 1, 16, 72) + struct.pack("<IIQ", 728, 9, 5) + bytes(712)
    )
    (token,) = MinidumpFile(made.build()).tokens
    assert (token.token_id, token.token_handle, len(token.data)) == (9, 5, 712)


def test_the_linkers_list_without_padding():
    made = Synth()
    name = made.text("/lib/x.so")
    maps = made.put(struct.pack("<QIQ", 7, name, 9))
    made.stream(0x4767000A, struct.pack("<IIIQQQ", 1, maps, 1, 2, 3, 4) + bytes(48))
    debug = MinidumpFile(made.build()).linux_dso_debug
    assert (debug.brk, debug.linker_base, debug.dynamic) == (2, 3, 4)
    assert debug.link_maps == ((7, "/lib/x.so", 9),)


def test_overlapping_ranges_and_stacks_outside_the_list():
    made = Synth()
    first, second = made.put(b"a" * 16), made.put(b"b" * 16)
    stack = made.put(b"s" * 8)
    made.counted(5, [synth.range32(0x1008, 16, second), synth.range32(0x1000, 16, first)])
    made.counted(3, [synth.thread(1, stack=(0x9000, 8, stack))])
    dump = MinidumpFile(made.build())
    assert dump.read_memory(0x1000, 100) == b"a" * 16 + b"b" * 8
    assert dump.read_memory(0x9000, 100) == b"s" * 8
    assert len(dump.memory_ranges()) == 2


def test_a_file_cut_inside_its_memory_still_answers_what_is_there():
    made = Synth()
    made.system_info()
    data = made.build()
    body = len(data) + 12 + 48
    made.stream(9, synth.memory64([(0x1000, 64), (0x2000, 64)], body))
    data = made.build() + b"m" * 100
    base = data.index(b"m" * 100)
    data = data.replace(struct.pack("<QQ", 2, body), struct.pack("<QQ", 2, base))
    dump = MinidumpFile(data)
    assert dump.read_memory(0x1000, 64) == b"m" * 64
    assert dump.read_memory(0x2000, 64) == b"m" * 36
    assert dump.system_info.csd_version == "Linux 6.1.0"
    assert dump.findings == ("1 memory ranges pass the end of the file: it was cut short.",)


def test_what_soft_errors_may_look_like():
    for data, errors in ((b"[1]\0\0", (1,)), (b"{}", ()), (b"[" * 100_000, ()), (b"", ())):
        made = Synth()
        made.stream(0x4D7A0004, data)
        dump = MinidumpFile(made.build())
        assert dump.soft_errors == errors
        assert bool(dump.findings) == (bool(data) and not errors)


# ------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "too few"),
        (b"MDMP", "too few"),
        (b"none".ljust(64, b"\0"), "MDMP"),
        (b"MDMP\x00\x00\x00\x00".ljust(64, b"\0"), "version"),
        (struct.pack("<4sIIIIIQ", b"MDMP", 0xA793, 0xFFFFFFFF, 32, 0, 0, 0), "directory"),
        (struct.pack("<4sIIIIIQ", b"MDMP", 0xA793, 1, 0xFFFFFFFF, 0, 0, 0), "directory"),
    ],
)
def test_what_is_no_dump_is_refused(data, says):
    with pytest.raises(InvalidDumpError, match=says) as caught:
        MinidumpFile(data)
    assert caught.value.remedy


def test_an_error_says_where_and_what_was_expected():
    made = Synth()
    offset = made.stream(7, bytes(40))
    with pytest.raises(
        InvalidDumpError, match="MINIDUMP_SYSTEM_INFO takes 56 bytes, not 40"
    ) as caught:
        _ = MinidumpFile(made.build()).system_info
    assert caught.value.offset == offset


def test_reading_a_stream_outside_the_file():
    made = Synth()
    made.entry(0x10000, 100, 0xFFFFFF00)
    dump = MinidumpFile(made.build())
    with pytest.raises(InvalidDumpError, match="UserStream 0x10000"):
        dump.stream(0x10000)


# ---------------------------------------------------------------------------------------- files


def test_a_file_is_read_and_let_go(tmp_path):
    path = tmp_path / "x.dmp"
    path.write_bytes(synth.plain_dump())
    with MinidumpFile.open(path) as dump:
        assert len(dump.threads) == 2
        assert dump.size == path.stat().st_size
        assert dump.read_memory(0x401000, 4) == b"\x90" * 4
    with pytest.raises(ValueError, match="closed"):
        dump.stream(0x10000)


def test_a_file_that_becomes_shorter_gives_errors(tmp_path):
    """Were it mapped, the process would end here (SIGBUS)."""
    path = tmp_path / "x.dmp"
    made = Synth()
    made.bytes += bytes(1 << 20)
    made.stream(0x10000, b"x" * 100)
    made.system_info()
    made.bytes += bytes(3 << 20)
    path.write_bytes(made.build())
    with MinidumpFile.open(path) as dump:
        os.truncate(path, 100)
        with pytest.raises(InvalidDumpError, match=r"UserStream 0x10000 is gone: .* shorter"):
            dump.stream(0x10000)
        with pytest.raises(InvalidDumpError, match="shorter"):
            _ = dump.system_info


class Drive(io.BytesIO):
    """A file of which some bytes cannot be read."""

    def __init__(self, content, bad):
        super().__init__(content)
        self.bad = bad

    def read(self, size=-1):
        if self.tell() < self.bad.stop and self.tell() + size > self.bad.start:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(size)


def test_what_a_drive_cannot_read_costs_no_more_than_that():
    made = Synth()
    made.stream(0x10000, b"good" * 100)
    start = len(made.bytes)
    made.stream(0x10001, b"lost" * 100)
    made.stream(0x10002, b"more" * 100)
    made.bytes += bytes(200_000)
    data = made.build()
    with MinidumpFile(Drive(data, range(start, start + 400))) as dump:
        assert dump.stream(0x10000) == b"good" * 100
        assert dump.stream(0x10002) == b"more" * 100
        with pytest.raises(InvalidDumpError, match=f"{start:#x}") as caught:
            dump.stream(0x10001)
    assert "UserStream 0x10001 cannot be read: Input/output error" in caught.value.cause
    assert "drive" in caught.value.remedy


@pytest.mark.parametrize("content", [b"", b"MDMP", b"x" * 100])
def test_a_file_that_is_no_dump(tmp_path, content):
    path = tmp_path / "x.dmp"
    path.write_bytes(content)
    with pytest.raises(InvalidDumpError):
        MinidumpFile.open(path)


def test_a_missing_file_and_a_folder(tmp_path):
    with pytest.raises(OutputError, match="No such file"):
        MinidumpFile.open(tmp_path / "none.dmp")
    with pytest.raises(InvalidDumpError, match="regular file"):
        MinidumpFile.open(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InvalidDumpError, match="regular file"):
        MinidumpFile.open(tmp_path / "pipe")
