"""What will be done, in one sentence: the preset, how its flags were changed, what is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ...core.dump.flags import FLAGS
from ...core.dump.recipe_sentence import effects, listed
from ...core.dump.system_folders import FOLDERS
from ...core.text import escaped, file_name
from .. import theme
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate
from .preset_name import less

if TYPE_CHECKING:
    from collections.abc import Collection

    from ...core.dump.filter import FilterSpec
    from ...core.dump.recipe import Recipe
    from ...core.dump.request import DumpRequest
    from ...core.dump.unmatched import Unmatched
    from .flag_choice import FlagChoice

_NAMED: Final = 3
"""So many flags are named; the others are counted."""


def plan_sentence(
    choice: FlagChoice,
    request: DumpRequest,
    left_out: int,
    unmatched: Collection[Unmatched] = (),
    recipe: Recipe | None = None,
) -> str:
    """Say what *request* asks for, by the *choice* of its flags; it lacks so many parts.

    It is called by the *recipe* that is followed, if one is. Rules that are *unmatched* leave
    nothing out, and are not said to.
    """
    said = [_flags(choice, request.surprising(left_out), recipe)]
    rules, scope = _matched(request.filter, unmatched), []
    if any(rule.name in FOLDERS and not rule.include for rule in rules.modules):
        text = QT_TRANSLATE_NOOP("PlanSentence", "leaves out what came with the system")
        scope = [translate("PlanSentence", text)]
        kept = tuple(rule for rule in rules.modules if rule.name not in FOLDERS)
        rules = replace(rules, modules=kept)
    done = scope + effects(rules, core_text)
    if unmatched:
        done.append(nothing_called(unmatched))
    if done:
        said.append(core_text("; ").join(done))
    sentence = translate("PlanSentence", "{0}: {1}").format(*said) if (len(said) > 1) else said[0]
    extras = [translate("PlanSentence", "a comment")] * bool(request.comment)
    if request.user_streams:
        one = translate("PlanSentence", "1 file")
        many = translate("PlanSentence", "{0} files")
        extras.append(theme.counted(len(request.user_streams), one, many))
    if extras:
        text = translate("PlanSentence", "{0}, with {1}")
        sentence = text.format(sentence, listed(extras, core_text))
    return sentence


def nothing_called(unmatched: Collection[Unmatched]) -> str:
    """Say of rules that are *unmatched* that they are."""
    names = [escaped(file_name(rule.name)) for rule in unmatched]
    text = QT_TRANSLATE_NOOP("PlanSentence", "nothing here is called {0}")
    told = listed(names[:_NAMED], core_text, more=len(names) - _NAMED)
    return translate("PlanSentence", text).format(told)


def _matched(rules: FilterSpec, unmatched: Collection[Unmatched]) -> FilterSpec:
    """Give *rules* without those that leave nothing out."""
    lost = {(rule.part, rule.name) for rule in unmatched}
    return replace(
        rules,
        modules=tuple(
            rule
            for rule in rules.modules
            if rule.include is not False
            or rule.base is not None
            or ("module", rule.name) not in lost
        ),
        threads=tuple(
            rule
            for rule in rules.threads
            if rule.include is not False or rule.id is not None or ("thread", rule.name) not in lost
        ),
        memory=tuple(
            rule
            for rule in rules.memory
            if rule.include or rule.size or ("memory", rule.name) not in lost
        ),
    )


def is_departure(choice: FlagChoice, request: DumpRequest) -> bool:
    """Say whether more than a preset is chosen."""
    return choice.preset is None or choice.modified or bool(request.filter)


def _flags(choice: FlagChoice, left_out: int, recipe: Recipe | None) -> str:
    preset = choice.preset
    if recipe is not None:
        name, base = escaped(recipe.title), recipe.flags
    elif preset is not None:
        name, base = escaped(core_text(preset.name)), preset.flags
    else:
        return less(translate("PlanSentence", "Own choice"), left_out)
    name = less(name, left_out)
    more, fewer = choice.flags & ~base, base & ~choice.flags
    for flags, text in (
        (more, QT_TRANSLATE_NOOP("PlanSentence", "{0}, with {1}")),
        (fewer, QT_TRANSLATE_NOOP("PlanSentence", "{0}, without {1}")),
    ):
        labels = [core_text(row.label) for row in FLAGS if row.flag & flags]
        if labels:
            names = listed(labels[:_NAMED], core_text, more=len(labels) - _NAMED)
            name = translate("PlanSentence", text).format(name, names)
    return name
