"""Programs to hand out: a single file for Linux, a folder of two programs for Windows.

Both are PyInstaller's work, led by packaging/dumpdesk.spec. The one for Windows is made on Windows
or, with the Python for Windows of the tests, under Wine.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shutil
import signal
import statistics
import subprocess
import tarfile
import tempfile
import time
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tools.checkout import PYTHON, ROOT, VENV, WINDOWS, say, stop
from tools.licences import gather_licences
from tools.windows_python import add_packages, locked_requirements, python_exe
from tools.wine_prefix import virtual_display, windows_path, wine_prefix
from tools.x86_dumper import CACHED, make_x86_dumper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGING = ROOT / "tools" / "packaging"
DIST = ROOT / "dist"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)
RUNS = 5
PATIENCE = 120
"""Seconds that a program may take to start on a busy machine."""

WINDOWS_BUILDERS = (
    "altgraph",
    "packaging",
    "pefile",
    "pyinstaller",
    "pyinstaller-hooks-contrib",
    "pywin32-ctypes",
    "setuptools",
)
"""What PyInstaller needs on Windows, of the dev lock."""

NEVER_SHIPPED = ("icuuc.dll", "mscms.dll")
"""Windows has them; what lies beside a program would hide them."""
OF_WINE = (b"Wine builtin DLL", b"Wine placeholder DLL")


class PackageError(Exception):
    """What was made is not fit to be handed out."""


# ------------------------------------------------------------------------------------- building


def run_pyinstaller(python: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Path:
    """Have PyInstaller follow the spec; gives the folder with what it made in *folder*."""
    made, work = folder / "made", folder / "work"
    icons = work / "dumpdesk" / "icons"
    icons.mkdir(parents=True)
    subprocess.run([str(PYTHON), str(PACKAGING / "icons.py"), str(icons)], check=True)
    spelled = windows_path if environment.get("WINEPREFIX") else str
    step = [*python, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    step += ["--distpath", spelled(made), "--workpath", spelled(work)]
    done = subprocess.run(
        [*step, spelled(PACKAGING / "dumpdesk.spec")],
        env={**environment, "PYINSTALLER_CONFIG_DIR": spelled(folder / "cache")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise PackageError(f"PyInstaller ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return made


def build_linux(folder: Path) -> Path:
    """Make the tree that is packed for Linux: the program and what makes it part of a desktop."""
    made = run_pyinstaller([str(PYTHON)], folder, os.environ)
    tree = folder / f"dumpdesk-{VERSION}-linux-{platform.machine()}"
    share = tree / "share"
    icons = folder / "work" / "dumpdesk" / "icons"
    places = {
        made / "dumpdesk": tree / "bin" / "dumpdesk",
        PACKAGING / "install.sh": tree / "install.sh",
        PACKAGING / "dumpdesk.desktop": share / "applications" / "dumpdesk.desktop",
        PACKAGING / "dumpdesk-mime.xml": share / "mime" / "packages" / "dumpdesk.xml",
        ROOT / "resources" / "icons" / "dumpdesk.svg": icon_place(share, "scalable", "svg"),
        ROOT / "LICENSE": tree / "LICENSE",
    }
    for size in ICON_SIZES:
        picture = icons / str(size) / "dumpdesk.png"
        places[picture] = icon_place(share, f"{size}x{size}", "png")
    for source, place in places.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, place)
    gather_licences(site_packages(), tree / "licenses")
    return tree


def site_packages() -> Path:
    """Where the packages of .venv are."""
    return Path(next(VENV.glob("**/site-packages")))


def icon_place(share: Path, size: str, ending: str) -> Path:
    """Where a desktop looks for the icon of a size (freedesktop.org, Icon Theme Specification)."""
    return share / "icons" / "hicolor" / size / "apps" / f"dumpdesk.{ending}"


def build_windows(folder: Path, environment: Mapping[str, str] | None = None) -> Path:
    """Make the folder that is packed for Windows: here or, with *environment*, under Wine."""
    if environment is None:
        made = run_pyinstaller([str(PYTHON)], folder, os.environ)
        packages = site_packages()
    else:
        paths = {"PYTHONPATH": windows_path(windows_builders()), "PYTHONUTF8": "1"}
        made = run_pyinstaller(["wine", str(python_exe())], folder, {**environment, **paths})
        packages = python_exe().parent / "lib" / "site-packages"
    tree = made / "DumpDesk"
    shutil.copy(ROOT / "LICENSE", tree / "LICENSE.txt")
    gather_licences(packages, tree / "licenses")
    make_x86_dumper(tree / "x86")
    refuse_foreign_libraries(tree)
    return tree


def windows_builders() -> Path:
    """Give the folder with PyInstaller for Windows; fetched once, outside the tree."""
    key = hashlib.sha256(locked_requirements(WINDOWS_BUILDERS).encode()).hexdigest()[:16]
    folder = CACHED / f"pyinstaller-{key}"
    if not folder.exists():
        say("fetching PyInstaller for Windows (once)")
        with tempfile.TemporaryDirectory(dir=CACHED) as name:
            packages = Path(name, "packages")
            add_packages(WINDOWS_BUILDERS, packages, Path(name))
            packages.rename(folder)
    return folder


def refuse_foreign_libraries(tree: Path) -> None:
    """Raise PackageError for a library of Wine, or one that would hide Windows' own."""
    for library in tree.rglob("*.[dDpPeE][lLyYxX][lLdDeE]"):
        with library.open("rb") as file:
            start = file.read(4096)
        if library.name.lower() in NEVER_SHIPPED or any(mark in start for mark in OF_WINE):
            raise PackageError(f"{library.relative_to(tree)} must not be handed out.")


# -------------------------------------------------------------------------------------- packing


def pack_linux(tree: Path, folder: Path) -> Path:
    """Make the .tar.gz of *tree* in *folder*."""
    archive = folder / f"{tree.name}.tar.gz"

    def of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        return entry

    # The program in it is compressed already.
    with tarfile.open(archive, "w:gz", compresslevel=1) as tar:
        tar.add(tree, tree.name, filter=of_nobody)
    return archive


def pack_windows(tree: Path, folder: Path) -> Path:
    """Make the .zip of *tree* in *folder*."""
    archive = folder / f"dumpdesk-{VERSION}-windows-x86_64.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(tree.rglob("*")):
            made.write(path, path.relative_to(tree.parent))
    return archive


# ------------------------------------------------------------------------------------ measuring


def seconds_to_answer(program: Sequence[str], environment: Mapping[str, str]) -> float:
    """Measure ``--version``: all that comes before any work."""
    began = time.monotonic()
    done = subprocess.run(
        [*program, "--version"],
        env=environment,
        # Pipes: under Wine, Python does not start with a file as standard output.
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )
    if done.returncode:
        raise PackageError(f"{program[-1]} does not start: {done.stderr.decode(errors='replace')}")
    return time.monotonic() - began


def seconds_to_window(program: Sequence[str], environment: Mapping[str, str], place: str) -> float:
    """Measure from the start until the window is drawn: then it starts its own processes.

    *place* is a part of the path of the program that no other program has in its.
    """
    began = time.monotonic()
    window = subprocess.Popen(
        program,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not children_at(place):
            if window.poll() is not None or time.monotonic() > began + PATIENCE:
                raise PackageError(f"{program[-1]} opened no window.")
            time.sleep(0.005)
        return time.monotonic() - began
    finally:
        window.terminate()
        window.wait(PATIENCE)
        # Under Wine, a child that is only just starting does not see that its window has gone.
        for child in children_at(place):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)


def children_at(place: str) -> list[int]:
    """Find processes of the window (also under Wine) with *place* in the path of their program."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            program, *arguments = path.read_bytes().split(b"\0")
        except OSError:  # it has ended
            continue
        if arguments[:1] == [b"--child-process"] and place.encode() in program:
            found.append(int(path.parent.name))
    return found


def report(archive: Path, tree: Path, **seconds: Sequence[float]) -> None:
    """Print sizes and times."""
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file())
    mebibyte = 1 << 20
    print(f"{archive}")
    print(f"  size      {archive.stat().st_size / mebibyte:6.1f} MiB")
    print(f"  unpacked  {size / mebibyte:6.1f} MiB")
    for name, runs in seconds.items():
        print(f"  {name:<9} {statistics.median(runs):6.2f} s to start (median of {len(runs)})")


# ------------------------------------------------------------------------------------- commands


def package_linux(folder: Path) -> None:
    """Make, start and pack the single file."""
    tree = build_linux(folder)
    program = [str(tree / "bin" / "dumpdesk")]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    answers = [seconds_to_answer(program, environment) for _ in range(RUNS)]
    windows = [seconds_to_window(program, environment, str(folder)) for _ in range(RUNS)]
    report(pack_linux(tree, DIST), tree, command=answers, window=windows)


def package_windows(folder: Path) -> None:
    """Make, start and pack the folder for Windows: on Windows, or under Wine."""
    if WINDOWS:
        tree = build_windows(folder)
        program = [str(tree / "bin" / "dumpdesk.exe")]
        times = {"command": [seconds_to_answer(program, os.environ) for _ in range(RUNS)]}
    else:
        with virtual_display() as display, wine_prefix(display=display) as environment:
            tree = build_windows(folder, environment)
            program = ["wine", str(tree / "bin" / "dumpdesk.exe")]
            times = {"command": [seconds_to_answer(program, environment) for _ in range(RUNS)]}
            program = ["wine", str(tree / "DumpDesk.exe")]
            windows = [seconds_to_window(program, environment, folder.name) for _ in range(RUNS)]
            times["window"] = windows
    report(pack_windows(tree, DIST), tree, **times)


def make_package(*, for_windows: bool) -> int:
    """Make what is handed out, in dist/; its size and start-up time are printed."""
    DIST.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dumpdesk-package-") as name:
        try:
            (package_windows if for_windows or WINDOWS else package_linux)(Path(name))
        except PackageError as error:
            stop(str(error))
    return 0
