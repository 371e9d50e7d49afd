"""The tests for Windows, run under Wine by a real Python for Windows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SETTINGS = """[pytest]
filterwarnings = error
markers = real_windows: needs a Windows machine
"""
ROOT = Path(__file__).parents[2]
INSIDE = Path(__file__).with_name("inside")
WITH_PDB = ("-Wl,--pdb=stacks.pdb", "-s")
"""What the linker makes beside the program has its names; the program itself has none."""
# Tests of modules that hold for both systems, once more with the real calling convention.
SHARED = sorted((ROOT / "tests" / "unit" / "backends").glob("test_dbghelp_*.py"))


@pytest.mark.timeout(1000)
def test_all_tests_inside_pass(
    windows_python, run_windows, wine_environment, build_windows, tmp_path
):
    fake = build_windows("fake_dbghelp.c", "fake_dbghelp.dll", "-shared")
    target = build_windows("target.c", "target.exe")
    stacks = build_windows("stacks.c", "stacks.exe", *WITH_PDB)
    forwarder = build_windows("forwards.c", "forwards.dll", "-shared")
    settings = tmp_path / "pytest.ini"
    settings.write_text(SETTINGS)
    done = run_windows(
        windows_python,
        *("-m", "pytest", "-q", "-ra", "--import-mode=importlib"),
        *("-p", "no:cacheprovider", "-p", "no:pytest-qt"),
        *("-c", settings, "--rootdir", INSIDE, "--confcutdir", INSIDE),
        *("-m", "not real_windows", "--basetemp", tmp_path / "inside", INSIDE, *SHARED),
        timeout=900,
        PYTHONPATH=ROOT,
        # Otherwise Wine takes its own for a DLL of that name, whatever the path.
        WINEDLLOVERRIDES=f"{wine_environment['WINEDLLOVERRIDES']};dbghelp,dbgcore=n,b",
        PYTHONUTF8="1",
        PYTHONDONTWRITEBYTECODE="1",
        DUMPDESK_FAKE_DBGHELP=fake,
        DUMPDESK_FORWARDER=forwarder,
        DUMPDESK_TARGET=target,
        DUMPDESK_STACKS=stacks,
    )
    if done.returncode:
        pytest.fail(f"pytest under Wine ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed, done.stdout
    assert int(passed[1]) > 100
    assert "skipped" not in done.stdout
