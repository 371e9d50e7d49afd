"""The bar that a terminal shows while a dump takes its time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from ..core.dumper.messages import PHASES
from . import terminal
from .progress import Lines

if TYPE_CHECKING:
    from ..core.dumper.messages import Done

_BAR_SECONDS: Final = 0.4
"""A dump that takes longer is worth a bar."""


class BarLines(Lines):
    """Lines for the outcome; on the way a bar, unless it is over quickly."""

    def __init__(self, *, to_stderr: bool) -> None:
        super().__init__(to_stderr=to_stderr)
        self._began = time.monotonic()
        self._bar: Bar | None = None
        self._task = TaskID(0)

    def __exit__(self, *_: object) -> None:
        self._end()

    def phase(self, text: str) -> None:
        """Show the phase; how long it will take is not known."""
        if bar := self._shown():
            bar.update(self._task, description=text, total=None, completed=0, sizes="")

    def progress(self, done: int, total: int) -> None:
        """Move the bar."""
        if bar := self._shown():
            sizes = f"{terminal.size(done)} of {terminal.size(total)}"
            bar.update(self._task, completed=done, total=total, sizes=sizes)

    def done(self, done: Done) -> None:
        """Put the outcome in the place of the bar."""
        self._end()
        super().done(done)

    def failed(self, error: Exception) -> None:
        """Take the bar away."""
        self._end()
        super().failed(error)

    def _shown(self) -> Bar | None:
        if self._bar is None and time.monotonic() - self._began > _BAR_SECONDS:
            self._bar = Bar(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                TextColumn("{task.fields[sizes]}", markup=False),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task(PHASES["copy"], total=None, sizes="")
            self._bar.start()
        return self._bar

    def _end(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
