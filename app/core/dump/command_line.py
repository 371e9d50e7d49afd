"""The command line that repeats a dump: what the window does is what ``dumpdesk dump`` does."""

from __future__ import annotations

import base64
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .. import child
from ..errors import InvalidRequestError
from .exception_text import exception_to_text
from .presets import preset_of
from .request import INLINE
from .write_flags import MODULE_FLAG_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..process_key import ProcessKey
    from .filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
    from .request import DumpRequest

_INLINE_LIMIT: Final = 64 << 10
"""Bytes of user streams that fit on a command line (Linux: 128 KiB an argument)."""


def dump_arguments(
    key: ProcessKey,
    request: DumpRequest,
    path: str = "",
    *,
    others: Sequence[ProcessKey] = (),
    verb: str = "dump",
) -> list[str]:
    """Give the arguments after ``dumpdesk`` that ask for *request*, to be written to *path*.

    They are refused once the process of *key* has ended, whoever has its number then. *others* are
    processes of which the same is wanted; *verb* is what to do with all of them: dump or plan.
    The command line reads them back as an equal request. Raises InvalidRequestError for what it
    has no words for: an exception with registers, and streams that are too large for it.
    """
    exception = exception_to_text(request.exception) if request.exception is not None else ""
    if exception is None:
        raise InvalidRequestError("The command line cannot say which exception is meant.")
    preset = preset_of(request.flags)
    if preset is not None and preset.respect_dontdump and not request.respect_dontdump:
        preset = None  # it would ask for more than its flags
    arguments = [verb, str(key), *map(str, others)]
    arguments += ["--preset", preset.key] if preset else ["--type", f"{request.flags:#x}"]
    if request.respect_dontdump and not (preset and preset.respect_dontdump):
        arguments.append("--respect-dontdump")
    arguments += _filter_options(request.filter)
    if request.comment:
        arguments.append(f"--comment={request.comment}")
    if exception:
        arguments.append(f"--exception={exception}")
    if request.recipe:
        arguments.append(f"--called={request.recipe}")
    if request.dbghelp:
        arguments.append(f"--dbghelp={request.dbghelp}")
    arguments += [
        option
        for option, wanted in (
            ("--clone", request.clone is True),
            ("--no-clone", request.clone is False),
            ("--blank", request.blank),
        )
        if wanted
    ]
    if sum(len(stream.Buffer) for stream in request.user_streams) > _INLINE_LIMIT:
        raise InvalidRequestError(
            "The user streams are too large for a command line.", "Give them as files."
        )
    for stream in request.user_streams:
        data = base64.b64encode(stream.Buffer).decode("ascii")
        arguments.append(f"--user-stream={stream.Type:#x}={INLINE}{data}")
    if path:
        arguments += ["-o", path]
    if any("\0" in argument for argument in arguments):
        raise InvalidRequestError("A command line cannot hold zero characters.")
    return arguments


def command_line(arguments: list[str], *, administrator: bool = False, path: str = "") -> str:
    """Write *arguments* as a line to paste into a shell, with the program in front.

    As *administrator*, the folder of the file at *path* is made first, and folder and file belong
    to the user who asks for the line, whoever pastes it (not on Windows, where the shell itself has
    to be an administrator's).
    """
    if sys.platform == "win32":
        text = subprocess.list2cmdline([*_program(absolute=False), *arguments])
    elif not administrator:
        text = shlex.join([*_program(absolute=False), *arguments])
    else:
        text = f"sudo {shlex.join([*_program(absolute=True), *arguments])}"
        if path:
            user, group = os.getuid(), os.getgid()
            folder = shlex.quote(os.path.dirname(path) or ".")  # noqa: PTH120 - a path is text here
            make = f"sudo -u '#{user}' mkdir -p -m 700 -- {folder}"
            # Whatever its exit code: a dump with gaps is there as well.
            text = f"{make} && {text}; sudo chown -h {user}:{group} {shlex.quote(path)}"
    return text


def _program(*, absolute: bool) -> list[str]:
    """Give what starts this program: sudo has a search path of its own."""
    if child.is_packaged():
        return [child.console_program()]
    import shutil  # takes 2 ms

    beside = Path(sys.executable).with_name("dumpdesk")
    found = shutil.which("dumpdesk")
    if found and not absolute:
        return ["dumpdesk"]
    if beside.exists():
        return [str(beside)]
    return [found] if found else [sys.executable, "-m", child.PACKAGE]


def _filter_options(rules: FilterSpec) -> list[str]:
    """Write the rules one by one or, where one of them has no option, all as JSON."""
    try:
        return [
            *(option for rule in rules.modules for option in _module(rule)),
            *(option for rule in rules.threads for option in _thread(rule)),
            *(option for rule in rules.memory for option in _memory(rule)),
        ]
    except _NoOptionError:
        return ["--filter", json.dumps(rules.to_json(), separators=(",", ":"))]


class _NoOptionError(Exception):
    """A rule that only JSON can say."""


def _module(rule: ModuleRule) -> Iterator[str]:
    _check_chosen(rule)
    if rule.base is not None and rule.name != "*":
        raise _NoOptionError
    what = _glob(rule.name) if rule.base is None else hex(rule.base)
    if rule.base is None and what.lower().startswith("0x"):
        raise _NoOptionError
    flags = [f"+{name}" for name, bit in MODULE_FLAG_NAMES.items() if rule.set_flags & bit]
    flags += [f"-{name}" for name, bit in MODULE_FLAG_NAMES.items() if rule.clear_flags & bit]
    match rule.include, bool(flags):
        case (True | False) as include, False:
            yield f"--{'include' if include else 'exclude'}-module={what}"
        case None, True:
            yield f"--module-flags={what}={','.join(flags)}"
        case _:
            raise _NoOptionError


def _thread(rule: ThreadRule) -> Iterator[str]:
    _check_chosen(rule)
    if rule.include is not False or rule.set_flags or rule.clear_flags:
        raise _NoOptionError
    if rule.id is None:
        what = _glob(rule.name)
        if what.isdecimal():
            raise _NoOptionError
    elif rule.name == "*":
        what = str(rule.id)
    else:
        raise _NoOptionError
    yield f"--exclude-thread={what}"


def _memory(rule: MemoryRule) -> Iterator[str]:
    _check_chosen(rule)
    if rule.size:
        if rule.name != "*" or rule.address + rule.size > 1 << 64:
            raise _NoOptionError
        yield f"--{'include' if rule.include else 'exclude'}-memory={rule.address:#x}:{rule.size}"
    elif rule.include or rule.address or ":" in rule.name:
        raise _NoOptionError
    else:
        yield f"--exclude-memory={_glob(rule.name)}"


def _check_chosen(rule: ModuleRule | ThreadRule | MemoryRule) -> None:
    if rule.by:  # options are what somebody chose, not what a recipe says
        raise _NoOptionError


def _glob(name: str) -> str:
    """Pass a pattern on; the command line puts brackets around that of a name in brackets."""
    if name.startswith("[[]") and name.endswith("]") and len(name) > 3:
        return f"[{name[3:]}"
    if not name or (name.startswith("[") and name.endswith("]")):
        raise _NoOptionError
    return name
