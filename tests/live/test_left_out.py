"""What was left out on purpose is told by the file, by whoever wrote it and by whoever reads it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.base import write_dump
from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.left_out import By, parts_left_out
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.inspection.dump_snapshot import writers_left_out
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.reader import MinidumpFile
from tests.live.dumping import stop_by_signal

SUPPORT, FULL, PRIVACY = 0x21925, 0x21826, 0x1205AC


def dumpdesk(*arguments, folder=None):
    run = subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    return run.returncode, run.stdout, run.stderr


@pytest.fixture
def target(start_target):
    """A target with five threads that stands still: plans hold to the byte."""
    started = start_target("threads", 4)
    started.wait_at_rest()
    stop_by_signal(started.pid)
    return started


def thread_of(target, index):
    """Give the id of a thread that is not the main one."""
    return sorted(int(task.name) for task in Path(f"/proc/{target.pid}/task").iterdir())[index]


def told(path):
    with MinidumpFile.open(path) as file:
        return writers_left_out(file)


@pytest.mark.parametrize("flags", [0, SUPPORT, FULL, PRIVACY, 0x469925])
def test_who_left_out_what_stands_in_the_file_and_the_size_is_as_planned(target, tmp_path, flags):
    rules = FilterSpec(
        modules=(ModuleRule("libc.so*", include=False, by="Without libraries"),),
        threads=(ThreadRule(id=thread_of(target, 1), include=False),),
        memory=(MemoryRule("*ld-linux*", include=False), MemoryRule("*ld-*", include=False)),
    )
    request = DumpRequest(flags, rules)
    path = tmp_path / "a.dmp"
    with DumperClient() as dumper:
        plan = dumper.plan(key_of(target.pid), request)
        done = dumper.dump(key_of(target.pid), request, str(path))
    assert done.file_size == path.stat().st_size == plan.plan.file_size
    assert done.verdict == "good", done.findings

    things = told(path)
    assert [thing.by for thing in things if thing.kind == "module"] == [By.RECIPE]
    (libc,) = (thing for thing in things if thing.kind == "module")
    assert libc.source == "Without libraries"
    assert libc.why == "the rule libc.so*"
    assert ("/" in libc.name) is (flags != PRIVACY), "folders stay away where flags say so"
    assert libc.ranges[0][0] % 4096 == 0
    (thread,) = (thing for thing in things if thing.kind == "thread")
    assert thread.name.split()[0] == str(thread_of(target, 1))
    assert (thread.by, thread.why) == (By.USER, "chosen by hand")
    loader = [thing for thing in things if thing.kind == "memory" and "ld-" in thing.name]
    assert loader or flags != FULL
    assert {thing.why for thing in loader} <= {"the rule *ld-*"}, "the last rule is what counts"
    blanked = {thing.source for thing in things if thing.by == By.FLAGS}
    assert blanked == (
        {"MiniDumpFilterMemory", "MiniDumpFilterModulePaths", "MiniDumpFilterTriage"}
        if flags == PRIVACY
        else set()
    )
    assert done.left_out == parts_left_out(things) == 2 + sum(thing.parts for thing in loader)
    with MinidumpFile.open(path) as file:
        assert sum(entry.name == "DumpDeskLeftOut" for entry in file.directory) == 1


def test_a_dump_with_everything_says_nothing_of_it(target, tmp_path):
    with DumperClient() as dumper:
        done = dumper.dump(key_of(target.pid), DumpRequest(SUPPORT), str(tmp_path / "a.dmp"))
    assert done.left_out == 0
    with MinidumpFile.open(done.path) as file:
        assert not any(entry.name == "DumpDeskLeftOut" for entry in file.directory)
        assert file.left_out == ()


def test_what_a_callback_leaves_out_is_told_as_its_doing(target, tmp_path):
    def callback(given, output):
        if given.CallbackType == C.IncludeThreadCallback:
            return given.detail.ThreadId != thread_of(target, 2)
        if given.CallbackType == C.IncludeModuleCallback:
            output.ModuleWriteFlags &= ~0x2  # without its data
        return True

    path = tmp_path / "a.dmp"
    with path.open("w+b") as file:
        write_dump(None, target.pid, file, T(SUPPORT), callback=callback)
    things = told(path)
    assert {thing.by for thing in things} == {By.CALLBACK}
    assert [t.name.split()[0] for t in things if t.kind == "thread"] == [str(thread_of(target, 2))]
    parts = [thing.name for thing in things if thing.kind == "contents"]
    assert any(name.startswith("data of ") and "libc.so" in name for name in parts)


def test_command_line_and_reader_agree(target, tmp_path):
    code, said, wrong = dumpdesk(
        *("dump", target.pid, "--exclude-module", "libc.so*", "--exclude-module", "no-such*"),
        *("--exclude-thread", thread_of(target, 1), "-o", tmp_path),
    )
    assert code == 0, wrong
    (path,) = tmp_path.iterdir()
    assert f"_{target.pid}_support-minus-2_" in path.name
    assert "2 parts, on purpose" in said

    code, said, _ = dumpdesk("verify", path)
    assert code == 0
    assert "note: Left out on purpose, by whoever asked for the dump: " in said
    code, said, _ = dumpdesk("show", path)
    assert "left out" in said
    assert "by whoever asked for the dump: the rule libc.so*" in said
    shown = json.loads(dumpdesk("show", path, "--json")[1])
    planned = json.loads(
        dumpdesk(
            *("plan", target.pid, "--exclude-module", "libc.so*"),
            *("--exclude-thread", thread_of(target, 1), "--json"),
        )[1]
    )
    assert shown["left_out"] == planned["left_out"]
    assert [thing["by"] for thing in shown["left_out"]] == ["user", "user"]
    assert verify(path).verdict == "good"


def test_a_recipe_is_named_as_who_it_was(target, tmp_path):
    recipe = tmp_path / "r.dumpdesk"
    recipe.write_text(
        json.dumps(
            {
                "dumpdesk-recipe": 1,
                "title": "Without secrets",
                "flags": ["MiniDumpWithFullMemory"],
                "filter": {
                    "memory": [{"name": "[[]stack]", "include": False, "by": "somebody else"}]
                },
            }
        )
    )
    path = tmp_path / "a.dmp"
    code, _, wrong = dumpdesk("dump", target.pid, "--recipe", recipe, "-o", path)
    assert code == 0, wrong
    (thing,) = (thing for thing in told(path) if thing.by != By.SYSTEM)
    assert (thing.kind, thing.name, thing.by, thing.source) == (
        "memory",
        "[stack]",
        "recipe",
        "Without secrets",
    )
    assert "by the recipe “Without secrets”: the rule [[]stack]" in dumpdesk("show", path)[1]


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("flags", [0x100, 0x21826])
def test_an_environment_that_was_left_out_is_nowhere_in_the_file(
    start_process, tmp_path, flags, blank
):
    pid = start_process(
        "env",
        "PASSWORD=not-for-anybody",
        "bash",
        "--norc",
        "-c",
        "unset PASSWORD; echo ready; read",
    ).pid
    rules = ("--exclude-memory", "[stack]", "--exclude-memory", "[heap]")
    path = tmp_path / "it.dmp"
    options = (*rules, *(["--blank"] if blank else []))
    code, _, errors = dumpdesk("dump", pid, "--type", hex(flags), *options, "-o", path)
    assert code == 0, errors
    assert b"not-for-anybody" not in path.read_bytes()
    assert verify(path).verdict != "bad"  # its own stack is away with it
    dumpdesk("dump", pid, "--type", hex(flags), "-o", tmp_path / "all.dmp")
    assert b"not-for-anybody" in (tmp_path / "all.dmp").read_bytes()
