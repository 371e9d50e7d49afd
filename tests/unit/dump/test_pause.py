"""How long a target will stand still: a range from the work and from dumps made before."""

from __future__ import annotations

import pytest

from app.core.dump.pause import PastPause, StopWork, foretell
from app.core.minidump.constants import MINIDUMP_TYPE as T

MIB = 1 << 20
SMALL = StopWork(threads=1, regions=30, pieces=3, copied=8192, stacks=4096, flags=0)


def usual(work, *, on_windows=False, **changed):
    return work._replace(**changed).usual_ms(on_windows=on_windows)


@pytest.mark.parametrize(
    ("changed", "least"),
    [
        ({"threads": 257}, 10),  # 256 threads were seen to take 9 to 28 ms
        ({"regions": 3030}, 5),
        ({"copied": 1024 * MIB}, 80),  # a GiB into memory: 90 to 200 ms
        ({"copied": 1024 * MIB, "direct": 1024 * MIB}, 250),  # into a file: 250 to 500 ms
        ({"flags": int(T.MiniDumpFilterMemory), "stacks": 4 * MIB}, 20),
        ({"flags": int(T.MiniDumpWithIndirectlyReferencedMemory), "stacks": 4 * MIB}, 20),
    ],
)
def test_what_there_is_to_do_in_the_stop_makes_it_longer(changed, least):
    before = usual(SMALL)
    assert 0.5 <= before <= 5
    assert usual(SMALL, **changed) - before >= least


def test_a_file_that_waits_for_its_disk_takes_as_long_as_the_disk():
    work = SMALL._replace(copied=1024 * MIB, direct=1024 * MIB)
    assert usual(work, awaited=512 * MIB) - usual(work) >= 5000


def test_stacks_that_nobody_looks_through_cost_their_copy_alone():
    assert usual(SMALL, stacks=64 * MIB) == usual(SMALL)


def test_windows_writes_meanwhile():
    work = SMALL._replace(copied=1024 * MIB)
    assert usual(work, on_windows=True) > 5 * usual(work)


def test_before_any_dump_the_range_is_what_is_usual_by_and_times_three():
    assert foretell(30.0) == (10.0, 90.0, 0)
    assert foretell(30.0, [PastPause(0.0, 50.0), PastPause(5.0, 0.0)]) == (10.0, 90.0, 0)


def test_a_machine_that_takes_its_time_is_known_by_its_dumps():
    low, high, dumps = foretell(10.0, [PastPause(2.0, 8.0)] * 3)
    assert dumps == 3
    assert (low, high) == pytest.approx((40 / 3, 120))


def test_one_slow_dump_moves_nothing():
    before = foretell(10.0)
    for taken in (0.2, 900.0):
        low, high, dumps = foretell(10.0, [PastPause(2.0, taken)])
        assert (low, high, dumps) == pytest.approx((*before[:2], 1))


def test_others_may_have_two_turns_and_one_more_for_each_turn_of_work():
    low, high, dumps = foretell(4.0, wait=40.0)
    assert (low, high, dumps) == (pytest.approx(4 / 3), 12 + (2 + 3) * 40, 0)
    narrow = foretell(10.0, [PastPause(2.0, 2.0)] * 8)
    low, high, _ = foretell(10.0, [PastPause(2.0, 2.0)] * 8, 5.0)
    assert (low, high) == (narrow.low, narrow.high + (2 + narrow.high / 4) * 5)


@pytest.mark.parametrize(
    ("taken", "factor"), [(1.0, 0.5), (2.0, 1.0), (60.0, 1.0), (102.0, 1.0), (146.0, 3.0)]
)
def test_what_waiting_explains_teaches_nothing(taken, factor):
    assert PastPause(2.0, taken, wait=40.0).factor == factor


def test_the_range_narrows_when_all_dumps_took_what_was_foretold():
    low, high, dumps = foretell(10.0, [PastPause(2.0, 2.0)] * 8)
    assert (low, high, dumps) == pytest.approx((5, 20, 8))


def test_it_stays_wide_when_they_did_not():
    past = [PastPause(2.0, taken) for taken in (0.2, 20.0) * 6]
    low, high, _ = foretell(10.0, past)
    assert high / low == pytest.approx(9)


def test_old_dumps_count_no_more():
    assert foretell(10.0, [PastPause(1.0, 1.0)] * 25 + [PastPause(1.0, 900.0)] * 100).dumps == 25
