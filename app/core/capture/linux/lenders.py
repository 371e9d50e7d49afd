"""Which thread of a stopped process may be borrowed for a system call, and where it makes it."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from ...errors import CloneRefusedError
from ...steps import steps
from .. import clone_refusals as because
from . import ptrace
from .mapped_file import MappedFile
from .maps import parse_maps
from .self_restoring import CS, ORIG_RAX, RED_ZONE, RSP, CallSites, loses_its_call, restarts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .maps import AddressSpace, Mapping
    from .procfs import ProcessDirectory

CALL: Final = b"\x0f\x05\xc3"
_GIVES_BACK: Final = (b"\x48\xc7\xc0\x0f\0\0\0\x0f\x05", b"\xb8\x0f\0\0\0\x0f\x05")
_LIBRARIES: Final = re.compile(rb"/(?:libc[.-]|ld[.-]|ld-musl|libpthread[.-])[^/]*$")
_LARGEST_TEXT: Final = 32 << 20
"""Bytes of a file's code that are searched."""
_CODE_64: Final = 0x33
"""__USER_CS: a thread of a 64-bit program may run 32-bit code."""
_FS_BASE: Final = 21
_ROOM: Final = 32 << 10
"""Bytes that have to be free below a stack."""
_FRAMES: Final = 8 << 10
"""Bytes that are mostly used of it."""
_GOOD_ENOUGH: Final = 64
"""So many threads are looked at for the best one."""
_LOSES: Final = 2
CHEAP: Final = 1
DEAR: Final = 3
"""Costs of a thread that takes a page more at the most, and of any."""
_SIGCHLD: Final = 17
_EXIT_SIGNAL: Final = 35
"""Index in what follows the name in stat (field 38)."""
_FILTERED: Final = re.compile(rb"^Seccomp:\s*[12]", re.MULTILINE)
_SHADOWED: Final = re.compile(rb"^x86_Thread_features:.*shstk", re.MULTILINE)


class Lender(NamedTuple):
    """A thread that stands still, as far as it matters here."""

    id: int
    registers: list[int]
    cost: int
    """The lower the better: what it would notice of us being killed."""


def find_call_sites(directory: ProcessDirectory, space: AddressSpace) -> CallSites | None:
    """Find the instructions in the program's C library or loader, or in the program itself.

    The files are searched, so that no page of the program is touched.
    """
    mappings = [
        one
        for one in parse_maps(space.text)
        if one.permissions == b"r-xp" and one.inode and one.end - one.start <= _LARGEST_TEXT
    ]
    mappings.sort(key=lambda one: not _LIBRARIES.search(one.path))
    call = give_back = 0
    for mapping in mappings[:4]:
        text = _text(directory, mapping)
        if not call and (found := text.find(CALL)) >= 0:
            call = mapping.start + found
        places = [text.find(pattern) for pattern in _GIVES_BACK]
        if not give_back and max(places) >= 0:
            give_back = mapping.start + min(place for place in places if place >= 0)
        if call and give_back:
            return CallSites(call, give_back)
    return None


def _text(directory: ProcessDirectory, mapping: Mapping) -> bytes:
    with contextlib.closing(MappedFile(directory, mapping)) as file:
        extent = file.open()
        return extent.up_to(mapping.offset, mapping.end - mapping.start) if extent else b""


def find_lender(
    directory: ProcessDirectory,
    thread_ids: Iterable[int],
    space: AddressSpace,
    read: Callable[[int, int], bytes],
    present: Callable[[int, int], bool],
    *,
    makes: bool = True,
) -> Lender:
    """Choose among stopped threads. Raises CloneRefusedError with what spoke against the last.

    It *makes* a clone, or waits for one.
    *read* reads memory; *present* says whether all pages of a range are there.
    """
    reason = because.NO_THREAD
    best: Lender | None = None
    for count, thread_id in enumerate(steps(list(thread_ids))):
        if best is not None and (count >= _GOOD_ENOUGH or not best.cost):
            break
        registers = ptrace.general_registers(thread_id)
        why = next(_unfit(directory, thread_id, registers, space, read), "")
        if makes and not why and _has_clone_children(directory, thread_id):
            why = because.CLONES_OF_ITS_OWN
        if why:
            reason = why
            continue
        stack = registers[RSP] - RED_ZONE
        cost = _LOSES * loses_its_call(registers) + (not present(stack - _FRAMES, stack))
        if best is None or cost < best.cost:
            best = Lender(thread_id, registers, cost)
    if best is None:
        raise CloneRefusedError(reason)
    return best


def unfit_by_status(status: bytes) -> Iterator[str]:
    """Say what in its status (proc_pid_status(5)) speaks against borrowing a thread."""
    if _FILTERED.search(status):
        yield because.FILTERED
    if _SHADOWED.search(status):
        yield because.SHADOW_STACKS


def _unfit(
    directory: ProcessDirectory,
    thread_id: int,
    registers: list[int],
    space: AddressSpace,
    read: Callable[[int, int], bytes],
) -> Iterator[str]:
    """Say what speaks against borrowing a thread."""
    if registers[CS] != _CODE_64:
        yield because.CODE_32
    yield from unfit_by_status(directory.read(f"task/{thread_id}/status"))
    if not _on_own_stack(thread_id == directory.process_id, registers, space, read):
        yield because.NO_STACK
    if not restarts(registers) and registers[ORIG_RAX] >> 63 and _in_sequence(thread_id, read):
        yield because.IN_SEQUENCE


def _on_own_stack(
    is_first: bool,  # noqa: FBT001 - private, and named where it is called
    registers: list[int],
    space: AddressSpace,
    read: Callable[[int, int], bytes],
) -> bool:
    """Say whether a thread is on the stack it was given, with room below.

    There nothing counts below the red zone. It may elsewhere: coroutines and languages with stacks
    of their own place them on heaps. A thread's own stack is what the kernel calls so, or has the
    thread's control block, which begins with its own address, above it in the same mapping.
    """
    pointer = registers[RSP]
    region = space.at(pointer)
    if region is None or not region.writable or region.shared or pointer - region.base < _ROOM:
        return False
    if is_first:
        return region.path == "[stack]"
    block = registers[_FS_BASE]
    if not pointer < block < region.end:
        return False
    return read(block, 8) == block.to_bytes(8, "little")


def _in_sequence(thread_id: int, read: Callable[[int, int], bytes]) -> bool:
    """Say whether a thread that runs may be within a critical section (rseq(2))."""
    area = ptrace.restartable_sequence(thread_id)
    return area is None or (area != 0 and read(area + 8, 8) != bytes(8))


def _has_clone_children(directory: ProcessDirectory, thread_id: int) -> bool:
    """Say whether a thread has children that only wait4 with __WCLONE tells of."""
    try:
        children = directory.read(f"task/{thread_id}/children").split()
    except OSError:  # a kernel without CONFIG_PROC_CHILDREN
        return False
    for child in children:
        try:
            with open(os.fsencode(b"/proc/%s/stat" % child), "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
        except OSError:
            continue
        if int(fields[_EXIT_SIGNAL]) != _SIGCHLD:
            return True
    return False
