"""Loading files into a process as this or that loader does."""

from __future__ import annotations

import os
import re
import subprocess

from tests.live.dumping import PAGE

LOAD = re.compile(
    r"^  LOAD +(0x\w+) (0x\w+) 0x\w+ (0x\w+) (0x\w+) (R?)(?: ?)(W?)(?: ?)(E?)", re.MULTILINE
)


def readelf(*arguments):
    command = ["readelf", "-W", *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def loads_of(path):
    """Offset, address, size in file, size in memory and rights of each segment."""
    for found in LOAD.finditer(readelf("-l", path)):
        numbers = [int(number, 16) for number in found.groups()[:4]]
        rights = "".join(found.groups()[4:]).lower().replace("e", "x")
        yield *numbers, rights


def up(size):
    return -(-size // PAGE) * PAGE


class Loader:
    """A process that maps what it is told to."""

    def __init__(self, target):
        self.pid = target.pid
        self._target = target

    def __call__(self, *words):
        text = " ".join(word if isinstance(word, str) else f"{word:x}" for word in words)
        self._target.process.stdin.write(text.encode() + b"\n")
        self._target.process.stdin.flush()
        kind, value = self._target.process.stdout.readline().split()
        assert kind == b"at", f"{text}: {os.strerror(int(value))}"
        self._target.wait_asleep()
        return int(value, 16)

    def load(self, path, file=None, start=0):
        """Load a library as a loader does; it begins at *start* of *file*."""
        loads = list(loads_of(path))
        size = up(max(address + size for _, address, _, size, _ in loads))
        base = self("anonymous", 0, size, "-")
        for offset, address, stored, size, rights in loads:
            place, shift = base + address // PAGE * PAGE, address % PAGE
            position = start + offset - shift
            self("file", place, up(stored + shift), position, rights or "-", str(file or path))
            if up(size + shift) > up(stored + shift):
                rest = place + up(stored + shift)
                self("anonymous", rest, up(size + shift) - up(stored + shift), rights)
            if "r" in rights:
                self("touch", place, up(stored + shift))
        return base
