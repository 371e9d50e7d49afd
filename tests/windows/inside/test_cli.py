"""The command line in a Python for Windows: every command, on a process of Windows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import OutputError

ROOT = Path(__file__).parents[3]
WHOLE = 0x4000
"""The stand-in writes a dump that readers accept; see fake_dbghelp.c."""


@pytest.fixture
def dumpdesk(tmp_path):
    """Call it with arguments; gives the finished process, which ran in an empty folder."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "app", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    return run


def test_processes_are_listed(dumpdesk, target):
    listed = json.loads(dumpdesk("list", "--json").stdout)
    (found,) = (process for process in listed if process["pid"] == target[0])
    assert found["name"] == "target.exe"
    assert found["can_dump"] is True
    assert "target.exe" in dumpdesk("list", "name = target.exe").stdout


@pytest.mark.parametrize("command", ["flags", "presets"])
def test_what_needs_no_process(dumpdesk, command):
    done = dumpdesk(command)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0x000" in done.stdout


def test_a_plan_is_an_estimate_and_says_what_is_not_honoured(dumpdesk, target):
    done = dumpdesk("plan", target[0], "--module-flags", "target.exe=+code")
    assert done.returncode == 0, done.stderr
    assert "about " in done.stdout
    assert "code is not added (target.exe)" in done.stdout


def test_a_rehearsal_gives_the_exact_size(dumpdesk, target, fake_path):
    options = ("--type", hex(WHOLE), "--dbghelp", fake_path)
    plan = json.loads(dumpdesk("plan", target[0], "--rehearse", "--json", *options).stdout)
    assert plan["rehearsed"] == (1 << 20) + 64
    assert plan["estimate"]


def test_a_dump_is_written_shown_and_verified(dumpdesk, target, tmp_path):
    # Wine's dumps have ranges that overlap, which makes them incomplete.
    written = dumpdesk("dump", target[0], "--type", "0", "-o", "it.dmp", "--comment", "by hand")
    assert written.returncode in {0, 7}, written.stderr
    assert str(tmp_path / "it.dmp") in written.stdout
    shown = dumpdesk("show", "it.dmp")
    assert "target.exe" in shown.stdout
    assert "by hand" in shown.stdout
    verified = json.loads(dumpdesk("verify", "it.dmp", "--json").stdout)
    assert verified["verdict"] in {"good", "good with gaps", "incomplete"}
    again = dumpdesk("dump", target[0], "-o", "it.dmp")
    assert again.returncode == 6
    assert "there already" in again.stderr


def test_a_dump_without_a_name_gets_one(dumpdesk, target, tmp_path, fake_path):
    done = dumpdesk("dump", target[0], "--type", hex(WHOLE), "--dbghelp", fake_path, "--json")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    (path,) = tmp_path.iterdir()
    assert path.name.startswith(f"target.exe_{target[0]}_")
    assert events[-1]["path"] == str(path)


def test_a_snapshot_that_cannot_be_had_is_said(dumpdesk, target, fake_path):
    options = ("--type", hex(WHOLE), "--dbghelp", fake_path, "--clone")
    done = dumpdesk("dump", target[0], "--json", *options)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode in {7, 8}  # what the stand-in writes lacks most of a dump
    assert [e["stage"] for e in events if e["event"] == "soft_error"] == ["snapshot"]


def test_a_dump_may_go_to_standard_output(target, fake_path):
    done = subprocess.run(
        [
            *(sys.executable, "-m", "app", "dump", str(target[0]), "-o", "-"),
            *("--type", hex(WHOLE), "--dbghelp", fake_path),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout[:4] == b"MDMP", done.stderr
    assert len(done.stdout) == (1 << 20) + 64


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("dump", 0x7FFFFFF0), 4),
        (("dump", "{pid}", "-o", "nul"), 6),
        (("dump", "{pid}", "--dbghelp", "C:\\nowhere"), 2),
        (("dump", "{pid}", "--type", "0x2000000"), 2),
    ],
)
def test_failures_have_their_exit_codes(dumpdesk, target, tmp_path, arguments, code):
    done = dumpdesk(*(target[0] if each == "{pid}" else each for each in arguments))
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stderr.count("Traceback") == 0
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_has_seen_enough_is_no_reason_to_complain():
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "app", "flags"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == OutputError.exit_code
