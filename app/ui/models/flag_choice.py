"""The flags that are chosen, and the one place that keeps presets, hex field and boxes in step."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from ...core.dump.flags import effective_flags, parse_flags
from ...core.dump.presets import DEFAULT, PRESETS, Preset
from ...core.errors import InvalidRequestError
from ...core.minidump.constants import MINIDUMP_TYPE, VALID_TYPE_FLAGS

if TYPE_CHECKING:
    from ...core.dump.flags import EffectiveFlags
    from ...core.storage.own_presets import OwnPresets


class FlagState(NamedTuple):
    """The choice at one moment."""

    flags: int
    preset: Preset | None
    respect_dontdump: bool = False
    blank: bool = False
    clone: bool | None = None


class FlagChoice(QObject):
    """A set of MINIDUMP_TYPE flags and the preset it came from.

    Beside the flags, whether what a program keeps out of dumps is left out (MADV_DONTDUMP), whether
    what has to be stored although it is left out is overwritten with zeros, and whether the program
    runs on while a copy of it is read (None: where it pays).
    """

    changed = Signal()
    presets_changed = Signal()
    """The user's own presets are other ones now."""

    def __init__(self, own: OwnPresets | None = None, parent: QObject | None = None) -> None:
        """Start with the default preset. *own* are the user's presets, beside the built-in ones."""
        super().__init__(parent)
        self.own = own
        self._flags = DEFAULT.flags
        self._preset: Preset | None = DEFAULT
        self._respect_dontdump = DEFAULT.respect_dontdump
        self._blank = False
        self._clone: bool | None = None

    @property
    def flags(self) -> int:
        """The flags as they were asked for."""
        return self._flags

    @property
    def preset(self) -> Preset | None:
        """The preset with these flags or, if they depart from it, the one they came from."""
        return self._preset

    @property
    def respect_dontdump(self) -> bool:
        """Whether what the program keeps out of dumps is left out."""
        return self._respect_dontdump

    def set_respect_dontdump(self, on: bool) -> None:
        """Leave it out, or not."""
        if on != self._respect_dontdump:
            self._respect_dontdump = on
            self.changed.emit()

    @property
    def blank(self) -> bool:
        """Whether what has to be stored although it is left out is overwritten with zeros."""
        return self._blank

    def set_blank(self, on: bool) -> None:
        """Overwrite it, or not."""
        if on != self._blank:
            self._blank = on
            self.changed.emit()

    @property
    def clone(self) -> bool | None:
        """Whether the program runs on while a copy of it is read; None: where it pays."""
        return self._clone

    def set_clone(self, wanted: bool | None) -> None:
        """Let it run on, or not, or leave that open."""
        if wanted is not self._clone:
            self._clone = wanted
            self.changed.emit()

    @property
    def modified(self) -> bool:
        """Whether the choice departs from the preset."""
        return self._preset is not None and (
            (self._preset.flags, self._preset.respect_dontdump)
            != (self._flags, self._respect_dontdump)
        )

    def effective(self) -> EffectiveFlags | InvalidRequestError:
        """Say what is left of the flags, or why they cannot be had together."""
        try:
            return effective_flags(self._flags)
        except InvalidRequestError as error:
            return error

    def presets(self) -> tuple[Preset, ...]:
        """Give the built-in presets and the user's own."""
        return PRESETS + (self.own.presets if self.own else ())

    def state(self) -> FlagState:
        """Give the choice, to come back to."""
        return FlagState(
            self._flags, self._preset, self._respect_dontdump, self._blank, self._clone
        )

    def restore(self, state: FlagState) -> None:
        """Choose as in *state*."""
        self._respect_dontdump, self._blank = state.respect_dontdump, state.blank
        self._clone = state.clone
        self._set(state.flags, state.preset)

    def take(
        self,
        flags: int,
        *,
        respect_dontdump: bool = False,
        blank: bool = False,
        clone: bool | None = None,
    ) -> None:
        """Take *flags*, wherever they come from."""
        self._respect_dontdump, self._blank, self._clone = respect_dontdump, blank, clone
        self._set(flags, None)

    def tell_presets(self) -> None:
        """The user's own presets have changed: look which one this is now."""
        known = self.presets()
        same = next((preset for preset in known if preset.flags == self._flags), None)
        before = self._preset
        kept = next((p for p in known if before is not None and p.key == before.key), None)
        self._preset = same or kept
        self.presets_changed.emit()
        self.changed.emit()

    def choose(self, preset: Preset) -> None:
        """Take the flags of *preset*."""
        self._respect_dontdump = preset.respect_dontdump
        self._set(preset.flags, preset)

    def tick(self, flag: MINIDUMP_TYPE, on: bool) -> None:
        """Set or clear one flag."""
        flags = self._flags | flag if on else self._flags & ~flag
        self._set(int(flags), self._preset)

    def read(self, text: str) -> None:
        """Take a number that begins with 0x, or names.

        Raises InvalidRequestError and changes nothing then.
        """
        flags = parse_flags(text)
        if flags & ~VALID_TYPE_FLAGS:
            effective_flags(flags)  # says which bits are wrong
        if flags != self._flags:
            self._set(flags, None)

    def _set(self, flags: int, preset: Preset | None) -> None:
        self._flags = flags
        same = (known for known in self.presets() if known.flags == flags)
        # Several may be alike: the one that was chosen goes before the first.
        self._preset = preset if preset and preset.flags == flags else next(same, preset)
        self.changed.emit()
