"""The file of a dump: whole under its name, or not there at all."""

from __future__ import annotations

import hashlib
import os
import stat
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("the file is made otherwise there", allow_module_level=True)

from app.core.backends import output
from app.core.backends.output import dump_to_file
from app.core.backends.part import PART
from app.core.backends.written import WrittenDump
from app.core.dump.request import DumpRequest
from app.core.errors import HRESULT, DumpCancelledError, MiniDumpError, OutputError
from app.core.process_key import ProcessKey

KEY = ProcessKey(7, 11)
BYTES = bytes(range(256)) * 5000


@pytest.fixture
def written(monkeypatch):
    """What is written as the dump; what is appended to it is called before the writer returns."""
    calls = []

    def carry_out(key, _request, descriptor, _callback, _report, **_):
        assert key == KEY
        assert stat.S_IMODE(os.fstat(descriptor).st_mode) == 0o600
        os.pwrite(descriptor, BYTES, 0)
        for call in calls:
            call(descriptor)
        return WrittenDump("the plan", len(BYTES), 2_500_000, ("a soft error",))

    monkeypatch.setattr(output, "carry_out", carry_out)
    return calls


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def dump(path, **options):
    return dump_to_file(KEY, str(path), DumpRequest(), **options)


def fail(_descriptor):
    raise MiniDumpError("It did not work.", "Try again.")


def test_the_whole_dump_stands_under_its_name_alone(written, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written.append(lambda _: names(tmp_path) == ["x.dmp.part"] or pytest.fail("no part"))
    result = dump("x.dmp")
    path = tmp_path / "x.dmp"
    assert names(tmp_path) == ["x.dmp"]
    assert path.read_bytes() == BYTES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert result.path == str(path)
    assert (result.file_size, result.paused_ms) == (len(BYTES), 2.5)
    assert result.sha256 == hashlib.sha256(BYTES).hexdigest()
    assert (result.plan, result.soft_errors) == ("the plan", ("a soft error",))


def test_a_file_that_is_there_stays_unless_it_may_go(written, tmp_path):
    path = tmp_path / "x.dmp"
    path.write_bytes(b"old")
    with pytest.raises(OutputError, match="is there already") as caught:
        dump(path)
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert "overwritten" in caught.value.remedy
    written.append(fail)
    with pytest.raises(MiniDumpError, match="did not work"):
        dump(path, overwrite=True)
    assert (names(tmp_path), path.read_bytes()) == (["x.dmp"], b"old")
    written.clear()
    dump(path, overwrite=True)
    assert (names(tmp_path), path.read_bytes()) == (["x.dmp"], BYTES)


@pytest.mark.usefixtures("written")
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo, lambda path: path.symlink_to("away")])
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path, make):
    make(tmp_path / "x.dmp")
    with pytest.raises(OutputError, match="not an ordinary file") as caught:
        dump(tmp_path / "x.dmp", overwrite=True)
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert names(tmp_path) == ["x.dmp"]


def test_a_dump_that_fails_leaves_nothing_and_says_so_once(written, tmp_path):
    written.append(fail)
    with pytest.raises(MiniDumpError) as caught:
        dump(tmp_path / "x.dmp")
    assert caught.value.remedy == "Try again."
    assert names(tmp_path) == []


def test_a_file_that_lost_bytes_is_no_dump(written, tmp_path):
    written.append(lambda descriptor: os.ftruncate(descriptor, len(BYTES) - 1))
    with pytest.raises(OutputError, match="became shorter"):
        dump(tmp_path / "x.dmp")
    assert names(tmp_path) == []


def test_a_cancel_is_heard_after_the_writing_too(written, tmp_path):
    over = []
    written.append(over.append)
    with pytest.raises(DumpCancelledError):
        dump(tmp_path / "x.dmp", is_cancelled=lambda: bool(over))
    assert names(tmp_path) == []


def test_a_drive_that_does_not_let_go_is_told(written, tmp_path, monkeypatch):
    written.append(fail)
    monkeypatch.setattr(output.Drive, "end", lambda *_: False)
    with pytest.raises(MiniDumpError) as caught:
        dump(tmp_path / "x.dmp")
    assert caught.value.remedy == f"Try again. {tmp_path / 'x.dmp'}{PART} may have been left."


@pytest.mark.usefixtures("written")
def test_a_failure_to_publish_leaves_open_whether_it_is_there(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(output.PrivateFile, "publish", refuse)
    monkeypatch.setattr(output.Drive, "end", lambda *_: False)
    with pytest.raises(OutputError, match="Saving") as caught:
        dump(tmp_path / "x.dmp")
    assert "is not known" in caught.value.remedy


@pytest.mark.usefixtures("written")
def test_a_file_open_to_others_is_told_and_kept(tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr(output.PrivateFile, "is_open_to_others", lambda _: True)
    result = dump(tmp_path / "x.dmp", report=told.append)
    assert [error.stage for error in result.soft_errors[1:]] == ["protect file"]
    assert [event["event"] for event in told] == ["soft_error", "phase"]
    assert told[1] == {"event": "phase", "phase": "hash", "total": len(BYTES)}


@pytest.mark.parametrize("name", ["a\0b", "a\udfffb\ud800"])
def test_what_cannot_be_a_name_is_refused_before_anything_is_done(name):
    with pytest.raises(OutputError, match="cannot be the name of a file") as caught:
        dump(name)
    assert caught.value.hresult == HRESULT.E_INVALIDARG
