"""A process is not judged by one of its threads: the first has ended, or one cannot be stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.capture.linux import freezer
from app.core.dump.presets import PRESETS
from tests.live.dumping import Dump, states_of, wait_until

STACKS = "DumpDeskKernelStacks"


@pytest.fixture
def start_odd(start_process, build_target):
    """Start a target whose first thread never sleeps as others do."""
    return lambda name: start_process(build_target(name))


# ------------------------------------------------------------------- the first thread has ended


def test_a_process_lives_as_long_as_one_of_its_threads(start_odd, dumpdesk):
    target = start_odd("leader")
    code, (listed,) = dumpdesk("list", f"pid = {target.pid}")
    assert (code, listed["can_dump"], listed["verdict"]) == (0, True, "yes")
    assert "first thread has ended" in listed["reason"]
    assert listed["memory"] > 100 << 10
    assert (listed["state"], listed["bits"]) == ("sleeping", 64)
    assert listed["exe"].endswith("/leader")
    assert listed["cmdline"].startswith(listed["exe"])
    # Facts are found through the living thread as well.
    code, found = dumpdesk("list", f"pid = {target.pid} and handles >= 3 and private > 10 K")
    assert [info["pid"] for info in found] == [target.pid]


def test_it_is_planned_and_dumped_through_the_living_thread(start_odd, dumpdesk, tmp_path):
    target = start_odd("leader")
    path = tmp_path / "leader.dmp"
    assert dumpdesk("plan", target.pid)[0] == 0
    code, done = dumpdesk("dump", target.pid, "-o", path)
    assert (code, done["verdict"]) == (0, "good")
    assert dumpdesk("verify", path)[0] == 0
    shown = dumpdesk("show", path)[1]
    assert shown["process"]["id"] == target.pid
    assert shown["process"]["vm_counters"]["working_set_size"] > 100 << 10
    assert [thread["id"] for thread in shown["threads"]] == [target.values["living"]]
    assert shown["threads"][0]["stack"]["size"] > 0
    assert {"leader", "libc.so.6"} <= {module["name"].split("/")[-1] for module in shown["modules"]}


# ------------------------------------------------------------------------ one cannot be stopped


@pytest.mark.parametrize("preset", [preset.key for preset in PRESETS])
def test_a_thread_that_cannot_be_stopped_is_a_gap(start_odd, dumpdesk, tmp_path, preset):
    target = start_odd("stuck")
    path = tmp_path / "stuck.dmp"
    code, done = dumpdesk("dump", target.pid, "--preset", preset, "-o", path)
    assert (code, done["verdict"], done["soft_errors"]) == (7, "good with gaps", 1)
    code, verified = dumpdesk("verify", path)
    assert (code, verified["verdict"]) == (7, "good with gaps")
    assert verified["findings"] == done["findings"]
    said = "\n".join(finding["text"] for finding in verified["findings"])
    assert f"Thread {target.pid} (stuck) sleeps in the kernel" in said
    assert "filter" not in said
    threads = {thread["id"]: thread for thread in dumpdesk("show", path)[1]["threads"]}
    assert {key: thread["registers"] for key, thread in threads.items()} == {
        key: "pointers" if key == target.pid else "all" for key in states_of(target.pid)
    }


def test_its_pointers_and_its_place_in_the_kernel_are_kept(start_odd, dumpdesk, tmp_path):
    target = start_odd("stuck")
    path = tmp_path / "stuck.dmp"
    syscall = Path(f"/proc/{target.pid}/syscall").read_text().split()
    plan = dumpdesk("plan", target.pid)[1]
    done = dumpdesk("dump", target.pid, "-o", path)[1]
    assert plan["file_size"] == done["file_size"]
    assert [str(target.pid) in warning for warning in plan["warnings"]] == [True]
    threads = {thread["id"]: thread for thread in dumpdesk("show", path)[1]["threads"]}
    stuck = threads[target.pid]
    assert stuck["stack_pointer"] == int(syscall[-2], 16)
    assert stuck["instruction_pointer"] == int(syscall[-1], 16)
    assert stuck["stack"]["size"] > 1000
    context = Dump(path).context(target.pid)
    assert (context.ContextFlags, context.Rsp) == (0x100001, stuck["stack_pointer"])
    told = dumpdesk("show", path, "--stream", STACKS)[1]["content"]
    assert f"Thread {target.pid} (stuck)" in told
    assert f"{stuck['instruction_pointer']:#x}" in told
    assert "waits in: " in told
    assert "kernel stack:\n  [<0>] " in told or "kernel stack:\n  not told" in told


def test_nobody_waits_for_it(start_odd, opened, monkeypatch):
    """What has slept since the look before the stop is left alone at once."""
    target = start_odd("stuck")
    looked = opened(target.pid)
    before = looked.describe()
    assert [thread.id for thread in before.threads if thread.stuck] == [target.pid]
    monkeypatch.setattr("app.core.capture.linux.tracer._PATIENCE_ASLEEP", 1e9)
    with looked.suspend(before, xstate=False) as stopped:
        assert len(stopped.threads) == 2
    assert states_of(target.pid)[target.pid] == "D"


def test_one_that_wakes_meanwhile_is_stopped_as_any_other(start_odd, opened):
    target = start_odd("stuck")
    looked = opened(target.pid)
    before = looked.describe()
    target.process.stdin.write(b"x")  # the child reads on; its parent sleeps on
    target.process.stdin.flush()
    with looked.suspend(before, xstate=False) as stopped:
        assert stopped.soft_errors
    target.process.stdin.close()  # the child ends, and so does the wait
    target.process.stdin = None
    assert target.process.wait(60) == 0


# ------------------------------------------------------------------------- a frozen control group

FREEZERS = {
    "cgroup v1": ("/sys/fs/cgroup/freezer", "freezer.state", "FROZEN", "THAWED"),
    "cgroup v2": ("/sys/fs/cgroup/unified", "cgroup.freeze", "1", "0"),
    "cgroup v2 alone": ("/sys/fs/cgroup", "cgroup.freeze", "1", "0"),
}


@pytest.fixture(params=FREEZERS)
def frozen(request, start_target):
    """A process whose control group is frozen, as `docker pause` does, and the group's name."""
    root, switch, freeze, thaw = FREEZERS[request.param]
    target = start_target("threads", 2)
    folder = Path(root) / f"dumpdesk-test-{target.pid}"
    try:
        folder.mkdir()
    except OSError as error:
        pytest.skip(f"no group can be made in {root}: {error.strerror}")
    if not (folder / switch).exists():
        folder.rmdir()
        pytest.skip(f"{root} has no freezer")
    try:
        (folder / "cgroup.procs").write_text(str(target.pid))
        (folder / switch).write_text(freeze)
        wait_until(lambda: freezer.frozen_by(target.pid))
        yield target, f"/{folder.name}", request.param
    finally:
        (folder / switch).write_text(thaw)
        target.stop()
        wait_until(lambda: not (folder / "cgroup.procs").read_text())
        folder.rmdir()


def test_a_frozen_process_is_named_and_what_can_be_had_is_dumped(frozen, dumpdesk, tmp_path):
    target, group, kind = frozen
    path = tmp_path / "frozen.dmp"
    (listed,) = dumpdesk("list", f"pid = {target.pid}")[1]
    assert f"frozen by its control group {group}" in listed["reason"]
    code, plan = dumpdesk("plan", target.pid)
    assert code == 0
    code, done = dumpdesk("dump", target.pid, "-o", path)
    assert dumpdesk("verify", path)[0] == code
    shown = dumpdesk("show", path)[1]
    assert len(shown["threads"]) == 3
    assert all(thread["instruction_pointer"] for thread in shown["threads"])
    assert all(thread["stack"]["size"] for thread in shown["threads"])
    if kind == "cgroup v1":  # out of reach
        assert "Thaw it first" in plan["warnings"][0]
        assert (code, done["verdict"]) == (7, "good with gaps")
        assert group in done["findings"][0]["text"]
    else:
        assert (code, done["verdict"], plan["warnings"]) == (0, "good", [])
    assert freezer.frozen_by(target.pid) == group  # as it was


def test_what_is_not_frozen_is_not_said_to_be(start_target):
    assert freezer.frozen_by(start_target("threads").pid) == ""
