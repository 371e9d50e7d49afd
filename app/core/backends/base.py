"""MiniDumpWriteDump as a Python function, and what every way of dumping shares."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Final, Protocol

from app.core.backends.native import NativeDump, WrittenDump
from app.core.capture.target import open_target
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.errors import HRESULT, InvalidRequestError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.core.backends.native import Report
    from app.core.capture.snapshot import ExceptionInformation
    from app.core.capture.target import Target
    from app.core.dump.callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MiniDumpCallback,
    )

LOCK: Final = threading.RLock()
"""One dump at a time: DbgHelp is single-threaded, and so are its callers' expectations."""


class HasDescriptor(Protocol):
    """An open file, as Python has them."""

    def fileno(self) -> int:
        """Give the descriptor."""
        ...


def write_dump(
    process: Target | None,
    process_id: int,
    file: int | HasDescriptor | None,
    dump_type: int,
    exception: ExceptionInformation | None = None,
    user_streams: Sequence[MINIDUMP_USER_STREAM] = (),
    callback: MiniDumpCallback | None = None,
) -> WrittenDump:
    """Write a minidump of a process into an open file: MiniDumpWriteDump (minidumpapiset.h).

    Args:
        process: A target opened with ``open_target``, or None to open *process_id*.
        process_id: The process. Must be that of *process*. Our own process may be dumped: a forked
            child does it, in which the callback runs too, so what it changes in Python objects
            stays there (what it writes to descriptors does not). Either give *exception* with the
            context of ``capture_context()``, whose caller must still be running, or call from a
            thread of its own and leave that thread out through IncludeThreadCallback.
        file: A descriptor or file object open for writing and reading, at offset 0 of which the
            dump begins; None if the callback answers S_FALSE to IoStartCallback and takes the
            bytes itself. Longer contents are cut off. Not closed.
        dump_type: MINIDUMP_TYPE flags within 0x01ffffff.
        exception: Becomes the Exception stream.
        user_streams: Copied byte for byte behind the system's streams.
        callback: Asked at each of MiniDumpWriteDump's callback points, on the calling thread.

    Returns:
        What was written: the plan as carried out, the pause in nanoseconds, the soft errors.

    Raises:
        MiniDumpError: With the HRESULT; its subclasses say what kind of failure. The file then
            holds no valid dump (its signature is missing), the target runs as before.
        BaseException: Whatever the callback raised; the dump is given up in the same way.

    Source: learn.microsoft.com, "MiniDumpWriteDump function (minidumpapiset.h)". One dump is
    written at a time; other callers wait.
    """
    if process is not None and process.process_id != process_id:
        raise InvalidRequestError(f"The target is not process {process_id}.")
    descriptor = -1 if file is None else file if isinstance(file, int) else file.fileno()
    request = DumpRequest(
        flags=int(dump_type), exception=exception, user_streams=tuple(user_streams)
    )
    with LOCK:
        if process_id == os.getpid():
            from app.core.backends.own_process import dump_own_process

            return dump_own_process(request, descriptor, callback)
        with contextlib.nullcontext(process) if process else opened(process_id) as target:
            return NativeDump(target, request, descriptor, callback).write()


def stream_dump(
    process_id: int,
    request: DumpRequest,
    write: Callable[[memoryview], None],
    *,
    report: Report,
    is_cancelled: Callable[[], bool],
) -> WrittenDump:
    """Dump the process through the I/O callbacks: *write* gets all bytes, front to back."""
    stop = cancel_callback(is_cancelled)

    def callback(given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        if given.CallbackType == C.IoStartCallback:
            output.Status = HRESULT.S_FALSE
        elif given.CallbackType == C.IoWriteAllCallback:
            write(given.detail.Buffer)
            output.Status = HRESULT.S_OK
        elif given.CallbackType == C.IoFinishCallback:
            output.Status = HRESULT.S_OK
        return stop(given, output)

    with LOCK, opened(process_id) as target:
        return NativeDump(target, request, -1, callback, report).write()


def cancel_callback(is_cancelled: Callable[[], bool]) -> MiniDumpCallback:
    """Give a callback that does nothing but cancel when *is_cancelled* says so."""

    def callback(given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        if given.CallbackType == C.CancelCallback:
            output.CheckCancel = True
            output.Cancel = is_cancelled()
        return True

    return callback


@contextlib.contextmanager
def opened(process_id: int) -> Iterator[Target]:
    """Open a target and close it again."""
    target = open_target(process_id)
    try:
        yield target
    finally:
        target.close()
