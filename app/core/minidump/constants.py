"""Numbers of the minidump format and of the MiniDumpWriteDump API.

Everything here is spelled as in dbghelp.h, minidumpapiset.h and winnt.h; stream types that other
writers added (Breakpad, Crashpad, Mozilla, LLDB) carry the names those projects use.
"""

from enum import IntEnum, IntFlag, unique
from typing import Final

SIGNATURE: Final = 0x504D444D
"""MINIDUMP_SIGNATURE: the bytes ``MDMP`` read little-endian."""

VERSION: Final = 0xA793
"""MINIDUMP_VERSION: the low 16 bits of the header's Version; the high ones are the writer's own."""

MAX_RVA: Final = 0xFFFF_FFFF
"""The largest file offset that a 32-bit RVA can name."""

VALID_TYPE_FLAGS: Final = 0x01FF_FFFF
"""MiniDumpValidTypeFlags of DbgHelp 10.0.22621: any other bit is E_INVALIDARG."""

PROCESSOR_COUNT_LIMIT: Final = 255
"""MINIDUMP_SYSTEM_INFO.NumberOfProcessors is one byte."""


class MINIDUMP_TYPE(IntFlag):
    """What MiniDumpWriteDump puts into a dump. The last two are refused (see VALID_TYPE_FLAGS)."""

    MiniDumpNormal = 0
    MiniDumpWithDataSegs = 1
    MiniDumpWithFullMemory = 2
    MiniDumpWithHandleData = 4
    MiniDumpFilterMemory = 8
    MiniDumpScanMemory = 0x10
    MiniDumpWithUnloadedModules = 0x20
    MiniDumpWithIndirectlyReferencedMemory = 0x40
    MiniDumpFilterModulePaths = 0x80
    MiniDumpWithProcessThreadData = 0x100
    MiniDumpWithPrivateReadWriteMemory = 0x200
    MiniDumpWithoutOptionalData = 0x400
    MiniDumpWithFullMemoryInfo = 0x800
    MiniDumpWithThreadInfo = 0x1000
    MiniDumpWithCodeSegs = 0x2000
    MiniDumpWithoutAuxiliaryState = 0x4000
    MiniDumpWithFullAuxiliaryState = 0x8000
    MiniDumpWithPrivateWriteCopyMemory = 0x10000
    MiniDumpIgnoreInaccessibleMemory = 0x20000
    MiniDumpWithTokenInformation = 0x40000
    MiniDumpWithModuleHeaders = 0x80000
    MiniDumpFilterTriage = 0x100000
    MiniDumpWithAvxXStateContext = 0x200000
    MiniDumpWithIptTrace = 0x400000
    MiniDumpScanInaccessiblePartialPages = 0x800000
    MiniDumpFilterWriteCombinedMemory = 0x1000000
    MiniDumpNoIgnoreInaccessibleMemory = 0x2000000
    MiniDumpWithMemoryCompressed = 0x4000000


@unique
class MINIDUMP_STREAM_TYPE(IntEnum):
    """The kind of a stream; any other number above LastReservedStream is a user stream."""

    UnusedStream = 0
    ReservedStream0 = 1
    ReservedStream1 = 2
    ThreadListStream = 3
    ModuleListStream = 4
    MemoryListStream = 5
    ExceptionStream = 6
    SystemInfoStream = 7
    ThreadExListStream = 8
    Memory64ListStream = 9
    CommentStreamA = 0xA
    CommentStreamW = 0xB
    HandleDataStream = 0xC
    FunctionTableStream = 0xD
    UnloadedModuleListStream = 0xE
    MiscInfoStream = 0xF
    MemoryInfoListStream = 0x10
    ThreadInfoListStream = 0x11
    HandleOperationListStream = 0x12
    TokenStream = 0x13
    JavaScriptDataStream = 0x14
    SystemMemoryInfoStream = 0x15
    ProcessVmCountersStream = 0x16
    IptTraceStream = 0x17
    ThreadNamesStream = 0x18
    ceStreamNull = 0x8000
    ceStreamSystemInfo = 0x8001
    ceStreamException = 0x8002
    ceStreamModuleList = 0x8003
    ceStreamProcessList = 0x8004
    ceStreamThreadList = 0x8005
    ceStreamThreadContextList = 0x8006
    ceStreamThreadCallStackList = 0x8007
    ceStreamMemoryVirtualList = 0x8008
    ceStreamMemoryPhysicalList = 0x8009
    ceStreamBucketParameters = 0x800A
    ceStreamProcessModuleMap = 0x800B
    ceStreamDiagnosisList = 0x800C
    LastReservedStream = 0xFFFF
    BreakpadInfo = 0x47670001
    BreakpadAssertionInfo = 0x47670002
    LinuxCpuInfo = 0x47670003
    LinuxProcStatus = 0x47670004
    LinuxLsbRelease = 0x47670005
    LinuxCmdLine = 0x47670006
    LinuxEnviron = 0x47670007
    LinuxAuxv = 0x47670008
    LinuxMaps = 0x47670009
    LinuxDsoDebug = 0x4767000A
    LinuxProcStat = 0x4767000B
    LinuxProcUptime = 0x4767000C
    LinuxProcFD = 0x4767000D
    CrashpadInfo = 0x43500001
    CrashpadLastReserved = 0x4350FFFF
    StabilityReport = 0x4B6B0002
    MozMacosCrashInfo = 0x4D7A0001
    MozMacosBootargs = 0x4D7A0002
    MozLinuxLimits = 0x4D7A0003
    MozSoftErrors = 0x4D7A0004
    DumpDeskImageNotes = 0x44440010
    DumpDeskLeftOut = 0x44440011
    """What was left out on purpose: see dump.left_out."""
    DumpDeskKernelStacks = 0x44440012
    LldbGenerated = 0x4C4C4442


class MINIDUMP_CALLBACK_TYPE(IntEnum):
    """Why MiniDumpCallback is called."""

    ModuleCallback = 0
    ThreadCallback = 1
    ThreadExCallback = 2
    IncludeThreadCallback = 3
    IncludeModuleCallback = 4
    MemoryCallback = 5
    CancelCallback = 6
    WriteKernelMinidumpCallback = 7
    KernelMinidumpStatusCallback = 8
    RemoveMemoryCallback = 9
    IncludeVmRegionCallback = 0xA
    IoStartCallback = 0xB
    IoWriteAllCallback = 0xC
    IoFinishCallback = 0xD
    ReadMemoryFailureCallback = 0xE
    SecondaryFlagsCallback = 0xF
    IsProcessSnapshotCallback = 0x10
    VmStartCallback = 0x11
    VmQueryCallback = 0x12
    VmPreReadCallback = 0x13
    VmPostReadCallback = 0x14


class MODULE_WRITE_FLAGS(IntFlag):
    """What is written of a module (ModuleCallback, IncludeModuleCallback)."""

    ModuleWriteModule = 1
    ModuleWriteDataSeg = 2
    ModuleWriteMiscRecord = 4
    ModuleWriteCvRecord = 8
    ModuleReferencedByMemory = 0x10
    ModuleWriteTlsData = 0x20
    ModuleWriteCodeSegs = 0x40


class THREAD_WRITE_FLAGS(IntFlag):
    """What is written of a thread (ThreadCallback, IncludeThreadCallback)."""

    ThreadWriteThread = 1
    ThreadWriteStack = 2
    ThreadWriteContext = 4
    ThreadWriteBackingStore = 8
    ThreadWriteInstructionWindow = 0x10
    ThreadWriteThreadData = 0x20
    ThreadWriteThreadInfo = 0x40


class MINIDUMP_SECONDARY_FLAGS(IntFlag):
    """Answer to SecondaryFlagsCallback."""

    MiniSecondaryWithoutPowerInfo = 1


class MEMORY_STATE(IntEnum):
    """MINIDUMP_MEMORY_INFO.State."""

    MEM_COMMIT = 0x1000
    MEM_RESERVE = 0x2000
    MEM_FREE = 0x10000


class MEMORY_PROTECT(IntFlag):
    """MINIDUMP_MEMORY_INFO.Protect and AllocationProtect."""

    PAGE_NOACCESS = 1
    PAGE_READONLY = 2
    PAGE_READWRITE = 4
    PAGE_WRITECOPY = 8
    PAGE_EXECUTE = 0x10
    PAGE_EXECUTE_READ = 0x20
    PAGE_EXECUTE_READWRITE = 0x40
    PAGE_EXECUTE_WRITECOPY = 0x80
    PAGE_GUARD = 0x100
    PAGE_NOCACHE = 0x200
    PAGE_WRITECOMBINE = 0x400
    PAGE_TARGETS_INVALID = 0x40000000


class MEMORY_TYPE(IntEnum):
    """MINIDUMP_MEMORY_INFO.Type; 0 for free memory."""

    MEM_PRIVATE = 0x20000
    MEM_MAPPED = 0x40000
    MEM_IMAGE = 0x1000000


class PROCESSOR_ARCHITECTURE(IntEnum):
    """MINIDUMP_SYSTEM_INFO.ProcessorArchitecture (PROCESSOR_ARCHITECTURE_*; BP_*: Breakpad)."""

    INTEL = 0
    MIPS = 1
    ALPHA = 2
    PPC = 3
    SHX = 4
    ARM = 5
    IA64 = 6
    ALPHA64 = 7
    MSIL = 8
    AMD64 = 9
    IA32_ON_WIN64 = 0xA
    NEUTRAL = 0xB
    ARM64 = 0xC
    ARM32_ON_WIN64 = 0xD
    BP_SPARC = 0x8001
    BP_PPC64 = 0x8002
    BP_ARM64_OLD = 0x8003
    BP_MIPS64 = 0x8004
    BP_RISCV = 0x8005
    BP_RISCV64 = 0x8006
    UNKNOWN = 0xFFFF


class PLATFORM_ID(IntEnum):
    """MINIDUMP_SYSTEM_INFO.PlatformId (VER_PLATFORM_*; from UNIX on: Breakpad)."""

    WIN32S = 0
    WIN32_WINDOWS = 1
    WIN32_NT = 2
    WIN32_CE = 3
    UNIX = 0x8000
    MACOS = 0x8101
    IOS = 0x8102
    LINUX = 0x8201
    SOLARIS = 0x8202
    ANDROID = 0x8203
    PS3 = 0x8204
    NACL = 0x8205
    FUCHSIA = 0x8206


class PRODUCT_TYPE(IntEnum):
    """MINIDUMP_SYSTEM_INFO.ProductType."""

    VER_NT_WORKSTATION = 1
    VER_NT_DOMAIN_CONTROLLER = 2
    VER_NT_SERVER = 3


class MINIDUMP_MISC_FLAGS(IntFlag):
    """MINIDUMP_MISC_INFO.Flags1: which fields are valid."""

    MINIDUMP_MISC1_PROCESS_ID = 1
    MINIDUMP_MISC1_PROCESS_TIMES = 2
    MINIDUMP_MISC1_PROCESSOR_POWER_INFO = 4
    MINIDUMP_MISC3_PROCESS_INTEGRITY = 0x10
    MINIDUMP_MISC3_PROCESS_EXECUTE_FLAGS = 0x20
    MINIDUMP_MISC3_TIMEZONE = 0x40
    MINIDUMP_MISC3_PROTECTED_PROCESS = 0x80
    MINIDUMP_MISC4_BUILDSTRING = 0x100
    MINIDUMP_MISC5_PROCESS_COOKIE = 0x200


class MINIDUMP_THREAD_INFO_FLAGS(IntFlag):
    """MINIDUMP_THREAD_INFO.DumpFlags."""

    MINIDUMP_THREAD_INFO_ERROR_THREAD = 1
    MINIDUMP_THREAD_INFO_WRITING_THREAD = 2
    MINIDUMP_THREAD_INFO_EXITED_THREAD = 4
    MINIDUMP_THREAD_INFO_INVALID_INFO = 8
    MINIDUMP_THREAD_INFO_INVALID_CONTEXT = 0x10
    MINIDUMP_THREAD_INFO_INVALID_TEB = 0x20


class MINIDUMP_HANDLE_OBJECT_INFORMATION_TYPE(IntEnum):
    """MINIDUMP_HANDLE_OBJECT_INFORMATION.InfoType."""

    MiniHandleObjectInformationNone = 0
    MiniThreadInformation1 = 1
    MiniMutantInformation1 = 2
    MiniMutantInformation2 = 3
    MiniProcessInformation1 = 4
    MiniProcessInformation2 = 5
    MiniEventInformation1 = 6
    MiniSectionInformation1 = 7
    MiniSemaphoreInformation1 = 8
    MiniHandleObjectInformationTypeMax = 9


class MINIDUMP_PROCESS_VM_COUNTERS_FLAGS(IntFlag):
    """MINIDUMP_PROCESS_VM_COUNTERS_2.Flags: which fields are valid."""

    MINIDUMP_PROCESS_VM_COUNTERS = 1
    MINIDUMP_PROCESS_VM_COUNTERS_VIRTUALSIZE = 2
    MINIDUMP_PROCESS_VM_COUNTERS_EX = 4
    MINIDUMP_PROCESS_VM_COUNTERS_EX2 = 8
    MINIDUMP_PROCESS_VM_COUNTERS_JOB = 0x10


class MINIDUMP_SYSMEMINFO_FLAGS(IntFlag):
    """MINIDUMP_SYSTEM_MEMORY_INFO_1.Flags: which optional fields are valid."""

    MINIDUMP_SYSMEMINFO1_FILECACHE_TRANSITIONREPURPOSECOUNT_FLAGS = 1
    MINIDUMP_SYSMEMINFO1_BASICPERF = 2
    MINIDUMP_SYSMEMINFO1_PERF_CCTOTALDIRTYPAGES_CCDIRTYPAGETHRESHOLD = 4
    MINIDUMP_SYSMEMINFO1_PERF_RESIDENTAVAILABLEPAGES_SHAREDCOMMITPAGES = 8
    MINIDUMP_SYSMEMINFO1_PERF_MDLPAGESALLOCATED_PFNDATABASECOMMITTEDPAGES = 0x10
    MINIDUMP_SYSMEMINFO1_PERF_SYSTEMPAGETABLECOMMITTEDPAGES_CONTIGUOUSPAGESALLOCATED = 0x20


class CONTEXT_FLAGS(IntFlag):
    """CONTEXT.ContextFlags of each architecture (CONTEXT_* in winnt.h)."""

    AMD64 = 0x100000
    AMD64_CONTROL = 0x100001
    AMD64_INTEGER = 0x100002
    AMD64_SEGMENTS = 0x100004
    AMD64_FLOATING_POINT = 0x100008
    AMD64_DEBUG_REGISTERS = 0x100010
    AMD64_XSTATE = 0x100040
    AMD64_FULL = 0x10000B
    AMD64_ALL = 0x10001F
    X86 = 0x10000
    X86_CONTROL = 0x10001
    X86_INTEGER = 0x10002
    X86_SEGMENTS = 0x10004
    X86_FLOATING_POINT = 0x10008
    X86_DEBUG_REGISTERS = 0x10010
    X86_EXTENDED_REGISTERS = 0x10020
    X86_XSTATE = 0x10040
    X86_FULL = 0x10007
    X86_ALL = 0x1003F
    ARM64 = 0x400000
    ARM64_CONTROL = 0x400001
    ARM64_INTEGER = 0x400002
    ARM64_FLOATING_POINT = 0x400004
    ARM64_DEBUG = 0x400008
    ARM64_X18 = 0x400010
    ARM64_FULL = 0x400007
    ARM64_ALL = 0x40001F
    ARM64_OLD = 0x80000000
    """Breakpad's context of 796 bytes."""
    ARM = 0x200000
    BP_ARM = 0x40000000
    """Breakpad's context of 368 bytes."""


class CODEVIEW_SIGNATURE(IntEnum):
    """The first four bytes of a CodeView record."""

    PDB70_RSDS = 0x53445352
    PDB20_NB10 = 0x3031424E
    ELF_BpEL = 0x4270454C
    NB09 = 0x3930424E
    NB11 = 0x3131424E


VS_FFI_SIGNATURE: Final = 0xFEEF04BD
VS_FFI_STRUCVERSION: Final = 0x00010000
EXCEPTION_DUMP_REQUESTED: Final = 0xFFFF_FFFF
"""ExceptionCode of a Linux dump that was asked for rather than caused by a signal."""
STILL_ACTIVE: Final = 0x103
"""MINIDUMP_THREAD_INFO.ExitStatus of a thread that runs."""


def stream_name(stream_type: int) -> str:
    """Return the header's name of a stream type, or a description of an unknown number."""
    try:
        return MINIDUMP_STREAM_TYPE(stream_type).name
    except ValueError:
        kind = "UserStream" if stream_type > MINIDUMP_STREAM_TYPE.LastReservedStream else "Stream"
        return f"{kind} 0x{stream_type:X}"
