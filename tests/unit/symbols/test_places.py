"""Where files of code are looked for, when a drive does not answer."""

import os
import threading

import pytest

from app.core.symbols import places
from app.core.symbols.places import Places

IDENTITY = bytes(20)


@pytest.fixture
def dead(monkeypatch):
    """Have all below /dead hang until the test ends; gives what was asked for there."""
    release, asked = threading.Event(), []
    opened, walked = places.OpenFile, os.walk

    def of_dead(path):
        if path.startswith("/dead"):
            asked.append(path)
            release.wait()

    def open_file(path):
        of_dead(path)
        return opened(path)

    def walk(path):
        of_dead(path)
        return walked(path)

    monkeypatch.setattr(places, "OpenFile", open_file)
    monkeypatch.setattr(places.os, "walk", walk)
    monkeypatch.setattr(places, "PATIENCE", 0.05)
    yield asked
    release.set()


def test_a_folder_that_does_not_answer_is_asked_once_and_said(dead):
    looked = Places()
    for name in ("/dead/one.so", "/dead/two.so"):
        found = looked.image(name, IDENTITY)
        assert found.file is None
        assert found.why.endswith("or the file system does not answer")
    assert dead == ["/dead/one.so"]
    looked.close()


def test_after_some_of_them_nothing_is_looked_for_any_more(dead):
    looked = Places()
    for number in range(20):
        assert looked.image(f"/dead/{number}/it.so", IDENTITY).file is None
        assert looked.pe_image(f"/dead/{number}/it.dll", 1, 2).file is None
    assert len(dead) == 3
    looked.close()


def test_the_users_own_folder_may_be_silent_too(dead, tmp_path):
    (tmp_path / "it.so").write_bytes(b"no image")
    looked = Places(folders=("/dead/build", str(tmp_path)))
    assert (
        looked.image("/nowhere/it.so", IDENTITY).why == "the file on this machine is another build"
    )
    assert len(dead) == 2  # its .build-id, and what is in it by name
    looked.close()
