"""A dump under its final name, or nothing: the file, its hash, its clean-up."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from typing import TYPE_CHECKING, Final

from ..capture.snapshot import SoftError
from ..errors import (
    HRESULT,
    DumpCancelledError,
    DumpDeskError,
    OutputError,
    from_oserror,
)
from ..value import dataclass
from .base import cancel_callback, carry_out
from .drive import END_SECONDS, SYNC_SECONDS, Drive
from .file_hash import FileHash
from .part import PART
from .write_behind import WriteBehind
from .written import Followers, ignore

if sys.platform == "win32":
    from .private_file_windows import Folder, PrivateFile
else:
    from .private_file_posix import Folder, PrivateFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..dump.plan import DumpPlan
    from ..dump.request import DumpRequest
    from ..process_key import ProcessKey
    from .written import Report


_GRACE: Final = 0.5
"""Seconds in which the reading of the file ends, unless its drive hangs: then it reads no more."""


@dataclass(frozen=True, slots=True)
class DumpResult:
    """A dump that was written. Sizes in bytes, the pause of the target in milliseconds."""

    path: str
    file_size: int
    paused_ms: float
    sha256: str
    plan: DumpPlan
    soft_errors: tuple[SoftError, ...]
    writer: str = ""
    """Windows: the DLL that wrote it, and its version."""


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
    output = _Output(path, is_cancelled)
    try:
        output.begin(overwrite=overwrite)
        written = carry_out(
            key,
            request,
            output.file.descriptor,
            cancel_callback(is_cancelled),
            report,
            follower=Followers(output.hash, output.behind),
        )
        unprotected = _OPEN_TO_OTHERS if output.is_open_to_others() else ()
        for error in unprotected:
            report({"event": "soft_error", **error._asdict()})
        report({"event": "phase", "phase": "hash", "total": written.file_size})
        digest = output.hash.finish(written.file_size, report)
        path = output.publish(overwrite=overwrite)
    except BaseException as error:
        output.discard(error)
        raise
    output.close()
    return DumpResult(
        path,
        written.file_size,
        written.paused_ns / 1e6,
        digest,
        written.plan,
        (*written.soft_errors, *unprotected),
        written.writer,
    )


class _Output:
    """The file of a dump from its beginning to its name, on a drive that may never answer."""

    file: PrivateFile

    def __init__(self, path: str, is_cancelled: Callable[[], bool]) -> None:
        def poll() -> None:
            if is_cancelled():
                raise DumpCancelledError("The dump was cancelled.")

        self._path = path
        self._name = os.path.basename(path)
        self._poll = poll
        self._drive = Drive(poll)
        self.hash = FileHash(f"{path}{PART}", poll)
        self.behind = WriteBehind()
        self._folder: Folder | None = None
        self._file: PrivateFile | None = None
        self._left = f"{path}{PART} may have been left."
        """What is to be told should the drive not let us clean up."""

    def begin(self, *, overwrite: bool) -> None:
        def work() -> PrivateFile:
            self._folder = Folder(os.path.dirname(self._path))
            check_free(self._folder, self._name, overwrite=overwrite)
            self._drive.step()
            self._file = self._folder.create(self._name + PART)
            return self._file

        self.file = self._drive.do(work, f"Creating {self._path}{PART}")
        self.hash.file = self.behind.file = self.file

    def is_open_to_others(self) -> bool:
        return self._drive.do(self.file.is_open_to_others, f"Looking at {self._path}{PART}")

    def publish(self, *, overwrite: bool) -> str:
        self._left = f"Whether {self._path} is there, which would be the whole dump, is not known."
        return self._drive.do(
            lambda: self.file.publish(self._name, overwrite=overwrite),
            f"Saving {self._path}",
            seconds=SYNC_SECONDS,
        )

    def discard(self, error: BaseException) -> None:
        """Remove the file; if that cannot be seen to its end, have *error* say so."""
        if not self._end(remove=True) and isinstance(error, DumpDeskError):
            error.remedy = f"{error.remedy} {self._left}".strip()

    def close(self) -> None:
        self._end(remove=False)

    def _end(self, *, remove: bool) -> bool:
        """Let go of everything in its turn; say whether that is done."""

        def work() -> None:
            with contextlib.ExitStack() as closing:
                if self._folder is not None:
                    closing.callback(self._folder.close)
                if self._file is not None:
                    closing.callback(self._file.close)
                    if remove:
                        self._file.discard()

        self._drive.last(work)
        self.hash.end(_GRACE)
        self.behind.end(_GRACE)
        return self._drive.end(END_SECONDS)


def _absolute(path: str) -> str:
    try:
        if b"\0" not in os.fsencode(path):
            return os.path.abspath(path)
    except ValueError:
        pass
    raise OutputError(f"{path!r} cannot be the name of a file.", hresult=HRESULT.E_INVALIDARG)


def check_free(folder: Folder, name: str, *, overwrite: bool) -> None:
    """Make sure that a dump may have that *name*. Raises OutputError."""
    path = folder.path_of(name)
    try:
        found = folder.status(name)
    except OSError as error:
        raise from_oserror(error, f"Looking at {path}", as_type=OutputError) from error
    if found is None:
        return
    if not stat.S_ISREG(found.st_mode):
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
