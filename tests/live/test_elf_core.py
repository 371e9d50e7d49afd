"""Core files made of dumps, in the debuggers that want them: none of them is ours."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.output import dump_to_file
from app.core.dump.request import DumpRequest
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.elf_core import write_elf_core
from app.core.minidump.reader import MinidumpFile

SUPPORT, PRIVATE, FULL = 0x21925, 0x61B25, 0x21826
READER = Path(__file__).parents[1] / "readers" / "frames_gdb.py"
_FRAME = re.compile(r"^FRAME (\d+) (\S+) (?:call|inline) ?(.*)$", re.MULTILINE)


def run(*command, timeout=120):
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=timeout,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture
def core_of(tmp_path):
    """Call it with a target and flags to get the path of a core file, made through a dump."""

    def make(target, flags):
        target.wait_at_rest()
        dump, core = tmp_path / "it.dmp", tmp_path / "it.core"
        for path in (dump, core):
            path.unlink(missing_ok=True)
        dump_to_file(
            target.key,
            str(dump),
            DumpRequest(flags),
            report=lambda _: None,
            is_cancelled=lambda: False,
        )
        with MinidumpFile.open(dump) as file:
            write_elf_core(file, core)
        return core

    return make


def frames(told):
    found = {}
    for task, address, function in _FRAME.findall(told):
        found.setdefault(int(task), []).append((int(address, 16), function))
    return found


@pytest.mark.parametrize("flags", [0, SUPPORT, PRIVATE, FULL], ids=hex)
def test_gdb_sees_in_the_core_what_it_sees_in_the_process(start_target, gdb, core_of, flags):
    target = start_target("threads", 6)
    core = core_of(target, flags)
    program = os.path.realpath(f"/proc/{target.pid}/exe")
    live = frames(run(gdb, "-nx", "-batch", "-p", target.pid, "-x", READER))
    assert len(live) == 7
    assert all(len(stack) > 2 for stack in live.values())
    assert frames(run(gdb, "-nx", "-batch", program, core, "-x", READER)) == live


def test_a_program_of_32_bits(start_target, gdb, core_of):
    target = start_target("threads", 2, flags=("-m32",))
    program = os.path.realpath(f"/proc/{target.pid}/exe")
    core = core_of(target, SUPPORT)
    live = frames(run(gdb, "-nx", "-batch", "-p", target.pid, "-x", READER))
    assert len(live) == 3
    assert frames(run(gdb, "-nx", "-batch", program, core, "-x", READER)) == live


def test_lldb_sees_threads_and_functions(start_target, lldb, core_of):
    target = start_target("threads", 3)
    program = os.path.realpath(f"/proc/{target.pid}/exe")
    core = core_of(target, SUPPORT)
    told = run(lldb, "--no-lldbinit", "--batch", "-o", "bt all", program, "-c", core)
    assert len(re.findall(r"thread #\d", told)) >= 4
    assert told.count("parked_") >= 3, told


def test_memory_and_registers_are_those_of_the_dump(start_target, gdb, core_of, tmp_path):
    target = start_target("threads", 1)
    core = core_of(target, FULL)
    with MinidumpFile.open(tmp_path / "it.dmp") as file:
        snapshot = snapshot_of(file)
        ranges = [r for r in file.memory.ranges if r.size >= 64][:40]
        wanted = [(r.address, file.read_memory(r.address, 64)) for r in ranges]
    script = tmp_path / "read.py"
    script.write_text(
        "import gdb\n"
        f"for at in {[at for at, _ in wanted]}:\n"
        "    data = bytes(gdb.selected_inferior().read_memory(at, 64))\n"
        "    gdb.write(f'MEMORY {at} {data.hex()}\\n')\n"
        "for thread in gdb.selected_inferior().threads():\n"
        "    thread.switch()\n"
        "    rip, rsp, fs = (int(gdb.parse_and_eval(f'(unsigned long) ${n}'))\n"
        "                for n in ('rip', 'rsp', 'fs_base'))\n"
        "    gdb.write(f'REGISTERS {thread.ptid[1]} {rip} {rsp} {fs}\\n')\n"
    )
    told = run(gdb, "-nx", "-batch", "-c", core, "-x", script)
    found = dict(re.findall(r"^MEMORY (\d+) (\w+)$", told, re.MULTILINE))
    assert {int(at): bytes.fromhex(data) for at, data in found.items()} == dict(wanted)
    registers = re.findall(r"^REGISTERS (\d+) (\d+) (\d+) (\d+)$", told, re.MULTILINE)
    assert sorted(tuple(map(int, row)) for row in registers) == sorted(
        (t.id, t.instruction_pointer, t.stack_pointer, t.teb) for t in snapshot.threads
    )


def test_the_signal_and_its_cause_are_told(start_target, gdb, core_of):
    """A process that waits in its own handler: gdb begins where the fault was."""
    target = start_target("handler")
    program = os.path.realpath(f"/proc/{target.pid}/exe")
    core = core_of(target, SUPPORT)
    told = run(
        *(gdb, "-nx", "-batch", program, core, "-ex", "bt 1"),
        *("-ex", "p/x $_siginfo._sifields._sigfault.si_addr"),
    )
    assert "terminated with signal SIGSEGV" in told
    assert re.search(r"#0 .*total_of", told), told
    assert "$1 = 0x8" in told


def test_java_threads(start_process, java, core_of):
    jhsdb = shutil.which("jhsdb")
    if jhsdb is None:
        pytest.skip("jhsdb comes with a JDK; here is a JRE only")
    target = start_process(java, "-m", "java.rmi/sun.rmi.registry.RegistryImpl", "0", wait=False)
    target.wait_asleep()
    core = core_of(target, FULL)
    program = os.path.realpath(f"/proc/{target.pid}/exe")
    told = run(jhsdb, "jstack", "--exe", program, "--core", core)
    assert "JVM version is" in told, told
    assert re.search(r'"main".*\n.*java.lang.Thread.State', told), told


PYTHON = """
import sys
def inner():
    sys.stdin.read()
def outer():
    inner()
print("ready", flush=True)
outer()
"""


def test_python_frames(start_process, core_of, tmp_path):
    program = tmp_path / "waits.py"
    program.write_text(PYTHON)
    core = core_of(start_process(sys.executable, program), FULL)
    told = run(Path(sys.executable).with_name("py-spy"), "dump", "--core", core)
    assert re.search(r"inner \(.*waits\.py:4\)\n +outer \(.*waits\.py:6\)\n", told), told


def test_the_command(start_target, tmp_path):
    target = start_target("threads", 1)
    dump = tmp_path / "a b.dmp"
    dump_to_file(
        target.key, str(dump), DumpRequest(0), report=lambda _: None, is_cancelled=lambda: False
    )
    command = [sys.executable, "-P", "-m", "app", "export", os.fspath(dump), "--elf-core"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    core = Path(told["file"])
    assert core == tmp_path / "a b.core"
    assert told["size"] == core.stat().st_size
    assert stat.S_IMODE(core.stat().st_mode) == 0o600
    assert [tool["name"] for tool in told["tools"]] == ["gdb", "lldb"]
    assert str(core) in shlex.split(told["tools"][0]["command"])
    content = core.read_bytes()
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode != 0
    assert "is there already" in again.stderr
    assert core.read_bytes() == content
