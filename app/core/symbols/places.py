"""Where the files of images and their debug information are found on this machine.

Nothing is fetched from anywhere. A file counts only if it is what is asked for: its build id says
so. Names come from a dump and may be anybody's: only regular files are opened, for reading. Some
lead to drives that do not answer: those cost a second each, and few of them.
"""

from __future__ import annotations

import contextlib
import ntpath
import os
import re
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from ..errors import InvalidImageError
from ..side_thread import NO_ANSWER, SideThread
from ..steps import step
from .elf_file import ElfFile
from .extent import Extent
from .pdb_file import PdbFile
from .pe_file import PeFile
from .symbol_path import in_stores, stores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from io import RawIOBase

T = TypeVar("T")
_SYSTEM32: Final = re.compile(r"\\system32\\", re.IGNORECASE)
_DRIVE: Final = re.compile(r"[a-z]:[\\/](?![\\/])", re.IGNORECASE)
_DEBUG_FOLDER: Final = "/usr/lib/debug"
_MOST_FOLDERS: Final = 10_000
_MOST_FILES: Final = 200_000
"""Folders, and files in them, that are looked at of those that the user names."""
PATIENCE: Final = 1.0
"""Seconds that a file is waited for."""
_MOST_SILENT: Final = 3
"""Folders that may be silent; then nothing is looked for any more."""
_BLOCK: Final = 1 << 16
"""Bytes read at once: tables are looked through in steps of a few."""
_BLOCKS: Final = 128
"""So many are kept, of all files together."""
_NOT_THERE: Final = "its file is not on this machine"


class OpenFile:
    """A file of this machine. All it does may wait for a drive for ever."""

    def __init__(self, path: str) -> None:
        """Open it; a pipe or a device is refused, for it may never answer. Raises OSError."""
        if not Path(path).is_file():
            raise FileNotFoundError(path)
        self.path = path
        # Without a buffer: nobody could close one in which a read hangs.
        self._file: RawIOBase = Path(path).open("rb", buffering=0)  # noqa: SIM115 - see close()
        self.size = self._file.seek(0, os.SEEK_END)

    @property
    def folder(self) -> str:
        """The folder that it is in."""
        return os.path.dirname(self.path)  # noqa: PTH120

    def read(self, offset: int, size: int) -> bytes:
        """Read up to so many bytes. Raises OSError."""
        self._file.seek(offset)
        parts = []
        while size and (part := self._file.read(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def close(self) -> None:
        """Close it."""
        self._file.close()


class Found(NamedTuple):
    """An ELF file that was looked for; without one, why."""

    file: ElfFile | None
    path: str = ""
    why: str = ""


class FoundPe(NamedTuple):
    """A PE file that was looked for; without one, why."""

    file: PeFile | None
    path: str = ""
    why: str = ""


class FoundPdb(NamedTuple):
    """A PDB that was looked for; without one, why it is not used, if there was any."""

    file: PdbFile | None
    path: str = ""
    why: str = ""


class Places:
    """Where to look. Whoever looks closes it at last: the files that were found stay open."""

    def __init__(self, roots: tuple[str, ...] = ("",), folders: tuple[str, ...] = ()) -> None:
        """Look in these places.

        Args:
            roots: What stands before the path of an image: "" is this machine as it is.
            folders: Folders of the user's, such as one he builds in, looked at by file name.
        """
        self._roots = roots
        self._folders = folders
        self._stores = stores()
        self._open: list[OpenFile] = []
        self._side = SideThread("code")
        self._silent: set[str] = set()
        self._block = lru_cache(_BLOCKS)(self._read_block)

    def close(self) -> None:
        """Close all files; those whose drive does not answer whenever it does."""
        self._block.cache_clear()
        left = SideThread("code that was left")
        for file in self._open:
            (left if file.folder in self._silent else self._side).later(file.close)
        self._open.clear()
        left.end(0)
        self._side.end(PATIENCE)

    def extent(self, path: str) -> Extent | None:
        """Give the bytes of the file at *path* if it was found there."""
        found = next((file for file in self._open if file.path == path), None)
        return self._extent(found) if found is not None else None

    def _extent(self, file: OpenFile) -> Extent:
        """Give the bytes of *file*; those that its drive does not give are not there."""
        return Extent(partial(self._read, file), 0, file.size)

    def _read(self, file: OpenFile, offset: int, size: int) -> bytes:
        number, start = divmod(offset, _BLOCK)
        try:
            if size > _BLOCK:
                return self._asked(file.folder, partial(file.read, offset, size))
            data = self._block(file, number)
            if start + size > _BLOCK:
                data += self._block(file, number + 1)
        except (OSError, OverflowError):
            return b""
        return data[start : start + size]

    def _read_block(self, file: OpenFile, number: int) -> bytes:
        return self._asked(file.folder, partial(file.read, number * _BLOCK, _BLOCK))

    def _opened(self, path: str) -> OpenFile:
        """Open what is at *path*. Raises OSError, also where nobody answers, and ValueError."""
        return self._asked(os.path.dirname(path), partial(OpenFile, path))  # noqa: PTH120

    def _asked(self, folder: str, ask: Callable[[], T]) -> T:
        """Give what *ask* gives of *folder*. Raises TimeoutError where that does not answer."""
        if folder in self._silent or len(self._silent) >= _MOST_SILENT:
            raise TimeoutError(NO_ANSWER)
        try:
            return self._side.run(ask, PATIENCE, step)
        except BaseException as error:
            if self._side.has_left:
                self._side.end(0)
                self._side = SideThread("code")
                if isinstance(error, TimeoutError):
                    self._silent.add(folder)
            raise

    def _missing(self) -> str:
        """Say why a file was not found where none was."""
        return f"{_NOT_THERE}, or {NO_ANSWER}" if self._silent else _NOT_THERE

    def image(self, name: str, identity: bytes) -> Found:
        """Find the image called *name* whose build id (or what stands for it) is *identity*."""
        if not identity:
            return Found(None, why="it has no build id, so that no file can be told to be it")
        return self._first(self._images(name, identity), identity)

    def pe_image(self, name: str, time_date_stamp: int, size: int) -> FoundPe:
        """Find the PE image that had this time stamp, and this size in memory."""
        why = ""
        for path in self._pe_images(name, f"{time_date_stamp:08X}{size:x}"):
            try:
                opened = self._opened(path)
            except (OSError, ValueError):
                continue
            try:
                file = PeFile(self._extent(opened))
                if file.is_called(time_date_stamp, size):
                    self._open.append(opened)
                    return FoundPe(file, path)
            except InvalidImageError:
                pass
            opened.close()
            why = "the file on this machine is another build"
        return FoundPe(None, why=why or self._missing())

    def _pe_images(self, name: str, key: str) -> Iterator[str]:
        if _is_local(name):
            yield from (root + name for root in self._roots)
            # A 32-bit program calls it by the name of the folder that it has in its place.
            yield from (
                root + _SYSTEM32.sub(r"\\SysWOW64\\", name)
                for root in self._roots
                if _SYSTEM32.search(name)
            )
        yield from self._in_folders(ntpath.basename(name), b"")
        yield from in_stores(self._stores, ntpath.basename(name), key)

    def pdb(self, image: str, path: str, symbol_id: str) -> FoundPdb:
        """Find the PDB that the *image* (its path) says is at *path* and has *symbol_id*."""
        why = ""
        for candidate in self._pdbs(image, path, symbol_id):
            try:
                opened = self._opened(candidate)
            except (OSError, ValueError):
                continue
            try:
                file = PdbFile(self._extent(opened))
                if symbol_id in file.symbol_ids:
                    self._open.append(opened)
                    return FoundPdb(file, candidate)
                why = "the PDB on this machine is of another build"
            except InvalidImageError as error:
                why = error.cause
            opened.close()
        return FoundPdb(None, why=why)

    def _pdbs(self, image: str, path: str, symbol_id: str) -> Iterator[str]:
        name = ntpath.basename(path)
        if not symbol_id or not name:
            return
        if _is_local(image):
            beside = image[: len(image) - len(ntpath.basename(image))] + name
            yield from (root + beside for root in self._roots)
        if _is_local(path):
            yield from (root + path for root in self._roots)
        yield from self._in_folders(name, b"")
        yield from in_stores(self._stores, name, symbol_id)

    def debug_file(self, identity: bytes) -> Found:
        """Find the separate file with the debug information of an image."""
        if len(identity) < 2:
            return Found(None, why="it has no build id")
        return self._first(self._debug_files(identity), identity)

    def _first(self, paths: Iterator[str], identity: bytes) -> Found:
        why = ""
        for path in paths:
            try:
                opened = self._opened(path)
            except (OSError, ValueError):
                continue
            try:
                file = _if_called(ElfFile(self._extent(opened)), identity)
            except InvalidImageError:
                file = None
            if file is not None:
                self._open.append(opened)
                return Found(file, path)
            opened.close()
            why = "the file on this machine is another build"
        return Found(None, why=why or self._missing())

    def _images(self, name: str, identity: bytes) -> Iterator[str]:
        if _is_local(name):
            yield from (root + name for root in self._roots)
        yield from self._in_folders(name.rsplit("/", 1)[-1], identity)
        text = identity.hex()
        yield f"{_DEBUG_FOLDER}/.build-id/{text[:2]}/{text[2:]}"
        yield f"{_cache()}/{text}/executable"
        yield from in_stores(self._stores, name.rsplit("/", 1)[-1], f"elf-buildid-{text}")

    def _debug_files(self, identity: bytes) -> Iterator[str]:
        text = identity.hex()
        below = f".build-id/{text[:2]}/{text[2:]}.debug"
        for folder in (*self._folders, *(root + _DEBUG_FOLDER for root in self._roots)):
            yield f"{folder}/{below}"
        yield f"{_cache()}/{text}/debuginfo"
        yield from in_stores(self._stores, "_.debug", f"elf-buildid-sym-{text}")

    def _in_folders(self, name: str, identity: bytes) -> Iterator[str]:
        text = identity.hex()
        if text:
            yield from (f"{one}/.build-id/{text[:2]}/{text[2:]}" for one in self._folders)
        yield from self._named.get(name.lower(), ())

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """Where the files of the user's folders are, by their names in lower case.

        Systems differ in whether they tell cases apart; whose file it is says its id.
        """
        found: dict[str, list[str]] = {}
        for folder in self._folders:
            with contextlib.suppress(TimeoutError):
                for name, path in self._asked(folder, partial(_files_below, folder, self._side)):
                    found.setdefault(name.lower(), []).append(path)
        return found


def _files_below(folder: str, side: SideThread) -> list[tuple[str, str]]:
    """Give names and paths of the files in *folder* and below it."""
    found: list[tuple[str, str]] = []
    for _, (here, _, files) in zip(range(_MOST_FOLDERS), os.walk(folder), strict=False):
        side.step()
        found += [(name, f"{here}/{name}") for name in files[: _MOST_FILES - len(found)]]
    return found


def _is_local(path: str) -> bool:
    """Say whether a path that a dump names is on this machine.

    Windows asks another machine for one that begins with two slashes, and tells it who we are.
    """
    return bool(_DRIVE.match(path)) if os.name == "nt" else path.startswith("/")


def _if_called(file: ElfFile, identity: bytes) -> ElfFile | None:
    return file if file.is_called(identity) else None


def _cache() -> str:
    """Name the folder in which debuginfod's client keeps what it was given."""
    own = os.environ.get("DEBUGINFOD_CACHE_PATH")
    if own:
        return own
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return f"{base}/debuginfod_client"
