"""What a dump will be, before the first byte: size, parts, room on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.views.elided_label import ElidedLabel
from app.ui.views.kind_bar import KindBar, in_order, kind_name
from app.ui.views.message_line import MessageLine

if TYPE_CHECKING:
    from app.ui.models.contents import Estimate

_IN_WORDS: Final = 3
"""So many kinds are named below the bar; the others are in the tooltip."""


class PreviewBar(QWidget):
    """Shows an :class:`Estimate`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that there is nothing to show."""
        super().__init__(parent)
        self.total = QLabel()
        self.parts = ElidedLabel()
        self.bar = KindBar()
        self.kinds = ElidedLabel()
        self.disk = MessageLine(wrapped=False)
        self._dress()
        self.clear()

    def show_estimate(self, estimate: Estimate) -> None:
        """Show what a dump would be."""
        self.total.setText(self.tr("Will write {0}").format(theme.binary_size(estimate.file_size)))
        exact = self.tr("{0} bytes, of which {1} are stored on the disk").format(
            theme.whole_number(estimate.file_size), theme.whole_number(estimate.disk_size)
        )
        self.total.setToolTip(theme.tooltip(exact))
        self.parts.show_text(
            self.tr("{0} streams · {1} ranges · pauses briefly").format(
                theme.whole_number(estimate.streams), theme.whole_number(estimate.ranges)
            )
        )
        self.bar.show_kinds(estimate.kinds)
        largest = in_order(estimate.kinds)
        words = [f"{kind_name(kind)} {theme.binary_size(size)}" for kind, size in largest]
        rest = len(words) - _IN_WORDS
        if rest > 0:
            words[_IN_WORDS:] = [self.tr("{0} more").format(rest)]
        self.kinds.show_text(" · ".join(words), self.bar.description())
        self._show_disk(estimate)

    def clear(self, reason: str = "") -> None:
        """Show that there is no estimate, and why."""
        self.total.setText(self.tr("Will write …"))
        self.total.setToolTip("")
        self.parts.show_text(reason)
        self.kinds.show_text(" ")
        self.bar.show_kinds({})
        self.disk.say("")

    def _show_disk(self, estimate: Estimate) -> None:
        if estimate.free is None:
            self.disk.say(self.tr("Free space not known"), "unknown")
            return
        free = theme.binary_size(estimate.free)
        if estimate.disk_size > estimate.free:
            self.disk.say(self.tr("Only {0} free on the disk").format(free), "alert")
        else:
            self.disk.say(self.tr("Fits: {0} free on the disk").format(free), "check")

    def _dress(self) -> None:
        font = theme.with_tabular_figures(self.total.font())
        self.parts.setFont(font)
        self.kinds.setFont(font)
        font.setBold(True)
        self.total.setFont(font)
        self.total.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.parts, self.kinds):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        top = QHBoxLayout()
        top.setSpacing(theme.GRID)
        top.addWidget(self.total)
        top.addWidget(self.parts, 1)
        top.addWidget(self.disk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 0)
        layout.setSpacing(theme.GRID // 2)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.kinds)
