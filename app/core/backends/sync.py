"""Waiting for a disk, which may take seconds, without being deaf meanwhile."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Final

from ..errors import OutputError, from_oserror

if TYPE_CHECKING:
    from collections.abc import Callable

_POLL_SECONDS: Final = 0.02


def sync(descriptor: int, poll: Callable[[], None]) -> None:
    """Wait until the file is on disk, which may take seconds; *poll* may raise meanwhile."""
    failures: list[OSError] = []
    # A descriptor of its own: the caller's may be closed while the system still writes.
    own = os.dup(descriptor)

    def work() -> None:
        try:
            getattr(os, "fdatasync", os.fsync)(own)  # Windows has but the one
        except OSError as error:
            failures.append(error)
        finally:
            with contextlib.suppress(OSError):  # what counts has been told by then
                os.close(own)

    syncing = threading.Thread(target=work, name="sync", daemon=True)
    syncing.start()
    while syncing.is_alive():
        syncing.join(_POLL_SECONDS)
        poll()
    if failures:
        raise from_oserror(failures[0], "Writing the dump", as_type=OutputError)
