"""The calls of Windows that look into processes, each loaded from System32 when first used."""

from __future__ import annotations

import ctypes
from ctypes import (
    Structure,
    c_char,
    c_int32,
    c_size_t,
    c_uint16,
    c_uint32,
    c_uint64,
    c_void_p,
    c_wchar,
    c_wchar_p,
)
from typing import Any, ClassVar, Final

from ...errors import AccessDeniedError, MiniDumpError, from_hresult

SYSTEM32: Final = 0x800
"""LOAD_LIBRARY_SEARCH_SYSTEM32: no DLL is taken from another folder."""
STATUS_INFO_LENGTH_MISMATCH: Final = 0xC0000004

ERROR_ACCESS_DENIED: Final = 5
ERROR_INVALID_PARAMETER: Final = 87
_WIN32: Final = 0x80070000
_DENIED: Final = frozenset((ERROR_ACCESS_DENIED, 1314))  # 1314: ERROR_PRIVILEGE_NOT_HELD
_HANDLE, _BOOL, _DWORD, _ULONG, _POINTER = c_void_p, c_int32, c_uint32, c_uint32, c_void_p

_PROTOTYPES: Final[dict[str, tuple[str, Any, tuple[Any, ...]]]] = {
    # processthreadsapi.h, handleapi.h
    "OpenProcess": ("kernel32", _HANDLE, (_DWORD, _BOOL, _DWORD)),
    "OpenThread": ("kernel32", _HANDLE, (_DWORD, _BOOL, _DWORD)),
    "ResumeThread": ("kernel32", _DWORD, (_HANDLE,)),
    "SuspendThread": ("kernel32", _DWORD, (_HANDLE,)),
    "CloseHandle": ("kernel32", _BOOL, (_HANDLE,)),
    "GetExitCodeProcess": ("kernel32", _BOOL, (_HANDLE, _POINTER)),
    "GetCurrentProcess": ("kernel32", _HANDLE, ()),
    "GetProcessTimes": ("kernel32", _BOOL, (_HANDLE, *[_POINTER] * 4)),
    "GetThreadTimes": ("kernel32", _BOOL, (_HANDLE, *[_POINTER] * 4)),
    "GetThreadPriority": ("kernel32", c_int32, (_HANDLE,)),
    "GetPriorityClass": ("kernel32", _DWORD, (_HANDLE,)),
    "GetThreadContext": ("kernel32", _BOOL, (_HANDLE, _POINTER)),
    "Wow64GetThreadContext": ("kernel32", _BOOL, (_HANDLE, _POINTER)),
    "GetThreadDescription": ("kernel32", c_int32, (_HANDLE, _POINTER)),
    "ProcessIdToSessionId": ("kernel32", _BOOL, (_DWORD, _POINTER)),
    "IsWow64Process": ("kernel32", _BOOL, (_HANDLE, _POINTER)),
    "IsWow64Process2": ("kernel32", _BOOL, (_HANDLE, _POINTER, _POINTER)),
    "LocalFree": ("kernel32", c_void_p, (c_void_p,)),
    "DuplicateHandle": ("kernel32", _BOOL, (*[_HANDLE] * 3, _POINTER, _DWORD, _BOOL, _DWORD)),
    "GetCurrentProcessId": ("kernel32", _DWORD, ()),
    "GetThreadId": ("kernel32", _DWORD, (_HANDLE,)),
    "TerminateProcess": ("kernel32", _BOOL, (_HANDLE, c_uint32)),
    "WaitForSingleObject": ("kernel32", _DWORD, (_HANDLE, _DWORD)),
    "CreateMutexW": ("kernel32", _HANDLE, (_POINTER, _BOOL, c_wchar_p)),
    "ReleaseMutex": ("kernel32", _BOOL, (_HANDLE,)),
    "CreateJobObjectW": ("kernel32", _HANDLE, (_POINTER, c_wchar_p)),
    "AssignProcessToJobObject": ("kernel32", _BOOL, (_HANDLE, _HANDLE)),
    "SetInformationJobObject": ("kernel32", _BOOL, (_HANDLE, c_int32, _POINTER, _DWORD)),
    "GetProcessId": ("kernel32", _DWORD, (_HANDLE,)),
    # securitybaseapi.h, winbase.h
    "OpenProcessToken": ("advapi32", _BOOL, (_HANDLE, _DWORD, _POINTER)),
    "GetTokenInformation": ("advapi32", _BOOL, (_HANDLE, c_int32, c_void_p, _DWORD, _POINTER)),
    "LookupPrivilegeValueW": ("advapi32", _BOOL, (c_wchar_p, c_wchar_p, _POINTER)),
    "AdjustTokenPrivileges": (
        "advapi32",
        _BOOL,
        (_HANDLE, _BOOL, _POINTER, _DWORD, _POINTER, _POINTER),
    ),
    # memoryapi.h, psapi.h
    "ReadProcessMemory": ("kernel32", _BOOL, (_HANDLE, c_void_p, c_void_p, c_size_t, _POINTER)),
    "VirtualQueryEx": ("kernel32", c_size_t, (_HANDLE, c_void_p, _POINTER, c_size_t)),
    "K32GetMappedFileNameW": ("kernel32", _DWORD, (_HANDLE, c_void_p, _POINTER, _DWORD)),
    "K32EnumProcessModulesEx": ("kernel32", _BOOL, (_HANDLE, _POINTER, _DWORD, _POINTER, _DWORD)),
    "K32GetModuleFileNameExW": ("kernel32", _DWORD, (_HANDLE, _HANDLE, _POINTER, _DWORD)),
    "K32GetModuleInformation": ("kernel32", _BOOL, (_HANDLE, _HANDLE, _POINTER, _DWORD)),
    "K32GetProcessMemoryInfo": ("kernel32", _BOOL, (_HANDLE, _POINTER, _DWORD)),
    "K32GetPerformanceInfo": ("kernel32", _BOOL, (_POINTER, _DWORD)),
    "QueryFullProcessImageNameW": ("kernel32", _BOOL, (_HANDLE, _DWORD, _POINTER, _POINTER)),
    "QueryDosDeviceW": ("kernel32", _DWORD, (c_wchar_p, _POINTER, _DWORD)),
    # tlhelp32.h
    "CreateToolhelp32Snapshot": ("kernel32", _HANDLE, (_DWORD, _DWORD)),
    "Thread32First": ("kernel32", _BOOL, (_HANDLE, _POINTER)),
    "Thread32Next": ("kernel32", _BOOL, (_HANDLE, _POINTER)),
    # sysinfoapi.h, winnt.h
    "GetSystemInfo": ("kernel32", None, (_POINTER,)),
    "IsProcessorFeaturePresent": ("kernel32", _BOOL, (_DWORD,)),
    "InitializeContext": ("kernel32", _BOOL, (c_void_p, _DWORD, _POINTER, _POINTER)),
    "RtlGetVersion": ("ntdll", c_uint32, (_POINTER,)),
    # winternl.h
    "NtQueryInformationThread": ("ntdll", c_uint32, (_HANDLE, c_int32, c_void_p, _ULONG, c_void_p)),
    "NtQueryInformationProcess": (
        "ntdll",
        c_uint32,
        (_HANDLE, c_int32, c_void_p, _ULONG, c_void_p),
    ),
    "NtQuerySystemInformation": ("ntdll", c_uint32, (c_int32, c_void_p, _ULONG, c_void_p)),
    "NtQueryObject": ("ntdll", c_uint32, (_HANDLE, c_int32, c_void_p, _ULONG, c_void_p)),
    "RtlGetUnloadEventTraceEx": ("ntdll", None, (_POINTER, _POINTER, _POINTER)),
    # appmodel.h
    "GetPackageFullName": ("kernel32", c_int32, (_HANDLE, _POINTER, _POINTER)),
    # winuser.h, dwmapi.h
    "EnumWindows": ("user32", _BOOL, (c_void_p, c_void_p)),
    "IsWindowVisible": ("user32", _BOOL, (_HANDLE,)),
    "GetWindowTextW": ("user32", c_int32, (_HANDLE, _POINTER, c_int32)),
    "GetWindowThreadProcessId": ("user32", _DWORD, (_HANDLE, _POINTER)),
    "GetCursorPos": ("user32", _BOOL, (_POINTER,)),
    "WindowFromPoint": ("user32", _HANDLE, (c_uint64,)),
    "DwmGetWindowAttribute": ("dwmapi", c_int32, (_HANDLE, _DWORD, _POINTER, _DWORD)),
}
"""Name → library, result, parameters."""


class _Functions:
    """The calls by name; ``hasattr`` says whether this Windows has one."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a foreign function
        if name not in _PROTOTYPES:
            raise AttributeError(name)
        library, result, parameters = _PROTOTYPES[name]
        load = getattr(ctypes, "WinDLL")  # noqa: B009 - Windows only
        try:
            function = getattr(load(library, use_last_error=True, winmode=SYSTEM32), name)
        except OSError as error:  # not even the library
            raise AttributeError(name) from error
        function.restype, function.argtypes = result, parameters
        setattr(self, name, function)
        return function


windows: Final[Any] = _Functions()


def last_error() -> int:
    """Give the error code of the last call of this thread."""
    return int(getattr(ctypes, "get_last_error")())  # noqa: B009 - Windows only


def explain(code: int) -> str:
    """Give what Windows says of an error code."""
    text = str(getattr(ctypes, "FormatError")(code)).strip()  # noqa: B009 - Windows only
    return f"{text.rstrip('.')} (error {code})"


def failure(doing: str, code: int | None = None, remedy: str | None = None) -> MiniDumpError:
    """Make our error of the last one, or of *code*; *doing* names what failed."""
    found = last_error() if code is None else code
    cause = f"{doing} failed: {explain(found)}."
    if found in _DENIED:
        return AccessDeniedError(cause, remedy, hresult=_WIN32 | found)
    return from_hresult(_WIN32 | found & 0xFFFF, cause, remedy)


def readable(text: str) -> str:
    """Replace halves of surrogate pairs, which names may hold and no encoding can write."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def address_of(structure: Any) -> Any:  # noqa: ANN401 - what byref gives has no public type
    """Pass *structure* by reference."""
    return ctypes.byref(structure)


# ------------------------------------------------------------------------------ the structures


class FILETIME(Structure):
    """100 ns units, as two halves."""

    _fields_: ClassVar[Any] = (("dwLowDateTime", c_uint32), ("dwHighDateTime", c_uint32))

    @property
    def value(self) -> int:
        """100 ns units."""
        return int(self.dwHighDateTime) << 32 | int(self.dwLowDateTime)


def memory_basic_information(pointer: Any) -> Any:  # noqa: ANN401 - a class made here
    """Make MEMORY_BASIC_INFORMATION for pointers of a type: those of 64 bits have PartitionId."""
    partition = [("PartitionId", c_uint16)] if ctypes.sizeof(pointer) == 8 else []
    fields = [
        ("BaseAddress", pointer),
        ("AllocationBase", pointer),
        ("AllocationProtect", c_uint32),
        *partition,
        ("RegionSize", pointer),
        ("State", c_uint32),
        ("Protect", c_uint32),
        ("Type", c_uint32),
    ]
    return type("MEMORY_BASIC_INFORMATION", (Structure,), {"_fields_": fields})


MEMORY_BASIC_INFORMATION: Final = memory_basic_information(c_size_t)
"""What VirtualQueryEx tells of a region."""


class MODULEINFO(Structure):
    """Where a module lies."""

    _fields_: ClassVar[Any] = (
        ("lpBaseOfDll", c_size_t),
        ("SizeOfImage", c_uint32),
        ("EntryPoint", c_size_t),
    )


class THREADENTRY32(Structure):
    """A thread of the system."""

    _fields_: ClassVar[Any] = (
        ("dwSize", c_uint32),
        ("cntUsage", c_uint32),
        ("th32ThreadID", c_uint32),
        ("th32OwnerProcessID", c_uint32),
        ("tpBasePri", c_int32),
        ("tpDeltaPri", c_int32),
        ("dwFlags", c_uint32),
    )


class THREAD_BASIC_INFORMATION(Structure):
    """What NtQueryInformationThread class 0 tells."""

    _fields_: ClassVar[Any] = (
        ("ExitStatus", c_uint32),
        ("TebBaseAddress", c_size_t),
        ("UniqueProcess", c_size_t),
        ("UniqueThread", c_size_t),
        ("AffinityMask", c_size_t),
        ("Priority", c_int32),
        ("BasePriority", c_int32),
    )


class PROCESS_BASIC_INFORMATION(Structure):
    """What NtQueryInformationProcess class 0 tells."""

    _fields_: ClassVar[Any] = (
        ("ExitStatus", c_uint32),
        ("PebBaseAddress", c_size_t),
        ("AffinityMask", c_size_t),
        ("BasePriority", c_int32),
        ("UniqueProcessId", c_size_t),
        ("InheritedFromUniqueProcessId", c_size_t),
    )


class PROCESS_MEMORY_COUNTERS_EX(Structure):
    """Memory of a process, in bytes."""

    _fields_: ClassVar[Any] = (
        ("cb", c_uint32),
        ("PageFaultCount", c_uint32),
        ("PeakWorkingSetSize", c_size_t),
        ("WorkingSetSize", c_size_t),
        ("QuotaPeakPagedPoolUsage", c_size_t),
        ("QuotaPagedPoolUsage", c_size_t),
        ("QuotaPeakNonPagedPoolUsage", c_size_t),
        ("QuotaNonPagedPoolUsage", c_size_t),
        ("PagefileUsage", c_size_t),
        ("PeakPagefileUsage", c_size_t),
        ("PrivateUsage", c_size_t),
    )


class VM_COUNTERS(Structure):
    """The first two fields of what NtQueryInformationProcess class 3 tells, and room for all."""

    _fields_: ClassVar[Any] = (
        ("PeakVirtualSize", c_size_t),
        ("VirtualSize", c_size_t),
        ("Rest", c_size_t * 9),
    )


class PERFORMANCE_INFORMATION(Structure):
    """Memory of the machine, in pages."""

    _fields_: ClassVar[Any] = (
        ("cb", c_uint32),
        ("CommitTotal", c_size_t),
        ("CommitLimit", c_size_t),
        ("CommitPeak", c_size_t),
        ("PhysicalTotal", c_size_t),
        ("PhysicalAvailable", c_size_t),
        ("SystemCache", c_size_t),
        ("KernelTotal", c_size_t),
        ("KernelPaged", c_size_t),
        ("KernelNonpaged", c_size_t),
        ("PageSize", c_size_t),
        ("HandleCount", c_uint32),
        ("ProcessCount", c_uint32),
        ("ThreadCount", c_uint32),
    )


class SYSTEM_INFO(Structure):
    """The processors of the machine."""

    _fields_: ClassVar[Any] = (
        ("wProcessorArchitecture", c_uint16),
        ("wReserved", c_uint16),
        ("dwPageSize", c_uint32),
        ("lpMinimumApplicationAddress", c_size_t),
        ("lpMaximumApplicationAddress", c_size_t),
        ("dwActiveProcessorMask", c_size_t),
        ("dwNumberOfProcessors", c_uint32),
        ("dwProcessorType", c_uint32),
        ("dwAllocationGranularity", c_uint32),
        ("wProcessorLevel", c_uint16),
        ("wProcessorRevision", c_uint16),
    )


class OSVERSIONINFOEXW(Structure):
    """The version of Windows."""

    _fields_: ClassVar[Any] = (
        ("dwOSVersionInfoSize", c_uint32),
        ("dwMajorVersion", c_uint32),
        ("dwMinorVersion", c_uint32),
        ("dwBuildNumber", c_uint32),
        ("dwPlatformId", c_uint32),
        ("szCSDVersion", c_wchar * 128),
        ("wServicePackMajor", c_uint16),
        ("wServicePackMinor", c_uint16),
        ("wSuiteMask", c_uint16),
        ("wProductType", c_char),
        ("wReserved", c_char),
    )
