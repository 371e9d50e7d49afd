"""What lies at an address: the closest answer, by what a dump tells."""

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
