"""Where the bytes of a dump go: to a file, or to a callback that takes them."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import os
from functools import partial
from typing import TYPE_CHECKING

from .drive import WRITING, Drive, own_descriptor
from .ending import begin_dump, begin_file, complete_file, sign_file, stream_bytes
from .part import SIGNATURE
from .spool import naming_the_folder, spool
from .store import write_held

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..dump.arrangement import Arrangement
    from ..dump.callback_protocol import CallbackProtocol
    from ..dump.plan import PlacedPlan
    from .account import Accounting
    from .byte_progress import Progress
    from .store import BufferStore, FileStore
    from .written import Follower


class Destination:
    """Puts one dump where it belongs. Raises OutputError and its kinds, and what *poll* raises."""

    def __init__(
        self,
        descriptor: int,
        follower: Follower,
        protocol: CallbackProtocol,
        drive: Drive,
        progress: Progress,
        *,
        takes_bytes: bool,
    ) -> None:
        """Write to *descriptor*, on *drive*, unless a callback of *protocol* *takes_bytes*."""
        self._descriptor = descriptor
        self._follower = follower
        self._protocol = protocol
        self._drive = drive
        self._progress = progress
        self.takes_bytes = takes_bytes
        self._spooled = -1
        self._begun = b""
        """What was written in front of the memory."""

    def naming(self) -> contextlib.AbstractContextManager[None]:
        """Have an error tell which disk is full, where nobody named one."""
        return naming_the_folder() if self.takes_bytes else contextlib.nullcontext()

    def begin(self) -> None:
        """Empty the file."""
        if not self.takes_bytes:
            self._drive.do(partial(begin_file, self._descriptor), "Beginning the file")
            self._descriptor = own_descriptor(self._descriptor, self._drive)

    def file(self) -> int:
        """Give the file for memory; for bytes that a callback takes one that is opened then."""
        if not self.takes_bytes:
            return self._descriptor
        if self._spooled < 0:
            self._spooled = self._drive.do(spool, "Opening a file for the dump")
            self._drive.last(partial(os.close, self._spooled))
        return self._spooled

    def begin_early(
        self, accounting: Accounting, arrangement: Arrangement, store: FileStore
    ) -> None:
        """Have all that comes before the rest in its place, if somebody follows the file.

        Nothing of it changes unless memory cannot be read, with which all is arranged anew.
        """
        if self.takes_bytes or not self._follower.follows:
            return
        self._begin_dump(accounting.of(arrangement).metadata)
        self._drive.do(partial(store.settle, lambda _: self._drive.step()), WRITING)
        store.is_begun = True

    def _begin_dump(self, metadata: bytes) -> None:
        """Write what lies in front of the memory, unless it is there."""
        if self._begun != metadata:
            self._begun = metadata
            job = partial(begin_dump, self._descriptor, metadata, self._follower)
            self._drive.do(job, WRITING)

    def write(self, job: Callable[[Callable[[int], None]], None]) -> None:
        """Have *job* write to the drive, which tells of bytes, and tell how far it is."""

        def count(size: int) -> None:
            self._progress.add(size)
            self._drive.step()

        self._drive.do(partial(job, count), WRITING, poll=self._progress.ask)

    def finish(self, plan: PlacedPlan, metadata: bytes, store: BufferStore | FileStore) -> None:
        """Write what is not written yet."""
        if self.takes_bytes:
            self._progress.begin_writing(plan.file_size)
            stream_bytes(plan, metadata, store, self._protocol, self._progress.written)
        else:
            self._begin_dump(metadata)
            self.write(partial(write_held, self._descriptor, store, plan.minidump, self._follower))
            size = plan.file_size
            self._drive.do(partial(complete_file, self._descriptor, size, self._follower), WRITING)
            self._progress.phase("sync")
            sign_file(self._descriptor, size, metadata[: len(SIGNATURE)], self._drive)
