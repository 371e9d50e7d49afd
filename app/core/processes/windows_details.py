"""Windows: owner and arguments through psutil, the rest and the verdict from what it may tell."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import msgspec
import psutil

from .. import child
from ..capture.obstacles import WINDOWS, Caller, Subject, judge
from ..capture.windows.process_facts import ProcessFacts, facts_of
from ..text import encodable
from .info import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from .info import ProcessInfo

_CMDLINE_LIMIT: Final = 4096


class WindowsDetails:
    """Finds out what seldom changes. What Windows refuses to tell stays empty."""

    def __init__(
        self,
        own: frozenset[int] = frozenset(),
        look: Callable[[int], ProcessFacts] = facts_of,
    ) -> None:
        """Judge as a DumpDesk whose processes are *own*; *look* finds out about a process id."""
        self._look = look
        mine = look(os.getpid())
        self._caller = Caller(
            user=_text(psutil.Process().username),
            root=bool(mine.elevated),
            bits=64 if sys.maxsize > 2**32 else 32,
            dumps_x86=bool(child.x86_interpreter()),
            own=own,
            session=mine.session,
        )

    def look_up(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Fill in everything."""
        facts = ProcessFacts() if kernel else self._look(info.pid)
        texts = {"user": "", "exe": facts.path, "cmdline": ""}
        with suppress(psutil.Error, OSError):
            process = psutil.Process(info.pid)
            texts = {
                "user": _text(process.username),
                "exe": facts.path or _text(process.exe),
                "cmdline": _text(lambda: " ".join(process.cmdline()))[:_CMDLINE_LIMIT],
            }
        texts = {field: encodable(text) for field, text in texts.items()}
        found = msgspec.structs.replace(info, bits=facts.bits, machine=facts.machine, **texts)
        return self._judged(found, facts, kernel=kernel)

    def look_again(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Judge anew."""
        facts = ProcessFacts() if kernel else self._look(info.pid)
        return self._judged(info, facts, kernel=kernel)

    def _judged(self, info: ProcessInfo, facts: ProcessFacts, *, kernel: bool) -> ProcessInfo:
        subject = Subject(
            pid=info.pid,
            ppid=info.ppid,
            name=info.name,
            user=info.user,
            kernel=kernel,
            exiting=not info.threads,
            bits=info.bits,
            machine=info.machine,
            protection=facts.protection,
            elevated=facts.elevated,
            session=facts.session,
            container=facts.package or ("AppContainer" if facts.app_container else ""),
        )
        verdict = Verdict(*judge(WINDOWS, subject, self._caller))
        return msgspec.structs.replace(info, verdict=verdict, detailed=True)


def _text(read: Callable[[], str]) -> str:
    try:
        return read()
    except (psutil.Error, OSError, KeyError):
        return ""
