"""Deleting a dump: after a question in place, and never anything but the file itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ..core.text import escaped
from . import theme
from .core_texts import core_text

if TYPE_CHECKING:
    from .models.dump_list import Entry
    from .views.ask_line import AskLine
    from .workers.errands import Errands


class DumpDeletion(QObject):
    """Asks in an :class:`AskLine`, then deletes without making anybody wait."""

    gone = Signal(object)
    """The Entry whose file is not there any more."""
    failed = Signal(str)
    """Why a file could not be deleted, and what helps."""

    def __init__(self, asking: AskLine, errands: Errands, parent: QObject | None = None) -> None:
        """Ask with *asking*; *errands* delete."""
        super().__init__(parent)
        self._asking = asking
        self._errands = errands
        self._entry: Entry | None = None
        asking.accepted.connect(self._delete)

    def ask(self, entry: Entry) -> None:
        """Ask whether to delete the dump of *entry*; one that is gone needs no question."""
        if entry.record is None or not entry.exists:
            self.gone.emit(entry)
            return
        self._entry = entry
        name = escaped(os.path.basename(entry.path))  # noqa: PTH119
        text = self.tr("Delete {0} ({1}) for good?").format(
            name, theme.binary_size(entry.record.size)
        )
        self._asking.ask(text, self.tr("Delete"), self.tr("Keep"), "alert")

    def _delete(self) -> None:
        """Delete the file and nothing else; what is not an ordinary file is not ours."""
        entry, self._entry = self._entry, None
        if entry is None:
            return
        path = entry.path

        def over(result: object) -> None:
            if isinstance(result, OSError) and not isinstance(result, FileNotFoundError):
                text = self.tr(
                    "The dump cannot be deleted: {0}. See who owns the file and its folder."
                )
                self.failed.emit(text.format(core_text(result.strerror or str(result))))
            else:
                self.gone.emit(entry)

        # A link itself, never what it points to. A large file takes its time.
        self._errands.run(lambda: os.unlink(path), over)  # noqa: PTH108
