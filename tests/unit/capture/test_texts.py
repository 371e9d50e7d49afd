"""The small texts of /proc: parsed, and cleared of what looking changes."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.linux import ptrace, texts
from app.core.capture.linux.fields import parse_stat, parse_status, readable, start_to_filetime
from app.core.capture.linux.maps import AddressSpace
from app.core.capture.linux.procfs import ProcessDirectory
from app.core.capture.linux.registers import AMD64, ARM64, X86, RawRegisters, architecture_of
from app.core.capture.linux.sockets import _address
from app.core.capture.linux.system import describe_system
from app.core.capture.linux.threads import with_registers
from app.core.capture.linux.tracer import StoppedThread
from app.core.capture.snapshot import Thread
from app.core.errors import MiniDumpError, NoSuchProcessError
from app.core.intervals import intersect, merged


def test_a_name_may_hold_brackets_and_spaces():
    stat = parse_stat(b"12 (a) b (c) S 1 " + b" ".join(b"%d" % n for n in range(5, 53)))
    assert (stat.name, stat.state, stat.flags) == ("a) b (c", "S", 9)
    assert (stat.user_time, stat.kernel_time, stat.nice, stat.start_time) == (14, 15, 19, 22)
    assert (stat.arguments, stat.environment) == ((48, 49), (50, 51))
    assert stat.page_faults == 10 + 12


def test_an_old_kernel_tells_fewer_fields():
    assert parse_stat(b"1 (x) Z 1 2 3").arguments == (0, 0)
    assert parse_stat(b"1 (x) Z 1 2 3").ended


def test_status_is_cleared_of_the_tracer():
    status = (
        b"Name:\tx\nState:\tt (tracing stop)\nTracerPid:\t77\nUid:\t0\n"
        b"voluntary_ctxt_switches:\t9\nnonvoluntary_ctxt_switches:\t10\n"
    )
    clean = texts.clean_status(status)
    assert clean == b"Name:\tx\nState:\tT (stopped)\nTracerPid:\t0\nUid:\t0\n"
    assert texts.clean_status(clean) == clean
    assert parse_status(clean)["Uid"] == "0"


def test_queued_signals_of_a_user_have_one_width():
    few, many = (texts.clean_status(b"SigQ:\t%s/31822\nSigPnd:\t0\n" % n) for n in (b"0", b"31822"))
    assert few == b"SigQ:\t    0/31822\nSigPnd:\t0\n"
    assert len(few) == len(many)


def test_frequencies_have_one_width():
    slow, fast = (b"model\t: 1\ncpu MHz\t\t: %s\n" % mhz for mhz in (b"800.000", b"4700.123"))
    assert len(texts.clean_cpuinfo(slow)) == len(texts.clean_cpuinfo(fast))
    assert texts.clean_cpuinfo(slow) == b"model\t: 1\ncpu MHz\t\t:   800.000\n"


def test_names_that_are_not_utf8_stay_readable():
    assert readable(b"a\xff\xc3\xa9") == "a\\xff\u00e9"


def test_times_are_counted_from_1601():
    assert start_to_filetime(0, 0) == 116444736000000000
    ticks = os.sysconf("SC_CLK_TCK")
    assert start_to_filetime(ticks, 1) == 116444736000000000 + 20_000_000


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("0100007F:0050", "127.0.0.1:80"),
        ("00000000000000000000000001000000:1F90", "[::1]:8080"),
        ("0000000000000000FFFF00000100007F:0016", "[::ffff:7f00:1]:22"),
    ],
)
def test_socket_addresses_are_written_as_people_do(text, address):
    assert _address(text) == address


def test_what_waitid_says_of_a_stop_tells_what_to_deliver():
    assert ptrace.parse_stop(0x8005) == ptrace.Stop(0)
    assert ptrace.parse_stop(0x8013) == ptrace.Stop(0, signal.SIGSTOP)
    assert ptrace.parse_stop(0x0B) == ptrace.Stop(signal.SIGSEGV)
    assert ptrace.parse_stop(0x305) == ptrace.Stop(0)


def test_architectures_are_told_apart_by_machine():
    assert [architecture_of(machine) for machine in (62, 3, 183)] == [AMD64, X86, ARM64]
    with pytest.raises(MiniDumpError, match="machine 8"):
        architecture_of(8)
    for architecture, words, pointers in (
        (AMD64, "<27Q", (16, 19, 21)),
        (X86, "<17I", (12, 15, 99)),
        (ARM64, "<34Q", (32, 31, 99)),
    ):
        general = struct.pack(words, *range(struct.calcsize(words) // architecture.address_size))
        raw = RawRegisters(general, b"", thread_pointer=99)
        assert architecture.pointers_of(raw) == pointers


def test_registers_change_nothing_else_of_a_thread():
    names = Thread._fields
    thread = Thread(*(f"as {name} was" for name in names))
    general = struct.pack("<27Q", *range(27))
    stopped = StoppedThread(1, ptrace.Stop(0), RawRegisters(general, bytes(512)))
    space = AddressSpace.of(b"", [], (), {}, [], ())
    found = with_registers(thread, stopped, space, AMD64, is_placed=False)
    changed = {"teb", "stack_pointer", "instruction_pointer", "stack", "context"}
    assert {name for name in names if getattr(found, name) != getattr(thread, name)} == changed
    assert (found.teb, found.stack_pointer, found.instruction_pointer) == (21, 19, 16)
    assert found.stack == (0, 0)
    same = thread._replace(teb=21, stack_pointer=19, stack=(5, 6))
    assert with_registers(same, stopped, space, AMD64, is_placed=True).stack == (5, 6)
    assert with_registers(same, stopped, space, AMD64, is_placed=False).stack == (0, 0)


def test_the_machine_is_this_one():
    system = describe_system(AMD64)
    text = parse_status(Path("/proc/cpuinfo").read_bytes().partition(b"\n\n")[0])
    table = {key.strip(): value for key, value in text.items()}
    assert system.processor_level == int(table["cpu family"])
    assert system.processor_revision == int(table["model"]) << 8 | int(table["stepping"])
    assert system.cpu[:12].decode() == table["vendor_id"]
    assert len(system.cpu) == 24
    release = os.uname().release
    assert release.startswith(f"{system.major_version}.{system.minor_version}.")
    assert release in system.csd_version
    assert system.number_of_processors == os.cpu_count()
    assert 0 < system.available_pages < system.total_pages
    assert describe_system(X86).extended_context_size == 0


def test_a_closed_directory_is_closed_once():
    directory = ProcessDirectory(os.getpid())
    directory.close()
    directory.close()
    with contextlib.closing(ProcessDirectory(os.getpid())) as again:
        assert again.thread_ids()[0] == os.getpid()
        with pytest.raises(NoSuchProcessError), again.explained("Reading"):
            again.read("no such file")


RANGES = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 30)).map(lambda pair: (pair[0], sum(pair)))
)


def points(ranges):
    return {point for low, high in ranges for point in range(low, high)}


@given(RANGES, RANGES)
def test_ranges_are_merged_and_intersected_point_by_point(first, second):
    one, two = merged(first), merged(second)
    assert points(one) == points(first)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(one))
    common = intersect(one, two)
    assert points(common) == points(first) & points(second)
    assert common == sorted(common)


@given(st.binary(max_size=200))
def test_arbitrary_texts_are_cleaned(data):
    assert texts.clean_status(texts.clean_status(data)) == texts.clean_status(data)
    texts.clean_cpuinfo(data)
    parse_status(data)
