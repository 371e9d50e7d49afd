r"""Symbol stores of this machine, as ``_NT_SYMBOL_PATH`` names them: folders and caches.

``srv*C:\cache*https://…`` stands for the cache alone, which is looked through as it is: nothing is
fetched. Sources: "Symbol path for Windows debuggers" and "Using SymStore" (Microsoft Learn); for
ELF files the keys of Microsoft's "Simple Symbol Query Protocol".
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

VARIABLE: Final = "_NT_SYMBOL_PATH"
_SERVERS: Final = ("srv", "symsrv", "cache")
_MOST: Final = 64
"""Folders that are looked in: each costs some looks for every module."""
_INDEX: Final = "index2.txt"
"""A store that has it keeps everything one folder deeper, by the beginning of its name."""


def folders_of(path: str) -> tuple[str, ...]:
    """Give the folders of this machine that a symbol path names, in its order."""
    found: list[str] = []
    for element in path.split(";"):
        kind, *rest = element.strip().split("*")
        if kind.lower() in _SERVERS:
            # "symsrv" names the library that fetches before the stores; an empty one is a default.
            found += rest[1:] if kind.lower() == "symsrv" else rest
        else:
            found.append(kind)
    # Shares of other machines may never answer, and a server is asked by nobody here.
    local = (
        one for one in found if one and "://" not in one and not one.startswith(("\\\\", "//"))
    )
    return tuple(dict.fromkeys(local))[:_MOST]


def stores() -> tuple[str, ...]:
    """Give the folders that the user's own symbol path names."""
    return folders_of(os.environ.get(VARIABLE, ""))


def in_stores(folders: tuple[str, ...], name: str, key: str) -> Iterator[str]:
    """Give where *folders* may keep the file called *name* that *key* identifies.

    Stores of Windows know no case; those made for other systems write keys, or all, in lower case.
    """
    if not name or "/" in name or "\\" in name or name in (".", ".."):
        return
    spellings = dict.fromkeys(((name, key), (name, key.lower()), (name.lower(), key.lower())))
    for folder in folders:
        deeper = os.path.exists(f"{folder}/{_INDEX}")  # noqa: PTH110
        for called, identity in spellings:
            place = f"{called[:2].lower()}/{called}" if deeper else called
            yield f"{folder}/{place}/{identity}/{called}"
        yield f"{folder}/{name}"
