"""What to leave out and what to add, as data: behind the tree, the command line and recipe files.

``dump.filter_callback`` turns the rules into a MiniDumpCallback.

Rules are read from first to last and the last one that matches wins. The JSON form is an object
``{"modules": [...], "threads": [...], "memory": [...]}``; unknown keys are refused, so that a
misspelt rule cannot pass for one that works.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from fnmatch import translate
from functools import lru_cache
from typing import Any, Final

from ..errors import InvalidRequestError
from ..numerals import parse_number
from ..value import dataclass
from .write_flags import MODULE_FLAG_NAMES, THREAD_FLAG_NAMES

ADDRESS_LIMIT: Final = 1 << 64


@lru_cache(maxsize=512)
def _pattern(glob: str) -> re.Pattern[str]:
    return re.compile(translate(glob), re.IGNORECASE | re.DOTALL)


def glob_matches(glob: str, name: str) -> bool:
    """Match *glob* against the whole *name* or, if it has no folder, its last component.

    Case does not matter; ``*``, ``?`` and ``[...]`` are understood. A name in brackets, such as
    ``[heap]``, matches itself as well.
    """
    pattern = _pattern(glob)
    if pattern.fullmatch(name) or glob.lower() == name.lower():
        return True
    separator = "/" if "/" in name else "\\"  # one of Windows' paths has backslashes alone
    return separator not in glob and pattern.fullmatch(name.rpartition(separator)[2]) is not None


@dataclass(frozen=True, slots=True)
class ModuleRule:
    """Applies to modules by ``base`` if given, else by ``name`` (a glob)."""

    name: str = "*"
    base: int | None = None
    include: bool | None = None
    set_flags: int = 0
    """MODULE_WRITE_FLAGS to add: unlike Microsoft's, this writer obeys."""
    clear_flags: int = 0
    by: str = ""
    """Title of the recipe that it comes from; empty: somebody chose it here."""


@dataclass(frozen=True, slots=True)
class ThreadRule:
    """Applies to threads by ``id`` if given, else by ``name`` (a glob)."""

    name: str = "*"
    id: int | None = None
    include: bool | None = None
    set_flags: int = 0
    clear_flags: int = 0
    by: str = ""
    """Title of the recipe that it comes from; empty: somebody chose it here."""


@dataclass(frozen=True, slots=True)
class MemoryRule:
    """Applies to a range of addresses if ``size`` is given, else to regions by ``name``, a glob."""

    name: str = "*"
    address: int = 0
    size: int = 0
    include: bool = False
    by: str = ""
    """Title of the recipe that it comes from; empty: somebody chose it here."""


@dataclass(frozen=True, slots=True)
class FilterSpec:
    """All rules of a dump. An empty one changes nothing."""

    modules: tuple[ModuleRule, ...] = ()
    threads: tuple[ThreadRule, ...] = ()
    memory: tuple[MemoryRule, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.modules or self.threads or self.memory)

    def __add__(self, other: FilterSpec) -> FilterSpec:
        """Put *other*'s rules behind ours, so that they win."""
        return FilterSpec(
            self.modules + other.modules, self.threads + other.threads, self.memory + other.memory
        )

    @property
    def excluding(self) -> int:
        """How many rules leave something out: what is known before a process is looked at."""
        return sum(rule.include is False for rule in self._rules())

    @property
    def excluding_by_hand(self) -> int:
        """How many of them are of no recipe."""
        return sum(rule.include is False and not rule.by for rule in self._rules())

    def _rules(self) -> tuple[ModuleRule | ThreadRule | MemoryRule, ...]:
        return (*self.modules, *self.threads, *self.memory)

    def said_by(self, title: str) -> FilterSpec:
        """Give the same rules as those of the recipe *title*; empty: of nobody's."""
        return FilterSpec(
            *(tuple(replace(rule, by=title) for rule in getattr(self, part)) for part in _RULES)
        )

    def to_json(self) -> dict[str, list[dict[str, Any]]]:
        """Give the JSON form, without what is at its default."""
        return {
            field.name: [_rule_to_json(rule) for rule in getattr(self, field.name)]
            for field in fields(self)
        }

    @classmethod
    def from_json(cls, value: object) -> FilterSpec:
        """Read the JSON form. Raises InvalidRequestError saying which rule is wrong and why."""
        if not isinstance(value, Mapping):
            raise _wrong("the filter", "is not an object with modules, threads and memory")
        unknown = set(value) - set(_RULES)
        if unknown:
            raise _wrong("the filter", f"has no part called {min(map(str, unknown))!r}")
        parts: dict[str, tuple[Any, ...]] = {}
        for part, kind in _RULES.items():
            rules = value.get(part, [])
            if not isinstance(rules, Sequence) or isinstance(rules, str):
                raise _wrong(part, "is not a list of rules")
            parts[part] = tuple(
                _rule_from_json(kind, rule, f"{part}[{index}]") for index, rule in enumerate(rules)
            )
        return cls(**parts)

    @classmethod
    def from_text(cls, text: str) -> FilterSpec:
        """Read the JSON form from text."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise _wrong("the filter", f"is not JSON: {error}") from None
        return cls.from_json(value)


_RULES: Final[dict[str, type]] = {
    "modules": ModuleRule,
    "threads": ThreadRule,
    "memory": MemoryRule,
}
_KEYS: Final = {kind: frozenset(field.name for field in fields(kind)) for kind in _RULES.values()}
_FLAG_NAMES: Final[dict[type, Mapping[str, int]]] = {
    ModuleRule: MODULE_FLAG_NAMES,
    ThreadRule: THREAD_FLAG_NAMES,
}


def _wrong(where: str, what: str) -> InvalidRequestError:
    return InvalidRequestError(f"In the filter, {where} {what}.", "Correct the filter.")


def _rule_to_json(rule: ModuleRule | ThreadRule | MemoryRule) -> dict[str, Any]:
    result: dict[str, Any] = {}
    names = _FLAG_NAMES.get(type(rule), {})
    for field in fields(rule):
        value = getattr(rule, field.name)
        if value == field.default:
            continue
        if field.name in {"set_flags", "clear_flags"}:
            value = [name for name, bit in names.items() if value & bit]
        elif field.name in {"base", "address"}:
            value = hex(value)
        result[field.name] = value
    if isinstance(rule, MemoryRule):
        result["include"] = rule.include
    return result


def _rule_from_json(kind: type, value: object, where: str) -> Any:  # noqa: ANN401 - one of three rules
    if not isinstance(value, Mapping):
        raise _wrong(where, "is not an object")
    unknown = value.keys() - _KEYS[kind]
    if unknown:
        raise _wrong(where, f"has no {min(map(str, unknown))!r}")
    return kind(**{key: _field(kind, key, item, where) for key, item in value.items()})


def _field(kind: type, key: str, value: object, where: str) -> object:
    if key in {"name", "by"}:
        if isinstance(value, str):
            return value
        raise _wrong(where, f"has a {key} that is not text")
    if key == "include":
        if isinstance(value, bool) or (value is None and kind is not MemoryRule):
            return value
        raise _wrong(where, "has an include that is not true or false")
    if key in {"set_flags", "clear_flags"}:
        return parse_write_flags(value, _FLAG_NAMES[kind], where)
    if isinstance(value, str):
        try:
            value = parse_number(value)
        except InvalidRequestError as error:
            raise _wrong(where, f"has a wrong {key}: {error.cause.rstrip('.')}") from None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < ADDRESS_LIMIT:
        raise _wrong(where, f"has a {key} that is not a number of 64 bits")
    return value


def parse_write_flags(value: object, names: Mapping[str, int], where: str) -> int:
    """Read write flags: a list of their short names. Raises InvalidRequestError."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise _wrong(where, "has write flags that are not a list of names")
    flags = 0
    for name in value:
        if not isinstance(name, str) or name not in names:
            raise _wrong(where, f"has no write flag {name!r}; there are {', '.join(names)}")
        flags |= names[name]
    return flags
