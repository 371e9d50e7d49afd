"""What a dump lacks on purpose: who wanted it so, and why. It stands in the file itself.

Whoever opens a dump without two libraries must be able to see that they were left out, and were
not lost. Names and ranges are told, contents are not. What could not be had although it was wanted
is another thing: those are the soft errors.
"""

from __future__ import annotations

import json
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..intervals import Range, intersect, merged, subtract, total  # Range: for whoever decodes
from ..minidump.constants import MINIDUMP_STREAM_TYPE
from ..minidump.constants import MINIDUMP_TYPE as T
from ..steps import step, steps
from .machine import is_windows
from .request import MINIDUMP_USER_STREAM
from .selection import module_preset, thread_preset
from .texts import base_name
from .write_flags import MODULE_FLAG_NAMES, THREAD_FLAG_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..capture.snapshot import ProcessSnapshot
    from .filter import MemoryRule, ModuleRule, ThreadRule
    from .filter_callback import FilterCallback
    from .pieces import MemoryChoice
    from .request import DumpRequest
    from .selection import ModuleChoice, Selection, ThreadChoice

    Rule = ModuleRule | ThreadRule | MemoryRule
    _Named = Callable[[str], str]
    """Gives a path as it may be told."""

LIMIT: Final = 1000
"""So many things are named; more are counted in a last one."""
_RANGES: Final = 100
"""So many ranges of one thing are told."""
_TEXT: Final = 300
"""Characters of a name, a title, a reason."""


class By(StrEnum):
    """Who wanted something left out."""

    USER = "user"
    """Whoever asked for the dump, by a rule or by hand."""
    RECIPE = "recipe"
    CALLBACK = "callback"
    """A program that wrote the dump through a callback of its own."""
    FLAGS = "flags"
    SYSTEM = "system"
    PROGRAM = "program"
    """The program itself, whose wish the dump was asked to respect."""


_CHOSEN_BY: Final = frozenset({By.USER, By.RECIPE, By.CALLBACK})
_PROMISED: Final = frozenset({*_CHOSEN_BY, By.PROGRAM})
CHOSEN: Final = "chosen by hand"
ASKED: Final = "its callback said so"
OF_A_DEVICE: Final = "memory of a device, which is not the program's"
WIDENED: Final = "on a page with what is left out, of which Windows leaves out whole ones"
DONT_DUMP: Final = "it asks the system to keep this memory out of dumps (MADV_DONTDUMP)"
BY_FLAG: Final[tuple[tuple[T, str, str], ...]] = (
    (
        T.MiniDumpFilterMemory,
        "words on stacks",
        "blanked unless they are small numbers or lead into code or that stack",
    ),
    (
        T.MiniDumpFilterTriage,
        "words on stacks, arguments and environment",
        "blanked or left away unless they are needed to walk the stacks",
    ),
    (T.MiniDumpFilterModulePaths, "folders of names", "names of files are stored without them"),
    (
        T.MiniDumpFilterWriteCombinedMemory,
        "memory shared with devices",
        "slow to read, and not the program's own",
    ),
)
"""What flags take away or blank: flag, what, and why."""


class LeftOut(NamedTuple):
    """One thing that was left out on purpose."""

    kind: str
    """module, thread, memory or contents."""
    name: str
    by: str
    """One of :class:`By`."""
    source: str
    """Title of the recipe, or name of the flag; empty: there is none."""
    why: str
    ranges: tuple[Range, ...] = ()
    """Where it lay: start and end, end excluded; of many the first."""
    parts: int = 1
    """Of how many parts of the process it consists: mappings, of memory."""
    blank: bool = False
    """Those bytes of its ranges that the file has all the same are zeros."""

    @property
    def size(self) -> int:
        """Bytes of the ranges that are told."""
        return total(list(self.ranges))


def left_out(
    snapshot: ProcessSnapshot,
    flags: int,
    selection: Selection,
    memory: MemoryChoice,
    rules: FilterCallback | None,
    *,
    blank: bool = False,
) -> tuple[LeftOut, ...]:
    """Say what a dump with effective *flags* lacks on purpose. *rules* made some of the choices.

    *blank*: what had to be stored all the same is overwritten.
    """
    named = base_name if flags & T.MiniDumpFilterModulePaths else str
    out = merged([*memory.out, *(rules.removed if rules is not None else ())])
    found = [
        *_modules(selection, flags, rules, named, out),
        *_threads(selection, flags, rules, out),
        *_memory(snapshot, selection, memory, rules, named),
        *_regions(snapshot, memory.kept_out, (By.PROGRAM, "", DONT_DUMP), named),
        *_by_flags(flags, with_stacks=not is_windows(snapshot)),
        *_by_the_system(snapshot, flags, named),
    ]
    told = [
        one._replace(
            name=one.name[:_TEXT],
            source=one.source[:_TEXT],
            why=one.why[:_TEXT],
            ranges=one.ranges[:_RANGES],
            blank=blank and is_promised(one),
        )
        for one in steps(found[:LIMIT])
    ]
    rest = found[LIMIT:]
    if rest:
        parts = sum(one.parts for one in rest)
        told.append(LeftOut("memory", f"{len(rest)} more", rest[0].by, "", "", (), parts))
    return tuple(told)


def parts_left_out(things: Iterable[LeftOut]) -> int:
    """Count the parts that somebody chose to leave out: not what flags or the system take away."""
    return sum(thing.parts for thing in steps(things) if thing.by in _CHOSEN_BY)


def is_promised(thing: LeftOut) -> bool:
    """Say whether no byte of the ranges of *thing* may be in the file.

    Where contents of a module or thread were left out, its range only says where that is.
    """
    return thing.by in _PROMISED and thing.kind != "contents"


# ---------------------------------------------------------------------------- who did it


def _modules(
    selection: Selection,
    flags: int,
    rules: FilterCallback | None,
    named: _Named,
    out: list[Range],
) -> Iterator[LeftOut]:
    preset = module_preset(flags)
    for choice in steps(selection.modules):
        module = choice.module
        said: Sequence[ModuleRule] = ()
        if rules is not None and (not choice.included or preset & ~choice.flags):
            said = rules.module_rules(module.name, module.base)
        where = (module.base, module.end)
        yield from _one("module", named(module.name), where, choice, preset, said, named, out)


def _threads(
    selection: Selection, flags: int, rules: FilterCallback | None, out: list[Range]
) -> Iterator[LeftOut]:
    preset = thread_preset(flags)
    for choice in steps(selection.threads):
        thread = choice.thread
        said: Sequence[ThreadRule] = ()
        if rules is not None and (not choice.included or preset & ~choice.flags):
            said = rules.thread_rules(thread.name, thread.id)
        name = f"{thread.id} {thread.name}".rstrip()
        yield from _one("thread", name, thread.stack, choice, preset, said, str, out)


def _one(
    kind: str,
    name: str,
    where: Range,
    choice: ModuleChoice | ThreadChoice,
    preset: int,
    said: Sequence[ModuleRule | ThreadRule],
    named: _Named,
    out: list[Range],
) -> Iterator[LeftOut]:
    if not choice.included:
        # Its record is out; of its memory, what a rule has not taken in again.
        rule = next((rule for rule in reversed(said) if rule.include is False), None)
        yield LeftOut(kind, name, *_who(rule, named), tuple(intersect([where], out)))
    elif lost := preset & ~choice.flags:
        ranges = (where,) if where[1] > where[0] else ()
        names = MODULE_FLAG_NAMES if kind == "module" else THREAD_FLAG_NAMES
        parts = ", ".join(part for part, bit in names.items() if lost & bit)
        rule = next((rule for rule in reversed(said) if rule.clear_flags & lost), None)
        yield LeftOut("contents", f"{parts} of {name}", *_who(rule, named), ranges)


def _memory(
    snapshot: ProcessSnapshot,
    selection: Selection,
    memory: MemoryChoice,
    rules: FilterCallback | None,
    named: _Named,
) -> Iterator[LeftOut]:
    """Tell of memory that would be there; what belongs to a module or thread is told with it."""
    told = [(c.module.base, c.module.end) for c in steps(selection.modules) if not c.included]
    told += [c.thread.stack for c in steps(selection.threads) if not c.included]
    stays = ((piece.start, piece.end) for piece in memory.stays)
    rest = subtract(merged([*memory.removed, *stays]), merged(told))
    if rules is not None:
        # No two of them share an address: each is held against the same rest.
        for rule, ranges in steps(rules.excluded[::-1]):
            yield from _regions(snapshot, intersect(ranges, rest), _who(rule, named), named)
        # Also what lies below the stack pointer of a thread that is told already.
        rest = subtract(rest, rules.removed)
        lost = intersect(rest, rules.widened)
        rest = subtract(rest, lost)
        yield from _regions(snapshot, lost, (By.SYSTEM, "", WIDENED), named)
    yield from _regions(snapshot, rest, _who(None, named), named)


def _regions(
    snapshot: ProcessSnapshot,
    lost: Iterable[Range],
    who: tuple[str, str, str],
    named: _Named,
) -> Iterator[LeftOut]:
    """Name what lies in *lost*: a thing for each name, with a part for each mapping."""
    found: dict[str, dict[int, list[Range]]] = {}
    for start, end in steps(lost):
        address = start
        while address < end:
            step()
            region = snapshot.region_at(address)
            high = end if region is None else min(end, region.end)
            name, base = ("", start) if region is None else (named(region.path), region.base)
            found.setdefault(name, {}).setdefault(base, []).append((address, high))
            address = high
    for name, mappings in found.items():
        ranges = tuple(merged(one for ranges in mappings.values() for one in ranges))
        yield LeftOut("memory", name, *who, ranges, len(mappings))


def _who(rule: Rule | None, named: _Named) -> tuple[str, str, str]:
    """Say by whom, from where and why something is left out by *rule*, or by a callback."""
    if rule is None:
        return By.CALLBACK, "", ASKED
    exact = getattr(rule, "base", None), getattr(rule, "id", None), getattr(rule, "size", None)
    why = CHOSEN if any(exact) else f"the rule {named(rule.name)}"
    return (By.RECIPE, rule.by, why) if rule.by else (By.USER, "", why)


def _by_flags(flags: int, *, with_stacks: bool) -> Iterator[LeftOut]:
    """Tell what flags do. DbgHelp was not seen to clean stacks for MiniDumpFilterMemory."""
    for flag, what, why in BY_FLAG:
        if flags & flag and (with_stacks or flag is not T.MiniDumpFilterMemory):
            yield LeftOut("contents", what, By.FLAGS, str(flag.name), why)


def _by_the_system(snapshot: ProcessSnapshot, flags: int, named: _Named) -> Iterator[LeftOut]:
    """Tell what a full dump lacks; pages of the kernel, such as [vvar], were never wanted."""
    if flags & T.MiniDumpWithFullMemory:
        for region in steps(snapshot.regions):
            if region.device_memory and region.readable and not region.path.startswith("[v"):
                where = ((region.base, region.end),)
                yield LeftOut("memory", named(region.path), By.SYSTEM, "", OF_A_DEVICE, where)


# ---------------------------------------------------------------------------- in the file


def telling(request: DumpRequest, things: Sequence[LeftOut]) -> DumpRequest:
    """Give *request* with a stream that tells of *things*, if there are any."""
    if not things:
        return request
    content = json.dumps([*map(to_json, things)], separators=(",", ":")).encode("ascii")
    stream = MINIDUMP_USER_STREAM(int(MINIDUMP_STREAM_TYPE.DumpDeskLeftOut), content)
    return replace(request, user_streams=(stream, *request.user_streams))


def to_json(thing: LeftOut) -> dict[str, Any]:
    """Give the JSON form, without what is empty."""
    whole: dict[str, Any] = {
        **thing._asdict(),
        "by": str(thing.by),
        "ranges": [[f"{start:#x}", end - start] for start, end in steps(thing.ranges)],
    }
    return {
        key: value for key, value in whole.items() if value not in ("", []) and value is not False
    }


def from_json(value: object) -> LeftOut | None:
    """Read what a file says; None if it makes no sense: anybody may have written it."""
    if not isinstance(value, dict):
        return None
    texts = {key: value.get(key, "") for key in ("kind", "name", "by", "source", "why")}
    parts = value.get("parts", 1)
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(parts, int):
        return None
    return LeftOut(
        **{key: text[:_TEXT] for key, text in texts.items()},
        ranges=tuple(_ranges_in(value)),
        parts=min(max(parts, 0), 1 << 32),
        blank=value.get("blank", False) is True,
    )


def _ranges_in(value: Mapping[str, Any]) -> Iterator[Range]:
    told = value.get("ranges")
    for one in told[:_RANGES] if isinstance(told, list) else ():
        try:
            start, size = int(one[0], 16), int(one[1])
        except (IndexError, KeyError, TypeError, ValueError):
            continue
        if 0 <= start < start + size <= 1 << 64:
            yield start, start + size
