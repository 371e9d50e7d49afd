"""Messages between the window and a process of ours that looks into something for it.

Each is a length of four bytes and a pickle: both ends are our own, and what a file or a target says
is only ever data in them.
"""

from __future__ import annotations

import contextlib
import pickle
import struct
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_LENGTH: Final = struct.Struct("<I")
_MOST_DATA: Final = 3 << 30
"""Bytes of memory that one such process may take."""


def frame(message: object) -> bytes:
    """Make the bytes of a message."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


class Frames:
    """Cuts what arrives into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Any]:
        """Give the messages that are complete, each read when it is asked for."""
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield pickle.loads(body)  # noqa: S301 - from our own process, never from a file


def asked(questions: BinaryIO) -> Iterator[Any]:
    """Give the questions as they come."""
    frames = Frames()
    while data := questions.read1():  # type: ignore[attr-defined]
        yield from frames.feed(data)


def tell(answers: BinaryIO, answer: object) -> None:
    """Give an answer."""
    answers.write(frame(answer))
    answers.flush()


def limit_memory() -> None:
    """Fail here, with an error that can be told, before the machine runs out of memory."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            _, most = resource.getrlimit(resource.RLIMIT_DATA)
            resource.setrlimit(resource.RLIMIT_DATA, (_MOST_DATA, most))
