"""Dumps that are being written, noted where the next start finds them: a file for each.

Who writes a dump removes its ``.part`` on every way out; and its client, when the writer dies.
Where both were killed, or the machine stopped, nobody did: the next start does.
"""

from __future__ import annotations

import contextlib
import os
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec

from ..backends.part import PART, remove_abandoned
from ..capture.target import key_of
from ..errors import DumpDeskError
from ..process_key import ProcessKey
from ..side_thread import answer_within
from .paths import history_path
from .private_files import read_private, write_private

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER: Final = "unfinished"
"""Beside the history."""
_SIZE_LIMIT: Final = 1 << 20
_SECONDS: Final = 1.0
_SUFFIX: Final = ".json"


class _Note(msgspec.Struct):
    """Which dump, and which process of ours sees to it."""

    path: str
    pid: int
    started: int


class Unfinished:
    """The notes in a folder, by default the user's."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or history_path().with_name(FOLDER)

    @contextlib.contextmanager
    def noted(self, path: str) -> Iterator[None]:
        """Have it noted for the length of a block that a dump is written to *path*.

        A dump is worth more than its note: what cannot be noted is written all the same.
        """
        note = self._folder / f"{os.urandom(8).hex()}{_SUFFIX}"
        answer_within(_SECONDS, partial(_note, note, path), None)
        try:
            yield
        finally:
            answer_within(_SECONDS, partial(_unnote, note), None)

    def sweep(self) -> list[str]:
        """Remove what processes that are gone have left; give the paths of the dumps.

        Nothing goes that is a whole file of somebody else's, a link, or open anywhere. A drive that
        does not answer is not waited for: the note stays for the next time.
        """
        return answer_within(_SECONDS, self._sweep, [])

    def _sweep(self) -> list[str]:
        swept = []
        notes: list[Path] = []
        with contextlib.suppress(OSError):
            notes = [note for note in self._folder.iterdir() if note.suffix == _SUFFIX]
        for note in notes:
            with contextlib.suppress(OSError, DumpDeskError, msgspec.MsgspecError):
                told = msgspec.json.decode(read_private(note, _SIZE_LIMIT), type=_Note)
                if _is_alive(ProcessKey(told.pid, told.started)):
                    continue
                if os.path.lexists(told.path + PART):
                    remove_abandoned(told.path + PART)
                    swept.append(told.path)
            with contextlib.suppress(OSError):
                note.unlink()
        return swept


def _note(note: Path, path: str) -> None:
    with contextlib.suppress(OSError, DumpDeskError):  # the folder that one stands in may be gone
        own = key_of(os.getpid())
        told = _Note(os.path.abspath(path), own.pid, own.started)  # noqa: PTH100 - links stay
        write_private(note, msgspec.json.encode(told))


def _unnote(note: Path) -> None:
    with contextlib.suppress(OSError):
        note.unlink(missing_ok=True)


def _is_alive(key: ProcessKey) -> bool:
    try:
        return key_of(key.pid) == key
    except DumpDeskError:
        return False
