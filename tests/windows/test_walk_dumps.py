"""Windows' own reader walks the dumps of Linux processes, written with every preset."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from app.core.backends.output import dump_to_file
from app.core.dump.presets import PRESETS
from app.core.dump.request import DumpRequest

THREADS, MODULES, MEMORY, MEMORY64, REGIONS = 3, 4, 5, 9, 16


@pytest.fixture(params=PRESETS, ids=lambda preset: preset.key)
def dumped(request, start_target, tmp_path):
    """A process with nine threads, and its dump."""
    target = start_target("threads", 8)
    wanted = DumpRequest(request.param.flags, comment="walked by dbghelp")
    return dump_to_file(
        target.key,
        str(tmp_path / "threads.dmp"),
        wanted,
        report=lambda _: None,
        is_cancelled=lambda: False,
    )


def directory_of(path):
    """Type, size and offset of each stream in use, straight from the bytes."""
    data = Path(path).read_bytes()
    count, rva = struct.unpack_from("<II", data, 8)
    entries = struct.iter_unpack("<III", data[rva : rva + 12 * count])
    return [entry for entry in entries if entry[0]]


def test_every_stream_is_found_with_all_its_entries(walk_streams, dumped):
    found = walk_streams(dumped.path)
    counts = {stream.type: stream.count for stream in found}
    lists = {MEMORY, MEMORY64} & counts.keys()

    assert [stream[:3] for stream in found] == directory_of(dumped.path)
    assert counts[THREADS] == 9
    assert counts[MODULES] == sum(module.included for module in dumped.plan.modules)
    assert len(lists) == 1
    assert counts[lists.pop()] == len(dumped.plan.minidump.memory_blocks) > 9
    if dumped.plan.effective.flags & 0x800:
        assert counts[REGIONS] > len(dumped.plan.modules)
