"""A Wine prefix for a while: an own, empty Windows."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tools import wine32
from tools.windows_python import system_libraries

if TYPE_CHECKING:
    from collections.abc import Iterator

STARTUP_SECONDS = 120

# A version that Qt takes seriously, and no waiting for a window manager that Xvfb has not.
REGISTRY = r"""REGEDIT4

[HKEY_CURRENT_USER\Software\Wine]
"Version"="win10"

[HKEY_CURRENT_USER\Software\Wine\X11 Driver]
"Managed"="N"
"""


@contextmanager
def wine_prefix(
    wine: str = "wine", display: str = "", *, x86: bool = False
) -> Iterator[dict[str, str]]:
    """Make a prefix (700 MB) and remove it at the end; gives the variables for what runs in it.

    With *display* it has one from the start: what the first program finds holds for the desktop,
    and so for all. With *x86* it runs 32-bit programs, too, if started by `wine32.loader`.
    """
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    environment = {
        **os.environ,
        "WINEPREFIX": str(Path(folder.name) / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=d;mshtml=d",  # no offers to download .NET or a browser
        "XDG_RUNTIME_DIR": "",
        "DISPLAY": display,
    }
    if not display:
        del environment["DISPLAY"]
    if x86:
        environment["WINELOADER"] = wine = str(wine32.loader())

    def run(*command: str, check: bool = True) -> None:
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
    run(wine, "regedit", "/S", str(settings))
    if x86:
        wine32.add_x86_libraries(Path(environment["WINEPREFIX"]))
    for library in system_libraries():
        shutil.copy(library, Path(environment["WINEPREFIX"], "drive_c", "windows", "system32"))
    try:
        yield environment
    finally:
        run("wineserver", "--kill", check=False)  # it may have gone by itself by then
        run("wineserver", "--wait")
        folder.cleanup()


@contextmanager
def virtual_display() -> Iterator[str]:
    """Have a display that nobody sees; gives its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            name = told.readline().strip()
        try:
            yield f":{name}"
        finally:
            server.kill()


def windows_path(path: Path) -> str:
    """Spell a path as programs under Wine know it."""
    return f"Z:{path.resolve()}".replace("/", "\\")
