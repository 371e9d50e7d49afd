#!/usr/bin/env python3
"""Set up, run, test and measure DumpDesk from a checkout. Standard library only.

    python3 dev.py setup           make .venv with the locked dependencies
    python3 dev.py run [ARGS…]     start DumpDesk (without a display: a demonstration)
    python3 dev.py check [COMMIT]  the quick checks, and the unit tests of what differs from COMMIT
    python3 dev.py test [ARGS…]    every check, then pytest ARGS…
    python3 dev.py bench [ARGS…]   python -m benchmarks ARGS…
    python3 dev.py fuzz [ARGS…]    try 10,000 lying files of each kind, for hours
    python3 dev.py translate       collect the texts of the window; compile their translations
    python3 dev.py screenshots     take the pictures of the documents anew
    python3 dev.py package         make what is handed out, in dist/ (--windows: under Wine)
    python3 dev.py windows-setup   fetch what the tests under Wine need
    python3 dev.py windows-check   on Windows: try what can be seen there only, write one report
    python3 dev.py lock [ARGS…]    write requirements/*.txt anew (needs uv; ARGS… such as --upgrade)

Everything but `lock` sets up what it needs first, and is quick when nothing is missing. On
Debian and Ubuntu missing system packages are installed when run as root; otherwise the one line
that installs them is printed.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tools.changed import changed_files, unit_tests_of
from tools.checkout import (
    BIN,
    CACHE,
    LOCKS,
    PYTHON,
    ROOT,
    VENV,
    WINDOWS,
    say,
    stop,
    succeeds,
)
from tools.newest_python import provide_newest_python
from tools.package import make_package
from tools.windows_python import provide_windows_python
from tools.wine32 import provide_wine32
from tools.x86_dumper import provide_x86_dumper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SECOND_ROW = ("tests/kernel", "tests/windows", "tests/live/test_package.py")
"""Emulated machines, Wine, and packages of both systems: minutes each, on one core."""
TRANSLATIONS = ROOT / "resources" / "translations"
LANGUAGES = ("de", "ja")
STACKWALK_VERSION = "0.27.0"
STACKWALK_CARGO = (1, 88)
STACKWALK_ROOT = CACHE / "dumpdesk" / "tools" / f"minidump-stackwalk-{STACKWALK_VERSION}"
STACKWALK = STACKWALK_ROOT / "bin" / ("minidump-stackwalk.exe" if WINDOWS else "minidump-stackwalk")

LINUX_ONLY = "app/core/(capture/linux/|processes/(proc_details|stat_source|x11))"
"""What is not imported on Windows."""
AS_ON_WINDOWS = ("--platform", "win32", "--follow-imports", "silent", "--exclude", LINUX_ONLY)
CHECKS = {
    "ruff check": ["ruff", "check"],
    "ruff format": ["ruff", "format", "--check"],
    "mypy": ["mypy"],
    "mypy for Windows": ["mypy", *AS_ON_WINDOWS, "--cache-dir", ".mypy_cache/windows", "app"],
    "import rules": ["lint-imports"],
}


# --------------------------------------------------------------------------- system packages


class Package(NamedTuple):
    """A Debian package and how to see that what it brings is there already."""

    name: str
    present: Callable[[], bool]


@cache
def shared_libraries() -> frozenset[str]:
    """Names of the shared libraries this machine's loader knows, for its own word size."""
    listing = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False
    ).stdout
    wanted = "x86-64" if platform.machine() == "x86_64" else ""
    return frozenset(line.split()[0] for line in listing.splitlines()[1:] if wanted in line)


def library(package: str, soname: str) -> Package:
    """A package that is there when the loader finds *soname*."""
    return Package(package, lambda: soname in shared_libraries())


def command(package: str, program: str | None = None) -> Package:
    """A package that is there when *program* (by default of the same name) is on PATH."""
    return Package(package, lambda: shutil.which(program or package) is not None)


def file(package: str, pattern: str) -> Package:
    """A package that is there when a file matches *pattern*, relative to the root directory."""
    return Package(package, lambda: any(Path("/").glob(pattern)))


def has_ensurepip() -> bool:
    """Whether this Python can make virtual environments; Debian's own cannot at first."""
    return importlib.util.find_spec("ensurepip") is not None


# What Qt's wheels expect of the system, for the xcb and the offscreen platform.
RUN_PACKAGES = [
    Package(
        "python{}.{}-venv".format(*sys.version_info), lambda: PYTHON.exists() or has_ensurepip()
    ),
    library("libdbus-1-3", "libdbus-1.so.3"),
    library("libegl1", "libEGL.so.1"),
    library("libfontconfig1", "libfontconfig.so.1"),
    library("libgl1", "libGL.so.1"),
    library("libglib2.0-0", "libglib-2.0.so.0"),
    library("libxcb-cursor0", "libxcb-cursor.so.0"),
    library("libxcb-icccm4", "libxcb-icccm.so.4"),
    library("libxcb-keysyms1", "libxcb-keysyms.so.1"),
    library("libxcb-shape0", "libxcb-shape.so.0"),
    library("libxkbcommon-x11-0", "libxkbcommon-x11.so.0"),
    library("libxkbcommon0", "libxkbcommon.so.0"),
]


def has_libpython() -> bool:
    """Whether this Python's library is there; Debian's own program does without."""
    name = "libpython{}.{}.so.1.0".format(*sys.version_info)
    return name in shared_libraries() or Path(sys.base_prefix, "lib", name).exists()


# What PyInstaller needs.
PACKAGE_PACKAGES = [
    Package("libpython{}.{}".format(*sys.version_info), has_libpython),
    command("binutils", "objcopy"),
]

# Compilers for the test targets, debuggers to compare with, processes that are not ours to dump.
TEST_PACKAGES = [
    *PACKAGE_PACKAGES,
    command("gcc"),
    file("libc6-dev", "usr/include/stdlib.h"),
    file("gcc-multilib", "usr/lib/gcc/x86_64-linux-gnu/*/32"),
    command("gdb"),
    command("lldb-19"),
    command("clang-19"),  # with lld, programs for Windows that have a PDB
    command("lld-19", "lld-link-19"),
    command("xvfb", "Xvfb"),
    command("dbus-daemon", "dbus-run-session"),
    command("xauth"),
    command("default-jre-headless", "java"),
    command("nodejs", "node"),
    file("fonts-vlgothic", "usr/share/fonts/truetype/vlgothic/*"),  # Japanese screenshots
    command("wine"),
    file("wine64", "usr/lib/wine/wine64"),
    command("gcc-mingw-w64-x86-64", "x86_64-w64-mingw32-gcc"),
    command("gcc-mingw-w64-i686", "i686-w64-mingw32-gcc"),
    file("libc6-i386", "lib32/libc.so.6"),  # for the 32-bit parts of Wine, see tools/wine32.py
    command("maven", "mvn"),
    command("qemu-system-x86", "qemu-system-x86_64"),  # other kernels than this one
    command("mono-mcs", "mcs"),
]


# Other writers to compare with, and the disk and the compressor they write to.
BENCH_PACKAGES = [
    *TEST_PACKAGES,
    command("procdump"),
    command("zstd"),
    Package("e2fsprogs", lambda: shutil.which("mkfs.ext4", path="/usr/sbin:/sbin") is not None),
]


APT_OPTIONS = ("-o", "DPkg::Lock::Timeout=600")
"""Seconds to wait for whoever installs something else just now, such as a machine that starts."""


def apt(*arguments: str) -> bool:
    """Run apt-get without questions; whether it succeeded. It is heard only when it did not."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *APT_OPTIONS, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        print("".join(done.stdout.splitlines(keepends=True)[-12:]), file=sys.stderr, flush=True)
    return done.returncode == 0


def provide(packages: Sequence[Package]) -> bool:
    """Install what is missing of *packages*, or say how; whether all is there now."""
    if sys.platform != "linux" or not Path("/etc/debian_version").exists():
        return True
    missing = [package for package in packages if not package.present()]
    if not missing:
        return True
    names = [package.name for package in missing]
    install = ["install", "-y", "--no-install-recommends"]
    if os.geteuid() != 0:
        say("system packages are missing; install them with\n")
        print(
            f"  sudo apt-get {' '.join(install)} {' '.join(names)}\n", file=sys.stderr, flush=True
        )
        return False
    say(f"installing system packages: {' '.join(names)}")
    apt("update")
    if not apt(*install, *names):
        # One name this release does not have must not keep the others away.
        for name in names:
            apt(*install, name)
    shared_libraries.cache_clear()
    importlib.invalidate_caches()
    left = [package.name for package in missing if not package.present()]
    if left:
        say(f"could not install: {' '.join(left)}")
    return not left


# --------------------------------------------------------------------------- the environment


def fingerprint(lock: str) -> str:
    """What .venv was made from: the lock, the project's metadata and the Python inside."""
    made_from = (LOCKS[lock], ROOT / "pyproject.toml", VENV / "pyvenv.cfg")
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()


def is_current(lock: str) -> bool:
    """Whether .venv holds exactly what *lock* says."""
    stamp = VENV / f"{lock}.stamp"
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint(lock)


def make_environment(lock: str) -> None:
    """Bring .venv to what *lock* says; a healthy one is kept, whichever Python made it."""
    # The dev lock holds everything of the run lock, in the same versions.
    if is_current(lock) or (lock == "run" and is_current("dev")):
        return
    pip = [str(PYTHON), "-m", "pip"]
    if not PYTHON.exists() or not succeeds([*pip, "--version"], quiet=True):
        if not has_ensurepip():
            stop("this Python cannot make virtual environments: it lacks ensurepip (see above).")
        say(f"making {VENV.name} with Python {platform.python_version()}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    count = len(re.findall(r"^\w", LOCKS[lock].read_text(), re.MULTILINE))
    where = LOCKS[lock].relative_to(ROOT)
    say(f"installing the {count} packages of {where} (once; a minute or a few)")
    pip += ["--disable-pip-version-check", "install", "--quiet"]
    steps = (
        [*pip, "--require-hashes", "-r", str(LOCKS[lock])],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    )
    for step in steps:
        if not succeeds(step):
            stop("pip failed; see its message above. Run the same command again to go on.")
    (VENV / f"{lock}.stamp").write_text(fingerprint(lock))
    say("the packages are installed; it goes on by itself")


def find_cargo() -> str | None:
    """A cargo that is new enough for the stack walker, or None."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    for program in (shutil.which("cargo"), shutil.which("cargo", path=str(home / "bin"))):
        if program is None:
            continue
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
        version = re.match(r"cargo (\d+)\.(\d+)", answer.stdout)
        if version and (int(version[1]), int(version[2])) >= STACKWALK_CARGO:
            return program
    return None


def provide_stackwalk() -> bool:
    """Build the dump reader minidump-stackwalk once, outside the tree; whether it is there."""
    if STACKWALK.exists():
        return True
    # Debian 12 keeps its own cargo at 0.66; cargo-web follows the browsers and is new enough.
    if find_cargo() is None and sys.platform == "linux" and os.geteuid() == 0:
        provide([Package("cargo-web", lambda: find_cargo() is not None)])
    cargo = find_cargo()
    if cargo is None:
        wanted = ".".join(map(str, STACKWALK_CARGO))
        say(f"no cargo {wanted} or newer: the checks with minidump-stackwalk are skipped")
        return False
    say(f"building minidump-stackwalk {STACKWALK_VERSION} (once; takes a few minutes)")
    build = [cargo, "install", "minidump-stackwalk", "--version", STACKWALK_VERSION, "--locked"]
    build += ["--quiet", "-j", "2", "--root", str(STACKWALK_ROOT)]
    if not succeeds(build):
        say("it could not be built: the checks with minidump-stackwalk are skipped")
    return STACKWALK.exists()


# --------------------------------------------------------------------------------- commands


def setup(_arguments: Sequence[str] = ()) -> int:
    """Make everything that `run` needs."""
    provide(RUN_PACKAGES)
    make_environment("run")
    say("everything is there; start DumpDesk with: python3 dev.py run")
    return 0


def run(arguments: Sequence[str]) -> int:
    """Start DumpDesk; without a display and without arguments, the demonstration."""
    provide(RUN_PACKAGES)
    make_environment("run")
    environment = dict(os.environ)
    displays = map(environment.get, ("DISPLAY", "WAYLAND_DISPLAY"))  # an empty one is none
    if sys.platform == "linux" and not any(displays):
        environment["QT_QPA_PLATFORM"] = environment.get("QT_QPA_PLATFORM") or "offscreen"
        if not arguments:
            say("there is no display here, so this runs the demonstration: the real window,")
            say("drawn into memory, dumps a sample process. All commands: dev.py run --help")
            arguments = ["demo"]
    # -P: a directory called app where the user stands must not be taken for ours.
    start = [str(PYTHON), "-P", "-m", "app", *arguments]
    if not WINDOWS:
        os.execve(start[0], start, environment)  # noqa: S606 - signals and exit code go straight
    return subprocess.run(start, env=environment, check=False).returncode


def run_checks() -> dict[str, bool]:
    """Run all that is not a test; the name of each, and whether it is well."""
    outcomes = {}
    for name, step in CHECKS.items():
        say(name)
        outcomes[name] = succeeds([str(BIN / step[0]), *step[1:]])
    return outcomes


def check(arguments: Sequence[str]) -> int:
    """Lint, types and import rules, then the unit tests of what was changed since a commit.

    Needs no compiler, no Wine and no Java. Without an argument, what is not committed counts.
    """
    make_environment("dev")
    outcomes = run_checks()
    tests = unit_tests_of(changed_files(arguments[0] if arguments else "HEAD"))
    say(f"pytest: {len(tests)} files" if tests else "no unit test looks at what was changed")
    if tests:
        outcomes["pytest"] = succeeds([str(PYTHON), "-m", "pytest", "-q", *tests])
    print("\n".join(f"{name:<18}{'ok' if ok else 'FAILED'}" for name, ok in outcomes.items()))
    return int(not all(outcomes.values()))


def test(arguments: Sequence[str]) -> int:
    """Run every check and test; the outcome of all checks stands above pytest's last line."""
    provide([*RUN_PACKAGES, *TEST_PACKAGES])
    make_environment("dev")
    provide_stackwalk()
    provide_windows()
    provide_newest_python()
    outcomes = run_checks()
    summary = "\n".join(f"{name:<18}{'ok' if ok else 'FAILED'}" for name, ok in outcomes.items())
    print(f"\n{summary}\n", flush=True)
    say("pytest")
    if WINDOWS:
        arguments = arguments or [str(path) for path in windows_tests()]
    else:
        say("what only Windows can show is tested there: see docs/windows-checklist.md")
    step = [str(PYTHON), "-m", "pytest", *arguments]
    environment = {**os.environ, "DUMPDESK_CHECKS": summary}
    if arguments or WINDOWS:
        failed = subprocess.run(step, cwd=ROOT, env=environment, check=False).returncode
    else:
        failed = test_in_two_rows(step, environment)
    return failed or int(not all(outcomes.values()))


def test_in_two_rows(step: Sequence[str], environment: dict[str, str]) -> int:
    """Run all tests; what waits for other machines and systems at the same time as the rest.

    Either leaves a core idle. What the second row says comes behind the first.
    """
    with tempfile.TemporaryFile() as told:
        beside = subprocess.Popen(
            [*step, *SECOND_ROW], cwd=ROOT, stdout=told, stderr=subprocess.STDOUT
        )
        try:
            rest = [*step, *(f"--ignore={tests}" for tests in SECOND_ROW)]
            failed = subprocess.run(rest, cwd=ROOT, env=environment, check=False).returncode
            say(f"waiting for {', '.join(SECOND_ROW)}")
            failed = beside.wait() or failed
        finally:
            beside.kill()
        told.seek(0)
        print(told.read().decode(errors="replace"), flush=True)
    return failed


def windows_tests() -> list[Path]:
    """Give the tests that are for Windows itself; elsewhere Wine runs all but real_windows."""
    tests = ROOT / "tests"
    shared = sorted((tests / "unit" / "backends").glob("test_dbghelp_*.py"))
    return [tests / "windows" / "inside", tests / "windows" / "window", *shared]


def bench(arguments: Sequence[str]) -> int:
    """Measure with `python -m benchmarks`."""
    provide([*RUN_PACKAGES, *BENCH_PACKAGES])
    make_environment("dev")
    step = [str(PYTHON), "-m", "benchmarks", *arguments]
    return subprocess.run(step, cwd=ROOT, check=False).returncode


def fuzz(arguments: Sequence[str]) -> int:
    """Try 10,000 lying files of each kind (or --cases N), at low priority; it takes hours."""
    provide([*RUN_PACKAGES, *TEST_PACKAGES])
    make_environment("dev")
    tests = [str(ROOT / "tests" / "live" / f"test_lying_{what}.py") for what in ("code", "images")]
    own = [
        "--cases",
        "10000",
        "--timeout",
        "0",
        "-o",
        "faulthandler_timeout=0",
        *tests,
    ]  # the last --cases counts
    step = [str(PYTHON), "-m", "pytest", *own, *arguments]
    return subprocess.run(
        ["nice", *step] if not WINDOWS else step, cwd=ROOT, check=False
    ).returncode


def translate(_arguments: Sequence[str] = ()) -> int:
    """Bring resources/translations/*.ts to the texts there are, and compile them to *.qm.

    Which of them still want a translation is in lrelease's count of unfinished ones.
    """
    provide(RUN_PACKAGES)
    make_environment("dev")
    sources = sorted(str(path) for path in (ROOT / "app" / "ui").rglob("*.py"))
    files = [str(TRANSLATIONS / f"dumpdesk_{language}.ts") for language in LANGUAGES]
    with tempfile.TemporaryDirectory() as folder:
        core = Path(folder, "core.py")
        step = [str(PYTHON), "-P", "-m", "app.ui.core_text_list"]
        core.write_bytes(subprocess.run(step, cwd=ROOT, check=True, capture_output=True).stdout)
        update = [str(BIN / "pyside6-lupdate"), *sources, str(core)]
        update += ["-locations", "none", "-no-obsolete", "-silent", "-ts", *files]
        if not succeeds(update):
            return 1
    release = str(BIN / "pyside6-lrelease")
    return int(not all(succeeds([release, file, "-qm", f"{file[:-3]}.qm"]) for file in files))


def screenshots(arguments: Sequence[str]) -> int:
    """Take docs/images/*.png with docs/screenshots.py, drawn into memory."""
    provide([*RUN_PACKAGES, *TEST_PACKAGES])
    make_environment("dev")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    step = [str(PYTHON), "-P", str(ROOT / "docs" / "screenshots.py"), *arguments]
    return subprocess.run(step, cwd=ROOT, env=environment, check=False).returncode


def provide_windows() -> bool:
    """Make what the tests for Windows run with: both Pythons, and a Wine for both."""
    made = [provide_windows_python(), provide_x86_dumper(), WINDOWS or provide_wine32()]
    return all(made)


def windows_setup(_arguments: Sequence[str] = ()) -> int:
    """Make everything that the tests under Wine need."""
    provide([*RUN_PACKAGES, *TEST_PACKAGES])
    make_environment("dev")
    return int(not provide_windows())


def check_windows(_arguments: Sequence[str] = ()) -> int:
    """Run the steps of docs/windows-checklist.md that need no hand, in the environment."""
    if not WINDOWS:
        stop("this is for a Windows machine; dev.py test runs what Wine can.")
    make_environment("dev")
    provide_x86_dumper()
    step = [str(PYTHON), "-P", "-c", "import sys; sys.path.insert(0, sys.argv[1]); "]
    step[-1] += "from tools.windows_check import windows_check; sys.exit(windows_check())"
    return subprocess.run([*step, str(ROOT)], cwd=ROOT, check=False).returncode


def package(arguments: Sequence[str]) -> int:
    """Make what is handed out; for Windows under Wine with --windows."""
    for_windows = "--windows" in arguments
    provide([*RUN_PACKAGES, *(TEST_PACKAGES if for_windows else PACKAGE_PACKAGES)])
    make_environment("dev")
    if for_windows and not provide_windows_python():
        return 1
    return make_package(for_windows=for_windows)


def lock(arguments: Sequence[str]) -> int:
    """Write the lock files anew from pyproject.toml, for every system, with hashes."""
    uv = shutil.which("uv")
    if uv is None:
        stop("needs uv on PATH (for example from pipx install uv)")
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--quiet"]
    options += ["--extra=window"]
    options += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
    for name, groups in {"run": ["build"], "dev": ["dev"]}.items():
        compile_ = [uv, "pip", "compile", "pyproject.toml", *options, *arguments]
        compile_ += [f"--group={group}" for group in groups]
        if name == "dev":
            compile_ += ["--constraint", str(LOCKS["run"])]
        subprocess.run([*compile_, "--output-file", str(LOCKS[name])], cwd=ROOT, check=True)
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": setup,
    "run": run,
    "check": check,
    "test": test,
    "bench": bench,
    "fuzz": fuzz,
    "translate": translate,
    "screenshots": screenshots,
    "package": package,
    "windows-setup": windows_setup,
    "windows-check": check_windows,
    "lock": lock,
}


def main(arguments: Sequence[str]) -> int:
    """Carry out the command named first in *arguments*."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, end="")
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have any Python
        stop("DumpDesk needs Python 3.11 or newer.")
    sys.exit(main(sys.argv[1:]))
