"""Answers about a process: it is opened once, looked at when that is wanted, and let go of."""

from __future__ import annotations

import pytest

from app.core.capture.snapshot import ProcessSnapshot, Region, SystemDescription, Thread
from app.core.dump.request import DumpRequest
from app.core.dumper import questions
from app.core.dumper.messages import Costs, Describe, Plan, Weigh
from app.core.dumper.questions import Questions
from app.core.errors import AccessDeniedError, MiniDumpError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import PLATFORM_ID
from app.core.process_key import ProcessKey

PAGE = 4096
KEY, OTHER = ProcessKey(7, 7 << 20), ProcessKey(8, 8 << 20)
HANDLES = int(T.MiniDumpWithHandleData)


class Target:
    """Has pages 16 to 19, of which all but 18 exist."""

    def __init__(self, key):
        self.key = key
        self.described, self.scanned, self.read_from = [], [], []
        self.is_closed = False
        self.tells = True
        self.fails = False
        self.system = SystemDescription(9)

    def describe(self, *, name_handles):
        if self.fails:
            raise MiniDumpError("It cannot be described.")
        self.described.append(name_handles)
        region = Region(
            16 * PAGE, 4 * PAGE, 4, 0x1000, 0x20000, 16 * PAGE, 4, writable=True, readable=True
        )
        thread = Thread(self.key.pid, stack_pointer=16 * PAGE, stack=(16 * PAGE, 17 * PAGE))
        return ProcessSnapshot(
            self.key.pid, "it", "/it", self.system, threads=(thread,), regions=(region,)
        )

    def scan_present(self, ranges):
        self.scanned.append(list(ranges))
        return ((16 * PAGE, 18 * PAGE), (19 * PAGE, 20 * PAGE)) if self.tells else None

    def read(self, address, size):
        self.read_from.append((address, size))
        return bytes(size)

    def close(self):
        self.is_closed = True


@pytest.fixture
def opened(monkeypatch):
    found = []

    def open_target(key):
        found.append(Target(key))
        return found[-1]

    monkeypatch.setattr(questions, "open_target", open_target)
    monkeypatch.setattr(questions, "obstacle_to", lambda _: None)
    return found


def test_a_process_is_looked_at_once_until_a_fresh_look_or_another_is_wanted(opened):
    asked = Questions()
    asked.answer(Describe(1, KEY))
    asked.answer(Describe(2, KEY, refresh=False))
    asked.answer(Plan(3, KEY, DumpRequest(0)))
    asked.answer(Costs(4, KEY, DumpRequest(0)))
    assert [target.described for target in opened] == [[False]]
    asked.answer(Plan(5, KEY, DumpRequest(0), refresh=True))
    asked.answer(Plan(6, OTHER, DumpRequest(0)))
    assert [target.key for target in opened] == [KEY, KEY, OTHER]
    assert [target.is_closed for target in opened] == [True, True, False]
    asked.close()
    asked.close()
    assert opened[2].is_closed


def test_handles_of_windows_are_named_when_somebody_wants_their_names(opened, monkeypatch):
    monkeypatch.setattr(Target, "__init__", of_windows(Target.__init__))
    asked = Questions()
    asked.answer(Describe(1, KEY, refresh=False))
    asked.answer(Describe(2, KEY, refresh=False, details=True))
    asked.answer(Plan(3, KEY, DumpRequest(HANDLES)))
    asked.answer(Describe(4, KEY, refresh=False))
    assert [target.described for target in opened] == [[False], [True]]
    asked.answer(Plan(5, OTHER, DumpRequest(HANDLES)))
    assert opened[-1].described == [True]


def test_a_plan_is_of_the_process_as_it_was_looked_at_for_it(opened, monkeypatch):
    """Another look may see other regions: those told before would not fit."""
    for windows in (False, True):
        if windows:
            monkeypatch.setattr(Target, "__init__", of_windows(Target.__init__))
        opened.clear()
        asked = Questions()
        asked.answer(Describe(1, KEY, names=windows))
        asked.answer(Plan(2, KEY, DumpRequest(HANDLES)))
        assert [target.described for target in opened] == [[windows]]


def of_windows(begin):
    def made(self, key):
        begin(self, key)
        self.system = SystemDescription(9, platform_id=PLATFORM_ID.WIN32_NT)

    return made


def test_one_that_cannot_be_described_is_let_go_of_and_opened_anew(opened, monkeypatch):
    monkeypatch.setattr(Target, "__init__", failing(Target.__init__))
    asked = Questions()
    for number in (1, 2):
        with pytest.raises(MiniDumpError, match="cannot be described"):
            asked.answer(Describe(number, KEY, refresh=False))
    assert [target.is_closed for target in opened] == [True, True]


def failing(begin):
    def made(self, key):
        begin(self, key)
        self.fails = True

    return made


def test_what_stands_in_the_way_of_a_dump_is_said_instead_of_a_plan(opened, monkeypatch):
    asked = Questions()
    obstacle = AccessDeniedError("Somebody debugs it.")
    monkeypatch.setattr(questions, "obstacle_to", lambda pid: obstacle if pid == KEY.pid else None)
    with pytest.raises(AccessDeniedError, match="debugs"):
        asked.answer(Plan(1, KEY, DumpRequest(0)))
    assert asked.answer(Describe(2, KEY)).process.name == "it"


def test_a_plan_tells_of_ranges_or_of_regions_and_of_callbacks_if_asked(opened):
    asked = Questions()
    request = DumpRequest(int(T.MiniDumpWithFullMemory))
    with_ranges = asked.answer(Plan(1, KEY, request))
    assert with_ranges.plan.ranges
    assert not with_ranges.plan.regions
    assert with_ranges.trace is None
    by_region = asked.answer(Plan(2, KEY, request, ranges=False, trace=5))
    assert not by_region.plan.ranges
    assert [region.base for region in by_region.plan.regions] == [16 * PAGE]
    assert by_region.trace is not None
    assert with_ranges.plan.file_size == by_region.plan.file_size


def test_costs_are_those_of_the_plans(opened):
    asked = Questions()
    costs = asked.answer(Costs(1, KEY, DumpRequest(0))).costs
    less = asked.answer(Plan(2, KEY, DumpRequest(0))).plan.file_size
    full = asked.answer(Plan(3, KEY, DumpRequest(int(T.MiniDumpWithFullMemory)))).plan.file_size
    assert costs["MiniDumpWithFullMemory"] == full - less > 2 * PAGE


def test_a_stack_is_read_once_however_many_flags_ask_what_it_points_to(opened):
    indirect = int(T.MiniDumpWithIndirectlyReferencedMemory)
    assert Questions().answer(Costs(1, KEY, DumpRequest(indirect))).costs
    read = opened[0].read_from
    assert read == list(dict.fromkeys(read)) != []


def test_dumps_weighed_against_each_other_are_as_their_plans_say(opened):
    asked = Questions()
    full = DumpRequest(int(T.MiniDumpWithFullMemory))
    impossible = DumpRequest(int(T.MiniDumpFilterTriage | T.MiniDumpWithAvxXStateContext))
    weighed = asked.answer(Weigh(1, KEY, (DumpRequest(0), full, impossible))).figures
    plans = [asked.answer(Plan(2, KEY, request)).plan for request in (DumpRequest(0), full)]
    told = [(plan.file_size, plan.usual_pause_ms, plan.is_estimate) for plan in plans]
    assert weighed == (*told, None)
    assert told[0] < told[1]


def test_a_stack_is_read_once_for_all_dumps_that_are_weighed(opened):
    indirect = int(T.MiniDumpWithIndirectlyReferencedMemory)
    scanning = int(T.MiniDumpScanMemory)
    requests = tuple(map(DumpRequest, (indirect, scanning, indirect | scanning)))
    assert all(Questions().answer(Weigh(1, KEY, requests)).figures)
    read = opened[0].read_from
    assert read == list(dict.fromkeys(read)) != []


def test_each_page_is_asked_about_once(opened):
    watched = questions._Watched(Target(KEY), names=False)
    first = watched.scan([(16 * PAGE, 18 * PAGE)])
    assert first == watched.scan([(17 * PAGE, 18 * PAGE), (16 * PAGE, 17 * PAGE)])
    found = watched.scan([(17 * PAGE, 20 * PAGE)])
    assert watched.target.scanned == [[(16 * PAGE, 18 * PAGE)], [(18 * PAGE, 20 * PAGE)]]
    assert found == ((16 * PAGE, 18 * PAGE), (19 * PAGE, 20 * PAGE))


def test_where_the_system_does_not_tell_it_is_asked_again(opened):
    watched = questions._Watched(Target(KEY), names=False)
    watched.target.tells = False
    assert watched.scan([(16 * PAGE, 17 * PAGE)]) is None
    watched.target.tells = True
    assert watched.scan([(16 * PAGE, 17 * PAGE)])
