"""A part that was left out is out of the file, or the file is bad."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule
from app.core.dump.left_out import telling
from app.core.dump.request import DumpRequest
from app.core.inspection.verify import verify
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.unit.inspection.written import HEAP, LIBRARY, write

FULL = T.MiniDumpWithFullMemory
SECRET = MemoryRule(address=HEAP + 0x100, size=0x40)
RULES = FilterSpec(memory=(SECRET,))


@pytest.fixture
def judge(tmp_path):
    def judge(data, plan=None):
        path = tmp_path / "judged.dmp"
        path.write_bytes(data)
        verdict = verify(path, plan)
        return verdict.verdict, [finding.text for finding in verdict.findings]

    return judge


def leaky(*, blank=False, zeros=b""):
    """A dump that says what it leaves out, and holds all memory; the plan, and the bytes."""
    promised, _ = write(DumpRequest(FULL, RULES, blank=blank))
    told = telling(DumpRequest(), promised.left_out).user_streams
    whole, data = write(DumpRequest(FULL, user_streams=told))
    block = next(b for b in whole.minidump.memory_blocks if b.address == HEAP)
    at = block.placed_rva + 0x100
    data[at : at + len(zeros)] = zeros
    return promised, data


def test_what_was_cut_is_good(judge):
    plan, data = write(DumpRequest(FULL, RULES))
    assert judge(data, plan)[0] == "good"
    assert judge(data)[0] == "good"


def test_what_stays_makes_the_file_bad_with_or_without_the_plan(judge):
    plan, data = leaky()
    where = f"{HEAP + 0x100:#x} to {HEAP + 0x140:#x}"
    for given in (None, replace(plan, is_estimate=True)):
        verdict, findings = judge(data, given)
        assert verdict == "bad"
        (said,) = [text for text in findings if "to be left out" in text]
        assert said.startswith("64 bytes that were to be left out are in the file")
        assert where in said


def test_what_was_blanked_is_good_and_said(judge):
    plan, data = leaky(blank=True, zeros=bytes(64))
    for given in (None, replace(plan, is_estimate=True)):
        verdict, findings = judge(data, given)
        assert verdict == "good", findings
        assert any("64 bytes of what was left out had to be stored" in text for text in findings)


def test_zeros_that_nobody_promised_are_no_excuse(judge):
    _, data = leaky(zeros=bytes(64))
    assert judge(data)[0] == "bad"


def test_one_byte_that_was_not_blanked_is_found(judge):
    plan, data = leaky(blank=True, zeros=bytes(40) + b"!" + bytes(23))
    verdict, findings = judge(data, replace(plan, is_estimate=True))
    assert verdict == "bad"
    where = f"{HEAP + 0x128:#x} to {HEAP + 0x129:#x}"
    assert any(text.startswith("1 bytes") and where in text for text in findings)


def test_what_only_the_plan_knows_counts(judge):
    plan, _ = write(DumpRequest(FULL, RULES))
    _, data = write(DumpRequest(FULL))
    verdict, findings = judge(data, replace(plan, is_estimate=True))
    assert verdict == "bad"
    assert any("(memory)" in text for text in findings)


def test_what_a_later_rule_takes_in_again_may_be_there(judge):
    rules = FilterSpec(
        modules=(ModuleRule("libc.so.6", include=False),),
        memory=(MemoryRule(address=LIBRARY, size=0x100, include=True),),
    )
    plan, data = write(DumpRequest(FULL, rules))
    assert (LIBRARY, LIBRARY + 0x100) in [(p.start, p.end) for p in plan.ranges]
    assert not any("left out are" in text for text in judge(data, plan)[1])
    assert judge(data)[0] != "bad"
