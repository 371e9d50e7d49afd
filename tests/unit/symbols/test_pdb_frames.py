"""Callers of x86 code by the frame data of a PDB, with rows and programs written by hand."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidImageError
from app.core.symbols.machine import I386
from app.core.symbols.pdb_frames import FrameRow, FrameRows, caller

CODE, STACK, GLOBAL = 0x401000, 0x20000, 0x405000
FUNCTION, ELSEWHERE, BACK = CODE + 0x100, CODE + 0x200, CODE + 0x45
EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI, EIP = range(9)
PLAIN = "$T0 .raSearch = $eip $T0 ^ = $esp $T0 4 + = "
SAVES = PLAIN + "$ebx $T0 4 - ^ = $esi $T0 8 - ^ = "
BY_FRAME = "$T0 $ebp = $eip $T0 4 + ^ = $ebp $T0 ^ = $esp $T0 8 + = "
ALIGNED = "$T1 $ebp 4 + = $T0 $T1 4 - 32 @ = $eip $T1 ^ = $esp $T1 4 + = $ebp $T1 4 - ^ = "
FRAME_START = 4


def packed(start, size, local=0, saved=0, program=0, flags=0):
    return struct.pack("<6IHHI", start, size, local, 0, 0, program, 0, saved, flags)


def call(target, back=BACK):
    return b"\xe8" + struct.pack("<i", target - back)


class World:
    """Code at CODE, a stack at STACK and a word at GLOBAL."""

    def __init__(self, *words, called=None):
        self.stack = struct.pack(f"<{len(words)}I", *words)
        self.code = bytearray(b"\x90" * 0x1000)
        self.word = b""
        before = call(FUNCTION) if called is None else called
        self.code[BACK - CODE - len(before) : BACK - CODE] = before

    def memory(self, address, size):
        for start, data in ((STACK, self.stack), (GLOBAL, self.word)):
            if start <= address < start + len(data):
                return data[address - start : address - start + size]
        return b""

    def read(self, address, size):
        if CODE <= address < CODE + len(self.code):
            return bytes(self.code[address - CODE : address - CODE + size])
        return self.memory(address, size)

    def caller(self, program, local=0, saved=0, **registers):
        row = FrameRow(0x100, 0x40, local, 0, saved, 0, is_start=True)
        known = dict.fromkeys(range(9), 7) | {ESP: STACK}
        known |= {I386.names.index(name): value for name, value in registers.items()}
        return caller(row, program, FUNCTION, known, self.memory, self.read)


def test_the_innermost_row_counts_and_knows_its_function():
    data = b"".join(
        (
            packed(0x100, 0x32, flags=FRAME_START),
            packed(0x101, 0x31, saved=4),
            packed(0x107, 0x2B, local=300, saved=4),
            packed(0x200, 0x10, flags=FRAME_START),
        )
    )
    rows = FrameRows(data + b"cut off")
    assert rows.at(0xFF) is None
    assert (rows.at(0x100).saved, rows.at(0x106).saved, rows.at(0x131).local) == (0, 4, 300)
    assert rows.at(0x132) is None
    assert rows.function_of(rows.at(0x131)) == 0x100
    assert rows.function_of(rows.at(0x20F)) == 0x200


def test_what_a_function_keeps_and_has_is_stepped_over():
    world = World(1, 2, 3, 0x51, 0xB1, BACK, 9)
    found = world.caller(SAVES, local=12, saved=8)
    assert (found[EIP], found[ESP]) == (BACK, STACK + 24)
    assert (found[EBX], found[ESI], found[EDI]) == (0xB1, 0x51, 7)


def test_what_was_pushed_for_a_callee_is_stepped_over():
    found = World(1, 2, BACK).caller(PLAIN)
    assert (found[EIP], found[ESP]) == (BACK, STACK + 12)


def test_a_frame_pointer_is_used_where_the_program_says_so():
    found = World(1, 2, 0x8888, BACK).caller(BY_FRAME, ebp=STACK + 8)
    assert (found[EIP], found[ESP], found[EBP]) == (BACK, STACK + 16, 0x8888)
    found = World(1, 2, 0x8888, BACK).caller(ALIGNED, ebp=STACK + 8)
    assert (found[EIP], found[ESP], found[EBP]) == (BACK, STACK + 16, 0x8888)


@pytest.mark.parametrize(
    ("called", "jumps", "word", "is_it"),
    [
        (call(FUNCTION), None, 0, True),
        (call(ELSEWHERE), None, 0, False),
        (call(ELSEWHERE), FUNCTION, 0, True),
        (call(ELSEWHERE), ELSEWHERE, 0, False),
        (b"\xff\xd0", None, 0, True),
        (b"\xff\x15" + struct.pack("<I", GLOBAL), None, FUNCTION, True),
        (b"\xff\x15" + struct.pack("<I", GLOBAL), None, ELSEWHERE, False),
        (b"\x90\x90", None, 0, False),
    ],
    ids=["direct", "other", "by jump", "jump elsewhere", "register", "word", "import", "none"],
)
def test_a_word_counts_if_it_may_return_from_that_function(called, jumps, word, is_it):
    world = World(BACK, called=called)
    world.word = struct.pack("<I", word)
    if jumps is not None:
        at = ELSEWHERE - CODE
        world.code[at : at + 5] = b"\xe9" + struct.pack("<i", jumps - ELSEWHERE - 5)
    found = world.caller(PLAIN)
    assert (found is not None) is is_it
    assert found is None or found[EIP] == BACK


@pytest.mark.parametrize(
    "program",
    ["=", "$eip 5", "$T0 $nothing =", "$T0 1 0 / =", "5 6 =", "$T0 x =", "+ " * 9, "$T0 " * 600],
)
def test_a_program_without_sense_is_an_error_of_ours_or_leads_nowhere(program):
    with contextlib.suppress(InvalidImageError):
        assert World(BACK).caller(program) is None


TOKENS = ["$eip", "$esp", "$ebp", "$T0", ".raSearch", "=", "^", "+", "-", "*", "/", "@", "%", "4"]


@given(st.lists(st.sampled_from(TOKENS), max_size=40), st.binary(max_size=64))
def test_whatever_a_program_says_there_is_a_caller_or_an_error_of_ours(tokens, noise):
    world = World(1, BACK, 2, BACK)
    world.code[: len(noise)] = noise
    try:
        found = world.caller(" ".join(tokens))
    except InvalidImageError:
        return
    assert found is None or found[ESP] > STACK
