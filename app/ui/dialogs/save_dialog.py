"""The dialog that asks where something is to be saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class SaveDialog(QFileDialog):
    """Says "Save in" where the system has no dialog of its own: Qt's says "Look in" always."""

    def __init__(
        self, parent: QWidget, title: str, proposed: str, filters: Sequence[str] = ()
    ) -> None:
        """Propose a name, or the path of a file; *filters* are as Qt has them."""
        super().__init__(parent, title)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setLabelText(QFileDialog.DialogLabel.LookIn, self.tr("Save in:"))
        if filters:
            self.setNameFilters(list(filters))
        path = Path(proposed)
        if path.is_absolute():
            self.setDirectory(str(path.parent))
        self.selectFile(path.name)
        self.finished.connect(self.deleteLater)

    @staticmethod
    def ask(
        parent: QWidget,
        title: str,
        proposed: str,
        filters: Sequence[str] = (),
        *,
        replaces: bool = True,
    ) -> str:
        """Give the path that was chosen, or nothing; not *replaces*: no file is overwritten."""
        dialog = SaveDialog(parent, title, proposed, filters)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, not replaces)
        return dialog.selectedFiles()[0] if dialog.exec() else ""
