"""What widgets have in common: icons that follow the palette, names, hints, keys, quiet rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QGuiApplication,
    QIcon,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QToolButton,
    QTreeView,
    QWidget,
)

from . import theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

Key = QKeySequence.StandardKey | Qt.Key | str


def show_icon(on: QAbstractButton | QAction, name: str) -> None:
    """Give *on* the icon *name*, in the colours in force from now on."""
    own = (child for child in on.children() if isinstance(child, _Icon))
    (next(own, None) or _Icon(on)).show(name)


class _Icon(QObject):
    """Draws the icon of its parent anew whenever the palette changes."""

    def __init__(self, on: QAbstractButton | QAction) -> None:
        super().__init__(on)
        self._name = ""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.paletteChanged.connect(self._draw)

    def show(self, name: str) -> None:
        self._name = name
        self._draw()

    def _draw(self) -> None:
        on: Any = self.parent()
        on.setIcon(theme.icon(self._name))


def close_button(name: str, told: str = "") -> QToolButton:
    """Make a button with a cross that puts something away; *told* is what else there is to say."""
    button = QToolButton(autoRaise=True)
    call(button, name, told)
    button.setAccessibleDescription(told)
    show_icon(button, "cross")
    return button


def menu_button(text: str, icon: str) -> QToolButton:
    """Make a button that shows a menu, whose entries may have tooltips."""
    button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setText(text)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setMenu(QMenu(button, toolTipsVisible=True))
    show_icon(button, icon)
    return button


def call(widget: QWidget, name: str, tip: str = "") -> None:
    """Name *widget* for those who do not see it; *tip*, or the name, is what the pointer tells."""
    widget.setAccessibleName(name)
    widget.setToolTip(theme.tooltip(tip or name))


def hint(widget: QWidget, text: str) -> None:
    """Have *text* told of *widget*, by the pointer and by screen readers."""
    widget.setToolTip(theme.tooltip(text))
    widget.setAccessibleDescription(text)


def emphasise(widget: QWidget, factor: float = 1.0) -> None:
    """Write in bold, and *factor* times as large."""
    font = widget.font()
    font.setBold(True)
    font.setPointSizeF(font.pointSizeF() * factor)
    widget.setFont(font)


def hear_keys(
    widget: QWidget,
    keys: Iterable[tuple[Key, Callable[..., object]]],
    context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetShortcut,
) -> None:
    """Have *widget* do what goes with each of the *keys*, while it has the focus."""
    for key, slot in keys:
        # A standard key as it is: a sequence made of it would be the first of several.
        all_of_them = key if isinstance(key, QKeySequence.StandardKey) else QKeySequence(key)
        shortcut = QShortcut(all_of_them, widget)
        shortcut.setContext(context)
        shortcut.activated.connect(slot)


def bring_forward(window: QWidget) -> None:
    """Show *window* in front of all others, and have the keys go there."""
    window.show()
    window.raise_()
    window.activateWindow()


def passing_menu(parent: QWidget) -> QMenu:
    """Make a menu that is gone when it is closed."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def dress_rows(view: QTableView | QTreeView, *, height: int = 0) -> None:
    """Have rows of one kind in *view*: no frame, no grid, nothing to type into.

    *height* is what a row of a table has beside its text, in pixels.
    """
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setFont(theme.with_tabular_figures(view.font()))
    if isinstance(view, QTreeView):
        view.setUniformRowHeights(True)
        view.setAllColumnsShowFocus(True)
        return
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    vertical = view.verticalHeader()
    vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    vertical.setDefaultSectionSize(view.fontMetrics().height() + height)
    vertical.hide()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say *text*, which is about *widget*; nothing happens without one."""
    if QAccessible.isActive() and widget.isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def dialog_buttons(standard: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """Make the row without the pictures of Qt's own style: they do not follow the colours."""
    box = QDialogButtonBox(standard)
    for button in box.buttons():
        button.setIcon(QIcon())
    return box
