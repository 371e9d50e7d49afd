"""A folder of dumps looked through, with what was found before kept: the next run goes on there.

What is kept of folders that nobody looks through any more goes by itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from typing import TYPE_CHECKING, Final

from ..inspection.triage_folder import known_before, minidumps_below, triage
from ..version import version
from .paths import triage_folder
from .private_files import append_private

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..inspection.triage import Entry

_AGE: Final = 90 * 86400
"""Seconds that a folder is remembered."""
_MOST_BYTES: Final = 64 << 20
"""All that is remembered; a folder of 10,000 dumps takes some MiB."""


def triage_kept(
    folder: Path, told: Callable[[Entry], None], *, again: bool = False, workers: int = 0
) -> list[Entry]:
    """Look through the minidumps in *folder* and below it; give the entries, newest first.

    Args:
        folder: Where they are.
        told: Called with each entry as it comes, in the caller's thread; may raise to give up.
        again: Also look at those that are known.
        workers: Processes; 0: as many as there are processors.

    Raises OutputError, if what is found cannot be kept, and OSError.
    """
    # What an older version found may not be what this one finds.
    what = f"{version()}\0{folder.resolve()}"
    name = hashlib.sha256(what.encode("utf-8", "replace")).hexdigest()[:32]
    path = triage_folder() / f"{name}.jsonl"
    _forget(path)
    with append_private(path) as file:
        known = {} if again else known_before(file)
        return triage(minidumps_below(folder), known, file, told, workers)


def _forget(wanted: Path) -> None:
    """Remove beside *wanted* what is old, and what is oldest of too much."""
    found: list[tuple[float, int, Path]] = []
    for path in wanted.parent.glob("*.jsonl"):
        with contextlib.suppress(OSError):  # another run may have removed it
            status = path.lstat()
            found.append((status.st_mtime, status.st_size, path))
    total = 0
    for changed, size, path in sorted(found, reverse=True):
        total += size
        if path != wanted and (total > _MOST_BYTES or changed < time.time() - _AGE):
            with contextlib.suppress(OSError):
                path.unlink()
