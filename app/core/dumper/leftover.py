"""What a dumper that could not clean up has left at the place of its dump."""

from __future__ import annotations

import contextlib
import os
import time
from enum import Enum
from typing import TYPE_CHECKING, Final

from ..backends.part import PART, remove_abandoned
from ..minidump.long_path import openable
from ..side_thread import answer_unless, answer_within

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST_SECONDS: Final = 2.0
"""How long the drive may take to tell what is there before the dump."""
_LAST_SECONDS: Final = 0.2
"""How long it may take afterwards: it may be what the dumper died of."""

Seen = tuple[int, int] | None
"""Which file has a name: device and inode; None: none has."""


class Left(Enum):
    """What is known to have been left."""

    NOTHING = "no dump"
    DUMP = "a dump that is complete, and was not checked"
    UNKNOWN = "perhaps a part of one"


class Destination:
    """The place of a dump. Make it before the dump begins, :meth:`clear` it when its writer died.

    The drive may hang: no method waits for it for long.
    """

    def __init__(self, path: str, given_up: Callable[[], bool]) -> None:
        """Look at what is at *path* now, unless that is *given_up* first."""
        self._path = path
        self._part = path + PART
        until = time.monotonic() + _FIRST_SECONDS

        def check() -> None:
            if given_up() or time.monotonic() > until:
                raise TimeoutError

        self._before: tuple[Seen, Seen] | None = None
        with contextlib.suppress(TimeoutError):
            self._before = answer_unless(check, self._look)
        self._cleared: Left | None = None

    def clear(self) -> None:
        """Remove the part that the dumper left, and nothing else. The dumper must be dead.

        What was there before it, what another writer holds, and what is no dump is somebody else's.
        """
        self._cleared = answer_within(_LAST_SECONDS, self._clear, Left.UNKNOWN)

    def left(self) -> Left:
        """Say what :meth:`clear` has found or, before it has, what can be seen."""
        return self._cleared or answer_within(
            _LAST_SECONDS, lambda: self._found(otherwise=Left.UNKNOWN), Left.UNKNOWN
        )

    def _clear(self) -> Left:
        if self._before is not None and self._before[1] is None:
            remove_abandoned(self._part)
        return self._found(otherwise=Left.NOTHING)

    def _found(self, *, otherwise: Left) -> Left:
        """Give *otherwise* if nothing new is there."""
        if self._before is None:
            return Left.UNKNOWN
        (path, part), (path_now, part_now) = self._before, self._look()
        if path_now not in (None, path):
            return Left.DUMP
        return otherwise if part_now in (None, part) else Left.UNKNOWN

    def _look(self) -> tuple[Seen, Seen]:
        return _seen(self._path), _seen(self._part)


def _seen(path: str) -> Seen:
    try:
        found = os.lstat(openable(path))
    except OSError:
        return None
    return found.st_dev, found.st_ino
