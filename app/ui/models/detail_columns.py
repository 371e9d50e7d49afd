"""The columns of the tables about one process, and how its memory is told apart."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum, StrEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from ...core.processes.text import escaped, file_name
from .. import theme
from ..translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable

Told = dict[str, Any]
"""What the dumper said of one thing."""

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


class MemoryKind(StrEnum):
    """What a region of memory is used for."""

    CODE = "code"
    DATA = "data"
    HEAP = "heap"
    STACK = "stack"
    PRIVATE = "private"
    MAPPED = "mapped"
    RESERVED = "reserved"


@dataclass(frozen=True, slots=True)
class DetailColumn:
    """One column: what it is called, what it shows of a thing, and what it sorts by."""

    title: str
    help: str
    value: Callable[[Told], Any]
    """Comparable with the values of other rows, and not None."""
    text: Callable[[Told], str]
    """Safe to look at."""
    sample: str = ""
    """As wide as the column is at first; the last column takes what is left."""
    number: bool = False
    fixed: bool = False
    """Shown in a fixed-pitch font."""
    exact: bool = False
    """Copied as the plain number that it sorts by, not as it is shown."""


def translated(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("Details", text)


# --------------------------------------------------------------------------------- single cells


def hexadecimal(address: int) -> str:
    """Write an address with as many digits as all of them have in common."""
    return f"{address:012x}"


def addresses(base: int, size: int) -> str:
    """Write a range of addresses as /proc/PID/maps does."""
    return f"{hexadecimal(base)}-{hexadecimal(base + size)}"


_KINDS: Final[tuple[tuple[MemoryKind, Callable[[Told], bool]], ...]] = (
    (MemoryKind.RESERVED, lambda region: region["access"].startswith("---")),
    (MemoryKind.STACK, lambda region: region["stack"] or region["path"].startswith("[stack")),
    (MemoryKind.HEAP, lambda region: region["path"] == "[heap]"),
    (MemoryKind.CODE, lambda region: "x" in region["access"]),
    (MemoryKind.DATA, lambda region: region["type"] == "image"),
    (MemoryKind.MAPPED, lambda region: region["path"].startswith("/") or "s" in region["access"]),
)
"""What each kind is known by; the first that fits."""


def region_kind(region: Told) -> MemoryKind:
    """Say what a region is used for, by its name, rights and type.

    ``stack`` says that a thread has its stack there.
    """
    return next((kind for kind, fits in _KINDS if fits(region)), MemoryKind.PRIVATE)


KIND_NAMES: Final = {
    MemoryKind.CODE: QT_TRANSLATE_NOOP("Details", "code"),
    MemoryKind.DATA: QT_TRANSLATE_NOOP("Details", "module data"),
    MemoryKind.HEAP: QT_TRANSLATE_NOOP("Details", "heap"),
    MemoryKind.STACK: QT_TRANSLATE_NOOP("Details", "stack"),
    MemoryKind.PRIVATE: QT_TRANSLATE_NOOP("Details", "private"),
    MemoryKind.MAPPED: QT_TRANSLATE_NOOP("Details", "mapped"),
    MemoryKind.RESERVED: QT_TRANSLATE_NOOP("Details", "reserved"),
}
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


def _access(handle: Told) -> str:
    """Say how a descriptor may be used: the flags of open(2)."""
    flags: int = handle["access"]
    words = [_OPEN_MODES[mode]] if (mode := flags & _ACCESS_MODE) in _OPEN_MODES else []
    words += [text for flag, text in _OPEN_FLAGS if flags & flag]
    return ", ".join(map(translated, words))


def _version(module: Told) -> str:
    return ".".join(map(str, module["version"])) if module["version"] else ""


def _file_state(module: Told) -> str:
    if module["deleted"]:
        return translated(QT_TRANSLATE_NOOP("Details", "deleted"))
    if module["replaced"]:
        return translated(QT_TRANSLATE_NOOP("Details", "replaced"))
    return ""


def _seconds(key: str) -> Callable[[Told], str]:
    return lambda thread: QLocale().toString(thread[key] / 1e7, "f", 2)


def _state(thread: Told) -> str:
    letter: str = thread["state"]
    return translated(_STATES[letter]) if letter in _STATES else escaped(letter)


def _moment(filetime: int) -> str:
    if not filetime:
        return ""
    moment = _FILETIME_EPOCH + timedelta(microseconds=filetime // 10)
    local = QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def _size(told: Told) -> str:
    return theme.binary_size(told["size"])


def _value(variable: Told) -> str:
    return HIDDEN if variable["value"] is None else escaped(variable["value"])


# -------------------------------------------------------------------------------------- columns

_BASE: Final = DetailColumn(
    title=QT_TRANSLATE_NOOP("Details", "Address"),
    help=QT_TRANSLATE_NOOP("Details", "Where it begins, in hexadecimal."),
    value=lambda told: told["base"],
    text=lambda told: hexadecimal(told["base"]),
    sample="7fffffffffff",
    number=True,
    fixed=True,
)
_SIZE: Final = DetailColumn(
    title=QT_TRANSLATE_NOOP("Details", "Size"),
    help=QT_TRANSLATE_NOOP("Details", "Bytes of address space; copied as an exact number."),
    value=lambda told: told["size"],
    text=_size,
    sample="1023.9 MiB",
    number=True,
    exact=True,
)


def _cpu_column(key: str, title: str, help_: str) -> DetailColumn:
    return DetailColumn(
        title=title,
        help=help_,
        value=lambda thread: thread[key],
        text=_seconds(key),
        sample="99999.99",
        number=True,
    )


COLUMNS: Final[dict[Part, tuple[DetailColumn, ...]]] = {
    Part.MODULES: (
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Name"),
            help=QT_TRANSLATE_NOOP("Details", "The file of the program or library."),
            value=lambda module: file_name(module["name"]).casefold(),
            text=lambda module: escaped(file_name(module["name"])),
            sample="_sqlite3.cpython-311-x86",
        ),
        _BASE,
        _SIZE,
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Version"),
            help=QT_TRANSLATE_NOOP("Details", "The version its file name or header tells."),
            value=lambda module: tuple(module["version"] or ()),
            text=_version,
            sample="10.0.26100.1",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "File"),
            help=QT_TRANSLATE_NOOP(
                "Details", "Whether the file was deleted, or replaced by another, since."
            ),
            value=_file_state,
            text=_file_state,
            sample="replaced",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Path"),
            help=QT_TRANSLATE_NOOP("Details", "Where the file lies."),
            value=lambda module: module["name"].casefold(),
            text=lambda module: escaped(module["name"]),
            sample="/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Build id"),
            help=QT_TRANSLATE_NOOP("Details", "Tells builds apart; symbols are found by it."),
            value=lambda module: module["build_id"],
            text=lambda module: module["build_id"],
            fixed=True,
        ),
    ),
    Part.THREADS: (
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "ID"),
            help=QT_TRANSLATE_NOOP("Details", "Thread id."),
            value=lambda thread: thread["id"],
            text=lambda thread: str(thread["id"]),
            sample="4194304",
            number=True,
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Name"),
            help=QT_TRANSLATE_NOOP("Details", "What the program calls it."),
            value=lambda thread: thread["name"].casefold(),
            text=lambda thread: escaped(thread["name"]),
            sample="worker-threads-1",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "State"),
            help=QT_TRANSLATE_NOOP("Details", "What it was doing when looked at."),
            value=lambda thread: thread["state"],
            text=_state,
            sample="stopped by a",
        ),
        _cpu_column(
            "cpu_time",
            QT_TRANSLATE_NOOP("Details", "CPU s"),
            QT_TRANSLATE_NOOP("Details", "Seconds of processor time since it was started."),
        ),
        _cpu_column(
            "kernel_time",
            QT_TRANSLATE_NOOP("Details", "System s"),
            QT_TRANSLATE_NOOP("Details", "Seconds of that spent inside the system."),
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Priority"),
            help=QT_TRANSLATE_NOOP("Details", "Its nice value: -20 comes first, 19 last."),
            value=lambda thread: thread["priority"],
            text=lambda thread: str(thread["priority"]),
            sample="-20",
            number=True,
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Started"),
            help=QT_TRANSLATE_NOOP("Details", "When it was started."),
            value=lambda thread: thread["create_time"],
            text=lambda thread: _moment(thread["create_time"]),
        ),
    ),
    Part.REGIONS: (
        _BASE,
        _SIZE,
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Rights"),
            help=QT_TRANSLATE_NOOP(
                "Details", "Read, write, execute; s: shared with others; g: a guard."
            ),
            value=lambda region: region["access"],
            text=lambda region: region["access"],
            sample="rwxs",
            fixed=True,
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Kind"),
            help=QT_TRANSLATE_NOOP("Details", "What the memory is used for."),
            value=lambda region: region["kind"],
            text=lambda region: translated(KIND_NAMES[region["kind"]]),
            sample="mm module data",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "What is there"),
            help=QT_TRANSLATE_NOOP("Details", "The file mapped there, or the system's name."),
            value=lambda region: region["path"].casefold(),
            text=lambda region: escaped(region["path"]),
            sample="/usr/lib/x86_64-linux-gnu/libc.so.6",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Dump"),
            help=QT_TRANSLATE_NOOP(
                "Details", "Whether the program asked for it not to be dumped (MADV_DONTDUMP)."
            ),
            value=lambda region: region["dont_dump"],
            text=lambda region: (
                translated(QT_TRANSLATE_NOOP("Details", "refused")) if region["dont_dump"] else ""
            ),
        ),
    ),
    Part.HANDLES: (
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Handle"),
            help=QT_TRANSLATE_NOOP("Details", "The number of the handle or file descriptor."),
            value=lambda handle: handle["handle"],
            text=lambda handle: str(handle["handle"]),
            sample="65535",
            number=True,
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Type"),
            help=QT_TRANSLATE_NOOP("Details", "What is open."),
            value=lambda handle: handle["type"].casefold(),
            text=lambda handle: escaped(handle["type"]),
            sample="BlockDevice",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Name"),
            help=QT_TRANSLATE_NOOP("Details", "The file, or the two ends of the connection."),
            value=lambda handle: handle["name"].casefold(),
            text=lambda handle: escaped(handle["name"]),
            sample="/var/lib/postgresql/15/main/base",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Access"),
            help=QT_TRANSLATE_NOOP("Details", "How it was opened."),
            value=_access,
            text=_access,
        ),
    ),
    Part.ENVIRONMENT: (
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Variable"),
            help=QT_TRANSLATE_NOOP("Details", "As it was when the process was started."),
            value=lambda variable: variable["name"].casefold(),
            text=lambda variable: escaped(variable["name"]),
            sample="DBUS_SESSION_BUS_ADDRESS",
        ),
        DetailColumn(
            title=QT_TRANSLATE_NOOP("Details", "Value"),
            help=QT_TRANSLATE_NOOP("Details", "Hidden until you ask for it: it may be secret."),
            value=lambda variable: (variable["value"] or "").casefold(),
            text=_value,
        ),
    ),
}
