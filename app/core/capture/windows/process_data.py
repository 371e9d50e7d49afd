"""What belongs to a process as a whole: its PEB, parameters, environment and loader data."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.core.capture.snapshot import Range
    from app.core.capture.windows.memory import Memory

PEB_SIZE: Final = 2000
"""What MiniDumpWriteDump stores of a 64-bit PEB, in bytes."""
_PEB_LOADER: Final = 0x18
"""Offset of Ldr and, behind it, of ProcessParameters (winternl.h)."""
_LOADER_SIZE: Final = 88
_PARAMETERS_SIZE: Final = 1088
_ENVIRONMENT: Final = 0x80
_ENVIRONMENT_SIZE: Final = 0x3F0
"""Offsets in RTL_USER_PROCESS_PARAMETERS of the environment and of its size in bytes."""
_MOST_ENVIRONMENT: Final = 1 << 20


def process_data(memory: Memory, peb: int) -> tuple[Range, ...]:
    """Give what MiniDumpWithProcessThreadData adds once per process, as far as it is there."""
    if not peb:
        return ()
    ranges = [(peb, peb + PEB_SIZE)]
    pointers = memory.read(peb + _PEB_LOADER, 16)
    if len(pointers) == 16:
        loader, parameters = struct.unpack("<QQ", pointers)
        if loader:
            ranges.append((loader, loader + _LOADER_SIZE))
        block = memory.read(parameters, _PARAMETERS_SIZE) if parameters else b""
        if len(block) == _PARAMETERS_SIZE:
            length = int(struct.unpack_from("<I", block)[0])
            size = min(max(length, _PARAMETERS_SIZE), _MOST_ENVIRONMENT)
            ranges.append((parameters, parameters + size))
            (environment,) = struct.unpack_from("<Q", block, _ENVIRONMENT)
            (size,) = struct.unpack_from("<Q", block, _ENVIRONMENT_SIZE)
            if environment and 0 < size <= _MOST_ENVIRONMENT:
                ranges.append((environment, environment + size))
    return tuple(ranges)
