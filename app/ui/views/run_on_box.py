"""The box that lets the program run on while a copy of it is read, and what that costs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ...core.dump.cloning import HELD_ANYWAY, PAYS_FROM, Taken, page_tables
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from .boxes import CheckBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ..models.contents import Estimate
    from ..models.flag_choice import FlagChoice

_USUAL = sys.platform == "linux"


class RunOnBox(CheckBox):
    """Follows a :class:`FlagChoice` and what is foretold of a dump with it."""

    def __init__(self, choice: FlagChoice, parent: QWidget | None = None) -> None:
        """Show what *choice* says of it."""
        super().__init__(parent)
        self._choice = choice
        self._estimate: Estimate | None = None
        self.setText(self.tr("Let it r&un on"))
        self.toggled.connect(self._on_toggled)
        choice.changed.connect(self._show)
        self._show()

    def show_estimate(self, estimate: Estimate | None) -> None:
        """Say what it would cost a dump as in *estimate*, or why it cannot be."""
        self._estimate = estimate
        self._show()

    def _on_toggled(self, on: bool) -> None:
        self._choice.set_clone(None if on == _USUAL else on)

    def _show(self) -> None:
        wanted = self._choice.clone
        self.setChecked(_USUAL if wanted is None else wanted)
        text = " ".join(self._sentences())
        self.setToolTip(theme.tooltip(escaped(text)))
        self.setAccessibleDescription(text)

    def _sentences(self) -> list[str]:
        system: str = sys.platform  # a name of its own: the type checker knows only one system
        if system == "win32":
            return [
                self.tr(
                    "The program runs on while a snapshot of it is written. Needs Windows 8.1 or "
                    "newer."
                )
            ]
        found = [
            self.tr(
                "The program stands still for some milliseconds, and its memory is read from a "
                "copy-on-write clone while it runs on."
            )
        ]
        estimate = self._estimate
        if estimate is not None and estimate.clone_refusal:
            found.append(self.tr("It cannot be cloned:") + " " + core_text(estimate.clone_refusal))
        elif estimate is not None and estimate.taken.cloned:
            found.append(
                self.tr(
                    "This costs {0} of page tables and, meanwhile, a copy of each page that the "
                    "program writes to."
                ).format(theme.binary_size(page_tables(estimate.taken.cloned)))
            )
        elif self._choice.clone is None and _USUAL:
            found.append(
                self.tr("Below {0} it stands still, which takes no longer.").format(
                    theme.binary_size(PAYS_FROM)
                )
            )
        return found + self._copied(estimate.taken if estimate is not None else Taken())

    def _copied(self, taken: Taken) -> list[str]:
        """Say where much is copied to while the program stands still."""
        if taken.held + taken.direct <= HELD_ANYWAY:
            return []
        if not taken.direct:
            text = self.tr("While it stands still {0} are copied into memory: no disk takes part.")
            return [text.format(theme.binary_size(taken.held))]
        text = self.tr(
            "While it stands still {0} are copied straight to the disk, as there is no memory to "
            "spare for them: how long that takes depends on the disk."
        )
        return [text.format(theme.binary_size(taken.direct))]
