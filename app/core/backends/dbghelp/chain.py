"""Several callbacks as one: what the rules say, what the caller says, what writing needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...minidump.constants import MINIDUMP_CALLBACK_TYPE as C

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...dump.callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MiniDumpCallback,
    )

_IN_TURN: Final = frozenset({C.MemoryCallback, C.RemoveMemoryCallback})


def chained(callbacks: Sequence[MiniDumpCallback]) -> MiniDumpCallback:
    """Make one callback of several: each sees what the one before it left.

    All must say TRUE, but that any may cancel; ranges come from one after the other.
    """
    left = {kind: list(callbacks) for kind in _IN_TURN}

    def callback(given: MINIDUMP_CALLBACK_INPUT, output: MINIDUMP_CALLBACK_OUTPUT) -> bool:
        if given.CallbackType in _IN_TURN:
            asked = left[given.CallbackType]
            while asked:
                if asked[0](given, output) and output.MemorySize > 0:
                    return True
                del asked[0]
            return False
        if given.CallbackType == C.CancelCallback:
            return _cancels(callbacks, given, output)
        return all(each(given, output) for each in callbacks)

    return callback


def _cancels(
    callbacks: Sequence[MiniDumpCallback],
    given: MINIDUMP_CALLBACK_INPUT,
    output: MINIDUMP_CALLBACK_OUTPUT,
) -> bool:
    check = cancel = False
    for each in callbacks:
        output.CheckCancel = output.Cancel = False
        answer = each(given, output)
        check = check or bool(output.CheckCancel)
        cancel = cancel or bool(answer and output.Cancel)
    output.CheckCancel, output.Cancel = check, cancel
    return True
