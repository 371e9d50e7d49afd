"""What the dumper tells of a process, and what it keeps to itself until asked."""

from __future__ import annotations

import json

from app.core.capture.snapshot import Handle, ProcessSnapshot, Region, SystemDescription, Thread
from app.core.dumper.describe import describe_details, describe_process
from app.core.minidump.constants import MEMORY_TYPE, MINIDUMP_STREAM_TYPE

ENVIRON = b"TOKEN=hunter2\0EMPTY=\0A=b=c\0\0no equals hunter2\0RAW=\xff\n\0"
SNAPSHOT = ProcessSnapshot(
    7,
    "name",
    "/bin/name",
    SystemDescription(9),
    threads=(Thread(7, "main", priority=-5, create_time=3, start_address=1 << 47),),
    regions=(
        Region(4096, 4096, 4, 0x1000, int(MEMORY_TYPE.MEM_PRIVATE), 4096, 4),
        Region(8192, 4096, 4, 0x1000, 0, 8192, 4),
    ),
    handles=(Handle(3, "File", "/x", granted_access=0o102),),
    texts={int(MINIDUMP_STREAM_TYPE.LinuxEnviron): ENVIRON},
)


def test_values_of_the_environment_stay_in_until_asked_for():
    told = json.dumps([describe_process(SNAPSHOT), describe_details(SNAPSHOT, values=False)])

    assert "hunter2" not in told
    assert describe_details(SNAPSHOT, values=False)["environment"] == [
        ("TOKEN", None),
        ("EMPTY", None),
        ("A", None),
        ("", None),
        ("RAW", None),
    ]


def test_the_environment_is_told_when_asked_for():
    assert describe_details(SNAPSHOT, values=True)["environment"] == [
        ("TOKEN", "hunter2"),
        ("EMPTY", ""),
        ("A", "b=c"),
        ("", "no equals hunter2"),
        ("RAW", "\\xff\n"),
    ]


def test_an_environment_that_cannot_be_read_is_none():
    without = ProcessSnapshot(7, "name", "/bin/name", SystemDescription(9))

    assert describe_details(without, values=True)["environment"] is None


def test_threads_regions_and_handles_are_told_in_full():
    process = describe_process(SNAPSHOT)

    assert process["threads"][0]["priority"] == -5
    assert process["threads"][0]["start_address"] == 1 << 47
    assert [region["type"] for region in process["regions"]] == ["private", ""]
    assert process["handles"] == {"File": 1}
    assert describe_details(SNAPSHOT, values=False)["handle_list"] == [
        {"handle": 3, "type": "File", "name": "/x", "access": 0o102}
    ]
