"""What is remembered of folders of dumps, and for how long."""

import os
import time

import pytest

from app.core.storage import kept_triage
from app.core.storage.kept_triage import triage_kept


@pytest.fixture
def kept(monkeypatch, tmp_path):
    """Look through an empty folder, with some remembered; gives the names of what is left."""
    folder, looked_at = tmp_path / "kept", tmp_path / "dumps"
    folder.mkdir()
    looked_at.mkdir()
    monkeypatch.setattr(kept_triage, "triage_folder", lambda: folder)
    triage_kept(looked_at, lambda _: None)
    (own,) = folder.iterdir()

    def look(**sizes_and_days):
        for name, (size, days) in sizes_and_days.items():
            path = own if name == "own" else folder / f"{name}.jsonl"
            path.write_bytes(b"x" * size)
            then = time.time() - days * 86400
            os.utime(path, (then, then))
        triage_kept(looked_at, lambda _: None)
        return {"own" if path == own else path.stem for path in folder.iterdir()}

    return look


def test_a_folder_that_was_not_looked_through_for_long_is_forgotten(kept):
    assert kept(old=(10, 91), recent=(10, 89), own=(0, 200)) == {"own", "recent"}


def test_of_too_much_the_oldest_is_forgotten(kept, monkeypatch):
    monkeypatch.setattr(kept_triage, "_MOST_BYTES", 100)
    assert kept(first=(60, 3), second=(50, 2), third=(40, 1), own=(0, 9)) == {
        "own",
        "second",
        "third",
    }
