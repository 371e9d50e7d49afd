"""Whether a process that was opened by its number is the one that was meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import InvalidRequestError, NoSuchProcessError
from ..process_key import ProcessKey

if TYPE_CHECKING:
    from collections.abc import Callable


def key_in(value: object) -> ProcessKey:
    """Give *value* if it says which process is meant. Raises InvalidRequestError."""
    if not isinstance(value, ProcessKey):
        raise InvalidRequestError(
            f"{value!r} does not say which process is meant.",
            "Pass what key_of gives for its number.",
        )
    return value


def confirm(key: ProcessKey, started: int, name: Callable[[], str]) -> None:
    """Refuse a process that was *started* at another time than the one of *key*.

    To be called once the process is held open, so that its number cannot be given on any more
    without our noticing. *name* finds out what the stranger is called. Raises NoSuchProcessError.
    """
    if started != key.started:
        raise NoSuchProcessError(
            f"Process {key.pid} has ended; its number now belongs to another program ({name()})."
        )
