"""Texts with ``{fields}`` to fill in: names of dump files, comments of recipes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_PIECE: Final = re.compile(r"[^{}]+|\{([^{}]*)\}|[{}]")


def expand(text: str, value_of: Callable[[str], str]) -> str:
    """Put ``value_of(field)`` in place of every ``{field}`` of a checked template."""
    return _PIECE.sub(lambda found: found[0] if found[1] is None else value_of(found[1]), text)


def fields_of(text: str, allowed: Collection[str], where: str) -> list[str]:
    """List the fields in *text*, in order.

    Raises InvalidRequestError, saying the place, for a field that is not *allowed* and for a brace
    without its partner. *where* names the template in messages ("the comment").
    """
    found: list[str] = []
    for piece in _PIECE.finditer(text):
        field = piece[1]
        place = f"character {piece.start() + 1} of {where}"
        if field is None and piece[0] in {"{", "}"}:
            raise InvalidRequestError(
                f"The brace {piece[0]} at {place} stands alone.", "Write {name} or no brace at all."
            )
        if field is None:
            continue
        if field not in allowed:
            raise InvalidRequestError(
                f"There is no {{{field[:40]}}}, at {place}.",
                f"There are {', '.join(f'{{{name}}}' for name in allowed)}.",
            )
        found.append(field)
    return found
