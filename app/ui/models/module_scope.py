"""Leaving out what came with the system, in one click: as rules that hold on other machines too."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, Final

from ...core.dump.filter import FilterSpec, ModuleRule
from ...core.dump.system_folders import NOT_THE_APPLICATION, SYSTEM_LIBRARIES
from ...core.text import file_name

if TYPE_CHECKING:
    from collections.abc import Iterable


class ModuleScope(Enum):
    """Which modules are of interest."""

    ALL = "all"
    WITHOUT_SYSTEM = "without system libraries"
    APPLICATION = "application"


_SHARED: Final = frozenset(("", "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin"))
"""Folders that programs of many origins lie in."""


def scope_rules(scope: ModuleScope, executable: str) -> FilterSpec:
    """Make the rules of *scope* for a program whose main module is *executable*."""
    folders = {
        ModuleScope.ALL: (),
        ModuleScope.WITHOUT_SYSTEM: SYSTEM_LIBRARIES,
        ModuleScope.APPLICATION: NOT_THE_APPLICATION,
    }[scope]
    rules = [ModuleRule(folder, include=False) for folder in folders]
    if rules and executable:
        rules.append(ModuleRule(literal_glob(executable), include=True))
        separator = "/" if executable.startswith("/") else "\\"
        folder = executable.rpartition(separator)[0]
        if scope is ModuleScope.APPLICATION and folder not in _SHARED:
            rules.append(ModuleRule(f"{literal_glob(folder)}{separator}*", include=True))
    return FilterSpec(tuple(rules))


def literal_glob(name: str) -> str:
    """Make *name* a glob for itself alone."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in name)


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
