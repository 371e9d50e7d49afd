"""Mutated dumps get a verdict and a snapshot, or InvalidDumpError: nothing else, and quickly."""

from __future__ import annotations

import contextlib
import json
import struct
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.dump.request import DumpRequest
from app.core.errors import InvalidDumpError
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.finding import VerdictWord
from app.core.inspection.show import describe_file, stream_to_json
from app.core.inspection.verify import verify
from app.core.minidump.reader import MinidumpFile
from tests import synth
from tests.synth import Synth
from tests.unit.inspection.written import write

PLAN, SUPPORT = write(DumpRequest(0x21925))
BASES = [
    *(bytes(SUPPORT), bytes(write(DumpRequest(0x21826))[1]), synth.plain_dump()),
    *(synth.crashed_dump(), synth.crashed_dump(0x8101, 10), synth.crashed_dump(0x8201, 11, (0, 8))),
]
NUMBERS = st.sampled_from(
    [0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 1 << 63, (1 << 64) - 1, 0x10000]
) | st.integers(0, (1 << 64) - 1)


@st.composite
def mutated(draw):
    """A dump with a few words changed, mostly in its streams, and perhaps the end gone."""
    data = bytearray(draw(st.sampled_from(BASES)))
    interesting = min(len(data) - 8, 16384)
    for _ in range(draw(st.integers(1, 8))):
        offset = draw(st.integers(0, interesting // 4)) * 4
        layout = draw(st.sampled_from("BHIQ"))
        value = draw(NUMBERS) & ((1 << 8 * struct.calcsize(layout)) - 1)
        struct.pack_into("<" + layout, data, offset, value)
    if draw(st.booleans()):
        del data[draw(st.integers(0, len(data))) :]
    return bytes(data)


def check(path, data):
    path.write_bytes(data)
    for plan in (None, PLAN):
        verdict = verify(path, plan)
        assert verdict.verdict in set(VerdictWord)
        json.dumps(verdict.to_json())
    with contextlib.suppress(InvalidDumpError), MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
        assert sum(len(thread.context) for thread in snapshot.threads) <= 2 * len(data)
        told = describe_file(path)
        json.dumps(told)
        for stream in told["streams"][:40]:
            with contextlib.suppress(InvalidDumpError):
                json.dumps(stream_to_json(path, stream["type"]))


@settings(
    max_examples=300,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=mutated())
def test_mutated_dumps_get_a_verdict(tmp_path, data):
    check(tmp_path / "a.dmp", data)


@settings(
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.binary(max_size=300), signed=st.booleans())
def test_any_bytes_get_a_verdict(tmp_path, data, signed):
    check(tmp_path / "a.dmp", b"MDMP\x93\xa7\0\0" + data if signed else data)


def test_every_cut_gets_a_verdict(tmp_path):
    path = tmp_path / "a.dmp"
    for base in BASES:
        for end in range(0, min(len(base), 8192), 61):
            path.write_bytes(base[:end])
            assert verify(path, PLAN).verdict in {VerdictWord.INCOMPLETE, VerdictWord.BAD}, end


def test_what_is_wrong_a_thousand_times_is_told_in_a_few_lines(tmp_path):
    made = Synth()
    made.system_info()
    name = made.text("/bin/x")
    made.counted(4, [synth.module(0x400000, 0x1000, name) for _ in range(3000)])
    made.counted(3, [synth.thread(7, stack=(1, 1, 1 << 31)) for _ in range(3000)])
    line = "{:x}-{:x} r-xp 00000000 08:01 42 /bin/x\n"
    bases = range(0x400000, 0x400000 + 3000 * 0x1000, 0x1000)
    made.stream(0x47670009, "".join(line.format(at, at + 0x1000) for at in bases).encode())
    made.stream(0x4D7A0004, json.dumps([{"stage": "x", "error": "y"}] * 3000).encode())
    for kind in range(3000):
        made.entry(0x20000 + kind, 0xFFFF, 0xFFFFFFF0)
    path = tmp_path / "a.dmp"
    path.write_bytes(made.build())
    start = time.process_time()
    verdict = verify(path)

    assert verdict.verdict == "bad"
    assert len(verdict.findings) < 40
    assert time.process_time() - start < 20  # of the processor's time; not for each pair of them
