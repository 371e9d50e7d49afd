"""What is told of a dump is what is on the disk."""

from __future__ import annotations

import errno
import os
import threading

import pytest

from app.core.backends.output import dump_to_file
from app.core.dump.request import DumpRequest
from app.core.dumper import check as check_module
from app.core.errors import OutputError
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.faults.conftest import Filled
from tests.live.dumping import runs

FULL = int(T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory)


@pytest.fixture
def target(start_target):
    return start_target("threads", 3)


def dump(target, path, flags=0, **more):
    return dump_to_file(target.key, str(path), DumpRequest(flags), **more)


def contents(folder):
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------- errors of the drive, at every step


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("operation", ["CREATE", "WRITE", "FSYNC", "RENAME2", "READ"])
def test_an_error_of_the_drive_leaves_nothing_and_is_one_sentence(
    target, faulty, operation, number
):
    faulty.fail(operation, number)
    with pytest.raises(OutputError) as caught:
        dump(target, faulty.path / "a.dmp")
    assert os.strerror(number) in caught.value.cause
    assert caught.value.remedy
    faulty.release()
    assert contents(faulty.path) == []
    assert runs(target.pid)


@pytest.mark.parametrize("operation", ["FLUSH", "RELEASE", "FSYNCDIR"])
def test_what_fails_behind_the_last_word_takes_nothing_back(target, faulty, operation):
    faulty.fail(operation, errno.EIO)
    result = dump(target, faulty.path / "a.dmp")
    faulty.release()
    assert contents(faulty.path) == ["a.dmp"]
    assert verify(result.path, result.plan).verdict == "good"


def test_a_rename_that_was_done_although_it_failed_is_no_failure(target, tmp_path, monkeypatch):
    from app.core.backends import private_file_posix

    rename = private_file_posix._rename

    def told_wrong(folder, part, name, *, overwrite):
        rename(folder, part, name, overwrite=overwrite)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(private_file_posix, "_rename", told_wrong)
    result = dump(target, tmp_path / "a.dmp")
    assert contents(tmp_path) == ["a.dmp"]
    assert verify(result.path).verdict == "good"


@pytest.mark.parametrize("missing", [("RENAME2",), ("RENAME2", "LINK")])
@pytest.mark.parametrize("taken", [False, True])
def test_file_systems_without_the_newer_calls(target, faulty, missing, taken):
    """What renames to a free name only, and hard links, are not everywhere."""
    for operation in missing:
        faulty.fail(operation, errno.ENOSYS if operation == "RENAME2" else errno.EPERM)
    path = faulty.path / "a.dmp"

    def report(event):
        if taken and event.get("phase") == "hash":
            path.write_bytes(b"precious")

    if taken:
        with pytest.raises(OutputError, match="exists"):
            dump(target, path, report=report)
        assert path.read_bytes() == b"precious"
    else:
        assert verify(dump(target, path, report=report).path).verdict == "good"
    assert contents(faulty.path) == ["a.dmp"]


def test_a_rename_that_fails_leaves_no_empty_file(target, faulty):
    faulty.fail("RENAME2", errno.ENOSYS)
    faulty.fail("LINK", errno.EPERM)
    faulty.fail("RENAME", errno.EIO)
    with pytest.raises(OutputError):
        dump(target, faulty.path / "a.dmp")
    faulty.release()
    assert contents(faulty.path) == []


# ------------------------------------------------------------------------ folders that move away


@pytest.mark.parametrize("flags", [0, FULL])
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("ending", ["well", "cancelled"])
def test_a_folder_renamed_in_mid_dump(start_process, tmp_path, flags, swapped, ending):
    target = Filled(start_process)
    folder, moved = tmp_path / "folder", tmp_path / "moved"
    folder.mkdir()
    late = []

    def report(event):
        if event.get("phase") == "write":
            folder.rename(moved)
            if swapped:
                folder.mkdir()
                (folder / "a.dmp.part").write_bytes(b"a stranger's")
            late.append(True)

    def is_cancelled():
        return bool(late) and ending == "cancelled"

    strangers = ["a.dmp.part"] if swapped else []
    if ending == "cancelled":
        with pytest.raises(Exception, match="cancelled"):
            dump(target, folder / "a.dmp", flags, report=report, is_cancelled=is_cancelled)
        assert contents(moved) == []
    else:
        result = dump(target, folder / "a.dmp", flags, report=report)
        assert contents(moved) == ["a.dmp"]
        assert result.path == str(moved / "a.dmp")
        assert verify(result.path, result.plan).verdict == "good"
    assert not folder.exists() or contents(folder) == strangers


# ---------------------------------------------------------------------------- ends of the check


class Stuck:
    """A check that goes on until it may end."""

    def __init__(self, monkeypatch):
        self.began, self.may_end = threading.Event(), threading.Event()

        def verify_slowly(path, plan):
            self.began.set()
            self.may_end.wait(60)
            return verify(path, plan)

        monkeypatch.setattr(check_module, "verify", verify_slowly)


def test_a_check_that_is_cancelled_leaves_the_dump_unchecked(target, tmp_path, monkeypatch):
    stuck = Stuck(monkeypatch)
    result = dump(target, tmp_path / "a.dmp")
    told = check_module.check(result, stuck.began.is_set)
    stuck.may_end.set()
    assert told["verdict"] == "unchecked"
    (finding,) = told["findings"]
    assert finding["text"] == "The dump is written, but it was not checked: it was cancelled."


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (MemoryError(), "there is not enough memory"),
        (OSError(errno.ENOMEM, os.strerror(errno.ENOMEM)), "Cannot allocate memory"),
        (OutputError("Reading it failed: Input/output error."), "Reading it failed"),
        (RuntimeError("a bug"), "RuntimeError: a bug"),
    ],
)
def test_a_check_that_fails_takes_nothing_back(target, tmp_path, monkeypatch, problem, said):
    def fail(*_):
        raise problem

    monkeypatch.setattr(check_module, "verify", fail)
    told = check_module.check(dump(target, tmp_path / "a.dmp"), lambda: False)
    assert told["verdict"] == "unchecked"
    assert said in told["findings"][0]["text"]


def test_a_drive_that_hangs_in_the_check_leaves_the_dump_unchecked(
    target, faulty, tmp_path, monkeypatch
):
    monkeypatch.setattr(check_module, "seconds_to_sync", lambda _: 0.5)
    result = dump(target, faulty.path / "a.dmp")
    faulty.hang("OPEN")
    told = check_module.check(result, lambda: False)
    faulty.release()
    assert told["verdict"] == "unchecked"
    assert "does not answer" in told["findings"][0]["text"]
    assert verify(result.path, result.plan).verdict == "good"
