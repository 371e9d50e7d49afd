"""Dumps that others wrote into the folder of the user's."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest

from app.core.storage import found
from app.core.storage.found import dumps_since

HEADER = struct.pack("<4sIIIIIQ", b"MDMP", 0xA793, 0, 32, 0, 0, 0x21925)


@pytest.fixture
def put(tmp_path):
    def put(name, content=HEADER, changed=1000.0):
        path = tmp_path / name
        path.write_bytes(content)
        os.utime(path, (changed, changed))
        return path

    return put


def names(folder, since=0.0):
    return [Path(record.path).name for record in dumps_since(folder, since)]


def test_the_newer_ones_are_told_the_newest_first(put, tmp_path):
    for name, changed in (("a.dmp", 1000.0), ("b.dmp", 3000.0), ("c.dmp", 2000.0)):
        put(name, HEADER + b"more", changed)
    assert names(tmp_path, 1000.0) == ["b.dmp", "c.dmp"]
    record = dumps_since(tmp_path, 2000.0)[0]
    assert record.path == str(tmp_path / "b.dmp")
    assert (record.name, record.pid, record.time) == ("b", 0, 3000.0)
    assert (record.size, record.flags, record.verdict) == (36, 0x21925, "unchecked")


def test_only_whole_minidumps_are(put, tmp_path):
    put("text.dmp", b"Text that is longer than a header of a minidump.")
    put("short.dmp", HEADER[:31])
    put("empty.dmp", b"")
    put("unfinished.dmp", bytes(4) + HEADER[4:])
    put("part.dmp.part")
    put("other.core")
    assert names(tmp_path) == []


def test_no_link_pipe_or_folder_is_followed(put, tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    (there / "link.dmp").symlink_to(put("real.dmp"))
    (there / "folder.dmp").mkdir()
    os.mkfifo(there / "pipe.dmp")
    assert names(there) == []


def test_files_of_others_are_not_looked_at(put, tmp_path, monkeypatch):
    put("a.dmp")
    monkeypatch.setattr(found.os, "getuid", lambda: os.geteuid() + 1)
    assert names(tmp_path) == []


def test_no_more_are_told_than_anybody_reads(put, tmp_path, monkeypatch):
    monkeypatch.setattr(found, "LIMIT", 2)
    for changed in range(5):
        put(f"{changed}.dmp", changed=1000.0 + changed)
    assert names(tmp_path) == ["4.dmp", "3.dmp"]


def test_without_the_folder_it_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        dumps_since(tmp_path / "nowhere", 0.0)
