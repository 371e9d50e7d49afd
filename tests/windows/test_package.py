"""The programs for Windows: made under Wine, unpacked, and put to work there."""

import json
import struct
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from app.core.minidump.reader import MinidumpFile
from tools import package
from tools.wine_prefix import windows_path

pytestmark = [pytest.mark.package, pytest.mark.timeout(1000)]

ROOT = Path(__file__).parents[2]
X86 = 0x014C
"""IMAGE_FILE_MACHINE_I386 (winnt.h)."""
WINDOW, CONSOLE = 2, 3
"""IMAGE_SUBSYSTEM_WINDOWS_GUI, IMAGE_SUBSYSTEM_WINDOWS_CUI (winnt.h)."""


@pytest.fixture(scope="module")
def unpacked(windows_python, wine_environment, tmp_path_factory):
    """The folder that a user gets out of the archive."""
    folder = tmp_path_factory.mktemp("package")
    archive = package.pack_windows(package.build_windows(folder, wine_environment), folder)
    with zipfile.ZipFile(archive) as made:
        made.extractall(folder / "unpacked")
    return folder / "unpacked" / "DumpDesk"


@pytest.fixture(scope="module")
def dumpdesk(unpacked, run_windows):
    """Call it with arguments; gives the finished process."""

    def run(*arguments, **variables):
        return run_windows(unpacked / "bin" / "dumpdesk.exe", *arguments, **variables)

    return run


@pytest.fixture
def target(wine, wine_environment, build_windows):
    """A process of three threads more than it began with."""
    program = build_windows("target.c", "dumped_target.exe")
    with subprocess.Popen(
        [wine, program],
        env=wine_environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdout.readline().startswith(b"ready")
        yield program.name
        process.kill()


@pytest.mark.parametrize(
    ("name", "subsystem"), [("DumpDesk.exe", WINDOW), ("bin/dumpdesk.exe", CONSOLE)]
)
def test_a_program_for_the_window_and_one_for_the_console(unpacked, name, subsystem):
    content = (unpacked / name).read_bytes()
    (header,) = struct.unpack_from("<I", content, 0x3C)
    assert content[header : header + 4] == b"PE\0\0"
    assert struct.unpack_from("<H", content, header + 0x5C) == (subsystem,)
    for setting in (b"PerMonitorV2", b"longPathAware", b'"asInvoker"'):
        assert setting in content
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    for text in ("ProductVersion", version, "FileDescription"):
        assert text.encode("utf-16le") in content
    assert b"\x89PNG" in content  # the icon


def test_the_dumper_for_32_bit_programs_is_in_it(unpacked):
    folder = unpacked / "x86"
    for name in ("python.exe", "python311.dll", "_ctypes.pyd"):
        content = (folder / name).read_bytes()
        (header,) = struct.unpack_from("<I", content, 0x3C)
        assert struct.unpack_from("<H", content, header + 4) == (X86,)
    assert (folder / "app" / "core" / "child.py").exists()


def test_it_says_its_version(dumpdesk):
    done = dumpdesk("--version")
    assert done.stdout.startswith("dumpdesk, version "), done.stderr


def test_it_finds_a_process_and_dumps_it(dumpdesk, target, tmp_path):
    listed = json.loads(dumpdesk("list", f"name = {target}", "--json").stdout)
    assert len(listed) == 1
    done = dumpdesk("dump", listed[0]["pid"], "-o", tmp_path / "it.dmp")
    # Wine's own DbgHelp leaves some streams out, which is said.
    assert done.returncode in (0, 7), done.stdout + done.stderr
    with MinidumpFile.open(str(tmp_path / "it.dmp")) as file:
        assert len(file.threads) >= 4
        assert any(module.name.endswith(target) for module in file.modules)


def test_it_has_what_stacks_and_triage_are_made_with(dumpdesk, target, tmp_path):
    (listed,) = json.loads(dumpdesk("list", f"name = {target}", "--json").stdout)
    shown = dumpdesk("stacks", listed["pid"], "--json")
    assert shown.returncode == 0, shown.stderr
    threads = json.loads(shown.stdout)["threads"]
    functions = {frame["function"] for thread in threads for frame in thread["frames"]}
    assert "RtlUserThreadStart" in functions
    folder = tmp_path / "dumps"
    folder.mkdir()
    dumpdesk("dump", listed["pid"], "-o", folder / "it.dmp")
    triaged = dumpdesk("triage", folder, "--json")
    assert triaged.returncode == 0, triaged.stdout + triaged.stderr
    assert "it.dmp" in triaged.stdout


def test_the_window_starts_its_processes_as_the_program_for_the_console(
    unpacked, wine, wine_environment
):
    place = windows_path(unpacked)
    program = [wine, str(unpacked / "DumpDesk.exe")]
    assert package.seconds_to_window(program, wine_environment, place) > 0


def test_the_window_does_its_main_job(dumpdesk, tmp_path):
    done = dumpdesk("demo", "--folder", tmp_path / "demo")
    dumps = list((tmp_path / "demo").glob("*.dmp"))
    assert len(dumps) == 1, done.stdout + done.stderr
    with MinidumpFile.open(str(dumps[0])) as file:
        assert len(file.threads) >= 5
        left_out = [module.name for module in file.modules if "_ctypes" in module.name]
    assert left_out == []
