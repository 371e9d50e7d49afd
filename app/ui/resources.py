"""The one door to the folder ``resources``: icons and other data that is not code."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import app

_PACKAGE: Final = Path(app.__file__).parent
_FOLDERS: Final = (_PACKAGE / "resources", _PACKAGE.parent / "resources")
"""In an installed package, in a checkout."""


def path(name: str) -> str:
    """Give the path of a resource such as ``icons/dumpdesk.svg``. Raises FileNotFoundError."""
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return str(folder / name)
    raise FileNotFoundError(f"DumpDesk is not completely installed: {name} is missing.")
