"""Names of files as rules give them that are to hold on other machines, too."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ...core.text import file_name
from .module_scope import literal_glob

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIBRARY: Final = ".so"
_VERSION: Final = re.compile(r"\.so(\.\d+)+")


class PortableNames:
    """Makes globs for files of one process.

    In another folder, of another version, the same library should be found. But a glob may mean no
    more of this process than was decided about: where two names are too much alike, it says more.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Know *names*, with their folders: all that a glob could match."""
        files = [file_name(name).lower() for name in dict.fromkeys(names)]
        self._files = Counter(files)
        self._stems = Counter(file.partition(_LIBRARY)[0] for file in files if _LIBRARY in file)

    def glob(self, name: str) -> str:
        """Give a glob for *name*: ``libz.so*``, else the file, else its whole path."""
        if name == "*":
            return name
        file = file_name(name)
        stem, library, _ = file.partition(_LIBRARY)
        if _VERSION.fullmatch(file, len(stem)) and self._stems[stem.lower()] == 1:
            return f"{literal_glob(stem)}{library}*"
        return literal_glob(file if self._files[file.lower()] == 1 else name)
