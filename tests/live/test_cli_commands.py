"""What the commands print, of processes that run and files that were written."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.dump.flags import FLAGS
from app.core.dump.presets import PRESETS
from app.core.minidump.reader import MinidumpFile

DUMPDESK = [sys.executable, "-P", "-m", "app"]


@pytest.fixture
def dumpdesk(tmp_path):
    """Call it with arguments; it runs in an empty folder and is expected to end with *code*."""

    def run(*arguments, code=0, text=True, **options):
        done = subprocess.run(
            [*DUMPDESK, *map(str, arguments)],
            capture_output=True,
            text=text,
            cwd=tmp_path,
            timeout=120,
            check=False,
            **options,
        )
        assert done.returncode == code, done.stderr
        return done

    return run


def on_a_terminal(arguments, columns=100):
    """Run it where standard output and standard error are a terminal; give what that got."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*DUMPDESK, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": str(columns), "TERM": "xterm-256color"},
    )
    os.close(theirs)
    shown = bytearray()
    while select.select([ours], [], [], 60)[0]:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # the other side is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    return process.wait(60), shown.decode()


def events_of(text):
    return [json.loads(line) for line in text.splitlines()]


# ------------------------------------------------------------------------------------- tables


def test_flags_tells_every_flag(dumpdesk):
    told = json.loads(dumpdesk("flags", "--json").stdout)
    assert [row["value"] for row in told] == [row.value for row in FLAGS]
    for row in told:
        assert row.keys() >= {"name", "value", "group", "help", "linux", "windows"}
        assert all(row[key] for key in ("name", "group", "help", "linux", "windows"))
    plain = dumpdesk("flags").stdout
    assert all(row.name in plain for row in FLAGS)


def test_presets_tells_every_preset(dumpdesk):
    told = json.loads(dumpdesk("presets", "--json").stdout)
    assert [(row["name"], row["flags"]) for row in told] == [(p.name, p.flags) for p in PRESETS]
    assert [row["key"] for row in told if row["default"]] == ["support"]
    assert "0x00021925" in dumpdesk("presets").stdout


def test_list_finds_a_process(dumpdesk, start_process):
    target = start_process("sleep", "987654", wait=False)
    (row,) = json.loads(dumpdesk("list", "sleep", "987654", "--json").stdout)
    assert row["pid"] == target.pid
    assert row["process"] == str(target.key)
    assert row["name"] == "sleep"
    assert row["user"]
    assert row["can_dump"] is True
    assert isinstance(row["reason"], str)
    everything = json.loads(dumpdesk("list", "--json").stdout)
    assert {1, os.getpid(), target.pid} <= {row["pid"] for row in everything}
    plain = dumpdesk("list", "987654").stdout.splitlines()
    assert plain[0].split() == ["PID", "NAME", "USER", "MEMORY", "CAN", "DUMP"]
    assert plain[1].split()[:2] == [str(target.pid), "sleep"]
    assert dumpdesk("list", "no process is called like this").stdout.count("\n") == 1


def test_what_a_query_compares_is_shown_and_its_first_number_says_the_order(dumpdesk):
    head, *rows = dumpdesk("list", "threads >= 1 age >= 0 user ~ *").stdout.splitlines()
    assert head.split() == ["PID", "NAME", "USER", "MEMORY", "THREADS", "AGE", "CAN", "DUMP"]
    assert rows
    told = json.loads(dumpdesk("list", "threads >= 1 age >= 0", "--json").stdout)
    numbers = [row["threads"] for row in told]
    assert numbers == sorted(numbers, reverse=True)
    assert all(row["age"] >= 0 for row in told)


def test_help_names_every_command_and_option(dumpdesk):
    told = dumpdesk("--help").stdout
    for command in (
        "list",
        "plan",
        "dump",
        "stacks",
        "show",
        "verify",
        "unpack",
        "flags",
        "presets",
    ):
        assert re.search(rf"^  {command} ", told, re.MULTILINE)
    told = dumpdesk("dump", "--help").stdout
    options = set(re.findall(r"--[a-z-]+", told))
    assert options >= {
        *("--type", "--preset", "--exclude-module", "--include-module", "--module-flags"),
        *("--exclude-thread", "--include-memory", "--exclude-memory", "--filter", "--comment"),
        *(
            "--user-stream",
            "--overwrite",
            "--output",
            "--json",
            "--dbghelp",
            "--clone",
            "--blank",
        ),
    }
    assert "--rehearse" in dumpdesk("plan", "--help").stdout


# ---------------------------------------------------------------------------- plans and dumps


def test_a_plan_tells_of_the_clone(dumpdesk, start_target):
    target = start_target("threads", 2)
    full = ("plan", target.pid, "--type", "MiniDumpWithFullMemory")
    plan = json.loads(dumpdesk(*full, "--json", "--clone").stdout)
    assert 0 < plan["cloned"] <= plan["file_size"]
    assert plan["clone_refusal"] == ""
    assert "it runs on while" in dumpdesk(*full, "--clone").stdout
    assert json.loads(dumpdesk(*full, "--json", "--no-clone").stdout)["cloned"] == 0
    assert "it runs on" not in dumpdesk(*full, "--no-clone").stdout


def test_a_plan_has_the_promised_keys(dumpdesk, start_target):
    target = start_target("threads", 2)
    plan = json.loads(dumpdesk("plan", target.pid, "--json", "--preset", "stacks").stdout)
    assert plan["flags"] == 0x1000
    assert plan["file_size"] > 0
    assert 0 < plan["pause_ms"][0] < plan["usual_pause_ms"] < plan["pause_ms"][1]
    for stream in plan["streams"]:
        assert stream.keys() >= {"type", "name", "size"}
    for range_ in plan["ranges"]:
        assert range_.keys() >= {"address", "size", "kind", "reason"}
    for module in plan["modules"]:
        assert module.keys() >= {"name", "base", "size", "included", "reason", "bytes"}
    for thread in plan["threads"]:
        assert thread.keys() >= {"id", "name", "included", "reason", "bytes"}
    assert [thread["name"] for thread in plan["threads"]] == ["threads", "worker-0", "worker-1"]


def test_a_plan_reads_well(dumpdesk, start_target):
    target = start_target("threads", 2)
    told = dumpdesk("plan", target.pid, "--exclude-thread", "worker-1").stdout
    assert told.startswith(f"threads (PID {target.pid})\n")
    assert re.search(r"^  size .* KiB \([\d,]+ bytes\)$", told, re.MULTILINE)
    assert re.search(r"^out +\d+ +0 bytes +worker-1 +\w", told, re.MULTILINE)
    assert not re.search(r"[ \t]$", told, re.MULTILINE)


@pytest.mark.parametrize("preset", [preset.key for preset in PRESETS])
def test_every_preset_gives_a_good_dump(dumpdesk, start_target, tmp_path, preset):
    target = start_target("threads")
    done = dumpdesk("dump", target.pid, "--preset", preset)
    (path,) = tmp_path.iterdir()
    name = rf"threads_{target.pid}_{preset}_\d{{8}}T\d{{6}}Z\.dmp"
    assert re.fullmatch(name, path.name)
    assert str(path) in done.stdout
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(dumpdesk("verify", path, "--json").stdout)["verdict"] == "good"


def test_a_dump_tells_its_events_as_json(dumpdesk, start_target, tmp_path):
    target = start_target("threads")
    done = dumpdesk("dump", target.pid, "-o", "it.dmp", "--json")
    *events, last = events_of(done.stdout)
    assert done.stderr == ""
    assert {event["event"] for event in events} <= {"phase", "progress", "soft_error"}
    assert last["event"] == "done"
    path = tmp_path / "it.dmp"
    assert last["path"] == str(path)
    assert last["file_size"] == path.stat().st_size
    assert last["paused_ms"] > 0
    low, high = last["pause_foretold_ms"]
    assert 0 < low < last["usual_pause_ms"] < high
    assert last["verdict"] == "good"
    assert re.fullmatch("[0-9a-f]{64}", last["sha256"])


def test_the_contents_of_a_dump_are_as_chosen(dumpdesk, start_target, tmp_path):
    target = start_target("threads", 3)
    (tmp_path / "notes.txt").write_text("a user's notes")
    (tmp_path / "rules.json").write_text('{"threads": [{"name": "worker-*", "include": false}]}')
    known, size = target.values["words"], target.values["words_size"]
    dumpdesk(
        *("dump", target.pid, "-o", "it.dmp", "--type", "WithThreadInfo|MiniDumpWithHandleData"),
        *("--exclude-module", "*", "--include-module", "threads", "--filter", "rules.json"),
        *("--comment", "why it was made ✔", "--user-stream", "0x10001=notes.txt"),
        *("--include-memory", f"{known:#x}:{size}"),
    )
    with MinidumpFile.open(tmp_path / "it.dmp") as dump:
        assert dump.header.Flags == 0x1004
        assert [Path(module.name).name for module in dump.modules] == ["threads"]
        assert [thread.thread_id for thread in dump.threads] == [target.pid]
        assert list(dump.comments) == ["why it was made ✔"]
        assert bytes(dump.stream(0x10001)) == b"a user's notes"
        assert dump.read_memory(known, 8) == (0x6B6E6F776E000000).to_bytes(8, "little")


def test_the_last_rule_wins_in_the_order_given(dumpdesk, start_target):
    target = start_target("threads")

    def modules(*rules):
        plan = json.loads(dumpdesk("plan", target.pid, "--json", *rules).stdout)
        return {Path(m["name"]).name for m in plan["modules"] if m["included"]}

    everything = modules()
    exclude, include = ("--exclude-module", "*"), ("--include-module", "threads")
    assert modules(*exclude, *include) == {"threads"}
    assert modules(*include, *exclude) == set()
    assert modules(*exclude, *include, *exclude) == set()
    assert modules("--exclude-module=lib*", *exclude, "--include-module", "*") == everything


def test_a_stream_on_standard_output_is_the_dump_and_nothing_else(dumpdesk, start_target, tmp_path):
    target = start_target("threads")
    done = dumpdesk("dump", target.pid, "-o", "-", "--json", text=False)
    last = events_of(done.stderr.decode())[-1]
    assert (last["event"], last["path"], last["file_size"]) == ("done", "-", len(done.stdout))
    path = tmp_path / "streamed.dmp"
    path.write_bytes(done.stdout)
    assert "good" in dumpdesk("verify", path).stdout
    plain = dumpdesk("dump", target.pid, "-o", "-", text=False)
    assert plain.stdout.startswith(b"MDMP")
    assert b"standard output" in plain.stderr


def test_a_folder_as_output_gets_a_file_with_a_name(dumpdesk, start_target, tmp_path):
    target = start_target("threads")
    folder = tmp_path / "dumps"
    folder.mkdir()
    dumpdesk("dump", target.pid, "-o", folder, "--type", "0x4")
    (path,) = folder.iterdir()
    assert path.name.startswith(f"threads_{target.pid}_0x4_")


def test_a_second_dump_of_the_same_second_gets_a_number(dumpdesk, start_target, tmp_path):
    target = start_target("threads")
    folder = tmp_path / "dumps"
    folder.mkdir()
    now = time.time()
    for second in range(121):
        utc = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(now + second))
        (folder / f"threads_{target.pid}_0x4_{utc}.dmp").touch()
    dumpdesk("dump", target.pid, "-o", folder, "--type", "0x4")
    (path,) = (path for path in folder.iterdir() if path.stat().st_size)
    assert path.name.endswith("Z-2.dmp")


def test_show_tells_what_is_in_a_dump(dumpdesk, start_target):
    target = start_target("threads", 2)
    dumpdesk("dump", target.pid, "-o", "it.dmp", "--comment", "shown")
    shown = json.loads(dumpdesk("show", "it.dmp", "--json").stdout)
    assert shown.keys() >= {"header", "streams", "threads", "modules", "ranges"}
    assert {thread["name"] for thread in shown["threads"]} == {"threads", "worker-0", "worker-1"}
    stream = json.loads(dumpdesk("show", "it.dmp", "--stream", "LinuxCmdLine", "--json").stdout)
    assert stream["content"][-1] == "2"
    plain = dumpdesk("show", "it.dmp").stdout
    assert f"threads (PID {target.pid})" in plain
    assert "shown" in plain
    assert "ModuleListStream" in plain
    assert "worker-1" in plain
    values = dumpdesk("show", "it.dmp", "--stream", "3").stdout
    assert "ThreadListStream" in values


# --------------------------------------------------------------------------------- terminals


def test_on_a_terminal_no_line_of_a_table_is_wrapped(start_target):
    target = start_target("threads", 2)
    code, shown = on_a_terminal(["plan", target.pid], columns=60)
    assert code == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\r", "")
    assert max(map(len, plain.splitlines())) <= 60


def test_on_a_terminal_a_long_dump_has_a_bar(start_process, tmp_path):
    program = (
        "memory = bytearray(bytes(range(256)) * (3 << 20)); print('ready', flush=True); input()"
    )
    target = start_process(sys.executable, "-c", program)
    code, shown = on_a_terminal(["dump", target.pid, "-o", tmp_path / "it.dmp", "--type", "2"])
    assert code == 0
    assert "━" in shown
    last = shown.rpartition("\x1b[2K")[2]
    assert "✔ good" in last
    assert "dump" in last.splitlines()[0]


def test_a_dump_is_not_sent_to_a_terminal(start_target):
    target = start_target("threads")
    code, shown = on_a_terminal(["dump", target.pid, "-o", "-"])
    assert code == 2
    assert "MDMP" not in shown


def test_names_of_strangers_reach_no_terminal_unescaped(dumpdesk, start_process, tmp_path):
    folder = tmp_path / "\x1b]0;title\x07[red]"
    folder.mkdir()
    evil = folder / "\x1b[2J[bold]x\n"
    shutil.copy(shutil.which("sleep"), evil)
    target = start_process(evil, "1000", wait=False)
    path = tmp_path / "it.dmp"
    for arguments in (
        ["list", str(target.pid)],
        ["dump", target.pid, "-o", path],
        ["plan", target.pid],
        ["show", path],
        ["show", path, "--stream", "LinuxMaps"],
        ["show", path, "--stream", "ModuleList"],
        ["show", evil],
        ["verify", evil],
    ):
        _, shown = on_a_terminal(arguments)
        rest = re.sub(r"\x1b\[[0-9;?]*[mlhKA]", "", shown)
        assert not re.search(r"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f]", rest), arguments
    assert "\\x1b[2J[bold]x\\x0a" in on_a_terminal(["plan", target.pid])[1]
    path.unlink()
    dumpdesk("dump", target.pid)
    (made,) = (entry for entry in tmp_path.iterdir() if entry.suffix == ".dmp")
    assert re.fullmatch(r"[\w.+-]+", made.name)


def test_no_output_needs_a_terminal_that_knows_unicode(dumpdesk, start_target):
    target = start_target("threads")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    assert "good" in dumpdesk("dump", target.pid, "-o", "it.dmp", env=environment).stdout


def test_a_reader_that_has_seen_enough_is_no_reason_to_complain():
    done = subprocess.run(
        ["sh", "-c", f"{' '.join(DUMPDESK)} flags --json | head -c 1"],
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
