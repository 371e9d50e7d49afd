"""An exception as people type it: ``thread=4711,code=SIGSEGV,flags=1,address=0x8``."""

from __future__ import annotations

import signal
from typing import Final

from ..capture.snapshot import ExceptionInformation
from ..errors import InvalidRequestError
from ..numerals import parse_number, shown

_FIELDS: Final = {"thread": 32, "code": 32, "flags": 32, "address": 64, "parameter": 64}
"""Bits of each; ``parameter`` may be given up to 15 times."""
_PARAMETERS: Final = 15
_HOW: Final = (
    "Write 'thread=TID,code=CODE', and flags=, address= and parameter= where they are known; "
    "CODE is a number or the name of a signal."
)


def exception_from_text(text: str) -> ExceptionInformation:
    """Read what :func:`exception_to_text` writes. Raises InvalidRequestError."""
    values: dict[str, int] = {}
    parameters: list[int] = []
    for part in text.split(","):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not equals or name not in _FIELDS or name in values:
            raise InvalidRequestError(f"--exception {shown(text)} is not understood.", _HOW)
        number = _number(name, value)
        if name == "parameter":
            parameters.append(number)
        else:
            values[name] = number
    if not {"thread", "code"} <= values.keys() or len(parameters) > _PARAMETERS:
        raise InvalidRequestError(f"--exception {shown(text)} is not complete.", _HOW)
    return ExceptionInformation(
        thread_id=values["thread"],
        code=values["code"],
        flags=values.get("flags", 0),
        address=values.get("address", 0),
        parameters=tuple(parameters),
    )


def exception_to_text(exception: ExceptionInformation) -> str | None:
    """Write *exception*; None if it has what there are no words for: registers, a chain."""
    if exception.context or exception.record:
        return None
    parts = [f"thread={exception.thread_id}", f"code={exception.code & 0xFFFFFFFF:#x}"]
    if exception.flags:
        parts.append(f"flags={exception.flags & 0xFFFFFFFF:#x}")
    if exception.address:
        parts.append(f"address={exception.address:#x}")
    return ",".join([*parts, *(f"parameter={number:#x}" for number in exception.parameters)])


def _number(name: str, value: str) -> int:
    if name == "code" and value.upper() in signal.Signals.__members__:
        return int(signal.Signals[value.upper()])
    if name == "flags" and value.startswith("-"):  # si_code of what a process sent
        return (1 << 32) - parse_number(value[1:], bits=31)
    return parse_number(value, bits=_FIELDS[name])
