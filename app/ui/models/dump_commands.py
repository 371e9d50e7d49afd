"""What the page about a dump does, as commands."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..translation import QT_TRANSLATE_NOOP, translate

_FILE: Final = "{file}"
FIND: Final = "{find}"
"""Stands for what is sought, which is known only when the command is wanted."""
_COMMANDS: Final = (
    (QT_TRANSLATE_NOOP("DumpCommands", "Show what it holds"), ("show", _FILE)),
    (QT_TRANSLATE_NOOP("DumpCommands", "Show its stacks"), ("stacks", _FILE)),
    (QT_TRANSLATE_NOOP("DumpCommands", "Show its registers"), ("show", _FILE, "--registers")),
    (
        QT_TRANSLATE_NOOP("DumpCommands", "Print its modules as CSV"),
        ("show", _FILE, "--csv", "modules"),
    ),
    (QT_TRANSLATE_NOOP("DumpCommands", "Find a text in it"), ("find", _FILE, FIND)),
    (QT_TRANSLATE_NOOP("DumpCommands", "Verify it"), ("verify", _FILE)),
    (
        QT_TRANSLATE_NOOP("DumpCommands", "Export a core file"),
        ("export", _FILE, "--elf-core", "-o", "{core}"),
    ),
)


def commands_about(path: str) -> list[tuple[str, tuple[str, ...]]]:
    """Give what can be done with the dump at *path*: what it is, and arguments of ``dumpdesk``."""
    core = str(Path(path).with_suffix(".core"))
    return [
        (
            translate("DumpCommands", text),
            tuple(part.replace(_FILE, path).replace("{core}", core) for part in arguments),
        )
        for text, arguments in _COMMANDS
    ]
