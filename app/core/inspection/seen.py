"""A process as it was at one moment, whose stacks can be walked: live, or of a dump."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, NamedTuple

from ..minidump.reader import MinidumpFile
from ..symbols.places import Places
from .cause import Cause, cause_of_dump
from .dump_snapshot import snapshot_of
from .explained import with_stacks
from .made_code import made_by_dumped
from .stack_code import Code
from .stack_words import StackWords
from .stacks import Stack, stacks_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..symbols.extent import Read
    from .python_frames import PythonFrames


class Seen(NamedTuple):
    """What is needed to walk stacks, as long as whoever gave it keeps it open."""

    snapshot: ProcessSnapshot
    """Whose threads have registers."""
    memory: Read
    code: Code
    cause: Cause
    """What happened, without what the stacks tell."""
    python: PythonFrames | None = None
    """Frames of Python, if they had to be looked for earlier."""
    paused_ns: int = 0
    """Nanoseconds that the process stood still for it; 0: it is a dump."""

    def stacks(
        self, *, threads: frozenset[int] | None = None, lines: bool = False
    ) -> Iterator[Stack]:
        """Walk the stacks, each when it is asked for; see ``stacks.stacks_of``."""
        return stacks_of(
            self.snapshot, self.memory, self.code, threads=threads, lines=lines, python=self.python
        )

    def explained(self, stacks: Sequence[Stack]) -> Cause:
        """Say what happened, with what *stacks* tell."""
        return with_stacks(self.cause, self.snapshot, stacks, self.memory, self.code)

    def words(self) -> StackWords:
        """Give what tells the raw words of the stacks."""
        return StackWords(self.snapshot, self.memory, self.code)


@contextlib.contextmanager
def seen_in_dump(path: str, folders: tuple[str, ...] = ()) -> Iterator[Seen]:
    """Open the dump at *path*; *folders* are where else files of code are looked for.

    Raises InvalidDumpError, OutputError.
    """
    with MinidumpFile.open(path) as file, Code(Places(folders=folders)) as code:
        snapshot = snapshot_of(file)
        code.made = made_by_dumped(snapshot)
        yield Seen(snapshot, file.read_memory, code, cause_of_dump(file, snapshot))
