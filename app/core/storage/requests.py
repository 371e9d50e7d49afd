"""What was asked for, where it is too large for a line: each request in a private file, once.

The history keeps its large requests here, and a command line that would be too long for a shell
names such a file instead: ``dumpdesk dump PID --request FILE``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from ..dump.command_line import command_line, dump_arguments
from ..dump.request import DumpRequest
from ..errors import InvalidRequestError, OutputError
from ..text import escaped
from .paths import history_path
from .private_files import read_private, write_private

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from ..process_key import ProcessKey

FOLDER: Final = "requests"
"""Beside the history."""
LINE_LIMIT: Final = 8000
"""Characters of a command line: cmd.exe takes 8191."""
_SIZE_LIMIT: Final = 128 << 20
"""Bytes of a file: the streams of a request, in base64."""
_MARK: Final = "dumpdesk-request"
_SUFFIX: Final = ".json"
_AGE: Final = 7 * 24 * 3600
"""Seconds after which a request that no record names, one for a command line, is deleted."""


class KeptRequests:
    """A folder of requests, named by their contents. Raises OutputError where it fails."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use *folder*, by default the user's."""
        self._folder = folder or history_path().with_name(FOLDER)

    def keep(self, request: DumpRequest) -> str:
        """Keep *request*; give its name. One that is there already is not written again."""
        content = msgspec.json.encode({_MARK: 1, **request.to_json()})
        name = hashlib.sha256(content).hexdigest()[:32] + _SUFFIX
        path = self.path(name)
        if path.is_file() and path.stat().st_size == len(content):
            with contextlib.suppress(OSError):  # it is young again, for what sweeps
                path.touch()
        else:
            write_private(path, content)
        return name

    def path(self, name: str) -> Path:
        """Say where the request *name* is, or would be."""
        # The name alone: whoever could write the history must not choose what is read.
        return self._folder / os.path.basename(name)  # noqa: PTH119

    def drop(self, names: Collection[str]) -> None:
        """Delete the requests *names*."""
        for name in names:
            with contextlib.suppress(OSError):
                self.path(name).unlink()

    def sweep(self, wanted: Collection[str]) -> None:
        """Delete what has not been used for a week, unless it is *wanted*."""
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir():
                found = path.lstat()
                old = time.time() - found.st_mtime > _AGE
                if old and path.name not in wanted and stat.S_ISREG(found.st_mode):
                    path.unlink()


def read_request(path: Path, *, with_dbghelp: bool = False) -> DumpRequest:
    """Read a request that was kept. Raises InvalidRequestError or OutputError.

    Such a file may come from anybody, as a recipe does: which DLL is loaded is not its to say,
    unless *with_dbghelp*, for what lies in our own folder. One that is refused anywhere else is
    refused here, too.
    """
    content = read_private(path, _SIZE_LIMIT)
    if not content:
        raise OutputError(
            f"What was asked for is not kept any more: there is no {escaped(str(path))}.",
            "Choose again what goes in, and dump.",
        )
    try:
        value = msgspec.json.decode(content, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        value = {}
    if value.get(_MARK) != 1:
        raise InvalidRequestError(
            f"{escaped(str(path))} is not a request that DumpDesk kept.",
            "Give a recipe with --recipe.",
        )
    request = DumpRequest.from_json(value)
    return request if with_dbghelp else replace(request, dbghelp="")


def repeating_line(
    key: ProcessKey,
    request: DumpRequest,
    path: str = "",
    *,
    administrator: bool = False,
    kept: KeptRequests | None = None,
    others: Sequence[ProcessKey] = (),
    verb: str = "dump",
) -> str:
    """Write the command line that asks for *request*, to be written to *path*, in a shell.

    *others* and *verb* are those of ``dump_arguments``. Where the line would be too long, or there
    are no words for the request, *request* is *kept* and the line names its file. Raises
    OutputError, or InvalidRequestError for a path with a zero.
    """
    with contextlib.suppress(InvalidRequestError):
        arguments = dump_arguments(key, request, path, others=others, verb=verb)
        line = command_line(arguments, administrator=administrator, path=path)
        if len(line) <= LINE_LIMIT:
            return line
    kept = kept or KeptRequests()
    file = kept.path(kept.keep(request))
    return line_with_file(
        key,
        file,
        path,
        administrator=administrator,
        dbghelp=request.dbghelp,
        others=others,
        verb=verb,
    )


def line_with_file(
    key: ProcessKey,
    file: Path,
    path: str = "",
    *,
    administrator: bool = False,
    dbghelp: str = "",
    others: Sequence[ProcessKey] = (),
    verb: str = "dump",
) -> str:
    """Write the command line that asks for the request kept in *file*, and for a DLL by name."""
    arguments = [verb, str(key), *map(str, others), f"--request={file}"]
    if dbghelp:
        arguments.append(f"--dbghelp={dbghelp}")
    if path:
        arguments += ["-o", path]
    return command_line(arguments, administrator=administrator, path=path)
