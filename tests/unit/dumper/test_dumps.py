"""What a client is told of a dump: when, how often, and what it comes to in the end."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.core.dump.cloning import Taken
from app.core.dump.request import DumpRequest
from app.core.dumper import dumps, messages
from app.core.dumper.messages import Dump, Phase, Progress, Rehearse, SoftErrorFound
from app.core.errors import InvalidRequestError
from app.core.process_key import ProcessKey

KEY = ProcessKey(7, 7 << 20)
REQUEST = DumpRequest(0)


def never():
    return False


def phase(name, total=0):
    return {"event": "phase", "phase": name, "total": total}


def progress(done, total, **more):
    return {"event": "progress", "done": done, "total": total, **more}


def soft_error(**more):
    return {"event": "soft_error", "stage": "read", "error": "gone", **more}


@pytest.fixture
def told():
    return []


@pytest.fixture
def reporter(told):
    return dumps._Reporter(told.append)


def test_what_a_backend_reports_is_told_as_it_comes(reporter, told):
    for event in (
        phase("describe"),
        progress(3, 9, item="libz"),
        progress(9, 9),
        soft_error(address=5, size=6),
        soft_error(),
        {"event": "of a newer backend"},
    ):
        reporter.report(event)
    assert told == [
        Phase("describe"),
        Progress(3, 9, "libz"),
        Progress(9, 9, ""),
        SoftErrorFound("read", "gone", 5, 6),
        SoftErrorFound("read", "gone", 0, 0),
    ]


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("size", [dumps._QUIET_LIMIT, dumps._QUIET_LIMIT + 1])
def test_nothing_is_told_while_little_is_copied_by_ourselves(
    reporter, told, monkeypatch, size, own
):
    monkeypatch.setattr(dumps, "_OWN_COPY", own)
    quiet = own and size == dumps._QUIET_LIMIT
    reporter.report(phase("suspend"))
    reporter.report(phase("copy", size))
    reporter.report(progress(size, size))
    before = (
        [Phase("suspend")] if quiet else [Phase("suspend"), Phase("copy"), Progress(size, size)]
    )
    assert told == before
    reporter.report(phase("write", size))
    assert told == [Phase("suspend"), Phase("copy"), Progress(size, size), Phase("write")]
    reporter.report(progress(1, size))
    assert told[4:] == [Progress(1, size)]


def test_no_more_soft_errors_are_told_one_by_one_than_anybody_reads(reporter, told):
    for number in range(dumps.SOFT_ERROR_EVENTS + 5):
        reporter.report(soft_error(address=number))
    assert [event.address for event in told] == list(range(dumps.SOFT_ERROR_EVENTS))


def plan():
    return SimpleNamespace(
        usual_pause_ms=12.34567,
        left_out=(SimpleNamespace(by="user", parts=3),),
        taken=Taken(cloned=1, held=2, direct=3),
        kinds={"stack": 4},
        threads=(SimpleNamespace(included=True), SimpleNamespace(included=False)),
    )


@pytest.fixture
def written(monkeypatch):
    """What the writers of dumps were given; they report a phase and give something to tell."""
    given = {}

    def to_file(key, path, request, *, report, is_cancelled, overwrite):
        given.update(key=key, path=path, request=request, overwrite=overwrite, ask=is_cancelled)
        report(phase("copy", 1))
        report(phase("hash", 1))
        return SimpleNamespace(
            path=f"/whole{path}",
            file_size=77,
            paused_ms=1.23456,
            sha256="ab",
            soft_errors=(1, 2),
            plan=plan(),
            writer="we",
        )

    def to_stream(key, request, write, *, report, is_cancelled):
        given.update(key=key, request=request, ask=is_cancelled)
        report(phase("copy", 1))
        write(memoryview(b"12345"))
        return SimpleNamespace(paused_ns=1_234_567, soft_errors=(1,), plan=plan(), writer="they")

    def rehearse(key, request, *, report, is_cancelled):
        given.update(key=key, request=request, ask=is_cancelled)
        report(phase("copy", 1))
        return 99

    monkeypatch.setattr(dumps, "dump_to_file", to_file)
    monkeypatch.setattr(dumps, "stream_dump", to_stream)
    monkeypatch.setattr(dumps, "rehearse", rehearse)
    monkeypatch.setattr(dumps, "check", lambda *_: {"verdict": "good"})
    return given


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_dump_to_a_file(written, told, overwrite):
    command = Dump(1, KEY, REQUEST, "/a.dmp", overwrite=overwrite)
    done = dumps.dump(command, told.append, never)
    assert written == {
        "key": KEY,
        "path": "/a.dmp",
        "request": REQUEST,
        "overwrite": overwrite,
        "ask": never,
    }
    assert told == [Phase("copy"), Phase("hash"), Phase("verify")]
    assert (done.path, done.file_size, done.paused_ms) == ("/whole/a.dmp", 77, 1.235)
    assert (done.sha256, done.soft_errors, done.verdict, done.writer) == ("ab", 2, "good", "we")
    assert (done.usual_pause_ms, done.left_out) == (12.346, 3)
    assert (done.cloned, done.held, done.direct) == (1, 2, 3)
    assert (done.kinds, done.threads) == ({"stack": 4}, 1)
    low, high = done.pause_foretold_ms
    assert 0 < low < 12.346 < high
    assert (round(low, 3), round(high, 3)) == (low, high)


def test_a_dump_to_a_descriptor_is_not_checked(written, told, tmp_path):
    with (tmp_path / "it").open("w+b") as file:
        command = Dump(1, KEY, REQUEST, "", descriptor=file.fileno())
        done = dumps.dump(command, told.append, never)
    assert (tmp_path / "it").read_bytes() == b"12345"
    assert (done.path, done.file_size, done.paused_ms) == ("", 5, 1.235)
    assert (done.verdict, done.soft_errors, done.writer) == (dumps.UNCHECKED, 1, "they")
    assert done.sha256 == "5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5"
    assert (done.usual_pause_ms, done.left_out) == (12.346, 3)
    assert (done.cloned, done.held, done.direct) == (1, 2, 3)
    assert written["ask"] is never


def test_descriptor_zero_is_one_and_none_is_an_error(written, told, monkeypatch):
    monkeypatch.setattr(dumps, "opened", lambda number: number)
    output = SimpleNamespace(write=bytes, size=0, sha256=lambda: "")
    monkeypatch.setattr(dumps, "DescriptorOutput", lambda number, _: output if number == 0 else 1)
    assert dumps.dump(Dump(1, KEY, REQUEST, "", descriptor=0), told.append, never).path == ""
    with pytest.raises(InvalidRequestError):
        dumps.dump(Dump(1, KEY, REQUEST), told.append, never)


def test_a_rehearsal(written, told):
    done = dumps.rehearsed(Rehearse(1, KEY, REQUEST), told.append, never)
    assert done == messages.Rehearsed(99)
    assert written == {"key": KEY, "request": REQUEST, "ask": never}
