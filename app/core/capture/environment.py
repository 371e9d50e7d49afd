"""The environment of a process: its variables, and what of it can be told without their values."""

from __future__ import annotations

from typing import NamedTuple


class Variable(NamedTuple):
    """A variable. A program may have written something else there: that has no name."""

    name: str
    value: str


def variables(block: bytes) -> tuple[Variable, ...]:
    """Take apart ``NAME=value`` texts with zero bytes between; what is no UTF-8 is spelled out."""
    found = []
    for entry in block.decode("utf-8", "backslashreplace").split("\0"):
        name, equals, value = entry.partition("=")
        if entry:
            found.append(Variable(name, value) if equals else Variable("", entry))
    return tuple(found)


def names_only(block: bytes) -> bytes:
    """Give *block* without its values, which may be secret; what has no name loses all."""
    entries = (entry.partition(b"=") for entry in block.split(b"\0") if entry)
    return b"\0".join(name + equals if equals else b"=" for name, equals, _ in entries)
