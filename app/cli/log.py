"""The log of what nobody foresaw, for whoever is asked for help."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

import platformdirs

_LIMIT: Final = 1 << 20
"""A log of more bytes than this is put aside (one older log is kept)."""


def append(text: str) -> Path | None:
    """Add *text*, for the owner's eyes only. Return where, or None if there is no writing."""
    path = Path(platformdirs.user_log_dir("dumpdesk", appauthor=False)) / "dumpdesk.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LIMIT:
            path.replace(path.with_suffix(".old.log"))
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
        with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8", errors="replace") as log:
            log.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())}\n{text}\n")
    except OSError:
        return None
    return path
