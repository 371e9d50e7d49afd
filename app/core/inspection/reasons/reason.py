"""The reason of a crash, as all systems tell it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Access(StrEnum):
    """What was done to an address."""

    READ = "read"
    WRITE = "write"
    EXECUTE = "execute"
    UNKNOWN = ""


class Reason(NamedTuple):
    """What an exception means."""

    text: str
    """A sentence without a full stop: “Access violation reading 0x0”."""
    code: int
    """As the system numbers it: ExceptionCode, a signal, an EXC_ type."""
    address: int | None = None
    """What was accessed; None if nothing was."""
    access: Access = Access.UNKNOWN
    is_crash: bool = True
    """False of what somebody asked for: a dump without a crash, a stop."""


DOING: dict[Access, str] = {
    Access.READ: "reading",
    Access.WRITE: "writing",
    Access.EXECUTE: "executing",
    Access.UNKNOWN: "accessing",
}
