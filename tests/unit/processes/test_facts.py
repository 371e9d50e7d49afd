"""Facts found out on demand agree with psutil and with what the test did to the process."""

import os
import shutil
import sys
import time
from pathlib import Path

import psutil
import pytest

from app.core.processes.facts import system_readers
from app.core.processes.info import FACTS, ProcessInfo
from app.core.processes.sampler import Sampler

IDLE = "import sys; print('ready', flush=True); sys.stdin.read()"


class Counting:
    """A reader that notes whom it was asked about."""

    def __init__(self):
        self.asked, self.begun, self.forgotten = [], 0, 0

    def begin(self):
        self.begun += 1

    def read(self, info):
        self.asked.append(info.pid)
        return 7

    def forget(self):
        self.forgotten += 1


def sampled(*wanted):
    sampler = Sampler()
    sampler.want(wanted)
    sampler.sample()
    sampler.fill()
    return sampler


def bare(pid):
    return ProcessInfo(pid, 0, 0.0, 0, "", "", 0, 0.0, 0)


def read(fact, pid):
    reader = system_readers()[fact]
    reader.begin()
    return reader.read(bare(pid))


def test_every_fact_is_a_field_that_starts_unknown():
    assert set(system_readers()) == set(FACTS)
    assert all(getattr(bare(1), fact) is None for fact in FACTS)


def test_private_memory_and_descriptors_agree_with_psutil(start_process):
    child = start_process(sys.executable, "-c", "kept = b'x' * (30 << 20)\n" + IDLE)
    child.wait_at_rest()
    truth = psutil.Process(child.pid)
    assert read("private", child.pid) == truth.memory_full_info().uss > 30 << 20
    assert read("handles", child.pid) == truth.num_fds() > 2


def test_the_io_rate_is_what_was_written(start_process, tmp_path, monkeypatch):
    path = tmp_path / "written"
    code = (
        "import os, sys\n"
        f"file = os.open({str(path)!r}, os.O_WRONLY | os.O_CREAT)\n"
        "print('ready', flush=True)\n"
        "for line in sys.stdin.buffer:\n"
        "    os.write(file, bytes(8 << 20)); os.fsync(file); print('ready', flush=True)\n"
    )
    child = start_process(sys.executable, "-c", code)
    reader = system_readers()["io"]

    def count():
        counters = psutil.Process(child.pid).io_counters()
        return counters.read_bytes + counters.write_bytes  # a page of the program may be read late

    # The file system writes for the child, too, now and then: the truth lies between two looks.
    fewest, earliest = count(), time.monotonic()
    assert reader.read(bare(child.pid)) is None
    start, begun = time.monotonic(), count()
    child.process.stdin.write(b"\n")
    child.process.stdin.flush()
    child.wait_ready()
    time.sleep(max(0.0, start + 0.2 - time.monotonic()))
    ended, end = count(), time.monotonic()
    rate = reader.read(bare(child.pid))
    latest, most = time.monotonic(), count()
    if ended == begun:
        pytest.skip("this file system does not count what is written")
    assert (ended - begun) / (latest - earliest) - 1 <= rate <= (most - fewest) / (end - start) + 1
    monkeypatch.setattr("app.core.processes.facts._LEAST_ELAPSED", 3600)
    assert reader.read(bare(child.pid)) == rate  # too soon to tell another


@pytest.mark.parametrize("fate", ["deleted", "replaced", ""])
def test_a_program_whose_file_is_gone_or_another_is_marked(start_process, tmp_path, fate):
    program = tmp_path / "sleeper"
    shutil.copy2(Path(shutil.which("sleep")).resolve(), program)
    child = start_process(program, "1000", wait=False)
    if fate:
        program.unlink()
    if fate == "replaced":
        program.write_bytes(b"another")
    assert read("program_file", child.pid) == fate


def test_privileges_are_those_of_the_effective_user(start_process):
    mine = start_process(sys.executable, "-c", IDLE)
    assert read("privileges", mine.pid) == ("root" if os.geteuid() == 0 else "")
    if os.geteuid() == 0:
        code = "import os; os.setgroups([]); os.setgid(65534); os.setuid(65534)\n" + IDLE
        nobody = start_process(sys.executable, "-c", code)
        assert read("privileges", nobody.pid) == ""


@pytest.mark.parametrize(
    ("group", "container"),
    [
        ("0::/system.slice/docker-" + "3f2a6c1b09de" + "0" * 52 + ".scope", "docker 3f2a6c1b09de"),
        ("1:name=systemd:/docker/" + "a" * 64, "docker aaaaaaaaaaaa"),
        ("0::/user.slice/libpod-" + "b" * 64 + ".scope", "podman bbbbbbbbbbbb"),
        ("0::/kubepods/besteffort/pod1/" + "c" * 64, "kubernetes cccccccccccc"),
        ("0::/lxc.payload.web/init.scope", "lxc web"),
        ("0::/user.slice/app-flatpak-org.gnome.Maps-4711.scope", "flatpak org.gnome.Maps"),
        ("0::/user.slice/snap.firefox.firefox-1.scope", "snap firefox"),
        ("0::/user.slice/session-2.scope", ""),
    ],
)
def test_the_control_group_names_the_container(monkeypatch, group, container):
    texts = {"cgroup": group.encode(), "status": b"NSpid:\t7\n"}
    monkeypatch.setattr("app.core.processes.facts._read", lambda _, name: texts[name])
    assert read("container", 7) == container


def test_a_process_with_a_pid_of_its_own_inside_is_contained(monkeypatch):
    texts = {"cgroup": b"0::/", "status": b"Name:\tx\nNSpid:\t7\t1\n"}
    monkeypatch.setattr("app.core.processes.facts._read", lambda _, name: texts[name])
    assert read("container", 7) == "namespace"


@pytest.mark.parametrize("fact", FACTS)
def test_of_a_process_that_ended_nothing_is_known(fact, start_process):
    child = start_process("sleep", "1000", wait=False)
    child.stop()
    assert not read(fact, child.pid)


# ------------------------------------------------------------------------------- only on demand


def test_nobody_looks_at_facts_that_nobody_wants():
    readers = {"handles": Counting(), "private": Counting()}
    sampler = Sampler(readers=readers)
    sampler.sample()
    sampler.fill()
    sampler.want(["private"])
    sampler.fill()
    sampler.sample()
    assert (readers["handles"].asked, readers["handles"].begun) == ([], 0)
    assert set(readers["private"].asked) >= {os.getpid(), os.getppid()}


def test_what_is_no_longer_wanted_is_forgotten_and_told():
    readers = {"handles": Counting()}
    sampler = Sampler(readers=readers)
    first = sampler.sample()
    sampler.fill()
    told = sampler.want(["handles"])
    assert told.pending == len(first.added)
    filled = sampler.fill()
    assert {info.handles for info in filled.changed} == {7}
    assert filled.pending == 0
    gone = sampler.want([])
    assert {info.pid for info in gone.changed} == {info.pid for info in filled.changed}
    assert {info.handles for info in sampler.processes.values()} == {None}
    assert readers["handles"].forgotten == 1
    readers["handles"].asked.clear()
    sampler.sample()
    sampler.fill()
    assert readers["handles"].asked == []


def test_watched_processes_are_renewed_every_time_and_the_others_in_turns(monkeypatch):
    readers = {"handles": Counting()}
    sampler = Sampler(readers=readers)
    sampler.want(["handles"])
    sampler.sample()
    sampler.fill()
    monkeypatch.setattr("app.core.processes.sampler._FACTS_TIME", 0.0)
    sampler.watch([os.getpid()])
    first, seen = set(sampler.processes), set()
    for _ in range(3 * len(first)):
        readers["handles"].asked.clear()
        sampler.sample()
        assert readers["handles"].asked[0] == os.getpid()
        seen.update(readers["handles"].asked)
        if first & sampler.processes.keys() <= seen:  # others came meanwhile, or ended
            break
    else:
        pytest.fail("some were never looked at again")


def test_new_processes_have_the_facts_that_are_wanted(start_process):
    sampler = sampled("handles", "privileges")
    child = start_process(sys.executable, "-c", IDLE)
    child.wait_at_rest()
    sampler.sample()
    sampler.fill()
    info = sampler.processes[child.pid]
    assert info.handles == psutil.Process(child.pid).num_fds()
    assert info.privileges is not None
    assert info.private is None


def test_an_unknown_fact_is_not_asked_for():
    assert sampled().want(["no such fact"]).pending == 0
