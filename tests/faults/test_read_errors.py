"""A drive that cannot read a dump ends no process: every command says what it could not read."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys

import pytest

from app.core.dump.request import DumpRequest
from tests.unit.inspection.written import write

COMMANDS = (("verify",), ("show",), ("show", "--json"), ("show", "--stream", "ModuleList"))
FULL = 0x21826


@pytest.fixture
def on_faulty(faulty, tmp_path):
    """A dump of some pages on the faulty file system."""
    path = tmp_path / "a.dmp"
    path.write_bytes(write(DumpRequest(FULL))[1] + bytes(1 << 20))
    return shutil.copy(path, faulty.path / "a.dmp")


def run(*arguments):
    command = [sys.executable, "-P", "-m", "app", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_read_error_is_told(faulty, on_faulty, command, after):
    """Whichever read it is that fails."""
    descriptor = os.open(on_faulty, os.O_RDONLY)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)
    faulty.fail("READ", errno.EIO, after=after)
    done = run(command[0], on_faulty, *command[1:])
    assert done.returncode >= 0, "it was ended by a signal"
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert done.returncode in {6, 7, 8}
        assert "Input/output error" in done.stdout + done.stderr
    else:
        assert after  # what it needed was read before


def test_without_a_fault_the_dump_is_good(on_faulty):
    assert run("verify", on_faulty).returncode == 0
    assert run("show", on_faulty).returncode == 0
