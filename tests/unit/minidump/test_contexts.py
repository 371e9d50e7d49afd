import struct

import pytest

from app.core.minidump import contexts
from app.core.minidump.constants import PROCESSOR_ARCHITECTURE as ARCHITECTURE

# Offsets in the published CONTEXT structures, by the place of the value in Linux' register sets
AMD64_OFFSETS = {
    0: 240,  # r15
    1: 232,
    2: 224,
    3: 216,
    4: 160,  # rbp
    5: 144,  # rbx
    6: 208,  # r11
    7: 200,
    8: 192,
    9: 184,  # r8
    10: 120,  # rax
    11: 128,  # rcx
    12: 136,  # rdx
    13: 168,  # rsi
    14: 176,  # rdi
    16: 248,  # rip
    19: 152,  # rsp
}
X86_OFFSETS = {
    0: 164,  # ebx
    1: 172,  # ecx
    2: 168,  # edx
    3: 160,  # esi
    4: 156,  # edi
    5: 180,  # ebp
    6: 176,  # eax
    7: 152,  # ds
    8: 148,  # es
    9: 144,  # fs
    10: 140,  # gs
    12: 184,  # eip
    13: 188,  # cs
    14: 192,  # eflags
    15: 196,  # esp
    16: 200,  # ss
}


def u64(data, offset):
    return struct.unpack_from("<Q", data, offset)[0]


def u32(data, offset):
    return struct.unpack_from("<I", data, offset)[0]


def u16(data, offset):
    return struct.unpack_from("<H", data, offset)[0]


def amd64_prstatus():
    values = [0x1111_0000_0000_0000 + number for number in range(27)]
    values[17:19] = 0x33, 0x246  # cs, eflags
    values[20] = 0x2B
    values[23:27] = 0x1, 0x2, 0x3, 0x4
    return struct.pack("<27Q", *values)


def fxsave_image():
    image = bytearray(range(256)) * 2
    struct.pack_into("<I", image, 24, 0x1F80)
    return bytes(image)


def test_amd64_registers_go_where_windows_has_them():
    context = contexts.context_amd64_from_linux(amd64_prstatus(), fxsave_image())
    assert len(context) == 1232
    for place, offset in AMD64_OFFSETS.items():
        assert u64(context, offset) == 0x1111_0000_0000_0000 + place
    assert u32(context, 48) == 0x10000F  # control, integer, segments, floating point
    assert u32(context, 52) == 0x1F80
    assert [u16(context, offset) for offset in range(56, 68, 2)] == [0x33, 1, 2, 3, 4, 0x2B]
    assert u32(context, 68) == 0x246
    assert context[256:768] == fxsave_image()
    assert contexts.instruction_pointer(context, ARCHITECTURE.AMD64) == 0x1111_0000_0000_0010
    assert contexts.stack_pointer(context, ARCHITECTURE.AMD64) == 0x1111_0000_0000_0013


def test_amd64_debug_registers_are_there_only_if_given():
    debug = [10, 11, 12, 13, 14, 15, 16, 17]
    context = contexts.context_amd64_from_linux(amd64_prstatus(), b"", debug=debug)
    assert u32(context, 48) == 0x100017
    assert struct.unpack_from("<6Q", context, 72) == (10, 11, 12, 13, 16, 17)
    without = contexts.context_amd64_from_linux(amd64_prstatus(), b"")
    assert u32(without, 48) == 0x100007


def xsave_area(size, mask):
    area = bytearray(fxsave_image())
    struct.pack_into("<Q", area, 464, mask)
    area += struct.pack("<Q", mask).ljust(64, b"\0")
    return bytes(area + bytes(number % 251 for number in range(size - len(area))))


def test_amd64_extended_context_carries_the_xsave_area():
    xsave = xsave_area(832, 7)
    context = contexts.context_amd64_from_linux(amd64_prstatus(), b"", xsave)
    assert len(context) == contexts.context_amd64_size(832)
    assert u32(context, 48) & 0x40
    assert context[256:768] == xsave[:512]
    all_, all_size, legacy, legacy_size, state, state_size = struct.unpack_from(
        "<iIiIiI", context, 1232
    )
    assert (1232 + all_, all_size) == (0, len(context))
    assert (1232 + legacy, legacy_size) == (0, 1232)
    start = 1232 + state
    assert start % 64 == 0
    assert context[start:] == xsave[512:]
    assert start + state_size == len(context)
    assert contexts.xstate_of(context) == xsave[512:]
    assert contexts.xstate_of(context[:1232]) == b""


@pytest.mark.parametrize(
    ("mask", "size", "last"),
    [
        (0x7, 832, (576, 256)),
        (0xE7, 2688, (1664, 1024)),  # Intel with AVX-512
        (0x2E7, 2696, (2688, 8)),  # and protection keys
        (0xE7, 2432, (1408, 1024)),  # AMD with AVX-512
        (0x2E7, 2440, (2432, 8)),
        (0x207, 840, (832, 8)),  # AMD without AVX-512
        (0x602E7, 11008, (2816, 8192)),  # Intel with AMX
    ],
)
def test_xsave_components_are_found_by_size(mask, size, last):
    config = contexts.xstate_config(xsave_area(size, mask), 1600)
    assert config.SizeOfInfo == config.SIZE == 528
    assert config.EnabledFeatures == mask
    top = mask.bit_length() - 1
    assert config.Features[2 * top : 2 * top + 2] == last
    assert contexts.enabled_features(xsave_area(size, mask)) == mask


def test_xsave_components_of_unknown_place_are_left_out():
    config = contexts.xstate_config(xsave_area(5000, 0x2E7), 1600)
    assert config.EnabledFeatures == 7
    assert config.Features[6:] == (0,) * 122


def test_x86_registers_go_where_windows_has_them():
    values = list(range(100, 117))
    context = contexts.context_x86_from_linux(struct.pack("<17I", *values), b"", range(8))
    assert len(context) == 716
    for place, offset in X86_OFFSETS.items():
        assert u32(context, offset) == values[place]
    assert u32(context, 0) == 0x10017
    assert struct.unpack_from("<6I", context, 4) == (0, 1, 2, 3, 6, 7)
    assert contexts.instruction_pointer(context, ARCHITECTURE.INTEL) == 112
    assert contexts.stack_pointer(context, ARCHITECTURE.INTEL) == 115


def test_x86_floating_point_in_both_forms():
    one = bytes.fromhex("0000000000000080ff3f")
    infinity = bytes.fromhex("0000000000000080ff7f")
    image = bytearray(512)
    # control, status with TOP = 5, three registers in use: physical 5, 6, 7
    struct.pack_into(
        "<HHBxHIHxxIH", image, 0, 0x37F, 5 << 11, 0xE0, 0x5D9, 0x8048000, 0x23, 0x9000, 0x2B
    )
    image[32:42] = one  # ST0, physical 5
    image[48:58] = infinity  # ST1, physical 6; ST2, physical 7, is zero
    context = contexts.context_x86_from_linux(bytes(68), bytes(image))
    assert u32(context, 0) == 0x1002F
    assert context[204:716] == bytes(image)
    control, status, tags, offset, selector, data, data_selector = struct.unpack_from(
        "<7I", context, 28
    )
    assert (control & 0xFFFF, status & 0xFFFF) == (0x37F, 5 << 11)
    assert tags & 0xFFFF == 0b01_10_00_11_11_11_11_11  # zero, special, valid, then empty
    assert (offset, selector) == (0x8048000, 0x23 | 0x5D9 << 16)
    assert (data, data_selector & 0xFFFF) == (0x9000, 0x2B)
    assert context[56:66] == one
    assert context[66:76] == infinity


def test_arm64_registers_go_where_windows_has_them():
    registers = [1000 + number for number in range(33)] + [0x60000000]
    vectors = bytes(range(256)) * 2
    context = contexts.context_arm64_from_linux(
        struct.pack("<34Q", *registers), vectors + struct.pack("<II", 0x11, 0x22)
    )
    assert len(context) == 912
    assert u32(context, 0) == 0x400017
    assert u32(context, 4) == 0x60000000
    assert [u64(context, 8 + 8 * number) for number in range(33)] == registers[:33]
    assert context[272:784] == vectors
    assert (u32(context, 784), u32(context, 788)) == (0x22, 0x11)  # fpcr, fpsr
    assert contexts.stack_pointer(context, ARCHITECTURE.ARM64) == 1031
    assert contexts.instruction_pointer(context, ARCHITECTURE.ARM64) == 1032


def test_what_cannot_be_decoded_is_none():
    assert contexts.parse_context(bytes(255), ARCHITECTURE.AMD64) is None
    assert contexts.instruction_pointer(bytes(4096), ARCHITECTURE.MIPS) is None


def test_a_context_cut_behind_the_general_registers_as_lldb_writes_it():
    whole = contexts.context_amd64_from_linux(amd64_prstatus(), fxsave_image())
    cut = contexts.parse_context(whole[:720], ARCHITECTURE.AMD64)
    assert (cut.Rip, cut.R15) == (0x1111_0000_0000_0010, 0x1111_0000_0000_0000)
    assert cut.FltSave[:464] == fxsave_image()[:464]
