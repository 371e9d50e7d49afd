"""Files that go into a dump as streams: chosen, listed, and read again when they change."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from ...core.errors import InvalidRequestError, MiniDumpError
from ...core.numerals import parse_number
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..layouts import in_column, in_row
from ..models.extras import FIRST_OWN_TYPE, STREAMS_LIMIT, StreamFile, read_again
from ..models.time_text import moment_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..workers.errands import Errands

_ICON: Final = 16
_WATCH: Final = 4000
"""Milliseconds after which the files are looked at again: a log grows while one looks."""


class StreamFiles(QWidget):
    """Keeps a list of :class:`StreamFile`."""

    changed = Signal()
    """Other files, or other contents."""
    noted = Signal()
    """There is another ``note``, or none."""

    def __init__(self, errands: Errands, parent: QWidget | None = None) -> None:
        """Begin with none; *errands* read files again."""
        super().__init__(parent)
        self._errands = errands
        self.files: tuple[StreamFile, ...] = ()
        self.note = ""
        """What is wrong with a file, for whoever shows it; empty: nothing."""
        self.type = QLineEdit(hex(FIRST_OWN_TYPE))
        self.add = QPushButton(self.tr("Add file …"))
        self.remove = QPushButton(self.tr("Remove"))
        self.list = QListWidget()
        self._watch = QTimer(self, interval=_WATCH)
        self._watch.timeout.connect(self._on_watch)
        self._dress()
        self._arrange()
        self.add.clicked.connect(self._choose)
        self.remove.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._show_ready)
        self._show_ready()

    def set_files(self, files: Sequence[StreamFile]) -> None:
        """List *files* instead of those there are."""
        self.files = tuple(files)
        self.list.clear()
        for place in range(len(files)):
            self.list.addItem(QListWidgetItem())
            self._show_file(place)
        self._show_ready()
        self.changed.emit()

    def add_file(self, path: Path) -> None:
        """Add a file as a stream of the type that stands in the field."""
        taken = {file.type: file for file in self.files}
        room = STREAMS_LIMIT - sum(len(file.content) for file in self.files)
        try:
            kind = parse_number(self.type.text(), bits=32)
        except InvalidRequestError as error:
            self._say(error_text(error))
            return

        def take(file: object) -> None:
            if isinstance(file, MiniDumpError):
                self._say(error_text(file))
            elif isinstance(file, StreamFile):
                used = {other.type for other in self.files} | {kind}
                self.type.setText(hex(next(n for n in itertools.count(kind) if n not in used)))
                self._say("")
                self.set_files((*self.files, file))

        self._errands.run(lambda: StreamFile.load(kind, path, taken, room), take)

    def read_again(self, then: Callable[[], None] | None = None) -> None:
        """Take up what was changed in the files since they were read; *then* go on."""
        files = self.files
        if not files:
            if then is not None:
                then()
            return

        def take(read: object) -> None:
            if isinstance(read, tuple) and files == self.files:  # none was added or taken out
                self._take(read)
            if then is not None:
                then()

        self._errands.run(lambda: read_again(files), take)

    def _take(self, read: tuple[StreamFile, ...]) -> None:
        before, self.files = self.files, read
        if read == before:
            return
        for place, (old, new) in enumerate(zip(before, read, strict=True)):
            if old != new:
                self._show_file(place)
        lost = [file for file in read if file.problem]
        name = escaped(lost[0].path.name) if lost else ""
        self._say(f"{name}: {self._fate(lost[0])}" if lost else "")
        if [file.content for file in read] != [file.content for file in before]:
            self.changed.emit()

    def _say(self, note: str) -> None:
        self.note = note
        self.noted.emit()

    def _show_file(self, place: int) -> None:
        """Tell type, name, size and time of a file, and whether it can still be read."""
        file, item = self.files[place], self.list.item(place)
        text = self.tr("{0}  {1}  {2}  ·  changed {3}").format(
            hex(file.type),
            escaped(file.path.name),
            theme.binary_size(len(file.content)),
            moment_text(file.seconds),
        )
        item.setText(text)
        item.setIcon(theme.icon("alert") if file.problem else QIcon())
        item.setToolTip(theme.tooltip(f"{file.path}\n{self._fate(file)}"))

    def _fate(self, file: StreamFile) -> str:
        """Say what will become of *file* when the dump is written."""
        if not file.problem:
            return self.tr("Read again right before the dump is written.")
        text = self.tr("It cannot be read any more, and goes in as it was: {0}")
        return text.format(escaped(core_text(file.problem)))

    # -------------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.list.setAccessibleName(self.tr("Files that go into the dump as streams"))
        self.list.setAccessibleDescription(self.tr("Remove takes out those that are selected."))
        self.list.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + theme.GRID)
        self.list.setIconSize(QSize(_ICON, _ICON))
        self.type.setAccessibleName(self.tr("Stream type of the next file"))
        self.type.setToolTip(
            theme.tooltip(self.tr("Types from 0x10000 on are for applications' own streams."))
        )
        self.type.setMaximumWidth(self.type.fontMetrics().horizontalAdvance("0xFFFFFFFF000"))

    def _arrange(self) -> None:
        label = QLabel(self.tr("St&ream"))
        label.setBuddy(self.type)
        row = in_row(label, self.type, self.add, self.remove, None, gap=theme.GRID // 2)
        in_column(row, (self.list, 1), on=self, gap=theme.GRID // 2)

    # -------------------------------------------------------------------------------- events

    def _on_watch(self) -> None:
        if self.window().isActiveWindow():
            self.read_again()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("File that becomes a stream"))
        if name:
            self.add_file(Path(name))

    def _remove(self) -> None:
        rows = {self.list.row(item) for item in self.list.selectedItems()}
        self._say("")
        self.set_files([file for row, file in enumerate(self.files) if row not in rows])

    def _show_ready(self) -> None:
        policy = QSizePolicy.Policy.Preferred if self.files else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, policy)
        self.list.setVisible(bool(self.files))
        self.remove.setVisible(bool(self.files))
        self.remove.setEnabled(bool(self.list.selectedItems()))
        if not self.files:
            self._watch.stop()
        elif not self._watch.isActive():
            self._watch.start()
