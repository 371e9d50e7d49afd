"""Which dumper a process wants: a 32-bit program of Windows has one of its own kind.

From the 64-bit side such a program looks like a part of Windows that emulates it: the registers are
those of the emulator, and threads, parameters and handles those of its 64-bit half.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final

from .. import child

if TYPE_CHECKING:
    from ..process_key import ProcessKey

_X86: Final = 0x014C
"""IMAGE_FILE_MACHINE_I386 (winnt.h)."""

if sys.platform == "win32":

    def wants_x86(key: ProcessKey, dbghelp: str) -> bool:
        """Say whether the process of *key* is for the dumper of 32 bits, and whether there is one.

        A DLL of one's own, *dbghelp*, decides by what it is made for.
        """
        from ..backends.dbghelp.library import find_library
        from ..capture.windows.process_facts import facts_of

        if not child.x86_interpreter() or facts_of(key.pid).machine != "x86":
            return False
        return not dbghelp or machine_of(find_library(dbghelp)[0]) == _X86

else:

    def wants_x86(key: ProcessKey, dbghelp: str) -> bool:
        """Say whether the process of *key* is for the dumper of 32 bits: there is one kind."""
        del key, dbghelp
        return False


def machine_of(path: str) -> int:
    """Give IMAGE_FILE_HEADER.Machine of the program or library at *path*; 0 if it is neither."""
    with contextlib.suppress(OSError), open(path, "rb") as file:
        start = file.read(64)
        if start[:2] == b"MZ":
            file.seek(int.from_bytes(start[60:64], "little"))
            header = file.read(6)
            if header[:4] == b"PE\0\0":
                return int.from_bytes(header[4:], "little")
    return 0
