"""Memory that a program keeps from everybody (memfd_secret): foreseen, left out, and said so."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.live.dumping import Dump

DUMPDESK = [sys.executable, "-P", "-m", "app"]
PAGE = 4096


@pytest.fixture
def secretive(start_target):
    target = start_target("secret")
    if "missing" in target.values:
        pytest.skip(f"this kernel has no memfd_secret (error {target.values['missing']})")
    return target


def dumpdesk(*arguments):
    return subprocess.run(
        [*DUMPDESK, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("preset", ["taskmgr", "windbg", "everything"])
def test_the_plan_of_all_memory_says_what_cannot_be_had(secretive, tmp_path, preset):
    planned = dumpdesk("plan", secretive.pid, "--preset", preset, "--json")
    assert planned.returncode == 0, planned.stderr
    plan = json.loads(planned.stdout)
    assert "16 KiB" in " ".join(plan["not_honoured"])
    secret, shown = secretive.values["secret"], secretive.values["open"]
    ranges = [(found["address"], found["address"] + found["size"]) for found in plan["ranges"]]
    assert not any(low < secret + 4 * PAGE and secret < high for low, high in ranges)
    assert any(low <= shown and shown + 4 * PAGE <= high for low, high in ranges)

    path = tmp_path / "x.dmp"
    written = dumpdesk("dump", secretive.pid, "--preset", preset, "-o", path, "--json")
    assert written.returncode == 7, written.stderr
    done = json.loads(written.stdout.splitlines()[-1])
    assert (done["event"], done["soft_errors"]) == ("done", 1)
    dump = Dump(path)
    assert dump.memory(shown, 4 * PAGE) == b"o" * 4 * PAGE
    assert not dump.touches(secret, secret + 4 * PAGE)
    lost = [(error["address"], error["size"]) for error in dump.file.soft_errors]
    assert lost == [(hex(secret), hex(4 * PAGE))]
    assert dumpdesk("verify", path).returncode == 7


@pytest.mark.parametrize("preset", ["support", "stacks", "private", "privacy"])
def test_dumps_that_hold_no_shared_memory_lack_nothing(secretive, tmp_path, preset):
    planned = json.loads(dumpdesk("plan", secretive.pid, "--preset", preset, "--json").stdout)
    assert planned["not_honoured"] == []
    path = tmp_path / "x.dmp"
    assert dumpdesk("dump", secretive.pid, "--preset", preset, "-o", path).returncode == 0
    assert dumpdesk("verify", path).returncode == 0
