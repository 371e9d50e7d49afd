"""What pip installs: the package dumpdesk, in a fresh environment beside a project's own app."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import dev
from app.core.minidump.reader import MinidumpFile

pytestmark = [pytest.mark.package, pytest.mark.timeout(600)]

FOREIGN = "raise SystemExit('the app of another project was imported')\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(build, cwd=dev.ROOT, check=True, capture_output=True)
    (made,) = folder.glob("dumpdesk-*.whl")
    return made


@pytest.fixture(scope="module")
def fresh(wheel, tmp_path_factory):
    """The Python of an environment that holds the wheel and what it asks for, no more."""
    folder = tmp_path_factory.mktemp("fresh")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    # Any versions would do; those that are locked make the test the same every day.
    locked = re.findall(
        r"^([a-z0-9-]+==\S+)(?: ;.*)? \\$", dev.LOCKS["run"].read_text(), re.MULTILINE
    )
    (folder / "constraints").write_text("\n".join(locked))
    install = ["-m", "pip", "install", "--quiet", "-c", folder / "constraints", wheel]
    subprocess.run([folder / "bin" / "python", *install], check=True)
    return folder / "bin"


@pytest.fixture
def project(tmp_path):
    """A folder of somebody's web project."""
    (tmp_path / "app.py").write_text(FOREIGN)
    (tmp_path / "resources.py").write_text(FOREIGN)
    return tmp_path


def run(*command, cwd, **variables):
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(cwd), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_everything_in_the_wheel_is_called_dumpdesk(wheel):
    with zipfile.ZipFile(wheel) as made:
        names = made.namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"dumpdesk"}
    assert {
        "dumpdesk/py.typed",
        "dumpdesk/resources/icons/dumpdesk.svg",
        "dumpdesk/docs/guide/README.md",
    } <= set(names)
    assert not any("/tests/" in name or "/tools/" in name for name in names)


def test_the_command_works_beside_a_foreign_app_without_the_window(fresh, project, start_target):
    pid = start_target("threads").pid
    for program in ([fresh / "dumpdesk"], [fresh / "python", "-m", "dumpdesk"]):
        listed = run(*program, "list", "--json", f"pid = {pid}", cwd=project)
        assert [row["pid"] for row in json.loads(listed.stdout)] == [pid], listed.stderr
        path = project / "made.dmp"
        dumped = run(*program, "dump", pid, "-o", path, "--overwrite", cwd=project)
        assert dumped.returncode == 0, dumped.stderr
        assert run(*program, "verify", path, cwd=project).returncode == 0
        with MinidumpFile.open(path) as dump:
            assert len(dump.threads) > 1


def test_the_library_works_beside_a_foreign_app(fresh, project, start_target):
    program = (
        "import sys\n"
        "from dumpdesk import DumpRequest, FilterSpec, MINIDUMP_TYPE, write_dump\n"
        "with open('made.dmp', 'w+b') as file:\n"
        "    write_dump(None, int(sys.argv[1]), file, MINIDUMP_TYPE.MiniDumpNormal)\n"
        "print(*[name for name in sys.modules if name == 'app' or name.startswith('PySide6')])\n"
    )
    done = run(fresh / "python", "-c", program, start_target("threads").pid, cwd=project)
    assert (done.stdout.strip(), done.stderr) == ("", "")
    with MinidumpFile.open(project / "made.dmp") as dump:
        assert dump.threads


@pytest.mark.parametrize("arguments", [[], ["demo"], ["open", "a.dmp"], ["a.dumpdesk"]])
def test_without_the_window_it_is_said_what_is_missing(fresh, project, arguments):
    done = run(fresh / "dumpdesk", *arguments, cwd=project)
    assert done.returncode == 2
    assert "pip install 'dumpdesk[window]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_window_works_beside_a_foreign_app(fresh, project):
    """The window's libraries are those of the checkout's environment; the package is the wheel."""
    (extra,) = Path(fresh.parent, "lib").glob("python*/site-packages")
    added = extra / "window.pth"
    added.write_text(sysconfig.get_path("purelib"))
    try:
        done = run(fresh / "dumpdesk", "demo", cwd=project, QT_QPA_PLATFORM="offscreen")
    finally:
        added.unlink()
    assert done.returncode == 0, done.stderr
    assert ".dmp" in done.stdout


def test_a_type_checker_sees_the_names(wheel, fresh, project):
    program = project / "uses.py"
    program.write_text(
        "from dumpdesk import DumpRequest, WrittenDump, write_dump\n"
        "reveal_type(write_dump)\nreveal_type(DumpRequest().flags)\n"
    )
    check = [dev.BIN / "mypy", "--python-executable", fresh / "python", "--strict", program]
    done = run(*check, cwd=project, MYPYPATH="", PYTHONPATH="")
    assert "WrittenDump" in done.stdout, done.stdout
    assert re.search(r'Revealed type is "(builtins\.)?int"', done.stdout)
    assert "error" not in done.stdout
