"""Pages of zeros: all are found, nothing else is taken for one."""

from __future__ import annotations

import os
import random
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("files have no holes there", allow_module_level=True)

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.capture.zero_pages import Zeros, filled, leaves_holes, look_for_zeros

PAGE = 4096


def page(kind):
    data = bytearray(PAGE)
    if kind:
        data[{"first": 0, "second": 8, "middle": 2048, "last": PAGE - 1}[kind]] = 1
    return bytes(data)


KINDS = st.sampled_from(["", "", "", "first", "second", "middle", "last"])


@settings(max_examples=200, deadline=None)
@given(st.lists(KINDS, max_size=20), st.integers(0, 2 * PAGE), st.integers(0, PAGE))
def test_what_is_left_out_is_every_page_of_zeros_and_no_more(kinds, offset, tail):
    data = bytearray(b"".join(map(page, kinds)) + bytes(tail))
    parts = list(filled(memoryview(data), offset))
    file = bytearray(offset + len(data))
    for low, high in parts:
        assert low < high or not data
        file[offset + low : offset + high] = data[low:high]
    assert file[offset:] == data
    written = {at for low, high in parts for at in range(offset + low, offset + high)}
    first = -(-offset // PAGE) * PAGE
    for start in range(first, offset + len(data) - PAGE + 1, PAGE):
        assert (start in written) == any(file[start : start + PAGE])


@pytest.mark.parametrize(("zeros", "expected"), [(0, False), (5, False), (30, True), (100, True)])
def test_whether_there_are_many_is_guessed(zeros, expected):
    chance = random.Random(3)
    empty = {number for number in range(10_000) if chance.randrange(100) < zeros}
    ranges = [(start * 7 * PAGE, (start * 7 + 2) * PAGE) for start in range(3000)]
    asked = []

    def read(address, size):
        assert any(start <= address < address + size <= end for start, end in ranges)
        asked.append(address)
        return page("" if address // PAGE // 7 in empty else "last")

    found = look_for_zeros(read, ranges)
    assert found.are_many == expected
    assert found.share <= found.most
    assert len(empty) / 10_000 <= found.most <= min(1, zeros / 100 + 0.1)
    assert len(asked) <= 256


def test_nothing_has_no_zeros():
    found = look_for_zeros(lambda *_: b"", [])
    assert not found.are_many
    assert (found.share, found.most) == (0, 1)


def test_a_file_with_room_kept_has_no_holes(tmp_path):
    with (tmp_path / "x").open("w+b") as file:
        assert leaves_holes(file.fileno(), 1 << 20)
        os.posix_fallocate(file.fileno(), 0, 1 << 20)
        assert not leaves_holes(file.fileno(), 1 << 20)


@pytest.mark.parametrize(("pages", "zeros"), [(1, 0), (1, 1), (256, 0), (256, 128), (256, 256)])
def test_what_is_not_looked_at_may_be_zero_as_well(pages, zeros):
    found = Zeros(pages, zeros)
    assert found.share < found.most <= 1.0 or found.share == found.most == 1.0
    assert Zeros(256, 0).most < 0.05
