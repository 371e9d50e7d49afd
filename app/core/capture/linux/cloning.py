"""The copy of a target while there is one: prepared, made in the stop, and ended after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import CloneRefusedError
from ...steps import undisturbed
from .. import clone_refusals as because

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...intervals import Range
    from .cloned_space import ClonedSpace, Unforked
    from .procfs import ProcessDirectory
    from .self_restoring import CallSites
    from .space_reader import SpaceReader
    from .target_memory import TargetMemory
    from .tracer import Tracer


class Cloning:
    """Makes copies of one program, one at a time."""

    def __init__(
        self, directory: ProcessDirectory, spaces: SpaceReader, memory: TargetMemory
    ) -> None:
        """Copy the process of *directory*, and have *memory* read from the copy."""
        self._directory = directory
        self._spaces = spaces
        self._memory = memory
        self._sites: CallSites | None = None
        self._foreseen: Unforked | None = None
        self._cloned: ClonedSpace | None = None

    def prepare(self) -> None:
        """Search files for what is needed; see Target.prepare_clone."""
        from .cloned_space import Unforked
        from .lenders import find_call_sites

        space = self._spaces.last
        if space is None:
            return
        self._foreseen = Unforked.of(space)
        if self._sites is None:
            self._sites = find_call_sites(self._directory, space)

    def make(self, ranges: Sequence[Range], tracer: Tracer | None) -> list[Range]:
        """Make a copy of the process that *tracer* holds; see Target.clone."""
        space, foreseen = self._spaces.last, self._foreseen
        if tracer is None or space is None or foreseen is None or self._sites is None:
            raise CloneRefusedError(because.NO_PLACE)
        from .cloned_space import ClonedSpace

        self._cloned = ClonedSpace(
            self._directory,
            tracer,
            space,
            self._sites,
            self._memory.own,
            self._memory.presence,
            foreseen,
        )
        self._memory.use(self._cloned.make())
        return self._cloned.unlike(ranges, self._spaces.flags_of)

    def let_go_of_files(self) -> None:
        """Have a copy close the target's files, once that runs."""
        if self._cloned is not None:
            self._cloned.let_go_of_files()

    def end(self) -> None:
        """End the copy, if there is one; see Target.end_clone."""
        cloned, self._cloned = self._cloned, None
        self._memory.use(None)
        if cloned is not None:
            with undisturbed():
                cloned.end()
