"""The whole way, from the command line or a client to a drive that stops answering."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.errors import DumpCancelledError, MiniDumpError
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.faults.conftest import PATIENCE, Filled
from tests.live.dumping import runs, wait_until

ROOT = Path(__file__).parents[2]
FULL = int(T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory)
HOLDER = """
import sys
held = open(sys.argv[1], "rb")
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def target(start_process):
    return Filled(start_process)


class Dumping(threading.Thread):
    """A dump by a client of its own."""

    def __init__(self, target, path):
        super().__init__()
        self.client = DumperClient()
        self._arguments = (target.key, DumpRequest(FULL), str(path))
        self.outcome = None
        self.ended = 0.0

    def run(self):
        try:
            self.outcome = self.client.dump(*self._arguments)
        except MiniDumpError as error:
            self.outcome = error
        self.ended = time.monotonic()


@pytest.mark.parametrize("operation", ["CREATE", "WRITE", "FSYNC", "READ", "RENAME2"])
def test_a_cancel_is_answered_whatever_hangs(target, faulty, operation):
    faulty.hang(operation, after=10 if operation == "WRITE" else 0)
    dumping = Dumping(target, faulty.path / "a.dmp")
    dumping.start()
    faulty.wait_held(operation)
    asked = time.monotonic()
    dumping.client.cancel()
    dumping.join(PATIENCE)
    # On an idle machine within a second.
    assert dumping.ended - asked < 15
    assert isinstance(dumping.outcome, DumpCancelledError)
    wait_until(lambda: runs(target.pid))
    faulty.release()
    dumping.client.close()


def test_a_dumper_killed_while_the_name_is_given_does_not_tell_that_nothing_is_left(target, faulty):
    faulty.hang("RENAME2")
    dumping = Dumping(target, faulty.path / "a.dmp")
    dumping.start()
    faulty.wait_held("RENAME2")
    os.kill(dumping.client.process_id, signal.SIGKILL)
    threading.Timer(1, faulty.release).start()
    dumping.join(PATIENCE)
    assert isinstance(dumping.outcome, MiniDumpError)
    told = str(dumping.outcome)
    wait_until(lambda: "RENAME2" not in faulty.held())
    names = sorted(path.name for path in faulty.path.iterdir())
    if names:
        assert "no dump was left" not in told
    assert "Traceback" not in told
    assert runs(target.pid)
    dumping.client.close()


def test_the_command_line_dumps_a_program_with_a_silent_descriptor(start_process, faulty, tmp_path):
    held = faulty.path / "held"
    held.write_bytes(b"x")
    target = start_process(sys.executable, "-c", HOLDER, str(held))
    for operation in ("GETATTR", "LOOKUP", "OPEN", "READ"):
        faulty.hang(operation)
    path = tmp_path / "a.dmp"
    done = subprocess.run(
        [sys.executable, "-m", "app", "dump", str(target.pid), "-o", str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode in (0, 7), done.stderr
    assert verify(path).verdict == "good"
    assert runs(target.pid)
    faulty.release()


def test_ctrl_c_in_the_check_tells_of_the_dump(target, faulty, tmp_path):
    """Only the check opens the file anew, and the dump has its name by then."""
    path = faulty.path / "a.dmp"
    command = [sys.executable, "-m", "app", "dump", str(target.pid), "-o", str(path)]
    faulty.hang("OPEN")
    # Files, not pipes: what hangs in the drive would keep these open.
    with (tmp_path / "out").open("w+") as out, (tmp_path / "err").open("w+") as err:
        process = subprocess.Popen(
            [*command, "--type", hex(FULL)], cwd=ROOT, stdout=out, stderr=err
        )
        faulty.wait_held("OPEN")
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 7
        faulty.release()
    assert (
        "The dump is written, but it was not checked: it was cancelled."
        in (tmp_path / "out").read_text()
    )
    assert "Traceback" not in (tmp_path / "err").read_text()
    assert verify(path).verdict == "good"
    assert runs(target.pid)
