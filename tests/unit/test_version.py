"""The version, wherever the program comes from."""

from __future__ import annotations

import tomllib
from importlib.metadata import version as installed
from pathlib import Path

from click.testing import CliRunner

from app.cli.main import _dumpdesk
from app.core import version as module

ROOT = Path(module.__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def test_a_checkout_tells_its_own():
    assert module.version() == VERSION == installed("dumpdesk")
    assert CliRunner().invoke(_dumpdesk, ["--version"]).output == f"dumpdesk, version {VERSION}\n"


def test_an_installed_one_is_called_so_in_its_folder(monkeypatch, tmp_path):
    for name in ("dumpdesk", "dumpdesk-1.2.3rc1.dist-info", "dumpdesk_other-9.dist-info"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(module, "_ABOVE", str(tmp_path))
    assert module.version() == "1.2.3rc1"


def test_where_nothing_tells_it_is_empty(monkeypatch, tmp_path):
    for folder in (tmp_path, tmp_path / "missing"):
        monkeypatch.setattr(module, "_ABOVE", str(folder))
        assert module.version() == ""
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe")
    monkeypatch.setattr(module, "_ABOVE", str(tmp_path))
    assert module.version() == ""
