"""The whole under a kernel that refuses one of the newer calls, or all of them: nothing changes.

A call that is used is refused alone if it stands in the table of ``refusing``. One that nobody put
there is refused with all others that are newer than Linux 3.1.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.dump.presets import PRESETS
from tests.kernel.checks import COMMANDS, check
from tests.kernel.refusing import ALL, OF_PRESETS, REFUSALS

HERE = Path(__file__).parent
SECONDS = 280
CLONED = "taskmgr:--clone"
KEYS = [*(preset.key for preset in PRESETS), CLONED]


@pytest.fixture(scope="module")
def vast(start_shared_process, build_target):
    target = start_shared_process(build_target("vast"), "24", "64")
    target.wait_at_rest()
    return target


@pytest.fixture(scope="module")
def whole(vast, tmp_path_factory):
    """Call it with a refusal to have presets tried under it."""
    folder = tmp_path_factory.mktemp("whole")

    def run(presets, *refusals):
        result = folder / "result.json"
        subprocess.run(
            [
                *(sys.executable, HERE / "whole.py", result, str(vast.pid), ",".join(presets)),
                ",".join(COMMANDS),
                *refusals,
            ],
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1])},
            check=True,
            timeout=SECONDS,
        )
        return {found["preset"]: found for found in json.loads(result.read_text())}

    return run


@pytest.fixture(scope="module")
def as_it_is(whole):
    """What this kernel gives."""
    return whole(KEYS)


def outcome(found):
    return {
        "codes": [found[command]["code"] for command in COMMANDS],
        "complaints": found["plan"]["complained"] + found["dump"]["complained"],
        "verdicts": [found[command]["said"].get("verdict") for command in ("dump", "verify")],
        "soft errors": found["dump"]["said"].get("soft_errors"),
        "ranges": found.get("ranges"),
        "streams": found.get("streams"),
    }


def test_all_is_well_without_a_filter(vast, as_it_is):
    assert list(as_it_is) == KEYS
    for found in as_it_is.values():
        check(vast.values["known"], found)


@pytest.mark.parametrize("refusal", [*REFUSALS, ALL])
def test_a_refused_call_changes_neither_the_verdict_nor_the_contents(
    refusal, vast, whole, as_it_is, record_property
):
    presets = KEYS if refusal in OF_PRESETS else ["support", "everything"]
    if refusal == ALL:  # no clone without the calls for signal masks of Linux 3.11
        presets = KEYS[: KEYS.index(CLONED)]
    refused = whole(presets, refusal)
    for preset, found in refused.items():
        record_property(f"paused {preset}", found["dump"]["said"].get("paused_ms"))
        assert outcome(found) == outcome(as_it_is[preset]), preset
        check(vast.values["known"], found)


def test_a_clone_that_the_system_refuses_is_said_and_the_process_stands_still(vast, whole):
    """Asked for, it has to be told; all memory is there nevertheless."""
    alone, refused = whole(["taskmgr", CLONED], ALL).values()
    dump, again = refused["dump"]["said"], refused["verify"]["said"]

    assert refused["ranges"] == alone["ranges"]
    assert [dump["verdict"], again["verdict"]] == ["good with gaps"] * 2
    assert dump["soft_errors"] == 1
    assert refused["dump"]["complained"] == ""
    assert "clone" in str(again["findings"])
    assert vast.process.poll() is None
