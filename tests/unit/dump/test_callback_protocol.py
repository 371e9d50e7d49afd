"""The callbacks one by one: what they are told, what is preset, and what each answer does."""

from __future__ import annotations

import threading

import pytest

from app.core.capture.snapshot import Module, Thread
from app.core.dump.callback import MemoryInfo, NarrowCallback
from app.core.dump.callback_protocol import CallbackProtocol, lent, region_info
from app.core.errors import HRESULT, DumpCancelledError, InvalidRequestError, MiniDumpError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MODULE_WRITE_FLAGS as M
from app.core.minidump.constants import THREAD_WRITE_FLAGS as W
from tests.unit.dump.test_plan import region

MODULE = Module(0x4000, 0x2000, "/bin/it", 7, 8, (1, 2, 3, 4), cv_record=b"BpEL", misc_record=b"mi")
THREAD = Thread(5, context=b"registers", stack=(0x7000, 0x9000), stack_pointer=0x7100)
BOTH = int(M.ModuleWriteModule | M.ModuleWriteDataSeg)


class Callback:
    """Answers each type with what *answers* hold for it; notes what it was told and offered."""

    def __init__(self, **answers):
        self.answers = {C[f"{name}Callback"]: answer for name, answer in answers.items()}
        self.told = []

    def __call__(self, given, output):
        preset = {name: getattr(output, name) for name in output.__dataclass_fields__}
        self.told.append((given, preset))
        answer = self.answers.get(given.CallbackType, True)
        if callable(answer):
            answer = answer(given, output)
        if isinstance(answer, dict):
            for name, value in answer.items():
                setattr(output, name, value)
            return True
        return answer

    def types(self):
        return [given.CallbackType for given, _ in self.told]


def protocol(*callbacks, **more):
    return CallbackProtocol(callbacks, 77, 5, 9, **more)


def test_who_answers_some_questions_alone_is_asked_no_other():
    inner = Callback(IncludeModule=False, Module={"ModuleWriteFlags": 0})
    asked = protocol(NarrowCallback([C.IncludeModuleCallback, C.CancelCallback], inner))
    asked.secondary_flags()
    assert asked.include_thread(5, int(W.ThreadWriteThread)) == W.ThreadWriteThread
    assert asked.module(MODULE, BOTH) == BOTH
    assert asked.include_vm_regions([region_info(region(0x1000, 0x2000))])
    assert asked.asked(C.ModuleCallback) == []
    assert asked.include_module(0x4000, BOTH) == 0
    assert set(inner.types()) == {C.IncludeModuleCallback, C.CancelCallback}


def test_who_looks_on_sees_that_such_a_callback_is_asked_all():
    seen = []
    inner = Callback()
    asked = protocol(
        NarrowCallback([C.CancelCallback], inner), observer=lambda *call: seen.append(call)
    )
    asked.module(MODULE, BOTH)
    assert inner.types() == [C.ModuleCallback]
    assert len(seen) == 1


# ------------------------------------------------------------------------------------- the start


def test_a_snapshot_is_refused_because_linux_has_none():
    protocol(Callback()).is_process_snapshot()
    protocol(Callback(IsProcessSnapshot=False)).is_process_snapshot()
    with pytest.raises(MiniDumpError, match="snapshot") as caught:
        protocol(Callback(IsProcessSnapshot={"Status": HRESULT.S_FALSE})).is_process_snapshot()
    assert caught.value.hresult == HRESULT.E_INVALIDARG


@pytest.mark.parametrize(
    ("answer", "taken"),
    [
        ({"Status": HRESULT.S_FALSE}, True),
        ({"Status": HRESULT.S_OK}, False),
        (True, False),  # the preset is E_NOTIMPL
        (False, False),
    ],
)
def test_memory_and_bytes_are_taken_by_exactly_s_false(answer, taken):
    callback = Callback(VmStart=answer, IoStart=answer)
    one = protocol(callback)
    one.vm_start()
    assert one.vm_callbacks == [callback] * taken
    assert one.io_start() is taken
    (vm, vm_preset), (io, io_preset) = callback.told
    assert (vm.ProcessId, vm.ProcessHandle, vm_preset["Status"]) == (0, 5, HRESULT.E_NOTIMPL)
    assert (io.ProcessId, io.ProcessHandle, io.detail.Handle) == (0, 0, 9)
    assert io_preset["Status"] == HRESULT.E_NOTIMPL


def test_only_the_one_secondary_flag_that_exists_counts():
    first = Callback(SecondaryFlags={"SecondaryFlags": 0xFF})
    second = Callback(SecondaryFlags={"SecondaryFlags": 0})
    assert protocol(first, second).secondary_flags() == 1
    assert second.told[0][0].detail.SecondaryFlags == 1  # what the one before it left
    assert protocol(Callback(SecondaryFlags=lambda *_: False)).secondary_flags() == 0


# ---------------------------------------------------------------------------------------- cancel


def test_cancel_is_asked_as_long_as_it_wants_to_be():
    answers = iter([{"CheckCancel": True}, {"CheckCancel": False}])
    callback = Callback(Cancel=lambda *_: next(answers))
    one = protocol(callback)
    one.poll_cancel()
    assert callback.told == []  # nobody asks before the start
    one.secondary_flags()
    one.poll_cancel()
    one.poll_cancel()
    assert callback.types().count(C.CancelCallback) == 2


@pytest.mark.parametrize(
    ("answer", "cancels"), [({"Cancel": True}, True), ({"Cancel": False}, False)]
)
def test_cancel_raises(answer, cancels):
    one = protocol(Callback(Cancel={"CheckCancel": True, **answer}))
    if cancels:
        with pytest.raises(DumpCancelledError):
            one.secondary_flags()
    else:
        one.secondary_flags()


def test_a_callback_that_says_false_to_cancel_cancels_nothing():
    def answer(_given, output):
        output.Cancel = True
        return False

    protocol(Callback(Cancel=answer)).secondary_flags()


def test_another_thread_never_asks():
    callback = Callback(Cancel={"Cancel": True})
    one = protocol(callback)
    one._check_cancel = [True]
    other = threading.Thread(target=one.poll_cancel)
    other.start()
    other.join()
    assert callback.told == []


# ----------------------------------------------------------------------- threads and modules


@pytest.mark.parametrize(
    ("ask", "name", "flag"),
    [
        ("include_thread", "IncludeThread", int(W.ThreadWriteThread)),
        ("include_module", "IncludeModule", int(M.ModuleWriteModule)),
    ],
)
def test_what_is_included_passes_from_one_callback_to_the_next(ask, name, flag):
    which = "ThreadWriteFlags" if "thread" in ask else "ModuleWriteFlags"
    more, less = Callback(**{name: {which: flag | 0x10}}), Callback()
    assert getattr(protocol(more, less), ask)(1, flag) == flag | 0x10
    assert less.told[0][1][which] == flag | 0x10
    assert more.told[0][1][which] == flag

    out, unasked = Callback(**{name: {which: 0x10}}), Callback()
    assert getattr(protocol(out, unasked), ask)(1, flag) == 0
    assert unasked.told == []
    refused = Callback(**{name: False})
    assert getattr(protocol(refused), ask)(1, flag) == 0


def test_a_module_is_told_whole():
    callback = Callback(Module={"ModuleWriteFlags": 3})
    assert protocol(callback).module(MODULE, BOTH) == 3
    ((given, preset),) = callback.told
    assert given.detail == ("/bin/it", 0x4000, 0x2000, 7, 8, (1, 2, 3, 4), b"BpEL", 4, b"mi", 2)
    assert (given.ProcessId, given.ProcessHandle, preset["ModuleWriteFlags"]) == (77, 5, BOTH)


def test_a_thread_is_told_with_its_registers_and_the_ends_of_its_stack():
    callback = Callback(Thread={"ThreadWriteFlags": 1})
    assert protocol(callback).thread(THREAD, 7) == 1
    assert callback.told[0][0].detail == (5, 0, b"registers", 9, 0x9000, 0x7100)


@pytest.mark.parametrize(("ask", "name", "what"), [
    ("module", "Module", MODULE), ("thread", "Thread", THREAD)
])  # fmt: skip
def test_false_to_module_or_thread_fails_the_dump(ask, name, what):
    with pytest.raises(MiniDumpError, match=f"Include{name}Callback") as caught:
        getattr(protocol(Callback(**{name: False})), ask)(what, 1)
    assert caught.value.hresult == HRESULT.E_ABORT


# ---------------------------------------------------------------------------------------- memory


@pytest.mark.parametrize(("ask", "name"), [("memory", "Memory"), ("remove_memory", "RemoveMemory")])
def test_ranges_come_until_the_size_is_nothing(ask, name):
    def give(*sizes):
        left = list(sizes)
        return Callback(**{name: lambda *_: {"MemoryBase": 0x100, "MemorySize": left.pop(0)}})

    first, second = give(16, 32, 0, 64), give(8, -1, 64)
    assert getattr(protocol(first, second), ask)() == [
        (0x100, 0x110),
        (0x100, 0x120),
        (0x100, 0x108),
    ]
    assert getattr(protocol(Callback(**{name: False})), ask)() == []


def test_one_that_never_ends_can_be_cancelled():
    def cancel(_given, output):
        output.CheckCancel, output.Cancel = True, len(endless.told) > 100
        return True

    endless = Callback(Memory={"MemoryBase": 1, "MemorySize": 1}, Cancel=cancel)
    one = protocol(endless)
    one.secondary_flags()
    with pytest.raises(DumpCancelledError):
        one.memory()


def offered(*regions):
    return [region_info(region(base, size)) for base, size in regions]


REGIONS = offered((0x1000, 0x1000), (0x3000, 0x2000), (0x8000, 0x1000))


def answering_region(base, **change):
    """Say yes to all regions; to the one at *base* with *change*."""

    def answer(_given, output):
        output.Continue = True
        if output.VmRegion.BaseAddress == base:
            output.VmRegion = output.VmRegion._replace(**change)
        return True

    return Callback(IncludeVmRegion=answer)


def spans(regions):
    return [(info.BaseAddress, info.BaseAddress + info.RegionSize) for info in regions]


def test_regions_are_kept_shortened_and_dropped():
    whole = spans(REGIONS)
    assert spans(protocol(answering_region(0)).include_vm_regions(REGIONS)) == whole
    dropped = answering_region(0x3000, RegionSize=0)
    assert spans(protocol(dropped).include_vm_regions(REGIONS)) == [whole[0], whole[2]]
    # What is behind the new end is offered again, and kept.
    shorter = answering_region(0x3000, RegionSize=0x1000)
    assert spans(protocol(shorter).include_vm_regions(REGIONS)) == [
        whole[0], (0x3000, 0x4000), (0x4000, 0x5000), whole[2],
    ]  # fmt: skip
    later = answering_region(0x3000, BaseAddress=0x4000, RegionSize=0x1000)
    assert spans(protocol(later).include_vm_regions(REGIONS)) == [
        whole[0], (0x4000, 0x5000), whole[2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "answer",
    [
        False,
        {"Continue": False},
        {"Continue": True, "VmRegion": None},
        {"Continue": True, "VmRegion": REGIONS[1]._replace(BaseAddress=0x2FFF)},
        {"Continue": True, "VmRegion": REGIONS[1]._replace(RegionSize=0x2001)},
        {"Continue": True, "VmRegion": REGIONS[1]._replace(RegionSize=-1)},
    ],
)
def test_an_answer_that_makes_no_sense_ends_the_questions_and_the_rest_is_kept(answer):
    def reply(_given, output):
        first = output.VmRegion.BaseAddress == 0x1000
        return (
            {"Continue": True, "VmRegion": output.VmRegion._replace(RegionSize=0)}
            if first
            else answer
        )

    callback = Callback(IncludeVmRegion=reply)
    assert spans(protocol(callback).include_vm_regions(REGIONS)) == spans(REGIONS[1:])
    assert len(callback.told) == 2


def test_the_second_pass_offers_what_the_first_one_offered_to_each():
    first, second = answering_region(0x3000, RegionSize=0), answering_region(0)
    one = protocol(first, second)
    kept = one.include_vm_regions(REGIONS)
    asked = [preset["VmRegion"] for _, preset in second.told]
    assert asked == kept
    one.include_vm_regions_again()
    assert [preset["VmRegion"] for _, preset in second.told] == asked * 2
    assert [preset["VmRegion"] for _, preset in first.told] == REGIONS * 2


# -------------------------------------------------------------------------------- reading memory


def taking_memory(**answers):
    callback = Callback(VmStart={"Status": HRESULT.S_FALSE}, **answers)
    one = protocol(callback)
    one.vm_start()
    callback.told.clear()
    return one, callback


def test_who_did_not_ask_for_memory_is_not_asked():
    callback = Callback()
    one = protocol(callback)
    one.vm_start()
    callback.told.clear()
    assert one.vm_query(REGIONS[0]) == REGIONS[0]
    assert one.vm_pre_read(1, memoryview(bytearray(4))) is None
    assert one.vm_post_read(1, memoryview(bytearray(4)), 3) == 3
    assert callback.told == []


def test_a_region_may_be_described_differently():
    other = MemoryInfo(1, 2, 3, 4, 5, 6, 7)
    one, callback = taking_memory(VmQuery={"VmQueryStatus": HRESULT.S_OK, "VmQueryResult": other})
    assert one.vm_query(REGIONS[0]) == other
    assert callback.told[0][0].detail.Offset == 0x1000
    for answer in (True, False, {"VmQueryStatus": HRESULT.S_OK, "VmQueryResult": None}):
        assert taking_memory(VmQuery=answer)[0].vm_query(REGIONS[0]) == REGIONS[0]


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ({"VmReadStatus": HRESULT.S_OK, "VmReadBytesCompleted": 3}, 3),
        ({"VmReadStatus": HRESULT.S_OK, "VmReadBytesCompleted": 99}, 8),
        (True, None),
        (False, None),
    ],
)
def test_a_callback_may_give_the_bytes_itself(answer, count):
    one, callback = taking_memory(VmPreRead=answer)
    assert one.vm_pre_read(0x10, memoryview(bytearray(8))) == count
    assert callback.told[0][0].detail[::2] == (0x10, 8)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        ({"VmReadStatus": HRESULT.S_OK, "VmReadBytesCompleted": 5}, 5),
        ({"VmReadStatus": HRESULT.S_OK, "VmReadBytesCompleted": 99}, 8),
        ({"VmReadBytesCompleted": 5}, 0),  # the preset is no success
        (False, 0),
    ],
)
def test_a_callback_may_change_what_was_read(answer, count):
    one, callback = taking_memory(VmPostRead=answer)
    assert one.vm_post_read(0x10, memoryview(bytearray(8)), 8) == count
    detail = callback.told[0][0].detail
    assert (detail.Offset, detail.Size, detail.Completed, detail.Status) == (0x10, 8, 8, 0)


def test_a_short_read_is_told_as_one():
    one, callback = taking_memory()
    one.vm_post_read(0x10, memoryview(bytearray(8)), 3)
    detail = callback.told[0][0].detail
    assert (detail.Completed, detail.Status) == (3, HRESULT.PARTIAL_COPY)


@pytest.mark.parametrize(
    ("answers", "accepted"),
    [
        ([], None),
        ([True], None),  # the preset, S_FALSE, says nothing
        ([{"Status": HRESULT.S_OK}], True),
        ([{"Status": HRESULT.E_FAIL}], False),
        ([False], False),
        ([{"Status": HRESULT.S_OK}, True], True),
        ([{"Status": HRESULT.S_OK}, False], False),
    ],
)
def test_what_cannot_be_read(answers, accepted):
    callbacks = [Callback(ReadMemoryFailure=answer) for answer in answers]
    assert protocol(*callbacks).read_memory_failure(0x10, 4, 5) is accepted
    assert all(callback.told[0][0].detail == (0x10, 4, 5) for callback in callbacks)


# ---------------------------------------------------------------------------------------- output


def taking_bytes(**answers):
    callback = Callback(IoStart={"Status": HRESULT.S_FALSE}, **answers)
    one = protocol(callback)
    assert one.io_start()
    callback.told.clear()
    return one, callback


def test_bytes_come_in_pieces_of_64_kib_that_are_lent():
    got, kept = bytearray(), []

    def take(given, output):
        assert given.detail.Offset == 100 + len(got)
        assert given.detail.BufferBytes == len(given.detail.Buffer) <= 0x10000
        got.extend(given.detail.Buffer)
        kept.append(given.detail.Buffer)
        output.Status = HRESULT.S_OK
        return True

    one, callback = taking_bytes(IoWriteAll=take, IoFinish={"Status": HRESULT.S_OK})
    data = bytes(range(256)) * 600
    one.io_write_all(100, memoryview(data))
    one.io_finish()
    assert got == data
    assert callback.types() == [C.IoWriteAllCallback] * 3 + [C.IoFinishCallback]
    with pytest.raises(ValueError, match="released"):
        kept[0].tobytes()


@pytest.mark.parametrize(
    ("answer", "hresult"),
    [
        ({"Status": HRESULT.DISK_FULL}, HRESULT.DISK_FULL),
        (False, HRESULT.E_FAIL),
    ],
)
def test_bytes_that_are_not_stored_fail_the_dump_with_the_callback_s_result(answer, hresult):
    one, _ = taking_bytes(IoWriteAll=answer)
    with pytest.raises(MiniDumpError) as caught:
        one.io_write_all(0, memoryview(b"bytes"))
    assert caught.value.hresult == hresult


# ----------------------------------------------------------------------------------- looking on


def test_who_looks_on_is_told_input_offer_output_and_answer():
    seen = []
    one = protocol(
        answering_region(0x1000, RegionSize=0x800),
        observer=lambda *told: seen.append(told),
    )
    one.include_vm_regions(REGIONS[:1])
    given, offer, output, answer = seen[0]
    assert (given.CallbackType, offer, answer) == (C.IncludeVmRegionCallback, REGIONS[0], True)
    assert output.VmRegion.RegionSize == 0x800


def test_what_is_lent_is_void_afterwards_unless_somebody_made_something_of_it():
    view = memoryview(bytearray(8))
    with lent(view[:4]) as piece:
        kept = piece
    with pytest.raises(ValueError, match="released"):
        len(kept)
    with lent(view[4:]) as piece:
        made_of_it = memoryview(piece)
    assert len(made_of_it) == 4


def test_an_error_of_a_callback_is_its_own():
    def raises(*_):
        raise InvalidRequestError("mine")

    with pytest.raises(InvalidRequestError, match="mine"):
        protocol(raises).vm_start()
