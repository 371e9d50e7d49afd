"""The address space as a dump tells it: MemoryInfoList, LinuxMaps, or only what is stored."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from ..capture.snapshot import Region
from ..minidump.constants import MEMORY_PROTECT, MEMORY_STATE, MEMORY_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..minidump.records import MINIDUMP_MEMORY_INFO
    from ..minidump.streams.memory_list import MemoryRange

_P = MEMORY_PROTECT
_READABLE: Final = int(
    _P.PAGE_READONLY
    | _P.PAGE_READWRITE
    | _P.PAGE_WRITECOPY
    | _P.PAGE_EXECUTE_READ
    | _P.PAGE_EXECUTE_READWRITE
    | _P.PAGE_EXECUTE_WRITECOPY
)
_WRITABLE: Final = int(
    _P.PAGE_READWRITE | _P.PAGE_WRITECOPY | _P.PAGE_EXECUTE_READWRITE | _P.PAGE_EXECUTE_WRITECOPY
)
_EXECUTABLE: Final = int(
    _P.PAGE_EXECUTE | _P.PAGE_EXECUTE_READ | _P.PAGE_EXECUTE_READWRITE | _P.PAGE_EXECUTE_WRITECOPY
)
_PROTECT: Final = {
    b"---": _P.PAGE_NOACCESS,
    b"r--": _P.PAGE_READONLY,
    b"rw-": _P.PAGE_READWRITE,
    b"-w-": _P.PAGE_READWRITE,
    b"--x": _P.PAGE_EXECUTE,
    b"r-x": _P.PAGE_EXECUTE_READ,
    b"rwx": _P.PAGE_EXECUTE_READWRITE,
    b"-wx": _P.PAGE_EXECUTE_READWRITE,
}
_GUARD: Final = int(_P.PAGE_GUARD)
_COMMIT: Final = int(MEMORY_STATE.MEM_COMMIT)
_FREE: Final = int(MEMORY_STATE.MEM_FREE)
_MAPPED: Final = int(MEMORY_TYPE.MEM_MAPPED)
_SPACE: Final = 1 << 64


def regions_of(
    infos: Sequence[MINIDUMP_MEMORY_INFO], maps: bytes, stored: Iterable[MemoryRange]
) -> tuple[Region, ...]:
    """Give the regions, sorted and without overlaps, from the best source there is.

    MemoryInfoList is first (names come from LinuxMaps), then LinuxMaps, then the stored ranges,
    of which nothing but address and size is known.
    """
    named = _in_order(region for line in maps.split(b"\n") if (region := _from_line(line)))
    if infos:
        bases = [region.base for region in named]
        found = []
        for info in infos:
            index = bisect_right(bases, info.BaseAddress) - 1
            line = named[index] if index >= 0 and info.BaseAddress < named[index].end else None
            if info.State != _FREE:
                found.append(_from_info(info, line))
    elif named:
        return named
    else:
        found = [Region(range_.address, range_.size, 0, _COMMIT, 0, 0, 0) for range_ in stored]
    return _in_order(found)


def _in_order(regions: Iterable[Region]) -> tuple[Region, ...]:
    """Sort; what is empty, overlaps or leaves the address space does not count."""
    result: list[Region] = []
    covered = 0
    for region in sorted(regions, key=lambda region: (region.base, region.size)):
        if region.size > 0 and covered <= region.base and region.end <= _SPACE:
            result.append(region)
            covered = region.end
    return tuple(result)


def _from_info(info: MINIDUMP_MEMORY_INFO, line: Region | None) -> Region:
    committed = info.State == _COMMIT and not info.Protect & _GUARD
    return Region(
        base=info.BaseAddress,
        size=info.RegionSize,
        protect=info.Protect,
        state=info.State,
        type=info.Type,
        allocation_base=info.AllocationBase,
        allocation_protect=info.AllocationProtect,
        readable=bool(committed and info.Protect & _READABLE),
        writable=bool(committed and info.Protect & _WRITABLE),
        executable=bool(committed and info.Protect & _EXECUTABLE),
        shared=line.shared if line else info.Type == _MAPPED,
        path=line.path if line else "",
        offset=line.offset + info.BaseAddress - line.base if line and line.inode else 0,
        device=line.device if line else "",
        inode=line.inode if line else 0,
    )


def _from_line(line: bytes) -> Region | None:
    """Read a line of /proc/PID/maps; None when it is not one."""
    fields = line.split(None, 5)
    if len(fields) < 5 or len(fields[1]) != 4:
        return None
    low, _, high = fields[0].partition(b"-")
    try:
        start, end = int(low, 16), int(high, 16)
        offset, inode = int(fields[2], 16), int(fields[4])
    except ValueError:
        return None
    permissions = fields[1]
    protect = int(_PROTECT.get(permissions[:3], _P.PAGE_NOACCESS))
    shared = permissions[3:] == b"s"
    reserved = permissions[:3] == b"---"
    return Region(
        base=start,
        size=end - start,
        protect=protect,
        state=int(MEMORY_STATE.MEM_RESERVE) if reserved else _COMMIT,
        type=_MAPPED if shared else int(MEMORY_TYPE.MEM_PRIVATE),
        allocation_base=start,
        allocation_protect=protect,
        readable=permissions[:1] == b"r",
        writable=permissions[1:2] == b"w",
        executable=permissions[2:3] == b"x",
        shared=shared,
        path=fields[5].decode("utf-8", "backslashreplace") if len(fields) > 5 else "",
        offset=offset,
        device=fields[3].decode("ascii", "replace"),
        inode=inode,
    )
