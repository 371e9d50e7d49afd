"""What is read of a target: the process itself while it is held, and then a copy if there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .memory import Memory
from .presence import Presence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...intervals import Range
    from ..snapshot import SoftError
    from ..target import CopyProgress
    from .maps import AddressSpace
    from .procfs import ProcessDirectory


class TargetMemory:
    """Reads the memory of one target, and says which of it exists."""

    def __init__(self, directory: ProcessDirectory) -> None:
        """Read the process of *directory*."""
        self._directory = directory
        self.own = Memory(directory)
        """The memory of the process itself."""
        self.presence = Presence(directory)
        self._copy: Memory | None = None
        self._is_held = False
        self._missed: list[SoftError] = []

    def begin_stop(self) -> None:
        """Note that the process stands still from now on."""
        self._is_held, self._missed = True, []

    def end_stop(self) -> None:
        """Note that it may run again."""
        self._is_held = False

    def use(self, copy: Memory | None) -> None:
        """Read a *copy* of the process whenever it is not held; None: there is none any more."""
        self._copy = copy

    @property
    def missed_pages(self) -> Sequence[SoftError]:
        """Pages that nobody could find while the target stood still; see Target.missed_pages."""
        return tuple(self._missed)

    def scan_present(self, ranges: Sequence[Range]) -> tuple[Range, ...] | None:
        """Say which pages of *ranges* exist; see Target.scan_present."""
        return self.presence.scan(ranges, self._missed if self._is_held else None)

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes; see Target.read."""
        return self._source().read(address, size)

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Read into *buffer*; see Target.read_into."""
        return self._source().read_into(address, buffer)

    def copy(
        self,
        ranges: Sequence[tuple[int, int, int]],
        into: int | memoryview,
        progress: CopyProgress | None = None,
        *,
        patience: float | None = None,
        settled: Callable[[int], None] | None = None,
    ) -> list[SoftError]:
        """Copy ranges into a file or a buffer; see Target.copy."""
        return self._source().copy(ranges, into, progress, patience=patience, settled=settled)

    def _source(self) -> Memory:
        return self.own if self._is_held or self._copy is None else self._copy

    def read_patiently(self, address: int, size: int) -> bytes:
        """Read what may have to come from a file first; what does not come is left out."""
        present = self.read_present(address, size)
        if len(present) == size:
            return present
        try:
            return self._directory.answers.of(
                ("memory", self._directory.process_id),
                f"what is mapped at {address:#x}",
                # With a buffer of its own, should it be left behind.
                lambda: Memory(self._directory).read(address, size),
            )
        except TimeoutError:
            return present

    def read_present(self, address: int, size: int) -> bytes:
        """Read from the start of a range, no further than its pages exist already."""
        found = self.scan_present([(address, address + size)])
        if found is None:
            return self.read(address, size)
        if not found or found[0][0] > address:
            return b""
        return self.read(address, found[0][1] - address)

    def read_told(self, space: AddressSpace, address: int, size: int) -> bytes:
        """Read where memory of the target itself leads to: to what is mapped, or nowhere."""
        part = space.readable_part(address, address + size)
        if part is None or part[0] != address:
            return b""
        return self.read_present(address, part[1] - address)

    def close(self) -> None:
        """Give the buffers back."""
        self.own.close()
