"""What a dump is called by its flags: the preset's name, less what was left out."""

from __future__ import annotations

from ...core.dump.presets import preset_of
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text
from ..translation import translate


def preset_name(flags: int, left_out: int = 0, recipe: str = "") -> str:
    """Name the *recipe*, or the preset with these *flags*, less so many parts *left_out*."""
    preset = preset_of(flags)
    known = core_text(preset.name) if preset else f"0x{flags:08x}"
    return less(escaped(recipe) or known, left_out)


def less(name: str, left_out: int) -> str:
    """Subtract them in words: nobody is to take it for a dump that holds them."""
    if not left_out:
        return name
    one = translate("PresetName", "{0} − 1 part")  # noqa: RUF001 - a minus
    many = translate("PresetName", "{0} − {1} parts")  # noqa: RUF001 - a minus
    return (one if left_out == 1 else many).format(name, theme.whole_number(left_out))
