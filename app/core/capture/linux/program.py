"""Which program a process runs: the same process becomes another one by execve(2).

What was found out about the one before is not true of the next, though pid and start time stay.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final, TypeVar

from ...errors import AccessDeniedError, MiniDumpError, NoSuchProcessError, ProgramReplacedError
from .procfs import living_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .procfs import ProcessDirectory


LOOKS: Final = 3
"""How often a process is looked at that becomes another program meanwhile."""
_Seen = TypeVar("_Seen")


class Program:
    """The program that a process runs when this is made, told from any that replaces it.

    An open /proc/PID/mem belongs to the memory it was opened for and reads as empty once that is
    gone (mem_rw in fs/proc/base.c). Between vfork and exec that memory is the parent's and lives
    on; there the auxiliary vector differs, which holds addresses drawn by lot at each exec. The
    bounds of arguments and environment are the last that execve writes down.
    """

    def __init__(self, directory: ProcessDirectory) -> None:
        """Remember the program of *directory*. Raises MiniDumpError and its kinds.

        Opening mem asks the system the same question as ptrace does: may we look inside?
        """
        self._directory = directory
        with directory.explained("Opening the memory"):
            self._memory = directory.open("mem")
        try:
            with directory.explained("Reading the program"):
                self._marks = self._look()
                self._name = directory.stat().name
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Forget it; a second call does nothing."""
        if self._memory >= 0:
            os.close(self._memory)
        self._memory = -1

    def is_gone(self) -> bool:
        """Say whether the process has ended or runs another program by now."""
        if self._memory < 0:
            return True
        with contextlib.suppress(OSError):  # EIO: there is memory, with nothing at this address
            if not os.pread(self._memory, 1, 0):
                return True
        try:
            return self._look() != self._marks
        except OSError:
            return True

    def _look(self) -> tuple[object, ...]:
        """Read what differs from program to program, and until execve has come to its end."""
        stat = self._directory.stat(self._directory.living)
        return self._directory.read("auxv"), stat.arguments, stat.environment

    @contextlib.contextmanager
    def must_last(self) -> Iterator[None]:
        """Say that the program is gone, if it is after a block, instead of what came of that."""
        try:
            yield
        except MiniDumpError as error:
            if self.is_gone():
                raise self._what_became() from error
            raise
        if self.is_gone():
            raise self._what_became()

    def _what_became(self) -> MiniDumpError:
        directory = self._directory
        if living_thread(directory) is None:
            return NoSuchProcessError(f"Process {directory.process_id} has ended.")
        try:
            name = directory.stat().name
        except OSError:
            return NoSuchProcessError(f"Process {directory.process_id} has ended.")
        return ProgramReplacedError(
            "The program replaced itself (exec) while it was being looked at: "
            f"{self._name} → {name}."
        )


def persist(look: Callable[[], _Seen], directory: ProcessDirectory) -> _Seen:
    """Have a *look* again where it may have failed because another program took over."""
    left = LOOKS
    while True:
        left -= 1
        try:
            return look()
        except (NoSuchProcessError, AccessDeniedError) as error:
            if living_thread(directory) is None:
                raise
            if not left and type(error) is NoSuchProcessError:
                raise ProgramReplacedError(  # for the process is there
                    "The program replaced itself (exec) while it was being looked at."
                ) from error
            if not left:
                raise
