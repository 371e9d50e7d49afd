"""Which version this is: installed, packaged, or a checkout that was never installed.

Read from where the package lies: importlib.metadata takes longer to import than all that a command
imports besides.
"""

from __future__ import annotations

import os
import re
from typing import Final

_ABOVE: Final = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))  # noqa: PTH120 - imports less
"""The folder that holds the package."""
_INSTALLED: Final = re.compile(r"dumpdesk-([^-]+)\.dist-info")
_LINE: Final = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)


def version() -> str:
    """Give it; empty where nothing tells."""
    try:
        names = os.listdir(_ABOVE)  # noqa: PTH208 - imports less
    except OSError:
        return ""
    for name in names:
        if found := _INSTALLED.fullmatch(name):
            return found[1]
    try:
        with open(os.path.join(_ABOVE, "pyproject.toml"), encoding="utf-8") as file:  # noqa: PTH118, PTH123
            project = _LINE.search(file.read())
    except (OSError, ValueError):
        return ""
    return project[1] if project else ""
