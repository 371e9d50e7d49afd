"""Limits that bite: threads, memory, open files, a full TMPDIR, an output that takes no more."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.core.dump.request import DumpRequest
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.faults.conftest import FILLED
from tests.live.dumping import runs, wait_until

ROOT = Path(__file__).parents[2]
GROUPS = Path("/sys/fs/cgroup")
FULL = ("--preset", "everything")


@pytest.fixture
def target(start_target):
    return start_target("threads", 3)


@pytest.fixture
def large(start_process):
    return start_process(sys.executable, "-c", FILLED.format(mebibytes=40))


@pytest.fixture
def limited():
    """Give a function that makes a group of processes with a limit that a controller sets.

    *names* are those of the file for it, in the second hierarchy and in the first.
    """
    if os.geteuid() != 0:
        pytest.skip("needs root")
    made = []

    def make(controller, names, limit):
        parent = GROUPS / controller if (GROUPS / controller).exists() else GROUPS
        group = parent / f"dumpdesk-{os.getpid()}-{len(made)}"
        group.mkdir()
        made.append(group)
        files = [group / name for name in names if (group / name).exists()]
        if not files:
            pytest.skip(f"there is no controller {controller}")
        files[0].write_text(str(limit))
        return lambda: (group / "cgroup.procs").write_text(str(os.getpid()))

    yield make
    for group in made:
        wait_until(lambda group=group: not (group / "cgroup.procs").read_text())
        end = time.monotonic() + 60
        while group.exists() and time.monotonic() < end:
            with contextlib.suppress(OSError):
                group.rmdir()


def dumpdesk(*arguments, before=None, **options):
    return subprocess.run(
        [sys.executable, "-m", "app", *map(str, arguments)],
        cwd=ROOT,
        preexec_fn=before,
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=options.pop("text", True),
        timeout=250,
        check=False,
        **options,
    )


def assert_told_truly(done, path, target):
    """One sentence and no file, or a dump and success."""
    assert "Traceback" not in done.stderr
    assert runs(target.pid)
    if path.exists():
        assert done.returncode in (0, 7)
        assert verify(path).verdict == "good"
    else:
        assert done.returncode == 6, done.stderr
        assert done.stderr.count("dumpdesk: ") == 1
        assert "log has the details" not in done.stderr
        assert "folder" not in done.stderr
    assert not list(path.parent.glob("*.part"))


@pytest.mark.parametrize("limit", [*range(1, 13), 20])
@pytest.mark.parametrize("flags", [(), FULL])
def test_a_system_that_gives_few_threads(large, tmp_path, limited, limit, flags):
    path = tmp_path / "out" / "a.dmp"
    path.parent.mkdir()
    done = dumpdesk(
        "dump", large.pid, "-o", path, *flags, before=limited("pids", ["pids.max"], limit)
    )
    assert_told_truly(done, path, large)
    if limit == 20:
        assert done.returncode == 0


@pytest.mark.parametrize("mebibytes", [80, 100, 130, 170, 230, 300, 500])
@pytest.mark.parametrize("flags", [(), FULL])
def test_a_system_that_gives_little_memory(large, tmp_path, mebibytes, flags):
    path = tmp_path / "out" / "a.dmp"
    path.parent.mkdir()
    limit = (mebibytes << 20, mebibytes << 20)

    def before():
        resource.setrlimit(resource.RLIMIT_AS, limit)

    done = dumpdesk("dump", large.pid, "-o", path, *flags, before=before)
    assert_told_truly(done, path, large)


def test_what_a_control_group_has_no_room_for_goes_straight_to_the_file(
    start_process, tmp_path, limited
):
    """Nobody is killed for want of memory, and the dump has everything."""
    target = start_process(sys.executable, "-c", FILLED.format(mebibytes=150))
    names = ["memory.max", "memory.limit_in_bytes"]
    path = tmp_path / "a.dmp"
    done = dumpdesk(
        *("dump", target.pid, "-o", path, *FULL, "--no-clone", "--json"),
        before=limited("memory", names, 220 << 20),
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["verdict"] == "good"
    assert told["held"] > 0
    assert told["direct"] > 0
    assert told["held"] + told["direct"] > 150 << 20
    assert runs(target.pid)


def test_what_the_dumper_may_not_have_goes_straight_to_the_file(large, tmp_path, client):
    client.describe(large.key)
    status = Path(f"/proc/{client.process_id}/status").read_text()
    limit = (int(re.search(r"VmSize:\s*(\d+)", status)[1]) << 10) + (350 << 20)
    resource.prlimit(client.process_id, resource.RLIMIT_AS, (limit, limit))
    request = DumpRequest(int(T.MiniDumpWithFullMemory), clone=False)
    done = client.dump(large.key, request, str(tmp_path / "a.dmp"))
    assert done.verdict == "good"
    assert done.held < 40 << 20 < done.held + done.direct
    assert done.direct > 0
    assert runs(large.pid)


@pytest.mark.parametrize("files", [8, 12, 16, 20, 30])
def test_a_system_that_gives_few_open_files(target, tmp_path, files):
    path = tmp_path / "out" / "a.dmp"
    path.parent.mkdir()

    def before():
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

    done = dumpdesk("dump", target.pid, "-o", path, before=before)
    assert_told_truly(done, path, target)


# --------------------------------------------------------------------------------------- outputs


def test_a_full_folder_for_what_waits_is_named(large, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("needs root")
    folder = tmp_path / "waiting"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", folder], check=True)
    try:
        with (tmp_path / "out").open("wb") as out:
            done = dumpdesk(
                *("dump", large.pid, "-o", "-", *FULL, "--clone"),  # else it waits in memory
                stdout=out,
                env={**os.environ, "TMPDIR": str(folder)},
            )
    finally:
        subprocess.run(["umount", folder], check=True)
    assert done.returncode == 6
    assert str(folder) in done.stderr
    assert "TMPDIR" in done.stderr
    assert "Traceback" not in done.stderr


HALF_ZERO = """
import os, sys
filled, zero = bytearray(os.urandom(24 << 20)), bytearray(40 << 20)
zero[::4096] = bytes(len(zero) // 4096)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("mebibytes", "told", "code"),
    [(20, "The dump needs about", 6), (31, "No space left on device", 6), (48, "", 0)],
)
def test_a_disk_is_refused_where_a_dump_cannot_fit_for_all_its_zeros(
    start_process, tmp_path, mebibytes, told, code
):
    """It takes some 33 MiB of its 75; how much exactly is known when all is read."""
    if os.geteuid() != 0:
        pytest.skip("needs root")
    process = start_process(sys.executable, "-c", HALF_ZERO)
    folder = tmp_path / "small"
    folder.mkdir()
    size = f"size={mebibytes}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", folder], check=True)
    try:
        done = dumpdesk("dump", process.pid, "-o", folder / "a.dmp", *FULL)
        left = [path.name for path in folder.iterdir()]
    finally:
        subprocess.run(["umount", folder], check=True)
    assert (done.returncode, left) == (code, [] if code else ["a.dmp"])
    assert told in done.stderr
    assert runs(process.pid)


@pytest.mark.parametrize("as_json", [False, True])
def test_a_full_standard_output_takes_no_dump_back(target, tmp_path, as_json):
    path = tmp_path / "a.dmp"
    with Path("/dev/full").open("w") as full:
        done = dumpdesk("dump", target.pid, "-o", path, *["--json"] * as_json, stdout=full)
    assert done.returncode == 0
    assert f"The dump is written to {path} (check: good)" in done.stderr
    assert "No space left on device" in done.stderr
    assert verify(path).verdict == "good"


@pytest.mark.parametrize("as_json", [False, True])
def test_a_standard_output_that_nobody_reads_takes_no_dump_back(target, tmp_path, as_json):
    path = tmp_path / "a.dmp"
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = dumpdesk("dump", target.pid, "-o", path, *["--json"] * as_json, stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert f"The dump is written to {path} (check: good)" in done.stderr
    assert verify(path).verdict == "good"


@pytest.mark.parametrize("as_json", [False, True])
def test_a_closed_standard_output_takes_no_dump_back(target, tmp_path, as_json):
    path = tmp_path / "a.dmp"
    command = [sys.executable, "-m", "app", "dump", str(target.pid), "-o", str(path)]
    done = subprocess.run(
        ["/bin/sh", "-c", 'exec "$@" >&-', "sh", *command, *["--json"] * as_json],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        timeout=250,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert verify(path).verdict == "good"


def test_errors_are_told_as_json_too(target, tmp_path):
    def before():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    done = dumpdesk("dump", target.pid, "-o", tmp_path / "a.dmp", "--json", before=before)
    assert done.returncode == 6
    assert json.loads(done.stdout.splitlines()[-1])["error"] == "DumpTooLargeError"
    assert list(tmp_path.iterdir()) == []
