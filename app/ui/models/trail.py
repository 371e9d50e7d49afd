"""Where somebody has been, to go back to and forward again."""

from __future__ import annotations

from typing import Final

_KEPT: Final = 200


class Trail:
    """Addresses in the order in which they were gone to."""

    def __init__(self) -> None:
        """Begin nowhere."""
        self._behind: list[int] = []
        self._ahead: list[int] = []

    def leave(self, address: int) -> None:
        """Note where somebody was who goes elsewhere."""
        if not self._behind or self._behind[-1] != address:
            self._behind.append(address)
        del self._behind[:-_KEPT]
        self._ahead.clear()

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place to go back to."""
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        """Whether somebody has gone back."""
        return bool(self._ahead)

    def back(self, here: int) -> int | None:
        """Give where somebody came from who is *here*."""
        if not self._behind:
            return None
        self._ahead.append(here)
        return self._behind.pop()

    def forward(self, here: int) -> int | None:
        """Give where somebody was before going back *here*."""
        if not self._ahead:
            return None
        self._behind.append(here)
        return self._ahead.pop()

    def clear(self) -> None:
        """Forget all."""
        self._behind.clear()
        self._ahead.clear()
