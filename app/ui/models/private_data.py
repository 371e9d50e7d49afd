"""What private data a dump with some flags will hold, in words."""

from __future__ import annotations

from typing import Final

from ...core.dump.flags import FLAGS, effective_flags
from ...core.dump.recipe_sentence import listed
from ...core.errors import InvalidRequestError
from ...core.minidump.constants import MINIDUMP_TYPE as _T
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate

_CLEANED: Final = _T.MiniDumpFilterMemory | _T.MiniDumpFilterTriage
_STACKS: Final = QT_TRANSLATE_NOOP("PrivateData", "stacks of threads")
_HEAPS: Final = _T.MiniDumpWithFullMemory | _T.MiniDumpWithPrivateReadWriteMemory
_MEMORY: Final = (
    (_T.MiniDumpWithFullMemory, QT_TRANSLATE_NOOP("PrivateData", "all memory")),
    (_T.MiniDumpWithPrivateReadWriteMemory, QT_TRANSLATE_NOOP("PrivateData", "heaps")),
    (_T.MiniDumpWithIndirectlyReferencedMemory, QT_TRANSLATE_NOOP("PrivateData", "parts of heaps")),
    (_T.MiniDumpWithDataSegs, QT_TRANSLATE_NOOP("PrivateData", "variables")),
)
"""The worst first; as in _OTHERS a word for each."""
_OTHERS: Final = (
    (_T.MiniDumpWithProcessThreadData, QT_TRANSLATE_NOOP("PrivateData", "environment")),
    (_T.MiniDumpWithHandleData, QT_TRANSLATE_NOOP("PrivateData", "handles")),
    (_T.MiniDumpWithPrivateWriteCopyMemory, QT_TRANSLATE_NOOP("PrivateData", "mapped files")),
    (_T.MiniDumpWithFullAuxiliaryState, QT_TRANSLATE_NOOP("PrivateData", "system state")),
)
_STACKS_ALONE: Final = QT_TRANSLATE_NOOP("PrivateData", "stacks")
_NAMED: Final = 5
"""So many words have room in a line; the others are counted."""
_NONE: Final = QT_TRANSLATE_NOOP("PrivateData", "hardly any")


def private_kinds(flags: int) -> list[str]:
    """Name all kinds of private data that a dump with *flags* may hold."""
    chosen = _effective(flags)
    held = [] if chosen & _CLEANED else [translate("PrivateData", _STACKS)]
    return held + [core_text(row.label) for row in FLAGS if row.private and row.flag & chosen]


def private_words(flags: int) -> str:
    """List them in a word each, the worst first; empty if there are none."""
    words = _words(_effective(flags))
    return listed(words[:_NAMED], core_text, more=len(words) - _NAMED) if words else ""


def worst_private_kind(flags: int) -> str:
    """Say in a word which private data weighs most in a dump with *flags*; empty if none does."""
    return next(iter(_words(_effective(flags))), "")


def no_private_data() -> str:
    """Say in a word how much a dump holds whose stacks are cleaned: names and addresses remain."""
    return translate("PrivateData", _NONE)


def _words(chosen: int) -> list[str]:
    memory = [
        word
        for flag, word in _MEMORY
        if flag & chosen
        and not (flag == _T.MiniDumpWithIndirectlyReferencedMemory and chosen & _HEAPS)
    ]
    stacks = [] if chosen & (_CLEANED | _T.MiniDumpWithFullMemory) else [_STACKS_ALONE]
    others = [word for flag, word in _OTHERS if flag & chosen]
    return [translate("PrivateData", word) for word in (*memory, *stacks, *others)]


def _effective(flags: int) -> int:
    try:
        return int(effective_flags(flags).flags)
    except InvalidRequestError:
        return 0
