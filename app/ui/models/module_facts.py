"""All that a dump tells of one module, and what this machine knows of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from ...core.inspection.module_symbols import Symbols
from ...core.text import escaped, file_name
from .. import theme
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate
from .memory_kinds import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...core.capture.snapshot import Module
    from ...core.inspection.module_symbols import ModuleSymbols
    from ...core.inspection.page import DumpPage

_YEAR_2100: Final = 4_102_444_800


class PageModule(NamedTuple):
    """A module of a dump, loaded or unloaded."""

    module: Module
    is_loaded: bool = True
    symbols: ModuleSymbols | None = None
    """None: nobody has looked yet, or it is not loaded."""
    left_out: str = ""
    """By whom and why it was left out of the dump; empty: it was not."""

    @property
    def state(self) -> str:
        """Whether it was loaded, and whether its file was still the same."""
        if self.left_out:
            return translate("ModuleFacts", "left out")
        if not self.is_loaded:
            return translate("ModuleFacts", "unloaded")
        if self.module.deleted:
            return translate("ModuleFacts", "file deleted")
        if self.module.replaced:
            return translate("ModuleFacts", "file replaced")
        return translate("ModuleFacts", "loaded")

    @property
    def symbols_text(self) -> str:
        """How much of it can be named."""
        if not self.is_loaded:
            return ""
        if self.symbols is None:
            return "…"
        return core_text(self.symbols.symbols)


def module_facts(page: DumpPage, shown: PageModule, stored: int) -> list[tuple[str, str]]:
    """Say everything about a module: pairs of a heading and a text that is safe to look at."""
    return [
        (translate("ModuleFacts", title), escaped_lines(text))
        for title, text in _facts(page, shown, stored)
        if text
    ]


def escaped_lines(text: str) -> str:
    """Escape each line of *text*."""
    return "\n".join(map(escaped, text.split("\n")))


def _facts(page: DumpPage, shown: PageModule, stored: int) -> Iterator[tuple[str, str]]:
    module = shown.module
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Module"), file_name(module.name)
    yield QT_TRANSLATE_NOOP("ModuleFacts", "State"), shown.state
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Left out"), shown.left_out
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Path"), module.name
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Name in the file"), module.soname
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Version"), module.version_text
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Symbol id"), module.symbol_id
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Symbols"), _symbols(shown)
    if module.size:
        yield QT_TRANSLATE_NOOP("ModuleFacts", "Addresses"), addresses(module.base, module.size)
        yield QT_TRANSLATE_NOOP("ModuleFacts", "Size"), theme.binary_size(module.size)
    if shown.is_loaded:
        yield QT_TRANSLATE_NOOP("ModuleFacts", "In the dump"), theme.binary_size(stored)
    yield QT_TRANSLATE_NOOP("ModuleFacts", "Time stamp"), _stamp(module.time_date_stamp)
    yield (
        QT_TRANSLATE_NOOP("ModuleFacts", "Check sum"),
        f"{module.check_sum:#010x}" if module.check_sum else "",
    )
    notes = [note for note in page.snapshot.image_notes if note.base == module.base]
    yield (
        QT_TRANSLATE_NOOP("ModuleFacts", "Notes"),
        "\n".join(": ".join(filter(None, (str(note.kind), note.detail))) for note in notes),
    )
    name = file_name(module.name)
    said = (thing for thing in page.cause.said if name and thing.source.split(": ")[0] == name)
    yield (
        QT_TRANSLATE_NOOP("ModuleFacts", "It said"),
        "\n".join(f"{thing.source}: {thing.text}" for thing in said),
    )


def _symbols(shown: PageModule) -> str:
    if shown.symbols is None or not shown.is_loaded:
        return ""
    found = shown.symbols
    if found.symbols is Symbols.NONE:
        text = translate("ModuleFacts", "none: {0}")
        return text.format(core_text(found.why)) if found.why else core_text(found.symbols)
    text = translate("ModuleFacts", "{0}, from {1}")
    return text.format(core_text(found.symbols), found.path)


def _stamp(stamp: int) -> str:
    """Give a time stamp, and the moment it stands for if it can be one: many are hashes."""
    if not stamp:
        return ""
    if stamp >= _YEAR_2100:
        return f"{stamp:#010x}"
    when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(stamp))
    return f"{stamp:#010x}  ·  {when}"
