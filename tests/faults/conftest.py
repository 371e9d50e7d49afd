"""What is injected: a file system that hangs, fails or is slow, and programs that use it."""

from __future__ import annotations

import json
import os
import random
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.dumper.client import DumperClient

FUSE = Path(__file__).with_name("fuse.py")
PATIENCE = 60
"""Seconds that anything may take on a busy machine."""


FILLED = """
import ctypes, random, sys
memory = random.Random(3).randbytes(1 << 20) * {mebibytes}
address = ctypes.cast(memory, ctypes.c_void_p).value
print("ready address=%d size=%d" % (address, len(memory)), flush=True)
sys.stdin.read()
"""


class Filled:
    """A program with so much memory that its full dump is written while it stands still."""

    def __init__(self, start_process, mebibytes=40):
        found = start_process(sys.executable, "-c", FILLED.format(mebibytes=mebibytes))
        self.pid, self.key = found.pid, found.key
        self.address, self.size = found.values["address"], found.values["size"]
        self.content = random.Random(3).randbytes(1 << 20) * mebibytes


class FaultyFileSystem:
    """A mounted file system whose operations ("WRITE", "GETATTR", …) can be made to go wrong.

    The request of one that hangs has been read and gets no answer: whoever made it can then not
    even be killed, as on a network that is gone.
    """

    def __init__(self, path):
        self.path = path
        self._server = subprocess.Popen(
            [sys.executable, FUSE, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._line() == b"ready\n"

    def _line(self):
        assert select.select([self._server.stdout], [], [], PATIENCE)[0]
        return self._server.stdout.readline()

    def _tell(self, **command):
        self._server.stdin.write(json.dumps(command).encode() + b"\n")
        self._server.stdin.flush()
        return json.loads(self._line())

    def hang(self, operation, *, after=0):
        """Leave every request without an answer, but for the first *after*."""
        self._tell(command="fault", operation=operation, action="hang", after=after)

    def fail(self, operation, number, *, after=0):
        """Answer with the errno *number*."""
        self._tell(command="fault", operation=operation, action="fail", value=number, after=after)

    def delay(self, operation, seconds):
        """Answer late."""
        self._tell(command="fault", operation=operation, action="delay", value=seconds)

    def release(self):
        """Let all faults end, and answer what was held."""
        self._tell(command="release")

    def count(self, operation):
        """How often it was asked for."""
        return self._tell(command="look")["counts"][operation]

    def held(self):
        """The operations that wait for an answer just now."""
        return self._tell(command="look")["held"]

    def names(self):
        """What is in it, without asking the kernel, which may hold the folder locked."""
        return self._tell(command="look")["names"]

    def wait_held(self, operation):
        """Wait until somebody hangs in *operation*."""
        end = time.monotonic() + PATIENCE
        while operation not in self.held():
            assert time.monotonic() < end, f"nobody asked for {operation}"
            time.sleep(0.005)

    def close(self):
        """End it: whoever still waits gets an error."""
        self._server.stdin.close()
        self._server.wait(PATIENCE)
        self._server.stdout.close()


@pytest.fixture
def faulty(tmp_path):
    """Mount a :class:`FaultyFileSystem`."""
    if os.geteuid() != 0 or not Path("/dev/fuse").exists():
        pytest.skip("needs root and /dev/fuse")
    folder = tmp_path / "faulty"
    folder.mkdir()
    mounted = FaultyFileSystem(folder)
    yield mounted
    mounted.close()


@pytest.fixture
def client():
    """A dumper."""
    with DumperClient() as dumper:
        yield dumper
