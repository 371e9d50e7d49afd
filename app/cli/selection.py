"""The options that say what goes into a dump: the same for ``plan`` and ``dump``."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ..core.dump import presets
from ..core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from ..core.dump.flags import parse_flags
from ..core.dump.request import INLINE, MINIDUMP_USER_STREAM, DumpRequest
from ..core.dump.write_flags import MODULE_FLAG_NAMES
from ..core.errors import InvalidRequestError, OutputError, from_oserror
from ..core.numerals import parse_number, parse_size, shown
from ..core.text import escaped
from .targets import process_options

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.capture.snapshot import ExceptionInformation
    from ..core.processes.info import ProcessInfo
    from .targets import Target

_FILTER_LIMIT: Final = 4 << 20
_STREAM_LIMIT: Final = 32 << 20
"""Bytes of a filter file and of a user stream."""
_RULES_KEY: Final = "dumpdesk.selection.rules"


# ----------------------------------------------------------------- one option value → one rule


def _module(include: bool) -> Callable[[str], FilterSpec]:  # noqa: FBT001 - two rows of a table
    def rule(text: str) -> FilterSpec:
        return FilterSpec(modules=(_module_rule(text, include=include),))

    return rule


def _module_rule(text: str, **fields: Any) -> ModuleRule:  # noqa: ANN401 - fields of a rule
    base = parse_number(text) if text.lower().startswith("0x") else None
    return ModuleRule(name="*" if base is not None else _name(text), base=base, **fields)


def _module_flags(text: str) -> FilterSpec:
    glob, equals, changes = text.rpartition("=")
    given = [change.strip() for change in changes.split(",")]
    bits = {"+": 0, "-": 0}
    for change in given:
        sign, name = change[:1], change[1:]
        if not equals or not glob or sign not in bits or name not in MODULE_FLAG_NAMES:
            raise InvalidRequestError(
                f"--module-flags {text!r} is not understood.",
                "Write 'GLOB=+data,-code'; there are " + ", ".join(MODULE_FLAG_NAMES) + ".",
            )
        bits[sign] |= MODULE_FLAG_NAMES[name]
    rule = _module_rule(glob, set_flags=bits["+"], clear_flags=bits["-"])
    return FilterSpec(modules=(rule,))


def _exclude_thread(text: str) -> FilterSpec:
    thread_id = parse_number(text) if text.isdecimal() else None
    name = "*" if thread_id is not None else _name(text)
    return FilterSpec(threads=(ThreadRule(name=name, id=thread_id, include=False),))


def _include_memory(text: str) -> FilterSpec:
    address, size = _range(text) or (0, 0)
    if not size:
        raise InvalidRequestError(
            f"--include-memory {text!r} is not understood.",
            "Write ADDRESS:SIZE, for example 0x7f0000000000:64K.",
        )
    return FilterSpec(memory=(MemoryRule(address=address, size=size, include=True),))


def _exclude_memory(text: str) -> FilterSpec:
    found = _range(text)
    if found is None:
        return FilterSpec(memory=(MemoryRule(name=_name(text), include=False),))
    address, size = found
    if not size:
        raise InvalidRequestError(
            f"--exclude-memory {text!r} is of size 0.", "Give the size in bytes."
        )
    return FilterSpec(memory=(MemoryRule(address=address, size=size, include=False),))


def _range(text: str) -> tuple[int, int] | None:
    """Read ADDRESS:SIZE; None if *text* is a name, which no number stands at the beginning of."""
    first, colon, second = text.partition(":")
    if not colon or not first[:1].isdecimal():
        return None
    address, size = parse_number(first), parse_size(second)
    if address + size > 1 << 64:
        raise InvalidRequestError(f"The range {text!r} reaches beyond 64 bits.")
    return address, size


def _name(text: str) -> str:
    # The system's own names, such as [heap], are not meant as a set of characters.
    return f"[[]{text[1:]}" if text.startswith("[") and text.endswith("]") else text


_RULES: Final[dict[str, Callable[[str], FilterSpec]]] = {
    "exclude_module": _module(include=False),
    "include_module": _module(include=True),
    "module_flags": _module_flags,
    "exclude_thread": _exclude_thread,
    "include_memory": _include_memory,
    "exclude_memory": _exclude_memory,
}

_HELP: Final = {
    "exclude_module": ("GLOB", "Leave out modules and everything of them; 0x…: by base address."),
    "include_module": ("GLOB", "Take modules in again that an earlier rule left out."),
    "module_flags": ("'GLOB=+data,-code'", "Write more or less of modules."),
    "exclude_thread": ("TID|NAME-GLOB", "Leave out threads and their stacks."),
    "include_memory": ("ADDR:SIZE", "Add memory. Sizes in bytes, or with K, M or G."),
    "exclude_memory": ("ADDR:SIZE|NAME-GLOB", "Leave out memory, for example '[heap]'."),
}


class SelectionCommand(click.Command):
    """A command whose rules count in the order in which they were given: the last one wins."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note the order of the rules, which click itself forgets."""
        values, _, order = self.make_parser(ctx).parse_args(list(args))
        given = {name: iter(values.get(name, ())) for name in _RULES}
        ctx.meta[_RULES_KEY] = [
            (parameter.name, next(given[parameter.name]))
            for parameter in order
            if parameter.name in given
        ]
        return super().parse_args(ctx, args)


def selection_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; :func:`request_of` makes a request of their values."""
    options = [
        process_options,
        click.option(
            "--type",
            "flags",
            metavar="FLAGS",
            help="MINIDUMP_TYPE: a number, or names joined by | or a comma (see `flags`).",
        ),
        click.option(
            "--preset",
            metavar="NAME",
            help=f"A ready choice of flags (see `presets`).  [default: {presets.DEFAULT.key}]",
        ),
        click.option(
            "--recipe",
            "recipe",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Start from a recipe: its flags, rules and comment; other options change them.",
        ),
        click.option(
            "--request",
            "request",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Start from what DumpDesk kept of an earlier dump; other options change it.",
        ),
        *(
            click.option(
                "--" + name.replace("_", "-"), name, multiple=True, metavar=metavar, help=text
            )
            for name, (metavar, text) in _HELP.items()
        ),
        click.option(
            "--filter",
            "filter_source",
            metavar="FILE|{…}",
            help="Rules as JSON, in a file or here; those given as options come after them.",
        ),
        click.option("--comment", default="", metavar="TEXT", help="Store a comment."),
        click.option(
            "--called",
            default="",
            metavar="TITLE",
            help="Name the file after this instead of the preset: the title of a recipe.",
        ),
        click.option(
            "--exception",
            metavar="thread=TID,code=CODE",
            help="Say what the dump is about: also flags=, address= and parameter=; CODE is a "
            "number or the name of a signal.",
        ),
        click.option(
            "--user-stream",
            "user_streams",
            multiple=True,
            metavar="ID=FILE|ID=base64:…",
            help="Store a file, or bytes, as a stream; IDs above 0xffff are for applications.",
        ),
        click.option(
            "--respect-dontdump",
            is_flag=True,
            help="Linux: leave out what the program keeps out of dumps (MADV_DONTDUMP).",
        ),
        click.option(
            "--blank",
            is_flag=True,
            help="Overwrite with zeros what is left out and has to be stored all the same.",
        ),
        click.option(
            "--dbghelp",
            default="",
            metavar="PATH",
            help="Windows: have this dbghelp.dll write, or that of this folder.",
        ),
        click.option(
            "--clone/--no-clone",
            default=None,
            help="Let it run on while a clone of it is read (Windows: a snapshot). It costs page "
            "tables and, meanwhile, every page that the process writes to.",
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def _exception(text: str) -> ExceptionInformation:
    from ..core.dump.exception_text import exception_from_text  # of few dumps

    return exception_from_text(text)


def request_of(context: click.Context, target: Target) -> DumpRequest:
    """Make the request of what was given for *target*. Raises InvalidRequestError, OutputError."""
    values = context.params
    start = _start(values, target)
    rules = start.filter
    if (source := values["filter_source"]) is not None:
        text = source if source.startswith("{") else _read_text(Path(source))
        rules += FilterSpec.from_text(text)
    for name, text in context.meta[_RULES_KEY]:
        rules += _RULES[name](text)
    given = values["exception"]
    flags = _flags(values["flags"], values["preset"], start.flags)
    streams = tuple(_user_stream(text) for text in values["user_streams"])
    return replace(
        start,
        flags=flags,
        filter=rules,
        comment=values["comment"] or start.comment,
        exception=_exception(given) if given is not None else start.exception,
        user_streams=start.user_streams + streams,
        respect_dontdump=_respects(values, start),
        dbghelp=values["dbghelp"] or start.dbghelp,
        clone=start.clone if values["clone"] is None else values["clone"],
        blank=values["blank"] or start.blank,
        recipe=values["called"] or (start.recipe if flags == start.flags else ""),
    )


def _respects(values: dict[str, Any], start: DumpRequest) -> bool:
    """Say whether what the program keeps out of dumps is left out: asked for, or a preset's way."""
    of_preset = values["preset"] is not None and _preset(values["preset"]).respect_dontdump
    return bool(values["respect_dontdump"] or of_preset or start.respect_dontdump)


def _start(values: dict[str, Any], target: Target) -> DumpRequest:
    """Give what the other options change. Raises InvalidRequestError, OutputError."""
    if values["request"] is None:
        return _recipe_request(values["recipe"], target.info)
    if values["recipe"] is not None:
        raise InvalidRequestError(
            "Both --recipe and --request were given.", "Give one of them to start from."
        )
    from ..core.storage.requests import read_request

    return read_request(values["request"])


def _recipe_request(path: Path | None, process: ProcessInfo | None) -> DumpRequest:
    """Give what a recipe asks for, or the default. Raises InvalidRequestError, OutputError."""
    if path is None:
        return DumpRequest(flags=presets.DEFAULT.flags)
    from ..core.dump.recipe import (  # wanted by few calls, and takes its time to import
        comment_values,
        load,
    )

    recipe = load(path)
    if process is None:
        return recipe.request({})
    if not recipe.query().matches(process):
        raise InvalidRequestError(
            f"The recipe is meant for other processes: {escaped(recipe.target)}.",
            f"Choose one of those that `dumpdesk list '{escaped(recipe.target)}'` shows.",
        )
    return recipe.request(comment_values(process))


def _preset(key: str) -> presets.Preset:
    if key in presets.BY_KEY:
        return presets.BY_KEY[key]
    from ..core.storage.own_presets import OwnPresets

    own = {preset.key: preset for preset in OwnPresets().presets}
    if key not in own:
        raise InvalidRequestError(
            f"There is no preset {escaped(key)!r}.",
            f"There are {', '.join([*presets.BY_KEY, *own])}.",
        )
    return own[key]


def _flags(text: str | None, preset: str | None, default: int) -> int:
    if text is None:
        return default if preset is None else _preset(preset).flags
    if preset is not None:
        raise InvalidRequestError(
            "Both --type and --preset were given.", "Give one of them: each says all flags."
        )
    return parse_flags(text)


def _user_stream(text: str) -> MINIDUMP_USER_STREAM:
    number, equals, path = text.partition("=")
    if not equals or not path:
        raise InvalidRequestError(
            f"--user-stream {shown(text)} is not understood.",
            "Write ID=FILE with an ID of 32 bits, for example 0x10000=notes.txt.",
        )
    kind = parse_number(number, bits=32)
    if path.startswith(INLINE):
        try:
            return MINIDUMP_USER_STREAM(kind, b64decode(path[len(INLINE) :], validate=True))
        except ValueError:
            raise InvalidRequestError(f"--user-stream {text[:80]!r} is not base64.") from None
    return MINIDUMP_USER_STREAM(kind, _read(Path(path), _STREAM_LIMIT))


def _read_text(path: Path) -> str:
    try:
        return _read(path, _FILTER_LIMIT).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidRequestError(f"The filter {path} is not UTF-8 text.") from None


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise from_oserror(
            error, f"Reading {path}", remedy="Check the name.", as_type=OutputError
        ) from error
    if len(content) > limit:
        raise InvalidRequestError(f"{path} is larger than {limit >> 20} MiB.", "Use a smaller one.")
    return content
