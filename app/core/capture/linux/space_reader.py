"""The address space of a process with its modules: read in full, and brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import NoSuchProcessError
from ...intervals import merged, subtract
from ...symbols import elf
from ..snapshot import SoftError
from . import modules
from .guards import may_have_guards, scan_guards, stack_like
from .maps import AddressSpace, parse_maps, parse_vm_flags

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...intervals import Range
    from .fields import Stat
    from .procfs import ProcessDirectory


class SpaceReader:
    """Reads maps, smaps and modules; keeps the last result, so that little is read twice."""

    def __init__(
        self,
        directory: ProcessDirectory,
        read: Callable[[int, int], bytes],
        read_present: Callable[[int, int], bytes],
        *,
        is_64: bool,
    ) -> None:
        """*read* and *read_present* read memory, see :class:`ModuleFinder`."""
        self._directory = directory
        self._finder = modules.ModuleFinder(directory, read, read_present)
        self._is_64 = is_64
        self.last: AddressSpace | None = None
        self.flags_of = b""
        """The text of maps whose lines the flags of smaps are known of."""

    def auxv(self) -> dict[int, int]:
        """Read the auxiliary vector; empty when it cannot be read."""
        try:
            data = self._directory.read("auxv")
        except OSError:
            data = b""
        return elf.parse_auxv(data, is_64=self._is_64)

    def read(self, auxv: dict[int, int], errors: list[SoftError]) -> AddressSpace:
        """Read everything; what is missing without being fatal goes to *errors*."""
        text = self._maps()
        flags: dict[int, int] = {}
        self.flags_of = b""
        try:
            flags = parse_vm_flags(self._directory.pieces("smaps"))
            self.flags_of = text
        except OSError as error:
            errors.append(SoftError("read smaps", f"{error.strerror}: MADV_DONTDUMP unknown."))
        mappings = parse_maps(text)
        found = self._finder.find(mappings, auxv)
        guards = scan_guards(self._directory, may_have_guards(mappings, flags))
        self.last = AddressSpace.of(text, mappings, found.modules, flags, guards, found.notes)
        return self.last

    def refresh(self) -> AddressSpace:
        """Read maps again; what has not changed since the last time is not parsed again."""
        text = self._maps()
        last = self.last
        if last is None:
            return self.read(self.auxv(), [])
        if text == last.text:
            return last
        fresh = last.fresh(text)
        replaced = merged((mapping.start, mapping.end) for mapping in fresh)
        guards = merged(
            [
                *subtract(last.guards, replaced),
                *scan_guards(self._directory, stack_like(fresh)),
            ]
        )
        updated = last.updated(text, guards)
        if updated is None:
            mappings = parse_maps(text)
            # The target stands: no file of an unknown drive is opened now.
            found = self._finder.find(mappings, self.auxv(), files=False)
            flags, notes = last.flags, found.notes
            updated = AddressSpace.of(text, mappings, found.modules, flags, guards, notes)
        self.last = updated
        return updated

    def _maps(self) -> bytes:
        with self._directory.explained("Reading the maps"):
            text = self._directory.read("maps")
        if not text:
            raise NoSuchProcessError(f"Process {self._directory.process_id} has just ended.")
        return text


def process_data(space: AddressSpace, stat: Stat) -> tuple[Range, ...]:
    """Give where arguments, environment and vdso lie."""
    wanted = [stat.arguments, stat.environment]
    wanted += [
        (module.base, module.end) for module in space.modules if module.name == modules.VDSO_NAME
    ]
    found = (space.readable_part(low, high) for low, high in wanted if low < high)
    return tuple(merged(part for part in found if part))
