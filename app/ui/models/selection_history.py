"""Undo and redo of everything that says what goes into a dump: flags, presets and the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtGui import QUndoCommand, QUndoStack

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

State = TypeVar("State")
LIMIT: Final = 200
"""So many steps are remembered."""


class SelectionHistory(QUndoStack, Generic[State]):
    """Remembers states; a step goes from one to another.

    *read* gives the state as it is, *apply* brings one back.
    """

    def __init__(
        self,
        read: Callable[[], State],
        apply: Callable[[State], None],
        parent: QObject | None = None,
    ) -> None:
        """Begin with the state as it is."""
        super().__init__(parent)
        self.setUndoLimit(LIMIT)
        self._read = read
        self._apply = apply
        self._applying = False
        self._now = read()

    def note(self, text: str, merge: int = -1) -> None:
        """Something may have changed: make a step of it, called *text*.

        Steps with the same *merge* that follow each other become one (-1: never).
        """
        state = self._read()
        if self._applying or state == self._now:
            return
        before, self._now = self._now, state
        self.push(_Step(self, text, before, state, merge))

    def begin_anew(self) -> None:
        """Forget all steps: they are about something that is not shown any more."""
        self.clear()
        self._now = self._read()

    def bring_back(self, state: State) -> None:
        """Go to *state* without making a step of it."""
        self._applying = True
        try:
            self._apply(state)
        finally:
            self._applying = False
            self._now = self._read()


class _Step(QUndoCommand, Generic[State]):
    """From one state to another."""

    def __init__(
        self, history: SelectionHistory[State], text: str, before: State, after: State, merge: int
    ) -> None:
        super().__init__(text)
        self._history = history
        self._before = before
        self._after = after
        self._merge = merge
        self._done = True

    def id(self) -> int:
        return self._merge

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step):
            return False
        self._after = other._after  # noqa: SLF001 - one of us
        return True

    def redo(self) -> None:
        if self._done:  # it has just been done, by hand
            self._done = False
            return
        self._history.bring_back(self._after)

    def undo(self) -> None:
        self._history.bring_back(self._before)
