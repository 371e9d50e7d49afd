"""A dump of which nobody can be told any more: standard output is closed, full, or unread."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Self

from . import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.dumper.messages import Done, Phase, Progress, SoftErrorFound
    from .progress import Listener


class Unheard:
    """Passes on to *listener* until that fails; the dump goes on, and its outcome counts."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._failure: OSError | None = None

    def __enter__(self) -> Self:
        self._listener.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        with self._failing():
            self._listener.__exit__(*told)

    def report(self, event: Phase | Progress | SoftErrorFound) -> None:
        """Take note of an event."""
        with self._failing():
            self._listener.report(event)

    def done(self, done: Done) -> None:
        """Tell the outcome, by the way that is left."""
        with self._failing():
            self._listener.done(done)
            if sys.stdout is not None:
                sys.stdout.flush()
        if self._failure is None:
            return
        why = self._failure.strerror or str(self._failure)
        with self._failing():
            terminal.complain(
                f"The dump is written to {done.path} (check: {done.verdict}), but standard output "
                f"could not be told: {why}."
            )

    def failed(self, error: Exception) -> None:
        """Tell the failure, unless standard error does."""
        with self._failing():
            self._listener.failed(error)

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._failure = error
            let_go_of_what_fails()


def let_go_of_what_fails() -> None:
    """Have what cannot be written thrown away, or it would fail again when we end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
