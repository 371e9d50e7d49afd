"""Where guard pages stand inside mappings (MADV_GUARD_INSTALL, Linux 6.13).

glibc from 2.42 on guards stacks so: neighbouring stacks become one mapping of /proc/PID/maps, which
does not show the guards. Where the kernel tells of them:

- smaps VmFlags ``gu``: there may be guards in this mapping;
- PAGEMAP_SCAN, category PAGE_IS_GUARD (include/uapi/linux/fs.h);
- /proc/PID/pagemap, bit 58 (Documentation/admin-guide/mm/pagemap.rst).
"""

from __future__ import annotations

import functools
import mmap
import os
from typing import TYPE_CHECKING, Final

from ...intervals import intersect, merged, total
from ...steps import steps
from . import pagemap
from .maps import MAY_GUARD, parse_vm_flags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...intervals import Range
    from .maps import Mapping
    from .procfs import ProcessDirectory

_MADV_GUARD_INSTALL: Final = 102
"""include/uapi/asm-generic/mman-common.h"""
_READ_LIMIT: Final = 16 << 30
"""Bytes of memory that are looked through entry by entry at the most: it takes 8 bytes a page."""


def scan_guards(directory: ProcessDirectory, ranges: Sequence[Range]) -> list[Range]:
    """Say which pages of *ranges* are guards, sorted and merged; none where nobody tells."""
    wanted = merged(ranges)
    if not wanted or not _kernel_has_guards():
        return []
    try:
        descriptor = directory.open("pagemap")
    except OSError:
        return []
    try:
        try:
            found = pagemap.scan(descriptor, wanted, pagemap.GUARD)
        except OSError:  # EINVAL, ENOTTY: a kernel whose scan does not know of guards
            if total(wanted) > _READ_LIMIT:
                return []
            found = pagemap.read(descriptor, wanted, pagemap.GUARD).certain
    except OSError:
        return []
    finally:
        os.close(descriptor)
    return intersect(merged(found), wanted)


def may_have_guards(mappings: Sequence[Mapping], flags: dict[int, int]) -> list[Range]:
    """Give the mappings to look for guards in, by what smaps tells of them (*flags*).

    Where smaps does not tell, all that can be a stack.
    """
    if not _kernel_has_guards():
        return []
    if _smaps_tells():
        starts = {start for start, value in steps(flags.items()) if value & MAY_GUARD}
        return [(one.start, one.end) for one in steps(mappings) if one.start in starts]
    return stack_like(mappings)


def stack_like(mappings: Sequence[Mapping]) -> list[Range]:
    """Give those of *mappings* that a thread's stack can be: private memory without a file."""
    return [
        (one.start, one.end)
        for one in steps(mappings)
        if not one.inode and one.permissions[:2] == b"rw" and one.permissions[3:] == b"p"
    ]


@functools.cache
def _probe() -> bytes | None:
    """Make a guard of our own and read smaps; None where the kernel knows no guards."""
    size = 4 * mmap.PAGESIZE
    with mmap.mmap(-1, size, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as area:
        try:
            area.madvise(_MADV_GUARD_INSTALL, mmap.PAGESIZE, mmap.PAGESIZE)
        except (OSError, ValueError):
            return None
        try:
            with open("/proc/self/smaps", "rb") as file:
                return file.read()
        except OSError:
            return b""


def _kernel_has_guards() -> bool:
    return _probe() is not None


@functools.cache
def _smaps_tells() -> bool:
    return any(value & MAY_GUARD for value in parse_vm_flags([_probe() or b""]).values())
