"""The wish to stop a command of the dumper, which never has to wait for anybody."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from ..errors import DumpCancelledError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Cancellation:
    """The wish to stop commands: made before, while or after they are carried out, it holds.

    Each command it is given to fails with DumpCancelledError from then on. It may be given to
    one command after the other, not to two at once.
    """

    def __init__(self) -> None:
        self.is_cancelled = False
        self._wake: Callable[[], None] | None = None

    def cancel(self) -> None:
        """Stop what is being carried out, and what is still to come. Waits for nothing."""
        self.is_cancelled = True
        wake = self._wake
        if wake is not None:
            wake()

    def check(self) -> None:
        """Raise DumpCancelledError once it is cancelled."""
        if self.is_cancelled:
            raise DumpCancelledError("The dump was cancelled.")

    @contextlib.contextmanager
    def waking(self, wake: Callable[[], None]) -> Iterator[None]:
        """Call *wake* at a cancel, as long as this is entered."""
        self._wake = wake
        try:
            yield
        finally:
            self._wake = None
