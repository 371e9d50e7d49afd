"""What a dump is, as it was written: its plan, what it lacks, and what lies before its memory."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

from typing import TYPE_CHECKING, NamedTuple

from ..capture.snapshot import SoftError
from ..dump.pieces import kept_secret
from ..dump.plan import account_for
from ..minidump.streams.soft_errors import SoftErrorsStream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..dump.arrangement import Arrangement
    from ..dump.flags import EffectiveFlags
    from ..dump.plan import PlacedPlan
    from ..dump.request import DumpRequest
    from ..dump.selection import Selection
    from .taking import Taking


class Account(NamedTuple):
    """A dump as it is, or will be unless something gets lost."""

    plan: PlacedPlan
    errors: tuple[SoftError, ...]
    metadata: bytes


class Accounting:
    """Accounts for one dump."""

    def __init__(
        self,
        snapshot: ProcessSnapshot,
        request: DumpRequest,
        effective: EffectiveFlags,
        selection: Selection,
        taking: Taking,
        amiss: Sequence[SoftError],
    ) -> None:
        """Account for what is taken of *snapshot*; *amiss* is what it does not say itself."""
        self._snapshot = snapshot
        self._request = request
        self._effective = effective
        self._selection = selection
        self._taking = taking
        self._amiss = amiss
        self._last: tuple[Arrangement, Account] | None = None

    def of(self, arrangement: Arrangement) -> Account:
        """Say what the dump is, and encode what lies in front of its memory, which can be once."""
        if self._last is not None and self._last[0] is arrangement:
            return self._last[1]
        snapshot, taking = self._snapshot, self._taking
        plan = account_for(
            snapshot, self._request, self._effective, self._selection, arrangement, taking.taken
        )
        errors = (
            *snapshot.soft_errors,
            *self._amiss,
            *_secrets(snapshot, self._effective.flags),
            *taking.store.lost,
        )
        account = Account(plan, errors, _metadata(plan, errors))
        self._last = arrangement, account
        return account


def _secrets(snapshot: ProcessSnapshot, flags: int) -> Iterator[SoftError]:
    """Say of memory that nobody else can read that it is not there."""
    for start, end in kept_secret(snapshot, flags):
        yield SoftError("read memory", "The memory cannot be read.", start, end - start)


def _metadata(plan: PlacedPlan, errors: Sequence[SoftError]) -> bytes:
    """Encode all but the memory, with the soft errors in the room kept for them."""
    for stream in plan.minidump.streams:
        if isinstance(stream, SoftErrorsStream):
            stream.set_errors([error.to_json() for error in errors])
    return plan.minidump.metadata_bytes()
