"""Unwinding by .pdata, with images made by hand from Microsoft's description."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidImageError
from app.core.symbols.pe_code import PeCode
from app.core.symbols.places import Places

BASE = 0x1_8000_0000
SIZE = 0x10000
PDATA, INFOS, EXPORTS, CODE = 0x3000, 0x4000, 0x5000, 0x8000
STACK = 0x20_0000
RBX, RSI, RDI, RBP, RSP, R12, RIP = 3, 4, 5, 6, 7, 12, 16
PUSH, LARGE, SMALL, FRAME, SAVE, SAVE_FAR, EPILOG, SPARE, XMM, XMM_FAR, MACHINE = range(11)


def code(at, kind, info=0, *rest):
    return struct.pack(f"<{1 + len(rest)}H", at | kind << 8 | info << 12, *rest)


class Image:
    """An image at BASE."""

    def __init__(self, machine=0x8664):
        self.bytes = bytearray(SIZE)
        self.bytes[:2] = b"MZ"
        struct.pack_into("<I", self.bytes, 0x3C, 0x80)
        head = struct.pack("<4sHHIIIHH", b"PE\0\0", machine, 2, 0x5EED, 0, 0, 112 + 128, 0x22)
        optional = bytearray(112 + 128)
        struct.pack_into("<H", optional, 0, 0x20B)
        struct.pack_into("<I", optional, 56, SIZE)
        struct.pack_into("<I", optional, 108, 16)
        self.bytes[0x80 : 0x80 + len(head) + len(optional)] = head + optional
        self.directories = 0x80 + len(head) + 112
        sections = self.directories + 128
        for at, (rva, flags) in enumerate(((0x1000, 0x40000040), (CODE, 0x60000020))):
            row = struct.pack("<8sIIIIIIHHI", b"x", 0x7000, rva, 0x7000, rva, 0, 0, 0, 0, flags)
            self.bytes[sections + 40 * at : sections + 40 * at + 40] = row
        self.functions = []
        self.infos = INFOS

    def function(self, start, size, codes=b"", *, prologue=0, frame=0, chained=None, version=1):
        """Add one; give where its unwind data lies."""
        place = self.infos
        count = len(codes) // 2
        flags = 4 if chained else 0
        data = bytes([version | flags << 3, prologue, count, frame]) + codes
        data += bytes(-len(codes) % 4)
        if chained:
            data += struct.pack("<III", *chained)
        self.bytes[place : place + len(data)] = data
        self.infos += -(-len(data) // 4) * 4
        self.functions.append((CODE + start, CODE + start + size, place))
        return place

    def exports(self, **functions):
        names = sorted(functions)
        tables = EXPORTS + 40
        texts = tables + 10 * len(names)
        head = struct.pack(
            "<IIIIIIIIIII",
            *(0, 0, 0, 0, 1, len(names), len(names)),
            *(tables, tables + 4 * len(names), tables + 8 * len(names)),
            0,
        )[:40]
        addresses, places, ordinals, text = b"", b"", b"", b""
        for at, name in enumerate(names):
            addresses += struct.pack("<I", CODE + functions[name])
            places += struct.pack("<I", texts + len(text))
            ordinals += struct.pack("<H", at)
            text += name.encode() + b"\0"
        data = head + addresses + places + ordinals + text
        self.bytes[EXPORTS : EXPORTS + len(data)] = data
        struct.pack_into("<II", self.bytes, self.directories, EXPORTS, len(data))

    def finished(self):
        table = b"".join(struct.pack("<III", *row) for row in sorted(self.functions))
        self.bytes[PDATA : PDATA + len(table)] = table
        struct.pack_into("<II", self.bytes, self.directories + 24, PDATA, len(table))
        return bytes(self.bytes)


def memory(image, *words):
    """The image, and a stack of *words*."""
    data = image if isinstance(image, bytes) else image.finished()
    stack = struct.pack(f"<{len(words)}Q", *words)

    def read(address, size):
        for start, piece in ((BASE, data), (STACK, stack)):
            if start <= address < start + len(piece):
                return piece[address - start : address - start + size]
        return b""

    return read


def caller(image, at, *words, is_exact=False, **registers):
    read = memory(image, *words)
    known = {RSP: STACK, RIP: BASE + CODE + at}
    known |= {globals()[name]: value for name, value in registers.items()}
    pe = PeCode(BASE, BASE + SIZE, read, None)
    return pe.caller(known, BASE + CODE + at - (not is_exact), read, is_exact=is_exact)


PROLOGUE = code(9, SMALL, 3) + code(5, PUSH, 7) + code(4, PUSH, 6) + code(3, PUSH, 12)
"""push r12 (at 3), push rsi (4), push rdi (5), sub rsp, 32 (9)"""


def test_what_a_prologue_did_is_undone():
    image = Image()
    image.function(0, 0x100, PROLOGUE, prologue=9)
    found = caller(image, 0x40, 1, 2, 3, 4, 5, 6, 7, BASE + CODE + 0x500)
    assert found.registers == {
        RSP: STACK + 64,
        RDI: 5,
        RSI: 6,
        R12: 7,
        RIP: BASE + CODE + 0x500,
    }
    assert not found.is_exact


@pytest.mark.parametrize(
    ("at", "words", "stack"),
    [
        (0, [99], 8),
        (3, [12, 99], 16),
        (4, [6, 12, 99], 24),
        (5, [7, 6, 12, 99], 32),
        (9, [0, 0, 0, 0, 7, 6, 12, 99], 64),
    ],
)
def test_in_a_prologue_only_what_was_done_is_undone(at, words, stack):
    image = Image()
    image.function(0, 0x100, PROLOGUE, prologue=9)
    found = caller(image, at, *words, is_exact=True)
    assert found.registers[RSP] == STACK + stack
    assert found.registers[RIP] == 99


@pytest.mark.parametrize(
    ("codes", "size"),
    [
        (code(4, SMALL, 15), 128),
        (code(7, LARGE, 0, 0x200), 0x1000),
        (code(7, LARGE, 1, 0x0000, 0x0001), 0x10000),
    ],
)
def test_every_form_of_an_allocation_is_known(codes, size):
    image = Image()
    image.function(0, 0x100, codes, prologue=7)
    words = [0] * (size // 8) + [99]
    assert caller(image, 0x40, *words).registers == {RSP: STACK + size + 8, RIP: 99}


def test_registers_are_read_from_where_they_were_saved():
    codes = code(20, XMM, 6, 1) + code(20, XMM_FAR, 6, 0, 0) + code(19, SAVE_FAR, 6, 8, 0)
    codes += code(15, SAVE, 3, 2) + code(10, SMALL, 3)
    image = Image()
    image.function(0, 0x100, codes, prologue=20)
    found = caller(image, 0x40, 1, 2, 3, 4, 99)
    assert found.registers == {RSP: STACK + 40, RBX: 3, RSI: 2, RIP: 99}


def test_a_frame_register_leads_over_what_was_allocated_since():
    codes = code(8, FRAME) + code(4, SMALL, 3) + code(1, PUSH, 5)
    image = Image()
    image.function(0, 0x100, codes, prologue=8, frame=5 | 2 << 4)
    words = [0] * 16 + [1, 2, 3, 4, 55, 99]
    found = caller(image, 0x40, *words, RBP=STACK + 16 * 8 + 32)
    assert found.registers == {RSP: STACK + 22 * 8, RBP: 55, RIP: 99}


def test_chained_records_are_undone_together():
    image = Image()
    first = image.function(0, 0x40, code(1, PUSH, 3), prologue=1)
    codes = code(5, SMALL, 1)
    image.function(0x40, 0x40, codes, prologue=5, chained=(CODE, CODE + 0x40, first))
    found = caller(image, 0x60, 1, 2, 33, 99)
    assert found.registers == {RSP: STACK + 32, RBX: 33, RIP: 99}


def test_a_chain_without_an_end_is_left():
    image = Image()
    place = image.infos
    image.function(0, 0x40, chained=(CODE, CODE + 0x40, place))
    with pytest.raises(InvalidImageError, match="does not end"):
        caller(image, 0x20, *range(100))


@pytest.mark.parametrize("has_code", [0, 1])
def test_a_machine_frame_was_interrupted(has_code):
    image = Image()
    image.function(0, 0x100, code(0, MACHINE, has_code), version=1)
    words = [7] * has_code + [BASE + CODE + 0x500, 0x33, 0x202, STACK + 0x1000, 0x2B]
    found = caller(image, 0x40, *words)
    assert found.is_exact
    assert found.registers == {RIP: BASE + CODE + 0x500, RSP: STACK + 0x1000}


@pytest.mark.parametrize(
    ("epilogue", "words"),
    [
        ("4883c4205f5e415cc3", [1, 2, 3, 4, 7, 6, 12, 99]),
        ("4881c4200000005f5e415cc3", [1, 2, 3, 4, 7, 6, 12, 99]),
        ("5f5e415cc3", [7, 6, 12, 99]),
        ("5e415cf3c3", [6, 12, 99]),
        ("c3", [99]),
    ],
)
def test_in_an_epilogue_the_rest_of_it_is_carried_out(epilogue, words):
    image = Image()
    image.function(0, 0x100, PROLOGUE, prologue=9)
    data = bytes.fromhex(epilogue)
    image.bytes[CODE + 0x80 : CODE + 0x80 + len(data)] = data
    found = caller(image, 0x80, *words, is_exact=True)
    assert found.registers[RSP] == STACK + 8 * len(words)
    assert found.registers[RIP] == 99


def test_a_function_without_a_record_is_a_leaf():
    image = Image()
    image.function(0, 0x100)
    found = caller(image, 0x200, 99, is_exact=True)
    assert found.registers == {RSP: STACK + 8, RIP: 99}
    assert caller(image, 0x200, 99) is None  # a leaf calls nobody


def test_a_function_is_called_as_it_is_exported():
    image = Image()
    image.function(0, 0x100)
    image.function(0x200, 0x100)
    image.exports(open_order=0, other=0x240)
    pe = PeCode(BASE, BASE + SIZE, memory(image), None)
    assert pe.function(BASE + CODE + 0xFF) == (BASE + CODE, b"open_order")
    assert pe.function(BASE + CODE + 0x100) is None
    assert pe.function(BASE + CODE + 0x250) is None


def test_what_is_not_in_memory_is_read_from_the_same_file(tmp_path):
    image = Image()
    image.function(0, 0x100, PROLOGUE, prologue=9)
    (tmp_path / "it.dll").write_bytes(image.finished())
    places = Places(folders=(str(tmp_path),))
    assert places.pe_image(r"C:\Program Files\it.dll", 0x5EED, SIZE + 1).file is None
    found = places.pe_image(r"C:\Program Files\IT.DLL", 0x5EED, SIZE)  # Windows knows no case
    read = memory(bytes(1), *range(7), 99)
    pe = PeCode(BASE, BASE + SIZE, read, found.file)
    step = pe.caller(
        {RSP: STACK, RIP: BASE + CODE + 0x40}, BASE + CODE + 0x3F, read, is_exact=False
    )
    assert step.registers[RIP] == 99
    places.close()


CALLS = {
    0x8664: b"\x4c\x8b\xd1\xb8\x04\0\0\0\xf6\x04\x25\x08\x03\xfe\x7f\x01\x75\x03\x0f\x05\xc3",
    0x14C: b"\xb8\x04\0\0\0\xba\x70\x8f\x2d\x77\xff\xd2\xc2\x0c\0",
}


@pytest.mark.parametrize("machine", CALLS)
def test_a_function_that_only_calls_the_system_is_known_by_that(machine):
    image = Image(machine)
    image.function(0x1000, 0x100)
    image.exports(NtWaitForSingleObject=0, NtReadFile=0x20, data=0x40)
    for start, size in ((0, 0x20), (0x20, 0x20)):
        code = CALLS[machine].ljust(size, b"\xcc")
        image.bytes[CODE + start : CODE + start + size] = code
    pe = PeCode(BASE, BASE + SIZE, memory(image), None)
    behind = CALLS[machine].rindex(b"\xff\xd2" if machine == 0x14C else b"\x0f\x05") + 2
    assert pe.function(BASE + CODE + behind) == (BASE + CODE, b"NtWaitForSingleObject")
    assert pe.function(BASE + CODE + 0x20 + behind) == (BASE + CODE + 0x20, b"NtReadFile")
    assert pe.function(BASE + CODE + 0x1F) is None  # it has returned there
    assert pe.function(BASE + CODE + 0x44) is None  # nothing says what that is
    assert pe.function(BASE + CODE - 1) is None


def test_the_record_of_a_pdb_is_found_in_the_image():
    image = Image()
    pe = PeCode(BASE, BASE + SIZE, memory(image), None)
    assert pe.codeview() == b""
    record = b"RSDS" + bytes(20) + b"it.pdb\0"
    entries = [(0x10, 8, 0x6100), (2, len(record), 0x6200)]
    for at, entry in enumerate(entries):
        struct.pack_into("<12xIII4x", image.bytes, 0x6000 + 28 * at, *entry)
    struct.pack_into("<II", image.bytes, image.directories + 8 * 6, 0x6000, 28 * len(entries))
    image.bytes[0x6200 : 0x6200 + len(record)] = record
    assert PeCode(BASE, BASE + SIZE, memory(image), None).codeview() == record
    struct.pack_into("<II", image.bytes, image.directories + 8 * 6, SIZE, 0xFFFFFFF0)
    assert PeCode(BASE, BASE + SIZE, memory(image), None).codeview() == b""


def test_code_of_32_bits_has_no_tables_but_can_be_read():
    image = Image(0x14C)
    image.bytes[CODE : CODE + 2] = b"\xff\xd2"
    pe = PeCode(BASE, BASE + SIZE, memory(image), None)
    assert pe.read(BASE + CODE, 2) == b"\xff\xd2"
    assert x86_caller(image, 0x10) is None


def x86_caller(image, at, *, is_exact=True):
    read = memory(image, 0x2_0000_1234)
    registers = {4: STACK, 5: STACK + 8, 8: BASE + CODE + at}
    pe = PeCode(BASE, BASE + SIZE, read, None)
    return pe.caller(registers, BASE + CODE + at, read, is_exact=is_exact)


def test_of_32_bit_code_that_calls_the_system_the_caller_is_known():
    image = Image(0x14C)
    image.exports(NtReadFile=0x20)
    image.bytes[CODE + 0x20 : CODE + 0x2F] = CALLS[0x14C]
    assert x86_caller(image, 0x2C).registers == {4: STACK + 4, 5: STACK + 8, 8: 0x1234}
    assert x86_caller(image, 0x2C, is_exact=False) is None
    assert x86_caller(image, 0x30) is None


@pytest.mark.parametrize("machine", [0x1C4, 0xAA64])
def test_other_processors_are_not_understood(machine):
    with pytest.raises(InvalidImageError):
        PeCode(BASE, BASE + SIZE, memory(Image(machine)), None)


@given(st.integers(0, SIZE - 16), st.binary(min_size=1, max_size=16), st.booleans())
def test_a_damaged_image_gives_a_caller_or_an_error_of_ours(at, noise, is_exact):
    image = Image()
    first = image.function(0, 0x40, PROLOGUE, prologue=9)
    image.function(0x40, 0x40, code(5, SMALL, 1), chained=(CODE, CODE + 0x40, first))
    image.exports(one=0)
    data = bytearray(image.finished())
    data[at : at + len(noise)] = noise
    try:
        caller(bytes(data), 0x50, *range(64), is_exact=is_exact)
        PeCode(BASE, BASE + SIZE, memory(bytes(data)), None).function(BASE + CODE + 0x10)
    except InvalidImageError:
        pass
