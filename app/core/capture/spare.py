"""What of the system's memory may be taken for a while: the door to the system's own way."""

from __future__ import annotations

import sys


def has_room(size: int) -> bool:
    """Say whether this process may touch so many bytes of new memory now, with a margin."""
    system: str = sys.platform  # a name of its own: the type checker knows only one system
    if system == "linux":
        from .linux.spare import has_room as on_linux

        return on_linux(size)
    return False
