"""One process's directory in /proc, held open, and what the system says when it refuses."""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING, Final

from ...errors import (
    AccessDeniedError,
    MiniDumpError,
    NoSuchProcessError,
    from_oserror,
)
from ...process_key import ProcessKey
from ...steps import step
from ..identity import confirm
from .answers import Answers
from .fields import PF_KTHREAD, Stat, parse_stat, parse_status

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_CHUNK: Final = 1 << 16
"""Bytes asked for at once: the kernel tells 4 KiB, and what was taken for more lies in pieces."""
_LOOKS_FOR_LIFE: Final = 10
_OF_PROCESS: Final = frozenset(("stat", "task", "map_files"))
"""What a thread's directory lacks, or tells of the thread alone."""


class ProcessDirectory:
    """/proc/PID by descriptor, so that a pid given to another process is noticed.

    Reads fail then instead of telling about the wrong one.
    Methods raise OSError; :meth:`explained` turns that into the project's errors.
    """

    def __init__(self, process_id: int) -> None:
        """Open it. Raises NoSuchProcessError."""
        self.process_id = process_id
        self.living = process_id
        """The thread through which the memory is seen: the main thread while there is one."""
        self.answers = Answers()
        """Asks what a file system of others has to answer."""
        self._is_contained: bool | None = None
        """In a process-number namespace other than ours; None: nobody has asked yet."""
        self._numbers: dict[int, int] = {}
        self._descriptor = -1
        self._living_descriptor = -1
        if process_id <= 0:
            raise NoSuchProcessError(f"There is no process with the number {process_id}.")
        with self.explained("Opening the process"):
            self._descriptor = os.open(f"/proc/{process_id}", _FOLDER)
            self._living_descriptor = self._descriptor

    def confirm(self, key: ProcessKey) -> None:
        """Refuse any other process than that of *key*. Raises NoSuchProcessError.

        What is read afterwards is of that process, or fails: the descriptor of the directory is
        bound to it as a pidfd would be, on every kernel.
        """
        with self.explained("Reading the state"):
            stat = self.stat()
        confirm(key, stat.start_time, lambda: stat.name)

    @property
    def through(self) -> int:
        """The thread that is looked through where the main thread has ended, else 0."""
        return self.living if self.living != self.process_id else 0

    def close(self) -> None:
        """Close the descriptors; a second call does nothing."""
        for descriptor in {self._descriptor, self._living_descriptor} - {-1}:
            os.close(descriptor)
        self._descriptor = self._living_descriptor = -1
        self.answers.close()

    def look_through(self, thread_id: int) -> None:
        """See the memory through the thread *thread_id*, as the main thread has ended."""
        self._living_descriptor = os.open(f"task/{thread_id}", _FOLDER, dir_fd=self._descriptor)
        self.living = thread_id

    def look_through_main(self) -> None:
        """See the memory through the main thread again."""
        if self._living_descriptor != self._descriptor:
            os.close(self._living_descriptor)
        self._living_descriptor = self._descriptor
        self.living = self.process_id

    def folder_of(self, name: str) -> int:
        """Give the descriptor that *name* is relative to."""
        if name.partition("/")[0] in _OF_PROCESS:
            return self._descriptor
        return self._living_descriptor

    def open(self, name: str) -> int:
        """Open the file *name* of the directory for reading."""
        return os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=self.folder_of(name))

    def open_for_writing(self, name: str) -> int:
        """Open the file *name* of the directory for reading and writing."""
        return os.open(name, os.O_RDWR | os.O_CLOEXEC, dir_fd=self.folder_of(name))

    def read(self, name: str) -> bytes:
        """Read all of the file *name*."""
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Read the file *name* in pieces of some KiB."""
        descriptor = self.open(name)
        try:
            while chunk := os.read(descriptor, _CHUNK):
                yield chunk
                step()
        finally:
            os.close(descriptor)

    def read_up_to(self, name: str, limit: int) -> bytes:
        """Read the first *limit* bytes of the file *name*."""
        descriptor = self.open(name)
        try:
            data = bytearray()
            while len(data) < limit and (chunk := os.read(descriptor, limit - len(data))):
                data += chunk
                step()
        finally:
            os.close(descriptor)
        return bytes(data)

    def link(self, name: str) -> bytes:
        """Read the symbolic link *name*."""
        return os.readlink(os.fsencode(name), dir_fd=self.folder_of(name))

    def file_status(self, name: bytes) -> os.stat_result:
        """Follow *name* ("fd/3", "root/bin/sh") to a file and give its status."""
        return os.stat(name, dir_fd=self.folder_of(name.partition(b"/")[0].decode()))

    def names(self, folder: str) -> list[str]:
        """List the directory *folder* ("task", "fd", "fdinfo")."""
        descriptor = os.open(folder, _FOLDER, dir_fd=self.folder_of(folder))
        try:
            return os.listdir(descriptor)
        finally:
            os.close(descriptor)

    def thread_ids(self) -> list[int]:
        """List the threads, the main thread first."""
        return sorted(map(int, self.names("task")), key=lambda tid: (tid != self.process_id, tid))

    def thread_count(self) -> int:
        """Count the threads, in a twentieth of the time that a list takes (proc_task_getattr)."""
        return os.stat("task", dir_fd=self._descriptor).st_nlink - 2

    def has_thread(self, thread_id: int) -> bool:
        """Say whether *thread_id* is a thread of this process."""
        try:
            os.stat(f"task/{thread_id}", dir_fd=self._descriptor)
        except OSError:
            return False
        return True

    def stat(self, thread_id: int | None = None) -> Stat:
        """Read stat of the process, or of one of its threads."""
        return parse_stat(self.read("stat" if thread_id is None else f"task/{thread_id}/stat"))

    def status(self) -> dict[str, str]:
        """Read status as a table of its lines."""
        return parse_status(self.read("status"))

    def number_inside(self, thread_id: int | None = None) -> int:
        """Give the number that it, or one of its threads, has for itself, in a container."""
        number = self.process_id if thread_id is None else thread_id
        if self._is_contained is False:
            return number
        found = self._numbers.get(number)
        if found is None:
            name = "status" if thread_id is None else f"task/{thread_id}/status"
            try:
                inside = parse_status(self.read(name)).get("NSpid", "").split()
            except OSError:
                return number
            self._is_contained = len(inside) > 1
            found = self._numbers[number] = int(inside[-1]) if inside else number
        return found

    def parent(self) -> int:
        """Give the process that started it; 0 when that is not to be seen, or it is gone."""
        with contextlib.suppress(OSError, ValueError):
            return int(self.status().get("PPid", 0))
        return 0

    @contextlib.contextmanager
    def explained(self, doing: str) -> Iterator[None]:
        """Turn an OSError of the block into our error, with the reason when /proc tells it."""
        try:
            yield
        except OSError as error:
            raise self.explain(error, doing) from error

    def explain(self, error: OSError, doing: str) -> MiniDumpError:
        """Find out why the system refused."""
        if error.errno in (errno.ENOENT, errno.ESRCH):
            return NoSuchProcessError(f"There is no process {self.process_id} (any more).")
        if error.errno in (errno.EPERM, errno.EACCES):
            return self.denied()
        return from_oserror(error, f"{doing} of process {self.process_id}")

    def denied(self) -> MiniDumpError:
        """Say what stands in the way of looking into this process."""
        from .subject import obstacle  # takes 3 ms, and most may be looked into

        found = obstacle(self.process_id, through=self.through, denied=True)
        return found or AccessDeniedError(f"The system denies access to process {self.process_id}.")


def key_of(process_id: int) -> ProcessKey:
    """Say which process has the number *process_id*; see capture.target.key_of."""
    with (
        contextlib.closing(ProcessDirectory(process_id)) as directory,
        directory.explained("Reading the state"),
    ):
        return ProcessKey(process_id, directory.stat().start_time)


def obstacle_to_dump(process_id: int) -> MiniDumpError | None:
    """Say what stands in the way of a dump; None if nothing does."""
    from .subject import obstacle

    try:
        with contextlib.closing(ProcessDirectory(process_id)) as directory:
            find_memory(directory)
            return obstacle(process_id, through=directory.through)
    except MiniDumpError as error:
        return error


def find_memory(directory: ProcessDirectory) -> None:
    """Find the thread to see the memory through.

    Raises for what has no memory of its own: AccessDeniedError for threads of the kernel,
    NoSuchProcessError for zombies.
    """
    directory.look_through_main()
    with directory.explained("Reading the state"):
        stat = directory.stat()
    if not stat.ended and not stat.flags & PF_KTHREAD:
        return
    living = living_thread(directory) if stat.ended else None
    if living is None:
        raise directory.denied()
    with directory.explained("Opening a thread"):
        directory.look_through(living)


def living_thread(directory: ProcessDirectory) -> int | None:
    """Find a thread that still runs: the main one, or another when the main thread ended first.

    A thread that calls execve takes the number of the main one, and is missed where it is looked
    for under the other number: so that none lives is believed only when it is seen again and again.
    """
    for _ in range(_LOOKS_FOR_LIFE):
        try:
            thread_ids = directory.thread_ids()
        except OSError:
            return None
        for thread_id in thread_ids:
            with contextlib.suppress(OSError):
                if not directory.stat(thread_id).ended:
                    return thread_id
    return None
