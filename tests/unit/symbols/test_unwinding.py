"""Unwind tables made by hand: finding the one record, its rules, and the caller's registers."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidImageError
from app.core.symbols.cfi import How, Rule, caller_of, row_at
from app.core.symbols.eh_frame import Section, UnwindTable
from app.core.symbols.machine import AMD64, ARM64

FRAMES = 0x20_0000
HEADER = 0x21_0000
CODE = 0x10_0000
STACK = 0x7000_0000
FIRST = b"\x0c\x07\x08\x90\x01"
"""def_cfa rsp+8; rip at cfa-8."""


def record(content):
    content += bytes(-len(content) % 4)
    return struct.pack("<I", len(content)) + content


def cie(augmentation=b"zR", instructions=FIRST, encoding=0x1B, extra=None):
    data = bytes([encoding]) if extra is None else extra
    size = bytes([len(data)]) + data if augmentation else b""
    head = struct.pack("<IB", 0, 1) + augmentation + b"\0" + b"\x01\x78\x10" + size
    return record(head + instructions)


class Tables:
    """An .eh_frame at FRAMES and its index at HEADER."""

    def __init__(self, *functions, first=None, form=0x3B, wide=False):
        """Take (start, size, instructions)."""
        self.frames = bytearray(first if first is not None else cie())
        entries = []
        for start, size, instructions in functions:
            at = FRAMES + len(self.frames)
            content = struct.pack("<I", at + 4 - FRAMES)
            content += struct.pack("<iI", start - (at + 8), size) + b"\0" + instructions
            entries.append((start - HEADER, at - HEADER))
            self.frames += record(content)
        self.frames += bytes(4)
        head = struct.pack("<BBBB", 1, 0x1B, 0x03, form)
        head += struct.pack("<iI", FRAMES - HEADER - 4, len(entries))
        layout = "<qq" if wide else "<ii"
        self.header = head + b"".join(struct.pack(layout, *entry) for entry in sorted(entries))
        self.reads = 0

    def read(self, address, size):
        self.reads += 1
        for start, data in ((FRAMES, bytes(self.frames)), (HEADER, self.header)):
            if start <= address < start + len(data):
                return data[address - start : address - start + size]
        return b""

    def table(self, header=HEADER, section=None):
        return UnwindTable(self.read, 8, header, section)


PUSHED = b"\x41\x0e\x10\x86\x02\x43\x0d\x06"
"""push %rbp; mov %rsp, %rbp"""


def row(tables, address):
    fde = tables.table().find(address)
    return row_at(fde, address, 8)


def test_the_record_of_an_address_is_found_by_a_few_looks():
    functions = [(CODE + at * 0x100, 0x80, b"") for at in range(1000)]
    tables = Tables(*functions)
    table = tables.table()
    fde = table.find(CODE + 700 * 0x100 + 0x7F)
    assert (fde.start, fde.end) == (CODE + 700 * 0x100, CODE + 700 * 0x100 + 0x80)
    assert tables.reads < 20
    assert table.find(CODE + 700 * 0x100 + 0x80) is None
    assert table.find(CODE - 1) is None
    assert table.find(CODE + 10_000_000) is None


@pytest.mark.parametrize("form", [0xFF, 0x1B, 0x3B])
def test_an_index_in_another_form_is_not_needed(form):
    functions = [(CODE + at * 0x100, 0x80, b"") for at in range(10)]
    table = Tables(*functions, form=form).table()
    assert [table.find(start + 1).start for start, _, _ in functions] == [
        start for start, _, _ in functions
    ]
    assert table.find(CODE + 0x80) is None


def test_an_index_of_wide_entries_is_searched():
    tables = Tables((CODE, 0x80, b""), (CODE + 0x80, 8, b""), form=0x3C, wide=True)
    assert tables.table().find(CODE + 0x81).start == CODE + 0x80


def test_without_an_index_the_section_is_gone_through():
    tables = Tables((CODE, 0x80, b""), (CODE + 0x80, 8, b""))
    table = tables.table(0, Section(FRAMES, len(tables.frames)))
    assert table.find(CODE + 0x81).start == CODE + 0x80
    assert table.find(CODE + 0x90) is None


def test_rules_hold_from_their_instruction_on():
    tables = Tables((CODE, 0x80, PUSHED))
    assert row(tables, CODE).offset == 8
    assert row(tables, CODE + 1).offset == 16
    assert 6 not in row(tables, CODE).rules
    found = row(tables, CODE + 4)
    assert (found.cfa, found.offset) == (Rule(How.REGISTER, 6), 16)
    assert found.rules == {16: Rule(How.OFFSET, -8), 6: Rule(How.OFFSET, -16)}


def test_a_remembered_row_comes_back():
    code = b"\x41\x0e\x10\x0a\x41\x0c\x06\x20\x0b"
    tables = Tables((CODE, 0x80, code))
    found = row(tables, CODE + 9)
    assert (found.cfa.number, found.offset) == (7, 16)


def test_restored_is_what_the_cie_says():
    tables = Tables((CODE, 0x80, b"\x83\x03\x90\x05\xc3\xd0"))
    assert row(tables, CODE).rules == {16: Rule(How.OFFSET, -8)}


@pytest.mark.parametrize(
    ("code", "number", "rule"),
    [
        (b"\x05\x03\x02", 3, Rule(How.OFFSET, -16)),
        (b"\x11\x03\x7f", 3, Rule(How.OFFSET, 8)),
        (b"\x2f\x03\x02", 3, Rule(How.OFFSET, 16)),
        (b"\x14\x03\x02", 3, Rule(How.VAL_OFFSET, -16)),
        (b"\x15\x03\x7f", 3, Rule(How.VAL_OFFSET, 8)),
        (b"\x07\x03", 3, Rule(How.UNDEFINED)),
        (b"\x08\x03", 3, Rule(How.SAME)),
        (b"\x09\x03\x01", 3, Rule(How.REGISTER, 1)),
        (b"\x10\x03\x02\x77\x08", 3, Rule(How.EXPRESSION, code=b"\x77\x08")),
        (b"\x16\x03\x02\x77\x08", 3, Rule(How.VAL_EXPRESSION, code=b"\x77\x08")),
    ],
)
def test_every_kind_of_rule_is_read(code, number, rule):
    assert row(Tables((CODE, 0x80, code)), CODE).rules[number] == rule


@pytest.mark.parametrize(
    ("code", "at"),
    [
        (b"\x02\x10\x0e\x20", 0x10),
        (b"\x03\x10\x00\x0e\x20", 0x10),
        (b"\x04\x10\x00\x00\x00\x0e\x20", 0x10),
        (b"\x01" + struct.pack("<Q", CODE + 0x10) + b"\x0e\x20", 0x10),
        (b"\x50\x13\x7c", 0x10),
        (b"\x2e\x08\x50\x12\x07\x7c", 0x10),
    ],
)
def test_every_way_to_advance_is_known(code, at):
    tables = Tables((CODE, 0x80, code))
    assert row(tables, CODE + at - 1).offset == 8
    assert row(tables, CODE + at).offset == 32


def test_a_signal_frame_is_known_by_its_cie():
    assert row(Tables((CODE, 8, b""), first=cie(b"zRS")), CODE).is_signal
    assert not row(Tables((CODE, 8, b"")), CODE).is_signal


def test_personality_and_data_are_passed():
    extra = b"\x9b" + bytes(4) + b"\x1b" + b"\x1b"
    tables = Tables((CODE, 0x80, b""), first=cie(b"zPLR", extra=extra))
    assert row(tables, CODE).offset == 8


@pytest.mark.parametrize(
    "code",
    [b"\x3f", b"\x0b", b"\x0a" * 100, b"\x05\xff\xff\x7f\x01", b"\x0f\x7f\x00"],
    ids=["unknown", "recalled", "remembered", "register", "block"],
)
def test_instructions_that_cannot_be_true_are_an_error_of_ours(code):
    with pytest.raises(InvalidImageError):
        row(Tables((CODE, 0x80, code)), CODE + 0x7F)


def test_a_table_without_a_frame_is_an_error_of_ours():
    with pytest.raises(InvalidImageError):
        row(Tables((CODE, 0x80, b""), first=cie(instructions=b"")), CODE)


# ----------------------------------------------------------------------------------- callers


def stack(*words):
    data = struct.pack(f"<{len(words)}Q", *words)
    return lambda at, size: data[at - STACK : at - STACK + size] if at >= STACK else b""


def call(code, registers, read, machine=AMD64, first=None, at=CODE):
    return caller_of(row(Tables((CODE, 0x80, code), first=first), at), registers, read, machine)


def test_the_caller_has_its_registers_back():
    read = stack(11, 0x7000_1234, 0x40_1000, 13)
    found = call(PUSHED, {6: STACK + 8, 7: STACK, 3: 5, 16: CODE}, read, at=CODE + 4)
    assert found == {6: 0x7000_1234, 7: STACK + 24, 3: 5, 16: 0x40_1000}


def test_an_undefined_return_ends_the_stack():
    assert call(b"\x07\x10", {7: STACK, 16: CODE}, stack(1)) is None


def test_the_frame_may_be_an_expression():
    code = b"\x0f\x03\x77\x10\x06" + b"\x16\x03\x02\x23\x04"
    found = call(code, {7: STACK, 16: CODE}, stack(7, 0x40_1000, STACK + 16, 9))
    assert found == {7: STACK + 16, 3: STACK + 20, 16: 0x40_1000}


def test_the_stack_pointer_may_have_a_rule_of_its_own():
    found = call(b"\x16\x07\x02\x77\x20", {7: STACK, 16: CODE}, stack(0x40_1000))
    assert found[7] == STACK + 32


def test_a_register_that_cannot_be_read_is_left_out():
    found = call(b"\x83\x7f", {3: 1, 7: STACK, 16: CODE}, stack(0x40_1000))
    assert found == {7: STACK + 8, 16: 0x40_1000}


def test_a_return_address_that_cannot_be_read_is_an_error_of_ours():
    with pytest.raises(InvalidImageError):
        call(b"", {7: STACK - 8, 16: CODE}, stack(1))


def test_on_arm64_the_return_address_may_be_in_its_register_and_signed():
    first = record(struct.pack("<IB", 0, 1) + b"zR\0\x04\x78\x1e\x01\x1b" + b"\x0c\x1f\x00")
    registers = {29: 1, 30: 0x0055_0000_0040_1000, 31: STACK, 32: CODE}
    found = call(b"\x2d", registers, stack(), ARM64, first=first)
    assert found[32] == 0x40_1000
    assert found[31] == STACK


@given(st.binary(max_size=200))
def test_any_table_gives_rules_or_an_error_of_ours(noise):
    tables = Tables((CODE, 0x80, noise[:100]), first=cie(instructions=FIRST + noise[100:]))
    tables.frames[:] = bytes(tables.frames)
    try:
        found = row(tables, CODE + 0x40)
        caller_of(found, {7: STACK, 16: CODE}, stack(*range(64)), AMD64)
    except InvalidImageError:
        pass


@given(st.integers(0, 400), st.binary(min_size=1, max_size=16))
def test_a_damaged_table_gives_a_record_or_an_error_of_ours(at, noise):
    tables = Tables((CODE, 0x80, PUSHED), (CODE + 0x80, 0x80, PUSHED))
    whole = tables.frames + tables.header
    whole[at : at + len(noise)] = noise
    tables.frames, tables.header = whole[: len(tables.frames)], bytes(whole[len(tables.frames) :])
    for address in (CODE, CODE + 0x90):
        try:
            fde = tables.table().find(address)
            if fde is not None:
                row_at(fde, address, 8)
        except InvalidImageError:
            pass
