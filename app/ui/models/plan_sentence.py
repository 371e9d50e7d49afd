"""What will be done, in one sentence: the preset, how its flags were changed, what is left out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from ...core.dump.flags import FLAGS
from ...core.dump.recipe_sentence import effects, listed
from ...core.processes.text import escaped
from .. import theme
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP
from .module_scope import NOT_THE_APPLICATION, SYSTEM_LIBRARIES
from .preset_name import less

if TYPE_CHECKING:
    from ...core.dump.request import DumpRequest
    from .flag_choice import FlagChoice

_SYSTEM: Final = frozenset((*SYSTEM_LIBRARIES, *NOT_THE_APPLICATION))
_NAMED: Final = 3
"""So many flags are named; the others are counted."""


def plan_sentence(choice: FlagChoice, request: DumpRequest, left_out: int) -> str:
    """Say what *request* asks for, by the *choice* of its flags; it lacks so many parts."""
    said = [_flags(choice, left_out)]
    rules, scope = request.filter, []
    if any(rule.name in _SYSTEM and not rule.include for rule in rules.modules):
        text = QT_TRANSLATE_NOOP("PlanSentence", "leaves out what came with the system")
        scope = [_translated(text)]
        kept = tuple(rule for rule in rules.modules if rule.name not in _SYSTEM)
        rules = replace(rules, modules=kept)
    done = scope + effects(rules, core_text)
    if done:
        said.append(core_text("; ").join(done))
    sentence = (
        _translated(QT_TRANSLATE_NOOP("PlanSentence", "{0}: {1}")).format(*said)
        if (len(said) > 1)
        else said[0]
    )
    extras = [_translated(QT_TRANSLATE_NOOP("PlanSentence", "a comment"))] * bool(request.comment)
    if request.user_streams:
        one = _translated(QT_TRANSLATE_NOOP("PlanSentence", "1 file"))
        many = _translated(QT_TRANSLATE_NOOP("PlanSentence", "{0} files"))
        extras.append(theme.counted(len(request.user_streams), one, many))
    if extras:
        text = _translated(QT_TRANSLATE_NOOP("PlanSentence", "{0}, with {1}"))
        sentence = text.format(sentence, listed(extras, core_text))
    return sentence


def is_departure(choice: FlagChoice, request: DumpRequest) -> bool:
    """Say whether more than a preset is chosen."""
    return choice.preset is None or choice.modified or bool(request.filter)


def _flags(choice: FlagChoice, left_out: int) -> str:
    preset = choice.preset
    if preset is None:
        return less(_translated(QT_TRANSLATE_NOOP("PlanSentence", "Own choice")), left_out)
    name = less(escaped(core_text(preset.name)), left_out)
    more, fewer = choice.flags & ~preset.flags, preset.flags & ~choice.flags
    for flags, text in (
        (more, QT_TRANSLATE_NOOP("PlanSentence", "{0}, with {1}")),
        (fewer, QT_TRANSLATE_NOOP("PlanSentence", "{0}, without {1}")),
    ):
        labels = [core_text(row.label) for row in FLAGS if row.flag & flags]
        if labels:
            names = listed(labels[:_NAMED], core_text, more=len(labels) - _NAMED)
            name = _translated(text).format(name, names)
    return name


def _translated(text: str) -> str:
    return QCoreApplication.translate("PlanSentence", text)
