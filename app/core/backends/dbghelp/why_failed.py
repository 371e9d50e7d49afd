"""Why Windows' writer failed, where it does not say: what has become of process, memory and file.

MiniDumpWriteDump of 10.0.22621 leaves 1 as the last error, whatever went wrong inside.
"""

from __future__ import annotations

import ctypes
import os
import time
from ctypes import c_uint32
from typing import TYPE_CHECKING, Final

from ...capture.windows.api import windows
from ...errors import (
    HRESULT,
    MiniDumpError,
    NoSuchProcessError,
    OutputError,
    PartialCopyError,
    disk_full,
)
from ...minidump.constants import MINIDUMP_TYPE as T
from ...minidump.constants import STILL_ACTIVE
from ..private_file_windows import free_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ...capture.snapshot import ProcessSnapshot, Region
    from ...dump.plan import DumpPlan

_UNCERTAIN: Final = frozenset(
    (
        HRESULT.E_FAIL,
        HRESULT.E_INVALIDARG,
        HRESULT.ACCESS_DENIED,
        HRESULT.INVALID_HANDLE,
        HRESULT.NOACCESS,
        HRESULT.PARTIAL_COPY,
    )
)
"""What it leaves for more than one reason: a wrong number and a process that ended look alike."""
_IGNORING: Final = T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory
_CHUNK: Final = 1 << 20
_SECONDS: Final = 2.0
"""How long may be looked for a page that cannot be read."""


class Circumstances:
    """What a failed call was about: the open *process*, the file *descriptor*, and the *plan*."""

    def __init__(
        self, process: int, descriptor: int, snapshot: ProcessSnapshot, plan: DumpPlan
    ) -> None:
        self._process = process
        self._descriptor = descriptor
        self._snapshot = snapshot
        self._plan = plan

    def explained(
        self, error: MiniDumpError, read_into: Callable[[int, memoryview], int]
    ) -> MiniDumpError:
        """Give what must have led to *error*, or *error* itself where nothing is found.

        *read_into* reads memory of the process, as Target does.
        """
        if error.hresult not in _UNCERTAIN:
            return error
        looks = (
            self._ended,
            self._file_gone,
            self._disk_full,
            lambda: self._unreadable(read_into),
        )
        return next(filter(None, (look() for look in looks)), error)

    def _ended(self) -> MiniDumpError | None:
        code = c_uint32()
        told = windows.GetExitCodeProcess(self._process, ctypes.byref(code))
        if not told or code.value == STILL_ACTIVE:
            return None
        name = self._snapshot.name
        return NoSuchProcessError(
            f"{name} ended while it was being dumped (exit code {code.value:#x}).",
            "Start it again and dump it earlier; nothing of this dump was kept.",
        )

    def _file_gone(self) -> MiniDumpError | None:
        if self._descriptor < 0:
            return None
        try:
            os.fstat(self._descriptor)
        except OSError as error:
            return OutputError(
                f"The file of the dump went away while it was written: {error.strerror or error}.",
                "See whether its drive or server is still there, or choose another folder.",
                hresult=HRESULT.INVALID_HANDLE,
            )
        return None

    def _disk_full(self) -> MiniDumpError | None:
        if self._descriptor < 0:
            return None
        try:
            written, free = os.fstat(self._descriptor).st_size, free_bytes(self._descriptor)
        except OSError:  # not every disk tells
            return None
        missing = self._plan.file_size - written
        return disk_full(missing, free) if missing > free else None

    def _unreadable(self, read_into: Callable[[int, memoryview], int]) -> MiniDumpError | None:
        if self._plan.effective.flags & _IGNORING != T.MiniDumpWithFullMemory:
            return None
        address = first_unreadable(self._snapshot.regions, read_into)
        if address is None:
            return None
        return PartialCopyError(
            f"The memory at {address:#x} cannot be read, and one such page ends a dump of all "
            "memory.",
            "Add MiniDumpIgnoreInaccessibleMemory (0x20000): what cannot be read is left out then.",
        )


def first_unreadable(
    regions: Iterable[Region], read_into: Callable[[int, memoryview], int]
) -> int | None:
    """Give the first address that should be readable and is not; None if none is found in time."""
    until = time.monotonic() + _SECONDS
    buffer = memoryview(bytearray(_CHUNK))
    for region in regions:
        for offset in range(0, region.size if region.readable else 0, _CHUNK):
            if time.monotonic() > until:
                return None
            size = min(_CHUNK, region.size - offset)
            done = read_into(region.base + offset, buffer[:size])
            if done < size:
                return region.base + offset + done
    return None
