"""What a program may hand to ``write_dump``: told at the door if it is something else.

A path where an open file is wanted, or a callback that forgets to answer, would otherwise end in
an error of some inner part, or in a dump that lacks everything.
"""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ..errors import InvalidRequestError

if TYPE_CHECKING:
    from ..dump.callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MiniDumpCallback,
    )


@runtime_checkable
class HasDescriptor(Protocol):
    """An open file, as Python has them."""

    def fileno(self) -> int:
        """Give the descriptor."""
        ...


def descriptor_of(file: object) -> int:
    """Give the descriptor of *file*; -1: there is none. Raises InvalidRequestError."""
    if file is None:
        return -1
    if isinstance(file, HasDescriptor):
        try:
            return file.fileno()
        except (OSError, ValueError) as error:  # closed, or a file in memory
            raise InvalidRequestError(
                f"The file {file!r} has no descriptor: {error}.",
                "Pass a file that is open on a disk, as open(path, 'w+b') gives it.",
            ) from error
    if isinstance(file, int) and not isinstance(file, bool):
        return file
    raise InvalidRequestError(
        f"{file!r} is not an open file.",
        "Pass what open(path, 'w+b') gives, or its descriptor; dump_to_file takes a path.",
    )


def number_of(value: object, what: str) -> int:
    """Give the whole number *value*; *what* names it. Raises InvalidRequestError."""
    try:
        if not isinstance(value, bool):
            return operator.index(value)  # type: ignore[arg-type] # that is the question
    except TypeError:
        pass
    raise InvalidRequestError(
        f"{value!r} is not {what}.", f"Pass a number, not {type(value).__name__}."
    )


def answering(callback: Any) -> MiniDumpCallback | None:  # noqa: ANN401 - whatever was given
    """Refuse an answer of None: a callback that ends without ``return`` means TRUE, not FALSE.

    Raises InvalidRequestError if *callback* cannot be called; what is given raises TypeError.
    """
    if callback is None:
        return None
    if not callable(callback):
        raise InvalidRequestError(f"The callback {callback!r} cannot be called.")

    def answer(given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        said: bool | None = callback(given, output)
        if said is None:
            raise TypeError(
                f"The callback answered None to {given.CallbackType.name}. Return True to go on, "
                "False to leave out what it was asked about."
            )
        return said

    return answer
