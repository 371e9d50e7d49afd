"""What live tests share."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys

import pytest

from app.core.capture.target import key_of, open_target


@pytest.fixture
def opened():
    """Call it with a pid to get a target that is closed after the test."""
    with contextlib.ExitStack() as stack:

        def open_one(pid):
            target = open_target(key_of(pid))
            stack.callback(target.close)
            return target

        yield open_one


@pytest.fixture
def dumpdesk(tmp_path):
    """Call it with arguments: exit code, and what it said last as JSON."""

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "app", *map(str, arguments), "--json"],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=120,
            check=False,
        )
        last = done.stdout if arguments[0] != "dump" else done.stdout.splitlines()[-1]
        return done.returncode, json.loads(last)

    return run
