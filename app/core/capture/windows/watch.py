"""Speaks with the watchdog, the process that lets go what we leave suspended if we are killed.

It is started when it is first wanted. What it does stands in ``dumper/watchdog``.
"""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from ... import child
from ...errors import HRESULT, DumpCancelledError, MiniDumpError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ...process_key import ProcessKey

TURN_SECONDS: Final = 30.0
"""How long another DumpDesk may take to be done with the process."""
_LOOK: Final = 0.05
_START_SECONDS: Final = 20.0
"""How long a watchdog may take to start, on a machine that does everything else first."""
_RESTORE_SECONDS: Final = 0.5
"""How long its answer is waited for; it does what it was told in any case."""
_ALONE: Final = 0x08000000 | 0x00000200
"""CREATE_NO_WINDOW and CREATE_NEW_PROCESS_GROUP: no Ctrl+C of ours reaches it."""


class Watch:
    """A watchdog, or none where it cannot be started: then we are the only one to let go."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def hold(
        self, key: ProcessKey, dumper: int = 0, given_up: Callable[[], bool] = lambda: False
    ) -> bool:
        """Have the process of *key* watched, which the process *dumper* (0: we) is to suspend.

        False: there is no watchdog. Raises DumpCancelledError if it is *given_up* while another
        DumpDesk has the process, and MiniDumpError if that takes too long.
        """
        told = {"hold": list(key), "dumper": dumper}
        answer = self._ask(told, TURN_SECONDS + _START_SECONDS, given_up)
        if answer is None:
            return False
        if not answer.get("held"):
            raise MiniDumpError(
                f"Another DumpDesk is dumping process {key.pid}.",
                "Wait until that dump is done, or cancel it.",
                hresult=HRESULT.SEM_TIMEOUT,
            )
        return True

    def end(self, *, restore: bool) -> None:
        """Have it watched no longer; with *restore*, what is still suspended is let go."""
        self._ask({"end": restore}, _RESTORE_SECONDS)

    def start(self) -> None:
        """Have the watchdog running, so that the first dump need not wait for it."""
        self._watchdog()

    def close(self) -> None:
        """Let the watchdog go; it ends when it has nothing to see to any more."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def _ask(
        self,
        told: dict[str, Any],
        seconds: float,
        given_up: Callable[[], bool] = lambda: False,
    ) -> dict[str, Any] | None:
        """Give the answer; None where there is no watchdog to give one."""
        process = self._watchdog() if "hold" in told else self._process
        if process is None or process.stdin is None:
            return None
        try:
            process.stdin.write(json.dumps(told).encode() + b"\n")
        except OSError:  # it was killed
            self.close()
            return None
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with contextlib.suppress(queue.Empty):
                return self._answers.get(timeout=_LOOK)
            if given_up():
                self.close()  # its answer would come late
                raise DumpCancelledError("The dump was cancelled.")
        self.close()
        return None

    def _watchdog(self) -> subprocess.Popen[bytes] | None:
        if self._process is not None:
            return self._process
        try:
            process = subprocess.Popen(
                child.command("watchdog"),
                env=child.environment("watchdog"),
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_ALONE,
            )
        except OSError:  # what it watches is better done without it than not at all
            return None
        self._process, self._answers = process, queue.SimpleQueue()
        threading.Thread(
            target=_read,
            args=(process, self._answers),
            name="watchdog's answers",
            daemon=True,
        ).start()
        return process


@contextlib.contextmanager
def watched(key: ProcessKey) -> Iterator[None]:
    """Have the process of *key* watched for the length of a with block that suspends it.

    Raises MiniDumpError if another DumpDesk has it for too long.
    """
    watch = Watch()
    try:
        watch.hold(key)
        try:
            yield
        except BaseException:  # Ctrl+C may come between a thread's stop and our note of it
            watch.end(restore=True)
            raise
        watch.end(restore=False)
    finally:
        watch.close()


def _read(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[dict[str, Any]]) -> None:
    pipe = process.stdout
    assert pipe is not None  # noqa: S101 - it was started with a pipe
    with pipe, contextlib.suppress(OSError, ValueError):
        for line in iter(pipe.readline, b""):
            answers.put(json.loads(line))
    process.wait()  # what was started ended when it had started the watchdog
