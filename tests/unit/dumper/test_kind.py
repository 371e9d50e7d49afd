"""Which dumper is started for which process and which DLL."""

from __future__ import annotations

import struct

import pytest

from app.core.dumper.kind import machine_of


@pytest.mark.parametrize(
    ("content", "machine"),
    [
        (b"MZ".ljust(60, b"\0") + struct.pack("<I4sH", 64, b"PE\0\0", 0x014C), 0x014C),
        (b"MZ".ljust(60, b"\0") + struct.pack("<I4sH", 64, b"PE\0\0", 0x8664), 0x8664),
        (b"MZ".ljust(60, b"\0") + struct.pack("<I4sH", 64, b"LE\0\0", 0x8664), 0),
        (b"MZ".ljust(60, b"\0") + struct.pack("<I", 0xFFFFFFFF), 0),
        (b"\x7fELF", 0),
        (b"", 0),
    ],
)
def test_the_machine_that_a_library_is_made_for(tmp_path, content, machine):
    library = tmp_path / "dbghelp.dll"
    library.write_bytes(content)
    assert machine_of(str(library)) == machine


def test_no_library_is_made_for_nothing(tmp_path):
    assert machine_of(str(tmp_path)) == 0
    assert machine_of(str(tmp_path / "missing.dll")) == 0
