"""Two-pass layout: blocks of known size get their file offsets before any byte exists.

Pass one places blocks in order, which fixes every offset and the size of the file; pass two asks
whoever owns the blocks for their bytes. Whatever a 32-bit RVA has to reach must end below 4 GiB.
"""

from collections.abc import Iterable, Iterator

from ..errors import DumpTooLargeError
from ..steps import steps
from .constants import MAX_RVA
from .strings import encode_string

Piece = tuple[int, bytes]
"""A file offset in bytes and the bytes that belong there."""


class Block:
    """Room for ``size`` bytes in the file, aligned to ``align``; ``rva`` is None until placed.

    ``is_near`` says whether a 32-bit RVA has to name the block.
    """

    __slots__ = ("align", "is_near", "rva", "size")

    def __init__(self, size: int, align: int = 4) -> None:
        """Reserve *size* bytes at a multiple of *align* (a power of two)."""
        self.size = size
        self.align = align
        self.is_near = True
        self.rva: int | None = None

    @property
    def placed_rva(self) -> int:
        """The file offset; asking before the block is placed is a programming error."""
        if self.rva is None:
            message = "the block has not been placed yet"
            raise RuntimeError(message)
        return self.rva


class DataBlock(Block):
    """A block whose bytes are known beforehand."""

    __slots__ = ("data",)

    def __init__(self, data: bytes, align: int = 4) -> None:
        """Reserve room for *data*."""
        super().__init__(len(data), align)
        self.data = data


class MemoryBlock(Block):
    """Room for ``size`` bytes of the target's memory from ``address`` on, filled by the caller."""

    __slots__ = ("address",)

    def __init__(self, address: int, size: int, align: int = 16) -> None:
        """Reserve room for the range."""
        super().__init__(size, align)
        self.address = address

    def rva_of(self, address: int, size: int) -> int:
        """Where a part of the range lies; 0 where a 32-bit RVA cannot say it."""
        if address < self.address or address + size > self.address + self.size:
            message = f"{address:#x}+{size:#x} is not inside this block"
            raise ValueError(message)
        rva = self.placed_rva + address - self.address
        return rva if rva + size <= MAX_RVA else 0


class StringTable:
    """MINIDUMP_STRING blocks, equal texts stored once."""

    def __init__(self) -> None:
        """Start empty."""
        self._blocks: dict[str, DataBlock] = {}

    def add(self, text: str) -> DataBlock:
        """Return the block of *text*."""
        return self._blocks.setdefault(text, DataBlock(encode_string(text)))

    def __iter__(self) -> Iterator[DataBlock]:
        """Iterate over the blocks in order of first use."""
        return iter(self._blocks.values())


class Layout:
    """Hands out file offsets in order; ``size`` is the number of bytes used so far."""

    def __init__(self) -> None:
        """Start at offset 0."""
        self.size = 0

    def place(self, block: Block) -> None:
        """Give *block* the next free offset.

        Raises DumpTooLargeError if a 32-bit RVA has to name the block and cannot.
        """
        rva = -(-self.size // block.align) * block.align
        if block.is_near and rva + block.size > MAX_RVA:
            cause = "The dump does not fit into the 4 GiB that its 32-bit offsets can reach."
            raise DumpTooLargeError(cause, "Include less.")
        block.rva = rva
        self.size = rva + block.size

    def place_all(self, blocks: Iterable[Block]) -> None:
        """Place several blocks in order."""
        for block in steps(blocks):
            self.place(block)


def data_pieces(blocks: Iterable[DataBlock]) -> Iterator[Piece]:
    """Give the bytes of blocks that know them, with their offsets."""
    return ((block.placed_rva, block.data) for block in steps(blocks))
