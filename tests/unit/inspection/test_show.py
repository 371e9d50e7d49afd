"""What `dumpdesk show` prints, as JSON."""

from __future__ import annotations

import json
import struct

import pytest

from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.errors import InvalidDumpError, InvalidRequestError, OutputError
from app.core.inspection.show import as_table, describe_file, stream_to_json
from tests import synth
from tests.synth import Synth
from tests.unit.inspection.written import CODE, STACK, write

REQUEST = DumpRequest(
    0x1905,
    comment="Ünïcode",
    user_streams=(
        MINIDUMP_USER_STREAM(0x10001, b"plain text\n"),
        MINIDUMP_USER_STREAM(0x10002, bytes(range(256)) * 2),
    ),
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(write(REQUEST)[1])
    return path


def test_a_file_is_described_with_the_keys_that_others_rely_on(path):
    told = json.loads(json.dumps(describe_file(path)))

    assert told["header"]["flags"] == 0x1905
    assert told["header"]["timestamp"] == 1_700_000_000
    assert {key: told["streams"][0][key] for key in ("type", "name", "size")} == {
        "type": 7,
        "name": "SystemInfoStream",
        "size": 56,
    }
    assert [(thread["id"], thread["name"]) for thread in told["threads"]] == [
        (4711, "demo"),
        (4712, "worker"),
    ]
    assert told["threads"][0]["stack"] == {"address": STACK + 0x1F80, "size": 0x1000}
    assert told["threads"][0]["instruction_pointer"] == CODE + 0x1234
    assert told["modules"][0]["base"] == CODE
    assert told["modules"][0]["version"] == [1, 2, 3, 4]
    assert told["modules"][0]["build_id"] == bytes(range(20)).hex()
    assert {"address", "size", "rva"} == told["ranges"][0].keys()
    assert told["process"]["id"] == 4711
    assert told["system"]["platform_id"] == 0x8201
    assert told["exception"] is None
    assert told["comments"] == ["Ünïcode"]
    assert told["soft_errors"] == []
    assert told["handles"][0]["object_name"] == "/dev/null"


@pytest.mark.parametrize(
    ("which", "form", "content"),
    [
        ("ThreadNamesStream", "values", {"4711": "demo", "4712": "worker"}),
        ("threadnames", "values", {"4711": "demo", "4712": "worker"}),
        ("CommentStreamW", "values", ["Ünïcode"]),
        (0x47670006, "text", ["demo", "--secret"]),
        ("LinuxProcStatus", "text", "Name:\tdemo\nPid:\t4711\n"),
        ("LinuxAuxv", "values", [[9, CODE + 0x1000], [6, 4096], [0, 0]]),
        ("0x10001", "text", "plain text\n"),
        (str(0x10002), "hex", bytes(range(256)).hex()),
    ],
)
def test_a_stream_is_shown_by_name_or_number(path, which, form, content):
    told = json.loads(json.dumps(stream_to_json(path, which)))
    assert (told["form"], told["content"]) == (form, content)


def test_a_cell_holds_a_version_with_dots_and_ranges_as_the_command_line_takes_them(path):
    told = describe_file(path)
    assert as_table(told, "modules")[0]["version"] == "1.2.3.4"
    told["left_out"] = [{"kind": "memory", "ranges": [["0x1000", 4096], ["0x9000", 1]]}]
    assert as_table(told, "left_out")[0]["ranges"] == "0x1000:4096; 0x9000:1"


def test_every_stream_can_be_shown(path):
    for stream in describe_file(path)["streams"]:
        told = stream_to_json(path, stream["type"])
        assert told["type"] == stream["type"]
        json.dumps(told)


def test_decoded_records_keep_the_names_of_dbghelp(path):
    told = stream_to_json(path, "SystemInfo")["content"]["info"]
    assert told["ProcessorArchitecture"] == 9
    assert told["Cpu"] == bytes(24).hex()
    assert stream_to_json(path, "MiscInfo")["content"]["ProcessId"] == 4711


def test_a_32_bit_auxiliary_vector_has_32_bit_pairs(tmp_path):
    made = Synth()
    made.system_info(arch=0)
    made.stream(0x47670008, struct.pack("<6I", 9, 0x8048000, 6, 4096, 0, 0))
    path = tmp_path / "a.dmp"
    path.write_bytes(made.build())
    assert stream_to_json(path, "LinuxAuxv")["content"] == [(9, 0x8048000), (6, 4096), (0, 0)]


def test_a_stream_that_is_not_there_is_named_with_those_that_are(path):
    with pytest.raises(InvalidRequestError, match=r"no stream 'Token'.*ThreadListStream"):
        stream_to_json(path, "Token")


def test_a_damaged_stream_cannot_be_shown_but_the_file_can(tmp_path):
    made = Synth()
    made.stream(synth.THREAD_LIST, struct.pack("<I", 9999))
    made.stream(synth.MEMORY_LIST, b"\xff")
    path = tmp_path / "a.dmp"
    path.write_bytes(made.build())

    with pytest.raises(InvalidDumpError):
        stream_to_json(path, "ThreadList")
    told = describe_file(path)
    assert told["ranges"] == []
    assert {error["stage"] for error in told["soft_errors"]} == {
        "read ThreadList",
        "read memory ranges",
    }


def test_what_is_no_dump_says_so(tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(b"ELF, or whatever this is, but no dump")
    with pytest.raises(InvalidDumpError):
        describe_file(path)
    with pytest.raises(OutputError):
        describe_file(tmp_path / "missing.dmp")
