"""A dumper that is started before anything else is imported: both sides then get ready at once.

A command that takes an eighth of a second spends most of it on imports, its own and the dumper's.
The first client that wants an ordinary dumper gets this one; one that nobody takes ends with us.
"""

from __future__ import annotations

import contextlib
import signal
import subprocess
from typing import IO, Final

from .. import child
from .inherited import start_alone

_waiting: Final[list[subprocess.Popen[bytes]]] = []


def start() -> None:
    """Start it, on the main thread. Where that fails, whoever wants a dumper is told.

    Ctrl+C is heard when it is noted down: what nobody knows of could not be ended.
    """
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    try:
        with contextlib.suppress(OSError, MemoryError):
            _waiting.append(started())
    finally:
        signal.signal(signal.SIGINT, before)
    for number in heard:
        signal.raise_signal(number)


def end() -> None:
    """End the one that nobody took, whatever it is doing: it holds no process yet."""
    while _waiting:
        _waiting.pop().kill()


def take() -> subprocess.Popen[bytes] | None:
    """Give the one that was started, if there is one and nobody has it."""
    return _waiting.pop() if _waiting else None


def started(
    command: list[str] | None = None,
    pass_fds: tuple[int, ...] = (),
    stderr: int | IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """Start a dumper with pipes to speak over. Raises OSError."""
    return subprocess.Popen(
        command or child.command("dumper"),
        env=child.environment("dumper"),
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=stderr,
        # Ctrl+C in a terminal reaches us alone; we cancel, and the dumper cleans up.
        **start_alone(pass_fds),
    )
