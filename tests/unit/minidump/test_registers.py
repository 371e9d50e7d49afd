"""All registers of a context by name: what its flags promise, and nothing else."""

import struct

import pytest

from app.core.minidump.contexts.registers import RegisterGroup, registers_of
from tests import synth

AMD64, INTEL, ARM64, ARM64_OLD, ARM = 9, 0, 12, 0x8003, 5


def by_name(data, architecture):
    return {one.name: one for one in registers_of(data, architecture)}


def amd64(flags=0x10001F):
    """Every register has a value of its own, put where winnt.h has it."""
    data = bytearray(1232)
    struct.pack_into("<II", data, 48, flags, 0x1F80)
    struct.pack_into("<6H", data, 56, *range(0x10, 0x16))
    struct.pack_into("<I", data, 68, 0x246)
    struct.pack_into("<6Q", data, 72, *range(0xD0, 0xD6))
    struct.pack_into("<17Q", data, 120, *range(0x100, 0x111))
    struct.pack_into("<HH", data, 256, 0x37F, 0x20)
    struct.pack_into("<I", data, 256 + 24, 0x1FA1)
    for number in range(16):
        data[256 + 160 + 16 * number : 256 + 176 + 16 * number] = bytes([number]) * 16
    return bytes(data)


def test_every_register_of_x86_64_is_where_winnt_h_has_it():
    found = by_name(amd64(), AMD64)
    names = [
        "rax",
        "rcx",
        "rdx",
        "rbx",
        "rsp",
        "rbp",
        "rsi",
        "rdi",
        "r8",
        "r9",
        "r10",
        "r11",
        "r12",
        "r13",
        "r14",
        "r15",
        "rip",
    ]
    assert [found[name].value for name in names] == list(range(0x100, 0x111))
    assert [found[name].value for name in ("cs", "ds", "es", "fs", "gs", "ss")] == list(
        range(0x10, 0x16)
    )
    assert [found[f"dr{n}"].value for n in (0, 1, 2, 3, 6, 7)] == list(range(0xD0, 0xD6))
    assert (found["eflags"].value, found["eflags"].meaning) == (0x246, "PF ZF IF")
    assert (found["fcw"].value, found["fsw"].value) == (0x37F, 0x20)
    assert found["mxcsr"].meaning == "IE PE"
    assert found["xmm15"].hexadecimal == "0f" * 16
    assert found["rip"].hexadecimal == "0000000000000110"
    assert found["xmm0"].group is RegisterGroup.VECTOR
    assert "ymm0" not in found


def test_what_the_flags_do_not_promise_is_left_out():
    assert set(by_name(amd64(0x100001), AMD64)) == {"rip", "rsp", "eflags", "cs", "ss"}
    assert registers_of(amd64(0x100000), AMD64) == ()
    assert registers_of(amd64()[:100], AMD64) == ()
    assert registers_of(amd64(), 0x7777) == ()


def test_a_context_that_is_cut_off_within_its_vectors_tells_of_those_that_are_there():
    assert "xmm15" in by_name(amd64()[:720], AMD64)  # as LLDB writes them
    found = by_name(amd64()[: 256 + 160 + 3 * 16], AMD64)
    assert "xmm2" in found
    assert "xmm3" not in found


def test_the_upper_halves_are_joined_to_the_lower_ones():
    data = bytearray(amd64(0x10005F))
    start = 1280  # 1232 and CONTEXT_EX, aligned to 64
    state = struct.pack("<Q", 7).ljust(64, b"\0") + b"".join(
        bytes([0x80 + number]) * 16 for number in range(16)
    )
    data += struct.pack("<iIiIiI", -1232, start + len(state), -1232, 1232, start - 1232, len(state))
    data = data.ljust(start, b"\0") + state
    found = by_name(bytes(data), AMD64)
    assert found["ymm3"].hexadecimal == "83" * 16 + "03" * 16
    assert found["ymm3"].size == 32


def test_32_bit_x86():
    data = bytearray(716)
    struct.pack_into("<I", data, 0, 0x10007)
    # SegGs at 140: Gs Fs Es Ds Edi Esi Ebx Edx Ecx Eax Ebp Eip Cs EFlags Esp Ss
    struct.pack_into("<16I", data, 140, *range(1, 17))
    found = by_name(bytes(data), INTEL)
    assert (found["gs"].value, found["edi"].value, found["eip"].value) == (1, 5, 12)
    assert (found["esp"].value, found["esp"].size) == (15, 4)
    assert "dr0" not in found
    assert "st0" not in found


@pytest.mark.parametrize(
    ("data", "architecture", "pc", "sp"),
    [
        (synth.context_arm64_old(0x1234, 0x5678), ARM64_OLD, 0x1234, 0x5678),
        (synth.context_arm(0x1234, 0x5678), ARM, 0x1234, 0x5678),
    ],
)
def test_old_contexts_of_arm(data, architecture, pc, sp):
    found = by_name(data, architecture)
    assert (found["pc"].value, found["sp"].value) == (pc, sp)


def test_arm64():
    data = bytearray(912)
    struct.pack_into("<II", data, 0, 0x400007, 0x60000000)
    struct.pack_into("<33Q", data, 8, *range(33))
    data[272 + 16 : 272 + 32] = b"\xab" * 16
    found = by_name(bytes(data), ARM64)
    assert [found[name].value for name in ("x0", "x28", "fp", "lr", "sp", "pc")] == [
        *(0, 28, 29, 30, 31, 32)
    ]
    assert found["cpsr"].meaning == "Z C"
    assert found["v1"].hexadecimal == "ab" * 16
