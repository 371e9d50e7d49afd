"""Whether DumpDesk has the rights of an administrator."""

from __future__ import annotations

import os
from typing import Final

_WINDOWS: Final[bool] = os.name == "nt"


def is_administrator() -> bool:
    """Say whether it runs as root, or on Windows elevated."""
    if not _WINDOWS:
        return os.geteuid() == 0
    try:  # a folder that Windows shows to elevated administrators only
        os.listdir(os.environ.get("SYSTEMROOT", r"C:\Windows") + r"\System32\config")
    except OSError:
        return False
    return True
