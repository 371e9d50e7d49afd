"""What every way of writing a dump shares: its turn, whom it tells, and what it gives back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..capture.snapshot import SoftError
    from ..dump.plan import DumpPlan

LOCK: Final = threading.RLock()
"""Held while a dump is written: DbgHelp is single-threaded, as its callers expect of all."""

Report = Callable[[dict[str, Any]], None]
"""Takes the events of a dump: ``phase``, ``progress`` and ``soft_error``."""


@dataclass(frozen=True, slots=True)
class WrittenDump:
    """What came of a dump, and what was left out on the way.

    The plan is the one carried out or, where Windows wrote the dump, the estimate
    (``plan.is_estimate``).
    """

    plan: DumpPlan
    file_size: int
    """Bytes."""
    paused_ns: int
    """How long the target stood still; where Windows wrote the dump, at most so long."""
    soft_errors: tuple[SoftError, ...]
    writer: str = ""
    """Windows: the DLL that wrote it, and its version."""


def ignore(_event: dict[str, Any]) -> None:
    """Take an event nobody wants."""
