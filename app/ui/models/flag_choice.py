"""The flags that are chosen, and the one place that keeps presets, hex field and boxes in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.core.dump.flags import effective_flags, parse_flags
from app.core.dump.presets import DEFAULT, Preset, preset_of
from app.core.errors import InvalidRequestError
from app.core.minidump.constants import MINIDUMP_TYPE, VALID_TYPE_FLAGS

if TYPE_CHECKING:
    from app.core.dump.flags import EffectiveFlags


class FlagChoice(QObject):
    """A set of MINIDUMP_TYPE flags and the preset it came from."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with the default preset."""
        super().__init__(parent)
        self._flags = DEFAULT.flags
        self._preset: Preset | None = DEFAULT

    @property
    def flags(self) -> int:
        """The flags as they were asked for."""
        return self._flags

    @property
    def preset(self) -> Preset | None:
        """The preset with these flags or, if they depart from it, the one they came from."""
        return self._preset

    @property
    def modified(self) -> bool:
        """Whether the flags depart from the preset."""
        return self._preset is not None and self._preset.flags != self._flags

    def effective(self) -> EffectiveFlags | InvalidRequestError:
        """Say what is left of the flags, or why they cannot be had together."""
        try:
            return effective_flags(self._flags)
        except InvalidRequestError as error:
            return error

    def choose(self, preset: Preset) -> None:
        """Take the flags of *preset*."""
        self._set(preset.flags, preset)

    def tick(self, flag: MINIDUMP_TYPE, on: bool) -> None:
        """Set or clear one flag."""
        flags = self._flags | flag if on else self._flags & ~flag
        self._set(int(flags), self._preset)

    def read(self, text: str) -> None:
        """Take hex, decimal or names. Raises InvalidRequestError and changes nothing then."""
        flags = parse_flags(text)
        if flags & ~VALID_TYPE_FLAGS:
            effective_flags(flags)  # says which bits are wrong
        if flags != self._flags:
            self._set(flags, None)

    def _set(self, flags: int, preset: Preset | None) -> None:
        self._flags = flags
        self._preset = preset_of(flags) or preset
        self.changed.emit()
