"""Write flags as callbacks find them, and what they come to."""

from __future__ import annotations

import pytest

from app.core.capture.snapshot import Module, ProcessSnapshot, SystemDescription, Thread
from app.core.dump.callback_protocol import CallbackProtocol
from app.core.dump.selection import LEFT_OUT, Selection, module_preset, thread_preset
from app.core.errors import HRESULT, MiniDumpError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C


@pytest.mark.parametrize(
    ("flags", "thread", "module"),
    [
        (0x0, 0x17, 0x0D),
        (0x1, 0x17, 0x0F),
        (0x2, 0x05, 0x0D),
        (0x100, 0x37, 0x0D),
        (0x101, 0x37, 0x2F),
        (0x1000, 0x57, 0x0D),
        (0x1100, 0x77, 0x0D),
        (0x2000, 0x17, 0x4D),
        (0x2101, 0x37, 0x6F),
        (0x1002, 0x45, 0x0D),
        (0x8, 0x17, 0x0D),
    ],
)
def test_the_presets_are_those_that_were_observed(flags, thread, module):
    assert thread_preset(flags) == thread
    assert module_preset(flags) == module


MODULES = tuple(Module(0x1000 * n, 0x1000, f"/m{n}") for n in range(1, 5))
THREADS = tuple(Thread(n) for n in range(10, 14))
SNAPSHOT = ProcessSnapshot(10, "x", "/x", SystemDescription(9), threads=THREADS, modules=MODULES)


def select(*callbacks, referenced=frozenset()):
    selection = Selection(0, CallbackProtocol(callbacks, 10))
    selection.enumerate(SNAPSHOT)
    selection.gather(SNAPSHOT, referenced)
    return selection


def test_each_callback_sees_what_the_one_before_it_left():
    seen = []

    def first(given, output):
        if given.CallbackType == C.IncludeModuleCallback:
            output.ModuleWriteFlags &= ~0x8
            return given.detail.BaseOfImage != 0x2000
        return True

    def second(given, output):
        if given.CallbackType == C.IncludeModuleCallback:
            seen.append((given.detail.BaseOfImage, output.ModuleWriteFlags))
            return given.detail.BaseOfImage != 0x3000
        return True

    selection = select(first, second)
    # What one leaves out, the next one is not asked about.
    assert seen == [(0x1000, 0x5), (0x3000, 0x5), (0x4000, 0x5)]
    assert [choice.flags for choice in selection.modules] == [0x5, 0, 0, 0x5]
    assert [choice.reason == LEFT_OUT for choice in selection.modules] == [
        False,
        True,
        True,
        False,
    ]


def test_every_module_is_asked_about_up_to_the_refused_one():
    asked = []

    def refuse(given, output):
        asked.append(given.CallbackType)
        return not (given.CallbackType == C.ModuleCallback and given.detail.BaseOfImage == 0x3000)

    with pytest.raises(MiniDumpError) as caught:
        select(refuse)
    assert caught.value.hresult == HRESULT.E_ABORT
    assert "/m3" in caught.value.cause
    assert asked.count(C.ModuleCallback) == 3
    assert C.ThreadCallback not in asked


def test_what_appears_between_enumeration_and_stop_is_asked_about_once():
    asked = []

    def note(given, output):
        if given.CallbackType == C.IncludeThreadCallback:
            asked.append(given.detail.ThreadId)
        return True

    selection = Selection(0, CallbackProtocol([note], 10))
    early = ProcessSnapshot(10, "x", "/x", SystemDescription(9), threads=THREADS[:2])
    selection.enumerate(early)
    selection.gather(SNAPSHOT)
    assert asked == [10, 11, 12, 13]
    assert [choice.included for choice in selection.threads] == [True] * 4


def test_referenced_modules_are_marked_for_the_module_callback_alone():
    seen = {}

    def note(given, output):
        if given.CallbackType in (C.IncludeModuleCallback, C.ModuleCallback):
            key = (given.CallbackType, given.detail.BaseOfImage)
            seen[key] = output.ModuleWriteFlags
        return True

    select(note, referenced=frozenset({0x2000}))
    assert seen[C.ModuleCallback, 0x2000] == 0x1D
    assert seen[C.ModuleCallback, 0x1000] == 0x0D
    assert seen[C.IncludeModuleCallback, 0x2000] == 0x0D
