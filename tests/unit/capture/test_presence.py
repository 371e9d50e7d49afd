"""Which pages exist where the kernel tells of each: how much is asked, and what comes of it."""

from __future__ import annotations

import os

import pytest

from app.core.capture.linux import pagemap, presence
from app.core.capture.linux.pagemap import Pages
from app.core.capture.linux.presence import BLOCK, MOST_SEARCHED, READ_ALL, Holding, Presence
from app.core.intervals import intersect, total

PAGE = 4096
GIB, TIB = 1 << 30, 1 << 40
BASE = 1 << 45
SMAPS = b"""\
7f0000000000-7f0000021000 rw-p 00000000 00:00 0                          [heap]
Size:                132 kB
Rss:                  12 kB
Pss:                  12 kB
Swap:                  8 kB
SwapPss:               8 kB
VmFlags: rd wr mr mw me ac sd
7f1000000000-7f1000200000 rw-s 00000000 00:0f 4141                       /dev/hugepages/Rss: 9 kB
Size:               2048 kB
Rss:                   0 kB
Shared_Hugetlb:        0 kB
Private_Hugetlb:    2048 kB
VmFlags: rd wr mr mw me de ht
7ffffffdd000-7ffffffff000 rw-p 00000000 00:00 0                          [stack]
Rss:                   0 kB
"""


class Kernel:
    """A kernel before 6.7 and a process of it: mappings with pages, none of them looked at."""

    def __init__(self, monkeypatch):
        self.certain, self.perhaps, self.mappings, self.asked = [], [], [], []
        monkeypatch.setattr(pagemap, "scan", self._no_such_call)
        monkeypatch.setattr(pagemap, "read", self._read_pagemap)

    def map(self, start, size, *pages):
        """Map *size* bytes with *pages* (offsets) of it present."""
        self.mappings.append((start, start + size))
        self.certain += [(start + at, start + at + PAGE) for at in pages]

    def _no_such_call(self, *_):
        raise OSError(25, "Inappropriate ioctl for device")

    def _read_pagemap(self, _descriptor, wanted, _kind):
        self.asked += wanted
        return Pages(*(intersect(sorted(pages), wanted) for pages in (self.certain, self.perhaps)))

    def open(self, name):
        assert name == "pagemap"
        return os.open(os.devnull, os.O_RDONLY)

    def read(self, name):
        assert name == "smaps"
        held = sorted(self.certain)
        return b"".join(
            b"%x-%x rw-p 0 00:00 0\nRss: %d kB\n" % (*it, total(intersect([it], held)) >> 10)
            for it in sorted(self.mappings)
        )


@pytest.fixture
def kernel(monkeypatch):
    return Kernel(monkeypatch)


def test_what_mappings_hold_is_read_from_smaps():
    assert presence.parse_smaps(SMAPS) == [
        Holding(0x7F0000000000, 0x7F0000021000, 20 << 10),
        Holding(0x7F1000000000, 0x7F1000200000, 2 << 20),
        Holding(0x7FFFFFFDD000, 0x7FFFFFFFF000, 0),
    ]
    assert presence.parse_smaps(b"") == []


def test_a_small_address_space_is_simply_read(kernel):
    kernel.map(BASE, GIB, 0, GIB // 2)
    found = Presence(kernel).scan([(BASE, BASE + GIB)])
    assert found == ((BASE, BASE + PAGE), (BASE + GIB // 2, BASE + GIB // 2 + PAGE))
    assert kernel.asked == [(BASE, BASE + GIB)]


def test_mappings_that_hold_nothing_are_passed_over(kernel):
    kernel.map(BASE, 4 * TIB)
    kernel.map(BASE + 5 * TIB, GIB, *range(0, GIB // 32, PAGE))
    ranges = [(BASE, BASE + 4 * TIB), (BASE + 5 * TIB, BASE + 5 * TIB + GIB)]
    assert Presence(kernel).scan(ranges) == ((BASE + 5 * TIB, BASE + 5 * TIB + GIB // 32),)
    assert kernel.asked == [ranges[1]]


def test_in_the_stop_a_sparse_mapping_costs_no_more_than_its_pages(kernel):
    pages = [n * 64 * GIB + 5 * PAGE for n in range(32)]
    kernel.map(BASE, 2 * TIB, *pages)
    wanted = [(BASE, BASE + 2 * TIB)]
    found = tuple((BASE + at, BASE + at + PAGE) for at in pages)
    look = Presence(kernel)
    assert look.scan(wanted) == found
    assert total(kernel.asked) == 2 * TIB

    kernel.asked.clear()
    missed = []
    # Where pages were there is one more now, and behind another.
    kernel.certain += [(BASE + at, BASE + at + PAGE) for at in (0, 64 * GIB + 40 * BLOCK)]
    assert set(look.scan(wanted, missed)) == {
        *found,
        (BASE, BASE + PAGE),
        (BASE + 64 * GIB + 40 * BLOCK, BASE + 64 * GIB + 40 * BLOCK + PAGE),
    }
    assert missed == []
    assert total(kernel.asked) <= READ_ALL + 2 * BLOCK * len(pages)


def test_pages_that_came_where_nobody_looks_are_told(kernel):
    kernel.map(BASE, 2 * TIB, 0)
    look = Presence(kernel)
    look.scan([(BASE, BASE + 2 * TIB)])
    kernel.certain += [(BASE + TIB, BASE + TIB + 3 * PAGE)]
    missed = []
    assert look.scan([(BASE, BASE + 2 * TIB)], missed) == ((BASE, BASE + PAGE),)
    assert [(error.address, error.size) for error in missed] == [(BASE, 2 * TIB)]
    assert "12 KiB" in missed[0].error


def test_a_mapping_nobody_looked_at_before_the_stop_is_told_as_well(kernel):
    kernel.map(BASE, 2 * TIB, TIB)
    missed = []
    assert Presence(kernel).scan([(BASE, BASE + 2 * TIB)], missed) == ()
    assert [(error.address, error.size) for error in missed] == [(BASE, 2 * TIB)]


def test_pages_that_a_fork_left_shared_are_not_missed(kernel):
    kernel.map(BASE, 2 * TIB, 0)
    look = Presence(kernel)
    shared = (BASE + TIB, BASE + TIB + PAGE)
    kernel.certain.append(shared)  # it counts in Rss
    look.scan([(BASE, BASE + 2 * TIB)])
    kernel.certain.remove(shared)
    kernel.perhaps.append(shared)
    kernel.read = lambda _: b"%x-%x rw-p 0 00:00 0\nRss: 8 kB\n" % (BASE, BASE + 2 * TIB)
    missed = []
    assert look.scan([(BASE, BASE + 2 * TIB)], missed) == ((BASE, BASE + PAGE), shared)
    assert missed == []


@pytest.mark.parametrize("reserved", [0, 2 * TIB])
def test_pages_of_zeros_that_were_only_read_do_not_count(kernel, reserved):
    kernel.map(BASE, 64 << 20, PAGE)
    kernel.map(BASE + GIB, 64 << 20, PAGE)
    zeros = [(start, start + (8 << 20)) for start in (BASE + (1 << 20), BASE + GIB + (1 << 20))]
    kernel.perhaps += zeros
    # What the second mapping holds beside its page is shared with a child: Rss counts it.
    first, second = (BASE, BASE + (64 << 20)), (BASE + GIB, BASE + GIB + (64 << 20))
    kernel.read = lambda _: (
        b"%x-%x rw-p 0 00:00 0\nRss: 4 kB\n" % first
        + b"%x-%x rw-p 0 00:00 0\nRss: 8196 kB\n" % second
    )
    wanted = [first, second, (BASE + 2 * GIB, BASE + 2 * GIB + reserved)]
    assert Presence(kernel).scan(wanted) == (
        (BASE + PAGE, BASE + 2 * PAGE),
        (BASE + GIB + PAGE, BASE + GIB + 2 * PAGE),
        zeros[1],
    )


def test_before_the_stop_there_is_an_end_to_searching(kernel):
    kernel.map(BASE, 64 * TIB, 0, 63 * TIB)
    look = Presence(kernel)
    wanted = [(BASE, BASE + 64 * TIB)]
    assert look.scan(wanted) == ((BASE, BASE + PAGE),)
    assert total(kernel.asked) == MOST_SEARCHED
    missed = []
    assert look.scan(wanted, missed) == ((BASE, BASE + PAGE),)
    assert "4 KiB" in missed[0].error
