"""Plain values behave as dataclasses; nothing on the way to a dump compiles more than they do."""

from __future__ import annotations

import dataclasses
import pickle
import re
from pathlib import Path

import pytest

import app.core
from app.core.value import dataclass

CORE = Path(app.core.__file__).parent
LOADED = ("backends", "capture", "dump", "dumper", "inspection", "minidump", "symbols")


@dataclass(frozen=True, slots=True)
class Range:
    """Two fields that are compared, and one that is not."""

    start: int
    end: int = 7
    note: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Nothing:
    """No field at all."""


@dataclass(slots=True)
class Draft:
    """One that changes."""

    size: int


def test_values_are_compared_hashed_told_and_kept_as_dataclasses_are():
    assert Range(1, note="a") == Range(1, 7, "b") != Range(2)
    assert len({Range(1), Range(1, 7, "b"), Range(2)}) == 2
    assert repr(Range(1)) == "Range(start=1, end=7, note='')"
    assert Nothing() == Nothing() != Range(1)
    assert dataclasses.replace(Range(1), end=9) == pickle.loads(pickle.dumps(Range(1, 9)))
    with pytest.raises(dataclasses.FrozenInstanceError):
        Range(1).start = 2
    with pytest.raises(TypeError, match="unhashable"):
        hash(Draft(1))


def test_nothing_that_a_dump_loads_is_declared_the_slow_way():
    slow = re.compile(r"^from dataclasses import .*\bdataclass\b", re.MULTILINE)
    found = [
        str(path.relative_to(CORE))
        for package in LOADED
        for path in (CORE / package).rglob("*.py")
        if slow.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
