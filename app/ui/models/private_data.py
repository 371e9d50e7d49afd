"""What private data a dump with some flags will hold, in words."""

from __future__ import annotations

from typing import Final

from ...core.dump.flags import FLAGS, effective_flags
from ...core.dump.private_words import cleans_stacks
from ...core.dump.private_words import private_words as all_words
from ...core.dump.recipe_sentence import listed
from ...core.errors import InvalidRequestError
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate

_STACKS: Final = QT_TRANSLATE_NOOP("PrivateData", "stacks of threads")
_NAMED: Final = 5
"""So many words have room in a line; the others are counted."""
_NONE: Final = QT_TRANSLATE_NOOP("PrivateData", "hardly any")


def private_kinds(flags: int) -> list[str]:
    """Name all kinds of private data that a dump with *flags* may hold."""
    chosen = _effective(flags)
    held = [] if cleans_stacks(chosen) else [translate("PrivateData", _STACKS)]
    return held + [core_text(row.label) for row in FLAGS if row.private and row.flag & chosen]


def private_words(flags: int) -> str:
    """List them in a word each, the worst first; empty if there are none."""
    words = [core_text(word) for word in all_words(_effective(flags))]
    return listed(words[:_NAMED], core_text, more=len(words) - _NAMED) if words else ""


def worst_private_kind(flags: int) -> str:
    """Say in a word which private data weighs most in a dump with *flags*; empty if none does."""
    return next(map(core_text, all_words(_effective(flags))), "")


def no_private_data() -> str:
    """Say in a word how much a dump holds whose stacks are cleaned: names and addresses remain."""
    return translate("PrivateData", _NONE)


def _effective(flags: int) -> int:
    try:
        return int(effective_flags(flags).flags)
    except InvalidRequestError:
        return 0
