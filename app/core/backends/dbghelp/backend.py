"""A dump of a Windows process through Windows' own MiniDumpWriteDump, from pid to checked file."""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import time
from typing import TYPE_CHECKING, Final

from ...capture.snapshot import SoftError
from ...capture.windows.access import open_process
from ...capture.windows.api import windows
from ...capture.windows.token import debugging
from ...dump.callback import MINIDUMP_CALLBACK_INPUT, MINIDUMP_CALLBACK_OUTPUT
from ...dump.filter_callback import FilterCallback
from ...dump.left_out import telling
from ...dump.not_honoured import OUT_OF_REACH, listed
from ...dump.plan import make_plan
from ...errors import (
    HRESULT,
    AccessDeniedError,
    DumpCancelledError,
    InvalidDumpError,
    InvalidRequestError,
    MiniDumpError,
    OutputError,
    from_oserror,
)
from ...minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ...minidump.constants import MINIDUMP_TYPE as T
from ...minidump.reader import MinidumpFile
from ...steps import heeding
from ..blank import StoredFile, blank
from ..private_file_windows import check_room
from ..written import WrittenDump, ignore
from .chain import chained
from .library import DbgHelp
from .own_io import Counted, FileSink, OwnIo
from .process_snapshot import process_snapshot
from .why_failed import Circumstances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ...capture.snapshot import ProcessSnapshot
    from ...capture.target import Target
    from ...dump.callback import MiniDumpCallback
    from ...dump.plan import DumpPlan
    from ...dump.request import DumpRequest
    from ..written import Report

_THREAD_ALL_ACCESS: Final = 0x1FFFFF
_IGNORING: Final = T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory

dbghelp_at = functools.cache(DbgHelp)
"""The DLL at a path, or of the system for an empty one, loaded once."""


class WindowsDump:
    """One dump of *target* into the file *descriptor*, or into callbacks that take the bytes.

    *callback* is asked behind the rules of *request*. The file is no dump before all is written:
    its signature is the last thing put there, unless the DLL writes it by itself (Wine's).
    """

    def __init__(
        self,
        target: Target,
        request: DumpRequest,
        descriptor: int,
        callback: MiniDumpCallback | None = None,
        report: Report | None = None,
    ) -> None:
        self._target = target
        self._request = request
        self._descriptor = descriptor
        self._callback = callback
        self._report = report or ignore
        self._asks = callback is not None
        self._errors: list[SoftError] = []

    def write(self) -> WrittenDump:
        """Carry it out. Raises MiniDumpError and its kinds, or whatever a callback raised."""
        sink = FileSink(self._descriptor) if self._descriptor >= 0 else None
        snapshot, plan = self._prepare()
        if sink is not None:
            check_room(self._descriptor, plan.file_size)
        own = OwnIo(sink, self._is_cancelled, self._report, plan.file_size)
        paused_ns = self._call(snapshot, plan, own)
        own.poll()  # A DLL that asks nobody while it writes has not been told.
        self._tell("write")
        size = own.size
        if sink is not None and plan.blank and plan.out and (own.is_taking or not own.is_asked):
            signature = sink.signature if own.is_taking else b""
            blank(StoredFile(self._descriptor, signature), plan.out, own.poll)
        if sink is not None and own.is_taking:
            sink.finish(own.poll)
        if sink is not None and (own.is_taking or not own.is_asked):
            size = check_written(self._descriptor, has_memory=plan.memory_size > 0)
        writer = dbghelp_at(self._request.dbghelp).writer()
        return WrittenDump(plan, size, paused_ns, (*snapshot.soft_errors, *self._errors), writer)

    def rehearse(self) -> int:
        """Make the real call and give the bytes that a dump would have; nothing is stored."""
        snapshot, plan = self._prepare()
        own = OwnIo(Counted(), self._is_cancelled, self._report, plan.file_size)
        self._call(snapshot, plan, own)
        own.poll()
        if not own.is_asked:
            raise InvalidRequestError(
                "This DbgHelp cannot rehearse: it writes by itself instead of handing out what it "
                "writes.",
                "Choose a newer dbghelp.dll, or go by the estimate.",
                hresult=HRESULT.NOT_SUPPORTED,
            )
        return own.size

    # ------------------------------------------------------------------------- before the call

    def _prepare(self) -> tuple[ProcessSnapshot, DumpPlan]:
        if self._target.key.pid == os.getpid():
            raise InvalidRequestError(
                "Windows cannot dump the program that writes the dump.",
                "Dump it from another DumpDesk.",
            )
        self._tell("describe")
        wants_handles = self._request.names_handles
        with heeding(self._check):
            snapshot = self._target.describe(name_handles=wants_handles)
            plan = make_plan(snapshot, self._request, read=self._target.read)
        for reason in plan.not_honoured:
            self._lose("filter", reason)
        for reason in foreseen(snapshot):
            self._lose("open threads", reason)
        return snapshot, plan

    # ------------------------------------------------------------------------------- the call

    def _call(self, snapshot: ProcessSnapshot, plan: DumpPlan, own: OwnIo) -> int:
        """Call MiniDumpWriteDump; gives the nanoseconds for which the target may have stood."""
        rules = []
        if self._request.filter:
            rules = [FilterCallback(self._request.filter, snapshot, plan.effective.flags)]
        callers = [self._callback] if self._callback is not None else []
        dbghelp = dbghelp_at(self._request.dbghelp)
        file = 0
        if self._descriptor >= 0:
            file = importlib.import_module("msvcrt").get_osfhandle(self._descriptor)
        process_id = self._target.key.pid
        process = open_process(process_id)
        if process.lost and self._request.flags & T.MiniDumpWithHandleData:
            self._lose("open process", f"Windows does not tell {', '.join(process.lost)}.")
        known = Circumstances(process.value, self._descriptor, snapshot, plan)
        self._tell("suspend", plan.file_size)
        began = time.perf_counter_ns()
        paused_ns = 0
        try:
            with debugging(wanted=process.by_privilege), contextlib.ExitStack() as closing:
                handle = process.value
                if self._request.clone:
                    handle = self._snapshot(closing) or handle
                is_snapshot = handle != process.value
                if is_snapshot:
                    paused_ns = time.perf_counter_ns() - began
                self._tell("copy", plan.file_size)
                dbghelp.write_dump(
                    handle,
                    process_id,
                    file,
                    self._request.flags,
                    exception=self._request.exception,
                    user_streams=telling(self._request, plan.left_out).all_user_streams(),
                    callback=chained(
                        [
                            *rules,
                            *callers,
                            _Answers(self._lost_memory, plan, is_snapshot=is_snapshot),
                            own,
                        ]
                    ),
                    explained=lambda error: known.explained(error, self._target.read_into),
                )
        finally:
            process.close()
        return paused_ns or time.perf_counter_ns() - began

    def _snapshot(self, closing: contextlib.ExitStack) -> int:
        """Give a snapshot of the target, or 0: a dump that pauses it is better than none."""
        try:
            return closing.enter_context(process_snapshot(self._target.key.pid))
        except OSError as error:
            self._lose(
                "snapshot",
                f"There is no snapshot ({error.strerror or error}): the program stood still while "
                "it was written.",
            )
            return 0

    def _is_cancelled(self) -> bool:
        """Ask the caller as MiniDumpWriteDump does, until it wants to be asked no more."""
        if self._callback is None or not self._asks:
            return False
        given = MINIDUMP_CALLBACK_INPUT(self._target.key.pid, 0, C.CancelCallback, None)
        output = MINIDUMP_CALLBACK_OUTPUT()
        answer = self._callback(given, output)
        self._asks = bool(output.CheckCancel)
        return bool(answer and output.Cancel)

    def _check(self) -> None:
        if self._is_cancelled():
            raise DumpCancelledError("The dump was cancelled.")

    # ------------------------------------------------------------------------------- telling

    def _lost_memory(self, address: int, size: int) -> None:
        self._lose("read memory", "Windows could not read it.", address, size)

    def _lose(self, stage: str, text: str, address: int = 0, size: int = 0) -> None:
        error = SoftError(stage, text, address, size)
        self._errors.append(error)
        self._report({"event": "soft_error", **error._asdict()})

    def _tell(self, phase: str, total: int = 0) -> None:
        self._report({"event": "phase", "phase": phase, "total": total})


class _Answers:
    """What is answered where nobody else has: unreadable memory is left out, a snapshot is one."""

    def __init__(
        self, lose: Callable[[int, int], None], plan: DumpPlan, *, is_snapshot: bool
    ) -> None:
        self._lose = lose
        self._is_fatal = plan.effective.flags & _IGNORING == T.MiniDumpWithFullMemory
        self._is_snapshot = is_snapshot

    def __call__(self, given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        if given.CallbackType == C.IsProcessSnapshotCallback and self._is_snapshot:
            output.Status = HRESULT.S_FALSE
        elif given.CallbackType == C.ReadMemoryFailureCallback:
            if output.Status != HRESULT.S_OK and not self._is_fatal:
                output.Status = HRESULT.S_OK
            if output.Status == HRESULT.S_OK:
                self._lose(given.detail.Offset, given.detail.Bytes)
        return True


def foreseen(snapshot: ProcessSnapshot) -> list[str]:
    """Say what a dump of the process will lack for want of access to its threads."""
    threads = [thread.id for thread in snapshot.threads]
    lost = _out_of_reach(threads)
    if lost:  # a dump would have that right, too
        with debugging():
            lost = _out_of_reach(lost)
    return [OUT_OF_REACH.format(listed(map(str, lost)))] if lost else []


def _out_of_reach(thread_ids: Iterable[int]) -> list[int]:
    lost = []
    for thread_id in thread_ids:
        handle = windows.OpenThread(_THREAD_ALL_ACCESS, 0, thread_id)
        if handle:
            windows.CloseHandle(handle)
        else:
            lost.append(thread_id)
    return lost


def check_written(descriptor: int, *, has_memory: bool = True) -> int:
    """Give the size of the dump in an open file, having seen that there is memory in it.

    Windows says TRUE although nothing could be read when it lost access to the process. Raises
    AccessDeniedError for such a dump, unless none was asked for (not *has_memory*), MiniDumpError
    where the file is no dump at all, OutputError where it cannot be read.
    """
    try:
        with (
            open(descriptor, "rb", buffering=0, closefd=False) as file,
            MinidumpFile(file) as dump,
        ):
            ranges = dump.memory_ranges()
            size = dump.size
    except InvalidDumpError as error:
        raise MiniDumpError(f"Windows wrote a file that is no dump: {error}") from error
    except OSError as error:
        raise from_oserror(error, "Writing the dump", as_type=OutputError) from error
    if not ranges and has_memory:
        raise AccessDeniedError("Windows wrote a dump without any memory of the process.")
    return size
