"""A window beside the main one: about a dump, a folder of dumps, or two looks at a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from .. import theme
from ..dressing import hear_keys
from ..layouts import in_stack, resize_within_screen
from .notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..dressing import Key


class SideWindow(QWidget):
    """Shows something or, while there is nothing to show, a notice. Escape and Ctrl+W close it."""

    def __init__(self, parent: QWidget | None, width: int, height: int) -> None:
        """Be so large, in steps of the grid, if the screen has room for it."""
        super().__init__(parent, Qt.WindowType.Window)
        self.notice = Notice()
        self.stack: QStackedWidget = in_stack(self.notice)
        """What is shown, and the notice."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within_screen(self, QSize(width * theme.GRID, height * theme.GRID))

    def give_up(self) -> None:
        """End what is under way: the window closes."""
        raise NotImplementedError

    def show_notice(self, icon: str, *texts: str) -> None:
        """Show the notice instead; see :meth:`Notice.say`."""
        self.notice.say(icon, *texts)
        self.stack.setCurrentWidget(self.notice)

    def hear(self, again: Callable[[], None], *more: tuple[Key, Callable[..., object]]) -> None:
        """Have the usual keys close the window and look *again*, and do what else is given."""
        keys = QKeySequence.StandardKey
        usual: Sequence[tuple[Key, Callable[..., object]]]
        usual = ((keys.Close, self.close), (keys.Refresh, again))
        hear_keys(self, (*usual, *more), Qt.ShortcutContext.WindowShortcut)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give up what is under way."""
        self.give_up()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape, unless whatever has the focus takes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
