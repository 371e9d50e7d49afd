"""Files and targets when things go wrong: no broken dump, nothing left behind, nobody harmed."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import pickle
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from importlib import import_module
from pathlib import Path

import pytest

from app.core.backends import room
from app.core.backends.base import stream_dump, write_dump
from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.request import DumpRequest
from app.core.errors import (
    HRESULT,
    AccessDeniedError,
    DiskFullError,
    DumpCancelledError,
    DumpTooLargeError,
    MiniDumpError,
    NoSuchProcessError,
    OutputError,
)
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.reader import MinidumpFile
from tests.live.dumping import (
    Dump,
    dump_with,
    runs,
    states_of,
    stop_by_signal,
    tracer_of,
    wait_until,
)

ROOT = Path(__file__).parents[2]
FULL = int(T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory)
MEBI = 1 << 20
NOBODY = 65534

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root")

ZEROED = f"""
import ctypes, mmap
memory = mmap.mmap(-1, {64 * MEBI}, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for number in range(0, len(memory), 4096):
    memory[number] = 0
for number in range(0, len(memory), 40960):
    memory[number:number + 4096] = b"x" * 4096
address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
print("ready address=%d" % address, flush=True)
input()
"""
FILLED = """
import ctypes, random, sys
size = {mebibytes} << 20
memory = random.Random(3).randbytes(1 << 20) * {mebibytes}
address = ctypes.cast(memory, ctypes.c_void_p).value
print("ready address=%d size=%d" % (address, size), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def small(start_target):
    """A target whose dump passes through a buffer."""
    return start_target("threads", 3)


@pytest.fixture
def large(start_process):
    """A target whose full dump is written while it stands still."""
    return start_process(sys.executable, "-c", FILLED.format(mebibytes=64))


def dump(pid, path, flags=0, *, report=None, cancelled=None, overwrite=False, rules=None):
    return dump_to_file(
        key_of(pid),
        str(path),
        DumpRequest(flags=int(flags), filter=rules or FilterSpec()),
        report=report or (lambda _: None),
        is_cancelled=cancelled or (lambda: False),
        overwrite=overwrite,
    )


def contents(folder):
    return sorted(path.name for path in folder.iterdir())


# -------------------------------------------------------------------------------- a good dump


@pytest.mark.parametrize("umask", [0, 0o022, 0o777])
def test_only_the_owner_may_read_it_from_the_first_byte(small, tmp_path, umask):
    path = tmp_path / "a.dmp"
    modes = set()

    def look(_):
        for name in (path, tmp_path / "a.dmp.part"):
            with contextlib.suppress(FileNotFoundError):
                modes.add(stat.S_IMODE(name.stat().st_mode))

    before = os.umask(umask)
    try:
        result = dump(small.pid, path, report=look)
    finally:
        os.umask(before)
    look(None)
    assert modes == {0o600}
    assert contents(tmp_path) == ["a.dmp"]
    assert result.path == str(path)
    assert result.file_size == path.stat().st_size
    assert result.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert result.paused_ms > 0


@pytest.mark.parametrize("flags", [0, FULL])
def test_there_is_no_signature_until_the_rest_is_written(large, tmp_path, flags):
    path = tmp_path / "a.dmp"
    seen = {}

    def look(event):
        part = tmp_path / "a.dmp.part"
        if event["event"] == "phase":
            assert not path.exists()
            seen[event["phase"]] = part.read_bytes()[:4]

    dump(large.pid, path, flags, report=look)
    assert seen.pop("hash") == b"MDMP"
    assert set(seen) == {"describe", "suspend", "stopped", "copy", "copied", "write", "sync"}
    assert set(seen.values()) <= {b"", bytes(4)}
    assert path.read_bytes()[:4] == b"MDMP"


def test_a_large_dump_holds_the_bytes_of_the_target(large, tmp_path):
    result = dump(large.pid, tmp_path / "a.dmp", FULL)
    found = Dump(tmp_path / "a.dmp")
    address, size = large.values["address"], large.values["size"]
    data = found.memory(address, size)
    assert data == data[:MEBI] * 64
    assert hashlib.sha256(data[:MEBI]).digest() == hashlib.sha256(known_block()).digest()
    assert not result.soft_errors
    assert runs(large.pid)


@pytest.mark.parametrize("clone", [True, False])
def test_pages_of_zeros_take_no_room(start_process, tmp_path, clone):
    process = start_process(sys.executable, "-c", ZEROED)
    address, size = int(process.values["address"]), 64 * MEBI
    request = DumpRequest(FULL, clone=clone)
    result = dump_to_file(key_of(process.pid), str(tmp_path / "a.dmp"), request)
    found = Dump(tmp_path / "a.dmp")
    block = b"x" * 4096 + bytes(9 * 4096)
    assert found.memory(address, size) == (block * (size // len(block) + 1))[:size]
    assert result.sha256 == hashlib.sha256(found.bytes).hexdigest()
    assert found.path.stat().st_blocks * 512 < found.size // 2
    streamed = bytearray()
    stream_dump(
        key_of(process.pid),
        request,
        streamed.extend,
        report=lambda _: None,
        is_cancelled=lambda: False,
    )
    assert block * 100 in streamed
    assert len(streamed) == found.size


def known_block():
    import random

    return random.Random(3).randbytes(MEBI)


# ------------------------------------------------------------------------------- names in use


def test_an_existing_file_is_refused_and_kept(small, tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(b"precious")
    with pytest.raises(OutputError) as caught:
        dump(small.pid, path)
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert path.read_bytes() == b"precious"
    assert contents(tmp_path) == ["a.dmp"]


def test_an_existing_file_is_replaced_where_that_is_allowed(small, tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(b"old" * 1000000)
    path.chmod(0o666)
    other = tmp_path / "another name"
    other.hardlink_to(path)
    dump(small.pid, path, overwrite=True)
    assert len(Dump(path).file.threads) == 4
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert other.read_bytes() == b"old" * 1000000
    assert contents(tmp_path) == ["a.dmp", "another name"]


def test_an_existing_file_stays_when_the_dump_fails(small, tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(b"precious")
    with pytest.raises(DumpCancelledError):
        dump(small.pid, path, overwrite=True, cancelled=lambda: True)
    assert path.read_bytes() == b"precious"
    assert contents(tmp_path) == ["a.dmp"]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("name", ["a.dmp", "a.dmp.part"])
@pytest.mark.parametrize("victim", ["exists", "dangling"])
def test_links_are_never_followed(small, tmp_path, overwrite, name, victim):
    outside = tmp_path / "outside"
    if victim == "exists":
        outside.write_bytes(b"precious")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / name).symlink_to(outside)
    with pytest.raises(OutputError) as caught:
        dump(small.pid, folder / "a.dmp", overwrite=overwrite)
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert contents(folder) == [name]
    assert (folder / name).is_symlink()
    if victim == "exists":
        assert outside.read_bytes() == b"precious"
    else:
        assert not outside.exists()


def test_a_name_taken_while_the_dump_is_written_is_not_overwritten(small, tmp_path):
    path = tmp_path / "a.dmp"

    def take(event):
        if event.get("phase") == "hash":
            path.write_bytes(b"precious")

    with pytest.raises(OutputError) as caught:
        dump(small.pid, path, report=take)
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert path.read_bytes() == b"precious"
    assert contents(tmp_path) == ["a.dmp"]


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("how", ["replaced", "linked", "gone"])
def test_what_somebody_put_in_its_place_is_not_published(small, tmp_path, how, overwrite):
    path, part = tmp_path / "a.dmp", tmp_path / "a.dmp.part"
    other = tmp_path / "other"
    other.write_bytes(b"of somebody else")

    def meddle(event):
        if event.get("phase") == "hash":
            part.unlink()
            if how == "replaced":
                part.write_bytes(b"of somebody else")
            elif how == "linked":
                part.symlink_to(other)

    with pytest.raises(OutputError) as caught:
        dump(small.pid, path, report=meddle, overwrite=overwrite)
    assert caught.value.exit_code == 6
    assert not path.exists()
    assert contents(tmp_path) == (["other"] if how == "gone" else ["a.dmp.part", "other"])
    assert other.read_bytes() == b"of somebody else"


@pytest.mark.parametrize("kind", ["folder", "pipe"])
@pytest.mark.parametrize("overwrite", [False, True])
def test_what_is_not_an_ordinary_file_is_never_replaced(small, tmp_path, kind, overwrite):
    path = tmp_path / "a.dmp"
    if kind == "folder":
        path.mkdir()
    else:
        os.mkfifo(path)
    with pytest.raises(OutputError):
        dump(small.pid, path, overwrite=overwrite)
    assert contents(tmp_path) == ["a.dmp"]
    assert not path.is_file()


def test_another_dump_of_the_same_name_is_not_disturbed(small, tmp_path):
    path = tmp_path / "a.dmp"
    (tmp_path / "a.dmp.part").write_bytes(b"of another dump")
    with pytest.raises(OutputError, match="another dump"):
        dump(small.pid, path)
    assert (tmp_path / "a.dmp.part").read_bytes() == b"of another dump"


@pytest.mark.parametrize(
    "path",
    [
        "missing/a.dmp",
        "file/a.dmp",
        "x" * 255,
        "/proc/a.dmp",
        "/dev/null",
        "",
        "a\0b",
        "\ud800.dmp",
    ],
)
def test_a_place_where_no_file_can_be_is_an_output_error(small, tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as caught:
        dump(small.pid, path)
    assert caught.value.remedy
    assert caught.value.exit_code == 6
    assert contents(tmp_path) == ["file"]
    assert runs(small.pid)


@pytest.mark.parametrize("name", ["new\nline.dmp", "\udcff\udcfe.dmp", "-o", " .dmp", "ä€😀.dmp"])
def test_strange_names_are_names(small, tmp_path, name):
    dump(small.pid, tmp_path / name)
    assert contents(tmp_path) == [name]


def no_links(*_, **__):
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def test_without_hard_links_a_name_taken_meanwhile_is_kept_too(small, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.dmp"

    def take(event):
        if event.get("phase") == "hash":
            path.write_bytes(b"precious")

    with pytest.raises(OutputError) as caught:
        dump(small.pid, path, report=take)
    assert caught.value.hresult == HRESULT.FILE_EXISTS
    assert path.read_bytes() == b"precious"
    assert contents(tmp_path) == ["a.dmp"]


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_system_without_modes_and_hard_links(small, tmp_path, monkeypatch, overwrite):
    """FAT, as on memory sticks: every file has the mode of the mount, and one name."""
    chmod = os.fchmod

    def mode_of_the_mount(descriptor, _):
        chmod(descriptor, 0o755)
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "fchmod", mode_of_the_mount)
    monkeypatch.setattr(os, "link", no_links)
    path = tmp_path / "a.dmp"
    if overwrite:
        path.write_bytes(b"old")
    events = []
    result = dump(small.pid, path, report=events.append, overwrite=overwrite)
    assert len(Dump(path).file.threads) == 4
    assert contents(tmp_path) == ["a.dmp"]
    (error,) = result.soft_errors
    assert "others may read it" in error.error
    assert [e["error"] for e in events if e["event"] == "soft_error"] == [error.error]


# --------------------------------------------------------------------------- disks and limits


@pytest.fixture
def tiny_disk(tmp_path):
    """Call it with a size to get a folder on a disk of that size."""
    with contextlib.ExitStack() as mounted:

        def mount(size):
            folder = tmp_path / f"disk of {size}"
            folder.mkdir()
            command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "dumpdesk", folder]
            if subprocess.run(command, capture_output=True, check=False).returncode:
                pytest.skip("no right to mount")
            mounted.callback(subprocess.run, ["umount", "--lazy", folder], check=True)
            return folder

        yield mount


@needs_root
@pytest.mark.parametrize("how", ["found before", "in the copy", "from the buffer", "header"])
def test_a_full_disk_is_an_error_and_leaves_nothing(large, tiny_disk, how, monkeypatch):
    """Also if somebody else fills it once there was room enough, and the system keeps none."""
    monkeypatch.setattr(room, "_fallocate", None)
    mebibytes = {"in the copy": 60, "from the buffer": 20}.get(how, 0)
    rule = MemoryRule(address=large.values["address"], size=mebibytes * MEBI, include=True)
    rules = FilterSpec(memory=(rule,) if mebibytes else ())
    folder = tiny_disk({"header": 8192, "found before": 8 * MEBI}.get(how, 100 * MEBI))
    phases = []

    def fill(event):
        phases.append(event.get("phase"))
        if mebibytes and phases[-1] == "suspend":
            (folder / "filler").write_bytes(bytes((100 - mebibytes + 10) * MEBI))

    with pytest.raises(DiskFullError) as caught:
        dump(
            large.pid,
            folder / "a.dmp",
            FULL if how == "found before" else 0,
            report=fill,
            rules=rules,
        )
    assert caught.value.hresult == HRESULT.DISK_FULL
    assert caught.value.exit_code == 6
    assert ("suspend" in phases) == (how != "found before")
    assert contents(folder) == (["filler"] if mebibytes else [])
    # A thread that copies beside may hold the file, which has no name any more, for a moment.
    end = time.monotonic() + 60
    while shutil.disk_usage(folder).used > (100 - mebibytes + 10) * MEBI * bool(mebibytes):
        assert time.monotonic() < end
        time.sleep(0.01)
    assert runs(large.pid)


@needs_root
def test_room_that_was_kept_is_ours_when_others_fill_the_disk(large, tiny_disk):
    folder = tiny_disk(100 * MEBI)
    rule = MemoryRule(address=large.values["address"], size=60 * MEBI, include=True)

    def fill(event):
        if event.get("phase") == "suspend":
            with contextlib.suppress(OSError):
                (folder / "filler").write_bytes(bytes(100 * MEBI))

    dump(large.pid, folder / "a.dmp", 0, report=fill, rules=FilterSpec(memory=(rule,)))
    assert Dump(folder / "a.dmp").memory(large.values["address"], 60 * MEBI)
    assert (folder / "filler").stat().st_size < 40 * MEBI


@pytest.mark.parametrize(("flags", "limit"), [(FULL, 32 * MEBI), (0, 8192)])
def test_a_limit_on_file_sizes_is_an_error(large, tmp_path, flags, limit):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(DumpTooLargeError) as caught:
            dump(large.pid, tmp_path / "a.dmp", flags)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.hresult == HRESULT.FILE_TOO_LARGE
    assert contents(tmp_path) == []
    assert runs(large.pid)


def as_nobody(function):
    """Call *function* in a process of a user without rights; its result, or what it raised."""
    import_module(
        "app.core.capture.linux.linux_target"
    )  # the user may not be able to read Python's files
    receive, send = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            try:
                answer = function()
            except Exception as error:  # noqa: BLE001 - raised again by the parent
                answer = error
            os.write(send, pickle.dumps(answer))
        finally:
            os._exit(0)
    os.close(send)
    with os.fdopen(receive, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    answer = pickle.loads(data)
    if isinstance(answer, Exception):
        raise answer
    return answer


@pytest.fixture
def folder_of_nobody():
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    os.chown(folder, NOBODY, NOBODY)
    yield folder
    shutil.rmtree(folder)


@needs_root
def test_another_users_process_is_refused_and_says_why(small, folder_of_nobody):
    with pytest.raises(AccessDeniedError) as caught:
        as_nobody(lambda: dump(small.pid, folder_of_nobody / "a.dmp").file_size)
    # Which of the two depends on whether root could do it here, and sudo make us root.
    denied = {HRESULT.ACCESS_DENIED, HRESULT.PRIVILEGE_NOT_HELD}
    assert caught.value.hresult in denied
    assert caught.value.exit_code == 3
    assert "It belongs to root" in caught.value.cause
    assert re.search("administrator|root", caught.value.remedy)
    assert contents(folder_of_nobody) == []
    assert runs(small.pid)


@needs_root
def test_a_folder_that_may_not_be_read_takes_a_dump(folder_of_nobody):
    yama = Path("/proc/sys/kernel/yama/ptrace_scope")
    if yama.exists() and yama.read_text().strip() != "0":
        pytest.skip("processes may only trace their children here")
    folder_of_nobody.chmod(0o300)
    process = subprocess.Popen(["sleep", "600"], user=NOBODY, group=NOBODY, extra_groups=[])
    try:
        wait_until(lambda: set(states_of(process.pid).values()) == {"S"})
        size = as_nobody(lambda: dump(process.pid, folder_of_nobody / "a.dmp").file_size)
    finally:
        process.kill()
        process.wait()
    assert contents(folder_of_nobody) == ["a.dmp"]
    assert (folder_of_nobody / "a.dmp").stat().st_size == size


@needs_root
def test_a_folder_that_may_not_be_written_is_an_output_error(folder_of_nobody):
    folder_of_nobody.chmod(0o500)
    with pytest.raises(OutputError) as caught:
        as_nobody(lambda: dump(1, folder_of_nobody / "a.dmp").file_size)
    assert caught.value.hresult == HRESULT.ACCESS_DENIED
    assert caught.value.exit_code == 6
    assert contents(folder_of_nobody) == []


# ----------------------------------------------------------------- files handed to write_dump


@pytest.mark.parametrize("flags", [0, FULL])
def test_a_failed_dump_does_not_leave_the_old_one_valid(large, tmp_path, flags):
    path = tmp_path / "a.dmp"
    dump_with(path, large.pid, flags)

    def callback(given, output):
        if given.CallbackType.name == "CancelCallback":
            output.CheckCancel = True
            output.Cancel = path.stat().st_size != size
        return True

    size = path.stat().st_size
    with path.open("r+b") as file, pytest.raises(DumpCancelledError):
        write_dump(None, large.pid, file, flags, callback=callback)
    with path.open("rb") as file:
        assert file.read(4) in (b"", bytes(4))


def test_a_longer_file_is_cut_to_the_dump(small, tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(b"x" * 5_000_000)
    with path.open("r+b") as file:
        file.seek(1234)
        written = write_dump(None, small.pid, file, 0)
    assert path.stat().st_size == written.plan.file_size < 5_000_000
    assert MinidumpFile(path.read_bytes()).findings == ()


@pytest.mark.parametrize(
    ("mode", "hresult"),
    [(os.O_RDONLY, HRESULT.ACCESS_DENIED), (os.O_RDWR | os.O_APPEND, HRESULT.E_INVALIDARG)],
)
def test_a_file_that_cannot_take_a_dump_is_refused(small, tmp_path, mode, hresult):
    path = tmp_path / "a.dmp"
    path.write_bytes(b"precious")
    descriptor = os.open(path, mode)
    try:
        with pytest.raises(OutputError) as caught:
            write_dump(None, small.pid, descriptor, 0)
    finally:
        os.close(descriptor)
    assert caught.value.hresult == hresult
    assert path.read_bytes() == b"precious"
    assert runs(small.pid)


@pytest.mark.parametrize("file", [None, -1, 1_000_000])
def test_a_file_that_is_not_open_is_an_invalid_handle(small, file):
    with pytest.raises(OutputError) as caught:
        write_dump(None, small.pid, file, 0)
    assert caught.value.hresult == HRESULT.INVALID_HANDLE
    assert runs(small.pid)


def test_write_only_is_enough(small, tmp_path):
    path = tmp_path / "a.dmp"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        write_dump(None, small.pid, descriptor, FULL)
    finally:
        os.close(descriptor)
    assert len(Dump(path).file.threads) == 4


def test_a_pipe_is_refused_with_the_way_out(small):
    receive, send = os.pipe()
    try:
        with pytest.raises(OutputError, match="I/O callbacks"):
            write_dump(None, small.pid, send, 0)
    finally:
        os.close(receive)
        os.close(send)
    assert runs(small.pid)


def test_the_target_must_be_the_process(small, opened, tmp_path):
    target = opened(small.pid)
    with (tmp_path / "a.dmp").open("w+b") as file, pytest.raises(MiniDumpError) as caught:
        write_dump(target, small.pid + 1, file, 0)
    assert caught.value.hresult == HRESULT.E_INVALIDARG


# ------------------------------------------------------------------------------ when we are ended


ENDED_IN_MID_DUMP = """
import sys, time
from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest

def report(event):
    if event.get("phase") == sys.argv[4]:
        print("now", flush=True)
        time.sleep(600)

dump_to_file(key_of(int(sys.argv[1])), sys.argv[2], DumpRequest(flags=int(sys.argv[3])),
             report=report, is_cancelled=lambda: False)
"""


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("phase", ["suspend", "copy", "write", "hash"])
@pytest.mark.parametrize("was_stopped", [False, True])
def test_the_target_runs_on_when_we_are_ended(small, tmp_path, ending, phase, was_stopped):
    if was_stopped:
        stop_by_signal(small.pid)
    path = tmp_path / "a.dmp"
    arguments = [str(small.pid), str(path), str(FULL), phase]
    dumper = subprocess.Popen(
        [sys.executable, "-c", ENDED_IN_MID_DUMP, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert dumper.stdout.readline() == b"now\n"
        if phase == "copy":
            assert set(states_of(small.pid).values()) == {"t"}
        dumper.send_signal(ending)
        dumper.wait(60)
    finally:
        dumper.kill()
        dumper.communicate()
    expected = {"T"} if was_stopped else {"S"}
    wait_until(lambda: set(states_of(small.pid).values()) == expected)
    assert tracer_of(small.pid) == 0
    assert not path.exists()
    if ending == signal.SIGINT:
        assert contents(tmp_path) == []
    else:
        # Nobody was left to clean up; what remains says what it is, and is no dump.
        assert contents(tmp_path) == ["a.dmp.part"]
        assert phase == "hash" or (tmp_path / "a.dmp.part").read_bytes()[:4] in (b"", bytes(4))


def test_whoever_listens_and_raises_ends_the_dump(large, tmp_path):
    for phase in ("describe", "suspend", "copy", "write", "sync", "hash"):

        def report(event, phase=phase):
            if event.get("phase") == phase:
                raise BrokenPipeError

        with pytest.raises(BrokenPipeError):
            dump(large.pid, tmp_path / "a.dmp", FULL, report=report)
        assert contents(tmp_path) == []
        assert runs(large.pid)


def test_cancelling_leaves_nothing(large, tmp_path):
    for phase in ("describe", "suspend", "copy", "write", "sync", "hash"):
        reached = []

        def report(event, phase=phase, reached=reached):
            if event.get("phase") == phase:
                reached.append(phase)

        with pytest.raises(DumpCancelledError) as caught:
            dump(large.pid, tmp_path / "a.dmp", FULL, report=report, cancelled=lambda r=reached: r)
        assert reached
        assert caught.value.exit_code == 5
        assert contents(tmp_path) == []
        assert runs(large.pid)


def test_cancelling_does_not_wait_for_a_slow_disk(small, tmp_path, monkeypatch):
    may_end, began, ended = threading.Event(), threading.Event(), threading.Event()

    def slow(_):
        began.set()
        may_end.wait(60)
        ended.set()

    monkeypatch.setattr(os, "fdatasync", slow)
    with pytest.raises(DumpCancelledError):
        dump(small.pid, tmp_path / "a.dmp", cancelled=began.is_set)
    assert not ended.is_set()
    may_end.set()
    assert contents(tmp_path) == []
    wait_until(lambda: not [t for t in threading.enumerate() if t.name == "sync"])


def test_a_disk_that_fails_in_the_end_is_an_output_error(small, tmp_path, monkeypatch):
    def broken(_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fdatasync", broken)
    with pytest.raises(OutputError, match="Input/output error"):
        dump(small.pid, tmp_path / "a.dmp")
    assert contents(tmp_path) == []
    assert runs(small.pid)


# ---------------------------------------------------------------------- when the target is ended


@pytest.mark.parametrize("phase", ["describe", "suspend", "copy", "write", "sync", "hash"])
@pytest.mark.parametrize("flags", [0, FULL])
def test_a_target_killed_in_mid_dump(start_process, tmp_path, phase, flags):
    target = start_process(sys.executable, "-c", FILLED.format(mebibytes=48))
    path = tmp_path / "a.dmp"

    def report(event):
        if event.get("phase") == phase:
            target.process.kill()
            # A tracee dies only when its tracer looks; its memory is gone all the same.
            wait_until(lambda: not Path(f"/proc/{target.pid}/maps").read_bytes())

    if phase in ("describe", "suspend", "copy"):
        with pytest.raises(NoSuchProcessError) as caught:
            dump(target.pid, path, flags, report=report)
        assert caught.value.exit_code == 4
        assert contents(tmp_path) == []
        return
    # All of it had been read before.
    result = dump(target.pid, path, flags, report=report)
    found = Dump(path)
    assert not result.soft_errors
    if flags:
        data = found.memory(target.values["address"], 48 * MEBI)
        assert data == known_block() * 48
    for thread in found.file.threads:
        assert found.memory(thread.stack_start, thread.stack_size).strip(b"\0")


def test_a_target_that_ends_by_itself_in_the_copy(start_process, tmp_path):
    target = start_process(sys.executable, "-c", FILLED.format(mebibytes=256))
    killed = []

    def report(event):
        if event["event"] == "progress" and not killed:
            killed.append(event["done"])
            target.process.kill()

    try:
        dump(target.pid, tmp_path / "a.dmp", FULL, report=report)
    except NoSuchProcessError:
        assert contents(tmp_path) == []
    else:
        data = Dump(tmp_path / "a.dmp").memory(target.values["address"], 256 * MEBI)
        assert hashlib.sha256(data).digest() == hashlib.sha256(known_block() * 256).digest()
    assert killed


# ---------------------------------------------------------------------------- who can be dumped


def test_a_process_that_is_not_there(tmp_path):
    process = subprocess.Popen(["true"])
    process.wait()
    for pid in (process.pid, (1 << 22) + 1):
        with pytest.raises(NoSuchProcessError) as caught:
            dump(pid, tmp_path / "a.dmp")
        assert caught.value.exit_code == 4
        assert str(pid) in caught.value.cause
    for pid in (0, -1):
        with pytest.raises(MiniDumpError):
            dump(pid, tmp_path / "a.dmp")
    assert contents(tmp_path) == []


def test_a_zombie(tmp_path):
    process = subprocess.Popen(["true"])
    try:
        wait_until(lambda: set(states_of(process.pid).values()) == {"Z"})
        with pytest.raises(NoSuchProcessError) as caught:
            dump(process.pid, tmp_path / "a.dmp")
        assert str(process.pid) in caught.value.cause
    finally:
        process.wait()
    assert contents(tmp_path) == []


def test_a_thread_of_the_kernel(tmp_path):
    try:
        name = Path("/proc/2/comm").read_text()
    except FileNotFoundError:
        pytest.skip("threads of the kernel cannot be seen in this container")
    if name != "kthreadd\n":
        pytest.skip("threads of the kernel cannot be seen in this container")
    with pytest.raises(MiniDumpError) as caught:
        dump(2, tmp_path / "a.dmp")
    assert "kernel" in caught.value.cause
    assert contents(tmp_path) == []


HOLDING = """
import sys
from app.core.capture.target import key_of, open_target
target = open_target(key_of(int(sys.argv[1])))
with target.suspend(target.describe(), xstate=False):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_process_that_somebody_traces_is_refused(small, tmp_path):
    tracer = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(small.pid)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert tracer.stdout.readline() == b"held\n"
        with pytest.raises(AccessDeniedError) as caught:
            dump(small.pid, tmp_path / "a.dmp")
        assert "traced" in caught.value.cause
        assert tracer_of(small.pid) in states_of(tracer.pid)
        assert set(states_of(small.pid).values()) == {"t"}
    finally:
        tracer.communicate()
    assert contents(tmp_path) == []
    assert runs(small.pid)
    dump(small.pid, tmp_path / "a.dmp")


def test_no_process_under_a_name_of_its_threads(small, tmp_path):
    """A thread id names a process to most calls of the system, but is not one."""
    thread = small.values["first"]
    with pytest.raises(MiniDumpError):
        dump(thread, tmp_path / "a.dmp")
    assert contents(tmp_path) == []
    assert runs(small.pid)


# ---------------------------------------------------------------------------- the target after it

FILES = (
    "autogroup",
    "cgroup",
    "cmdline",
    "comm",
    "coredump_filter",
    "cpuset",
    "environ",
    "limits",
    "loginuid",
    "maps",
    "mountinfo",
    "oom_adj",
    "oom_score_adj",
    "personality",
    "sessionid",
    "timerslack_ns",
)
CHANGING = (
    *("voluntary_ctxt_switches", "nonvoluntary_ctxt_switches", "VmHWM", "VmRSS", "RssFile"),
    "SigQ",  # counts the signals of all processes of the user
)


def condition(pid):
    """Everything /proc says of a process and its threads that does not change by itself."""
    found = {}
    folder = Path(f"/proc/{pid}")
    for place in [folder, *folder.glob("task/*")]:
        for name in FILES:
            with contextlib.suppress(OSError):
                found[place, name] = (place / name).read_bytes()
        found[place, "status"] = [
            line
            for line in (place / "status").read_text().splitlines()
            if not line.startswith(CHANGING)
        ]
        words = (place / "stat").read_text().rpartition(")")[2].split()
        # state, group, session, flags, priority, nice, threads, start, signals, policy, ...
        chosen = (0, 1, 2, 3, 6, 15, 16, 17, 19, 20, 28, 29, 30, 31, 37, 38)
        found[place, "stat"] = [words[index] for index in chosen]
    found["files"] = sorted(str(fd.readlink()) for fd in (folder / "fd").iterdir())
    return found


def resident_memory(pid):
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


@pytest.mark.parametrize("was_stopped", [False, True])
@pytest.mark.parametrize("flags", [0, 0x21925, FULL | 0x201FFC])
def test_the_target_is_left_as_it_was(start_target, tmp_path, was_stopped, flags):
    folder = tmp_path / "files"
    folder.mkdir()
    process = start_target("flags", folder)
    pid = process.pid
    Path(f"/proc/{pid}/coredump_filter").write_text("0x5f")
    Path(f"/proc/{pid}/oom_score_adj").write_text("123")
    os.setpriority(os.PRIO_PROCESS, pid, 3)
    if was_stopped:
        stop_by_signal(pid)
        # Blocked or not, signals wait for a stopped process.
        os.kill(pid, signal.SIGUSR1)
    before, resident = condition(pid), resident_memory(pid)
    for number in range(3):
        dump(pid, tmp_path / f"{number}.dmp", flags)
    # They stand or sleep again when it is their turn.
    wait_until(lambda: condition(pid) == before)
    # Nothing was read into it but the vdso, which takes no memory of its own.
    assert resident_memory(pid) <= resident + 8192
    assert tracer_of(pid) == 0
