"""Comment, ticket, operator and files that go into a dump as streams."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.core.dump.recipe import COMMENT_FIELDS
from app.core.errors import InvalidRequestError, OutputError
from app.core.processes.text import escaped
from app.ui import theme
from app.ui.core_texts import error_text
from app.ui.models.extras import FIRST_OWN_TYPE, STREAMS_LIMIT, Extras, StreamFile
from app.ui.views.message_line import MessageLine

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

_TYPING: Final = 300
"""Milliseconds of rest after which typed text counts."""
_REMEMBERED: Final = ("comment", "operator")
"""What is there again in the next run; a ticket is another one every time."""


class ExtrasForm(QWidget):
    """Edits :class:`Extras`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self.ticket = QLineEdit()
        self.operator = QLineEdit()
        self.comment = QPlainTextEdit()
        self.streams = QListWidget()
        self.type = QLineEdit(hex(FIRST_OWN_TYPE))
        self.add = QPushButton(self.tr("Add file …"))
        self.remove = QPushButton(self.tr("Remove"))
        self.message = MessageLine()
        self._files: list[StreamFile] = []
        self._rest = QTimer(self, singleShot=True, interval=_TYPING)
        self._rest.timeout.connect(self._on_rest)
        self._dress()
        self._arrange()
        for line in (self.ticket, self.operator):
            line.textChanged.connect(lambda _text: self._rest.start())
        self.comment.textChanged.connect(self._rest.start)
        self.add.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        self.streams.itemSelectionChanged.connect(self._show_ready)
        self._show_ready()

    def extras(self) -> Extras:
        """Give what is filled in."""
        return Extras(
            self.comment.toPlainText().strip(),
            self.ticket.text().strip(),
            self.operator.text().strip(),
            tuple(self._files),
        )

    def summary(self) -> str:
        """Say in a few words what is filled in."""
        extras = self.extras()
        words = [extras.ticket, extras.operator, extras.comment.replace("\n", " ")]
        if extras.streams:
            words.append(self.tr("{0} files").format(len(extras.streams)))
        return " · ".join(filter(None, words))

    def set_comment(self, text: str) -> None:
        """Fill in a comment."""
        self.comment.setPlainText(text)

    def restore(self, settings: QSettings) -> None:
        """Fill in what *settings* remember."""
        self.comment.setPlainText(str(settings.value("extras/comment", "")))
        self.operator.setText(str(settings.value("extras/operator", "")))

    def save(self, settings: QSettings) -> None:
        """Have *settings* remember it; but not the ticket."""
        extras = self.extras()
        for name in _REMEMBERED:
            settings.setValue(f"extras/{name}", getattr(extras, name))

    def add_file(self, path: Path) -> None:
        """Add a file as a stream of the type that stands in the field."""
        taken = {file.type: file for file in self._files}
        room = STREAMS_LIMIT - sum(len(file.content) for file in self._files)
        try:
            kind = int(self.type.text().strip(), 0)
        except ValueError:
            self.message.say(self.tr("Write the type as a number, such as 0x10000."), "alert")
            return
        try:
            file = StreamFile.load(kind, path, taken, room)
        except (InvalidRequestError, OutputError) as error:
            self.message.say(error_text(error), "alert")
            return
        self._files.append(file)
        item = QListWidgetItem(
            f"{kind:#x}  {escaped(path.name)}  {theme.binary_size(len(file.content))}"
        )
        item.setToolTip(theme.tooltip(f"{path}\n{self.tr('As it was when it was added.')}"))
        self.streams.addItem(item)
        free = next(n for n in range(kind, kind + len(taken) + 2) if n != kind and n not in taken)
        self.type.setText(hex(free))
        self.message.say("")
        self.changed.emit()

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        names = {
            self.ticket: self.tr("Ticket number"),
            self.operator: self.tr("Operator: who makes the dump"),
            self.comment: self.tr("Comment stored in the dump"),
            self.streams: self.tr("Files that go into the dump as streams"),
            self.type: self.tr("Stream type of the next file"),
        }
        for widget, name in names.items():
            widget.setAccessibleName(name)
        fields = ", ".join(f"{{{name}}}" for name in COMMENT_FIELDS)
        self.comment.setPlaceholderText(self.tr("Comment: what was seen, what was tried"))
        self.comment.setToolTip(
            theme.tooltip(self.tr("Stored in the dump. May hold {0}.").format(fields))
        )
        self.comment.setTabChangesFocus(True)
        line = self.comment.fontMetrics().lineSpacing()
        self.comment.setMinimumHeight(2 * line + 2 * theme.GRID)
        self.streams.setMinimumHeight(2 * line + theme.GRID)
        self.type.setToolTip(
            theme.tooltip(self.tr("Types from 0x10000 on are for applications' own streams."))
        )
        self.type.setMaximumWidth(self.type.fontMetrics().horizontalAdvance("0xFFFFFFFF000"))

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
        files = QHBoxLayout()
        files.setSpacing(theme.GRID // 2)
        label = QLabel(self.tr("St&ream"))
        label.setBuddy(self.type)
        for widget in (label, self.type, self.add, self.remove):
            files.addWidget(widget)
        files.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID // 2)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(grid, 2)
        layout.addLayout(files)
        layout.addWidget(self.streams, 1)
        layout.addWidget(self.message)
        self.streams.setVisible(False)
        self.message.setVisible(False)

    # -------------------------------------------------------------------------------- events

    def _on_rest(self) -> None:
        try:
            self.extras().check()
        except InvalidRequestError as error:
            self.message.say(error_text(error), "alert")
        else:
            self.message.say("")
        self._show_ready()
        self.changed.emit()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("File that becomes a stream"))
        if name:
            self.add_file(Path(name))
            self._show_ready()

    def _remove(self) -> None:
        for item in self.streams.selectedItems():
            row = self.streams.row(item)
            self.streams.takeItem(row)
            del self._files[row]
        self._show_ready()
        self.changed.emit()

    def _show_ready(self) -> None:
        self.streams.setVisible(bool(self._files))
        self.remove.setVisible(bool(self._files))
        self.remove.setEnabled(bool(self.streams.selectedItems()))
        self.message.setVisible(bool(self.message.text()))
