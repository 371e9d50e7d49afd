"""The parts of a module or thread that can be had or left: its write flags, as the tree shows them.

The record itself is not here: it is the box in front of the name. Parts of modules and threads that
are alike stand in one column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication

from ...core.minidump.constants import MODULE_WRITE_FLAGS, THREAD_WRITE_FLAGS
from ..translation import QT_TRANSLATE_NOOP
from .contents import Kind

if TYPE_CHECKING:
    from enum import IntFlag

_M = MODULE_WRITE_FLAGS
_T = THREAD_WRITE_FLAGS


class Part(NamedTuple):
    """One write flag. ``short`` heads its column; ``help`` says what it writes."""

    flag: IntFlag
    short: str
    help: str

    @property
    def bit(self) -> int:
        """The write flag as a number."""
        return int(self.flag)

    def title(self) -> str:
        """Give the heading in the user's language."""
        return QCoreApplication.translate("WriteParts", self.short)

    def explained(self) -> str:
        """Say what it writes in the user's language, with the name in dbghelp.h."""
        return f"{QCoreApplication.translate('WriteParts', self.help)} ({self.flag.name})"


PARTS: Final[dict[Kind, tuple[Part, ...]]] = {
    Kind.MODULE: (
        Part(
            _M.ModuleWriteDataSeg,
            QT_TRANSLATE_NOOP("WriteParts", "Data"),
            QT_TRANSLATE_NOOP("WriteParts", "Its global and static variables"),
        ),
        Part(
            _M.ModuleWriteCodeSegs,
            QT_TRANSLATE_NOOP("WriteParts", "Code"),
            QT_TRANSLATE_NOOP("WriteParts", "Its machine code in memory"),
        ),
        Part(
            _M.ModuleWriteCvRecord,
            QT_TRANSLATE_NOOP("WriteParts", "CV"),
            QT_TRANSLATE_NOOP("WriteParts", "CodeView record: which build it is, to find symbols"),
        ),
        Part(
            _M.ModuleWriteMiscRecord,
            QT_TRANSLATE_NOOP("WriteParts", "Misc"),
            QT_TRANSLATE_NOOP("WriteParts", "Miscellaneous debug record"),
        ),
        Part(
            _M.ModuleWriteTlsData,
            QT_TRANSLATE_NOOP("WriteParts", "TLS"),
            QT_TRANSLATE_NOOP("WriteParts", "Its thread-local data"),
        ),
        Part(
            _M.ModuleReferencedByMemory,
            QT_TRANSLATE_NOOP("WriteParts", "Ref"),
            QT_TRANSLATE_NOOP("WriteParts", "Marked as referred to by a stack"),
        ),
    ),
    Kind.THREAD: (
        Part(
            _T.ThreadWriteThreadData,
            QT_TRANSLATE_NOOP("WriteParts", "Data"),
            QT_TRANSLATE_NOOP("WriteParts", "Its thread-local data"),
        ),
        Part(
            _T.ThreadWriteInstructionWindow,
            QT_TRANSLATE_NOOP("WriteParts", "Code"),
            QT_TRANSLATE_NOOP("WriteParts", "The code around its instruction pointer"),
        ),
        Part(
            _T.ThreadWriteStack,
            QT_TRANSLATE_NOOP("WriteParts", "Stack"),
            QT_TRANSLATE_NOOP("WriteParts", "Its stack"),
        ),
        Part(
            _T.ThreadWriteContext,
            QT_TRANSLATE_NOOP("WriteParts", "Regs"),
            QT_TRANSLATE_NOOP("WriteParts", "Its registers (the context)"),
        ),
        Part(
            _T.ThreadWriteThreadInfo,
            QT_TRANSLATE_NOOP("WriteParts", "Info"),
            QT_TRANSLATE_NOOP("WriteParts", "Its times, affinity and start address"),
        ),
    ),
    Kind.REGION: (),
}
MOST: Final = max(map(len, PARTS.values()))
"""Columns that the parts of any kind need."""


def heading(index: int) -> str:
    """Give the heading of a column: where the kinds differ, modules' above and threads' below."""
    titles = [parts[index].title() for parts in PARTS.values() if index < len(parts)]
    return "\n".join(dict.fromkeys(titles))


def explained(index: int) -> str:
    """Say what a column is for each kind of rows."""
    return "\n".join(parts[index].explained() for parts in PARTS.values() if index < len(parts))
