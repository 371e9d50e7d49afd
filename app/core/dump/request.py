"""Everything a dump is asked to be, as one value that can cross a process border."""

from __future__ import annotations

import base64
import binascii
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import InvalidRequestError
from ..minidump.constants import MINIDUMP_STREAM_TYPE, MINIDUMP_TYPE
from ..value import dataclass
from .filter import FilterSpec
from .library_path import check_library_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..capture.snapshot import ExceptionInformation


INLINE: Final = "base64:"
"""How text begins that is the bytes of a user stream, where the name of a file may be."""
_STREAM_LIMIT: Final = 1 << 30
"""Bytes of a user stream that is told by its size."""


class MINIDUMP_USER_STREAM(NamedTuple):
    """A stream of the caller's: any type is accepted, above 0xFFFF is for applications."""

    Type: int
    Buffer: bytes


@dataclass(frozen=True, slots=True)
class DumpRequest:
    """What to write, apart from where: flags, rules, and streams of the user's own."""

    flags: int = 0
    filter: FilterSpec = field(default_factory=FilterSpec)
    comment: str = ""
    """Goes into a CommentStreamW."""
    exception: ExceptionInformation | None = None
    user_streams: tuple[MINIDUMP_USER_STREAM, ...] = ()
    dbghelp: str = ""
    """Windows: the path of the DbgHelp to use, or of its folder; empty: that of the system."""
    respect_dontdump: bool = False
    """Leave out what the program asked to keep out of dumps (Linux, MADV_DONTDUMP)."""
    clone: bool | None = None
    """The target runs on while a copy of it is read (Linux: a clone, Windows: a snapshot), where
    there can be one. None: where it pays; on Windows, not."""
    blank: bool = False
    """What is left out by rules, and has to be stored all the same, is overwritten with zeros."""
    recipe: str = field(default="", compare=False)
    """Title of the recipe whose flags it has: what the dump is called. It changes nothing in it."""

    def __post_init__(self) -> None:
        """Refuse what does not fit into the records, and weak names. Raises InvalidRequestError."""
        check_library_path(self.dbghelp)
        for stream in self.user_streams:
            if not _fits(stream.Type, 32) or not isinstance(stream.Buffer, bytes):
                raise InvalidRequestError(
                    f"The user stream {stream.Type!r} is not a number of 32 bits with bytes."
                )
        found = self.exception
        if found is not None and not (
            _fits(found.thread_id, 32)
            and all(_fits(word, 64) for word in (found.record, found.address, *found.parameters))
        ):
            raise InvalidRequestError("The exception holds numbers of more than 64 bits.")

    def surprising(self, left_out: int) -> int:
        """Say how many of the parts *left_out* its name has to tell of: not those of its recipe."""
        return self.filter.excluding_by_hand if self.recipe else left_out

    @property
    def names_handles(self) -> bool:
        """Whether handles of the process have to be named for it."""
        return bool(self.flags & MINIDUMP_TYPE.MiniDumpWithHandleData)

    def all_user_streams(self) -> tuple[MINIDUMP_USER_STREAM, ...]:
        """The user streams with the comment as one of them."""
        if not self.comment:
            return self.user_streams
        text = self.comment.encode("utf-16-le", "surrogatepass")
        comment = MINIDUMP_USER_STREAM(int(MINIDUMP_STREAM_TYPE.CommentStreamW), text)
        return (*self.user_streams, comment)

    def to_json(self, *, contents: bool = True) -> dict[str, Any]:
        """Give the form that crosses to the dumper process.

        Without *contents*, user streams are told by their sizes: all that a plan needs of them.
        """
        result: dict[str, Any] = {"flags": self.flags}
        if self.filter:
            result["filter"] = self.filter.to_json()
        if self.comment:
            result["comment"] = self.comment
        if self.exception is not None:
            values = self.exception._asdict()
            values["context"] = base64.b64encode(self.exception.context).decode("ascii")
            result["exception"] = values
        if self.user_streams:
            result["user_streams"] = [
                [
                    stream.Type,
                    base64.b64encode(stream.Buffer).decode("ascii")
                    if contents
                    else len(stream.Buffer),
                ]
                for stream in self.user_streams
            ]
        if self.dbghelp:
            result["dbghelp"] = self.dbghelp
        if self.respect_dontdump:
            result["respect_dontdump"] = True
        if self.clone is not None:
            result["clone"] = self.clone
        if self.blank:
            result["blank"] = True
        if self.recipe:
            result["recipe"] = self.recipe
        return result

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> DumpRequest:
        """Read :meth:`to_json`'s form. Raises InvalidRequestError."""
        try:
            exception = None
            if value.get("exception") is not None:
                from ..capture.snapshot import ExceptionInformation  # of few requests

                values = dict(value["exception"])
                values["context"] = base64.b64decode(values["context"], validate=True)
                values["parameters"] = tuple(values["parameters"])
                exception = ExceptionInformation(**values)
            return cls(
                flags=int(value["flags"]),
                filter=FilterSpec.from_json(value.get("filter", {})),
                comment=str(value.get("comment", "")),
                exception=exception,
                user_streams=tuple(
                    MINIDUMP_USER_STREAM(int(kind), _buffer(data))
                    for kind, data in value.get("user_streams", ())
                ),
                dbghelp=str(value.get("dbghelp", "")),
                respect_dontdump=value.get("respect_dontdump", False) is True,
                clone=_clone(value),
                blank=value.get("blank", False) is True,
                recipe=str(value.get("recipe", "")),
            )
        except (AttributeError, KeyError, TypeError, ValueError, binascii.Error) as error:
            raise InvalidRequestError(f"The request cannot be read: {error!r}.") from None


def _clone(value: Mapping[str, Any]) -> bool | None:
    """Read whether there is to be a clone; version 0.1 had a name of its own for it on Windows."""
    told = value.get("clone", value.get("snapshot_first"))
    if told is not None and not isinstance(told, bool):
        raise TypeError(f"{told!r} is neither true nor false")
    return told


def _buffer(told: str | int) -> bytes:
    """Read the bytes of a user stream; of one told by its size, as many zeros."""
    if isinstance(told, int):
        if not 0 <= told <= _STREAM_LIMIT:
            raise ValueError(f"a user stream of {told} bytes")
        return bytes(told)
    return base64.b64decode(told, validate=True)


def _fits(value: object, bits: int) -> bool:
    return isinstance(value, int) and 0 <= value < 1 << bits
