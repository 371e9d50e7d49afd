"""Tables about a dump or a process for other programs: CSV and JSON, copied and saved."""

import csv
import io
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.core.capture.snapshot import Module
from app.ui.models.detail_columns import COLUMNS, Part
from app.ui.models.detail_rows import ABOUT, make_rows, placed
from app.ui.models.detail_table import DetailTable
from app.ui.views.details.detail_list import DetailList
from app.ui.views.table_file import TableNote

from .conftest import LONG

MODULES = (
    Module(0x5000_0000_1000, 5000, "/lib/libc.so.6", version=(6, 0, 0, 0)),
    Module(0x4000_0000_0000, 0x20000, '/tmp/=cmd|"x"\n.so'),
)


@pytest.fixture
def shown(qtbot):
    table = DetailTable(COLUMNS[Part.MODULES], ABOUT[Part.MODULES])
    table.show(make_rows(Part.MODULES, MODULES, "base", placed))
    view = DetailList(table, "Modules")
    qtbot.addWidget(view)
    view.show()
    return view


def titles(view):
    return [view.model().headerData(n, view.horizontalHeader().orientation()) for n in range(7)]


def test_a_table_is_copied_as_csv_with_exact_values(qtbot, shown):
    with qtbot.waitSignal(shown.file.told, timeout=LONG):
        shown.file.copy_csv.trigger()
    heading, first, second = csv.reader(io.StringIO(QGuiApplication.clipboard().text()))
    assert heading == titles(shown)
    assert first[:4] == ['\'=cmd|"x"\\x0a.so', "0x400000000000", "131072", ""]
    assert second[:4] == ["libc.so.6", "0x500000001000", "5000", "6.0.0.0"]


def test_a_table_is_copied_as_json_in_the_order_that_is_shown(qtbot, shown):
    shown.horizontalHeader().moveSection(2, 0)
    shown.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    with qtbot.waitSignal(shown.file.told, timeout=LONG):
        shown.file.copy_json.trigger()
    rows = json.loads(QGuiApplication.clipboard().text())
    assert [row["Size"] for row in rows] == [5000, 131072]
    assert list(rows[0])[:2] == ["Size", "Name"]


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_table_is_saved_for_its_owner_alone(qtbot, shown, tmp_path, suffix):
    note = TableNote(shown.file)
    qtbot.addWidget(note)
    path = tmp_path / f"modules.{suffix}"
    with qtbot.waitSignal(shown.file.told, timeout=LONG):
        shown.file.write(str(path))
    text = path.read_text("utf-8" if suffix == "json" else "utf-8-sig")
    count = len(json.loads(text)) if suffix == "json" else len(list(csv.reader(io.StringIO(text))))
    assert count == 2 + (suffix == "csv")
    assert path.stat().st_mode & 0o777 == 0o600
    assert note.text() == f"Written to {path}."
    assert not note.isHidden()
    note.end.timeout.emit()
    assert note.isHidden()


def test_what_cannot_be_written_is_said(qtbot, shown, tmp_path):
    with qtbot.waitSignal(shown.file.told, timeout=LONG) as told:
        shown.file.write(str(tmp_path / "no" / "such.csv"))
    text, icon = told.args
    assert "was not written" in text
    assert icon == "alert"


def test_only_what_is_found_is_written_and_nothing_that_is_hidden(qtbot, shown):
    shown.model().set_filter("libc")
    with qtbot.waitSignal(shown.file.told, timeout=LONG):
        shown.file.copy_json.trigger()
    (row,) = json.loads(QGuiApplication.clipboard().text())
    assert row["Name"] == "libc.so.6"
    shown.set_copyable(False)
    assert not any(action.isEnabled() for action in shown.file.actions)
