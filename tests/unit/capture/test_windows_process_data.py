"""What belongs to a process as a whole, found from a PEB made by hand; damaged ones give less."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.snapshot import Region
from app.core.capture.windows import process_data as module
from app.core.capture.windows.process_data import named
from app.core.capture.windows.width import WIDTHS

PLACES = {
    # by the bits of a pointer: Ldr, ProcessHeap, NumberOfHeaps, Environment, EnvironmentSize, and
    # the sizes of the PEB, the parameters and the loader's data
    64: (0x18, 0x30, 0xE8, 0x80, 0x3F0, 2000, 0x440, 88),
    32: (0x0C, 0x18, 0x88, 0x48, 0x290, 1152, 0x2A4, 48),
}
PEB = 0x10000
LOADER, PARAMETERS, ENVIRONMENT = 0x20000, 0x30000, 0x40000
HEAPS = 0x50000


class Memory:
    """Pieces of memory by address; what is not there cannot be read."""

    def __init__(self, bits, **changed):
        ldr, heap, heap_list, where, length, peb_size, parameters_size, _ = PLACES[bits]
        word = "Q" if bits == 64 else "I"
        peb = bytearray(peb_size)
        struct.pack_into(f"<{word}{word}", peb, ldr, LOADER, PARAMETERS)
        struct.pack_into(f"<{word}", peb, heap, 0x100000)
        struct.pack_into(f"<II{word}", peb, heap_list, changed.get("heaps", 2), 16, HEAPS)
        parameters = bytearray(parameters_size)
        bytes_there = changed.get("environment", 0x1234)
        struct.pack_into("<I", parameters, 0, changed.get("length", 0x600))
        struct.pack_into(f"<{word}", parameters, where, ENVIRONMENT)
        struct.pack_into(f"<{word}", parameters, length, bytes_there)
        self.pieces = {
            PEB: bytes(peb),
            PARAMETERS: bytes(parameters),
            HEAPS: struct.pack(f"<{word}{word}", 0x100000, 0x200000),
        }
        block = "A=1\0=C:=C:\\\0B=\u20ac\0\0".encode("utf-16-le")
        self.pieces[ENVIRONMENT] = block.ljust(bytes_there & 0xFFFF, b"\0")
        for missing in changed.get("without", ()):
            del self.pieces[missing]

    def read(self, address, size):
        for start, data in self.pieces.items():
            if start <= address < start + len(data):
                return data[address - start : address - start + size]
        return b""


@pytest.fixture(params=WIDTHS)
def asked(request):
    """Call it with the name of a function and what differs in the process; both have one width."""

    def ask(name, peb=PEB, **changed):
        memory = Memory(request.param, **changed)
        return getattr(module, name)(memory, peb, WIDTHS[request.param])

    ask.bits = request.param
    return ask


def test_peb_loader_parameters_and_environment(asked):
    *_, peb_size, _, loader_size = PLACES[asked.bits]
    assert asked("process_data") == (
        (PEB, PEB + peb_size),
        (LOADER, LOADER + loader_size),
        (PARAMETERS, PARAMETERS + 0x600),
        (ENVIRONMENT, ENVIRONMENT + 0x1234),
    )
    assert asked("process_data", 0) == ()


def test_the_environment_is_read(asked):
    assert asked("environment") == "A=1\0=C:=C:\\\0B=\u20ac".encode()
    assert asked("environment", without=[PARAMETERS]) is None
    assert asked("environment", environment=0) is None
    assert asked("environment", 0) is None


@pytest.mark.parametrize(
    ("changed", "ranges"),
    [
        ({"without": [PARAMETERS]}, 2),
        ({"environment": 1 << 30}, 3),
        ({"environment": 0}, 3),
        ({"without": [PEB]}, 2),  # of which the loader's data are empty
    ],
)
def test_what_makes_no_sense_is_left_out(asked, changed, ranges):
    assert len(asked("process_data", **changed)) == ranges


def test_parameters_that_claim_to_be_huge_are_cut(asked):
    found = asked("process_data", length=0xFFFFFFFF)
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
def test_heaps_are_found(asked, changed, bases):
    assert asked("heaps", **changed) == bases
    assert asked("heaps", 0) == frozenset()


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
