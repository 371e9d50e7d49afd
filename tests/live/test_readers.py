"""Dumps of processes that are not ours, in readers that are not ours.

Each process is stopped first, so that /proc says what every reader has to find: threads, modules,
registers, and the bytes of memory.
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of
from app.core.dump.presets import PRESETS
from app.core.dump.request import DumpRequest
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.verify import verify
from app.core.minidump.reader import MinidumpFile

READERS = Path(__file__).parents[1] / "readers"
READER_SECONDS = 120
PAGE = 4096
FULL, CLEANED = 0x2, 0x100008
"""Flags: full memory; stacks are cleaned, so their bytes are not the target's."""
RSEQ = 64
"""Bytes at the end of a stack mapping that the kernel writes whenever the thread runs."""
WAITING = {
    "0": "read",
    "7": "poll",
    "23": "select",
    "34": "pause",
    "35": "nanosleep",
    "43": "accept",
    "61": "wait4",
    "202": "futex",
    "230": "clock_nanosleep",
    "232": "epoll_wait",
    "270": "pselect6",
    "271": "ppoll",
    "281": "epoll_pwait",
}
PYTHON = (
    "import threading as t\nfor _ in 1, 2: t.Thread(target=t.Event().wait, daemon=True).start()"
)
STRANGERS = {
    "bash": ([], ["bash", "-c", "read"]),
    "python3": (["system_python"], ["{system_python}", "-c", PYTHON + "\ninput()"]),
    "sleep": ([], ["sleep", "1000"]),
    "Xvfb": (
        ["xvfb"],
        ["{xvfb}", "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "64x64x24"],
    ),
    "lldb-server": (
        ["lldb_server"],
        ["{lldb_server}", "platform", "--server", "--listen", "127.0.0.1:0"],
    ),
    "java": (["java"], ["{java}", "-m", "java.rmi/sun.rmi.registry.RegistryImpl", "0"]),
    "node": (["node"], ["{node}", "-e", "setInterval(() => 0, 1e6)"]),
}
FLAGS = sorted({preset.flags for preset in PRESETS})
CASES = [
    pytest.param(name, flags, id=f"{name}-{flags:#x}") for name in STRANGERS for flags in FLAGS
]
every_dump = pytest.mark.parametrize(("name", "flags"), CASES)


def pages_up(size):
    return -(-size // PAGE) * PAGE


class Mapping(NamedTuple):
    start: int
    end: int
    permissions: str
    offset: int
    inode: int
    path: str


class Stranger:
    """A stopped process, seen through /proc."""

    def __init__(self, pid):
        self.pid = pid
        self.folder = Path(f"/proc/{pid}")

    def wait_until_it_waits(self):
        """Return when its first thread is in a call that waits, all of its start behind it."""
        deadline = time.monotonic() + 60
        while (self.folder / "syscall").read_text().split()[0] not in WAITING:
            assert time.monotonic() < deadline, f"{self.pid} never comes to rest"
            time.sleep(0.02)

    def stop(self):
        os.kill(self.pid, signal.SIGSTOP)
        deadline = time.monotonic() + 60
        while {self.state(task) for task in self.threads} != {"T"}:
            assert time.monotonic() < deadline, f"{self.pid} does not stop"
            time.sleep(0.02)

    def state(self, task):
        return (self.folder / f"task/{task}/stat").read_text().rpartition(")")[2].split()[0]

    @property
    def threads(self):
        return {int(task.name) for task in (self.folder / "task").iterdir()}

    def thread_name(self, task):
        return (self.folder / f"task/{task}/comm").read_text().rstrip("\n")

    def pointers(self, task):
        """Stack and instruction pointer of a thread."""
        stack, instruction = (self.folder / f"task/{task}/syscall").read_text().split()[-2:]
        return int(stack, 16), int(instruction, 16)

    @property
    def mappings(self):
        lines = (self.folder / "maps").read_text().splitlines()
        fields = [[*line.split(None, 5), ""][:6] for line in lines]
        spans = [[int(end, 16) for end in field[0].split("-")] for field in fields]
        return [
            Mapping(*span, field[1], int(field[2], 16), int(field[4]), field[5])
            for span, field in zip(spans, fields, strict=True)
        ]

    @property
    def modules(self):
        """Base, end and path of each mapped 64-bit ELF file with code in it."""
        found = {}
        for mapping in self.mappings:
            if not mapping.inode or not mapping.path.startswith("/"):
                continue
            is_first = mapping.offset == 0 and mapping.path not in found
            if is_first and self.read(mapping.start, 5) == b"\x7fELF\x02":
                found[mapping.path] = [mapping.start, self.image_end(mapping.start), False]
            if mapping.path in found:
                found[mapping.path][2] |= "x" in mapping.permissions
        return {(base, end, path) for path, (base, end, code) in found.items() if code}

    def image_end(self, base):
        """Where the highest PT_LOAD of the image at *base* ends, .bss included, in whole pages."""
        (table,) = struct.unpack("<Q", self.read(base + 32, 8))
        size, count = struct.unpack("<HH", self.read(base + 54, 4))
        loads = []
        for index in range(count):
            header = self.read(base + table + index * size, 56)
            kind, _, _, address, _, _, memory, _ = struct.unpack("<IIQQQQQQ", header)
            if kind == 1:
                loads.append((address, address + memory))
        return base - (min(loads)[0] & -PAGE) + pages_up(max(end for _, end in loads))

    def read(self, address, size):
        with (self.folder / "mem").open("rb", buffering=0) as memory:
            memory.seek(address)
            return memory.read(size)


@pytest.fixture(scope="module")
def strangers(request, start_shared_process):
    """Call it with a name of STRANGERS to get that process, stopped."""
    known = {}

    def stranger(name):
        if name not in known:
            tools, command = STRANGERS[name]
            paths = {tool: request.getfixturevalue(tool) for tool in tools}
            target = start_shared_process(*(part.format(**paths) for part in command), wait=False)
            known[name] = Stranger(target.pid)
            known[name].wait_until_it_waits()
            known[name].stop()
        return known[name]

    return stranger


def write(pid, path, flags):
    return dump_to_file(
        key_of(pid),
        str(path),
        DumpRequest(flags),
        report=lambda _: None,
        is_cancelled=lambda: False,
    )


@pytest.fixture(scope="module")
def dumped(strangers, tmp_path_factory):
    """Call it with a name and flags to get the process and a dump of it."""
    folder = tmp_path_factory.mktemp("dumps")
    results = {}

    def dump(name, flags):
        stranger = strangers(name)
        if (name, flags) not in results:
            results[name, flags] = write(stranger.pid, folder / f"{name}-{flags:x}.dmp", flags)
        return stranger, results[name, flags]

    yield dump
    for result in results.values():
        Path(result.path).unlink()


def samples(result, stranger, count=150, size=128):
    """Places of the dump's memory to look at: both ends and the middle of ranges."""
    stacks = [mapping.end for mapping in stranger.mappings if "w" in mapping.permissions]
    unstable = {end - RSEQ for end in stacks}
    chosen = result.plan.ranges[:: len(result.plan.ranges) // count + 1]
    places = []
    for piece in chosen:
        if piece.kind == "stack" and result.plan.effective.flags & CLEANED:
            continue
        length = min(size, piece.end - piece.start)
        middle = (piece.start + piece.end) // 2 & ~0xF
        for start in {piece.start, max(piece.start, middle - length), piece.end - length}:
            end = start + length
            if any(end > edge and start < edge + RSEQ for edge in unstable):
                end = next(edge for edge in unstable if end > edge and start < edge + RSEQ)
            if end > start:
                places.append((start, end - start))
    return sorted(places)


def in_own_process(program, result, places):
    """Run a reader that may hang or crash; give what it found."""
    done = subprocess.run(
        [sys.executable, READERS / program, result.path],
        input=json.dumps(places),
        capture_output=True,
        text=True,
        timeout=READER_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check_modules(found, stranger, result):
    """Each mapped ELF file is a module with its whole size, and there is no other."""
    short = bool(result.plan.effective.flags & 0x80)
    expected = {
        (base, end, Path(path).name if short else path.removesuffix(" (deleted)"))
        for base, end, path in stranger.modules
    }
    ends = {base: end for base, end, _ in expected}
    actual = {(base, pages_up(base + size), name) for base, size, name in found}
    vdso = {mapping.start for mapping in stranger.mappings if mapping.path == "[vdso]"}
    assert {module for module in actual if module[0] not in vdso} == expected
    assert all(end == ends.get(base, end) for base, end, _ in actual)


# --------------------------------------------------------------------------------------- readers


@every_dump
def test_our_own_verdict_is_good(dumped, name, flags):
    _, result = dumped(name, flags)
    verdict = verify(result.path, result.plan)
    # Node maps the machine code of its built-in functions a second time, without its header.
    told = ["Left out on purpose, by MiniDumpFilter"]
    if name == "node":
        told.append("Code is mapped from places of files where no image begins")
    unexpected = [
        finding for finding in verdict.findings if not any(text in finding.text for text in told)
    ]
    assert (verdict.verdict, unexpected) == ("good", [])


@every_dump
def test_minidump_finds_threads_modules_and_memory(dumped, name, flags):
    stranger, result = dumped(name, flags)
    places = samples(result, stranger)
    found = in_own_process("read_minidump.py", result, places)

    assert set(found["threads"]) == stranger.threads
    check_modules(found["modules"], stranger, result)
    assert [bytes.fromhex(data) for data in found["memory"]] == [
        stranger.read(*place) for place in places
    ]


@every_dump
def test_udmp_parser_finds_threads_modules_and_memory(dumped, name, flags):
    stranger, result = dumped(name, flags)
    places = samples(result, stranger) if result.plan.effective.flags & FULL else []
    found = in_own_process("read_udmp.py", result, places)

    assert set(found["threads"]) == stranger.threads
    check_modules(found["modules"], stranger, result)
    assert [bytes.fromhex(data) for data in found["memory"]] == [
        stranger.read(*place) for place in places
    ]


@every_dump
def test_minidump_stackwalk_finds_threads_and_modules(dumped, minidump_stackwalk, name, flags):
    stranger, result = dumped(name, flags)
    done = subprocess.run(
        [minidump_stackwalk, "--json", "--no-interactive", result.path],
        capture_output=True,
        timeout=READER_SECONDS,
        check=True,
    )
    report = json.loads(done.stdout)

    assert report["pid"] == stranger.pid
    assert report["system_info"]["os"] == "Linux"
    assert {thread["thread_id"]: thread["thread_name"] for thread in report["threads"]} == {
        task: stranger.thread_name(task) for task in stranger.threads
    }
    assert {
        thread["thread_id"]: int(thread["frames"][0]["offset"], 16) for thread in report["threads"]
    } == {task: stranger.pointers(task)[1] for task in stranger.threads}
    bases = {
        int(module["base_addr"], 16): int(module["end_addr"], 16) for module in report["modules"]
    }
    for base, end, _ in stranger.modules:
        assert pages_up(bases[base]) == end
    assert not report["soft_errors"]


def run_lldb(lldb, path, *commands):
    options = [option for command in commands for option in ("-o", command)]
    done = subprocess.run(
        [lldb, "--no-lldbinit", "--core", path, "--batch", *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=READER_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@every_dump
def test_lldb_finds_threads_modules_and_memory(dumped, lldb, tmp_path, name, flags):
    stranger, result = dumped(name, flags)
    places = samples(result, stranger, count=20)
    copies = [tmp_path / str(index) for index in range(len(places))]
    output = run_lldb(
        lldb,
        result.path,
        "thread list",
        "image list",
        *(
            f"memory read --force --binary --outfile {copy} --count {size} {address:#x}"
            for copy, (address, size) in zip(copies, places, strict=True)
        ),
    )
    threads = re.findall(r"thread #\d+: tid = (\d+), (0x[0-9a-f]+)", output)
    assert {int(task): int(pc, 16) for task, pc in threads} == {
        task: stranger.pointers(task)[1] for task in stranger.threads
    }
    images = {
        int(base, 16) for base in re.findall(r"^\[ *\d+\] \S+ (0x[0-9a-f]+)", output, re.MULTILINE)
    }
    assert {base for base, _, _ in stranger.modules} <= images
    assert [copy.read_bytes() for copy in copies] == [stranger.read(*place) for place in places]


def test_a_full_dump_that_lost_its_end_keeps_threads_and_modules_in_every_reader(
    dumped, lldb, minidump_stackwalk, tmp_path
):
    stranger, whole = dumped("python3", 0x21826)
    path = tmp_path / "cut.dmp"
    path.write_bytes(Path(whole.path).read_bytes()[: whole.file_size * 97 // 100])
    cut = dataclasses.replace(whole, path=str(path))

    for program in ("read_minidump.py", "read_udmp.py"):
        found = in_own_process(program, cut, [])
        assert set(found["threads"]) == stranger.threads
        check_modules(found["modules"], stranger, cut)
    listing = run_lldb(lldb, path, "thread list", "image list")
    assert listing.count(": tid = ") == len(stranger.threads)
    report = subprocess.run(
        [minidump_stackwalk, "--json", "--no-interactive", path], capture_output=True, check=True
    )
    assert json.loads(report.stdout)["thread_count"] == len(stranger.threads)
    verdict = verify(path, whole.plan)
    assert verdict.verdict == "incomplete"  # of use to every reader here
    assert any("cut short" in finding.text for finding in verdict.findings)


# ---------------------------------------------------------------------------------- stack traces

_ALIAS = re.compile(r"^(?:__GI_+|_+)")
_FRAME = re.compile(r"FRAME (\d+) (\S+) (call|inline) ?(.*)")


class Frame(NamedTuple):
    """A frame of the machine: what is inlined there, innermost first, and the function itself."""

    pc: int
    functions: tuple[str, ...]


def spelled(function):
    """Aliases of one function of the C library: __clone3 is clone3, __GI___poll is poll."""
    if function.startswith("___lldb_unnamed_symbol"):
        return ""
    return _ALIAS.sub("", function.partition("(")[0].strip())


def frames_of(output):
    """Give each thread's frames from lines "FRAME thread pc call|inline function"."""
    threads = {}
    inlined = []
    for task, pc, kind, function in _FRAME.findall(output):
        inlined.append((int(pc, 16), spelled(function)))
        if kind == "call":
            # The debuggers differ in the pc that they give to all but the innermost.
            frame = Frame(inlined[0][0], tuple(name for _, name in inlined))
            threads.setdefault(int(task), []).append(frame)
            inlined = []
    return threads


def frames_in_lldb(lldb, path):
    frame_format = r"FRAME ${thread.id%tid} ${frame.pc} {${function.name-without-args}}\n"
    output = run_lldb(
        lldb, path, f'settings set frame-format "{frame_format}"', "thread backtrace all"
    )
    lines = re.sub(
        r"^(.*FRAME \S+ \S+) (.* \[inlined\] )", r"\1 inline ", output, flags=re.MULTILINE
    )
    return frames_of(re.sub(r"(FRAME \S+ \S+) (?!inline )", r"\1 call ", lines))


def frames_in_gdb(gdb, pid):
    done = subprocess.run(
        [gdb, "-nx", "-batch", "-p", str(pid), "-x", READERS / "frames_gdb.py"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=READER_SECONDS,
        check=True,
    )
    return frames_of(done.stdout)


def check_same_stacks(ours, theirs):
    assert ours.keys() == theirs.keys()
    for task, frames in theirs.items():
        assert [frame.pc for frame in ours[task]] == [frame.pc for frame in frames]
        for found, wanted in zip(ours[task], frames, strict=True):
            # Without debug information each debugger knows names that the other does not.
            assert found.functions == wanted.functions or "" in {
                *found.functions,
                *wanted.functions,
            }


def test_stacks_of_a_c_program_are_those_that_gdb_sees_live(start_target, lldb, gdb, tmp_path):
    target = start_target("threads", 6)
    path = tmp_path / "threads.dmp"
    write(target.pid, path, 0)
    ours = frames_in_lldb(lldb, path)
    theirs = frames_in_gdb(gdb, target.pid)

    check_same_stacks(ours, theirs)
    assert len(ours) == 7
    functions = [{name for frame in frames for name in frame.functions} for frames in ours.values()]
    for park in ("parked_alpha", "parked_beta", "parked_gamma"):
        assert sum(park in names and "thread_main" in names for names in functions) == 2
    assert sum({"parked_main", "main"} <= names for names in functions) == 1


def test_stacks_of_a_python_program_are_those_that_gdb_sees_live(
    start_process, system_python, lldb, gdb, tmp_path
):
    # The system's Python: LLDB loses its way in the split functions of some other builds, live too.
    program = PYTHON + "\nprint('ready', flush=True)\ninput()"
    target = start_process(system_python, "-c", program)
    Stranger(target.pid).wait_until_it_waits()
    path = tmp_path / "python.dmp"
    write(target.pid, path, 0)
    ours = frames_in_lldb(lldb, path)

    check_same_stacks(ours, frames_in_gdb(gdb, target.pid))
    assert len(ours) == 3
    assert all(
        any("PyEval_EvalFrameDefault" in frame.functions for frame in frames)
        for frames in ours.values()
    )


# ------------------------------------------------------------------------------ other writers


def test_a_dump_that_lldb_wrote_reads_back(start_target, lldb, tmp_path):
    target = start_target("threads", 3)
    path = tmp_path / "lldb.dmp"
    subprocess.run(
        [
            *(lldb, "--no-lldbinit", "--attach-pid", str(target.pid), "--batch"),
            *("-o", f"process save-core --plugin-name=minidump --style=stack {path}"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=READER_SECONDS,
        check=True,
    )
    stranger = Stranger(target.pid)
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
    verdict = verify(path)
    texts = " ".join(finding.text for finding in verdict.findings)

    assert snapshot.process_id == target.pid
    assert {thread.id for thread in snapshot.threads} == stranger.threads
    for thread in snapshot.threads:
        assert thread.stack[0] <= thread.stack_pointer < thread.stack[1]
    assert {module.base for module in snapshot.modules} >= {base for base, _, _ in stranger.modules}
    assert [(region.base, region.end) for region in snapshot.regions] == [
        (mapping.start, mapping.end) for mapping in stranger.mappings
    ]
    # What its dumps are known for: short contexts, wrong sizes, an exception for each thread.
    assert verdict.verdict == "incomplete"
    assert "720 bytes" in texts
    assert "recorded smaller than they are" in texts
    assert "4 streams of type ExceptionStream" in texts
