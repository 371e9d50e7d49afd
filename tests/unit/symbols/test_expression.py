"""DWARF expressions: what each operation does, and that none goes wrong in another way."""

from __future__ import annotations

import contextlib
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidImageError
from app.core.symbols.expression import evaluate
from app.core.symbols.machine import AMD64, I386

MEMORY = {0x1000: struct.pack("<QQ", 0x1122334455667788, 0x2000)}


def read(address, size):
    for start, data in MEMORY.items():
        if start <= address < start + len(data):
            return data[address - start : address - start + size]
    return b""


def value(*code, start=None, machine=AMD64):
    return evaluate(bytes(code), {6: 0x1000, 7: 0xFFF0, 16: 0x40100B}, read, machine, start)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ([0x35], 5),
        ([0x08, 0xFE], 0xFE),
        ([0x09, 0xFE], (1 << 64) - 2),
        ([0x0A, 1, 2], 0x201),
        ([0x10, 0xE5, 0x8E, 0x26], 624485),
        ([0x11, 0x7E], (1 << 64) - 2),
        ([0x76, 8], 0x1008),
        ([0x77, 0x78], 0xFFE8),
        ([0x92, 16, 0], 0x40100B),
        ([0x76, 0, 0x06], 0x1122334455667788),
        ([0x76, 0, 0x94, 2], 0x7788),
        ([0x31, 0x32, 0x12], 2),
        ([0x31, 0x32, 0x13], 1),
        ([0x31, 0x32, 0x14], 1),
        ([0x31, 0x32, 0x33, 0x15, 2], 1),
        ([0x31, 0x32, 0x16], 1),
        ([0x31, 0x32, 0x33, 0x17], 2),
        ([0x31, 0x32, 0x33, 0x17, 0x13], 1),
        ([0x31, 0x32, 0x33, 0x17, 0x13, 0x13], 3),
        ([0x09, 0xF9, 0x19], 7),
        ([0x3C, 0x3A, 0x1A], 8),
        ([0x09, 0xF9, 0x32, 0x1B], (1 << 64) - 3),
        ([0x33, 0x35, 0x1C], (1 << 64) - 2),
        ([0x37, 0x34, 0x1D], 3),
        ([0x37, 0x34, 0x1E], 28),
        ([0x31, 0x1F], (1 << 64) - 1),
        ([0x30, 0x20], (1 << 64) - 1),
        ([0x3C, 0x32, 0x21], 14),
        ([0x3C, 0x32, 0x22], 14),
        ([0x3C, 0x23, 0x80, 1], 140),
        ([0x31, 0x34, 0x24], 16),
        ([0x31, 0x08, 200, 0x24], 0),
        ([0x09, 0x80, 0x34, 0x25], 0x0FFFFFFFFFFFFFF8),
        ([0x09, 0x80, 0x34, 0x26], (1 << 64) - 8),
        ([0x3C, 0x3A, 0x27], 6),
        ([0x09, 0xFF, 0x31, 0x2D], 1),
        ([0x31, 0x31, 0x29], 1),
        ([0x31, 0x31, 0x2E], 0),
        ([0x31, 0x28, 1, 0, 0x35, 0x36, 0x96], 6),
        ([0x32, 0x2F, 1, 0, 0x13, 0x33, 0x22], 5),
    ],
)
def test_an_operation_does_what_dwarf_says(code, wanted):
    assert value(*code) == wanted


def test_the_entry_of_a_plt_is_computed():
    """As linkers write it: DW_OP_breg7 8, breg16 0, lit15, and, lit11, ge, lit3, shl, plus."""
    code = [0x77, 8, 0x80, 0, 0x3F, 0x1A, 0x3B, 0x2A, 0x33, 0x24, 0x22]
    assert value(*code) == 0xFFF0 + 8 + 8


def test_the_frame_is_on_the_stack_before():
    assert value(0x23, 8, start=0x100) == 0x108


def test_words_are_those_of_the_processor():
    assert value(0x31, 0x1F, machine=I386) == 0xFFFFFFFF
    assert value(0x76, 0, 0x06, machine=I386) == 0x55667788


@pytest.mark.parametrize(
    "code",
    [
        [],
        [0x12],
        [0x22],
        [0x31, 0x30, 0x1B],
        [0x31, 0x30, 0x1D],
        [0x03, 1, 2],
        [0x30, 0x06],
        [0x76, 0, 0x94, 9],
        [0x31, 0x15, 9],
        [0x74, 0],
        [0xFF],
        [0x2F, 0xFD, 0xFF],
        [0x2F, 0xF0, 0xFF],
        [0x31, 0x12, 0x2F, 0xFC, 0xFF],
        [0x10, *([0x80] * 12), 0],
    ],
)
def test_what_cannot_be_true_is_an_error_of_ours(code):
    with pytest.raises(InvalidImageError):
        value(*code)


def test_a_loop_ends():
    start = time.process_time()
    with pytest.raises(InvalidImageError, match="does not end"):
        value(0x96, 0x2F, 0xFC, 0xFF)
    assert time.process_time() - start < 1


@given(st.binary(max_size=64))
def test_any_bytes_give_a_number_or_an_error_of_ours(code):
    with contextlib.suppress(InvalidImageError):
        assert 0 <= evaluate(code, {7: 0xFFF0, 6: 0x1000}, read, AMD64, 1) < 1 << 64
