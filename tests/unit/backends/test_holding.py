"""How much memory of ours a dump takes, and what becomes of it where there is less."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from app.core.backends import buffer as buffer_module
from app.core.backends import holding as holding_module
from app.core.backends.buffer import Buffer
from app.core.backends.holding import Holding, up_to
from app.core.capture.linux import spare as spare_module
from app.core.capture.snapshot import Spare
from app.core.dump.cloning import HELD_ANYWAY
from app.core.errors import DumpCancelledError, NoResourcesError
from app.core.intervals import total

PAGE, MIB = 4096, 1 << 20
MUCH = Spare(1 << 40)


def go_on():
    """Raise nothing."""


def cancelled():
    raise DumpCancelledError("The dump was cancelled.")


@pytest.fixture
def buffers(monkeypatch):
    """The buffers that are made, on a machine with memory enough."""
    made = []
    monkeypatch.setattr(buffer_module, "free_memory", lambda: 1 << 50)

    def make(size):
        made.append(Buffer(size))
        return made[-1]

    monkeypatch.setattr(holding_module, "Buffer", make)
    yield made
    for buffer in made:
        buffer.close()


@pytest.fixture
def refused(monkeypatch):
    """The system gives no memory but a page."""

    def refuse(size):
        if size:
            raise NoResourcesError("none")
        return Buffer(size)

    monkeypatch.setattr(holding_module, "Buffer", refuse)


def ranges(mib, start=1 << 30):
    return [(start, start + mib * MIB)]


def held(holding, now, later=()):
    _, kept = holding.hold(now, list(later), None, None)
    return kept


# --------------------------------------------------------------------------------------- the buffer


def test_what_is_freed_is_nothing_and_the_rest_stays():
    buffer = Buffer(3 * PAGE)
    buffer.view[:] = b"x" * 3 * PAGE
    buffer.free(10, 2 * PAGE + 10)
    assert bytes(buffer.view) == b"x" * PAGE + bytes(PAGE) + b"x" * PAGE
    buffer.close()
    buffer.close()


def test_somebody_may_hold_on_to_what_is_closed():
    buffer = Buffer(2 * PAGE)
    buffer.view[:] = b"x" * 2 * PAGE
    kept = buffer.view[:10]
    buffer.close()
    assert bytes(kept) == bytes(10)


@pytest.mark.parametrize("size", [1, PAGE + 1, 40 * MIB + 5])
def test_all_of_it_is_there_beforehand(size):
    buffer = Buffer(size)
    try:
        buffer.back(size, 0, go_on)
        assert buffer.size == size
        assert resident(buffer) >= size
    finally:
        buffer.close()


def resident(buffer):
    """Bytes of the mapping of *buffer* that are there (proc_pid_smaps(5))."""
    start = ctypes.addressof(ctypes.c_char.from_buffer(buffer.view))
    lines = iter(Path("/proc/self/smaps").read_text().splitlines())
    for line in lines:
        low, _, high = line.partition(" ")[0].partition("-")
        if high and int(low, 16) <= start < int(high, 16):
            return next(int(it.split()[1]) << 10 for it in lines if it.startswith("Rss:"))
    return 0


def test_where_memory_gets_short_it_is_as_large_as_what_is_there(monkeypatch):
    free = iter([200 * MIB, 150 * MIB, 100 * MIB])
    monkeypatch.setattr(buffer_module, "free_memory", lambda: next(free))
    buffer = Buffer(64 * MIB)
    try:
        buffer.back(64 * MIB, 100 * MIB, go_on)
        assert buffer.size == 32 * MIB
    finally:
        buffer.close()


def test_a_cancel_is_heard_on_the_way():
    buffer = Buffer(64 * MIB)
    try:
        with pytest.raises(DumpCancelledError):
            buffer.back(64 * MIB, 0, cancelled)
    finally:
        buffer.close()


# -------------------------------------------------------------------------------------- the holding


def test_what_was_prepared_is_used(buffers):
    holding = Holding()
    holding.prepare(40 * MIB, MUCH, go_on)
    assert held(holding, ranges(42)) == ranges(42)  # it has grown a little
    assert len(buffers) == 1


def test_what_has_grown_too_much_has_another(buffers):
    holding = Holding()
    holding.prepare(MIB, MUCH, go_on)
    assert held(holding, ranges(100)) == ranges(100)
    assert [buffer.size >> 20 for buffer in buffers] == [33, 100]


@pytest.mark.usefixtures("buffers")
def test_no_more_is_held_than_may_be_taken():
    holding = Holding()
    holding.prepare(50 * MIB, Spare(50 * MIB), go_on)
    assert held(holding, ranges(60)) == ranges(50)


@pytest.mark.usefixtures("buffers")
def test_of_a_clone_only_what_it_lacks_is_held_but_for_a_little():
    holding = Holding()
    holding.prepare(0, MUCH, go_on)
    later = ranges(40, 1 << 32)
    assert held(holding, ranges(3), later) == ranges(3)
    assert held(holding, ranges(3), ranges(4, 1 << 32)) == [*ranges(3), *ranges(4, 1 << 32)]


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize("mib", [1, 100])
def test_without_memory_nothing_is_held(mib):
    holding = Holding()
    holding.prepare(mib * MIB, MUCH, go_on)
    assert held(holding, ranges(mib)) == []


def test_whole_pages_come_first():
    many = [(0, PAGE), (2 * PAGE, 6 * PAGE), (8 * PAGE, 9 * PAGE)]
    assert up_to(many, 3 * PAGE + 100) == [(0, PAGE), (2 * PAGE, 4 * PAGE)]
    assert total(up_to(many, HELD_ANYWAY)) == 6 * PAGE
    assert up_to(many, 10) == []


# ----------------------------------------------------------------------------- what may be taken


FILES = {
    "/proc/self/status": "VmSize:\t  102400 kB\nVmData:\t  51200 kB\n",
    "/proc/self/limits": (
        "Max data size             unlimited            unlimited            bytes\n"
        "Max address space         {}           unlimited            bytes\n"
    ),
    "/proc/vmstat": (
        "nr_dirty 100\nnr_writeback 50\nnr_dirty_threshold 1000\n"
        "nr_dirty_background_threshold 500\n"
    ),
}


@pytest.mark.parametrize(
    ("free", "limit", "expected"),
    [
        (4096 * MIB, "unlimited", 3072 * MIB),
        (4096 * MIB, str(100 * MIB + 256 * MIB + 400 * MIB), 300 * MIB),
        (100 * MIB, "unlimited", 36 * MIB),
        (50 * MIB, "unlimited", 0),
        (None, "unlimited", 0),
        (4096 * MIB, str(200 * MIB), 0),
    ],
)
def test_a_quarter_of_what_is_free_stays_free(monkeypatch, free, limit, expected):
    monkeypatch.setattr(spare_module, "headroom", lambda _: free)
    monkeypatch.setattr(spare_module, "text", lambda path: FILES[path].replace("{}", limit))
    assert spare_module.spare() == Spare(expected, 600 * PAGE)
