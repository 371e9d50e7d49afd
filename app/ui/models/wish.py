"""What somebody wants dumped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.core.dump.request import DumpRequest
from app.core.errors import MiniDumpError

if TYPE_CHECKING:
    from app.ui.models.dump_list import Entry


class Wish(NamedTuple):
    """A process to dump, and what of it."""

    pid: int
    name: str
    user: str
    request: DumpRequest


def wish_of(entry: Entry) -> Wish | None:
    """Give what a line of the list was made of, if that is known."""
    if entry.job is not None:
        return Wish(entry.job.process_id, entry.job.process_name, "", entry.job.request)
    if entry.record is None or not entry.record.request:
        return None
    try:
        request = DumpRequest.from_json(entry.record.request)
    except MiniDumpError:
        return None
    return Wish(entry.record.pid, entry.record.name, "", request)
