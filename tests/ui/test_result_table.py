"""The table of dumps: what it shows is shown whole."""

from __future__ import annotations

import msgspec
import pytest

from app.core.dump.presets import PRESETS
from app.core.storage.history import DumpRecord
from app.ui.models.dump_list import PLAN, STATE, WHEN, DumpList
from app.ui.views.result_table import ResultTable


def record(flags):
    return DumpRecord(
        time=1_830_000_000.0,
        pid=7,
        name="target",
        path="/nowhere/target.dmp",
        size=1,
        flags=flags,
        paused_ms=1.0,
        verdict="good",
        left_out=10,
    )


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_the_name_of_a_preset_less_some_parts_is_not_cut(qtbot, preset):
    dumps = DumpList()
    table = ResultTable(dumps)
    qtbot.addWidget(table)
    table.resize(1024, 200)
    table.show()
    dumps.add_records([record(preset.flags)])
    index = dumps.index(0, PLAN)
    assert index.data() == f"{preset.name} − 10 parts"  # noqa: RUF001 - a minus
    for column in (PLAN, WHEN):
        needed = table.sizeHintForColumn(column)
        qtbot.waitUntil(lambda: table.columnWidth(column) >= needed)  # noqa: B023


def test_a_dump_of_a_crash_says_what_happened(qtbot):
    said = "SIGSEGV reading 0x0 in billingd+0x11b8, thread 7."
    dumps = DumpList()
    dumps.add_records([msgspec.structs.replace(record(0), crash=said), record(0)])
    crashed, other = dumps.entries
    assert dumps.facts(crashed).startswith(said)
    assert said in dumps.about(crashed)
    assert dumps.index(0, STATE).data() == "Verified, of a crash"
    assert dumps.facts(other).startswith("target  7")
    assert dumps.index(1, STATE).data() == "Verified"
