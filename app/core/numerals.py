"""Numbers that people type: ids, addresses, sizes, flags, rules, filters. One strict reader.

A number is written with the digits 0 to 9, or as 0x and hexadecimal digits, and nothing else: no
sign, no ``_``, no zeros in front (which some read as octal), no digits of other scripts. What could
be meant in two ways is refused and not guessed at: a wrong address or flag makes a wrong dump.
"""

from __future__ import annotations

import re
from typing import Final

from .errors import InvalidRequestError

_SHIFTS: Final = {"k": 10, "m": 20, "g": 30}
_WHOLE: Final = re.compile(r"0[xX][0-9a-fA-F]+|0|[1-9][0-9]*")
_ZEROS: Final = re.compile(r"0+([0-9]+)")
_SHOWN: Final = 40
"""Characters of what was typed that fit into a message."""
_LONGEST: Final = 20
"""Digits of the largest number of 64 bits: more of them are not worth looking at."""
how: Final = "Write it with the digits 0 to 9, or as 0x and hexadecimal digits."


def parse_number(text: str, *, bits: int = 64) -> int:
    """Read a number of at most *bits* bits.

    Raises InvalidRequestError saying why it is none and how to write it.
    """
    typed = text.strip(" \t")
    if not _WHOLE.fullmatch(typed):
        raise _refused(typed)
    is_hex = typed[:2] in {"0x", "0X"}
    digits = typed[2:].lstrip("0") if is_hex else typed
    value = int(digits or "0", 16 if is_hex else 10) if len(digits) <= _LONGEST else 1 << 80
    if value >> bits:
        raise InvalidRequestError(
            f"{shown(typed)} is larger than {bits} bits.", f"The largest is {(1 << bits) - 1:#x}."
        )
    return value


def parse_size(text: str) -> int:
    """Read a number of bytes, with K, M or G behind it if it is one of KiB, MiB or GiB.

    Raises InvalidRequestError as :func:`parse_number`.
    """
    typed = text.strip(" \t")
    shift = _SHIFTS.get(typed[-1:].lower(), 0)
    return parse_number(typed[:-1] if shift else typed, bits=64 - shift) << shift


def is_number(text: str) -> bool:
    """Say whether *text* can only be meant as a number, well written or not."""
    return text.isdecimal() or text[:2] in {"0x", "0X"}


def shown(text: str) -> str:
    """Quote what somebody typed, as far as fits into a message."""
    return f"{text[:_SHOWN]!r}{'…' if len(text) > _SHOWN else ''}"


def _refused(typed: str) -> InvalidRequestError:
    zeros = _ZEROS.fullmatch(typed)
    if zeros is not None:
        number = zeros[1][:_SHOWN]
        return InvalidRequestError(
            f"{shown(typed)} begins with a zero, which some read as octal.",
            f"Write {number}, or 0x{number} if it is hexadecimal.",
        )
    if not typed:
        return InvalidRequestError("There is no number.", how)
    if typed.isdecimal():
        return InvalidRequestError(f"{shown(typed)} has other digits than 0 to 9.", how)
    return InvalidRequestError(f"{shown(typed)} is not a number.", how)
