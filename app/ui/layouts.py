"""Widgets beside or below each other, in the rhythm of the grid."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QSplitter,
    QStackedWidget,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from . import theme

Part = QWidget | QLayout
Placed = Part | tuple[Part, int | Qt.AlignmentFlag] | tuple[Part, int, Qt.AlignmentFlag] | None
"""What is put somewhere, how much of the room it takes, and where it stands in it; None: air that
takes what room is left."""
Room = tuple[int, int, int, int]
"""Pixels around all of it: left, above, right and below."""

_NONE: Final[Room] = (0, 0, 0, 0)
BAR: Final[Room] = (theme.GRID, theme.GRID // 2, theme.GRID, theme.GRID // 2)
TOP: Final[Room] = (theme.GRID, theme.GRID, theme.GRID, theme.GRID // 2)
EDGE: Final[Room] = (theme.GRID, theme.GRID, theme.GRID, theme.GRID)
WIDE: Final[Room] = (2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID, 2 * theme.GRID)

_Box = TypeVar("_Box", bound=QBoxLayout)


def in_row(
    *parts: Placed, on: QWidget | None = None, gap: int = theme.GRID, room: Room | None = _NONE
) -> QHBoxLayout:
    """Put *parts* beside each other, *gap* pixels apart, as all that is *on* a widget if given.

    Without *room* it is that of the style.
    """
    return _filled(QHBoxLayout(), parts, on, gap, room)


def in_column(
    *parts: Placed, on: QWidget | None = None, gap: int = 0, room: Room | None = _NONE
) -> QVBoxLayout:
    """Put *parts* below each other in the same way."""
    return _filled(QVBoxLayout(), parts, on, gap, room)


def in_stack(*pages: QWidget) -> QStackedWidget:
    """Put *pages* behind each other; the first is in view."""
    stack = QStackedWidget()
    for page in pages:
        stack.addWidget(page)
    return stack


def two_panes(
    first: QWidget, second: QWidget, orientation: Qt.Orientation, shares: tuple[int, int]
) -> QSplitter:
    """Put both into a splitter that gives them *shares* of the room, and lets none vanish."""
    splitter = QSplitter(orientation, childrenCollapsible=False)
    for index, part in enumerate((first, second)):
        splitter.addWidget(part)
        splitter.setStretchFactor(index, shares[index])
    splitter.setSizes([share * 1000 for share in shares])
    return splitter


def keep_room(*widgets: QWidget) -> None:
    """Have *widgets* leave their place empty while they are hidden."""
    for widget in widgets:
        policy = widget.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)


def _filled(
    layout: _Box, parts: tuple[Placed, ...], on: QWidget | None, gap: int, room: Room | None
) -> _Box:
    if on is not None:
        on.setLayout(layout)
    if room is not None:
        layout.setContentsMargins(*room)
    layout.setSpacing(gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        else:
            _put(layout, *(part if isinstance(part, tuple) else (part,)))
    return layout


def _put(layout: QBoxLayout, part: Part, *how: int | Qt.AlignmentFlag) -> None:
    place = next((one for one in how if isinstance(one, Qt.AlignmentFlag)), None)
    share = next((int(one) for one in how if one is not place), 0)
    if isinstance(part, QLayout):
        layout.addLayout(part, share)
    elif place is None:
        layout.addWidget(part, share)
    else:
        layout.addWidget(part, share, place)


def resize_within_screen(window: QWidget, wanted: QSize) -> None:
    """Make *window* as large as *wanted*, or as the screen has room for."""
    room = QGuiApplication.primaryScreen().availableSize()
    frame = window.frameGeometry().size() - window.size()
    if frame.isEmpty():  # the system has not made it yet
        title = window.style().pixelMetric(QStyle.PixelMetric.PM_TitleBarHeight)
        frame = QSize(2 * theme.GRID, title + 2 * theme.GRID)
    # A scale for large texts leaves less of a screen than the window wants at least.
    window.setMinimumSize(window.minimumSize().boundedTo(room - frame))
    window.resize(wanted.boundedTo(room - frame))


def horizontal_line() -> QFrame:
    """Make one, in the colour of edges."""
    line = QFrame(frameShape=QFrame.Shape.HLine, frameShadow=QFrame.Shadow.Plain)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line
