"""The border for what nobody vouches for: nothing outside is read, and there is one error."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidImageError
from app.core.symbols.extent import Extent

CONTENT = bytes(range(200))
ANY = st.integers(-(1 << 70), 1 << 70) | st.integers(-10, 210)


def extent(base=0x1000, size=200, readable=200):
    def read(address, wanted):
        assert base <= address <= address + wanted <= min(base + size, 1 << 64)
        start = address - base
        return CONTENT[start : min(start + wanted, readable)]

    return Extent(read, base, size)


@given(ANY, ANY, ANY)
def test_whatever_is_asked_nothing_outside_is_read(offset, size, most):
    for one in (extent(), extent(base=(1 << 64) - 50), extent(readable=70)):
        assert one.up_to(offset, most) in CONTENT
        with contextlib.suppress(InvalidImageError):
            assert len(one.take(offset, size, "it")) == size


def test_what_is_there_is_given():
    assert extent().take(3, 4, "it") == b"\3\4\5\6"
    assert extent().take(200, 0, "nothing") == b""
    assert extent().up_to(198, 100) == b"\xc6\xc7"
    assert extent().record(struct.Struct("<HB"), 1, "a record") == (0x201, 3)


@pytest.mark.parametrize(
    ("offset", "size", "told"),
    [
        (190, 11, "it should lie at 0xbe and take 0xb bytes, but there are only 0xc8"),
        (1 << 80, 1, "it should lie at"),
        (-1, 1, "it should lie at -0x1"),
        (0, -1, "take -0x1 bytes"),
        (60, 20, "it at 0x3c cannot be read"),
    ],
)
def test_a_lie_is_told(offset, size, told):
    with pytest.raises(InvalidImageError, match=told):
        extent(readable=70).take(offset, size, "it")
