"""Several processes by one command: meant by name, query and family, in turn and at one moment."""

from __future__ import annotations

import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.dumper.gate import HELD_SECONDS
from app.core.dumper.messages import Phase
from app.core.errors import DumpCancelledError
from app.core.minidump.reader import MinidumpFile
from tests.live.dumping import wait_until

DUMPDESK = [sys.executable, "-P", "-m", "app"]


@pytest.fixture
def dumpdesk(tmp_path):
    """Call it with arguments in an empty folder: exit code, standard output, standard error."""
    folder = tmp_path / "here"
    folder.mkdir()

    def run(*arguments):
        done = subprocess.run(
            [*DUMPDESK, *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=folder,
            timeout=120,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    run.folder = folder
    return run


@pytest.fixture
def named(tmp_path, start_process):
    """Start a program of a name that nothing else here has."""
    name = f"dd{os.getpid()}it"
    program = shutil.copy(shutil.which("sleep"), tmp_path / name)

    def start(*arguments):
        return start_process(str(program), *arguments, wait=False)

    start.name = name
    return start


@pytest.fixture
def family(start_target):
    target = start_target("family")
    yield target
    for name in ("grandchild", "child"):
        os.kill(int(target.values[name]), signal.SIGKILL)


def pids_of(family):
    return [int(family.values["grandchild"]), int(family.values["child"]), family.pid]


def state_of(pid):
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def ended(target):
    key = target.key
    target.stop()
    return key


def counted(path, address):
    with MinidumpFile.open(path) as file:
        return struct.unpack("<Q", file.read_memory(address, 8))[0]


# ------------------------------------------------------------------------------ which are meant


def test_a_name_means_its_process(dumpdesk, named):
    target = named("9000")
    code, told, _ = dumpdesk("plan", named.name.upper(), "--json")
    assert (code, json.loads(told)["pid"]) == (0, target.pid)


def test_more_than_one_is_listed_and_wants_all(dumpdesk, named):
    pids = {named("9000").pid, named("9001").pid}
    code, told, complaint = dumpdesk("dump", named.name, "--preset", "stacks")
    assert (code, told) == (2, "")
    assert "--all" in complaint
    assert all(str(pid) in complaint for pid in pids)
    assert list(dumpdesk.folder.iterdir()) == []
    code, told, _ = dumpdesk("dump", named.name, "--preset", "stacks", "--all")
    assert code == 0
    assert told.splitlines()[-1] == "2 of 2 good"
    assert len(list(dumpdesk.folder.glob("*.dmp"))) == 2


def test_a_query_finds_one_of_them_and_not_who_asks(dumpdesk, named):
    named("9000")
    target = named("9001")
    query = f"cmd ~ *{named.name}*9001*"
    asked = subprocess.run(
        ["sh", "-c", f"{' '.join(DUMPDESK)} plan '{query}' --json; exit $?"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert json.loads(asked.stdout)["pid"] == target.pid


def test_part_of_a_name_is_not_enough(dumpdesk, named):
    target = named("9000")
    code, _, complaint = dumpdesk("dump", named.name[:-1])
    assert code == 4
    assert str(target.pid) in complaint
    assert "name ~" in complaint
    assert dumpdesk("dump", "no process is called so")[0] == 4
    assert dumpdesk("dump", "pid = x")[0] == 2


def test_plans_and_stacks_of_several_are_a_list_in_which_failures_have_their_cause(dumpdesk, named):
    targets = [named("9000"), named("9001")]
    gone = ended(named("9002"))
    for command in ("plan", "stacks"):
        arguments = [str(targets[0].key), str(gone), str(targets[1].key), "--json"]
        code, told, _ = dumpdesk(command, *arguments)
        assert code == 4
        first, lost, second = json.loads(told)
        assert lost["error"] == "NoSuchProcessError"
        assert lost["cause"]
        if command == "plan":
            assert [first["pid"], second["pid"]] == [target.pid for target in targets]
        else:
            assert first["process"] == str(targets[0].key)
            assert first["threads"][0]["frames"]


def test_stacks_takes_dumps_and_processes_together(dumpdesk, named):
    target = named("9000")
    assert dumpdesk("dump", target.pid, "-o", "it.dmp", "--preset", "stacks")[0] == 0
    code, told, _ = dumpdesk("stacks", "it.dmp", named.name, "--json")
    assert code == 0
    process, dump = json.loads(told)
    assert (process["process"], dump["file"]) == (str(target.key), "it.dmp")
    (dumpdesk.folder / named.name).write_text("a file of the same name")
    code, _, complaint = dumpdesk("stacks", named.name)
    assert code == 8
    assert f"name = {named.name}" in complaint


# ----------------------------------------------------------------------------------- in turn


def test_children_come_before_their_parents(dumpdesk, family):
    code, told, _ = dumpdesk("dump", family.pid, "--children", "--preset", "stacks", "--json")
    assert code == 0
    summary = json.loads(told.splitlines()[-1])
    assert (summary["event"], summary["good"], summary["of"]) == ("all_done", 3, 3)
    found = [int(dump["process"].partition("@")[0]) for dump in summary["dumps"]]
    assert found == pids_of(family)
    assert all(Path(dump["path"]).exists() for dump in summary["dumps"])


def test_one_that_fails_keeps_no_other_from_it(dumpdesk, named):
    gone, target = ended(named("9000")), named("9001")
    code, told, complaint = dumpdesk("dump", gone, target.pid, "--preset", "stacks")
    assert code == 4
    assert told.splitlines()[-1] == "1 of 2 good, 1 not written"
    assert f"PID {gone.pid}" in complaint
    assert len(list(dumpdesk.folder.glob("*.dmp"))) == 1


def test_several_want_a_folder_and_a_mistyped_option_is_told_once(dumpdesk, named):
    pids = named("9000").pid, named("9001").pid
    for output in ("-", "it.dmp"):
        code, _, complaint = dumpdesk("dump", *pids, "-o", output)
        assert code == 2
        assert "folder" in complaint
    code, told, complaint = dumpdesk("dump", *pids, "--preset", "no such")
    assert (code, told) == (2, "")
    assert complaint.count("no such") == 1
    assert list(dumpdesk.folder.iterdir()) == []


# ------------------------------------------------------------------------------ at one moment


@pytest.mark.parametrize("plan", [("stacks",), ("private", "--clone")], ids=" ".join)
def test_together_what_they_share_is_the_same_in_all_dumps(dumpdesk, family, plan):
    page = family.values["page"]
    code, told, _ = dumpdesk(
        *("dump", family.pid, "--children", "--together", "--preset", *plan),
        *("--include-memory", f"{page:#x}:8", "--json"),
    )
    assert code == 0
    summary = json.loads(told.splitlines()[-1])
    assert summary["good"] == 3
    assert summary["apart_ms"] < 5000
    assert summary["let_go_early"] == []
    counts = {counted(dump["path"], page) for dump in summary["dumps"]}
    assert len(counts) == 1
    pid = int(family.values["grandchild"])
    wait_until(lambda: state_of(pid) == "R")  # and it counts on


def test_together_one_that_cannot_be_dumped_is_told_and_the_others_are_dumped(
    dumpdesk, family, named
):
    gone = ended(named("9000"))
    code, told, complaint = dumpdesk(
        *("dump", gone, family.pid, family.values["child"]), "--together"
    )
    assert code == 4
    assert told.splitlines()[-1] == "2 of 3 good, 1 not written"
    assert f"PID {gone.pid}" in complaint
    assert "2 of 3 stood still at one moment" in complaint
    assert f" (PID {family.pid}): " in told  # the number alone would not say what it is
    assert {state_of(pid) for pid in pids_of(family)[1:]} == {"S"}


def test_no_more_than_a_bounded_number_is_held(dumpdesk, start_process):
    numbers = [f"{pid}@1" for pid in range(10_000, 10_033)]
    code, _, complaint = dumpdesk("dump", *numbers, "--together")
    assert code == 2
    assert "32" in complaint


@pytest.mark.parametrize("phase", ["stopped", "copied"])
def test_a_held_process_goes_on_when_its_client_goes(tmp_path, family, phase):
    pid = int(family.values["grandchild"])
    key = key_of(pid)
    held = threading.Event()
    dumper = DumperClient()
    outcome = []

    def report(event):
        if event == Phase(phase):
            held.set()
        elif isinstance(event, Phase) and event.phase in HELD_SECONDS:
            dumper.go_on(event.phase)

    def dump():
        try:
            dumper.dump(key, DumpRequest(0), str(tmp_path / "it.dmp"), held=True, report=report)
        except DumpCancelledError as error:
            outcome.append(error)

    thread = threading.Thread(target=dump)
    thread.start()
    assert held.wait(60)
    assert state_of(pid) == "t"
    dumper.close()
    thread.join(60)
    assert outcome
    wait_until(lambda: state_of(pid) == "R")
    assert list(tmp_path.glob("it*")) == []
    dumper.wait(10)
