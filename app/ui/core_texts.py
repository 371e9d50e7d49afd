"""Texts of the core in the user's language. The core knows nothing of languages.

Its texts are in the context ``Core`` (``core_text_list``); those it makes of parts at run time (“It
belongs to alice.”) are recognised by what does not change in them.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import QCoreApplication, QLocale

from ..core.dump.selection import LEFT_OUT
from . import resources

CONTEXT: Final = "Core"
TEMPLATES: Final = "translations/core.json"
"""The resource with all texts that have fields."""

MAKING_FOLDER: Final = "Making the folder {folder}"
"""What failed where a dump cannot be put."""
THE_COMMENT: Final = "the comment"
"""What a mistake in the template of a comment is said to be in."""
_FIELD: Final = re.compile(r"\{(\w+)\}")
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+")
"""What the core writes of a size in bytes."""


def core_text(text: str) -> str:
    """Translate *text* of the core; what is not known comes back as it is."""
    told = QCoreApplication.translate(CONTEXT, text) if text else ""
    return told if told != text or not _templates() else _made_of_parts(text)


def quoted(text: str) -> str:
    """Put *text* between the quotation marks of the user's language."""
    return core_text(f"“{text}”")


def forget_translations() -> None:
    """Another language is spoken from now on."""
    _templates.cache_clear()
    _made_of_parts.cache_clear()
    reasons_text.cache_clear()


@lru_cache(maxsize=4096)
def reasons_text(reasons: str) -> str:
    """Translate *reasons* of the plan, of which there may be several, joined by commas."""
    return core_text(", ").join(map(core_text, reasons.split(", ")))


class Trouble(Protocol):
    """What went wrong, and what helps: an error, or a note of one."""

    @property
    def cause(self) -> str:
        """What happened."""

    @property
    def remedy(self) -> str:
        """What the user can do."""


def error_text(error: Trouble) -> str:
    """Say cause and remedy of *error* in the user's language."""
    return f"{core_text(error.cause)} {core_text(error.remedy)}".strip()


@lru_cache(maxsize=4096)
def _made_of_parts(text: str) -> str:
    for template, pattern in _templates():
        if found := pattern.fullmatch(text):
            parts = {name: _part(value) for name, value in found.groupdict().items()}
            return _filled(QCoreApplication.translate(CONTEXT, template), parts)
    return text


def _part(value: str) -> str:
    """Translate what fills a field: a number gets the separators of the user's language."""
    if _NUMBER.fullmatch(value):
        return QLocale().toString(int(value.replace(",", "")))
    return core_text(value)


def _filled(template: str, parts: dict[str, str]) -> str:
    return _FIELD.sub(lambda field: parts.get(f"_{field[1]}", field[0]), template)


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the texts with fields, and what such a text looks like with its fields filled in.

    Empty where texts are shown as they are. Whole sentences come before what may be part of one,
    and those with the most words of their own first.
    """
    if QCoreApplication.translate(CONTEXT, LEFT_OUT) == LEFT_OUT:
        return ()
    texts = json.loads(Path(resources.path(TEMPLATES)).read_text("utf-8"))
    texts.sort(key=lambda text: (not text.endswith("."), -len(_FIELD.sub("", text))))
    return tuple((text, re.compile(_pattern(text), re.DOTALL)) for text in texts)


def _pattern(text: str) -> str:
    names: set[str] = set()
    pattern = ""
    place = 0
    for field in _FIELD.finditer(text):
        name = f"_{field[1]}"
        pattern += re.escape(text[place : field.start()])
        pattern += f"(?P={name})" if name in names else f"(?P<{name}>.*?)"
        names.add(name)
        place = field.end()
    return pattern + re.escape(text[place:])
