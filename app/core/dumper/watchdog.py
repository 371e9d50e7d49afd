"""The process that sees to it that nobody stays frozen (Windows).

DbgHelp suspends the threads of what it dumps, and Windows takes nothing back when the dumper dies.
The window lets them go when it sees that; this does when the window is gone as well. It stands
apart: whoever ends the window and all below it ("End process tree") does not reach it. While a dump
runs, the watchdog

- has the turn of that process, so that no other DumpDesk dumps it: only then do the counts of
  suspensions, taken now, say what is to be restored;
- holds the dumper in a job: one that hangs in a DLL when nobody wants it any more is killed.

One JSON object a line: ``{"hold": [pid, started], "dumper": pid}`` is answered by ``{"held": …}``,
``{"end": restore}`` by ``{"resumed": number}``. The end of the pipe is the end of the client. A
dumper 0 is the client itself, which suspends the process to look at its stacks, and is in no job.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Final

from .. import child
from ..capture.windows.watch import TURN_SECONDS
from .inherited import start_alone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.windows.job import JobProcess, Turn
    from ..capture.windows.suspension import Suspension

_APART: Final = "apart"
_BREAKAWAY: Final = 0x01000000
"""CREATE_BREAKAWAY_FROM_JOB: whoever ends the job of the window does not end us."""
_LOOK: Final = 0.1
END_SECONDS: Final = 12.0
"""How long the dumper may take to end by itself once its client is gone: longer than it gives
itself."""


class Watchdog:
    """Reads what is to be watched from the descriptor *commands*; answers on *answers*."""

    def __init__(self, commands: int, answers: int) -> None:
        from ..capture.windows.job import Job

        self._commands = commands
        self._answers = answers
        self._told: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._job = Job()
        self._turn: Turn | None = None
        self._before: Suspension | None = None
        self._dumper: JobProcess | None = None

    def run(self) -> None:
        """Return when the client is gone and nothing is left to be done."""
        threading.Thread(target=self._read, name="commands", daemon=True).start()
        while (told := self._told.get()) is not None:
            if "hold" in told:
                self._answer({"held": self._hold(told["hold"], told["dumper"])})
            else:
                self._answer({"resumed": self._end(restore=bool(told["end"]))})
        if self._before is None:
            return
        # Nobody is there to see the dumper off.
        assert self._dumper is not None  # noqa: S101 - it came with what is to be restored
        if not self._dumper.ends_within(END_SECONDS):
            self._dumper.kill()
            self._dumper.ends_within(END_SECONDS)
        self._end(restore=True)

    def _hold(self, key: Sequence[int], dumper: int) -> bool:
        from ..capture.windows.job import Turn
        from ..capture.windows.suspension import Suspension

        self._end(restore=False)
        pid, started = key
        self._turn = Turn(f"dumpdesk-{pid}-{started}")
        waited = 0.0
        while not self._turn.taken_within(_LOOK):
            waited += _LOOK
            if waited > TURN_SECONDS or not self._told.empty():  # it is not wanted any more
                self._end(restore=False)
                return False
        self._before = Suspension(pid)
        self._dumper = self._job.take_in(dumper)
        return True

    def _end(self, *, restore: bool) -> int:
        resumed = 0
        if self._before is not None:
            with self._before:
                resumed = self._before.restore() if restore else 0
        for held in (self._dumper, self._turn):
            if held is not None:
                held.close()
        self._before = self._dumper = self._turn = None
        return resumed

    def _read(self) -> None:
        with os.fdopen(self._commands, "rb") as lines:
            for line in lines:
                self._told.put(json.loads(line))
        self._told.put(None)

    def _answer(self, value: dict[str, Any]) -> None:
        try:
            os.write(self._answers, json.dumps(value).encode() + b"\n")
        except OSError:  # nobody is there any more; reading tells so, too
            return


def main(arguments: Sequence[str] = ()) -> int:
    """Watch, in a process that has no parent: the one that was started starts it, and ends."""
    if list(arguments) == [_APART]:
        Watchdog(0, 1).run()
        return 0
    options = start_alone(())
    flags = options.pop("creationflags", 0)
    for more in (_BREAKAWAY, 0):  # the job of the window may keep all in it
        try:
            subprocess.Popen(
                child.command("watchdog", _APART),
                stdin=0,
                stdout=1,
                stderr=subprocess.DEVNULL,
                **options,
                **({"creationflags": flags | more} if sys.platform == "win32" else {}),
            )
        except PermissionError:
            continue
        break
    return 0
