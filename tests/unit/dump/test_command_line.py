"""The command line that repeats a dump, read back by the command line itself."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cli.dump import command as dump_command
from app.cli.selection import request_of
from app.cli.targets import Target
from app.core.capture.snapshot import ExceptionInformation
from app.core.dump.command_line import command_line, dump_arguments
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.presets import PRESETS
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.errors import InvalidRequestError
from app.core.process_key import ProcessKey

KEY = ProcessKey(4711, 123456)
ADDRESSES = st.integers(0, (1 << 64) - 1)
NAMES = st.one_of(
    st.sampled_from(
        ["*", "libc*", "[heap]", "[[]heap]", "a=b", "0x10", "12", "a b'c", "-x", "1:2"]
    ),
    st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=6),
)
INCLUDES = st.sampled_from([None, True, False])
BITS = st.integers(0, 0x7F)
MODULES = st.builds(ModuleRule, NAMES, st.none() | ADDRESSES, INCLUDES, BITS, BITS)
THREADS = st.builds(ThreadRule, NAMES, st.none() | st.integers(0, 1 << 32), INCLUDES, BITS, BITS)
MEMORY = st.builds(MemoryRule, NAMES, ADDRESSES, st.integers(0, 1 << 40), st.booleans())
FILTERS = st.builds(
    FilterSpec,
    st.lists(MODULES, max_size=3).map(tuple),
    st.lists(THREADS, max_size=3).map(tuple),
    st.lists(MEMORY, max_size=3).map(tuple),
)
REQUESTS = st.builds(
    DumpRequest,
    flags=st.sampled_from([preset.flags for preset in PRESETS]) | st.integers(0, 0x1FFFFFF),
    filter=FILTERS,
    comment=st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=9),
    user_streams=st.lists(
        st.builds(MINIDUMP_USER_STREAM, st.integers(0x10000, 0xFFFFFFFF), st.binary(max_size=9)),
        max_size=2,
    ).map(tuple),
    dbghelp=st.sampled_from(["", "C:\\Debuggers", "D:\\x y.dll"]),
    clone=st.none() | st.booleans(),
    blank=st.booleans(),
    respect_dontdump=st.booleans(),
    exception=st.none()
    | st.builds(
        ExceptionInformation,
        st.integers(0, (1 << 32) - 1),
        st.integers(0, (1 << 32) - 1),
        st.integers(0, (1 << 32) - 1),
        st.just(0),
        ADDRESSES,
        st.lists(ADDRESSES, max_size=15).map(tuple),
        context=st.just(b""),
    ),
)


def parsed(arguments):
    """What ``dumpdesk dump`` makes of the arguments: the process, the request, the path."""
    assert arguments[0] == "dump"
    with dump_command.make_context("dump", arguments[1:]) as context:
        (key,) = context.params["processes"]
        return key, request_of(context, Target(key)), context.params["output"]


@given(request=REQUESTS)
def test_the_command_line_reads_back_the_same_request(request):
    assert parsed(dump_arguments(KEY, request, "/tmp/a b.dmp")) == (KEY, request, "/tmp/a b.dmp")


@given(request=REQUESTS)
def test_a_shell_takes_the_line_apart_as_it_was_put_together(request):
    arguments = dump_arguments(KEY, request)

    assert shlex.split(command_line(arguments))[-len(arguments) :] == arguments


def test_what_the_tree_makes_is_said_in_options_and_not_in_json():
    request = DumpRequest(
        0x21925,
        FilterSpec(
            modules=(
                ModuleRule(base=0x7F00_0000_0000, include=False),
                ModuleRule("libssl*", include=True),
                ModuleRule("app", set_flags=2, clear_flags=4),
            ),
            threads=(ThreadRule(id=12, include=False), ThreadRule("worker*", include=False)),
            memory=(MemoryRule(address=0x1000, size=4096, include=True), MemoryRule("[[]heap]")),
        ),
        comment="hangs",
    )

    assert dump_arguments(ProcessKey(7, 99), request, "/tmp/x.dmp") == [
        "dump",
        "7@99",
        "--preset",
        "support",
        "--exclude-module=0x7f0000000000",
        "--include-module=libssl*",
        "--module-flags=app=+data,-misc",
        "--exclude-thread=12",
        "--exclude-thread=worker*",
        "--include-memory=0x1000:4096",
        "--exclude-memory=[heap]",
        "--comment=hangs",
        "-o",
        "/tmp/x.dmp",
    ]


@pytest.mark.parametrize(
    "request_",
    [
        DumpRequest(exception=ExceptionInformation(1, 11, context=b"registers")),
        DumpRequest(user_streams=(MINIDUMP_USER_STREAM(0x10000, bytes(1 << 17)),)),
        DumpRequest(comment="a\0b"),
    ],
)
def test_what_has_no_words_on_the_command_line_is_refused(request_):
    with pytest.raises(InvalidRequestError):
        dump_arguments(KEY, request_)


def test_a_damaged_inline_stream_is_a_usage_error():
    with pytest.raises(InvalidRequestError, match="base64"):
        parsed(["dump", "1", "--user-stream=0x10000=base64:?"])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sudo")
def test_as_administrator_the_file_is_given_back_to_the_user():
    line = command_line(dump_arguments(KEY, DumpRequest()), administrator=True, path="/tmp/a b.dmp")

    # By number: whoever runs the line may be somebody else.
    assert line.startswith(f"sudo -u '#{os.getuid()}' mkdir -p -m 700 -- /tmp && sudo /")
    assert line.endswith(f"; sudo chown -h {os.getuid()}:{os.getgid()} '/tmp/a b.dmp'")


def test_the_program_in_front_is_there():
    line = command_line(["--version"])

    done = subprocess.run(line, shell=True, check=True, capture_output=True, text=True, timeout=60)
    assert "dumpdesk" in done.stdout
