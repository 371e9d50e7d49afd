"""What goes into a dump beside the process: comment, ticket, operator, streams from files."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from ...core.dump.recipe import COMMENT_FIELDS
from ...core.dump.request import MINIDUMP_USER_STREAM
from ...core.dump.template import expand, fields_of
from ...core.errors import InvalidRequestError, OutputError, from_oserror
from ...core.text import escaped
from ..core_texts import THE_COMMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FIRST_OWN_TYPE: Final = 0x1_0000
"""Stream types from here on are for applications (MINIDUMP_STREAM_TYPE, LastReservedStream)."""
_LAST_TYPE: Final = 0xFFFF_FFFF
STREAM_LIMIT: Final = 32 << 20
"""Bytes of one file that becomes a stream."""
STREAMS_LIMIT: Final = 40 << 20
"""Bytes of all of them: the request that carries them has an end."""


@dataclass(frozen=True, slots=True)
class StreamFile:
    """A file that becomes a stream, as it was when it was last read.

    ``seconds`` is when its content was last changed, in Unix time.
    """

    type: int
    path: Path
    content: bytes
    seconds: float = 0.0
    problem: str = ""
    """Why it could not be read again; empty: it could."""

    @classmethod
    def load(cls, kind: int, path: Path, taken: Mapping[int, object], room: int) -> StreamFile:
        """Read *path* for the stream type *kind*, of which *taken* are in use.

        *room* is what the other streams leave, in bytes. Raises InvalidRequestError or OutputError.
        """
        if not FIRST_OWN_TYPE <= kind <= _LAST_TYPE:
            raise InvalidRequestError(
                f"{kind:#x} is not a stream type for own use.",
                f"Choose one from {FIRST_OWN_TYPE:#x} to {_LAST_TYPE:#x}.",
            )
        if kind in taken:
            raise InvalidRequestError(
                f"There is a stream of type {kind:#x} already.", "Choose another number."
            )
        return cls(kind, path, *_read(path, room))

    def again(self, room: int) -> StreamFile:
        """Read it again, if it was changed since; it may take *room* bytes.

        What cannot be read any more stays as it was, with the ``problem``.
        """
        try:
            found = self.path.stat()
            if (found.st_size, found.st_mtime) == (len(self.content), self.seconds):
                return replace(self, problem="")
            content, seconds = _read(self.path, room)
        except OSError as error:
            return replace(self, problem=error.strerror or str(error))
        except (InvalidRequestError, OutputError) as error:
            return replace(self, problem=error.cause)
        return replace(self, content=content, seconds=seconds, problem="")

    def stream(self) -> MINIDUMP_USER_STREAM:
        """Give what goes into the dump."""
        return MINIDUMP_USER_STREAM(self.type, self.content)


def read_again(files: Sequence[StreamFile]) -> tuple[StreamFile, ...]:
    """Read those of *files* again that were changed since; together they stay within the limit."""
    read: list[StreamFile] = []
    for index, file in enumerate(files):
        others = sum(len(other.content) for other in (*read, *files[index + 1 :]))
        read.append(file.again(STREAMS_LIMIT - others))
    return tuple(read)


def _read(path: Path, room: int) -> tuple[bytes, float]:
    limit = min(STREAM_LIMIT, room)
    try:
        if not path.is_file():
            raise OutputError(f"{escaped(str(path))} is not a file.", "Choose a file.")
        with path.open("rb") as file:
            seconds = os.fstat(file.fileno()).st_mtime
            content = file.read(limit + 1)
    except OSError as error:
        doing, remedy = f"Reading {escaped(str(path))}", "Choose another file."
        raise from_oserror(error, doing, remedy=remedy, as_type=OutputError) from error
    if len(content) > limit:
        raise InvalidRequestError(
            f"{escaped(path.name)} is larger than {limit >> 20} MiB.",
            "Choose a smaller file, or send it beside the dump.",
        )
    return content, seconds


@dataclass(frozen=True, slots=True)
class Extras:
    """Everything the user adds. ``comment`` may hold COMMENT_FIELDS in braces."""

    comment: str = ""
    ticket: str = ""
    operator: str = ""
    streams: tuple[StreamFile, ...] = ()

    def check(self) -> None:
        """Refuse a comment that is no template. Raises InvalidRequestError saying where."""
        fields_of(self.comment, COMMENT_FIELDS, THE_COMMENT)

    def text(self, values: Mapping[str, str]) -> str:
        """Make the text of the comment stream; *values* are those of the other COMMENT_FIELDS.

        Ticket and operator get lines of their own unless the comment names them.
        """
        own = {**values, "ticket": self.ticket, "operator": self.operator}
        try:
            named = set(fields_of(self.comment, COMMENT_FIELDS, THE_COMMENT))
            body = expand(self.comment, lambda name: own.get(name, ""))
        except InvalidRequestError:
            named, body = set(), self.comment  # told in place; what was written is kept as it is
        lines = [
            f"{title}: {own[name]}"
            for name, title in (("ticket", "Ticket"), ("operator", "Operator"))
            if own[name] and name not in named
        ]
        return "\n".join([*lines, *([body] if body else [])])
