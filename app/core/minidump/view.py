"""Checked access to the bytes of a dump that may be damaged or hostile.

Everything the reader follows goes through a :class:`DumpView`: it stays inside the file, it knows
what was expected where, and it has a budget. Many descriptors may point at the same bytes, so a
small file could otherwise be made to unfold into more memory (or time) than it is worth.
"""

import struct
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from ..errors import InvalidDumpError
from .file_bytes import FileBytes
from .record import Record
from .records import MINIDUMP_LOCATION_DESCRIPTOR
from .strings import decode_utf8, decode_utf16

R = TypeVar("R", bound=Record)

STRING_LIMIT = 0x20000
"""Longest string in bytes that is believed; Windows paths end at 65534."""

_BUDGET_FACTOR = 4
_BUDGET_FLOOR = 1 << 20
_MOST_BODY = 1 << 20
"""Bytes of a record that a structure names: a CodeView record holds a path."""
_PADDED_COUNT = 8
_U32 = struct.Struct("<I")


class Lost(NamedTuple):
    """Parts of one kind that cannot be read: a text, a debug record."""

    what: str
    times: int
    cause: str
    """Why, of the first of them."""


class DumpView:
    """The bytes of a dump, bounds-checked. ``findings`` collects what was odd but readable.

    Texts and debug records are worth less than what refers to them: one that cannot be read is
    empty, and is counted in ``lost``. Structures that cannot be read are errors.
    """

    def __init__(self, data: FileBytes) -> None:
        """Look at *data*, which must outlive the view."""
        self._data = data
        self.size = data.size
        self.findings: list[str] = []
        self._budget = _BUDGET_FACTOR * self.size + _BUDGET_FLOOR
        self._texts: dict[tuple[int, Callable[[bytes], str]], str] = {}
        self._lost: dict[str, tuple[int, str]] = {}

    @property
    def lost(self) -> tuple[Lost, ...]:
        """What could not be read so far, by kind."""
        return tuple(Lost(what, *told) for what, told in self._lost.items())

    def check(self, rva: int, size: int, what: str) -> None:
        """Raise InvalidDumpError unless *size* bytes at *rva* lie inside the file."""
        if rva < 0 or size < 0 or rva + size > self.size:
            cause = f"{what} should take {size:,} bytes, but the file ends at {self.size:#x}"
            raise InvalidDumpError(cause, rva)

    def read(self, rva: int, size: int, what: str) -> bytes:
        """Copy *size* bytes from offset *rva* for a caller who asked for just these."""
        self.check(rva, size, what)
        return self._data.read(rva, size, what)

    def bytes_at(self, rva: int, size: int, what: str) -> bytes:
        """Copy *size* bytes that a structure refers to, within the budget."""
        self.check(rva, size, what)
        self._budget -= size
        if self._budget < 0:
            cause = f"{what}: too many structures refer to the same bytes"
            raise InvalidDumpError(cause, rva)
        return self._data.read(rva, size, what)

    def record_at(self, record: type[R], rva: int) -> R:
        """Read one record."""
        return record.unpack(self.read(rva, record.SIZE, record.__name__))

    def body(self, location: MINIDUMP_LOCATION_DESCRIPTOR, what: str) -> bytes:
        """Copy what a location descriptor names; nothing for size or RVA 0, or if it is lost."""
        if not location.DataSize or not location.Rva:
            return b""
        if location.DataSize > _MOST_BODY:
            cause = f"{what} should take {location.DataSize} bytes"
            self.lose(what, InvalidDumpError(cause, location.Rva))
            return b""
        try:
            return self.bytes_at(location.Rva, location.DataSize, what)
        except InvalidDumpError as error:
            self.lose(what, error)
            return b""

    def lose(self, what: str, error: InvalidDumpError) -> None:
        """Note that something of the kind *what* cannot be read."""
        count, cause = self._lost.get(what, (0, error.cause))
        self._lost[what] = count + 1, cause

    def only(self, record: type[R], location: MINIDUMP_LOCATION_DESCRIPTOR) -> R:
        """Read the record that makes up a stream, which may be longer than expected."""
        if location.DataSize < record.SIZE:
            cause = f"{record.__name__} takes {record.SIZE} bytes, not {location.DataSize}"
            raise InvalidDumpError(cause, location.Rva)
        return record.unpack(self.bytes_at(location.Rva, record.SIZE, record.__name__))

    def counted(self, record: type[R], location: MINIDUMP_LOCATION_DESCRIPTOR) -> list[R]:
        """Read a stream of a 32-bit count and records; four bytes may pad the count."""
        what = f"list of {record.__name__}"
        whole = location.DataSize
        self.check(location.Rva, whole, what)
        if whole < _U32.size:
            cause = f"{what} is too short for its count"
            raise InvalidDumpError(cause, location.Rva)
        (count,) = _U32.unpack(self.bytes_at(location.Rva, _U32.size, what))
        size = count * record.SIZE
        start = _PADDED_COUNT if whole == _PADDED_COUNT + size else _U32.size
        if start + size > whole:
            cause = f"{what} counts {count} entries in {whole} bytes"
            raise InvalidDumpError(cause, location.Rva)
        # The stream may be far longer than its list: no more is read of it.
        return list(record.unpack_many(self.bytes_at(location.Rva + start, size, what)))

    def stepped(
        self, head: type[Record], least: int, location: MINIDUMP_LOCATION_DESCRIPTOR
    ) -> tuple[int, range]:
        """Find the entries of a stream whose *head* starts with its size, theirs and their count.

        Returns the bytes that each entry takes, at *least* those given, and the file offsets of
        all. Both sizes may be larger than ours: a later version may have appended fields.
        """
        header_size, entry_size, count = self.only(head, location)[:3]
        if header_size < head.SIZE or entry_size < least:
            cause = f"{head.__name__} gives sizes {header_size} and {entry_size}"
            raise InvalidDumpError(cause, location.Rva)
        self.check(location.Rva, location.DataSize, head.__name__)
        if header_size + count * entry_size > location.DataSize:
            cause = f"{head.__name__} counts {count} entries in {location.DataSize} bytes"
            raise InvalidDumpError(cause, location.Rva)
        start = location.Rva + header_size
        return entry_size, range(start, start + count * entry_size, entry_size)

    def entries(
        self, head: type[Record], record: type[R], location: MINIDUMP_LOCATION_DESCRIPTOR
    ) -> list[R]:
        """Read the records that :meth:`stepped` finds."""
        step, offsets = self.stepped(head, record.SIZE, location)
        data = self.read(offsets.start, step * len(offsets), f"list of {record.__name__}")
        return [record.unpack(data, offset) for offset in range(0, len(data), step)]

    def string_at(self, rva: int, what: str) -> str:
        """Read a MINIDUMP_STRING; "" for RVA 0, or if it is lost.

        A missing NUL and an odd length are tolerated.
        """
        return self._text(rva, what, decode_utf16) if rva else ""

    def utf8_at(self, rva: int, what: str) -> str:
        """Read Crashpad's MinidumpUTF8String; "" for RVA 0, or if it is lost."""
        return self._text(rva, what, decode_utf8) if rva else ""

    def _text(self, rva: int, what: str, decode: Callable[[bytes], str]) -> str:
        text = self._texts.get((rva, decode))
        if text is None:
            try:
                text = decode(self._text_bytes(rva, what))
            except InvalidDumpError as error:
                self.lose(what, error)
                text = ""
            self._texts[rva, decode] = text
        return text

    def _text_bytes(self, rva: int, what: str) -> bytes:
        (length,) = _U32.unpack(self.bytes_at(rva, _U32.size, what))
        if length > STRING_LIMIT:
            cause = f"{what} claims to be {length:,} bytes long"
            raise InvalidDumpError(cause, rva)
        return self.bytes_at(rva + _U32.size, length, what)
