"""The tree is the callback: what is said of a row, the callbacks about it, and all of them."""

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from app.core.capture.snapshot import Thread
from app.core.dump.trace import Trace, TracedCall
from app.core.minidump.constants import MINIDUMP_TYPE
from app.ui.models.contents import Contents, Item, Kind, Room, make_estimate
from app.ui.models.detail_table import DetailTable
from app.ui.models.row_calls import CALL_COLUMNS, Column, call_rows, calls_about
from app.ui.views.callback_list import CallbackList
from app.ui.views.contents_tab import ContentsTab
from app.ui.views.filter_rows import FIRST_PART, WHY
from app.ui.views.filter_tree import FilterTree

from .test_filter_tree import CHECKED, PAGE, REQUEST, UNCHECKED, base, click, contents, plan

FULL = int(MINIDUMP_TYPE.MiniDumpWithFullMemory)
MODULE = 1 << 20
CALLS = (
    TracedCall("IncludeThread", "100 worker-0", "yes 0x17", 100, 0x17),
    TracedCall("IncludeModule", f"{MODULE:#x} lib0.so", "no", MODULE, 0),
    TracedCall("IncludeModule", f"{2 * MODULE:#x} lib1.so", "yes 0xd", 2 * MODULE, 0xD),
    TracedCall("RemoveMemory", "", f"{MODULE:#x} 0x10000 bytes", MODULE, 0),
    TracedCall("RemoveMemory", "", "no more"),
    TracedCall("IncludeVmRegion", f"{base(0):#x} 0x2000 bytes", "yes", base(0), 0),
    TracedCall("IncludeVmRegion", f"{base(1):#x} 0x2000 bytes", "no", base(1), 0),
    TracedCall("IncludeVmRegion", f"{base(0):#x} 0x2000 bytes", "yes", base(0), 0),
)


@pytest.fixture
def tab(qtbot):
    notice = QLabel("nothing yet")
    tab = ContentsTab(FilterTree(), CallbackList(), notice)
    qtbot.addWidget(tab)
    tab.resize(620, 430)
    tab.show()
    qtbot.waitExposed(tab)
    return tab


def show(tab, of, *ranges, flags=0, out=()):
    tab.tree.show_contents(of)
    told = plan(of, ranges, out, flags)
    tab.tree.show_estimate(make_estimate(of, REQUEST, told, Room(1 << 40)))
    tab.tree.settle()
    tab.show_contents()
    for group in map(tab.tree.group, Kind):
        group.setExpanded(True)


def listed(tab):
    calls = tab.about.calls
    return [
        tuple(calls.index(row, column).data() for column in Column)
        for row in range(calls.rowCount())
    ]


def choose(tab, kind, key):
    tab.tree.tree.setCurrentItem(tab.tree.leaf(kind, key))


def test_the_callbacks_about_the_row_that_is_chosen_stand_beside_it(tab):
    show(tab, contents())
    assert "Choose a row" in tab.about.name.whole_text()
    tab.show_trace(Trace(CALLS, 0))

    choose(tab, Kind.MODULE, MODULE)
    assert tab.about.name.whole_text() == "lib0.so"
    assert "/usr/lib/lib0.so" in tab.about.facts.whole_text()
    assert listed(tab) == [
        ("IncludeModule", "nothing of it goes in", "no"),
        ("RemoveMemory", "nothing of this range goes in", f"{MODULE:#x} 0x10000 bytes"),
    ]
    choose(tab, Kind.MODULE, 2 * MODULE)
    assert listed(tab) == [("IncludeModule", "its record, CV record, misc record", "yes 0xd")]
    choose(tab, Kind.THREAD, 100)
    assert listed(tab) == [
        ("IncludeThread", "its record, code, stack, registers", "yes 0x17"),
    ]
    choose(tab, Kind.REGION, base(0))
    assert listed(tab) == [("IncludeVmRegion", "stored", "yes")]  # asked twice, said once
    choose(tab, Kind.REGION, base(1))
    assert listed(tab) == [("IncludeVmRegion", "left out", "no")]
    tab.clear()
    assert listed(tab) == []


def test_memory_taken_from_a_stack_is_told_of_its_thread():
    thread = Thread(7, stack=(PAGE, 2 * PAGE))
    item = Item(7, 0, "t", "t", thread)
    inside, outside = (TracedCall("RemoveMemory", "", "", at, 0) for at in (PAGE + 8, 2 * PAGE))
    assert calls_about(Trace((inside, outside), 0), Kind.THREAD, item) == [inside]


def test_all_callbacks_are_the_second_view_of_the_tab(qtbot, tab):
    show(tab, contents())
    tab.show_trace(Trace(CALLS, 7))
    assert tab.tree.isVisible()
    qtbot.mouseClick(tab.switch["callbacks"], Qt.MouseButton.LeftButton)
    assert tab.callbacks.list.isVisible()
    assert not tab.tree.isVisible()
    assert len(tab.callbacks.lines()) == len(CALLS)
    assert tab.callbacks.count.text() == "8 calls, and 7 more"
    qtbot.mouseClick(tab.switch["tree"], Qt.MouseButton.LeftButton)
    assert tab.tree.isVisible()


def test_each_group_has_headings_of_its_own(tab):
    show(tab, contents())
    headings = [
        [tab.tree.group(kind).text(column) for column in range(FIRST_PART, FIRST_PART + 6)]
        for kind in Kind
    ]
    assert headings == [
        ["Data", "Code", "Build", "Misc", "TLS", "Ref"],
        ["Data", "Code", "Stack", "Regs", "Info", ""],
        [""] * 6,
    ]
    legend = tab.about.legend
    assert "Modules — Data: Its global" in legend.text()
    assert "Threads — Data: Its thread-local data" in legend.text()
    assert legend.isVisible()
    view = tab.tree.tree
    view.setCurrentItem(tab.tree.group(Kind.THREAD))
    assert "Regs: Its registers" in legend.text()
    assert "Misc" not in legend.text()
    assert view.tooltip_of(tab.tree.group(Kind.THREAD), FIRST_PART + 3).startswith("Regs: ")
    view.setCurrentItem(tab.tree.group(Kind.REGION))
    assert legend.text() == ""
    choose(tab, Kind.MODULE, MODULE)
    assert not legend.isVisible()
    view.setCurrentItem(tab.tree.leaf(Kind.MODULE, MODULE), FIRST_PART + 4)
    assert "TLS: Its thread-local data (ModuleWriteTlsData)" in tab.about.why.whole_text()
    header = view.headerItem()
    assert header.data(FIRST_PART + 2, Qt.ItemDataRole.AccessibleTextRole) == "CV record / stack"


def test_what_is_left_out_is_struck_through_and_what_nobody_asked_for_is_not(qtbot, tab):
    of = contents()
    show(tab, of, (base(0), 2 * PAGE), out=(MODULE,))

    def struck(kind, key):
        return tab.tree.leaf(kind, key).font(0).strikeOut()

    assert struck(Kind.MODULE, MODULE)
    assert not struck(Kind.MODULE, 2 * MODULE)
    assert not struck(Kind.REGION, base(1))  # the flags do not ask for it
    click(qtbot, tab.tree, tab.tree.leaf(Kind.REGION, base(0)))
    assert struck(Kind.REGION, base(0))
    click(qtbot, tab.tree, tab.tree.leaf(Kind.REGION, base(0)))
    assert not struck(Kind.REGION, base(0))


def test_only_what_was_changed_is_shown_if_that_is_wanted(qtbot, tab):
    show(tab, contents(modules=5))
    chosen = tab.tree.leaf(Kind.MODULE, 3 * MODULE)
    click(qtbot, tab.tree, chosen)
    qtbot.mouseClick(tab.tree.only_changed, Qt.MouseButton.LeftButton)
    seen = [leaf for kind in Kind for leaf in tab.tree.leaves(kind) if not leaf.isHidden()]
    assert seen == [chosen]
    assert tab.tree.group(Kind.MODULE).text(0) == "Modules (1 of 5 found)"
    qtbot.mouseClick(tab.tree.only_changed, Qt.MouseButton.LeftButton)
    assert not any(leaf.isHidden() for leaf in tab.tree.leaves(Kind.MODULE))


def test_full_memory_shows_stacks_as_in_and_no_click_takes_them_out(qtbot, tab):
    of = contents()
    show(tab, of, flags=FULL, out=(101,))
    stack = FIRST_PART + 2
    inside, outside = (tab.tree.leaf(Kind.THREAD, key) for key in (100, 101))
    assert (inside.checkState(stack), outside.checkState(stack)) == (CHECKED, UNCHECKED)
    asked = []
    tab.tree.filter_changed.connect(lambda: asked.append(True))
    inside.setCheckState(stack, UNCHECKED)
    assert inside.checkState(stack) == CHECKED
    assert not tab.tree.choice
    assert not asked
    choose(tab, Kind.THREAD, 100)
    assert "Full memory holds its code and data" in tab.about.why.whole_text()


def test_names_keep_their_width_where_there_is_little_room(qtbot, tab):
    view = tab.tree.tree
    show(tab, contents())
    for width, shows_why in ((520, False), (620, False), (860, True)):
        tab.resize(width, 500)
        assert view.isColumnHidden(WHY) is not shows_why
        assert view.columnWidth(0) >= 128
        qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0, timeout=5000)
    choose(tab, Kind.MODULE, MODULE)
    assert "always" in tab.about.why.whole_text()  # where the column is not, this is


def test_what_is_said_of_a_row_stands_beside_the_tree_where_the_window_is_wide(tab):
    assert tab.split.orientation() is Qt.Orientation.Vertical
    tab.resize(1030, 430)
    assert tab.split.orientation() is Qt.Orientation.Horizontal


def test_calls_change_under_the_model_tester(qapp):
    dice, calls = random.Random(3), DetailTable(CALL_COLUMNS, str)
    QAbstractItemModelTester(calls, QAbstractItemModelTester.FailureReportingMode.Fatal, calls)
    for _ in range(50):
        kind = dice.choice(list(Kind))
        calls.show(call_rows(kind, dice.sample(CALLS, dice.randint(0, len(CALLS)))))
        assert all(calls.index(row, 0).data() for row in range(calls.rowCount()))


def test_a_notice_stands_in_the_place_of_all(tab):
    tab.show_notice()
    assert tab.currentWidget().text() == "nothing yet"
    show(tab, Contents("x", dict.fromkeys(Kind, ())))
    assert tab.tree.isVisible()
