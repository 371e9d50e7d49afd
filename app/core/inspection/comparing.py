"""Two looks held against each other, in a process of its own: a file may be hostile or huge."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import DumpDeskError, InvalidDumpError
from ..process_key import ProcessKey
from .compare import compare
from .framing import limit_memory, tell

if TYPE_CHECKING:
    from .compare import Look

_PROCESS: Final = "process:"
_FILE: Final = "file:"


class NotCompared(NamedTuple):
    """It could not be done."""

    cause: str
    remedy: str


def argument_of(side: str | ProcessKey) -> str:
    """Write the path of a dump, or a process, as the argument of this process."""
    if isinstance(side, ProcessKey):
        return f"{_PROCESS}{side.pid}:{side.started}"
    return _FILE + side


def main(arguments: list[str]) -> int:
    """Answer with the Comparison of the two sides in *arguments*, or with NotCompared."""
    limit_memory()
    answer: object
    try:
        answer = compare(*map(_look, arguments))
    except DumpDeskError as error:
        answer = NotCompared(error.cause, error.remedy)
    except OSError as error:
        answer = NotCompared(f"It cannot be read: {error.strerror or error}.", "Try again.")
    except MemoryError:
        remedy = InvalidDumpError.default_remedy
        answer = NotCompared("A file claims to hold more than can be looked at.", remedy)
    tell(sys.stdout.buffer, answer)
    return 0


def _look(argument: str) -> Look:
    # Whoever only asks pays for none of it.
    from .looks import look_at_dump, look_at_process

    if argument.startswith(_PROCESS):
        pid, _, started = argument.removeprefix(_PROCESS).partition(":")
        return look_at_process(ProcessKey(int(pid), int(started)))
    return look_at_dump(argument.removeprefix(_FILE))
