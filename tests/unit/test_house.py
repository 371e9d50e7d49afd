"""Rules of the project that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).parent
APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
IN_THE_DUMPER = ("backends", "capture", "dump", "dumper", "errors.py", "inspection", "minidump")
IN_THE_DUMPER += ("symbols",)
OUTSIDE_THE_DUMPER = ("dump/recipe.py", "dumper/events.py", "symbols/demangling.py")
OUTSIDE_THE_DUMPER += ("symbols/pdb_file.py", "symbols/source_lines.py", "inspection/signatures.py")
VAGUE_NAMES = re.compile(r"manager|handler|utils?|helpers?|misc|data")


def requirements(name):
    """Names and versions of a lock file (one name has one for each system), and the whole text."""
    text = dev.LOCKS[name].read_text()
    return set(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE)), text


def normalised(requirement):
    return re.split(r"[<>=!~; \[]", requirement)[0].lower().replace("_", "-")


def imported_packages_outright(module):
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def imported_packages(module):
    yield from imported_packages_outright(module)
    tree = ast.walk(ast.parse(module.read_text()))
    yield from ("app" for node in tree if isinstance(node, ast.ImportFrom) and node.level)


def test_every_dependency_is_locked_with_hashes_and_without_a_host():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run, run_text = requirements("run")
    dev_, dev_text = requirements("dev")

    wanted = [*project["dependencies"], *project["optional-dependencies"]["window"]]
    assert {normalised(name) for name in wanted} <= {name for name, _ in run}
    assert run <= dev_
    for locked, text in ((run, run_text), (dev_, dev_text)):
        assert text.count("==") - text.count("_version ==") >= len(locked)
        assert len(re.findall(r"^\S+==.*\\\n    --hash=sha256:", text, re.MULTILINE)) == len(locked)
        assert "://" not in text


@pytest.mark.parametrize("part", IN_THE_DUMPER)
def test_what_runs_in_the_dumper_imports_the_standard_library_alone(part):
    path = APP / "core" / part
    modules = [path] if path.suffix else sorted(path.rglob("*.py"))
    modules = [module for module in modules if not module.as_posix().endswith(OUTSIDE_THE_DUMPER)]
    allowed = sys.stdlib_module_names | {"app"}
    strangers = {
        str(module.relative_to(ROOT)): strange
        for module in modules
        if (strange := set(imported_packages(module)) - allowed)
    }
    assert modules
    assert not strangers


def test_the_layers_in_contributing_are_those_that_are_checked():
    checked = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (core,) = (one for one in checked["contracts"] if one.get("containers") == ["app.core"])
    layers = [set(layer.split(" | ")) for layer in core["layers"]]
    text = (ROOT / "CONTRIBUTING.md").read_text()
    lines = re.findall(r"^    (app/core/.*)$", text, re.MULTILINE)
    told = [re.split(r" {2,}", line)[0].removeprefix("app/core/") for line in lines]
    assert [set(re.split(r" \| (?:app/core/)?", line)) for line in told] == layers


def mapped_files(module):
    """First arguments of all calls of mmap, other than -1: descriptors of files."""
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"mmap", "mmap.mmap"}:
            yield from (ast.unparse(value) for value in node.args[:1])


def test_no_file_is_mapped():
    """What a drive cannot read, or somebody cuts off, would end the process (SIGBUS)."""
    found = {
        module.relative_to(APP).as_posix(): files
        for module in MODULES
        if (files := set(mapped_files(module)) - {"-1"})
    }
    assert found == {}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_the_package_never_says_its_own_name(module):
    """It is called app here and dumpdesk where it is installed."""
    assert "app" not in imported_packages_outright(module)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(APP)))
def test_a_module_has_a_telling_name(module):
    assert not VAGUE_NAMES.fullmatch(module.stem)


def test_no_name_of_a_module_is_used_three_times():
    """A name in a traceback or a search box is to say which module it is."""
    names = Counter(module.stem for module in MODULES if not module.stem.startswith("__"))
    assert not {name: count for name, count in names.items() if count > 2}


def test_ci_runs_the_test_command_of_the_readme():
    assert "python3 dev.py test" in (ROOT / "README.md").read_text()
    assert "exec python3 dev.py test\n" in (ROOT / ".ci" / "run").read_text()


def test_a_missing_package_is_named_in_one_apt_line_for_those_who_are_not_root(monkeypatch, capfd):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev, "apt", lambda *_: pytest.fail("only root installs"))
    missing = [dev.Package("first", lambda: False), dev.Package("second", lambda: False)]

    assert dev.provide([*missing, dev.Package("there", lambda: True)]) is False

    line = "  sudo apt-get install -y --no-install-recommends first second\n"
    assert line in capfd.readouterr().err


def test_the_environment_is_made_anew_when_lock_metadata_or_python_change(monkeypatch, tmp_path):
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "LOCKS", {"run": tmp_path / "run.txt"})
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    sources = [tmp_path / name for name in ("run.txt", "pyproject.toml", "pyvenv.cfg")]
    for source in sources:
        source.write_text("before")
    stamp = tmp_path / "run.stamp"
    assert not dev.is_current("run")

    for source in sources:
        stamp.write_text(dev.fingerprint("run"))
        assert dev.is_current("run")
        source.write_text("after")
        assert not dev.is_current("run")


def test_dev_says_what_it_can_do():
    told = subprocess.run(
        [sys.executable, ROOT / "dev.py"], capture_output=True, text=True, check=False
    )
    assert told.returncode == 2
    for command in dev.COMMANDS:
        assert f"python3 dev.py {command}" in told.stdout
