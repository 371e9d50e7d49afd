"""Mutated dumps get a verdict and a snapshot, or InvalidDumpError: nothing else, and quickly."""

from __future__ import annotations

import contextlib
import json
import struct

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.dump.request import DumpRequest
from app.core.errors import InvalidDumpError
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.show import describe_file, stream_to_json
from app.core.inspection.verify import verify
from app.core.minidump.reader import MinidumpFile
from tests import synth
from tests.unit.inspection.written import write

PLAN, SUPPORT = write(DumpRequest(0x21925))
BASES = [bytes(SUPPORT), bytes(write(DumpRequest(0x21826))[1]), synth.plain_dump()]
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
        assert verdict.verdict in {"good", "incomplete", "bad"}
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


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), signed=st.booleans())
def test_any_bytes_get_a_verdict(tmp_path, data, signed):
    check(tmp_path / "a.dmp", b"MDMP\x93\xa7\0\0" + data if signed else data)


def test_every_cut_gets_a_verdict(tmp_path):
    path = tmp_path / "a.dmp"
    for base in BASES:
        for end in range(0, min(len(base), 8192), 61):
            path.write_bytes(base[:end])
            assert verify(path, PLAN).verdict in {"incomplete", "bad"}, end
