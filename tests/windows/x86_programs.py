"""For a 64-bit Python for Windows: has 32-bit programs looked at and dumped as the window would.

Arguments: a folder and the path of target.exe made for 32 bits. Prints one object of JSON.
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
from app.core.processes.sampler import list_processes

TEXT = b"a known text of the target"
DUMPS = {
    "normal": DumpRequest(0),
    "full": DumpRequest(0x2),
    "without": DumpRequest(0, FilterSpec((ModuleRule("kernelbase.dll", include=False),))),
}


def main(folder, program):
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
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
