"""The left half of the window, driven as a user does, over real processes."""

import os
import signal
import sys
from collections import Counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core import child
from app.core.processes.info import CanDump, SampleDelta, Verdict
from app.core.processes.query import QueryError, parse
from app.ui.models.process_columns import SECTIONS
from app.ui.views import scope_switch
from app.ui.views.process_view import ProcessView
from app.ui.workers.sampler import ProcessSampler

from .conftest import LONG, NEVER
from .test_process_table import ASCENDING, CPU, DESCENDING, FAMILY, NAME, PID, process

MARK = f"dumpdesk-test-target-{os.getpid()}"
"""An argument by which a target can be found among all processes of the machine."""


@pytest.fixture
def sampler(qtbot):
    sampler = ProcessSampler()
    yield sampler
    sampler.stop()


@pytest.fixture
def view(qtbot, sampler):
    """A view that nothing feeds but the test."""
    view = ProcessView(sampler)
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()  # where no window manager does it
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def live(qtbot, view, sampler):
    """A view over all processes of this machine."""
    sampler.set_interval(0.2)
    sampler.start()
    qtbot.waitUntil(lambda: view.table.row_of(os.getpid()) >= 0, timeout=LONG)
    return view


@pytest.fixture
def target(start_process):
    code = "import sys; print('ready', flush=True); sys.stdin.read()"
    return start_process(sys.executable, "-c", code, MARK)


def feed(view, count=200, **facts):
    view._sampler.sampled.emit(
        SampleDelta(added=tuple(process(p, **facts) for p in range(1, count + 1)))
    )


def selections(view):
    told = []
    view.process_selected.connect(lambda info: told.append(info and info.pid))
    return told


# --------------------------------------------------------------------------- real processes


def test_a_new_process_is_found_chosen_and_its_end_noticed(live, target, qtbot):
    told = selections(live)
    qtbot.waitUntil(lambda: live.table.row_of(target.pid) >= 0, timeout=LONG)
    QTest.keyClick(live, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert live.filter.hasFocus()
    QTest.keyClicks(live.filter, MARK)
    qtbot.waitUntil(lambda: live.table.rowCount() == 1, timeout=LONG)
    QTest.keyClick(live.filter, Qt.Key.Key_Down)
    assert live.list.hasFocus()
    assert told == [target.pid]
    assert live.selected().pid == target.pid
    chosen = live.selected().key
    with qtbot.waitSignal(live.activated) as activated:
        QTest.keyClick(live.list, Qt.Key.Key_Return)
    assert activated.args[0].pid == target.pid
    with qtbot.waitSignal(live.process_ended, timeout=LONG) as over:
        target.stop()
    assert told == [target.pid]
    assert over.args[0].key == live.selected().key == chosen
    assert live.selected().can_dump is CanDump.EXITING
    assert MARK in live.selected().cmdline  # what was known of it is kept


def test_the_chosen_process_has_details_and_a_verdict(live, target, qtbot):
    qtbot.waitUntil(lambda: live.select(target.pid))
    # Until it starts its program it has our own arguments.
    qtbot.waitUntil(lambda: MARK in live.selected().cmdline)
    info = live.selected()
    assert info.detailed
    assert info.ppid == os.getpid()


def test_paused_nothing_changes_until_refreshed(live, target, qtbot, sampler):
    qtbot.waitUntil(lambda: live.table.row_of(target.pid) >= 0, timeout=LONG)
    QTest.mouseClick(live.pause, Qt.MouseButton.LeftButton)
    assert sampler.paused
    assert "paused" in live._summary.text()
    # Commands are carried out in order: who has obeyed this one has obeyed the pause.
    sampler.want(["handles"])
    qtbot.waitUntil(lambda: live.table.process(os.getpid()).handles is not None)
    qtbot.waitUntil(lambda: live.pending == 0)
    target.stop()
    qtbot.wait(700)
    assert live.table.row_of(target.pid) >= 0
    QTest.mouseClick(live.refresh, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live.table.row_of(target.pid) < 0, timeout=LONG)


def test_a_sampler_that_dies_is_reported_and_can_be_started_again(live, qtbot, sampler):
    with qtbot.waitSignal(sampler.failed, timeout=LONG):
        os.kill(sampler.process_id(), signal.SIGKILL)
    notice = live._notice
    assert live._stack.currentWidget() is notice
    assert "unexpectedly" in notice._headline.text()
    assert notice._detail.text()
    QTest.mouseClick(notice._button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live.table.row_of(os.getpid()) >= 0, timeout=LONG)
    assert live._stack.currentWidget() is live.list


def test_a_sampler_that_cannot_be_started_is_reported(qtbot):
    sampler = ProcessSampler(command=["/nonexistent/sampler"])
    with qtbot.waitSignal(sampler.failed, timeout=LONG) as failed:
        sampler.start()
    cause, remedy = failed.args
    assert "cannot be started" in cause
    assert remedy


@pytest.mark.parametrize("code", ["print('rubbish' * 999999)", "raise SystemExit('no luck')"])
def test_a_sampler_that_talks_rubbish_is_reported(qtbot, code):
    sampler = ProcessSampler(command=[sys.executable, "-c", code])
    with qtbot.waitSignal(sampler.failed, timeout=LONG):
        sampler.start()
    sampler.stop()


def test_stopping_is_quick_and_silent(live, qtbot, sampler):
    pid = sampler.process_id()
    with qtbot.assertNotEmitted(sampler.failed, wait=300):
        sampler.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


# ------------------------------------------------------------------------ nothing gets lost


def test_selection_follows_its_process_through_refreshes(view, qtbot):
    feed(view)
    view.list.sortByColumn(CPU, DESCENDING)
    view.select(150)
    told, updated = selections(view), []
    view.process_updated.connect(lambda info: updated.append(info.cpu))
    for cpu in (10.0, 90.0, 0.0):
        changed = process(150, cpu=cpu), process(7, cpu=50.0)
        view._sampler.sampled.emit(SampleDelta(changed=changed, gone=(int(cpu) + 1,)))
        assert view.selected().pid == 150
        assert [i.row() for i in view.list.selectionModel().selectedRows()] == [
            view.table.row_of(150)
        ]
    assert told == []
    assert updated == [10.0, 90.0, 0.0]


def ends(view):
    told = []
    view.process_ended.connect(told.append)
    return told


def test_a_process_that_ended_stays_chosen_with_what_was_known(view, qtbot):
    feed(view)
    view.select(50)
    told, updated, over = selections(view), [], ends(view)
    view.process_updated.connect(updated.append)
    view._sampler.sampled.emit(SampleDelta(gone=(50,)))
    assert told == []
    assert over == updated == [view.selected()]
    assert (over[0].pid, over[0].memory, over[0].cpu) == (50, 4096 * 50, 0.0)
    assert over[0].can_dump is CanDump.EXITING
    assert over[0].verdict.reason
    assert over[0].verdict.remedy
    assert view.list.ended_at is not None
    assert view.all_selected() == []
    qtbot.waitUntil(lambda: view.table.row_of(50) < 0, timeout=LONG)
    assert not view.list.selectionModel().hasSelection()
    assert view.selected().pid == 50
    assert len(over) == 1
    view.select(51)
    assert told == [51]
    assert view.list.ended_at is None


def test_a_reused_pid_is_not_the_chosen_process(view, qtbot):
    feed(view)
    view.select(50)
    told, over = selections(view), ends(view)
    view._sampler.sampled.emit(SampleDelta(gone=(50,), added=(process(50, start_key=9999),)))
    assert told == []
    assert [info.start_key for info in over] == [50]
    assert not view.list.selectionModel().hasSelection()


def test_what_a_search_hides_stays_chosen_and_is_told_of(view, qtbot):
    feed(view)
    view.select(150)
    told, updated, over = selections(view), [], ends(view)
    view.process_updated.connect(lambda info: updated.append(info.cpu))
    view.filter.setText("p00007")
    assert not view.list.selectionModel().hasSelection()
    assert [info.pid for info in view.all_selected()] == [150]
    view._sampler.sampled.emit(SampleDelta(changed=(process(150, cpu=3.0),)))
    assert updated == [3.0]
    view.filter.clear()
    assert told == []
    assert view.selected().cpu == 3.0
    assert [i.row() for i in view.list.selectionModel().selectedRows()] == [view.table.row_of(150)]
    view.filter.setText("p00007")
    view._sampler.sampled.emit(SampleDelta(gone=(150,)))
    assert [info.pid for info in over] == [150]
    assert view.all_selected() == []


def test_a_sampler_that_begins_anew_ends_nobody(view):
    feed(view)
    view.select(50)
    told, over = selections(view), ends(view)
    view._sampler.started.emit()
    assert (told, over) == ([], [])
    feed(view)
    assert (told, over) == ([], [])
    assert view.list.currentIndex().row() == view.table.row_of(50)


def test_the_rows_in_view_stay_when_others_come_and_go(view, qtbot):
    feed(view)
    view.list.sortByColumn(NAME, ASCENDING)
    view.list.verticalScrollBar().setValue(100)
    top = view.table.info(view.list.rowAt(0)).pid
    came = tuple(process(pid, name=f"a{pid}") for pid in range(1000, 1050))
    view._sampler.sampled.emit(SampleDelta(added=came, gone=(1, 2, 3)))
    assert view.table.info(view.list.rowAt(0)).pid == top
    assert view.list.verticalScrollBar().value() == 100 + 50
    qtbot.waitUntil(lambda: view.table.row_of(3) < 0, timeout=LONG)  # marked for a moment
    assert view.table.info(view.list.rowAt(0)).pid == top
    assert view.list.verticalScrollBar().value() == 100 + 50 - 3


def test_scrolled_to_a_chosen_row_a_refresh_does_not_scroll_back(view, qtbot):
    feed(view)
    view.select(5)
    view.list.verticalScrollBar().setValue(100)
    view._sampler.sampled.emit(SampleDelta(changed=(process(5, cpu=1.0),), gone=(150,)))
    assert view.list.verticalScrollBar().value() == 100


def test_the_chosen_row_stays_whole_where_the_list_loses_height(view):
    feed(view)
    view.list.sortByColumn(NAME, ASCENDING)
    last = view.list.rowAt(view.list.viewport().height() - 1) - 1
    view.list.setCurrentIndex(view.table.index(last, 0))
    view.list._kept = None  # chosen by hand
    top = view.list.verticalScrollBar().value()
    view.resize(700, 200)
    place = view.list.visualRect(view.list.currentIndex())
    assert place.bottom() < view.list.viewport().height()
    assert view.list.verticalScrollBar().value() > top


def test_a_chosen_row_that_was_not_in_view_stays_out_of_it(view):
    feed(view)
    view.list.sortByColumn(NAME, ASCENDING)
    view.list.setCurrentIndex(view.table.index(3, 0))
    view.list._kept = None
    view.list.verticalScrollBar().setValue(100)
    view.resize(700, 200)
    assert view.list.verticalScrollBar().value() == 100


def test_rows_stay_under_a_moving_pointer(view, qtbot):
    feed(view)
    view.list.sortByColumn(CPU, DESCENDING)
    view.list._still.setInterval(NEVER)  # it moves on and on
    viewport = view.list.viewport()
    QTest.mouseMove(viewport, QPoint(50, 50))
    QTest.mouseMove(viewport, QPoint(52, 52))
    row = view.list.rowAt(52)
    pid = view.table.info(row).pid
    view._sampler.sampled.emit(SampleDelta(changed=(process(199, cpu=99.0),)))
    assert view.table.info(row).pid == pid
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(52, 52))
    assert view.selected().pid == pid
    assert view.table.row_of(199) != 0
    view.list._still.start(0)
    qtbot.waitUntil(lambda: view.table.row_of(199) == 0)


def test_the_sampler_is_told_what_is_in_view(view, qtbot):
    feed(view)
    view.list.verticalScrollBar().setValue(100)
    view.select(7)
    view.list.verticalScrollBar().setValue(100)
    qtbot.waitUntil(lambda: 105 in view._sampler._watch.pids, timeout=LONG)
    assert 7 in view._sampler._watch.pids
    assert len(view._sampler._watch.pids) < 40


# --------------------------------------------------------------------- more than one, and none


def lists(view):
    told = []
    view.processes_selected.connect(lambda infos: told.append([info.pid for info in infos]))
    return told


def click(view, pid, modifier=Qt.KeyboardModifier.NoModifier):
    place = view.list.visualRect(view.table.index(view.table.row_of(pid), PID)).center()
    QTest.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_several_processes_are_selected_and_the_last_clicked_is_the_one(view, qtbot):
    feed(view)
    told = lists(view)
    click(view, 3)
    click(view, 6, Qt.KeyboardModifier.ControlModifier)
    assert told == [[3], [3, 6]]
    assert view.selected().pid == 6
    view._sampler.sampled.emit(SampleDelta(changed=(process(3, cpu=7.0),)))
    assert told == [[3], [3, 6]], "a refresh is no selection"
    assert [(info.pid, info.cpu) for info in view.all_selected()] == [(3, 7.0), (6, 0.0)]
    view.list.sortByColumn(CPU, DESCENDING)
    view._sampler.sampled.emit(SampleDelta(changed=(process(6, cpu=9.0),)))
    view.table.hold_order(False)  # as when the pointer rests
    assert [info.pid for info in view.all_selected()] == [6, 3]
    click(view, 3)
    assert told[-1] == [3]


def test_of_several_selected_one_ends(view, qtbot):
    feed(view)
    click(view, 3)
    click(view, 6, Qt.KeyboardModifier.ControlModifier)
    told, single = lists(view), selections(view)
    view._sampler.sampled.emit(SampleDelta(gone=(3,)))
    assert told == [[6]]
    assert view.selected().pid == 6
    view._sampler.sampled.emit(SampleDelta(gone=(6,)))
    assert told == [[6], []]
    assert single == []
    assert view.selected().pid == 6


def test_a_selection_of_several_returns_when_the_filter_lets_it(view, qtbot):
    feed(view)
    click(view, 3)
    click(view, 6, Qt.KeyboardModifier.ControlModifier)
    told = lists(view)
    view.filter.setText("p00003")
    assert told == [[3]]
    view.filter.clear()
    assert told == [[3], [3, 6]]
    assert view.selected().pid == 6


def test_all_are_selected_by_keyboard(view, qtbot):
    feed(view, 20)
    view.list.setFocus()
    QTest.keyClick(view.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(view.all_selected()) == 20
    view.list.sortByColumn(PID, DESCENDING)
    view._sampler.sampled.emit(SampleDelta(gone=(4,), added=(process(30),)))
    assert sorted(info.pid for info in view.all_selected()) == [p for p in range(1, 21) if p != 4]


def test_a_struck_out_row_cannot_be_chosen_or_activated(view, qtbot):
    feed(view, 9)
    view._sampler.sampled.emit(SampleDelta(gone=(4,)))
    told = selections(view)
    click(view, 4)
    assert view.all_selected() == []
    assert told == []
    with qtbot.assertNotEmitted(view.activated):
        QTest.keyClick(view.list, Qt.Key.Key_Return)


# ----------------------------------------------------------------------------------------- tree


@pytest.fixture
def family(view):
    """A shell (2) with an editor (3) and a compiler (4) with an assembler (5); a database (6)."""
    view._sampler.sampled.emit(SampleDelta(added=FAMILY))
    QTest.mouseClick(view.tree, Qt.MouseButton.LeftButton)
    assert view.table.is_tree
    view.list.sortByColumn(NAME, ASCENDING)
    return view


def shown_pids(view):
    return [view.table.info(row).pid for row in range(view.table.rowCount())]


def arrow(view, pid):
    return view.list.arrow_rect(view.table.row_of(pid))


def test_a_branch_is_closed_and_opened_by_its_arrow(family, qtbot):
    viewport, left = family.list.viewport(), Qt.MouseButton.LeftButton
    click(family, 6)
    QTest.mouseClick(viewport, left, pos=arrow(family, 2).center())
    assert shown_pids(family) == [1, 6, 2]
    assert family.selected().pid == 6, "the arrow does not select"
    QTest.mouseClick(viewport, left, pos=arrow(family, 2).center())
    assert shown_pids(family) == [1, 6, 2, 4, 5, 3]
    assert arrow(family, 6).isEmpty()
    with qtbot.assertNotEmitted(family.activated):
        QTest.mouseDClick(viewport, left, pos=arrow(family, 2).center())


def test_a_tree_is_walked_by_keyboard(family):
    family.list.setFocus()
    family.select(5)
    walked = []
    for key in ("Left", "Left", "Left", "Left", "Right", "Right", "Right", "Left", "Left"):
        QTest.keyClick(family.list, getattr(Qt.Key, f"Key_{key}"))
        walked.append((family.selected().pid, len(shown_pids(family))))
    assert walked == [
        (4, 6), (4, 5), (2, 5), (2, 3), (2, 5), (4, 5), (4, 6), (4, 5), (2, 5),
    ]  # fmt: skip


def test_closing_a_branch_selects_its_parent_instead_of_what_it_hides(family):
    family.select(5)
    told = selections(family)
    family.list.toggle_branch(family.table.row_of(2))
    assert told[-1] == 2
    assert family.selected().pid == 2


def test_selecting_what_a_branch_hides_opens_it(family):
    family.list.toggle_branch(family.table.row_of(4))
    family.list.toggle_branch(family.table.row_of(2))
    assert family.select(5)
    assert shown_pids(family) == [1, 6, 2, 4, 5, 3]
    assert not family.select(77)


def test_selection_and_scroll_stay_in_a_tree(view, qtbot):
    feed(view, ppid=1)
    view.tree.setChecked(True)
    view.select(150)
    view.list.verticalScrollBar().setValue(100)
    top = view.table.info(view.list.rowAt(0)).pid
    for sample in range(3):
        came = tuple(process(pid, name=f"a{pid}") for pid in range(1000 + sample, 1010, 3))
        view._sampler.sampled.emit(SampleDelta(added=came, changed=(process(7, cpu=5.0),)))
        assert view.table.info(view.list.rowAt(0)).pid == top
        assert view.selected().pid == 150
    view.tree.setChecked(False)
    assert view.selected().pid == 150


def test_a_tree_of_all_processes_of_this_machine(live, target, qtbot):
    qtbot.waitUntil(lambda: live.table.row_of(target.pid) >= 0, timeout=LONG)
    live.tree.setChecked(True)
    parent, child = (live.table.row_of(pid) for pid in (os.getpid(), target.pid))
    assert live.table.place(child).depth == live.table.place(parent).depth + 1
    assert parent < child
    live.table.set_expanded(os.getpid(), False)
    assert live.table.row_of(target.pid) < 0
    row = live.table.row_of(os.getpid())
    assert live.table.shown(row).memory > live.table.info(row).memory
    target.stop()
    qtbot.waitUntil(lambda: live.table.process(target.pid) is None, timeout=LONG)


# ---------------------------------------------------------------------------------------- query


def test_a_query_is_answered_by_the_table(view):
    feed(view, 20)
    view.filter.setText("pid > 15 and user = alice")
    assert shown_pids(view) == [16, 17, 18, 19, 20]
    assert view._summary.text() == "5 found"


def test_a_mistake_is_underlined_and_explained_and_the_table_lives(view, qtbot):
    feed(view, 20)
    plain = view.filter.grab().toImage()
    view.filter.setText("pid > 15 and")
    assert shown_pids(view) == [16, 17, 18, 19, 20]
    view.filter.setText("pid > x")
    assert view.table.rowCount()
    assert view.message.isHidden(), "not while one types"
    qtbot.waitUntil(view.message.isVisible, timeout=LONG)
    assert "x" in view.message.text()
    assert view.filter.grab().toImage() != plain
    view.filter.setText("pid > 15")
    assert view.message.isHidden()


def test_the_mistake_is_what_is_underlined(view):
    """Two pictures of the same text differ only where the mistake is."""
    view.filter.setText("pid > x")
    assert isinstance(view.filter.query, QueryError)
    marked = view.filter.grab().toImage()
    right, view.filter.query = view.filter.query, parse("")
    view.filter._underline()
    clean = view.filter.grab().toImage()
    size = marked.size()
    columns = {
        x
        for x in range(size.width())
        for y in range(size.height())
        if marked.pixel(x, y) != clean.pixel(x, y)
    }
    assert columns
    text = view.filter.text()
    metrics, end = view.filter.fontMetrics(), view.filter.cursorRect().center().x()
    begin = end - metrics.horizontalAdvance(text[right.start :])
    assert begin - 3 <= min(columns)
    assert max(columns) <= end + 3


def test_what_could_come_next_is_offered_and_taken(view):
    feed(view, 20)
    view.filter.setFocus()
    QTest.keyClicks(view.filter, "us")
    offers = view.filter.offers
    assert offers.isVisible()
    QTest.keyClick(view.filter, Qt.Key.Key_Down)
    QTest.keyClick(view.filter, Qt.Key.Key_Return)
    assert view.filter.text() == "user "
    QTest.keyClicks(view.filter, "= a")
    QTest.keyClick(view.filter, Qt.Key.Key_Down)
    QTest.keyClick(view.filter, Qt.Key.Key_Tab)
    assert view.filter.text() == "user = alice "
    assert view.filter.hasFocus()
    assert view.table.rowCount() == 20
    QTest.keyClick(view.filter, Qt.Key.Key_Escape)
    assert not offers.isVisible()
    assert view.filter.text()
    QTest.keyClick(view.filter, Qt.Key.Key_Escape)
    assert view.filter.text() == ""


def test_a_complete_query_leaves_the_keys_to_the_list(view):
    feed(view, 20)
    view.filter.setFocus()
    QTest.keyClicks(view.filter, "pid > 5")
    assert not view.filter.offers.isVisible()
    QTest.keyClick(view.filter, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.filter, Qt.Key.Key_Escape)
    QTest.keyClick(view.filter, Qt.Key.Key_Down)
    assert view.list.hasFocus()
    view.filter.clear()
    view.filter.setFocus()
    QTest.keyClicks(view.filter, "memory > 5")
    assert not view.filter.offers.isVisible()
    QTest.keyClick(view.filter, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert view.filter.offers.isVisible()  # units, for whoever asks
    QTest.keyClicks(view.filter, " and na")
    assert view.filter.offers.isVisible()


def test_offers_are_clicked_and_go_with_the_focus(view):
    feed(view, 20)
    view.filter.setFocus()
    QTest.keyClicks(view.filter, "cp")
    offers = view.filter.offers
    place = offers.visualRect(offers.model().index(0, 0)).center()
    QTest.mouseClick(offers.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.filter.text() == "cpu "
    assert view.filter.hasFocus()
    QTest.keyClick(view.filter, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert offers.isVisible()
    view.interval.setFocus()
    assert not offers.isVisible()


def test_return_goes_on_to_what_was_found(view):
    feed(view, 20)
    view.filter.setFocus()
    QTest.keyClicks(view.filter, "p00007")
    QTest.keyClick(view.filter, Qt.Key.Key_Return)
    assert view.list.hasFocus()
    assert view.selected().pid == 7


@pytest.mark.parametrize(
    ("typed", "best"),
    [
        ("orderd", 3),  # in full, before the one that begins so and has the smaller pid
        ("order", 2),  # the beginning, before part of a name
        ("rder", 1),  # any part of a name, as the table has them
        ("alice", 6),  # a name before a user
        ("--serve", 5),  # a command line, if nothing else
        ("8", 8),  # a pid
        ("cpu >= 0", 1),  # of a query the first row
        ("web content", 7),
        ("nobody is called so", None),
    ],
)
def test_return_takes_the_best(view, typed, best):
    names = ("xorder", "orderd-worker", "orderd", "vim", "java", "alicectl", "Web Content", "p")
    view._sampler.sampled.emit(
        SampleDelta(
            added=tuple(
                process(
                    pid,
                    name=name,
                    exe=f"/usr/bin/{name}",
                    cmdline="java --serve orderd web content" if name == "java" else name,
                )
                for pid, name in enumerate(names, 1)
            )
        )
    )
    view.filter.setFocus()
    view.filter.setText(typed)
    QTest.keyClick(view.filter, Qt.Key.Key_Return)
    assert (view.selected() and view.selected().pid) == best
    assert view.list.hasFocus() == (best is not None)


# ---------------------------------------------------------------------------- mine, and all


@pytest.fixture
def mine(qtbot, monkeypatch):
    """A view of somebody without special rights: 3 processes of theirs, we among them, 5 in all."""
    monkeypatch.setattr(scope_switch, "is_administrator", lambda: False)
    view = ProcessView(ProcessSampler())
    qtbot.addWidget(view)
    view.resize(700, 300)
    view.show()
    qtbot.waitExposed(view)
    me = process(os.getpid(), user="me", name="dumpdesk")
    added = process(1, user="root"), process(2, user="me"), process(3, user="me"), process(4), me
    view._sampler.sampled.emit(SampleDelta(added=added))
    return view


def test_a_user_sees_their_own_processes_first(mine):
    assert mine.scope.shows_mine
    assert {info.user for info in map(mine.table.info, range(mine.table.rowCount()))} == {"me"}
    assert (mine.scope.mine.text(), mine.scope.all.text()) == ("Mine 3", "All 5")
    assert mine._summary.text() == ""
    QTest.mouseClick(mine.scope.all, Qt.MouseButton.LeftButton)
    assert mine.table.rowCount() == 5
    mine._sampler.sampled.emit(SampleDelta(gone=(4,), added=(process(7, user="me"),)))
    assert (mine.scope.mine.text(), mine.scope.all.text()) == ("Mine 4", "All 5")
    QTest.mouseClick(mine.scope.mine, Qt.MouseButton.LeftButton)
    assert mine.table.rowCount() == 4


def test_what_is_not_among_mine_is_looked_for_among_all(mine):
    mine.filter.setText("p00004")
    assert "your processes" in mine._notice._headline.text()
    QTest.mouseClick(mine._notice._button, Qt.MouseButton.LeftButton)
    assert not mine.scope.shows_mine
    assert mine.filter.text() == "p00004"
    assert mine.table.rowCount() == 1


def test_what_the_program_chooses_is_shown_whoever_owns_it(mine):
    assert mine.select(2)
    assert mine.scope.shows_mine
    assert mine.select(4)
    assert not mine.scope.shows_mine
    assert mine.selected().pid == 4


def test_nobody_is_shown_before_it_is_known_who_we_are(qtbot, monkeypatch):
    monkeypatch.setattr(scope_switch, "is_administrator", lambda: False)
    view = ProcessView(ProcessSampler())
    qtbot.addWidget(view)
    me = process(os.getpid(), user="", detailed=False)
    view._sampler.sampled.emit(SampleDelta(added=(process(4), me), pending=1))
    assert view.table.rowCount() == 0
    assert "Looking" in view._notice._headline.text()
    view._sampler.sampled.emit(SampleDelta(changed=(process(os.getpid(), user="me"),)))
    assert view.table.rowCount() == 1


def test_an_administrator_sees_all(qtbot, monkeypatch):
    monkeypatch.setattr(scope_switch, "is_administrator", lambda: True)
    view = ProcessView(ProcessSampler())
    qtbot.addWidget(view)
    assert not view.scope.shows_mine


def test_the_processes_of_this_user_are_found(live, qtbot):
    qtbot.waitUntil(live.scope.isVisible, timeout=LONG)
    me = live.table.process(os.getpid()).user
    QTest.mouseClick(live.scope.mine, Qt.MouseButton.LeftButton)
    assert {info.user for info in map(live.table.info, range(live.table.rowCount()))} == {me}


def test_facts_are_found_out_for_a_query(live, qtbot, sampler):
    live.filter.setText(f"handles > 0 and pid = {os.getpid()}")
    assert sampler._want.facts == ("handles",)
    qtbot.waitUntil(lambda: live.table.row_of(os.getpid()) >= 0, timeout=LONG)
    assert live.table.process(os.getpid()).private is None
    live.filter.clear()
    assert sampler._want.facts == ()


# ------------------------------------------------------------------------------- appearance


def test_every_state_says_what_it_is(view, qtbot):
    assert view._stack.currentWidget() is view._notice
    assert "Looking" in view._notice._headline.text()
    feed(view, 3)
    assert view._stack.currentWidget() is view.list
    assert view._summary.text() == "3 processes"
    view.filter.setText("p00002")
    assert view._summary.text() == "1 found"
    view.filter.setText("<b>no\nsuch")
    assert "<b>no" in view._notice._headline.text()
    QTest.mouseClick(view._notice._button, Qt.MouseButton.LeftButton)
    assert view.filter.text() == ""
    assert view._stack.currentWidget() is view.list


def test_escape_clears_the_filter(view, qtbot):
    feed(view, 3)
    view.filter.setFocus()
    QTest.keyClicks(view.filter, "zzz")
    QTest.keyClick(view.filter, Qt.Key.Key_Escape)
    assert view.filter.text() == ""


def test_the_interval_is_chosen_from_a_menu(view, sampler):
    for action in view.interval.menu().actions():
        action.trigger()
        assert sampler.interval == action.data()
        assert view.interval.text().startswith(view.locale().toString(action.data()))
    assert [a.isChecked() for a in view.interval.menu().actions()].count(True) == 1


def test_everything_that_takes_the_focus_has_a_name(view):
    feed(view, 3)
    QAccessible.setActive(True)
    for widget in view.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, widget


def test_the_whole_view_is_walked_by_tab(view, qtbot):
    feed(view, 3)
    view.activateWindow()
    view.filter.setFocus()
    seen = []
    for _ in range(8):
        seen.append(view.focusWidget())
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
    assert seen == [view.filter, *view.bar.buttons(), view.list]


# -------------------------------------------------------------------------- kernel and painting


def with_kernel(view):
    kernel = (process(p, verdict=Verdict(CanDump.KERNEL), name="kworker") for p in (2, 3))
    view._sampler.sampled.emit(SampleDelta(added=(process(10), *kernel)))


def test_threads_of_the_kernel_are_hidden_until_wanted_or_asked_for(view):
    with_kernel(view)
    assert shown_pids(view) == [10]
    assert view._summary.text() == "1 process"
    assert view._hidden.text() == "Show 2 hidden"
    view.filter.setText("kworker")
    assert shown_pids(view) == [2, 3]
    view.filter.clear()
    assert shown_pids(view) == [10]
    view._hidden.click()
    assert shown_pids(view) == [2, 3, 10]
    assert view._summary.text() == "3 processes"
    assert not view._hidden.isVisible()


def test_helpers_of_our_own_are_hidden_as_well(view):
    us = os.getpid()
    helper, sample = (" ".join(child.command(name)) for name in ("sampler", "sample"))
    told = (
        process(us, ppid=1),
        process(20, ppid=us, cmdline=helper),
        process(21, ppid=us, cmdline=sample),  # it is there to be dumped
        process(22, ppid=us, cmdline="/usr/bin/gdb"),
        process(23, ppid=1, cmdline=helper),  # somebody else's, or it says so
    )
    view._sampler.sampled.emit(SampleDelta(added=told))
    assert set(shown_pids(view)) == {us, 21, 22, 23}
    assert view.table.count_of("") == (0, 4)
    view.background.trigger()
    assert 20 in shown_pids(view)


def test_a_search_counts_what_it_found(view):
    with_kernel(view)
    view._sampler.sampled.emit(SampleDelta(added=(process(11, name="bash"),)))
    for words, found in (("bash", 1), ("kworker", 2), ("pid > 0", 4)):  # kernel threads, too
        view.filter.setText(words)
        assert view._summary.text() == f"{found} found"
        assert not view._hidden.isVisible()


@pytest.mark.parametrize("tree", [False, True])
def test_figures_of_hidden_threads_of_the_kernel_show_nothing(view, tree):
    view.tree.setChecked(tree)
    with_kernel(view)
    busy = process(2, verdict=Verdict(CanDump.KERNEL), name="kworker", cpu=50.0)
    view._sampler.sampled.emit(SampleDelta(changed=(busy, process(10, cpu=1.0))))
    assert shown_pids(view) == [10]
    assert view.table.shown(0).cpu == 1.0
    assert view.table.process(2).cpu == 50.0


def pixels(view, row, key):
    """Colours of a cell, as often as they occur."""
    index = view.table.index(row, SECTIONS[key])
    picture = view.list.viewport().grab(view.list.visualRect(index)).toImage()
    return Counter(
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    )


def test_rows_are_drawn_as_selected_struck_out_and_elided(view, qtbot):
    names = ("short", "x" * 5000, "short")
    infos = tuple(process(p, name=name) for p, name in enumerate(names, start=1))
    view._sampler.sampled.emit(SampleDelta(added=infos))
    view.list.sortByColumn(PID, Qt.SortOrder.AscendingOrder)
    palette = view.list.palette()
    ground = palette.color(QPalette.ColorRole.Base).name()
    plain = {key: pixels(view, 0, key) for key in ("name", "pid", "can_dump")}
    assert all(found.most_common(1)[0][0] == ground for found in plain.values())
    assert all(len(found) > 1 for found in plain.values())  # something is written there
    assert len(pixels(view, 1, "name")) > 1
    assert pixels(view, 0, "cpu") == pixels(view, 1, "cpu")  # a long name stays in its cell
    view.select(1)
    chosen = palette.color(QPalette.ColorRole.Highlight).name()
    assert pixels(view, 0, "memory").most_common(1)[0][0] == chosen
    view._sampler.sampled.emit(SampleDelta(gone=(3,)))
    assert pixels(view, 2, "can_dump")[ground] < plain["can_dump"][ground]  # a line through it


def test_a_row_read_from_the_right_is_mirrored(view):
    feed(view, 3)
    index = view.table.index(0, PID)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    cell = view.list.visualRect(index)
    picture = view.list.viewport().grab(cell).toImage()
    ground = picture.pixelColor(picture.width() // 2, 0)
    written = [
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != ground for y in range(picture.height()))
    ]
    assert max(written) < picture.width() // 2  # numbers stand on the left then


def in_view(view):
    row = view.list.visualRect(view.list.currentIndex())
    return view.list.viewport().rect().contains(row.center())


def test_what_the_program_chose_is_in_view_when_all_has_been_told(view):
    late = tuple(process(pid, name="a") for pid in range(1001, 1101))
    view._sampler.sampled.emit(
        SampleDelta(added=tuple(process(pid) for pid in range(1, 21)), pending=100)
    )
    assert view.select(5)
    assert in_view(view)
    view._sampler.sampled.emit(SampleDelta(added=late, pending=0))
    assert in_view(view)


def test_what_the_program_chose_stays_in_view_when_the_table_shrinks(view):
    feed(view)
    view.select(200)
    view.list.setFixedHeight(80)
    assert in_view(view)


def test_where_the_user_has_scrolled_to_the_table_stays(view):
    feed(view)
    view.select(200)
    bar = view.list.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderToMinimum)
    view._sampler.sampled.emit(SampleDelta(changed=(process(1, memory=1),), pending=0))
    view.list.setFixedHeight(80)
    assert bar.value() == 0
