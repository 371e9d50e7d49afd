"""The sampler as a process of its own: ``python -m app.core.processes [PID…]``.

The arguments are the process ids of the DumpDesk that asks. Commands come on standard input,
deltas go to standard output (see protocol.py). It ends when either is closed, so it never
outlives the window. The window's interpreter is left in peace: reading 5,000 processes in a thread
of it would hold up every repaint.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
import time
from contextlib import suppress
from typing import Final

from .protocol import (
    Command,
    Interval,
    Pause,
    Refresh,
    Unframer,
    Want,
    Watch,
    decode_command,
    frame,
)
from .sampler import Sampler

_STDIN: Final = 0
_STDOUT: Final = 1
_SLICE: Final = 0.1
"""Seconds of looking up details before what was found is told."""
_AT_ONCE: Final = 0.03
"""Seconds of looking up details of what is new before it is told at all: few new processes come
complete, so that the window draws them once."""
_SHORTEST: Final = 0.2
"""The shortest interval between two samples, in seconds."""


def main(arguments: list[str]) -> int:
    """Sample until the window is gone."""
    commands: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
    # A thread, because Windows cannot wait for a pipe and a timer at once.
    threading.Thread(target=_read_commands, args=(commands,), daemon=True).start()
    with suppress(BrokenPipeError):
        _Loop(Sampler(own=map(int, arguments)), commands).run()
    return 0


class _Loop:
    """Takes samples at their time and carries out commands in between."""

    def __init__(self, sampler: Sampler, commands: queue.SimpleQueue[Command | None]) -> None:
        self._sampler = sampler
        self._commands = commands
        self._interval = 1.0
        self._paused = False
        self._sampled = float("-inf")

    def run(self) -> None:
        """Return when the window closed its end."""
        pending = 0
        while True:
            command = self._next_command(0.0 if pending else self._wait())
            if command is None:
                return
            if isinstance(command, queue.Empty):
                if not self._paused and time.monotonic() >= self._due():
                    pending = self._sample()
                elif pending:
                    pending = self._fill()
            else:
                pending = self._obey(command, pending)

    def _wait(self) -> float | None:
        """Seconds until the next sample; ``None`` for as long as it takes."""
        return None if self._paused else max(0.0, self._due() - time.monotonic())

    def _due(self) -> float:
        return self._sampled + self._interval

    def _next_command(self, timeout: float | None) -> Command | queue.Empty | None:
        try:
            return self._commands.get(timeout != 0.0, timeout or None)
        except queue.Empty as nothing:
            return nothing

    def _obey(self, command: Command, pending: int) -> int:
        match command:
            case Interval(seconds):
                self._interval = max(seconds, _SHORTEST)
            case Pause(paused):
                self._paused = paused
            case Refresh():
                return self._sample()
            case Watch(pids):
                self._sampler.watch(pids)
            case Want(facts):
                _send(frame(delta := self._sampler.want(facts)))
                return delta.pending
        return pending

    def _sample(self) -> int:
        self._sampled = time.monotonic()
        delta = self._sampler.sample()
        if delta.pending:
            delta = delta.completed(self._sampler.fill(_AT_ONCE))
        _send(frame(delta))
        return delta.pending

    def _fill(self) -> int:
        delta = self._sampler.fill(_SLICE)
        _send(frame(delta))
        return delta.pending


def _send(data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(_STDOUT, view) :]


def _read_commands(commands: queue.SimpleQueue[Command | None]) -> None:
    unframer = Unframer()
    try:
        while chunk := os.read(_STDIN, 65536):
            for body in unframer.feed(chunk):
                commands.put(decode_command(body))
    finally:  # closed, or not our window at the other end
        commands.put(None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
