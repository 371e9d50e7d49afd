"""What went wrong in a process, in its parts: each language makes a sentence of them."""

from __future__ import annotations

from ..value import dataclass


@dataclass(frozen=True, slots=True)
class Crash:
    """A crash as it is told with a dump, in the list of dumps and in the history."""

    reason: str
    """What happened, as ``inspection.reasons`` words it."""
    place: str = ""
    """Function, module and offset, or an address; empty: not known."""
    thread: int = 0
    """0: not told."""
    thread_name: str = ""
    uptime: float | None = None
    """Seconds from the start to the dump; None: not told."""

    def __str__(self) -> str:
        """Say it in one sentence."""
        from .cause import duration

        inside = f" in {self.place}" if self.place else ""
        named = f' "{self.thread_name}"' if self.thread_name else ""
        thread = f"thread {self.thread}{named}" if self.thread else ""
        # When it crashed nobody noted: it may have waited in its handler since.
        since = f"dumped {duration(self.uptime)} after start" if self.uptime is not None else ""
        return ", ".join(filter(None, (f"{self.reason}{inside}", thread, since))) + "."
