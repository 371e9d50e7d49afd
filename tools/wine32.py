"""The 32-bit parts of Wine, for the tests of 32-bit programs: beside the system, not in it.

Debian keeps them in packages of another architecture, which cannot be installed where an index of
that architecture lacks what this one has. They are fetched through an apt configuration of their
own and unpacked; the 64-bit parts are those of the system, which have to be of the same version.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.checkout import CACHE, say

if TYPE_CHECKING:
    from collections.abc import Sequence

SYSTEM: Final = Path("/usr/lib")
BUILTIN_X64: Final = SYSTEM / "x86_64-linux-gnu" / "wine"
ZLIB: Final = BUILTIN_X64 / "i386-windows" / "zlib1.dll"
PACKAGES: Final = ("libwine", "wine32")
CONFIGURATION: Final = """\
APT::Architecture "amd64";
APT::Architectures {{ "amd64"; "i386"; }};
APT::Sandbox::User "root";
Acquire::Languages "none";
Dir::State "{folder}/state";
Dir::State::status "/var/lib/dpkg/status";
Dir::Cache "{folder}/cache";
"""


def installed_version() -> str:
    """Give the version of the system's libwine; empty where dpkg knows none."""
    if shutil.which("dpkg-query") is None:
        return ""
    ask = ["dpkg-query", "--show", "--showformat=${Version}", "libwine:amd64"]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()


def tree() -> Path:
    """Where a Wine with both parts is, or will be."""
    return CACHE / "dumpdesk" / "wine32" / installed_version().replace("~", "-")


def loader() -> Path:
    """The program that starts programs of either width."""
    return tree() / "lib" / "wine" / "wine64"


def add_x86_libraries(prefix: Path) -> None:
    """Give a new prefix the libraries that 32-bit programs load, as links."""
    folder = prefix / "drive_c" / "windows" / "syswow64"
    builtin = tree() / "lib" / "i386-linux-gnu" / "wine" / "i386-windows"
    for library in (*builtin.iterdir(), ZLIB):
        place = folder / library.name
        if not place.exists():
            place.symlink_to(library)


def provide_wine32() -> bool:
    """Make a Wine that runs 32-bit programs too, unless it is there; whether it is there then."""
    version = installed_version()
    if version and loader().exists():
        return True
    if not version or shutil.which("apt-get") is None:
        say("no Wine of Debian's: tests of 32-bit programs for Windows are skipped")
        return False
    say("fetching the 32-bit parts of Wine (once)")
    parent = tree().parent
    parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=parent) as name:
        folder = Path(name)
        packages = _download([f"{package}:i386={version}" for package in PACKAGES], folder)
        if len(packages) != len(PACKAGES):
            say("they could not be fetched: tests of 32-bit programs for Windows are skipped")
            return False
        made = folder / "tree"
        made.mkdir()
        for package in packages:
            subprocess.run(["dpkg", "--extract", package, made / "unpacked"], check=True)
        _arrange(made)
        made.rename(tree())
    return True


def _download(wanted: Sequence[str], folder: Path) -> list[Path]:
    """Fetch packages of any architecture; gives those that could be had."""
    for place in ("state/lists/partial", "cache/archives/partial"):
        (folder / place).mkdir(parents=True)
    settings = folder / "apt.conf"
    settings.write_text(CONFIGURATION.format(folder=folder))
    environment = {**os.environ, "APT_CONFIG": str(settings)}
    # Some index may be missing for the other architecture; what matters is the packages.
    done = [
        subprocess.run(
            ["apt-get", "-qq", *step],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        for step in (["update"], ["download", *wanted])
    ]
    if done[-1].returncode:
        say(done[-1].stderr.strip())
    return sorted(folder.glob("*.deb"))


def _arrange(made: Path) -> None:
    """Put loaders and libraries where Wine looks for them: each beside the other."""
    unpacked = made / "unpacked" / "usr" / "lib"
    programs = made / "lib" / "wine"
    programs.mkdir(parents=True)
    shutil.copy(unpacked / "wine" / "wine", programs)
    for name in ("wine64", "wineserver64", "wineserver"):
        shutil.copy(SYSTEM / "wine" / name, programs)
    (made / "lib" / "x86_64-linux-gnu").symlink_to(SYSTEM / "x86_64-linux-gnu")
    (unpacked / "i386-linux-gnu").rename(made / "lib" / "i386-linux-gnu")
    (made / "share").symlink_to("/usr/share")
    shutil.rmtree(made / "unpacked")
