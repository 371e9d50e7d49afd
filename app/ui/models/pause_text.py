"""How long a target stands still, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

if TYPE_CHECKING:
    from ...core.dump.pause import Pause

_TO: Final = "\N{EN DASH}"
_A_SECOND: Final = 1000
"""Milliseconds."""


def pause_range(pause: Pause) -> str:
    """Write a foretold pause as a range, in milliseconds or seconds."""
    if pause.high < _A_SECOND:
        return f"{max(round(pause.low), 1)}{_TO}{max(round(pause.high), 2)} ms"
    low, high = (QLocale().toString(ms / _A_SECOND, "f", 1) for ms in (pause.low, pause.high))
    return f"{low}{_TO}{high} s"
