"""The one door to the folders ``resources`` and ``docs``: whatever is not code."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]
_PLACES: Final = (_PACKAGE, _PACKAGE.parent)
"""In an installed package, in a checkout."""


def path(name: str) -> str:
    """Give the path of a resource such as ``icons/dumpdesk.svg``. Raises FileNotFoundError."""
    return _find("resources", name)


def document(name: str) -> str:
    """Give the path of a document such as ``guide/README.md``. Raises FileNotFoundError."""
    return _find("docs", name)


def _find(folder: str, name: str) -> str:
    for place in _PLACES:
        if (place / folder / name).is_file():
            return str(place / folder / name)
    raise FileNotFoundError(f"DumpDesk is not completely installed: {name} is missing.")
