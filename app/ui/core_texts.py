"""Texts of the core in the user's language. The core knows nothing of languages.

Its texts are collected into the context ``Core`` by ``dev.py translate``; those it makes of parts
at run time (“It belongs to {user}.”) are recognised by what does not change in them.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.core.dump.flags import FLAGS, FlagGroup
from app.core.dump.presets import PRESETS
from app.core.processes.verdict import LINUX, WINDOWS
from app.core.storage.naming import FIELDS

CONTEXT: Final = "Core"
_REASONS: Final = (
    "taken out by MiniDumpWithoutOptionalData",
    "full memory covers it or makes it meaningless",
    "taken out by MiniDumpFilterTriage",
    "comes with MiniDumpFilterTriage",
)
"""What ``effective_flags`` says of flags."""
_FIELD: Final = re.compile(r"\{(\w*)\}")


def core_text(text: str) -> str:
    """Translate *text* of the core; what is not known comes back as it is."""
    told = QCoreApplication.translate(CONTEXT, text)
    if told != text:
        return told
    for template, pattern in _templates():
        if found := pattern.fullmatch(text):
            translated = QCoreApplication.translate(CONTEXT, template)
            if translated == template:
                return text
            return _filled(translated, found.groupdict())
    return text


def _filled(template: str, values: dict[str, str]) -> str:
    return _FIELD.sub(lambda field: values.get(field[1], field[0]), template)


@cache
def collect() -> tuple[str, ...]:
    """Give all texts of the core's tables that the window shows, each once."""
    texts: list[str] = [str(group) for group in FlagGroup]
    for row in FLAGS:
        texts += (row.label, row.help, row.windows, row.linux)
    for preset in PRESETS:
        texts += (preset.name, preset.help, preset.equals)
    for _, _, reason, remedy in (*LINUX, *WINDOWS):
        texts += (reason, remedy)
    texts += FIELDS.values()
    texts += _REASONS
    return tuple(dict.fromkeys(filter(None, texts)))


@cache
def _templates() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give the texts with fields, and what such a text looks like with its fields filled in."""
    made = []
    for text in collect():
        names: set[str] = set()
        pattern = ""
        place = 0
        for field in _FIELD.finditer(text):
            pattern += re.escape(text[place : field.start()])
            pattern += f"(?P={field[1]})" if field[1] in names else f"(?P<{field[1]}>.*)"
            names.add(field[1])
            place = field.end()
        if names:
            made.append((text, re.compile(pattern + re.escape(text[place:]), re.DOTALL)))
    return tuple(made)


def main() -> None:
    """Write the texts as a source file that lupdate reads."""
    lines = [
        f"QT_TRANSLATE_NOOP({CONTEXT!r}, {json.dumps(text, ensure_ascii=False)})"
        for text in collect()
    ]
    sys.stdout.buffer.write("\n".join(lines).encode())


if __name__ == "__main__":
    main()
