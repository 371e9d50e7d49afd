"""Structures of both widths of Windows, as its headers lay them out."""

from __future__ import annotations

import ctypes

import pytest

from app.core.capture.windows.api import memory_basic_information
from app.core.capture.windows.width import NATIVE, WIDTHS


@pytest.mark.parametrize(
    ("pointer", "offsets", "size"),
    [
        (ctypes.c_uint64, {"RegionSize": 24, "State": 32, "Protect": 36, "Type": 40}, 48),
        (ctypes.c_uint32, {"RegionSize": 12, "State": 16, "Protect": 20, "Type": 24}, 28),
    ],
)
def test_a_region_of_memory(pointer, offsets, size):
    made = memory_basic_information(pointer)
    assert ctypes.sizeof(made) == size
    assert {name: getattr(made, name).offset for name in offsets} == offsets


@pytest.mark.parametrize(
    ("bits", "sizes"), [(64, (256, 80, 40, 40, 16, 92)), (32, (184, 64, 28, 28, 8, 84))]
)
def test_rows_of_tables(bits, sizes):
    width = WIDTHS[bits]
    forms = (
        *(width.process_row, width.thread_row, width.process_handle, width.system_handle),
        *(width.unicode_string, width.unload_trace),
    )
    assert tuple(form.size for form in forms) == sizes


@pytest.mark.parametrize(("bits", "data"), [(64, b"\1" + bytes(7)), (32, b"\1" + bytes(3))])
def test_pointers_are_read_whole(bits, data):
    assert WIDTHS[bits].pointers(data * 2 + b"\1") == (1, 1)


def test_the_width_is_that_of_the_interpreter():
    assert NATIVE.pointer == ctypes.sizeof(ctypes.c_void_p)
