"""Which unit tests are those of a change."""

from __future__ import annotations

import subprocess

import pytest

from tools import changed


@pytest.mark.parametrize(
    ("file", "test"),
    [
        ("app/core/intervals.py", "tests/unit/test_intervals.py"),
        ("app/core/child.py", "tests/unit/test_child.py"),
        ("tests/unit/dump/test_plan.py", "tests/unit/dump/test_plan.py"),
        ("tools/changed.py", "tests/unit/test_changed.py"),
        ("README.md", None),
    ],
)
def test_the_tests_that_import_a_module_are_its_tests(file, test):
    found = changed.unit_tests_of({file})
    assert (test in found) if test else not found


def test_what_is_new_and_what_differs_has_changed(tmp_path, monkeypatch):
    def git(*arguments):
        identity = ["-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True)

    git("init", "-q")
    for name in ("same.py", "edited.py"):
        (tmp_path / name).write_text("1\n")
    git("add", ".")
    git("commit", "-qm", "first")
    (tmp_path / "edited.py").write_text("2\n")
    (tmp_path / "new.py").write_text("3\n")
    monkeypatch.setattr(changed, "ROOT", tmp_path)
    assert changed.changed_files("HEAD") == {"edited.py", "new.py"}
