"""The version, wherever the program comes from."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli.main import _dumpdesk
from app.core import version as module

ROOT = Path(module.__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.fixture
def never_installed(monkeypatch):
    def refuse(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.version", refuse)


def test_an_installed_one_tells_itself():
    assert module.version() == VERSION


@pytest.mark.usefixtures("never_installed")
def test_a_checkout_that_was_never_installed_knows_it_too(monkeypatch, tmp_path):
    assert module.version() == VERSION
    assert CliRunner().invoke(_dumpdesk, ["--version"]).output == f"dumpdesk, version {VERSION}\n"
    monkeypatch.setattr(module, "_PROJECT", tmp_path / "pyproject.toml")
    assert module.version() == ""
