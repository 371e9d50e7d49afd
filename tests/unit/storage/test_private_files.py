"""Small files for nobody but their owner."""

import os
import stat

import pytest

from app.core.errors import OutputError
from app.core.storage.private_files import read_object, read_private, write_object, write_private


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_private_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        write_private(tmp_path / "deep" / "er" / "x.json", b"one")
    finally:
        os.umask(before)
    path = tmp_path / "deep" / "er" / "x.json"
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert read_private(path) == b"one"
    assert [item.name for item in path.parent.iterdir()] == ["x.json"]


def test_a_link_is_replaced_and_what_it_points_to_left_alone(tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    path = tmp_path / "x.json"
    path.symlink_to(victim)
    write_private(path, b"new")
    assert victim.read_text() == "mine"
    assert not path.is_symlink()


def test_nothing_is_left_when_writing_fails(tmp_path):
    (tmp_path / "x.json").mkdir()
    (tmp_path / "x.json" / "full").touch()
    with pytest.raises(OutputError, match="Writing"):
        write_private(tmp_path / "x.json", b"new")
    assert [item.name for item in tmp_path.iterdir()] == ["x.json"]


def test_what_is_not_there_is_empty_and_what_is_no_file_an_error(tmp_path):
    assert read_private(tmp_path / "none") == b""
    with pytest.raises(OutputError, match="not a file"):
        read_private(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="not a file"):
        read_private(tmp_path / "pipe")


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b"5"])
def test_what_is_damaged_is_told_and_set_aside(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    problems = []
    assert read_object(path, problems) == {}
    (aside,) = tmp_path.glob("x.json.broken-*Z")
    assert problems[0].startswith(f"x.json is broken and was kept as {aside.name}: ")
    assert aside.read_bytes() == content
    write_object(path, {"a": 1})
    assert read_object(path, problems) == {"a": 1}
    assert len(problems) == 1
