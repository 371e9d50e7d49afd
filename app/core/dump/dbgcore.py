"""What Microsoft's writer stores and cuts in ways of its own: facts that plans of Windows go by.

Observed of dbgcore 10.0.22621 on x64: every kind of memory with a rule of its own was asked for,
cut by RemoveMemory and, in full dumps, by IncludeVmRegion, and the files were looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..intervals import merged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..intervals import Range
    from .pieces import Piece

NEVER_CUT: Final[dict[str, str]] = {
    "data": "global variables of modules",
    "code": "code around instruction pointers and of modules",
    "tls": "thread-local data",
    "thread data": "data of threads (TEB, FLS)",
    "process data": "data of the process (PEB, arguments, environment)",
}
"""Kind of memory that RemoveMemory does not take out → what it is called.

Everything else is cut to the byte: stacks, private memory, headers, what a callback added or a
stack points to, and the code around an exception.
"""

USER_SHARED_DATA: Final = (0x7FFE0000, 0x7FFE0000 + 1848)
"""KUSER_SHARED_DATA as far as MiniDumpWithAvxXStateContext stores it."""

ESSENTIAL: Final = 2
"""So many ranges of each thread and of the process are stored with MiniDumpWithoutOptionalData or
MiniDumpFilterTriage: TEB and TLS vector, PEB and loader data. The rest (FLS data, arguments,
environment) is not."""


def is_never_cut(piece: Piece) -> bool:
    """Say whether *piece* stays, whatever RemoveMemory answers.

    The code around an exception, which can be cut, is the one that no thread or module owns.
    """
    return piece.kind in NEVER_CUT and not (piece.kind == "code" and not piece.owner)


def whole_pages(holes: Iterable[Range], page: int) -> list[Range]:
    """Widen *holes* to pages of so many bytes, merged.

    IncludeVmRegion keeps a page of which any byte is wanted, so that a hole within a page, and the
    ends of larger ones, would stay in the file.
    """
    return merged((start // page * page, -(-end // page) * page) for start, end in holes)
