"""A question asked in place: nothing is covered, nothing is blocked, the keyboard answers it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from .. import theme
from ..dressing import hear_keys
from ..layouts import BAR, in_column, in_row
from .message_line import MessageLine


class AskLine(QFrame):
    """A sentence and two buttons. Enter presses the one in focus, Escape the second."""

    accepted = Signal()
    rejected = Signal()
    closed = Signal()
    """The question is not asked any more, whatever the answer was."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Ask nothing yet."""
        super().__init__(parent)
        self.message = MessageLine()
        self.yes = QPushButton()
        self.no = QPushButton()
        self._before: QWidget | None = None
        self._detail: QWidget | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.AlternateBase)
        self.setAutoFillBackground(True)
        top = in_row(
            (self.message, 1),
            *((button, Qt.AlignmentFlag.AlignVCenter) for button in (self.yes, self.no)),
        )
        self._layout = in_column(top, on=self, room=BAR, gap=theme.GRID // 2)
        self.yes.clicked.connect(lambda: self._answer(yes=True))
        self.no.clicked.connect(lambda: self._answer(yes=False))
        enter = ((key, self._press) for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        hear_keys(self, (*enter, (Qt.Key.Key_Escape, self.no.click)), within)
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether a question is open."""
        return not self.isHidden()

    def add_detail(self, detail: QWidget) -> None:
        """Have *detail* below the sentence, for questions that are asked with it."""
        self._detail = detail
        self._layout.addWidget(detail)
        detail.hide()

    def ask(self, text: str, yes: str, no: str, icon: str = "", *, detailed: bool = False) -> None:
        """Ask *text*; the focus goes to the button *yes*. *detailed*: with what was added."""
        self.say(text, icon)
        if self._detail is not None:
            self._detail.setVisible(detailed)
        self.yes.setText(yes)
        self.no.setText(no)
        for button in (self.yes, self.no):
            button.setAccessibleDescription(text)
        if self.isHidden():
            self._before = self.window().focusWidget()
        self.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str, icon: str = "") -> None:
        """Change the sentence of the question that is open."""
        self.message.say(text, icon)
        self.setAccessibleName(text)

    def withdraw(self) -> None:
        """Ask no more."""
        if self.isHidden():
            return
        had_focus = self.yes.hasFocus() or self.no.hasFocus()
        self.hide()
        if had_focus and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.closed.emit()

    def _answer(self, *, yes: bool) -> None:
        self.withdraw()
        (self.accepted if yes else self.rejected).emit()

    def _press(self) -> None:
        (self.no if self.no.hasFocus() else self.yes).click()
