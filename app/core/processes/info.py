"""What is known of a process, as plain data that crosses the process border."""

from __future__ import annotations

from typing import Final

import msgspec

from ..capture.obstacles import CanDump as CanDump  # noqa: PLC0414 - a part of Verdict
from ..process_key import ProcessKey


class Verdict(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Can it be dumped, why (not), and what the user can do about it. Both texts may be empty."""

    can_dump: CanDump = CanDump.UNKNOWN
    reason: str = ""
    remedy: str = ""


class ProcessInfo(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One process at one moment.

    Texts are as the system tells them: they may hold control characters and must pass through
    :func:`app.core.text.escaped` before anyone looks at them.

    Attributes:
        pid: The process id.
        start_key: When it was started, as the system counts: see :class:`ProcessKey`.
        started: When it was started, in seconds since 1970-01-01 UTC.
        ppid: The process id of its parent, 0 if it has none.
        name: The name of the program.
        state: One of psutil's words: running, sleeping, disk-sleep, stopped, zombie ...
        threads: How many threads it has.
        cpu: Percent of one core since the last look; two busy cores are 200.
        memory: Resident memory (RSS), in bytes.
        user: The owner's name, or the number if it has no name. Empty until detailed.
        exe: Path of its program, empty if it may not be read.
        cmdline: Its arguments, joined by spaces, cut after 4096 characters.
        bits: 32 or 64, 0 if not known.
        machine: ``x86``, ``x64``, ``arm``, ``arm64`` ..., empty if not known.
        verdict: Whether it can be dumped now.
        detailed: Whether user and everything down to here have been looked up yet.
        through: A thread that lives on where the first one has ended: its memory, program and
            descriptors are seen through it. Else 0.

    What follows is found out only while somebody wants to know it (see FACTS), and ``None`` as
    long as it is not known: nobody asked, it was not looked at yet, or the system does not tell.

    Attributes:
        private: Memory that only this process uses (USS), in bytes.
        handles: How many handles (Windows) or file descriptors it has open.
        io: Bytes a second read from and written to disk.
        privileges: ``root``, ``capabilities`` (some of root's rights), ``administrator``,
            ``system`` (both Windows), or empty.
        container: What it runs inside, such as ``docker 3f2a6c1b09de``; empty if in nothing.
        program_file: ``deleted`` or ``replaced`` since the process began to run it, or empty.
        window: Title of its window; several are joined by `` | ``. Empty if it has none.
    """

    pid: int
    start_key: int
    started: float
    ppid: int
    name: str
    state: str
    threads: int
    cpu: float
    memory: int
    user: str = ""
    exe: str = ""
    cmdline: str = ""
    bits: int = 0
    machine: str = ""
    verdict: Verdict = Verdict()
    detailed: bool = False
    through: int = 0
    private: int | None = None
    handles: int | None = None
    io: float | None = None
    privileges: str | None = None
    container: str | None = None
    program_file: str | None = None
    window: str | None = None

    @property
    def key(self) -> ProcessKey:
        """What stays the same for the whole life of this process, and for no other."""
        return ProcessKey(self.pid, self.start_key)

    @property
    def seen(self) -> int:
        """The number under which the system shows what the process is made of."""
        return self.through or self.pid

    @property
    def can_dump(self) -> CanDump:
        """Whether it can be dumped now."""
        return self.verdict.can_dump


FACTS: Final = (
    "private",
    "handles",
    "io",
    "privileges",
    "container",
    "program_file",
    "window",
)
"""The fields of ProcessInfo that are found out on demand."""


class SampleDelta(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is different since the last look. Apply ``gone`` first: a pid may come back at once.

    Attributes:
        added: Processes that were not there before.
        changed: Processes of which anything is different, with all they have now.
        gone: Process ids that ended.
        pending: How many processes have details or facts that were not looked up yet.
    """

    added: tuple[ProcessInfo, ...] = ()
    changed: tuple[ProcessInfo, ...] = ()
    gone: tuple[int, ...] = ()
    pending: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.gone)

    def completed(self, later: SampleDelta) -> SampleDelta:
        """Give both in one; *later* only changes what is there, and nothing of it is gone."""
        news = {info.pid: info for info in later.changed}
        added = tuple(news.pop(info.pid, info) for info in self.added)
        changed = {info.pid: info for info in self.changed} | news
        return SampleDelta(added, tuple(changed.values()), self.gone, later.pending)
