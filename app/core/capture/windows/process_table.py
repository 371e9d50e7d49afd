"""All processes in one question, without opening any: SystemProcessInformation (winternl.h).

The header names only some of the fields; the others have been where they are since Windows 7.
"""

from __future__ import annotations

import ctypes
from ctypes import c_char, c_uint32
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import MiniDumpError
from .api import STATUS_INFO_LENGTH_MISMATCH, address_of, windows
from .width import NATIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .width import Width

_SYSTEM_PROCESSES: Final = 5
_SUSPENDED: Final = (5, 5)
"""State (KTHREAD_STATE: waiting) and reason (KWAIT_REASON) of a suspended thread."""
_LETTERS: Final = {1: "R", 2: "R", 3: "R", 5: "S"}
"""Ready, running, about to run; waiting."""
_MOST_BYTES: Final = 256 << 20
_FILETIME_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""
_UNITS: Final = 10_000_000
"""Of a FILETIME, in a second."""


class ProcessRow(NamedTuple):
    """The figures of one process. Times in seconds, sizes in bytes."""

    pid: int
    ppid: int
    name: str
    session: int
    threads: int
    handles: int
    create_time: int
    """FILETIME; 0 for what was there before time was told."""
    cpu_seconds: float
    working_set: int
    private_working_set: int
    transferred: int
    """Bytes read and written, of files, pipes and devices alike."""
    suspended: bool
    """All of its threads are."""

    @property
    def started(self) -> float:
        """Seconds since 1970-01-01 UTC."""
        return self.create_time / _UNITS - _FILETIME_EPOCH if self.create_time else 0.0


def process_rows() -> list[ProcessRow]:
    """Ask for all processes. Raises MiniDumpError."""
    return list(parse_rows(*_answer()))


def thread_states(process_id: int) -> dict[int, str]:
    """Give a letter for what each thread of a process does, as /proc has them: R, S or T.

    Of what Windows does not tell there is none. Raises MiniDumpError.
    """
    return parse_states(_answer()[0], process_id)


def _answer() -> tuple[bytes, int]:
    """Give the table, and the address that its pointers are made for."""
    size = 1 << 19
    while True:
        room = (c_char * size)()
        needed = c_uint32()
        status = windows.NtQuerySystemInformation(_SYSTEM_PROCESSES, room, size, address_of(needed))
        if status == 0:
            return bytes(room), ctypes.addressof(room)
        if status != STATUS_INFO_LENGTH_MISMATCH or size > _MOST_BYTES:
            raise MiniDumpError(f"Windows does not list its processes (status {status:#x}).")
        size = max(size * 2, needed.value + (1 << 16))


def parse_rows(data: bytes, address: int, width: Width = NATIVE) -> Iterator[ProcessRow]:
    """Read the answer *data*; its pointers are for the *address* where it stood."""
    for offset, fields in _entries(data, width):
        (_, threads, private, _, _, _, created, user, kernel, length, _, name) = fields[:12]
        (_, pid, ppid, handles, session) = fields[12:17]
        start = name - address
        text = data[start : start + length] if 0 <= start <= len(data) - length else b""
        reads, writes, _ = fields[-3:]
        states = [thread[-2:] for thread in _threads(data, offset, threads, width)]
        yield ProcessRow(
            pid=pid,
            ppid=ppid,
            name=text.decode("utf-16-le", "replace"),
            session=session,
            threads=threads,
            handles=handles,
            create_time=created,
            cpu_seconds=(user + kernel) / _UNITS,
            working_set=fields[22],
            private_working_set=private,
            transferred=reads + writes,
            suspended=bool(states) and all(state == _SUSPENDED for state in states),
        )


def parse_states(data: bytes, process_id: int, width: Width = NATIVE) -> dict[int, str]:
    """Read what the threads of one process do."""
    for offset, fields in _entries(data, width):
        if fields[13] == process_id:
            states = {
                thread[6]: "T" if thread[-2:] == _SUSPENDED else _LETTERS.get(thread[-2], "")
                for thread in _threads(data, offset, fields[1], width)
            }
            return {thread_id: letter for thread_id, letter in states.items() if letter}
    return {}


def _entries(data: bytes, width: Width) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Give place and fields of each process."""
    offset = 0
    while offset + width.process_row.size <= len(data):
        fields = width.process_row.unpack_from(data, offset)
        yield offset, fields
        if not fields[0]:
            return
        offset += fields[0]


def _threads(data: bytes, offset: int, count: int, width: Width) -> list[tuple[int, ...]]:
    """Give the fields of the threads that follow the process at *offset*."""
    form = width.thread_row
    first = offset + width.process_row.size
    end = first + count * form.size
    return list(form.iter_unpack(memoryview(data)[first:end])) if end <= len(data) else []
