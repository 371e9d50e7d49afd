"""What dumps leave whose writer and window were killed together, and the next start removes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.part import PART
from app.core.storage.unfinished import Unfinished

ROOT = Path(__file__).parents[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from app.core.storage.unfinished import Unfinished
with Unfinished(Path(sys.argv[1])).noted(sys.argv[2]):
    Path(sys.argv[2] + ".part").write_bytes(bytes(100))
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def notes(tmp_path):
    return Unfinished(tmp_path / "notes")


def killed(tmp_path, dump):
    """Have somebody killed who was writing a dump."""
    command = [sys.executable, "-P", "-c", KILLED, str(tmp_path / "notes"), str(dump)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    assert subprocess.run(command, env=environment, check=False).returncode == -9


def test_what_a_killed_writer_left_goes_and_only_that(notes, tmp_path):
    dump, other = tmp_path / "it.dmp", tmp_path / "other.dmp.part"
    other.write_bytes(bytes(10))
    killed(tmp_path, dump)
    assert (tmp_path / f"it.dmp{PART}").exists()
    assert notes.sweep() == [str(dump)]
    assert not (tmp_path / f"it.dmp{PART}").exists()
    assert other.exists()
    assert list((tmp_path / "notes").iterdir()) == []
    assert notes.sweep() == []


def test_what_is_no_dump_stays_whatever_a_note_says(notes, tmp_path):
    dump = tmp_path / "it.dmp"
    killed(tmp_path, dump)
    part = tmp_path / f"it.dmp{PART}"
    part.write_bytes(b"a letter")
    notes.sweep()
    assert part.read_bytes() == b"a letter"
    killed(tmp_path, dump)
    target = tmp_path / "precious"
    target.write_bytes(bytes(10))
    part.unlink()
    part.symlink_to(target)
    notes.sweep()
    assert target.exists()


def test_who_still_writes_is_left_alone(notes, tmp_path):
    part = tmp_path / f"it.dmp{PART}"
    with notes.noted(str(tmp_path / "it.dmp")):
        part.write_bytes(bytes(100))
        assert Unfinished(tmp_path / "notes").sweep() == []
        assert part.exists()
    assert list((tmp_path / "notes").iterdir()) == []


def test_a_note_that_makes_no_sense_goes(notes, tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "x.json").write_text("[]")
    (folder / "y.txt").write_text("not ours")
    assert notes.sweep() == []
    assert [path.name for path in folder.iterdir()] == ["y.txt"]


def test_a_dump_is_written_though_it_cannot_be_noted(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with Unfinished(tmp_path / "file").noted("it.dmp"):
        pass
    assert Unfinished(tmp_path / "file").sweep() == []
