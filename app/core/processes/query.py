"""Finding processes by asking; the grammar is that of ``query_parser``.

Any text can be parsed. Where it is wrong there is a :class:`QueryError` to underline, and the rest
still counts, so that a table never goes dead while somebody is typing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .query_fields import BY_NAME
from .query_parser import Parser

if TYPE_CHECKING:
    from .info import ProcessInfo
    from .match import Match


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked for.

    Attributes:
        text: The query.
        match: Says whether a process is wanted; None if every one is.
        fields: Names of the fields it asks about, in the order of the text, each once.
    """

    text: str
    match: Match | None = field(default=None, compare=False)
    fields: tuple[str, ...] = ()

    @property
    def facts(self) -> frozenset[str]:
        """Which of ``info.FACTS`` have to be found out for it to work."""
        return frozenset(BY_NAME[name].fact for name in self.fields) - {""}

    def matches(self, info: ProcessInfo) -> bool:
        """Say whether *info* is wanted."""
        return self.match is None or self.match(info)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryError(Query):
    """Why a query cannot be carried out as it stands; ``match`` is all that could be understood.

    Attributes:
        start: Where the mistake begins, in characters.
        end: Where it ends; more than *start*, at most the length of the text.
        reason: What is wrong.
        hint: What to write instead.
    """

    start: int
    end: int
    reason: str
    hint: str

    def __str__(self) -> str:
        return f"{self.reason} {self.hint}"


def parse(text: str) -> Query:
    """Compile *text*, to a QueryError if anything is wrong with it; never raises."""
    parser = Parser(text)
    match, fields = parser.run(), tuple(parser.fields)
    if parser.error is None:
        return Query(text, match, fields)
    start, end, reason, hint = parser.error
    return QueryError(text, match, fields, start=start, end=end, reason=reason, hint=hint)
