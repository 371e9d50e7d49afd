"""Names of code that was made at run time, from /tmp/perf-PID.map, where a program keeps one.

A line has start and size, in hexadecimal digits, and a name (Linux: tools/perf/Documentation,
jit-interface.txt). The folder is everybody's: a file counts only if it is the program's own or
root's, and was written while the program ran.
"""

from __future__ import annotations

import os
import stat
from bisect import bisect_right
from typing import Final

_MOST_BYTES: Final = 64 << 20
_MOST_LINES: Final = 1 << 18
_MOST_NAME: Final = 1024
_FLAGS: Final = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC")
"""It may be anything: nothing is followed, and nothing waited for."""


class PerfMap:
    """Names by address. Of several for an address the last counts: code is made again."""

    def __init__(self, content: bytes) -> None:
        """Read the lines that make sense; of more than 2**18 the last, which are the newest."""
        found: dict[int, tuple[int, bytes]] = {}
        lines = content.rsplit(b"\n", _MOST_LINES)
        for line in lines[-_MOST_LINES:]:
            parts = line.split(b" ", 2)
            if len(parts) < 3:
                continue
            try:
                start, size = int(parts[0], 16), int(parts[1], 16)
            except ValueError:
                continue
            if 0 <= start < 1 << 64 and 0 < size < 1 << 48:
                found[start] = size, parts[2][:_MOST_NAME]
        self._starts = sorted(found)
        self._found = found

    def function(self, address: int) -> tuple[str, int] | None:
        """Give name and start of the function at *address*; None: it has none."""
        index = bisect_right(self._starts, address) - 1
        if index < 0:
            return None
        start = self._starts[index]
        size, name = self._found[start]
        if address >= start + size:
            return None
        return name.decode("utf-8", "backslashreplace"), start


def perf_map_of(process_id: int, root: str, owner: int, since: float) -> PerfMap | None:
    """Read what the process of that number keeps; None if it keeps none that counts.

    Args:
        process_id: As the process itself knows it.
        root: Where its file system begins for us.
        owner: Its user.
        since: When it began, in seconds as files have them.
    """
    path = f"{root}/tmp/perf-{process_id}.map"  # noqa: S108 - it is not believed as it stands
    try:
        descriptor = os.open(path, sum(getattr(os, name, 0) for name in _FLAGS) | os.O_RDONLY)
    except OSError:
        return None
    try:
        found = os.fstat(descriptor)
        is_its_own = stat.S_ISREG(found.st_mode) and found.st_uid in (0, owner)
        if not is_its_own or found.st_mtime < since:
            return None
        with os.fdopen(os.dup(descriptor), "rb") as file:
            return PerfMap(file.read(_MOST_BYTES))
    except OSError:
        return None
    finally:
        os.close(descriptor)
