"""What only Microsoft's DbgHelp does: all callbacks, I/O of our own, snapshots, access lists."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, ModuleRule, ThreadRule
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.dumper.messages import Progress, SoftErrorFound
from app.core.errors import DumpCancelledError
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.minidump.reader import MinidumpFile

pytestmark = pytest.mark.real_windows

FULL, DATA_SEGS = 0x20002, 0x1
STACK = 0x2
"""ThreadWriteStack."""
SLEEPER = """
import sys
memory = bytearray({mebibytes} << 20)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def sleeper():
    """Call it with a number of MiB to get the process id of a program that has them and waits."""
    running = []

    def start(mebibytes=1):
        program = SLEEPER.format(mebibytes=mebibytes)
        process = subprocess.Popen(
            [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        running.append(process)
        process.stdout.readline()
        return process.pid

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def client():
    with DumperClient() as dumper:
        yield dumper


def test_a_rehearsal_is_exact_and_the_estimate_close(client, sleeper, tmp_path):
    pid = sleeper()
    for flags in (0, DATA_SEGS, FULL):
        request = DumpRequest(flags)
        planned = client.plan(key_of(pid), request, refresh=True).plan.file_size
        rehearsed = client.rehearse(key_of(pid), request)
        done = client.dump(key_of(pid), request, str(tmp_path / f"{flags:x}.dmp"))
        assert done.verdict == "good"
        assert done.file_size == rehearsed
        assert planned == pytest.approx(rehearsed, rel=0.05)


@pytest.mark.parametrize("flags", [DATA_SEGS, FULL])
def test_modules_and_threads_are_left_out(client, sleeper, tmp_path, flags):
    pid = sleeper()
    process = client.describe(key_of(pid))
    last = process.threads[-1].id
    rules = FilterSpec(
        (ModuleRule("kernelbase.dll", include=False),), (ThreadRule(id=last, include=False),)
    )
    (base,) = (m.base for m in process.modules if "kernelbase" in m.name.lower())
    done = client.dump(key_of(pid), DumpRequest(flags, rules), str(tmp_path / "it.dmp"))
    with MinidumpFile.open(done.path) as file:
        snapshot = snapshot_of(file)
        stored = [(start, start + size) for start, size, _ in file.memory_ranges()]
    assert base not in {module.base for module in snapshot.modules}
    assert last not in {thread.id for thread in snapshot.threads}
    assert not [one for one in stored if one[0] <= base < one[1]]


def test_a_stack_that_is_not_to_be_written_with_its_thread_is_not_in_the_file(
    client, sleeper, tmp_path
):
    pid = sleeper()
    rules = FilterSpec(threads=(ThreadRule(clear_flags=STACK),))
    done = client.dump(key_of(pid), DumpRequest(0, rules), str(tmp_path / "it.dmp"))
    assert not [finding for finding in done.findings if finding.severity == "error"]
    with MinidumpFile.open(done.path) as file:
        snapshot = snapshot_of(file)
        assert snapshot.threads
        kept = [file.read_memory(thread.stack_pointer, 8) for thread in snapshot.threads]
    assert not any(kept)


def test_cancelling_inside_a_large_region_leaves_nothing(client, sleeper, tmp_path):
    def report(event):
        if isinstance(event, Progress):
            client.cancel()

    with pytest.raises(DumpCancelledError):
        client.dump(
            key_of(sleeper(1024)), DumpRequest(FULL), str(tmp_path / "it.dmp"), report=report
        )
    assert list(tmp_path.iterdir()) == []


def test_with_a_snapshot_the_program_runs_on(client, sleeper, tmp_path):
    pid = sleeper(256)
    told = []
    done = client.dump(
        key_of(pid),
        DumpRequest(FULL, clone=True),
        str(tmp_path / "it.dmp"),
        report=told.append,
    )
    assert [event for event in told if isinstance(event, SoftErrorFound)] == []
    assert done.file_size > 256 << 20
    assert done.paused_ms < 2000


def test_the_access_list_names_the_user_and_administrators_alone(client, sleeper, tmp_path):
    done = client.dump(key_of(sleeper()), DumpRequest(0), str(tmp_path / "it.dmp"))
    listed = subprocess.run(
        ["icacls", done.path, "/save", str(tmp_path / "acl"), "/q"],
        capture_output=True,
        check=True,
    )
    assert listed.returncode == 0
    told = (tmp_path / "acl").read_text("utf-16-le")
    entries = told.partition("D:")[2].strip()
    assert entries.startswith("P")
    assert entries.count("(A;") == 2
    assert ";;;BA)" in entries
