"""The processes that DumpDesk starts of itself."""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from app.core import child
from app.core.dump.command_line import command_line


@pytest.fixture
def packaged(monkeypatch, tmp_path):
    program = tmp_path / "dumpdesk"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(child, "_bundle", {})
    return program


def test_isolated_children_load_nothing_beyond_the_standard_library():
    program, *options, path, name = child.command("dumper")
    assert (program, options, name) == (sys.executable, ["-I", "-S", "-E"], "dumper")
    code = "import runpy, sys; runpy.run_path(sys.argv[1]); print(*sys.modules)"
    done = subprocess.run(
        [program, *options, "-c", code, path], capture_output=True, text=True, check=True
    )
    assert not {"click", "msgspec", "psutil", "PySide6", "rich"} & set(done.stdout.split())


@pytest.mark.parametrize("name", child.CHILDREN)
@pytest.mark.parametrize("from_package", [False, True])
def test_helpers_are_known_by_their_command_lines(name, from_package, request):
    if from_package:
        request.getfixturevalue("packaged")
    line = " ".join(child.command(name, "1"))
    assert child.is_helper(line) is (name != "sample")
    assert child.is_helper(f'"C:\\x86\\core\\child.py" {name}') is (name != "sample")


@pytest.mark.parametrize(
    "line", ["", "python child.py", "python child.py other", "x --child-process"]
)
def test_nothing_else_is_a_helper(line):
    assert not child.is_helper(line)


@pytest.mark.parametrize("name", child.CHILDREN)
def test_every_child_has_its_main(name):
    assert callable(import_module(child.CHILDREN[name].module, "app").main)


def test_the_sample_says_ready_and_ends_with_its_input():
    with subprocess.Popen(
        child.command("sample"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as sample:
        assert sample.stdout.readline() == b"ready\n"
        sample.stdin.close()
        assert sample.wait(30) == 0


def test_from_source_only_the_sampler_shares_our_environment():
    assert child.environment("sampler") == dict(os.environ)
    assert child.own_processes() == [os.getpid()]


@pytest.mark.parametrize("name", [n for n, kind in child.CHILDREN.items() if kind.isolated])
def test_an_isolated_child_gets_nothing_that_the_loader_would_obey(monkeypatch, name):
    for variable in ("LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "PATH", "PYTHONPATH", "SECRET"):
        monkeypatch.setenv(variable, "/tmp/planted")
    monkeypatch.setenv("TMPDIR", "/var/spool/dumps")
    kept = child.environment(name)
    assert kept["TMPDIR"] == "/var/spool/dumps"
    assert set(kept) <= {"LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR"}


def test_a_packaged_program_starts_itself(packaged):
    command = child.command("reader", "a.dmp")
    assert command[0] == str(packaged)
    assert command[-2:] == ["reader", "a.dmp"]
    assert child.is_child(command[1:])
    assert not child.is_child(["list", "firefox"])
    assert not child.is_child([])


def test_children_of_a_window_on_windows_are_the_program_with_a_console(packaged):
    beside = packaged.parent / "bin" / "dumpdesk.exe"
    beside.parent.mkdir()
    beside.touch()
    assert child.command("dumper")[0] == str(beside)
    assert command_line(["list"]).startswith(str(beside))


def test_a_packaged_program_runs_a_child(packaged, monkeypatch):
    asked = []
    monkeypatch.setattr("app.core.capture.sample.main", lambda rest: asked.append(rest) or 3)
    assert child.run(child.command("sample", "more")[1:]) == 3
    assert asked == [["more"]]


def test_what_the_bundle_needs_reaches_our_children_only(packaged, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/tmp/bundle:/opt/mine")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/opt/mine")
    monkeypatch.setenv("_PYI_ARCHIVE_FILE", str(packaged))
    child.keep_bundle_to_us()
    assert os.environ["LD_LIBRARY_PATH"] == "/opt/mine"
    assert "_PYI_ARCHIVE_FILE" not in os.environ
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    ours = child.environment("dumper")
    assert ours["LD_LIBRARY_PATH"] == "/tmp/bundle:/opt/mine"
    assert ours["_PYI_ARCHIVE_FILE"] == str(packaged)


@pytest.mark.parametrize(("system", "parents"), [("linux", 1), ("win32", 0)])
def test_the_process_that_waits_for_a_single_file_is_ours(packaged, monkeypatch, system, parents):
    monkeypatch.setattr(sys, "platform", system)
    assert child.own_processes() == [os.getpid(), *[os.getppid()] * parents]


def test_a_variable_that_was_not_there_before_is_not_there_afterwards(packaged, monkeypatch):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/tmp/bundle")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    child.keep_bundle_to_us()
    assert "LD_LIBRARY_PATH" not in os.environ


@pytest.mark.parametrize("is_packaged", [False, True])
def test_the_32_bit_interpreter_lies_beside_the_program(monkeypatch, tmp_path, is_packaged):
    app = tmp_path / ("DumpDesk/_internal/app" if is_packaged else "app")
    folder = tmp_path / ("DumpDesk/x86" if is_packaged else "build/x86")
    monkeypatch.setattr(sys, "frozen", is_packaged, raising=False)
    monkeypatch.setattr(child, "_APP", str(app))
    monkeypatch.setattr(child, "_IS_WINDOWS", True)
    assert child.x86_interpreter() == ""
    folder.mkdir(parents=True)
    (folder / "python.exe").touch()
    program, *options, file, name = child.x86_command("dumper")
    assert (program, options, name) == (
        *(str(folder / "python.exe"), ["-I", "-S", "-E"], "dumper"),
    )
    ours = os.path.abspath(child.__file__)  # noqa: PTH100 - as the command has it
    assert file == (str(folder / "app" / "core" / "child.py") if is_packaged else ours)
    monkeypatch.setattr(child, "_IS_WINDOWS", False)
    assert child.x86_interpreter() == ""
