"""The built-in choices of flags, and which other tool's choice each one equals."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.constants import VALID_TYPE_FLAGS


class Preset(NamedTuple):
    """A named set of flags. ``key`` is for the command line and file names."""

    key: str
    name: str
    flags: int
    help: str
    equals: str = ""
    """The tool that uses exactly these flags."""
    respect_dontdump: bool = False
    """What the program asked to keep out of dumps is left out (see DumpRequest)."""
    purpose: str = ""
    """What it is for, in a few words."""


PRESETS: Final[tuple[Preset, ...]] = (
    Preset(
        "support",
        "Support default",
        0x21925,
        "Stacks, global variables, handles, thread times and the memory map: small, and enough "
        "for most questions.",
        purpose="Small, and enough for most questions",
    ),
    Preset(
        "stacks",
        "Stacks only",
        0x1000,
        "Where every thread is, and nothing else.",
        "Visual Studio, without heap",
        purpose="Where every thread is, and nothing else",
    ),
    Preset(
        "private",
        "Private memory",
        0x61A25,
        "The support default with all heaps: what the program itself has computed.",
        "createdump's heap dump, made tolerant",
        purpose="All that the program itself has computed",
    ),
    Preset(
        "taskmgr",
        "Task Manager",
        0x421826,
        "Full memory as Windows Task Manager writes it.",
        "Task Manager; System Informer's Normal",
        purpose="Full memory, as Task Manager writes it",
    ),
    Preset(
        "windbg",
        "WinDbg /mA",
        0x21826,
        "Full memory as WinDbg's .dump /mA writes it.",
        "WinDbg .dump /mA",
        purpose="Full memory, as WinDbg writes it",
    ),
    Preset(
        "procdump",
        "ProcDump -mm",
        0x469925,
        "What ProcDump writes when asked for nothing.",
        "ProcDump -mm",
        purpose="What ProcDump writes by default",
    ),
    Preset(
        "privacy",
        "Privacy",
        0x1205AC,
        "The least that shows where the program is: cleaned stacks, no folders, no environment.",
        "dotnet-dump's triage dump",
        respect_dontdump=True,
        purpose="The least that shows where the program is",
    ),
    Preset(
        "everything",
        "Everything",
        int(
            VALID_TYPE_FLAGS
            & ~T.MiniDumpFilterTriage
            & ~T.MiniDumpFilterMemory
            & ~T.MiniDumpFilterModulePaths
            & ~T.MiniDumpWithoutOptionalData
            & ~T.MiniDumpWithoutAuxiliaryState
            & ~T.MiniDumpFilterWriteCombinedMemory
        ),
        "All memory and every stream there is. Nothing is filtered.",
        purpose="All memory and every stream there is",
    ),
)

DEFAULT: Final = PRESETS[0]
BY_KEY: Final[dict[str, Preset]] = {preset.key: preset for preset in PRESETS}


def preset_of(flags: int) -> Preset | None:
    """Give the preset with exactly these *flags*, if any."""
    return next((preset for preset in PRESETS if preset.flags == flags), None)
