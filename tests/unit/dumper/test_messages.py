"""Commands and events survive the pipe; nothing else does."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.snapshot import (
    ExceptionInformation,
    Handle,
    Module,
    ProcessSnapshot,
    Region,
    Segment,
    SoftError,
    SystemDescription,
    Thread,
    UnloadedModule,
)
from app.core.dump.costs import Figures
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.plan import make_plan
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.dump.trace import Trace, TracedCall
from app.core.dumper import messages, replies
from app.core.dumper.events import decode_event
from app.core.errors import (
    ERROR_NAMES,
    DiskFullError,
    InvalidDumpError,
    InvalidRequestError,
    MiniDumpError,
)
from app.core.inspection.crash import Crash
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.streams.linux_dso_debug import DsoDebug, LinkMap
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
    clone=True,
)
PROCESS = ProcessSnapshot(
    4711,
    "\x1b\udc80",
    "/bin/\udcff",
    SystemDescription(9, cpu=bytes(range(24))),
    threads=(Thread(7, "m\udc80", "S", stack=(1 << 63, (1 << 63) + 4096), context=b"\0\xff"),),
    modules=(
        Module(1 << 40, 4096, "/bin/a", version=(1, 2, 3, 4), build_id=b"\xab" * 20),
        Module(1 << 41, 4096, "/lib/b", segments=(Segment(1 << 41, 4096, False, True),)),
    ),
    regions=(
        Region(1 << 40, 4096, 4, 0x1000, 0x1000000, 1 << 40, 4, path="/bin/a\n", inode=1 << 63),
        Region((1 << 64) - 4096, 4096, 4, 0x1000, 0x20000, 0, 4, readable=False, shared=True),
    ),
    unloaded_modules=(UnloadedModule(1 << 42, 4096, "gone"),),
    handles=(Handle(3, "File", "/x\udc80", granted_access=2),),
    texts={0x47670003: b"\0\xfftext"},
    environment=b"A=\xff\0B=",
    process_data=((1, 2),),
    thread_data={7: ((3, 4), (5, 6))},
    exception=ExceptionInformation(7, 11, parameters=(1, 1 << 63)),
    dso_debug=DsoDebug(1, 2, 3, 4, (LinkMap(5, "/lib/\udc80", 6),), b"\1"),
    present=((4096, 8192),),
    suspended=True,
    soft_errors=(SoftError("read", "no \udc80", 1 << 63, 1),),
)
COMMANDS = [
    messages.Describe(1, ProcessKey(2, 1 << 63), refresh=False),
    messages.Describe(1, ProcessKey(2, 1 << 63), details=True, environment=True),
    messages.Describe(1, ProcessKey(2, 1 << 63), names=True),
    messages.Plan(3, ProcessKey(4, 1 << 63), REQUEST, refresh=True),
    messages.Plan(3, ProcessKey(4, 1 << 63), REQUEST, ranges=False, trace=500),
    messages.Costs(3, ProcessKey(4, 1 << 63), REQUEST),
    messages.Weigh(3, ProcessKey(4, 1 << 63), (REQUEST, DumpRequest(0))),
    messages.Dump(5, ProcessKey(6, 1 << 63), REQUEST, "/tmp/\udcffü \n.dmp", overwrite=True),
    messages.Dump(5, ProcessKey(6, 1 << 63), REQUEST, descriptor=9),
    messages.Rehearse(5, ProcessKey(6, 1 << 63), REQUEST),
    messages.Cancel(7),
    messages.GoOn(7, "stopped"),
    messages.Exit(),
]
EVENTS = [
    replies.Described(PROCESS),
    replies.Planned(
        make_plan(PROCESS, DumpRequest(int(T.MiniDumpWithFullMemory))).plain(),
        ("It will be slow.",),
        Trace((TracedCall("Module", "a \udc80", "yes 0xd", 1 << 63, 0xD),), 7),
    ),
    replies.Planned(make_plan(PROCESS, DumpRequest(0x21925)).by_region(PROCESS)),
    replies.Costed({"MiniDumpWithHandleData": -5, "MiniDumpWithAvxXStateContext": None}),
    replies.Weighed((Figures(1 << 40, 2.5, is_estimate=True), None)),
    messages.Rehearsed(1 << 40),
    messages.Phase("copy"),
    messages.Progress(1, 2, "\n"),
    messages.SoftErrorFound("read", "no", 1 << 63, 4096),
    messages.Done("/x", 1, 2.5, "ff", "good", [{"severity": "note", "text": "t"}], 3),
    messages.Done("/x", 1, 2.5, "ff", "good", crash=Crash("SIGSEGV", "f (m+0x1)", 7, uptime=1.5)),
    messages.Failed("DiskFullError", 0x80070070, "cause", "remedy", 6, ""),
]


def same_types(one, other):
    """Equal tuples may be of different types; a number may have had a name."""
    if isinstance(one, int) and isinstance(other, int):
        return True
    if type(one) is not type(other):
        return False
    if dataclasses.is_dataclass(one):
        names = [field.name for field in dataclasses.fields(one)]
        return all(same_types(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple | list):
        return all(map(same_types, one, other))
    if isinstance(one, dict):
        return all(map(same_types, one, other)) and same_types([*one.values()], [*other.values()])
    return True


def test_every_command_and_event_is_covered():
    assert {type(command) for command in COMMANDS} == set(messages.COMMANDS.values())
    assert {type(event) for event in EVENTS} == {
        *messages.EVENTS.values(),
        *replies.REPLIES.values(),
    }


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_a_command_arrives_as_it_was(command):
    line = messages.encode_command(command)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert line.isascii()
    arrived = messages.decode_command(line)
    if isinstance(command, messages.Plan | messages.Costs):
        command = dataclasses.replace(command, request=with_sizes_alone(command.request))
    if isinstance(command, messages.Weigh):
        requests = tuple(map(with_sizes_alone, command.requests))
        command = dataclasses.replace(command, requests=requests)
    assert arrived == command


def with_sizes_alone(request):
    """Sizes are all that a plan needs of user streams."""
    return dataclasses.replace(
        request,
        user_streams=tuple(
            stream._replace(Buffer=bytes(len(stream.Buffer))) for stream in request.user_streams
        ),
    )


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_arrives_as_it_was(event):
    line = messages.encode_event(12, event)
    assert line.count(b"\n") == 1
    arrived = decode_event(line)
    assert arrived == (12, event)
    assert same_types(arrived[1], event)


def test_an_event_may_know_more_than_we_do():
    line = b'{"event":"phase","phase":"copy","id":1,"since":"later"}'
    assert decode_event(line) == (1, messages.Phase("copy"))


def test_the_json_of_events_is_as_promised():
    done, failed = (messages.event_to_json(event) for event in EVENTS[-2:])
    assert done["event"] == "done"
    assert done.keys() >= {"path", "file_size", "paused_ms", "sha256", "verdict", "findings"}
    assert failed["event"] == "failed"
    assert failed.keys() >= {"hresult", "cause", "remedy", "error", "exit_code"}


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_command_or_an_invalid_request(line):
    try:
        command = messages.decode_command(line)
    except InvalidRequestError as error:
        assert error.remedy  # noqa: PT017 - either outcome is right
    else:
        assert type(command) in messages.COMMANDS.values()


@given(
    st.sampled_from(COMMANDS),
    st.sampled_from(
        ["id", "key", "refresh", "request", "requests", "path", "descriptor", "overwrite"]
    ),
    st.none() | st.booleans() | st.floats() | st.text() | st.lists(st.integers()),
)
def test_fields_of_another_kind_are_refused(command, name, value):
    if name not in {field.name for field in dataclasses.fields(command)}:
        return
    if isinstance(value, type(getattr(command, name))):
        return
    if name == "key" and isinstance(value, list) and len(value) == 2:
        return  # a key is just that in JSON
    if name == "requests":
        if value == []:
            return  # no request is none that is wrong
        # What stands there is sent as it is: only requests know how they are written.
        line = messages.encode_command(dataclasses.replace(command, requests=()))
        wrong_line = json.dumps({**json.loads(line), "requests": value}).encode()
        with pytest.raises(InvalidRequestError):
            messages.decode_command(wrong_line)
        return
    wrong = dataclasses.replace(command, **{name: value})
    with pytest.raises(InvalidRequestError):
        messages.decode_command(messages.encode_command(wrong))


@pytest.mark.parametrize("kind", [k for k in ERROR_NAMES.values() if issubclass(k, MiniDumpError)])
def test_an_error_is_raised_again_as_what_it_was(kind):
    error = messages.Failed.of(kind("Cause.", "Remedy.", hresult=0x80001234)).to_error()
    assert type(error) is kind
    assert (error.cause, error.remedy, error.hresult) == ("Cause.", "Remedy.", 0x80001234)


def test_an_error_of_a_kind_that_does_not_travel_becomes_its_nearest_kin():
    class SpecialError(DiskFullError):
        pass

    assert type(messages.Failed.of(SpecialError("Full.")).to_error()) is DiskFullError
    invalid = messages.Failed.of(InvalidDumpError("Odd", 4))
    assert type(invalid.to_error()) is MiniDumpError
    assert invalid.exit_code == 8


def test_what_nobody_foresaw_brings_its_traceback():
    with pytest.raises(ZeroDivisionError) as caught:
        raise ZeroDivisionError("by nought")
    raised = messages.Failed.of(caught.value).to_error()
    assert type(raised) is MiniDumpError
    assert "by nought" in raised.cause
    (note,) = raised.__notes__
    assert "test_what_nobody_foresaw" in note
