"""The machine, as programs of this interpreter's kind see it: processor, Windows and memory."""

from __future__ import annotations

import ctypes
import importlib
from ctypes import c_uint32
from typing import Final

from ...minidump.constants import PLATFORM_ID, PROCESSOR_ARCHITECTURE
from ..snapshot import SystemDescription
from .api import (
    OSVERSIONINFOEXW,
    PERFORMANCE_INFORMATION,
    SYSTEM_INFO,
    address_of,
    windows,
)

_PROCESSOR: Final = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
_FEATURES: Final = 64
_ALL_WITH_XSTATE: Final = {PROCESSOR_ARCHITECTURE.AMD64: 0x10005F}
"""CONTEXT_ALL | CONTEXT_XSTATE (winnt.h)."""


def describe_system() -> SystemDescription:
    """Describe this machine."""
    info = SYSTEM_INFO()
    windows.GetSystemInfo(address_of(info))  # not the native one: we may be emulated
    version = OSVERSIONINFOEXW(dwOSVersionInfoSize=ctypes.sizeof(OSVERSIONINFOEXW))
    windows.RtlGetVersion(address_of(version))  # GetVersionEx tells what the manifest wants
    memory = PERFORMANCE_INFORMATION(cb=ctypes.sizeof(PERFORMANCE_INFORMATION))
    windows.K32GetPerformanceInfo(address_of(memory), memory.cb)
    mhz = _mhz()
    return SystemDescription(
        processor_architecture=int(info.wProcessorArchitecture),
        processor_level=int(info.wProcessorLevel),
        processor_revision=int(info.wProcessorRevision),
        number_of_processors=int(info.dwNumberOfProcessors),
        product_type=version.wProductType[0] or 1,
        major_version=int(version.dwMajorVersion),
        minor_version=int(version.dwMinorVersion),
        build_number=int(version.dwBuildNumber),
        platform_id=int(PLATFORM_ID.WIN32_NT),
        csd_version=str(version.szCSDVersion),
        cpu=_features().to_bytes(24, "little"),
        page_size=int(info.dwPageSize) or 4096,
        max_mhz=mhz,
        current_mhz=mhz,
        total_pages=int(memory.PhysicalTotal),
        available_pages=int(memory.PhysicalAvailable),
        committed_pages=int(memory.CommitTotal),
        commit_limit_pages=int(memory.CommitLimit),
        extended_context_size=_extended_context_size(int(info.wProcessorArchitecture)),
    )


def _features() -> int:
    """Give CPU_INFORMATION.OtherCpuInfo.ProcessorFeatures, a bit for each PF_ constant."""
    return sum(1 << index for index in range(_FEATURES) if windows.IsProcessorFeaturePresent(index))


def _mhz() -> int:
    registry = importlib.import_module("winreg")
    try:
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, _PROCESSOR) as key:
            return int(registry.QueryValueEx(key, "~MHz")[0])
    except (OSError, ValueError):
        return 0


def _extended_context_size(architecture: int) -> int:
    """Ask for the bytes of a CONTEXT with all that XSAVE keeps; 0 where there is no such thing."""
    if architecture not in _ALL_WITH_XSTATE or not hasattr(windows, "InitializeContext"):
        return 0
    length = c_uint32()
    flags = _ALL_WITH_XSTATE[PROCESSOR_ARCHITECTURE(architecture)]
    windows.InitializeContext(None, flags, None, address_of(length))
    return int(length.value)
