"""What of the system's memory may be taken for a while: the door to the system's own way."""

from __future__ import annotations

import sys


def free_memory() -> int:
    """Give the bytes of memory that there is for this process now; 0 where nobody tells."""
    system: str = sys.platform  # a name of its own: the type checker knows only one system
    if system == "linux":
        from .linux.spare import free_memory as on_linux

        return on_linux()
    return 0
