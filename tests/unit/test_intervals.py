"""Sets of addresses, compared with Python's own sets."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.core.intervals import intersect, is_inside, merged, outside, subtract, total

ranges = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12)
sets = ranges.map(merged)


def points(found):
    return {point for start, end in found for point in range(start, end)}


@given(ranges)
def test_merged_is_the_same_set_in_normal_form(some):
    result = merged(some)
    assert points(result) == points((a, b) for a, b in some if a < b)
    assert all(start < end for start, end in result)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(result))
    assert merged(result) == result
    assert merged(reversed(some)) == result


@given(sets, sets)
def test_subtract_and_intersect_share_the_points_out(some, others):
    left, both = subtract(some, others), intersect(some, others)
    assert points(left) == points(some) - points(others)
    assert points(both) == points(some) & points(others)
    assert merged(left) == left
    assert merged(left + both) == some
    assert total(left) + total(both) == total(some) == len(points(some))


@given(ranges, sets)
def test_what_is_cut_may_overlap_and_keeps_its_order(some, holes):
    wanted = [(a, b) for a, b in some if a < b]
    assert points(subtract(wanted, holes)) == points(wanted) - points(holes)
    assert subtract(wanted, holes) == [
        part for piece in wanted for part in subtract([piece], holes)
    ]
    assert intersect(wanted, holes) == [
        part for piece in wanted for part in intersect([piece], holes)
    ]


def test_the_whole_address_space_fits():
    everything = [(0, 1 << 64)]
    assert subtract(everything, [(1 << 63, (1 << 63) + 1)]) == [
        (0, 1 << 63),
        ((1 << 63) + 1, 1 << 64),
    ]
    assert intersect(everything, everything) == everything


class Counted(list):
    """A list that counts how often it is asked."""

    asked = 0

    def __getitem__(self, index):
        self.asked += 1
        return super().__getitem__(index)


def test_the_first_part_is_found_without_looking_at_all_holes():
    holes = Counted((start, start + 1) for start in range(0, 200_000, 2))
    assert next(outside((100_000, 1 << 40), holes)) == (100_001, 100_002)
    assert holes.asked < 100


@given(st.tuples(st.integers(0, 40), st.integers(0, 40)), sets)
def test_inside_is_what_has_all_its_points_there(one, others):
    asked = points([one])
    assert is_inside(one, others) == (bool(asked) and asked <= points(others))
