"""Commands and events survive the pipe; nothing else does."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.snapshot import ExceptionInformation
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.dumper import protocol
from app.core.errors import (
    ERROR_NAMES,
    DiskFullError,
    InvalidDumpError,
    InvalidRequestError,
    MiniDumpError,
)
from app.core.process_key import ProcessKey

REQUEST = DumpRequest(
    0x21925,
    FilterSpec(
        (ModuleRule("lib*", include=False), ModuleRule(base=1 << 40, set_flags=2)),
        (ThreadRule(id=7, include=False),),
        (MemoryRule(address=4096, size=1 << 32), MemoryRule("[heap]", include=True)),
    ),
    comment="ü\udc80\n",
    exception=ExceptionInformation(1, 11, 2, 3, 4, (5, 6), b"\0\xff"),
    user_streams=(MINIDUMP_USER_STREAM(0x10000, bytes(range(256))),),
    dbghelp="C:\\Debuggers\\dbghelp.dll",
    snapshot_first=True,
)
COMMANDS = [
    protocol.Describe(1, ProcessKey(2, 1 << 63), refresh=False),
    protocol.Describe(1, ProcessKey(2, 1 << 63), details=True, environment=True),
    protocol.Plan(3, ProcessKey(4, 1 << 63), REQUEST, refresh=True),
    protocol.Plan(3, ProcessKey(4, 1 << 63), REQUEST, ranges=False, trace=500),
    protocol.Costs(3, ProcessKey(4, 1 << 63), REQUEST),
    protocol.Dump(5, ProcessKey(6, 1 << 63), REQUEST, "/tmp/\udcffü \n.dmp", overwrite=True),
    protocol.Dump(5, ProcessKey(6, 1 << 63), REQUEST, descriptor=9),
    protocol.Rehearse(5, ProcessKey(6, 1 << 63), REQUEST),
    protocol.Cancel(7),
    protocol.Exit(),
]
EVENTS = [
    protocol.Described({"name": "\x1b\udc80"}),
    protocol.Planned({"file_size": 1 << 60}),
    protocol.Costed({"MiniDumpWithHandleData": -5, "MiniDumpWithAvxXStateContext": None}),
    protocol.Rehearsed(1 << 40),
    protocol.Phase("copy"),
    protocol.Progress(1, 2, "\n"),
    protocol.SoftErrorFound("read", "no", 1 << 63, 4096),
    protocol.Done("/x", 1, 2.5, "ff", "good", [{"severity": "note", "text": "t"}], 3),
    protocol.Failed("DiskFullError", 0x80070070, "cause", "remedy", 6, ""),
]


def test_every_command_and_event_is_covered():
    assert {type(command) for command in COMMANDS} == set(protocol.COMMANDS.values())
    assert {type(event) for event in EVENTS} == set(protocol.EVENTS.values())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_a_command_arrives_as_it_was(command):
    line = protocol.encode_command(command)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert line.isascii()
    arrived = protocol.decode_command(line)
    if isinstance(command, protocol.Plan | protocol.Costs):  # sizes are all that a plan needs
        (stream,) = command.request.user_streams
        zeros = stream._replace(Buffer=bytes(len(stream.Buffer)))
        request = dataclasses.replace(command.request, user_streams=(zeros,))
        command = dataclasses.replace(command, request=request)
    assert arrived == command


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_arrives_as_it_was(event):
    line = protocol.encode_event(12, event)
    assert line.count(b"\n") == 1
    assert protocol.decode_event(line) == (12, event)


def test_an_event_may_know_more_than_we_do():
    line = b'{"event":"phase","phase":"copy","id":1,"since":"later"}'
    assert protocol.decode_event(line) == (1, protocol.Phase("copy"))


def test_the_json_of_events_is_as_promised():
    done, failed = (protocol.event_to_json(event) for event in EVENTS[-2:])
    assert done["event"] == "done"
    assert done.keys() >= {"path", "file_size", "paused_ms", "sha256", "verdict", "findings"}
    assert failed["event"] == "failed"
    assert failed.keys() >= {"hresult", "cause", "remedy", "error", "exit_code"}


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_command_or_an_invalid_request(line):
    try:
        command = protocol.decode_command(line)
    except InvalidRequestError as error:
        assert error.remedy  # noqa: PT017 - either outcome is right
    else:
        assert type(command) in protocol.COMMANDS.values()


@given(
    st.sampled_from(COMMANDS),
    st.sampled_from(["id", "key", "refresh", "request", "path", "descriptor", "overwrite"]),
    st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.integers()),
)
def test_fields_of_another_kind_are_refused(command, name, value):
    if name not in {field.name for field in dataclasses.fields(command)}:
        return
    if isinstance(value, type(getattr(command, name))):
        return
    if name == "key" and isinstance(value, list) and len(value) == 2:
        return  # a key is just that in JSON
    wrong = dataclasses.replace(command, **{name: value})
    with pytest.raises(InvalidRequestError):
        protocol.decode_command(protocol.encode_command(wrong))


@pytest.mark.parametrize("kind", [k for k in ERROR_NAMES.values() if issubclass(k, MiniDumpError)])
def test_an_error_is_raised_again_as_what_it_was(kind):
    error = protocol.Failed.of(kind("Cause.", "Remedy.", hresult=0x80001234)).to_error()
    assert type(error) is kind
    assert (error.cause, error.remedy, error.hresult) == ("Cause.", "Remedy.", 0x80001234)


def test_an_error_of_a_kind_that_does_not_travel_becomes_its_nearest_kin():
    class SpecialError(DiskFullError):
        pass

    assert type(protocol.Failed.of(SpecialError("Full.")).to_error()) is DiskFullError
    invalid = protocol.Failed.of(InvalidDumpError("Odd", 4))
    assert type(invalid.to_error()) is MiniDumpError
    assert invalid.exit_code == 8


def test_what_nobody_foresaw_brings_its_traceback():
    with pytest.raises(ZeroDivisionError) as caught:
        raise ZeroDivisionError("by nought")
    raised = protocol.Failed.of(caught.value).to_error()
    assert type(raised) is MiniDumpError
    assert "by nought" in raised.cause
    (note,) = raised.__notes__
    assert "test_what_nobody_foresaw" in note
