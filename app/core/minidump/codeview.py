"""CodeView records: how a module says which symbol file or ELF image it belongs to."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from .constants import CODEVIEW_SIGNATURE
from .strings import decode_utf8

if TYPE_CHECKING:
    from uuid import UUID

_PDB70 = struct.Struct("<I16sI")
_PDB20 = struct.Struct("<IIII")
_SIGNATURE = struct.Struct("<I")


class Pdb70(NamedTuple):
    """A PDB 7.0 reference ("RSDS")."""

    guid: UUID
    age: int
    path: str

    def pack(self) -> bytes:
        """Return the record: signature, GUID, age and NUL-terminated UTF-8 path."""
        head = _PDB70.pack(CODEVIEW_SIGNATURE.PDB70_RSDS, self.guid.bytes_le, self.age)
        return head + self.path.encode("utf-8", "surrogateescape") + b"\0"


class Pdb20(NamedTuple):
    """A PDB 2.0 reference ("NB10"); signature is a time stamp."""

    offset: int
    signature: int
    age: int
    path: str

    def pack(self) -> bytes:
        """Return the record: signature, offset, time stamp, age and NUL-terminated path."""
        head = _PDB20.pack(CODEVIEW_SIGNATURE.PDB20_NB10, self.offset, self.signature, self.age)
        return head + self.path.encode("utf-8", "surrogateescape") + b"\0"


class ElfBuildId(NamedTuple):
    """A GNU build id of any length ("BpEL")."""

    build_id: bytes

    def pack(self) -> bytes:
        """Return the record: signature and the raw build id."""
        return _SIGNATURE.pack(CODEVIEW_SIGNATURE.ELF_BpEL) + self.build_id

    @property
    def debug_id(self) -> str:
        """Breakpad's identifier: the first 16 bytes as a GUID, then age 0."""
        return _guid(self.build_id[:16].ljust(16, b"\0")).hex.upper() + "0"


CodeView = Pdb70 | Pdb20 | ElfBuildId


def parse_codeview(data: bytes) -> CodeView | None:
    """Decode a CodeView record; None if it is empty, cut short or of an unknown kind."""
    if len(data) < _SIGNATURE.size:
        return None
    (signature,) = _SIGNATURE.unpack_from(data)
    if signature == CODEVIEW_SIGNATURE.ELF_BpEL:
        return ElfBuildId(data[_SIGNATURE.size :])
    if signature == CODEVIEW_SIGNATURE.PDB70_RSDS and len(data) >= _PDB70.size:
        _, guid, age = _PDB70.unpack_from(data)
        return Pdb70(_guid(guid), age, _path(data[_PDB70.size :]))
    if signature == CODEVIEW_SIGNATURE.PDB20_NB10 and len(data) >= _PDB20.size:
        _, offset, stamp, age = _PDB20.unpack_from(data)
        return Pdb20(offset, stamp, age, _path(data[_PDB20.size :]))
    return None


def symbol_id(data: bytes) -> str:
    """Name what a CodeView record refers to as symbol servers do; empty for none or an unknown one.

    GUID or time stamp, and age, in hexadecimal; a GNU build id as it is. All zeros are none.
    """
    record = parse_codeview(data)
    match record:
        case ElfBuildId() if any(record.build_id):
            return record.build_id.hex()
        case Pdb70() if record.guid.int:
            return f"{record.guid.hex.upper()}{record.age:X}"
        case Pdb20() if record.signature:
            return f"{record.signature:08X}{record.age:X}"
        case _:
            return ""


def _path(data: bytes) -> str:
    return decode_utf8(data.partition(b"\0")[0])


def _guid(data: bytes) -> UUID:
    from uuid import UUID  # takes 2 ms, which a dump on Linux can do without

    return UUID(bytes_le=data)
