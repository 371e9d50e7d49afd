"""What a target is made of, as plain data: the same types for a live process and for a dump file.

Addresses and sizes are in bytes; ranges are ``[start, end)``. FILETIME means 100 ns units, since
1601-01-01 UTC for a point in time. Constants are those of ``minidump.constants`` (PAGE_*, MEM_*).
Nothing here reads anything; ``capture.linux``, ``capture.windows`` and ``inspection`` fill it in.
"""

from __future__ import annotations

import itertools
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from ..intervals import Range, merged
from ..minidump.codeview import symbol_id
from ..minidump.constants import MEMORY_PROTECT
from ..minidump.streams.linux_dso_debug import DsoDebug
from ..steps import steps

# Whoever reads a snapshot from a pipe needs all of these: annotations say what is right.
from ..value import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

OVERFLOW_REACH: Final = 1 << 20
"""Bytes from a stack pointer outside all memory up to the stack that it is taken to belong to."""


_GUARD: Final = int(MEMORY_PROTECT.PAGE_GUARD)
"""A plain number: of a flag, each look at a region would make another flag."""
HIDDEN_MEMORY: Final = "/secretmem (deleted)"
"""What maps calls a mapping of memfd_secret(2)."""


_RIGHTS: Final = {
    on: "".join(letter if right else "-" for letter, right in zip("rwxs", on, strict=True))
    for on in itertools.product((False, True), repeat=4)
}


class Region(NamedTuple):
    """One mapping of the address space (a line of /proc/PID/maps, a VirtualQuery region)."""

    base: int
    size: int
    protect: int
    state: int
    type: int
    allocation_base: int
    allocation_protect: int
    readable: bool = True
    writable: bool = False
    executable: bool = False
    shared: bool = False
    path: str = ""
    """File, or a name the system gives: ``[heap]``, ``[stack]``, ``[anon:...]``; else empty."""
    offset: int = 0
    device: str = ""
    inode: int = 0
    dont_dump: bool = False
    """MADV_DONTDUMP was asked for (VmFlags ``dd``)."""
    device_memory: bool = False
    """VM_IO or VM_PFNMAP (VmFlags ``io``/``pf``), vvar, vsyscall and secret memory: never read."""

    @property
    def end(self) -> int:
        """First address behind it."""
        return self.base + self.size

    @property
    def guard(self) -> bool:
        """Nobody can read or write it: a fault is what it is for (PAGE_GUARD)."""
        return bool(self.protect & _GUARD)

    @property
    def secret(self) -> bool:
        """Kept from everybody but the program itself, the kernel among them (memfd_secret(2))."""
        return self.device_memory and self.path == HIDDEN_MEMORY

    @property
    def rights(self) -> str:
        """``rwxs``: read, write, execute, shared; a dash for what is not; ``---g``: a guard."""
        if self.guard:
            return "---g"
        return _RIGHTS[self.readable, self.writable, self.executable, self.shared]

    @property
    def anonymous(self) -> bool:
        """No file behind it (a name in brackets is not a file)."""
        return self.inode == 0 and not self.path.startswith(("/", "\\")) and self.path[1:2] != ":"


class Thread(NamedTuple):
    """One thread. Registers are known only in a snapshot taken while the target was suspended."""

    id: int
    name: str = ""
    state: str = ""
    """One letter as in /proc/PID/stat; empty when unknown."""
    suspend_count: int = 0
    priority_class: int = 0x20
    priority: int = 0
    teb: int = 0
    """TLS base (fs_base, tpidr); 0 when unknown."""
    create_time: int = 0
    kernel_time: int = 0
    user_time: int = 0
    start_address: int = 0
    affinity: int = 0
    stack_pointer: int = 0
    """0 when unknown (a running thread that was not stopped)."""
    instruction_pointer: int = 0
    stack: Range = (0, 0)
    """What to store of the stack: from the stack pointer (less the red zone) to the stack's upper
    end, inside readable memory; a guess where the stack pointer is not known; (0, 0) when nothing
    is known or readable."""
    context: bytes = b""
    """A CONTEXT record as ``minidump.contexts`` makes it; empty when not suspended."""
    stuck: bool = False
    """It sleeps in the kernel where nothing wakes it: it cannot be stopped, and of its registers
    only the two pointers are known."""

    @property
    def cpu_time(self) -> int:
        """Processor time in 100 ns units."""
        return self.user_time + self.kernel_time


class Segment(NamedTuple):
    """A loaded part of a module: a PT_LOAD, a PE section."""

    address: int
    size: int
    writable: bool
    executable: bool


class Module(NamedTuple):
    """One loaded image (ELF file, vdso, PE image)."""

    base: int
    size: int
    name: str
    """Full path, as the system tells it, without a " (deleted)" mark."""
    check_sum: int = 0
    time_date_stamp: int = 0
    version: tuple[int, int, int, int] | None = None
    """File version, most significant first; None when unknown."""
    raw_version: tuple[int, int] | None = None
    """FileVersionMS and FileVersionLS, where nobody can tell how a version is packed in them."""
    soname: str = ""
    build_id: bytes = b""
    """GNU build id, or the hash that stands for it (see ``image_notes``); empty: there is none."""
    cv_record: bytes = b""
    """CodeView record exactly as it stands in the file: ``BpEL`` + build id, or RSDS/NB10."""
    misc_record: bytes = b""
    entry: int = 0
    segments: tuple[Segment, ...] = ()
    headers: tuple[Range, ...] = ()
    """What MiniDumpWithModuleHeaders adds: ELF/PE headers, dynamic section, notes, unwind index."""
    tls: tuple[Range, ...] = ()
    """This module's static TLS block of each thread."""
    deleted: bool = False
    replaced: bool = False
    """The file at that path is not the one that is mapped."""

    @property
    def version_text(self) -> str:
        """The version as people write it; empty when unknown."""
        if self.raw_version is not None:
            return "{:#010x} {:#010x}".format(*self.raw_version)
        return ".".join(map(str, self.version or ()))

    @property
    def symbol_id(self) -> str:
        """What symbols are found by: the build id or the id of the PDB; empty without either."""
        return (self.build_id.hex() if any(self.build_id) else "") or symbol_id(self.cv_record)

    @property
    def end(self) -> int:
        """First address behind it."""
        return self.base + self.size


class NoteKind(StrEnum):
    """What there is to know of a loaded file that its record in a dump cannot say."""

    SECTION = "build id from section"
    """The build id is that of a section of the file, which no program header names."""
    TEXT = "code hash"
    """There is no build id; what stands for it is Breakpad's hash of the first page of .text."""
    UNIDENTIFIED = "no identity"
    """There is neither, or the file could not be read."""
    TOO_LARGE = "too large"
    """The image is larger than the 32 bits of SizeOfImage; ``size`` is its real size."""
    LIES = "header lies"
    """What the file says of itself cannot be true; ``detail`` says what."""
    NO_IMAGE = "no image"
    """Code mapped from a place of a file where no image begins, so that no module stands for it."""
    MORE = "more"
    """So many notes (``size``) were left out."""


class ImageNote(NamedTuple):
    """Something to know of the module at ``base``, or of a mapped file that is no module."""

    kind: NoteKind
    base: int
    size: int = 0
    name: str = ""
    """Path of the file."""
    detail: str = ""


class UnloadedModule(NamedTuple):
    """A module that was loaded before (Windows), or whose file is deleted (Linux)."""

    base: int
    size: int
    name: str
    check_sum: int = 0
    time_date_stamp: int = 0


class Handle(NamedTuple):
    """An open handle or file descriptor."""

    handle: int
    type_name: str
    object_name: str
    attributes: int = 0
    granted_access: int = 0
    handle_count: int = 1
    pointer_count: int = 1


class SystemDescription(NamedTuple):
    """What MINIDUMP_SYSTEM_INFO and the power part of MINIDUMP_MISC_INFO say of the machine."""

    processor_architecture: int
    processor_level: int = 0
    processor_revision: int = 0
    number_of_processors: int = 1
    product_type: int = 1
    major_version: int = 0
    minor_version: int = 0
    build_number: int = 0
    platform_id: int = 0x8201
    csd_version: str = ""
    cpu: bytes = bytes(24)
    """The 24-byte CPU union."""
    page_size: int = 4096
    max_mhz: int = 0
    current_mhz: int = 0
    total_pages: int = 0
    available_pages: int = 0
    committed_pages: int = 0
    commit_limit_pages: int = 0
    extended_context_size: int = 0
    """Bytes of a CONTEXT with the XSAVE area of this machine; 0: not known, or no such thing."""


class ProcessTimes(NamedTuple):
    """FILETIME of creation; CPU times in 100 ns units."""

    create_time: int = 0
    user_time: int = 0
    kernel_time: int = 0


class VmCounters(NamedTuple):
    """Memory counters in bytes (MINIDUMP_PROCESS_VM_COUNTERS_2)."""

    page_fault_count: int = 0
    peak_working_set_size: int = 0
    working_set_size: int = 0
    pagefile_usage: int = 0
    peak_pagefile_usage: int = 0
    peak_virtual_size: int = 0
    virtual_size: int = 0
    private_usage: int = 0
    private_working_set_size: int = 0


class ExceptionInformation(NamedTuple):
    """The exception of a dump: MINIDUMP_EXCEPTION_INFORMATION, resolved to values.

    On Linux the code is the signal number, the flags are si_code, the address is si_addr.
    """

    thread_id: int
    code: int
    flags: int = 0
    record: int = 0
    address: int = 0
    parameters: tuple[int, ...] = ()
    context: bytes = b""
    """A CONTEXT record; empty: the thread's own."""


class Interrupted(NamedTuple):
    """Where a thread was before it went on on another stack than its own.

    It is in a handler of a signal that is no fault that is told, or in Wine's own code, which does
    what Windows' system would.
    """

    thread_id: int
    stack_pointer: int
    """Maybe on another stack than the handler's; 0: not known."""
    instruction_pointer: int
    stack_end: int = 0
    """First address behind that stack; 0: not known."""


class SoftError(NamedTuple):
    """Something that was left out without making the dump useless."""

    stage: str
    error: str
    address: int = 0
    size: int = 0

    def to_json(self) -> dict[str, str]:
        """Give the form of the MozSoftErrors stream."""
        result = {"stage": self.stage, "error": self.error}
        if self.size:
            result |= {"address": hex(self.address), "size": hex(self.size)}
        return result


class Spare(NamedTuple):
    """What there is for whoever copies memory while its process stands still (Linux), in bytes."""

    memory: int = 0
    """May be taken for it, with a margin: of the system, our control group and our limits."""
    page_cache: int = 0
    """May wait there for a disk before who writes to one is made to wait."""


@dataclass(frozen=True, slots=True)
class ProcessSnapshot:
    """A process at one moment."""

    process_id: int
    name: str
    executable: str
    system: SystemDescription
    threads: tuple[Thread, ...] = ()
    modules: tuple[Module, ...] = ()
    """The main executable first."""
    regions: tuple[Region, ...] = ()
    """Sorted by address, not overlapping, without the free gaps."""
    image_notes: tuple[ImageNote, ...] = ()
    """What the records of modules cannot say (Linux)."""
    unloaded_modules: tuple[UnloadedModule, ...] = ()
    handles: tuple[Handle, ...] = ()
    texts: dict[int, bytes] = field(default_factory=dict)
    """Stream type → bytes of the Linux text streams (status, maps, cmdline, ...), read before the
    target was suspended and cleared of what looking at it changes (TracerPid)."""
    auxiliary: dict[int, bytes] = field(default_factory=dict)
    """Further streams that only MiniDumpWithFullAuxiliaryState asks for."""
    environment: bytes | None = None
    """``NAME=value`` texts in UTF-8, zero bytes between them, where no text stream has them."""
    process_data: tuple[Range, ...] = ()
    """What MiniDumpWithProcessThreadData adds once per process: arguments, environment, vdso."""
    thread_data: dict[int, tuple[Range, ...]] = field(default_factory=dict)
    """The same per thread id: the TLS/TCB block."""
    token: bytes = b""
    """Token stream data (Windows)."""
    times: ProcessTimes = field(default_factory=ProcessTimes)
    vm_counters: VmCounters = field(default_factory=VmCounters)
    exception: ExceptionInformation | None = None
    """The signal the target is stopped on, if any."""
    interrupted: tuple[Interrupted, ...] = ()
    """Threads in handlers of something else, or of what nobody tells, or in Wine's code (Linux)."""
    last_words: tuple[Range, ...] = ()
    """Where a program that gave up noted why (Linux), stored with its global variables; merged."""
    dso_debug: DsoDebug | None = None
    """The dynamic linker's list of loaded objects (Linux)."""
    present: tuple[Range, ...] | None = None
    """Pages of the readable ranges that exist (present or swapped), sorted; None: not known."""
    timestamp: int = 0
    """Unix seconds."""
    suspended: bool = False
    """The registers are here."""
    frozen_by: str = ""
    """The control group that has frozen it (Linux), empty if none has."""
    clone_refusal: str = ""
    """Why it is better not cloned to be dumped (Linux), in a sentence; empty: it can be."""
    spare: Spare = field(default_factory=Spare)
    """Memory of ours, not of the process."""
    soft_errors: tuple[SoftError, ...] = ()

    def readable_ranges(self) -> list[Range]:
        """Give what of the address space can be read, merged; memory of devices is not."""
        return merged(
            (r.base, r.end) for r in steps(self.regions) if r.readable and not r.device_memory
        )

    def overflowed(self, thread: Thread) -> bool:
        """Say whether *thread* has run out of its stack: it points into what lies just below."""
        start, pointer = thread.stack[0], thread.stack_pointer
        stack = self.region_at(start)
        if stack is None or not stack.protect or not start - OVERFLOW_REACH <= pointer < start:
            return False
        below = self.region_at(pointer)
        return below is None or below.guard or below.protect == MEMORY_PROTECT.PAGE_NOACCESS

    def stack_at(self, pointer: int) -> Region | None:
        """Give the memory that a stack *pointer* leads into, or has just run out of."""
        region = self.region_at(pointer)
        if region is not None and region.readable:
            return region
        return next(
            (r for r in self.regions if r.readable and 0 <= r.base - pointer < OVERFLOW_REACH), None
        )

    def region_at(self, address: int) -> Region | None:
        """Give the region that holds *address*."""
        return region_at(self.regions, address)


def region_at(regions: Sequence[Region], address: int) -> Region | None:
    """Give the one of *regions*, sorted, that holds *address*, by binary search."""
    low, high = 0, len(regions)
    while low < high:
        middle = (low + high) // 2
        if regions[middle].end <= address:
            low = middle + 1
        else:
            high = middle
    if low < len(regions) and regions[low].base <= address:
        return regions[low]
    return None
