"""Where to look in a dump: what the first tab of its page leads to, the most telling first."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, quoted
from ..translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...core.inspection.page import DumpPage


class Kind(Enum):
    """What a lead leads to."""

    THREAD = "thread"
    ADDRESS = "address"
    STREAMS = "streams"
    THREADS = "threads"


class Lead(NamedTuple):
    """Something worth looking at."""

    text: str
    """Safe to look at."""
    kind: Kind
    value: int = 0
    """Thread id or address."""
    frame: int = 0
    """Address of the frame of the thread that is meant; 0: none."""


def leads(page: DumpPage) -> list[Lead]:
    """Say where to look in *page*."""
    found = list(_of_crash(page)) if page.cause.thread else []
    count = len(page.snapshot.threads)
    if not found and count:
        text = translate("DumpLeads", "What each of {0} threads did")
        one = translate("DumpLeads", "What its thread did")
        found.append(Lead(theme.counted(count, one, text), Kind.THREADS))
    missing = sum(row.expected and not row.written for row in page.streams)
    if missing:
        one = translate("DumpLeads", "1 stream that is missing")
        many = translate("DumpLeads", "{0} streams that are missing")
        found.append(Lead(theme.counted(missing, one, many), Kind.STREAMS))
    return found


def _of_crash(page: DumpPage) -> Iterator[Lead]:
    cause, places = page.cause, page.places
    thread = next((one for one in page.snapshot.threads if one.id == cause.thread), None)
    if thread is not None:
        text = translate("DumpLeads", "Thread {0} and its registers")
        name = f" {quoted(escaped(thread.name))}" if thread.name else ""
        yield Lead(text.format(f"{thread.id}{name}"), Kind.THREAD, thread.id)
    if thread is not None and cause.blamed:  # what raised the signal is the same for all
        text = translate("DumpLeads", "Who gave up: {0}")
        at = cause.frames[cause.blamed]["address"]
        yield Lead(text.format(escaped(cause.place)), Kind.THREAD, thread.id, frame=at)
    elif cause.instruction and places.at(cause.instruction) is not None:
        text = translate("DumpLeads", "The code at {0}")
        where = f"{cause.module}+{cause.offset:#x}" if cause.module else f"{cause.instruction:#x}"
        yield Lead(text.format(escaped(where)), Kind.ADDRESS, cause.instruction)
    accessed = cause.reason.address if cause.reason is not None else None
    if accessed is not None and accessed != cause.instruction:
        place = places.at(accessed)
        if place is not None:
            text = translate("DumpLeads", "What was accessed: {0}, {1}")
            where = escaped(place.text(accessed, core_text))
            yield Lead(text.format(f"{accessed:#x}", where), Kind.ADDRESS, accessed)
    if thread is not None and thread.stack_pointer:
        text = translate("DumpLeads", "Its stack, from {0} on")
        yield Lead(text.format(f"{thread.stack_pointer:#x}"), Kind.ADDRESS, thread.stack_pointer)
