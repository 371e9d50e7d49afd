"""A program that was stopped while it held a lock of ours costs a second, and that is told."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.faults.conftest import PATIENCE
from tests.live.dumping import runs

HOLDER = """
import sys
from pathlib import Path
from app.core.storage.locked import locked
with locked(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.read()
"""
WINDOW = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from app.ui import application as program
from app.ui.session import Session

pid, folder, when = int(sys.argv[1]), sys.argv[2], sys.argv[3]
told = {}

def drive(session):
    window = session.window

    def look():
        if not told and window.processes.select(pid):
            window.pane.dump_bar.folder.setText(folder)
            told["chosen"] = True
        if "dumped" not in told and window.pane.estimate is not None:
            told["dumped"] = False
            window.pane.dump_bar.dump.click()
        if told.get("dumped") and (when == "at once" or window.card.message.text()):
            timer.stop()
            told["said"] = window.card.message.text()
            began = time.monotonic()
            window.close()
            told["closing"] = time.monotonic() - began

    window.pane.finished.connect(lambda _: told.update(dumped=True))
    timer = QTimer(window, interval=10)
    timer.timeout.connect(look)
    timer.start()
    QTimer.singleShot(60_000, window.close)

begin = Session._show
def show(session, window):
    QTimer.singleShot(0, lambda: drive(session))
    return begin(session, window)
Session._show = show
code = program.main([])
print(json.dumps({**told, "code": code}))
"""
AT_ONCE = 1.0
"""Seconds that closing may take."""


@pytest.fixture
def homes(tmp_path):
    """Where DumpDesk keeps things, in a home of its own."""
    kinds = {"CONFIG": "config", "DATA": "data", "STATE": "state", "CACHE": "cache"}
    return {f"XDG_{kind}_HOME": str(tmp_path / name) for kind, name in kinds.items()}


@pytest.fixture
def stopped_with():
    """Call it with a path to have a program keep that locked, which does nothing any more."""
    with contextlib.ExitStack() as closing:

        def hold(path):
            holder = subprocess.Popen(
                [sys.executable, "-c", HOLDER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            closing.enter_context(holder)
            closing.callback(holder.kill)
            assert holder.stdout.readline() == b"ready\n"
            os.kill(holder.pid, signal.SIGSTOP)
            return holder.pid

        yield hold


@pytest.fixture
def target(start_target):
    return start_target("threads", 3)


@pytest.mark.parametrize("when", ["when it was told", "at once"])
def test_a_history_that_is_locked_keeps_no_window_open(target, stopped_with, homes, tmp_path, when):
    stopped_with(tmp_path / "data/dumpdesk/history.jsonl")
    (tmp_path / "dumps").mkdir()
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(target.pid), str(tmp_path / "dumps"), when],
        env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=PATIENCE * 2,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["code"] == 0
    assert told["dumped"]
    assert told["closing"] < AT_ONCE
    # In the window, if there still was one; else to whoever started it.
    words = told["said"] or done.stderr
    assert "history.jsonl locked" in words
    assert "end it" in words
    assert bool(told["said"]) == (when == "when it was told")
    assert len(list((tmp_path / "dumps").glob("*.dmp"))) == 1
    assert runs(target.pid)


def dumpdesk(homes, *arguments):
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        env={**os.environ, **homes, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return done, time.monotonic() - began


def test_a_history_that_is_locked_holds_no_command_up(target, stopped_with, homes, tmp_path):
    (_, usual), (_, usual_dump) = (
        dumpdesk(homes, "plan", target.pid),
        dumpdesk(homes, "dump", target.pid, "-o", tmp_path / "before.dmp"),
    )
    stopped_with(tmp_path / "data/dumpdesk/history.jsonl")
    plan, took = dumpdesk(homes, "plan", target.pid)
    assert plan.returncode == 0, plan.stderr
    assert took < usual + AT_ONCE
    dump, took = dumpdesk(homes, "dump", target.pid, "-o", tmp_path / "it.dmp")
    assert dump.returncode == 0, dump.stderr
    assert took < usual_dump + AT_ONCE
    assert (tmp_path / "it.dmp").stat().st_size > 1000


def test_presets_that_are_broken_and_locked_are_told(stopped_with, homes, tmp_path):
    path = tmp_path / "config/dumpdesk/presets.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"presets": [{"name": "x", "flags": "nonsense"}]}')
    stopped_with(path)
    done, _ = dumpdesk(homes, "presets")
    assert done.returncode == 0
    assert "presets.json locked" in done.stderr
    assert "Traceback" not in done.stderr
    assert path.read_text() == '{"presets": [{"name": "x", "flags": "nonsense"}]}'
