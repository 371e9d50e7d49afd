"""The one table of MINIDUMP_TYPE flags, and what DbgHelp makes of combinations of them.

A check box, its help, an option of the command line and a row of the documentation each come from
a row here. What a flag does to the contents of a dump is in ``dump.plan``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from ..errors import InvalidRequestError
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.constants import VALID_TYPE_FLAGS
from ..numerals import is_number, parse_number, shown


class FlagGroup(StrEnum):
    """Where the window shows a flag."""

    MEMORY = "Memory"
    MODULES = "Modules"
    PROCESS = "Process and threads"
    PRIVACY = "Privacy and size"
    TOLERANCE = "When memory cannot be read"


class FlagRow(NamedTuple):
    """One flag as people see it.

    ``min_version`` is the first DbgHelp documented to know it; empty: the documentation is silent.
    """

    flag: T
    label: str
    group: FlagGroup
    help: str
    windows: str
    linux: str
    min_version: str = ""
    effective_on_linux: bool = True
    private: bool = False
    """May put secrets into the file."""

    @property
    def name(self) -> str:
        """The name in minidumpapiset.h."""
        return self.flag.name or ""

    @property
    def value(self) -> int:
        """The bit."""
        return int(self.flag)


_M, _MOD, _P, _PRIV, _TOL = FlagGroup

FLAGS: Final[tuple[FlagRow, ...]] = (
    FlagRow(
        T.MiniDumpWithFullMemory,
        "Full memory",
        _M,
        "All memory of the process that can be read. The largest dump and the most complete one.",
        "All readable committed memory, as Memory64List at the end of the file.",
        "All readable mappings except device memory. Pages never touched are not read: short runs "
        "of them become holes, the rest is left out.",
        "5.1",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithPrivateReadWriteMemory,
        "Private read-write memory",
        _M,
        "Heaps and stacks, but no code and no mapped files: most of what a program computed.",
        "All committed private read-write regions.",
        "Private writable mappings without a file: the heap, stacks and anonymous memory.",
        "6.0",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithPrivateWriteCopyMemory,
        "Private write-copy memory",
        _M,
        "Pages of mapped files that belong to this process alone because it may write to them.",
        "Private PAGE_WRITECOPY regions.",
        "Private writable mappings of files.",
        "6.1",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithIndirectlyReferencedMemory,
        "Memory that stacks point to",
        _M,
        "1 KiB around everything a stack points to: objects in use, without the whole heap.",
        "256 bytes before and 768 bytes from each pointer found on a stack.",
        "The same 256 + 768 bytes around each pointer from a stack into memory outside modules; "
        "64 MiB at most.",
        "6.0",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithDataSegs,
        "Data of modules",
        _MOD,
        "Global and static variables of the program and its libraries.",
        "Writable sections of every module.",
        "The writable segments of every module: .data, .bss and the offset tables.",
        "5.1",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithCodeSegs,
        "Code of modules",
        _MOD,
        "The machine code in memory, to see patches and hooks. Seldom needed: debuggers take code "
        "from the original files.",
        "Executable sections of every module.",
        "The executable segments of every module, as far as they are in memory.",
        "6.2",
    ),
    FlagRow(
        T.MiniDumpWithModuleHeaders,
        "Headers of modules",
        _MOD,
        "The headers and unwind tables in memory: lets a debugger walk stacks without the files.",
        "PE headers and the bytes of each data directory.",
        "ELF and program headers, dynamic section, notes and unwind index of each module.",
        "6.1",
    ),
    FlagRow(
        T.MiniDumpWithUnloadedModules,
        "Unloaded modules",
        _MOD,
        "Names of modules that are no longer there.",
        "The list the system keeps of modules unloaded earlier.",
        "Modules whose file has been deleted (an update replaced them).",
        "6.0",
    ),
    FlagRow(
        T.MiniDumpScanMemory,
        "Find modules in use",
        _MOD,
        "Looks through the stacks for pointers into modules; a filter can then leave out modules "
        "that no stack refers to. Adds no bytes by itself.",
        "Sets ModuleReferencedByMemory for the module callback.",
        "The same: sets ModuleReferencedByMemory for the module callback; adds nothing.",
        "5.1",
    ),
    FlagRow(
        T.MiniDumpWithHandleData,
        "Handles",
        _P,
        "Open files, sockets, pipes and other objects of the process, with their names.",
        "The HandleData stream: handle, type, name, access, counts.",
        "Open descriptors: number, type, name, mode and open flags.",
        "5.1",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithThreadInfo,
        "Thread times",
        _P,
        "Start time, processor time and affinity of each thread: shows which one was busy.",
        "The ThreadInfoList stream.",
        "The ThreadInfoList stream, from /proc; the start address is not known.",
        "6.2",
    ),
    FlagRow(
        T.MiniDumpWithProcessThreadData,
        "Process and thread data",
        _P,
        "Command line, environment and thread-local data. The environment often holds passwords.",
        "PEB, TEBs, TLS vectors, process parameters and environment, and for each thread 32 KiB "
        "of the heap from its FLS data on.",
        "Arguments and environment (memory and LinuxEnviron stream), thread control blocks, vdso.",
        "6.0",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithFullMemoryInfo,
        "Memory map",
        _P,
        "The list of all memory regions with protection and type, without their contents.",
        "The MemoryInfoList stream with every region, free ones too.",
        "The MemoryInfoList stream with every mapping and the free gaps.",
        "6.2",
    ),
    FlagRow(
        T.MiniDumpWithTokenInformation,
        "Security information",
        _P,
        "Whose process it is and what it is allowed to do.",
        "The Token stream.",
        "User, group, capability and seccomp lines of LinuxProcStatus, left out otherwise. There "
        "is no Token stream.",
        "6.1",
    ),
    FlagRow(
        T.MiniDumpWithAvxXStateContext,
        "AVX registers",
        _P,
        "The wide vector registers of each thread. About 1 to 3 KiB a thread.",
        "Thread contexts extended by the XSAVE area.",
        "Thread contexts extended by the XSAVE area.",
    ),
    FlagRow(
        T.MiniDumpWithFullAuxiliaryState,
        "Full auxiliary state",
        _P,
        "Everything that runtime helpers know, for .NET on Windows; system state on Linux.",
        "Asks auxiliary providers for all their state.",
        "Adds smaps_rollup, cgroup and mountinfo of the process as streams.",
        "6.2",
        private=True,
    ),
    FlagRow(
        T.MiniDumpWithoutAuxiliaryState,
        "No auxiliary state",
        _P,
        "Keeps runtime helpers (such as .NET's) from adding data of theirs.",
        "Turns auxiliary data providers off.",
        "No effect: there are no auxiliary providers. Recorded in the file.",
        "6.2",
        effective_on_linux=False,
    ),
    FlagRow(
        T.MiniDumpWithIptTrace,
        "Processor trace",
        _P,
        "The recorded Intel Processor Trace, where recording was switched on before.",
        "The IptTrace stream, if tracing is on.",
        "No effect: Linux keeps no such trace of a process. Recorded in the file.",
        effective_on_linux=False,
    ),
    FlagRow(
        T.MiniDumpFilterMemory,
        "Clean stacks",
        _PRIV,
        "Blanks everything on the stacks that is not needed to walk them.",
        "Documented to zero such stack words; not observed to do so.",
        "Zeroes stack words that are neither small numbers nor pointers into that stack or into "
        "code.",
        "5.1",
    ),
    FlagRow(
        T.MiniDumpFilterModulePaths,
        "Names without folders",
        _PRIV,
        "Stores file names only: folders often hold the name of a user or a customer.",
        "Module names without directory.",
        "Module names, maps and handle names without directory; no command line, no environment.",
        "6.0",
    ),
    FlagRow(
        T.MiniDumpFilterTriage,
        "Triage",
        _PRIV,
        "The least that shows where a program is: cleaned stacks, no folders, no environment.",
        "Stack words that are no pointers into modules or that stack become 0xAA bytes; implies "
        "names without folders.",
        "The same; also drops arguments and environment.",
        "6.1",
    ),
    FlagRow(
        T.MiniDumpWithoutOptionalData,
        "No optional memory",
        _PRIV,
        "Takes out full memory, private memory and memory that stacks point to, whatever else is "
        "ticked.",
        "Removes five flags from the request, full memory among them.",
        "Removes the same five flags.",
        "6.2",
    ),
    FlagRow(
        T.MiniDumpFilterWriteCombinedMemory,
        "No write-combined memory",
        _PRIV,
        "Leaves out memory shared with a graphics card, which is slow to read.",
        "Leaves out PAGE_WRITECOMBINE regions.",
        "Leaves out mappings of device files under /dev (shared memory stays).",
    ),
    FlagRow(
        T.MiniDumpIgnoreInaccessibleMemory,
        "Go on when memory cannot be read",
        _TOL,
        "Leaves unreadable memory out and says so, instead of failing the full dump.",
        "With full memory, unreadable regions do not fail the dump.",
        "With full memory, unreadable pages are left out and listed; without it the dump fails.",
        "6.1",
    ),
    FlagRow(
        T.MiniDumpScanInaccessiblePartialPages,
        "Try page by page",
        _TOL,
        "Saves what can be read of a region that cannot be read as a whole.",
        "With full memory, tries partly unreadable regions page by page.",
        "No effect: unreadable memory is always found page by page. Recorded in the file.",
        effective_on_linux=False,
    ),
)

BY_NAME: Final[dict[str, FlagRow]] = {row.name: row for row in FLAGS}

_OPTIONAL = (
    T.MiniDumpWithFullMemory
    | T.MiniDumpWithIndirectlyReferencedMemory
    | T.MiniDumpWithPrivateReadWriteMemory
    | T.MiniDumpWithFullAuxiliaryState
    | T.MiniDumpWithPrivateWriteCopyMemory
)
_COVERED_BY_FULL = (
    T.MiniDumpWithDataSegs
    | T.MiniDumpFilterMemory
    | T.MiniDumpScanMemory
    | T.MiniDumpWithIndirectlyReferencedMemory
    | T.MiniDumpWithProcessThreadData
    | T.MiniDumpWithPrivateReadWriteMemory
    | T.MiniDumpWithCodeSegs
    | T.MiniDumpWithFullAuxiliaryState
    | T.MiniDumpWithPrivateWriteCopyMemory
    | T.MiniDumpWithModuleHeaders
    | T.MiniDumpFilterTriage
)


class EffectiveFlags(NamedTuple):
    """What is left of a request, as recorded in the header, and why."""

    flags: T
    dropped: dict[T, str]
    """Each flag that was asked for and has no effect → the reason in one clause."""
    added: dict[T, str]
    """Each flag that another one brings along → the reason."""


def effective_flags(requested: int) -> EffectiveFlags:
    """Reduce *requested* as DbgHelp 10.0.22621 was observed to do.

    Raises InvalidRequestError (E_INVALIDARG) for a bit outside 0x01ffffff and for
    MiniDumpFilterTriage together with MiniDumpWithAvxXStateContext.
    """
    if requested & ~VALID_TYPE_FLAGS or requested < 0:
        raise InvalidRequestError(
            f"The flags {requested:#x} hold bits that are not valid "
            f"({requested & ~VALID_TYPE_FLAGS & 0xFFFFFFFF:#x}).",
            f"Use flags within {VALID_TYPE_FLAGS:#x}; `dumpdesk flags` lists them.",
        )
    flags = T(requested)
    if T.MiniDumpFilterTriage in flags and T.MiniDumpWithAvxXStateContext in flags:
        raise InvalidRequestError(
            "MiniDumpFilterTriage and MiniDumpWithAvxXStateContext exclude each other.",
            "Clear one of the two.",
        )
    dropped: dict[T, str] = {}
    added: dict[T, str] = {}

    def drop(which: T, reason: str) -> None:
        nonlocal flags
        for flag in which & flags:
            dropped[flag] = reason
        flags &= ~which

    if T.MiniDumpWithoutOptionalData in flags:
        drop(_OPTIONAL, "taken out by MiniDumpWithoutOptionalData")
    if T.MiniDumpWithFullMemory in flags:
        drop(_COVERED_BY_FULL, "full memory covers it or makes it meaningless")
    if T.MiniDumpFilterTriage in flags:
        drop(T.MiniDumpWithTokenInformation, "taken out by MiniDumpFilterTriage")
        if T.MiniDumpFilterModulePaths not in flags:
            added[T.MiniDumpFilterModulePaths] = "comes with MiniDumpFilterTriage"
        flags |= T.MiniDumpFilterModulePaths
    return EffectiveFlags(flags, dropped, added)


def parse_flags(text: str) -> int:
    """Read flags as people write them: 0x…, or names joined by ``|``, ``,`` or spaces.

    Names may be given without ``MiniDump`` and in any case; a number may stand among them.
    Digits without 0x are refused, as they are a number in two ways: everybody writes flags in
    hexadecimal. Raises InvalidRequestError naming the word that is not understood.
    """
    words = text.replace("|", " ").replace(",", " ").replace("+", " ").split()
    if not words:
        raise InvalidRequestError(
            "No flags were given.", "Give a number such as 0x21925, or names."
        )
    names = {name.lower(): row.value for name, row in BY_NAME.items()}
    names["minidumpnormal"] = 0
    value = 0
    for word in words:
        key = word.lower()
        bit = names.get(key, names.get("minidump" + key))
        if bit is None:
            bit = _number(word)
        value |= bit
    return value


def _number(word: str) -> int:
    if not is_number(word):
        raise InvalidRequestError(
            f"{shown(word)} is neither a flag nor a number.",
            "A hexadecimal number begins with 0x; `dumpdesk flags` lists the names.",
        )
    value = parse_number(word)
    if value > 9 and word.isdecimal():
        raise InvalidRequestError(
            f"{word} can be meant as a hexadecimal or as a decimal number.",
            f"Write 0x{word} if it is hexadecimal, {value:#x} if it is decimal.",
        )
    return value


def flag_names(value: int) -> str:
    """Write *value* as names joined by ``|``; bits without a name as hex; 0 as MiniDumpNormal."""
    rest = value
    parts: list[str] = []
    for row in sorted(FLAGS, key=lambda row: row.value):
        if value & row.value:
            parts.append(row.name)
            rest &= ~row.value
    if rest:
        parts.append(hex(rest))
    return "|".join(parts) or "MiniDumpNormal"
