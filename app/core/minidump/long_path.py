"""Names of files that are longer than Windows takes without being asked."""

from __future__ import annotations

import ntpath
import os
from typing import Final

_PREFIX: Final = "\\\\?\\"
_SHORT: Final = 240
"""Characters that every call of Windows takes, with room for the name of a file (MAX_PATH)."""


def openable(path: str | os.PathLike[str]) -> str:
    r"""Give *path* as it can be opened: with ``\\?\`` where Windows' limit would refuse it."""
    text = os.fspath(path)
    is_long = os.name == "nt" and len(text) > _SHORT
    return with_prefix(ntpath.abspath(text)) if is_long else text


def with_prefix(path: str) -> str:
    r"""Put ``\\?\`` before an absolute path of Windows, which then has no limit of 260."""
    if path.startswith((_PREFIX, "\\\\.\\")):
        return path
    return f"{_PREFIX}UNC{path[1:]}" if path.startswith("\\\\") else _PREFIX + path
