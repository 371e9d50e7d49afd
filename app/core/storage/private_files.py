"""Small files for nobody but their owner: whole or not at all, mode 0600, no link followed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from ..errors import OutputError, from_oserror
from ..processes.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE_LIMIT: Final = 16 << 20
"""Bytes of such a file: more is not read."""


def write_private(path: Path, content: bytes) -> None:
    """Put *content* in place of what was in *path*. Raises OutputError."""
    with _as_ours("Writing", path):
        make_private_folder(path.parent)
        # mkstemp makes a new file of mode 0600; replacing a link leaves alone what it points to.
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
            with path.open("rb") as file:
                return file.read(limit)
        except FileNotFoundError:
            return b""


def make_private_folder(folder: Path) -> None:
    """Make *folder* with mode 0700 if it is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def read_object(path: Path, problems: list[str]) -> dict[str, object]:
    """Read a JSON object; empty if there is none.

    What cannot be read is told in *problems* and moved aside (``.damaged``), so that it is not
    lost when the file is next written.
    """
    try:
        content = read_private(path)
        return msgspec.json.decode(content, type=dict[str, object]) if content.strip() else {}
    except OutputError as error:
        problems.append(str(error))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        aside = path.with_name(path.name + ".damaged")
        with contextlib.suppress(OSError):
            path.replace(aside)
        problems.append(f"{path.name} is damaged and was set aside as {aside.name}: {error}.")
    return {}


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
