"""Clones: what is read from them, that nothing of them stays, and that targets notice nothing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.base import stream_dump
from app.core.backends.output import dump_to_file
from app.core.capture.linux import borrowed, clone, cloned_space, ptrace
from app.core.capture.target import key_of, open_target
from app.core.dump.filter import FilterSpec, MemoryRule
from app.core.dump.request import DumpRequest
from app.core.errors import CloneRefusedError
from app.core.inspection.verify import verify
from app.core.intervals import merged
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.live.dumping import Dump, runs, states_of, stop_by_signal, wait_until

ROOT = Path(__file__).parents[2]
FULL = T.MiniDumpWithFullMemory
KILLER = Path(__file__).with_name("killed_cloner.py")


@pytest.fixture(params=["orphan", "child"], autouse=True)
def way(request, monkeypatch):
    """Whether somebody takes in orphans, or the target has to wait for the copy itself."""
    monkeypatch.setattr(cloned_space, "_orphans_are_reaped", lambda _: request.param == "orphan")
    return request.param


def _ended(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


def children_of(pid):
    """All children of all threads, zombies among them."""
    found = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            found |= set(map(int, (task / "children").read_text().split()))
    return found


def signals_of(pid):
    """What each thread has pending, blocks, ignores and catches."""
    return {
        task.name: re.findall(
            r"^(?:Sig|Shd)(?:Pnd|Blk|Ign|Cgt):.*", (task / "status").read_text(), re.MULTILINE
        )
        for task in Path(f"/proc/{pid}/task").iterdir()
    }


def memory_of(pid):
    """Resident memory that is not of files, and page tables, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return [int(re.search(rf"{name}:\s*(\d+)", status)[1]) for name in ("RssAnon", "VmPTE")]


def asks(process):
    """Have the target "lender" say how it is."""
    process.process.stdin.write(b"?\n")
    process.process.stdin.flush()
    return process.process.stdout.readline().decode().strip()


def readable(snapshot):
    return merged((r.base, r.end) for r in snapshot.regions if r.readable and not r.device_memory)


def changed(before, after, blocks):
    """Addresses of words that are not what they were, but for what the kernel itself changes.

    It keeps which processor a thread runs on close to its TLS base (rseq(2)).
    """
    return [
        start + place
        for (start, end), old in before.items()
        if (new := after[start, end]) != old
        for place in range(0, len(old), 8)
        if old[place : place + 8] != new[place : place + 8]
        and not any(abs(start + place - block) < 0x1000 for block in blocks)
    ]


def of_target(process):
    """Describe a stopped process, with its registers."""
    with (
        contextlib.closing(open_target(key_of(process.pid))) as target,
        target.suspend(target.describe(), xstate=False) as snapshot,
    ):
        return snapshot


@contextlib.contextmanager
def cloned(target):
    """Suspend and clone; inside, the target runs. Gives what had to be read before."""
    snapshot = target.describe()
    target.prepare_clone()
    try:
        with target.suspend(snapshot, xstate=False):
            unlike = target.clone(readable(snapshot))
        yield unlike
    finally:
        target.end_clone()


def write(process, path, clone, **options):
    result = dump_to_file(
        key_of(process.pid),
        str(path),
        DumpRequest(flags=FULL, clone=clone),
        overwrite=True,
        **options,
    )
    return Dump(path, result)


# ------------------------------------------------------------------------------- what is read


@pytest.mark.parametrize(
    "options",
    [
        {"flags": FULL},
        {"flags": FULL | T.MiniDumpFilterMemory},
        {"flags": FULL, "filter": FilterSpec(memory=(MemoryRule("[stack]"),)), "blank": True},
    ],
)
def test_the_checksum_is_that_of_the_file(start_process, tmp_path, options):
    program = f"data = bytearray(b'x') * {48 << 20}; print('ready', flush=True); input()"
    process = start_process(sys.executable, "-c", program)
    path = tmp_path / "x.dmp"
    result = dump_to_file(key_of(process.pid), str(path), DumpRequest(clone=True, **options))
    with path.open("rb") as file:
        assert result.sha256 == hashlib.file_digest(file, "sha256").hexdigest()


def private_of(pid):
    """Memory of nobody but this process, in KiB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"Private_Dirty:\s*(\d+)", rollup)[1])


def test_reading_the_clone_makes_no_copy_of_its_pages(start_process):
    """process_vm_readv pins pages, and has the kernel copy those that are shared first."""
    size = 16 << 20
    program = f"data = bytearray(b'x') * {size}; print('ready', flush=True); input()"
    process = start_process(sys.executable, "-c", program)
    process.wait_at_rest()
    with contextlib.closing(open_target(key_of(process.pid))) as target, cloned(target):
        shared = private_of(process.pid)
        for region in target.describe().regions:
            if region.readable and not region.path:
                target.read(region.base, region.end - region.base)
        assert private_of(process.pid) < shared + (size >> 10) // 2


def test_a_dump_by_clone_is_the_dump_without(start_target, tmp_path):
    process = start_target("threads", 4)
    process.wait_at_rest()
    one = write(process, tmp_path / "one.dmp", clone=False)
    two = write(process, tmp_path / "two.dmp", clone=True)
    assert two.written.soft_errors == ()
    assert two.ranges == one.ranges
    first, second = (
        {(start, end): dump.memory(start, end - start) for start, end in one.ranges}
        for dump in (one, two)
    )
    assert changed(first, second, [thread.teb for thread in of_target(process).threads]) == []
    contexts = [[dump.context(t.thread_id) for t in dump.file.threads] for dump in (one, two)]
    assert contexts[0] == contexts[1]
    assert verify(two.path, two.written.plan).verdict == "good"


def test_a_clone_is_as_the_process_was(start_target, opened):
    process = start_target("unforked")
    values = process.values
    size = values["size"]
    target = opened(process.pid)
    with cloned(target) as unlike:
        process.process.stdin.write(b"\n")
        process.process.stdin.flush()
        assert process.process.stdout.readline() == b"changed\n"
        assert target.read(values["private"], size) == b"A" * size
        for kind in ("shared", "dontfork", "wipeonfork"):
            start = values[kind]
            assert any(low <= start and start + size <= high for low, high in unlike), kind
        assert not any(low <= values["private"] < high for low, high in unlike)
    assert target.read(values["private"], size) == b"a" * size


def test_what_a_clone_lacks_is_in_the_dump(start_target, tmp_path):
    process = start_target("unforked")
    values = process.values
    dump = write(process, tmp_path / "x.dmp", clone=True)
    assert dump.written.soft_errors == ()
    for kind, byte in (
        ("private", b"A"),
        ("shared", b"B"),
        ("dontfork", b"C"),
        ("wipeonfork", b"D"),
    ):
        assert dump.memory(values[kind], values["size"]) == byte * values["size"], kind


def test_the_target_runs_while_it_is_copied(start_target):
    process = start_target("unforked")
    ran = []

    def take(_):
        ran.append(runs(process.pid))

    def report(event):
        if event.get("phase") == "write":
            ran.append(runs(process.pid))

    stream_dump(
        key_of(process.pid),
        DumpRequest(flags=FULL, clone=True),
        take,
        report=report,
        is_cancelled=lambda: False,
    )
    assert all(ran)


# -------------------------------------------------------------------------------- nothing stays


def test_nothing_stays(start_target, opened):
    process = start_target("lender", "quiet")
    process.wait_at_rest()
    target = opened(process.pid)
    before = target.describe()
    with target.suspend(before, xstate=True) as stopped:
        registers = {one.id: one.context for one in stopped.threads}
        memory = {it: target.read(it[0], it[1] - it[0]) for it in readable(stopped)}
    process.wait_at_rest()
    children, signals = children_of(process.pid), signals_of(process.pid)
    for count in range(20):
        with cloned(target):
            assert len(children_of(process.pid) - children) in (0, 1)
        if not count:  # what lies below a stack for the first time
            held = memory_of(process.pid)
    wait_until(lambda: children_of(process.pid) == children)
    wait_until(lambda: signals_of(process.pid) == signals)
    assert memory_of(process.pid) == held
    with target.suspend(target.describe(), xstate=True) as stopped:
        assert {one.id: one.context for one in stopped.threads} == registers
        now = {it: target.read(it[0], it[1] - it[0]) for it in memory}
    assert changed(memory, now, [one.teb for one in stopped.threads]) == []
    assert asks(process) == "fine"


def test_a_process_of_one_thread_keeps_no_child(start_target, opened):
    process = start_target("unforked")
    target = opened(process.pid)
    for _ in range(3):
        with cloned(target):
            pass
        wait_until(lambda: children_of(process.pid) == set())


def test_a_stop_without_a_clone_is_not_noticed_either(start_target, opened):
    process = start_target("lender")
    target = opened(process.pid)
    before = target.describe()
    for _ in range(20):
        with target.suspend(before, xstate=False):
            pass
        assert asks(process) == "fine"


def test_calls_and_computations_go_on(start_target, opened):
    process = start_target("lender")
    target = opened(process.pid)
    for _ in range(20):
        with cloned(target):
            pass
        assert asks(process) == "fine"


@pytest.fixture
def killed_cloner(way):
    """Call it with a process to get what answers (step, moment), see killed_cloner.py."""
    with contextlib.ExitStack() as closing:

        def start(pid):
            cloner = subprocess.Popen(
                [sys.executable, KILLER, str(pid), way],
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            closing.enter_context(cloner)

            def clone(step, moment):
                cloner.stdin.write(f"{step} {moment}\n")
                cloner.stdin.flush()
                return cloner.stdout.readline().strip()

            return clone

        yield start


def test_killed_at_any_step_the_target_goes_on(start_target, killed_cloner, way):
    process = start_target("lender")
    clone = killed_cloner(process.pid)
    own = children_of(process.pid)
    answer, step = "killed", -1
    while answer == "killed":
        step += 1
        for moment in ("before", "after"):
            answer = clone(step, moment)
            assert answer in ("killed", "whole")
            wait_until(lambda: runs(process.pid))
            # A copy that was in use is killed. As a child of the target, which does not know of it,
            # it keeps its number, and whoever asks for such children is told.
            if way == "orphan":
                wait_until(lambda: children_of(process.pid) == own)
            else:
                wait_until(lambda: all(map(_ended, children_of(process.pid) - own)))
            left = children_of(process.pid) - own
            assert asks(process) in (("fine", "wrong children 0") if left else ("fine",)), (
                step,
                moment,
            )
    assert answer == "whole"
    assert step > 30


@pytest.mark.parametrize("seed", range(5))
def test_killed_at_any_time_both_go_on(start_target, seed):
    """The dumper is killed, or the target is, at a time of no choosing."""
    chance = random.Random(seed)
    process = start_target("lender")
    command = [sys.executable, "-m", "app", "dump", str(process.pid)]
    command += ["--type", "MiniDumpWithFullMemory", "--clone", "-o", "-"]
    dumper = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, start_new_session=True
    )
    with dumper:
        with contextlib.suppress(subprocess.TimeoutExpired):
            dumper.wait(timeout=chance.uniform(0.05, 0.4))
        if seed % 2:
            with contextlib.suppress(ProcessLookupError):  # it may be done by then
                os.killpg(dumper.pid, signal.SIGKILL)
            wait_until(lambda: runs(process.pid))
            assert asks(process).startswith("fine")
        else:
            process.stop()
            assert dumper.wait(timeout=60) in (0, 4)


# ------------------------------------------------------------------------------------- refusals


def refusal_of(process, opened):
    target = opened(process.pid)
    snapshot = target.describe()
    if snapshot.clone_refusal:
        return snapshot.clone_refusal
    target.prepare_clone()
    try:
        with target.suspend(snapshot, xstate=False), pytest.raises(CloneRefusedError) as refused:
            target.clone([])
    finally:
        target.end_clone()
    assert runs(process.pid) or set(states_of(process.pid).values()) == {"T"}
    return refused.value.cause


PROGRAMS = {
    "seccomp": (
        "from tests.kernel.refusing import refuse\nrefuse(['statx'])",
        "seccomp",
    ),
    "O_DIRECT": (
        "import os\nkept = os.open('/var/tmp', os.O_TMPFILE | os.O_RDWR | os.O_DIRECT)",
        "O_DIRECT",
    ),
}


@pytest.mark.parametrize(("program", "word"), PROGRAMS.values(), ids=PROGRAMS)
def test_what_is_not_safe_is_refused(start_process, opened, program, word):
    code = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{program}\n"
    process = start_process(
        sys.executable, "-c", code + "print('ready x=1', flush=True)\nsys.stdin.read()"
    )
    assert word in refusal_of(process, opened)
    # It is known before the stop: a plan tells it, and memory is there for what is copied.
    assert word in opened(process.pid).describe().clone_refusal


def test_a_process_that_stands_still_already_is_not_cloned(start_target, opened):
    process = start_target("threads", 2)
    stop_by_signal(process.pid)
    assert "stands still already" in refusal_of(process, opened)
    assert set(states_of(process.pid).values()) == {"T"}


def test_too_little_memory_refuses(start_target, opened, monkeypatch):
    from app.core.capture.linux import clone_safety

    monkeypatch.setattr(clone_safety, "headroom", lambda _: 1 << 20)
    assert "Of memory 1 MiB are free" in refusal_of(start_target("threads", 2), opened)


def test_a_limit_of_processes_refuses(start_process, build_target, opened):
    """RLIMIT_NPROC does not count for root; so it is a user of no account."""
    if os.geteuid() != 0:
        pytest.skip("needs root")
    program = shutil.copy(build_target("threads"), "/var/tmp/dumpdesk-threads")
    process = start_process(
        "setpriv", "--reuid", "54321", "--clear-groups", "prlimit", "--nproc=3", program, "2"
    )
    Path(program).unlink()
    assert "Resource temporarily unavailable" in refusal_of(process, opened)
    assert children_of(process.pid) == set()


def test_a_dump_without_the_clone_it_asked_for_says_so(start_target, tmp_path):
    process = start_target("threads", 2)
    stop_by_signal(process.pid)
    dump = write(process, tmp_path / "x.dmp", clone=True)
    (error,) = dump.written.soft_errors
    assert error.stage == "clone"
    assert "stands still already" in error.error


# --------------------------------------------------------------------------------- what goes wrong


def test_the_target_may_end_while_it_is_copied(start_target, opened):
    process = start_target("unforked")
    values = process.values
    target = opened(process.pid)
    with cloned(target):
        process.stop()
        assert target.read(values["private"], 100) == b"A" * 100


def test_a_copy_that_somebody_ends_is_said(start_target, opened):
    process = start_target("unforked")
    target = opened(process.pid)
    with cloned(target):
        copy = target._cloning._cloned._clone.process_id
        os.kill(copy, signal.SIGKILL)
        wait_until(lambda: _ended(copy))
        with pytest.raises(CloneRefusedError, match="ended the copy"):
            target.read(process.values["private"], 100)
    assert runs(process.pid)


def test_a_stop_on_the_way_to_its_end_is_not_the_end(start_target, opened, monkeypatch):
    """Linux 5.10 was seen to tell of such a stop now and then; so every kernel always does."""
    on_exit = 0x40  # PTRACE_O_TRACEEXIT
    monkeypatch.setattr(clone, "_DIES_WITH_US", clone._DIES_WITH_US | on_exit)
    monkeypatch.setattr(borrowed, "_PATIENCE", 2.0)
    process = start_target("unforked")
    children = children_of(process.pid)
    target = opened(process.pid)
    with cloned(target):
        assert runs(process.pid)
    assert runs(process.pid)
    wait_until(lambda: children_of(process.pid) == children)


def test_a_call_that_does_not_end_gives_the_target_back(start_target, opened, monkeypatch):
    """The helper's end is not taken, so that the target waits for it in vain."""
    monkeypatch.setattr(borrowed, "_PATIENCE", 0.05)
    monkeypatch.setattr(clone, "_has_ended", lambda _: True)
    process = start_target("unforked")
    target = opened(process.pid)
    with pytest.raises(CloneRefusedError, match="did not come to an end"), cloned(target):
        pass
    assert runs(process.pid)


def test_what_the_target_closes_is_closed(start_process, opened):
    code = (
        "import os, sys\n"
        "read, write = os.pipe()\n"
        "print('ready x=1', flush=True)\n"
        "sys.stdin.readline()\n"
        "os.close(write)\n"
        "print('end' if os.read(read, 1) == b'' else 'more', flush=True)\n"
        "sys.stdin.read()\n"
    )
    process = start_process(sys.executable, "-c", code)
    target = opened(process.pid)
    with cloned(target):
        copy = target._cloning._cloned._clone.process_id
        assert list(Path(f"/proc/{copy}/fd").iterdir()) == []
        process.process.stdin.write(b"\n")
        process.process.stdin.flush()
        assert process.process.stdout.readline() == b"end\n"


def test_a_cancel_while_the_clone_is_made_leaves_nothing(start_target, opened, monkeypatch):
    process = start_target("lender", "quiet")
    children = children_of(process.pid)
    target = opened(process.pid)
    snapshot = target.describe()
    target.prepare_clone()
    real = ptrace.event_message

    def given_up(thread_id):
        target._tracer._given_up.set()
        return real(thread_id)

    monkeypatch.setattr(ptrace, "event_message", given_up)
    try:
        with (
            target.suspend(snapshot, xstate=False),
            pytest.raises(CloneRefusedError, match="not wanted"),
        ):
            target.clone([])
    finally:
        target.end_clone()
    assert children_of(process.pid) == children
    assert asks(process) == "fine"


UNPRIVILEGED = """
import fcntl, os, pwd, sys
from app.core.capture.linux import cloned_space
from app.core.capture.target import key_of, open_target
cloned_space._orphans_are_reaped = lambda _: sys.argv[2] == "orphan"
os.setgroups([])
os.setgid(54321)
os.setuid(54321)
target = open_target(key_of(int(sys.argv[1])))
snapshot = target.describe()
target.prepare_clone()
with target.suspend(snapshot, xstate=False):
    target.clone([])
stack = snapshot.threads[0].stack_pointer
assert len(target.read(stack, 64)) == 64
target.end_clone()
print("cloned")
"""


def test_whoever_owns_the_process_may_clone_it(start_process, build_target, way):
    if os.geteuid() != 0:
        pytest.skip("needs root, to be somebody else")
    program = shutil.copy(build_target("unforked"), "/var/tmp/dumpdesk-unforked")
    process = start_process("setpriv", "--reuid=54321", "--regid=54321", "--clear-groups", program)
    Path(program).unlink()
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, str(process.pid), way],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "cloned\n", done.stderr
    wait_until(lambda: children_of(process.pid) == set())
    assert runs(process.pid)


def test_what_is_large_is_cloned_unasked(start_process, tmp_path, monkeypatch):
    code = "kept = b'x' * (80 << 20)\nprint('ready x=1', flush=True)\nimport sys; sys.stdin.read()"
    process = start_process(sys.executable, "-c", code)
    made = []
    real = cloned_space.make_clone

    def make_clone(*arguments, **options):
        made.append(real(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(cloned_space, "make_clone", make_clone)
    dump = write(process, tmp_path / "x.dmp", clone=None)
    assert len(made) == 1
    assert dump.written.plan.taken.cloned > 80 << 20
    assert dump.written.soft_errors == ()
    assert verify(dump.path, dump.written.plan).verdict == "good"
    write(process, tmp_path / "x.dmp", clone=False)
    assert len(made) == 1


def test_what_a_clone_lacks_waits_in_memory_and_the_rest_goes_to_the_file(start_process, tmp_path):
    """Both come together in one file."""
    code = (
        "import ctypes, mmap, random, sys\n"
        "shared = mmap.mmap(-1, 40 << 20)\n"
        "shared.write(random.Random(1).randbytes(1 << 20) * 40)\n"
        "own = random.Random(2).randbytes(1 << 20) * 70\n"
        "where = ctypes.addressof(ctypes.c_char.from_buffer(shared))\n"
        "print(f'ready shared={where} own={id(own) & -4096}', flush=True)\n"
        "sys.stdin.read()\n"
    )
    process = start_process(sys.executable, "-c", code)
    dump = write(process, tmp_path / "x.dmp", clone=None)
    taken = dump.written.plan.taken
    assert taken.direct == 0
    assert 40 << 20 <= taken.held < 45 << 20
    assert taken.cloned > 70 << 20
    assert (
        dump.memory(process.values["shared"], 40 << 20) == random.Random(1).randbytes(1 << 20) * 40
    )
    assert random.Random(2).randbytes(1 << 20) * 70 in dump.memory(process.values["own"], 71 << 20)
    assert verify(dump.path, dump.written.plan).verdict == "good"
