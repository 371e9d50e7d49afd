"""What is looked up once for a process and seldom again: owner, program, arguments, verdict."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import Final, Protocol

import msgspec
import psutil

from ..capture.obstacles import LINUX, WINDOWS, Caller, Subject, judge
from ..text import encodable
from .info import CanDump, ProcessInfo, Verdict
from .rights import is_administrator
from .source import ENDED

_WINDOWS: Final[bool] = os.name == "nt"
_CMDLINE_LIMIT: Final = 4096
GONE: Final = Verdict(CanDump.UNKNOWN, "It has ended, or the system hides it.", "Refresh the list.")


class Details(Protocol):
    """How the seldom-changing columns of a process are found out."""

    def look_up(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Fill in owner, program, arguments and verdict. What may not be read stays empty."""

    def look_again(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Bring only the verdict up to date: whether a debugger came, or the process ended."""


class PsutilDetails:
    """Through psutil alone: any system."""

    def __init__(self, own: frozenset[int] = frozenset()) -> None:
        """Judge as a DumpDesk whose processes are *own*."""
        self._caller = Caller(user=psutil.Process().username(), root=is_administrator(), own=own)
        self._rules = WINDOWS if _WINDOWS else LINUX

    def look_up(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Fill in everything."""
        try:
            process = psutil.Process(info.pid)
        except psutil.Error:
            return msgspec.structs.replace(info, verdict=GONE, detailed=True)
        found = msgspec.structs.replace(info, user=_owner(process), **program_of(process))
        return self.look_again(found, kernel=kernel)

    def look_again(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Judge anew."""
        subject = Subject(
            pid=info.pid,
            ppid=info.ppid,
            name=info.name,
            user=info.user,
            kernel=kernel,
            exiting=info.state in ENDED,
            readable=bool(info.exe) or self._caller.root,
        )
        verdict = Verdict(*judge(self._rules, subject, self._caller))
        return msgspec.structs.replace(info, verdict=verdict, detailed=True)


def program_of(process: psutil.Process) -> dict[str, str]:
    """Name, path and arguments, as far as they may be read."""
    found: dict[str, str] = {}
    for field, read in (("name", process.name), ("exe", process.exe)):
        try:
            found[field] = encodable(read())
        except (psutil.Error, OSError):
            continue
    with suppress(psutil.Error, OSError):
        found["cmdline"] = encodable(" ".join(process.cmdline()))[:_CMDLINE_LIMIT]
    return found


def _owner(process: psutil.Process) -> str:
    try:
        return encodable(process.username())
    except (psutil.Error, OSError, KeyError):
        return ""
