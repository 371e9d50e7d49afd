"""The client's side of the watchdog: while it is held, a dump leaves nobody frozen (Windows)."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, Final

from .. import child
from ..errors import HRESULT, DumpCancelledError, MiniDumpError
from . import inherited
from .conversation import DumperDiedError, GivenUpError
from .watchdog import TURN_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..process_key import ProcessKey

_LOOK: Final = 0.05
_START_SECONDS: Final = 20.0
"""How long a watchdog may take to start, on a machine that does everything else first."""
_RESTORE_SECONDS: Final = 0.5
"""How long its answer is waited for; it does what it was told in any case."""


class Guard:
    """Has a watchdog from the first dump on. One dump at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    @contextlib.contextmanager
    def over(self, key: ProcessKey, dumper: int, given_up: Callable[[], bool]) -> Iterator[None]:
        """Guard a dump of the process of *key* by the process *dumper*.

        Raises DumpCancelledError if it is *given_up* while another DumpDesk has the process, and
        MiniDumpError if that takes too long. Without a watchdog the dump goes on: we are here.
        """
        if os.name != "nt":  # Linux lets go by itself
            yield
            return
        from ..capture.windows.suspension import Suspension

        held = self._hold(key, dumper, given_up)
        with contextlib.ExitStack() as closing:
            own = None if held else closing.enter_context(Suspension(key.pid))
            try:
                yield
            except (DumperDiedError, GivenUpError):
                if own is not None:
                    own.restore()
                else:
                    self._ask({"end": True}, _RESTORE_SECONDS)
                raise
            except BaseException:
                self._ask({"end": False}, _RESTORE_SECONDS)
                raise
            self._ask({"end": False}, _RESTORE_SECONDS)

    def start(self) -> None:
        """Have the watchdog running, so that the first dump need not wait for it."""
        if os.name == "nt":
            self._watchdog()

    def close(self) -> None:
        """Let the watchdog go; it ends when it has nothing to see to any more."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def _hold(self, key: ProcessKey, dumper: int, given_up: Callable[[], bool]) -> bool:
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
                **inherited.start_alone(()),
            )
        except OSError:  # a dump without it is better than none
            return None
        self._process, self._answers = process, queue.SimpleQueue()
        threading.Thread(
            target=_read,
            args=(process, self._answers),
            name="watchdog's answers",
            daemon=True,
        ).start()
        return process


def _read(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[dict[str, Any]]) -> None:
    pipe = process.stdout
    assert pipe is not None  # noqa: S101 - it was started with a pipe
    with pipe, contextlib.suppress(OSError, ValueError):
        for line in iter(pipe.readline, b""):
            answers.put(json.loads(line))
    process.wait()  # what was started ended when it had started the watchdog
