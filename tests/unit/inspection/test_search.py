"""Finding bytes, texts and pointers in what a dump stores."""

import struct

import pytest

from app.core.errors import InvalidRequestError
from app.core.inspection import search as searching
from app.core.inspection.search import SearchKind, Step, search, sought
from app.core.minidump.reader import MinidumpFile
from tests.synth import MEMORY_LIST, Synth, range32

AMD64, INTEL = 9, 0


@pytest.fixture
def memory_of():
    """Call it with pairs of address and bytes: the memory of a dump that holds those."""

    def make(*pieces):
        made = Synth()
        made.system_info()
        ranges = [range32(address, len(data), made.put(data, 16)) for address, data in pieces]
        made.counted(MEMORY_LIST, ranges)
        return MinidumpFile(made.build()).memory

    return make


def places(memory, kind, text, architecture=AMD64, **options):
    found, step = [], Step()
    while step.next is not None:
        step = search(memory, sought(kind, text, architecture, **options), step.next)
        found += [hit.address for hit in step.hits]
    return found


def test_bytes_and_texts_are_found_wherever_they_stand(memory_of):
    memory = memory_of(
        (0x1000, b"..order..ORDER"), (0x9000, "order".encode("utf-16-le") + b"\xde\xad\xbe\xef")
    )
    assert places(memory, SearchKind.TEXT, "order") == [0x1002]
    assert places(memory, SearchKind.TEXT, "order", any_case=True) == [0x1002, 0x1009]
    assert places(memory, SearchKind.UTF16, "order") == [0x9000]
    assert places(memory, SearchKind.BYTES, "de ad beEF") == [0x900A]
    assert places(memory, SearchKind.BYTES, "0xdead") == [0x900A]
    assert places(memory, SearchKind.TEXT, "nothing") == []


def test_what_overlaps_itself_is_found_each_time(memory_of):
    assert places(memory_of((0x1000, b"aaaa")), SearchKind.TEXT, "aa") == [0x1000, 0x1001, 0x1002]


def test_it_may_lie_across_ranges_that_touch_but_not_across_a_gap(memory_of):
    touching = memory_of((0x1000, b"xxor"), (0x1004, b"der"))
    assert places(touching, SearchKind.TEXT, "order") == [0x1002]
    apart = memory_of((0x1000, b"xxor"), (0x1005, b"der"))
    assert places(apart, SearchKind.TEXT, "order") == []


def test_pieces_and_steps_lose_nothing_and_find_nothing_twice(memory_of, monkeypatch):
    monkeypatch.setattr(searching, "_PIECE", 16)
    data = bytearray(400)
    for at in (0, 14, 15, 16, 31, 100, 395):
        data[at : at + 5] = b"order"
    # Those that were written over are gone: what stands there now is the truth.
    truth = [at for at in range(400) if data[at : at + 5] == b"order"]
    memory = memory_of((0x1000, bytes(data)))
    found, step, steps = [], Step(), 0
    while step.next is not None:
        step = search(memory, sought(SearchKind.TEXT, "order", AMD64), step.next, 64)
        found += [hit.address - 0x1000 for hit in step.hits]
        steps += 1
    assert found == truth
    assert steps == 7


def test_pointers_are_aligned_and_lead_into_the_range(memory_of):
    words = struct.pack("<4Q", 0x400000, 0x400FFF, 0x401000, 7)
    memory = memory_of((0x1004, b"\0" * 4 + words), (0x2001, struct.pack("<Q", 0x400000)))
    assert places(memory, SearchKind.POINTERS, "0x400000") == [0x1008]
    assert places(memory, SearchKind.POINTERS, "0x400000:4K") == [0x1008, 0x1010]
    assert places(memory, SearchKind.POINTERS, "400000-401001") == [0x1008, 0x1010, 0x1018]


def test_pointers_of_32_bits(memory_of):
    memory = memory_of((0x1000, struct.pack("<3I", 0x400000, 7, 0x400004)))
    assert places(memory, SearchKind.POINTERS, "0x400000:16", INTEL) == [0x1000, 0x1008]
    assert places(memory, SearchKind.POINTERS, "0x400000:16", AMD64) == []


def test_a_search_ends_when_more_is_found_than_anybody_reads(memory_of, monkeypatch):
    monkeypatch.setattr(searching, "HITS", 10)
    memory = memory_of((0x1000, b"a" * 100))
    step = search(memory, sought(SearchKind.TEXT, "a", AMD64))
    assert (len(step.hits), step.next) == (10, None)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (SearchKind.BYTES, "0x123"),
        (SearchKind.BYTES, "zz"),
        (SearchKind.TEXT, ""),
        (SearchKind.TEXT, "x" * 5000),
        (SearchKind.POINTERS, "libc"),
        (SearchKind.POINTERS, "0x2000-0x1000"),
        (SearchKind.POINTERS, "0x1000:0"),
    ],
)
def test_what_cannot_be_understood_is_said(kind, text):
    with pytest.raises(InvalidRequestError) as failed:
        sought(kind, text, AMD64)
    assert failed.value.remedy
