"""Moments as people write them: in their language, with the zone."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale


def moment_text(seconds: float) -> str:
    """Write so many Unix seconds as local time, short; empty for 0.

    Who has set no country gets the international form, year first.
    """
    if not seconds:
        return ""
    local, here = QDateTime.fromMSecsSinceEpoch(int(seconds * 1000)), QLocale()
    if here.language() == QLocale.Language.C:
        told = local.toString("yyyy-MM-dd HH:mm")
    else:
        # The narrow space that Unicode has before AM and PM would be shown as an escape.
        told = here.toString(local, QLocale.FormatType.ShortFormat).replace("\u202f", " ")
    return f"{told} {local.timeZoneAbbreviation()}".rstrip()
