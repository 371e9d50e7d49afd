"""Rows of the process table as text: for the clipboard and for other programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileDevice, QIODevice, QSaveFile

from ...core.text import for_spreadsheet
from ..translation import translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...core.processes.info import ProcessInfo
    from .process_columns import Column


def tsv(rows: Iterable[ProcessInfo], columns: Sequence[Column], *, headings: bool = False) -> str:
    """Write what the cells show, between tabs; no line end after the last row.

    Spreadsheets take it from the clipboard: formulas are escaped as in :func:`csv_text`.
    """
    lines = (
        ["\t".join(translate("ProcessTable", column.title) for column in columns)]
        if headings
        else []
    )
    lines += ["\t".join(for_spreadsheet(column.text(info)) for column in columns) for info in rows]
    return "\n".join(lines)


def csv_text(rows: Iterable[ProcessInfo], columns: Sequence[Column]) -> str:
    """Write exact values (bytes, ISO times) as RFC 4180 wants it; a heading is a column's key.

    What a spreadsheet would take for a formula gets an apostrophe in front.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(column.key for column in columns)
    writer.writerows([_exact(column, info) for column in columns] for info in rows)
    return file.getvalue()


FOR_SPREADSHEETS: Final = "utf-8-sig"
"""With a byte order mark, without which spreadsheets guess at the encoding."""


def write_private(path: str, text: str, encoding: str = FOR_SPREADSHEETS) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises OSError."""
    file = QSaveFile(path)
    owner = QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner
    opened = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.setPermissions(owner)
    if not opened or file.write(text.encode(encoding)) < 0 or not file.commit():
        raise OSError(f"{path}: {file.errorString()}")


def _exact(column: Column, info: ProcessInfo) -> str | float:
    value = column.text(info) if column.exact is None else column.exact(info)
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    return for_spreadsheet(value)
