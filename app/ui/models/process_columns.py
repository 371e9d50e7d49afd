"""The columns of the process table. A new column is one more entry in COLUMNS."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication

from app.core.processes.info import CanDump, ProcessInfo
from app.core.processes.text import escaped
from app.ui import theme
from app.ui.translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable


def _no_text(_: ProcessInfo) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        key: Its name in settings.
        title: Its heading, to be translated in the context ProcessTable.
        help: What it shows, in a sentence; likewise.
        value: What it sorts by; all values of a column compare with each other.
        text: What a cell shows.
        tooltip: More about a cell; plain text, may be empty.
        icon: Name of the cell's icon, may be empty.
        sample: A text as wide as most of its cells: its first width.
        number: Right-aligned, and largest first when one sorts by it.
        live: Changes from sample to sample.
    """

    key: str
    title: str
    help: str
    value: Callable[[ProcessInfo], Any]
    text: Callable[[ProcessInfo], str]
    tooltip: Callable[[ProcessInfo], str] = _no_text
    icon: Callable[[ProcessInfo], str] = _no_text
    sample: str
    number: bool = False
    live: bool = False


def translated(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("ProcessTable", text)


_ANSWERS: Final[dict[CanDump, tuple[str, str]]] = {
    CanDump.YES: ("check", QT_TRANSLATE_NOOP("ProcessTable", "yes")),
    CanDump.NEEDS_ADMINISTRATOR: ("key", QT_TRANSLATE_NOOP("ProcessTable", "as administrator")),
    CanDump.TRACED: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "no, being debugged")),
    CanDump.OTHER_BITNESS: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "no, 64-bit")),
    CanDump.PROTECTED: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "no, protected")),
    CanDump.EXITING: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "no, has ended")),
    CanDump.KERNEL: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "no, kernel")),
    CanDump.UNKNOWN: ("unknown", QT_TRANSLATE_NOOP("ProcessTable", "not known")),
}
"""Icon and word for every answer, in the order in which they sort."""

_RANK: Final = {answer: rank for rank, answer in enumerate(_ANSWERS)}


def can_dump_text(info: ProcessInfo) -> str:
    """Say in a word or two whether *info* can be dumped; "…" until it has been looked up."""
    return translated(_ANSWERS[info.can_dump][1]) if info.detailed else "…"


def can_dump_icon(info: ProcessInfo) -> str:
    """Name the icon that goes with :func:`can_dump_text`."""
    return _ANSWERS[info.can_dump][0] if info.detailed else ""


def _can_dump_tooltip(info: ProcessInfo) -> str:
    verdict = info.verdict
    told = "\n".join(part for part in (verdict.reason, verdict.remedy) if part)
    if told or info.can_dump is not CanDump.YES:
        return told
    return translated(QT_TRANSLATE_NOOP("ProcessTable", "It can be dumped now."))


def _name_tooltip(info: ProcessInfo) -> str:
    return "\n".join(
        part for part in (escaped(info.exe or info.name), escaped(info.cmdline)) if part
    )


def _memory_tooltip(info: ProcessInfo) -> str:
    exact = translated(QT_TRANSLATE_NOOP("ProcessTable", "{0} bytes"))
    return exact.format(theme.whole_number(info.memory))


def _pid_tooltip(info: ProcessInfo) -> str:
    parent = translated(QT_TRANSLATE_NOOP("ProcessTable", "{0} in hexadecimal, parent {1}"))
    return parent.format(f"{info.pid:#x}", info.ppid)


COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        key="name",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Name"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "The program that the process runs."),
        value=lambda info: info.name.casefold(),
        text=lambda info: escaped(info.name),
        tooltip=_name_tooltip,
        sample="gnome-settings-da",
    ),
    Column(
        key="pid",
        title=QT_TRANSLATE_NOOP("ProcessTable", "PID"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Process id."),
        value=attrgetter("pid"),
        text=lambda info: str(info.pid),
        tooltip=_pid_tooltip,
        sample="4194304",
        number=True,
    ),
    Column(
        key="user",
        title=QT_TRANSLATE_NOOP("ProcessTable", "User"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Whose process it is."),
        value=lambda info: info.user.casefold(),
        text=lambda info: escaped(info.user) if info.detailed else "…",
        sample="postgresql",
    ),
    Column(
        key="cpu",
        title=QT_TRANSLATE_NOOP("ProcessTable", "CPU %"),
        help=QT_TRANSLATE_NOOP(
            "ProcessTable", "Processor time since the last look; one busy core is 100."
        ),
        value=attrgetter("cpu"),
        text=lambda info: f"{info.cpu:.1f}",
        sample="1600.0 ",
        number=True,
        live=True,
    ),
    Column(
        key="memory",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Memory"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Resident memory (RSS)."),
        value=attrgetter("memory"),
        text=lambda info: theme.binary_size(info.memory),
        tooltip=_memory_tooltip,
        sample="1023.9 MiB",
        number=True,
        live=True,
    ),
    Column(
        key="can_dump",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Can dump"),
        help=QT_TRANSLATE_NOOP(
            "ProcessTable", "Whether a dump can be written now; why not, and what helps."
        ),
        value=lambda info: _RANK[info.can_dump],
        text=can_dump_text,
        tooltip=_can_dump_tooltip,
        icon=can_dump_icon,
        sample="mm no, being debugged",
    ),
)
