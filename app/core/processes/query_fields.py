"""What a query can ask of a process: one row a field, and what each kind of field understands."""

from __future__ import annotations

import operator
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ..errors import InvalidRequestError
from ..numerals import parse_number
from ..text import escaped, folded
from .info import CanDump

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .info import ProcessInfo
    from .match import Match

Test: TypeAlias = Callable[[Any, Any], bool]

ORDER: Final[dict[str, Test]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OPERATORS: Final[dict[str, str]] = {
    "=": "is",
    "!=": "is not",
    "<": "less than",
    "<=": "at most",
    ">": "more than",
    ">=": "at least",
    "~": "is like; * stands for anything, ? for one character",
    "!~": "is not like",
}
"""Every operator and how to read it."""

SIZES: Final[dict[str, float]] = {
    "B": 1,
    "KiB": 1 << 10,
    "MiB": 1 << 20,
    "GiB": 1 << 30,
    "TiB": 1 << 40,
    "KB": 1e3,
    "MB": 1e6,
    "GB": 1e9,
    "TB": 1e12,
    "K": 1 << 10,
    "M": 1 << 20,
    "G": 1 << 30,
    "T": 1 << 40,
}
DURATIONS: Final[dict[str, float]] = {
    "s": 1,
    "m": 60,
    "min": 60,
    "h": 3600,
    "d": 86400,
    "w": 7 * 86400,
}
PERCENT: Final[dict[str, float]] = {"%": 1}
UNMISTAKABLE: Final = frozenset(
    unit.casefold() for unit in (*SIZES, *DURATIONS, "%") if len(unit) > 1 or unit == "%"
)
"""Units that behind a number cannot be meant as a word to search for."""

_NUMBER: Final = re.compile(r"(0[xX][0-9a-fA-F]+|[\d.]+)(.*)", re.DOTALL)
_FRACTION: Final = re.compile(r"(?:0|[1-9][0-9]{0,19})?\.[0-9]{1,20}|(?:0|[1-9][0-9]{0,19})\.")


class ValueRefusedError(Exception):
    """A field does not understand a value. The text says why; ``hint`` says what it would take."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.hint = hint


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """Something to ask of a process.

    Attributes:
        name: Its name in a query.
        help: What it is, in a few words.
        get: Reads it.
        other_names: Names that mean the same.
        units: What may follow a number of it → its factor; None: it is text.
        examples: Values it can have, for completion.
        fact: It is found out only while somebody wants to know it (see ``info.FACTS``), under this
            name; while it is not known, no comparison with it holds.
    """

    name: str
    help: str
    get: Callable[[ProcessInfo], Any]
    other_names: tuple[str, ...] = ()
    units: Mapping[str, float] | None = None
    examples: tuple[str, ...] = ()
    fact: str = ""

    @property
    def is_number(self) -> bool:
        """It has an order, and values may have units."""
        return self.units is not None

    @property
    def operators(self) -> tuple[str, ...]:
        """Which of OPERATORS it can be compared with."""
        return tuple(ORDER) if self.is_number else ("=", "!=", "~", "!~")

    def unit(self, word: str) -> str | None:
        """Give the unit that *word* is, however it is written."""
        if self.units is None:
            return None
        return next((unit for unit in self.units if unit.casefold() == word.casefold()), None)

    def compare(self, sign: str, value: str) -> Match:
        """Compile a comparison. Raises ValueRefusedError."""
        if self.units is not None:
            match = _compare_number(self.get, ORDER[sign], self._number(value))
        else:
            match = _NEGATED[sign](_compare_text(self.get, sign, value))
        return _if_known(self.get, match) if self.fact else match

    def _number(self, value: str) -> float:
        assert self.units is not None  # noqa: S101 - compare has looked
        found = _NUMBER.fullmatch(value)
        takes = f"a number with or without {_listed(self.units)}" if self.units else "a number"
        if found is None:
            raise ValueRefusedError(
                f"{shortened(value)} is not a number.", f"{self.name} takes {takes}."
            )
        digits, unit = found[1], found[2].strip()
        number: float
        try:
            number = float(digits) if _FRACTION.fullmatch(digits) else parse_number(digits)
        except InvalidRequestError as error:
            raise ValueRefusedError(error.cause, error.remedy) from None
        if not unit:
            return number
        known = self.unit(unit)
        if known is None:
            raise ValueRefusedError(
                f"{shortened(unit)} is not a unit of {self.name}.", f"{self.name} takes {takes}."
            )
        return number * self.units[known]


class CanDumpField(Field):
    """Whether a process can be dumped: yes, no, or one of the reasons why not."""

    __slots__ = ()

    def compare(self, sign: str, value: str) -> Match:
        """Compile a comparison. Raises ValueRefusedError, also for an answer that never comes."""
        wanted = value.casefold()
        like = re.compile(glob_pattern(wanted)) if "~" in sign else None
        answers = frozenset(
            answer
            for answer in CanDump
            if (like.fullmatch(answer) if like else wanted == answer)
            or (wanted == "no" and answer not in {CanDump.YES, CanDump.UNKNOWN})
        )
        if not answers:
            raise ValueRefusedError(
                f"{shortened(value)} is no answer to whether a process can be dumped.",
                "There are " + ", ".join(self.examples) + ".",
            )
        get = self.get
        return _NEGATED[sign](lambda info: get(info) in answers)


def _fact(
    name: str,
    explanation: str,
    fact: str,
    *other_names: str,
    **more: Any,  # noqa: ANN401
) -> Field:
    return Field(name, explanation, attrgetter(fact), other_names, fact=fact, **more)


def _age(info: ProcessInfo) -> float:
    return time.time() - info.started


_RIGHTS: Final = ("root", "capabilities", "administrator", "system")
_FILES: Final = ("deleted", "replaced")

FIELDS: Final[tuple[Field, ...]] = (
    Field("name", "name of the program", attrgetter("name"), ("process",)),
    Field("pid", "process id, also as 0x…", attrgetter("pid"), units={}),
    Field("ppid", "process id of the parent", attrgetter("ppid"), ("parent",), units={}),
    Field("user", "owner", attrgetter("user"), ("owner",)),
    Field("cpu", "percent of one core", attrgetter("cpu"), units=PERCENT),
    Field("mem", "resident memory", attrgetter("memory"), ("memory", "rss"), units=SIZES),
    Field("threads", "number of threads", attrgetter("threads"), units={}),
    Field("age", "time since it was started", _age, units=DURATIONS),
    Field(
        "state",
        "what it is doing",
        attrgetter("state"),
        ("status",),
        examples=("running", "sleeping", "disk-sleep", "stopped", "zombie", "idle"),
    ),
    Field("cmd", "command line", attrgetter("cmdline"), ("cmdline", "args")),
    Field("path", "path of the program", attrgetter("exe"), ("exe",)),
    CanDumpField(
        "dump",
        "whether it can be dumped",
        attrgetter("can_dump"),
        ("can_dump", "dumpable"),
        examples=("yes", "no", *(str(answer) for answer in CanDump if answer is not CanDump.YES)),
    ),
    Field("bits", "32 or 64", attrgetter("bits"), units={}, examples=("32", "64")),
    Field(
        "arch",
        "processor it was made for",
        attrgetter("machine"),
        ("machine",),
        examples=("x64", "x86", "arm64", "arm"),
    ),
    _fact("private", "memory of its own (USS)", "private", "uss", units=SIZES),
    _fact("handles", "open handles or descriptors", "handles", "fds", units={}),
    _fact("io", "bytes a second from and to disk", "io", units=SIZES),
    _fact("rights", "rights beyond those of a user", "privileges", examples=_RIGHTS),
    _fact("container", "what it runs inside", "container"),
    _fact("file", "what became of its program's file", "program_file", examples=_FILES),
    _fact("title", "title of its window", "window", "window"),
)
"""All fields, in the order in which they are offered."""

BY_NAME: Final[dict[str, Field]] = {
    name: field for field in FIELDS for name in (field.name, *field.other_names)
}

SHOWN_LENGTH: Final = 40


def shortened(text: str) -> str:
    """Quote what somebody typed, as far as fits into a message."""
    return f"“{escaped(text[:SHOWN_LENGTH])}{'…' if len(text) > SHOWN_LENGTH else ''}”"


def glob_pattern(glob: str) -> str:
    """Translate ``*`` and ``?``; all else stands for itself. Without either: anywhere in the text.

    Each ``*`` is settled at the first place that fits and never tried again, which finds whatever
    there is to be found and takes no time that explodes.
    """
    if "*" not in glob and "?" not in glob:
        glob = f"*{glob}*"
    first, *others = ("".join(map(_glob_character, part)) for part in glob.split("*"))
    if not others:
        return f"(?s:{first})"
    *middle, last = others
    return f"(?s:{first}{''.join(f'(?>.*?{part})' for part in middle if part)}.*{last})"


def _glob_character(character: str) -> str:
    return "." if character == "?" else re.escape(character)


def _compare_number(get: Callable[[ProcessInfo], Any], test: Test, number: float) -> Match:
    return lambda info: test(get(info), number)


def _compare_text(get: Callable[[ProcessInfo], str], sign: str, value: str) -> Match:
    wanted = value.casefold()
    if "~" not in sign:
        return lambda info: folded(get(info)) == wanted
    like = re.compile(glob_pattern(wanted)).fullmatch
    return lambda info: like(folded(get(info))) is not None


def _if_known(get: Callable[[ProcessInfo], Any], match: Match) -> Match:
    return lambda info: get(info) is not None and match(info)


def negated(match: Match) -> Match:
    """Want what *match* does not want."""
    return lambda info: not match(info)


def _as_is(match: Match) -> Match:
    return match


_NEGATED: Final[dict[str, Callable[[Match], Match]]] = {
    "=": _as_is,
    "~": _as_is,
    "!=": negated,
    "!~": negated,
}


def _listed(units: Mapping[str, float]) -> str:
    return ", ".join(unit for unit in units if len(unit) > 1 or unit not in {"K", "M", "G", "T"})
