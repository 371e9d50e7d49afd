"""Names of processors and systems, as a dump numbers them."""

from __future__ import annotations

from typing import Final

from ..minidump.constants import PLATFORM_ID, PROCESSOR_ARCHITECTURE

_PROCESSORS: Final[dict[int, str]] = {
    PROCESSOR_ARCHITECTURE.INTEL: "x86 (32-bit)",
    PROCESSOR_ARCHITECTURE.MIPS: "MIPS (32-bit)",
    PROCESSOR_ARCHITECTURE.ALPHA: "Alpha (32-bit)",
    PROCESSOR_ARCHITECTURE.PPC: "PowerPC (32-bit)",
    PROCESSOR_ARCHITECTURE.SHX: "SuperH",
    PROCESSOR_ARCHITECTURE.ARM: "ARM (32-bit)",
    PROCESSOR_ARCHITECTURE.IA64: "Itanium (64-bit)",
    PROCESSOR_ARCHITECTURE.ALPHA64: "Alpha (64-bit)",
    PROCESSOR_ARCHITECTURE.MSIL: "MSIL",
    PROCESSOR_ARCHITECTURE.AMD64: "x64 (64-bit)",
    PROCESSOR_ARCHITECTURE.IA32_ON_WIN64: "x86 on x64 (32-bit)",
    PROCESSOR_ARCHITECTURE.ARM64: "ARM64 (64-bit)",
    PROCESSOR_ARCHITECTURE.ARM32_ON_WIN64: "ARM on ARM64 (32-bit)",
    PROCESSOR_ARCHITECTURE.BP_SPARC: "SPARC",
    PROCESSOR_ARCHITECTURE.BP_PPC64: "PowerPC (64-bit)",
    PROCESSOR_ARCHITECTURE.BP_ARM64_OLD: "ARM64 (64-bit)",
    PROCESSOR_ARCHITECTURE.BP_MIPS64: "MIPS (64-bit)",
    PROCESSOR_ARCHITECTURE.BP_RISCV: "RISC-V (32-bit)",
    PROCESSOR_ARCHITECTURE.BP_RISCV64: "RISC-V (64-bit)",
}
_PLATFORMS: Final[dict[int, str]] = {
    PLATFORM_ID.WIN32S: "Windows 3.1",
    PLATFORM_ID.WIN32_WINDOWS: "Windows 9x",
    PLATFORM_ID.WIN32_NT: "Windows",
    PLATFORM_ID.WIN32_CE: "Windows CE",
    PLATFORM_ID.UNIX: "Unix",
    PLATFORM_ID.MACOS: "macOS",
    PLATFORM_ID.IOS: "iOS",
    PLATFORM_ID.LINUX: "Linux",
    PLATFORM_ID.SOLARIS: "Solaris",
    PLATFORM_ID.ANDROID: "Android",
    PLATFORM_ID.PS3: "PlayStation 3",
    PLATFORM_ID.NACL: "Native Client",
    PLATFORM_ID.FUCHSIA: "Fuchsia",
}


def processor_name(architecture: int) -> str:
    """Name a PROCESSOR_ARCHITECTURE; empty if nobody knows it."""
    return _PROCESSORS.get(architecture, "")


def platform_name(platform_id: int) -> str:
    """Name a PLATFORM_ID; empty if nobody knows it."""
    return _PLATFORMS.get(platform_id, "")
