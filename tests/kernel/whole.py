"""Carries out the whole, command by command, for processes that stand ready: plan, dump, verify.

Runs here under a filter for system calls, and in a virtual machine as all there is beside init, so
it needs nothing but the standard library and ours (PYTHONPATH). What it finds is written as JSON.

    whole.py RESULT.json PID PRESET[,PRESET…] plan,dump,verify [REFUSAL…]

An option may follow the name of a preset after a colon.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from app.cli.main import run
from app.core.minidump.reader import MinidumpFile
from tests.kernel.refusing import refuse

PAGE = 4096
RSEQ_BYTES = 16
"""What the kernel itself writes into a thread that goes on after the stop: its processor's number
in struct rseq, at the top of the stack."""
LONGEST_SECONDS = 120
"""For a command that takes a second: a machine without a processor of its own is slow."""


def main(result, pid, presets, commands, *refusals):
    if refusals:
        refuse(refusals)
        # Anew, as what glibc was given at its start it insists on (rseq).
        again = [sys.executable, __file__, result, pid, presets, commands]
        os.execv(again[0], again)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.dmp")
        found = [whole(pid, preset, commands.split(","), path) for preset in presets.split(",")]
    Path(result).write_text(json.dumps(found))


def whole(pid, preset, commands, path):
    name, _, option = preset.partition(":")
    wanted = (pid, "--preset", name, *option.split())
    arguments = {
        "plan": wanted,
        "dump": (*wanted, "-o", str(path)),
        "verify": (str(path),),
    }
    found = {"preset": preset}
    found |= {what: command(what, *arguments[what], "--json") for what in commands}
    if path.exists():
        found |= contents(pid, path)
        path.unlink()
    return found


def command(*arguments):
    """Carry out one command in a process of its own: how it ended, what it said, how long it took.

    A fork is as good as a start, and saves importing everything once more.
    """
    began = time.monotonic()
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        if (child := os.fork()) == 0:
            code = 70
            with contextlib.suppress(BaseException):
                os.dup2(said.fileno(), 1)
                os.dup2(complained.fileno(), 2)
                code = run(list(arguments))
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)
        status = None
        while status is None:
            ended, how = os.waitpid(child, os.WNOHANG)
            if ended:
                status = os.waitstatus_to_exitcode(how)
            elif time.monotonic() - began > LONGEST_SECONDS:
                os.kill(child, 9)
                os.waitpid(child, 0)
                status = -9
            else:
                time.sleep(0.005)
        said.seek(0)
        complained.seek(0)
        events = [json.loads(line) for line in said.read().splitlines()]
        return {
            "code": status,
            "seconds": round(time.monotonic() - began, 2),
            "said": without_ranges(events[-1]) if events else {},
            "complained": complained.read().decode(),
        }


def without_ranges(said):
    """Keep what is small: a plan lists all memory, modules and threads."""
    return {key: value for key, value in said.items() if key not in ("ranges", "modules")}


def contents(pid, path):
    """What the dump holds, and where it differs from what the process, at rest, has there.

    Pages of zeros are not looked up: reading would make those exist that the process never touched.
    """
    with (
        MinidumpFile.open(path) as dump,
        Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory,
    ):
        ranges = [(r.address, r.size) for r in dump.memory_ranges()]
        wrong, compared = [], 0
        for address, size in ranges:
            stored = dump.read_memory(address, size)
            for offset in range(0, size, PAGE):
                part = stored[offset : offset + PAGE]
                if any(part):
                    memory.seek(address + offset)
                    compared += 1
                    now = memory.read(len(part))
                    differing = sum(one != other for one, other in zip(now, part, strict=True))
                    if differing > RSEQ_BYTES:
                        wrong.append(address + offset)
        return {
            "ranges": ranges,
            "compared": compared,
            "wrong": wrong,
            "streams": sorted(entry.name for entry in dump.directory if entry.stream_type),
        }


if __name__ == "__main__":
    main(*sys.argv[1:])
