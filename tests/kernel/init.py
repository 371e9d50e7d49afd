#!/usr/bin/python3
"""The first and only program of the machine: starts a target, has the whole tried, tells, ends.

Whoever reads the second serial port gets one JSON object, also when something went wrong.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import subprocess
import sys
import traceback
from pathlib import Path

PORT = "/dev/ttyS1"
MOUNTS = [
    ("proc", "/proc", "proc"),
    ("sysfs", "/sys", "sysfs"),
    ("devtmpfs", "/dev", "devtmpfs"),
    ("tmpfs", "/tmp", "tmpfs"),
]
POWER_OFF = 0x4321FEDC
ENVIRONMENT = {"PATH": "/usr/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"}
ENVIRONMENT |= {"PYTHONPATH": "/dumpdesk:/packages", "PYTHONDONTWRITEBYTECODE": "1"}


def main():
    libc = ctypes.CDLL(None)
    for source, place, kind in MOUNTS:
        libc.mount(source.encode(), place.encode(), kind.encode(), 0, None)
    told = {}
    try:
        told |= look()
    except BaseException:  # noqa: BLE001 - there is nobody else to tell
        told["error"] = traceback.format_exc()
    with contextlib.suppress(OSError), Path(PORT).open("w") as port:
        port.write(json.dumps(told) + "\n")
        port.flush()
        os.fsync(port.fileno())
    os.sync()
    libc.reboot(POWER_OFF)


def look():
    parameters = dict(
        word.partition("=")[::2]
        for word in Path("/proc/cmdline").read_text().split()
        if word.startswith("dumpdesk.")
    )
    target = subprocess.Popen(
        ["/programs/vast", "24", "64"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    ready = target.stdout.readline().decode()
    done = subprocess.run(
        [
            *("/usr/bin/python3", "/dumpdesk/tests/kernel/whole.py", "/tmp/result.json"),
            *(str(target.pid), parameters["dumpdesk.presets"], parameters["dumpdesk.commands"]),
        ],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    result = Path("/tmp/result.json")
    return {
        "kernel": os.uname().release,
        "levels": 5 if "la57" in Path("/proc/cpuinfo").read_text().split() else 4,
        "ready": ready,
        "code": done.returncode,
        "complained": done.stderr,
        "found": json.loads(result.read_text()) if result.exists() else [],
    }


if __name__ == "__main__":
    sys.exit(main())
