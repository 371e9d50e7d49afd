"""Reading minidumps, damaged and hostile ones included.

Opening a dump looks at header and directory only; every stream is decoded when first asked for
and kept. Whatever the bytes are, each accessor gives a result or raises InvalidDumpError; a
stream that is absent gives an empty result or None. ``findings`` lists what was odd but readable.
"""

import io
import os
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property, partial
from typing import Any, BinaryIO, Final, NamedTuple, Self, TypeVar

from ..errors import InvalidDumpError, OutputError, from_oserror
from . import constants
from .constants import MINIDUMP_STREAM_TYPE, PROCESSOR_ARCHITECTURE, stream_name
from .file_bytes import FileBytes, open_regular
from .long_path import openable
from .not_minidump import LOOKED_AT, not_a_minidump
from .records import (
    MINIDUMP_DIRECTORY,
    MINIDUMP_HEADER,
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MEMORY_INFO,
    MINIDUMP_MISC_INFO_5,
    MINIDUMP_PROCESS_VM_COUNTERS_2,
    MINIDUMP_SYSTEM_MEMORY_INFO_1,
    MINIDUMP_THREAD_INFO,
)
from .stored_memory import StoredMemory
from .streams import (
    assertion,
    comment,
    crashpad_info,
    function_table,
    handle_data,
    image_notes,
    linux_dso_debug,
    mac_crash_info,
    memory_list,
    module_list,
    record_lists,
    single_record,
    soft_errors,
    system_info,
    thread_list,
    thread_names,
    token,
    unloaded_module_list,
)
from .streams import exception as exception_stream
from .view import DumpView, Lost

T = TypeVar("T")
Type = MINIDUMP_STREAM_TYPE

CONTEXT_LIMIT: Final = 1 << 20
"""Bytes of a context that are believed; with all XSAVE components one takes about 12 KiB."""

_MOST_TEXT: Final = 64 << 20
"""Bytes of a copied file of /proc; maps of a million mappings take as many."""
LINUX_TEXTS: Final = (
    Type.LinuxCpuInfo,
    Type.LinuxProcStatus,
    Type.LinuxLsbRelease,
    Type.LinuxCmdLine,
    Type.LinuxEnviron,
    Type.LinuxAuxv,
    Type.LinuxMaps,
    Type.LinuxProcStat,
    Type.LinuxProcUptime,
    Type.LinuxProcFD,
    Type.MozLinuxLimits,
)
"""Streams that are files of /proc, copied; LinuxAuxv is binary."""

_64_BIT: Final = frozenset(
    {
        PROCESSOR_ARCHITECTURE.AMD64,
        PROCESSOR_ARCHITECTURE.ARM64,
        PROCESSOR_ARCHITECTURE.IA64,
        PROCESSOR_ARCHITECTURE.BP_ARM64_OLD,
        PROCESSOR_ARCHITECTURE.BP_PPC64,
        PROCESSOR_ARCHITECTURE.BP_MIPS64,
        PROCESSOR_ARCHITECTURE.BP_RISCV64,
    }
)


class StreamEntry(NamedTuple):
    """An entry of the directory: type, size in bytes, file offset."""

    stream_type: int
    size: int
    rva: int

    @property
    def name(self) -> str:
        """The name of the type."""
        return stream_name(self.stream_type)


class MinidumpFile:
    """A dump to look into. Use as a context manager, or call :meth:`close`."""

    def __init__(self, content: bytes | bytearray | BinaryIO | FileBytes) -> None:
        """Look at the header and the directory of *content*; a file is closed with this.

        Raises InvalidDumpError if it is not a minidump, OSError if its size cannot be told.
        """
        if isinstance(content, bytes | bytearray):
            content = io.BytesIO(content)
        self._bytes = content if isinstance(content, FileBytes) else FileBytes(content)
        self._view = DumpView(self._bytes)
        self.header = self._read_header()
        self.directory = self._read_directory()
        self._by_type: dict[int, list[MINIDUMP_LOCATION_DESCRIPTOR]] = defaultdict(list)
        for entry in self.directory:
            location = MINIDUMP_LOCATION_DESCRIPTOR(entry.size, entry.rva)
            self._by_type[entry.stream_type].append(location)
        self._note_duplicates()

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Self:
        """Open the file at *path* and look at it.

        Raises InvalidDumpError if it is not a minidump, OutputError if it cannot be opened.
        """
        try:
            file = FileBytes.open(partial(open_regular, openable(path)))
            try:
                return cls(file)
            except BaseException:
                file.close()
                raise
        except OSError as error:
            raise from_oserror(
                error,
                f"Reading {os.fspath(path)!r}",
                remedy="Check its name, and whether you may read it.",
                as_type=OutputError,
            ) from None

    def close(self) -> None:
        """Let go of the file."""
        self._bytes.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -------------------------------------------------------------------------------- whole file

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._view.size

    @property
    def flags(self) -> constants.MINIDUMP_TYPE:
        """What the header records of MINIDUMP_TYPE."""
        return constants.MINIDUMP_TYPE(self.header.Flags)

    @property
    def findings(self) -> tuple[str, ...]:
        """What was odd but readable, in what has been decoded so far."""
        return tuple(self._view.findings)

    @property
    def lost(self) -> tuple[Lost, ...]:
        """Texts and debug records that could not be read, in what has been decoded so far."""
        return self._view.lost

    def has_stream(self, stream_type: int) -> bool:
        """Tell whether the directory names a stream of this type."""
        return stream_type in self._by_type

    def stream(self, stream_type: int) -> bytes | None:
        """Return the bytes of the first stream of this type; None if there is none."""
        locations = self._by_type.get(stream_type)
        return self._raw(locations[0], stream_type) if locations else None

    def stream_at(self, entry: StreamEntry) -> bytes:
        """Return the bytes of an entry of :attr:`directory`."""
        return self._raw(MINIDUMP_LOCATION_DESCRIPTOR(entry.size, entry.rva), entry.stream_type)

    # ----------------------------------------------------------------------------------- streams

    @cached_property
    def system_info(self) -> system_info.SystemInfoEntry | None:
        """SystemInfo."""
        return self._first(Type.SystemInfoStream, system_info.read)

    @cached_property
    def misc_info(self) -> MINIDUMP_MISC_INFO_5 | None:
        """MiscInfo; fields that its version lacks are zero."""
        return self._first(Type.MiscInfoStream, single_record.read_misc_info)

    @cached_property
    def threads(self) -> tuple[thread_list.ThreadEntry, ...]:
        """ThreadList, or ThreadExList."""
        threads = self._first(Type.ThreadListStream, thread_list.read)
        if threads is None:
            threads = self._first(Type.ThreadExListStream, thread_list.read_ex)
        return threads or ()

    @cached_property
    def thread_names(self) -> dict[int, str]:
        """ThreadNames, by thread id."""
        return self._first(Type.ThreadNamesStream, thread_names.read) or {}

    @cached_property
    def thread_infos(self) -> dict[int, MINIDUMP_THREAD_INFO]:
        """ThreadInfoList, by thread id."""
        infos = self._first(Type.ThreadInfoListStream, record_lists.read_thread_infos) or ()
        return {info.ThreadId: info for info in infos}

    @cached_property
    def modules(self) -> tuple[module_list.ModuleEntry, ...]:
        """ModuleList."""
        return self._first(Type.ModuleListStream, module_list.read) or ()

    @cached_property
    def image_notes(self) -> tuple[image_notes.ImageNoteEntry, ...]:
        """DumpDeskImageNotes: what the records of modules cannot say."""
        return self._first(Type.DumpDeskImageNotes, image_notes.read) or ()

    @cached_property
    def unloaded_modules(self) -> tuple[unloaded_module_list.UnloadedModuleEntry, ...]:
        """UnloadedModuleList."""
        return self._first(Type.UnloadedModuleListStream, unloaded_module_list.read) or ()

    @cached_property
    def memory_info(self) -> tuple[MINIDUMP_MEMORY_INFO, ...]:
        """MemoryInfoList."""
        return self._first(Type.MemoryInfoListStream, record_lists.read_memory_infos) or ()

    @cached_property
    def exceptions(self) -> tuple[exception_stream.ExceptionEntry, ...]:
        """All Exception streams: LLDB writes one for each thread."""
        return self._all(Type.ExceptionStream, exception_stream.read)

    @property
    def exception(self) -> exception_stream.ExceptionEntry | None:
        """The first Exception stream."""
        return self.exceptions[0] if self.exceptions else None

    @cached_property
    def handles(self) -> tuple[handle_data.HandleEntry, ...]:
        """HandleData."""
        return self._first(Type.HandleDataStream, handle_data.read) or ()

    @cached_property
    def handle_operations(self) -> tuple[bytes, ...]:
        """HandleOperationList, undecoded."""
        return (
            self._first(Type.HandleOperationListStream, record_lists.read_handle_operations) or ()
        )

    @cached_property
    def function_tables(self) -> tuple[function_table.FunctionTableEntry, ...]:
        """FunctionTable."""
        return self._first(Type.FunctionTableStream, function_table.read) or ()

    @cached_property
    def tokens(self) -> tuple[token.TokenEntry, ...]:
        """Token."""
        return self._first(Type.TokenStream, token.read) or ()

    @cached_property
    def vm_counters(self) -> MINIDUMP_PROCESS_VM_COUNTERS_2 | None:
        """ProcessVmCounters."""
        return self._first(Type.ProcessVmCountersStream, single_record.read_process_counters)

    @cached_property
    def system_memory_info(self) -> MINIDUMP_SYSTEM_MEMORY_INFO_1 | None:
        """SystemMemoryInfo."""
        return self._first(Type.SystemMemoryInfoStream, single_record.read_system_memory)

    @cached_property
    def comments(self) -> tuple[str, ...]:
        """All comments, 8-bit ones first."""
        return self._all(Type.CommentStreamA, comment.read_a) + self._all(
            Type.CommentStreamW, comment.read_w
        )

    @cached_property
    def assertion(self) -> assertion.Assertion | None:
        """BreakpadAssertionInfo."""
        return self._first(Type.BreakpadAssertionInfo, assertion.read)

    @cached_property
    def mac_crash_info(self) -> tuple[mac_crash_info.MacCrashInfo, ...]:
        """MozMacosCrashInfo."""
        return self._first(Type.MozMacosCrashInfo, mac_crash_info.read) or ()

    @cached_property
    def crashpad_info(self) -> crashpad_info.CrashpadEntry | None:
        """CrashpadInfo."""
        return self._first(Type.CrashpadInfo, crashpad_info.read)

    @cached_property
    def soft_errors(self) -> tuple[Any, ...]:
        """MozSoftErrors: values decoded from JSON."""
        return self._first(Type.MozSoftErrors, soft_errors.read) or ()

    @cached_property
    def left_out(self) -> tuple[Any, ...]:
        """DumpDeskLeftOut: values decoded from JSON."""
        return (
            self._first(
                Type.DumpDeskLeftOut,
                lambda view, location: soft_errors.read_list(
                    view, location, "what was left out on purpose"
                ),
            )
            or ()
        )

    @cached_property
    def linux_dso_debug(self) -> linux_dso_debug.DsoDebug | None:
        """LinuxDsoDebug."""
        is_64bit = self.system_info is None or self.architecture in _64_BIT
        return self._first(
            Type.LinuxDsoDebug,
            lambda view, location: linux_dso_debug.read(view, location, is_64bit=is_64bit),
        )

    @cached_property
    def linux_texts(self) -> dict[MINIDUMP_STREAM_TYPE, bytes]:
        """The copied files of /proc that are there, by stream type."""
        found = {}
        for kind in LINUX_TEXTS:
            for size, rva in self._by_type.get(kind, ())[:1]:
                if size <= _MOST_TEXT:
                    found[kind] = self._view.bytes_at(rva, size, kind.name) if size else b""
                else:
                    self._view.findings.append(f"{kind.name} takes {size:,} bytes: it is not read.")
        return found

    @property
    def ipt_trace(self) -> bytes | None:
        """IptTrace, undecoded."""
        return self.stream(Type.IptTraceStream)

    @property
    def user_streams(self) -> tuple[StreamEntry, ...]:
        """Entries above LastReservedStream that carry no known name."""
        known = set(Type)
        return tuple(
            entry
            for entry in self.directory
            if entry.stream_type > Type.LastReservedStream and entry.stream_type not in known
        )

    @property
    def architecture(self) -> int | None:
        """PROCESSOR_ARCHITECTURE of SystemInfo."""
        info = self.system_info
        return None if info is None else info.info.ProcessorArchitecture

    @property
    def process_id(self) -> int | None:
        """The process id, from MiscInfo or else from /proc/PID/status."""
        info = self.misc_info
        if (
            info is not None
            and info.Flags1 & constants.MINIDUMP_MISC_FLAGS.MINIDUMP_MISC1_PROCESS_ID
        ):
            return info.ProcessId
        for line in (self.stream(Type.LinuxProcStatus) or b"").splitlines():
            key, _, value = line.partition(b":")
            if key == b"Pid" and value.strip().isdigit() and len(value) < 20:
                return int(value)
        return None

    # ---------------------------------------------------------------------- registers and memory

    def context(
        self, entry: thread_list.ThreadEntry | exception_stream.ExceptionEntry
    ) -> bytes | None:
        """Return the registers of a thread or exception; None if they were left out."""
        if not entry.context_rva or not entry.context_size:
            return None
        if entry.context_size > CONTEXT_LIMIT:
            raise InvalidDumpError(
                f"The context of thread {entry.thread_id} claims {entry.context_size} bytes",
                entry.context_rva,
            )
        return self._view.read(entry.context_rva, entry.context_size, "context")

    @cached_property
    def memory(self) -> StoredMemory:
        """The target's memory, as far as the file holds it."""
        return StoredMemory(self._view, self.memory_copies())

    def memory_copies(self) -> tuple[memory_list.MemoryRange, ...]:
        """Return every place where memory stands: the ranges, and the stacks of threads.

        The same bytes may stand in several, and be stored once or as often.
        """
        stacks = tuple(
            memory_list.MemoryRange(thread.stack_start, thread.stack_size, thread.stack_rva)
            for thread in self.threads
            if thread.stack_rva and thread.stack_size
        )
        return self.memory_ranges() + stacks

    def bytes_at(self, rva: int, size: int) -> bytes:
        """Return *size* bytes of the file. Raises InvalidDumpError where there are not as many."""
        return self._view.read(rva, size, "memory")

    def memory_ranges(self) -> tuple[memory_list.MemoryRange, ...]:
        """Return the ranges of MemoryList and Memory64List in the order of the file.

        A file that was cut short may hold less than a range says, or nothing of it.
        """
        return self._memory_ranges

    def read_memory(self, address: int, size: int) -> bytes:
        """Return the bytes stored from *address* on: *size* of them, or fewer up to a gap."""
        return self.memory.read(address, size)

    @cached_property
    def _memory_ranges(self) -> tuple[memory_list.MemoryRange, ...]:
        near = self._first(Type.MemoryListStream, memory_list.read) or ()
        far = self._first(Type.Memory64ListStream, memory_list.read64) or ()
        lost = sum(range_.rva + range_.size > self.size for range_ in near + far)
        if lost:
            self._view.findings.append(
                f"{lost} memory ranges pass the end of the file: it was cut short."
            )
        return near + far

    # -------------------------------------------------------------------------------- foundation

    def _read_header(self) -> MINIDUMP_HEADER:
        if self._view.size < MINIDUMP_HEADER.SIZE:
            raise InvalidDumpError(f"{self._view.size:,} bytes are too few for a minidump")
        header = self._view.record_at(MINIDUMP_HEADER, 0)
        if header.Signature != constants.SIGNATURE:
            raise not_a_minidump(self._view.read(0, min(LOOKED_AT, self._view.size), "header"))
        if header.Version & 0xFFFF != constants.VERSION:
            raise InvalidDumpError(
                f"The version is {header.Version & 0xFFFF:#x}, not {constants.VERSION:#x}", 4
            )
        return header

    def _read_directory(self) -> tuple[StreamEntry, ...]:
        count = self.header.NumberOfStreams
        rva = self.header.StreamDirectoryRva
        data = self._view.bytes_at(
            rva, count * MINIDUMP_DIRECTORY.SIZE, f"the directory of {count} streams"
        )
        return tuple(
            StreamEntry(entry.StreamType, entry.Location.DataSize, entry.Location.Rva)
            for entry in MINIDUMP_DIRECTORY.unpack_many(data)
        )

    def _note_duplicates(self) -> None:
        for stream_type, locations in self._by_type.items():
            if len(locations) > 1 and 0 < stream_type <= Type.LastReservedStream:
                self._view.findings.append(
                    f"{len(locations)} streams of type {stream_name(stream_type)};"
                    " readers disagree about which one counts."
                )

    def _raw(self, location: MINIDUMP_LOCATION_DESCRIPTOR, stream_type: int) -> bytes:
        if not location.DataSize:
            return b""
        return self._view.read(location.Rva, location.DataSize, stream_name(stream_type))

    def _first(
        self, stream_type: int, read: Callable[[DumpView, MINIDUMP_LOCATION_DESCRIPTOR], T]
    ) -> T | None:
        locations = self._by_type.get(stream_type)
        return read(self._view, locations[0]) if locations else None

    def _all(
        self, stream_type: int, read: Callable[[DumpView, MINIDUMP_LOCATION_DESCRIPTOR], T]
    ) -> tuple[T, ...]:
        locations = self._by_type.get(stream_type, ())
        return tuple(read(self._view, location) for location in locations)
