"""What the dumper tells of a process, and what it keeps to itself until asked."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from app.core.capture.environment import names_only, variables
from app.core.capture.snapshot import (
    Handle,
    Module,
    ProcessSnapshot,
    Region,
    Segment,
    SystemDescription,
    Thread,
)
from app.core.dumper import messages, replies
from app.core.dumper.told import told
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE

ENVIRON = b"TOKEN=hunter2\0EMPTY=\0A=b=c\0\0no equals hunter2\0RAW=\xff\n\0"
SNAPSHOT = ProcessSnapshot(
    7,
    "name",
    "/bin/name",
    SystemDescription(9),
    threads=(Thread(7, "main", priority=-5, create_time=3, start_address=1 << 47),),
    modules=(
        Module(
            *(4096, 4096, "/bin/name"),
            build_id=b"id",
            segments=(Segment(4096, 4096, writable=False, executable=True),),
            headers=((4096, 4200),),
        ),
    ),
    regions=(Region(4096, 4096, 4, 0x1000, 0x20000, 4096, 4),),
    handles=(Handle(3, "File", "/x", granted_access=0o102),),
    texts={int(MINIDUMP_STREAM_TYPE.LinuxEnviron): ENVIRON, 0x47670003: b"hunter2"},
    auxiliary={0x47670004: b"hunter2"},
    token=b"hunter2",
    present=((4096, 8192),),
)
WINDOWS = replace(SNAPSHOT, texts={}, environment=ENVIRON)
NAMES = ["TOKEN", "EMPTY", "A", "", "RAW"]


def lines(snapshot, **asked):
    """What crosses the pipe."""
    return messages.encode_event(1, replies.Described(told(snapshot, **asked)))


@pytest.mark.parametrize("snapshot", [SNAPSHOT, WINDOWS], ids=["linux", "windows"])
def test_values_of_the_environment_stay_in_until_asked_for(snapshot):
    hidden = told(snapshot, details=True, values=False)

    assert [(name, value) for name, value in variables(hidden.environment)] == [
        (name, "") for name in NAMES
    ]
    for details in (False, True):
        line = lines(snapshot, details=details, values=False)
        assert b"hunter2" not in line
        assert b"aHVudGVyM" not in line  # in base64
    assert told(snapshot, details=False, values=False).environment is None


@pytest.mark.parametrize("snapshot", [SNAPSHOT, WINDOWS], ids=["linux", "windows"])
def test_the_environment_is_told_when_asked_for(snapshot):
    shown = told(snapshot, details=True, values=True)

    assert variables(shown.environment) == (
        ("TOKEN", "hunter2"),
        ("EMPTY", ""),
        ("A", "b=c"),
        ("", "no equals hunter2"),
        ("RAW", "\\xff\n"),
    )


def test_an_environment_that_cannot_be_read_is_none():
    without = replace(SNAPSHOT, texts={})

    assert told(without, details=True, values=True).environment is None


def test_an_empty_environment_is_not_one_that_cannot_be_read():
    assert told(replace(WINDOWS, environment=b""), details=True, values=False).environment == b""
    assert variables(b"") == variables(names_only(b"")) == ()


def test_threads_regions_and_handles_are_told_in_full_and_what_only_a_dump_needs_is_not():
    process = told(SNAPSHOT, details=True, values=False)

    same = ("threads", "regions", "handles", "name", "executable", "process_id", "system", "times")
    for name in same:
        assert getattr(process, name) == getattr(SNAPSHOT, name)
    (module,) = process.modules
    assert module == SNAPSHOT.modules[0]._replace(segments=(), headers=())
    empty = ("texts", "auxiliary", "process_data", "thread_data", "token", "dso_debug", "present")
    assert not any(getattr(process, name) for name in empty)
    assert told(SNAPSHOT, details=False, values=False).handles == ()
    assert {item.name for item in fields(process)} >= {*same, *empty}
