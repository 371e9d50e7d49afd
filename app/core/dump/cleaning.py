"""Taking out of a stack what is not needed to walk it (MiniDumpFilterMemory and FilterTriage)."""

from __future__ import annotations

import struct
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, TypeAlias

from ..intervals import merged
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.constants import PROCESSOR_ARCHITECTURE
from ..steps import steps

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..capture.snapshot import ProcessSnapshot
    from ..intervals import Range

Cleaner: TypeAlias = "Callable[[Range, int, bytes], bytes]"
"""Takes a stack's range, an address in it and the bytes there; gives what may be stored of them."""

SMALL_NUMBER: Final = 4096
"""Numbers up to this size, of either sign, stay (MiniDumpFilterMemory)."""
_TRIAGE_FILL: Final = 0xAAAA_AAAA_AAAA_AAAA
"""What DbgHelp was observed to put in place of a word that a triage dump leaves out."""
_NARROW: Final = {PROCESSOR_ARCHITECTURE.INTEL, PROCESSOR_ARCHITECTURE.ARM}


def stack_cleaner(snapshot: ProcessSnapshot, flags: int) -> Cleaner | None:
    """Give what *flags* do to the bytes of a stack, or None: nothing.

    FilterMemory keeps small numbers and pointers into that stack or into code; FilterTriage keeps
    zeros and pointers into that stack or into a module.
    """
    if flags & T.MiniDumpFilterTriage:
        kept = merged((module.base, module.end) for module in steps(snapshot.modules))
        fill, small = _TRIAGE_FILL, 0
    elif flags & T.MiniDumpFilterMemory:
        kept = merged((r.base, r.end) for r in steps(snapshot.regions) if r.executable)
        fill, small = 0, SMALL_NUMBER
    else:
        return None
    size = 4 if snapshot.system.processor_architecture in _NARROW else 8
    code, wrap = ("I", 1 << 32) if size == 4 else ("Q", 1 << 64)
    starts = [start for start, _ in kept]
    ends = [end for _, end in kept]

    def is_kept(word: int) -> bool:
        if word <= small or word >= wrap - small:
            return True
        index = bisect_right(starts, word) - 1
        return index >= 0 and word < ends[index]

    def clean(stack: Range, address: int, data: bytes) -> bytes:
        skipped = min(-address % size, len(data))
        count = (len(data) - skipped) // size
        middle = data[skipped : skipped + count * size]
        low, high = stack
        words = struct.unpack(f"<{count}{code}", middle)
        blank = fill % wrap
        known: dict[int, int] = {}
        for word in set(words):
            known[word] = word if low <= word < high or is_kept(word) else blank
        cleaned = struct.pack(f"<{count}{code}", *(known[word] for word in words))
        # What does not fill a word holds no pointer and is not needed.
        return bytes(skipped) + cleaned + bytes(len(data) - skipped - len(cleaned))

    return clean
