"""What a dump will be, before the first byte: size, parts, room on the disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QWidget

from ...core.dump.words import HOLES, PAUSE
from .. import theme
from ..core_texts import core_text
from ..layouts import in_row
from ..models.room_verdict import room_verdict
from ..models.time_text import pause_range
from .elided_label import ElidedLabel
from .kind_bar import KindBar
from .message_line import MessageLine

if TYPE_CHECKING:
    from ...core.dump.pause import Pause
    from ..models.contents import Estimate


class PreviewBar(QWidget):
    """Shows an :class:`Estimate`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show that there is nothing to show."""
        super().__init__(parent)
        self._facts = self._more = ""
        self._updating = False
        self.total = QLabel()
        self.parts = ElidedLabel()
        self.bar = KindBar()
        self.disk = MessageLine(wrapped=False)
        self._dress()
        self.clear()

    def show_estimate(self, estimate: Estimate, pause: Pause) -> None:
        """Show what a dump would be, and how long its target would stand still."""
        text = "{0}" if estimate.is_exact else self.tr("about {0}")
        self.total.setText(text.format(theme.binary_size(estimate.file_size)))
        self._set_shown(True)
        exact = self.tr("{0} bytes").format(theme.whole_number(estimate.file_size))
        if estimate.disk_size != estimate.file_size:
            stored = self.tr("At most {0} on the disk: {1}.")
            size = theme.binary_size(estimate.disk_size)
            exact += "\n" + stored.format(size, core_text(HOLES))
        self.total.setToolTip(theme.tooltip(exact))
        parts = (
            theme.counted(len(estimate.streams), self.tr("1 stream"), self.tr("{0} streams")),
            theme.counted(estimate.ranges, self.tr("1 range"), self.tr("{0} ranges")),
        )
        self._facts = self.tr("pauses {0}").format(pause_range(pause))
        basis = self._pause_basis(pause)
        if estimate.wait_ms:
            basis += " " + self.tr("Other programs want the processors as well just now.")
        self._more = "\n".join((basis, " · ".join(parts), self._stream_list(estimate)))
        self.bar.show_kinds(estimate.kinds)
        verdict, icon = room_verdict(estimate.room, estimate.file_size, estimate.disk_size)
        # Why it is not stands in the place of the button.
        self.disk.say(self.tr("Not writable") if estimate.room.obstacle else verdict, icon)
        self.set_updating(False)

    def clear(self, reason: str = "") -> None:
        """Show that there is no estimate yet or, with the *reason*, that none is coming."""
        self.total.setText("" if reason else "…")
        self._set_shown(not reason)
        self.total.setToolTip("")
        self._facts, self._more = reason, ""
        self.bar.show_kinds({})
        self.disk.say("")
        self.set_updating(False)

    def _set_shown(self, shown: bool) -> None:
        self.total.setVisible(shown)
        self.bar.setVisible(shown)

    def set_updating(self, updating: bool) -> None:
        """Show that the figures are those of an earlier choice, until new ones come."""
        self._updating = updating
        role = QPalette.ColorRole.PlaceholderText if updating else QPalette.ColorRole.WindowText
        self.total.setForegroundRole(role)
        self.bar.set_dim(updating)
        self.parts.show_text(self.tr("updating …") if updating else self._facts, self._more)

    @property
    def updating(self) -> bool:
        """Whether the figures are dimmed: newer ones are being computed."""
        return self._updating

    def _pause_basis(self, pause: Pause) -> str:
        if not pause.dumps:
            return core_text(PAUSE)
        one = self.tr("The pause is judged by what is to be copied, and by an earlier dump.")
        many = self.tr("The pause is judged by what is to be copied, and by {0} earlier dumps.")
        return f"{theme.counted(pause.dumps, one, many)} {core_text(PAUSE)}"

    def _stream_list(self, estimate: Estimate) -> str:
        return "\n".join(
            f"{name}: {theme.binary_size(size)}"
            for name, size in sorted(estimate.streams, key=lambda stream: -stream[1])
        )

    def _dress(self) -> None:
        font = theme.with_tabular_figures(self.total.font())
        self.parts.setFont(font)
        font.setBold(True)
        self.total.setFont(font)
        self.total.setTextFormat(Qt.TextFormat.PlainText)
        self.total.setAccessibleName(self.tr("Size of the dump"))
        self.parts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        in_row(self.total, (self.bar, 2), (self.parts, 2), self.disk, on=self)
        self.setFixedHeight(self.total.sizeHint().height())  # what is above must not move
