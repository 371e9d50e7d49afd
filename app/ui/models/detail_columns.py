"""The columns of the tables about one process."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QLocale

from ...core.text import escaped, file_name
from .. import theme
from ..translation import QT_TRANSLATE_NOOP, translate
from .memory_kinds import KIND_NAMES, Placed, Span, hexadecimal
from .time_text import moment_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...core.capture.snapshot import Handle, Module, Region, Thread

T_contra = TypeVar("T_contra", contravariant=True)
S = TypeVar("S")
T = TypeVar("T")

HIDDEN: Final = "••••"
"""Stands for what is not shown until somebody asks for it."""

_FILETIME_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)


class Part(Enum):
    """What a table is about."""

    MODULES = "modules"
    THREADS = "threads"
    REGIONS = "regions"
    HANDLES = "handles"
    ENVIRONMENT = "environment"


class Shown(NamedTuple):
    """A variable of the environment in its place; without a value: that is hidden."""

    place: int
    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class DetailColumn(Generic[T_contra]):
    """One column: what it is called, what it shows of a thing, and what it sorts by."""

    title: str
    help: str
    value: Callable[[T_contra], Any]
    """Comparable with the values of other rows, and not None."""
    text: Callable[[T_contra], str]
    """Safe to look at."""
    number: bool = False
    fixed: bool = False
    """Shown in a fixed-pitch font."""
    exact: bool = False
    """Copied as the plain number that it sorts by, not as it is shown."""


def of_part(column: DetailColumn[S], part: Callable[[T], S]) -> DetailColumn[T]:
    """Make the *column* of a thing one of what that thing is a *part* of."""
    value, text = column.value, column.text
    return DetailColumn(
        title=column.title,
        help=column.help,
        value=lambda whole: value(part(whole)),
        text=lambda whole: text(part(whole)),
        number=column.number,
        fixed=column.fixed,
        exact=column.exact,
    )


def text_column(
    title: str, help_: str, text: Callable[[T], str], *, fixed: bool = False
) -> DetailColumn[T]:
    """Make a column of *text*, which is sorted whatever its case."""
    return DetailColumn(
        title=title,
        help=help_,
        value=lambda told: text(told).casefold(),
        text=text,
        fixed=fixed,
    )


def number_column(
    title: str,
    help_: str,
    value: Callable[[T], int],
    text: Callable[[T], str] | None = None,
) -> DetailColumn[T]:
    """Make a column of numbers, written as *text* says."""
    return DetailColumn(
        title=title,
        help=help_,
        value=value,
        text=text or (lambda told: str(value(told))),
        number=True,
    )


def address_column(title: str, help_: str, value: Callable[[T], int]) -> DetailColumn[T]:
    """Make a column of addresses; 0 is none."""
    return DetailColumn(
        title=title,
        help=help_,
        value=value,
        text=lambda told: hexadecimal(value(told)) if value(told) else "",
        number=True,
        fixed=True,
    )


def bytes_column(title: str, help_: str, value: Callable[[T], int]) -> DetailColumn[T]:
    """Make a column of sizes; 0 is none."""
    return DetailColumn(
        title=title,
        help=help_,
        value=value,
        text=lambda told: theme.binary_size(value(told)) if value(told) else "",
        number=True,
        exact=True,
    )


# --------------------------------------------------------------------------------- single cells


_STATES: Final = {
    "R": QT_TRANSLATE_NOOP("Details", "running"),
    "S": QT_TRANSLATE_NOOP("Details", "sleeping"),
    "D": QT_TRANSLATE_NOOP("Details", "waiting for a device"),
    "I": QT_TRANSLATE_NOOP("Details", "idle"),
    "T": QT_TRANSLATE_NOOP("Details", "stopped"),
    "t": QT_TRANSLATE_NOOP("Details", "stopped by a debugger"),
    "Z": QT_TRANSLATE_NOOP("Details", "ended"),
    "X": QT_TRANSLATE_NOOP("Details", "ended"),
}
"""The letters of /proc/PID/stat (proc_pid_stat(5))."""

_OPEN_MODES: Final = {
    os.O_RDONLY: QT_TRANSLATE_NOOP("Details", "read"),
    os.O_WRONLY: QT_TRANSLATE_NOOP("Details", "write"),
    os.O_RDWR: QT_TRANSLATE_NOOP("Details", "read, write"),
}
_ACCESS_MODE: Final = os.O_RDONLY | os.O_WRONLY | os.O_RDWR
_OPEN_FLAGS: Final = tuple(
    (getattr(os, name, 0), text)
    for name, text in (
        ("O_APPEND", QT_TRANSLATE_NOOP("Details", "append")),
        ("O_NONBLOCK", QT_TRANSLATE_NOOP("Details", "non-blocking")),
        ("O_CLOEXEC", QT_TRANSLATE_NOOP("Details", "closed on exec")),
    )
)


def _access(handle: Handle) -> str:
    """Say how a descriptor may be used: the flags of open(2)."""
    flags: int = handle.granted_access
    words = [_OPEN_MODES[mode]] if (mode := flags & _ACCESS_MODE) in _OPEN_MODES else []
    words += [text for flag, text in _OPEN_FLAGS if flags & flag]
    return ", ".join(map(partial(translate, "Details"), words))


def _file_state(module: Module) -> str:
    if module.deleted:
        return translate("Details", "deleted")
    if module.replaced:
        return translate("Details", "replaced")
    return ""


def _seconds(time: int) -> str:
    return QLocale().toString(time / 1e7, "f", 2)


def _state(thread: Thread) -> str:
    letter: str = thread.state
    return translate("Details", _STATES[letter]) if letter in _STATES else escaped(letter)


def _moment(filetime: int) -> str:
    if not filetime:
        return ""
    moment = _FILETIME_EPOCH + timedelta(microseconds=filetime // 10)
    return moment_text(moment.timestamp())


def _value(variable: Shown) -> str:
    return HIDDEN if variable.value is None else escaped(variable.value)


# -------------------------------------------------------------------------------------- columns

_BASE: Final[DetailColumn[Placed]] = address_column(
    QT_TRANSLATE_NOOP("Details", "Address"),
    QT_TRANSLATE_NOOP("Details", "Where it begins, in hexadecimal."),
    lambda told: told.base,
)
_SIZE: Final[DetailColumn[Placed]] = bytes_column(
    QT_TRANSLATE_NOOP("Details", "Size"),
    QT_TRANSLATE_NOOP("Details", "Bytes of address space; copied as an exact number."),
    lambda told: told.size,
)


def _cpu_column(time: Callable[[Thread], int], title: str, help_: str) -> DetailColumn[Thread]:
    def text(thread: Thread) -> str:
        return _seconds(time(thread)) if thread.create_time or time(thread) else ""

    return number_column(title, help_, time, text)


def _region_of(span: Span) -> Region:
    return span.region


MODULE_COLUMNS: Final[tuple[DetailColumn[Module], ...]] = (
    text_column(
        QT_TRANSLATE_NOOP("Details", "Name"),
        QT_TRANSLATE_NOOP("Details", "The file of the program or library."),
        lambda module: escaped(file_name(module.name)),
    ),
    _BASE,
    _SIZE,
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Version"),
        help=QT_TRANSLATE_NOOP("Details", "The version its file name or header tells."),
        value=lambda module: tuple(module.version or ()),
        text=lambda module: module.version_text,
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "File"),
        QT_TRANSLATE_NOOP(
            "Details", "Whether the file was deleted, or replaced by another, since."
        ),
        _file_state,
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "Path"),
        QT_TRANSLATE_NOOP("Details", "Where the file lies."),
        lambda module: escaped(module.name),
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "Symbol id"),
        QT_TRANSLATE_NOOP(
            "Details",
            "Tells builds apart; symbols are found by it. The build id, the id of the PDB file or, "
            "where there is neither, a hash of the code.",
        ),
        lambda module: module.symbol_id,
        fixed=True,
    ),
)
THREAD_COLUMNS: Final[tuple[DetailColumn[Thread], ...]] = (
    number_column(
        QT_TRANSLATE_NOOP("Details", "ID"),
        QT_TRANSLATE_NOOP("Details", "Thread id."),
        lambda thread: thread.id,
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "Name"),
        QT_TRANSLATE_NOOP("Details", "What the program calls it."),
        lambda thread: escaped(thread.name),
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "State"),
        help=QT_TRANSLATE_NOOP("Details", "What it was doing when looked at."),
        value=lambda thread: thread.state,
        text=_state,
    ),
    _cpu_column(
        attrgetter("cpu_time"),
        QT_TRANSLATE_NOOP("Details", "CPU s"),
        QT_TRANSLATE_NOOP("Details", "Seconds of processor time since it was started."),
    ),
    _cpu_column(
        attrgetter("kernel_time"),
        QT_TRANSLATE_NOOP("Details", "System s"),
        QT_TRANSLATE_NOOP("Details", "Seconds of that spent inside the system."),
    ),
    number_column(
        QT_TRANSLATE_NOOP("Details", "Priority"),
        QT_TRANSLATE_NOOP("Details", "Its nice value: -20 comes first, 19 last."),
        lambda thread: thread.priority,
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Started"),
        help=QT_TRANSLATE_NOOP("Details", "When it was started."),
        value=lambda thread: thread.create_time,
        text=lambda thread: _moment(thread.create_time),
    ),
)
REGION_COLUMNS: Final[tuple[DetailColumn[Region], ...]] = (
    _BASE,
    _SIZE,
    text_column(
        QT_TRANSLATE_NOOP("Details", "Rights"),
        QT_TRANSLATE_NOOP("Details", "Read, write, execute; s: shared with others; g: a guard."),
        lambda region: region.rights,
        fixed=True,
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "What is there"),
        QT_TRANSLATE_NOOP("Details", "The file mapped there, or the system's name."),
        lambda region: escaped(region.path),
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Dump"),
        help=QT_TRANSLATE_NOOP(
            "Details", "Whether the program asked for it not to be dumped (MADV_DONTDUMP)."
        ),
        value=lambda region: region.dont_dump,
        text=lambda region: translate("Details", "refused") if region.dont_dump else "",
    ),
)
HANDLE_COLUMNS: Final[tuple[DetailColumn[Handle], ...]] = (
    number_column(
        QT_TRANSLATE_NOOP("Details", "Handle"),
        QT_TRANSLATE_NOOP("Details", "The number of the handle or file descriptor."),
        lambda handle: handle.handle,
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "Type"),
        QT_TRANSLATE_NOOP("Details", "What is open."),
        lambda handle: escaped(handle.type_name),
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "Name"),
        QT_TRANSLATE_NOOP("Details", "The file, or the two ends of the connection."),
        lambda handle: escaped(handle.object_name),
    ),
    text_column(
        QT_TRANSLATE_NOOP("Details", "Access"),
        QT_TRANSLATE_NOOP("Details", "How it was opened."),
        _access,
    ),
)
_VARIABLE_COLUMNS: Final[tuple[DetailColumn[Shown], ...]] = (
    text_column(
        QT_TRANSLATE_NOOP("Details", "Variable"),
        QT_TRANSLATE_NOOP("Details", "As it was when the process was started."),
        lambda variable: escaped(variable.name),
    ),
    DetailColumn(
        title=QT_TRANSLATE_NOOP("Details", "Value"),
        help=QT_TRANSLATE_NOOP("Details", "Hidden until you ask for it: it may be secret."),
        value=lambda variable: (variable.value or "").casefold(),
        text=_value,
    ),
)
_KIND: Final[DetailColumn[Span]] = DetailColumn(
    title=QT_TRANSLATE_NOOP("Details", "Kind"),
    help=QT_TRANSLATE_NOOP("Details", "What the memory is used for."),
    value=lambda span: span.kind,
    text=lambda span: translate("Details", KIND_NAMES[span.kind]),
)
_OF_REGION: Final = tuple(of_part(column, _region_of) for column in REGION_COLUMNS)
COLUMNS: Final[dict[Part, tuple[DetailColumn[Any], ...]]] = {
    Part.MODULES: MODULE_COLUMNS,
    Part.THREADS: THREAD_COLUMNS,
    Part.REGIONS: (*_OF_REGION[:3], _KIND, *_OF_REGION[3:]),
    Part.HANDLES: HANDLE_COLUMNS,
    Part.ENVIRONMENT: _VARIABLE_COLUMNS,
}
