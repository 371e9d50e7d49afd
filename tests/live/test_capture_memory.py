"""Copying memory of real processes into files."""

from __future__ import annotations

import contextlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.capture.linux import memory, pagemap
from app.core.capture.target import key_of, open_target
from app.core.errors import DumpCancelledError, OutputError

PAGE = 4096


@pytest.fixture
def mappings(start_target, tmp_path):
    return start_target("memory", tmp_path / "mapped")


@pytest.fixture
def target(mappings):
    with contextlib.closing(open_target(mappings.key)) as found:
        yield found


@pytest.fixture
def output(tmp_path):
    with (tmp_path / "copy").open("w+b") as file:
        yield file


def known_bytes(size):
    return bytes((i * 7 + i // PAGE) & 0xFF for i in range(size))


def test_a_copy_equals_the_targets_memory(mappings, target, output):
    known = mappings.values["known"]
    ranges = [
        (known + 8 * PAGE, 3 * PAGE, 0),
        (known + 100, 50, 3 * PAGE),
        (known, 64 * PAGE, 1 << 16),
    ]
    seen = []
    assert target.copy(ranges, output.fileno(), lambda size: seen.append(size) or True) == []
    assert sum(seen) == 67 * PAGE + 50
    data = Path(output.name).read_bytes()
    expected = known_bytes(64 * PAGE)
    assert data[: 3 * PAGE] == expected[8 * PAGE : 11 * PAGE]
    assert data[3 * PAGE : 3 * PAGE + 50] == expected[100:150]
    assert data[1 << 16 :] == expected


def test_much_memory_is_copied_by_two_threads(output):
    code = (
        "import sys, random; m = random.Random(1).randbytes(1 << 20) * 40; "
        "import ctypes; print(ctypes.cast(m, ctypes.c_void_p).value, flush=True); input()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        address = int(process.stdout.readline())
        size = 40 << 20
        with contextlib.closing(open_target(key_of(process.pid))) as found:
            done = []
            assert (
                found.copy([(address, size, 0)], output.fileno(), lambda n: done.append(n) or True)
                == []
            )
            assert sum(done) == size
            expected = found.read(address, size)
            os.ftruncate(output.fileno(), 0)
            settled = []

            def look(end):
                at = max(0, end - (1 << 20))
                assert os.pread(output.fileno(), end - at, at) == expected[at:end]
                settled.append(end)

            assert not found.copy([(address, size, 0)], output.fileno(), settled=look)
            assert max(settled) == size
    finally:
        process.kill()
        process.communicate()
    data = Path(output.name).read_bytes()
    assert data[: 1 << 20] * 40 == data == expected


def test_an_unreadable_page_is_a_soft_error_with_its_address(mappings, target, output):
    hole, past_end = mappings.values["hole"], mappings.values["past_end"]
    output.write(b"?" * (6 * PAGE))
    output.flush()
    errors = target.copy([(hole, 3 * PAGE, 0), (past_end, 3 * PAGE, 3 * PAGE)], output.fileno())
    assert [
        (error.stage, error.address, error.size)
        for error in sorted(errors, key=lambda e: e.address != hole + PAGE)
    ] == [
        ("read memory", hole + PAGE, PAGE),
        ("read memory", past_end + PAGE, 2 * PAGE),
    ]
    data = Path(output.name).read_bytes()
    assert data[:PAGE] == b"h" * PAGE == data[2 * PAGE : 3 * PAGE]
    assert data[PAGE : 2 * PAGE] == b"?" * PAGE, "a hole is not written to"
    assert data[3 * PAGE : 4 * PAGE] == bytes(PAGE)


def test_reading_stops_where_memory_does(mappings, target):
    hole = mappings.values["hole"]
    assert target.read(hole + 10, 3 * PAGE) == b"h" * (PAGE - 10)
    assert target.read(hole + PAGE, 10) == b""
    buffer = bytearray(2 * PAGE)
    assert target.read_into(hole, memoryview(buffer)) == PAGE
    assert target.read((1 << 64) - 8, 64) == b""
    assert target.read(-5, 64) == b""


def test_cancelling_stops_with_the_piece_at_hand(mappings, target, output):
    reserved = mappings.values["reserved"]
    calls = []

    def cancel(size):
        calls.append(size)
        return len(calls) < 3

    with pytest.raises(DumpCancelledError):
        target.copy([(reserved, 1 << 28, 0)], output.fileno(), cancel)
    # Two threads copy: the other one may be about to tell of the piece it has.
    assert len(calls) <= 4
    assert sum(calls) < 1 << 28


def test_an_error_of_the_progress_function_surfaces(mappings, target, output):
    def fail(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        target.copy([(mappings.values["known"], PAGE, 0)], output.fileno(), fail)


def test_a_file_that_cannot_be_written_is_an_output_error(mappings, target):
    with Path("/dev/full").open("wb") as full, pytest.raises(OutputError, match="No space"):
        target.copy([(mappings.values["known"], PAGE, 0)], full.fileno())
    with Path("/dev/null").open("rb") as unwritable, pytest.raises(OutputError):
        target.copy([(mappings.values["known"], PAGE, 0)], unwritable.fileno())


def test_where_process_vm_readv_is_forbidden_mem_serves(mappings, target, output, monkeypatch):
    monkeypatch.setattr(memory, "_process_vm_readv", None)
    known, hole = mappings.values["known"], mappings.values["hole"]
    assert target.read(known, 64 * PAGE) == known_bytes(64 * PAGE)
    ranges = [(known + i * PAGE, PAGE, i * PAGE) for i in range(64)]
    assert target.copy(ranges, output.fileno()) == []
    assert Path(output.name).read_bytes() == known_bytes(64 * PAGE)
    past_end = mappings.values["past_end"]
    assert [
        (e.address, e.size) for e in target.copy([(past_end, 3 * PAGE, 0)], output.fileno())
    ] == [(past_end + PAGE, 2 * PAGE)]
    assert target.read(hole, PAGE) == b"h" * PAGE


def test_present_pages_are_the_same_by_every_way_of_asking(mappings, target, monkeypatch):
    regions = [(r.base, r.end) for r in target.describe().regions if not r.device_memory]
    one_by_one = target.scan_present(regions)
    monkeypatch.setattr(pagemap, "_SINGLE_SCANS", 0)
    assert target.scan_present(regions) == one_by_one
    monkeypatch.setattr(pagemap, "_VECTOR_ENTRIES", 3)
    assert target.scan_present(regions) == one_by_one
    monkeypatch.setattr(pagemap, "PAGEMAP_SCAN", 0xC0606611)
    without_scan = target.scan_present(regions)
    # Without the newer call, pages that were only ever read (all zero) count as well.
    assert set(pages(one_by_one)) <= set(pages(without_scan))
    for page in set(pages(without_scan)) - set(pages(one_by_one)):
        assert target.read(page, PAGE) == bytes(PAGE)
    known = mappings.values["known"]
    assert target.scan_present([(known + 1, known + 5000), (known + 9000, known + 9001)]) == (
        (known + 1, known + 5000),
        (known + 9000, known + 9001),
    )
    monkeypatch.setattr(pagemap, "scan", _raise)
    monkeypatch.setattr(pagemap, "read", _raise)
    assert target.scan_present(regions) is None


def pages(ranges):
    return (page for low, high in ranges for page in range(low, high, PAGE))


def _raise(*_):
    raise PermissionError(1, "not permitted")


def test_copying_only_present_pages_leaves_the_target_as_it_was(mappings, target, output):
    usage = Path(f"/proc/{mappings.pid}/smaps_rollup")

    def resident():
        return [line for line in usage.read_text().splitlines() if line.startswith("Rss:")]

    snapshot = target.describe()
    before = resident()
    with target.suspend(snapshot, xstate=False) as stopped:
        present = target.scan_present(
            [(r.base, r.end) for r in stopped.regions if r.readable and not r.device_memory]
        )
        offset, ranges = 0, []
        for low, high in present:
            ranges.append((low, high - low, offset))
            offset += high - low
        assert target.copy(ranges, output.fileno()) == []
    assert os.fstat(output.fileno()).st_size == offset < 64 << 20
    assert resident() == before


def test_a_file_size_limit_is_an_output_error(mappings, tmp_path):
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "from app.core.capture.target import key_of, open_target\n"
        "from app.core.errors import DumpTooLargeError\n"
        f"target = open_target(key_of({mappings.pid}))\n"
        "try:\n"
        f"    target.copy([({mappings.values['known']}, 65536, 0)], sys.stdout.fileno())\n"
        "except DumpTooLargeError:\n"
        "    sys.exit(42)\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 8192
    with (tmp_path / "limited").open("wb") as file:
        result = subprocess.run(
            [sys.executable, "-c", code], check=False, stdout=file, cwd=Path(__file__).parents[2]
        )
    assert result.returncode == 42
