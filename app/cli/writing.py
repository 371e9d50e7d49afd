"""Writing one dump for a command: how it is named, noted while it is written, and judged."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core.errors import InvalidRequestError
from ..core.inspection.finding import exit_code
from ..core.storage.naming import (
    DEFAULT_TEMPLATE,
    NameValues,
    file_name,
    free_path,
    preset_word,
)
from ..core.storage.unfinished import Unfinished

if TYPE_CHECKING:
    from ..core.dump.request import DumpRequest
    from ..core.dumper.cancellation import Cancellation
    from ..core.dumper.client import DumperClient
    from ..core.dumper.conversation import Report
    from ..core.dumper.messages import Done
    from ..core.process_key import ProcessKey

STDOUT: Final = "-"
_UNCHECKED: Final = 7


def to_file(
    dumper: DumperClient,
    key: ProcessKey,
    request: DumpRequest,
    output: str | None,
    *,
    overwrite: bool,
    report: Report,
    cancellation: Cancellation,
    held: bool = False,
) -> Done:
    """Write a dump to the file *output*, or into that folder. Raises what ``dump`` does."""
    if output is None or os.path.isdir(output):  # noqa: PTH112 - no error if too long
        name = dumper.describe(key, cancellation=cancellation).name
        output = str(_free_name(Path(output or ""), name, key, request, overwrite=overwrite))
    with Unfinished().noted(output):
        return dumper.dump(
            key,
            request,
            output,
            overwrite=overwrite,
            held=held,
            report=report,
            cancellation=cancellation,
        )


def _free_name(
    folder: Path, name: str, key: ProcessKey, request: DumpRequest, *, overwrite: bool
) -> Path:
    """Name the file; a second dump of the same second gets a number, as it does in the window."""
    values = NameValues(name, key, preset_word(request.flags, request.filter.excluding))
    if overwrite:
        return folder / file_name(DEFAULT_TEMPLATE, values)
    return free_path(folder, DEFAULT_TEMPLATE, values)


def check_folder(output: str | None) -> None:
    """Refuse to put several dumps anywhere but into a folder. Raises InvalidRequestError."""
    if output == STDOUT:
        raise InvalidRequestError(
            "Standard output takes one dump alone.", "Name one process, or a folder: -o FOLDER."
        )
    if output is not None and not os.path.isdir(output):  # noqa: PTH112 - no error if too long
        raise InvalidRequestError(
            f"{output} is not a folder, which several dumps want.", "Make it, or name another one."
        )


def code_of(done: Done) -> int:
    """Give the exit code: 0 for a dump that was checked and is good."""
    if done.verdict == "unchecked" and done.path != STDOUT:
        return _UNCHECKED  # a stream cannot be checked; a file that was not may not be good
    return exit_code(done.verdict, soft_errors=done.soft_errors)
