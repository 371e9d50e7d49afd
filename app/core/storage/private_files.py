"""Small files for nobody but their owner: whole or not at all, mode 0600, no link followed."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from ..errors import OutputError, from_oserror
from ..text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

SIZE_LIMIT: Final = 16 << 20
"""Bytes of such a file: more is not read."""


def write_private(path: Path, content: bytes) -> None:
    """Put *content* in place of what was in *path*. Raises OutputError."""
    with _as_ours("Writing", path):
        make_private_folder(path.parent)
        # mkstemp makes a new file of mode 0600; replacing a link leaves alone what it points to.
        import tempfile  # takes 2 ms

        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def read_private(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """Give the first *limit* bytes of *path*, none if there is no such file. Raises OutputError."""
    with _as_ours("Reading", path):
        try:
            if path.exists() and not path.is_file():
                raise OutputError(f"{escaped(str(path))} is not a file.", "Move it away.")
            # Not to wait, should a pipe have come there in the meantime.
            with open(path, "rb", opener=_without_waiting) as file:
                return file.read(limit)
        except FileNotFoundError:
            return b""


@contextlib.contextmanager
def append_private(path: Path) -> Iterator[TextIO]:
    """Open *path* to read its lines and add to them; it is made at first. Raises OutputError."""
    with _as_ours("Opening", path):
        make_private_folder(path.parent)
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(path, flags, 0o600)
        with os.fdopen(descriptor, "a+", encoding="utf-8", errors="replace") as file:
            file.seek(0)
            yield file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def make_private_folder(folder: Path) -> None:
    """Make *folder* with mode 0700 if it is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def read_object(path: Path, problems: list[str]) -> dict[str, object]:
    """Read a JSON object; empty if there is none.

    What cannot be read is told in *problems* and kept beside, so that it is not lost when the file
    is next written. Raises OutputError if that is not possible.
    """
    try:
        content = read_private(path, SIZE_LIMIT + 1)
        check_size(content)
        return msgspec.json.decode(content, type=dict[str, object]) if content.strip() else {}
    except OutputError as error:
        keep_beside(path, error.cause, problems)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        keep_beside(path, f"{error}.", problems)
    return {}


def check_size(content: bytes) -> None:
    """Refuse what is too long to be one of our files. Raises OutputError."""
    if len(content) > SIZE_LIMIT:
        raise OutputError(f"It is larger than {SIZE_LIMIT >> 20} MiB.")


def keep_beside(path: Path, why: str, problems: list[str], *, copied: bool = False) -> None:
    """Keep what is broken in *path* under another name, and tell it in *problems*.

    It is moved, whatever it is; *copied*, a file that is of use in part stays as well. Raises
    OutputError.
    """
    aside = _free_name(path)
    with _as_ours("Keeping a copy of", path):
        if copied:
            write_private(aside, read_private(path))
        else:
            path.rename(aside)
    name = escaped(path.name)
    problems.append(f"{name} is broken and was kept as {escaped(aside.name)}: {why}")


def _free_name(path: Path) -> Path:
    """Name what is kept of *path* now."""
    stem = f"{path.name}.broken-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
    names = (path.with_name(f"{stem}-{n}" if n > 1 else stem) for n in itertools.count(1))
    return next(name for name in names if not os.path.lexists(name))


def write_object(path: Path, value: object) -> None:
    """Write *value* as JSON for people to read. Raises OutputError."""
    write_private(path, msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")


@contextlib.contextmanager
def _as_ours(doing: str, path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        remedy = "See who owns the file and its folder, and whether the drive is full."
        told = f"{doing} {escaped(str(path))}"
        raise from_oserror(error, told, remedy=remedy, as_type=OutputError) from error
