"""Windows' own dump reader (Wine's build of it), for the dumps we write."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tools.windows_python import python_exe
from tools.wine_prefix import STARTUP_SECONDS, windows_path, wine_prefix

# Those are for a Python for Windows; under Wine, test_inside.py runs them.
collect_ignore = [] if sys.platform == "win32" else ["inside", "window"]


def pytest_collection_modifyitems(items):
    """Leave out under Wine what it lacks."""
    if sys.platform != "win32" or not hasattr(ctypes.WinDLL("ntdll"), "wine_get_version"):
        return
    for item in items:
        if item.get_closest_marker("real_windows"):
            item.add_marker(pytest.mark.skip("Wine lacks what it looks at"))


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
    """Environment variables of a Wine prefix of our own, which is gone at the end."""
    with wine_prefix(wine, x_display) as environment:
        yield environment


@pytest.fixture(scope="session")
def build_windows(mingw_gcc, tmp_path_factory):
    """Call it with a C file of this folder and the name of what is to be made of it."""
    folder = tmp_path_factory.mktemp("windows")

    def build(source, name, *flags):
        common = ["-Wall", "-Wextra", "-Werror", "-O1", "-static-libgcc"]
        made = folder / name
        command = [mingw_gcc, *common, Path(__file__).with_name(source), *flags, "-o", made]
        subprocess.run(command, check=True, cwd=folder)
        return made

    return build


@pytest.fixture(scope="session")
def run_windows(wine, wine_environment):
    """Call it with a program for Windows, arguments and variables; gives the finished process.

    A Path among them is spelled as programs under Wine know it.
    """

    def spelled(value):
        return windows_path(value) if isinstance(value, Path) else str(value)

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
