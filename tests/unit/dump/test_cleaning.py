"""Cleaning stacks word by word."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.snapshot import Module, ProcessSnapshot, Region, SystemDescription
from app.core.dump.cleaning import stack_cleaner
from app.core.minidump.constants import MINIDUMP_TYPE as T

CODE = (0x400000, 0x401000)
DATA = (0x401000, 0x402000)
MODULE = (0x400000, 0x402000)
STACK = (0x7FF000, 0x7FF000 + 8 * 64)


def snapshot(architecture=9):
    return ProcessSnapshot(
        1,
        "x",
        "/x",
        SystemDescription(architecture),
        modules=(Module(MODULE[0], MODULE[1] - MODULE[0], "/x"),),
        regions=(
            Region(CODE[0], 0x1000, 0x20, 0x1000, 0x1000000, CODE[0], 0x20, executable=True),
            Region(DATA[0], 0x1000, 4, 0x1000, 0x1000000, CODE[0], 0x20, writable=True),
            Region(STACK[0] & ~0xFFF, 0x1000, 4, 0x1000, 0x20000, 0x7FF000, 4, writable=True),
        ),
    )


def inside(word, bounds):
    return bounds[0] <= word < bounds[1]


interesting = st.sampled_from(
    [0, 1, 4096, 4097, *CODE, *DATA, *STACK, CODE[0] - 1, STACK[1] - 1, (1 << 64) - 4096]
) | st.integers(0, (1 << 64) - 1)


@given(st.lists(interesting, min_size=64, max_size=64))
def test_what_filter_memory_keeps(words):
    clean = stack_cleaner(snapshot(), T.MiniDumpFilterMemory)
    result = struct.unpack("<64Q", clean(STACK, STACK[0], struct.pack("<64Q", *words)))
    for word, left in zip(words, result, strict=True):
        small = word <= 4096 or word >= (1 << 64) - 4096
        kept = small or inside(word, CODE) or inside(word, STACK)
        assert left == (word if kept else 0)


@given(st.lists(interesting, min_size=64, max_size=64))
def test_what_filter_triage_keeps(words):
    flags = T.MiniDumpFilterTriage | T.MiniDumpFilterMemory
    clean = stack_cleaner(snapshot(), flags)
    result = struct.unpack("<64Q", clean(STACK, STACK[0], struct.pack("<64Q", *words)))
    for word, left in zip(words, result, strict=True):
        kept = word == 0 or inside(word, MODULE) or inside(word, STACK)
        assert left == (word if kept else 0xAAAAAAAAAAAAAAAA)


@pytest.mark.parametrize("architecture", [0, 5])
def test_words_have_four_bytes_where_pointers_have(architecture):
    clean = stack_cleaner(snapshot(architecture), T.MiniDumpFilterMemory)
    words = (0x12345678, 7, 0xFFFFFFFF, CODE[0] + 1, DATA[0], STACK[0])
    assert struct.unpack("<6I", clean(STACK, STACK[0], struct.pack("<6I", *words))) == (
        0,
        7,
        0xFFFFFFFF,
        CODE[0] + 1,
        0,
        STACK[0],
    )
    clean = stack_cleaner(snapshot(architecture), T.MiniDumpFilterTriage)
    assert clean(STACK, STACK[0], struct.pack("<I", DATA[1])) == b"\xaa" * 4


@pytest.mark.parametrize("skew", range(8))
@pytest.mark.parametrize("size", [0, 3, 8, 17, 100])
def test_a_stack_that_starts_or_ends_within_a_word(skew, size):
    clean = stack_cleaner(snapshot(), T.MiniDumpFilterMemory)
    secret = bytes(range(0x80, 0x80 + size)) if size < 0x80 else bytes(size)
    result = clean((STACK[0] + skew, STACK[0] + skew + size), STACK[0] + skew, secret)
    assert len(result) == size
    assert not any(result)


def test_a_part_of_a_stack_may_point_to_all_of_it():
    clean = stack_cleaner(snapshot(), T.MiniDumpFilterMemory)
    words = (STACK[0], STACK[1] - 8, STACK[1])
    part = clean(STACK, STACK[0] + 32, struct.pack("<3Q", *words))
    assert struct.unpack("<3Q", part) == (STACK[0], STACK[1] - 8, 0)


def test_without_a_filter_nothing_is_cleaned():
    assert stack_cleaner(snapshot(), T.MiniDumpWithFullMemory | T.MiniDumpFilterModulePaths) is None
