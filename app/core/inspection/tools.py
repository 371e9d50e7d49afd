"""The one table of the tools that open a dump, or the core file that is made of it.

Which of them fit a program is told by what is loaded, as the tools know their own programs by it,
too. Arguments are lists, never a line for a shell: names come from a dump and may be anybody's.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..dump.texts import base_name
from ..minidump.constants import PLATFORM_ID
from ..symbols.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..capture.snapshot import ProcessSnapshot


class Reads(StrEnum):
    """What a tool opens."""

    DUMP = "dump"
    CORE = "core"


class Tool(NamedTuple):
    """A tool, and what it is good for."""

    name: str
    command: str
    """A line for a shell."""
    what: str
    arguments: tuple[str, ...] = ()
    """The same as a list, the program first."""
    reads: Reads = Reads.CORE
    launch: tuple[str, ...] = ()
    """What starts it on this machine, in a terminal if it needs one; empty: not looked for, or it
    needs one and there is none."""


class _Row(NamedTuple):
    """A tool with all that is known of it."""

    name: str
    arguments: tuple[str, ...]
    """With ``{file}`` for what it opens, and ``{exe}`` for the program: where that is not known, it
    is left out at the end, and a tool that wants it before is not told."""
    what: str
    reads: Reads
    fits: str = ""
    """The program that it is for, by a key of _PROGRAMS; empty: any."""
    has_window: bool = False
    """It needs no terminal."""
    folders: tuple[str, ...] = ()
    """Where it is installed on Windows, as patterns with variables of the environment."""


_WINDOWS_KITS: Final = r"%ProgramFiles(x86)%\Windows Kits\10\Debuggers\x64"
_THREADS: Final = "threads, stacks, variables (bt, thread apply all bt, info locals)"
_SAME: Final = "the same in lldb"
_ROWS: Final = (
    _Row(
        "WinDbg",
        ("WinDbgX", "-z", "{file}"),
        "threads, stacks and variables, with all commands of WinDbg",
        Reads.DUMP,
        "windows",
        has_window=True,
        folders=(r"%LOCALAPPDATA%\Microsoft\WindowsApps",),
    ),
    _Row(
        "WinDbg (classic)",
        ("windbg", "-z", "{file}"),
        "threads, stacks and variables, with all commands of WinDbg",
        Reads.DUMP,
        "windows",
        has_window=True,
        folders=(_WINDOWS_KITS,),
    ),
    _Row(
        "Visual Studio",
        ("devenv", "{file}"),
        "threads, stacks and variables beside the source code",
        Reads.DUMP,
        "windows",
        has_window=True,
        folders=(r"%ProgramFiles%\Microsoft Visual Studio\*\*\Common7\IDE",),
    ),
    _Row("lldb", ("lldb", "-c", "{file}"), "threads, stacks, memory", Reads.DUMP),
    _Row(
        "minidump-stackwalk",
        ("minidump-stackwalk", "{file}"),
        "the report that Mozilla's crash server makes",
        Reads.DUMP,
    ),
    _Row(
        "jhsdb",
        ("jhsdb", "jstack", "--exe", "{exe}", "--core", "{file}"),
        "Java threads, frames and locks (wants full memory)",
        Reads.CORE,
        "java",
    ),
    _Row(
        "jhsdb",
        ("jhsdb", "jmap", "--exe", "{exe}", "--core", "{file}", "--histo"),
        "objects on the Java heap, by class (wants full memory)",
        Reads.CORE,
        "java",
    ),
    _Row(
        "py-spy",
        ("py-spy", "dump", "--core", "{file}"),
        "Python threads with files and lines",
        Reads.CORE,
        "python",
    ),
    _Row(
        "dotnet-dump",
        ("dotnet-dump", "analyze", "{file}"),
        ".NET threads and objects",
        Reads.CORE,
        "dotnet",
    ),
    _Row(
        "dlv",
        ("dlv", "core", "{exe}", "{file}"),
        "goroutines and what each waits for",
        Reads.CORE,
        "go",
    ),
    _Row("gdb", ("gdb", "-c", "{file}", "{exe}"), _THREADS, Reads.CORE),
    _Row("lldb", ("lldb", "-c", "{file}", "{exe}"), _SAME, Reads.CORE),
)
TEXTS: Final = tuple(dict.fromkeys(row.what for row in _ROWS))
"""What the tools are good for, for those who translate."""
_PROGRAMS: Final = {
    "java": re.compile(r"libjvm\.so"),
    "python": re.compile(r"libpython3.*|python3?(\.\d+)?"),
    "dotnet": re.compile(r"libcoreclr\.so"),
}
"""What a program for a language has loaded: the name of a module without its folder."""
_GO_SECTION: Final = b".gopclntab"
TERMINALS: Final = (
    ("x-terminal-emulator", "-e"),
    ("gnome-terminal", "--"),
    ("konsole", "-e"),
    ("xfce4-terminal", "-x"),
    ("kgx", "--"),
    ("xterm", "-e"),
)
"""Terminals that carry out the rest of their arguments as a list; what stands before those."""


_AT_ONCE: Final = 1.0
"""Seconds after which whatever is to fail at once has done so."""
_NEW_CONSOLE: Final = 0x10
"""CREATE_NEW_CONSOLE (processthreadsapi.h)."""
_started: list[subprocess.Popen[bytes]] = []
"""What runs, to be waited for when it has ended."""


def tools_for(snapshot: ProcessSnapshot, core: str) -> tuple[Tool, ...]:
    """List the tools for the process of *snapshot* and its core file *core*, the best first."""
    return tuple(_fitting(snapshot, core, Reads.CORE))


def tools_for_either(snapshot: ProcessSnapshot, dump: str, core: str) -> tuple[Tool, ...]:
    """List the tools that open *dump*, and those that open the file *core* that it can become.

    Of a tool that reads both, the dump counts. Only a Linux process can become a core file.
    """
    tools = [*_fitting(snapshot, dump, Reads.DUMP)]
    if _is_linux(snapshot):
        names = {tool.name for tool in tools}
        tools += (tool for tool in _fitting(snapshot, core, Reads.CORE) if tool.name not in names)
    return tuple(tools)


def found_here(tools: Iterable[Tool]) -> tuple[Tool, ...]:
    """Give those of *tools* that are on this machine, with what starts them."""
    rows = {(row.name, row.what): row for row in _ROWS}
    found = []
    for tool in tools:
        row = rows[tool.name, tool.what]
        if program := _program(row.arguments[0], row.folders):
            whole = (program, *tool.arguments[1:])
            found.append(tool._replace(launch=whole if row.has_window else in_terminal(whole)))
    return tuple(found)


def in_terminal(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Give the arguments that carry out *arguments* in the user's terminal; empty: there is none.

    On Windows a program that needs a terminal is given one by the system.
    """
    system: str = sys.platform  # a name of its own: the type checker knows only one system
    if system == "win32":
        return arguments
    for name, before in TERMINALS:
        if (program := shutil.which(name)) is not None:
            return (program, before, *arguments)
    return ()


def start(launch: tuple[str, ...]) -> bool:
    """Start a tool that outlives us; say whether it, or its terminal, did not fail at once.

    Not in the folder of the dump: tools read settings of theirs from where they start. Waits for up
    to a second. Raises OSError.
    """
    system: str = sys.platform  # as in in_terminal
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    how: dict[str, Any] = {"start_new_session": True, **quiet}
    if system == "win32":
        how = {"creationflags": _NEW_CONSOLE}
    _started[:] = [one for one in _started if one.poll() is None]
    process = subprocess.Popen(launch, cwd=Path.home(), **how)  # noqa: S603 - a list, no shell
    _started.append(process)
    try:
        return process.wait(_AT_ONCE) == 0
    except subprocess.TimeoutExpired:
        return True


def _fitting(snapshot: ProcessSnapshot, file: str, reads: Reads) -> Iterator[Tool]:
    kinds = {kind for kind, pattern in _PROGRAMS.items() if _has(snapshot, pattern)}
    if snapshot.system.platform_id in (PLATFORM_ID.WIN32_NT, PLATFORM_ID.WIN32_WINDOWS):
        kinds.add("windows")
    if reads is Reads.CORE and _is_go(snapshot):
        kinds.add("go")
    # What the dump says could be an option to the tool, or a name in a folder that is anybody's.
    exe = snapshot.executable if snapshot.executable.startswith("/") else ""
    for row in _ROWS:
        wants_exe = "{exe}" in row.arguments[:-1]
        if row.reads is reads and (not row.fits or row.fits in kinds) and (exe or not wants_exe):
            filled = (part.format(file=file, exe=exe) for part in row.arguments)
            _, *rest = filled
            arguments = (_called(row.arguments[0]), *filter(None, rest))
            yield Tool(row.name, _line(arguments), row.what, arguments, row.reads)


def _line(arguments: tuple[str, ...]) -> str:
    return subprocess.list2cmdline(arguments) if os.name == "nt" else shlex.join(arguments)


def _has(snapshot: ProcessSnapshot, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(base_name(module.name)) for module in snapshot.modules)


def _is_linux(snapshot: ProcessSnapshot) -> bool:
    return snapshot.system.platform_id in (PLATFORM_ID.LINUX, PLATFORM_ID.ANDROID)


def _called(name: str) -> str:
    """Give the name by which a tool is started here: some systems have lldb-19 alone."""
    system: str = sys.platform  # as in in_terminal
    if shutil.which(name) or system == "win32":
        return name
    versions = [
        int(path.name.rpartition("-")[2])
        for folder in os.get_exec_path()
        for path in Path(folder).glob(f"{name}-*")
        if path.name.removeprefix(f"{name}-").isdecimal() and shutil.which(path.name)
    ]
    return f"{name}-{max(versions)}" if versions else name


def _program(name: str, folders: tuple[str, ...]) -> str:
    """Find a program of this machine; empty: it is not here."""
    if found := shutil.which(_called(name)):
        return found
    if sys.platform == "win32":
        for folder in folders:
            pattern = f"{os.path.expandvars(folder)}\\{name}.exe"
            for path in sorted(glob.glob(pattern), reverse=True):  # noqa: PTH207 - from any root
                if Path(path).exists():
                    return path
    return ""


def _is_go(snapshot: ProcessSnapshot) -> bool:
    """Say whether Go's compiler made the program; what is loaded does not tell, its file does."""
    if not snapshot.modules:
        return False
    program = snapshot.modules[0]
    with contextlib.closing(Places()) as places:
        file = places.image(program.name, program.build_id).file
        return file is not None and _GO_SECTION in file.sections
