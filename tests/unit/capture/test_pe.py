"""PE headers as they lie in memory, made here by hand, whole and damaged."""

from __future__ import annotations

import random
import struct

import pytest

from app.core.capture.pe import Tls, read_image
from app.core.capture.snapshot import Segment

BASE = 0x180000000
SIZE = 0x6000
CODEVIEW = b"RSDS" + bytes(range(16)) + struct.pack("<I", 3) + b"main.pdb\0"


def directory(rva, size):
    return struct.pack("<II", rva, size)


def image(*, is_64=True, directories=None, sections=2):
    """Make an image of 0x6000 bytes: code at 0x1000, everything else in .data at 0x2000."""
    data = bytearray(SIZE)
    data[:2] = b"MZ"
    struct.pack_into("<I", data, 0x3C, 0x80)
    optional_size = (112 if is_64 else 96) + 128
    struct.pack_into(
        "<4sHHIIIHH", data, 0x80, b"PE\0\0", 0x8664, sections, 0x65432100, 0, 0, optional_size, 0x22
    )
    optional = 0x80 + 24
    struct.pack_into("<HHIIII", data, optional, 0x20B if is_64 else 0x10B, 0, 0, 0, 0, 0x1010)
    struct.pack_into("<III", data, optional + 56, SIZE, 0x400, 0x1234)
    table = optional + optional_size
    first = optional + optional_size - 128
    struct.pack_into("<I", data, first - 4, 16)
    placed = {
        2: directory(0x3000, 0x200),
        4: directory(0x500, 0x80),  # certificates: a place in the file
        6: directory(0x2100, 28),
        9: directory(0x2200, 40 if is_64 else 24),
    } | (directories or {})
    for index, entry in placed.items():
        data[first + index * 8 : first + index * 8 + 8] = entry
    struct.pack_into("<8sIIII12xI", data, table, b".text", 0x800, 0x1000, 0xA00, 0x400, 0x60000020)
    struct.pack_into("<8sIIII12xI", data, table + 40, b".data", 0x900, 0x2000, 0, 0, 0xC0000040)
    struct.pack_into("<IIHHIIII", data, 0x2100, 0, 0, 0, 0, 2, len(CODEVIEW), 0x2140, 0)
    data[0x2140 : 0x2140 + len(CODEVIEW)] = CODEVIEW
    form = "<QQQQI" if is_64 else "<IIIII"
    start = BASE if is_64 else 0x400000
    struct.pack_into(form, data, 0x2200, start + 0x2300, start + 0x2320, start + 0x2400, 0, 8)
    put_version(data, 0x3000)
    return data


def put_version(data, root):
    """Type 16, name 1, language 1033, then the resource itself."""
    struct.pack_into("<12xHHII", data, root, 0, 1, 16, 0x80000000 | 0x20)
    struct.pack_into("<12xHHII", data, root + 0x20, 0, 1, 1, 0x80000000 | 0x40)
    struct.pack_into("<12xHHII", data, root + 0x40, 0, 1, 1033, 0x60)
    struct.pack_into("<II", data, root + 0x60, root + 0x80, 0x100)
    struct.pack_into("<HHH", data, root + 0x80, 0x100, 52, 0)
    data[root + 0x86 : root + 0x86 + 32] = "VS_VERSION_INFO\0".encode("utf-16-le")
    fixed = (0xFEEF04BD, 0x10000, 10 << 16 | 1, 22621 << 16 | 2428)
    struct.pack_into("<IIII", data, root + 0x80 + 40, *fixed)


def reader(data, base=BASE):
    def read(address, size):
        offset = address - base
        return bytes(data[offset : offset + size]) if 0 <= offset < len(data) else b""

    return read


def test_headers_of_a_64_bit_image():
    found = read_image(BASE, reader(image()))
    assert (found.machine, found.time_date_stamp, found.check_sum) == (0x8664, 0x65432100, 0x1234)
    assert (found.size, found.entry) == (SIZE, BASE + 0x1010)
    assert found.sections == (
        Segment(BASE + 0x1000, 0x800, writable=False, executable=True),
        Segment(BASE + 0x2000, 0x900, writable=True, executable=False),
    )
    assert found.cv_record == CODEVIEW
    assert found.misc_record == b""
    assert found.version == (10, 1, 22621, 2428)
    assert found.tls == Tls(0x28, BASE + 0x2400)
    assert found.headers[0] == (BASE, BASE + 0x400)
    assert (BASE + 0x3000, BASE + 0x3200) in found.headers
    assert all(low != BASE + 0x500 for low, _ in found.headers)


def test_headers_of_a_32_bit_image():
    found = read_image(0x400000, reader(image(is_64=False), 0x400000))
    assert found.version == (10, 1, 22621, 2428)
    assert found.cv_record == CODEVIEW
    assert found.tls == Tls(0x28, 0x402400)


@pytest.mark.parametrize(
    "start", [b"", b"MZ", b"ELF" + bytes(4096), b"MZ" + bytes(4096), b"MZ" + b"\xff" * 4096]
)
def test_what_is_no_image_gives_none(start):
    assert read_image(BASE, reader(start)) is None


@pytest.mark.parametrize("index", range(16))
@pytest.mark.parametrize("entry", [(0xFFFFFFFF, 0xFFFFFFFF), (SIZE - 4, 8), (SIZE - 4, 4), (1, 1)])
def test_a_directory_that_leaves_the_image_is_left_out(index, entry):
    found = read_image(BASE, reader(image(directories={index: directory(*entry)})))
    assert found is None or all(BASE <= low < high <= BASE + SIZE for low, high in found.headers)


@pytest.mark.parametrize("length", range(0, SIZE, 997))
def test_an_image_that_ends_anywhere_raises_nothing(length):
    found = read_image(BASE, reader(image()[:length]))
    assert found is None or found.size == SIZE


@pytest.mark.parametrize("damaged", [(2, "version"), (6, "cv_record"), (9, "tls")])
def test_a_part_that_cannot_be_read_costs_no_other(damaged):
    index, lost = damaged
    data = image(directories={index: directory(SIZE - 4, 4)})
    struct.pack_into("<I", data, SIZE - 4, 0xFFFFFFFF)
    found, whole = read_image(BASE, reader(data)), read_image(BASE, reader(image()))
    assert not getattr(found, lost)
    kept = {"version", "cv_record", "tls"} - {lost}
    assert all(getattr(found, name) == getattr(whole, name) for name in kept)


@pytest.mark.parametrize("seed", range(40))
def test_bytes_changed_at_random_raise_nothing(seed):
    chance = random.Random(seed)
    for _ in range(20):
        data = image()
        for _ in range(chance.randrange(1, 12)):
            data[chance.choice((chance.randrange(0x300), chance.randrange(SIZE)))] = (
                chance.randrange(256)
            )
        found = read_image(BASE, reader(data))
        assert found is None or len(found.sections) <= 96


def test_more_sections_than_there_can_be_are_not_believed():
    found = read_image(BASE, reader(image(sections=0xFFFF)))
    assert len(found.sections) <= 96


def test_a_resource_directory_that_refers_to_itself_ends():
    data = image()
    struct.pack_into("<12xHHII", data, 0x3000, 0, 1, 16, 0x80000000)
    assert read_image(BASE, reader(data)).version is None
