"""A dump under its final name, or nothing: the file, its hash, its clean-up."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..capture.snapshot import SoftError
from ..errors import (
    HRESULT,
    DumpCancelledError,
    OutputError,
    from_oserror,
)
from .base import cancel_callback, carry_out
from .written import ignore

if sys.platform == "win32":
    from .private_file_windows import PrivateFile, remove_abandoned, spelled
else:
    from .private_file_posix import PrivateFile, remove_abandoned, spelled

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..dump.plan import DumpPlan
    from ..dump.request import DumpRequest
    from ..process_key import ProcessKey
    from .written import Report

__all__ = ["PART", "DumpResult", "dump_to_file", "remove_abandoned"]

PART: Final = ".part"
"""Added to the name while the file is being written."""
_HASH_CHUNK: Final = 1 << 20
_HASH_REPORT: Final = 32 << 20
"""Bytes between two progress events."""


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
    key: ProcessKey,
    path: str,
    request: DumpRequest,
    *,
    report: Report = ignore,
    is_cancelled: Callable[[], bool] = lambda: False,
    overwrite: bool = False,
) -> DumpResult:
    """Dump the process into *path*, which appears only when it is complete.

    The bytes go to ``path.part`` (its owner's alone from the start, no link followed) and are
    synced and renamed at the end; on any failure nothing stays behind. Raises MiniDumpError and
    its kinds.
    """
    path = _absolute(path)
    _check_free(path, overwrite=overwrite)
    file = PrivateFile(path + PART)
    try:
        written = carry_out(key, request, file.descriptor, cancel_callback(is_cancelled), report)
        unprotected = _OPEN_TO_OTHERS if file.is_open_to_others() else ()
        for error in unprotected:
            report({"event": "soft_error", **error._asdict()})
        report({"event": "phase", "phase": "hash", "total": written.file_size})
        digest = _hash(file, written.file_size, report, is_cancelled)
        try:
            file.publish(path, overwrite=overwrite)
        except OSError as error:
            raise from_oserror(error, f"Saving {path}", as_type=OutputError) from error
    except BaseException:
        file.discard()
        raise
    finally:
        file.close()
    return DumpResult(
        path,
        written.file_size,
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


def _check_free(path: str, *, overwrite: bool) -> None:
    try:
        mode = os.lstat(spelled(path)).st_mode
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


_OPEN_TO_OTHERS: Final = (
    SoftError(
        "protect file",
        "This file system cannot keep the dump to its owner: others may read it there.",
    ),
)


def _hash(
    file: PrivateFile, file_size: int, report: Report, is_cancelled: Callable[[], bool]
) -> str:
    digest = hashlib.sha256()
    position = 0
    while position < file_size:
        if is_cancelled():
            raise DumpCancelledError("The dump was cancelled.")
        chunk = file.read(_HASH_CHUNK, position)
        if not chunk:
            raise OutputError("The dump became shorter while it was being written.")
        digest.update(chunk)
        position += len(chunk)
        if position % _HASH_REPORT == 0:
            report({"event": "progress", "done": position, "total": file_size})
    return digest.hexdigest()
