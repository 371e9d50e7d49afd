"""Whether DumpDesk has the rights of an administrator."""

from __future__ import annotations

import os
import sys


def is_administrator() -> bool:
    """Say whether it runs as root, or on Windows elevated."""
    if sys.platform == "win32":
        from ..capture.windows.process_facts import facts_of

        answer = bool(facts_of(os.getpid()).elevated)
    else:
        answer = os.geteuid() == 0
    return answer
