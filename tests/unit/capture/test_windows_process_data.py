"""What belongs to a process as a whole, found from a PEB made by hand; damaged ones give less."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.snapshot import Region
from app.core.capture.windows.process_data import PEB_SIZE, environment, heaps, named, process_data

PEB = 0x10000
LOADER, PARAMETERS, ENVIRONMENT = 0x20000, 0x30000, 0x40000
HEAPS = 0x50000


class Memory:
    """Pieces of memory by address; what is not there cannot be read."""

    def __init__(self, **changed):
        peb = bytearray(PEB_SIZE)
        struct.pack_into("<QQ", peb, 0x18, LOADER, PARAMETERS)
        struct.pack_into("<Q", peb, 0x30, 0x100000)
        struct.pack_into("<IIQ", peb, 0xE8, changed.get("heaps", 2), 16, HEAPS)
        parameters = bytearray(0x440)
        struct.pack_into("<I", parameters, 0, changed.get("length", 0x600))
        struct.pack_into("<Q", parameters, 0x80, ENVIRONMENT)
        struct.pack_into("<Q", parameters, 0x3F0, changed.get("environment", 0x1234))
        self.pieces = {
            PEB: bytes(peb),
            PARAMETERS: bytes(parameters),
            HEAPS: struct.pack("<QQ", 0x100000, 0x200000),
        }
        block = "A=1\0=C:=C:\\\0B=\u20ac\0\0".encode("utf-16-le")
        self.pieces[ENVIRONMENT] = block.ljust(changed.get("environment", 0x1234) & 0xFFFF, b"\0")
        for missing in changed.get("without", ()):
            del self.pieces[missing]

    def read(self, address, size):
        for start, data in self.pieces.items():
            if start <= address < start + len(data):
                return data[address - start : address - start + size]
        return b""


def test_peb_loader_parameters_and_environment():
    assert process_data(Memory(), PEB) == (
        (PEB, PEB + PEB_SIZE),
        (LOADER, LOADER + 88),
        (PARAMETERS, PARAMETERS + 0x600),
        (ENVIRONMENT, ENVIRONMENT + 0x1234),
    )
    assert process_data(Memory(), 0) == ()


def test_the_environment_is_read():
    assert environment(Memory(), PEB) == "A=1\0=C:=C:\\\0B=\u20ac".encode()
    assert environment(Memory(without=[PARAMETERS]), PEB) is None
    assert environment(Memory(environment=0), PEB) is None
    assert environment(Memory(), 0) is None


@pytest.mark.parametrize(
    ("changed", "ranges"),
    [
        ({"without": [PARAMETERS]}, 2),
        ({"environment": 1 << 40}, 3),
        ({"environment": 0}, 3),
        ({"without": [PEB]}, 1),
    ],
)
def test_what_makes_no_sense_is_left_out(changed, ranges):
    assert len(process_data(Memory(**changed), PEB)) == ranges


def test_parameters_that_claim_to_be_huge_are_cut():
    found = process_data(Memory(length=0xFFFFFFFF), PEB)
    assert found[2] == (PARAMETERS, PARAMETERS + (1 << 20))


@pytest.mark.parametrize(
    ("changed", "bases"),
    [
        ({}, {0x100000, 0x200000}),
        ({"heaps": 100_000}, {0x100000}),
        ({"without": [HEAPS]}, {0x100000}),
        ({"without": [PEB]}, set()),
    ],
)
def test_heaps_are_found(changed, bases):
    assert heaps(Memory(**changed), PEB) == bases
    assert heaps(Memory(), 0) == frozenset()


def test_regions_of_heaps_and_stacks_get_names_and_files_keep_theirs():
    def region(base, size, allocation, path=""):
        return Region(base, size, 4, 0x1000, 0x20000, allocation, 4, path=path)

    regions = (
        region(0x1000, 0x1000, 0x1000),
        region(0x2000, 0x1000, 0x1000),
        region(0x5000, 0x1000, 0x5000),
        region(0x8000, 0x1000, 0x8000, r"C:\a.dll"),
        region(0x9000, 0x1000, 0x9000),
    )
    found = named(regions, frozenset({0x5000, 0x8000}), [(0x2800, 0x3000), (0, 0)])
    assert [each.path for each in found] == ["[stack]", "[stack]", "[heap]", r"C:\a.dll", ""]
