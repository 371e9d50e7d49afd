"""The dynamic linker's own list of loaded objects (struct r_debug and link_map, link.h)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ...minidump.streams.linux_dso_debug import DsoDebug, LinkMap
from ...steps import step

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_PHDR: Final = 3
_AT_PHENT: Final = 4
_AT_PHNUM: Final = 5
_PT_DYNAMIC: Final = 2
_PT_PHDR: Final = 6
_DT_DEBUG: Final = 21
_MOST_HEADERS: Final = 256
_MOST_OBJECTS: Final = 2048
"""Breakpad's readers take no more modules than this either."""
_MOST_DYNAMIC: Final = 4096
_MOST_NAME: Final = 4096


class _Layout(NamedTuple):
    """Where things stand for one word size."""

    header: struct.Struct
    """p_type, p_vaddr, p_memsz of a program header."""
    word: str
    debug: struct.Struct
    """r_version, r_map, r_brk, r_ldbase."""
    link_map: struct.Struct
    """l_addr, l_name, l_ld, l_next."""


_LAYOUT_64: Final = _Layout(
    struct.Struct("<I12xQ16xQ"), "Q", struct.Struct("<I4xQQ8xQ"), struct.Struct("<QQQQ")
)
_LAYOUT_32: Final = _Layout(
    struct.Struct("<I4xI8xI"), "I", struct.Struct("<III4xI"), struct.Struct("<IIII")
)


def read_dso_debug(
    read: Callable[[int, int], bytes], auxv: dict[int, int], *, is_64: bool
) -> DsoDebug | None:
    """Follow the program headers to the linker's list; None for programs without one.

    *read* gives up to so many bytes of the target. Nothing in its memory is trusted: a list that
    is damaged or never ends gives what could be read of it.
    """
    layout = _LAYOUT_64 if is_64 else _LAYOUT_32
    found = _dynamic_range(read, auxv, layout)
    if found is None:
        return None
    address, size = found
    section = read(address, min(size, _MOST_DYNAMIC))
    entry = 2 * struct.calcsize(layout.word)
    section = section[: len(section) - len(section) % entry]
    pairs = struct.iter_unpack(f"<2{layout.word}", section)
    debug_address = next((value for tag, value in pairs if tag == _DT_DEBUG), 0)
    data = read(debug_address, layout.debug.size) if debug_address else b""
    if len(data) < layout.debug.size:
        return None
    version, first, brk, linker_base = layout.debug.unpack(data)
    return DsoDebug(version, brk, linker_base, address, _link_maps(read, first, layout), section)


def _dynamic_range(
    read: Callable[[int, int], bytes], auxv: dict[int, int], layout: _Layout
) -> tuple[int, int] | None:
    start, size = auxv.get(_AT_PHDR, 0), auxv.get(_AT_PHENT, 0)
    count = min(auxv.get(_AT_PHNUM, 0), _MOST_HEADERS)
    if not start or not layout.header.size <= size <= _MOST_DYNAMIC:
        return None
    data = read(start, size * count)
    headers = [
        layout.header.unpack_from(data, offset)
        for offset in range(0, len(data) - layout.header.size + 1, size)
    ]
    bias = next((start - address for kind, address, _ in headers if kind == _PT_PHDR), 0)
    return next(
        ((bias + address, size) for kind, address, size in headers if kind == _PT_DYNAMIC), None
    )


def _link_maps(
    read: Callable[[int, int], bytes], first: int, layout: _Layout
) -> tuple[LinkMap, ...]:
    result: list[LinkMap] = []
    seen: set[int] = set()
    address = first
    while address and address not in seen and len(result) < _MOST_OBJECTS:
        step()
        seen.add(address)
        data = read(address, layout.link_map.size)
        if len(data) < layout.link_map.size:
            break
        base, name, dynamic, address = layout.link_map.unpack(data)
        text = read(name, _MOST_NAME).partition(b"\0")[0] if name else b""
        result.append(LinkMap(base, text.decode("utf-8", "replace"), dynamic))
    return tuple(result)
