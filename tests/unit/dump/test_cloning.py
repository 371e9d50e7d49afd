"""When a dump is made of a clone."""

from __future__ import annotations

from app.core.dump.cloning import HELD_ANYWAY, PAYS_FROM, held, wants_clone
from app.core.dump.pause import StopWork
from app.core.dump.request import DumpRequest


def test_asked_for_or_where_it_pays():
    assert wants_clone(DumpRequest(clone=True), 1)
    assert not wants_clone(DumpRequest(clone=False), PAYS_FROM)
    assert wants_clone(DumpRequest(), PAYS_FROM)
    assert not wants_clone(DumpRequest(), PAYS_FROM - 1)


def test_a_clone_takes_a_fraction_of_the_pause():
    work = StopWork(8, 100, 100, 1 << 30, 0, 0)
    pauses = [one.usual_ms(on_windows=False) for one in (work, work._replace(cloned=1 << 30))]
    assert pauses[1] < pauses[0] / 5


def test_memory_holds_what_may_be_taken_of_it_and_in_any_case_a_little():
    assert held(1 << 30, 2 << 30) == 1 << 30
    assert held(1 << 30, 100 << 20) == 100 << 20
    assert held(1 << 30, 0) == 0
    assert held(HELD_ANYWAY, 0) == HELD_ANYWAY


def test_a_request_of_the_first_version_is_read():
    assert DumpRequest.from_json({"flags": 0, "snapshot_first": True}).clone is True
    assert DumpRequest.from_json({"flags": 0}).clone is None
