"""A dump under its final name, or nothing: the file, its mode, its hash, its clean-up."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.core.backends.base import LOCK, cancel_callback, opened
from app.core.backends.native import NativeDump
from app.core.capture.snapshot import SoftError
from app.core.errors import (
    HRESULT,
    DumpCancelledError,
    OutputError,
    from_oserror,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.backends.native import Report, WrittenDump
    from app.core.dump.plan import DumpPlan
    from app.core.dump.request import DumpRequest

PART = ".part"
"""Added to the name while the file is being written."""
_HASH_CHUNK: Final = 1 << 20
_HASH_REPORT: Final = 32 << 20
"""Bytes between two progress events."""
_FORGOTTEN_SECONDS: Final = 10.0
"""A file younger than this may belong to a writer that has not locked it yet."""


@dataclass(frozen=True, slots=True)
class DumpResult:
    """A dump that was written. Sizes in bytes, the pause of the target in milliseconds."""

    path: str
    file_size: int
    paused_ms: float
    sha256: str
    plan: DumpPlan
    soft_errors: tuple[SoftError, ...]


def dump_to_file(
    process_id: int,
    path: str,
    request: DumpRequest,
    *,
    report: Report,
    is_cancelled: Callable[[], bool],
    overwrite: bool = False,
) -> DumpResult:
    """Dump the process into *path*, which appears only when it is complete.

    The bytes go to ``path.part`` (mode 0600 from the start, no link followed) and are synced and
    renamed at the end; on any failure nothing stays behind. Raises MiniDumpError and its kinds.
    """
    path = _absolute(path)
    _check_free(path, overwrite=overwrite)
    part = path + PART
    descriptor = _create(part)
    try:
        with LOCK, opened(process_id) as target:
            written = NativeDump(
                target, request, descriptor, cancel_callback(is_cancelled), report
            ).write()
        unprotected = _open_to_others(descriptor)
        for error in unprotected:
            report({"event": "soft_error", **error._asdict()})
        report({"event": "phase", "phase": "hash", "total": written.plan.file_size})
        digest = _hash(descriptor, written, report, is_cancelled)
        try:
            os.fsync(descriptor)
            _check_ours(part, descriptor)
            _publish(part, path, overwrite=overwrite)
        except OSError as error:
            raise from_oserror(error, f"Saving {path}", as_type=OutputError) from error
    except BaseException:
        with contextlib.suppress(OSError, OutputError):
            _check_ours(part, descriptor)
            os.unlink(part)
        raise
    finally:
        os.close(descriptor)
    return DumpResult(
        path,
        written.plan.file_size,
        written.paused_ns / 1e6,
        digest,
        written.plan,
        (*written.soft_errors, *unprotected),
    )


def _absolute(path: str) -> str:
    try:
        if b"\0" not in os.fsencode(path):
            return os.path.abspath(path)
    except ValueError:
        pass
    raise OutputError(f"{path!r} cannot be the name of a file.", hresult=HRESULT.E_INVALIDARG)


def _check_ours(part: str, descriptor: int) -> None:
    """Make sure that *part* still names what we wrote: in a shared folder others may rename."""
    if not os.path.samestat(os.lstat(part), os.fstat(descriptor)):
        raise OutputError(
            f"{part} was replaced while the dump was being written.",
            "Choose a folder that only you can write to.",
        )


def _check_free(path: str, *, overwrite: bool) -> None:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise from_oserror(error, f"Looking at {path}", as_type=OutputError) from error
    if not stat.S_ISREG(mode):
        raise OutputError(
            f"{path} is there already and is not an ordinary file.",
            hresult=HRESULT.FILE_EXISTS,
        )
    if not overwrite:
        raise OutputError(
            f"{path} is there already.",
            "Choose another name, or allow it to be overwritten.",
            hresult=HRESULT.FILE_EXISTS,
        )


def _create(part: str) -> int:
    """Make the unfinished file, locked as long as it is open: so a forgotten one can be told."""
    _remove_forgotten(part)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        descriptor = os.open(part, flags, 0o600)
    except FileExistsError:
        raise OutputError(
            f"{part} is there already: another dump is being written, or it is not ours.",
            "Wait for it, choose another name, or delete that file.",
            hresult=HRESULT.FILE_EXISTS,
        ) from None
    except OSError as error:
        raise from_oserror(error, f"Creating {part}", as_type=OutputError) from error
    with contextlib.suppress(OSError):  # some file systems have no locks
        _lock(descriptor)
    # A umask may have taken bits away; nothing may have added any, except on file systems that have
    # no modes of their own (FAT), where this fails.
    with contextlib.suppress(OSError):
        os.fchmod(descriptor, 0o600)
    return descriptor


def _lock(descriptor: int) -> None:
    """Lock a file for us alone, or raise OSError at once."""
    import fcntl  # Not on Windows, which locks every file that is open.

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_forgotten(part: str) -> None:
    """Remove what is left of a dump whose writer was killed.

    That is a file of ours, unfinished (its signature is missing), not new, and locked by nobody.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(part, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            found = os.fstat(descriptor)
            if (
                stat.S_ISREG(found.st_mode)
                and found.st_uid == os.geteuid()
                and time.time() - found.st_mtime >= _FORGOTTEN_SECONDS
                and not os.pread(descriptor, 4, 0).strip(b"\0")
            ):
                _lock(descriptor)
                # Under the lock, so that of two who find it only one removes it.
                if os.path.samestat(os.lstat(part), found):
                    os.unlink(part)
        finally:
            os.close(descriptor)


def _open_to_others(descriptor: int) -> tuple[SoftError, ...]:
    """Say so if others may read the file."""
    if not stat.S_IMODE(os.fstat(descriptor).st_mode) & 0o077:
        return ()
    return (
        SoftError(
            "protect file",
            "This file system cannot keep the dump to its owner: others may read it there.",
        ),
    )


def _publish(part: str, path: str, *, overwrite: bool) -> None:
    if overwrite:
        os.rename(part, path)
    else:
        # Unlike rename, link refuses a name that has been taken meanwhile.
        try:
            os.link(part, path, follow_symlinks=False)
            os.unlink(part)
        except FileExistsError:
            raise
        except OSError:
            # A file system without hard links: take the name with an empty file of our own first.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            os.rename(part, path)
    # The dump is in place; a folder that may not be read, or a file system that cannot sync
    # folders, does not take that back.
    with contextlib.suppress(OSError):
        folder = os.open(os.path.dirname(path), os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _hash(
    descriptor: int, written: WrittenDump, report: Report, is_cancelled: Callable[[], bool]
) -> str:
    digest = hashlib.sha256()
    position = 0
    while position < written.plan.file_size:
        if is_cancelled():
            raise DumpCancelledError("The dump was cancelled.")
        chunk = os.pread(descriptor, _HASH_CHUNK, position)
        if not chunk:
            raise OutputError("The dump became shorter while it was being written.")
        digest.update(chunk)
        position += len(chunk)
        if position % _HASH_REPORT == 0:
            report({"event": "progress", "done": position, "total": written.plan.file_size})
    return digest.hexdigest()
