"""Windows: the facts that are found out on demand, most of them from one table of all processes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from ..capture.windows.process_facts import SYSTEM_INTEGRITY, ProcessFacts, facts_of
from ..capture.windows.process_table import ProcessRow, process_rows
from ..errors import MiniDumpError
from ..text import encodable
from .window_titles import WindowTitles

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..process_key import ProcessKey
    from .facts import Readers
    from .info import ProcessInfo

_FRESH: Final = 0.1
"""Seconds for which the table is good enough for all who read it."""
_MOST_KNOWN: Final = 20_000


class _Table:
    """The table of all processes, read once for all facts of a round."""

    def __init__(self, rows: Callable[[], list[ProcessRow]]) -> None:
        self._rows = rows
        self._read = float("-inf")
        self._known: dict[int, ProcessRow] = {}

    def renew(self) -> None:
        """Read it, unless that was just done."""
        now = time.monotonic()
        if now - self._read < _FRESH:
            return
        try:
            self._known = {row.pid: row for row in self._rows()}
        except MiniDumpError:
            self._known = {}
        self._read = now

    def row(self, pid: int) -> ProcessRow:
        """Give the row of a process. Raises KeyError."""
        return self._known[pid]


class _Figure:
    """A figure of the table."""

    def __init__(self, table: _Table, figure: Callable[[ProcessRow], int | None]) -> None:
        self._table = table
        self._figure = figure

    def begin(self) -> None:
        self._table.renew()

    def read(self, info: ProcessInfo) -> int | None:
        try:
            return self._figure(self._table.row(info.pid))
        except KeyError:
            return None

    def forget(self) -> None:
        pass


class _Rights:
    """A fact of the access token or the package, which does not change while a process lives."""

    def __init__(
        self, look: Callable[[int], ProcessFacts], word: Callable[[ProcessFacts], str | None]
    ) -> None:
        self._look = look
        self._word = word
        self._known: dict[ProcessKey, str | None] = {}

    def begin(self) -> None:
        if len(self._known) > _MOST_KNOWN:  # mostly of processes that have ended
            self._known.clear()

    def read(self, info: ProcessInfo) -> str | None:
        if info.key not in self._known:
            self._known[info.key] = self._word(self._look(info.pid))
        return self._known[info.key]

    def forget(self) -> None:
        self._known.clear()


def windows_readers(
    rate: Callable[[Callable[[int], int]], Any],
    rows: Callable[[], list[ProcessRow]] = process_rows,
    look: Callable[[int], ProcessFacts] = facts_of,
) -> Readers:
    """Give what finds facts out; *rate* makes a reader of how fast a counter rises."""
    table = _Table(rows)
    return {
        "private": _Figure(table, lambda row: row.private_working_set or None),
        "handles": _Figure(table, lambda row: row.handles),
        "io": rate(_transferred(table)),
        "privileges": _Rights(look, privileges_of),
        "container": _Rights(look, _container),
        "window": WindowTitles(),
    }


def _transferred(table: _Table) -> Callable[[int], int]:
    def look(pid: int) -> int:
        table.renew()
        return table.row(pid).transferred

    return look


def privileges_of(facts: ProcessFacts) -> str | None:
    """Say it in the words of ProcessInfo.privileges."""
    if facts.integrity is not None and facts.integrity >= SYSTEM_INTEGRITY:
        return "system"
    if facts.elevated is None:
        return None
    return "administrator" if facts.elevated else ""


def _container(facts: ProcessFacts) -> str:
    if not facts.app_container:
        return ""
    return f"appcontainer {encodable(facts.package)}".rstrip()
