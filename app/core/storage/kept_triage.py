"""A folder of dumps looked through, with what was found before kept: the next run goes on there."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ..inspection.triage_folder import known_before, minidumps_below, triage
from ..version import version
from .paths import triage_folder
from .private_files import append_private

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ..inspection.triage import Entry


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
    with append_private(triage_folder() / f"{name}.jsonl") as file:
        known = {} if again else known_before(file)
        return triage(minidumps_below(folder), known, file, told, workers)
