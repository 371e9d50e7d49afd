"""The callbacks of a plan, told in order with their answers."""

import sys

from app.core.capture.target import key_of, open_target
from app.core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.dump.trace import CallbackTrace
from app.core.minidump.constants import MINIDUMP_TYPE as T


def traced(snapshot, request, limit=1000):
    trace = CallbackTrace(snapshot, limit)
    plan = make_plan(snapshot, request, observer=trace)
    return plan, trace


def test_calls_and_answers_are_those_of_the_plan(start_process):
    pid = start_process(
        sys.executable, "-c", "print('ready', flush=True); import sys; sys.stdin.read()"
    ).pid
    target = open_target(key_of(pid))
    try:
        snapshot = target.describe()
    finally:
        target.close()
    (lost,) = (module for module in snapshot.modules if "libm.so" in module.name)
    spec = FilterSpec(
        (ModuleRule("libm.so*", include=False),),
        (ThreadRule(id=pid, clear_flags=2),),
        (MemoryRule("[heap]"),),
    )

    plan, trace = traced(snapshot, DumpRequest(0x1000, spec))
    names = [call.callback for call in trace.calls]

    assert names[:4] == ["IsProcessSnapshot", "VmStart", "IoStart", "SecondaryFlags"]
    assert names.index("IncludeThread") < names.index("IncludeModule") < names.index("Module")
    assert names.count("IncludeModule") == len(snapshot.modules)
    assert names.count("Module") == len(snapshot.modules) - 1
    included = {c.about.split()[0]: c.answer for c in trace.calls if c.callback == "IncludeModule"}
    assert included[hex(lost.base)] == "no"
    assert set(included.values()) == {"no", "yes 0xd"}
    (thread,) = (call for call in trace.calls if call.callback == "IncludeThread")
    assert thread.about.startswith(str(pid))
    assert thread.answer == "yes 0x55"  # the stack, 2, is cleared
    assert (thread.subject, thread.mask) == (pid, 0x55)
    asked = {c.subject: c.mask for c in trace.calls if c.callback == "IncludeModule"}
    assert asked == {m.base: 0 if m == lost else 0xD for m in snapshot.modules}
    removed = [call.answer for call in trace.calls if call.callback == "RemoveMemory"]
    assert removed[-1] == "no more"
    assert any(answer.startswith(f"{lost.base:#x} ") for answer in removed)
    assert plan.file_size == make_plan(snapshot, DumpRequest(0x1000, spec)).file_size

    full = DumpRequest(int(T.MiniDumpWithFullMemory), spec)
    _, trace = traced(snapshot, full, limit=10)
    assert len(trace.calls) == 10
    assert trace.more > len(snapshot.modules)
    _, trace = traced(snapshot, full)
    regions = [call for call in trace.calls if call.callback == "IncludeVmRegion"]
    assert {"yes", "no"} <= {call.answer for call in regions}
    assert {call.subject for call in regions} <= {region.base for region in snapshot.regions}
    offered = [call.about for call in regions]
    once = len(offered) // 2
    assert offered == offered[:once] * 2  # the list is gone through twice


def test_an_empty_filter_is_asked_too(start_process):
    pid = start_process("sleep", "1000", wait=False).pid
    target = open_target(key_of(pid))
    try:
        snapshot = target.describe()
    finally:
        target.close()
    plan, trace = traced(snapshot, DumpRequest(0))
    assert plan.to_json() == make_plan(snapshot, DumpRequest(0)).to_json()
    assert {call.answer for call in trace.calls if call.callback == "IncludeModule"} == {"yes 0xd"}
