"""Which process a command is about, or which file: how it is written, and read in one way."""

from __future__ import annotations

import re
from typing import Final, TypeAlias

import click

from ..core.capture.target import key_of
from ..core.errors import InvalidRequestError
from ..core.numerals import parse_number
from ..core.process_key import ProcessKey

_PID_BITS: Final = 32
_LIKE_A_PROCESS: Final = re.compile(r"-?\d+(?:@.*)?|0[xX][0-9a-fA-F]+(?:@.*)?")
"""Digits of all scripts, so that other ones than 0 to 9 are refused and not taken for a name."""


Meant: TypeAlias = ProcessKey | int
"""A process: by number and start, or whichever has the number."""


class Process(click.ParamType):  # type: ignore[type-arg]  # generic since click 8.2 only
    """``PID``, whatever process has that number, or ``PID@STARTED``, that process and no other."""

    name = "process"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Meant:
        """Read it."""
        pid, at, started = value.partition("@")
        try:
            number = parse_number(pid, bits=_PID_BITS)
            return ProcessKey(number, parse_number(started)) if at else number
        except InvalidRequestError as error:
            self.fail(str(error), param, ctx)


class ProcessOrFile(click.ParamType):  # type: ignore[type-arg]  # as above
    """The same, or the path of a dump; a file that is called like a number is ``./4711``."""

    name = "process or file"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Meant | str:
        """Read it."""
        like_one = _LIKE_A_PROCESS.fullmatch(value)
        return Process().convert(value, param, ctx) if like_one else value


class ProcessOrQuery(ProcessOrFile):
    """``PID``, ``PID@STARTED``, or text that says which processes: a name, or a query."""

    name = "process or query"


def the_key(given: Meant) -> ProcessKey:
    """Say which process is meant. To be called first: a number may be given on at any time.

    Raises NoSuchProcessError, AccessDeniedError.
    """
    return key_of(given) if isinstance(given, int) else given
