"""The callbacks that concern one module, thread or region, with their answers in words."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ...core.text import escaped
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate
from .contents import Kind
from .detail_columns import DetailColumn, text_column
from .detail_rows import make_row
from .write_parts import mask_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...core.dump.trace import Trace, TracedCall
    from .contents import Item
    from .detail_rows import DetailRow

_ABOUT: Final = {
    Kind.MODULE: frozenset({"IncludeModule", "Module"}),
    Kind.THREAD: frozenset({"IncludeThread", "Thread"}),
    Kind.REGION: frozenset({"IncludeVmRegion"}),
}
"""Callbacks that are about one part, by its base or id."""
_OF_MEMORY: Final = frozenset({"Memory", "RemoveMemory"})
"""Callbacks that are answered with a range, which may lie in a part."""


class Column(IntEnum):
    """What is said of a call."""

    CALLBACK = 0
    WORDS = 1
    ANSWER = 2


class RowCall(NamedTuple):
    """A call, and the kind of part that it is about."""

    kind: Kind
    call: TracedCall


def calls_about(trace: Trace, kind: Kind, item: Item) -> list[TracedCall]:
    """Give the calls of *trace* that concern *item*, each once: Windows asks some of them twice."""
    low, high = item.key, item.key + item.size
    if kind is Kind.THREAD:
        low, high = getattr(item.thing, "stack", (0, 0))
    found = (
        call
        for call in trace.calls
        if (call.callback in _ABOUT[kind] and call.subject == item.key)
        or (call.callback in _OF_MEMORY and low <= call.subject < high)
    )
    return list(dict.fromkeys(found))


def call_rows(kind: Kind, calls: Iterable[TracedCall]) -> tuple[DetailRow, ...]:
    """Make a row for each of *calls*, all about one part of a *kind*."""
    told = enumerate(RowCall(kind, call) for call in calls)
    return tuple(make_row(CALL_COLUMNS, number, (0, 0), row) for number, row in told)


def line_of_call(call: TracedCall) -> str:
    """Say a call and its answer in a line."""
    about, answer = escaped(core_text(call.about)), escaped(core_text(call.answer))
    return " ".join(filter(None, (call.callback, about, "→", answer)))


def _words(row: RowCall) -> str:
    kind, call = row
    if call.callback in _OF_MEMORY:
        return (
            translate("RowCalls", "this range goes in, too")
            if call.callback == "Memory"
            else translate("RowCalls", "nothing of this range goes in")
        )
    if call.callback == "IncludeVmRegion":
        stored, out = translate("RowCalls", "stored"), translate("RowCalls", "left out")
        return out if call.answer == "no" else stored
    return mask_words(kind, call.mask) or translate("RowCalls", "nothing of it goes in")


def _answer(row: RowCall) -> str:
    return escaped(core_text(row.call.answer))


CALL_COLUMNS: Final[tuple[DetailColumn[RowCall], ...]] = (
    text_column(QT_TRANSLATE_NOOP("Details", "Callback"), "", lambda row: row.call.callback),
    text_column(QT_TRANSLATE_NOOP("Details", "In words"), "", _words),
    text_column(QT_TRANSLATE_NOOP("Details", "Answer"), "", _answer),
)
