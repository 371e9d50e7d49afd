"""Which calls are made again after a stop, and with which registers."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.linux.unrestarted import put_back

EINTR, AGAIN = (1 << 64) - 4, (1 << 64) - 514
R10, R8, RAX, RDX, ORIG, CS = 7, 9, 10, 12, 15, 17
FOR_EVER = 0xFFFFFFFF


def registers(call, result=EINTR, code=0x33, **limits):
    found = [0x100 + place for place in range(27)]
    found[ORIG], found[RAX], found[CS] = call, result, code
    found[RDX], found[R10] = limits.get("rdx", 1), limits.get("r10", 1)
    found[R8] = limits.get("r8", 1)
    return struct.pack("<27Q", *found)


@pytest.mark.parametrize(
    "general",
    [
        registers(65),
        registers(128, rdx=0),
        registers(208, r8=0),
        registers(220, r10=0),
        registers(232, r10=FOR_EVER),
        registers(281, r10=(1 << 64) - 1),
        registers(441, r10=0),
    ],
)
def test_what_waits_for_ever_is_made_again(general):
    before, after = struct.unpack("<27Q", general), put_back(general)
    assert after[RAX] == AGAIN
    assert [new for old, new in zip(before, after, strict=True) if new != old] == [AGAIN]


@pytest.mark.parametrize(
    "general",
    [
        registers(128, rdx=0x5000),
        registers(208, r8=0x5000),
        registers(220, r10=0x5000),
        registers(232, r10=1000),
        registers(441, r10=0x5000),
        registers(0),
        registers(232, result=1, r10=FOR_EVER),
        registers(232, result=AGAIN, r10=FOR_EVER),
        registers(232, code=0x23, r10=FOR_EVER),
    ],
)
def test_all_else_is_left_alone(general):
    assert put_back(general) is None
