"""The streams of a dump, asked for and written, and beside them what is in the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ....core.minidump.constants import MINIDUMP_STREAM_TYPE
from ....core.text import escaped
from ...core_texts import error_text
from ...layouts import in_column, two_panes
from ...models.dump_rows import DumpPart
from .part_table import PartTable

if TYPE_CHECKING:
    from ....core.inspection.page import DumpPage, StreamRow
    from ....core.inspection.reading import Failure, StreamText
    from ...models.detail_rows import DetailRow
    from ...workers.dump_reader import DumpReader


class StreamsTab(QWidget):
    """Shows what is in the directory of the file, and streams as text."""

    def __init__(self, reader: DumpReader, parent: QWidget | None = None) -> None:
        """Fetch streams through *reader*."""
        super().__init__(parent)
        self._reader = reader
        self._streams: tuple[StreamRow, ...] = ()
        self._shown: StreamRow | None = None
        self.streams = PartTable(DumpPart.STREAMS, self.tr("Streams"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(self.tr("Content of the stream"))
        self.text.setAccessibleDescription(self.tr("Of the one that is chosen above, as text."))
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.setPlaceholderText(self.tr("The content of the chosen stream appears here."))
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF())
        self.text.setFont(fixed)
        in_column(two_panes(self.streams, self.text, Qt.Orientation.Horizontal, (5, 3)), on=self)
        self.streams.row_chosen.connect(self._on_chosen)
        self.streams.opened.connect(self._on_opened)
        reader.stream_read.connect(self._on_read)

    def set_page(self, page: DumpPage) -> None:
        """Take the streams of *page*; the rows that are made of them come later."""
        self.streams.show_rows(())
        self._streams = page.streams

    def show_failure(self, failure: Failure) -> None:
        """Say why a stream cannot be shown."""
        self.text.setPlainText(escaped(error_text(failure)))

    def _on_chosen(self, row: DetailRow | None) -> None:
        self._shown = None if row is None else self._streams[row.key]
        self.text.clear()
        if self._shown is None:
            return
        if not self._shown.written:
            self.text.setPlainText(self.tr("This stream is not in the file."))
        elif self._shown.stream_type == MINIDUMP_STREAM_TYPE.LinuxEnviron:
            text = self.tr("The environment may hold passwords. Press Enter to show it.")
            self.text.setPlainText(text)
        else:
            self._reader.read_stream(self._shown)

    def _on_opened(self, _row: DetailRow) -> None:
        if self._shown is not None and self._shown.written:
            self._reader.read_stream(self._shown)
        self.text.setFocus()

    def _on_read(self, read: StreamText) -> None:
        shown = self._shown
        if shown is not None and (read.asked.stream_type, read.asked.rva) == (
            shown.stream_type,
            shown.rva,
        ):
            self.text.setPlainText("\n".join(map(_line, read.text.split("\n"))))


def _line(text: str) -> str:
    """Escape what cannot be seen, except tabs."""
    return "\t".join(map(escaped, text.split("\t")))
