"""How everything looks: icons, fonts and texts, all taken from the palette in force."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLocale, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtGui import Qt as GuiQt

from ..core.text import columns_of, escaped
from .line_icon import LineIcon

GRID: Final = 8
"""Pixels between groups; half of it inside a group."""

_TOOLTIP_LIMIT: Final = 1200
_TOOLTIP_COLUMNS: Final = 72
_MARKUP: Final = re.compile(r"([<&])")
_NOTHING: Final = "\u200b"
"""Zero width: no tag begins with it."""
_TINT: Final = 0.16
"""How much of the accent is in the ground of what is chosen."""
_DOT: Final = 0.28
"""How far from its ring, in widths of it, the dot of a radio sign begins."""
_DARK: Final = 100
"""Lightness, of 255, below which a ground counts as dark."""


_TONES: Final = {
    "alert": ("#a8201a", "#ff9a90"),
    "barred": ("#a8201a", "#ff9a90"),
    "check": ("#1c6b3a", "#7fd69a"),
    "private": ("#8a4b00", "#f2b76b"),
}
"""Icon → the colour of what it says, on a light and on a dark ground: never without icon and word.

Each has a contrast of 4.5 or more to the window's ground in every theme."""
_LEGIBLE: Final = 4.5
"""The contrast of text that everybody can read (WCAG 2, 1.4.3)."""


def tone(name: str, palette: QPalette) -> QColor | None:
    """Give the colour of what is said with the icon *name*; None: that of all text."""
    tones = _TONES.get(name)
    if tones is None:
        return None
    dark = palette.color(QPalette.ColorRole.Window).lightness() <= _DARK
    return QColor(tones[dark])


def accent(palette: QPalette) -> QColor:
    """Give the accent colour, dark or light enough for the text on it to be read."""
    ink = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.HighlightedText)
    made = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.Highlight)
    on_dark = ink.lightness() <= _DARK
    for _ in range(20):
        if contrast(made, ink) >= _LEGIBLE:
            break
        made = made.lighter(106) if on_dark else made.darker(106)
    return made


def contrast(first: QColor, second: QColor) -> float:
    """Give the contrast of two colours, from 1 to 21 (WCAG 2, 1.4.3)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def icon(name: str, *, toned: bool = False) -> QIcon:
    """Draw the icon *name* in the colours of the palette in force; *toned*: in its own one."""
    return _icon(name, QGuiApplication.palette().cacheKey(), toned)


@lru_cache(maxsize=128)
def _icon(name: str, _palette_key: int, toned: bool) -> QIcon:
    palette = QGuiApplication.palette()
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    own = tone(name, palette) if toned else None
    normal = own or palette.color(group.Active, role.Text)
    colours = {
        QIcon.Mode.Normal: normal,
        QIcon.Mode.Active: normal,
        QIcon.Mode.Selected: palette.color(group.Active, role.HighlightedText),
        QIcon.Mode.Disabled: palette.color(group.Disabled, role.Text),
    }
    return QIcon(LineIcon(name, colours))


def with_tabular_figures(font: QFont) -> QFont:
    """Give *font* with figures of one width, so that numbers stand in columns."""
    tabular = QFont(font)
    if hasattr(tabular, "setFeature"):  # since Qt 6.7
        tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def frame_box(painter: QPainter, palette: QPalette, box: QRect) -> None:
    """Frame a check box where the style's own frame is as dark as the ground."""
    if palette.color(QPalette.ColorRole.Base).lightness() > _DARK:
        return
    painter.save()
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    painter.drawRect(box.adjusted(1, 1, -2, -2))
    painter.restore()


def tint(palette: QPalette) -> QBrush:
    """Give the ground of what is chosen where it is not to stand out: a little of the accent."""
    base = palette.color(QPalette.ColorRole.Base)
    return QBrush(mixed(base, palette.color(QPalette.ColorRole.Highlight), _TINT))


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """Give *first* with so much of *second* in it, from 0 to 1."""
    pairs = (
        (first.red(), second.red()),
        (first.green(), second.green()),
        (first.blue(), second.blue()),
    )
    return QColor(*(round(one + (other - one) * share) for one, other in pairs))


def draw_radio(painter: QPainter, place: QRect, ring: QColor, dot: QColor | None) -> None:
    """Draw a radio sign: the style's own ring is as dark as a dark ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(ring, 1.2))
    painter.drawEllipse(QRectF(place).adjusted(1, 1, -1, -1))
    if dot is not None:
        inside = place.width() * _DOT
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot)
        painter.drawEllipse(QRectF(place).adjusted(inside, inside, -inside, -inside))
    painter.restore()


def tooltip(text: str) -> str:
    """Make a tooltip that shows *text* and nothing but it, whatever a stranger put into it.

    It is plain text, in lines of our own, because screen readers are given tooltips as they are. Qt
    takes one that looks like HTML for HTML; then something invisible keeps it from doing so.
    """
    if not text:
        return ""
    if len(text) > _TOOLTIP_LIMIT:
        text = text[:_TOOLTIP_LIMIT] + " …"
    plain = "\n".join(part for line in text.split("\n") for part in _wrapped(escaped(line)))
    return _MARKUP.sub(f"\\1{_NOTHING}", plain) if GuiQt.mightBeRichText(plain) else plain


def _wrapped(line: str) -> list[str]:
    """Cut a line that is too long; characters of East Asia take two columns each."""
    width = _TOOLTIP_COLUMNS * len(line) // max(columns_of(line), 1)
    return textwrap.wrap(line, max(width, 1), break_on_hyphens=False) or [line]


def binary_size(size: int) -> str:
    """Write a number of bytes in binary units with one decimal: 14.2 MiB."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeIecFormat)


def counted(number: int, one: str, many: str) -> str:
    """Say *one*, or *many* with the *number* in the place of ``{0}``."""
    return one if number == 1 else many.format(whole_number(number))


def whole_number(number: int) -> str:
    """Write a number with the separators of the user's language."""
    return QLocale().toString(number)
