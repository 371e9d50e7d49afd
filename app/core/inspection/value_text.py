"""Decoded values as lines to read: a field a line, and numbers in hex where people use hex."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEX: Final = re.compile(
    r"(?i)address|base$|rva$|teb|flags|mask|protect|state|^type$|code$|check_?sum|stamp|attributes"
    r"|access|signature|[ml]s$|brk|dynamic|offset|affinity|start$|record|platformid|version$|os$"
)
"""Names of fields whose numbers are addresses, bits, codes or halves of something."""
_COUNTS: Final = re.compile(r"(?i)count|number|size$|^revision$|majorversion|minorversion")
_NESTED: Final = (dict, list, tuple)
_INDENT: Final = "  "


def value_lines(value: Any, name: str = "", indent: str = "") -> Iterator[str]:  # noqa: ANN401
    """Give the lines of *value*: of dictionaries, lists and what stands in them as in JSON."""
    head = f"{indent}{name}: " if name else indent
    if isinstance(value, dict) and value:
        if name:
            yield head.rstrip()
            indent += _INDENT
        for key, part in value.items():
            yield from value_lines(part, str(key), indent)
    elif isinstance(value, list | tuple) and any(
        isinstance(one, dict | list | tuple) for one in value
    ):
        if name:
            yield head.rstrip()
            indent += _INDENT
        for place, one in enumerate(value):
            if place and isinstance(one, dict):
                yield ""
            yield from value_lines(one, "", indent)
    elif isinstance(value, list | tuple):
        yield head + "  ".join(_text(one, "address") for one in value)
    else:
        yield head + _text(value, name)


def _text(value: object, name: str) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: ""}[value]
    if isinstance(value, int) and value > 9 and _HEX.search(name) and not _COUNTS.search(name):
        return f"{value:#x}"
    return str(value)
