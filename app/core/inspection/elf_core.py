"""An ELF core file made of a dump: for the debuggers of Linux and of languages, which want one.

gdb, lldb, jhsdb, py-spy and dlv read core files and no minidumps. What a core file has of a
process stands in our dumps: registers, memory, mapped files, signal, auxiliary vector. Memory that
the dump lacks is not made up: where a file was mapped there is a segment without contents, which
debuggers fill from that file, and elsewhere there is nothing.

Layout: elf(5); more than 65,534 segments by PN_XNUM (extended numbering in the first section).
"""

from __future__ import annotations

import contextlib
import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InvalidDumpError
from ..minidump.constants import PLATFORM_ID
from .dump_snapshot import snapshot_of
from .elf_core_notes import TARGETS, notes
from .elf_core_segments import Segments
from .new_file import new_private_file

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from ..capture.snapshot import ProcessSnapshot, Thread
    from ..minidump.reader import MinidumpFile
    from .elf_core_notes import Target
    from .elf_core_segments import Piece, Segment

_PT_LOAD, _PT_NOTE = 1, 4
_PN_XNUM: Final = 0xFFFF
_CHUNK: Final = 1 << 20
_BLOCK: Final = 1 << 16
_PAGE: Final = 4096
_LINUX: Final = (PLATFORM_ID.LINUX, PLATFORM_ID.ANDROID)


class ElfCore(NamedTuple):
    """What was written."""

    size: int
    """Bytes of the file."""
    threads: int
    memory: int
    """Bytes of memory."""


def write_elf_core(
    file: MinidumpFile,
    path: str | os.PathLike[str],
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> ElfCore:
    """Write what *file* holds as an ELF core file to *path*, for its owner alone.

    Args:
        file: A dump of a Linux process.
        path: Must not exist.
        progress: Called with the bytes of memory that are written, and of all; may raise to give
            up, and nothing is left then.

    Raises InvalidDumpError if *file* is of no such process or has no thread with registers,
    OutputError if the file cannot be written.
    """
    snapshot = snapshot_of(file)
    target = TARGETS.get(snapshot.system.processor_architecture)  # type: ignore[call-overload]
    if target is None or snapshot.system.platform_id not in _LINUX:
        raise InvalidDumpError(
            "This dump is not of a Linux process of x86-64, i386 or ARM64",
            remedy="Core files are for the debuggers of Linux; open it in WinDbg or lldb.",
        )
    threads = _threads(snapshot)
    if not threads:
        raise InvalidDumpError(
            "No thread in this dump has registers", remedy="Take another dump of the process."
        )
    with contextlib.closing(Segments(file, snapshot, target.bits)) as segments:
        note = notes(target, snapshot, threads, segments.mapped)
        head, places, size = _headers(target, note, segments.all)
        memory = sum(segment.stored for segment in segments.all)
        with new_private_file(path) as output:
            output.truncate(size)  # what stays unwritten is a hole, and reads as zeros
            output.seek(4)
            output.write(head[4:])
            done = 0
            for segment, place in zip(segments.all, places, strict=True):
                for piece in segment.pieces:
                    for part in _copy(piece, output, place - segment.start):
                        done += part
                        progress(done, memory)
            output.seek(0)
            output.write(head[:4])  # the last: a file that was not finished is no core file
    return ElfCore(size, len(threads), memory)


def _threads(snapshot: ProcessSnapshot) -> list[Thread]:
    """Give those with registers, the one that debuggers are to begin with first."""
    exception = snapshot.exception
    first = exception.thread_id if exception is not None else snapshot.process_id
    known = [thread for thread in snapshot.threads if thread.context]
    return sorted(known, key=lambda thread: thread.id != first)


def _headers(target: Target, note: bytes, segments: list[Segment]) -> tuple[bytes, list[int], int]:
    """Give all up to the memory, where in the file each segment is, and how large the file is."""
    wide = target.bits == 64
    head_size, entry_size, section_size = (64, 56, 64) if wide else (52, 32, 40)
    count = len(segments) + 1
    extended = count >= _PN_XNUM
    table = head_size + (section_size if extended else 0)
    at = table + count * entry_size
    place = at + len(note)
    places = []
    for segment in segments:
        if segment.pieces:  # at the same place in a page as in memory: some tools map the file
            place += (segment.start - place) % _PAGE
        places.append(place)
        place += segment.stored
    ident = b"\x7fELF" + bytes([2 if wide else 1, 1, 1, 0]) + bytes(8)
    word = target.word
    head = ident + struct.pack(
        f"<HHI3{word}I6H",
        *(4, target.machine, 1, 0, table, head_size if extended else 0, 0),
        *(head_size, entry_size, _PN_XNUM if extended else count),
        *((section_size, 1, 0) if extended else (0, 0, 0)),
    )
    if extended:  # sh_info has the number of segments
        head += struct.pack(f"<II4{word}II2{word}", 0, 0, 0, 0, 0, 1, 0, count, 0, 0)
    entries = [_entry(wide, _PT_NOTE, 0, at, 0, len(note), 0)]
    for segment, where in zip(segments, places, strict=True):
        size = segment.end - segment.start
        entry = (segment.flags, where, segment.start, segment.stored, size)
        entries.append(_entry(wide, _PT_LOAD, *entry))
    return head + b"".join(entries) + note, places, place


def _entry(
    wide: bool,  # noqa: FBT001 - of a record, not of a choice
    kind: int,
    flags: int,
    offset: int,
    address: int,
    stored: int,
    size: int,
) -> bytes:
    if wide:
        return struct.pack("<IIQQQQQQ", kind, flags, offset, address, 0, stored, size, 1)
    return struct.pack("<8I", kind, offset, address, 0, stored, size, flags, 1)


def _copy(piece: Piece, output: BinaryIO, bias: int) -> Iterator[int]:
    """Write *piece* where its addresses and *bias* say; zeros become holes."""
    for start in range(piece.start, piece.end, _CHUNK):
        size = min(_CHUNK, piece.end - start)
        data = piece.read(start, size)
        for at in range(0, len(data), _BLOCK):
            block = data[at : at + _BLOCK]
            if block.count(0) != len(block):
                output.seek(start + at + bias)
                output.write(block)
        yield size
