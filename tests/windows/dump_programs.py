"""For a Python for Windows: starts programs, dumps each with given flags, says what there was.

Arguments: a folder, then a program and flags for each dump. Prints a line of JSON for each, with
the threads and modules that there were before: a program for people loads more while it starts.
"""

from __future__ import annotations

import ctypes
import json
import subprocess
import sys
from pathlib import Path

from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of, open_target
from app.core.dump.request import DumpRequest
from app.core.inspection.verify import verify

IDLE_MILLISECONDS = 60_000


def main(folder, *wanted):
    for program, flags in zip(wanted[::2], wanted[1::2], strict=True):
        process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        try:
            if program.endswith("target.exe"):
                process.stdout.readline()
            else:  # has it come so far as to wait for somebody?
                ctypes.windll.user32.WaitForInputIdle(int(process._handle), IDLE_MILLISECONDS)
            name = Path(program).stem
            path = str(Path(folder, f"{name}-{flags}.dmp"))
            target = open_target(key_of(process.pid))
            snapshot = target.describe()
            target.close()
            result = dump_to_file(
                key_of(process.pid),
                path,
                DumpRequest(int(flags, 16), comment=f"{name} ä"),
                report=lambda _: None,
                is_cancelled=lambda: False,
            )
        finally:
            process.kill()
            process.communicate()
        told = {
            "file": Path(path).name,
            "size": result.file_size,
            "estimate": result.plan.file_size,
            "findings": verify(path, result.plan).to_json()["findings"],
            "pid": process.pid,
            "threads": [thread.id for thread in snapshot.threads],
            "modules": {module.base: module.name for module in snapshot.modules},
        }
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
