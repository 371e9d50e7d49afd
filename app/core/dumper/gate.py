"""Where the dumps of several processes wait for each other, so that all are of one moment.

A dump that is *held* tells that it has come to a phase, and stays there until its client, which
knows of the others, lets it go on. It never stays for ever: the client may have been stopped.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from ..errors import MiniDumpError

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOK: Final = 0.02
"""Seconds between two looks whether the dump is still wanted."""
HELD_SECONDS: Final = {"suspend": float("inf"), "stopped": 10.0, "copied": 60.0}
"""The phases in which a held dump waits, and for how long; from "stopped" on the process stands."""
STOPPED: Final = "stopped"
"""All threads stand still and nothing is copied yet."""
COPIED: Final = "copied"
"""The memory is copied and the process still stands."""


class Gate:
    """What a client has let go on, by the number of the command."""

    def __init__(self) -> None:
        self._open: set[tuple[int, str]] = set()
        self._changed = threading.Condition()

    def open(self, command_id: int, phase: str) -> None:
        """Let that dump go on beyond *phase*, whether it has come there yet or not."""
        with self._changed:
            self._open.add((command_id, phase))
            self._changed.notify_all()

    def wait(self, command_id: int, phase: str, check: Callable[[], None]) -> None:
        """Wait until it is open; *check* raises when nobody wants the dump any more.

        Raises MiniDumpError if the others do not stand still in time. What is copied is worth more
        than that the others are, too: there, the wait only ends.
        """
        until = time.monotonic() + HELD_SECONDS[phase]
        with self._changed:
            while (command_id, phase) not in self._open:
                if time.monotonic() >= until:
                    if phase == COPIED:
                        return
                    raise MiniDumpError(
                        f"The process stood still for {HELD_SECONDS[phase]:.0f} s and was let go, "
                        "because nobody said that the others do.",
                        "Dump fewer together, or one after the other.",
                    )
                self._changed.wait(_LOOK)
                check()
