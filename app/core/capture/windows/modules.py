"""The modules of a process, in the order of its loader, with what their headers say."""

from __future__ import annotations

import ctypes
from ctypes import c_size_t, c_uint32
from typing import TYPE_CHECKING, Final

from ...steps import steps
from ..pe import read_image
from ..snapshot import Module, SoftError
from .address_space import drives, with_drive
from .api import MODULEINFO, address_of, explain, last_error, windows

if TYPE_CHECKING:
    from ..pe import Tls
    from .address_space import Memory

_ALL: Final = 3
"""LIST_MODULES_ALL: a 32-bit process has 64-bit modules too."""
_FIRST_GUESS: Final = 1024
_LONGEST_PATH: Final = 32768
_STAGE: Final = "list modules"


def read_modules(
    process: int, memory: Memory
) -> tuple[tuple[Module, ...], dict[int, Tls], list[SoftError]]:
    """Give the modules, the program first, and by base the thread-local storage they have."""
    bases, errors = _bases(process)
    known = drives()
    buffer = ctypes.create_unicode_buffer(_LONGEST_PATH)
    modules: list[Module] = []
    storage: dict[int, Tls] = {}
    for base in steps(bases):
        info = MODULEINFO()
        if not windows.K32GetModuleInformation(
            process, base, address_of(info), ctypes.sizeof(info)
        ):
            continue  # it was unloaded meanwhile
        buffer.value = ""
        windows.K32GetModuleFileNameExW(process, base, buffer, _LONGEST_PATH)
        name = with_drive(buffer.value, known)
        image = read_image(base, memory.read)
        if image is None:
            errors.append(SoftError("read module", f"{name} has no headers.", base))
            modules.append(Module(base, int(info.SizeOfImage), name))
            continue
        if image.tls is not None:
            storage[base] = image.tls
        modules.append(
            Module(
                base=base,
                size=int(info.SizeOfImage) or image.size,
                name=name,
                check_sum=image.check_sum,
                time_date_stamp=image.time_date_stamp,
                version=image.version,
                cv_record=image.cv_record,
                misc_record=image.misc_record,
                entry=image.entry,
                segments=image.sections,
                headers=image.headers,
            )
        )
    return tuple(modules), storage, errors


def _bases(process: int) -> tuple[list[int], list[SoftError]]:
    """Ask until the list is not longer than there is room for it."""
    count = _FIRST_GUESS
    for _ in range(8):
        array = (c_size_t * count)()
        needed = c_uint32()
        if not windows.K32EnumProcessModulesEx(
            process, array, ctypes.sizeof(array), address_of(needed), _ALL
        ):
            return [], [SoftError(_STAGE, f"{explain(last_error())}.")]
        found = int(needed.value) // ctypes.sizeof(c_size_t)
        if found <= count:
            return list(array[:found]), []
        count = found * 2
    return [], [SoftError(_STAGE, "It loads modules faster than they can be listed.")]
