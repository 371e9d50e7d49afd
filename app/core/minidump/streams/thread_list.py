"""ThreadList and ThreadEx: who was running, with stack and registers (MINIDUMP_THREAD)."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import field

from ...steps import steps
from ...value import dataclass
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Block, MemoryBlock, Piece
from ..records import (
    MINIDUMP_LOCATION_DESCRIPTOR,
    MINIDUMP_MEMORY_DESCRIPTOR,
    MINIDUMP_THREAD,
    MINIDUMP_THREAD_EX,
)
from ..view import DumpView
from .stream import Stream

CONTEXT_ALIGNMENT = 64
"""XSAVE areas want it, so a context can be used where it lies."""


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """A thread as read. RVA 0 means that the stack or the context is not there (or not here)."""

    thread_id: int
    suspend_count: int
    priority_class: int
    priority: int
    teb: int
    stack_start: int
    stack_size: int
    stack_rva: int
    context_size: int
    context_rva: int


@dataclass(slots=True, eq=False)
class ThreadDraft:
    """A thread to be written.

    ``stack_block`` holds the bytes of the stack, which is stored once, as part of a memory range;
    without it the record keeps ``stack_start`` and nothing else. ``context_size`` reserves room;
    ``context`` may be set any time before the dump is encoded and must have that size. A thread
    without a context keeps the size and gets RVA 0, as DbgHelp does without ThreadWriteContext.
    """

    thread_id: int
    suspend_count: int = 0
    priority_class: int = 0x20
    priority: int = 0
    teb: int = 0
    stack_start: int = 0
    stack_size: int = 0
    stack_block: MemoryBlock | None = None
    context_size: int = 0
    writes_context: bool = True
    context: bytes | None = None
    context_block: Block = field(init=False)

    def __post_init__(self) -> None:
        self.context_block = Block(
            self.context_size if self.writes_context else 0, align=CONTEXT_ALIGNMENT
        )

    def record(self) -> MINIDUMP_THREAD:
        """Make the record; the layout must be placed."""
        has_context = self.writes_context and self.context is not None
        stack = MINIDUMP_LOCATION_DESCRIPTOR()
        if self.stack_block is not None:
            rva = self.stack_block.rva_of(self.stack_start, self.stack_size)
            stack = MINIDUMP_LOCATION_DESCRIPTOR(self.stack_size, rva)
        return MINIDUMP_THREAD(
            ThreadId=self.thread_id,
            SuspendCount=self.suspend_count,
            PriorityClass=self.priority_class,
            Priority=self.priority & 0xFFFFFFFF,
            Teb=self.teb,
            Stack=MINIDUMP_MEMORY_DESCRIPTOR(self.stack_start, stack),
            ThreadContext=MINIDUMP_LOCATION_DESCRIPTOR(
                self.context_size, self.context_block.placed_rva if has_context else 0
            ),
        )


class ThreadListStream(Stream):
    """The threads of the dump."""

    def __init__(self, threads: Sequence[ThreadDraft]) -> None:
        """Reserve 4 bytes, 48 for each thread, and their contexts."""
        super().__init__(
            MINIDUMP_STREAM_TYPE.ThreadListStream, 4 + MINIDUMP_THREAD.SIZE * len(threads)
        )
        self.threads = threads

    def satellites(self) -> Sequence[Block]:
        """The contexts."""
        return [thread.context_block for thread in steps(self.threads) if thread.context_block.size]

    def encode(self) -> Iterator[Piece]:
        """Give the list and the contexts."""
        records = b"".join(thread.record().pack() for thread in steps(self.threads))
        yield self.body.placed_rva, struct.pack("<I", len(self.threads)) + records
        for thread in steps(self.threads):
            if thread.writes_context and thread.context is not None:
                if len(thread.context) != thread.context_size:
                    raise ValueError(
                        f"context of {len(thread.context)} bytes, {thread.context_size} reserved"
                    )
                yield thread.context_block.placed_rva, thread.context


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[ThreadEntry, ...]:
    """Read a ThreadList."""
    return tuple(map(_entry, view.counted(MINIDUMP_THREAD, location)))


def read_ex(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> tuple[ThreadEntry, ...]:
    """Read a ThreadExList; the backing stores of Itanium are left out."""
    return tuple(map(_entry, view.counted(MINIDUMP_THREAD_EX, location)))


def _entry(record: MINIDUMP_THREAD | MINIDUMP_THREAD_EX) -> ThreadEntry:
    return ThreadEntry(
        thread_id=record.ThreadId,
        suspend_count=record.SuspendCount,
        priority_class=record.PriorityClass,
        priority=record.Priority,
        teb=record.Teb,
        stack_start=record.Stack.StartOfMemoryRange,
        stack_size=record.Stack.Memory.DataSize,
        stack_rva=record.Stack.Memory.Rva,
        context_size=record.ThreadContext.DataSize,
        context_rva=record.ThreadContext.Rva,
    )
