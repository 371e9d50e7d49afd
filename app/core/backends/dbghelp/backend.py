"""A dump of a Windows process through Windows' own MiniDumpWriteDump, from pid to checked file."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import mmap
import os
from ctypes import c_int32, c_uint32, c_void_p
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from app.core.dump.filter_callback import FilterCallback
from app.core.errors import (
    HRESULT,
    AccessDeniedError,
    InvalidDumpError,
    InvalidRequestError,
    MiniDumpError,
    NoSuchProcessError,
)
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_TYPE
from app.core.minidump.reader import MinidumpFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.core.backends.dbghelp.library import DbgHelp
    from app.core.capture.snapshot import ProcessSnapshot
    from app.core.dump.callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MiniDumpCallback,
    )
    from app.core.dump.request import DumpRequest

_VM_READ: Final = 0x10
_DUP_HANDLE: Final = 0x40
_QUERY_INFORMATION: Final = 0x400
_LADDER: Final = (
    (_QUERY_INFORMATION | _VM_READ | _DUP_HANDLE, ""),
    (_QUERY_INFORMATION | _VM_READ, "the names of handles"),
)
"""Access to a process, from the most to the least that makes a dump, and what is lost by it."""
_ERROR_INVALID_PARAMETER: Final = 87
_ANY: Final = frozenset({C.CancelCallback})
_IN_TURN: Final = frozenset({C.MemoryCallback, C.RemoveMemoryCallback})


class DbgHelpDump(NamedTuple):
    """What came of a dump: its size in bytes, and what could not be had for lack of rights."""

    file_size: int
    lost: tuple[str, ...]


def write_dump(
    dbghelp: DbgHelp,
    process_id: int,
    descriptor: int,
    request: DumpRequest,
    *,
    snapshot: ProcessSnapshot | None = None,
    callback: MiniDumpCallback | None = None,
) -> DbgHelpDump:
    """Dump a process into the file *descriptor*, open for reading and writing and empty.

    The rules of *request* need a *snapshot*: DbgHelp names modules by their address. Raises
    MiniDumpError and its kinds, or what *callback* raised; the file is no dump then. A dump
    without any memory, which Windows calls a success, is an AccessDeniedError.
    """
    if process_id == os.getpid():
        raise InvalidRequestError(
            "Windows cannot dump the program that writes the dump.",
            "Dump it from another DumpDesk.",
        )
    callbacks: list[MiniDumpCallback] = []
    if request.filter:
        if snapshot is None:
            raise InvalidRequestError("Rules were given without a description of the process.")
        callbacks.append(FilterCallback(request.filter, snapshot))
    if callback is not None:
        callbacks.append(callback)
    file = importlib.import_module("msvcrt").get_osfhandle(descriptor)
    with _opened(process_id) as (process, lost):
        dbghelp.write_dump(
            process,
            process_id,
            file,
            request.flags,
            exception=request.exception,
            user_streams=request.all_user_streams(),
            callback=chained(callbacks) if callbacks else None,
        )
    handles = MINIDUMP_TYPE.MiniDumpWithHandleData & request.flags
    return DbgHelpDump(check_written(descriptor), (lost,) if lost and handles else ())


def chained(callbacks: Sequence[MiniDumpCallback]) -> MiniDumpCallback:
    """Make one callback of several: each sees what the one before it left.

    All must say TRUE, but that any may cancel; ranges come from one after the other.
    """
    left = {kind: list(callbacks) for kind in _IN_TURN}

    def callback(given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        if given.CallbackType in _IN_TURN:
            asked = left[given.CallbackType]
            while asked:
                if asked[0](given, output) and output.MemorySize > 0:
                    return True
                del asked[0]
            return False
        if given.CallbackType in _ANY:
            return _cancels(callbacks, given, output)
        return all(each(given, output) for each in callbacks)

    return callback


def _cancels(
    callbacks: Sequence[MiniDumpCallback],
    given: MINIDUMP_CALLBACK_INPUT,
    output: MINIDUMP_CALLBACK_OUTPUT,
) -> bool:
    check = cancel = False
    for each in callbacks:
        output.CheckCancel = output.Cancel = False
        answer = each(given, output)
        check = check or bool(output.CheckCancel)
        cancel = cancel or bool(answer and output.Cancel)
    output.CheckCancel, output.Cancel = check, cancel
    return True


def check_written(descriptor: int) -> int:
    """Give the size of the dump in an open file, having seen that there is memory in it.

    Windows says TRUE although nothing could be read when it lost access to the process. Raises
    AccessDeniedError for such a dump, MiniDumpError where the file is no dump at all.
    """
    try:
        with (
            mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ) as mapping,
            MinidumpFile(mapping) as dump,
        ):
            ranges = dump.memory_ranges()
            size = len(mapping)
    except (InvalidDumpError, ValueError) as error:
        raise MiniDumpError(f"Windows wrote a file that is no dump: {error}") from error
    if not ranges:
        raise AccessDeniedError("Windows wrote a dump without any memory of the process.")
    return size


@contextlib.contextmanager
def _opened(process_id: int) -> Iterator[tuple[int, str]]:
    """Open a process with the most access there is; give its handle and what is lost."""
    kernel32: Any = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009 - Windows only
    kernel32.OpenProcess.argtypes = (c_uint32, c_int32, c_uint32)
    kernel32.OpenProcess.restype = c_void_p
    kernel32.CloseHandle.argtypes = (c_void_p,)
    process, lost = next(
        (
            (handle, lost)
            for access, lost in _LADDER
            if (handle := kernel32.OpenProcess(access, 0, process_id))
        ),
        (0, ""),
    )
    if not process:
        code: int = getattr(ctypes, "get_last_error")()  # noqa: B009
        if code == _ERROR_INVALID_PARAMETER:
            raise NoSuchProcessError(f"There is no process {process_id}.")
        raise AccessDeniedError(
            f"Windows refuses access to process {process_id} (error {code}).",
            hresult=HRESULT.ACCESS_DENIED,
        )
    try:
        yield process, lost
    finally:
        kernel32.CloseHandle(process)
