"""What the cells of the process table show: texts, tooltips, icons, values to sort by."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

import msgspec
from PySide6.QtCore import QLocale

from ...core.capture.obstacles import BY_X86_DUMPER
from ...core.processes.info import CanDump, Verdict
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...core.processes.info import ProcessInfo


_AS_ADMINISTRATOR: Final = (
    QT_TRANSLATE_NOOP("ProcessTable", "as administrator")
    if os.name == "nt"
    else QT_TRANSLATE_NOOP("ProcessTable", "as root")
)
_ANSWERS: Final[dict[CanDump, tuple[str, str]]] = {
    CanDump.YES: ("check", QT_TRANSLATE_NOOP("ProcessTable", "yes")),
    CanDump.NEEDS_ADMINISTRATOR: ("key", _AS_ADMINISTRATOR),
    CanDump.TRACED: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "debugged")),
    CanDump.OTHER_BITNESS: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "64-bit")),
    CanDump.PROTECTED: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "protected")),
    CanDump.EXITING: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "ended")),
    CanDump.KERNEL: ("barred", QT_TRANSLATE_NOOP("ProcessTable", "kernel")),
    CanDump.UNKNOWN: ("unknown", QT_TRANSLATE_NOOP("ProcessTable", "not known")),
}
"""Icon and short word for every answer, for a narrow column; in the order in which they sort."""

_NONE: Final = "—"
_ENDED: Final = Verdict(
    CanDump.EXITING,
    QT_TRANSLATE_NOOP("ProcessTable", "It has ended."),
    QT_TRANSLATE_NOOP(
        "ProcessTable", "Its memory is gone. Start it again and dump it while it runs."
    ),
)

RANK: Final = {answer: rank for rank, answer in enumerate(_ANSWERS)}


def ended(info: ProcessInfo) -> ProcessInfo:
    """Give *info* of a process that is no more: it uses nothing, and nothing can be dumped."""
    verdict = Verdict(
        _ENDED.can_dump,
        translate("ProcessTable", _ENDED.reason),
        translate("ProcessTable", _ENDED.remedy),
    )
    return msgspec.structs.replace(info, verdict=verdict, cpu=0.0, detailed=True)


def can_dump_text(info: ProcessInfo) -> str:
    """Say in a word or two whether *info* can be dumped; "…" until it has been looked up."""
    if not info.detailed:
        return "…"
    if info.verdict.reason == BY_X86_DUMPER:
        return translate("ProcessTable", "yes, by the 32-bit dumper")
    return translate("ProcessTable", _ANSWERS[info.can_dump][1])


def can_dump_icon(info: ProcessInfo) -> str:
    """Name the icon that goes with :func:`can_dump_text`."""
    return _ANSWERS[info.can_dump][0] if info.detailed else ""


def can_dump_tooltip(info: ProcessInfo) -> str:
    """Give reason and remedy."""
    verdict = info.verdict
    told = "\n".join(core_text(part) for part in (verdict.reason, verdict.remedy) if part)
    if told or info.can_dump is not CanDump.YES:
        return told
    return translate("ProcessTable", "It can be dumped now.")


def name_tooltip(info: ProcessInfo) -> str:
    """Give path and command line."""
    return "\n".join(
        part for part in (escaped(info.exe or info.name), escaped(info.cmdline)) if part
    )


_KINDS: Final = {
    "shell": frozenset(("bash", "dash", "fish", "ksh", "sh", "tcsh", "zsh", "cmd", "powershell")),
    "script": frozenset(("java", "lua", "node", "perl", "php", "python", "ruby", "wish")),
}
"""Icon → names of programs, without version, that run what others wrote."""


ICONS: Final = ("program", "kernel", *_KINDS, *dict.fromkeys(icon for icon, _ in _ANSWERS.values()))
"""All that stand in cells of many processes."""


def name_icon(info: ProcessInfo) -> str:
    """Name the icon for what kind of process it is."""
    if info.can_dump is CanDump.KERNEL:
        return "kernel"
    name = info.name.casefold().removesuffix(".exe").rstrip("0123456789.-")
    return next((icon for icon, names in _KINDS.items() if name in names), "program")


def bytes_cell(field: str) -> dict[str, Any]:
    """Make value, text, tooltip and exact of a column of bytes."""
    get: Callable[[ProcessInfo], int | None] = attrgetter(field)

    def text(info: ProcessInfo) -> str:
        return "" if (size := get(info)) is None else theme.binary_size(size)

    def tooltip(info: ProcessInfo) -> str:
        if (size := get(info)) is None:
            return unknown(info)
        exact = translate("ProcessTable", "{0} bytes")
        return exact.format(theme.whole_number(size))

    return {"value": known(field), "text": text, "tooltip": tooltip, "exact": get}


def known(field: str) -> Callable[[ProcessInfo], Any]:
    """Sort by a number; what is not known comes below zero."""
    get = attrgetter(field)
    return lambda info: -1 if (number := get(info)) is None else number


def word_cell(field: str, words: dict[str, str]) -> dict[str, Any]:
    """Make value, text, tooltip and exact of a column of few words, to be translated."""
    get: Callable[[ProcessInfo], str | None] = attrgetter(field)

    def text(info: ProcessInfo) -> str:
        word = get(info) or ""
        return translate("ProcessTable", words[word]) if word in words else escaped(word)

    return {
        "value": lambda info: get(info) or "",
        "text": text,
        "tooltip": lambda info: unknown(info) if get(info) is None else "",
        "exact": get,
    }


def unknown(_: ProcessInfo) -> str:
    """Explain an empty cell."""
    return translate("ProcessTable", "Not known yet, or the system does not tell.")


def text_cell(field: str) -> dict[str, Any]:
    """Make value, text and tooltip of a column of texts that a stranger chose."""
    get: Callable[[ProcessInfo], str | None] = attrgetter(field)

    def text(info: ProcessInfo) -> str:
        return escaped(get(info) or "")

    return {"value": lambda info: (get(info) or "").casefold(), "text": text, "tooltip": text}


def cpu_text(info: ProcessInfo) -> str:
    """Write the share; of one that has ended none: its row stands where it stood for a while."""
    ended = info.can_dump is CanDump.EXITING
    return _NONE if ended else QLocale().toString(info.cpu, "f", 1)


def started_text(info: ProcessInfo) -> str:
    """Write the start, without the date if it was today."""
    started, today = time.localtime(info.started), time.localtime()
    form = "%H:%M:%S" if started[:3] == today[:3] else "%Y-%m-%d %H:%M"
    return time.strftime(form, started)


def started_tooltip(info: ProcessInfo) -> str:
    """Write the start in full, in local time."""
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(info.started))


def started_exact(info: ProcessInfo) -> str:
    """Write the start as ISO 8601, in UTC."""
    return datetime.fromtimestamp(info.started, UTC).isoformat(timespec="milliseconds")


def io_text(info: ProcessInfo) -> str:
    """Write the rate."""
    if info.io is None:
        return ""
    rate = translate("ProcessTable", "{0}/s")
    return rate.format(theme.binary_size(round(info.io))) if info.io else "0"


def bits_text(info: ProcessInfo) -> str:
    """Write word size and architecture: ``64 x64``."""
    return " ".join(filter(None, (str(info.bits or ""), info.machine)))


STATES: Final = {
    "running": QT_TRANSLATE_NOOP("ProcessTable", "running"),
    "sleeping": QT_TRANSLATE_NOOP("ProcessTable", "sleeping"),
    "disk-sleep": QT_TRANSLATE_NOOP("ProcessTable", "waiting for a device"),
    "stopped": QT_TRANSLATE_NOOP("ProcessTable", "stopped"),
    "tracing-stop": QT_TRANSLATE_NOOP("ProcessTable", "stopped by a debugger"),
    "zombie": QT_TRANSLATE_NOOP("ProcessTable", "ended (zombie)"),
    "dead": QT_TRANSLATE_NOOP("ProcessTable", "ending"),
    "idle": QT_TRANSLATE_NOOP("ProcessTable", "idle"),
    "parked": QT_TRANSLATE_NOOP("ProcessTable", "parked"),
}
PRIVILEGES: Final = {
    "root": QT_TRANSLATE_NOOP("ProcessTable", "root"),
    "capabilities": QT_TRANSLATE_NOOP("ProcessTable", "some of root's"),
    "administrator": QT_TRANSLATE_NOOP("ProcessTable", "administrator"),
    "system": QT_TRANSLATE_NOOP("ProcessTable", "system"),
}
CONTAINERS: Final = {"namespace": QT_TRANSLATE_NOOP("ProcessTable", "some container")}
PROGRAM_FILES: Final = {
    "deleted": QT_TRANSLATE_NOOP("ProcessTable", "deleted"),
    "replaced": QT_TRANSLATE_NOOP("ProcessTable", "replaced"),
}


def pid_tooltip(info: ProcessInfo) -> str:
    """Give the pid in hexadecimal and the parent."""
    parent = translate("ProcessTable", "{0} in hexadecimal, parent {1}")
    return parent.format(f"{info.pid:#x}", info.ppid)
