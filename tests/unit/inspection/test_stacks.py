"""Walks over stacks made by hand, on each processor: what leads on, what ends, what is refused."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.snapshot import (
    ExceptionInformation,
    Module,
    ProcessSnapshot,
    Region,
    SystemDescription,
    Thread,
)
from app.core.inspection.stack_code import Code
from app.core.inspection.stacks import MOST_FRAMES, FoundBy, grouped, registers_of, stacks_of
from app.core.symbols.places import Places

AMD64, INTEL, ARM64 = 9, 0, 12
WORD = {AMD64: 8, INTEL: 4, ARM64: 8}
MACHINE = {AMD64: 62, INTEL: 3, ARM64: 183}
BASE, SIZE = 0x40_0000, 0x4000
TEXT, EH_HEADER, EH_FRAME = BASE + 0x1000, BASE + 0x3000, BASE + 0x3100
MADE = 0x60_0000
"""Code without a module, as one that is made at run time."""
STACK = 0x7F_0000
CALL = {AMD64: b"\xe8\0\0\0\0", INTEL: b"\xe8\0\0\0\0", ARM64: b"\x10\0\0\x94"}
SIGNAL = {
    AMD64: b"\x48\xc7\xc0\x0f\0\0\0\x0f\x05",
    INTEL: b"\xb8\xad\0\0\0\xcd\x80",
    ARM64: b"\x68\x11\x80\xd2\x01\0\0\xd4",
}
FIRST = {
    AMD64: (b"\x01\x78\x10", b"\x0c\x07\x08\x90\x01"),
    INTEL: (b"\x01\x7c\x08", b"\x0c\x04\x04\x88\x01"),
    ARM64: (b"\x04\x78\x1e", b"\x0c\x1f\x00"),
}
"""Alignments and return register of a CIE, and its rules: the frame at a function's beginning."""


def padded(content):
    content += bytes(-len(content) % 4)
    return struct.pack("<I", len(content)) + content


class Process:
    """A program at BASE with a text of calls, unwind records, and one stack."""

    def __init__(self, architecture=AMD64):
        self.architecture = architecture
        self.word = WORD[architecture]
        self.image = bytearray(SIZE)
        self.made = bytearray(0x1000)
        self.words = {}
        self.pieces = None
        is_64 = self.word == 8
        head = b"\x7fELF" + bytes([2 if is_64 else 1, 1, 1]) + bytes(9)
        machine = MACHINE[architecture]
        if is_64:
            head += struct.pack("<HHIQQQIHHHHHH", 3, machine, 1, 0, 64, 0, 0, 64, 56, 2, 64, 0, 0)
            head += struct.pack("<IIQQQQQQ", 1, 5, 0, 0, 0, SIZE, SIZE, 4096)
            place = EH_HEADER - BASE
            head += struct.pack("<IIQQQQQQ", 0x6474E550, 4, place, place, 0, 256, 256, 4)
        else:
            head += struct.pack("<HHIIIIIHHHHHH", 3, machine, 1, 0, 52, 0, 0, 52, 32, 2, 40, 0, 0)
            head += struct.pack("<IIIIIIII", 1, 0, 0, 0, SIZE, SIZE, 5, 4096)
            place = EH_HEADER - BASE
            head += struct.pack("<IIIIIIII", 0x6474E550, place, place, 0, 256, 256, 4, 4)
        self.image[: len(head)] = head
        self.frames = bytearray()
        self.entries = []
        alignments, rules = FIRST[architecture]
        self.frames += padded(struct.pack("<IB", 0, 1) + b"zR\0" + alignments + b"\x01\x1b" + rules)

    def function(self, start, size, instructions=b""):
        """Add an unwind record for so many bytes of the text."""
        at = EH_FRAME + len(self.frames)
        content = struct.pack("<IiI", at + 4 - EH_FRAME, start - at - 8, size) + b"\0"
        self.entries.append((start - EH_HEADER, at - EH_HEADER))
        self.frames += padded(content + instructions)

    def call(self, at):
        """Have a call stand before *at*, in the text or in what was made; give *at*."""
        code = CALL[self.architecture]
        memory, start = (self.image, BASE) if at < MADE else (self.made, MADE)
        memory[at - len(code) - start : at - start] = code
        return at

    def put(self, *words, at=STACK):
        """Put words on the stack."""
        for index, word in enumerate(words):
            self.words[at + index * self.word] = word

    def read(self, address, size):
        if self.pieces is None:
            self.pieces = self.finished()
        for start, data in self.pieces:
            if start <= address < start + len(data):
                return data[address - start : address - start + size]
        return b""

    def finished(self):
        stack = bytearray(0x8000)
        for at, word in self.words.items():
            stack[at - STACK : at - STACK + self.word] = word.to_bytes(self.word, "little")
        image = bytearray(self.image)
        table = b"".join(struct.pack("<ii", *entry) for entry in sorted(self.entries))
        place = EH_FRAME - EH_HEADER - 4
        header = struct.pack("<BBBBiI", 1, 0x1B, 3, 0x3B, place, len(self.entries))
        for place, data in ((EH_HEADER, header + table), (EH_FRAME, self.frames)):
            image[place - BASE : place - BASE + len(data)] = data
        return [(BASE, bytes(image)), (MADE, bytes(self.made)), (STACK, bytes(stack))]

    def context(self, ip, sp, fp=0, lr=0):
        if self.architecture == AMD64:
            data = bytearray(1232)
            struct.pack_into("<I", data, 48, 0x10000F)
            for offset, value in ((248, ip), (152, sp), (160, fp)):
                struct.pack_into("<Q", data, offset, value)
        elif self.architecture == INTEL:
            data = bytearray(716)
            struct.pack_into("<I", data, 0, 0x1000F)
            for offset, value in ((184, ip), (196, sp), (180, fp)):
                struct.pack_into("<I", data, offset, value)
        else:
            data = bytearray(912)
            struct.pack_into("<I", data, 0, 0x40000F)
            for offset, value in ((264, ip), (256, sp), (240, fp), (248, lr)):
                struct.pack_into("<Q", data, offset, value)
        return bytes(data)

    def snapshot(self, *contexts, exception=None, rights=True):
        self.pieces = None
        regions = (
            Region(BASE, SIZE, 0x20, 0x1000, 0x1000000, BASE, 0x20, executable=rights),
            Region(MADE, 0x1000, 0x40, 0x1000, 0x20000, MADE, 0x40, executable=rights),
            Region(STACK, 0x8000, 4, 0x1000, 0x20000, STACK, 4, writable=True),
        )
        return ProcessSnapshot(
            process_id=1,
            name="it",
            executable="/it",
            system=SystemDescription(self.architecture),
            threads=tuple(
                Thread(at + 1, f"thread {at + 1}", context=context)
                for at, context in enumerate(contexts)
            ),
            modules=(Module(BASE, SIZE, "/nowhere/it", build_id=b"\1" * 20),),
            regions=regions,
            exception=exception,
        )

    def walk(self, *arguments, **more):
        snapshot = self.snapshot(self.context(*arguments), **more)
        with Code(Places(roots=())) as code:
            (stack,) = stacks_of(snapshot, self.read, code)
        return stack


every_processor = pytest.mark.parametrize("architecture", [AMD64, INTEL, ARM64])
x86 = pytest.mark.parametrize("architecture", [AMD64, INTEL])


def found(stack):
    return [(frame.address, str(frame.found_by)) for frame in stack.frames]


SAVED = {AMD64: b"\x86\x02", INTEL: b"\x85\x02", ARM64: b"\x9d\x02\x9e\x01"}
"""The frame pointer (and on ARM64 the link register) lies below the frame."""


@every_processor
def test_unwind_tables_lead_to_the_callers(architecture):
    process = Process(architecture)
    process.function(TEXT, 0x100, b"\x0e\x20" + SAVED[architecture])
    process.function(TEXT + 0x100, 0x100, b"\x07" + FIRST[architecture][0][2:])
    back = process.call(TEXT + 0x180)
    top = STACK + 0x20
    first = (0xF00, back) if architecture != ARM64 else (0xF00, back | 0x7F << 56)
    process.put(*first, at=top - 2 * process.word)
    stack = process.walk(TEXT + 0x10, STACK, 0x1234)
    assert found(stack) == [(TEXT + 0x10, "context"), (back, "CFI")]
    assert stack.end == ""
    assert stack.frames[1].stack_pointer == top
    assert 0xF00 in stack.frames[1].registers.values()
    changed = {AMD64: "rax", INTEL: "eax", ARM64: "x0"}[architecture]
    assert changed in stack.frames[0].registers
    assert changed not in stack.frames[1].registers
    assert [frame.is_exact for frame in stack.frames] == [True, False]
    assert stack.frames[1].lookup == back - 1
    assert stack.frames[0].module.name == "/nowhere/it"
    assert stack.frames[0].offset == 0x1010


def test_a_leaf_of_arm64_returns_to_its_link_register():
    process = Process(ARM64)
    process.function(TEXT, 0x100)
    process.function(TEXT + 0x100, 0x100, b"\x07\x1e")
    back = process.call(TEXT + 0x180)
    stack = process.walk(TEXT + 0x10, STACK, 0, back)
    assert found(stack) == [(TEXT + 0x10, "context"), (back, "CFI")]
    assert stack.end == ""


@every_processor
def test_frame_pointers_lead_on_where_no_table_does(architecture):
    process = Process(architecture)
    backs = [process.call(TEXT + 0x180), process.call(TEXT + 0x280)]
    frames = [STACK + 0x40, STACK + 0x80]
    process.put(frames[1], backs[0], at=frames[0])
    process.put(0, backs[1], at=frames[1])
    stack = process.walk(TEXT + 0x10, STACK, frames[0])
    assert found(stack) == [
        (TEXT + 0x10, "context"),
        (backs[0], "frame pointer"),
        (backs[1], "frame pointer"),
    ]
    assert stack.end == "Nothing tells who called."


@every_processor
def test_a_scan_takes_only_what_stands_behind_a_call_in_code(architecture):
    process = Process(architecture)
    back = process.call(TEXT + 0x180)
    process.call(TEXT + 0x280)
    process.put(1, TEXT + 0x200, STACK + 8, TEXT + 0x281, back, TEXT + 0x280)
    stack = process.walk(TEXT + 0x10, STACK)
    assert found(stack)[:2] == [(TEXT + 0x10, "context"), (back, "scan")]
    assert stack.frames[1].stack_pointer == STACK + 5 * process.word


@every_processor
def test_memory_that_cannot_be_executed_is_never_returned_to(architecture):
    process = Process(architecture)
    process.put(process.call(TEXT + 0x180))
    process.image[:4] = bytes(4)
    stack = process.walk(TEXT + 0x10, STACK)
    assert len(stack.frames) == 2
    code = process.snapshot(process.context(TEXT + 0x10, STACK))
    locked = code.regions[0]._replace(executable=False)
    snapshot = process.snapshot(process.context(TEXT + 0x10, STACK))
    object.__setattr__(snapshot, "regions", (locked, *snapshot.regions[1:]))
    with Code(Places(roots=())) as images:
        (stack,) = stacks_of(snapshot, process.read, images)
    assert len(stack.frames) == 1


def test_without_rights_of_regions_the_modules_tell_what_is_code():
    process = Process()
    back = process.call(TEXT + 0x180)
    process.put(process.call(MADE + 0x80), back)
    stack = process.walk(TEXT + 0x10, STACK, rights=False)
    assert found(stack) == [(TEXT + 0x10, "context"), (back, "scan")]


def test_a_frame_pointer_may_lead_to_code_that_was_made_without_a_call():
    process = Process()
    process.put(0, MADE + 0x80, at=STACK + 0x40)
    stack = process.walk(MADE + 0x10, STACK, STACK + 0x40)
    assert found(stack) == [(MADE + 0x10, "context"), (MADE + 0x80, "frame pointer")]
    process.put(0, TEXT + 0x80, at=STACK + 0x40)
    assert len(process.walk(MADE + 0x10, STACK, STACK + 0x40).frames) == 1


@every_processor
def test_behind_a_signal_frame_is_what_it_interrupted(architecture):
    process = Process(architecture)
    trampoline = TEXT + 0x800
    code = SIGNAL[architecture]
    process.image[trampoline - BASE : trampoline - BASE + len(code)] = code
    interrupted, stack_there = TEXT, STACK + 0x4000
    # Where the kernel puts the registers, as asm/sigcontext.h of each processor has them.
    context, ip, sp = {
        AMD64: (0, 40 + 16 * 8, 40 + 15 * 8),
        INTEL: (140, 20 + 14 * 4, 20 + 7 * 4),
        ARM64: (128, 184 + 32 * 8, 184 + 31 * 8),
    }[architecture]
    process.put(interrupted, at=STACK + context + ip)
    process.put(stack_there, at=STACK + context + sp)
    stack = process.walk(trampoline, STACK)
    assert found(stack)[:2] == [(trampoline, "context"), (interrupted, "context")]
    first, second = stack.frames[:2]
    assert first.function == "<signal handler called>"
    assert first.signal.context == STACK + context
    assert first.signal.info == STACK + {AMD64: 304, INTEL: 12, ARM64: 0}[architecture]
    assert second.is_exact
    assert second.lookup == interrupted
    assert second.stack_pointer == stack_there


@x86
def test_a_call_to_nowhere_is_told_with_its_caller(architecture):
    process = Process(architecture)
    back = process.call(TEXT + 0x180)
    process.put(back)
    stack = process.walk(0, STACK)
    assert found(stack)[:2] == [(0, "context"), (back, "scan")]
    assert stack.frames[0].module is None


@every_processor
def test_a_stack_that_is_not_there_is_said_so(architecture):
    stack = Process(architecture).walk(TEXT + 0x10, 0x1000)
    assert found(stack) == [(TEXT + 0x10, "context")]
    assert stack.end == "The stack is not in the memory from 0x1000 on."


@every_processor
def test_a_recursion_is_cut(architecture):
    process = Process(architecture)
    step = 16
    process.function(TEXT, 0x100, b"\x0e\x10" + SAVED[architecture])
    back = process.call(TEXT + 0x80)
    for at in range(STACK, STACK + 0x8000, step):
        process.put(back, at=at + step - process.word)
    stack = process.walk(back, STACK)
    assert len(stack.frames) == MOST_FRAMES
    assert stack.end == f"Only the first {MOST_FRAMES} frames were walked."


@x86
def test_a_stack_that_goes_down_is_left(architecture):
    process = Process(architecture)
    # The frame is said to lie below the stack pointer.
    process.function(
        TEXT, 0x100, b"\x0f\x03" + (b"\x77" if architecture == AMD64 else b"\x74") + b"\x80\x7f"
    )
    process.put(TEXT + 0x90, at=STACK + 0x80 - process.word)
    stack = process.walk(TEXT + 0x10, STACK + 0x100)
    assert found(stack) == [(TEXT + 0x10, "context")]
    assert stack.end == "The stack does not go on: what lies there is damaged."


@x86
def test_a_stack_that_goes_round_ends(architecture):
    process = Process(architecture)
    number = b"\x74" if architecture == INTEL else b"\x77"
    back = process.call(TEXT + 0x80)
    process.function(TEXT, 0x100, b"\x0f\x02" + number + b"\x00")  # the frame is the stack pointer
    process.put(back, at=STACK + 0x100 - process.word)
    stack = process.walk(TEXT + 0x10, STACK + 0x100)
    assert stack.end == "The stack goes round in circles."
    assert len(stack.frames) == 2


def test_the_crashed_thread_is_first_and_begins_where_it_crashed():
    process = Process()
    contexts = [process.context(TEXT + at, STACK) for at in (0x10, 0x20, 0x20)]
    crash = ExceptionInformation(2, 11, context=process.context(TEXT + 0x30, STACK + 0x100))
    with Code(Places(roots=())) as code:
        snapshot = process.snapshot(*contexts, exception=crash)
        stacks = list(stacks_of(snapshot, process.read, code))
        only = list(stacks_of(snapshot, process.read, code, threads=frozenset({3})))
        assert code.missing() == {"/nowhere/it": "its file is not on this machine"}
    assert [(one.thread.id, one.crashed, one.frames[0].address) for one in stacks] == [
        (2, True, TEXT + 0x30),
        (1, False, TEXT + 0x10),
        (3, False, TEXT + 0x20),
    ]
    assert [one.thread.id for one in only] == [3]
    assert [len(group) for group in grouped([*stacks, *only])] == [1, 1, 2]


def test_a_thread_without_registers_is_said_so():
    process = Process()
    snapshot = process.snapshot(b"", b"\0" * 100)
    with Code(Places(roots=())) as code:
        ends = {(one.frames, one.end) for one in stacks_of(snapshot, process.read, code)}
    assert ends == {((), "Its registers are not known.")}


def test_a_thread_that_could_not_be_stopped_has_two_registers():
    process = Process()
    context = bytearray(process.context(TEXT, STACK, 5))
    struct.pack_into("<I", context, 48, 0x100001)  # CONTEXT_CONTROL alone
    assert registers_of(bytes(context), AMD64) == {7: STACK, 16: TEXT}


def test_another_processor_is_not_understood():
    process = Process()
    snapshot = process.snapshot(process.context(TEXT, STACK))
    object.__setattr__(snapshot, "system", SystemDescription(5))
    with Code(Places(roots=())) as code:
        (stack,) = stacks_of(snapshot, process.read, code)
    assert stack.frames == ()
    assert stack.end == "This processor's registers are not understood."
    assert FoundBy.SCAN == "scan"
