"""The client's side of the watchdog: while it is held, a dump leaves nobody frozen (Windows)."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from .conversation import DumperDiedError, GivenUpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..capture.windows.watch import Watch
    from ..process_key import ProcessKey


class Guard:
    """Has a watchdog from the first dump on. One dump at a time."""

    def __init__(self) -> None:
        self._watch: Watch | None = None
        if os.name == "nt":  # Linux lets go by itself
            from ..capture.windows.watch import Watch

            self._watch = Watch()

    @contextlib.contextmanager
    def over(self, key: ProcessKey, dumper: int, given_up: Callable[[], bool]) -> Iterator[None]:
        """Guard a dump of the process of *key* by the process *dumper*.

        Raises DumpCancelledError if it is *given_up* while another DumpDesk has the process, and
        MiniDumpError if that takes too long. Without a watchdog the dump goes on: we are here.
        """
        watch = self._watch
        if watch is None:
            yield
            return
        from ..capture.windows.suspension import Suspension

        held = watch.hold(key, dumper, given_up)
        with contextlib.ExitStack() as closing:
            own = None if held else closing.enter_context(Suspension(key.pid))
            try:
                yield
            except (DumperDiedError, GivenUpError):
                if own is not None:
                    own.restore()
                else:
                    watch.end(restore=True)
                raise
            except BaseException:
                watch.end(restore=False)
                raise
            watch.end(restore=False)

    def start(self) -> None:
        """Have the watchdog running, so that the first dump need not wait for it."""
        if self._watch is not None:
            self._watch.start()

    def close(self) -> None:
        """Let the watchdog go; it ends when it has nothing to see to any more."""
        if self._watch is not None:
            self._watch.close()
