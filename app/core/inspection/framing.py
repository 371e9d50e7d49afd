"""Messages between the window and a process of ours that looks into something for it.

Each is a length of four bytes and a pickle: both ends are our own, and what a file or a target says
is only ever data in them. All that a pickle may name is a class of our core, by where it stands in
the package: window and process may know that by two names (see ``core/child``).
"""

from __future__ import annotations

import contextlib
import io
import pickle
import struct
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

_LENGTH: Final = struct.Struct("<I")
_PACKAGE: Final = __name__.partition(".")[0]
_CORE: Final = "core."
_MOST_DATA: Final = 3 << 30
"""Bytes of memory that one such process may take."""


def frame(message: object) -> bytes:
    """Make the bytes of a message."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(body)) + body


def _member(kind: object, name: str) -> object:
    """Give a member of an enumeration, and nothing else that something may have."""
    if isinstance(kind, type) and issubclass(kind, Enum) and name in kind.__members__:
        return kind[name]
    raise pickle.UnpicklingError(name)


class _Message(pickle.Unpickler):
    """Reads one message."""

    def find_class(self, module_name: str, global_name: str, /) -> Callable[..., object]:
        """Give a class of our core. Raises UnpicklingError for all else."""
        if (module_name, global_name) == ("builtins", "getattr"):
            return _member  # with which Python 3.11 up to 3.11.4 writes members of enumerations
        _, _, inside = module_name.partition(".")
        if inside.startswith(_CORE) and "." not in global_name:
            found: object = super().find_class(f"{_PACKAGE}.{inside}", global_name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name}")


class Frames:
    """Cuts what arrives into messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[Any]:
        """Give the messages that are complete, each read when it is asked for.

        Raises UnpicklingError for what is none.
        """
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer)
            end = _LENGTH.size + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield _Message(io.BytesIO(body)).load()


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
