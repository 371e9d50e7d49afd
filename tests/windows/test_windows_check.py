"""The script for a real machine, as far as Wine shows what it looks at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WINE_LACKS = {"own tests", "protected"}
"""Steps that need a Windows machine."""


@pytest.mark.timeout(600)
def test_every_step_is_told_of(windows_python, run_windows, tmp_path):
    report = tmp_path / "report.md"
    program = "import sys; from pathlib import Path; from tools import windows_check as check; "
    program += "check.STEPS = tuple(s for s in check.STEPS if s.__name__ != 'own_tests'); "
    program += "sys.exit(check.windows_check(Path(sys.argv[1])))"
    done = run_windows(
        *(windows_python, "-c", program, report),
        timeout=500,
        PYTHONPATH=ROOT,
        PYTHONDONTWRITEBYTECODE="1",
    )
    rows = re.findall(
        r"^\| (.+?) \| (ok|FAILED|not here) \| (.*) \|$", report.read_text("utf-8"), re.MULTILINE
    )
    told = {step: (word, seen) for step, word, seen in rows}
    assert len(told) == 10, done.stdout + done.stderr
    failed = {step: seen for step, (word, seen) in told.items() if word == "FAILED"}
    assert failed.keys() <= WINE_LACKS, failed
    assert "dbghelp.dll" in told["full memory"][1] or "dbgcore.dll" in told["full memory"][1]
