"""How everything looks: icons, fonts and texts, all taken from the palette in force."""

from __future__ import annotations

import html
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QByteArray, QLocale, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.core.processes.text import escaped

GRID: Final = 8
"""Pixels between groups; half of it inside a group."""

_SIZES: Final = (16, 24, 32, 48, 64)
_TOOLTIP_LIMIT: Final = 1200

_SHAPES: Final = {
    "check": '<path d="M3 8.5 6.5 12 13 4.5"/>',
    "key": '<circle cx="5" cy="8" r="2.7"/><path d="M7.7 8H14M11.3 8v2.6M14 8v2"/>',
    "barred": '<circle cx="8" cy="8" r="5.5"/><path d="M4.2 4.2 11.8 11.8"/>',
    "unknown": '<path d="M3 8h.01M8 8h.01M13 8h.01" stroke-width="2"/>',
    "crosshair": '<circle cx="8" cy="8" r="4.6"/><path d="M8 1.5V6M8 10V14.5M1.5 8H6M10 8H14.5"/>',
    "gone": '<path d="M4 4 12 12M12 4 4 12" stroke-width="2"/>',
    "kernel": '<path d="M4.5 4.5H11.5V11.5H4.5ZM6.5 2V4.5M9.5 2V4.5M6.5 11.5V14M9.5 11.5V14'
    'M2 6.5H4.5M2 9.5H4.5M11.5 6.5H14M11.5 9.5H14"/>',
    "new": '<path d="M8 3V13M3 8H13" stroke-width="2"/>',
    "program": '<path d="M2.5 3.5H13.5V12.5H2.5ZM2.5 6H13.5"/>',
    "tree": '<path d="M4 2.5V11.5H8M4 6.5H8M10.5 6.5H13.5M10.5 11.5H13.5M2.5 2.5H8"/>',
    "columns": '<path d="M2.5 3H13.5V13H2.5ZM6.2 3V13M9.8 3V13"/>',
    "pause": '<path d="M5.5 3.5v9M10.5 3.5v9" stroke-width="2"/>',
    "play": '<path d="M5 3.2 12.5 8 5 12.8Z"/>',
    "refresh": '<path d="M13.2 9.2A5.4 5.4 0 1 1 12 4.4M12.6 1.8V5H9.4"/>',
    "search": '<circle cx="6.8" cy="6.8" r="4.3"/><path d="M10 10 14 14"/>',
    "cross": '<path d="M4 4 12 12M12 4 4 12"/>',
    "copy": '<path d="M5.5 5.5H13.5V13.5H5.5ZM10.5 5.5V2.5H2.5V10.5H5.5"/>',
    "dump": '<path d="M8 2V9.5M4.8 6.5 8 9.7 11.2 6.5M2.5 10.5V13.5H13.5V10.5"/>',
    "folder": '<path d="M2 12.8V3.5H6.3L7.8 5.3H14V12.8Z"/>',
    "alert": '<path d="M8 2 14.5 13.5H1.5ZM8 6.3v3.4M8 11.6v.1"/>',
}
"""Strokes on a field of 16 by 16; round ends, one colour."""


def icon(name: str) -> QIcon:
    """Draw the icon *name* in the colours of the palette in force."""
    return _icon(name, QGuiApplication.palette().cacheKey())


@lru_cache(maxsize=128)
def _icon(name: str, _palette_key: int) -> QIcon:
    palette = QGuiApplication.palette()
    group, role = QPalette.ColorGroup, QPalette.ColorRole
    normal = palette.color(group.Active, role.Text).name()
    selected = palette.color(group.Active, role.HighlightedText).name()
    disabled = palette.color(group.Disabled, role.Text).name()
    made = QIcon()
    modes = (
        (QIcon.Mode.Normal, normal),
        (QIcon.Mode.Active, normal),
        (QIcon.Mode.Selected, selected),
        (QIcon.Mode.Disabled, disabled),
    )
    for mode, colour in modes:
        for size in _SIZES:
            made.addPixmap(_pixmap(name, colour, size), mode)
    return made


def _pixmap(name: str, colour: str, size: int) -> QPixmap:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" '
        f'stroke="{colour}" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round">'
        f"{_SHAPES[name]}</svg>"
    )
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


def with_tabular_figures(font: QFont) -> QFont:
    """Give *font* with figures of one width, so that numbers stand in columns."""
    tabular = QFont(font)
    if hasattr(tabular, "setFeature"):  # since Qt 6.7
        tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def tooltip(text: str) -> str:
    """Make a tooltip that shows *text* and nothing but it, whatever a stranger put into it.

    Qt takes a plain tooltip that looks like HTML for HTML; so it always gets HTML from us.
    """
    if not text:
        return ""
    if len(text) > _TOOLTIP_LIMIT:
        text = text[:_TOOLTIP_LIMIT] + " …"
    lines = (html.escape(escaped(line)) for line in text.split("\n"))
    return f"<qt>{'<br>'.join(lines)}</qt>"


def binary_size(size: int) -> str:
    """Write a number of bytes in binary units with one decimal: 14.2 MiB."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeIecFormat)


def whole_number(number: int) -> str:
    """Write a number with the separators of the user's language."""
    return QLocale().toString(number)
