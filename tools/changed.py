"""Which unit tests look at what was changed: those for `dev.py check`."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from tools.checkout import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

UNIT = ROOT / "tests" / "unit"


def changed_files(base: str) -> set[str]:
    """Give the files, relative to the root, that differ from the commit *base* or are new."""
    questions = (["diff", "--name-only", base], ["ls-files", "--others", "--exclude-standard"])
    return {
        line
        for question in questions
        for line in subprocess.run(
            ["git", *question], cwd=ROOT, check=True, capture_output=True, text=True
        ).stdout.splitlines()
    }


def unit_tests_of(changed: set[str]) -> list[str]:
    """Give the unit tests among *changed*, and those that import a module among it."""
    modules = {
        ".".join(Path(name).with_suffix("").parts).removesuffix(".__init__")
        for name in changed
        if name.startswith(("app/", "tools/")) and name.endswith(".py")
    }
    return [
        name
        for path in sorted(UNIT.rglob("test_*.py"))
        if (name := str(path.relative_to(ROOT))) in changed or not modules.isdisjoint(_used(path))
    ]


def _used(path: Path) -> Iterator[str]:
    """Give the modules that a test imports; a name that is imported may be one, too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
