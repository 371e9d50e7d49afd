"""The grammar of queries: ``cpu > 5 and user = alice``, or just a few words.

With upper and lower case the same::

    query      = all { "or" all }
    all        = term { ["and"] term }
    term       = { "not" | "!" } ( "(" query ")" | comparison | text )
    comparison = field operator value        cpu>5   mem >= 1 GiB   name ~ "fire*"
    text       = a word, or several in quotes

A text is wanted in the name, process id (decimal or hexadecimal), user, path or command line, as
by :func:`app.core.processes.match.text_match`. Fields, operators and units are the tables of
``query_fields``. Quotes make anything a plain text: ``"and"``, ``"cpu > 5"``.
"""

from __future__ import annotations

import re
from string import ascii_letters, whitespace
from typing import TYPE_CHECKING, Final, NamedTuple

from .match import phrases_match
from .query_fields import (
    BY_NAME,
    FIELDS,
    UNMISTAKABLE,
    Field,
    ValueRefusedError,
    negated,
    shortened,
)

if TYPE_CHECKING:
    from .info import ProcessInfo
    from .match import Match

DEPTH_LIMIT: Final = 32
"""So many brackets may stand inside each other."""

QUOTES: Final = "\"'"
KEYWORDS: Final = ("and", "or", "not")

_SPACE: Final = re.compile(r"\s*")
_WORD: Final = re.compile(r"(?:(?!!=|!~)[^\s()=<>~])+")
_VALUE: Final = re.compile(r"[^\s()]*(?:\([^\s()]*\)[^\s()]*)*")
_SIGN: Final = re.compile("[!<>=]=|!~|[=<>~]")
_UNIT: Final = re.compile(r"[A-Za-z%]+(?![^\s()])")
_BEFORE_JOINT: Final = frozenset(whitespace + ")")
_LETTERS: Final = "%" + ascii_letters
_SAME: Final = {"==": "="}
_QUOTE_IT: Final = "To search for it as text, put it in quotes."


class Mark(NamedTuple):
    """Something that may stand at the end of the text, or be half written there.

    ``what`` is term, joint (``and``, ``or``), operator, value or unit.
    """

    what: str
    start: int
    field: Field | None = None


class Parser:
    """Goes through a text once, from left to right. Mistakes are noted and passed over.

    Attributes:
        error: The first mistake: start, end, reason and hint.
        marks: What completion can offer at the end of the text.
        fields: Names of the fields it asks about.
    """

    def __init__(self, text: str) -> None:
        """Begin at the start of *text*."""
        self.text = text
        self.error: tuple[int, int, str, str] | None = None
        self.marks: list[Mark] = []
        self.fields: dict[str, None] = {}
        self._at = 0
        self._depth = 0
        self._open_end = False
        """The text ends where something must follow: what else is open there does not matter."""

    def run(self) -> Match | None:
        """Give what could be understood of the whole text; None: every process is wanted."""
        found = [self._query()]
        while self._at < len(self.text):
            self._wrong(self._at, self._at + 1, "This bracket closes nothing.", "Take it out.")
            self._at += 1
            found.append(self._query())
        return _all_of([match for match in found if match is not None])

    # ------------------------------------------------------------------------------ grammar

    def _query(self) -> Match | None:
        found = [self._all()]
        while word := self._keyword("or"):
            start = self._at - len(word)
            if found[-1] is _NOTHING:
                self._nothing_beside(start, "before", word)
            found.append(self._all())
            if found[-1] is _NOTHING:
                self._nothing_beside(start, "after", word)
        return _any_of([match for match in found if match is not None and match is not _NOTHING])

    def _all(self) -> Match | None:
        """Give _NOTHING if there is no term at all, None if none could be understood."""
        terms: list[str | Match | None] = []
        dangling = -1
        while True:
            self._skip_space()
            start, joinable = self._at, bool(terms) and dangling < 0
            if joinable and self.text[start - 1] in _BEFORE_JOINT:
                self._mark("joint")
            if word := self._keyword("and"):
                if not terms or dangling >= 0:
                    self._nothing_beside(self._at - len(word), "before", word)
                dangling = self._at - len(word)
                continue
            if not terms or self.text[start - 1] in _BEFORE_JOINT:
                self._mark("term")
            if self._at == len(self.text) or self.text[self._at] == ")" or self._peek("or"):
                break
            terms.append(self._term())
            dangling = -1
            if joinable and self._at == len(self.text) and self.text[start:].isalpha():
                self.marks.append(Mark("joint", start))
        if dangling >= 0:
            self._nothing_beside(dangling, "after", "and")
        if not terms:
            return _NOTHING
        matches = [term for term in terms if term is not None and not isinstance(term, str)]
        if words := phrases_match(term for term in terms if isinstance(term, str)):
            matches.append(words)
        return _all_of(matches)

    def _term(self) -> str | Match | None:
        negative = False
        start = self._at
        while word := self._keyword("not") or self._bang():
            start = self._at - len(word)
            negative = not negative
            self._skip_space()
            self._mark("term")
        if self._at == len(self.text) or self.text[self._at] == ")" or self._peek("and", "or"):
            self._nothing_beside(start, "after", "not")
            self._open_end = self._at == len(self.text)
            return None
        term = self._positive_term()
        if not negative or term is None:
            return term
        match = phrases_match([term]) if isinstance(term, str) else term
        return None if match is None else negated(match)

    def _positive_term(self) -> str | Match | None:
        character = self.text[self._at]
        if character == "(":
            return self._brackets()
        if character in QUOTES:
            return self._quoted()
        start = self._at
        word = _WORD.match(self.text, start)
        if word is None:
            return self._sign_without_field()
        self._at = word.end()
        name = word[0].casefold()
        known = BY_NAME.get(name)
        self._skip_space()
        if known is not None and word.end() < self._at:
            self._mark("operator", known)
        elif self._at == len(self.text) == word.end():
            self.marks.append(Mark("term", start))
        sign = _SIGN.match(self.text, self._at)
        if sign is None:
            if known is not None and self.text[self._at :] == "!":
                self.marks.append(Mark("operator", self._at, known))
            self._at = word.end()
            return word[0]
        if known is None:
            return self._text_with_sign(start, word, sign)
        return self._comparison(start, known, sign)

    def _comparison(self, start: int, known: Field, sign: re.Match[str]) -> Match | None:
        self._at = sign.end()
        if self._at == len(self.text):
            self._mark("operator", known, sign.start())
        self._skip_space()
        self._mark("value", known)
        value_start = self._at
        value = self._value(known)
        if value is None:
            self._open_end = self._at == len(self.text)
            self._wrong(
                start,
                max(sign.end(), value_start),
                f"After {sign[0]} there is no value.",
                f"Write what to compare {known.name} with.",
            )
            return None
        operator = _SAME.get(sign[0], sign[0])
        if operator not in known.operators:
            self._wrong(
                sign.start(),
                sign.end(),
                f"{known.name} cannot be compared by {sign[0]}.",
                f"Use one of {'  '.join(known.operators)}",
            )
            return None
        try:
            match = known.compare(operator, value)
        except ValueRefusedError as refused:
            self._wrong(value_start, self._at, str(refused), refused.hint)
            return None
        self.fields[known.name] = None
        return match

    def _brackets(self) -> Match | None:
        opened = self._at
        if self._depth == DEPTH_LIMIT:
            self._wrong(
                opened, opened + 1, "There are too many brackets in one another.", _QUOTE_IT
            )
            self._at = len(self.text)
            self._open_end = True
            return None
        self._at += 1
        self._depth += 1
        match = self._query()
        self._depth -= 1
        if self._open_end:
            return match
        if self._at == len(self.text):
            self._wrong(opened, opened + 1, "This bracket is not closed.", "Write ) at its end.")
        elif not self.text[opened + 1 : self._at].strip():
            self._wrong(opened, self._at + 1, "There is nothing in the brackets.", _QUOTE_IT)
        self._at = min(self._at + 1, len(self.text))
        return match

    # -------------------------------------------------------------------------------- texts

    def _quoted(self) -> str:
        opened = self._at
        closed = self.text.find(self.text[opened], opened + 1)
        if closed < 0:
            self._wrong(
                opened, len(self.text), "The quotes are not closed.", "Write them at the end, too."
            )
            self._at = len(self.text)
            return self.text[opened + 1 :]
        self._at = closed + 1
        return self.text[opened + 1 : closed]

    def _value(self, known: Field) -> str | None:
        if self._at < len(self.text) and self.text[self._at] in QUOTES:
            start = self._at
            value = self._quoted()
            if self._at == len(self.text):
                self.marks.append(Mark("value", start, known))
            return value
        found = _VALUE.match(self.text, self._at)
        if found is None or not found[0] or found[0].casefold() in KEYWORDS:
            return None
        self._at = found.end()
        if self._at == len(self.text):
            self.marks.append(Mark("value", found.start(), known))
        return found[0] + self._unit_apart(known) if known.is_number else found[0]

    def _unit_apart(self, known: Field) -> str:
        """Take a unit that stands apart from its number."""
        end = self._at
        if end == len(self.text):
            self.marks.append(Mark("unit", len(self.text.rstrip(_LETTERS)), known))
        self._skip_space()
        word = _UNIT.match(self.text, self._at)
        if self._at > end and self._at + len(word[0] if word else "") == len(self.text):
            self.marks.append(Mark("unit", self._at, known))
        if word is None or not (known.unit(word[0]) or word[0].casefold() in UNMISTAKABLE):
            self._at = end
            return ""
        self._at = word.end()
        return word[0]

    def _sign_without_field(self) -> str:
        start = self._at
        sign = _SIGN.match(self.text, start)
        self._at = start + 1 if sign is None else sign.end()
        self._at = self._end_of_value()
        self._wrong(start, self._at, "There is no field to compare.", _QUOTE_IT)
        return self.text[start : self._at]

    def _text_with_sign(self, start: int, word: re.Match[str], sign: re.Match[str]) -> str | Match:
        """Take ``--option=value`` as the text it is, and a field we do not know as a mistake."""
        apart = sign.start() > word.end()
        self._at = sign.end()
        self._at = self._end_of_value()
        text = self.text[start : self._at]
        if apart or word[0].isidentifier():
            self._wrong(
                start,
                word.end(),
                f"There is no field {shortened(word[0])}.",
                f"There are {', '.join(known.name for known in FIELDS)}. {_QUOTE_IT}",
            )
        return phrases_match(text.split()) or text

    def _end_of_value(self) -> int:
        found = _VALUE.match(self.text, self._at)
        return self._at if found is None else found.end()

    # --------------------------------------------------------------------------------- small

    def _skip_space(self) -> None:
        space = _SPACE.match(self.text, self._at)
        self._at = self._at if space is None else space.end()

    def _peek(self, *keywords: str) -> str:
        """Give the keyword that comes next, as it is written."""
        word = _WORD.match(self.text, self._at)
        return word[0] if word and word[0].casefold() in keywords else ""

    def _keyword(self, keyword: str) -> str:
        word = self._peek(keyword)
        self._at += len(word)
        return word

    def _bang(self) -> str:
        if self.text.startswith("!", self._at) and not _SIGN.match(self.text, self._at):
            self._at += 1
            return "!"
        return ""

    def _mark(self, what: str, known: Field | None = None, start: int | None = None) -> None:
        if self._at == len(self.text) and not self._open_end:
            self.marks.append(Mark(what, self._at if start is None else start, known))

    def _nothing_beside(self, start: int, side: str, word: str) -> None:
        self._wrong(
            start,
            start + len(word),
            f"There is nothing {side} “{word}”.",
            f"Write what is wanted, or “{word}” in quotes to search for the word.",
        )

    def _wrong(self, start: int, end: int, reason: str, hint: str) -> None:
        if self.error is None or start < self.error[0]:
            end = min(max(end, start + 1), len(self.text))
            self.error = (min(start, end - 1), end, reason, hint)


def _nothing(_: ProcessInfo) -> bool:
    return True


_NOTHING: Final[Match] = _nothing
"""Stands for a place where no term is. Compared by identity."""


def _all_of(matches: list[Match]) -> Match | None:
    if len(matches) == 2:
        first, second = matches
        return lambda info: first(info) and second(info)
    if len(matches) > 2:
        return lambda info: all(match(info) for match in matches)
    return matches[0] if matches else None


def _any_of(matches: list[Match]) -> Match | None:
    if len(matches) > 1:
        return lambda info: any(match(info) for match in matches)
    return matches[0] if matches else None
