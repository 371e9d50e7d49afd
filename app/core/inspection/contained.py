"""Minidumps inside other files: compressed, in archives (zip), in uploads (multipart).

Nothing is kept in memory but a block, and no file is written whose content is not a minidump.
"""

from __future__ import annotations

import bz2
import contextlib
import gzip
import lzma
import os
import re
import shutil
import subprocess
import zipfile
import zlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol, cast

from ..errors import InvalidDumpError, OutputError, from_oserror
from ..minidump.constants import SIGNATURE
from ..minidump.file_bytes import open_regular
from ..minidump.long_path import openable
from .new_file import new_private_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from typing import BinaryIO

_BLOCK: Final = 1 << 20
_MAGIC: Final = SIGNATURE.to_bytes(4, "little")
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_HEADERS: Final = 16384
"""Bytes of the headers of a part that are believed."""
_PARTS: Final = 10_000
_BIT_BY_BIT: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How members may be packed. Of bzip2 and LZMA ``zipfile`` unpacks all that 4 KiB hold at once, and
that may be gigabytes."""
_BROKEN: Final = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)
_NAME: Final = re.compile(rb'filename="([^"\r\n]*)"', re.IGNORECASE)


class _Packing(NamedTuple):
    magic: bytes
    suffix: str
    open: Callable[[Any], AbstractContextManager[Source]]
    """Of a _Span, which each takes for a file."""


class Source(Protocol):
    """Gives bytes from the start on."""

    def read(self, size: int = -1, /) -> bytes:
        """Give up to *size* bytes; none at the end."""


class Contained(NamedTuple):
    """A minidump in another file."""

    name: str
    """What it is called there, without folders; empty if it has no name."""
    open: Callable[[], AbstractContextManager[Source]]


def contained_dumps(path: str | os.PathLike[str]) -> list[Contained]:
    """List the minidumps in the file at *path*; an empty list if there are none.

    Raises OutputError if the file cannot be read, InvalidDumpError if it is damaged.
    """
    with _explained(path), open_regular(openable(path)) as file:
        head = file.read(_HEADERS)
        packing = _packing(head)
        if packing is not None:
            opened = partial(_span, path, 0, file.seek(0, os.SEEK_END), packing)
            found = [Contained(Path(path).name.removesuffix(packing.suffix), opened)]
        elif head.startswith(_ZSTD):
            name = Path(path).name.removesuffix(".zst")
            found = [Contained(name, partial(_zstd, path))] if shutil.which("zstd") else []
        elif head.startswith(b"PK\x03\x04"):
            found = list(_members(path))
        elif head.lstrip(b"\r\n").startswith(b"--"):
            found = list(_parts(path, file, head))
        else:
            found = []
        return [one for one in found if _begins_as_dump(one)]


def unpack(contained: Contained, target: str | os.PathLike[str]) -> int:
    """Write what is *contained* into the new file *target*, for its owner alone; its bytes.

    Raises OutputError if it cannot be written or is there already, InvalidDumpError if what it is
    in is damaged; nothing is left then.
    """
    # Some damage shows only when the source is closed, which is to cost the file.
    with _explained(target), new_private_file(target) as file, contained.open() as source:
        while block := source.read(_BLOCK):
            file.write(block)
        return file.tell()


def unpack_all(path: str | os.PathLike[str]) -> list[tuple[str, int]]:
    """Put the minidumps in the file at *path* beside it; their paths, and bytes of each.

    Raises as :func:`contained_dumps` and :func:`unpack`; InvalidDumpError also if there is none.
    """
    found = contained_dumps(path)
    if not found:
        raise InvalidDumpError(
            f"There is no minidump in {os.fspath(path)}",
            remedy="Files of gzip, bzip2, xz and zstd are looked into, zip archives and multipart "
            "uploads.",
        )
    whole = Path(path)
    done = []
    for number, one in enumerate(found, 1):
        name = one.name or f"{whole.name}.{number}"
        if not name.lower().endswith((".dmp", ".mdmp", ".hdmp")):
            name += ".dmp"
        done.append((str(whole.parent / name), unpack(one, whole.parent / name)))
    return done


@contextlib.contextmanager
def _explained(path: str | os.PathLike[str]) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise InvalidDumpError(f"{os.fspath(path)} is damaged: {error}") from error
    except OSError as error:
        doing = f"Unpacking {os.fspath(path)}"
        raise from_oserror(error, doing, as_type=OutputError) from error
    except (NotImplementedError, RuntimeError) as error:  # as zipfile says what it cannot do
        raise InvalidDumpError(
            f"{os.fspath(path)} cannot be unpacked here: {error}",
            remedy="Unpack it with the tool that made it.",
        ) from error


def _packing(head: bytes) -> _Packing | None:
    return next((one for one in _PACKINGS if head.startswith(one.magic)), None)


@contextlib.contextmanager
def _zstd(path: str | os.PathLike[str]) -> Iterator[Source]:
    """Open a file that is compressed with zstd through its own program, which is on this machine.

    Raises EOFError when all was read and it was damaged.
    """
    command = [shutil.which("zstd") or "zstd", "-dcq", "--", os.path.abspath(path)]  # noqa: PTH100 - not resolved
    with subprocess.Popen(  # noqa: S603 - a list; the path stands behind --
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as program:
        unpacked = cast("BinaryIO", program.stdout)
        try:
            yield unpacked
            rest = unpacked.read(1)
        finally:
            unpacked.close()
        if program.wait() and not rest:
            raise EOFError("zstd cannot unpack it")


def _begins_as_dump(contained: Contained) -> bool:
    with contained.open() as file:
        return file.read(len(_MAGIC)) == _MAGIC


@contextlib.contextmanager
def _span(
    path: str | os.PathLike[str], start: int, size: int, packing: _Packing | None
) -> Iterator[Source]:
    """Open a span of a file, unpacked if it is packed."""
    with Path(openable(path)).open("rb") as file:
        span = _Span(file, start, size)
        if packing is not None:
            with packing.open(span) as unpacked:
                yield unpacked
        else:
            yield span


@contextlib.contextmanager
def _member(path: str | os.PathLike[str], name: str) -> Iterator[Source]:
    with zipfile.ZipFile(openable(path)) as archive, archive.open(name) as file:
        yield file


def _members(path: str | os.PathLike[str]) -> Iterator[Contained]:
    """List the members of an archive that begin as a dump: it is opened once for all of them."""
    with zipfile.ZipFile(openable(path)) as archive:
        for member in archive.infolist()[:_PARTS]:
            if member.compress_type not in _BIT_BY_BIT:
                raise NotImplementedError(f"how {_last(member.filename)} is packed is not known")
            with archive.open(member) as file:
                is_one = file.read(len(_MAGIC)) == _MAGIC
            if is_one:
                yield Contained(_last(member.filename), partial(_member, path, member.filename))


def _parts(path: str | os.PathLike[str], file: BinaryIO, head: bytes) -> Iterator[Contained]:
    """List the parts of a multipart body (RFC 2046, section 5.1), those in gzip unpacked."""
    start = len(head) - len(head.lstrip(b"\r\n"))
    boundary = head[start:].partition(b"\n")[0].rstrip(b"\r")
    borders = list(_find(file, boundary))[:_PARTS]
    for begin, end in zip(borders, [*borders[1:], file.seek(0, os.SEEK_END)], strict=True):
        file.seek(begin)
        headers, blank, body = file.read(min(_HEADERS, end - begin)).partition(b"\r\n\r\n")
        if not blank:
            continue
        found = _NAME.search(headers)
        name = _last(found[1].decode("utf-8", "backslashreplace")) if found else ""
        first = begin + len(headers) + len(blank)
        size = max(0, end - first - len(b"\r\n"))
        opened = partial(_span, path, first, size, _packing(body))
        yield Contained(name, opened)


def _find(file: BinaryIO, wanted: bytes) -> Iterator[int]:
    """Give the places of *wanted* in *file*, a block at a time."""
    file.seek(0)
    place, kept = 0, b""
    while block := file.read(_BLOCK):
        block = kept + block
        at = -1
        while (at := block.find(wanted, at + 1)) >= 0:
            yield place + at
        kept = block[-(len(wanted) - 1) :] if len(wanted) > 1 else b""
        place += len(block) - len(kept)


def _last(name: str) -> str:
    return re.split(r"[\\/]", name)[-1]


class _Span:
    """A span of a file, read like a file."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size
        self._left = size
        self.seek(0)

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(self._left if size < 0 else min(self._left, size))
        self._left -= len(data)
        return data

    def seek(self, offset: int, /) -> int:
        self._left = max(0, self._size - offset)
        return self._file.seek(self._start + offset) - self._start


_PACKINGS: Final = (
    _Packing(b"\x1f\x8b", ".gz", lambda span: gzip.GzipFile(fileobj=span, mode="rb")),
    _Packing(b"BZh", ".bz2", bz2.BZ2File),
    _Packing(b"\xfd7zXZ\0", ".xz", lzma.LZMAFile),
)
