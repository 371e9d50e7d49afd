"""The machine: processor, kernel and memory, from uname(2), /proc/cpuinfo and /proc/meminfo."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from ...minidump.constants import PLATFORM_ID
from ..snapshot import SystemDescription
from .fields import parse_status

if TYPE_CHECKING:
    from .registers import Architecture

_CPU_UNION = 24


def describe_system(architecture: Architecture, *, xstate: bool = True) -> SystemDescription:
    """Describe this machine for a program of *architecture*; see Target.describe for *xstate*."""
    cpu = _first_processor()
    release = os.uname()
    major, minor, patch = _version(release.release)
    memory = _memory()
    pages = os.sysconf("SC_PAGE_SIZE") // 1024
    mhz = int(_number(cpu.get("cpu MHz", "")))
    family, model, stepping = (
        int(_number(cpu.get(key, ""))) for key in ("cpu family", "model", "stepping")
    )
    return SystemDescription(
        processor_architecture=int(architecture.processor),
        processor_level=family & 0xFFFF,
        processor_revision=(model << 8 | stepping & 0xFF) & 0xFFFF,
        number_of_processors=os.cpu_count() or 1,
        major_version=major,
        minor_version=minor,
        build_number=patch,
        platform_id=int(PLATFORM_ID.LINUX),
        csd_version=f"{release.sysname} {release.release} {release.version} {release.machine}",
        cpu=cpu.get("vendor_id", "").encode("ascii", "replace")[:12].ljust(_CPU_UNION, b"\0"),
        page_size=os.sysconf("SC_PAGE_SIZE"),
        max_mhz=_max_mhz() or mhz,
        current_mhz=mhz,
        total_pages=memory.get("MemTotal", 0) // pages,
        available_pages=memory.get("MemAvailable", 0) // pages,
        committed_pages=memory.get("Committed_AS", 0) // pages,
        commit_limit_pages=memory.get("CommitLimit", 0) // pages,
        extended_context_size=_extended_context_size(architecture) if xstate else 0,
    )


def _extended_context_size(architecture: Architecture) -> int:
    from .extended import extended_context_size  # few dumps ask

    return extended_context_size(architecture)


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def _first_processor() -> dict[str, str]:
    """Read the first block of cpuinfo."""
    block = _read("/proc/cpuinfo").partition(b"\n\n")[0]
    return {key.strip(): value for key, value in parse_status(block).items()}


def _memory() -> dict[str, int]:
    """Read meminfo, in KiB."""
    table = parse_status(_read("/proc/meminfo"))
    return {key: int(_number(value)) for key, value in table.items()}


def _max_mhz() -> int:
    frequency = _read("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq")
    return int(_number(frequency.decode("ascii", "replace"))) // 1000


def _number(text: str) -> float:
    found = re.match(r"\d+(?:\.\d+)?", text)
    return float(found[0]) if found else 0


def _version(release: str) -> tuple[int, int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", release.partition("-")[0])[:3]]
    major, minor, patch = (*numbers, 0, 0, 0)[:3]
    return major, minor, patch
