"""One dump at a time: DbgHelp is single-threaded, and so are its callers' expectations."""

from __future__ import annotations

import threading
from typing import Final

LOCK: Final = threading.RLock()
"""Held while a dump is written."""
