"""What all writable streams share: they reserve room first and give their bytes later."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence

from ..layout import Block, Layout, Piece


class Stream(ABC):
    """An entry of the directory. ``place`` may be called before the contents are known."""

    def __init__(self, stream_type: int, size: int) -> None:
        """Make a stream whose body takes *size* bytes."""
        self.stream_type = int(stream_type)
        self.body = Block(size, align=8)

    def satellites(self) -> Sequence[Block]:
        """Blocks outside the body that it refers to, in file order; the same ones every time."""
        return ()

    def place(self, layout: Layout) -> None:
        """Reserve the body and everything it refers to (pass one)."""
        layout.place(self.body)
        layout.place_all(self.satellites())

    @abstractmethod
    def encode(self) -> Iterator[Piece]:
        """Give offsets and bytes of all that was reserved (pass two); gaps stay zero."""


class RawStream(Stream):
    """A stream whose body stands alone: texts, user streams, anything already encoded.

    ``data`` may be set or replaced until ``encode``; it may be shorter than the room reserved for
    it (the rest is zero), but not longer.
    """

    def __init__(self, stream_type: int, data: bytes = b"", size: int | None = None) -> None:
        """Reserve *size* bytes, by default the length of *data*."""
        super().__init__(stream_type, len(data) if size is None else size)
        self.data = data

    def encode(self) -> Iterator[Piece]:
        """Give the body."""
        if len(self.data) > self.body.size:
            raise ValueError(f"{len(self.data)} bytes for a stream of {self.body.size}")
        yield self.body.placed_rva, self.data


class UnusedStream(RawStream):
    """A spare directory entry, as DbgHelp leaves them: type 0, no body."""

    def __init__(self) -> None:
        """Take only a place in the directory."""
        super().__init__(0)
