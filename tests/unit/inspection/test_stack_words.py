"""The words of a stack made by hand: what each is said to point to, and whose it is."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.snapshot import Module, ProcessSnapshot, Region, SystemDescription, Thread
from app.core.inspection.callers import FoundBy
from app.core.inspection.stack_code import Code
from app.core.inspection.stack_words import MOST_WORDS, Pointed, StackWords
from app.core.inspection.stacks import Frame, Stack
from app.core.symbols.perf_map import PerfMap
from app.core.symbols.places import Places

CODE, DATA, MADE, HEAP, STACK, OTHER = (0x1000_0000 * at for at in range(1, 7))
SIZE = 0x1000


class Memory:
    def __init__(self):
        self.pieces = {base: bytearray(SIZE) for base in (CODE, DATA, MADE, HEAP, STACK, OTHER)}
        self.pieces[CODE][0x10:0x15] = b"\xe8\0\0\0\0"
        self.pieces[MADE][0x10:0x15] = b"\xe8\0\0\0\0"

    def put(self, address, data):
        base = address & ~(0x1000_0000 - 1)
        self.pieces[base][address - base : address - base + len(data)] = data

    def read(self, address, size):
        base = address & ~(0x1000_0000 - 1)
        return bytes(self.pieces.get(base, b"")[address - base : address - base + size])


def region(base, name="", **rights):
    return Region(base, SIZE, 4, 0x1000, 0x20000, base, 4, path=name, **rights)


def frame(pointer, **more):
    return Frame(CODE + 0x15, pointer, FoundBy.CFI, None, "f", 0, "", 0, {}, **more)


def told(memory, pointers, *, most=MOST_WORDS, architecture=9, frames=None):
    threads = (
        Thread(7, stack=(STACK, STACK + SIZE)),
        Thread(8, stack=(OTHER, OTHER + SIZE)),
    )
    snapshot = ProcessSnapshot(
        process_id=1,
        name="it",
        executable="/it",
        system=SystemDescription(architecture),
        threads=threads,
        modules=(Module(CODE, DATA + SIZE - CODE, "/nowhere/it", build_id=b"\1" * 20),),
        regions=(
            region(CODE, executable=True),
            region(DATA),
            region(MADE, executable=True),
            region(HEAP, "[heap]", writable=True),
            region(STACK, writable=True),
            region(OTHER, writable=True),
        ),
    )
    frames = frames or tuple(map(frame, pointers))
    stack = Stack(threads[0], frames, crashed=False, end="")
    with Code(Places(roots=())) as code:
        code.made = PerfMap(b"30000000 100 made\n")
        return StackWords(snapshot, memory.read, code).of_stack(stack, most)


def test_each_word_says_what_it_points_to():
    memory = Memory()
    memory.put(HEAP, b"a text, and so on\0")
    memory.put(HEAP + 0x40, "weit: grün\0".encode("utf-16-le"))
    memory.put(HEAP + 0x80, "grün\0".encode())
    memory.put(HEAP + 0xC0, b"\1\2\3\4")
    memory.put(DATA + 8, b"constant\0")
    memory.put(HEAP + 0x100, b"x" * 0x200)
    values = {
        CODE + 0x15: (Pointed.RETURN, ""),
        CODE + 0x20: (Pointed.CODE, ""),
        DATA + 8: (Pointed.IMAGE, "constant"),
        MADE + 0x15: (Pointed.RETURN, ""),
        HEAP: (Pointed.MEMORY, "a text, and so on"),
        HEAP + 0x40: (Pointed.MEMORY, "weit: gr"),
        HEAP + 0x80: (Pointed.MEMORY, "grün"),
        HEAP + 0xC0: (Pointed.MEMORY, ""),
        HEAP + 0x100: (Pointed.MEMORY, "x" * 128),
        OTHER + 0x10: (Pointed.STACK, ""),
        0x7FFF_0000_0000: (Pointed.NOTHING, ""),
        int.from_bytes(b"eightch.", "little"): (Pointed.NOTHING, "eightch."),
        int.from_bytes(b"four\0\0\0\0", "little"): (Pointed.NOTHING, "four"),
        int.from_bytes(b"abc\0defg", "little"): (Pointed.NOTHING, ""),
        3: (Pointed.NOTHING, ""),
    }
    memory.put(STACK, struct.pack(f"<{len(values)}Q", *values))
    own, _ = told(memory, (STACK, STACK + 8 * len(values)))
    assert own.end == ""
    assert [word.address for word in own.words] == [STACK + 8 * at for at in range(len(values))]
    seen = {word.value: (word.kind, word.text) for word in own.words}
    assert seen == values
    by_value = {word.value: word for word in own.words}
    assert by_value[OTHER + 0x10].thread == 8
    assert by_value[HEAP].region == "[heap]"
    assert (by_value[MADE + 0x15].function, by_value[MADE + 0x15].function_offset) == ("made", 0x15)
    assert by_value[DATA + 8].offset == DATA + 8 - CODE
    assert by_value[DATA + 8].to_json() == {
        "address": by_value[DATA + 8].address,
        "value": DATA + 8,
        "points_to": "image",
        "module": "/nowhere/it",
        "offset": DATA + 8 - CODE,
        "function": None,
        "function_offset": None,
        "thread": None,
        "region": None,
        "text": "constant",
    }


def test_words_of_32_bits_are_told_as_such():
    memory = Memory()
    memory.put(STACK, struct.pack("<II", HEAP, 5))
    own, _ = told(memory, (STACK, STACK + 8), architecture=0)
    assert [(word.address, word.value) for word in own.words] == [(STACK, HEAP), (STACK + 4, 5)]


def test_the_signature_above_an_address_of_arm64_is_no_part_of_it():
    memory = Memory()
    memory.put(STACK, struct.pack("<Q", 0x7F << 56 | HEAP))
    own, _ = told(memory, (STACK, STACK + 8), architecture=12)
    assert [(word.value, word.kind) for word in own.words] == [(0x7F << 56 | HEAP, Pointed.MEMORY)]


def test_calls_that_are_inlined_or_of_python_share_the_words_of_their_native_frame():
    frames = (
        frame(STACK, is_inlined=True),
        frame(STACK),
        frame(STACK + 16)._replace(found_by=FoundBy.PYTHON),
        frame(STACK + 16),
        frame(STACK + 40),
    )
    words = told(Memory(), (), frames=frames)
    assert [len(own.words) for own in words[:4]] == [2, 2, 3, 3]
    assert words[4].words[0].address == STACK + 40


def test_the_outermost_frame_reaches_to_the_end_of_the_stack_and_no_further_than_allowed():
    end = STACK + SIZE
    (own,) = told(Memory(), (end - 24,))
    assert ([word.address for word in own.words], own.end) == ([end - 24, end - 16, end - 8], "")
    (own,) = told(Memory(), (STACK,), most=10)
    assert (len(own.words), own.end) == (10, "502 more words are not told.")
    # A caller on another stack: what lies between is not this frame's.
    own, _ = told(Memory(), (end - 16, STACK))
    assert len(own.words) == 2


@pytest.mark.parametrize("pointer", [0, 0x9000_0000, STACK + SIZE])
def test_a_stack_that_is_not_there_has_no_words(pointer):
    (own,) = told(Memory(), (pointer,))
    assert own.words == ()


def test_where_the_stack_is_missing_is_said():
    memory = Memory()
    memory.pieces[STACK] = memory.pieces[STACK][:24]
    own, _ = told(memory, (STACK, STACK + 64))
    assert len(own.words) == 3
    assert own.end == f"The stack is not in the memory from {STACK + 24:#x} on."
