"""What lies at an address: the closest answer, by what a dump tells."""

import struct
from dataclasses import replace

import pytest

from app.core.capture.snapshot import (
    Module,
    ProcessSnapshot,
    Region,
    SystemDescription,
    Thread,
    UnloadedModule,
)
from app.core.inspection.whereabouts import Use, Whereabouts

PAGE = 0x1000


def region(base, size, rights="rw-", path=""):
    protect = {"rw-": 4, "r-x": 0x20, "---": 1}[rights]
    return Region(
        base, size, protect, 0x1000, 0x20000, base, protect,
        readable="r" in rights, writable="w" in rights, executable="x" in rights, path=path,
    )  # fmt: skip


def places(**parts):
    return Whereabouts(ProcessSnapshot(1, "it", "/it", SystemDescription(9), **parts))


STACK = (
    region(0x10000, PAGE, "---"),
    region(0x11000, 0x8000),
)
THREAD = Thread(7, "audio", teb=0x18800, stack=(0x16000, 0x19000))


def test_stack_guard_and_data_of_a_thread_share_a_mapping():
    found = places(regions=STACK, threads=(THREAD,))
    told = {address: found.at(address) for address in (0x10800, 0x11000, 0x16000, 0x18900)}
    assert [place.use for place in told.values()] == [Use.GUARD, Use.STACK, Use.STACK, Use.TLS]
    assert {place.thread for place in told.values()} == {7}
    assert told[0x16000].text(0x16000) == "stack of thread 7 “audio”"
    assert told[0x10800].text(0x10800) == "guard below the stack of thread 7 “audio”"
    assert found.at(0x19000) is None
    assert [place.use for place in found.within(0x11000, 0x19000)] == [Use.STACK, Use.TLS]


def test_a_module_counts_before_its_mapping_and_pointers_lead_into_it():
    found = places(
        regions=(region(0x400000, PAGE, "r-x", "/bin/it"),),
        modules=(Module(0x400000, 0x3000, "C:\\bin\\it.exe"),),
        unloaded_modules=(UnloadedModule(0x600000, PAGE, "gone.dll"),),
    )
    assert found.at(0x400010).text(0x400010) == "it.exe+0x10"
    assert found.pointer(0x402FFF).use is Use.MODULE
    assert found.at(0x600004).text(0x600004) == "gone.dll+0x4, unloaded"
    assert found.pointer(0x600004) is None
    assert found.pointer(0) is None
    assert found.named("IT.EXE").start == 0x400000
    assert found.named("other") is None


def test_heaps_of_threads_are_known_by_how_glibc_reserves_them():
    base = 0x7FA8E8000000
    whole = 64 << 20
    used = 0x21000
    found = places(regions=(region(base, used), region(base + used, whole - used, "---")))
    assert found.at(base).use is Use.HEAP
    assert found.at(base + used).use is Use.RESERVED
    other = places(regions=(region(base, used), region(base + used, whole, "---")))
    assert other.at(base).use is Use.PRIVATE


def test_what_overlaps_is_told_once_and_lies_cost_nothing():
    found = places(
        modules=(Module(0x1000, 0x1000, "a"), Module(0x1800, 0x1000, "b"), Module(0x5000, 0, "c")),
        threads=(Thread(1, stack=(0, 0)), Thread(2, stack=(0x9000, 0x8000))),
    )
    assert found.at(0x1900).name == "a"
    assert found.at(0x2100) is None
    assert found.at(0x5000) is None


def test_the_image_of_a_module_that_was_left_out_is_not_taken_for_private_memory():
    image = region(0x400000, PAGE, "r-x")._replace(type=0x1000000)
    place = places(regions=(image,)).pointer(0x400010)
    assert place.use is Use.IMAGE
    assert place.text(0x400010) == "a module that is not told"


@pytest.mark.parametrize(
    ("processor", "teb_peb", "heap", "table", "layout", "pointer"),
    [(9, 0x60, 0x30, 0xE8, "<IIQ", "<Q"), (0, 0x30, 0x18, 0x88, "<III", "<I")],
    ids=["64", "32"],
)
def test_blocks_of_windows_are_named_where_memory_leads_to_them(
    processor, teb_peb, heap, table, layout, pointer
):
    """By the TEB to the PEB, by that to the list of heaps, of which one is not in the dump."""
    teb, peb, list_at, first, second, gone = 0x70000, 0x60000, 0x50000, 0x20000, 0x40000, 0x99000
    memory = {
        teb + teb_peb: struct.pack(pointer, peb),
        peb + heap: struct.pack(pointer, first),
        peb + table: struct.pack(layout, 3, 16, list_at),
        list_at: b"".join(struct.pack(pointer, one) for one in (first, second, gone)),
    }

    def read(address, size):
        return memory.get(address, b"")[:size]

    committed, further = region(first, PAGE), region(first + 4 * PAGE, PAGE)
    regions = (
        committed,
        further._replace(allocation_base=first),
        region(0x30000, PAGE),
        region(second, PAGE),
        region(peb, PAGE),
        region(teb, 2 * PAGE),
    )
    system = SystemDescription(processor, platform_id=2)
    snapshot = ProcessSnapshot(
        1, "it", "it", system, regions=regions, threads=(Thread(7, "audio", teb=teb),)
    )
    found = Whereabouts(snapshot, read)
    heaps = [at for at in range(0x20000, 0xA0000, PAGE) if _is(found.at(at), Use.HEAP)]
    assert heaps == [first, first + 4 * PAGE, second]
    assert found.at(peb).text(peb) == "PEB"
    assert found.at(teb).text(teb) == "data of thread 7 “audio”"
    assert found.at(0x30000).use is Use.PRIVATE
    without = Whereabouts(snapshot)
    assert without.at(first).use is Use.PRIVATE
    linux = replace(snapshot, system=system._replace(platform_id=0x8201))
    assert Whereabouts(linux, read).at(first).use is Use.PRIVATE


def _is(place, use):
    return place is not None and place.use is use
