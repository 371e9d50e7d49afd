"""How a verdict on a dump is shown: by icon and word together."""

from __future__ import annotations

from typing import Final

from ..translation import QT_TRANSLATE_NOOP, translate

_VERDICTS: Final[dict[str, tuple[str, str]]] = {
    "good": ("check", QT_TRANSLATE_NOOP("Verdict", "Verified")),
    "good with gaps": ("check", QT_TRANSLATE_NOOP("Verdict", "Verified, with gaps")),
    "not understood": ("unknown", QT_TRANSLATE_NOOP("Verdict", "Not understood")),
    "incomplete": ("alert", QT_TRANSLATE_NOOP("Verdict", "Incomplete")),
    "bad": ("barred", QT_TRANSLATE_NOOP("Verdict", "Damaged")),
    "unchecked": ("unknown", QT_TRANSLATE_NOOP("Verdict", "Not checked")),
    "gone": ("cross", QT_TRANSLATE_NOOP("Verdict", "File gone")),
}


def verdict_icon(verdict: str) -> str:
    """Give the name of the icon that goes with *verdict*."""
    return _VERDICTS.get(verdict, _VERDICTS["unchecked"])[0]


def verdict_word(verdict: str) -> str:
    """Say *verdict* in the user's language."""
    return translate("Verdict", _VERDICTS.get(verdict, _VERDICTS["unchecked"])[1])
