"""What a command tells of several processes: each in its turn, and what could not be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ..core.dumper.messages import Failed, event_to_json
from ..core.errors import DumpCancelledError, DumpDeskError
from . import terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T")
S = TypeVar("S")


def each(
    targets: Sequence[T],
    look: Callable[[T], S],
    show: Callable[[S], None],
    to_json: Callable[[S], dict[str, Any]],
    *,
    several: bool,
    as_json: bool,
) -> int:
    """Have a *look* at all *targets* and *show* it; give the exit code of the first that failed.

    As JSON, what was seen of *several* is one list, in which those that failed have their error.
    Raises DumpCancelledError, and of one alone whatever the look does.
    """
    code = 0
    told: list[dict[str, Any]] = []
    for number, target in enumerate(targets):
        try:
            seen = look(target)
        except DumpDeskError as error:
            if not several or isinstance(error, DumpCancelledError):
                raise
            code = code or error.exit_code
            told.append({"source": str(target), **event_to_json(Failed.of(error))})
            if not as_json:
                terminal.complain(f"{target}: {error}")
            continue
        if as_json:
            told.append(to_json(seen))
            continue
        if number:
            terminal.say()
        show(seen)
    if as_json:
        terminal.as_json(told if several else told[0])
    return code
