"""What the options of plan and dump mean."""

from __future__ import annotations

import click
import pytest

from app.cli.selection import SelectionCommand, request_of, selection_options
from app.cli.targets import Target
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.errors import InvalidRequestError, OutputError
from app.core.minidump.constants import MODULE_WRITE_FLAGS as MW
from app.core.process_key import ProcessKey


def request(*arguments):
    @click.command(cls=SelectionCommand)
    @selection_options
    @click.pass_context
    def command(context, **_):
        return request_of(context, Target(ProcessKey(1, 0)))

    return command.main(["1", *arguments], standalone_mode=False)


@pytest.mark.parametrize(
    ("arguments", "flags"),
    [
        ((), 0x21925),
        (("--preset", "stacks"), 0x1000),
        (("--type", "0x1002"), 0x1002),
        (("--type", "MiniDumpWithFullMemory|MiniDumpWithThreadInfo"), 0x1002),
        (("--type", "withfullmemory,WithThreadInfo"), 0x1002),
        (("--type", "MiniDumpNormal"), 0),
    ],
)
def test_flags(arguments, flags):
    assert request(*arguments).flags == flags


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        (
            ("--exclude-module", "lib*", "--include-module", "libc*", "--exclude-module=0x1000"),
            FilterSpec(
                modules=(
                    ModuleRule("lib*", include=False),
                    ModuleRule("libc*", include=True),
                    ModuleRule(base=0x1000, include=False),
                )
            ),
        ),
        (
            ("--include-module", "b", "--exclude-module", "a"),
            FilterSpec(modules=(ModuleRule("b", include=True), ModuleRule("a", include=False))),
        ),
        (
            ("--module-flags", "a=b=+data,+code, -codeview"),
            FilterSpec(
                modules=(
                    ModuleRule(
                        "a=b",
                        set_flags=int(MW.ModuleWriteDataSeg | MW.ModuleWriteCodeSegs),
                        clear_flags=int(MW.ModuleWriteCvRecord),
                    ),
                )
            ),
        ),
        (
            ("--exclude-thread", "77", "--exclude-thread", "GC *"),
            FilterSpec(
                threads=(ThreadRule(id=77, include=False), ThreadRule("GC *", include=False))
            ),
        ),
        (
            ("--include-memory", "0x1000:64K", "--exclude-memory", "4096:0x10"),
            FilterSpec(
                memory=(
                    MemoryRule(address=0x1000, size=65536, include=True),
                    MemoryRule(address=4096, size=16, include=False),
                )
            ),
        ),
        (
            ("--exclude-memory", "[heap]", "--exclude-memory", "/dev/*", "--exclude-memory=[a]b"),
            FilterSpec(
                memory=(MemoryRule("[[]heap]"), MemoryRule("/dev/*"), MemoryRule("[a]b")),
            ),
        ),
    ],
)
def test_rules_in_their_order(arguments, rules):
    assert request(*arguments).filter == rules


def test_the_rules_of_a_file_come_first(tmp_path):
    path = tmp_path / "rules.json"
    path.write_bytes(b'\xef\xbb\xbf{"modules": [{"name": "file"}]}')
    rules = request("--exclude-module", "option", "--filter", str(path)).filter
    assert [rule.name for rule in rules.modules] == ["file", "option"]


def test_comment_and_streams(tmp_path):
    (tmp_path / "a=b").write_bytes(b"\0\1")
    made = request("--comment", "why", "--user-stream", f"0x10000={tmp_path / 'a=b'}")
    assert made.comment == "why"
    assert made.user_streams == ((0x10000, b"\0\1"),)


def test_a_file_that_is_not_there_is_not_a_wrong_request(tmp_path):
    with pytest.raises(OutputError):
        request("--filter", str(tmp_path / "nowhere"))
    with pytest.raises(OutputError):
        request("--user-stream", f"1={tmp_path / 'nowhere'}")


def test_both_flags_and_preset_are_one_too_many():
    with pytest.raises(InvalidRequestError, match="--preset"):
        request("--type", "0", "--preset", "stacks")
