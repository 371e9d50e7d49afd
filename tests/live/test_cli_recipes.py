"""Recipes and own presets on the command line."""

import json
import os
import subprocess
import sys

import pytest

from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.recipe import Recipe, save
from app.core.minidump.reader import MinidumpFile
from app.core.storage.own_presets import OwnPresets

DUMPDESK = [sys.executable, "-P", "-m", "app"]


def run(*arguments, code=0):
    done = subprocess.run(
        [*DUMPDESK, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def recipe(tmp_path):
    path = tmp_path / "case.dumprecipe"
    rules = FilterSpec(modules=(ModuleRule(name="libc.so*", include=False),))
    made = Recipe("Case", 0x1000, rules, comment="Case of {name}, {pid}", target="name = sleep")
    save(made, path)
    return path


@pytest.fixture
def sleeper(start_process):
    return start_process("sleep", "600", wait=False)


def test_a_recipe_says_flags_rules_and_comment(recipe, sleeper, tmp_path) -> None:
    path = tmp_path / "x.dmp"
    run("dump", sleeper.pid, "--recipe", recipe, "-o", path)

    with MinidumpFile.open(path) as file:
        assert file.flags == 0x1000
        assert not any("libc.so" in module.name for module in file.modules)
        assert f"Case of sleep, {sleeper.pid}" in "".join(file.comments)


def test_options_change_what_a_recipe_says(recipe, sleeper) -> None:
    plan = json.loads(
        run(
            "plan", sleeper.pid, "--recipe", recipe, "--type", "0x21925",
            "--include-module", "libc.so*", "--json",
        ).stdout
    )  # fmt: skip

    assert plan["flags"] == 0x21925
    assert all(module["included"] for module in plan["modules"])


def test_a_recipe_for_others_is_refused(recipe) -> None:
    done = run("plan", os.getpid(), "--recipe", recipe, code=2)

    assert "name = sleep" in done.stderr


def test_a_recipe_that_is_none_is_refused(sleeper, tmp_path) -> None:
    path = tmp_path / "bad.dumprecipe"
    path.write_text('{"dumpdesk-recipe": 1, "output": "/etc/passwd"}')

    done = run("plan", sleeper.pid, "--recipe", path, code=2)

    assert "Traceback" not in done.stderr


def test_own_presets_have_names_too(sleeper) -> None:
    presets = OwnPresets()
    preset = presets.add("Mine alone", 0x1004)
    try:
        listed = json.loads(run("presets", "--json").stdout)
        plan = json.loads(run("plan", sleeper.pid, "--preset", preset.key, "--json").stdout)
    finally:
        presets.remove(preset.key)

    assert preset.key in {row["key"] for row in listed}
    assert plan["flags"] == 0x1004


def test_a_preset_there_is_not_is_named_with_those_there_are(sleeper) -> None:
    done = run("plan", sleeper.pid, "--preset", "nonsense", code=2)

    assert "nonsense" in done.stderr
    assert "support" in done.stderr


def test_a_rule_that_matches_nothing_is_told_before_and_after(sleeper, tmp_path) -> None:
    rules = FilterSpec(modules=(ModuleRule("/elsewhere/libz.so.1", include=False),))
    recipe, path = tmp_path / "none.dumpdesk", tmp_path / "x.dmp"
    save(Recipe("Case", 0, rules), recipe)
    said = "No module is called /elsewhere/libz.so.1: that rule leaves nothing out."

    assert f"warning: {said}" in run("plan", sleeper.pid, "--recipe", recipe).stdout
    plan = json.loads(run("plan", sleeper.pid, "--recipe", recipe, "--json").stdout)
    assert plan["warnings"] == [said]
    assert plan["unmatched"] == [{"part": "module", "name": "/elsewhere/libz.so.1"}]
    done = run("dump", sleeper.pid, "--recipe", recipe, "-o", path)
    assert said in done.stdout
    assert "good" in done.stdout
