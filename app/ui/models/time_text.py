"""Moments and times as people write them: in their language, moments with the zone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QLocale

if TYPE_CHECKING:
    from ...core.dump.pause import Pause


def moment_text(seconds: float) -> str:
    """Write so many Unix seconds as local time, to the second; empty for 0.

    Who has set no country gets the international form, year first.
    """
    if not seconds:
        return ""
    local, here = QDateTime.fromMSecsSinceEpoch(int(seconds * 1000)), QLocale()
    if here.language() == QLocale.Language.C:
        told = local.toString("yyyy-MM-dd HH:mm:ss")
    else:
        # The narrow space that Unicode has before AM and PM would be shown as an escape.
        form = here.dateTimeFormat(QLocale.FormatType.ShortFormat)
        told = here.toString(local, form.replace("mm", "mm:ss")).replace("\u202f", " ")
    return f"{told} {local.timeZoneAbbreviation()}".rstrip()


_TO: Final = "\N{EN DASH}"
_A_SECOND: Final = 1000
"""Milliseconds."""


def pause_range(pause: Pause) -> str:
    """Write a foretold pause as a range, in milliseconds or seconds."""
    if pause.high < _A_SECOND:
        return f"{max(round(pause.low), 1)}{_TO}{max(round(pause.high), 2)} ms"
    low, high = (QLocale().toString(ms / _A_SECOND, "f", 1) for ms in (pause.low, pause.high))
    return f"{low}{_TO}{high} s"
