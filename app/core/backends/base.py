"""MiniDumpWriteDump as a Python function, and what every way of dumping shares."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Final

from ..capture.identity import key_in
from ..capture.target import key_of, open_target
from ..dump.callback import NarrowCallback
from ..dump.foreseen import foreseen
from ..dump.machine import is_64bit
from ..dump.not_honoured import OTHER_SIDE
from ..dump.request import MINIDUMP_USER_STREAM, DumpRequest
from ..errors import HRESULT, InvalidRequestError
from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ..process_key import ProcessKey
from .arguments import answering, descriptor_of, number_of
from .written import LOCK

if sys.platform != "win32":
    from .native import NativeDump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..capture.snapshot import ExceptionInformation, ProcessSnapshot
    from ..capture.target import Target
    from ..dump.callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MiniDumpCallback,
    )
    from .arguments import HasDescriptor
    from .written import Follower, Report, WrittenDump


_STREAMING: Final = (
    C.IoStartCallback,
    C.IoWriteAllCallback,
    C.IoFinishCallback,
    C.CancelCallback,
)


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
        TypeError: The callback answered None.
        MiniDumpError: With the HRESULT; its subclasses say what kind of failure. The file then
            holds no valid dump (its signature is missing), the target runs as before.
        BaseException: Whatever the callback raised; the dump is given up in the same way.

    Source: learn.microsoft.com, "MiniDumpWriteDump function (minidumpapiset.h)". One dump is
    written at a time; other callers wait.
    """
    process_id = number_of(process_id, "the id of a process")
    key = key_of(process_id) if process is None else getattr(process, "key", None)
    if not isinstance(key, ProcessKey) or key.pid != process_id:
        raise InvalidRequestError(
            f"The target {process!r} is not process {process_id}.",
            "Pass what open_target gives, or None.",
        )
    request = DumpRequest(
        flags=number_of(dump_type, "a combination of MINIDUMP_TYPE flags"),
        exception=exception,
        user_streams=tuple(user_streams),
    )
    return carry_out(key, request, descriptor_of(file), answering(callback), process=process)


def carry_out(
    key: ProcessKey,
    request: DumpRequest,
    descriptor: int,
    callback: MiniDumpCallback | None = None,
    report: Report | None = None,
    *,
    process: Target | None = None,
    follower: Follower | None = None,
) -> WrittenDump:
    """Write a dump by the means of this system: the one place where these are chosen.

    *descriptor* is -1 if *callback* takes the bytes. *follower* is told how the file grows, where
    we write it ourselves. Raises as :func:`write_dump` does.
    """
    key = key_in(key)
    with LOCK:
        if sys.platform == "win32":
            from .dbghelp.backend import WindowsDump

            with contextlib.nullcontext(process) if process else opened(key) as target:
                return WindowsDump(target, request, descriptor, callback, report).write()
        else:
            check_library(request)
            if key.pid == os.getpid():
                from .own_process import dump_own_process

                return dump_own_process(key, request, descriptor, callback)
            with contextlib.nullcontext(process) if process else opened(key) as target:
                dump = NativeDump(target, request, descriptor, callback, report, follower)
                return dump.write()


def stream_dump(
    key: ProcessKey,
    request: DumpRequest,
    write: Callable[[memoryview], None],
    *,
    report: Report,
    is_cancelled: Callable[[], bool],
) -> WrittenDump:
    """Dump the process without a file of that name: *write* gets all bytes, front to back."""
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

    if sys.platform == "win32":
        from .dbghelp.spool import spooled

        return spooled(lambda descriptor: carry_out(key, request, descriptor, stop, report), write)
    else:  # noqa: RET505 - the type checker wants to see that there is one way for each system
        return carry_out(key, request, -1, NarrowCallback(_STREAMING, callback), report)


def rehearse(
    key: ProcessKey,
    request: DumpRequest,
    *,
    report: Report,
    is_cancelled: Callable[[], bool],
) -> int:
    """Give the exact size in bytes of a dump that Windows would write, by having it written.

    Nothing is stored; the process stands still as for a dump. Raises as :func:`write_dump` does.
    """
    if sys.platform == "win32":
        from .dbghelp.backend import WindowsDump

        with LOCK, opened(key) as target:
            return WindowsDump(
                target, request, -1, cancel_callback(is_cancelled), report
            ).rehearse()
    else:
        del key, request, report, is_cancelled
        raise InvalidRequestError(
            "There is nothing to rehearse on this system.",
            "Go by the plan: the dump will be exactly so.",
        )


def check_library(request: DumpRequest) -> None:
    """Refuse a library that no dump could be written by, for plans too.

    Raises InvalidRequestError.
    """
    if sys.platform == "win32":
        from .dbghelp.library import check_there

        check_there(request.dbghelp)
    elif request.dbghelp:
        raise InvalidRequestError("A DbgHelp of your own is for dumps on Windows.", "Leave it out.")


def warnings_of(snapshot: ProcessSnapshot) -> list[str]:
    """Say what a dump of a live process will lack or look like, before it is made."""
    if sys.platform == "win32":
        from ..capture.windows.process_facts import facts_of
        from .dbghelp import backend

        found = backend.foreseen(snapshot)
        if 0 < facts_of(snapshot.process_id).bits < 64 and is_64bit(snapshot):
            found.append(OTHER_SIDE)
        return found
    else:  # noqa: RET505 - the type checker wants to see that there is one way for each system
        return foreseen(snapshot)


def cancel_callback(is_cancelled: Callable[[], bool]) -> MiniDumpCallback:
    """Give a callback that does nothing but cancel when *is_cancelled* says so."""

    def callback(given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        if given.CallbackType == C.CancelCallback:
            output.CheckCancel = True
            output.Cancel = is_cancelled()
        return True

    return NarrowCallback([C.CancelCallback], callback)


@contextlib.contextmanager
def opened(key: ProcessKey) -> Iterator[Target]:
    """Open a target and close it again."""
    target = open_target(key)
    try:
        yield target
    finally:
        target.close()
