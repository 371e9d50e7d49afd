"""What goes into a dump beside the process: comment, ticket, operator, streams from files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.core.dump.recipe import COMMENT_FIELDS
from app.core.dump.request import MINIDUMP_USER_STREAM
from app.core.dump.template import expand, fields_of
from app.core.errors import InvalidRequestError, OutputError, from_oserror
from app.core.processes.text import escaped

if TYPE_CHECKING:
    from collections.abc import Mapping
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
    """A file that becomes a stream, as it was when it was added."""

    type: int
    path: Path
    content: bytes

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
        limit = min(STREAM_LIMIT, room)
        try:
            if not path.is_file():
                raise OutputError(f"{escaped(str(path))} is not a file.", "Choose a file.")
            with path.open("rb") as file:
                content = file.read(limit + 1)
        except OSError as error:
            doing, remedy = f"Reading {escaped(str(path))}", "Choose another file."
            raise from_oserror(error, doing, remedy=remedy, as_type=OutputError) from error
        if len(content) > limit:
            raise InvalidRequestError(
                f"{escaped(path.name)} is larger than {limit >> 20} MiB.",
                "Choose a smaller file, or send it beside the dump.",
            )
        return cls(kind, path, content)

    def stream(self) -> MINIDUMP_USER_STREAM:
        """Give what goes into the dump."""
        return MINIDUMP_USER_STREAM(self.type, self.content)


@dataclass(frozen=True, slots=True)
class Extras:
    """Everything the user adds. ``comment`` may hold COMMENT_FIELDS in braces."""

    comment: str = ""
    ticket: str = ""
    operator: str = ""
    streams: tuple[StreamFile, ...] = ()

    def check(self) -> None:
        """Refuse a comment that is no template. Raises InvalidRequestError saying where."""
        fields_of(self.comment, COMMENT_FIELDS, "the comment")

    def text(self, values: Mapping[str, str]) -> str:
        """Make the text of the comment stream; *values* are those of the other COMMENT_FIELDS.

        Ticket and operator get lines of their own unless the comment names them.
        """
        own = {**values, "ticket": self.ticket, "operator": self.operator}
        try:
            named = set(fields_of(self.comment, COMMENT_FIELDS, "the comment"))
            body = expand(self.comment, lambda name: own.get(name, ""))
        except InvalidRequestError:
            named, body = set(), self.comment  # told in place; what was written is kept as it is
        lines = [
            f"{title}: {own[name]}"
            for name, title in (("ticket", "Ticket"), ("operator", "Operator"))
            if own[name] and name not in named
        ]
        return "\n".join([*lines, *([body] if body else [])])
