import struct
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.minidump.codeview import ElfBuildId, Pdb20, Pdb70, parse_codeview, symbol_id

GUID = uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")
PDB70 = b"RSDS" + bytes.fromhex("33221100554477668899aabbccddeeff") + b"\x02\0\0\0demo.pdb\0"
PDB20 = b"NB10" + struct.pack("<III", 0, 0x40000000, 7) + b"old.pdb\0"
ELF = b"LEpB" + bytes(range(20))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (PDB70, Pdb70(GUID, 2, "demo.pdb")),
        (PDB20, Pdb20(0, 0x40000000, 7, "old.pdb")),
        (ELF, ElfBuildId(bytes(range(20)))),
    ],
)
def test_records_both_ways(data, value):
    assert parse_codeview(data) == value
    assert value.pack() == data


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (PDB70, "00112233445566778899AABBCCDDEEFF2"),
        (PDB20, "400000007"),
        (ELF, bytes(range(20)).hex()),
        (b"", ""),
        (b"what else there is", ""),
    ],
)
def test_what_symbol_servers_call_it(data, name):
    assert symbol_id(data) == name


def test_the_debug_id_is_breakpads():
    assert ElfBuildId(bytes(range(20))).debug_id == "030201000504070608090A0B0C0D0E0F0"
    assert ElfBuildId(b"\x01").debug_id == "00000001" + "0" * 25


@pytest.mark.parametrize("data", [b"", b"RSD", b"RSDS" + bytes(10), b"NB10", b"what"])
def test_what_is_not_known_is_none(data):
    assert parse_codeview(data) is None


@given(st.sampled_from([b"RSDS", b"NB10", b"LEpB", b""]), st.binary())
def test_any_bytes_are_taken(signature, rest):
    parse_codeview(signature + rest)
