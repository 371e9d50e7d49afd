"""A folder of real dumps, looked through by the command."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def dumpdesk(tmp_path):
    variables = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "app", *map(str, arguments)],
            env=variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_crashes_are_grouped_and_what_strangers_wrote_is_text(dumpdesk, start_target, tmp_path):
    folder = tmp_path / "dumps <b>"
    folder.mkdir()
    for number in range(2):
        dumpdesk("dump", start_target("handler").pid, "-o", folder / f"{number}.dmp")
    dumpdesk("dump", start_target("threads", 1).pid, "-o", folder / "=still.dmp")

    found = json.loads(dumpdesk("triage", folder, "--json"))
    counts = {group["name"]: group["count"] for group in found["groups"]}
    assert counts == {"no crash": 1, "total_of": 2}
    newest = [group["newest"] for group in found["groups"]]
    assert newest == sorted(newest, reverse=True)
    assert all(
        file["headline"].startswith("SIGSEGV reading 0x8")
        for file in found["files"]
        if file["group"] == "total_of"
    )
    (kept,) = (tmp_path / "cache" / "dumpdesk" / "triage").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert len(kept.read_text().splitlines()) == 3

    rows = list(csv.DictReader(io.StringIO(dumpdesk("triage", folder, "--csv"))))
    assert sorted(row["group"] for row in rows) == ["no crash", "total_of", "total_of"]
    assert len(kept.read_text().splitlines()) == 3  # nothing was looked at twice
    page = dumpdesk("triage", folder, "--html")
    assert "<b>" not in page
    assert page.count("total_of") >= 3
    text = dumpdesk("triage", folder)
    assert "2x total_of" in text
    assert "3 minidumps in" in text
    dumpdesk("triage", folder, "--again")
    assert len(kept.read_text().splitlines()) == 6
    assert Path(folder).exists()
