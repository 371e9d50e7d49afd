"""Tables as text: for the clipboard and for other programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile

from ...core.text import for_spreadsheet
from ..translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...core.processes.info import ProcessInfo
    from .process_columns import Column

FOR_SPREADSHEETS: Final = "utf-8-sig"
"""With a byte order mark, without which spreadsheets guess at the encoding."""


class TableText(NamedTuple):
    """Rows under headings, with exact values (bytes, ISO times), to be written on any thread."""

    headings: Sequence[str]
    rows: Iterable[Iterable[str | float]]

    def csv(self) -> str:
        """Give them as CSV (RFC 4180).

        What a spreadsheet would take for a formula gets an apostrophe in front.
        """
        file = io.StringIO()
        writer = csv.writer(file)
        writer.writerow(self.headings)
        for row in self.rows:
            writer.writerow(
                for_spreadsheet(cell) if isinstance(cell, str) else cell for cell in row
            )
        return file.getvalue()

    def json(self) -> str:
        """Give them as a list of JSON objects."""
        told = [dict(zip(self.headings, row, strict=True)) for row in self.rows]
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def tsv(rows: Iterable[ProcessInfo], columns: Sequence[Column], *, headings: bool = False) -> str:
    """Write what the cells show, between tabs; no line end after the last row.

    Spreadsheets take it from the clipboard: formulas are escaped as in CSV.
    """
    titles = (translate("ProcessTable", column.title) for column in columns)
    lines = ["\t".join(titles)] if headings else []
    lines += ["\t".join(for_spreadsheet(column.text(info)) for column in columns) for info in rows]
    return "\n".join(lines)


def exact_text(rows: Sequence[ProcessInfo], columns: Sequence[Column]) -> TableText:
    """Give processes for other programs; a heading is a column's key."""
    keys = tuple(column.key for column in columns)
    return TableText(keys, ((_exact(column, info) for column in columns) for info in rows))


def _exact(column: Column, info: ProcessInfo) -> str | float:
    value = column.text(info) if column.exact is None else column.exact(info)
    return "" if value is None else value


def write_private(path: str, text: str, encoding: str = FOR_SPREADSHEETS) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises OSError."""
    file = QSaveFile(path)
    owner = QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.setPermissions(owner)
    if not opened or file.write(text.encode(encoding)) < 0 or not file.commit():
        raise OSError(f"{path}: {file.errorString()}")
