"""What Windows tells of a process without looking into it: rights, protection, bitness, package.

Only PROCESS_QUERY_LIMITED_INFORMATION is asked for, which nobody takes for an attack. Whatever
Windows refuses to tell stays unknown; nothing here raises.
"""

from __future__ import annotations

import ctypes
from ctypes import c_uint16, c_uint32
from typing import Final, NamedTuple

from .api import address_of, readable, windows
from .token import TOKEN_INFORMATION_CLASS, information, token_of

_QUERY_LIMITED: Final = 0x1000
"""PROCESS_QUERY_LIMITED_INFORMATION."""
_LONGEST_PATH: Final = 32768
_PROTECTION: Final = 61
"""ProcessProtectionInformation (ntddk.h): a byte, since Windows 8.1."""
_SIGNERS: Final = {
    1: "Authenticode",
    2: "CodeGen",
    3: "Antimalware",
    4: "LSA",
    5: "Windows",
    6: "WinTcb",
    7: "WinSystem",
    8: "App",
}
"""PS_PROTECTED_SIGNER."""
_KINDS: Final = {1: "light", 2: "full"}
"""PS_PROTECTED_TYPE."""
_LONGEST_PACKAGE: Final = 256
_MACHINES: Final = {
    0x014C: (32, "x86"),
    0x01C4: (32, "arm"),
    0x8664: (64, "x64"),
    0xAA64: (64, "arm64"),
}
"""IMAGE_FILE_MACHINE_* (winnt.h) → bits, and what people call it."""
SYSTEM_INTEGRITY: Final = 0x4000
"""SECURITY_MANDATORY_SYSTEM_RID."""


class ProcessFacts(NamedTuple):
    """What is known of a process; defaults stand for what is not."""

    path: str = ""
    bits: int = 0
    machine: str = ""
    session: int | None = None
    """0: services; others: people."""
    elevated: bool | None = None
    """It runs as administrator."""
    integrity: int | None = None
    """0x1000 low, 0x2000 medium, 0x3000 high, 0x4000 system."""
    protection: str | None = None
    """Such as ``light, Antimalware``; empty for a process that is not protected."""
    app_container: bool = False
    package: str = ""
    """Full name of the package (Store, MSIX) that it belongs to."""


def facts_of(process_id: int) -> ProcessFacts:
    """Find out what there is to know."""
    facts = ProcessFacts(session=_session(process_id))
    handle = windows.OpenProcess(_QUERY_LIMITED, 0, process_id)
    if not handle:
        return facts
    try:
        bits, machine = _machine(handle)
        facts = facts._replace(
            path=image_path(handle),
            bits=bits,
            machine=machine,
            protection=_protection(handle),
            package=_package(handle),
        )
        with token_of(handle) as token:
            return facts._replace(
                elevated=_flag(token, TOKEN_INFORMATION_CLASS.TokenElevation),
                integrity=_integrity(token),
                app_container=bool(_flag(token, TOKEN_INFORMATION_CLASS.TokenIsAppContainer)),
            )
    finally:
        windows.CloseHandle(handle)


def image_path(process: int) -> str:
    """Give the path of the program of an open process; empty when it is not told."""
    buffer = ctypes.create_unicode_buffer(_LONGEST_PATH)
    length = c_uint32(_LONGEST_PATH)
    if not windows.QueryFullProcessImageNameW(process, 0, buffer, address_of(length)):
        return ""
    return readable(buffer.value)


def _session(process_id: int) -> int | None:
    session = c_uint32()
    done = windows.ProcessIdToSessionId(process_id, address_of(session))
    return int(session.value) if done else None


def _machine(handle: int) -> tuple[int, str]:
    if not hasattr(windows, "IsWow64Process2"):  # before Windows 10, version 1709: no ARM64
        is_wow64 = c_uint32()
        told = windows.IsWow64Process(handle, address_of(is_wow64))
        return _MACHINES[0x014C if is_wow64.value else 0x8664] if told else (0, "")
    own, native = c_uint16(), c_uint16()
    if not windows.IsWow64Process2(handle, address_of(own), address_of(native)):
        return 0, ""
    return _MACHINES.get(own.value or native.value, (0, ""))


def _protection(handle: int) -> str | None:
    level = ctypes.c_ubyte()
    status = windows.NtQueryInformationProcess(handle, _PROTECTION, address_of(level), 1, None)
    return describe_protection(level.value) if status == 0 else None


def describe_protection(level: int) -> str:
    """Put a PS_PROTECTION into words; empty for none."""
    kind = level & 7
    if not kind:
        return ""
    return f"{_KINDS.get(kind, kind)}, {_SIGNERS.get(level >> 4, level >> 4)}"


def _package(handle: int) -> str:
    if not hasattr(windows, "GetPackageFullName"):
        return ""
    length = c_uint32(_LONGEST_PACKAGE)
    name = ctypes.create_unicode_buffer(_LONGEST_PACKAGE)
    return "" if windows.GetPackageFullName(handle, address_of(length), name) else name.value


def _flag(token: int, kind: TOKEN_INFORMATION_CLASS) -> bool | None:
    data = information(token, kind)
    return any(data[:4]) if data else None


def _integrity(token: int) -> int | None:
    """Read the last part of the SID that follows the structure (TOKEN_MANDATORY_LABEL)."""
    data = information(token, TOKEN_INFORMATION_CLASS.TokenIntegrityLevel)
    return int.from_bytes(data[-4:], "little") if len(data) >= 4 else None
