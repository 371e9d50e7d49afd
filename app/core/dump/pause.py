"""How long a dump will have its target stand still, foretold as a range.

What it takes goes with the work there is to do in the stop; how much that is on this machine is
learnt from the dumps it has made. What else the machine is doing just then makes the range longer
at its end: somebody else may be computing whenever the target or the dumper want to go on.
"""

from __future__ import annotations

from itertools import islice
from math import exp, log
from typing import TYPE_CHECKING, Final, NamedTuple

from ..capture.run_queue import TURN_MS
from ..minidump.constants import MINIDUMP_TYPE as T

if TYPE_CHECKING:
    from collections.abc import Iterable

MIB: Final = 1 << 20
SPREAD: Final = 3.0
"""The range goes from what is usual by this to what is usual times this, before any dump."""
_NARROWEST: Final = 2.0
"""The same for a machine whose dumps all took as long as was foretold."""
_MOST: Final = 25
"""So many of the newest dumps count."""
_LEARNT: Final = 5
"""From so many dumps on the machine's own spread counts."""
_EXPECTED: Final = (0.0, 0.0)
"""Count as dumps that took what was foretold: one that was slow by chance moves nothing."""
_WAITS: Final = 2
"""In a stop: the target's threads for the turn in which they stop, then the dumper for its own; and
whenever it has worked for a turn, it waits anew."""

_STOP_MS: Final = 1.5
_THREAD_MS: Final = 0.08
_REGION_MS: Final = 0.006
_PIECE_MS: Final = 0.01
_HOLD_MS: Final = 0.15
_WRITE_MS: Final = 0.45
_DISK_MS: Final = 10.0
_SCAN_MS: Final = 25.0
_WINDOWS_MS: Final = 10.0
"""Milliseconds for any stop, a thread (its registers), a mapping (the map is read and looked
through), a stored range, a MiB copied into memory, or into a file, or, where that has to wait for
the disk, at its 100 MiB a second; a MiB of stacks looked through; measured with ``dev.py bench
preview-truth``. Windows lets the target go on only when all is written: 100 MiB a second."""
_CLONE_MS: Final = 1.5
_TABLES_MS: Final = 0.018
"""The same for making a clone, and for a MiB of memory in its page tables."""
_SCANNING: Final = T.MiniDumpFilterMemory | T.MiniDumpScanMemory
_SCANNING_TOO: Final = T.MiniDumpWithIndirectlyReferencedMemory


class Pause(NamedTuple):
    """Milliseconds, from *low* to *high*, and how many dumps that is learnt from (0: none)."""

    low: float
    high: float
    dumps: int = 0


class PastPause(NamedTuple):
    """A dump that was made: what was usual for it, and what it took, in milliseconds."""

    usual: float
    taken: float
    wait: float = 0.0
    """How long one waited for a processor then (``capture.run_queue``)."""

    @property
    def factor(self) -> float:
        """How much longer it took than is usual; what others' turns may have taken is no part."""
        work = (self.taken - _WAITS * self.wait) / (1 + self.wait / TURN_MS)
        return max(min(self.taken, self.usual), work) / self.usual


class StopWork(NamedTuple):
    """What is to be done while the target stands still; sizes in bytes."""

    threads: int
    regions: int
    pieces: int
    copied: int
    stacks: int
    flags: int
    cloned: int = 0
    """Of ``copied``, what is read from a clone once the target runs on."""
    direct: int = 0
    """Of the rest, what is written to the file, as there is no memory to spare for it."""
    awaited: int = 0
    """Of ``direct``, what the system makes wait for the disk: more than its page cache takes."""

    def usual_ms(self, *, on_windows: bool) -> float:
        """Give the milliseconds that it takes on a usual machine."""
        found = _STOP_MS + self.threads * _THREAD_MS + self.regions * _REGION_MS
        if on_windows:
            return found + self.copied / MIB * _WINDOWS_MS
        passes = bool(self.flags & _SCANNING) + bool(self.flags & _SCANNING_TOO)
        return (
            found
            + self.pieces * _PIECE_MS
            + (self.copied - self.cloned - self.direct) / MIB * _HOLD_MS
            + self.direct / MIB * _WRITE_MS
            + self.awaited / MIB * _DISK_MS
            + (_CLONE_MS + self.cloned / MIB * _TABLES_MS if self.cloned else 0)
            + self.stacks / MIB * _SCAN_MS * passes
        )


def foretell(usual: float, past: Iterable[PastPause] = (), wait: float = 0.0) -> Pause:
    """Give the range for a dump that usually takes *usual* ms; *past* has the newest first.

    *wait* is how long one waits for a processor now, in milliseconds.
    """
    factors = [
        log(dump.factor) for dump in islice(past, _MOST) if dump.usual > 0 and dump.taken > 0
    ]
    if not factors:
        return Pause(usual / SPREAD, _with_waits(usual * SPREAD, wait))
    from statistics import median, pstdev  # takes 3 ms, which a first dump can do without

    middle = usual * exp(median([*_EXPECTED, *factors]))
    own = exp(2 * pstdev(factors)) if len(factors) >= _LEARNT else SPREAD
    spread = min(max(own, _NARROWEST), SPREAD)
    return Pause(middle / spread, _with_waits(middle * spread, wait), len(factors))


def _with_waits(work: float, wait: float) -> float:
    """Give how long so much *work* takes if others have their turns whenever they can."""
    return work + (_WAITS + work / TURN_MS) * wait
