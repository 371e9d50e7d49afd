"""The frames of signal handlers, built by hand from what the kernel's headers say of them."""

import random
import struct

import pytest

from app.core.capture import signal_frame
from app.core.capture.signal_frame import fault_frame
from app.core.minidump.contexts import parse_context

AMD64, I386, ARM64 = 9, 0, 12
BASE = 0x7F0000001000
BASE_I386 = 0xFFFD1000


def siginfo(signal=11, code=1, address=8, *, wide=True):
    head = struct.pack("<iii", signal, 0, code) + (bytes(4) if wide else b"")
    return (head + struct.pack("<Q" if wide else "<I", address)).ljust(128, b"\0")


def sender(signal, code, pid, user):
    return (struct.pack("<iii4xII", signal, 0, code, pid, user)).ljust(128, b"\0")


def frame_amd64(info, error=4, trap=14, at=0x140, flags=7, link=0, base=BASE):
    """pretcode, ucontext (flags, link, stack, sigcontext, mask), siginfo, state."""
    registers = [8, 9, 10, 11, 12, 13, 14, 15, 0xD1, 0x51, 0xB9, 0xBB, 0xD0, 0xAA, 0xCC, 0x5000]
    context = struct.pack("<QQ", flags, link) + bytes(24)
    context += struct.pack("<18Q", *registers, 0x401000, 0x10206)
    context += struct.pack("<4H", 0x33, 0, 0, 0x2B)
    context += struct.pack("<4QQ", error, trap, 0, 8, base + at + 512) + bytes(64)
    context += bytes(8)
    body = struct.pack("<Q", 0x401234) + context + info
    assert len(context) == 304
    return bytes(at) + body.ljust(512, b"\0") + bytes(range(256)) * 2 + bytes(64)


def frame_i386(info, at=0x40):
    here = BASE_I386 + at
    head = struct.pack("<4I", 0xF7000000, 11, here + 16, here + 16 + 128)
    context = bytes(20) + struct.pack(
        "<22I",
        *(0x63, 0, 0x2B, 0x2B, 0xD1, 0x51, 0xB9, 0x5000, 0xBB, 0xD0, 0xCC, 0xAA),
        *(14, 6, 0x8049000, 0x23, 0x10206, 0x5000, 0x2B, 0, 0, 8),
    )
    return bytes(at) + head + info + context + bytes(64)


def frame_arm64(info, syndrome=None, at=0x40):
    context = bytes(16 + 24 + 8 + 120) + bytes(8) + struct.pack("<Q", 8)
    context += struct.pack("<34Q", *range(31), 0x5000, 0x401000, 0) + bytes(8)
    vectors = struct.pack("<IIII", 0x46508001, 528, 0, 0) + bytes(512)
    after = b"" if syndrome is None else struct.pack("<IIQ", 0x45535201, 16, syndrome)
    return bytes(at) + info + context + vectors + after + bytes(64)


@pytest.mark.parametrize(("error", "access"), [(4, 0), (6, 1), (0x14, 8)])
def test_the_fault_of_a_64_bit_program(error, access):
    stack = frame_amd64(siginfo(), error)
    found = fault_frame(stack, BASE, AMD64)
    assert (found.address, found.signal, found.code, found.fault_address, found.access) == (
        *(BASE + 0x140, 11, 1, 8),
        access,
    )
    registers = parse_context(found.context, AMD64)
    assert (registers.Rip, registers.Rsp, registers.Rax, registers.Rdi) == (
        *(0x401000, 0x5000, 0xAA),
        0xD1,
    )
    assert (registers.R8, registers.R15, registers.SegCs, registers.EFlags) == (
        8,
        15,
        0x33,
        0x10206,
    )
    assert registers.FltSave[:256] == bytes(range(256))
    assert found.exception(7).parameters == (access, 8)


def test_who_sent_a_signal_is_told():
    found = fault_frame(frame_amd64(sender(6, -6, 4711, 1000)), BASE, AMD64)
    assert (found.signal, found.sender, found.access) == (6, (4711, 1000), None)
    told = found.exception(7)
    assert (told.flags, told.parameters) == (0xFFFFFFFA, (4711, 1000))


def test_the_fault_of_a_32_bit_program():
    found = fault_frame(frame_i386(siginfo(wide=False)), BASE_I386, I386)
    assert (found.signal, found.fault_address, found.access) == (11, 8, 1)
    registers = parse_context(found.context, I386)
    assert (registers.Eip, registers.Esp, registers.Eax) == (0x8049000, 0x5000, 0xAA)


def old_frame_i386(signal=11, trap=14, error=6, address=8, at=0x40, code=0x23):
    """pretcode, number, sigcontext, an unused area, mask, and what older readers look for."""
    context = struct.pack(
        "<22I",
        *(0x63, 0, 0x2B, 0x2B, 0xD1, 0x51, 0xB9, 0x5000, 0xBB, 0xD0, 0xCC, 0xAA),
        *(trap, error, 0x8049000, code, 0x10206, 0x5000, 0x2B, 0, 0, address),
    )
    head = struct.pack("<2I", 0xF7000000, signal)
    mark = b"\x58\xb8\x77\0\0\0\xcd\x80"
    return bytes(at) + head + context + bytes(624 + 4) + mark + bytes(64)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({}, (11, 1, 8, 1)),
        ({"error": 4}, (11, 1, 8, 0)),
        ({"error": 7, "address": 0x8049001}, (11, 2, 0x8049001, 1)),
        ({"trap": 13, "error": 0}, (11, 0x80, 0, None)),
        ({"signal": 4, "trap": 6, "error": 0}, (4, 2, 0x8049000, None)),
        ({"signal": 8, "trap": 0, "error": 0}, (8, 1, 0x8049000, None)),
        ({"signal": 7}, (7, 0x80, 8, 1)),
    ],
)
def test_the_fault_of_a_32_bit_program_whose_handler_takes_no_siginfo(fault, told):
    found = fault_frame(old_frame_i386(**fault), BASE_I386, I386)
    assert found.address == BASE_I386 + 0x40
    assert (found.signal, found.code, found.fault_address, found.access) == told
    registers = parse_context(found.context, I386)
    assert (registers.Eip, registers.Esp, registers.Eax) == (0x8049000, 0x5000, 0xAA)


@pytest.mark.parametrize(
    "fault",
    [
        {"signal": 6},  # sent, and the trap is an older one
        {"signal": 14},
        {"address": 0x1234_0000},  # nothing points there
        {"error": 2},  # the kernel's own access
        {"code": 0x33},
        {"signal": 8},
    ],
)
def test_what_does_not_fit_is_no_fault_of_a_32_bit_program(fault):
    assert fault_frame(old_frame_i386(**fault), BASE_I386, I386) is None


def test_the_innermost_of_frames_of_both_kinds_is_told():
    inner = old_frame_i386()
    outer = frame_i386(siginfo(wide=False), at=len(inner))
    found = fault_frame(inner + outer[len(inner) :], BASE_I386, I386)
    assert (found.address, found.access) == (BASE_I386 + 0x40, 1)
    cut = fault_frame(bytes(len(inner)) + outer[len(inner) :], BASE_I386, I386)
    assert cut.address == BASE_I386 + len(inner)


@pytest.mark.parametrize(
    ("syndrome", "told"),
    [
        (0x24 << 26 | 1 << 6 | 5, (11, 1, 8, 1)),
        (0x24 << 26 | 15, (11, 2, 8, 0)),
        (0x20 << 26 | 7, (11, 1, 8, 8)),
        (0x24 << 26 | 0x21, (7, 1, 8, 0)),
        (0x24 << 26 | 0x3F, None),
        (0x15 << 26, None),
        (None, None),
    ],
)
def test_the_fault_of_an_arm64_program_whose_handler_takes_no_siginfo(syndrome, told):
    found = fault_frame(frame_arm64(bytes(range(128)), syndrome), BASE, ARM64)
    seen = found and (found.signal, found.code, found.fault_address, found.access)
    assert seen == told


@pytest.mark.parametrize(
    ("syndrome", "access"),
    [(0x24 << 26, 0), (0x24 << 26 | 1 << 6, 1), (0x20 << 26, 8), (None, None)],
)
def test_the_fault_of_an_arm64_program(syndrome, access):
    found = fault_frame(frame_arm64(siginfo(), syndrome), BASE, ARM64)
    assert (found.signal, found.fault_address, found.access) == (11, 8, access)
    registers = parse_context(found.context, ARM64)
    assert (registers.Pc, registers.Sp, registers.X[1], registers.Lr) == (0x401000, 0x5000, 1, 30)


@pytest.mark.parametrize(
    "stack",
    [
        frame_amd64(siginfo(signal=10)),  # SIGUSR1 is no fault
        frame_amd64(siginfo(signal=99), trap=0),  # of a division, or of no trap at all
        frame_amd64(siginfo(signal=99), error=0),  # the kernel's own access
        frame_amd64(siginfo(), flags=8),
        frame_amd64(siginfo(), link=1),
        frame_amd64(siginfo(), trap=256),
        frame_amd64(siginfo())[:-700],
        bytes(4096),
        b"\x33\0\0\0\0\0\x2b\0" * 64,
        b"",
    ],
)
def test_what_is_no_frame_of_a_fault_is_none(stack):
    assert fault_frame(stack, BASE, AMD64) is None


@pytest.mark.parametrize(
    ("error", "trap", "told"),
    [
        (4, 14, (11, 1, 0)),
        (6, 14, (11, 1, 1)),
        (7, 14, (11, 1, 1)),
        (0, 13, (11, 0x80, None)),
        (0, 6, (4, 2, None)),
    ],
)
def test_a_handler_without_siginfo_is_told_by_the_trap(error, trap, told):
    """Where siginfo would be there is what was there before."""
    found = fault_frame(frame_amd64(b"\xee" * 128, error=error, trap=trap), BASE, AMD64)
    assert (found.signal, found.code, found.access) == told


@pytest.mark.parametrize(
    "rest",
    [
        sender(5, -1, 0x4F227E60, 0x7F60),  # half a pointer is no process
        sender(5, -1, 7, 0)[:120] + b"\x0e\x8f\x7c\x4f\x60\x7f\0\0",
    ],
)
def test_what_was_on_the_stack_before_is_not_taken_for_a_siginfo(rest):
    found = fault_frame(frame_amd64(rest), BASE, AMD64)
    assert (found.signal, found.fault_address, found.sender) == (11, 8, None)


def test_a_trap_that_does_not_fit_the_registers_is_an_older_one(monkeypatch):
    monkeypatch.setattr(signal_frame, "_NEAR", -1)
    assert fault_frame(frame_amd64(b"\xee" * 128), BASE, AMD64) is None


def test_a_handler_of_something_else_in_the_handler_of_a_fault_is_passed_over():
    inner = frame_amd64(siginfo(signal=10))
    outer = frame_amd64(siginfo(), base=BASE + len(inner))
    found = fault_frame(inner + outer, BASE, AMD64)
    assert (found.signal, found.address) == (11, BASE + len(inner) + 0x140)


@pytest.mark.parametrize(
    ("make", "base", "architecture"),
    [
        (lambda: frame_amd64(siginfo()), BASE, AMD64),
        (lambda: frame_i386(siginfo(wide=False)), BASE_I386, I386),
        (lambda: frame_arm64(siginfo(), 0x24 << 26), BASE, ARM64),
    ],
    ids=["amd64", "i386", "arm64"],
)
def test_any_bytes_give_a_frame_or_none(make, base, architecture):
    source = random.Random(4711)
    for _ in range(2000):
        stack = bytearray(make())
        for _ in range(source.randrange(1, 9)):
            stack[source.randrange(len(stack))] = source.randrange(256)
        fault_frame(bytes(stack[: source.randrange(len(stack) + 1)]), base, architecture)


def test_other_processors_have_none():
    assert fault_frame(frame_amd64(siginfo()), BASE, 5) is None
