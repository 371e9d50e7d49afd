"""Our own processes: how each is started, from source and from a packaged program.

From source a child is the interpreter with this file, which finds its package by where it stands,
whatever that is called. A packaged program (PyInstaller) brings no interpreter that could be
started, so it starts itself once more, with a hidden first argument.

Nothing is imported here that a child of the standard library alone would have to pay for.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Final, NamedTuple, NoReturn

_HIDDEN: Final = "--child-process"
_APP: Final = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PACKAGE: Final = os.path.basename(_APP)
"""What our package is called here: another name in a checkout than where it is installed."""
_ISOLATED: Final = ["-I", "-S", "-E"]
_OF_BUNDLE: Final = ("_PYI_", "LD_LIBRARY_PATH")
"""How the variables begin by which a packaged program finds what it has unpacked."""


_IS_WINDOWS: Final = os.name == "nt"
_X86: Final = "x86"
"""The folder of the dumper for 32-bit programs of Windows: a Python of its own."""

_KEPT: Final = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR")
"""The variables that an isolated child has a use for: how texts are spelled, where files wait."""


_SAMPLE: Final = "sample"
"""The one of our processes that is there to be dumped."""


class _Child(NamedTuple):
    module: str
    """Below our package; its ``main(arguments)`` is the child."""
    isolated: bool = True
    """Quick to start: the standard library alone, and nothing of the environment gets into it."""


CHILDREN: Final = {
    "dumper": _Child(".core.dumper.session"),
    # Names and lines are told with the help of packages.
    "reader": _Child(".core.inspection.reading", isolated=False),
    "stacks": _Child(".core.inspection.stack_reading", isolated=False),
    "compare": _Child(".core.inspection.comparing", isolated=False),
    "triage": _Child(".core.inspection.triage", isolated=False),
    "watchdog": _Child(".core.dumper.watchdog"),
    _SAMPLE: _Child(".core.capture.sample"),
    "sampler": _Child(".core.processes.__main__", isolated=False),
}

_bundle: dict[str, str] = {}
"""Variables for our children, which the programs of others must not see."""


def is_packaged() -> bool:
    """Whether this is a packaged program."""
    return bool(getattr(sys, "frozen", False))


def x86_interpreter() -> str:
    """Give the 32-bit Python that lies beside this program of Windows; empty if there is none."""
    home = os.path.dirname(os.path.dirname(_APP)) if is_packaged() else f"{_APP}/../build"
    path = os.path.abspath(os.path.join(home, _X86, "python.exe"))
    return path if _IS_WINDOWS and os.path.exists(path) else ""


def x86_command(name: str) -> list[str]:
    """Give the command that starts the child *name* in :func:`x86_interpreter`."""
    program = x86_interpreter()
    file = os.path.join(os.path.dirname(program), "app", "core", "child.py")
    file = file if is_packaged() else os.path.abspath(__file__)
    return [program, *_ISOLATED, file, name]


def command(name: str, *arguments: str) -> list[str]:
    """Give the command that starts the child *name*."""
    if is_packaged():
        return [console_program(), _HIDDEN, name, *arguments]
    # -P: nothing beside this file may pass for a module of others.
    options = _ISOLATED if CHILDREN[name].isolated else ["-P"]
    return [sys.executable, *options, os.path.abspath(__file__), name, *arguments]


def environment(name: str) -> dict[str, str]:
    """Give the variables that the child *name* needs.

    An isolated one gets those of a short list: what the loader takes from there (LD_PRELOAD) would
    otherwise run in the process that looks into others, as administrator too. Windows has no such
    variables, and its libraries want many.
    """
    isolated = CHILDREN[name].isolated and os.name != "nt"
    if not isolated:
        return {**os.environ, **_bundle}
    kept = {key: os.environ[key] for key in _KEPT if key in os.environ}
    return {"LANG": "C.UTF-8", **kept, **_bundle}


def own_processes() -> list[int]:
    """Give the ids of this program's processes: a single file waits for what it unpacked."""
    single_file = is_packaged() and sys.platform != "win32"
    return [os.getpid(), os.getppid()] if single_file else [os.getpid()]


def is_helper(command_line: str) -> bool:
    """Whether a process of ours with this *command_line* helps us; the sample is to be dumped."""
    for mark in (_HIDDEN, os.path.basename(__file__)):
        _, found, rest = command_line.partition(mark)
        if found:
            name = rest.lstrip(' "').partition(" ")[0]
            return name in CHILDREN and name != _SAMPLE
    return False


def is_child(arguments: list[str]) -> bool:
    """Whether a packaged program with these *arguments* is a child."""
    return arguments[:1] == [_HIDDEN]


def run(arguments: list[str]) -> int:
    """Be the child that *arguments* name behind the hidden one; gives its exit code."""
    name, *rest = arguments[1:]
    gc.disable()  # imports make no garbage; looking for it there takes 5 ms
    module = import_module(CHILDREN[name].module, PACKAGE)
    gc.enable()
    result: int = module.main(rest)
    return result


def keep_bundle_to_us() -> None:
    """Give the environment back the form it had before a packaged program was unpacked.

    A file manager that we open must not load our libraries, nor a DumpDesk that it starts take
    itself for a part of this one.
    """
    _bundle.update((key, value) for key, value in os.environ.items() if key.startswith(_OF_BUNDLE))
    for key in _bundle:
        del os.environ[key]
    before = _bundle.get("LD_LIBRARY_PATH_ORIG")
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before


def console_program() -> str:
    """Give the packaged program for the command line.

    On Windows the window is a program of its own, without a console. Children, too, are that for
    the command line: Windows shows a busy pointer while it waits for the window of the others.
    """
    beside = os.path.join(os.path.dirname(sys.executable), "bin", "dumpdesk.exe")
    return beside if os.path.exists(beside) else sys.executable


def leave(code: int) -> NoReturn:
    """End this process with nothing left to be done: the interpreter is not taken down (10 ms)."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):  # nobody reads it any more
            pass
    os._exit(code)


if __name__ == "__main__":
    # At the end: nothing beside the package may pass for a part of the standard library.
    sys.path.append(os.path.dirname(_APP))
    leave(run([_HIDDEN, *sys.argv[1:]]))
