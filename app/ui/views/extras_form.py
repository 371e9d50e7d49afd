"""Comment, ticket, operator and files that go into a dump as streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from ...core.dump.recipe import COMMENT_FIELDS
from ...core.errors import InvalidRequestError
from .. import theme
from ..core_texts import core_text, error_text
from ..dressing import hint
from ..layouts import EDGE, in_column
from ..models.extras import Extras
from .message_line import MessageLine
from .stream_files import StreamFiles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..window_state import Remembers
    from ..workers.errands import Errands

_ROWS: Final = 2
"""So many lines are in view however little room there is."""
_TYPING: Final = 300
"""Milliseconds of rest after which typed text counts."""
_REMEMBERED: Final = ("comment", "operator")
"""What is there again in the next run; a ticket is another one every time."""


class ExtrasForm(QWidget):
    """Edits :class:`Extras`; where there is little room, it scrolls."""

    changed = Signal()

    def __init__(self, errands: Errands, parent: QWidget | None = None) -> None:
        """Begin with nothing; *errands* read files again."""
        super().__init__(parent)
        self.ticket = QLineEdit()
        self.operator = QLineEdit()
        self.comment = QPlainTextEdit()
        self.files = StreamFiles(errands)
        self.message = MessageLine()
        self._rest = QTimer(self, singleShot=True, interval=_TYPING)
        self._rest.timeout.connect(self._on_rest)
        self._dress()
        self._arrange()
        for line in (self.ticket, self.operator):
            line.textChanged.connect(lambda _text: self._rest.start())
        self.comment.textChanged.connect(self._rest.start)
        self.files.changed.connect(self.changed)
        self.files.noted.connect(self._show_message)

    def extras(self) -> Extras:
        """Give what is filled in."""
        return Extras(
            self.comment.toPlainText().strip(),
            self.ticket.text().strip(),
            self.operator.text().strip(),
            self.files.files,
        )

    def take(self, extras: Extras) -> None:
        """Fill in *extras*."""
        self.ticket.setText(extras.ticket)
        self.operator.setText(extras.operator)
        self.comment.setPlainText(extras.comment)
        self.files.set_files(extras.streams)
        self._on_rest()

    def set_comment(self, text: str) -> None:
        """Fill in a comment."""
        self.comment.setPlainText(text)

    def restore(self, settings: Remembers) -> None:
        """Fill in what *settings* remember."""
        self.comment.setPlainText(str(settings.value("extras/comment", "")))
        self.operator.setText(str(settings.value("extras/operator", "")))

    def save(self, settings: Remembers) -> None:
        """Have *settings* remember it; but not the ticket."""
        extras = self.extras()
        for name in _REMEMBERED:
            settings.setValue(f"extras/{name}", getattr(extras, name))

    def add_file(self, path: Path) -> None:
        """Add a file as a stream of the type that stands in the field."""
        self.files.add_file(path)

    def read_again(self, then: Callable[[], None] | None = None) -> None:
        """Take up what was changed in the files since they were read; *then* go on."""
        self.files.read_again(then)

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        named = {
            self.ticket: (
                self.tr("Ticket number"),
                self.tr("Stored in the dump; forgotten when DumpDesk ends."),
            ),
            self.operator: (
                self.tr("Operator: who makes the dump"),
                self.tr("Stored in the dump; still here the next time."),
            ),
            self.comment: (self.tr("Comment stored in the dump"), ""),
        }
        for widget, (name, description) in named.items():
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)
        words = [f"{{{name}}}  {core_text(meaning)}" for name, meaning in COMMENT_FIELDS.items()]
        fields = "\n".join([self.tr("Stored in the dump. In braces may stand:"), *words])
        self.comment.setPlaceholderText(self.tr("Comment: what was seen, what was tried"))
        hint(self.comment, fields)
        self.comment.setTabChangesFocus(True)
        line = self.comment.fontMetrics().lineSpacing()
        self.comment.setMinimumHeight(2 * line + 2 * theme.GRID)

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GRID)
        grid.setVerticalSpacing(theme.GRID // 2)
        for column, (text, field) in enumerate(
            ((self.tr("&Ticket"), self.ticket), (self.tr("&Operator"), self.operator))
        ):
            label = QLabel(text)
            label.setBuddy(field)
            grid.addWidget(label, 0, 2 * column)
            grid.addWidget(field, 0, 2 * column + 1)
        grid.addWidget(self.comment, 1, 0, 1, 4)
        form = QWidget()
        in_column((grid, 2), (self.files, 1), on=form, room=EDGE, gap=theme.GRID)
        scrolled = _Scrolled(form, _ROWS * self.ticket.sizeHint().height())
        in_column((scrolled, 1), self.message, on=self)
        self.message.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID // 2)
        self.message.setVisible(False)

    # -------------------------------------------------------------------------------- events

    def _on_rest(self) -> None:
        self._show_message()
        self.changed.emit()

    def _show_message(self) -> None:
        """Say what is wrong: with the comment or, if it is right, with a file."""
        try:
            self.extras().check()
        except InvalidRequestError as error:
            wrong = error_text(error)
        else:
            wrong = self.files.note
        self.message.say(wrong, "alert" if wrong else "")
        self.message.setVisible(bool(wrong))


class _Scrolled(QScrollArea):
    """Asks for all the room that *form* wants, and makes do with *height*."""

    def __init__(self, form: QWidget, height: int) -> None:
        super().__init__()
        self._form = form
        self.setWidget(form)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The ground is that of the window, not that of a list.
        for ground in (self.viewport(), form):
            ground.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """Ask for all of the form."""
        return self._form.sizeHint()
