"""Moments as people write them: in their language, with the zone."""

from __future__ import annotations

from PySide6.QtCore import QDateTime, QLocale


def moment_text(seconds: float) -> str:
    """Write so many Unix seconds as local time, short; empty for 0."""
    if not seconds:
        return ""
    local = QDateTime.fromMSecsSinceEpoch(int(seconds * 1000))
    # The narrow space that Unicode has before AM and PM would be shown as an escape.
    told = QLocale().toString(local, QLocale.FormatType.ShortFormat).replace("\u202f", " ")
    return f"{told} {local.timeZoneAbbreviation()}".rstrip()
