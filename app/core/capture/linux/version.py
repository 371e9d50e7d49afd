"""Versions of shared libraries, which stand in their names."""

from __future__ import annotations

import re
from typing import Final

_NUMBERS: Final = r"(\d{1,5})(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?(?:\.(\d{1,5}))?"
_VERSION: Final = (re.compile(r"\.so\." + _NUMBERS), re.compile(r"-" + _NUMBERS + r"\.so$"))


def version_of(name: str) -> tuple[int, int, int, int] | None:
    """Take the version out of a library's file name (``libz.so.1.2.13``, ``libc-2.31.so``)."""
    for pattern in _VERSION:
        if found := pattern.search(name):
            first, second, third, fourth = (min(int(part or 0), 0xFFFF) for part in found.groups())
            return first, second, third, fourth
    return None
