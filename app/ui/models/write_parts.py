"""The parts of a module or thread that can be had or left: its write flags, as the tree shows them.

The record itself has no box of its own: that is the one in front of the name. Parts of modules and
threads that are alike stand in one column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ...core.minidump.constants import MODULE_WRITE_FLAGS, THREAD_WRITE_FLAGS
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate
from .contents import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import IntFlag

_M = MODULE_WRITE_FLAGS
_T = THREAD_WRITE_FLAGS


class Part(NamedTuple):
    """A write flag: ``short`` heads its column, ``word`` names it, ``help`` says what it writes."""

    flag: IntFlag
    short: str
    word: str
    help: str

    @property
    def bit(self) -> int:
        """The write flag as a number."""
        return int(self.flag)

    def title(self) -> str:
        """Give the heading in the user's language."""
        return translate("WriteParts", self.short)

    def meaning(self) -> str:
        """Say by its heading what it writes, in the user's language."""
        return f"{self.title()}: {translate('WriteParts', self.help)}"

    def explained(self) -> str:
        """Say the same with the name in dbghelp.h."""
        return f"{self.meaning()} ({self.flag.name})"


PARTS: Final[dict[Kind, tuple[Part, ...]]] = {
    Kind.MODULE: (
        Part(
            _M.ModuleWriteDataSeg,
            QT_TRANSLATE_NOOP("WriteParts", "Data"),
            QT_TRANSLATE_NOOP("WriteParts", "data"),
            QT_TRANSLATE_NOOP("WriteParts", "Its global and static variables"),
        ),
        Part(
            _M.ModuleWriteCodeSegs,
            QT_TRANSLATE_NOOP("WriteParts", "Code"),
            QT_TRANSLATE_NOOP("WriteParts", "code"),
            QT_TRANSLATE_NOOP("WriteParts", "Its machine code in memory"),
        ),
        Part(
            _M.ModuleWriteCvRecord,
            QT_TRANSLATE_NOOP("WriteParts", "Build"),
            QT_TRANSLATE_NOOP("WriteParts", "CV record"),
            QT_TRANSLATE_NOOP("WriteParts", "CodeView record: which build it is, to find symbols"),
        ),
        Part(
            _M.ModuleWriteMiscRecord,
            QT_TRANSLATE_NOOP("WriteParts", "Misc"),
            QT_TRANSLATE_NOOP("WriteParts", "misc record"),
            QT_TRANSLATE_NOOP("WriteParts", "Miscellaneous debug record, of old programs"),
        ),
        Part(
            _M.ModuleWriteTlsData,
            QT_TRANSLATE_NOOP("WriteParts", "TLS"),
            QT_TRANSLATE_NOOP("WriteParts", "thread-local data"),
            QT_TRANSLATE_NOOP("WriteParts", "Its thread-local data"),
        ),
        Part(
            _M.ModuleReferencedByMemory,
            QT_TRANSLATE_NOOP("WriteParts", "Ref"),
            QT_TRANSLATE_NOOP("WriteParts", "referred to"),
            QT_TRANSLATE_NOOP("WriteParts", "Marked as referred to by a stack"),
        ),
    ),
    Kind.THREAD: (
        Part(
            _T.ThreadWriteThreadData,
            QT_TRANSLATE_NOOP("WriteParts", "Data"),
            QT_TRANSLATE_NOOP("WriteParts", "data"),
            QT_TRANSLATE_NOOP("WriteParts", "Its thread-local data"),
        ),
        Part(
            _T.ThreadWriteInstructionWindow,
            QT_TRANSLATE_NOOP("WriteParts", "Code"),
            QT_TRANSLATE_NOOP("WriteParts", "code"),
            QT_TRANSLATE_NOOP("WriteParts", "The code around its instruction pointer"),
        ),
        Part(
            _T.ThreadWriteStack,
            QT_TRANSLATE_NOOP("WriteParts", "Stack"),
            QT_TRANSLATE_NOOP("WriteParts", "stack"),
            QT_TRANSLATE_NOOP("WriteParts", "Its stack"),
        ),
        Part(
            _T.ThreadWriteContext,
            QT_TRANSLATE_NOOP("WriteParts", "Regs"),
            QT_TRANSLATE_NOOP("WriteParts", "registers"),
            QT_TRANSLATE_NOOP("WriteParts", "Its registers (the context)"),
        ),
        Part(
            _T.ThreadWriteThreadInfo,
            QT_TRANSLATE_NOOP("WriteParts", "Info"),
            QT_TRANSLATE_NOOP("WriteParts", "times"),
            QT_TRANSLATE_NOOP("WriteParts", "Its times, affinity and start address"),
        ),
    ),
    Kind.REGION: (),
}
_THE_RECORD: Final = QT_TRANSLATE_NOOP("WriteParts", "its record")
_RECORD: Final = {
    Kind.MODULE: int(_M.ModuleWriteModule),
    Kind.THREAD: int(_T.ThreadWriteThread),
}
MOST: Final = max(map(len, PARTS.values()))
"""Columns that the parts of any kind need."""


def accessible_heading(index: int) -> str:
    """Name a column for those who cannot see the headings of the groups."""
    words = [
        translate("WriteParts", parts[index].word) for parts in PARTS.values() if index < len(parts)
    ]
    return " / ".join(dict.fromkeys(words))


def widest_title(index: int, width: Callable[[str], int]) -> int:
    """Give the *width* of the longest heading in a column."""
    return max(width(parts[index].title()) for parts in PARTS.values() if index < len(parts))


def mask_words(kind: Kind, mask: int) -> str:
    """Name the write flags in *mask*."""
    record = _RECORD.get(kind, 0)
    said = [translate("WriteParts", _THE_RECORD)] if mask & record else []
    said += [translate("WriteParts", part.word) for part in PARTS[kind] if mask & part.bit]
    return core_text(", ").join(said)


def explained(index: int) -> str:
    """Say what a column is for each kind of rows."""
    return "\n".join(parts[index].explained() for parts in PARTS.values() if index < len(parts))


_LEGENDS: Final = {
    Kind.MODULE: QT_TRANSLATE_NOOP("WriteParts", "Modules — {0}"),
    Kind.THREAD: QT_TRANSLATE_NOOP("WriteParts", "Threads — {0}"),
}


def legend(kind: Kind | None) -> str:
    """Say what the boxes of a *kind* are for; empty where there are none. None: of each kind."""
    if kind is not None:
        return " · ".join(part.meaning() for part in PARTS[kind])
    return "\n".join(
        translate("WriteParts", text).format(legend(one)) for one, text in _LEGENDS.items()
    )
