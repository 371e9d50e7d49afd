"""Divisions that the processor refuses, by the bytes that an assembler made of them."""

import pytest

from app.core.capture.division import divides_by_zero

IP, HERE = 0x401000, 0x7000
ORDER = "r8 r9 r10 r11 r12 r13 r14 r15 di si bp bx dx ax cx sp ip".split()  # noqa: SIM905


def refused(code, memory=None, **registers):
    values = tuple({"ip": IP, "ax": 9, **registers}.get(name, 5) for name in ORDER)
    places = {IP: bytes.fromhex(code) + bytes(16), **(memory or {})}
    return divides_by_zero(values, lambda at, size: places.get(at, b"")[:size])


REGISTERS = [
    ("f7f9", "cx"),  # idiv %ecx
    ("48f7f6", "si"),  # div %rsi
    ("66f7f1", "cx"),  # div %cx
    ("41f7f8", "r8"),  # idiv %r8d
    ("f6f1", "cx"),  # div %cl
]
MEMORY = [
    ("f77df8", HERE - 8, {"bp": HERE}),  # idivl -8(%rbp)
    ("f73500010000", IP + 0x106, {}),  # divl 0x100(%rip)
    ("f7742410", HERE + 16, {"sp": HERE}),  # divl 16(%rsp)
    ("f7b48b00100000", HERE + 0x1000 + 8, {"bx": HERE, "cx": 2}),  # divl 0x1000(%rbx,%rcx,4)
]


@pytest.mark.parametrize(("code", "register"), REGISTERS)
def test_a_division_by_a_register(code, register):
    assert refused(code, **{register: 0})
    assert not refused(code, **{register: 3})


def test_the_upper_half_of_a_register_is_not_divided_by():
    assert refused("f7f9", cx=1 << 32)
    assert not refused("48f7f9", cx=1 << 32)


@pytest.mark.parametrize(("code", "place", "registers"), MEMORY)
def test_a_division_by_memory(code, place, registers):
    assert refused(code, {place: bytes(4)}, **registers)
    assert not refused(code, {place: b"\1\0\0\0"}, **registers)
    assert not refused(code, **registers)  # what is not there is not known


def test_the_lowest_number_cannot_be_divided_by_minus_one():
    assert refused("f7f9", ax=1 << 31, cx=0xFFFF_FFFF)
    assert not refused("f7f1", ax=1 << 31, cx=0xFFFF_FFFF)  # without signs it fits


@pytest.mark.parametrize("code", ["90", "f7d9", "48", "", "0f05"])
def test_what_is_no_division_is_none(code):
    assert not refused(code, cx=0)
