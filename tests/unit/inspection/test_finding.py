"""One rule for how a dump is judged and how a command ends, whoever asks."""

from __future__ import annotations

import pytest

from app.core.inspection.finding import (
    Verdict,
    VerdictWord,
    error,
    exit_code,
    gap,
    note,
    unknown,
    warning,
)


@pytest.mark.parametrize(
    ("findings", "word", "code"),
    [
        ([], "good", 0),
        ([note("it is odd")], "good", 0),
        ([note("it is odd"), gap("a thread sleeps")], "good with gaps", 7),
        ([gap("a thread sleeps"), unknown("another processor")], "not understood", 7),
        ([unknown("another processor"), warning("it was cut")], "incomplete", 7),
        ([gap("a thread sleeps"), warning("it was cut")], "incomplete", 7),
        ([warning("it was cut"), error("it is no dump"), gap("gone")], "bad", 8),
    ],
)
def test_the_worst_finding_counts(findings, word, code):
    verdict = Verdict.of(findings)
    assert (verdict.verdict, exit_code(verdict.verdict)) == (word, code)
    assert verdict.to_json()["verdict"] == word


def test_every_verdict_has_an_exit_code():
    assert {word: exit_code(word) for word in VerdictWord} == {
        "good": 0,
        "good with gaps": 7,
        "not understood": 7,
        "incomplete": 7,
        "bad": 8,
        "unchecked": 0,
    }


@pytest.mark.parametrize(("word", "code"), [("unchecked", 7), ("good", 0), ("bad", 8)])
def test_soft_errors_count_where_nobody_looked_at_the_file(word, code):
    assert exit_code(word, soft_errors=3) == code
