"""The single file for Linux: made, installed, and put to work."""

import json
import os
import signal
import subprocess
import tarfile
import time
import tomllib
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from app.core.dumper.events import decode_event
from app.core.dumper.messages import Describe, encode_command
from app.core.dumper.replies import Described
from app.core.minidump.reader import MinidumpFile
from tools.package import build_linux, pack_linux

pytestmark = [pytest.mark.package, pytest.mark.timeout(1000)]

ROOT = Path(__file__).parents[2]
FULL = "0x2"
START_SECONDS = 120


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The folder that a user gets out of the archive."""
    folder = tmp_path_factory.mktemp("package")
    archive = pack_linux(build_linux(folder), folder)
    with tarfile.open(archive) as tar:
        tar.extractall(folder / "unpacked", filter="data")
    (tree,) = (folder / "unpacked").iterdir()
    return tree


@pytest.fixture(scope="module")
def prefix(unpacked, tmp_path_factory):
    """Where it is installed; the name has a space, as names of users may."""
    prefix = tmp_path_factory.mktemp("home") / "my local"
    subprocess.run([unpacked / "install.sh", "install", prefix], check=True, capture_output=True)
    return prefix


@pytest.fixture
def environment(tmp_path):
    """Variables with a folder of their own for what is unpacked."""
    (tmp_path / "unpacked").mkdir()
    (tmp_path / "home").mkdir()
    places = {"TMPDIR": str(tmp_path / "unpacked"), "HOME": str(tmp_path / "home")}
    return {**os.environ, **places, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def dumpdesk(prefix, environment):
    """Call it with arguments; gives the finished process."""

    def run(*arguments):
        return subprocess.run(
            [prefix / "bin" / "dumpdesk", *map(str, arguments)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )

    return run


def children_of(program):
    """The command lines of the processes of *program* that it started itself, by process id."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            arguments = path.read_bytes().decode(errors="replace").split("\0")
        except OSError:  # it has ended
            continue
        if arguments[0] == str(program) and arguments[1:2] == ["--child-process"]:
            found[int(path.parent.name)] = arguments[2:-1]
    return found


def wait_for_children(program, *names):
    """Return when children of all these names are there."""
    end = time.monotonic() + START_SECONDS
    while missing := set(names) - {arguments[0] for arguments in children_of(program).values()}:
        assert time.monotonic() < end, missing
        time.sleep(0.01)


def wait_until_gone(program):
    """Return when no child of it is left; a killed dumper needs a moment."""
    end = time.monotonic() + START_SECONDS
    while left := children_of(program):
        assert time.monotonic() < end, left
        time.sleep(0.01)


def test_it_says_its_version_and_cleans_up(dumpdesk, environment):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    done = dumpdesk("--version")
    assert done.stdout == f"dumpdesk, version {version}\n"
    assert list(Path(environment["TMPDIR"]).iterdir()) == []


def test_it_lists_processes(dumpdesk, start_target):
    target = start_target("threads", 2)
    assert str(target.pid) in dumpdesk("list", f"pid = {target.pid}").stdout


def test_it_dumps_a_process(dumpdesk, start_target, tmp_path):
    target = start_target("threads", 8)
    done = dumpdesk("dump", target.pid, "-o", tmp_path / "it.dmp")
    assert done.returncode == 0, done.stderr
    with MinidumpFile.open(str(tmp_path / "it.dmp")) as file:
        assert len(file.threads) == 9
    assert dumpdesk("verify", tmp_path / "it.dmp").returncode == 0


def test_it_says_what_happened_in_a_folder_of_dumps(dumpdesk, start_target, tmp_path):
    """With all that makes signatures and reads code, in processes of their own."""
    target = start_target("handler")
    folder = tmp_path / "dumps"
    folder.mkdir()
    assert dumpdesk("dump", target.pid, "-o", folder / "it.dmp").returncode == 0
    found = json.loads(dumpdesk("triage", folder, "--json").stdout)
    assert [group["name"] for group in found["groups"]] == ["total_of"]
    assert found["files"][0]["headline"].startswith("SIGSEGV reading 0x8")


def test_ctrl_c_reaches_both_of_its_processes_and_cancels(
    prefix, environment, start_target, tmp_path
):
    target = start_target("threads", 2)
    process = subprocess.Popen(
        [prefix / "bin" / "dumpdesk", "dump", str(target.pid), "-o", "-", "--type", FULL],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.read(4) == b"MDMP"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    # Nobody reads on: the dump cannot be done before it hears of that.
    assert process.wait(START_SECONDS) == 5
    process.communicate()
    wait_until_gone(prefix / "bin" / "dumpdesk")


def test_its_dumper_needs_the_standard_library_alone(prefix, environment, start_target):
    program = prefix / "bin" / "dumpdesk"
    with subprocess.Popen(
        [program, "--child-process", "dumper"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as dumper:
        dumper.stdin.write(encode_command(Describe(1, start_target("threads", 1).key)))
        dumper.stdin.flush()
        _, answer = decode_event(dumper.stdout.readline())
        assert isinstance(answer, Described)
        mapped = "".join(Path(f"/proc/{pid}/maps").read_text() for pid in children_of(program))
        dumper.stdin.close()
        assert dumper.wait(START_SECONDS) == 0
    assert "libpython" in mapped
    for package in ("PySide6", "msgspec", "numpy", "psutil"):
        assert package not in mapped


def test_the_window_does_its_main_job(dumpdesk, tmp_path):
    """Sampler, dumper and sample are children; resources, plugins and translations are there."""
    done = dumpdesk("demo", "--folder", tmp_path / "demo")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "It is good" in done.stdout
    assert len(list((tmp_path / "demo").glob("*.dmp"))) == 1


def test_a_double_click_on_a_dump_opens_it(prefix, environment, dumpdesk, start_target, tmp_path):
    dump = tmp_path / "it.dmp"
    dumpdesk("dump", start_target("threads", 1).pid, "-o", dump)
    program = prefix / "bin" / "dumpdesk"
    window = subprocess.Popen(
        [program, dump], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_children(program, "sampler", "dumper", "reader")
        assert len(list(Path(environment["TMPDIR"]).glob("_MEI*"))) == 1  # none unpacks again
    finally:
        window.terminate()
        window.wait(START_SECONDS)
    assert list(Path(environment["TMPDIR"]).glob("_MEI*")) == []


def test_desktops_find_it(prefix):
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(prefix / "share" / "applications" / "dumpdesk.desktop", encoding="utf-8")
    keys = entry["Desktop Entry"]
    assert keys["Exec"] == f'"{prefix}/bin/dumpdesk" %f'
    assert os.access(keys["TryExec"], os.X_OK)
    tree = ET.parse(prefix / "share" / "mime" / "packages" / "dumpdesk.xml")
    types = {element.get("type") for element in tree.iter() if element.tag.endswith("mime-type")}
    assert types == set(keys["MimeType"].rstrip(";").split(";"))
    patterns = {element.get("pattern") for element in tree.iter() if element.tag.endswith("glob")}
    assert {"*.dmp", "*.dumpdesk"} <= patterns
    for size in ("16x16", "256x256"):
        icon = prefix / "share" / "icons" / "hicolor" / size / "apps" / f"{keys['Icon']}.png"
        assert icon.read_bytes().startswith(b"\x89PNG")


def test_the_licences_of_what_is_in_it_are_told(unpacked):
    told = (unpacked / "licenses" / "README.txt").read_text("utf-8")
    for name in ("PySide6", "msgspec", "psutil", "click"):
        assert name in told


def test_uninstalling_leaves_nothing_of_it(unpacked, tmp_path):
    ours = [path.relative_to(unpacked) for path in unpacked.glob("[bs]*/**/*") if path.is_file()]
    assert len(ours) > 10
    for action, there in (("install", True), ("uninstall", False)):
        step = [unpacked / "install.sh", action, tmp_path]
        subprocess.run(step, check=True, capture_output=True)
        assert {(tmp_path / path).exists() for path in ours} == {there}
