"""A recipe: what to collect from which process, as one readable file that support can send.

A recipe is written by one person and opened by another: everything in it is checked before anybody
sees it, and there is nothing in it that could name a file or start a program. It fills in a choice
that its receiver looks at and carries out.

The file is JSON, ``{"dumpdesk-recipe": 1, "title": …, "flags": […], …}``. It is read by the window
and the command line alone, never by the dumper process, which has no msgspec.
"""

from __future__ import annotations

import platform
import time
import unicodedata
from dataclasses import field
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import msgspec

from ..errors import InvalidRequestError, OutputError, from_oserror
from ..processes.query import Query, QueryError, parse
from ..text import escaped
from ..value import dataclass
from .filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from .flags import effective_flags, flag_names, parse_flags
from .request import DumpRequest
from .template import expand, fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ..processes.info import ProcessInfo

Rule: TypeAlias = ModuleRule | ThreadRule | MemoryRule

SUFFIX: Final = ".dumpdesk"
SIZE_LIMIT: Final = 256 << 10
"""Bytes of a recipe file."""
RULE_LIMIT: Final = 2000
"""Rules of its filter."""

COMMENT_FIELDS: Final[dict[str, str]] = {
    "name": "name of the program",
    "pid": "process id",
    "user": "owner of the process",
    "host": "name of this machine",
    "utc": "time of the dump",
    "ticket": "ticket number",
    "operator": "who makes the dump",
}
"""What a comment template may hold, in braces, and what is put there."""
_UTC: Final = "%Y-%m-%dT%H:%M:%SZ"
"""As in names of files and in JSON: ISO 8601."""

_TEXT_LIMITS: Final = {
    "title": 200,
    "instructions": 10_000,
    "target": 1000,
    "preset": 100,
    "comment": 4000,
}
"""Characters."""
_TURNING: Final = frozenset(("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"))
_REFUSED: Final = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Controls, halves of pairs, separators of lines. Joiners, which some scripts need, may stay."""


def comment_values(process: ProcessInfo | None) -> dict[str, str]:
    """Give what is put into a comment about *process* now: all but ticket and operator."""
    return {
        "name": process.name if process is not None else "",
        "pid": str(process.pid) if process is not None else "",
        "user": process.user if process is not None else "",
        "host": platform.node(),
        "utc": time.strftime(_UTC, time.gmtime()),
    }


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to collect from which process.

    Attributes:
        title: What it is for, in a few words.
        flags: MINIDUMP_TYPE.
        filter: What to leave out or to add.
        respect_dontdump: Leave out what the program keeps out of dumps (MADV_DONTDUMP).
        blank: Overwrite with zeros what is left out and has to be stored all the same.
        clone: Let the program run on while a copy of it is read; None: where it pays.
        comment: Template of the comment stored in the dump, with COMMENT_FIELDS in braces.
        target: Query (see ``processes.query``) for the processes it is meant for; empty: any.
        preset: Name of the preset the flags came from, for show.
        instructions: What the sender has to say to whoever opens it; plain text with line breaks.

    Raises InvalidRequestError if any of them is not valid, saying which one and why.
    """

    title: str
    flags: int
    filter: FilterSpec = field(default_factory=FilterSpec)
    comment: str = ""
    target: str = ""
    preset: str = ""
    instructions: str = ""
    respect_dontdump: bool = False
    blank: bool = False
    clone: bool | None = None

    def __post_init__(self) -> None:
        for name, limit in _TEXT_LIMITS.items():
            _check_text(name, getattr(self, name), limit)
        effective_flags(self.flags)
        rules = self.filter
        if len(rules.modules) + len(rules.threads) + len(rules.memory) > RULE_LIMIT:
            raise _wrong("filter", f"has more than {RULE_LIMIT} rules")
        fields_of(self.comment, COMMENT_FIELDS, "the recipe's comment")
        query = parse(self.target)
        if isinstance(query, QueryError):
            raise _wrong(
                "target", f"is wrong at character {query.start + 1}: {query.reason}", query.hint
            )

    def query(self) -> Query:
        """Compile the target rule; it wants every process if there is none."""
        return parse(self.target)  # it has been checked

    def rules(self) -> FilterSpec:
        """Give the rules of the filter as what they are: this recipe's."""
        return self.filter.said_by(self.title)

    def request(self, values: Mapping[str, str]) -> DumpRequest:
        """Make the request. *values* are those of COMMENT_FIELDS; one that is missing is empty."""
        comment = expand(self.comment, lambda name: values.get(name, ""))
        return DumpRequest(
            flags=self.flags,
            filter=self.rules(),
            comment=comment,
            respect_dontdump=self.respect_dontdump,
            blank=self.blank,
            clone=self.clone,
            recipe=self.title,
        )


class _File(msgspec.Struct, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """The JSON form."""

    version: Literal[1] = msgspec.field(name="dumpdesk-recipe")
    title: str
    instructions: str = ""
    target: str = ""
    preset: str = ""
    flags: list[str] | str | int
    filter: dict[str, Any] = {}
    comment: str = ""
    respect_dontdump: bool = msgspec.field(name="respect-dontdump", default=False)
    blank: bool = False
    clone: bool | None = None


_DECODER: Final = msgspec.json.Decoder(_File)


def to_text(recipe: Recipe) -> str:
    """Write *recipe* as the text of its file."""
    names = flag_names(recipe.flags).split("|")
    plain = recipe.filter.said_by("")  # whoever reads it has it of this recipe
    file = _File(
        version=1,
        title=recipe.title,
        instructions=recipe.instructions,
        target=recipe.target,
        preset=recipe.preset,
        flags=names,
        filter={part: rules for part, rules in plain.to_json().items() if rules},
        comment=recipe.comment,
        respect_dontdump=recipe.respect_dontdump,
        blank=recipe.blank,
        clone=recipe.clone,
    )
    return msgspec.json.format(msgspec.json.encode(file), indent=2).decode() + "\n"


def from_text(text: str | bytes) -> Recipe:
    """Read the text of a recipe file. Raises InvalidRequestError saying what is wrong and where."""
    if len(text) > SIZE_LIMIT:
        raise InvalidRequestError(
            f"The recipe is larger than {SIZE_LIMIT >> 10} KiB.",
            "Ask its sender for a smaller one.",
        )
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    try:
        file = _DECODER.decode(content.removeprefix(b"\xef\xbb\xbf"))
    except msgspec.ValidationError as error:
        raise _not_a_recipe(str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _not_a_recipe(f"it is not JSON ({error})") from None
    return Recipe(
        title=file.title,
        flags=_flags(file.flags),
        filter=FilterSpec.from_json(file.filter).said_by(""),
        comment=file.comment,
        target=file.target,
        preset=file.preset,
        instructions=file.instructions,
        respect_dontdump=file.respect_dontdump,
        blank=file.blank,
        clone=file.clone,
    )


def load(path: Path) -> Recipe:
    """Read a recipe file. Raises OutputError if it cannot be read, else as :func:`from_text`."""
    try:
        if path.exists() and not path.is_file():
            raise InvalidRequestError(f"{escaped(str(path))} is not a file.", "Choose a recipe.")
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        doing = f"Reading the recipe {escaped(str(path))}"
        raise from_oserror(error, doing, remedy="Check the name.", as_type=OutputError) from error
    return from_text(content)


def save(recipe: Recipe, path: Path) -> None:
    """Write a recipe file, in place of one that may be there. Raises OutputError."""
    try:
        path.write_text(to_text(recipe), encoding="utf-8", newline="\n")
    except OSError as error:
        doing = f"Writing the recipe {escaped(str(path))}"
        raise from_oserror(error, doing, as_type=OutputError) from error


# --------------------------------------------------------------------------------------- checks


def _flags(value: list[str] | str | int) -> int:
    if isinstance(value, int):
        return value
    return parse_flags(value if isinstance(value, str) else "|".join(value))


def _check_text(name: str, text: str, limit: int) -> None:
    if len(text) > limit:
        raise _wrong(name, f"is longer than {limit} characters")
    lines = name in {"instructions", "comment"}
    for index, character in enumerate(text):
        if character.isprintable() or (lines and character in "\n\t"):
            continue
        category = unicodedata.category(character)
        if category in _REFUSED or unicodedata.bidirectional(character) in _TURNING:
            raise _wrong(
                name,
                f"holds a character that cannot be seen, U+{ord(character):04X}, "
                f"as number {index + 1}",
            )


def _wrong(
    name: str, what: str, remedy: str = "Ask its sender for a corrected one."
) -> InvalidRequestError:
    return InvalidRequestError(f"In the recipe, {name} {what.rstrip('.')}.", remedy)


def _not_a_recipe(why: str) -> InvalidRequestError:
    return InvalidRequestError(
        f"This is not a recipe that this DumpDesk understands: {escaped(why)}.",
        "Ask its sender for a corrected one, or update DumpDesk.",
    )
