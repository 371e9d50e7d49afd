"""Import every module of ours without some that are left out of the programs.

``python do_without.py ROOT NAME…`` ends with 1 if one of the modules NAME is missed.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


class LeftOut:
    """Says of each of *names*, and of what is in it, that there is no such module."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def find_spec(self, name: str, *_: object) -> None:
        """Raise ModuleNotFoundError for what is left out."""
        if any(name == left_out or name.startswith(f"{left_out}.") for left_out in self._names):
            raise ModuleNotFoundError(f"{name} is left out", name=name)


def main(root: Path, names: list[str]) -> int:
    """Name the modules that miss something; how many."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path.insert(0, str(root))
    sys.meta_path.insert(0, LeftOut(names))
    missing = 0
    for path in sorted((root / "app").rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        try:
            importlib.import_module(module.removesuffix(".__init__"))
        except Exception as error:  # noqa: BLE001 - one that is made for another system
            if str(error).endswith("is left out"):
                sys.stderr.write(f"{module}: {error}\n")
                missing += 1
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
