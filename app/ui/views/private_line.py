"""One line above the button: what private data the dump will hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core_texts import core_text
from ..models.private_data import private_kinds
from .elided_label import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ..models.flag_choice import FlagChoice


class PrivateLine(ElidedLabel):
    """Follows a :class:`FlagChoice`."""

    def __init__(self, flags: FlagChoice, parent: QWidget | None = None) -> None:
        """Say what *flags* mean, whenever they change, once a process is chosen."""
        super().__init__(parent=parent)
        self._flags = flags
        self._chosen = False
        flags.changed.connect(self._show)
        self._show()

    def set_chosen(self, chosen: bool) -> None:
        """Say nothing while no process is chosen: there is no dump to speak of."""
        self._chosen = chosen
        self._show()

    def _show(self) -> None:
        if not self._chosen:
            self.show_text("")
            return
        held = private_kinds(self._flags.flags)
        said = self.tr("◆ Will hold private data: {0}") if held else self.tr("No private data")
        self.show_text(said.format(core_text(", ").join(held)))
