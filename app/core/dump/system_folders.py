"""Where what comes with the system lies, as globs that hold on any machine."""

from __future__ import annotations

from typing import Final

SYSTEM_LIBRARIES: Final = (
    "/lib/*",
    "/lib32/*",
    "/lib64/*",
    "/libx32/*",
    "/usr/lib/*",
    "/usr/lib32/*",
    "/usr/lib64/*",
    "/usr/libx32/*",
    "/usr/libexec/*",
    "?:\\Windows\\*",
)
"""Folders of libraries that come with the system."""
NOT_THE_APPLICATION: Final = (
    "/bin/*",
    "/lib*/*",
    "/nix/store/*",
    "/run/host/*",
    "/sbin/*",
    "/snap/core*",
    "/usr/*",
    "?:\\Windows\\*",
)
"""Folders of everything that the system, and not the application, has put there."""
FOLDERS: Final = frozenset((*SYSTEM_LIBRARIES, *NOT_THE_APPLICATION))
"""All of them; a machine has some."""
