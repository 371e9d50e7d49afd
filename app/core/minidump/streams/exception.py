"""Exception: the event that the dump is about (MINIDUMP_EXCEPTION_STREAM)."""

from collections.abc import Iterator, Sequence

from ...value import dataclass
from ..constants import MINIDUMP_STREAM_TYPE
from ..layout import Block, Piece
from ..records import (
    MINIDUMP_EXCEPTION,
    MINIDUMP_EXCEPTION_STREAM,
    MINIDUMP_LOCATION_DESCRIPTOR,
)
from ..view import DumpView
from .stream import Stream
from .thread_list import CONTEXT_ALIGNMENT


@dataclass(frozen=True, slots=True)
class ExceptionEntry:
    """An exception as read; context RVA 0 means that there is no context."""

    thread_id: int
    exception: MINIDUMP_EXCEPTION
    context_size: int
    context_rva: int


class ExceptionStream(Stream):
    """What happened, and the registers at that moment; at most one belongs into a dump.

    ``exception`` and ``context`` may be replaced until ``encode``.
    """

    def __init__(
        self,
        thread_id: int,
        exception: MINIDUMP_EXCEPTION,
        context: bytes | None = None,
        context_size: int | None = None,
    ) -> None:
        """Reserve 168 bytes and the context (by default as long as *context*)."""
        super().__init__(MINIDUMP_STREAM_TYPE.ExceptionStream, MINIDUMP_EXCEPTION_STREAM.SIZE)
        self.thread_id = thread_id
        self.exception = exception
        self.context = context
        size = len(context or b"") if context_size is None else context_size
        self._context_block = Block(size, align=CONTEXT_ALIGNMENT)

    def satellites(self) -> Sequence[Block]:
        """The context."""
        return [self._context_block] if self._context_block.size else []

    def encode(self) -> Iterator[Piece]:
        """Give the record and the context."""
        block = self._context_block
        location = MINIDUMP_LOCATION_DESCRIPTOR()
        if self.context:
            if len(self.context) != block.size:
                raise ValueError(f"context of {len(self.context)} bytes, {block.size} reserved")
            location = MINIDUMP_LOCATION_DESCRIPTOR(block.size, block.placed_rva)
            yield block.placed_rva, self.context
        record = MINIDUMP_EXCEPTION_STREAM(self.thread_id, 0, self.exception, location)
        yield self.body.placed_rva, record.pack()


def read(view: DumpView, location: MINIDUMP_LOCATION_DESCRIPTOR) -> ExceptionEntry:
    """Read an Exception stream."""
    record = view.only(MINIDUMP_EXCEPTION_STREAM, location)
    return ExceptionEntry(
        thread_id=record.ThreadId,
        exception=record.ExceptionRecord,
        context_size=record.ThreadContext.DataSize,
        context_rva=record.ThreadContext.Rva,
    )
