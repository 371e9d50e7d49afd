"""Long names of files on Windows."""

from __future__ import annotations

import ntpath
import os
from pathlib import Path

import pytest

from app.core.minidump.long_path import openable, with_prefix


@pytest.mark.parametrize(
    ("path", "prefixed"),
    [
        (r"C:\dumps\a.dmp", r"\\?\C:\dumps\a.dmp"),
        (r"\\server\share\a.dmp", r"\\?\UNC\server\share\a.dmp"),
        (r"\\?\C:\a.dmp", r"\\?\C:\a.dmp"),
        (r"\\.\nul", r"\\.\nul"),
    ],
)
def test_prefixes(path, prefixed):
    assert with_prefix(path) == prefixed


def test_only_windows_and_only_long_names_need_it(monkeypatch):
    long = "C:\\" + "a" * 300
    if os.name != "nt":
        assert openable(Path("a.dmp")) == "a.dmp"
        assert openable(long) == long
    monkeypatch.setattr("os.name", "nt")
    monkeypatch.setattr(ntpath, "abspath", lambda path: path)
    assert openable("C:\\a.dmp") == "C:\\a.dmp"
    assert openable(long) == f"\\\\?\\{long}"
