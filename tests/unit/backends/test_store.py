"""Stores: whatever cannot be read, what is left stands where the final layout says."""

from __future__ import annotations

import contextlib
import itertools
import os
import tempfile
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.core.backends.buffer import Buffer
from app.core.backends.drive import Drive
from app.core.backends.ending import clean_stacks
from app.core.backends.store import CHUNK, BufferStore, FileStore, read_at, read_pages
from app.core.capture.snapshot import (
    ProcessSnapshot,
    Region,
    SoftError,
    SystemDescription,
    Thread,
)
from app.core.dump import arrangement as arrangement_module
from app.core.dump.arrangement import arrange
from app.core.dump.callback_protocol import CallbackProtocol
from app.core.dump.flags import effective_flags
from app.core.dump.pieces import MemoryChoice, Piece
from app.core.dump.request import DumpRequest
from app.core.dump.selection import Selection
from app.core.errors import DumpCancelledError, OutputError
from app.core.intervals import intersect, merged, subtract, total
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.streams import memory_list

PAGE = 4096


def byte_at(address):
    return (address * 7 + address // PAGE * 13) & 0xFF | 1


def go_on():
    """Raise nothing."""


class Pages:
    """Memory in which some pages cannot be read; the part of a Target that stores use."""

    def __init__(self, lost_pages):
        self.lost_pages = lost_pages

    def read_into(self, address, buffer):
        for index in range(len(buffer)):
            if (address + index) // PAGE in self.lost_pages:
                return index
            buffer[index] = byte_at(address + index)
        return len(buffer)

    def copy(self, jobs, into, progress, *, patience=None, settled=None):
        del patience, settled
        lost = []
        for address, size, offset in jobs:
            data = bytearray(size)
            read_pages(self.read_into, address, memoryview(data), lost)
            bad = [(e.address, e.address + e.size) for e in lost]
            for low, high in subtract([(address, address + size)], merged(bad)):
                part, place = data[low - address : high - address], offset + low - address
                if isinstance(into, int):
                    os.pwrite(into, part, place)
                else:
                    into[place : place + len(part)] = part
            if not progress(size):
                raise DumpCancelledError("The dump was cancelled.")
        return lost


def buffer_store(ranges, target, read_into=None):
    """Make a store with as much memory as it needs."""
    return BufferStore(ranges, target, Buffer(total(ranges)), read_into)


def choice_of(ranges, holes=()):
    return MemoryChoice([Piece(a, b, "memory", "") for a, b in ranges], list(holes), 0, [])


REGIONS = tuple(Region(n * 16 * PAGE, 16 * PAGE, 4, 0x1000, 0x20000, 0, 4) for n in range(1, 4))


def planner(flags, stack=(0, 0)):
    thread = Thread(1, stack=stack)
    snapshot = ProcessSnapshot(
        1, "x", "/x", SystemDescription(9), threads=(thread,), regions=REGIONS
    )
    selection = Selection(flags, CallbackProtocol([], 1))
    selection.gather(snapshot)
    effective = effective_flags(flags)

    def place(memory, form=None):
        request = DumpRequest(flags=flags)
        return arrange(snapshot, request, effective.flags, selection, memory, form=form)

    return place


def nothing():
    pass


def cancelled():
    raise DumpCancelledError("The dump was cancelled.")


# Ranges of any alignment within the regions, pages that cannot be read, and never-touched parts.
ranges = st.lists(
    st.tuples(st.integers(16 * PAGE, 64 * PAGE - 1), st.integers(1, 9 * PAGE)),
    min_size=1,
    max_size=6,
).map(lambda found: merged((a, min(a + size, 64 * PAGE)) for a, size in found))
pages = st.frozensets(st.integers(16, 63), max_size=12)
limits = st.sampled_from(
    [
        (4096, 3584 << 20, 0xF0000000),  # as they are
        (2, 3584 << 20, 0xF0000000),  # few ranges make it wide
        (4096, 8 * PAGE, 0xF0000000),  # few bytes make it wide
        (4096, 3584 << 20, 6 * PAGE),  # few bytes put the stacks first
        (3, 8 * PAGE, 6 * PAGE),
    ]
)


def lost_of(store):
    return merged((error.address, error.address + error.size) for error in store.lost)


@settings(max_examples=100)
# Losing a page brings the dump below the limit from which the stacks come first.
@example([(65536, 90113)], frozenset([16]), frozenset(), (4096, 3584 << 20, 24576), 0)
@given(ranges, pages, pages, limits, st.sampled_from([0, int(T.MiniDumpWithFullMemory)]))
def test_what_is_left_stands_where_the_final_plan_says(
    stored, lost_pages, hole_pages, limit, flags
):
    holes = intersect(merged((p * PAGE, (p + 1) * PAGE) for p in hole_pages), stored)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryFile() as file:
        patch.setattr(memory_list, "MEMORY_LIST_LIMIT", limit[0])
        patch.setattr(memory_list, "MEMORY_LIST_BYTES", limit[1])
        patch.setattr(arrangement_module, "_FAR", limit[2])
        place = planner(flags, (20 * PAGE + 8, 23 * PAGE))
        choice = choice_of(stored, holes)
        first = place(choice)
        store = FileStore(first.minidump, Pages(lost_pages), file.fileno(), None, Drive(go_on))
        store.fill(subtract(stored, holes), lambda _: True)
        lost = lost_of(store)
        expected_lost = intersect(
            subtract(stored, holes), merged((p * PAGE, (p + 1) * PAGE) for p in lost_pages)
        )
        assert lost == merged(expected_lost)
        final = first.minidump
        if lost:
            final = place(choice.without(lost), first.form).minidump
            store.move(final, nothing)
        os.ftruncate(file.fileno(), final.file_size)
        check(file.fileno(), final, subtract(stored, lost), holes)


def check(descriptor, final, left, holes):
    blocks = final.memory_blocks
    assert merged((b.address, b.address + b.size) for b in blocks) == left
    in_file = sorted((b.placed_rva, b.placed_rva + b.size) for b in blocks)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(in_file))
    empty = {point for low, high in holes for point in range(low // PAGE, -(-high // PAGE))}
    for block in blocks:
        data = os.pread(descriptor, block.size, block.placed_rva)
        assert len(data) == block.size
        for index, byte in enumerate(data):
            address = block.address + index
            if address // PAGE in empty:
                assert byte == 0
            else:
                assert byte == byte_at(address), hex(address)


@settings(max_examples=60)
@given(ranges, pages, st.booleans())
def test_the_buffer_gives_the_same(stored, lost_pages, through_reader):
    place = planner(0)
    target = Pages(lost_pages)
    store = buffer_store(stored, target, target.read_into if through_reader else None)
    try:
        counted = []
        store.fill(stored, lambda size: counted.append(size) or True)
        assert sum(counted) == sum(high - low for low, high in stored)
        lost = lost_of(store)
        assert lost == merged(
            intersect(stored, merged((p * PAGE, (p + 1) * PAGE) for p in lost_pages))
        )
        final = place(choice_of(stored).without(lost)).minidump
        store.move(final, nothing)
        found = {offset: bytes(data) for offset, data in store.unwritten(final)}
        for block in final.memory_blocks:
            data = found[block.placed_rva]
            assert data == bytes(byte_at(block.address + i) for i in range(block.size))
    finally:
        store.close()


@given(ranges, pages)
@settings(max_examples=40)
def test_reading_through_callbacks_into_a_file_gives_the_same(stored, lost_pages):
    place = planner(int(T.MiniDumpWithFullMemory))
    with tempfile.TemporaryFile() as file:
        target = Pages(lost_pages)
        choice = choice_of(stored)
        first = place(choice)
        store = FileStore(first.minidump, target, file.fileno(), target.read_into, Drive(go_on))
        store.fill(stored, lambda _: True)
        final = place(choice.without(lost_of(store)), first.form).minidump
        store.move(final, nothing)
        os.ftruncate(file.fileno(), final.file_size)
        check(file.fileno(), final, subtract(stored, lost_of(store)), ())


# ------------------------------------------------------------------------------- unreadable pages


def test_neighbouring_pages_make_one_soft_error():
    lost = []
    data = bytearray(6 * PAGE)
    start = 16 * PAGE + 100
    read_pages(Pages({17, 18, 20}).read_into, start, memoryview(data), lost)
    assert lost == [
        SoftError("read memory", "The memory cannot be read.", 17 * PAGE, 2 * PAGE),
        SoftError("read memory", "The memory cannot be read.", 20 * PAGE, PAGE),
    ]
    assert bytes(data[: PAGE - 100]) == bytes(byte_at(start + i) for i in range(PAGE - 100))
    assert not any(data[17 * PAGE - start : 19 * PAGE - start])


def test_giving_up_in_the_middle_of_a_move(tmp_path):
    place = planner(int(T.MiniDumpWithFullMemory))
    choice = choice_of([(16 * PAGE, 60 * PAGE)])
    with (tmp_path / "x").open("w+b") as file:
        first = place(choice)
        store = FileStore(first.minidump, Pages({17}), file.fileno(), None, Drive(go_on))
        store.fill([(16 * PAGE, 60 * PAGE)], lambda _: True)

        final = place(choice.without(lost_of(store)), first.form).minidump
        with pytest.raises(DumpCancelledError):
            store.move(final, cancelled)


@pytest.fixture
def short_reads(monkeypatch):
    """Give at most 1,000 bytes a read, as read(2) allows and file systems over a network do."""
    whole = os.pread
    monkeypatch.setattr(os, "pread", lambda file, size, at: whole(file, min(size, 1000), at))


@pytest.mark.usefixtures("short_reads")
def test_a_short_read_is_not_the_end_of_the_file(tmp_path):
    place = planner(int(T.MiniDumpWithFullMemory))
    stored = [(16 * PAGE, 60 * PAGE)]
    with (tmp_path / "x").open("w+b") as file:
        first = place(choice_of(stored))
        store = FileStore(first.minidump, Pages({17}), file.fileno(), None, Drive(go_on))
        store.fill(stored, lambda _: True)
        final = place(choice_of(stored).without(lost_of(store)), first.form).minidump
        store.move(final, nothing)
        os.ftruncate(file.fileno(), final.file_size)
        block = final.memory_blocks[-1]
        expected = bytes(byte_at(block.address + index) for index in range(block.size))
        assert store.read_back(block.placed_rva, block.size) == expected
        assert read_at(file.fileno(), final.file_size - 10, 30) == expected[-10:] + bytes(20)
    with (tmp_path / "x").open("wb") as file, pytest.raises(OutputError, match="again"):
        read_at(file.fileno(), 0, 1)


def blank_bytes(stack, address, data):
    """Keep of a stack what says where it is, word by word; else nothing."""
    assert address % 8 == 0 or address == stack[0]
    return bytes(address + index & 0xFF for index in range(len(data)))


@pytest.mark.parametrize("kind", [BufferStore, FileStore])
def test_stacks_are_cleaned_where_they_lie_and_nothing_else_is(kind, tmp_path):
    # Regions of 16 pages each get a block of their own; the second stack crosses from one to
    # the next, and the third is not stored.
    place = planner(int(T.MiniDumpWithFullMemory))
    stored, holes = [(17 * PAGE, 60 * PAGE)], [(20 * PAGE, 21 * PAGE)]
    stacks = [(18 * PAGE + 8, 22 * PAGE), (30 * PAGE, 34 * PAGE), (70 * PAGE, 71 * PAGE)]
    choice = choice_of(stored, holes)
    with (tmp_path / "x").open("w+b") as file, contextlib.ExitStack() as closing:
        if kind is BufferStore:
            store = buffer_store(stored, Pages(()))
            closing.callback(store.close)
        else:
            store = FileStore(place(choice).minidump, Pages(()), file.fileno(), None, Drive(go_on))
        store.fill(subtract(stored, holes), lambda _: True)
        asked = []
        clean_stacks(store, stored, holes, stacks, blank_bytes, lambda: asked.append(1))
        for start, end in store.spans(stored):
            for index, byte in enumerate(store.read(start, end)):
                address = start + index
                if 20 * PAGE <= address < 21 * PAGE:
                    assert byte == 0, "a hole was filled"
                elif any(low <= address < high for low, high in stacks):
                    assert byte == address & 0xFF
                else:
                    assert byte == byte_at(address)
    assert asked


def test_a_cancel_while_stacks_are_cleaned():
    stored = [(16 * PAGE, 60 * PAGE)]
    store = buffer_store(stored, Pages(()))
    try:
        with pytest.raises(DumpCancelledError):
            clean_stacks(store, stored, [], stored, blank_bytes, cancelled)
    finally:
        store.close()


def test_the_pieces_of_a_long_stack_end_between_words():
    start = 16 * PAGE + 4  # a stack may begin anywhere
    stack = (start, start + 3 * CHUNK)
    store = buffer_store([stack], SimpleNamespace())
    seen = []

    def clean(whole, address, data):
        seen.append((whole, address, address + len(data)))
        return data

    try:
        clean_stacks(store, [stack], [], [stack], clean, nothing)
    finally:
        store.close()
    assert merged((low, high) for _, low, high in seen) == [stack]
    assert all(whole == stack for whole, _, _ in seen)
    assert all(low % 8 == 0 for _, low, _ in seen[1:])
    assert all(high - low <= CHUNK for _, low, high in seen)


def test_a_closed_file_is_an_output_error(tmp_path):
    place = planner(int(T.MiniDumpWithFullMemory))
    choice = choice_of([(16 * PAGE, 18 * PAGE)])
    with (tmp_path / "x").open("w+b") as file:
        store = FileStore(place(choice).minidump, Pages(()), file.fileno(), None, Drive(go_on))
    with pytest.raises(OutputError):
        store.write(16 * PAGE, b"x")


def test_buffers_that_a_callback_kept_do_not_hurt():
    kept = []
    store = buffer_store([(0, PAGE)], Pages(()), lambda _, view: kept.append(view[:]) or len(view))
    store.fill([(0, PAGE)], lambda _: True)
    store.close()
    assert len(kept[0]) == PAGE
