"""One line above the button: what private data the dump will hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core_texts import core_text
from ..models.private_data import private_kinds, private_words
from .message_line import MessageLine

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ..models.flag_choice import FlagChoice


class PrivateLine(MessageLine):
    """Follows a :class:`FlagChoice`."""

    def __init__(self, flags: FlagChoice, parent: QWidget | None = None) -> None:
        """Say what *flags* mean, whenever they change, once a process is chosen."""
        super().__init__(parent, elided=True)
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
            self.say("")
            return
        words = private_words(self._flags.flags)
        if words:
            kinds = core_text(", ").join(private_kinds(self._flags.flags))
            whole = self.tr("Will hold private data: {0}").format(kinds)
            self.say(self.tr("Private data: {0}").format(words), "private", whole)
        else:
            self.say(self.tr("Hardly any private data"), "check")
