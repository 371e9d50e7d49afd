"""Both ways to sample see what happens to real processes, and agree with psutil."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.core.processes import stat_source
from app.core.processes.details import PsutilDetails
from app.core.processes.info import CanDump
from app.core.processes.proc_details import ProcDetails
from app.core.processes.psutil_source import PsutilSource
from app.core.processes.sampler import Sampler, list_processes
from app.core.processes.source import Sweep
from app.core.processes.stat_source import StatSource
from tests.live.dumping import wait_until

from .test_child import apply

WAYS = {"stat": (StatSource, ProcDetails), "psutil": (PsutilSource, PsutilDetails)}
ROUNDS = 5
"""The portable way reads an idle process in one of four sweeps: after five it has read all."""

BUSY = "print('ready', flush=True)\nwhile True: pass"
IDLE = "import sys; print('ready', flush=True); sys.stdin.read()"


@pytest.fixture(params=WAYS)
def sampler(request):
    source, details = WAYS[request.param]
    return Sampler(source(), details())


def take(sampler):
    delta = sampler.sample()
    sampler.fill()
    return delta


def until(condition, seconds=60):
    """Wait for something that the system does in its own time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_a_child_appears_with_all_that_is_known_of_it(sampler, start_process):
    take(sampler)
    child = start_process("sleep", "1000", wait=False)
    until(lambda: psutil.Process(child.pid).cmdline() == ["sleep", "1000"])
    assert child.pid in {info.pid for info in take(sampler).added}
    info = sampler.processes[child.pid]
    truth = psutil.Process(child.pid)
    assert (info.name, info.ppid, info.user) == ("sleep", os.getpid(), truth.username())
    assert (info.exe, info.cmdline) == (truth.exe(), "sleep 1000")
    assert info.started == pytest.approx(truth.create_time(), abs=1)
    assert info.threads == 1
    assert info.detailed
    assert info.can_dump is CanDump.YES


def test_a_child_that_ended_is_gone(sampler, start_process):
    child = start_process("sleep", "1000", wait=False)
    take(sampler)
    assert child.pid in sampler.processes
    child.stop()
    assert child.pid in take(sampler).gone
    assert child.pid not in sampler.processes


def test_deltas_alone_rebuild_the_whole_list(sampler, start_process):
    processes = {}
    children = []
    for _ in range(4):
        children.append(start_process("sleep", "1000", wait=False))
        apply(processes, sampler.sample())
        apply(processes, sampler.fill())
        children[0].stop()
    apply(processes, sampler.sample())
    assert processes == sampler.processes


def test_a_busy_child_uses_a_core_and_an_idle_one_nothing(sampler, start_process):
    busy = start_process(sys.executable, "-c", BUSY)
    idle = start_process(sys.executable, "-c", IDLE)
    idle.wait_at_rest()
    sampler.watch([busy.pid, idle.pid])
    take(sampler)

    def used():
        times = psutil.Process(busy.pid).cpu_times()
        return times.user + times.system

    def look():
        """What psutil sees right before and right after a sample: seconds used, and when."""
        before = used(), time.monotonic()
        sampler.sample()
        after = used(), time.monotonic()
        return before, after

    first = look()
    until(lambda: used() > first[1][0] + 0.5)
    second = look()
    least = (second[0][0] - first[1][0]) / (second[1][1] - first[0][1]) * 100
    most = (second[1][0] - first[0][0]) / (second[0][1] - first[1][1]) * 100
    assert least - 5 <= sampler.processes[busy.pid].cpu <= most + 5
    assert sampler.processes[busy.pid].cpu > 0
    assert sampler.processes[idle.pid].cpu == 0


def test_the_share_falls_to_zero_when_a_busy_process_pauses(start_process):
    sampler = Sampler(StatSource(), ProcDetails())
    busy = start_process(sys.executable, "-c", BUSY)
    take(sampler)
    begun = psutil.Process(busy.pid).cpu_times().user
    until(lambda: psutil.Process(busy.pid).cpu_times().user > begun + 0.2)
    take(sampler)
    assert sampler.processes[busy.pid].cpu > 0
    os.kill(busy.pid, 19)
    until(lambda: psutil.Process(busy.pid).status() == psutil.STATUS_STOPPED)
    take(sampler)
    take(sampler)
    assert sampler.processes[busy.pid].cpu == 0
    assert sampler.processes[busy.pid].state == psutil.STATUS_STOPPED


def test_a_process_that_starts_another_program_is_looked_up_again(sampler, start_process):
    child = start_process("sh", "-c", "echo ready; read line; exec sleep 1000")
    take(sampler)
    assert sampler.processes[child.pid].name == "sh"
    child.process.stdin.write(b"\n")
    child.process.stdin.flush()
    until(lambda: psutil.Process(child.pid).cmdline() == ["sleep", "1000"])
    for _ in range(ROUNDS):
        take(sampler)
    info = sampler.processes[child.pid]
    assert (info.name, info.cmdline) == ("sleep", "sleep 1000")


def test_a_reused_pid_is_another_process():
    """The kernel does not hand out a pid again on request: the source is told to say so."""

    class Reusing:
        def __init__(self):
            self.inner, self.shift = StatSource(), 0

        def sweep(self, watched):
            sweep = self.inner.sweep(watched)
            mine = [reading for reading in sweep.readings if reading.pid == os.getpid()]
            self.shift += 1
            changed = [replace(reading, start_key=self.shift) for reading in mine[:1]]
            self.inner = StatSource()
            return Sweep({os.getpid()}, changed)

    sampler = Sampler(Reusing(), ProcDetails())
    first = take(sampler)
    second = take(sampler)
    assert second.gone == (os.getpid(),)
    assert [info.pid for info in second.added] == [os.getpid()]
    assert first.added[0].key != second.added[0].key


def test_a_pid_given_to_another_process_shows_by_its_start_time(start_process):
    """A real one: a pid namespace of our own hands out the pids we ask for."""
    script = (
        "import os, sys\n"
        "from app.core.processes.sampler import Sampler\n"
        "from app.core.processes.stat_source import StatSource\n"
        "def child():\n"
        "    open('/proc/sys/kernel/ns_last_pid', 'w').write('70')\n"
        "    read, write = os.pipe()\n"
        "    pid = os.fork()\n"
        "    if not pid:\n"
        "        os.close(write); os.read(read, 1); os._exit(0)\n"
        "    os.close(read)\n"
        "    return pid, write\n"
        "sampler = Sampler()\n"
        "first, write = child()\n"
        "sampler.sample(); sampler.fill()\n"
        "key = sampler.processes[first].key\n"
        "os.close(write); os.waitpid(first, 0)\n"
        "import time; time.sleep(0.05)\n"
        "second, write = child()\n"
        "delta = sampler.sample()\n"
        "assert first == second == 71, (first, second)\n"
        "assert delta.gone.count(71) == 1, delta.gone\n"
        "assert [i.key for i in delta.added if i.pid == 71] == [sampler.processes[71].key]\n"
        "assert sampler.processes[71].key != key\n"
        "print('seen')\n"
    )
    command = ["unshare", "--pid", "--fork", "--mount-proc", sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    if "unshare" in done.stderr:
        pytest.skip(f"no pid namespace here: {done.stderr.strip()}")
    assert done.stdout == "seen\n", done.stderr


def test_both_ways_agree_with_psutil(start_process):
    children = [start_process("sleep", "1000", wait=False) for _ in range(10)]
    children.append(start_process(sys.executable, "-c", IDLE))
    for child in children:
        child.wait_at_rest()
    before = set(psutil.pids())
    samplers = [Sampler(source(), details()) for source, details in WAYS.values()]
    for sampler in samplers:
        take(sampler)
    lasting = before & set(psutil.pids())  # others come and go meanwhile
    for child in children:
        truth = psutil.Process(child.pid)
        one, other = (sampler.processes[child.pid] for sampler in samplers)
        assert one.name == other.name == truth.name()
        assert one.ppid == other.ppid == truth.ppid()
        assert one.memory == other.memory == truth.memory_info().rss
        assert one.state == other.state == truth.status()
        assert one.threads == other.threads == truth.num_threads()
        assert one.user == other.user == truth.username()
        assert one.exe == other.exe == truth.exe()
        assert one.cmdline == other.cmdline == " ".join(truth.cmdline())
        assert one.started == pytest.approx(other.started, abs=0.1)
    for sampler in samplers:
        assert lasting <= sampler.processes.keys()


class Clock:
    """Stands still until it is set."""

    def __init__(self, monkeypatch):
        self.now = 1000.0
        monkeypatch.setattr(stat_source.time, "monotonic", lambda: self.now)


def reads_of(source, pid, sweeps, clock, watched=()):
    """In how many of some sweeps, a second apart, the line of a process is read."""
    read, counted = source._read, []
    source._read = lambda path: (counted.append(path), read(path))[1]
    for _ in range(sweeps):
        clock.now += 1.0
        assert pid in source.sweep(watched).alive
    source._read = read
    return counted.count(f"{pid}/stat")


def test_what_does_nothing_is_read_less_often_unless_somebody_looks(start_process, monkeypatch):
    clock = Clock(monkeypatch)
    target = start_process("sleep", "1000", wait=False)
    target.wait_at_rest()
    source = StatSource()
    source.sweep()
    assert reads_of(source, target.pid, 4, clock) == 4
    reads_of(source, target.pid, 3, clock)  # it rests from the fifth second on
    assert reads_of(source, target.pid, 30, clock) == 10
    assert reads_of(source, target.pid, 30, clock, {target.pid}) == 30
    clock.now += 60  # nobody has looked for a minute: F5, while it is paused
    assert reads_of(source, target.pid, 1, clock) == 1


def test_one_that_rested_and_wakes_up_has_the_share_of_the_time_since_it_was_read(
    start_process, monkeypatch
):
    clock = Clock(monkeypatch)
    code = "import sys, time; print('ready', flush=True); sys.stdin.readline()\nwhile True: pass"
    target = start_process(sys.executable, "-c", code)
    target.wait_at_rest()
    source = StatSource()
    for _ in range(8):
        clock.now += 1.0
        source.sweep()
    assert target.pid in source._resting
    target.process.stdin.write(b"\n")
    target.process.stdin.flush()
    line = Path(f"/proc/{target.pid}/stat")
    until = ticks_of(line) + 50
    wait_until(lambda: ticks_of(line) >= until)
    found = []
    while not found:
        clock.now += 1.0
        found = [one for one in source.sweep().readings if one.pid == target.pid]
    # Of our clock, which went on by one to three seconds since it was read last.
    assert 100 * 50 / (3 * source._tick) <= found[0].cpu <= 100 * ticks_of(line) / source._tick
    assert target.pid not in source._resting


def test_the_line_of_one_that_does_nothing_is_kept_where_it_lies(start_process):
    target = start_process("sleep", "1000", wait=False)
    target.wait_at_rest()
    source = StatSource()
    source.sweep()
    line = source._lines[target.pid]
    source.sweep()
    assert source._lines[target.pid] is line


def ticks_of(line):
    fields = line.read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_an_unchanged_process_is_not_mentioned(start_process):
    child = start_process("sleep", "1000", wait=False)
    process = psutil.Process(child.pid)
    until(lambda: process.cmdline() == ["sleep", "1000"])
    until(lambda: process.status() == psutil.STATUS_SLEEPING)  # it has loaded what it needs
    sampler = Sampler(StatSource(), ProcDetails())
    sampler.watch([child.pid])
    take(sampler)
    mentioned = [info.pid for _ in range(ROUNDS) for info in sampler.sample().changed]
    assert child.pid not in mentioned


def test_details_come_in_slices_watched_ones_first(start_process):
    children = [start_process("sleep", "1000", wait=False) for _ in range(5)]
    sampler = Sampler()
    sampler.watch([children[3].pid])
    first = sampler.sample()
    assert first.pending == len(first.added) > 5
    one = sampler.fill(budget=0.0)
    assert [info.pid for info in one.changed] == [children[3].pid]
    assert one.pending == first.pending - 1
    assert sampler.fill().pending == 0
    assert all(info.detailed for info in sampler.processes.values())


def test_a_name_of_any_bytes_is_read(sampler, start_process, tmp_path):
    program = os.fsencode(tmp_path) + b"/a) R 1 (\xff\n"
    path = Path(os.fsdecode(program))
    path.write_bytes(b"#!/bin/sh\necho ready; read line\n")
    path.chmod(0o755)
    child = start_process(path)
    take(sampler)
    info = sampler.processes[child.pid]
    assert info.name == "a) R 1 (\\xff\n"
    assert info.ppid == os.getpid()


def test_list_processes_has_everything_and_is_ordered():
    processes = list_processes()
    assert [info.pid for info in processes] == sorted(info.pid for info in processes)
    mine = next(info for info in processes if info.pid == os.getpid())
    assert mine.memory > 1 << 20
    assert mine.bits == 64
    assert all(info.detailed for info in processes)


def test_a_sample_completed_by_details_is_both_in_one(start_process):
    sampler, other = Sampler(), {}
    apply(other, sampler.sample().completed(sampler.fill()))
    child = start_process("sleep", "1000", wait=False)
    delta = sampler.sample()
    both = delta.completed(sampler.fill())
    assert child.pid in {info.pid for info in both.added}
    assert all(info.detailed for info in both.added)
    assert both.pending == 0
    assert not {info.pid for info in both.added} & {info.pid for info in both.changed}
    apply(other, both)
    assert other == sampler.processes
