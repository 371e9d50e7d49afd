"""Writing one dump for a command: how it is named, noted while it is written, and judged."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core.dump.left_out import parts_left_out
from ..core.errors import InvalidRequestError
from ..core.inspection.finding import exit_code
from ..core.storage.naming import (
    DEFAULT_TEMPLATE,
    NameValues,
    file_name,
    free_path,
    preset_word,
)
from ..core.storage.requests import repeating_line
from ..core.storage.unfinished import Unfinished
from .as_administrator import saying_how_as_administrator

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.dump.request import DumpRequest
    from ..core.dumper.cancellation import Cancellation
    from ..core.dumper.client import DumperClient
    from ..core.dumper.conversation import Report
    from ..core.dumper.messages import Done
    from ..core.process_key import ProcessKey

STDOUT: Final = "-"
_UNSEEN: Final = "process"
"""What a file is called after one that may not be looked at."""
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

    def path_for(seen: Callable[[], tuple[str, int]]) -> str:
        if output is not None and not os.path.isdir(output):  # noqa: PTH112 - no error if too long
            return output
        name, left_out = seen()
        values = NameValues(name, key, preset_word(request, left_out))
        return str(_free_name(Path(output or ""), values, overwrite=overwrite))

    def look() -> tuple[str, int]:
        """Give the name of the process, and how many parts of it are left out."""
        name = dumper.describe(key, cancellation=cancellation).name
        if not request.filter.excluding:
            return name, 0
        plan = dumper.plan(key, request, ranges=False, cancellation=cancellation).plan
        return name, parts_left_out(plan.left_out)

    def as_administrator() -> str:
        unseen = _UNSEEN, request.filter.excluding
        path = os.path.abspath(path_for(lambda: unseen))  # noqa: PTH100 - a path is text here
        return repeating_line(key, request, path, administrator=True)

    with saying_how_as_administrator(as_administrator):
        path = path_for(look)
        with Unfinished().noted(path):
            done = dumper.dump(
                key,
                request,
                path,
                overwrite=overwrite,
                held=held,
                report=report,
                cancellation=cancellation,
            )
    if done.crash is None:
        return done
    from ..core.inspection.explained import told_crash  # only now: it reads symbols

    return replace(done, crash=told_crash(done.path, done.crash))


def _free_name(folder: Path, values: NameValues, *, overwrite: bool) -> Path:
    """Name the file; a second dump of the same second gets a number, as it does in the window."""
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
