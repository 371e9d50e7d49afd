"""The tests of the whole window on Windows, run under Wine in one process."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTINGS = """[pytest]
filterwarnings = error
markers = real_windows: needs a Windows machine
qt_api = pyside6
qt_log_level_fail = WARNING
qt_log_ignore =
    DpiAwareness::PerMonitorVersion2 is not supported by current system
    EnableNonClientDpiScaling\\(\\) failed for HWND \\w+ \\(120\\)
"""
"""What Wine 8 lacks (120 is ERROR_CALL_NOT_IMPLEMENTED) is no fault of the window."""
WINDOW = Path(__file__).with_name("window")
PICTURES = ROOT / "build" / "screenshots" / "windows"
"""To be looked at after a change that can be seen."""


@pytest.mark.timeout(1000)
def test_all_tests_of_the_window_pass(windows_python, run_windows, build_windows, tmp_path):
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    settings = tmp_path / "pytest.ini"
    settings.write_text(SETTINGS)
    done = run_windows(
        windows_python,
        *("-m", "pytest", "-q", "-ra", "-p", "no:cacheprovider", "--import-mode=importlib"),
        *("-c", settings, "--rootdir", WINDOW, "--confcutdir", WINDOW),
        *("-m", "not real_windows", "--basetemp", tmp_path / "inside", WINDOW),
        timeout=900,
        PYTHONPATH=ROOT,
        PYTHONUTF8="1",
        PYTHONDONTWRITEBYTECODE="1",
        DUMPDESK_FAKE_DBGHELP=build_windows("fake_dbghelp.c", "fake_dbghelp.dll", "-shared"),
        DUMPDESK_TARGET=build_windows("target.c", "target.exe"),
        DUMPDESK_SCREENSHOTS=PICTURES,
    )
    if done.returncode:
        pytest.fail(f"pytest under Wine ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed, done.stdout
    assert int(passed[1]) >= 16
    assert "skipped" not in done.stdout
    assert {"window.png", "dark.png"} <= {path.name for path in PICTURES.iterdir()}
