"""The dynamic linker's list of libraries, where a dump lacks the memory that it stands in.

Debuggers find libraries through the program's dynamic section, whose DT_DEBUG leads to r_debug and
that to a chain of link_map (link.h). Small dumps have little of that memory, but a stream that says
what stood in it (LinuxDsoDebug). From it the chain is built anew, at an address where the process
had nothing, and DT_DEBUG of the dynamic section is made to lead there.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..intervals import Range
    from ..minidump.streams.linux_dso_debug import DsoDebug

_DT_DEBUG: Final = 21
_R_DEBUG: Final = {"Q": "<i4xQQi4xQ", "I": "<iIIiI"}
"""r_debug: version, first link_map, address of the hook, state, base of the linker."""
_PAGE: Final = 4096
_LOWEST: Final = 0x10000
_MOST: Final = 1 << 16
"""Libraries that are listed."""
_NAME: Final = 4096


def linker_list(
    debug: DsoDebug, bits: int, taken: Sequence[Range], read: Callable[[int, int], bytes]
) -> dict[int, bytes]:
    """Give what has to be in memory, by address, for the list to be found; nothing if it is.

    *taken* (merged) are the addresses that the process used, *read* gives what the dump stores.
    """
    word = "Q" if bits == 64 else "I"
    section = debug.dynamic_section
    entry = struct.Struct(f"<2{word}")
    known = read(debug.dynamic, len(section)) or section
    tags = [tag for tag, _ in entry.iter_unpack(known[: len(known) // entry.size * entry.size])]
    if not debug.link_maps or _DT_DEBUG not in tags:
        return {}
    at = tags.index(_DT_DEBUG) * entry.size
    (_, root) = entry.unpack_from(known, at)
    if len(known) == len(section) and _is_whole(root, len(debug.link_maps), word, read):
        return {debug.dynamic: section} if not read(debug.dynamic, 1) else {}
    maps = debug.link_maps[:_MOST]
    names = [link.name.encode("utf-8", "surrogateescape") + b"\0" for link in maps]
    head, link = struct.Struct(_R_DEBUG[word]), struct.Struct(f"<5{word}")
    size = head.size + link.size * len(maps) + sum(map(len, names))
    start = _free(taken, size)
    places = [start + head.size + link.size * number for number in range(len(maps))]
    text = start + head.size + link.size * len(maps)
    chain = head.pack(debug.version, places[0], debug.brk, 0, debug.linker_base)
    for number, (one, name) in enumerate(zip(maps, names, strict=True)):
        following = places[number + 1] if number + 1 < len(maps) else 0
        chain += link.pack(
            one.address, text, one.dynamic, following, places[number - 1] if number else 0
        )
        text += len(name)
    led = known[:at] + entry.pack(_DT_DEBUG, start) + known[at + entry.size :]
    return {start: chain + b"".join(names), debug.dynamic: led}


def _is_whole(root: int, count: int, word: str, read: Callable[[int, int], bytes]) -> bool:
    """Say whether the chain that begins at *root* is stored, with all names."""
    size = struct.calcsize(f"<{word}")
    at = int.from_bytes(read(root + size, size), "little")  # r_map is the second of r_debug
    for _ in range(count):
        link = read(at, 5 * size)
        if len(link) < 5 * size:
            return False
        _, name, _, following, _ = struct.unpack(f"<5{word}", link)
        if b"\0" not in read(name, _NAME):
            return False
        at = following
    return at == 0


def _free(taken: Sequence[Range], size: int) -> int:
    """Find room for *size* bytes below or between what is *taken*."""
    start = _LOWEST
    for low, high in taken:
        if start + size + _PAGE <= low:
            break
        start = max(start, -(-high // _PAGE) * _PAGE + _PAGE)
    return start
