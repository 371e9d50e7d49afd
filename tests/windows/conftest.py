"""Windows' own dump reader (Wine's build of it), for the dumps we write."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.windows_python import python_exe, system_libraries

STARTUP_SECONDS = 120

# A version that Qt takes seriously, and no waiting for a window manager that Xvfb has not.
REGISTRY = r"""REGEDIT4

[HKEY_CURRENT_USER\Software\Wine]
"Version"="win10"

[HKEY_CURRENT_USER\Software\Wine\X11 Driver]
"Managed"="N"
"""

# Those are for a Python for Windows; under Wine, test_inside.py runs them.
collect_ignore = [] if sys.platform == "win32" else ["inside", "window"]


class FoundStream(NamedTuple):
    """Where MiniDumpReadDumpStream found a stream; size in bytes, rva from the file's start.

    ``count`` is the number of entries of a list, 0 for any other stream.
    """

    type: int
    size: int
    rva: int
    count: int


@pytest.fixture(scope="session")
def wine_environment(wine, x_display):
    """Environment variables of a Wine prefix of our own (700 MB), which is gone at the end.

    It has a display: what the first program finds holds for the desktop, and so for all.
    """
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    environment = {
        **os.environ,
        "WINEPREFIX": str(Path(folder.name) / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=d;mshtml=d",  # no offers to download .NET or a browser
        "XDG_RUNTIME_DIR": "",
        "DISPLAY": x_display,
    }

    def run(*command, check=True):
        subprocess.run(
            command,
            env=environment,
            # The services that the first program starts inherit these and keep them open.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=STARTUP_SECONDS,
            check=check,
        )

    # A server that stays keeps its services too: new ones would hold on to the pipes of a test.
    run("wineserver", "--persistent=600", check=False)
    run(wine, "wineboot", "--init")
    settings = Path(folder.name, "settings.reg")
    settings.write_text(REGISTRY)
    run(wine, "regedit", "/S", settings)
    for library in system_libraries():
        shutil.copy(library, Path(environment["WINEPREFIX"], "drive_c", "windows", "system32"))
    yield environment
    run("wineserver", "--kill", check=False)  # it may have gone by itself by then
    run("wineserver", "--wait")
    folder.cleanup()


@pytest.fixture(scope="session")
def build_windows(mingw_gcc, tmp_path_factory):
    """Call it with a C file of this folder and the name of what is to be made of it."""
    folder = tmp_path_factory.mktemp("windows")

    def build(source, name, *flags):
        common = ["-Wall", "-Wextra", "-Werror", "-O1", "-static-libgcc"]
        made = folder / name
        command = [mingw_gcc, *common, Path(__file__).with_name(source), *flags, "-o", made]
        subprocess.run(command, check=True)
        return made

    return build


@pytest.fixture(scope="session")
def run_windows(wine, wine_environment):
    """Call it with a program for Windows, arguments and variables; gives the finished process.

    A Path among them is spelled as programs under Wine know it.
    """

    def spelled(value):
        return f"Z:{value.resolve()}".replace("/", "\\") if isinstance(value, Path) else str(value)

    def run(program, *arguments, timeout=STARTUP_SECONDS, **variables):
        return subprocess.run(
            [wine, program, *map(spelled, arguments)],
            env=wine_environment | {name: spelled(value) for name, value in variables.items()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def windows_python(wine_environment):
    """The path of a Python for Windows with pytest, which runs in *wine_environment*."""
    python = python_exe()
    if not python.exists():
        message = "there is no Python for Windows (python3 dev.py windows-setup fetches it)"
        return pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    return python


@pytest.fixture(scope="session")
def walk_streams(wine, wine_environment, mingw_gcc, tmp_path_factory):
    """Call it with the path of a dump to get what dbghelp finds in it, entry by entry."""
    program = tmp_path_factory.mktemp("windows") / "walk_streams.exe"
    source = Path(__file__).with_name("walk_streams.c")
    subprocess.run(
        [mingw_gcc, "-Wall", "-Wextra", "-Werror", "-O1", source, "-o", program, "-ldbghelp"],
        check=True,
    )

    def walk(dump):
        done = subprocess.run(
            [wine, program, f"Z:{Path(dump).resolve()}".replace("/", "\\")],
            env=wine_environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=STARTUP_SECONDS,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return [FoundStream(*map(int, line.split())) for line in done.stdout.splitlines()]

    return walk
