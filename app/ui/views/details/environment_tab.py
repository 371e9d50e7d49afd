"""The environment of a process: names at once, values when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ... import theme
from ...models.detail_columns import Part
from ...models.detail_rows import without_value
from .detail_tab import DetailTab

if TYPE_CHECKING:
    from ...models.detail_rows import Details


class EnvironmentTab(DetailTab):
    """Variables with dots for values. Values are asked for, shown and copied on request only."""

    reveal_asked = Signal(bool)
    """The user wants to see the values, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hide what there is."""
        super().__init__(
            Part.ENVIRONMENT,
            self.tr("Environment"),
            self.tr("Find: PATH, LC_*"),
            self.tr("The process was started without any environment variable."),
            parent,
        )
        self.reveal = QPushButton()
        self.reveal.setCheckable(True)
        self.reveal.setToolTip(
            theme.tooltip(
                self.tr(
                    "Values may hold passwords and keys. They are read when you ask for them, "
                    "and hidden again when you choose another process."
                )
            )
        )
        self._masked = True
        self.bar.insertWidget(0, self.reveal)
        self.reveal.clicked.connect(self._on_clicked)
        self._show_state(revealed=False)

    def show_details(self, details: Details, *, same: bool) -> None:
        """Show names, and values if they are there."""
        self._show_state(revealed=details.revealed)
        super().show_details(details, same=same)

    def set_masked(self, masked: bool) -> None:
        """Hide the values of the processes to come until asked for, or do not."""
        self._masked = masked

    def clear(self) -> None:
        """Forget what was shown, and hide what comes."""
        self._show_state(revealed=not self._masked)
        super().clear()

    def _on_clicked(self, reveal: bool) -> None:
        if not reveal:
            self._show_state(revealed=False)
            self.table.show(tuple(map(without_value, self.table.all_rows)))
        self.reveal_asked.emit(reveal)

    def _show_state(self, *, revealed: bool) -> None:
        self.reveal.setChecked(revealed)
        self.reveal.setText(self.tr("Hide values") if revealed else self.tr("Show values"))
        self.list.set_copyable(revealed)
