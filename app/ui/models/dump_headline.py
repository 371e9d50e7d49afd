"""What happened to a process, in one sentence of the user's language, and what it said itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ...core.inspection.cause import NO_CRASH
from ...core.text import escaped, file_name
from .. import theme
from ..core_texts import core_text, quoted
from ..translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...core.inspection.cause import Cause
    from ...core.inspection.crash import Crash

_LINES: Final = 8
"""So many things that threads do are told."""
_UNITS: Final = (
    (
        86400,
        QT_TRANSLATE_NOOP("DumpHeadline", "1 day"),
        QT_TRANSLATE_NOOP("DumpHeadline", "{0} days"),
    ),
    (
        3600,
        QT_TRANSLATE_NOOP("DumpHeadline", "1 hour"),
        QT_TRANSLATE_NOOP("DumpHeadline", "{0} hours"),
    ),
    (
        60,
        QT_TRANSLATE_NOOP("DumpHeadline", "1 minute"),
        QT_TRANSLATE_NOOP("DumpHeadline", "{0} minutes"),
    ),
    (
        1,
        QT_TRANSLATE_NOOP("DumpHeadline", "1 second"),
        QT_TRANSLATE_NOOP("DumpHeadline", "{0} seconds"),
    ),
)


def headline_text(cause: Cause) -> str:
    """Say what happened, why, where, in which thread and when; safe to look at."""
    if cause.crash is not None:
        return crash_text(cause.crash)
    return headline_of(
        cause.reason.text if cause.reason is not None else NO_CRASH,
        place="",
        thread=0,
        thread_name="",
        uptime=cause.uptime,
        crashed=False,
    )


def crash_text(crash: Crash) -> str:
    """Say what went wrong, where, in which thread and when; safe to look at."""
    return headline_of(
        crash.reason,
        place=crash.place,
        thread=crash.thread,
        thread_name=crash.thread_name,
        uptime=crash.uptime,
        crashed=True,
    )


def headline_of(
    reason: str, *, place: str, thread: int, thread_name: str, uptime: float | None, crashed: bool
) -> str:
    """Put the parts of a headline together; those that are empty, 0 or None are left out.

    Of a dump of what has *crashed*, *uptime* is when it was dumped: the crash may be older.
    """
    told = escaped(core_text(reason))
    parts = [told]
    if place:
        where = translate("DumpHeadline", "{0} in {1}")
        parts = [where.format(told, escaped(place))]
    if thread:
        which = translate("DumpHeadline", "thread {0}")
        name = f" {quoted(escaped(thread_name))}" if thread_name else ""
        parts.append(which.format(thread) + name)
    if uptime is not None:
        seen = translate("DumpHeadline", "{0} after start")
        dumped = translate("DumpHeadline", "dumped {0} after start")
        parts.append((dumped if crashed else seen).format(duration_text(uptime)))
    between = translate("DumpHeadline", ", ")
    return between.join(parts)


def activity_lines(cause: Cause) -> list[str]:
    """Say what the threads do that have not crashed, a line for those that do the same."""
    lines = []
    for doing, place, threads in cause.activity[:_LINES]:
        one = translate("DumpHeadline", "thread {0}").format(threads[0])
        many = translate("DumpHeadline", "{0} threads")
        who = one if len(threads) == 1 else many.format(theme.whole_number(len(threads)))
        told = f"{who}: {core_text(doing)}"
        where = translate("DumpHeadline", "{0}, in {1}")
        lines.append(where.format(told, escaped(place)) if place else told)
    if len(cause.activity) > _LINES:
        more = translate("DumpHeadline", "and {0} more")
        lines.append(more.format(theme.whole_number(len(cause.activity) - _LINES)))
    return lines


def call_lines(frames: Sequence[Mapping[str, Any]], count: int) -> list[str]:
    """Say which calls led to a crash, the innermost first: *frames* are some of *count*."""
    lines = []
    for number, frame in enumerate(frames[:_LINES]):
        module = file_name(frame["module"]) if frame["module"] else ""
        where = f"{module}+{frame['offset']:#x}" if module else f"{frame['address']:#x}"
        name, file = frame["function"], frame["file"]
        source = f"{escaped(file_name(file))}:{frame['line']}" if file else ""
        place = f"({escaped(where)})" if name else escaped(where)
        lines.append("  ".join(filter(None, (str(number), escaped(name or ""), source, place))))
    if count > _LINES and lines:
        more = translate("DumpHeadline", "and {0} more")
        lines.append(more.format(theme.whole_number(count - _LINES)))
    return lines


def duration_text(seconds: float) -> str:
    """Say a time as people do: its largest unit, and the next one where that is small."""
    whole = max(0, round(seconds))
    index = next(i for i, (size, *_) in enumerate(_UNITS) if whole >= size or size == 1)
    count, rest = divmod(whole, _UNITS[index][0])
    said = [_counted(count, index)]
    if count < 10 and index + 1 < len(_UNITS) and (more := rest // _UNITS[index + 1][0]):
        said.append(_counted(more, index + 1))
    return " ".join(said)


def _counted(count: int, index: int) -> str:
    _, one, many = _UNITS[index]
    return theme.counted(count, translate("DumpHeadline", one), translate("DumpHeadline", many))
