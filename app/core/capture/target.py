"""A live process to look at: the protocol each operating system's folder fulfils, and its door."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from ..errors import HRESULT, MiniDumpError
from .identity import key_in

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ..intervals import Range
    from ..process_key import ProcessKey
    from .snapshot import ProcessSnapshot, SoftError

CopyProgress = Callable[[int], bool]
"""Told the bytes copied since the last call, from any copying thread; False stops the copy."""


class Target(Protocol):
    """A process.

    All methods belong to one thread, the one that called :func:`open_target`, except that
    ``copy`` may use threads of its own.

    Errors: AccessDeniedError, NoSuchProcessError; what is merely missing becomes a SoftError of
    the snapshot.
    """

    key: ProcessKey

    def describe(self, *, name_handles: bool = False, xstate: bool = True) -> ProcessSnapshot:
        """Describe the process without stopping or touching it.

        Windows tells types and names of handles to their owner alone: with *name_handles* each is
        duplicated for it, otherwise they are empty. Linux tells them anyway. *xstate* asks for
        ``extended_context_size``, which takes a process of our own there, the first time.

        Registers are unknown; stack pointers are given where the system tells them. A process may
        become another program meanwhile (execve); all that is told is of one of them, or else
        ProgramReplacedError is raised.
        """
        ...

    def suspend(
        self,
        before: ProcessSnapshot,
        *,
        xstate: bool,
        skip_threads: Iterable[int] = (),
        refresh: bool = True,
    ) -> AbstractContextManager[ProcessSnapshot]:
        """Stop every thread for the length of a with block.

        The value is *before* brought up to date: threads with registers, exact stacks, regions
        and modules as they are now, ``suspended`` true.

        Raises ProgramReplacedError, with everything let go, if the process is no longer the program
        that was described last: describe it again.

        On every way out all threads run (or stay stopped) exactly as before. *skip_threads* are
        stopped but left out of the snapshot. *xstate* asks for contexts with the full XSAVE area.
        After the block the attribute ``paused_ns`` says how long the target stood still.
        """
        ...

    @property
    def paused_ns(self) -> int:
        """Nanoseconds from the first stop to the last release; 0 before the first suspend."""
        ...

    def scan_present(self, ranges: Sequence[Range]) -> tuple[Range, ...] | None:
        """Say which pages of *ranges* exist (present or swapped), sorted and merged.

        None when the system does not tell. Callable before and during suspension; faults
        nothing in. What was asked about before makes it quick, and complete, during it.
        """
        ...

    @property
    def missed_pages(self) -> Sequence[SoftError]:
        """What ``scan_present`` during the last suspend knew only to be somewhere, by mapping."""
        ...

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes; shorter (perhaps empty) where memory stops being readable."""
        ...

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Read into *buffer*; the number of bytes that could be read from the start."""
        ...

    def copy(
        self,
        ranges: Sequence[tuple[int, int, int]],
        into: int | memoryview,
        progress: CopyProgress | None = None,
        *,
        patience: float | None = None,
        settled: Callable[[int], None] | None = None,
    ) -> list[SoftError]:
        """Copy (address, size, offset) ranges *into* an open file, or straight into memory of ours.

        1 MiB at a time with two threads; small ranges that follow each other there go together. A
        file is empty there; pages of zeros become holes of it, unless room is kept for them.

        A page that cannot be read is left a hole and returned as a SoftError (stage
        "read memory", address and size page-exact). Raises OutputError when the file cannot be
        written, DumpCancelledError when *progress* said so, which is asked by the calling thread.

        With *patience*, the file is on a drive that may not answer: *progress* is asked twenty
        times a second whatever the drive does, and when nothing was written for so many seconds,
        OutputError is raised. What hangs in the drive then is left behind.

        *settled* is called by any thread, with an offset before which all is copied, if the ranges
        are in the order of their offsets.
        """
        ...

    def prepare_clone(self) -> None:
        """Find out what :meth:`clone` needs, before the process is stopped."""
        ...

    def clone(self, ranges: Sequence[Range]) -> list[Range]:
        """Make a copy of the suspended process, from which memory is read once it runs on.

        Gives what of the merged *ranges* has to be read before, as the copy does not have it.
        Raises CloneRefusedError, with nothing changed, and NoSuchProcessError. :meth:`end_clone` is
        to be called after the suspension, whatever happens.
        """
        ...

    def end_clone(self) -> None:
        """End the copy, if there is one, and leave nothing of it."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


def open_target(key: ProcessKey) -> Target:
    """Open the process of *key* with the code of this system. Does not stop it.

    What has its number by now is refused. Whoever has nothing but a number asks :func:`key_of`
    first, before doing anything else.

    Raises NoSuchProcessError, AccessDeniedError, or MiniDumpError for a system without support.
    """
    key = key_in(key)
    system: str = sys.platform  # a name of its own: the type checker knows only one system
    if system == "linux":
        from .linux.linux_target import LinuxTarget

        return LinuxTarget(key)
    if system == "win32":
        from .windows.windows_target import WindowsTarget

        return WindowsTarget(key)
    raise _without_support(system)


def get_ready() -> None:
    """Load what opening a target takes."""
    if sys.platform == "linux":
        from .linux import linux_target  # noqa: F401 - to have it loaded
    elif sys.platform == "win32":
        from .windows import windows_target  # noqa: F401 - to have it loaded


def key_of(process_id: int) -> ProcessKey:
    """Say which process has the number *process_id* now.

    Raises NoSuchProcessError, AccessDeniedError, or MiniDumpError for a system without support.
    """
    system: str = sys.platform
    if system == "linux":
        from .linux.procfs import key_of as linux_key_of

        return linux_key_of(process_id)
    if system == "win32":
        from .windows.access import key_of as windows_key_of

        return windows_key_of(process_id)
    raise _without_support(system)


def _without_support(system: str) -> MiniDumpError:
    return MiniDumpError(
        f"DumpDesk cannot look into processes on {system} yet.",
        "Use it on Linux or Windows.",
        hresult=HRESULT.NOT_SUPPORTED,
    )


def obstacle_to(process_id: int) -> MiniDumpError | None:
    """Say what stands in the way of a dump of the process, as a dump itself would; else None.

    Nothing is stopped or touched. On Windows opening tells (:func:`open_target`).
    """
    system: str = sys.platform
    if system == "linux":
        from .linux.procfs import obstacle_to_dump

        return obstacle_to_dump(process_id)
    return None
