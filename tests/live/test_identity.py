"""A number that was given on: whoever asked for one process never gets another."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.base import write_dump
from app.core.capture.target import key_of, open_target
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.errors import NoSuchProcessError
from app.core.process_key import ProcessKey
from app.core.storage.requests import repeating_line

SLEEP = ("sleep", "1000")
GIVEN_ON = r"Process {pid} has ended; its number now belongs to another program \(sleep\)."


def refused(pid):
    """What is said of a process whose number a sleep has now."""
    return pytest.raises(NoSuchProcessError, match=GIVEN_ON.format(pid=pid))


def start_ticks(pid):
    """Field 22 of /proc/PID/stat."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19])


def test_a_key_is_the_number_and_the_time_of_the_start(start_target):
    target = start_target("threads", 1)
    assert key_of(target.pid) == (target.pid, start_ticks(target.pid))
    assert str(ProcessKey(4211, 123456)) == "4211@123456"


def test_a_stranger_is_not_opened(start_target, give_on):
    target = start_target("threads", 1)
    key = target.key
    heir = give_on(target, *SLEEP)
    with refused(target.pid):
        open_target(key)
    with contextlib.closing(open_target(key_of(target.pid))) as opened:
        assert opened.describe().name == "sleep"
        assert opened.key != key
    heir.stop()


def test_a_target_that_was_opened_before_tells_nothing_of_its_heir(start_target, give_on):
    target = start_target("threads", 1)
    with contextlib.closing(open_target(target.key)) as opened:
        before = opened.describe()
        heir = give_on(target, *SLEEP)
        with pytest.raises(NoSuchProcessError):
            opened.describe()
        with pytest.raises(NoSuchProcessError), opened.suspend(before, xstate=False):
            pass
    assert "TracerPid:\t0\n" in Path(f"/proc/{heir.values['pid']}/status").read_text()


def test_every_command_of_the_dumper_refuses_a_stranger(start_target, give_on, tmp_path):
    target = start_target("threads", 1)
    key, request, pid = target.key, DumpRequest(0x21925), target.pid
    with DumperClient() as client:
        assert client.plan(key, request).plan.file_size > 0
        give_on(target, *SLEEP)
        with refused(pid):
            client.describe(key)
        with refused(pid):
            client.plan(key, request)
        with refused(pid):
            client.costs(key, request)
        with refused(pid):
            client.dump(key, request, str(tmp_path / "it.dmp"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["plan", "dump", "stacks"])
def test_the_command_line_refuses_a_stranger(start_target, give_on, tmp_path, command):
    target = start_target("threads", 1)
    key = target.key
    give_on(target, *SLEEP)

    def dumpdesk(*arguments):
        return subprocess.run(
            [sys.executable, "-P", "-m", "app", command, *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            timeout=120,
            check=False,
        )

    done = dumpdesk(str(key))
    assert done.returncode == 4
    assert done.stdout == ""
    assert done.stderr.startswith(f"dumpdesk: Process {key.pid} has ended; its number now belongs")
    assert list(tmp_path.iterdir()) == []
    assert dumpdesk(str(key.pid)).returncode == 0  # a bare number is whoever has it


def test_the_line_that_repeats_a_dump_is_about_that_process_alone(start_target, give_on, tmp_path):
    target = start_target("threads", 1)
    line = repeating_line(target.key, DumpRequest(0x1000), str(tmp_path / "it.dmp"))
    _, _, arguments = line.partition(" dump ")
    command = f"{sys.executable} -P -m app dump {arguments}"
    subprocess.run(command, shell=True, check=True, capture_output=True, timeout=120)
    (tmp_path / "it.dmp").unlink()
    give_on(target, *SLEEP)
    done = subprocess.run(
        command, shell=True, check=False, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 4
    assert "another program (sleep)" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_number_alone_is_given_its_key_before_anything_else(start_target, give_on, tmp_path):
    """The recipe, the name of the file and the dump are about one process, or about none."""
    target = start_target("threads", 1)
    pipe = tmp_path / "filter"
    os.mkfifo(pipe)  # whoever reads the rules from it waits for us
    command = [sys.executable, "-P", "-m", "app", "dump", str(target.pid), "--json"]
    with subprocess.Popen(
        [*command, "--filter", str(pipe)], cwd=tmp_path, stdout=subprocess.PIPE
    ) as dumpdesk:
        with pipe.open("w") as rules:  # it has come to the rules
            give_on(target, *SLEEP)
            rules.write("{}")
        (event,) = map(json.loads, dumpdesk.stdout)
        assert dumpdesk.wait(120) == 4
    assert event["error"] == "NoSuchProcessError"
    assert [path.name for path in tmp_path.iterdir()] == ["filter"]


def test_write_dump_keeps_to_the_target_that_it_is_given(start_target, give_on, tmp_path):
    target = start_target("threads", 1)
    with contextlib.closing(open_target(target.key)) as opened:
        give_on(target, *SLEEP)
        with (tmp_path / "it.dmp").open("x+b") as file, pytest.raises(NoSuchProcessError):
            write_dump(opened, target.pid, file, 0)
    assert (tmp_path / "it.dmp").read_bytes()[:4] != b"MDMP"
