"""Dumping the process we are in: a forked child traces its parent.

The child has the caller's callback and can do what a thread of the same process cannot: look at
every thread, the calling one included, while all of them stand still. All modules it needs are
imported beforehand: another thread may hold the lock of one while we fork, and the child would wait
for it for ever.
"""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import fcntl  # noqa: F401 - ending imports it when it writes
import os
import pickle
import traceback
from dataclasses import replace
from typing import TYPE_CHECKING

from ..capture.own_process import allow_tracer, fork, open_parent
from ..errors import MiniDumpError
from .native import NativeDump

if TYPE_CHECKING:
    from ..dump.callback import MiniDumpCallback
    from ..dump.request import DumpRequest
    from ..process_key import ProcessKey
    from .written import WrittenDump


def dump_own_process(
    key: ProcessKey, request: DumpRequest, descriptor: int, callback: MiniDumpCallback | None
) -> WrittenDump:
    """Write a dump of this process. Raises as NativeDump does, or what the callback raised."""
    receive, send = os.pipe()
    go_receive, go_send = os.pipe()
    child = fork()
    if child == 0:
        try:
            os.close(receive)
            os.close(go_send)
            os.read(go_receive, 1)
            _report(send, _dump(key, request, descriptor, callback))
        finally:
            os._exit(0)
    os.close(send)
    os.close(go_receive)
    try:
        allow_tracer(child)
        os.write(go_send, b"g")
        with os.fdopen(receive, "rb") as answers:
            answer = answers.read()
    finally:
        os.close(go_send)
        os.waitpid(child, 0)
    if not answer:
        raise MiniDumpError("The child process that writes the dump died.")
    # The bytes come from our own child, over a pipe nobody else has.
    result = pickle.loads(answer)  # noqa: S301
    if isinstance(result, BaseException):
        raise result
    written: WrittenDump = result
    return written


def _dump(
    key: ProcessKey, request: DumpRequest, descriptor: int, callback: MiniDumpCallback | None
) -> WrittenDump | BaseException:
    target = None
    try:
        target = open_parent(key)
        written = NativeDump(target, request, descriptor, callback).write()
        # The layout has done its duty; its streams hold what cannot cross to the parent.
        return replace(written, plan=written.plan.plain())
    except BaseException as error:  # noqa: BLE001 - raised in the parent
        # A traceback does not cross to the parent; its text does.
        error.add_note(traceback.format_exc())
        return error
    finally:
        if target is not None:
            target.close()


def _report(send: int, result: WrittenDump | BaseException) -> None:
    try:
        data = pickle.dumps(result)
        # Some exceptions can be pickled, but not brought back.
        pickle.loads(data)  # noqa: S301 - just made
    except Exception as error:  # noqa: BLE001 - an exception that cannot be pickled
        data = pickle.dumps(MiniDumpError(f"The dump ended with {result!r} ({error})."))
    with os.fdopen(send, "wb") as pipe:
        pipe.write(data)
