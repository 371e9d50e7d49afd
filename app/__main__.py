"""DumpDesk: without arguments the window, otherwise the command line."""

from __future__ import annotations

import sys


def _recipe(arguments: list[str]) -> str:
    """Give the recipe to open: ``open FILE``, or one alone, as a double click passes it."""
    if len(arguments) == 2 and arguments[0] == "open":
        return arguments[1]
    alone = len(arguments) == 1 and arguments[0].endswith(".dumpdesk")
    return arguments[0] if alone else ""


def main() -> int:
    """Start what the arguments ask for and return its exit code."""
    arguments = sys.argv[1:]
    if not arguments:
        from app.ui.application import main as open_window

        return open_window()
    recipe = _recipe(arguments)
    if recipe:
        from app.ui.application import main as open_window

        return open_window(recipe=recipe)
    if arguments[0] == "demo":
        from app.ui.demo import main as demonstrate

        return demonstrate(arguments[1:])
    from app.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
