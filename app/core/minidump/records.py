"""The structures of a minidump file, named and spelled as in minidumpapiset.h and verrsrc.h.

All are little-endian and packed to 4 bytes. "Rva" is a file offset in bytes from the first byte of
the file; 0 means that the thing it would lead to is absent. Sizes are in bytes.
"""

from typing import Annotated

from .record import I32, U8, U16, U32, U64, Record


class MINIDUMP_HEADER(Record):
    """The first 32 bytes. TimeDateStamp counts seconds since 1970 UTC; Flags is MINIDUMP_TYPE."""

    Signature: U32
    Version: U32
    NumberOfStreams: U32
    StreamDirectoryRva: U32
    CheckSum: U32
    TimeDateStamp: U32
    Flags: U64


class MINIDUMP_LOCATION_DESCRIPTOR(Record):
    """Where something lies that is below 4 GiB."""

    DataSize: U32 = 0
    Rva: U32 = 0


class MINIDUMP_LOCATION_DESCRIPTOR64(Record):
    """Where something lies anywhere in the file."""

    DataSize: U64 = 0
    Rva: U64 = 0


class MINIDUMP_DIRECTORY(Record):
    """A stream: its type (0 = unused entry) and where it lies."""

    StreamType: U32
    Location: MINIDUMP_LOCATION_DESCRIPTOR


class MINIDUMP_MEMORY_DESCRIPTOR(Record):
    """A memory range of the target and where its bytes lie."""

    StartOfMemoryRange: U64 = 0
    Memory: MINIDUMP_LOCATION_DESCRIPTOR = MINIDUMP_LOCATION_DESCRIPTOR()


class MINIDUMP_MEMORY_DESCRIPTOR64(Record):
    """A memory range of the target whose bytes follow those of the descriptor before it."""

    StartOfMemoryRange: U64
    DataSize: U64


class MINIDUMP_MEMORY64_LIST(Record):
    """Head of the Memory64List stream; the bytes of all ranges start at BaseRva, without gaps."""

    NumberOfMemoryRanges: U64
    BaseRva: U64


class MINIDUMP_THREAD(Record):
    """A thread: stack and registers, by reference."""

    ThreadId: U32
    SuspendCount: U32
    PriorityClass: U32
    Priority: U32
    Teb: U64
    Stack: MINIDUMP_MEMORY_DESCRIPTOR
    ThreadContext: MINIDUMP_LOCATION_DESCRIPTOR


class MINIDUMP_THREAD_EX(Record):
    """A thread of an Itanium dump."""

    ThreadId: U32
    SuspendCount: U32
    PriorityClass: U32
    Priority: U32
    Teb: U64
    Stack: MINIDUMP_MEMORY_DESCRIPTOR
    ThreadContext: MINIDUMP_LOCATION_DESCRIPTOR
    BackingStore: MINIDUMP_MEMORY_DESCRIPTOR


class MINIDUMP_THREAD_INFO_LIST(Record):
    """Head of the ThreadInfoList stream."""

    SizeOfHeader: U32
    SizeOfEntry: U32
    NumberOfEntries: U32


class MINIDUMP_THREAD_INFO(Record):
    """Times of a thread in units of 100 ns, CreateTime and ExitTime since 1601-01-01 UTC."""

    ThreadId: U32
    DumpFlags: U32 = 0
    DumpError: U32 = 0
    ExitStatus: U32 = 0
    CreateTime: U64 = 0
    ExitTime: U64 = 0
    KernelTime: U64 = 0
    UserTime: U64 = 0
    StartAddress: U64 = 0
    Affinity: U64 = 0


class MINIDUMP_THREAD_NAME(Record):
    """A thread's name; the 64-bit RVA is not aligned."""

    ThreadId: U32
    RvaOfThreadName: U64


class VS_FIXEDFILEINFO(Record):
    """Version of a module (verrsrc.h); all zero when unknown."""

    dwSignature: U32 = 0
    dwStrucVersion: U32 = 0
    dwFileVersionMS: U32 = 0
    dwFileVersionLS: U32 = 0
    dwProductVersionMS: U32 = 0
    dwProductVersionLS: U32 = 0
    dwFileFlagsMask: U32 = 0
    dwFileFlags: U32 = 0
    dwFileOS: U32 = 0
    dwFileType: U32 = 0
    dwFileSubtype: U32 = 0
    dwFileDateMS: U32 = 0
    dwFileDateLS: U32 = 0


class MINIDUMP_MODULE(Record):
    """A loaded module. C compilers pad this to 112 bytes; in the file it takes 108."""

    BaseOfImage: U64
    SizeOfImage: U32
    CheckSum: U32
    TimeDateStamp: U32
    ModuleNameRva: U32
    VersionInfo: VS_FIXEDFILEINFO
    CvRecord: MINIDUMP_LOCATION_DESCRIPTOR
    MiscRecord: MINIDUMP_LOCATION_DESCRIPTOR
    Reserved0: U64 = 0
    Reserved1: U64 = 0


class MINIDUMP_UNLOADED_MODULE_LIST(Record):
    """Head of the UnloadedModuleList stream."""

    SizeOfHeader: U32
    SizeOfEntry: U32
    NumberOfEntries: U32


class MINIDUMP_UNLOADED_MODULE(Record):
    """A module that was unloaded."""

    BaseOfImage: U64
    SizeOfImage: U32
    CheckSum: U32
    TimeDateStamp: U32
    ModuleNameRva: U32


class MINIDUMP_MEMORY_INFO_LIST(Record):
    """Head of the MemoryInfoList stream."""

    SizeOfHeader: U32
    SizeOfEntry: U32
    NumberOfEntries: U64


class MINIDUMP_MEMORY_INFO(Record):
    """A region of the address space: MEMORY_STATE, MEMORY_PROTECT and MEMORY_TYPE."""

    BaseAddress: U64 = 0
    AllocationBase: U64 = 0
    AllocationProtect: U32 = 0
    alignment1: U32 = 0
    RegionSize: U64 = 0
    State: U32 = 0
    Protect: U32 = 0
    Type: U32 = 0
    alignment2: U32 = 0


class MINIDUMP_SYSTEM_INFO(Record):
    """The machine and its system. Cpu is the 24-byte union CPU_INFORMATION, undecoded."""

    ProcessorArchitecture: U16
    ProcessorLevel: U16
    ProcessorRevision: U16
    NumberOfProcessors: U8
    ProductType: U8
    MajorVersion: U32
    MinorVersion: U32
    BuildNumber: U32
    PlatformId: U32
    CSDVersionRva: U32 = 0
    SuiteMask: U16 = 0
    Reserved2: U16 = 0
    Cpu: Annotated[bytes, "24s"] = bytes(24)


class CPU_INFORMATION_X86(Record):
    """The x86 form of the CPU union. VendorId is in the order EBX, EDX, ECX of CPUID 0."""

    VendorId: Annotated[bytes, "12s"]
    VersionInformation: U32
    FeatureInformation: U32
    AMDExtendedCpuFeatures: U32


class MINIDUMP_EXCEPTION(Record):
    """What happened; on Linux the signal number, si_code and si_addr."""

    ExceptionCode: U32
    ExceptionFlags: U32 = 0
    ExceptionRecord: U64 = 0
    ExceptionAddress: U64 = 0
    NumberParameters: U32 = 0
    unusedAlignment: U32 = 0
    ExceptionInformation: Annotated[tuple[int, ...], "15Q"] = (0,) * 15


class MINIDUMP_EXCEPTION_STREAM(Record):
    """The exception and the thread it happened in."""

    ThreadId: U32
    alignment: U32
    ExceptionRecord: MINIDUMP_EXCEPTION
    ThreadContext: MINIDUMP_LOCATION_DESCRIPTOR


class SYSTEMTIME(Record):
    """A calendar date (minwinbase.h)."""

    wYear: U16 = 0
    wMonth: U16 = 0
    wDayOfWeek: U16 = 0
    wDay: U16 = 0
    wHour: U16 = 0
    wMinute: U16 = 0
    wSecond: U16 = 0
    wMilliseconds: U16 = 0


class TIME_ZONE_INFORMATION(Record):
    """A time zone (timezoneapi.h): biases in minutes west of UTC, names in UTF-16LE."""

    Bias: I32 = 0
    StandardName: Annotated[bytes, "64s"] = b""
    StandardDate: SYSTEMTIME = SYSTEMTIME()
    StandardBias: I32 = 0
    DaylightName: Annotated[bytes, "64s"] = b""
    DaylightDate: SYSTEMTIME = SYSTEMTIME()
    DaylightBias: I32 = 0


class XSTATE_CONFIG_FEATURE_MSC_INFO(Record):
    """Where each XSAVE component lies in an extended context: 64 pairs of (offset, size)."""

    SizeOfInfo: U32 = 528
    ContextSize: U32 = 0
    EnabledFeatures: U64 = 0
    Features: Annotated[tuple[int, ...], "128I"] = (0,) * 128


class MINIDUMP_MISC_INFO_5(Record):
    """Times, clock rates and more; the earlier versions are its first 24, 44, 232 and 832 bytes.

    ProcessCreateTime is in seconds since 1970 UTC, the other times in seconds; the strings are
    UTF-16LE. Flags1 (MINIDUMP_MISC_FLAGS) says which fields hold something.
    """

    SizeOfInfo: U32 = 1364
    Flags1: U32 = 0
    ProcessId: U32 = 0
    ProcessCreateTime: U32 = 0
    ProcessUserTime: U32 = 0
    ProcessKernelTime: U32 = 0
    ProcessorMaxMhz: U32 = 0
    ProcessorCurrentMhz: U32 = 0
    ProcessorMhzLimit: U32 = 0
    ProcessorMaxIdleState: U32 = 0
    ProcessorCurrentIdleState: U32 = 0
    ProcessIntegrityLevel: U32 = 0
    ProcessExecuteFlags: U32 = 0
    ProtectedProcess: U32 = 0
    TimeZoneId: U32 = 0
    TimeZone: TIME_ZONE_INFORMATION = TIME_ZONE_INFORMATION()
    BuildString: Annotated[bytes, "520s"] = b""
    DbgBldStr: Annotated[bytes, "80s"] = b""
    XStateData: XSTATE_CONFIG_FEATURE_MSC_INFO = XSTATE_CONFIG_FEATURE_MSC_INFO(SizeOfInfo=0)
    ProcessCookie: U32 = 0


MISC_INFO_SIZES = (24, 44, 232, 832, MINIDUMP_MISC_INFO_5.SIZE)
"""Bytes of MINIDUMP_MISC_INFO and of its versions 2 to 5."""


class MINIDUMP_HANDLE_DATA_STREAM(Record):
    """Head of the HandleData stream."""

    SizeOfHeader: U32
    SizeOfDescriptor: U32
    NumberOfDescriptors: U32
    Reserved: U32 = 0


class MINIDUMP_HANDLE_DESCRIPTOR(Record):
    """An open handle; on Linux a file descriptor."""

    Handle: U64
    TypeNameRva: U32 = 0
    ObjectNameRva: U32 = 0
    Attributes: U32 = 0
    GrantedAccess: U32 = 0
    HandleCount: U32 = 0
    PointerCount: U32 = 0


class MINIDUMP_HANDLE_DESCRIPTOR_2(Record):
    """An open handle with a chain of facts about its object."""

    Handle: U64
    TypeNameRva: U32 = 0
    ObjectNameRva: U32 = 0
    Attributes: U32 = 0
    GrantedAccess: U32 = 0
    HandleCount: U32 = 0
    PointerCount: U32 = 0
    ObjectInfoRva: U32 = 0
    Reserved0: U32 = 0


class MINIDUMP_HANDLE_OBJECT_INFORMATION(Record):
    """A fact about a handle's object; SizeOfInfo bytes follow."""

    NextInfoRva: U32
    InfoType: U32
    SizeOfInfo: U32


class MINIDUMP_HANDLE_OPERATION_LIST(Record):
    """Head of the HandleOperationList stream."""

    SizeOfHeader: U32
    SizeOfEntry: U32
    NumberOfEntries: U32
    Reserved: U32 = 0


class MINIDUMP_FUNCTION_TABLE_STREAM(Record):
    """Head of the FunctionTable stream."""

    SizeOfHeader: U32
    SizeOfDescriptor: U32
    SizeOfNativeDescriptor: U32
    SizeOfFunctionEntry: U32
    NumberOfDescriptors: U32
    SizeOfAlignPad: U32


class MINIDUMP_FUNCTION_TABLE_DESCRIPTOR(Record):
    """A dynamic function table; its native descriptor and entries follow."""

    MinimumAddress: U64
    MaximumAddress: U64
    BaseAddress: U64
    EntryCount: U32
    SizeOfAlignPad: U32


class MINIDUMP_TOKEN_INFO_LIST(Record):
    """Head of the Token stream."""

    TokenListSize: U32
    TokenListEntries: U32
    ListHeaderSize: U32
    ElementHeaderSize: U32


class MINIDUMP_TOKEN_INFO_HEADER(Record):
    """Head of a token; TokenSize counts this head too. TokenId is a process or thread id."""

    TokenSize: U32
    TokenId: U32
    TokenHandle: U64


class MINIDUMP_SYSTEM_BASIC_INFORMATION(Record):
    """Address limits and processors of the machine."""

    TimerResolution: U32 = 0
    PageSize: U32 = 0
    NumberOfPhysicalPages: U32 = 0
    LowestPhysicalPageNumber: U32 = 0
    HighestPhysicalPageNumber: U32 = 0
    AllocationGranularity: U32 = 0
    MinimumUserModeAddress: U64 = 0
    MaximumUserModeAddress: U64 = 0
    ActiveProcessorsAffinityMask: U64 = 0
    NumberOfProcessors: U32 = 0


class MINIDUMP_SYSTEM_FILECACHE_INFORMATION(Record):
    """The file cache."""

    CurrentSize: U64 = 0
    PeakSize: U64 = 0
    PageFaultCount: U32 = 0
    MinimumWorkingSet: U64 = 0
    MaximumWorkingSet: U64 = 0
    CurrentSizeIncludingTransitionInPages: U64 = 0
    PeakSizeIncludingTransitionInPages: U64 = 0
    TransitionRePurposeCount: U32 = 0
    Flags: U32 = 0


class MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION(Record):
    """Memory of the machine, in pages."""

    AvailablePages: U64 = 0
    CommittedPages: U64 = 0
    CommitLimit: U64 = 0
    PeakCommitment: U64 = 0


class MINIDUMP_SYSTEM_PERFORMANCE_INFORMATION(Record):
    """Counters of the machine: transfers in bytes, 70 event counters, four page counters."""

    IdleProcessTime: U64 = 0
    IoReadTransferCount: U64 = 0
    IoWriteTransferCount: U64 = 0
    IoOtherTransferCount: U64 = 0
    Counters: Annotated[tuple[int, ...], "70I"] = (0,) * 70
    PageCounters: Annotated[tuple[int, ...], "4Q"] = (0,) * 4


class MINIDUMP_SYSTEM_MEMORY_INFO_1(Record):
    """Memory of the machine. Flags (MINIDUMP_SYSMEMINFO_FLAGS) names the optional fields in use.

    Revision 2 is the same with 32 more bytes at the end.
    """

    Revision: U16 = 1
    Flags: U16 = 0
    BasicInfo: MINIDUMP_SYSTEM_BASIC_INFORMATION = MINIDUMP_SYSTEM_BASIC_INFORMATION()
    FileCacheInfo: MINIDUMP_SYSTEM_FILECACHE_INFORMATION = MINIDUMP_SYSTEM_FILECACHE_INFORMATION()
    BasicPerfInfo: MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION = (
        MINIDUMP_SYSTEM_BASIC_PERFORMANCE_INFORMATION()
    )
    PerfInfo: MINIDUMP_SYSTEM_PERFORMANCE_INFORMATION = MINIDUMP_SYSTEM_PERFORMANCE_INFORMATION()


class MINIDUMP_PROCESS_VM_COUNTERS_1(Record):
    """Memory of the process in bytes, revision 1."""

    Revision: U16
    alignment: U16
    PageFaultCount: U32
    PeakWorkingSetSize: U64
    WorkingSetSize: U64
    QuotaPeakPagedPoolUsage: U64
    QuotaPagedPoolUsage: U64
    QuotaPeakNonPagedPoolUsage: U64
    QuotaNonPagedPoolUsage: U64
    PagefileUsage: U64
    PeakPagefileUsage: U64
    PrivateUsage: U64


class MINIDUMP_PROCESS_VM_COUNTERS_2(Record):
    """Memory of the process in bytes; Flags (..._VM_COUNTERS_FLAGS) says which fields hold."""

    Revision: U16 = 2
    Flags: U16 = 0
    PageFaultCount: U32 = 0
    PeakWorkingSetSize: U64 = 0
    WorkingSetSize: U64 = 0
    QuotaPeakPagedPoolUsage: U64 = 0
    QuotaPagedPoolUsage: U64 = 0
    QuotaPeakNonPagedPoolUsage: U64 = 0
    QuotaNonPagedPoolUsage: U64 = 0
    PagefileUsage: U64 = 0
    PeakPagefileUsage: U64 = 0
    PeakVirtualSize: U64 = 0
    VirtualSize: U64 = 0
    PrivateUsage: U64 = 0
    PrivateWorkingSetSize: U64 = 0
    SharedCommitUsage: U64 = 0
    JobSharedCommitUsage: U64 = 0
    JobPrivateCommitUsage: U64 = 0
    JobPeakPrivateCommitUsage: U64 = 0
    JobPrivateCommitLimit: U64 = 0
    JobTotalCommitLimit: U64 = 0
