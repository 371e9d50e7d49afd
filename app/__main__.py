"""DumpDesk: without arguments the window, otherwise the command line."""

from __future__ import annotations

import sys
from importlib.util import find_spec

_FILES = (".dumpdesk", ".dmp", ".mdmp")
_NO_WINDOW = """\
dumpdesk: The window is not installed.
dumpdesk: Install it with: pip install 'dumpdesk[window]'
dumpdesk: The command line works without it; see dumpdesk --help.
"""


def _file(arguments: list[str]) -> str:
    """Give the file to open: ``open FILE``, or one alone, as a double click passes it."""
    if len(arguments) == 2 and arguments[0] == "open":
        return arguments[1]
    alone = len(arguments) == 1 and arguments[0].lower().endswith(_FILES)
    return arguments[0] if alone else ""


def main() -> int:
    """Start what the arguments ask for and return its exit code."""
    arguments = sys.argv[1:]
    file = _file(arguments)
    if file or not arguments or arguments[0] == "demo":
        if find_spec("PySide6") is None:
            sys.stderr.write(_NO_WINDOW)
            return 2
        if arguments[:1] == ["demo"]:
            from .ui.demo import main as demonstrate

            return demonstrate(arguments[1:])
        from .ui.application import main as open_window

        return open_window(file=file)
    from .cli.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
