"""What could come next in a query: fields, operators, values, units, and the words between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from ..text import escaped
from .query_fields import FIELDS, OPERATORS
from .query_parser import KEYWORDS, QUOTES, Mark, Parser

Known: TypeAlias = Mapping[str, Iterable[str]]
"""Name of a field → values that processes have now."""

LIMIT: Final = 50
"""Most completions given at once."""

_REST_OF_WORD: Final = re.compile(r"[^\s()=<>~!\"']*")
_PLAIN: Final = re.compile(r"[^\s()\"'=<>~!][^\s()\"']*")
_JOINTS: Final = {"and": "both must hold", "or": "one must hold"}


class Completion(NamedTuple):
    """Put *text* in place of the characters from *start* to *end*; *what* explains it."""

    start: int
    end: int
    text: str
    what: str


def complete(text: str, cursor: int, known: Known | None = None) -> list[Completion]:
    """Say what could be written at *cursor* (0 … ``len(text)``), best first; never raises.

    *known* are values to offer: ``{"user": ["alice", "root"], "name": [...]}``.
    """
    cursor = min(max(cursor, 0), len(text))
    before = text[:cursor]
    parser = Parser(before)
    parser.run()
    end = cursor
    if rest := _REST_OF_WORD.match(text, cursor):
        end = rest.end()
    offers = (
        Completion(mark.start, end, offer, what)
        for mark in dict.fromkeys(parser.marks)
        for offer, what in _OFFERS[mark.what](mark, before[mark.start :], known or {})
        if offer != text[mark.start : end]
    )
    return list(islice(dict.fromkeys(offers), LIMIT))


Offers: TypeAlias = Iterator[tuple[str, str]]


def _terms(_: Mark, typed: str, __: Known) -> Offers:
    for field in FIELDS:
        if any(_begins(name, typed) for name in (field.name, *field.other_names)):
            yield field.name, field.help
    if _begins("not", typed):
        yield "not", "the opposite of what follows"


def _joints(_: Mark, typed: str, __: Known) -> Offers:
    return (offer for offer in _JOINTS.items() if _begins(offer[0], typed))


def _operators(mark: Mark, typed: str, _: Known) -> Offers:
    signs = mark.field.operators if mark.field else ()
    return ((sign, OPERATORS[sign]) for sign in signs if sign.startswith(typed))


def _values(mark: Mark, typed: str, known: Known) -> Offers:
    if mark.field is None:
        return
    typed = typed.lstrip(QUOTES).casefold()
    values = sorted(set(known.get(mark.field.name, ())) - {""}, key=str.casefold)
    every = [escaped(value) for value in (*mark.field.examples, *values)]
    for fits in (str.startswith, _contains_later):
        for value in every:
            if fits(value.casefold(), typed) and (written := quoted(value)):
                yield written, mark.field.help


def _units(mark: Mark, typed: str, _: Known) -> Offers:
    if mark.field is not None:
        for unit in mark.field.units or ():
            if _begins(unit, typed):
                yield unit, f"unit of {mark.field.name}"


_OFFERS: Final[dict[str, Callable[[Mark, str, Known], Offers]]] = {
    "term": _terms,
    "joint": _joints,
    "operator": _operators,
    "value": _values,
    "unit": _units,
}


def quoted(value: str) -> str:
    """Write *value* so that a query takes it as one; empty if it cannot be written."""
    if _PLAIN.fullmatch(value) and value.casefold() not in KEYWORDS:
        return value
    return next((f"{quote}{value}{quote}" for quote in QUOTES if quote not in value), "")


def _begins(word: str, typed: str) -> bool:
    return word.casefold().startswith(typed.casefold())


def _contains_later(value: str, typed: str) -> bool:
    return value.find(typed) > 0
