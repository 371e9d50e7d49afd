"""Columns chosen, moved, kept and restored; rows copied and exported."""

import csv
import io
import os
import stat

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.core.processes.info import SampleDelta
from app.ui.models.column_layout import (
    BUILT_IN,
    DEFAULT,
    ColumnLayout,
    ColumnPlace,
    ColumnSets,
    showing,
)
from app.ui.models.process_columns import COLUMNS, SECTIONS
from app.ui.models.table_text import exact_text, tsv, write_private
from app.ui.views.process_view import ProcessView
from app.ui.workers.sampler import ProcessSampler

from .conftest import LONG, settle
from .test_process_table import process

DEFAULTS = ["cpu", "name", "pid", "user", "memory", "can_dump"]


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def make_view(qtbot, settings):
    """Call it for another window over the same settings."""

    def make():
        view = ProcessView(ProcessSampler(), settings=settings)
        qtbot.addWidget(view)
        view.resize(900, 300)
        view.show()
        qtbot.waitExposed(view)
        view.activateWindow()  # where no window manager does it
        qtbot.waitUntil(view.isActiveWindow)
        view._sampler.sampled.emit(SampleDelta(added=tuple(process(p) for p in range(1, 6))))
        return view

    return make


@pytest.fixture
def view(make_view):
    return make_view()


def keys(view):
    return [column.key for column in view.list.shown_columns()]


def actions(menu):
    menu.aboutToShow.emit()
    return {action.data() or action.text(): action for action in menu.actions()}


def clipboard():
    return QGuiApplication.clipboard().text()


# ------------------------------------------------------------------------------------- columns


def test_columns_are_shown_and_hidden_by_the_menu(view):
    assert keys(view) == DEFAULTS
    menu = view.columns.menu()
    actions(menu)["threads"].trigger()
    actions(menu)["user"].trigger()
    assert keys(view) == ["cpu", "name", "pid", "memory", "threads", "can_dump"]
    assert not actions(menu)["name"].isEnabled()
    actions(menu)["Reset columns"].trigger()
    assert keys(view) == DEFAULTS


def test_the_menu_stays_open_while_columns_are_ticked(view, qtbot):
    menu = view.columns.menu()
    menu.popup(view.mapToGlobal(QPoint(0, 0)))
    qtbot.waitUntil(menu.isVisible)
    for key in ("threads", "handles"):
        action = next(action for action in menu.actions() if action.data() == key)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
        assert menu.isVisible()
        assert action.isChecked()
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert "threads" in keys(view)
    assert "handles" not in keys(view)
    reset = next(action for action in menu.actions() if action.text() == "Reset columns")
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(reset).center())
    qtbot.waitUntil(lambda: not menu.isVisible())
    assert keys(view) == DEFAULTS


def test_the_busiest_process_is_on_top_at_first(view):
    view._sampler.sampled.emit(SampleDelta(changed=(process(3, cpu=50.0),)))
    assert view.table.info(0).pid == 3


def test_every_column_of_the_menu_says_what_it_shows(view):
    for column in COLUMNS:
        assert actions(view.columns.menu())[column.key].toolTip()


def test_only_facts_that_are_shown_or_sorted_by_are_found_out(view):
    want = view._sampler._want
    assert want.facts == ()
    view.list.show_column("handles", True)
    view.list.show_column("window", True)
    assert view._sampler._want.facts == ("handles", "window")
    view.list.sortByColumn(SECTIONS["handles"], Qt.SortOrder.DescendingOrder)
    view.list.show_column("handles", False)
    assert view._sampler._want.facts == ("handles", "window")
    view.list.sortByColumn(SECTIONS["name"], Qt.SortOrder.AscendingOrder)
    assert view._sampler._want.facts == ("window",)


def test_facts_appear_when_their_column_is_shown_and_only_then(view, qtbot):
    view._sampler.start()
    try:
        me = os.getpid()
        qtbot.waitUntil(lambda: view.table.process(me) is not None, timeout=LONG)
        view.list.show_column("private", True)
        qtbot.waitUntil(lambda: view.table.process(me).private is not None, timeout=LONG)
        assert view.table.process(me).private > 1 << 20
        assert view.table.process(me).handles is None
        view.list.show_column("private", False)
        qtbot.waitUntil(lambda: view.table.process(me).private is None, timeout=LONG)
    finally:
        view._sampler.stop()


def test_layout_order_and_tree_are_as_they_were_left(view, make_view):
    header = view.list.horizontalHeader()
    view.list.show_column("threads", True)
    header.moveSection(header.visualIndex(SECTIONS["cpu"]), 1)
    header.resizeSection(SECTIONS["pid"], 123)
    view.list.sortByColumn(SECTIONS["memory"], Qt.SortOrder.DescendingOrder)
    view.tree.setChecked(True)
    again = make_view()
    assert keys(again) == ["name", "cpu", "pid", "user", "memory", "threads", "can_dump"]
    assert again.list.horizontalHeader().sectionSize(SECTIONS["pid"]) == 123
    assert again.table.sort_column.key == "memory"
    assert [again.table.info(row).pid for row in range(3)] == [1, 5, 4]
    assert again.tree.isChecked()
    assert again.table.is_tree


def test_where_room_is_short_every_column_is_still_in_view(view):
    header = view.list.horizontalHeader()
    view.resize(440, 300)  # the left half of a window of 1024 pixels
    assert header.length() <= view.list.viewport().width()
    assert view.list.horizontalScrollBar().maximum() == 0
    narrow = header.sectionSize(SECTIONS["name"])
    view.resize(900, 300)
    assert header.sectionSize(SECTIONS["name"]) > narrow
    assert all(not place.width for place in view.list.layout_now().columns)  # nobody chose one


@pytest.mark.parametrize("tree", [False, True])
def test_names_stay_legible_where_room_is_short(view, tree):
    view.tree.setChecked(tree)
    header = view.list.horizontalHeader()
    view.list.setFixedWidth(430)  # the left half of a window of 1024 pixels
    assert header.length() <= view.list.viewport().width()  # "Can dump" is in view
    name = header.sectionSize(SECTIONS["name"])
    assert name >= view.list.fontMetrics().horizontalAdvance("mm systemd-")
    for key in ("threads", "handles", "io"):
        view.list.show_column(key, True)
    assert header.length() > view.list.viewport().width()
    assert header.sectionSize(SECTIONS["name"]) >= name


def test_a_tree_gives_more_room_to_names(view):
    header = view.list.horizontalHeader()
    view.list.setFixedWidth(470)
    flat = header.sectionSize(SECTIONS["name"])
    view.tree.setChecked(True)
    assert header.sectionSize(SECTIONS["name"]) > flat
    view.tree.setChecked(False)
    assert header.sectionSize(SECTIONS["name"]) == flat


def test_a_width_that_was_chosen_stays(view, make_view):
    header = view.list.horizontalHeader()
    header.resizeSection(SECTIONS["name"], 333)
    view.resize(440, 300)
    assert header.sectionSize(SECTIONS["name"]) == 333
    other = make_view().list.horizontalHeader()
    assert other.sectionSize(SECTIONS["name"]) == 333


def test_threads_of_the_kernel_stay_as_they_were_left(view, make_view):
    assert (
        actions(view.columns.menu())["Show &kernel threads and DumpDesk's helpers"]
        is view.background
    )
    view.background.trigger()
    assert make_view().background.isChecked()


def test_sets_are_saved_used_and_deleted(view, make_view):
    view.list.apply_layout(showing(["name", "exe"], "exe", descending=True))
    sets = actions(view.columns.menu())["Column sets"].menu()
    field = sets.findChild(QLineEdit) or next(
        action.defaultWidget().findChild(QLineEdit)
        for action in sets.actions()
        if hasattr(action, "defaultWidget") and action.defaultWidget()
    )
    QTest.keyClicks(field, " Paths & more ")
    QTest.keyClick(field, Qt.Key.Key_Return)
    again = make_view()
    again.list.apply_layout(DEFAULT)
    menu = actions(again.columns.menu())["Column sets"].menu()
    actions(menu)["Paths && more"].trigger()
    assert keys(again) == ["name", "exe"]
    assert again.table.sort_column.key == "exe"
    actions(actions(menu)["Delete"].menu())["Paths && more"].trigger()
    menu = actions(again.columns.menu())["Column sets"].menu()
    assert "Paths && more" not in actions(menu)
    assert "Delete" not in actions(menu)


@pytest.mark.parametrize("title", BUILT_IN)
def test_built_in_sets_show_what_they_hold(view, title):
    actions(actions(view.columns.menu())["Column sets"].menu())[title].trigger()
    assert keys(view) == [place.key for place in BUILT_IN[title].columns if place.shown]


@pytest.mark.parametrize("rubbish", ["", "{", '{"columns": 7}', "[]", '"x"'])
def test_settings_that_cannot_be_read_are_the_default(settings, rubbish):
    settings.setValue("processes/columns", rubbish)
    settings.setValue("processes/sets", rubbish)
    sets = ColumnSets(settings)
    assert sets.current == DEFAULT
    assert sets.names() == []


def test_a_layout_of_another_version_is_completed():
    places = (
        ColumnPlace("gone"),
        ColumnPlace("pid"),
        ColumnPlace("pid"),
        ColumnPlace("name", False),
    )
    layout = ColumnLayout(places, sort="gone").completed()
    assert {place.key for place in layout.columns} == set(SECTIONS)
    assert len(layout.columns) == len(SECTIONS)
    assert [place.key for place in layout.columns if place.shown] == ["pid", "name"]
    assert layout.sort == "name"


def test_the_heading_opens_the_same_menu(view, qtbot):
    header = view.list.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())
    menu = view.columns.menu()
    assert menu.isVisible()
    menu.close()


# --------------------------------------------------------------------------------------- copies

EVIL = process(
    7,
    name="=HYPERLINK(0)",
    user="+user",
    exe="-exe",
    cmdline='@cmd,"quoted"\n\tnext',
    memory=1234567,
    started=0.5,
)
COLUMNS_OF_EVIL = [
    COLUMNS[SECTIONS[key]]
    for key in ("name", "user", "exe", "cmdline", "memory", "cpu", "io", "started")
]


def test_csv_holds_exact_values_and_no_formulas():
    rows = list(csv.reader(io.StringIO(exact_text([EVIL], COLUMNS_OF_EVIL).csv())))
    assert rows == [
        ["name", "user", "exe", "cmdline", "memory", "cpu", "io", "started"],
        [
            "'=HYPERLINK(0)",
            "'+user",
            "'-exe",
            '\'@cmd,"quoted"\\x0a\\x09next',
            "1234567",
            "0.0",
            "",
            "1970-01-01T00:00:00.500+00:00",
        ],
    ]


def test_tsv_is_what_is_shown_but_for_formulas():
    columns = [COLUMNS[SECTIONS[key]] for key in ("name", "cmdline", "memory")]
    assert tsv([EVIL], columns, headings=True).split("\n") == [
        "Name\tCommand line\tMemory",
        "'=HYPERLINK(0)\t'@cmd,\"quoted\"\\x0a\\x09next\t1.2 MiB",
    ]


def test_the_selection_is_copied_in_the_order_shown(view):
    view.list.setFocus()
    view.list.apply_layout(showing(["pid", "name"], "pid", descending=True))
    view.list.selectAll()
    QTest.keyClick(view.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard().split("\n") == [f"{pid}\tp0000{pid}" for pid in (5, 4, 3, 2, 1)]
    view.select(3)
    view.list.copy_rows(headings=True)
    assert clipboard() == "PID\tName\n3\tp00003"
    view.list.setCurrentIndex(view.table.index(view.table.row_of(4), SECTIONS["name"]))
    view.list.copy_cell()
    assert clipboard() == "p00004"


def test_all_that_is_shown_is_exported_for_the_owner_alone(view, tmp_path):
    path = tmp_path / "list.csv"
    view.filter.setText("pid > 3")
    view.export.write(str(path))
    settle(view.export.errands)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    assert rows[0] == DEFAULTS
    assert [row[:3] for row in rows[1:]] == [["0.0", "p00004", "4"], ["0.0", "p00005", "5"]]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(path) in view.message.text()


def test_a_file_that_cannot_be_written_is_reported(view, tmp_path):
    view.export.write(str(tmp_path / "missing" / "list.csv"))
    settle(view.export.errands)
    assert "not written" in view.message.text()
    with pytest.raises(OSError, match="missing"):
        write_private(str(tmp_path / "missing" / "list.csv"), "")


def test_the_menu_of_a_row_copies_and_exports(view, qtbot, monkeypatch):
    menus = []
    view.list.menu_wanted.connect(menus.append)
    view.select(2)
    place = view.list.visualRect(view.list.currentIndex()).center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, view.list.viewport().mapToGlobal(place))
    view.list.contextMenuEvent(event)
    (menu,) = menus
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Copy cell", "Copy rows", "Copy rows with headings", "Export as CSV …"]
    menu.actions()[1].trigger()
    assert clipboard().startswith("0.0\tp00002\t2\t")
    menu.close()


def test_rows_that_change_places_leave_the_columns_alone(view, qtbot):
    view._sampler.sampled.emit(SampleDelta(added=tuple(process(p) for p in range(1, 30))))
    view.list.sortByColumn(SECTIONS["cpu"], Qt.SortOrder.DescendingOrder)
    QApplication.processEvents()
    pinned, wanted, told = set(view.list._pinned), dict(view.list._wanted), []
    view.list.columns_changed.connect(lambda: told.append(True))
    for pid in (20, 10):
        busy = process(pid, cpu=50.0 + pid)
        view._sampler.sampled.emit(SampleDelta(added=(process(100 + pid),), changed=(busy,)))
        QApplication.processEvents()
    assert not told
    assert (view.list._pinned, view.list._wanted) == (pinned, wanted)
