"""What a recipe collects, from whom, and what of it is private, in one sentence for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..minidump.constants import MINIDUMP_TYPE as T
from ..text import escaped, file_name
from .filter import MemoryRule, ModuleRule, ThreadRule
from .flags import FLAGS, FlagGroup, effective_flags
from .private_words import cleans_stacks, private_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from .filter import FilterSpec
    from .recipe import Recipe, Rule

_NAMED: Final = 5
"""So many filter rules are named in an explanation; the others are counted."""

_FROM_THOSE: Final = "From processes where {target} it collects {contents}"
_FROM_CHOSEN: Final = "From the chosen process it collects {contents}"
_STACKS: Final = "the stacks of the threads"
_CLEANED_STACKS: Final = "the cleaned stacks of the threads"
_WITHOUT_FOLDERS: Final = "{contents} (file names without folders)"
_LEAVES_OUT: Final = "it leaves out {names}"
_TAKES_IN: Final = "it takes in {names}"
_SETS_ONE: Final = "{count} filter rule sets how much is written of some"
_SETS_SOME: Final = "{count} filter rules set how much is written of some"
_KEEPS_OUT: Final = "it leaves out what the program keeps out of dumps"
_BLANKS: Final = "what is left out and has to be stored all the same is overwritten with zeros"
_RUNS_ON: Final = "the program runs on while a copy of it is read"
_STANDS: Final = "the program stands still while its memory is copied"
_COMMENTED: Final = "it adds a comment"
_PRIVATE: Final = "private data: {contents}"
_NOT_PRIVATE: Final = "hardly any private data"
PHRASES: Final = (
    *(_FROM_THOSE, _FROM_CHOSEN, _STACKS, _CLEANED_STACKS, _WITHOUT_FOLDERS, _LEAVES_OUT),
    *(
        _TAKES_IN,
        _SETS_ONE,
        _SETS_SOME,
        _KEEPS_OUT,
        _BLANKS,
        _RUNS_ON,
        _STANDS,
        _COMMENTED,
        _PRIVATE,
        _NOT_PRIVATE,
    ),
    *("memory {name}", "module {name}", "thread {name}", "{count} more", "{first} and {last}"),
    *(", ", "; ", "{sentence}."),
)
"""What :func:`explain` says of a recipe, for translators."""


def explain(recipe: Recipe, say: Callable[[str], str] = str) -> str:
    """Say in one sentence what the recipe collects, from whom, and what of it is private.

    *say* translates: it is given PHRASES, with their fields, and the labels of flags.
    """
    flags = effective_flags(recipe.flags).flags
    collects = listed(_contents(flags, say), say)
    private = [say(word) for word in private_words(flags)]
    if recipe.target:
        whose = escaped(recipe.target)
        parts = [say(_FROM_THOSE).format(target=whose, contents=collects)]
    else:
        parts = [say(_FROM_CHOSEN).format(contents=collects)]
    parts += effects(recipe.filter, say)
    if recipe.respect_dontdump:
        parts.append(say(_KEEPS_OUT))
    if recipe.blank:
        parts.append(say(_BLANKS))
    if recipe.clone is not None:
        parts.append(say(_RUNS_ON if recipe.clone else _STANDS))
    if recipe.comment:
        parts.append(say(_COMMENTED))
    parts.append(
        say(_PRIVATE).format(contents=listed(private, say)) if private else say(_NOT_PRIVATE)
    )
    return say("{sentence}.").format(sentence=say("; ").join(parts))


def _contents(flags: T, say: Callable[[str], str]) -> list[str]:
    """Name what a dump with effective *flags* holds."""
    contents: list[str] = []
    in_english = say(_STACKS) == _STACKS
    if not flags & T.MiniDumpWithFullMemory:
        contents.append(say(_CLEANED_STACKS if cleans_stacks(flags) else _STACKS))
    for row in FLAGS:
        if flags & row.flag and row.group not in {FlagGroup.PRIVACY, FlagGroup.TOLERANCE}:
            label = say(row.label)
            if in_english and not label[1:2].isupper():  # all but a name
                label = label[0].lower() + label[1:]
            contents.append(label)
    if flags & T.MiniDumpFilterModulePaths:
        contents[-1:] = [say(_WITHOUT_FOLDERS).format(contents=contents[-1])]
    return contents


def effects(rules: FilterSpec, say: Callable[[str], str] = str) -> list[str]:
    """Say what *rules* leave out, take in and change, a phrase for each; see :func:`explain`."""
    named: dict[bool, list[str]] = {True: [], False: []}
    changes = 0
    every: tuple[Rule, ...] = (*rules.modules, *rules.threads, *rules.memory)
    for rule in every:
        if rule.include is not None:
            named[rule.include].append(_rule_name(rule, say))
        changes += not isinstance(rule, MemoryRule) and bool(rule.set_flags | rule.clear_flags)
    effects = [
        say(phrase).format(names=listed(names[:_NAMED], say, more=len(names) - _NAMED))
        for phrase, names in ((_LEAVES_OUT, named[False]), (_TAKES_IN, named[True]))
        if names
    ]
    if changes:
        effects.append(say(_SETS_ONE if changes == 1 else _SETS_SOME).format(count=changes))
    return effects


def _rule_name(rule: Rule, say: Callable[[str], str]) -> str:
    match rule:
        case MemoryRule(size=size) if size:
            return say("memory {name}").format(name=f"{rule.address:#x}:{rule.size:#x}")
        case MemoryRule():
            return say("memory {name}").format(name=escaped(rule.name))
        case ModuleRule(base=None):
            return say("module {name}").format(name=escaped(rule.name))
        case ModuleRule(name=name, base=base):
            known = file_name(name) if name not in {"", "*"} else f"{base:#x}"
            return say("module {name}").format(name=escaped(known))
        case ThreadRule(name=name, id=number):
            known = name if number is None or name not in {"", "*"} else str(number)
            return say("thread {name}").format(name=escaped(known))


def listed(names: list[str], say: Callable[[str], str] = str, more: int = 0) -> str:
    """Name them one after the other, and count *more*."""
    names = [*names, say("{count} more").format(count=more)] if more > 0 else names
    first = say(", ").join(names[:-1])
    return say("{first} and {last}").format(first=first, last=names[-1]) if first else names[-1]
