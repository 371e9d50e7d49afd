"""For a 64-bit Python for Windows: has 32-bit programs looked at and dumped as the window would.

Arguments: a folder and the paths of target.exe and stacks.exe made for 32 bits; or STACKS, a folder
and a program of which stacks are wanted alone. Prints one object of JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from app.core import child
from app.core.capture.target import key_of
from app.core.capture.windows.process_facts import facts_of
from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.errors import DumpDeskError
from app.core.inspection.seen import seen_in_dump
from app.core.inspection.stack_capture import stacks_of_process
from app.core.processes.sampler import list_processes

STACKS = "--stacks"
TEXT = b"a known text of the target"
DUMPS = {
    "normal": DumpRequest(0),
    "full": DumpRequest(0x2),
    "without": DumpRequest(0, FilterSpec((ModuleRule("kernelbase.dll", include=False),))),
}


def stacks_of(folder, program):
    """Walk the stacks of a 32-bit program, as it is and from a dump; gives what it says itself."""
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    words = process.stdout.readline().decode().split()[1:]
    path = str(Path(folder, f"{Path(program).stem}.dmp"))
    try:
        key = key_of(process.pid)
        live = stacks_of_process(key)
        with DumperClient() as client:
            client.dump(key, DumpRequest(0), path)
        with seen_in_dump(path) as seen:
            told = {"live": frames_of(live.stacks), "dump": frames_of(seen.stacks())}
            missing = {**live.missing, **seen.code.missing()}
    finally:
        process.kill()
        process.communicate()
    values = {name: int(value) for name, _, value in (word.partition("=") for word in words)}
    return {**told, "values": values, "missing": missing, "doing": live.cause.headline}


def frames_of(stacks):
    return {
        stack.thread.id: [[frame.address, frame.found_by, frame.function] for frame in stack.frames]
        for stack in stacks
    }


def main(folder, program, stacks):
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    address = int(process.stdout.readline().split()[1])
    told = {"pid": process.pid, "address": address, "bits": facts_of(process.pid).bits}
    try:
        (listed,) = (info for info in list_processes() if info.pid == process.pid)
        told["listed"] = [listed.bits, listed.machine, listed.can_dump, listed.verdict.reason]
        key = key_of(process.pid)
        with DumperClient() as client:
            seen = client.describe(key, details=True, environment=True)
            told["dumper"] = facts_of(client.process_id).path
            told["process"] = {
                "architecture": seen.system.processor_architecture,
                "threads": {
                    t.id: [t.teb, t.stack_pointer, t.instruction_pointer, *t.stack]
                    for t in seen.threads
                },
                "modules": {m.base: m.name for m in seen.modules},
                "highest": max(region.end for region in seen.regions),
                "heaps": sum(region.path == "[heap]" for region in seen.regions),
                "handles": sorted({handle.type_name for handle in seen.handles}),
                "environment": seen.environment.decode(),
                "soft_errors": [error.error for error in seen.soft_errors],
            }
            told["warnings"] = client.plan(key, DUMPS["normal"]).warnings
            told["dumps"] = {}
            for name, request in DUMPS.items():
                estimate = client.plan(key, request).plan.file_size
                done = client.dump(key, request, str(Path(folder, f"{name}.dmp")))
                told["dumps"][name] = [estimate, done.file_size, done.findings]
            own = key_of(client.process_id)
            with DumperClient() as other:  # our own kind, once more
                told["own"] = other.describe(key_of(os.getpid())).name
                told["other"] = facts_of(other.process_id).path
            told["of_dumper"] = facts_of(own.pid).bits
    except DumpDeskError as error:
        told["error"] = [type(error).__name__, error.cause, str(error.__notes__)]
    finally:
        process.kill()
        process.communicate()
    told["x86"] = child.x86_interpreter()
    told["stacks"] = stacks_of(folder, stacks)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == STACKS:
        sys.stdout.write(json.dumps(stacks_of(*sys.argv[2:])) + "\n")
    else:
        main(*sys.argv[1:])
