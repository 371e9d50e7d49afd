"""The names that other programs may rely on."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import app

SOURCE = ast.parse(Path(app.__file__).read_text())


def test_type_checkers_and_the_table_know_the_same_names():
    (seen_by_checkers,) = (node for node in SOURCE.body if isinstance(node, ast.If))
    imported = {alias.name: node.module for node in seen_by_checkers.body for alias in node.names}
    assert imported == app._WHERE
    assert sorted(imported) == sorted(app.__all__)


@pytest.mark.parametrize("name", app.__all__)
def test_a_name_is_what_its_module_has(name):
    module = sys.modules[f"app.{app._WHERE[name]}"] if hasattr(app, name) else None
    assert getattr(app, name) is getattr(module, name)
    assert name in dir(app)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = app.nonsense


def test_importing_the_package_loads_nothing_of_it():
    code = "import sys, app; print(*[name for name in sys.modules if name.startswith('app.')])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(app.__file__).parents[1], text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == []
