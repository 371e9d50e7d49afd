"""Which memory each flag chooses of a made-up process, to the byte."""

from __future__ import annotations

import struct
from dataclasses import replace
from itertools import pairwise

import pytest

from app.core.capture.snapshot import (
    ExceptionInformation,
    Module,
    ProcessSnapshot,
    Segment,
    SystemDescription,
    Thread,
)
from app.core.dump.callback_protocol import CallbackProtocol
from app.core.dump.flags import effective_flags
from app.core.dump.pieces import INDIRECT_LIMIT, Piece, choose_memory, cut
from app.core.dump.selection import Selection
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import THREAD_WRITE_FLAGS as TW
from tests.synth import context_amd64
from tests.unit.dump.test_plan import region

PAGE = 0x1000
PROGRAM, GLOBALS, HEAP, STACK = 0x40_0000, 0x41_0000, 0x60_0000, 0x70_0000
CODE = region(PROGRAM, 4 * PAGE, path="/bin/it", inode=7, writable=False)._replace(executable=True)
DATA = region(GLOBALS, 2 * PAGE, path="/bin/it", inode=7)
ANONYMOUS = region(HEAP, 8 * PAGE, path="[heap]")
STACK_REGION = region(STACK, 8 * PAGE, path="[stack]")
THREAD = Thread(
    5,
    stack_pointer=STACK + PAGE,
    instruction_pointer=PROGRAM + 64,
    stack=(STACK + PAGE, STACK + 8 * PAGE),
)
MODULE = Module(
    PROGRAM,
    GLOBALS + 2 * PAGE - PROGRAM,
    "/bin/it",
    segments=(
        Segment(PROGRAM, 4 * PAGE, writable=False, executable=True),
        Segment(GLOBALS, 2 * PAGE, writable=True, executable=False),
    ),
    headers=((PROGRAM, PROGRAM + 64), (0x1000, 0x2000)),
    tls=((HEAP + 16, HEAP + 48),),
)
PROCESS = ProcessSnapshot(
    77,
    "it",
    "/bin/it",
    SystemDescription(9),
    threads=(THREAD,),
    modules=(MODULE,),
    regions=(CODE, DATA, ANONYMOUS, STACK_REGION),
    process_data=((STACK + 7 * PAGE, STACK + 8 * PAGE),),
    thread_data={5: ((HEAP + 100, HEAP + 200),)},
)


def chosen(flags, snapshot=PROCESS, callback=None, read=None, **more):
    protocol = CallbackProtocol([callback] if callback else [], 77)
    if callback:
        protocol.vm_start()
    effective = int(effective_flags(flags).flags)
    selection = Selection(effective, protocol)
    selection.gather(snapshot)
    return choose_memory(snapshot, effective, selection, protocol, read, **more)


def spans(choice, kind=None):
    return [(piece.start, piece.end) for piece in choice.pieces if kind in (None, piece.kind)]


# ------------------------------------------------------------------------------------- threads


def test_a_normal_dump_has_stacks_and_the_code_around_instruction_pointers():
    choice = chosen(T.MiniDumpNormal)
    assert choice.pieces == [
        Piece(PROGRAM, PROGRAM + 64 + 128, "code", "code around the instruction pointer", 5),
        Piece(STACK + PAGE, STACK + 7 * PAGE, "stack", "stack of thread 5", 5),
    ]
    assert (choice.holes, choice.untouched, choice.removed) == ([], 0, [])


@pytest.mark.parametrize(
    ("pointer", "window"),
    [
        (PROGRAM, (PROGRAM, PROGRAM + 128)),
        (PROGRAM + 0x800, (PROGRAM + 0x800 - 128, PROGRAM + 0x800 + 128)),
        (PROGRAM + 4 * PAGE - 1, (PROGRAM + 4 * PAGE - 129, PROGRAM + 4 * PAGE)),
        (PROGRAM + 4 * PAGE, None),  # behind the last byte: the bytes before it say nothing
        (PROGRAM - 1, None),  # before the first one
        (1, None),
        (0, None),
    ],
)
def test_the_window_of_code_never_leaves_the_region_of_its_pointer(pointer, window):
    thread = THREAD._replace(instruction_pointer=pointer)
    found = spans(chosen(T.MiniDumpNormal, replace(PROCESS, threads=(thread,))), "code")
    assert found == ([window] if window else [])


def test_a_window_does_not_take_in_a_neighbour_that_only_touches_unreadable_memory():
    wall = region(PROGRAM + PAGE, PAGE)._replace(readable=False)
    cut_code = CODE._replace(size=PAGE)
    behind = region(PROGRAM + 2 * PAGE, PAGE)
    thread = THREAD._replace(instruction_pointer=PROGRAM + PAGE - 8)
    regions = (cut_code, wall, behind, ANONYMOUS, STACK_REGION)
    snapshot = replace(PROCESS, threads=(thread,), regions=regions)
    assert spans(chosen(T.MiniDumpNormal, snapshot), "code") == [
        (PROGRAM + PAGE - 136, PROGRAM + PAGE)
    ]


def test_the_address_of_an_exception_has_its_window_too():
    choice = chosen(
        T.MiniDumpNormal, exception=ExceptionInformation(1, 11, address=PROGRAM + 2 * PAGE)
    )
    assert (PROGRAM + 2 * PAGE - 128, PROGRAM + 2 * PAGE + 128) in spans(choice, "code")


def test_the_stack_that_an_exception_happened_on_comes_though_its_thread_runs_on_another():
    context = context_amd64(rip=PROGRAM + 2 * PAGE, rsp=HEAP + 4 * PAGE)
    exception = ExceptionInformation(THREAD.id, 11, address=8, context=context)
    choice = chosen(T.MiniDumpNormal, exception=exception)
    assert (HEAP + 4 * PAGE - 128, HEAP + 8 * PAGE) in spans(choice, "stack")
    assert (PROGRAM + 2 * PAGE - 128, PROGRAM + 2 * PAGE + 128) in spans(choice, "code")
    other = exception._replace(thread_id=THREAD.id + 1)  # whose stack nobody wants
    assert len(spans(chosen(T.MiniDumpNormal, exception=other), "stack")) == 1


def test_arguments_and_environment_at_the_end_of_the_main_stack_come_when_asked_for():
    assert spans(chosen(T.MiniDumpNormal), "stack") == [(STACK + PAGE, STACK + 7 * PAGE)]
    asked = chosen(T.MiniDumpWithProcessThreadData)
    assert spans(asked, "stack") == [(STACK + PAGE, STACK + 8 * PAGE)]
    triage = chosen(T.MiniDumpWithProcessThreadData | T.MiniDumpFilterTriage)
    assert spans(triage, "stack") == [(STACK + PAGE, STACK + 7 * PAGE)]


def test_only_the_first_readable_part_of_a_stack_is_one():
    wall = region(STACK + 3 * PAGE, PAGE)._replace(readable=False)
    below, above = region(STACK, 3 * PAGE), region(STACK + 4 * PAGE, 4 * PAGE)
    snapshot = replace(PROCESS, regions=(CODE, DATA, ANONYMOUS, below, wall, above))
    assert spans(chosen(T.MiniDumpNormal, snapshot), "stack") == [(STACK + PAGE, STACK + 3 * PAGE)]


def without(flag):
    def callback(given, output):
        if given.CallbackType == C.IncludeThreadCallback:
            output.ThreadWriteFlags &= ~flag
        return True

    return callback


@pytest.mark.parametrize(
    ("flag", "kind"),
    [
        (TW.ThreadWriteStack, "stack"),
        (TW.ThreadWriteInstructionWindow, "code"),
        (TW.ThreadWriteThreadData, "thread data"),
    ],
)
def test_a_write_flag_that_is_cleared_takes_its_piece_along(flag, kind):
    flags = T.MiniDumpWithProcessThreadData
    assert spans(chosen(flags), kind)
    assert not spans(chosen(flags, callback=without(flag)), kind)


# ------------------------------------------------------------------------------------- modules


def test_segments_headers_and_thread_local_data_of_modules():
    assert spans(chosen(T.MiniDumpWithDataSegs), "data") == [(GLOBALS, GLOBALS + 2 * PAGE)]
    code = chosen(T.MiniDumpWithCodeSegs)
    assert merged_spans(code) >= {(PROGRAM, PROGRAM + 4 * PAGE)}
    assert spans(chosen(T.MiniDumpWithModuleHeaders), "headers") == []  # the code window has them
    away = replace(PROCESS, threads=(THREAD._replace(instruction_pointer=0),))
    headers = chosen(T.MiniDumpWithModuleHeaders, away)
    assert spans(headers, "headers") == [(PROGRAM, PROGRAM + 64)]  # what is readable of them
    tls = chosen(T.MiniDumpWithDataSegs | T.MiniDumpWithProcessThreadData)
    assert spans(tls, "tls") == [(HEAP + 16, HEAP + 48)]


def merged_spans(choice):
    result = set()
    low = high = 0
    for start, end in spans(choice):
        if start == high:
            result.discard((low, high))
            high = end
        else:
            low, high = start, end
        result.add((low, high))
    return result


def test_process_and_thread_data_belong_to_their_flag():
    choice = chosen(T.MiniDumpWithProcessThreadData)
    assert spans(choice, "thread data") == [(HEAP + 100, HEAP + 200)]
    assert not spans(choice, "process data")  # it is a part of the stack already
    elsewhere = replace(PROCESS, process_data=((HEAP + 512, HEAP + 600),))
    assert spans(chosen(T.MiniDumpWithProcessThreadData, elsewhere), "process data") == [
        (HEAP + 512, HEAP + 600)
    ]
    triage = chosen(T.MiniDumpWithProcessThreadData | T.MiniDumpFilterTriage)
    assert not spans(triage, "thread data")


# --------------------------------------------------------------------------------------- bulk


@pytest.mark.parametrize(
    ("change", "flag", "wanted"),
    [
        ({}, T.MiniDumpWithPrivateReadWriteMemory, True),
        ({}, T.MiniDumpWithPrivateWriteCopyMemory, False),
        ({"readable": False}, T.MiniDumpWithPrivateReadWriteMemory, False),
        ({"writable": False}, T.MiniDumpWithPrivateReadWriteMemory, False),
        ({"shared": True}, T.MiniDumpWithPrivateReadWriteMemory, False),
        ({"device_memory": True}, T.MiniDumpWithPrivateReadWriteMemory, False),
        ({"path": "/a/file", "inode": 3}, T.MiniDumpWithPrivateReadWriteMemory, False),
        ({"path": "/a/file", "inode": 3}, T.MiniDumpWithPrivateWriteCopyMemory, True),
    ],
)
def test_which_regions_are_private(change, flag, wanted):
    one = region(HEAP, 8 * PAGE)._replace(**change)
    snapshot = replace(PROCESS, regions=(CODE, one), threads=())
    found = spans(chosen(flag, snapshot), "heap") + spans(chosen(flag, snapshot), "write copy")
    assert found == ([(HEAP, HEAP + 8 * PAGE)] if wanted else [])


def test_pages_that_were_never_touched_are_holes_or_left_out():
    present = ((HEAP, HEAP + PAGE), (HEAP + 2 * PAGE, HEAP + 8 * PAGE), (STACK, STACK + 8 * PAGE))
    choice = chosen(T.MiniDumpWithPrivateReadWriteMemory, replace(PROCESS, present=present))
    assert spans(choice, "heap")[0] == (HEAP, HEAP + 8 * PAGE)
    assert choice.holes == [(HEAP + PAGE, HEAP + 2 * PAGE)]
    assert choice.untouched == 0

    large = region(HEAP, 1024 * PAGE)
    snapshot = replace(
        PROCESS, regions=(CODE, DATA, large), threads=(), present=((HEAP, HEAP + PAGE),)
    )
    choice = chosen(T.MiniDumpWithPrivateReadWriteMemory, snapshot)
    assert spans(choice, "heap") == [(HEAP, HEAP + PAGE)]
    assert choice.untouched == 1023 * PAGE


def test_only_the_bulk_is_asked_about():
    asked = []

    def scan(ranges):
        asked.extend(ranges)
        return tuple(ranges)

    chosen(T.MiniDumpWithPrivateReadWriteMemory, scan=scan)
    assert asked
    assert all(any(r.base <= low and high <= r.end for r in PROCESS.regions) for low, high in asked)
    asked.clear()
    chosen(T.MiniDumpWithThreadInfo, scan=scan)
    assert asked == []


def test_device_files_stay_out_where_that_is_asked_for():
    device = region(HEAP, PAGE, path="/dev/fb0", inode=9)
    shared_memory = region(HEAP + 2 * PAGE, PAGE, path="/dev/shm/x", inode=9)
    combining = region(HEAP + 4 * PAGE, PAGE)._replace(protect=0x404)
    snapshot = replace(PROCESS, regions=(device, shared_memory, combining), threads=())
    for flags in (
        T.MiniDumpWithPrivateReadWriteMemory | T.MiniDumpWithPrivateWriteCopyMemory,
        T.MiniDumpWithFullMemory,
    ):
        assert len(spans(chosen(flags, snapshot))) == 3
        kept = chosen(flags | T.MiniDumpFilterWriteCombinedMemory, snapshot)
        assert spans(kept) == [(HEAP + 2 * PAGE, HEAP + 3 * PAGE)]


# -------------------------------------------------------------------------------- full memory


def test_full_memory_is_all_that_can_be_read():
    walls = (
        region(0x1000_0000, PAGE)._replace(readable=False),
        region(0x2000_0000, PAGE, device_memory=True),
    )
    snapshot = replace(PROCESS, regions=(*PROCESS.regions, *walls))
    assert merged_spans(chosen(T.MiniDumpWithFullMemory, snapshot)) == {
        (r.base, r.end) for r in PROCESS.regions
    }


def test_a_callback_shortens_regions_and_what_it_takes_is_told():
    def callback(given, output):
        if given.CallbackType == C.IncludeVmRegionCallback:
            output.Continue = True
            if output.VmRegion.BaseAddress == HEAP:
                output.VmRegion = output.VmRegion._replace(RegionSize=0)
        return True

    choice = chosen(T.MiniDumpWithFullMemory, callback=callback)
    assert HEAP not in {start for start, _ in spans(choice)}
    assert choice.removed == [(HEAP, HEAP + 8 * PAGE)]


def test_regions_that_a_callback_makes_overlap_do_not():
    def callback(given, output):
        if given.CallbackType == C.VmStartCallback:
            output.Status = 1
        if given.CallbackType == C.VmQueryCallback:
            output.VmQueryStatus = 0
            if given.detail.Offset == PROGRAM:
                output.VmQueryResult = output.VmQueryResult._replace(RegionSize=HEAP + 1 - PROGRAM)
        return True

    choice = chosen(T.MiniDumpWithFullMemory, callback=callback)
    found = spans(choice)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    assert merged_spans(choice) >= {(PROGRAM, HEAP + 8 * PAGE)}


# ----------------------------------------------------------------------------------- pointers


def reads_words(*words):
    def read(address, size):
        assert (address, size) == (STACK + PAGE, 7 * PAGE)
        return struct.pack(f"<{len(words)}Q", *words) + b"odd"

    return read


@pytest.mark.parametrize(
    ("word", "window"),
    [
        (HEAP + PAGE, (HEAP + PAGE - 256, HEAP + PAGE + 768)),
        (HEAP, (HEAP, HEAP + 768)),
        (HEAP + 8 * PAGE - 1, (HEAP + 8 * PAGE - 257, HEAP + 8 * PAGE)),
        (HEAP + 8 * PAGE, None),
        (GLOBALS, None),  # of a module
        (STACK + 2 * PAGE, None),  # of a stack
    ],
)
def test_what_a_pointer_on_a_stack_leads_to(word, window):
    choice = chosen(T.MiniDumpWithIndirectlyReferencedMemory, read=reads_words(word, 1, word))
    assert spans(choice, "indirect") == ([window] if window else [])


def test_what_pointers_lead_to_has_an_end():
    large = region(0x1_0000_0000, 128 << 20)
    pointers = range(large.base, large.end, 1024)
    snapshot = replace(PROCESS, regions=(CODE, DATA, STACK_REGION, large))
    choice = chosen(T.MiniDumpWithIndirectlyReferencedMemory, snapshot, read=reads_words(*pointers))
    assert sum(end - start for start, end in spans(choice, "indirect")) == INDIRECT_LIMIT


# ---------------------------------------------------------------------------------- callbacks


def test_what_is_added_is_stored_as_far_as_it_is_there_and_what_is_removed_is_not():
    gone = [(STACK + 2 * PAGE, PAGE)]

    def callback(given, output):
        if given.CallbackType == C.RemoveMemoryCallback and gone:
            output.MemoryBase, output.MemorySize = gone.pop()
        return True

    choice = chosen(T.MiniDumpNormal, callback=callback, added=[(HEAP - PAGE, HEAP + 100)])
    assert spans(choice, "callback") == [(HEAP, HEAP + 100)]
    assert spans(choice, "stack") == [
        (STACK + PAGE, STACK + 2 * PAGE),
        (STACK + 3 * PAGE, STACK + 7 * PAGE),
    ]
    assert choice.removed == [(STACK + 2 * PAGE, STACK + 3 * PAGE)]


def test_pieces_never_overlap_and_the_first_reason_stays():
    choice = chosen(
        T.MiniDumpWithPrivateReadWriteMemory
        | T.MiniDumpWithProcessThreadData
        | T.MiniDumpWithDataSegs,
        added=[(HEAP, HEAP + PAGE)],
    )
    found = spans(choice)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
    kinds = {piece.kind for piece in choice.pieces if HEAP <= piece.start < HEAP + 8 * PAGE}
    assert kinds == {"heap"}


def test_what_was_lost_is_cut_out_of_a_choice():
    choice = chosen(T.MiniDumpNormal).without([(STACK, STACK + 2 * PAGE)])
    assert spans(choice, "stack") == [(STACK + 2 * PAGE, STACK + 7 * PAGE)]
    assert cut([Piece(0, 10, "a", "b", 3)], [(2, 4), (9, 12)]) == [
        Piece(0, 2, "a", "b", 3),
        Piece(4, 9, "a", "b", 3),
    ]


def test_nothing_is_followed_and_no_headers_come_unasked():
    choice = chosen(T.MiniDumpNormal, read=reads_words(HEAP + PAGE))
    assert {piece.kind for piece in choice.pieces} == {"code", "stack"}
    assert not chosen(T.MiniDumpWithIndirectlyReferencedMemory).pieces[2:]


@pytest.mark.parametrize(
    "change", [{"readable": False}, {"writable": False}, {"device_memory": True}]
)
def test_pointers_lead_to_nothing_but_memory_that_can_be_read_and_written(change):
    regions = (CODE, DATA, ANONYMOUS._replace(**change), STACK_REGION)
    choice = chosen(
        T.MiniDumpWithIndirectlyReferencedMemory,
        replace(PROCESS, regions=regions),
        read=reads_words(HEAP + PAGE),
    )
    assert not spans(choice, "indirect")


def test_a_module_that_is_left_out_leaves_nothing_behind():
    def callback(given, _output):
        return given.CallbackType != C.IncludeModuleCallback

    away = replace(PROCESS, threads=(THREAD._replace(instruction_pointer=0),))
    flags = (
        T.MiniDumpWithModuleHeaders
        | T.MiniDumpWithDataSegs
        | T.MiniDumpWithCodeSegs
        | T.MiniDumpWithProcessThreadData
    )
    owners = {piece.owner for piece in chosen(flags, away).pieces}
    assert MODULE.base in owners
    assert MODULE.base not in {piece.owner for piece in chosen(flags, away, callback).pieces}


@pytest.mark.parametrize(("size", "kept"), [(257 * PAGE, 257 * PAGE), (258 * PAGE, PAGE)])
def test_much_that_is_added_is_read_only_where_it_exists(size, kept):
    large = region(HEAP, 1024 * PAGE)
    present = ((HEAP, HEAP + PAGE),)
    snapshot = replace(PROCESS, regions=(CODE, DATA, large), threads=(), present=present)
    choice = chosen(T.MiniDumpNormal, snapshot, added=[(HEAP, HEAP + size)])
    assert sum(piece.size for piece in choice.pieces if piece.kind == "callback") == kept
