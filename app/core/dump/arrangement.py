"""Where everything lies in the file of a dump: all of the layout that the copying waits for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from ..intervals import intersect, merged, subtract, total
from ..minidump.constants import MINIDUMP_STREAM_TYPE
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.layout import MemoryBlock
from ..minidump.streams.memory_list import needs_memory64
from ..minidump.writer import Minidump
from ..steps import steps
from .contents import dump_streams
from .left_out import LeftOut, left_out, telling
from .machine import is_windows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.snapshot import ProcessSnapshot
    from ..intervals import Range
    from .filter_callback import FilterCallback
    from .pieces import MemoryChoice
    from .request import DumpRequest
    from .selection import Selection

_ENVIRONMENT: Final = MINIDUMP_STREAM_TYPE.LinuxEnviron
_FAR: Final = 0xF000_0000
"""A dump larger than this (bytes) puts the stacks first, where 32-bit offsets can name them."""
_LARGE: Final = 32 << 20
"""Memory of so many bytes begins with a page of the file: pages that are copied fill its pages."""
_PAGE: Final = 4096


class DumpForm(NamedTuple):
    """How memory is put into the file."""

    is_wide: bool
    """As a Memory64List."""
    stacks_first: bool
    """In front of the rest, where 32-bit offsets reach."""


class Arrangement(NamedTuple):
    """Everything in its place; what a large dump needs to know while the target stands still."""

    memory: MemoryChoice
    minidump: Minidump
    """Placed."""
    form: DumpForm
    left_out: tuple[LeftOut, ...]
    out: tuple[Range, ...]
    """Memory of which no byte may be in the file."""
    rules: FilterCallback | None
    """Those that took part."""


def arrange(
    snapshot: ProcessSnapshot,
    request: DumpRequest,
    flags: int,
    selection: Selection,
    memory: MemoryChoice,
    *,
    rules: FilterCallback | None = None,
    power: bool = True,
    form: DumpForm | None = None,
) -> Arrangement:
    """Give everything its place in the file. Asks nobody; may be repeated with less memory.

    *flags* are the effective ones. *rules* are those that took part in the choice: they say why
    something was left out. With the *form* of an earlier arrangement what is left keeps its order.
    """
    stored = memory.stored()
    if form is None:
        form = _form(stored, snapshot, flags)
    blocks = _blocks(stored, snapshot, form)
    lacks = left_out(snapshot, flags, selection, memory, rules, blank=request.blank)
    removed = rules.removed if rules is not None else ()
    out = tuple(merged([*memory.out, *memory.kept_out, *removed]))
    streams = dump_streams(
        _without_texts_of(snapshot, out),
        telling(request, lacks),
        flags,
        selection.threads,
        selection.modules,
        blocks,
        power=power,
        is_wide=form.is_wide,
    )
    minidump = Minidump(streams, blocks, int(flags), snapshot.timestamp)
    minidump.place()
    return Arrangement(memory, minidump, form, lacks, out, rules)


def _without_texts_of(snapshot: ProcessSnapshot, out: Sequence[Range]) -> ProcessSnapshot:
    """Give *snapshot* without the environment as a text, if any of its memory is left out."""
    if not intersect(snapshot.process_data, out):
        return snapshot
    kept = {kind: text for kind, text in snapshot.texts.items() if kind != _ENVIRONMENT}
    return replace(snapshot, texts=kept)


def _form(stored: list[Range], snapshot: ProcessSnapshot, flags: int) -> DumpForm:
    if is_windows(snapshot):  # DbgHelp looks at nothing but the flag
        return DumpForm(is_wide=bool(flags & T.MiniDumpWithFullMemory), stacks_first=False)
    size = total(stored)
    is_wide = bool(flags & T.MiniDumpWithFullMemory) or needs_memory64(len(stored), size)
    return DumpForm(is_wide, size > _FAR)


def _blocks(stored: list[Range], snapshot: ProcessSnapshot, form: DumpForm) -> list[MemoryBlock]:
    if form.is_wide:
        # Readers of a Memory64List (udmp-parser) look each range up in the MemoryInfoList.
        inside = intersect(
            stored, [(region.base, region.end) for region in steps(snapshot.regions)]
        )
        if total(inside) < total(stored):
            inside = sorted([*inside, *subtract(stored, merged(inside))])
        stored = inside
    if form.stacks_first:
        stacks = intersect(merged(thread.stack for thread in steps(snapshot.threads)), stored)
        stored = [*stacks, *subtract(stored, merged(stacks))]
    blocks = [MemoryBlock(start, end - start) for start, end in steps(stored)]
    if not is_windows(snapshot) and total(stored) >= _LARGE:
        blocks[0].align = _PAGE
    return blocks
