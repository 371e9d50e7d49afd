"""DumpDesk: without arguments the window, otherwise the command line."""

import sys

_CANCELLED = 5
"""The exit code of app/cli/main.py for what was cancelled."""
_SAID = "dumpdesk: Cancelled.\n"

try:
    import os
    import signal

    from .cli.commands import COMMANDS
except KeyboardInterrupt:
    sys.stderr.write(_SAID)
    sys.exit(_CANCELLED)

_DUMPING = ("dump", "plan")
"""Commands that want a dumper: it is started before anything else is imported."""
_ASKING = {"-h", "--help", "-"}
"""Arguments with which they do not want one, or another one."""
_at_end = []  # type: ignore[var-annotated]  # importing a type would take time
"""What ends a dumper that was started and is not wanted after all."""
_NO_WINDOW = """\
dumpdesk: The window is not installed.
dumpdesk: Install it with: pip install 'dumpdesk[window]'
dumpdesk: The command line works without it; see dumpdesk --help.
"""


def _file(arguments: list[str]) -> str:
    """Give the file to open: ``open FILE``, or one alone, as a double click passes it."""
    if len(arguments) == 2 and arguments[0] == "open":
        return arguments[1]
    if len(arguments) != 1 or arguments[0].startswith("-") or arguments[0] in COMMANDS:
        return ""
    is_named_so = arguments[0].lower().endswith((".dumpdesk", ".dmp", ".mdmp"))
    return arguments[0] if is_named_so or os.path.isfile(arguments[0]) else ""  # noqa: PTH113 - starts sooner


def _give_up(*_: object) -> None:
    """End at once: nothing has been begun, and an exception would get lost in an import."""
    for end in _at_end:
        end()
    os.write(2, _SAID.encode())
    os._exit(_CANCELLED)


def main() -> int:
    """Start what the arguments ask for and return its exit code."""
    signal.signal(signal.SIGINT, _give_up)
    code = _main()
    for end in _at_end:
        end()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # too late to change anything
    return code


def _main() -> int:
    arguments = sys.argv[1:]
    file = _file(arguments)
    if file or not arguments or arguments[0] == "demo":
        from importlib.util import find_spec

        if find_spec("PySide6") is None:
            sys.stderr.write(_NO_WINDOW)
            return 2
        if arguments[:1] == ["demo"]:
            from .ui.demo import main as demonstrate

            return demonstrate(arguments[1:])
        from .ui.application import main as open_window

        return open_window(file=file)
    if arguments[0] in _DUMPING and _ASKING.isdisjoint(arguments) and sys.stderr is not None:
        from .core.dumper import early

        _at_end.append(early.end)
        early.start()
    import gc

    gc.disable()  # until the command is loaded: looking for garbage meanwhile takes 5 ms
    from .cli.main import run

    return run(arguments)


def start() -> None:
    """Be the program: carry out what the arguments ask for, and end with its exit code."""
    code = main()
    if "PySide6" in sys.modules:
        sys.exit(code)
    from .core.child import leave

    leave(code)


if __name__ == "__main__":
    start()
