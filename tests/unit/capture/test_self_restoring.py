"""Frames that put a thread back, read as the kernel reads them."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.linux.self_restoring import (
    EFLAGS,
    ORIG_RAX,
    R10,
    RAX,
    RDI,
    RDX,
    RIP,
    RSP,
    CallSites,
    calling,
    frames,
    loses_its_call,
    signed,
)

SITES = CallSites(0x7F0000001000, 0x7F0000002000)
FRAME = 312
XSAVE = 832
NAMES = [
    "r8",
    "r9",
    "r10",
    "r11",
    "r12",
    "r13",
    "r14",
    "r15",
    "di",
    "si",
    "bp",
    "bx",
    "dx",
    "ax",
    "cx",
    "sp",
    "ip",
    "flags",
]


def registers(**values):
    found = [0x100 + place for place in range(27)]
    found[RSP], found[RIP], found[EFLAGS] = 0x7FFF_0000_1238, 0x40_1000, 0x246
    found[RAX], found[ORIG_RAX] = 7, (1 << 64) - 1
    for name, value in values.items():
        found[{"ax": RAX, "orig": ORIG_RAX, "sp": RSP}[name]] = value % (1 << 64)
    return found


def frame_at(found, pointer):
    """What rt_sigreturn takes when ``ret`` has taken the first word at *pointer*."""
    data = found.data[pointer - found.base :]
    (back,) = struct.unpack_from("<Q", data)
    assert back == SITES.give_back
    values = dict(zip(NAMES, struct.unpack_from("<18Q", data, 48), strict=True))
    (floating,) = struct.unpack_from("<Q", data, 48 + 144 + 8 + 32)
    (mask,) = struct.unpack_from("<Q", data, FRAME - 8)
    return values, mask, floating


def made(**values):
    state = bytes(range(256)) * 2 + struct.pack("<Q", 7) + bytes(XSAVE - 520)
    return frames(registers(**values), 0x5A, state, SITES)


def test_all_lies_below_the_red_zone_and_above_where_a_handler_would_begin():
    found = made()
    assert found.base % 64 == 0
    assert found.base + len(found.data) <= registers()[RSP] - 128
    assert found.base <= min(found.reaping, found.returning, found.ending)


def test_the_thread_gets_back_what_it_had():
    values, mask, _ = frame_at(made(), made().returning)
    assert (values["sp"], values["ip"], values["ax"]) == (0x7FFF_0000_1238, 0x40_1000, 7)
    assert (values["r8"], values["flags"], mask) == (0x109, 0x246, 0x5A)


@pytest.mark.parametrize("result", [-512, -513, -514, -516])
def test_an_interrupted_call_is_made_again(result):
    values, _, _ = frame_at(made(ax=result, orig=23), made().returning)
    assert (values["ax"], values["ip"]) == (23, 0x40_1000 - 2)
    assert not loses_its_call(registers(ax=result, orig=23))


def test_a_call_that_has_ended_is_not():
    values, _, _ = frame_at(made(ax=-4, orig=23), made().returning)
    assert (signed(values["ax"]), values["ip"]) == (-4, 0x40_1000)


def test_a_call_that_is_being_restarted_is_lost():
    assert loses_its_call(registers(ax=-516, orig=219))


def test_children_are_waited_for_on_the_way():
    found = made()
    pointer = found.reaping
    for _ in range(2):
        values, mask, _ = frame_at(found, pointer)
        assert (values["ax"], values["ip"]) == (61, SITES.call)
        assert (signed(values["di"]), values["si"], values["dx"]) == (-1, 0, 0xA000_0000)
        assert mask == (1 << 64) - 1
        pointer = values["sp"]
    assert pointer == found.returning


def test_a_child_ends():
    values, _, _ = frame_at(made(), made().ending)
    assert (values["ax"], values["di"], values["ip"]) == (60, 0, SITES.call)


def test_the_floating_point_state_is_that_of_a_signal_frame():
    found = made()
    _, _, floating = frame_at(found, found.returning)
    assert floating % 64 == 0
    state = found.data[floating - found.base :]
    first, extended, features, size = struct.unpack_from("<IIQI", state, 464)
    assert (first, extended, size) == (0x46505853, XSAVE + 4, XSAVE)
    assert features == int.from_bytes(bytes(range(208, 216)), "little")
    assert struct.unpack_from("<I", state, XSAVE) == (0x46505845,)
    assert state[:464] == (bytes(range(256)) * 2)[:464]


def test_tiles_that_are_not_in_use_have_no_room():
    state = bytearray(11008)
    found = frames(registers(), 0, bytes(state), SITES)
    assert len(found.data) < 8192
    state[512:520] = (1 << 18).to_bytes(8, "little")
    assert len(frames(registers(), 0, bytes(state), SITES).data) > 11008


def test_a_call_has_its_arguments_and_is_not_made_again():
    found = calling(registers(), SITES, 61, (1, 2, 3, 4), 0x5000)
    assert (found[RDI], found[RDX], found[R10], found[RAX]) == (1, 3, 4, 61)
    assert (found[RSP], found[RIP], signed(found[ORIG_RAX])) == (0x5000, SITES.call, -1)
