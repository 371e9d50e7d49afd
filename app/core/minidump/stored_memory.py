"""Finding the target's memory inside a dump."""

from bisect import bisect_right
from collections.abc import Iterable

from .streams.memory_list import MemoryRange
from .view import DumpView


class StoredMemory:
    """The ranges of a dump, sorted and free of overlaps; the parts behind the file's end cut off.

    Where ranges overlap, as some writers leave them, the one that starts first counts.
    """

    def __init__(self, view: DumpView, ranges: Iterable[MemoryRange]) -> None:
        """Sort *ranges*."""
        self._view = view
        self.ranges: list[MemoryRange] = []
        covered = 0
        for address, stored, rva in sorted(ranges):
            size = min(stored, view.size - rva) if rva else 0
            skipped = max(0, covered - address)
            if size > skipped:
                self.ranges.append(MemoryRange(address + skipped, size - skipped, rva + skipped))
                covered = address + size
        self._starts = [range_.address for range_ in self.ranges]

    def find(self, address: int) -> MemoryRange | None:
        """Return the range that holds *address*."""
        index = bisect_right(self._starts, address) - 1
        if index < 0:
            return None
        range_ = self.ranges[index]
        return range_ if address < range_.address + range_.size else None

    def next_stored(self, address: int) -> int:
        """Return the first address from *address* on of which a byte is stored; 2**64: none."""
        if self.find(address) is not None:
            return address
        index = bisect_right(self._starts, address)
        return self._starts[index] if index < len(self._starts) else 1 << 64

    def read(self, address: int, size: int) -> bytes:
        """Return what is stored from *address* on, at most *size* bytes, up to the first gap.

        Never more than the file has bytes, since an honest one stores each byte once.
        """
        parts = []
        left = min(size, self._view.size)
        while left > 0:
            range_ = self.find(address)
            if range_ is None:
                break
            skipped = address - range_.address
            taken = min(left, range_.size - skipped)
            parts.append(self._view.read(range_.rva + skipped, taken, "memory"))
            address += taken
            left -= taken
        return b"".join(parts)
