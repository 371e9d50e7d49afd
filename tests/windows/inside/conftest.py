"""Run by a Python for Windows: on Windows itself, or under Wine by test_inside_wine.py."""

from __future__ import annotations

import ctypes
import os
import subprocess

import pytest

from app.core.backends.dbghelp.library import DbgHelp

FAKE = "DUMPDESK_FAKE_DBGHELP"
"""Path of the DLL made from fake_dbghelp.c."""
TARGET = "DUMPDESK_TARGET"
"""Path of the program made from target.c."""


@pytest.fixture(scope="session")
def fake_path():
    if FAKE not in os.environ:
        pytest.skip(f"{FAKE} does not name the DLL made from fake_dbghelp.c")
    return os.environ[FAKE]


@pytest.fixture(scope="session")
def fake(fake_path):
    """The DLL that makes every callback, loaded as one chosen in the settings."""
    return DbgHelp(fake_path)


@pytest.fixture(scope="session")
def fake_log(fake_path):
    """Call it for what the DLL noted of its last call: a list of lines."""
    function = ctypes.WinDLL(fake_path).FakeLog
    function.restype = ctypes.c_char_p
    return lambda: function().decode().splitlines()


@pytest.fixture(scope="session")
def target():
    """A process with three threads more than usual, and the address of a text in it."""
    if TARGET not in os.environ:
        pytest.skip(f"{TARGET} does not name the program made from target.c")
    process = subprocess.Popen([os.environ[TARGET]], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    ready, address = process.stdout.readline().split()
    assert ready == b"ready"
    yield process.pid, int(address)
    process.kill()
    process.communicate()
