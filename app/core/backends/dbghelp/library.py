"""Windows' own MiniDumpWriteDump: which DLL, how it is called, what its failures mean."""

from __future__ import annotations

import ctypes
import os
from ctypes import c_char, c_int32, c_uint32, c_void_p, c_wchar_p
from typing import TYPE_CHECKING, Any, Final, cast

from ...dump.library_path import check_library_path
from ...errors import (
    HRESULT,
    DumpCancelledError,
    InvalidRequestError,
    MiniDumpError,
    from_hresult,
)
from ..written import LOCK
from .abi import NATIVE
from .callbacks import CallbackBridge

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...capture.snapshot import ExceptionInformation
    from ...dump.callback import MiniDumpCallback
    from ...dump.request import MINIDUMP_USER_STREAM

NAMES: Final = ("dbgcore.dll", "dbghelp.dll")
"""Since Windows 10 the second hands the call on to the first."""
_FUNCTION: Final = "MiniDumpWriteDump"
_FROM_ADDRESS: Final = 0x4 | 0x2
"""GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS and _UNCHANGED_REFCOUNT."""
_LONGEST_PATH: Final = 32768
_SEARCH: Final = 0x100 | 0x800
"""LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR and _SYSTEM32: what a DLL needs comes from nowhere else."""
_DRIVE_REMOTE: Final = 4
_UNLOADABLE: Final = {
    2: "is not there",
    3: "is not there",
    5: "may not be read",
    126: "is not there, or a DLL that it needs is not",
    127: "needs a newer Windows",
    193: "is no DLL for this program's processor",
    1114: "refuses to start",
    4551: "is forbidden by a policy of this machine",
}
"""Codes of winerror.h for what LoadLibraryEx says."""
_UNKNOWN: Final = 1
"""GetLastError where the writer lost its HRESULT: seen for all failures of 10.0.22621."""
_WIN32: Final = 0x80070000
_BY_NTSTATUS: Final = {
    0xD0000022: HRESULT.ACCESS_DENIED,
    0xD000010A: HRESULT.ACCESS_DENIED,  # STATUS_PROCESS_IS_TERMINATING
    0xD000007F: HRESULT.DISK_FULL,
    0xD000000D: HRESULT.E_INVALIDARG,
    0xD0000008: HRESULT.INVALID_HANDLE,
}


def hresult_of(last_error: int) -> int:
    """Give the HRESULT in a GetLastError of MiniDumpWriteDump; E_FAIL where it says nothing.

    The documentation promises an HRESULT; some builds leave a plain Win32 code, a wrapped NTSTATUS
    or 1, which stands for any failure.
    """
    value = last_error & 0xFFFFFFFF
    if value in {0, _UNKNOWN}:
        return HRESULT.E_FAIL
    if value < 0x10000:
        return _WIN32 | value
    return _BY_NTSTATUS.get(value, value)


def find_library(chosen: str = "") -> list[str]:
    """Give the full paths to try, best first: *chosen* (a DLL or its folder), else System32's.

    Raises InvalidRequestError for a name that does not say which file of this machine is meant.
    """
    if not chosen:
        return [os.path.join(_system_directory(), name) for name in NAMES]
    check_library_path(chosen)
    path = os.path.realpath(chosen)
    check_library_path(path)  # links may lead to another machine
    if _is_remote(path):
        raise InvalidRequestError(
            f"{chosen} is on another machine.", "Copy it to a drive of this one."
        )
    if not os.path.isdir(path):
        return [path]
    return [os.path.join(path, name) for name in NAMES if os.path.exists(os.path.join(path, name))]


def installed(chosen: str = "") -> tuple[str, str]:
    """Give path and version of the library that would be used, without loading it."""
    path = next(filter(os.path.exists, find_library(chosen)), "")
    return path, file_version(path) if path else ""


def _served(function: Any, before: int) -> str:  # noqa: ANN401 - a foreign function
    """Give the path of the file that a call of *function* ran in.

    A dbghelp.dll hands the call on. Where that is a forwarder, *function* lies in the other file
    already; else it loads that file then, which was not there *before* (its handle, or 0).
    """
    kernel32 = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009
    kernel32.GetModuleHandleExW.argtypes = (c_uint32, c_void_p, c_void_p)
    kernel32.GetModuleFileNameW.argtypes = (c_void_p, c_void_p, c_uint32)
    module = c_void_p()
    loaded = 0 if before else _handed_on()
    address = ctypes.cast(function, c_void_p)
    if not loaded and kernel32.GetModuleHandleExW(_FROM_ADDRESS, address, _reference(module)):
        loaded = module.value or 0
    name = ctypes.create_unicode_buffer(_LONGEST_PATH)
    return name.value if kernel32.GetModuleFileNameW(loaded, name, len(name)) else ""


def _handed_on() -> int:
    """Give the handle of the dbgcore.dll that is loaded, 0 if none is."""
    kernel32 = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009
    kernel32.GetModuleHandleW.argtypes = (c_wchar_p,)
    kernel32.GetModuleHandleW.restype = c_void_p
    return int(kernel32.GetModuleHandleW(NAMES[0]) or 0)


def _is_remote(path: str) -> bool:
    """Say whether a drive stands for a folder of another machine."""
    kernel32 = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009
    kernel32.GetDriveTypeW.argtypes = (c_wchar_p,)
    return bool(kernel32.GetDriveTypeW(os.path.splitdrive(path)[0] + "\\") == _DRIVE_REMOTE)


class DbgHelp:
    """The DLL that writes dumps: that of the system, or one at the path *chosen* in the settings.

    Raises MiniDumpError when there is none, or none that this program can load.
    """

    def __init__(self, chosen: str = "") -> None:
        self._handed_on = _handed_on()
        self._write, self.path = _load(chosen)

    def writer(self) -> str:
        r"""Name the file that has served, and its version: ``C:\\…\\dbgcore.dll 10.0.22621.2428``.

        To be asked after a call: before it, what is handed on may not have been loaded.
        """
        path = _served(self._write, self._handed_on) or self.path
        return f"{path} {file_version(path)}".rstrip()

    def write_dump(
        self,
        process: int,
        process_id: int,
        file: int,
        dump_type: int,
        *,
        exception: ExceptionInformation | None = None,
        user_streams: Sequence[MINIDUMP_USER_STREAM] = (),
        callback: MiniDumpCallback | None = None,
        explained: Callable[[MiniDumpError], MiniDumpError] = lambda error: error,
    ) -> None:
        """Call MiniDumpWriteDump with the handles *process* and *file*.

        Raises MiniDumpError and its kinds, or what *callback* raised. A file handle of 0 is for
        callbacks that take the bytes. What the file holds after an error is no dump. One call is
        made at a time, other callers wait: DbgHelp is single-threaded. What the DLL says of a
        failure is *explained* as far as somebody knows better.
        """
        bridge = CallbackBridge(callback) if callback is not None else None
        exception_information, kept_record = _exception_information(exception)
        streams, kept_streams = _user_streams(user_streams)
        try:
            with LOCK:
                self._write(
                    process,
                    process_id,
                    file,
                    dump_type,
                    _reference(exception_information),
                    _reference(streams),
                    _reference(bridge.information) if bridge else None,
                )
        except MiniDumpError as error:
            if bridge is not None:
                _raise_own(bridge, error)
            raise explained(error) from None
        finally:
            del kept_record, kept_streams  # what the structures point to has lived until here
        if bridge is not None:
            _raise_own(bridge, None)


def _raise_own(bridge: CallbackBridge, error: MiniDumpError | None) -> None:
    """Raise what our side of the callbacks knows better than the DLL tells."""
    if bridge.failure is not None:
        raise bridge.failure
    if bridge.cancelled:
        raise DumpCancelledError("The dump was cancelled.") from error
    if error is not None and bridge.refusal is not None:
        kind, hresult = bridge.refusal
        raise from_hresult(
            hresult,
            f"The callback's answer to {kind.name} failed the dump ({hresult:#010x}).",
            "Leave modules and threads out through their Include callbacks, and see why memory "
            "or bytes were refused.",
        ) from error


def _check(result: int, _function: object, _arguments: object) -> int:
    """Turn FALSE into an error: the errcheck of MiniDumpWriteDump."""
    if not result:
        last_error = cast("int", getattr(ctypes, "get_last_error")())  # noqa: B009 - Windows only
        hresult = hresult_of(last_error)
        told = "did not say why" if last_error == _UNKNOWN else f"said {last_error & 0xFFFFFFFF:#x}"
        raise from_hresult(hresult, f"Windows could not write the dump and {told}.")
    return result


def _load(chosen: str) -> tuple[Any, str]:
    problems = []
    for path in find_library(chosen):
        if not os.path.exists(path):  # what a loader might take in its place is not what is meant
            problems.append(f"{path} {_UNLOADABLE[2]}")
            continue
        try:
            library = getattr(ctypes, "WinDLL")(path, use_last_error=True, winmode=_SEARCH)  # noqa: B009 - Windows only
            function = getattr(library, _FUNCTION)
        except AttributeError:
            problems.append(f"{path} has no {_FUNCTION}")
            continue
        except OSError as error:
            problems.append(f"{path} {_unloadable(error)}")
            continue
        function.argtypes = (
            c_void_p,
            c_uint32,
            c_void_p,
            c_uint32,
            c_void_p,
            c_void_p,
            c_void_p,
        )
        function.restype = c_int32
        function.errcheck = _check
        return function, path
    raise _none_found(chosen, problems)


def check_there(chosen: str) -> None:
    """Refuse a library that is not there, as a dump by it would. Raises InvalidRequestError."""
    paths = find_library(chosen)
    if chosen and not any(map(os.path.exists, paths)):
        raise _none_found(chosen, [f"{path} {_UNLOADABLE[2]}" for path in paths])


def _none_found(chosen: str, problems: list[str]) -> InvalidRequestError:
    reasons = "; ".join(problems) or f"{chosen} holds neither {' nor '.join(NAMES)}"
    return InvalidRequestError(
        f"No DbgHelp that can write dumps was found ({reasons}).",
        "Give the path of a dbghelp.dll or dbgcore.dll made for this program's processor, or none "
        "to use that of Windows.",
        hresult=HRESULT.NOT_SUPPORTED,
    )


def _unloadable(error: OSError) -> str:
    """Say why a DLL cannot be loaded, in the same words in every language of Windows."""
    code = getattr(error, "winerror", None) or 0
    return _UNLOADABLE.get(code, f"cannot be loaded (error {code})")


def _system_directory() -> str:
    buffer = ctypes.create_unicode_buffer(260)
    kernel32 = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009
    kernel32.GetSystemDirectoryW.argtypes = (c_void_p, c_uint32)
    kernel32.GetSystemDirectoryW(buffer, len(buffer))
    return buffer.value


def file_version(path: str) -> str:
    """Read the version of the file at *path* from its resources; empty when it has none."""
    version = getattr(ctypes, "WinDLL")(os.path.join(_system_directory(), "version.dll"))  # noqa: B009
    name = ctypes.create_unicode_buffer(path)
    version.GetFileVersionInfoSizeW.argtypes = (c_void_p, c_void_p)
    size = version.GetFileVersionInfoSizeW(name, None)
    block = (c_char * max(1, size))()
    version.GetFileVersionInfoW.argtypes = (c_void_p, c_uint32, c_uint32, c_void_p)
    if not size or not version.GetFileVersionInfoW(name, 0, size, block):
        return ""
    found, length = c_void_p(), c_uint32()
    version.VerQueryValueW.argtypes = (c_void_p, c_void_p, c_void_p, c_void_p)
    root = ctypes.create_unicode_buffer("\\")
    if not version.VerQueryValueW(block, root, _reference(found), _reference(length)):
        return ""
    words = (c_uint32 * 4).from_address(found.value or 0)
    return ".".join(str(part) for word in words[2:] for part in (word >> 16, word & 0xFFFF))


# ------------------------------------------------------------------------------ the arguments


def _reference(structure: Any) -> Any:  # noqa: ANN401 - any structure, or none
    return None if structure is None else ctypes.byref(structure)


def _exception_information(given: ExceptionInformation | None) -> tuple[Any, object]:
    """Give MINIDUMP_EXCEPTION_INFORMATION and what must be kept while it is in use."""
    if given is None:
        return None, None
    if len(given.context) < NATIVE.MINIDUMP_THREAD_CALLBACK.Context.size:  # it would read on
        raise InvalidRequestError(
            "An exception without registers cannot be handed to Windows.",
            "Give the CONTEXT of its thread with it.",
        )
    record = NATIVE.EXCEPTION_RECORD(given.code, given.flags, given.record, given.address)
    record.NumberParameters = min(len(given.parameters), len(record.ExceptionInformation))
    for index in range(record.NumberParameters):
        record.ExceptionInformation[index] = given.parameters[index]
    # A CONTEXT is aligned to 16 bytes; ctypes promises 8.
    room = (c_char * (len(given.context) + 16))()
    context = (ctypes.addressof(room) + 15) & ~15
    ctypes.memmove(context, given.context, len(given.context))
    pointers = NATIVE.EXCEPTION_POINTERS(ctypes.addressof(record), context)
    information = NATIVE.MINIDUMP_EXCEPTION_INFORMATION(
        given.thread_id, ctypes.addressof(pointers), 0
    )
    return information, (record, room, pointers)


def _user_streams(given: Sequence[MINIDUMP_USER_STREAM]) -> tuple[Any, object]:
    """Give MINIDUMP_USER_STREAM_INFORMATION and what must be kept while it is in use."""
    if not given:
        return None, None
    buffers = [ctypes.create_string_buffer(stream.Buffer, len(stream.Buffer)) for stream in given]
    array = (NATIVE.MINIDUMP_USER_STREAM * len(given))(
        *(
            (stream.Type, len(stream.Buffer), ctypes.addressof(buffer))
            for stream, buffer in zip(given, buffers, strict=True)
        )
    )
    information = NATIVE.MINIDUMP_USER_STREAM_INFORMATION(len(given), ctypes.addressof(array))
    return information, (buffers, array)
