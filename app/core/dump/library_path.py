"""Which path of a dbghelp.dll is taken: a full one on a drive of this machine, and no other.

A bare name is looked for in folders that others may write, a relative one in whatever folder
somebody stands, one on another machine (UNC) is brought by whoever answers for that name. Asked
wherever such a path comes in: options, requests, recipes and settings.
"""

from __future__ import annotations

import re
from typing import Final

from ..errors import InvalidRequestError

_DRIVE: Final = re.compile(r"[A-Za-z]:")
_NEVER_IN_NAMES: Final = frozenset('\0:*?"<>|')
_ENDINGS: Final = frozenset(("", ".dll"))


def check_library_path(path: str) -> None:
    """Refuse what is not the full path of a DLL or a folder. Raises InvalidRequestError."""
    if not path:
        return
    from pathlib import PureWindowsPath  # every request comes through here, few with a path

    told = PureWindowsPath(path)
    is_full = told.is_absolute() and _DRIVE.fullmatch(told.drive)
    is_plain = not set(path[2:]) & _NEVER_IN_NAMES
    if not (is_full and is_plain and told.suffix.casefold() in _ENDINGS):
        raise InvalidRequestError(
            "The path of DbgHelp is not the full path of a DLL or its folder on this machine.",
            r"Give one that begins with a drive, such as C:\Debuggers\dbghelp.dll, or none.",
        )
