"""Which private data a dump may hold, in a word for each kind: in plan, foot and recipe alike."""

from __future__ import annotations

from typing import Final

from ..minidump.constants import MINIDUMP_TYPE as T

_CLEANED: Final = T.MiniDumpFilterMemory | T.MiniDumpFilterTriage
_HEAPS: Final = T.MiniDumpWithFullMemory | T.MiniDumpWithPrivateReadWriteMemory
_MEMORY: Final = (
    (T.MiniDumpWithFullMemory, "all memory"),
    (T.MiniDumpWithPrivateReadWriteMemory, "heaps"),
    (T.MiniDumpWithIndirectlyReferencedMemory, "parts of heaps"),
    (T.MiniDumpWithDataSegs, "variables"),
)
"""The worst first; as in _OTHERS a word for each."""
_OTHERS: Final = (
    (T.MiniDumpWithProcessThreadData, "environment"),
    (T.MiniDumpWithHandleData, "handles"),
    (T.MiniDumpWithPrivateWriteCopyMemory, "mapped files"),
    (T.MiniDumpWithFullAuxiliaryState, "system state"),
)
_STACKS: Final = "stacks"
PRIVATE_WORDS: Final = (*(word for _, word in (*_MEMORY, *_OTHERS)), _STACKS)
"""All of them, for translators."""


def cleans_stacks(flags: int) -> bool:
    """Say whether a dump with effective *flags* holds of stacks only the way through the code."""
    return bool(flags & _CLEANED)


def private_words(flags: int) -> list[str]:
    """Name what is private in a dump with effective *flags*, the worst first."""
    memory = [
        word
        for flag, word in _MEMORY
        if flag & flags
        and not (flag == T.MiniDumpWithIndirectlyReferencedMemory and flags & _HEAPS)
    ]
    held = cleans_stacks(flags) or flags & T.MiniDumpWithFullMemory
    others = [word for flag, word in _OTHERS if flag & flags]
    return [*memory, *([] if held else [_STACKS]), *others]
