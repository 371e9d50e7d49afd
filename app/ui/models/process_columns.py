"""The columns of the process table. A new column is one more entry in COLUMNS."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from ...core.text import escaped
from ..translation import QT_TRANSLATE_NOOP
from .process_cells import (
    CONTAINERS,
    PRIVILEGES,
    PROGRAM_FILES,
    RANK,
    STATES,
    bits_text,
    bytes_cell,
    can_dump_icon,
    can_dump_text,
    can_dump_tooltip,
    cpu_text,
    io_text,
    known,
    name_icon,
    name_tooltip,
    pid_tooltip,
    started_exact,
    started_text,
    started_tooltip,
    text_cell,
    unknown,
    word_cell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...core.processes.info import ProcessInfo


def _no_text(_: ProcessInfo) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    Attributes:
        key: Its name in settings and in exported files.
        title: Its heading, to be translated in the context ProcessTable.
        help: What it shows, in a sentence; likewise.
        value: What it sorts by; all values of a column compare with each other.
        text: What a cell shows.
        tooltip: More about a cell; plain text, may be empty.
        icon: Name of the cell's icon, may be empty.
        sample: A text as wide as most of its cells: its first width.
        least: A text as wide as it may become where room is short; empty: as wide as always.
        sign: A text as wide as what still says it where even that is too wide, its icon.
        number: Right-aligned, and largest first when one sorts by it.
        live: Changes from sample to sample.
        fact: Which of :data:`~app.core.processes.info.FACTS` it needs, if any.
        exact: What an exported file holds; by default what the cell shows.
    """

    key: str
    title: str
    help: str
    value: Callable[[ProcessInfo], Any]
    text: Callable[[ProcessInfo], str]
    tooltip: Callable[[ProcessInfo], str] = _no_text
    icon: Callable[[ProcessInfo], str] = _no_text
    sample: str
    least: str = ""
    sign: str = ""
    number: bool = False
    live: bool = False
    fact: str = ""
    exact: Callable[[ProcessInfo], str | float | None] | None = None


COLUMNS: Final[tuple[Column, ...]] = (
    Column(
        key="name",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Name"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "The program that the process runs."),
        value=lambda info: info.name.casefold(),
        text=lambda info: escaped(info.name),
        tooltip=name_tooltip,
        icon=name_icon,
        sample="mm gnome-settings",
        least="mm systemd-jo",
    ),
    Column(
        key="pid",
        title=QT_TRANSLATE_NOOP("ProcessTable", "PID"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Process id."),
        value=attrgetter("pid"),
        text=lambda info: str(info.pid),
        tooltip=pid_tooltip,
        exact=attrgetter("pid"),
        sample="4194304",
        number=True,
    ),
    Column(
        key="ppid",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Parent"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Process id of the parent."),
        value=attrgetter("ppid"),
        text=lambda info: str(info.ppid),
        exact=attrgetter("ppid"),
        sample="4194304",
        number=True,
    ),
    Column(
        key="user",
        title=QT_TRANSLATE_NOOP("ProcessTable", "User"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Whose process it is."),
        value=lambda info: info.user.casefold(),
        text=lambda info: escaped(info.user) if info.detailed else "…",
        sample="postgres",
        least="tes",
    ),
    Column(
        key="cpu",
        title=QT_TRANSLATE_NOOP("ProcessTable", "CPU %"),
        help=QT_TRANSLATE_NOOP(
            "ProcessTable", "Processor time since the last look; one busy core is 100."
        ),
        value=attrgetter("cpu"),
        text=cpu_text,
        exact=attrgetter("cpu"),
        sample="100.0 ",
        number=True,
        live=True,
    ),
    Column(
        key="memory",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Memory"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Resident memory (RSS)."),
        **bytes_cell("memory"),
        sample="999.9 MiB",
        number=True,
        live=True,
    ),
    Column(
        key="private",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Private"),
        help=QT_TRANSLATE_NOOP(
            "ProcessTable", "Memory that only this process uses (USS): what its end would free."
        ),
        **bytes_cell("private"),
        sample="999.9 MiB",
        number=True,
        live=True,
        fact="private",
    ),
    Column(
        key="threads",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Threads"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "How many threads it has."),
        value=attrgetter("threads"),
        text=lambda info: str(info.threads),
        exact=attrgetter("threads"),
        sample="9999",
        number=True,
        live=True,
    ),
    Column(
        key="handles",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Handles"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "How many handles or file descriptors are open."),
        value=known("handles"),
        text=lambda info: "" if info.handles is None else str(info.handles),
        exact=attrgetter("handles"),
        tooltip=lambda info: unknown(info) if info.handles is None else "",
        sample="99999",
        number=True,
        live=True,
        fact="handles",
    ),
    Column(
        key="io",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Disk"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Read from and written to disk in a second."),
        value=known("io"),
        text=io_text,
        exact=attrgetter("io"),
        tooltip=lambda info: unknown(info) if info.io is None else "",
        sample="1023.9 MiB/s",
        number=True,
        live=True,
        fact="io",
    ),
    Column(
        key="state",
        title=QT_TRANSLATE_NOOP("ProcessTable", "State"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "What it is doing."),
        **word_cell("state", STATES),
        sample="waiting for a device",
        least="sleeping",
    ),
    Column(
        key="started",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Started"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "When it was started, in local time."),
        value=attrgetter("started"),
        text=started_text,
        tooltip=started_tooltip,
        exact=started_exact,
        sample="2026-12-28 23:59",
    ),
    Column(
        key="bits",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Bits"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Word size and architecture of the program."),
        value=lambda info: (info.bits, info.machine),
        text=bits_text,
        sample="64 loongarch",
    ),
    Column(
        key="privileges",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Privileges"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "More rights than an ordinary user has."),
        **word_cell("privileges", PRIVILEGES),
        sample="some of root's",
        least="tester",
        fact="privileges",
    ),
    Column(
        key="container",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Container"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "The container that it runs in."),
        **word_cell("container", CONTAINERS),
        sample="docker 3f2a6c1b09de",
        fact="container",
    ),
    Column(
        key="program_file",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Program file"),
        help=QT_TRANSLATE_NOOP(
            "ProcessTable",
            "Whether the file was deleted or replaced since the process began to run it, as an "
            "update does.",
        ),
        **word_cell("program_file", PROGRAM_FILES),
        icon=lambda info: "alert" if info.program_file else "",
        sample="mm replaced",
        fact="program_file",
    ),
    Column(
        key="window",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Window"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Title of its window."),
        **text_cell("window"),
        sample="Inbox - Mail - and so on",
        least="Inbox - Mail",
        fact="window",
    ),
    Column(
        key="exe",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Path"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Where the program is."),
        **text_cell("exe"),
        sample="/usr/lib/systemd/systemd-journald",
        least="/usr/lib/systemd",
    ),
    Column(
        key="cmdline",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Command line"),
        help=QT_TRANSLATE_NOOP("ProcessTable", "Its arguments."),
        **text_cell("cmdline"),
        sample="/usr/lib/systemd/systemd-journald --and so on",
        least="/usr/lib/systemd",
    ),
    Column(
        key="can_dump",
        title=QT_TRANSLATE_NOOP("ProcessTable", "Can dump"),
        help=QT_TRANSLATE_NOOP(
            "ProcessTable", "Whether a dump can be written now; why not, and what helps."
        ),
        value=lambda info: RANK[info.can_dump],
        text=can_dump_text,
        tooltip=can_dump_tooltip,
        icon=can_dump_icon,
        exact=lambda info: str(info.can_dump),
        sample="mm as administrator",
        least="mm as root",
        sign="mm",
    ),
)

SECTIONS: Final = {column.key: section for section, column in enumerate(COLUMNS)}
"""Key of a column → its place in COLUMNS."""
