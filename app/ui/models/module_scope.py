"""Leaving out what came with the system, in one click: as rules that hold on other machines too."""

from __future__ import annotations

from enum import Enum
from typing import Final

from ...core.dump.filter import FilterSpec, ModuleRule
from ...core.dump.system_folders import NOT_THE_APPLICATION, SYSTEM_LIBRARIES


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
