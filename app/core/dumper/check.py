"""The check of a dump that has its final name: whatever ends the check, the dump is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..backends.drive import seconds_to_sync
from ..errors import DumpCancelledError, DumpDeskError
from ..inspection.finding import Severity
from ..inspection.verify import verify
from ..side_thread import SideThread

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..backends.output import DumpResult

UNCHECKED = "unchecked"
"""The verdict on a dump that nobody looked at."""


def check(result: DumpResult, is_cancelled: Callable[[], bool]) -> dict[str, Any]:
    """Give the verdict on a dump, its findings and the crash that is in it, as Done has them.

    Raises nothing: a cancel, a drive that does not answer, or too little memory leave the dump
    unchecked, and a finding says so.
    """

    def poll() -> None:
        if is_cancelled():
            raise DumpCancelledError("it was cancelled")

    side = SideThread("check")
    try:
        seconds = seconds_to_sync(result.file_size)
        found = side.run(lambda: verify(result.path, result.plan), seconds, poll)
        return {**found.to_json(), "crash": found.crash}
    except Exception as error:  # noqa: BLE001 - none of them takes the dump back
        why = error.cause if isinstance(error, DumpDeskError) else _why(error)
        text = f"The dump is written, but it was not checked: {why.rstrip('.')}."
        return {
            "verdict": UNCHECKED,
            "findings": [{"severity": str(Severity.WARNING), "text": text}],
        }
    finally:
        side.end(0)


def _why(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return f"{type(error).__name__}: {error}"
