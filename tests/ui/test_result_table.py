"""The table of dumps: what it shows is shown whole."""

from __future__ import annotations

import msgspec
import pytest

from app.core.dump.presets import PRESETS
from app.core.dumper.messages import Done
from app.core.inspection.crash import Crash
from app.core.storage.history import DumpRecord
from app.ui.models.as_planned import Foretold, size_as_planned
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
    said = Crash("SIGSEGV reading 0x0", "billingd+0x11b8", 7, uptime=90)
    dumps = DumpList()
    dumps.add_records([msgspec.structs.replace(record(0), crash=said), record(0)])
    crashed, other = dumps.entries
    sentence = str(said).removesuffix(".")
    assert sentence.endswith("thread 7, dumped 1 minute 30 seconds after start")
    assert dumps.facts(crashed).startswith(sentence)
    assert sentence in dumps.about(crashed)
    assert dumps.index(0, STATE).data() == "Verified, of a crash"
    assert dumps.facts(other).startswith("target  7")
    assert dumps.index(1, STATE).data() == "Verified"


@pytest.mark.parametrize(
    ("threads", "kinds", "said"),
    [
        (3, {"stack": 8 << 10, "streams": 1 << 10}, "9.0 KiB as planned"),
        (
            1,
            {"stack": 2 << 10, "heap": 1 << 10, "streams": 1 << 10},
            "4.0 KiB, planned 9.0 KiB: 2 threads have ended, stacks −6.0 KiB, heap +1.0 KiB",  # noqa: RUF001
        ),
        (4, {"stack": 9 << 10, "streams": 1 << 10}, "10.0 KiB, planned 9.0 KiB: 1 thread was"),
    ],
)
def test_a_size_other_than_planned_has_its_reason(qapp, threads, kinds, said):
    foretold = Foretold({"stack": 8 << 10, "streams": 1 << 10}, 3, is_exact=True)
    done = Done("x.dmp", sum(kinds.values()), 1.0, "", "good", kinds=kinds, threads=threads)
    assert size_as_planned(foretold, done).startswith(said)
    guessed = foretold._replace(is_exact=False)
    assert ":" not in size_as_planned(guessed, done)
    assert size_as_planned(None, done) == said.split(" as ")[0].split(",")[0]
