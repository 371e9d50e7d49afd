"""The whole job in the whole window: real processes, a real dumper, real files."""

import ctypes
import stat
import sys
import time
from pathlib import Path

import msgspec
import psutil
import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt, QTimer
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.core.dump.presets import BY_KEY, PRESETS
from app.core.dumper.messages import Done
from app.core.errors import AccessDeniedError, DumpCancelledError, OutputError
from app.core.inspection.verify import verify
from app.core.minidump.reader import MinidumpFile
from app.ui import theme
from app.ui.application import make_window
from app.ui.models.contents import Kind, Share

from .conftest import LONG

PTRACE_SEIZE = 0x4206
FULL = PRESETS.index(BY_KEY["windbg"])
PRIVATE = PRESETS.index(BY_KEY["private"])

USER = psutil.Process().username()


def module_row(window, part):
    """The row of the one module with *part* in its name, and its key."""
    items = window.pane.tree._contents.items[Kind.MODULE]
    (item,) = (item for item in items if part in item.name)
    return window.pane.tree.leaf(Kind.MODULE, item.key), item


def test_pick_a_process_leave_a_module_out_and_dump(qtbot, window, use, program, dumps, tmp_path):
    target = program()
    use.choose(target.pid)
    row, module = module_row(window, "_ctypes")
    window.pane.tree.tree.setCurrentItem(row)
    before = window.pane.request()

    def left_out(estimate):
        return estimate.costs[Kind.MODULE][module.key].share is Share.NONE

    # The space bar, as a user does it.
    use.next_estimate(lambda: qtbot.keyClick(window.pane.tree.tree, Qt.Key.Key_Space), left_out)
    done = use.dump(
        lambda: qtbot.keyClick(
            window,
            Qt.Key.Key_D,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    )

    assert not before.filter
    assert isinstance(done, Done)
    assert (done.verdict, verify(done.path).verdict) == ("good", "good")
    assert dumps() == [Path(done.path).name]
    assert Path(done.path).name.startswith(f"python_{target.pid}_support-minus-1_")
    assert stat.S_IMODE(Path(done.path).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "dumps").stat().st_mode) == 0o700
    with MinidumpFile.open(done.path) as file:
        names = [entry.name for entry in file.modules]
        assert file.process_id == target.pid
        assert len(file.threads) == 4
    assert module.name not in names
    assert any("libc" in name for name in names)
    result = window.results.current()
    assert window.results.dumps.state(result) == "Verified"
    assert result.path == done.path
    window.results.copy_path.trigger()
    assert QGuiApplication.clipboard().text() == done.path


def test_the_preview_is_the_size_of_the_file(window, use, start_target):
    target = start_target("threads")  # nothing in it moves
    use.choose(target.pid)
    estimate = use.next_estimate(lambda: window.pane.choice.plan.choose(PRIVATE))

    done = use.dump()

    assert done.file_size == pytest.approx(estimate.file_size, rel=0.02)
    assert window.pane.preview_bar.total.text() == theme.binary_size(estimate.file_size)
    assert "Fits" in window.pane.preview_bar.disk.text()


def test_a_tick_reaches_the_preview_without_a_new_look_at_the_process(
    window, use, program, record_property
):
    use.choose(program().pid)
    took, described = [], []
    window.preview.described.connect(described.append)
    for part in ("libc.so", "libm.so", "_ctypes"):
        row, module = module_row(window, part)

        def left_out(estimate, key=module.key):
            return estimate.costs[Kind.MODULE][key].share is Share.NONE

        started = time.perf_counter()
        use.next_estimate(lambda row=row: row.setCheckState(0, Qt.CheckState.Unchecked), left_out)
        took.append(1000 * (time.perf_counter() - started))
    record_property("tick_to_preview_ms", [round(value) for value in took])

    assert described == []
    assert len(window.pane.request().filter.modules) == 3


def test_thousands_of_regions_are_planned_as_they_were_described(
    window, use, start_process, record_property
):
    code = """
import mmap, sys
held = []
for number in range(3000):
    # Neighbours of different protection are not merged by the system.
    held.append(mmap.mmap(-1, 8192, prot=mmap.PROT_READ | (number % 2) * mmap.PROT_WRITE))
print("ready", flush=True)
sys.stdin.read()
"""
    use.choose(start_process(sys.executable, "-c", code).pid)
    assert len(window.pane.tree._contents.items[Kind.REGION]) >= 3000
    took, described = [], []
    window.preview.described.connect(described.append)
    for index in (PRIVATE, FULL, 0, PRIVATE):
        started = time.perf_counter()
        use.next_estimate(lambda index=index: window.pane.choice.plan.choose(index))
        took.append(1000 * (time.perf_counter() - started))
    record_property("tick_to_preview_3000_regions_ms", [round(value) for value in took])

    assert described == []
    assert len(window.pane.estimate.costs[Kind.REGION]) >= 3000


def test_what_was_decided_is_kept_for_each_process(window, use, program):
    first, second = program(), program()
    use.choose(first.pid)
    row, module = module_row(window, "_ctypes")
    row.setCheckState(0, Qt.CheckState.Unchecked)

    use.choose(second.pid)
    assert not window.pane.request().filter

    use.choose(first.pid)
    row, _ = module_row(window, "_ctypes")
    assert row.checkState(0) == Qt.CheckState.Unchecked
    assert [rule.base for rule in window.pane.request().filter.modules] == [module.key]


def test_title_and_button_tell_of_all_that_are_selected(qtbot, window, use, program):
    first, *others = (program().pid for _ in range(3))
    use.choose(first)
    table, rows = window.processes.table, window.processes.list
    qtbot.waitUntil(lambda: all(table.row_of(pid) >= 0 for pid in others))
    title, button = window.pane.header.title, window.pane.dump_bar.dump
    assert title.whole_text().endswith(f"  {first}  ·  {USER}")
    assert button.text() == "Dump"

    flag = QItemSelectionModel.SelectionFlag
    for pid, more in zip(others, ("and 1 more selected", "and 2 more selected"), strict=True):
        index = table.index(table.row_of(pid), 0)
        rows.selectionModel().select(index, flag.Select | flag.Rows)
        assert title.whole_text().endswith(f"  ·  {USER}  —  {more}")
    assert button.text() == "Dump 3 …"

    rows.selectionModel().select(rows.currentIndex(), flag.ClearAndSelect | flag.Rows)
    assert title.whole_text().endswith(f"  {first}  ·  {USER}")
    assert button.text() == "Dump"


def test_what_becomes_known_of_the_chosen_process_is_taken_in(window, use, program):
    use.choose(program().pid)
    known = msgspec.structs.replace(window.pane.process, name="renamed", user="somebody")

    window.processes.process_updated.emit(known)

    assert window.pane.header.title.whole_text().startswith("renamed")
    assert window.dumping._wish(window.pane.process).user == "somebody"


def test_looking_again_keeps_the_rows_and_what_was_decided(window, use, program):
    use.choose(program().pid)
    row, _ = module_row(window, "_ctypes")
    row.setCheckState(0, Qt.CheckState.Unchecked)

    use.next_estimate(window.pane.look_again)

    assert module_row(window, "_ctypes")[0] is row
    assert row.checkState(0) == Qt.CheckState.Unchecked
    assert row.text(2) == "left out by you"


def test_cancel_in_the_middle_leaves_no_file_and_a_running_process(
    qtbot, window, use, program, dumps, hold_dumps
):
    target = program(64 << 20)
    use.choose(target.pid)
    let_go = hold_dumps(window.dump_thread._client, "copy")
    window.processes.filter.setFocus()
    window.pane.choice.plan.choose(FULL)  # full memory
    phases = []

    def cancel(phase):
        phases.append(phase)
        if phase == "copy":
            qtbot.keyClick(window, Qt.Key.Key_Escape)

    window.dump_thread.phase_changed.connect(cancel)
    error = use.dump()

    assert isinstance(error, DumpCancelledError)
    assert "copy" in phases
    assert "verify" not in phases
    assert dumps() == []
    assert "no file" in window.card.message.text()
    assert window.processes.filter.hasFocus()
    assert window.pane.dump_bar.dump.isVisible()
    assert Path(f"/proc/{target.pid}/stat").read_text().rpartition(") ")[2][0] in "SR"
    window.dump_thread.phase_changed.disconnect(cancel)
    let_go()
    assert isinstance(use.dump(), Done)  # and it can be done again


def test_the_event_loop_turns_during_a_large_dump(window, use, program, record_property):
    use.choose(program(512 << 20).pid)
    window.pane.choice.plan.choose(FULL)
    turns, last, largest = 0, time.perf_counter(), 0.0

    def turn():
        nonlocal turns, last, largest
        now = time.perf_counter()
        largest, last, turns = max(largest, now - last), now, turns + 1

    timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(turn)
    timer.start()
    started = last = time.perf_counter()
    done = use.dump()
    timer.stop()
    seconds = time.perf_counter() - started
    record_property("event_loop_turns", turns)
    record_property("largest_gap_ms", round(1000 * largest, 1))
    record_property("dump_seconds", round(seconds, 2))

    assert done.file_size > 512 << 20
    assert turns > 5  # each phase alone would wake it up once


def test_a_process_that_another_tracer_holds_is_told_with_a_remedy(
    qtbot, window, use, program, dumps
):
    target = program()
    use.choose(target.pid)
    wish = window.dumping._wish(window.pane.process)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long] * 4
    assert libc.ptrace(PTRACE_SEIZE, target.pid, 0, 0) == 0

    # As one that waited in the queue: where it is known beforehand, nobody can ask for it.
    error = use.dump(lambda: window.dumping.write([wish]))

    assert isinstance(error, AccessDeniedError)
    said = window.card.message.text()
    assert error.cause in said
    assert error.remedy in said
    assert window.card.message.isVisible()
    assert dumps() == []
    line = window.results.dumps.entries[0]
    assert window.results.dumps.state(line) == "Not written"


def test_a_folder_that_cannot_be_made_is_told_in_place(qtbot, window, use, program, tmp_path):
    use.choose(program().pid)
    (tmp_path / "file").touch()
    window.pane.dump_bar.folder.setText(str(tmp_path / "file" / "folder"))

    def dump():
        window.pane.dump_bar.dump.click()
        qtbot.waitUntil(lambda: window.pane.asking.asks)
        window.pane.asking.yes.click()

    error = use.dump(dump)

    assert isinstance(error, OutputError)
    assert error.remedy in window.card.message.text()


def test_a_process_that_ends_leaves_nothing_to_dump(qtbot, window, use, program):
    target = program()
    use.choose(target.pid)

    target.stop()
    qtbot.waitUntil(lambda: not window.pane.dump_bar.dump.isEnabled(), timeout=LONG)

    assert "It has ended" in window.pane.dump_bar.dump.accessibleDescription()
    assert str(target.pid) in window.pane.header.title.whole_text()


def test_every_control_says_what_it_is(qtbot, window, use, program):
    QAccessible.setActive(True)
    use.choose(program().pid)
    use.dump()
    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
            continue
        if widget.focusProxy() is not None:  # as what plots are drawn on, once they are loaded
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")

    assert not nameless
    bar = window.pane.preview_bar.bar
    assert "module data" in bar.accessibleDescription()


def test_everything_can_be_reached_with_the_tab_key(qtbot, window, use, program):
    use.choose(program().pid)
    pane = window.pane
    reached = set()
    for number in range(pane.tabs.count()):
        pane.tabs.setCurrentIndex(number)
        window.processes.filter.setFocus()
        for _ in range(80):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            reached.add(window.focusWidget())

    wanted = {
        window.processes.list,
        pane.choice.plan.table,
        pane.flags_panel.hex,
        *pane.flags_panel.boxes.boxes.values(),
        pane.tree.filter,
        pane.tree.tree,
        pane.dump_bar.folder,
        pane.dump_bar.browse,
        pane.dump_bar.dump,
    }
    assert wanted <= reached


def test_the_window_stands_as_it_was_left(qtbot, tmp_path):
    def settings():
        return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    first = make_window(settings())
    qtbot.addWidget(first)
    first.resize(900, 777)
    first.show()
    first._halves.setSizes([420, 480])
    first.pane.tabs.setCurrentIndex(2)
    first.pane.dump_bar.folder.setText(str(tmp_path / "mine"))
    left = first._halves.sizes()
    first.close()
    second = make_window(settings())
    qtbot.addWidget(second)
    second.show()

    # The offscreen platform's screen is 800 by 800; a window is kept within its screen.
    # (Not pytest.approx: it asks numpy, which the first window may have been importing.)
    assert abs(second.height() - 777) <= 4
    pairs = zip(second._halves.sizes(), left, strict=True)
    assert all(abs(now - before) <= before // 10 for now, before in pairs)
    assert second.pane.tabs.currentIndex() == 2
    assert second.pane.folder == tmp_path / "mine"
    second.close()


def test_the_window_fits_a_small_screen(window):
    window.resize(1024, 700)

    assert (window.width(), window.height()) == (1024, 700)
    assert window.minimumSizeHint().width() <= 1024
    assert window.minimumSizeHint().height() <= 700


def test_closing_the_window_during_a_dump_leaves_no_file(
    qtbot, window, use, program, dumps, hold_dumps
):
    use.choose(program(64 << 20).pid)
    hold_dumps(window.dump_thread._client, "copy")
    window.pane.choice.plan.choose(FULL)

    with qtbot.waitSignal(
        window.dump_thread.phase_changed,
        timeout=LONG,
        check_params_cb=lambda phase: phase == "copy",
    ):
        window.pane.dump_bar.dump.click()
    assert not window.close()
    assert window.leaving.yes.hasFocus()
    qtbot.keyClick(window.leaving.yes, Qt.Key.Key_Return)

    assert not window.isVisible()
    # Closing waits for 0.6 s at most: on a busy machine the dumper cleans up when we are gone.
    qtbot.waitUntil(lambda: dumps() == [], timeout=LONG)
    assert window.dump_thread.wait(time.monotonic() + LONG / 1000)
    assert not window.dump_thread._thread.isRunning()


if sys.platform != "linux":
    pytest.skip("dumps processes of Linux", allow_module_level=True)
