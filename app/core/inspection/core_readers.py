"""Which tools fit a program whose core file somebody has, and the commands that start them.

Told by what is loaded, as the tools know their own programs by it, too.
"""

from __future__ import annotations

import contextlib
import re
import shlex
from typing import TYPE_CHECKING, Final, NamedTuple

from ..dump.texts import base_name
from ..symbols.places import Places

if TYPE_CHECKING:
    from ..capture.snapshot import ProcessSnapshot


class Tool(NamedTuple):
    """A tool, and what it is good for."""

    name: str
    command: str
    """A line for a shell."""
    what: str


class _Kind(NamedTuple):
    module: re.Pattern[str]
    """The name of a module without its folder."""
    tools: tuple[tuple[str, str, str], ...]


_GDB: Final = (
    "gdb",
    "gdb {exe} {core}",
    "threads, stacks, variables (bt, thread apply all bt, info locals)",
)
_LLDB: Final = ("lldb", "lldb {exe} -c {core}", "the same in lldb")
_KINDS: Final = (
    _Kind(
        re.compile(r"libjvm\.so"),
        (
            (
                "jhsdb",
                "jhsdb jstack --exe {exe} --core {core}",
                "Java threads, frames and locks (wants full memory)",
            ),
            (
                "jhsdb",
                "jhsdb jmap --exe {exe} --core {core} --histo",
                "objects on the Java heap, by class (wants full memory)",
            ),
        ),
    ),
    _Kind(
        re.compile(r"libpython3.*|python3?(\.\d+)?"),
        (("py-spy", "py-spy dump --core {core}", "Python threads with files and lines"),),
    ),
    _Kind(
        re.compile(r"libcoreclr\.so"),
        (("dotnet-dump", "dotnet-dump analyze {core}", ".NET threads and objects"),),
    ),
)
_GO_SECTION: Final = b".gopclntab"
_GO: Final = ("dlv", "dlv core {exe} {core}", "goroutines and what each waits for")

TEXTS: Final = (
    *(what for kind in _KINDS for _, _, what in kind.tools),
    *(tool[2] for tool in (_GO, _GDB, _LLDB)),
)
"""What the tools are good for, for those who translate."""


def tools_for(snapshot: ProcessSnapshot, core: str) -> tuple[Tool, ...]:
    """List the tools for the process of *snapshot* and its core file *core*, the best first."""
    names = [base_name(module.name) for module in snapshot.modules]
    found = [
        tool for kind in _KINDS if any(map(kind.module.fullmatch, names)) for tool in kind.tools
    ]
    if _is_go(snapshot):
        found.append(_GO)
    filled = {"exe": shlex.quote(snapshot.executable), "core": shlex.quote(core)}
    return tuple(
        Tool(name, command.format(**filled), what) for name, command, what in (*found, _GDB, _LLDB)
    )


def _is_go(snapshot: ProcessSnapshot) -> bool:
    """Say whether Go's compiler made the program; what is loaded does not tell, its file does."""
    if not snapshot.modules:
        return False
    program = snapshot.modules[0]
    with contextlib.closing(Places()) as places:
        file = places.image(program.name, program.build_id).file
        return file is not None and _GO_SECTION in file.sections
