"""What somebody wants dumped, and the command line that says it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ...core.storage.requests import line_with_file, repeating_line

if TYPE_CHECKING:
    from ...core.dump.request import DumpRequest
    from ...core.process_key import ProcessKey
    from ...core.storage.history import History
    from .as_planned import Foretold
    from .dump_list import Entry


class Wish(NamedTuple):
    """A process to dump, and what of it."""

    key: ProcessKey
    name: str
    user: str
    request: DumpRequest
    left_out: int = 0
    """Parts of the process that the dump will lack on purpose, as far as that is known."""
    foretold: Foretold | None = None
    """What the file will hold, as far as that is known."""


def is_repeatable(entry: Entry) -> bool:
    """Say whether it is known what a line of the list was made of."""
    record = entry.record
    return entry.job is not None or (
        record is not None and bool(record.request or record.request_file)
    )


def wish_of(entry: Entry, history: History) -> Wish:
    """Give what a line of the list was made of; may read a file of megabytes.

    Raises InvalidRequestError or OutputError if that is not known any more.
    """
    if entry.job is not None:
        return Wish(entry.job.key, entry.job.process_name, "", entry.job.request, _parts(entry))
    record = entry.record
    assert record is not None  # noqa: S101 - a line without a job is one of the history
    return Wish(record.key, record.name, "", history.request_of(record), _parts(entry))


def _parts(entry: Entry) -> int:
    if entry.record is not None:
        return entry.record.left_out
    return 0 if entry.job is None else entry.job.request.filter.excluding


def line_of(entry: Entry, history: History) -> str:
    """Write the command line that repeats a dump into the same folder: its name is made anew.

    May write a file that the line names. Raises as :func:`wish_of`.
    """
    folder = os.path.dirname(entry.path)  # noqa: PTH120 - as it was written
    record = entry.record
    if entry.job is None and record is not None and record.request_file:
        return line_with_file(record.key, history.request_path(record), folder)
    wish = wish_of(entry, history)
    return repeating_line(wish.key, wish.request, folder, kept=history.requests)
