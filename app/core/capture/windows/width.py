"""Where things lie in a process of 64-bit and in one of 32-bit Windows: one table for both.

Windows answers each program in its own form, so what is read must fit the interpreter that reads:
:data:`NATIVE`. A process of another width is looked into by a dumper of that width. Offsets and
sizes in bytes; sources: winternl.h, winnt.h, and for what they leave out ntddk.h and phnt.
"""

from __future__ import annotations

import struct
from struct import Struct
from typing import Final, NamedTuple


class Width(NamedTuple):
    """What differs with the width of pointers."""

    bits: int
    teb_size: int
    """What MiniDumpWriteDump stores of a TEB: seen of 64 bits; of 32 what phnt's headers say."""
    teb_stack: int
    """StackBase and, behind it, StackLimit (NT_TIB)."""
    teb_tls: int
    """ThreadLocalStoragePointer."""
    teb_peb: int
    """ProcessEnvironmentBlock."""
    teb_fls: int
    """FlsData."""
    fls_size: int
    """What MiniDumpWriteDump stores there, two links and 4080 slots: seen of 64 bits. 0: nobody has
    seen it of 32, and it is not counted."""
    peb_size: int
    """What MiniDumpWriteDump stores of a PEB: seen of 64 bits; of 32 what phnt's headers say."""
    peb_loader: int
    """Ldr and, behind it, ProcessParameters."""
    peb_heap: int
    """ProcessHeap."""
    peb_heaps: Struct
    """NumberOfHeaps, MaximumNumberOfHeaps and ProcessHeaps."""
    peb_heaps_at: int
    loader_size: int
    """PEB_LDR_DATA."""
    parameters_size: int
    """The least that RTL_USER_PROCESS_PARAMETERS have."""
    environment: int
    environment_size: int
    """Of both, the offset in those parameters."""
    process_handle: Struct
    """PROCESS_HANDLE_TABLE_ENTRY_INFO."""
    system_handle: Struct
    """SYSTEM_HANDLE_TABLE_ENTRY_INFO_EX."""
    unicode_string: Struct
    """UNICODE_STRING: length and room in bytes, pointer."""
    unload_trace: Struct
    """RTL_UNLOAD_EVENT_TRACE: base, size, sequence, time stamp, check sum, 32 letters of a name."""
    process_row: Struct
    """SYSTEM_PROCESS_INFORMATION."""
    thread_row: Struct
    """SYSTEM_THREAD_INFORMATION, which follow it."""

    @property
    def pointer(self) -> int:
        """Bytes of a pointer."""
        return self.bits // 8

    def pointers(self, data: bytes) -> tuple[int, ...]:
        """Read as many pointers as *data* holds whole."""
        count = len(data) // self.pointer
        return struct.unpack_from(f"<{count}{'Q' if self.bits == 64 else 'I'}", data)


WIDTHS: Final = {
    64: Width(
        bits=64,
        teb_size=8192,
        teb_stack=0x8,
        teb_tls=0x58,
        teb_peb=0x60,
        teb_fls=0x17C8,
        fls_size=32656,
        peb_size=2000,
        peb_loader=0x18,
        peb_heap=0x30,
        peb_heaps=Struct("<IIQ"),
        peb_heaps_at=0xE8,
        loader_size=88,
        parameters_size=1088,
        environment=0x80,
        environment_size=0x3F0,
        process_handle=Struct("<QQQIIII"),
        system_handle=Struct("<QQQIHHII"),
        unicode_string=Struct("<HH4xQ"),
        unload_trace=Struct("<QQIII64s"),
        process_row=Struct("<IIqIIQqqqHH4xQi4xQQIIQQQI4x2Q4Q3Q3Q3Q"),
        thread_row=Struct("<qqqI4xQQQiiIII4x"),
    ),
    32: Width(
        bits=32,
        teb_size=4096,
        teb_stack=0x4,
        teb_tls=0x2C,
        teb_peb=0x30,
        teb_fls=0xFB4,
        fls_size=0,
        peb_size=1152,
        peb_loader=0xC,
        peb_heap=0x18,
        peb_heaps=Struct("<III"),
        peb_heaps_at=0x88,
        loader_size=48,
        parameters_size=676,
        environment=0x48,
        environment_size=0x290,
        process_handle=Struct("<IIIIIII"),
        system_handle=Struct("<IIIIHHII"),
        unicode_string=Struct("<HHI"),
        unload_trace=Struct("<IIIII64s"),
        process_row=Struct("<IIqIIQqqqHHIiIIIIIIII2I4I3I3Q3Q"),
        thread_row=Struct("<qqqIIIIiiIII4x"),
    ),
}
"""By the bits of a pointer."""
NATIVE: Final = WIDTHS[struct.calcsize("P") * 8]
"""That of the running interpreter."""
