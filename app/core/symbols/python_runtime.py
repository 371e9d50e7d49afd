"""Python's own frames, from the memory of CPython 3.11 to 3.14.

From 3.13 on CPython tells where its fields lie (_Py_DebugOffsets, at the start of _PyRuntime); of
3.11 and 3.12 the few offsets that are needed stand below, as their headers have them on 64 bits.
Sources: Include/internal/pycore_frame.h, pycore_debug_offsets.h; Objects/locations.md for lines.

Memory may hold anything: every walk is bounded, and what makes no sense is left out.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidImageError
from .cursor import Cursor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .extent import Read

_COOKIE: Final = b"xdebugpy"
_WORD: Final = 8
_MOST_INTERPRETERS: Final = 64
_MOST_THREADS: Final = 65_536
_MOST_FRAMES: Final = 4096
_MOST_TEXT: Final = 4096
_MOST_LINES: Final = 1 << 20
_POINTER: Final = (1 << 47) - 1
_TAGS: Final = 7
"""Bits of a pointer that say what kind of a reference it is, from 3.14 on."""
_OWNED_BY_C: Final = 3
"""From this kind of owner on, a frame only marks where C called the interpreter."""


class _Layout(NamedTuple):
    """Offsets in bytes; of the sizes, how many bytes."""

    interpreters_head: int
    interpreter_next: int
    threads_head: int
    thread_next: int
    native_thread_id: int
    current_frame: int
    frame_previous: int
    frame_code: int
    frame_instruction: int
    frame_owner: int
    code_filename: int
    code_qualname: int
    code_linetable: int
    code_firstlineno: int
    code_adaptive: int
    text_length: int
    ascii_size: int
    bytes_size: int
    bytes_value: int
    is_entry: int = 0
    """3.11 marks the last frame of a call of the interpreter itself; 0: it has frames for that."""
    by_cframe: int = -1
    """3.11 and 3.12 reach the current frame through another structure; offset in that."""


_KNOWN: Final = {
    (3, 11): _Layout(
        *(40, 0, 16, 8, 160, 56, 48, 32, 56, 69, 112, 128, 136, 72, 184, 16, 48, 16, 32),
        is_entry=68,
        by_cframe=8,
    ),
    (3, 12): _Layout(
        *(40, 0, 72, 8, 144, 56, 8, 0, 56, 70, 112, 128, 136, 68, 192, 16, 40, 16, 32),
        by_cframe=0,
    ),
}
_PLACES: Final = {
    (3, 13): (5, 8, 9, 21, 25, 23, 29, 30, 31, 33, 35, 37, 38, 39, 43, 69, 70, 65, 66),
    (3, 14): (5, 8, 9, 24, 28, 26, 32, 33, 34, 36, 40, 42, 43, 44, 48, 79, 80, 75, 76),
}
"""Which word of _Py_DebugOffsets has each of the first fields of a layout."""
_MOST_WORDS: Final = 128
_MOST_OFFSET: Final = 1 << 20


class PythonFrame(NamedTuple):
    """A frame as it lies in memory: addresses of its code, and of the instruction it stands on."""

    code: int
    instruction: int
    is_last: bool
    """The interpreter was called, by C, for this one."""


class PythonPlace(NamedTuple):
    """A Python function and the line it stands on; 0: not known."""

    function: str
    file: str
    line: int


class PythonRuntime:
    """One CPython in a process. Raises InvalidImageError if it is none that is known."""

    def __init__(self, read: Read, runtime: int, version: int) -> None:
        """Find out how it lies.

        Args:
            read: Gives up to so many bytes of an address.
            runtime: Address of _PyRuntime.
            version: Py_Version, 0 if it is not known.
        """
        self._read = read
        self._runtime = runtime
        self._layout = self._find_layout(version)

    def _find_layout(self, version: int) -> _Layout:
        data = self._read(self._runtime, 8 * _MOST_WORDS)
        if data.startswith(_COOKIE):
            words = struct.unpack(f"<{len(data) // 8}Q", data[: len(data) // 8 * 8])
            version = words[1] if len(words) > 1 else 0
            places = _PLACES.get((version >> 24, version >> 16 & 0xFF))
            if places is not None and max(places) < len(words):
                found = _Layout(*(words[place] for place in places))
                if max(found[:19]) < _MOST_OFFSET:
                    return found
        known = _KNOWN.get((version >> 24, version >> 16 & 0xFF))
        if known is None:
            raise InvalidImageError("it is no Python whose frames are known")
        return known

    def threads(self) -> dict[int, int]:
        """Give id of the thread (as the system has it) → address of its state."""
        layout = self._layout
        found: dict[int, int] = {}
        interpreter = self._word(self._runtime + layout.interpreters_head)
        for _ in range(_MOST_INTERPRETERS):
            if not interpreter:
                break
            thread = self._word(interpreter + layout.threads_head)
            while thread and len(found) < _MOST_THREADS:
                identity = self._word(thread + layout.native_thread_id)
                if identity in found:
                    break
                found[identity] = thread
                thread = self._word(thread + layout.thread_next)
            interpreter = self._word(interpreter + layout.interpreter_next)
        return found

    def frames(self, thread: int) -> Iterator[PythonFrame]:
        """Give the frames of the thread whose state lies at *thread*, the innermost first."""
        layout = self._layout
        frame = self._word(thread + layout.current_frame)
        if layout.by_cframe >= 0:
            frame = self._word(frame + layout.by_cframe)
        size = max(layout.frame_owner, layout.frame_instruction) + _WORD
        waiting: PythonFrame | None = None
        for _ in range(_MOST_FRAMES):
            data = self._read(frame, size) if frame else b""
            if len(data) < size:
                break
            code = int.from_bytes(data[layout.frame_code :][:_WORD], "little") & ~_TAGS & _POINTER
            at = int.from_bytes(data[layout.frame_instruction :][:_WORD], "little")
            is_mark = not layout.is_entry and data[layout.frame_owner] >= _OWNED_BY_C
            if waiting is not None:
                yield waiting._replace(is_last=waiting.is_last or is_mark)
            is_last = bool(layout.is_entry and data[layout.is_entry])
            waiting = None if is_mark else PythonFrame(code, at, is_last)
            frame = int.from_bytes(data[layout.frame_previous :][:_WORD], "little")
        if waiting is not None:
            yield waiting._replace(is_last=True)

    def place(self, frame: PythonFrame) -> PythonPlace | None:
        """Say which function and line *frame* stands on; None: no code lies there."""
        layout = self._layout
        size = max(layout.code_linetable, layout.code_filename, layout.code_qualname) + _WORD
        if len(self._read(frame.code, size)) < size:
            return None
        function = self._text(self._word(frame.code + layout.code_qualname))
        file = self._text(self._word(frame.code + layout.code_filename))
        if not function or not file:
            return None
        first = int.from_bytes(self._read(frame.code + layout.code_firstlineno, 4), "little")
        table = self._bytes(self._word(frame.code + layout.code_linetable))
        unit = (frame.instruction - frame.code - layout.code_adaptive) // 2
        return PythonPlace(function, file, _line_of(table, first, unit))

    def _word(self, address: int) -> int:
        return int.from_bytes(self._read(address, _WORD), "little") if address else 0

    def _bytes(self, address: int) -> bytes:
        size = self._word(address + self._layout.bytes_size)
        if not 0 < size <= _MOST_LINES:
            return b""
        return self._read(address + self._layout.bytes_value, size)

    def _text(self, address: int) -> str:
        """Read a str: its letters lie behind one of two heads, and a zero behind them."""
        length = self._word(address + self._layout.text_length)
        if not 0 < length <= _MOST_TEXT:
            return ""
        ascii_size = self._layout.ascii_size
        data = self._read(address + ascii_size, length + 1)
        if len(data) == length + 1 and data[-1] == 0 and data.isascii() and data.count(0) == 1:
            return data[:-1].decode("ascii")
        start = address + ascii_size + (24 if ascii_size == 48 else 16)
        for size, encoding in ((1, "latin-1"), (2, "utf-16-le"), (4, "utf-32-le")):
            data = self._read(start, (length + 1) * size)
            letters, end = data[: length * size], data[length * size :]
            if end == bytes(size) and any(letters):
                text = letters.decode(encoding, "replace")
                if "\0" not in text:
                    return text
        return ""


def _line_of(table: bytes, line: int, unit: int) -> int:
    """Look up the line of the code unit *unit* in a location table; 0: not told."""
    cursor = Cursor(table)
    start = 0
    try:
        while not cursor.is_at_end:
            head = cursor.unsigned(1)
            kind, length = head >> 3 & 15, (head & 7) + 1
            has_line = kind != 15
            if kind == 14:
                line += _signed(cursor)
                for _ in range(3):
                    _variable(cursor)
            elif kind == 13:
                line += _signed(cursor)
            elif 10 <= kind <= 12:
                line += kind - 10
                cursor.block(2)
            elif kind < 10:
                cursor.block(1)
            if start <= unit < start + length:
                return line if has_line and 0 < line < 1 << 31 else 0
            start += length
    except InvalidImageError:
        pass
    return 0


def _variable(cursor: Cursor) -> int:
    value = shift = 0
    while True:
        byte = cursor.unsigned(1)
        value |= (byte & 63) << shift
        shift += 6
        if not byte & 64:
            return value
        if shift > 64:
            raise InvalidImageError("a number does not end")


def _signed(cursor: Cursor) -> int:
    value = _variable(cursor)
    return -(value >> 1) if value & 1 else value >> 1
