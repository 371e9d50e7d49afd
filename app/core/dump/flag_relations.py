"""How each flag stands to the others: what it needs, excludes, and is made moot by."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

from ..errors import InvalidRequestError
from ..minidump.constants import MINIDUMP_TYPE as T
from .flags import FLAGS, FlagRow, effective_flags

NEEDS: Final[dict[T, T]] = {
    T.MiniDumpIgnoreInaccessibleMemory: T.MiniDumpWithFullMemory,
    T.MiniDumpScanInaccessiblePartialPages: T.MiniDumpWithFullMemory,
}
"""Flag → the flag without which it says nothing."""


class Relations(NamedTuple):
    """Rows of the table of flags."""

    needs: tuple[FlagRow, ...]
    excludes: tuple[FlagRow, ...]
    """Cannot be asked for at the same time."""
    moot_with: tuple[FlagRow, ...]
    """Have the last word: with one of them the flag does nothing."""


@lru_cache(maxsize=len(FLAGS))
def relations(flag: T) -> Relations:
    """Work out how *flag* stands to every other one, by trying them together."""
    excludes: list[FlagRow] = []
    moot_with: list[FlagRow] = []
    for row in FLAGS:
        if row.flag == flag:
            continue
        try:
            if flag in effective_flags(flag | row.flag).dropped:
                moot_with.append(row)
        except InvalidRequestError:
            excludes.append(row)
    needed = NEEDS.get(flag)
    return Relations(
        tuple(row for row in FLAGS if row.flag == needed), tuple(excludes), tuple(moot_with)
    )
