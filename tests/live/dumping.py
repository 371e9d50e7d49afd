"""Dumping in tests: processes to be stopped first, dumps to be looked into."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path

from app.core.backends.base import write_dump
from app.core.intervals import merged, total
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE
from app.core.minidump.contexts import parse_context
from app.core.minidump.reader import MinidumpFile

PAGE = 4096


def states_of(pid):
    """Thread id → state letter."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            text = (task / "stat").read_text()
            found[int(task.name)] = text.rpartition(")")[2].split()[0]
    return found


def tracer_of(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("TracerPid:")[2].split()[0])


def wait_until(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def stop_by_signal(pid):
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: set(states_of(pid).values()) == {"T"})


def runs(pid):
    """Nobody traces the process and no thread of it is stopped."""
    return tracer_of(pid) == 0 and not {"t", "T"} & set(states_of(pid).values())


class Dump:
    """A dump file, read back."""

    def __init__(self, path, written=None):
        self.path = Path(path)
        self.written = written
        self.bytes = self.path.read_bytes()
        self.file = MinidumpFile(self.bytes)

    @property
    def size(self):
        return len(self.bytes)

    @property
    def size_apart(self):
        """The bytes of all streams but the one that tells what was left out on purpose."""
        return sum(
            entry.size
            for entry in self.file.directory
            if entry.stream_type != MINIDUMP_STREAM_TYPE.DumpDeskLeftOut
        ) + total(self.ranges)

    @property
    def streams(self):
        """Names of the streams in use."""
        return {entry.name for entry in self.file.directory if entry.stream_type}

    @property
    def ranges(self):
        """Stored ranges, merged; they may not overlap."""
        found = [(r.address, r.address + r.size) for r in self.file.memory_ranges()]
        joined = merged(found)
        assert total(joined) == total(found)
        return joined

    def holds(self, start, end):
        """All of [start, end) is stored."""
        return any(low <= start and end <= high for low, high in self.ranges)

    def touches(self, start, end):
        """Anything of [start, end) is stored."""
        return any(low < end and start < high for low, high in self.ranges)

    def memory(self, address, size):
        return self.file.read_memory(address, size)

    def text(self, name):
        return self.file.stream(MINIDUMP_STREAM_TYPE[name])

    def thread(self, thread_id):
        return next(thread for thread in self.file.threads if thread.thread_id == thread_id)

    def context(self, thread_id):
        thread = self.thread(thread_id)
        data = self.bytes[thread.context_rva : thread.context_rva + thread.context_size]
        return parse_context(data, self.file.architecture)


def dump_with(path, pid, flags, **options):
    """Dump with write_dump into a new file."""
    with Path(path).open("x+b") as file:
        written = write_dump(None, pid, file, int(flags), **options)
    return Dump(path, written)
