"""A dump of which nobody can be told any more: standard output is closed, full, or unread."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Self

from . import terminal

if TYPE_CHECKING:
    from ..core.dumper.messages import Done, Phase, Progress, SoftErrorFound
    from .progress import Listener


class Unheard:
    """Passes on to *listener* until that fails; the dump goes on, and its outcome counts."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._telling = Telling()

    def __enter__(self) -> Self:
        self._listener.__enter__()
        return self

    def __exit__(self, *told: object) -> None:
        with self._telling:
            self._listener.__exit__(*told)

    def report(self, event: Phase | Progress | SoftErrorFound) -> None:
        """Take note of an event."""
        with self._telling:
            self._listener.report(event)

    def done(self, done: Done) -> None:
        """Tell the outcome, by the way that is left."""
        with self._telling:
            self._listener.done(done)
            if sys.stdout is not None:
                sys.stdout.flush()
        why = self._telling.failure
        if why is None:
            return
        with self._telling:
            terminal.complain(
                f"The dump is written to {done.path} (check: {done.verdict}), but standard output "
                f"could not be told: {why}."
            )

    def failed(self, error: Exception) -> None:
        """Tell the failure, unless standard error does."""
        with self._telling:
            self._listener.failed(error)


class Telling:
    """A with block around what is told; that it could not be is noted, and stops nothing."""

    def __init__(self) -> None:
        self.failure: str | None = None
        """Why something could not be told, if anything."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, OSError):
            return False
        self.failure = error.strerror or str(error)
        _let_go_of_what_fails()
        return True


def _let_go_of_what_fails() -> None:
    """Have what cannot be written thrown away, or it would fail again when we end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
