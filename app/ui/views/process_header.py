"""At the top of what belongs to the process that is chosen: who it is, and how it does."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ...core.processes.info import CanDump
from ...core.text import escaped
from .. import theme
from ..dressing import emphasise
from ..layouts import TOP, in_column, in_row, keep_room
from ..models.process_cells import can_dump_icon, can_dump_text, can_dump_tooltip
from .curve import Curve
from .elided_label import ElidedLabel
from .message_line import MessageLine

if TYPE_CHECKING:
    from ...core.processes.info import ProcessInfo
    from ..models.detail_history import Track

_CPU_ROOM = 10.0
"""Percent that the curve of the processor spans at least."""
_SECOND = 1000
"""Milliseconds."""
_MINUTE = 60
"""Seconds."""
_MEMORY_ROOM = 4.0 * (1 << 20)
"""The same for memory, in bytes."""


class ProcessHeader(QWidget):
    """Shows name, number and user, whether it can be dumped, and two running curves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that no process is chosen."""
        super().__init__(parent)
        self.title = ElidedLabel()
        self.verdict = MessageLine(wrapped=False)
        self.processor = Curve(self.tr("processor"), _CPU_ROOM, "1,000.0 %")
        self.memory = Curve(self.tr("memory"), _MEMORY_ROOM, "1,023.9 MiB")
        self._process: ProcessInfo | None = None
        self._ended_at: float | None = None
        self._age = QTimer(self, interval=_SECOND)
        self._age.timeout.connect(self._show_age)
        emphasise(self.title, 1.15)
        top = in_row((self.title, 1), (self.verdict, Qt.AlignmentFlag.AlignVCenter))
        curves = in_row((self.processor, 1), (self.memory, 1), gap=3 * theme.GRID)
        keep_room(self.processor, self.memory)
        in_column(top, curves, on=self, room=TOP, gap=theme.GRID // 2)
        self.show_process(None)

    def show_process(
        self, process: ProcessInfo | None, others: int = 0, *, refused: bool = False
    ) -> None:
        """Show who *process* is; so many *others* are selected besides.

        *refused*: it was found that it cannot be looked at, whatever was judged.
        """
        before, self._process = self._process, process
        if process is None or before is None or process.key != before.key:
            self._ended_at = None
            self._age.stop()
        for curve in (self.processor, self.memory):
            curve.setVisible(process is not None)
        if process is None:
            self.title.show_text(self.tr("No process chosen"))
            self.verdict.say("")
            return
        parts = [escaped(process.name), str(process.pid), escaped(process.user)]
        title = "  ·  ".join(filter(None, parts))
        if others:
            one, many = self.tr("and 1 more selected"), self.tr("and {0} more selected")
            title += f"  —  {theme.counted(others, one, many)}"
        self.title.show_text(title)
        self.verdict.setToolTip(theme.tooltip(can_dump_tooltip(process)))
        if self._ended_at is not None:
            self._show_age()
            return
        can = process.detailed and process.can_dump is CanDump.YES
        if can and refused:
            self.verdict.say(self.tr("cannot be dumped"), "alert")
        else:
            word = self.tr("can be dumped") if can else can_dump_text(process)
            self.verdict.say(word, can_dump_icon(process))

    def show_ended(self, process: ProcessInfo) -> None:
        """Say how long ago *process*, which is the one shown, has ended."""
        if self._process is not None and self._process.key == process.key:
            self._ended_at = time.monotonic()
            self._age.start()
            self._show_age()

    def _show_age(self) -> None:
        if self._ended_at is None:
            return
        seconds = round(time.monotonic() - self._ended_at)
        text = self.tr("ended {0} s ago") if seconds < 2 * _MINUTE else self.tr("ended {0} min ago")
        number = seconds if seconds < 2 * _MINUTE else seconds // _MINUTE
        self.verdict.say(text.format(number), "gone")

    def show_track(self, process: ProcessInfo | None, track: Track, now: float) -> None:
        """Draw what processor and memory did up to the time *now*."""
        if process is None:
            return
        percent = self.tr("{0} %").format(self.locale().toString(process.cpu, "f", 1))
        self.processor.show_values(track.times, track.cpu, now, percent)
        size = theme.binary_size(process.memory)
        self.memory.show_values(track.times, track.memory, now, size)
