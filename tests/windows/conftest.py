"""Windows' own dump reader (Wine's build of it), for the dumps we write."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

STARTUP_SECONDS = 120


class FoundStream(NamedTuple):
    """Where MiniDumpReadDumpStream found a stream; size in bytes, rva from the file's start.

    ``count`` is the number of entries of a list, 0 for any other stream.
    """

    type: int
    size: int
    rva: int
    count: int


@pytest.fixture(scope="session")
def wine_environment(wine):
    """Environment variables of a Wine prefix of our own (700 MB), which is gone at the end."""
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    environment = {
        **os.environ,
        "WINEPREFIX": str(Path(folder.name) / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=d;mshtml=d",  # no offers to download .NET or a browser
        "XDG_RUNTIME_DIR": "",
    }
    environment.pop("DISPLAY", None)

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

    run(wine, "wineboot", "--init")
    yield environment
    run("wineserver", "--kill", check=False)  # it may have gone by itself by then
    run("wineserver", "--wait")
    folder.cleanup()


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
