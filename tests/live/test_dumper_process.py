"""The dumper as a process: what it imports, what it answers, what nothing can make it do."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import app.core.dumper
from app.core import child
from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.request import DumpRequest
from app.core.dumper.messages import Costs, Describe, Dump, Exit, Plan, encode_command
from tests.live.dumping import states_of, wait_until

FOLDER = Path(app.core.dumper.__file__).parent
ROOT = FOLDER.parents[2]
PROGRAM = child.command("dumper")
ISOLATED = PROGRAM[:4]
ALLOWED = {
    *("errors", "intervals", "numerals", "process_key", "side_thread"),
    *("steps", "symbols", "text", "value"),
    *("minidump", "capture", "dump", "backends", "inspection", "dumper"),
}


def talk(lines, *, command=PROGRAM, **options):
    """Send *lines* and an exit to a dumper; give its events, exit code and standard error."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, **options) as dumper:
        dumper.stdin.write(b"".join([*lines, encode_command(Exit())]))
        dumper.stdin.flush()
        # Its input stays open: closing it would mean that nobody waits for answers any more.
        events = [json.loads(line) for line in dumper.stdout]
        return events, dumper.wait(60), dumper.stderr.read()


def test_it_imports_nothing_but_the_standard_library_and_its_own(start_target, tmp_path):
    target = start_target("threads")
    request = DumpRequest(0x21925, comment="imports")
    program = (
        f"import sys; sys.path.append({str(ROOT)!r})\n"
        "from app.core.dumper.session import main\n"
        "main()\n"
        "print(*sys.modules, file=sys.stderr)\n"
    )
    commands = [
        Describe(1, target.key),
        Plan(2, target.key, request),
        Dump(3, target.key, request, str(tmp_path / "it.dmp")),
    ]
    events, _, complaints = talk(map(encode_command, commands), command=[*ISOLATED, "-c", program])

    assert events[-1]["event"] == "done"
    modules = complaints.decode().split()
    assert "app.core.capture.linux.linux_target" in modules
    # sitecustomize and the like would be foreign too.
    assert {name.partition(".")[0] for name in modules} <= (
        sys.stdlib_module_names | {"app", "__main__"}
    )
    ours = {name for name in modules if name.startswith("app.core.")}
    assert {name.split(".")[2] for name in ours} == ALLOWED
    assert {"numpy", "asyncio", "multiprocessing", "subprocess"}.isdisjoint(modules)


def test_the_environment_and_the_folder_do_not_get_in(start_target, tmp_path):
    (tmp_path / "json.py").write_text("raise SystemExit('taken in')")
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "__init__.py").write_text("raise SystemExit('taken in')")
    target = start_target("threads")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": "json.py"}
    events, _, complaints = talk(
        [encode_command(Describe(1, target.key))], cwd=tmp_path, env=environment
    )
    assert complaints == b""
    assert events[0]["event"] == "described"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"nonsense",
        b"[]",
        b"null",
        b'{"command":"fly","id":1}',
        b'{"command":"describe","id":1}',
        b'{"command":"describe","id":1,"pid":"1"}',
        b'{"command":"describe","id":true,"pid":1}',
        b'{"command":"plan","id":1,"pid":1,"request":{"flags":"x"}}',
        b'{"command":"plan","id":1,"pid":1,"request":[]}',
        b'{"command":"dump","id":1,"pid":1,"request":{"flags":0},"path":"a\\u0000b"}',
        b'{"command":"dump","id":1,"pid":1,"request":{"flags":0},"descriptor":-7}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_what_is_no_command_is_refused_and_the_next_one_carried_out(line):
    describe = Describe(7, key_of(os.getpid()))
    events, code, complaints = talk([line + b"\n", encode_command(describe)])
    assert [(event["event"], event["id"]) for event in events] == [("failed", 0), ("described", 7)]
    assert events[0]["error"] == "InvalidRequestError"
    assert (code, complaints) == (0, b"")


def test_a_dump_needs_somewhere_to_go(start_target):
    target = start_target("threads")
    events, _, _ = talk([encode_command(Dump(1, target.key, DumpRequest(0)))])
    assert events[0]["error"] == "InvalidRequestError"


def test_stray_prints_and_surprises_do_not_disturb_the_events():
    program = (
        f"import sys, os; sys.path.append({str(ROOT)!r})\n"
        "from app.core.dumper import questions, session\n"
        "def surprise(key):\n"
        "    print('stray')\n"
        "    os.write(1, b'stray too\\n')\n"
        "    raise ZeroDivisionError('unforeseen')\n"
        "questions.open_target = surprise\n"
        "session.main()\n"
    )
    events, _, complaints = talk(
        [encode_command(Describe(1, key_of(1)))], command=[*ISOLATED, "-c", program]
    )
    (failed,) = events
    assert failed["event"] == "failed"
    assert "unforeseen" in failed["cause"]
    assert "in surprise" in failed["traceback"]
    assert sorted(complaints.split()) == [b"stray", b"stray", b"too"]


def test_a_client_that_does_not_listen_holds_nothing_up(start_target, tmp_path):
    target = start_target("threads", 200)
    path = tmp_path / "it.dmp"
    pipe = subprocess.PIPE
    dumper = subprocess.Popen(PROGRAM, stdin=pipe, stdout=pipe)
    try:
        fcntl.fcntl(dumper.stdout, fcntl.F_SETPIPE_SZ, 4096)
        commands = [Describe(number, target.key) for number in range(1, 20)]
        commands.append(Dump(20, target.key, DumpRequest(0x21925), str(path)))
        dumper.stdin.write(b"".join(map(encode_command, commands)))
        dumper.stdin.flush()
        # Nobody has read a byte, and an answer is larger than the pipe.
        wait_until(path.exists)
        wait_until(lambda: set(states_of(target.pid).values()) == {"S"})
        for number in range(1, 20):
            assert json.loads(dumper.stdout.readline())["id"] == number
    finally:
        with contextlib.suppress(BrokenPipeError):
            dumper.stdin.close()
        dumper.stdout.close()
        assert dumper.wait(60) == 0


def test_garbage_is_not_looked_for_while_somebody_waits(start_target):
    """It took twice as long to plan with each of 100,000 rules as with each of 10,000."""
    target = start_target("threads", 1)
    program = (
        f"import gc, os, sys; sys.path.append({str(ROOT)!r})\n"
        "from app.core.dumper import session\n"
        "class Counting(session.Session):\n"
        "    def _answer_to(self, command):\n"
        "        before = self._looks()\n"
        "        answer = super()._answer_to(command)\n"
        "        os.write(2, f'{self._looks() - before} '.encode())\n"
        "        return answer\n"
        "    def _looks(self):\n"
        "        return sum(one['collections'] for one in gc.get_stats())\n"
        "session.Session = Counting\n"
        "session.main()\n"
    )
    rules = tuple(MemoryRule(f"*/lib{number}.so*") for number in range(3000))
    plan = encode_command(Plan(1, target.key, DumpRequest(2, FilterSpec(memory=rules))))
    (told,), code, looks = talk([plan], command=[*ISOLATED, "-c", program])
    assert (told["id"], code, looks) == (1, 0, b"0 ")


def test_what_was_told_is_not_kept(start_target):
    """Once, all garbage was frozen before each command, and never looked at again."""
    target = start_target("threads", 20)
    program = (
        f"import gc, os, sys; sys.path.append({str(ROOT)!r})\n"
        "from app.core.dumper import session\n"
        "session._REST = 0\n"
        "class Counting(session.Session):\n"
        "    def _next_command(self):\n"
        "        command = super()._next_command()\n"
        "        os.write(2, f'{gc.get_freeze_count()} '.encode())\n"
        "        return command\n"
        "session.Session = Counting\n"
        "session.main()\n"
    )
    pipe = subprocess.PIPE
    command = [*ISOLATED, "-c", program]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as dumper:
        for number in range(1, 121):
            kind = (
                Describe(number, target.key, details=True),
                Plan(number, target.key, DumpRequest(0x21925), trace=50),
                Costs(number, target.key, DumpRequest(0)),
                Plan(number, target.key, DumpRequest(1 << 25)),  # refused
            )[number % 4]
            dumper.stdin.write(encode_command(kind))
            dumper.stdin.flush()
            assert json.loads(dumper.stdout.readline())["id"] == number
        dumper.stdin.close()
        frozen = [int(count) for count in dumper.stderr.read().split()]
    # All that lives is frozen while nothing is asked: what is begun is the same every time.
    early, late = frozen[40:80], frozen[80:120]
    assert max(late) <= max(early) + 100
    assert min(early) > 1000


def test_one_that_hangs_when_its_client_is_gone_ends_all_the_same():
    program = (
        f"import sys, threading; sys.path.append({str(ROOT)!r})\n"
        "from app.core.dumper import questions, session\n"
        "session._LAST_SECONDS = 0.1\n"
        "questions.open_target = lambda *_: threading.Event().wait()\n"
        "session.main()\n"
    )
    pipe = subprocess.PIPE
    command = [*ISOLATED, "-c", program]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as dumper:
        dumper.stdin.write(encode_command(Describe(1, key_of(os.getpid()))))
        dumper.stdin.close()
        assert dumper.wait(60) == 1


def test_exit_lets_what_came_before_it_finish(start_target, tmp_path):
    target = start_target("threads")
    dump = Dump(1, target.key, DumpRequest(0), str(tmp_path / "it.dmp"))
    events, code, _ = talk([encode_command(dump)])
    assert events[-1]["event"] == "done"
    assert code == 0


def test_a_line_without_an_end_is_not_collected_for_ever():
    dumper = subprocess.Popen(PROGRAM, stdin=subprocess.PIPE)
    try:
        with pytest.raises(BrokenPipeError):
            dumper.stdin.write(bytes(80 << 20))
        assert dumper.wait(60) == 0
    finally:
        dumper.kill()
        dumper.wait()
        with contextlib.suppress(BrokenPipeError):
            dumper.stdin.close()
