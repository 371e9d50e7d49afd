"""The file in which a large dump waits that somebody else stores: it is written back and forth."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING, Final

from ..errors import DiskFullError, OutputError, from_oserror

if TYPE_CHECKING:
    from collections.abc import Iterator

_REMEDY: Final = "Free some space there, or have TMPDIR name another folder."


def spool() -> int:
    """Open an unnamed file (mode 0600). Raises OutputError."""
    import tempfile  # few dumps wait here

    try:
        with tempfile.TemporaryFile(prefix="dumpdesk-") as file:
            return os.dup(file.fileno())
    except OSError as error:  # its own message names all folders that it tried
        raise from_oserror(
            error, "Opening a file for the dump to wait in", remedy=_REMEDY, as_type=OutputError
        ) from error


@contextlib.contextmanager
def naming_the_folder() -> Iterator[None]:
    """Say of a disk that is full which one it is: nobody named that folder."""
    try:
        yield
    except DiskFullError as error:
        import tempfile

        raise DiskFullError(
            f"{error.cause} It waits in {tempfile.gettempdir()} until it can be passed on.",
            _REMEDY,
            hresult=error.hresult,
        ) from error
