"""Comment, ticket, operator and files that go into a dump as streams."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.dump.recipe import COMMENT_FIELDS
from app.core.errors import InvalidRequestError, OutputError
from app.core.processes.text import escaped
from app.ui import theme
from app.ui.core_texts import core_text, error_text
from app.ui.models.extras import FIRST_OWN_TYPE, STREAMS_LIMIT, Extras, StreamFile, read_again
from app.ui.views.message_line import MessageLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QSettings

    from app.ui.workers.errands import Errands

_ROWS: Final = 2
"""So many lines are in view however little room there is."""
_TYPING: Final = 300
"""Milliseconds of rest after which typed text counts."""
_ICON: Final = 16
_WATCH: Final = 4000
"""Milliseconds after which the files are looked at again: a log grows while one looks."""
_REMEMBERED: Final = ("comment", "operator")
"""What is there again in the next run; a ticket is another one every time."""


class ExtrasForm(QWidget):
    """Edits :class:`Extras`; where there is little room, it scrolls."""

    changed = Signal()

    def __init__(self, errands: Errands, parent: QWidget | None = None) -> None:
        """Begin with nothing; *errands* read files again."""
        super().__init__(parent)
        self._errands = errands
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
        self._watch = QTimer(self, interval=_WATCH)
        self._watch.timeout.connect(self._on_watch)
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
            words.append(
                theme.counted(len(extras.streams), self.tr("1 file"), self.tr("{0} files"))
            )
        return " · ".join(filter(None, words))

    def take(self, extras: Extras) -> None:
        """Fill in *extras*."""
        self.ticket.setText(extras.ticket)
        self.operator.setText(extras.operator)
        self.comment.setPlainText(extras.comment)
        self._files = list(extras.streams)
        self.streams.clear()
        for place in range(len(self._files)):
            self.streams.addItem(QListWidgetItem())
            self._show_file(place)
        self._on_rest()

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
        self.streams.addItem(QListWidgetItem())
        self._show_file(len(self._files) - 1)
        free = next(n for n in range(kind, kind + len(taken) + 2) if n != kind and n not in taken)
        self.type.setText(hex(free))
        self.message.say("")
        self.changed.emit()

    def read_again(self, then: Callable[[], None] | None = None) -> None:
        """Take up what was changed in the files since they were read; *then* go on."""
        files = tuple(self._files)
        if not files:
            if then is not None:
                then()
            return

        def take(read: object) -> None:
            if isinstance(read, tuple):
                self._take(files, read)
            if then is not None:
                then()

        self._errands.run(lambda: read_again(files), take)

    def _take(self, before: Sequence[StreamFile], after: Sequence[StreamFile]) -> None:
        changed = False
        for old, new in zip(before, after, strict=True):
            place = next((n for n, file in enumerate(self._files) if file is old), -1)
            if place >= 0 and new != old:
                self._files[place] = new
                self._show_file(place)
                changed = changed or new.content != old.content
        if not any(file.problem for file in self._files) and any(file.problem for file in before):
            self.message.say("")
        if changed:
            self.changed.emit()
        self._show_ready()

    def _show_file(self, place: int) -> None:
        """Tell type, name, size and time of a file, and whether it can still be read."""
        file, item = self._files[place], self.streams.item(place)
        when = QDateTime.fromSecsSinceEpoch(int(file.seconds))
        text = self.tr("{0}  {1}  {2}  ·  changed {3}").format(
            hex(file.type),
            escaped(file.path.name),
            theme.binary_size(len(file.content)),
            QLocale().toString(when, QLocale.FormatType.ShortFormat),
        )
        note = self.tr("Read again right before the dump is written.")
        if file.problem:
            note = self.tr("It cannot be read any more, and goes in as it was: {0}").format(
                escaped(core_text(file.problem))
            )
        item.setText(text)
        item.setIcon(theme.icon("alert") if file.problem else QIcon())
        item.setToolTip(theme.tooltip(f"{file.path}\n{note}"))
        if file.problem:
            self.message.say(f"{escaped(file.path.name)}: {note}", "alert")
            self.message.show()

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
            self.streams: (
                self.tr("Files that go into the dump as streams"),
                self.tr("Remove takes out those that are selected."),
            ),
            self.type: (self.tr("Stream type of the next file"), ""),
        }
        for widget, (name, description) in named.items():
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(description)
        words = [f"{{{name}}}  {core_text(meaning)}" for name, meaning in COMMENT_FIELDS.items()]
        fields = "\n".join([self.tr("Stored in the dump. In braces may stand:"), *words])
        self.comment.setPlaceholderText(self.tr("Comment: what was seen, what was tried"))
        self.comment.setToolTip(theme.tooltip(fields))
        self.comment.setAccessibleDescription(fields)
        self.comment.setTabChangesFocus(True)
        line = self.comment.fontMetrics().lineSpacing()
        self.comment.setMinimumHeight(2 * line + 2 * theme.GRID)
        self.streams.setMinimumHeight(2 * line + theme.GRID)
        self.streams.setIconSize(QSize(_ICON, _ICON))
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
        form = QWidget()
        layout = QVBoxLayout(form)
        layout.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID // 2)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(grid, 2)
        layout.addLayout(files)
        layout.addWidget(self.streams, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(_Scrolled(form, _ROWS * self.ticket.sizeHint().height()), 1)
        outer.addWidget(self.message)
        self.message.setContentsMargins(theme.GRID, 0, theme.GRID, theme.GRID // 2)
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

    def _on_watch(self) -> None:
        if self.window().isActiveWindow():
            self.read_again()

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
        if not self._files:
            self._watch.stop()
        elif not self._watch.isActive():
            self._watch.start()
        self.remove.setEnabled(bool(self.streams.selectedItems()))
        self.message.setVisible(bool(self.message.text()))


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
