"""What a check of a dump has to say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """A debugger will refuse the file, or show what is wrong."""
    WARNING = "warning"
    """The file opens, but something that belongs into it is not there."""
    NOTE = "note"
    """Worth knowing; the dump is as good as it can be."""


class Finding(NamedTuple):
    """One thing found; ``text`` says what it is and what it means to whoever reads the dump."""

    severity: Severity
    text: str


def error(text: str) -> Finding:
    """Make a finding that makes a dump bad."""
    return Finding(Severity.ERROR, text)


def warning(text: str) -> Finding:
    """Make a finding that makes a dump incomplete."""
    return Finding(Severity.WARNING, text)


def note(text: str) -> Finding:
    """Make a finding that leaves a dump good."""
    return Finding(Severity.NOTE, text)


class VerdictWord(StrEnum):
    """The verdict in one word."""

    GOOD = "good"
    INCOMPLETE = "incomplete"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a verification, worst findings first."""

    verdict: VerdictWord
    findings: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: list[Finding]) -> Verdict:
        """Judge by the worst of *findings*."""
        order = list(Severity)
        ordered = tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))
        worst = ordered[0].severity if ordered else Severity.NOTE
        word = {Severity.ERROR: VerdictWord.BAD, Severity.WARNING: VerdictWord.INCOMPLETE}
        return cls(word.get(worst, VerdictWord.GOOD), ordered)

    def to_json(self) -> dict[str, Any]:
        """Give the form of `dumpdesk verify --json`."""
        return {
            "verdict": str(self.verdict),
            "findings": [
                {"severity": str(finding.severity), "text": finding.text}
                for finding in self.findings
            ],
        }
