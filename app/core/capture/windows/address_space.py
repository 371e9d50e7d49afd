"""The address space of a process: its regions, and what is in them."""

from __future__ import annotations

import ctypes
from ctypes import Structure, c_char, c_size_t
from typing import Final

from ...minidump.constants import MEMORY_PROTECT as P
from ...minidump.constants import MEMORY_STATE, MEMORY_TYPE
from ...steps import step
from ..snapshot import Region
from .api import (
    MEMORY_BASIC_INFORMATION,
    address_of,
    readable,
    windows,
)

_LONGEST_PATH: Final = 1024
_READABLE: Final = 0xFF & ~P.PAGE_NOACCESS
_EXECUTABLE: Final = 0xF0
_WRITABLE: Final = (
    P.PAGE_READWRITE | P.PAGE_WRITECOPY | P.PAGE_EXECUTE_READWRITE | P.PAGE_EXECUTE_WRITECOPY
)
_COPIED: Final = P.PAGE_WRITECOPY | P.PAGE_EXECUTE_WRITECOPY
_PAGE: Final = 4096


class Memory:
    """Memory of the process with the handle *process*."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._read = windows.ReadProcessMemory

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes; shorter where memory stops being readable."""
        buffer = bytearray(size)
        return bytes(buffer[: self.read_into(address, memoryview(buffer))])

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Read into *buffer*; the number of bytes that could be read from the start."""
        size = len(buffer)
        if not size:
            return 0
        room = (c_char * size).from_buffer(buffer)
        done = c_size_t()
        if self._read(self._process, address, room, size, address_of(done)):
            return size
        # Windows reads all or, mostly, nothing: go on page by page.
        position = int(done.value)
        start = ctypes.addressof(room)
        while position < size:
            step = min(_PAGE - (address + position) % _PAGE, size - position)
            if not self._read(self._process, address + position, start + position, step, None):
                break
            position += step
        return position

    def regions(self) -> tuple[Region, ...]:
        """Ask for all that is not free, in the order of addresses."""
        query = windows.VirtualQueryEx
        info = MEMORY_BASIC_INFORMATION()
        size = ctypes.sizeof(info)
        names = _FileNames(self._process)
        found: list[Region] = []
        address = 0
        while query(self._process, address, address_of(info), size):
            step()
            base, length = int(info.BaseAddress), int(info.RegionSize)
            if info.State != MEMORY_STATE.MEM_FREE:
                found.append(_region(info, names.of(info)))
            if base + length <= address:
                break
            address = base + length
        return tuple(found)


def _region(info: Structure, path: str) -> Region:
    protect = int(info.Protect)
    is_there = info.State == MEMORY_STATE.MEM_COMMIT and not protect & P.PAGE_GUARD
    return Region(
        base=int(info.BaseAddress),
        size=int(info.RegionSize),
        protect=protect,
        state=int(info.State),
        type=int(info.Type),
        allocation_base=int(info.AllocationBase),
        allocation_protect=int(info.AllocationProtect),
        readable=is_there and bool(protect & _READABLE),
        writable=is_there and bool(protect & _WRITABLE),
        executable=is_there and bool(protect & _EXECUTABLE),
        shared=info.Type == MEMORY_TYPE.MEM_MAPPED and not protect & _COPIED,
        path=path,
    )


class _FileNames:
    """The files behind regions, each asked for once per allocation."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._drives = drives()
        self._buffer = ctypes.create_unicode_buffer(_LONGEST_PATH)
        self._known: dict[int, str] = {}

    def of(self, info: Structure) -> str:
        """Give the path of the file, empty where there is none."""
        if info.Type not in {MEMORY_TYPE.MEM_MAPPED, MEMORY_TYPE.MEM_IMAGE}:
            return ""
        base = int(info.AllocationBase)
        if base not in self._known:
            length = windows.K32GetMappedFileNameW(
                self._process, info.BaseAddress, self._buffer, _LONGEST_PATH
            )
            device = self._buffer.value if length else ""
            self._known[base] = with_drive(device, self._drives)
        return self._known[base]


def drives() -> dict[str, str]:
    r"""Device → drive: ``\Device\HarddiskVolume3`` → ``C:``."""
    found: dict[str, str] = {}
    buffer = ctypes.create_unicode_buffer(_LONGEST_PATH)
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        if windows.QueryDosDeviceW(f"{letter}:", buffer, _LONGEST_PATH):
            found.setdefault(buffer.value, f"{letter}:")
    return found


def with_drive(path: str, known: dict[str, str]) -> str:
    """Spell a path as people do: with the letter of the drive, as far as it has one."""
    path = readable(path).removeprefix("\\??\\")
    for device, letter in known.items():
        if path.startswith(device + "\\"):
            return letter + path[len(device) :]
    return path
