"""What is said when Windows refuses access, and whether an administrator could do it."""

from __future__ import annotations

import os

import pytest

from app.core.capture.windows import denial
from app.core.capture.windows.process_facts import ProcessFacts
from app.core.errors import HRESULT

PID = 4711
PROTECTED = ProcessFacts(protection="light, Antimalware")


@pytest.mark.parametrize(
    ("pid", "facts", "elevated", "cause", "remedy", "hresult"),
    [
        (0, ProcessFacts(), True, "part of the kernel", "runs a program", HRESULT.NOT_SUPPORTED),
        (4, ProcessFacts(), False, "part of the kernel", "runs a program", HRESULT.NOT_SUPPORTED),
        (PID, PROTECTED, False, "(light, Antimalware)", "its maker", HRESULT.ACCESS_DENIED),
        (
            *(PID, ProcessFacts(), False, "runs with more rights"),
            *("Run as administrator", HRESULT.PRIVILEGE_NOT_HELD),
        ),
        (
            *(PID, ProcessFacts(protection=""), True, "even to an administrator: error 5"),
            *("security program", HRESULT.ACCESS_DENIED),
        ),
    ],
)
def test_the_reason_is_found(monkeypatch, pid, facts, elevated, cause, remedy, hresult):
    own = ProcessFacts(elevated=elevated)
    monkeypatch.setattr(denial, "facts_of", lambda asked: own if asked == os.getpid() else facts)
    monkeypatch.setattr(denial, "explain", lambda code: f"error {code}")
    error = denial.denial(pid, 5)
    assert cause in error.cause
    assert remedy in error.remedy
    assert error.hresult == hresult
