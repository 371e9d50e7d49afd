"""What differs between two looks at a process, as rows of four tables."""

from __future__ import annotations

from enum import Enum
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from ...core.inspection.compare import ANONYMOUS, STACKS, THE_SAME, UNKNOWN
from ...core.text import escaped
from .. import theme
from ..translation import QT_TRANSLATE_NOOP, translate
from .detail_columns import DetailColumn, number_column, text_column
from .detail_rows import make_row

if TYPE_CHECKING:
    from ...core.inspection.compare import Comparison
    from .detail_rows import DetailRow

_MINUS: Final = "\N{MINUS SIGN}"
_KNOWN: Final = {
    ANONYMOUS: QT_TRANSLATE_NOOP("ChangeRows", "anonymous memory"),
    STACKS: QT_TRANSLATE_NOOP("ChangeRows", "stacks"),
    UNKNOWN: QT_TRANSLATE_NOOP("ChangeRows", "not known"),
    THE_SAME: QT_TRANSLATE_NOOP("ChangeRows", "the same"),
    "loaded": QT_TRANSLATE_NOOP("ChangeRows", "loaded"),
    "": "—",
}
"""Words of the comparison that are no names."""


class Part(Enum):
    """What is told of in one table."""

    MEMORY = "memory"
    THREADS = "threads"
    MODULES = "modules"
    HANDLES = "handles"


def change_rows(part: Part, found: Comparison) -> tuple[DetailRow, ...]:
    """Give the rows of a table, in the order of the comparison."""
    changes = enumerate(getattr(found, part.value))
    return tuple(make_row(CHANGES[part], number, (0, 0), change) for number, change in changes)


def _name(title: str, fact: str) -> DetailColumn[Any]:
    return text_column(title, "", lambda change: escaped(getattr(change, fact)))


def _word(title: str, fact: str) -> DetailColumn[Any]:
    def text(change: object) -> str:
        told = getattr(change, fact)
        return translate("ChangeRows", _KNOWN[told]) if told in _KNOWN else escaped(told)

    return text_column(title, "", text)


def _number(title: str, fact: str) -> DetailColumn[Any]:
    def text(change: object) -> str:
        number = getattr(change, fact)
        return theme.whole_number(number) if number else ""

    return number_column(title, "", attrgetter(fact), text)


def _size(title: str, fact: str) -> DetailColumn[Any]:
    def text(change: object) -> str:
        return theme.binary_size(getattr(change, fact)) if getattr(change, fact) else "—"

    return number_column(title, "", attrgetter(fact), text)


def _signed(change: Any) -> str:  # noqa: ANN401 - a change of memory
    return f"{'+' if change.grown > 0 else _MINUS}{theme.binary_size(abs(change.grown))}"


CHANGES: Final[dict[Part, tuple[DetailColumn[Any], ...]]] = {
    Part.MEMORY: (
        _word(QT_TRANSLATE_NOOP("Details", "What"), "what"),
        number_column(QT_TRANSLATE_NOOP("Details", "Grew"), "", attrgetter("grown"), _signed),
        _size(QT_TRANSLATE_NOOP("Details", "Before"), "before"),
        _size(QT_TRANSLATE_NOOP("Details", "After"), "after"),
        _number(QT_TRANSLATE_NOOP("Details", "New"), "came"),
        _number(QT_TRANSLATE_NOOP("Details", "Gone"), "went"),
    ),
    Part.THREADS: (
        _number(QT_TRANSLATE_NOOP("Details", "Thread"), "id"),
        _name(QT_TRANSLATE_NOOP("Details", "Name"), "name"),
        _number(QT_TRANSLATE_NOOP("Details", "CPU ms"), "cpu_ms"),
        _word(QT_TRANSLATE_NOOP("Details", "Stood in"), "before"),
        _word(QT_TRANSLATE_NOOP("Details", "Stands in"), "stands"),
    ),
    Part.MODULES: (
        _name(QT_TRANSLATE_NOOP("Details", "Name"), "name"),
        _word(QT_TRANSLATE_NOOP("Details", "Before"), "before"),
        _word(QT_TRANSLATE_NOOP("Details", "After"), "after"),
    ),
    Part.HANDLES: (
        _name(QT_TRANSLATE_NOOP("Details", "Type"), "type_name"),
        _number(QT_TRANSLATE_NOOP("Details", "Before"), "before"),
        _number(QT_TRANSLATE_NOOP("Details", "After"), "after"),
        text_column(
            QT_TRANSLATE_NOOP("Details", "What was opened"),
            "",
            lambda change: escaped(", ".join(change.came)),
        ),
    ),
}
"""The columns of each table."""
