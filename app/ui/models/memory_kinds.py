"""What lies in an address space: regions, and what each is used for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from ...core.minidump.constants import MEMORY_TYPE
from ..translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...core.capture.snapshot import Region


class MemoryKind(StrEnum):
    """What a region of memory is used for."""

    CODE = "code"
    DATA = "data"
    HEAP = "heap"
    STACK = "stack"
    PRIVATE = "private"
    MAPPED = "mapped"
    RESERVED = "reserved"


class Placed(Protocol):
    """What lies somewhere in memory. Address and size in bytes."""

    @property
    def base(self) -> int:
        """First address."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...


class Span(NamedTuple):
    """A region of memory, and what it is used for."""

    region: Region
    kind: MemoryKind

    @property
    def base(self) -> int:
        """First address."""
        return self.region.base

    @property
    def size(self) -> int:
        """Bytes."""
        return self.region.size

    @property
    def end(self) -> int:
        """First address behind it."""
        return self.region.end


def hexadecimal(address: int) -> str:
    """Write an address with as many digits as all of them have in common."""
    return f"{address:012x}"


def addresses(base: int, size: int) -> str:
    """Write a range of addresses as /proc/PID/maps does."""
    return f"{hexadecimal(base)}-{hexadecimal(base + size)}"


_IMAGE: Final = int(MEMORY_TYPE.MEM_IMAGE)
_KINDS: Final[tuple[tuple[MemoryKind, Callable[[Region], bool]], ...]] = (
    (
        MemoryKind.RESERVED,
        lambda region: not (region.readable or region.writable or region.executable),
    ),
    (MemoryKind.STACK, lambda region: region.path.startswith("[stack")),
    (MemoryKind.HEAP, lambda region: region.path == "[heap]"),
    (MemoryKind.CODE, lambda region: region.executable),
    (MemoryKind.DATA, lambda region: region.type == _IMAGE),
    (MemoryKind.MAPPED, lambda region: region.path.startswith("/") or region.shared),
)
"""What each kind is known by; the first that fits."""


def region_kind(region: Region, *, holds_stack: bool) -> MemoryKind:
    """Say what a region is used for, by its name, rights and type.

    *holds_stack* says that a thread has its stack there.
    """
    kind = next((kind for kind, fits in _KINDS if fits(region)), MemoryKind.PRIVATE)
    return MemoryKind.STACK if holds_stack and kind is not MemoryKind.RESERVED else kind


KIND_NAMES: Final = {
    MemoryKind.CODE: QT_TRANSLATE_NOOP("Details", "code"),
    MemoryKind.DATA: QT_TRANSLATE_NOOP("Details", "module data"),
    MemoryKind.HEAP: QT_TRANSLATE_NOOP("Details", "heap"),
    MemoryKind.STACK: QT_TRANSLATE_NOOP("Details", "stack"),
    MemoryKind.PRIVATE: QT_TRANSLATE_NOOP("Details", "private"),
    MemoryKind.MAPPED: QT_TRANSLATE_NOOP("Details", "mapped"),
    MemoryKind.RESERVED: QT_TRANSLATE_NOOP("Details", "reserved"),
}
