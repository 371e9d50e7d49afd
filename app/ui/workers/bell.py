"""How a thread of Python's has something done in the thread of the window.

A signal of an object that the window deletes meanwhile would be emitted into freed memory. What is
told goes through one object that is never deleted; whether the owner still lives is asked in the
thread of the window, where nobody can delete it at the same time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable


class _Bell(QObject):
    """Belongs to the thread that imports this module: that of the window."""

    _rang = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._rang.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def ring(self, owner: QObject, call: Callable[[], object]) -> None:
        self._rang.emit(owner, call)

    def _answer(self, owner: QObject, call: Callable[[], object]) -> None:
        if isValid(owner):
            call()


_BELL: Final = _Bell()


def tell(owner: QObject, call: Callable[[], object]) -> None:
    """Have *call* made in the thread of the window, unless *owner* is gone. From any thread."""
    _BELL.ring(owner, call)
