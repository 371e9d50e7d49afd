"""All texts of the core that the window shows, for the translators: ``dev.py translate``.

They are found in its tables and in its source. Nothing of this is needed while a window is shown.
"""

from __future__ import annotations

import ast
import builtins
import errno
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..core.capture import clone_refusals
from ..core.capture.obstacles import DENIED, LINUX, WINDOWS
from ..core.dump import foreseen
from ..core.dump.cloning import STOOD_STILL
from ..core.dump.flags import FLAGS, FlagGroup
from ..core.dump.left_out import ASKED, BY_FLAG, CHOSEN, DONT_DUMP, OF_A_DEVICE, WIDENED
from ..core.dump.not_honoured import SENTENCES
from ..core.dump.presets import PRESETS
from ..core.dump.private_words import PRIVATE_WORDS
from ..core.dump.recipe import COMMENT_FIELDS
from ..core.dump.recipe_sentence import PHRASES
from ..core.dump.selection import INCLUDED, LEFT_OUT
from ..core.dump.trace import TEXTS as TRACE_TEXTS
from ..core.dump.unmatched import SENTENCES as UNMATCHED
from ..core.dump.words import TEXTS as WORDS
from ..core.dumper.messages import PHASES
from ..core.inspection import reasons
from ..core.inspection.activity import Doing
from ..core.inspection.cause import DAMAGED, NO_CRASH
from ..core.inspection.explained import IN_HANDLER
from ..core.inspection.giving_up import TEXTS as ABORT_TEXTS
from ..core.inspection.module_symbols import Symbols
from ..core.inspection.tools import TEXTS as TOOL_TEXTS
from ..core.inspection.triage import STILL_RUNNING, UNREADABLE
from ..core.inspection.whereabouts import OF_NOBODY
from ..core.inspection.whereabouts import TEXTS as PLACE_TEXTS
from ..core.minidump.contexts.registers import RegisterGroup
from ..core.minidump.not_minidump import KINDS
from ..core.storage.naming import FIELDS
from ..core.storage.own_presets import NOT_A_LIST
from .core_texts import CONTEXT, MAKING_FOLDER, TEMPLATES, THE_COMMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

_REASONS: Final = (
    "taken out by MiniDumpWithoutOptionalData",
    "full memory covers it or makes it meaningless",
    "taken out by MiniDumpFilterTriage",
    "comes with MiniDumpFilterTriage",
    "added by the filter",
    "code around the instruction pointer",
    "code of {module}",
    "data of {module}",
    "stack of thread {id}",
    "thread-local data of a module",
    "the rule {name}",
)
"""What ``effective_flags`` says of flags, ``pieces`` of memory, and ``left_out`` of rules."""
_STACKS: Final = (
    "This processor's registers are not understood.",
    "Its registers are not known.",
    "Only the first {count} frames were walked.",
    "The stack goes round in circles.",
    "The registers that the signal saved are not in the memory.",
    "The stack ends with {address}, where there is no code.",
    "The stack does not go on: what lies there is damaged.",
    "The stack is not in the memory from {address} on.",
    "Nothing tells who called.",
    "{count} more words are not told.",
    "it has no build id, so that no file can be told to be it",
    "its file is not on this machine",
    "the file on this machine is another build",
    "the PDB on this machine is of another build",
    "its PDB has larger tables than are read",
    "its PDB cannot be read: {why}",
    "its code was moved after it was linked, which is not read",
    "PDB files are read only where purepdb is installed",
    "it is not for x86-64",
    "no program or library begins there",
    "its headers end too early",
    "The stacks cannot be read: {why}.",
)
"""Why a walk, or what is told of a frame, ends, and why code is missing."""
_QUOTES: Final = ("“{text}”", "{who} “{name}”")
"""Names in quotation marks, which differ between languages."""
_MISTAKES: Final = frozenset(
    {"_not_a_recipe", "_wrong", "fields_of", "explain", "explained", "from_oserror", "found"}
    | {"keep_beside"}
)
"""Functions that make an error of what they are told."""
_OF_THE_SYSTEM: Final = (
    *(errno.EACCES, errno.EDQUOT, errno.EEXIST, errno.EIO, errno.EISDIR, errno.ELOOP),
    *(errno.EMFILE, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOMEM, errno.ENOSPC, errno.ENOTDIR),
    *(errno.ENXIO, errno.EPERM, errno.EROFS),
)
"""What the system says most often when it refuses: it knows English alone."""
_OF_MSGSPEC: Final = (
    "Object contains unknown field `{field}`",
    "Object missing required field `{field}`",
    "Expected `{type}`, got `{found}`",
    "Expected `{type}`, got `{found}` - at `{place}`",
    "Invalid value {found} - at `{place}`",
    "Invalid enum value {found} - at `{place}`",
)
"""What is said of recipes that are none, by the package that reads them."""
_NAMES: Final = frozenset({"default_remedy", "doing", "how", "left", "place", "remedy", "where"})
"""Names that such texts are given first."""
_FINDINGS: Final = frozenset({"error", "warning", "unknown", "gap", "note"})
"""Functions of ``inspection.finding`` that are called with a text."""
_NOT_SHOWN: Final = (
    *("minidump/", "symbols/", "capture/obstacles.py"),
    *("capture/extent.py", "capture/linux/elf.py", "capture/linux/elf_image.py"),
    "capture/linux/pe_image.py",
)
"""Parts of the core whose errors only reach the log, are the bracketed detail of a finding (what a
header says that cannot be), or are collected from their tables.
"""
_FIELD: Final = re.compile(r"\{(\w+)\}")


def collect() -> list[str]:
    """Give all texts of the core that the window shows, each once."""
    texts: list[str] = [str(group) for group in FlagGroup]
    for row in FLAGS:
        texts += (row.label, row.help, row.windows, row.linux)
    for preset in PRESETS:
        texts += (preset.name, preset.help, preset.equals, preset.purpose)
    for _, _, reason, remedy in (*LINUX, *WINDOWS):
        texts += (reason, remedy)
    texts += (
        STILL_RUNNING,
        UNREADABLE,
        NO_CRASH,
        DAMAGED,
        IN_HANDLER,
        *ABORT_TEXTS,
        *map(str, Doing),
        *reasons.TEXTS,
        *TOOL_TEXTS,
    )
    texts += (*FIELDS.values(), *COMMENT_FIELDS.values(), *PHASES.values())
    texts += (*PLACE_TEXTS.values(), *OF_NOBODY.values())
    texts += (*map(str, RegisterGroup), *map(str, Symbols))
    for kind in KINDS:
        texts += (f"{kind.what}.", kind.remedy)
    for _, what, why in BY_FLAG:
        texts += (what, why)
    texts += (ASKED, CHOSEN, DONT_DUMP, OF_A_DEVICE, WIDENED)
    texts += (
        *SENTENCES,
        *UNMATCHED.values(),
        *clone_refusals.SENTENCES,
        STOOD_STILL,
        *foreseen.SENTENCES,
        *_REASONS,
        *_STACKS,
        LEFT_OUT,
        INCLUDED,
        *PHRASES,
        *PRIVATE_WORDS,
        *WORDS,
        DENIED,
        *TRACE_TEXTS,
        *_QUOTES,
    )
    texts += (
        *map(os.strerror, _OF_THE_SYSTEM),
        *_OF_MSGSPEC,
        MAKING_FOLDER,
        THE_COMMENT,
        NOT_A_LIST,
    )
    core = Path(__file__).parent.parent / "core"
    for path in sorted(core.rglob("*.py")):
        name = path.relative_to(core).as_posix()
        if not name.startswith(_NOT_SHOWN):
            tree = ast.parse(path.read_text("utf-8"))
            texts += _said(tree, findings=name.startswith("inspection/"))
    return list(dict.fromkeys(filter(None, texts)))


def _said(tree: ast.AST, *, findings: bool) -> Iterator[str]:
    """Give what the errors and findings of a module say, with numbers for what is filled in."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = getattr(called, "id", getattr(called, "attr", ""))
            raised = name.endswith("Error") and not hasattr(builtins, name)
            says = raised or name in _MISTAKES
            says = says or (name == "append" and _name(called) == "problems")
            if says or (findings and name in _FINDINGS):
                for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                    yield from _sentences(argument)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if getattr(target, "id", "") in _NAMES:
                yield from _sentences(node.value)


def _name(method: ast.expr) -> str:
    """Give the name of what a method is called of."""
    of = getattr(method, "value", None)
    return str(getattr(of, "id", getattr(of, "attr", "")))


def _sentences(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_sentences(node.body), *_sentences(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        if " " in node.value:
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (p.value if isinstance(p, ast.Constant) else None for p in node.values)
        fields = iter(range(len(node.values)))
        text = "".join(f"{{{next(fields)}}}" if part is None else str(part) for part in parts)
        if " " in text and any(map(str.isalpha, _FIELD.sub("", text))):
            yield text


def main() -> None:
    """Write the resource TEMPLATES; print the texts as a source file that lupdate reads."""
    texts = collect()
    # The phrases of recipes are looked up before their fields are filled in.
    made = sorted(text for text in texts if _FIELD.search(text) and text not in PHRASES)
    templates = json.dumps(made, ensure_ascii=False, indent=1)
    path = Path(__file__).parents[2] / "resources" / TEMPLATES
    path.write_text(f"{templates}\n", "utf-8")
    quoted = (json.dumps(text, ensure_ascii=False) for text in texts)
    lines = [f"QT_TRANSLATE_NOOP({CONTEXT!r}, {text})" for text in quoted]
    sys.stdout.buffer.write("\n".join(lines).encode())


if __name__ == "__main__":
    main()
