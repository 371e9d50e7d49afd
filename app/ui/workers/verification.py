"""Checks dumps of the list once more: a file may have changed since it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from .dump_reader import DumpReader

if TYPE_CHECKING:
    from ...core.inspection.page import DumpPage
    from ..models.dump_list import DumpList, Entry


class Verification(QObject):
    """Reads files in processes of their own; the verdicts go into the lines of a list."""

    def __init__(self, dumps: DumpList) -> None:
        """Keep the lines of *dumps* up to date."""
        super().__init__(dumps)
        self._dumps = dumps
        self._readers: list[DumpReader] = []

    def verify(self, entry: Entry) -> None:
        """Check the file of *entry*, which was written."""
        reader = DumpReader(entry.path, self)
        self._readers.append(reader)

        def over(verdict: str, findings: tuple[str, ...]) -> None:
            entry.checking, entry.verdict, entry.findings = False, verdict, findings
            self._dumps.update(entry)
            reader.stop()
            if reader in self._readers:
                self._readers.remove(reader)
            reader.deleteLater()

        def read(page: DumpPage) -> None:
            over(page.verdict.verdict, tuple(finding.text for finding in page.verdict.findings))

        reader.page_read.connect(read)
        reader.read_failed.connect(lambda failure: over("bad", (failure.cause, failure.remedy)))
        entry.checking = True
        self._dumps.update(entry)
        reader.start()

    def stop(self) -> None:
        """Give up what is being checked."""
        for reader in self._readers:
            reader.stop()
        self._readers.clear()
