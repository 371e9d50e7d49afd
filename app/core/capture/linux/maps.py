"""The address space from /proc/PID/maps: mappings, what smaps adds to them, and regions."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from ...intervals import intersect, subtract
from ...minidump.constants import MEMORY_PROTECT, MEMORY_STATE, MEMORY_TYPE
from ...steps import steps
from ..snapshot import HIDDEN_MEMORY, Region
from .fields import readable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...intervals import Range
    from ..snapshot import ImageNote, Module

DELETED: Final = b" (deleted)"
_KERNEL_PAGES: Final = frozenset((b"[vvar]", b"[vvar_vclock]", b"[vsyscall]"))
_SECRET: Final = HIDDEN_MEMORY.encode()
_PROTECT: Final = {
    b"---": int(MEMORY_PROTECT.PAGE_NOACCESS),
    b"r--": int(MEMORY_PROTECT.PAGE_READONLY),
    b"rw-": int(MEMORY_PROTECT.PAGE_READWRITE),
    b"-w-": int(MEMORY_PROTECT.PAGE_READWRITE),
    b"--x": int(MEMORY_PROTECT.PAGE_EXECUTE),
    b"r-x": int(MEMORY_PROTECT.PAGE_EXECUTE_READ),
    b"rwx": int(MEMORY_PROTECT.PAGE_EXECUTE_READWRITE),
    b"-wx": int(MEMORY_PROTECT.PAGE_EXECUTE_READWRITE),
}
_COMMIT: Final = int(MEMORY_STATE.MEM_COMMIT)
_RESERVE: Final = int(MEMORY_STATE.MEM_RESERVE)
_PRIVATE: Final = int(MEMORY_TYPE.MEM_PRIVATE)
_MAPPED: Final = int(MEMORY_TYPE.MEM_MAPPED)
_IMAGE: Final = int(MEMORY_TYPE.MEM_IMAGE)

_GUARD: Final = int(MEMORY_PROTECT.PAGE_GUARD)

DONT_DUMP: Final = 1
DEVICE: Final = 2
MAY_GUARD: Final = 4
DONT_FORK: Final = 8
NOT_COPIED: Final = 16
"""What a clone has otherwise, not at all, or not for sure: MADV_WIPEONFORK, huge pages."""
USER_FAULTS: Final = 32
_OF_WORD: Final = {
    b"dd": DONT_DUMP,
    b"io": DEVICE,
    b"pf": DEVICE,
    b"gu": MAY_GUARD,
    b"dc": DONT_FORK,
    b"wf": NOT_COPIED,
    b"ht": NOT_COPIED,
    b"um": USER_FAULTS,
    b"uw": USER_FAULTS,
    b"ui": USER_FAULTS,
}
"""Words of VmFlags (Documentation/filesystems/proc.rst) → what they mean to us."""


_VM_FLAGS: Final = re.compile(rb"\nVmFlags:([^\n]*)\n")
"""A name cannot hold a line feed in smaps (the kernel escapes it), so this finds lines only."""


class Mapping(NamedTuple):
    """One line of /proc/PID/maps."""

    start: int
    end: int
    permissions: bytes
    """``rwxp``, a dash for what is not allowed, ``s`` for shared."""
    offset: int
    device: bytes
    inode: int
    path: bytes

    @property
    def file(self) -> tuple[bytes, int]:
        """What identifies the file behind it."""
        return self.device, self.inode


def parse_line(line: bytes) -> Mapping | None:
    """Parse one line; None when it is not one."""
    fields = line.split(None, 5)
    if len(fields) < 5 or len(fields[1]) != 4:
        return None
    low, dash, high = fields[0].partition(b"-")
    try:
        start, end = int(low, 16), int(high, 16)
        offset, inode = int(fields[2], 16), int(fields[4])
    except ValueError:
        return None
    if not dash or not 0 <= start < end:
        return None
    path = fields[5] if len(fields) > 5 else b""
    if b"\\012" in path:
        path = path.replace(b"\\012", b"\n")
    return Mapping(start, end, fields[1], offset, fields[3], inode, path)


def parse_maps(data: bytes) -> list[Mapping]:
    """Parse all lines; what is not a line is left out."""
    return [found for line in steps(data.split(b"\n")) if (found := parse_line(line))]


def parse_vm_flags(smaps: Iterable[bytes]) -> dict[int, int]:
    """Find mappings with one of the words that mean something to us, by their start address.

    *smaps* is the text in pieces, as it is read: all of it may be many MiB.
    """
    table: dict[int, int] = {}
    text = b""
    for piece in smaps:
        text += piece
        header = 0
        for found in steps(_VM_FLAGS.finditer(text)):
            value = 0
            for word in found[1].split():
                value |= _OF_WORD.get(word, 0)
            if value:
                table[int(text[header : text.index(b"-", header)], 16)] = value
            header = found.end()
        text = text[header:]
    return table


class AddressSpace:
    """The regions of one reading of maps, and quick ways to look one up or to bring it up to date.

    ``text`` are the bytes as read. Regions are kept per line, so that a second reading which
    differs in a few lines costs only those lines. Guards, which no line shows, become regions of
    their own.
    """

    def __init__(
        self,
        text: bytes,
        mapped: Sequence[Region],
        modules: tuple[Module, ...],
        flags: dict[int, int],
        guards: Sequence[Range] = (),
        notes: tuple[ImageNote, ...] = (),
    ) -> None:
        """Hold the regions of *text*, *mapped*, cut at the merged *guards* inside them.

        *flags* comes from :func:`parse_vm_flags`; *notes* are about *modules*.
        """
        self.text = text
        self.regions = tuple(_cut_at(guards, mapped))
        self.modules = modules
        self.notes = notes
        self.flags = flags
        self.guards = guards
        self._mapped = mapped
        self._bases = [region.base for region in steps(self.regions)]
        self._by_line: dict[bytes, Region] = {}

    @classmethod
    def of(
        cls,
        text: bytes,
        mappings: Sequence[Mapping],
        modules: tuple[Module, ...],
        flags: dict[int, int],
        guards: Sequence[Range] = (),
        notes: tuple[ImageNote, ...] = (),
    ) -> Self:
        """Make the regions of *mappings*, which are those of *text*."""
        return cls(text, _regions(mappings, modules, flags), modules, flags, guards, notes)

    def index_lines(self) -> None:
        """Prepare for :meth:`updated`, while the target still runs."""
        if not self._by_line:
            lines = [line for line in steps(self.text.split(b"\n")) if line]
            if len(lines) == len(self._mapped):
                self._by_line = dict(zip(lines, self._mapped, strict=True))

    def fresh(self, text: bytes) -> list[Mapping]:
        """Give the mappings of *text* that were not there, or not so, when this was read."""
        known = set(self.text.split(b"\n"))
        new = (parse_line(line) for line in steps(text.split(b"\n")) if line not in known)
        return [mapping for mapping in new if mapping]

    def updated(self, text: bytes, guards: Sequence[Range] = ()) -> AddressSpace | None:
        """Give the address space of *text* with *guards*; None when files were mapped or unmapped.

        Then the modules have to be found again.
        """
        if text == self.text:
            return self
        self.index_lines()
        known = self._by_line
        regions: list[Region] = []
        files = 0
        for line in steps(text.split(b"\n")):
            region = known.get(line)
            if region is None:
                mapping = parse_line(line)
                if mapping is None:
                    continue
                if _begins_run(mapping.inode, mapping.path):
                    return None
                region = _region(mapping, mapping.start, _PRIVATE, self.flags)
            elif region.inode:
                files += 1
            regions.append(region)
        if files != sum(1 for region in steps(self._mapped) if region.inode):
            return None
        return AddressSpace(text, regions, self.modules, self.flags, guards, self.notes)

    def at(self, address: int) -> Region | None:
        """Give the region that holds *address*."""
        index = bisect_right(self._bases, address) - 1
        if index >= 0 and address < self.regions[index].end:
            return self.regions[index]
        return None

    def readable_above(self, address: int, limit: int) -> Region | None:
        """Give the first readable region that starts within *limit* bytes above *address*."""
        for region in self.regions[bisect_right(self._bases, address) :]:
            if region.base > address + limit:
                return None
            if region.readable and not region.device_memory:
                return region
        return None

    def readable_part(self, start: int, end: int) -> tuple[int, int] | None:
        """Cut [start, end) to the readable region that holds *start*, or else begins inside."""
        region = self.at(start)
        if region is None or not region.readable or region.device_memory:
            region = self.readable_above(start, max(0, end - 1 - start))
        if region is None:
            return None
        low, high = max(start, region.base), min(end, region.end)
        return (low, high) if low < high else None


def _cut_at(guards: Sequence[Range], mapped: Sequence[Region]) -> Sequence[Region]:
    """Make regions of their own of the *guards* inside the regions *mapped*."""
    if not guards:
        return mapped
    result: list[Region] = []
    index = 0
    for region in steps(mapped):
        while index < len(guards) and guards[index][1] <= region.base:
            index += 1
        if index == len(guards) or guards[index][0] >= region.end:
            result.append(region)
            continue
        whole = [(region.base, region.end)]
        inside = intersect(whole, guards)
        parts = [_part(region, *range_) for range_ in subtract(whole, inside)]
        parts += [_guard(_part(region, *range_)) for range_ in inside]
        result += sorted(parts)
    return result


def _part(region: Region, start: int, end: int) -> Region:
    offset = region.offset + start - region.base if region.inode else region.offset
    return region._replace(base=start, size=end - start, offset=offset)


def _guard(region: Region) -> Region:
    return region._replace(
        protect=region.protect | _GUARD, readable=False, writable=False, executable=False
    )


def _begins_run(inode: int, path: bytes) -> bool:
    """Tell whether a mapping can be part of a file's or module's run of mappings."""
    return bool(inode) or path == b"[vdso]"


def _regions(
    mappings: Iterable[Mapping], modules: Sequence[Module], flags: dict[int, int]
) -> tuple[Region, ...]:
    """Type each mapping and find where its run of the same file or module begins."""
    bases = sorted((module.base, module.end) for module in modules)
    starts = [base for base, _ in bases]
    regions: list[Region] = []
    run_file: tuple[bytes, int] | None = None
    run_base = run_offset = run_image = 0
    for mapping in steps(mappings):
        index = bisect_right(starts, mapping.start) - 1
        image = bases[index][0] if index >= 0 and mapping.start < bases[index][1] else 0
        if not _begins_run(mapping.inode, mapping.path):
            run_file = None
            regions.append(_region(mapping, mapping.start, _PRIVATE, flags))
            continue
        same = (
            run_file == mapping.file
            and run_image == image
            and (image or mapping.offset >= run_offset)
        )
        if not same:
            run_base = image or mapping.start
        run_file, run_offset, run_image = mapping.file, mapping.offset, image
        kind = _IMAGE if image and mapping.permissions[3:] == b"p" else _PRIVATE
        regions.append(_region(mapping, run_base, kind, flags))
    return tuple(regions)


def _region(mapping: Mapping, allocation_base: int, kind: int, flags: dict[int, int]) -> Region:
    start, end, permissions, offset, device, inode, path = mapping
    shared = permissions[3:] == b"s"
    protect = _PROTECT.get(permissions[:3], 1)
    flag = flags.get(start, 0)
    return Region(
        start,
        end - start,
        protect,
        _RESERVE if permissions[:3] == b"---" else _COMMIT,
        _MAPPED if shared else kind,
        allocation_base,
        protect,
        permissions[0] == 0x72,
        permissions[1] == 0x77,
        permissions[2] == 0x78,
        shared,
        readable(path),
        offset,
        device.decode(),
        inode,
        bool(flag & DONT_DUMP),
        bool(flag & DEVICE) or path in _KERNEL_PAGES or _is_secret(mapping),
    )


def _is_secret(mapping: Mapping) -> bool:
    """Tell memory of memfd_secret(2): on a file system of the kernel's own, without a device."""
    return (
        mapping.path == _SECRET
        and mapping.permissions[3:] == b"s"
        and mapping.device.startswith(b"00:")
    )
