"""One line about a dump among many: what happened, to which version, where and when.

This is also a process of its own (``core/child``): it is told paths, a JSON text in a line each,
and answers in kind. A file that ends it or takes too long costs itself only.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import DumpDeskError
from ..minidump.constants import MINIDUMP_STREAM_TYPE, SIGNATURE
from ..minidump.reader import MinidumpFile
from .cause import NO_CRASH, damage_of
from .dump_snapshot import snapshot_of
from .explained import explained
from .signatures import signature_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..capture.snapshot import ProcessSnapshot

_HOST_NAMES: Final = (b"HOSTNAME", b"COMPUTERNAME")
UNREADABLE: Final = "cannot be read"
STILL_RUNNING: Final = "no crash"
"""Groups that are none of a signature."""
_TEXT: Final = 400
"""Characters of what is told."""
_MAGIC: Final = SIGNATURE.to_bytes(4, "little")


class Entry(NamedTuple):
    """What is told of one dump. Empty or 0 is what it does not tell."""

    path: str
    size: int = 0
    """Bytes of the file."""
    modified: int = 0
    """Nanoseconds, of the file."""
    made: int = 0
    """Unix seconds, as the dump says."""
    process: str = ""
    version: str = ""
    """Of the program."""
    host: str = ""
    headline: str = ""
    signature: str = ""
    crashed: bool = False
    error: str = ""
    """Why the file could not be read; nothing else is told then."""
    reason: str = ""
    """The headline in its parts, for those who say it in another language: what happened,"""
    place: str = ""
    """where,"""
    thread: int = 0
    """in which thread,"""
    thread_name: str = ""
    """what that is called,"""
    uptime: int = -1
    """and how many seconds after the start of the program; -1: not told."""

    @property
    def group(self) -> str:
        """What it is counted with: crashes by their signature, others by what they are."""
        if self.error:
            return UNREADABLE
        if not self.crashed:
            return STILL_RUNNING
        return self.signature or self.headline


def is_minidump(path: Path) -> bool:
    """Say whether the file at *path* begins as one, whatever it is called."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def entry_of(path: str) -> Entry:
    """Read the dump at *path*; whatever it is, there is an entry."""
    entry = Entry(path)
    try:
        told = Path(path).stat()
        entry = entry._replace(size=told.st_size, modified=told.st_mtime_ns)
        with MinidumpFile.open(path) as file:
            snapshot = snapshot_of(file)
            cause = explained(file, snapshot)
            damage = damage_of(file, snapshot)
            if damage and not cause.is_crash:
                return entry._replace(error=f"It is damaged: {damage[0]}"[:_TEXT])
            return entry._replace(
                made=snapshot.timestamp,
                process=snapshot.name[:_TEXT],
                version=snapshot.modules[0].version_text if snapshot.modules else "",
                host=_host(snapshot),
                headline=cause.headline[:_TEXT],
                signature=signature_of(cause, snapshot.system.platform_id)[:_TEXT],
                crashed=cause.is_crash,
                reason=(NO_CRASH if cause.reason is None else cause.reason.text)[:_TEXT],
                place=cause.place[:_TEXT] if cause.is_crash else "",
                thread=cause.thread if cause.is_crash else 0,
                thread_name=cause.thread_name[:_TEXT] if cause.is_crash else "",
                uptime=-1 if cause.uptime is None else round(cause.uptime),
            )
    except DumpDeskError as error:
        return entry._replace(error=error.cause[:_TEXT])
    except OSError as error:
        return entry._replace(error=(error.strerror or str(error))[:_TEXT])
    except MemoryError:
        return entry._replace(error="The file claims to hold more than can be looked at.")


def _host(snapshot: ProcessSnapshot) -> str:
    """Find the machine's name in the environment; nothing else in a dump tells it."""
    environment = snapshot.environment or snapshot.texts.get(MINIDUMP_STREAM_TYPE.LinuxEnviron, b"")
    for line in environment.split(b"\0"):
        name, _, value = line.partition(b"=")
        if name.upper() in _HOST_NAMES:
            return value.decode("utf-8", "backslashreplace")[:_TEXT]
    return ""


def from_json(value: dict[str, Any]) -> Entry | None:
    """Read an entry that was written before; None if it is none."""
    try:
        entry = Entry(**value)
    except TypeError:
        return None
    fits = all(
        type(one) is type(usual) for one, usual in zip(entry, Entry("", crashed=False), strict=True)
    )
    return entry if fits else None


def main(_arguments: list[str]) -> int:
    """Answer the paths on standard input."""
    return _serve(sys.stdin)


def _serve(paths: Iterable[str]) -> int:
    for line in paths:
        sys.stdout.write(json.dumps(entry_of(json.loads(line))._asdict()) + "\n")
        sys.stdout.flush()
    return 0
