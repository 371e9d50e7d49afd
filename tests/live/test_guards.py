"""Guard pages inside a mapping: regions of their own, and no stack reaches into another's."""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
from pathlib import Path

import pytest

from app.core.capture.linux import guards
from app.core.dump.presets import PRESETS
from app.core.minidump.constants import MEMORY_PROTECT, MEMORY_STATE
from tests.live.dumping import PAGE, Dump

GUARD = int(MEMORY_PROTECT.PAGE_READWRITE | MEMORY_PROTECT.PAGE_GUARD)
THREADS = 4


@pytest.fixture(autouse=True)
def _kernel_has_guards():
    with mmap.mmap(-1, 4 * PAGE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS) as area:
        try:
            area.madvise(102, PAGE, PAGE)
        except OSError:
            pytest.skip("this kernel has no guards (Linux 6.13 has)")
        address = ctypes.addressof(ctypes.c_char.from_buffer(area)) + PAGE
        with Path("/proc/self/pagemap").open("rb") as pagemap:
            entry = os.pread(pagemap.fileno(), 8, address // PAGE * 8)
    if not entry[7] & 4:
        pytest.skip("this kernel does not tell of guards (Linux 6.15 does)")


def guards_of(values):
    return [values["area"] + number * values["stack"] for number in range(THREADS)]


def slot_of(values, address):
    return (address - values["area"]) // values["stack"]


@pytest.mark.parametrize("preset", [preset.key for preset in PRESETS])
def test_a_guard_is_no_failure_in_any_preset(start_target, dumpdesk, tmp_path, preset):
    target = start_target("guards")
    path = tmp_path / "guards.dmp"
    code, done = dumpdesk("dump", target.pid, "--preset", preset, "-o", path)
    assert (code, done["verdict"], done["soft_errors"]) == (0, "good", 0)
    assert dumpdesk("verify", path)[0] == 0
    dump, values = Dump(path), target.values
    assert not any(dump.touches(start, start + PAGE) for start in guards_of(values))
    if infos := dump.file.memory_info:
        told = {info.BaseAddress: info for info in infos}
        for start in guards_of(values):
            info = told[start]
            assert (info.RegionSize, info.Protect) == (PAGE, GUARD)
            assert info.State == MEMORY_STATE.MEM_COMMIT


def test_each_stack_ends_at_its_guard(start_target, dumpdesk, tmp_path):
    target = start_target("guards")
    values = target.values
    path = tmp_path / "guards.dmp"
    dumpdesk("dump", target.pid, "-o", path)
    shown = dumpdesk("show", path)[1]
    slots = set()
    for thread in shown["threads"]:
        start = thread["stack"]["address"]
        end = start + thread["stack"]["size"]
        if thread["id"] == target.pid:
            continue
        slot = slot_of(values, start)
        slots.add(slot)
        lowest = values["area"] + slot * values["stack"] + PAGE
        assert lowest <= start < end <= lowest + values["stack"] - PAGE
        assert end > thread["teb"] > start
        assert thread["overflowed"] is (thread["id"] == values["overflowed"])
        if thread["overflowed"]:
            assert start == lowest
            assert thread["stack_pointer"] == lowest - values["below"]
    assert slots == set(range(THREADS))
    texts = [found["text"] for found in dumpdesk("verify", path)[1]["findings"]]
    assert [f"Threads: {values['overflowed']}." in text for text in texts] == [True]
    assert "filter" not in "".join(texts)


def test_the_plan_names_the_guards(start_target, dumpdesk):
    target = start_target("guards")
    code, plan = dumpdesk("plan", target.pid)
    assert code == 0
    expected = [{"address": start, "size": PAGE} for start in guards_of(target.values)]
    assert [guard for guard in plan["guards"] if guard in expected] == expected


def test_where_smaps_does_not_tell_the_pages_do(start_target, opened, monkeypatch):
    """As Linux 6.15 to 6.18 do: there the scan tells, and smaps does not."""
    target = start_target("guards")
    monkeypatch.setattr(guards, "_smaps_tells", lambda: False)
    regions = opened(target.pid).describe().regions
    assert {region.base for region in regions if region.guard} >= set(guards_of(target.values))


def test_where_the_scan_does_not_tell_pagemap_does(start_target, opened, monkeypatch):
    def refused(*_):
        raise OSError(22, "Invalid argument")

    target = start_target("guards")
    monkeypatch.setattr(guards.pagemap, "scan", refused)
    regions = opened(target.pid).describe().regions
    found = [region.base for region in regions if region.guard]
    assert set(found) >= set(guards_of(target.values))


def test_a_stack_that_came_meanwhile_has_its_guard(start_process, opened):
    """The map of the stop differs from the one before: what is new in it is looked at."""
    program = """
import mmap, sys
areas = []
print("ready", flush=True)
for line in sys.stdin:
    area = mmap.mmap(-1, 1 << 22, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    area.madvise(102, 1 << 20, 4096)
    areas.append(area)
    print("ready", flush=True)
"""
    target = start_process(sys.executable, "-c", program)
    looked = opened(target.pid)
    before = looked.describe()
    target.process.stdin.write(b"\n")
    target.process.stdin.flush()
    target.wait_ready()
    assert not any(region.guard for region in before.regions)
    with looked.suspend(before, xstate=False) as stopped:
        found = [region for region in stopped.regions if region.guard]
    assert [(region.size, region.readable) for region in found] == [(PAGE, False)]
    low, high = found[0].base - PAGE, found[0].end + PAGE
    assert stopped.region_at(low).end == found[0].base
    assert stopped.region_at(high - 1).base == found[0].end
