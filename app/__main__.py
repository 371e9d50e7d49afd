"""DumpDesk: without arguments the window, otherwise the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Start what the arguments ask for and return its exit code."""
    arguments = sys.argv[1:]
    if not arguments:
        from app.ui.application import main as open_window

        return open_window()
    if arguments[0] == "demo":
        from app.ui.demo import main as demonstrate

        return demonstrate(arguments[1:])
    from app.cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
