"""What a check of a dump has to say."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from .crash import Crash

from ..value import dataclass


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """A debugger will refuse the file or show what is wrong, or it holds what must not be in it."""
    WARNING = "warning"
    """The file opens, but something that belongs into it is not there."""
    UNKNOWN = "not understood"
    """The file says something that is not understood here, so that nobody can judge it."""
    GAP = "gap"
    """The file is sound; something of the process could not be had, and the file says so."""
    NOTE = "note"
    """Worth knowing; the dump is as good as it can be."""


class Finding(NamedTuple):
    """One thing found; ``text`` says what it is and what it means to whoever reads the dump."""

    severity: Severity
    text: str
    left_out: bool = False
    """It tells what was left out on purpose, which whoever lists that himself need not repeat."""


def error(text: str) -> Finding:
    """Make a finding that makes a dump bad."""
    return Finding(Severity.ERROR, text)


def warning(text: str) -> Finding:
    """Make a finding that makes a dump incomplete."""
    return Finding(Severity.WARNING, text)


def unknown(text: str) -> Finding:
    """Make a finding that keeps a dump from being called good, as nobody can tell."""
    return Finding(Severity.UNKNOWN, text)


def gap(text: str) -> Finding:
    """Make a finding that leaves a dump good, with a gap."""
    return Finding(Severity.GAP, text)


def note(text: str) -> Finding:
    """Make a finding that leaves a dump good."""
    return Finding(Severity.NOTE, text)


class VerdictWord(StrEnum):
    """The verdict in a word or three."""

    GOOD = "good"
    GAPS = "good with gaps"
    UNKNOWN = "not understood"
    """Nothing is wrong with what is understood of it, but that is not all."""
    INCOMPLETE = "incomplete"
    BAD = "bad"
    UNCHECKED = "unchecked"
    """Nobody looked: it went to a pipe."""


_WORDS: Final = {
    Severity.ERROR: VerdictWord.BAD,
    Severity.WARNING: VerdictWord.INCOMPLETE,
    Severity.UNKNOWN: VerdictWord.UNKNOWN,
    Severity.GAP: VerdictWord.GAPS,
    Severity.NOTE: VerdictWord.GOOD,
}
"""By the worst finding."""
_EXIT_CODES: Final = {
    VerdictWord.GOOD: 0,
    VerdictWord.GAPS: 7,
    VerdictWord.UNKNOWN: 7,
    VerdictWord.INCOMPLETE: 7,
    VerdictWord.BAD: 8,
    VerdictWord.UNCHECKED: 0,
}


def exit_code(word: str, *, soft_errors: int = 0) -> int:
    """Say how a command ends that wrote or checked a dump of this verdict.

    0: nothing is missing. 7: something is. 8: no reader can use it, or it must not be passed on.
    *soft_errors* count where the dump was not checked.
    """
    code = _EXIT_CODES[VerdictWord(word)]
    return 7 if word == VerdictWord.UNCHECKED and soft_errors else code


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a verification, worst findings first."""

    verdict: VerdictWord
    findings: tuple[Finding, ...] = ()
    headline: str = ""
    """What happened to the process, in a sentence; empty if the file cannot tell."""
    crash: Crash | None = None
    """The parts of that sentence if it tells of a crash."""

    @classmethod
    def of(cls, findings: list[Finding]) -> Verdict:
        """Judge by the worst of *findings*."""
        order = list(Severity)
        ordered = tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
        worst = ordered[0].severity if ordered else Severity.NOTE
        return cls(_WORDS[worst], ordered)

    def to_json(self) -> dict[str, Any]:
        """Give the form of `dumpdesk verify --json`."""
        return {
            "verdict": str(self.verdict),
            "findings": [
                {"severity": str(finding.severity), "text": finding.text}
                for finding in self.findings
            ],
        }
