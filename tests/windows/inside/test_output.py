"""A dump under its final name or nothing, through DbgHelp and its I/O callbacks."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from app.core.backends.base import opened, rehearse, stream_dump, warnings_of
from app.core.backends.dbghelp import backend, process_snapshot
from app.core.backends.dbghelp.backend import WindowsDump
from app.core.backends.dbghelp.process_snapshot import process_snapshot as made_snapshot
from app.core.backends.output import dump_to_file
from app.core.backends.written import LOCK
from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule
from app.core.dump.request import DumpRequest
from app.core.errors import (
    HRESULT,
    DumpCancelledError,
    InvalidRequestError,
    MiniDumpError,
    NoSuchProcessError,
    OutputError,
)
from app.core.inspection.verify import verify
from app.core.minidump.reader import MinidumpFile

FULL, READ_FAILS, WHOLE, HUGE = 0x2, 0x800000, 0x4000, 0x8000
"""The last three choose what the stand-in does; see fake_dbghelp.c."""
MIB = 1 << 20
SNAPSHOT = 0x5055


class Dumped:
    """Dumps into a folder and remembers the events."""

    def __init__(self, folder, target):
        self.folder = folder
        self.path = folder / "it.dmp"
        self.pid = target[0]
        self.events = []

    def __call__(self, request, *, cancelled=lambda: False, **more):
        return dump_to_file(
            key_of(self.pid),
            str(self.path),
            request,
            report=self.events.append,
            is_cancelled=cancelled,
            **more,
        )

    def left(self):
        return sorted(each.name for each in self.folder.iterdir())

    def of(self, kind):
        return [event for event in self.events if event["event"] == kind]


@pytest.fixture
def dump(tmp_path, target):
    return Dumped(tmp_path, target)


def test_a_dump_of_the_systems_own_is_whole_under_its_name(dump, target):
    result = dump(DumpRequest(0, comment="kept"))
    data = dump.path.read_bytes()
    assert dump.left() == ["it.dmp"]
    assert (result.file_size, data[:4]) == (len(data), b"MDMP")
    assert result.sha256 == hashlib.sha256(data).hexdigest()
    assert result.paused_ms > 0
    assert result.plan.is_estimate
    assert [event["phase"] for event in dump.of("phase")] == [
        *("describe", "suspend", "copy", "write", "hash")
    ]
    with MinidumpFile.open(dump.path) as file:
        assert file.comments == ("kept",)
    # Wine's has ranges that overlap; that it is not as long as estimated is no fault.
    assert not [f for f in verify(result.path, result.plan).findings if "instead of" in f.text]


def test_own_io_gives_progress_and_the_signature_comes_last(dump, fake_path):
    seen = []

    def look():
        part = Path(f"{dump.path}.part")
        if part.exists():  # it is asked from the beginning on
            seen.append(part.stat().st_size)
        return False

    result = dump(DumpRequest(WHOLE, dbghelp=fake_path), cancelled=look)
    assert result.file_size == MIB + 64 == dump.path.stat().st_size
    assert max(seen) >= MIB
    progress = dump.of("progress")
    assert progress[0]["done"] <= progress[0]["total"]
    with MinidumpFile.open(dump.path) as file:
        ((address, size, _),) = file.memory_ranges()
        assert (address, size) == (0x10000, MIB)
        assert file.read_memory(0x10000 + 65536 * 5, 2) == b"\5\5"


def test_an_unfinished_file_has_no_signature(dump, fake_path, monkeypatch):
    heads = []
    sync = backend.FileSink.finish

    def finish(self, poll):
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        heads.append(os.read(self._descriptor, 8))
        sync(self, poll)

    monkeypatch.setattr(backend.FileSink, "finish", finish)
    dump(DumpRequest(WHOLE, dbghelp=fake_path))
    assert heads == [bytes(4) + b"\x93\xa7\0\0"]
    assert dump.path.read_bytes()[:4] == b"MDMP"


def test_a_cancel_inside_a_huge_region_ends_at_once_and_leaves_nothing(dump, fake_path, fake_log):
    reached = []

    def cancelled():
        return len(dump.of("progress")) > 0 and not reached.append(True)

    with pytest.raises(DumpCancelledError) as caught:
        dump(DumpRequest(WHOLE | HUGE, dbghelp=fake_path), cancelled=cancelled)
    assert caught.value.hresult == HRESULT.CANCELLED
    assert dump.left() == []
    # One piece, the first, was refused; the stand-in asks nothing between pieces.
    assert sum(line.startswith("IoWriteAll") for line in fake_log()) < 1000
    assert f"failed {int(HRESULT.CANCELLED):08x}" in fake_log()


def test_a_cancel_that_wine_does_not_ask_for_is_heard_all_the_same(dump):
    with pytest.raises(DumpCancelledError):
        dump(DumpRequest(0), cancelled=lambda: len(dump.of("phase")) >= 3)
    assert dump.left() == []


def test_a_disk_that_fails_is_said_whatever_windows_says(dump, fake_path, monkeypatch):
    def full(self, offset, data):
        raise OutputError("The disk is full.", hresult=HRESULT.DISK_FULL)

    monkeypatch.setattr(backend.FileSink, "_write", full)
    with pytest.raises(OutputError, match="disk is full"):
        dump(DumpRequest(WHOLE, dbghelp=fake_path))
    assert dump.left() == []


def test_a_dump_without_memory_is_refused_though_windows_said_true(dump, fake_path, monkeypatch):
    take = backend.FileSink.take

    def without(self, offset, data):
        take(self, offset, memoryview(bytes(4)) if offset == 44 else data)

    monkeypatch.setattr(backend.FileSink, "take", without)
    with pytest.raises(MiniDumpError, match="without any memory"):
        dump(DumpRequest(WHOLE, dbghelp=fake_path))
    assert dump.left() == []


def test_a_file_that_is_no_dump_is_not_kept(dump, fake_path):
    with pytest.raises(MiniDumpError, match="no dump"):
        dump(DumpRequest(0, dbghelp=fake_path))
    assert dump.left() == []


@pytest.mark.parametrize(
    ("flags", "fails"),
    [(WHOLE, False), (WHOLE | FULL, True), (WHOLE | FULL | 0x20000, False)],
)
def test_memory_that_cannot_be_read_is_left_out_unless_all_was_wanted(
    dump, fake_path, flags, fails
):
    request = DumpRequest(flags | READ_FAILS, dbghelp=fake_path)
    if fails:
        with pytest.raises(MiniDumpError) as caught:
            dump(request)
        assert caught.value.hresult == HRESULT.PARTIAL_COPY
        assert dump.left() == []
    else:
        (error,) = dump(request).soft_errors
        assert (error.stage, error.address, error.size) == ("read memory", 0x600000000, 0x2000)


def test_what_windows_does_not_honour_is_told_with_the_dump(dump, fake_path):
    rules = FilterSpec(modules=(ModuleRule("target.exe", set_flags=0x40),))
    result = dump(DumpRequest(WHOLE, rules, dbghelp=fake_path))
    (error,) = result.soft_errors
    assert error.stage == "filter"
    assert "code is not added (target.exe)" in error.error
    assert result.plan.not_honoured == (error.error,)


@pytest.mark.parametrize("blank", [False, True])
def test_what_was_left_out_is_out_or_zeros_or_the_file_is_bad(dump, target, blank):
    secret = FilterSpec(memory=(MemoryRule(address=target[1], size=64),))
    result = dump(DumpRequest(FULL, secret, blank=blank))
    assert result.plan.out
    with MinidumpFile.open(dump.path) as file:
        found = file.read_memory(target[1], 64)
    verdicts = {verify(dump.path, plan).verdict for plan in (None, result.plan)}
    if any(found):  # Wine's DLL asks nobody what to leave out
        assert not blank
        assert verdicts == {"bad"}
    else:
        assert "bad" not in verdicts


def test_blanking_comes_before_the_signature(dump, target, fake_path):
    secret = FilterSpec(memory=(MemoryRule(address=target[1], size=64),))
    result = dump(DumpRequest(WHOLE, secret, blank=True, dbghelp=fake_path))
    assert result.plan.blank
    data = dump.path.read_bytes()
    assert (data[:4], len(data)) == (b"MDMP", result.file_size)


def test_a_name_that_is_taken_is_kept_and_overwritten_only_on_request(dump, fake_path):
    dump.path.write_bytes(b"precious")
    request = DumpRequest(WHOLE, dbghelp=fake_path)
    with pytest.raises(OutputError):
        dump(request)
    assert dump.path.read_bytes() == b"precious"
    assert dump(request, overwrite=True).file_size == dump.path.stat().st_size
    assert dump.left() == ["it.dmp"]


def test_a_rehearsal_counts_what_the_dump_then_has(dump, fake_path, target):
    request = DumpRequest(WHOLE, dbghelp=fake_path)
    counted = rehearse(
        key_of(target[0]), request, report=dump.events.append, is_cancelled=lambda: False
    )
    assert counted == dump(request).file_size
    with pytest.raises(DumpCancelledError):
        rehearse(
            key_of(target[0]),
            DumpRequest(WHOLE | HUGE, dbghelp=fake_path),
            report=dump.events.append,
            is_cancelled=lambda: len(dump.of("progress")) > 1,
        )


def test_what_writes_by_itself_cannot_rehearse(target):
    with pytest.raises(InvalidRequestError, match="cannot rehearse"):
        rehearse(
            key_of(target[0]), DumpRequest(0), report=lambda _: None, is_cancelled=lambda: False
        )


def test_a_stream_has_the_bytes_in_order_and_leaves_no_file(
    target, fake_path, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    taken = bytearray()
    written = stream_dump(
        key_of(target[0]),
        DumpRequest(WHOLE, dbghelp=fake_path),
        taken.extend,
        report=lambda _: None,
        is_cancelled=lambda: False,
    )
    assert len(taken) == written.file_size == MIB + 64
    assert taken[:4] == b"MDMP"
    assert list(tmp_path.iterdir()) == []


def test_without_snapshots_the_dump_is_made_and_that_is_said(dump):
    result = dump(DumpRequest(0, clone=True))
    (error,) = result.soft_errors
    assert error.stage == "snapshot"
    assert "stood still" in error.error


def test_a_snapshot_is_what_windows_is_given_and_it_is_freed(
    dump, fake_path, fake_log, monkeypatch
):
    calls = []
    function = process_snapshot.win32.function

    def capture(process, flags, context, found):
        calls.append("capture")
        found._obj.value = SNAPSHOT
        return 0

    stubs = {"PssCaptureSnapshot": capture, "PssFreeSnapshot": lambda *_: calls.append("free")}

    def given(library, name, *types):
        return stubs.get(name) or function(library, name, *types)

    monkeypatch.setattr(process_snapshot.win32, "function", given)
    result = dump(DumpRequest(WHOLE, dbghelp=fake_path, clone=True))
    assert result.soft_errors == ()
    assert calls == ["capture", "free"]
    assert fake_log()[0] == "IsProcessSnapshot 1 status=00000001"


def test_a_snapshot_that_fails_is_an_error_of_the_system(target, monkeypatch):
    function = process_snapshot.win32.function

    def given(library, name, *types):
        return (lambda *_: 5) if name.startswith("Pss") else function(library, name, *types)

    monkeypatch.setattr(process_snapshot.win32, "function", given)
    with pytest.raises(OSError, match=r"\[WinError 5\]"), made_snapshot(target[0]):
        pass


def test_a_caller_may_take_the_bytes(target, fake_path):
    taken = {}

    def callback(given, output):
        if given.CallbackType.name == "IoStartCallback":
            output.Status = HRESULT.S_FALSE
        elif given.CallbackType.name == "IoWriteAllCallback":
            taken[given.detail.Offset] = bytes(given.detail.Buffer)
            output.Status = HRESULT.S_OK
        elif given.CallbackType.name == "IoFinishCallback":
            output.Status = HRESULT.S_OK
        return True

    with LOCK, opened(key_of(target[0])) as process:
        written = WindowsDump(process, DumpRequest(WHOLE, dbghelp=fake_path), -1, callback).write()
    assert written.file_size == MIB + 64
    assert taken[0][:4] == b"MDMP"


def test_threads_out_of_reach_are_named(target, monkeypatch):
    with opened(key_of(target[0])) as process:
        snapshot = process.describe()
    assert warnings_of(snapshot) == []
    monkeypatch.setattr(backend.windows, "OpenThread", lambda *_: 0)
    (text,) = warnings_of(snapshot)
    assert str(snapshot.threads[0].id) in text


def test_what_is_not_there_is_said(dump):
    dump.pid = 0x7FFFFFF0
    with pytest.raises(NoSuchProcessError):
        dump(DumpRequest(0))
    dump.pid = os.getpid()
    with pytest.raises(InvalidRequestError):
        dump(DumpRequest(0))
    assert dump.left() == []
