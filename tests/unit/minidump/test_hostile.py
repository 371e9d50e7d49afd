"""Any bytes at all give a result or InvalidDumpError: no other exception, no hang, no bloat."""

import contextlib
import os
import struct
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import InvalidDumpError
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE
from app.core.minidump.reader import LINUX_TEXTS, MinidumpFile
from tests import synth
from tests.synth import Synth

ACCESSORS = (
    "system_info",
    "misc_info",
    "threads",
    "thread_names",
    "thread_infos",
    "modules",
    "image_notes",
    "unloaded_modules",
    "memory_info",
    "exceptions",
    "handles",
    "handle_operations",
    "function_tables",
    "tokens",
    "vm_counters",
    "system_memory_info",
    "comments",
    "assertion",
    "mac_crash_info",
    "crashpad_info",
    "soft_errors",
    "linux_dso_debug",
    "linux_texts",
    "ipt_trace",
    "user_streams",
    "process_id",
    "architecture",
    "memory",
    "findings",
    "lost",
)
KINDS = [int(kind) for kind in MINIDUMP_STREAM_TYPE]
MEBIBYTE = 1 << 20


def walk(data):
    """Ask for everything; count what could be answered."""
    answered = 0
    try:
        dump = MinidumpFile(data)
    except InvalidDumpError:
        return 0
    for name in ACCESSORS:
        with contextlib.suppress(InvalidDumpError):
            getattr(dump, name)
            answered += 1
    for entry in dump.directory[:100]:
        with contextlib.suppress(InvalidDumpError):
            dump.stream_at(entry)
    with contextlib.suppress(InvalidDumpError):
        for thread in dump.threads:
            dump.context(thread)
        for module in dump.modules:
            _ = module.codeview
        for address, size, _ in dump.memory_ranges()[:100]:
            dump.read_memory(address, size)
    return answered


def full_dump():
    """One with every kind of stream that the reader decodes."""
    made = Synth()
    made.bytes += synth.plain_dump()[32:]  # only as ballast: offsets are made anew below
    name = made.text("name")
    note = made.utf8("note")
    made.system_info()
    made.misc_info(size=1364)
    context = made.put(synth.context_amd64())
    made.counted(3, [synth.thread(1, (0x1000, 64, 64), (1232, context))], pad=True)
    made.counted(8, [synth.thread(1) + bytes(16)])
    made.counted(4, [synth.module(0x400000, 0x1000, name, (24, 64), (8, 64))])
    made.counted(5, [synth.range32(0x1000, 64, 64)])
    made.stream(9, synth.memory64([(0x8000, 64), (0x9000, 64)], 64))
    made.stream(6, struct.pack("<I", 1).ljust(160, b"\0") + struct.pack("<II", 1232, context))
    made.stream(10, b"comment")
    made.stream(11, b"c\0o\0")
    info = made.put(struct.pack("<III", 0, 6, 4) + b"data")
    made.stepped(
        12, "<III4x", [struct.pack("<QIIIIIIII", 3, name, name, 0, 0, 1, 1, info, 0)], 16, 40
    )
    made.stream(
        13,
        struct.pack("<IIIIII", 24, 32, 8, 12, 1, 0)
        + struct.pack("<QQQII", 1, 2, 3, 1, 0)
        + bytes(20),
    )
    made.stepped(14, "<III", [struct.pack("<QIIII", 9, 8, 7, 6, name)], 12, 24)
    made.stepped(16, "<IIQ", [synth.region(0x1000, 0x1000)], 16, 48)
    made.stepped(17, "<III", [struct.pack("<I", 1).ljust(64, b"\0")], 12, 64)
    made.stepped(18, "<III4x", [bytes(64)], 16, 64)
    made.stream(19, struct.pack("<IIII", 36, 1, 16, 16) + struct.pack("<IIQ", 20, 1, 1) + b"tokn")
    made.stream(21, bytes(492))
    made.stream(22, bytes(152))
    made.stream(23, b"trace")
    made.counted(24, [struct.pack("<IQ", 1, name)])
    made.stream(0x47670004, b"Pid:\t5\n")
    link = made.put(struct.pack("<QIIQ", 1, name, 0, 2))
    made.stream(0x4767000A, struct.pack("<IIIIQQQ", 1, link, 1, 0, 2, 3, 4) + bytes(16))
    notes = made.put(struct.pack("<III", 1, note, note))
    made.stream(0x43500001, struct.pack("<I32xIIIIIQ", 1, 12, notes, 0, 0, 0, 0))
    made.stream(0x4D7A0004, b"[1]")
    made.stream(0x44440010, b'[{"kind": "code hash", "base": "0x400000", "detail": "text"}]')
    return made.build()


FULL = full_dump()
CRASHED = synth.crashed_dump()
PLAIN = synth.plain_dump()


def test_the_untouched_dumps_answer_everything():
    assert walk(FULL) == walk(PLAIN) == walk(CRASHED) == len(ACCESSORS)


@given(st.binary(max_size=2000))
def test_random_bytes(data):
    walk(data)
    walk(struct.pack("<4sIII", b"MDMP", 0xA793, 3, 32) + bytes(16) + data)


@settings(max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(KINDS), st.binary(max_size=200)), max_size=8))
def test_random_streams(streams):
    made = Synth()
    for kind, data in streams:
        made.stream(kind, data)
    walk(made.build())


@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([FULL, PLAIN, CRASHED]), st.data())
def test_mutated_dumps(valid, data):
    dump = bytearray(valid)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(dump) - 4)))
        match data.draw(st.sampled_from(["flip", "word", "cut", "insert", "remove"])):
            case "flip":
                dump[at : at + 1] = bytes([data.draw(st.integers(0, 255))])
            case "word":
                value = data.draw(
                    st.sampled_from([0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, len(dump), at])
                )
                dump[at & ~3 : (at & ~3) + 4] = struct.pack("<I", value)
            case "cut":
                del dump[at:]
            case "insert":
                dump[at:at] = data.draw(st.binary(max_size=20))
            case "remove":
                del dump[at : at + data.draw(st.integers(1, 50))]
    walk(bytes(dump))


def test_every_word_of_a_dump_may_be_absurd():
    for at in range(0, len(FULL) - 3, 4):
        for value in (0xFFFFFFFF, 0x7FFFFFF0):
            walk(FULL[:at] + struct.pack("<I", value) + FULL[at + 4 :])


def test_a_dump_may_be_cut_anywhere():
    for size in range(0, len(FULL), 3):
        walk(FULL[:size])


# ---------------------------------------------------------------------------- proportion and time


def measured(data):
    """Peak memory in bytes and seconds of the processor that walking *data* takes."""
    tracemalloc.start()
    begin = time.process_time()
    walk(data)
    seconds = time.process_time() - begin
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak, seconds


ABSURD = 0xFFFFFFFF


@pytest.mark.parametrize("kind", [3, 4, 5, 8, 24])
def test_absurd_counts_allocate_nothing(kind):
    made = Synth()
    made.stream(kind, struct.pack("<I", ABSURD) + bytes(64))
    assert measured(made.build())[0] < MEBIBYTE


@pytest.mark.parametrize("kind", [9, 12, 13, 14, 16, 17, 18, 19])
def test_absurd_heads_allocate_nothing(kind):
    for words in ((ABSURD,) * 6, (12, 64, ABSURD), (16, 48, ABSURD, 0), (24, 32, 0, 0, ABSURD, 0)):
        made = Synth()
        made.stream(kind, struct.pack(f"<{len(words)}I", *words).ljust(64, b"\0"))
        assert measured(made.build())[0] < MEBIBYTE


def test_many_names_on_the_same_long_text():
    # Each name starts four bytes later in a text that reads as its own length.
    made = Synth()
    start = made.put(struct.pack("<I", 0x10000) * 40_000)
    made.counted(24, [struct.pack("<IQ", tid, start + 4 * tid) for tid in range(20_000)])
    peak, seconds = measured(made.build())
    assert peak < 40 * MEBIBYTE
    assert seconds < 60


def test_many_records_on_the_same_bytes():
    made = Synth()
    blob = made.put(bytes(MEBIBYTE))
    made.counted(4, [synth.module(1, 1, 0, cv=(MEBIBYTE, blob))] * 5000)
    made.counted(3, [synth.thread(1, context=(MEBIBYTE, blob))] * 100)
    for _ in range(1000):
        made.entry(10, MEBIBYTE, blob)
    assert measured(made.build())[0] < 40 * MEBIBYTE


def test_a_chain_that_bites_its_tail():
    made = Synth()
    here = len(made.bytes)
    made.put(struct.pack("<III", here, 6, 0))
    entry = struct.pack("<QIIIIIIII", 3, 0, 0, 0, 0, 1, 1, here, 0)
    made.stepped(12, "<III4x", [entry] * 100, 16, 40)
    dump = MinidumpFile(made.build())
    with pytest.raises(InvalidDumpError, match="too many"):
        _ = dump.handles


def test_ranges_that_unfold_the_same_bytes():
    made = Synth()
    blob = made.put(bytes(4096))
    made.counted(5, [synth.range32(number * 4096, 4096, blob) for number in range(20_000)])
    data = made.build()
    dump = MinidumpFile(data)
    assert len(dump.read_memory(0, 1 << 62)) <= len(data)


def test_of_a_stream_that_says_it_is_huge_only_its_list_is_read(tmp_path):
    """The file is as large as that, and takes no room: it has holes."""
    made = Synth()
    blob = made.put(bytes(256))
    claimed = 1 << 30
    threads = made.put(struct.pack("<I", 0))
    made.entries += [(3, claimed, threads), *((kind, claimed, blob) for kind in LINUX_TEXTS)]
    record = synth.module(0x1000, 0x1000, made.text("/it"), cv=(claimed, blob))
    made.counted(4, [record])
    path = tmp_path / "it.dmp"
    path.write_bytes(made.build())
    os.truncate(path, claimed + (1 << 20))
    tracemalloc.start()
    with MinidumpFile.open(path) as dump:
        assert dump.threads == ()
        assert dump.linux_texts == {}
        assert "LinuxMaps takes 1,073,741,824 bytes: it is not read." in dump.findings
        (module,) = dump.modules
        assert (module.name, module.cv_record) == ("/it", b"")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20


def test_an_honest_large_dump_is_not_taken_for_a_hostile_one():
    made = Synth()
    names = [made.text(f"/usr/lib/module-{number}.so") for number in range(2000)]
    made.counted(4, [synth.module(number << 20, 4096, rva) for number, rva in enumerate(names)])
    made.stepped(16, "<IIQ", [synth.region(number << 12, 4096) for number in range(60_000)], 16, 48)
    data = made.build()
    assert walk(data) == len(ACCESSORS)
    peak, seconds = measured(data)
    assert peak < 25 * len(data)
    assert seconds < 60
