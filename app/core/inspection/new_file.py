"""A new file for its owner alone, which is gone if it was not finished."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import OutputError, from_oserror
from ..minidump.long_path import openable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


@contextlib.contextmanager
def new_private_file(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Make the file *path*, mode 0600, follow no link, and remove it if what follows raises.

    Raises OutputError if it is there already or cannot be made or written.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    place = openable(path)
    try:
        descriptor = os.open(place, flags, 0o600)
    except FileExistsError as error:
        raise OutputError(
            f"{os.fspath(path)} is there already.", "Choose another name: no file is replaced."
        ) from error
    except OSError as error:
        raise from_oserror(error, f"Making {os.fspath(path)}", as_type=OutputError) from error
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
    except BaseException as error:
        with contextlib.suppress(OSError):
            Path(place).unlink()
        if isinstance(error, OSError):
            doing = f"Writing {os.fspath(path)}"
            raise from_oserror(error, doing, as_type=OutputError) from error
        raise
