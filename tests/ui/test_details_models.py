"""What is told of a process becomes rows; tables sort, filter and copy them; history remembers."""

import os
from datetime import UTC, datetime
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication, QPersistentModelIndex, Qt

from app.core.capture.snapshot import (
    Handle,
    Module,
    ProcessSnapshot,
    Region,
    SoftError,
    SystemDescription,
    Thread,
)
from app.core.minidump.constants import MEMORY_TYPE
from app.core.processes.info import SampleDelta
from app.ui.models.detail_columns import COLUMNS, HIDDEN, Part
from app.ui.models.detail_history import SECONDS, History, Pause
from app.ui.models.detail_rows import ABOUT, make_details, without_value
from app.ui.models.detail_table import DetailTable
from app.ui.models.memory_kinds import MemoryKind, region_kind
from app.ui.models.time_text import moment_text

from .test_process_table import process as process_info

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
PAGE = 4096
NEW_YEAR_2020 = 132_223_104_000_000_000 + 12 * 36_000_000_000
"""Noon UTC as a FILETIME: the year is 2020 everywhere on Earth."""


TYPES = {
    "private": MEMORY_TYPE.MEM_PRIVATE,
    "mapped": MEMORY_TYPE.MEM_MAPPED,
    "image": MEMORY_TYPE.MEM_IMAGE,
}


def region(base, size=PAGE, access="rw--", path="", kind="private", *, dont_dump=False):
    readable, writable, executable, shared = (letter != "-" for letter in access)
    return Region(
        *(base, size, 0, 0, int(TYPES[kind]), base, 0),
        *(readable, writable, executable, shared, path),
        dont_dump=dont_dump,
    )


def module(base, name, **facts):
    return Module(base, PAGE, name, **facts)


def thread(id_, name="", stack=(0, 0), **facts):
    return Thread(id_, name, "S", stack=stack, **facts)


def handle(number, name, type_="File", access=os.O_RDWR):
    return Handle(number, type_, name, granted_access=access)


def told(environment=b"", **parts):
    lists = {name: tuple(part) for name, part in parts.items()}
    system = SystemDescription(9)
    return ProcessSnapshot(1, "it", "/bin/it", system, environment=environment, **lists)


def rows(part, **parts):
    return make_details(1, told(**parts), revealed=False).rows[part]


def texts(table, column=0):
    return [table.index(row, column).data() for row in range(table.rowCount())]


@pytest.fixture
def table(qapp, qtmodeltester):
    """Call it for a table of a part, watched by the model tester while it changes."""

    def make(part, **parts):
        table = DetailTable(COLUMNS[part], ABOUT[part])
        qtmodeltester.check(table)
        table.show(rows(part, **parts))
        tables.append(table)
        return table

    tables = []  # the tester does not keep them alive
    return make


# ----------------------------------------------------------------------------------- rows


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        (MemoryKind.RESERVED, region(1, access="----", path="/lib/x.so", kind="image")),
        (MemoryKind.RESERVED, region(1, access="---s")),
        (MemoryKind.STACK, region(1, path="[stack]")),
        (MemoryKind.HEAP, region(1, path="[heap]")),
        (MemoryKind.CODE, region(1, access="r-x-", path="/lib/x.so", kind="image")),
        (MemoryKind.CODE, region(1, access="rwx-")),
        (MemoryKind.DATA, region(1, access="rw--", path="/lib/x.so", kind="image")),
        (MemoryKind.MAPPED, region(1, access="r---", path="/usr/share/font")),
        (MemoryKind.MAPPED, region(1, access="rw-s", kind="mapped")),
        (MemoryKind.PRIVATE, region(1)),
        (MemoryKind.PRIVATE, region(1, path="[anon:malloc]")),
    ],
)
def test_memory_is_told_apart(kind, what):
    assert region_kind(what, holds_stack=False) is kind


def test_memory_is_a_stack_where_a_thread_says_so():
    regions = [region(0x1000), region(0x3000, 2 * PAGE), region(0x9000)]
    threads = [thread(1, stack=(0x4800, 0x5000)), thread(2, stack=(0x5800, 0x5900)), thread(3)]
    kinds = [row.thing.kind for row in rows(Part.REGIONS, regions=regions, threads=threads)]

    assert kinds == [MemoryKind.PRIVATE, MemoryKind.STACK, MemoryKind.PRIVATE]


def test_every_part_has_a_text_and_a_value_for_each_column():
    details = make_details(
        1,
        told(
            modules=[module(1, "/lib/libx.so.1", version=(1, 2, 3, 4), deleted=True)],
            threads=[thread(7, "main", user_time=15_000_000, create_time=NEW_YEAR_2020)],
            regions=[region(0x1000, dont_dump=True)],
            handles=[handle(3, "/x")],
            environment=b"A=",
        ),
        revealed=False,
    )
    for part, columns in COLUMNS.items():
        (row,) = details.rows[part]
        assert len(row.texts) == len(row.values) == len(columns)
        assert ABOUT[part](row.thing)

    assert details.rows[Part.MODULES][0].texts[:5] == (
        "libx.so.1", "000000000001", "4.0 KiB", "1.2.3.4", "deleted",
    )  # fmt: skip
    assert details.rows[Part.THREADS][0].texts[:4] == ("7", "main", "sleeping", "1.50")
    that_noon = datetime(2020, 1, 1, 12, tzinfo=UTC).timestamp()
    assert details.rows[Part.THREADS][0].texts[6] == moment_text(that_noon)
    assert details.rows[Part.REGIONS][0].texts[-1] == "refused"
    assert details.rows[Part.ENVIRONMENT][0].texts == ("A", HIDDEN)


def test_how_a_descriptor_was_opened_is_said_in_words():
    flags = os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC
    opened = [handle(0, "", access=os.O_RDONLY), handle(1, "", access=flags)]
    access = [row.texts[3] for row in rows(Part.HANDLES, handles=opened)]

    assert access == ["read", "write, append, closed on exec"]


EVIL = "\x1b[31m<b>&\u202e\n"


def test_what_a_stranger_wrote_is_escaped_everywhere():
    details = make_details(
        1,
        told(
            modules=[module(1, f"/{EVIL}", build_id=b"\xab")],
            threads=[thread(7, EVIL)],
            regions=[region(0x1000, path=EVIL)],
            handles=[handle(3, EVIL, EVIL)],
            environment=f"{EVIL}={EVIL}".encode(),
        ),
        revealed=True,
    )
    for part, (row,) in details.rows.items():
        for text in (*row.texts, *ABOUT[part](row.thing).split("\n")):
            assert text.isprintable(), part
    table = DetailTable(COLUMNS[Part.MODULES], ABOUT[Part.MODULES])
    table.show(details.rows[Part.MODULES])
    tooltip = table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tooltip
    assert "<\u200bb>" in tooltip


def test_what_the_system_does_not_tell_is_said():
    errors = [
        SoftError("read environ", "Permission denied."),
        SoftError("read limits", "No."),
    ]
    details = make_details(1, told(environment=None, soft_errors=errors), revealed=False)

    assert details.missing == {Part.ENVIRONMENT: "Permission denied."}


def test_a_hidden_value_is_nowhere_in_its_row():
    (shown,) = make_details(1, told(environment=b"TOKEN=hunter2"), revealed=True).rows[
        Part.ENVIRONMENT
    ]
    assert "hunter2" in repr(shown)

    assert "hunter2" not in repr(without_value(shown))
    assert without_value(shown).texts == ("TOKEN", HIDDEN)


# --------------------------------------------------------------------------------- tables


def test_rows_are_sorted_by_what_they_mean_not_by_how_they_look(table):
    sizes = [9 << 10, 10 << 20, 1 << 40, 512]
    shown = table(Part.REGIONS, regions=[region(PAGE * (i + 1), s) for i, s in enumerate(sizes)])

    shown.sort(1, DESCENDING)
    assert [shown.row(row).thing.size for row in range(4)] == sorted(sizes, reverse=True)
    shown.sort(0, ASCENDING)
    assert [shown.row(row).thing.size for row in range(4)] == sizes


def test_persistent_indexes_follow_their_rows_through_a_sort(table):
    shown = table(Part.THREADS, threads=[thread(id_, f"t{-id_ % 5}") for id_ in range(1, 6)])
    kept = [QPersistentModelIndex(shown.index(row, 1)) for row in range(5)]
    names = [index.data() for index in kept]

    shown.sort(1, DESCENDING)

    assert [index.data() for index in kept] == names
    assert texts(shown, 1) == sorted(names, reverse=True)


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("", ["liba.so", "libb.so", "other"]),
        ("LIB", ["liba.so", "libb.so"]),
        ("lib?.so", ["liba.so", "libb.so"]),
        ("lib?", []),
        ("*/other", ["other"]),
        ("0x2800", ["libb.so"]),
        ("0x3000", ["other"]),
        ("0x9000", []),
        ("[z", []),
        ("deleted", ["other"]),
        (" libA ", ["liba.so"]),
    ],
)
def test_the_filter_finds_texts_patterns_and_addresses(table, pattern, found):
    shown = table(
        Part.MODULES,
        modules=[
            module(0x1000, "/lib/liba.so"),
            module(0x2000, "/lib/libb.so"),
            module(0x3000, "/opt/other", deleted=True),
        ],
    )
    shown.set_filter(pattern)

    assert texts(shown) == found
    assert shown.total == 3


def test_what_lies_at_an_address_is_found_whatever_is_shown(table):
    shown = table(Part.REGIONS, regions=[region(n * 2 * PAGE, path=f"/{n}") for n in range(1, 50)])
    shown.set_filter("/7")
    shown.sort(0, Qt.SortOrder.DescendingOrder)
    for address in (0, PAGE, 2 * PAGE, 3 * PAGE - 1, 3 * PAGE, 98 * PAGE, 99 * PAGE):
        alone = next((row for row in shown.all_rows if row.covers(address)), None)
        assert shown.at(address) is alone


def test_a_name_in_brackets_finds_itself(table):
    shown = table(Part.REGIONS, regions=[region(PAGE, path="[heap]"), region(2 * PAGE, path="h")])
    shown.set_filter("[heap]")

    assert texts(shown, 4) == ["[heap]", "h"], "and one of these letters, as in any pattern"


def test_cells_are_copied_with_tabs_and_sizes_exactly(table):
    shown = table(Part.REGIONS, regions=[region(0x1000, 123_456_789, path="a\tb\nc")])
    copied = shown.tab_separated([0], range(5))

    assert copied.split("\t") == ["000000001000", "123456789", "rw--", "private", "a\\x09b\\x0ac"]


def test_what_is_a_formula_to_spreadsheets_is_copied_as_text(table):
    shown = table(Part.REGIONS, regions=[region(0x1000, path="=HYPERLINK(0)")])
    assert shown.tab_separated([0], [4]) == "'=HYPERLINK(0)"


def test_numbers_stand_on_the_right_and_addresses_in_a_fixed_pitch(table):
    shown = table(Part.REGIONS, regions=[region(0x1000)])
    alignment = shown.index(0, 0).data(Qt.ItemDataRole.TextAlignmentRole)

    assert alignment & Qt.AlignmentFlag.AlignRight.value
    assert shown.index(0, 0).data(Qt.ItemDataRole.FontRole) == shown.fixed_font
    assert shown.index(0, 4).data(Qt.ItemDataRole.FontRole) is None


def test_the_model_stays_whole_while_everything_changes(table):
    shown = table(Part.THREADS, threads=[thread(id_) for id_ in range(50)])
    for step in range(20):
        ids = range(step, 50 + 7 * step, 1 + step % 3)
        shown.show(rows(Part.THREADS, threads=[thread(id_, f"n{id_ % 11}") for id_ in ids]))
        shown.sort(step % 7, (ASCENDING, DESCENDING)[step % 2])
        shown.set_filter(("", "n1", "*", "zzz")[step % 4])
        QCoreApplication.processEvents()
    shown.set_filter("")
    assert shown.rowCount() == shown.total == len(ids)


# -------------------------------------------------------------------------------- history


def sample(*infos, gone=()):
    return SampleDelta(changed=infos, gone=gone)


def test_history_remembers_what_was_in_view():
    history = History()
    for second in range(5):
        infos = [process_info(pid, cpu=float(second + pid), memory=pid) for pid in (1, 2)]
        history.take(sample(*infos), {1}, 100.0 + second)

    assert [(m.time, m.cpu) for m in history.of(process_info(1).key)] == [
        (100.0 + second, second + 1.0) for second in range(5)
    ]
    assert not history.of(process_info(2).key)


def test_history_holds_what_did_not_change_and_forgets_what_is_long_ago():
    history = History()
    note = partial(history.note, now=0.0)
    note(process_info(1, cpu=5.0))
    note(process_info(1, cpu=5.0))
    assert len(history.of(process_info(1).key)) == 1
    for second in range(1, 3900):
        history.note(process_info(1, cpu=float(second)), float(second))
    moments = history.of(process_info(1).key)

    assert 3899 - SECONDS - 64 <= moments[0].time <= 3899 - SECONDS
    assert moments.at(3898.5).cpu == 3898.0
    assert moments.at(1e9).cpu == 3899.0
    assert moments.at(0.0) is None


def test_pauses_are_remembered_until_they_are_long_ago():
    history = History()
    for paused, now in ((True, 10.0), (True, 11.0), (False, 12.0), (False, 13.0), (True, 20.0)):
        history.set_paused(paused, now)
    assert history.pauses == [Pause(10.0, 12.0), Pause(20.0, None)]
    history.set_paused(paused=False, now=21.0)
    assert history.pauses == [Pause(10.0, 12.0), Pause(20.0, 21.0)]
    history.set_paused(paused=True, now=SECONDS + 15.0)
    assert history.pauses == [Pause(20.0, 21.0), Pause(SECONDS + 15.0, None)]


def test_history_of_many_processes_is_bounded():
    history = History()
    for pid in range(1, 1000):
        history.note(process_info(pid), 1.0)

    assert not history.of(process_info(1).key)
    assert history.of(process_info(999).key)
    assert len(history._tracks) < 500
    history.clear()
    assert not history.of(process_info(999).key)


def test_a_new_process_with_an_old_id_has_a_history_of_its_own():
    history = History()
    history.note(process_info(1, start_key=1, cpu=50.0), 1.0)
    history.note(process_info(1, start_key=2, cpu=0.0), 2.0)

    assert [m.cpu for m in history.of((1, 1))] == [50.0]
    assert [m.cpu for m in history.of((1, 2))] == [0.0]
