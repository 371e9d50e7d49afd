"""Loaded files whose headers lie: sound ones with some of their numbers made absurd."""

from __future__ import annotations

import random
import struct

PAGE = 4096
ABSURD = (0, 1, 3, 7, 0x7F, 0xFF, 0xFFF, 0x1001, 0x7FFF, 0xFFFF, 0x10000, 0x7FFF_FFFF, 0x8000_0000)
ABSURD_64 = (*ABSURD, 0xFFFF_FFFF, 1 << 32, (1 << 47) - 1, 1 << 47, 1 << 63, (1 << 64) - PAGE, -1)

# Offsets and sizes of the numbers that an ELF file of 64 bits begins with, and those of each of
# its program headers.
_HEADER = ((4, 1), (5, 1), (16, 2), (18, 2), (24, 8), (32, 8), (40, 8), (54, 2), (56, 2), (58, 2))
_HEADER += ((60, 2), (62, 2))
_PROGRAM = ((0, 4), (4, 4), (8, 8), (16, 8), (32, 8), (40, 8), (48, 8))
_TYPES = (1, 2, 3, 4, 6, 7, 0x6474E550, 0x6474E553)


def lying_elf(sound: bytes, seed: int) -> bytes:
    """Change one to six numbers of *sound*, an ELF file of 64 bits."""
    chance = random.Random(seed)
    data = bytearray(sound)
    count = struct.unpack_from("<H", sound, 56)[0]
    numbers = list(_HEADER)
    for index in range(count):
        numbers += [(64 + 56 * index + at, size) for at, size in _PROGRAM]
    for _ in range(chance.randint(1, 6)):
        if chance.random() < 0.2:  # anything: notes, dynamic section, names, code
            at, size = chance.randrange(64, len(data) - 8), 8
        else:
            at, size = chance.choice(numbers)
        _put(data, at, size, chance)
        if chance.random() < 0.2:
            struct.pack_into("<I", data, 64 + 56 * chance.randrange(count), chance.choice(_TYPES))
    return bytes(data)


def lying_pe(sound: bytes, seed: int) -> bytes:
    """Change one to six numbers of *sound*, a PE file, most of them in its headers."""
    chance = random.Random(seed)
    data = bytearray(sound)
    start = struct.unpack_from("<I", sound, 0x3C)[0]
    for _ in range(chance.randint(1, 6)):
        size = chance.choice((2, 4))
        if chance.random() < 0.2:
            at = chance.randrange(64, len(data) - 8)
        else:
            at = chance.choice((0x3C, start + chance.randrange(0, 0x400) // size * size))
        _put(data, at, size, chance)
    return bytes(data)


def _put(data: bytearray, at: int, size: int, chance: random.Random) -> None:
    value = chance.choice((chance.choice(ABSURD_64), chance.getrandbits(64), len(data)))
    data[at : at + size] = (value & ((1 << 8 * size) - 1)).to_bytes(size, "little")
