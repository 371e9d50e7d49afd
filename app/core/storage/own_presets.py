"""The user's own presets, in the order the user put them."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from ..dump.flags import effective_flags, flag_names, parse_flags
from ..dump.presets import PRESETS, Preset
from ..errors import InvalidRequestError, OutputError
from ..text import escaped
from .locked import locked
from .paths import presets_path
from .private_files import keep_beside, read_object, write_object

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_T = TypeVar("_T")
LIMIT: Final = 200
NOT_A_LIST: Final = "The presets are not a list."
_NAME_LIMIT: Final = 60
_UNSAFE: Final = re.compile(r"\W+")


class _Row(msgspec.Struct, omit_defaults=True):
    """One preset in the file."""

    name: str
    flags: str
    help: str = ""


class OwnPresets:
    """Own presets. Every change is made to the file as it is by then, and written.

    Any number of programs may change them at the same time. Changes raise InvalidRequestError
    (nothing is changed) or OutputError (it could not be written, but holds until there is another
    one). ``problems`` says what of the file could not be read; it is kept beside. One thread makes
    changes at a time.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Read *path*, by default the user's file."""
        self._path = path or presets_path()
        self._presets: list[Preset] = []
        self.presets: tuple[Preset, ...] = ()
        """All of them, in order. May be read while another thread makes a change."""
        self.problems: list[str] = []
        try:
            if self._read():
                with locked(self._path):
                    self._keep_broken(self._read())
        except OutputError as error:
            self.problems.append(str(error))
        self.presets = tuple(self._presets)

    def _read(self) -> list[str]:
        """Read the file anew; give what was wrong with single rows."""
        self._presets = []
        wrong: list[str] = []
        rows = read_object(self._path, self.problems).get("presets", [])
        for row in rows if isinstance(rows, list) else []:
            try:
                found = msgspec.convert(row, _Row)
                self._presets.append(self._made(found.name, parse_flags(found.flags), found.help))
            except (msgspec.ValidationError, InvalidRequestError) as error:
                wrong.append(getattr(error, "cause", str(error)))
        return wrong if isinstance(rows, list) else [NOT_A_LIST]

    def _keep_broken(self, wrong: list[str]) -> None:
        if wrong:
            for why in wrong:
                self.problems.append(f"A preset of {self._path.name} is left out: {why}")
            keep_beside(self._path, "Not all of it is valid.", self.problems, copied=True)
            self._write()

    def _changed(self, change: Callable[[], _T]) -> _T:
        """Make a *change* to what is in the file by now."""
        with contextlib.ExitStack() as closing:
            closing.callback(self._show)
            try:
                closing.enter_context(locked(self._path))
                self._keep_broken(self._read())
            except OutputError:
                change()
                raise
            result = change()
            self._write()
        return result

    def _show(self) -> None:
        self.presets = tuple(self._presets)

    def add(self, name: str, flags: int, explanation: str = "") -> Preset:
        """Put a new one at the end."""

        def change() -> Preset:
            preset = self._made(name, flags, explanation)
            self._presets.append(preset)
            return preset

        return self._changed(change)

    def change(self, key: str, flags: int) -> Preset:
        """Give a preset other flags."""
        effective_flags(flags)
        return self._changed(
            lambda: self._put(key, self._presets[self._index(key)]._replace(flags=flags))
        )

    def rename(self, key: str, name: str) -> Preset:
        """Give a preset another name, and with it another key."""

        def change() -> Preset:
            old = self._presets[self._index(key)]
            return self._put(key, self._made(name, old.flags, old.help, instead_of=key))

        return self._changed(change)

    def move(self, key: str, index: int) -> None:
        """Put a preset at *index* among the own ones."""

        def change() -> None:
            preset = self._presets.pop(self._index(key))
            self._presets.insert(index, preset)

        self._changed(change)

    def remove(self, key: str) -> None:
        """Take a preset out."""

        def change() -> None:
            del self._presets[self._index(key)]

        self._changed(change)

    def _put(self, key: str, preset: Preset) -> Preset:
        self._presets[self._index(key)] = preset
        return preset

    def _index(self, key: str) -> int:
        for index, preset in enumerate(self._presets):
            if preset.key == key:
                return index
        raise InvalidRequestError(f"There is no own preset {key!r}.")

    def _made(self, name: str, flags: int, explanation: str, instead_of: str = "") -> Preset:
        name = " ".join(name.split())
        if not 0 < len(name) <= _NAME_LIMIT or not name.isprintable():
            raise InvalidRequestError(
                f"“{escaped(name[:_NAME_LIMIT])}” cannot be the name of a preset.",
                f"Write one of 1 to {_NAME_LIMIT} characters.",
            )
        effective_flags(flags)
        others = [*PRESETS, *(p for p in self._presets if p.key != instead_of)]
        if any(name.casefold() == other.name.casefold() for other in others):
            raise InvalidRequestError(
                f"There is a preset “{name}” already.", "Choose another name."
            )
        if len(others) >= LIMIT + len(PRESETS):
            raise InvalidRequestError(f"There are {LIMIT} own presets.", "Remove one first.")
        return Preset(_key(name, {other.key for other in others}), name, flags, explanation)

    def _write(self) -> None:
        rows = [_Row(own.name, flag_names(own.flags), own.help) for own in self._presets]
        write_object(self._path, {"dumpdesk-presets": 1, "presets": rows})


def _key(name: str, taken: set[str]) -> str:
    """Make of *name* what the command line and file names call the preset."""
    base = _UNSAFE.sub("-", name.lower()).strip("-_") or "preset"
    number = 1
    key = base
    while key in taken:
        number += 1
        key = f"{base}-{number}"
    return key
