"""Saying what goes in, in the whole window: costs, parts, callbacks, undo, comments, presets."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.dump.flags import FLAGS
from app.core.dump.pause import PastPause, Pause
from app.core.dump.presets import DEFAULT, PRESETS
from app.core.dumper.messages import Done
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.reader import MinidumpFile
from app.ui import theme
from app.ui.dialogs.own_presets import OwnPresetsDialog
from app.ui.models.contents import Kind, Room, Share
from app.ui.models.module_scope import ModuleScope
from app.ui.models.time_text import pause_range
from app.ui.models.write_parts import PARTS
from app.ui.views.filter_rows import FIRST_PART

from .conftest import LONG, settle

CONTROL = Qt.KeyboardModifier.ControlModifier


def leaf(window, kind, part=""):
    leaves = window.pane.tree.leaves(kind)
    return next(row for row in leaves if part in row.item.name)


def column_of(kind, name):
    return FIRST_PART + next(i for i, p in enumerate(PARTS[kind]) if p.flag.name == name)


def click_cell(qtbot, tree, row, column):
    tree.scrollToItem(row)
    place = tree.visualRect(tree.indexFromItem(row, column))
    tree.horizontalScrollBar().setValue(0)
    place = tree.visualRect(tree.indexFromItem(row, column))
    position = place.center()
    position.setX(place.left() + 8)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=position)


def test_each_flag_says_what_it_costs_here(qtbot, window, use, start_target):
    pid = start_target("threads").pid
    estimate = use.choose(pid)
    boxes = window.pane.flags_panel.boxes
    qtbot.waitUntil(lambda: bool(boxes._costs), timeout=LONG)

    assert set(boxes._costs) == {row.name for row in FLAGS}
    cost = boxes._costs["MiniDumpWithHandleData"]
    cell = boxes._cells[T.MiniDumpWithHandleData]
    assert cost > 0
    assert cell.cost.text().startswith("+")
    assert "Adds" in cell.box.accessibleDescription()

    smaller = use.next_estimate(cell.box.click)
    assert estimate.file_size - smaller.file_size == cost


def test_each_plan_says_what_it_would_be_here(qtbot, window, use, start_target):
    estimate = use.choose(start_target("threads").pid)
    rows = window.pane.plan_rows

    def sizes():
        return [rows.index(row, 1).data() for row in range(rows.rowCount())]

    qtbot.waitUntil(lambda: "…" not in sizes())
    before = sizes()
    assert before[rows.chosen] == theme.binary_size(estimate.file_size)
    for row, preset in enumerate(PRESETS):
        if row != rows.chosen:
            told = use.next_estimate(lambda row=row: window.pane.choice.plan.choose(row))
            assert (told.request.flags, theme.binary_size(told.file_size)) == (
                preset.flags,
                before[row],
            )

    # Without a part, all of them are smaller: new figures come, dimmed until then.
    row = leaf(window, Kind.MODULE, "libc.so")
    use.next_estimate(lambda: window.pane.tree.decide([row], include=False))
    qtbot.waitUntil(lambda: not any(rows.is_stale(at) for at in range(rows.rowCount())))
    assert sizes()[0] != before[0]


def test_help_is_read_by_pointer_and_by_keyboard(qtbot, window):
    panel = window.pane.flags_panel
    box = panel.boxes.boxes[T.MiniDumpWithAvxXStateContext]
    box.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(box.hasFocus)
    assert panel.message.text() == box.accessibleDescription()
    assert "Cannot be had with: Triage" in panel.message.text()
    panel.hex.setFocus()
    assert "Point at a flag" in panel.message.text()


def test_a_part_of_a_module_is_left_out_by_a_click_and_comes_back(qtbot, window, use, program):
    before = use.choose(program().pid)
    tree = window.pane.tree.tree
    row = leaf(window, Kind.MODULE, "libc.so")
    column = column_of(Kind.MODULE, "ModuleWriteDataSeg")
    assert row.checkState(column) == Qt.CheckState.Checked

    after = use.next_estimate(lambda: click_cell(qtbot, tree, row, column))
    (rule,) = window.pane.request().filter.modules
    assert (rule.base, rule.include, rule.set_flags, rule.clear_flags) == (row.item.key, None, 0, 2)
    assert row.checkState(column) == Qt.CheckState.Unchecked
    assert row.text(2) == "parts chosen by you"
    assert after.file_size < before.file_size
    assert after.costs[Kind.MODULE][row.item.key].bytes < 1024  # code around instruction pointers
    assert window.pane.tree.group(Kind.MODULE).checkState(column) == (
        Qt.CheckState.PartiallyChecked
    )

    use.next_estimate(lambda: click_cell(qtbot, tree, row, column))
    assert row.checkState(column) == Qt.CheckState.Checked
    assert not window.pane.request().filter


def test_arrow_keys_and_space_reach_every_part(qtbot, window, use, program):
    use.choose(program().pid)
    tree = window.pane.tree.tree
    row = leaf(window, Kind.THREAD)
    window.pane.tree.group(Kind.THREAD).setExpanded(True)
    tree.setFocus()
    tree.setCurrentItem(row, 0)
    stack = column_of(Kind.THREAD, "ThreadWriteStack")
    for _ in range(stack - FIRST_PART + 1):
        QTest.keyClick(tree, Qt.Key.Key_Right)
    assert tree.currentColumn() == stack

    estimate = use.next_estimate(lambda: QTest.keyClick(tree, Qt.Key.Key_Space))
    assert estimate.write_flags[Kind.THREAD][row.item.key] & 2 == 0
    assert row.checkState(stack) == Qt.CheckState.Unchecked
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert tree.currentColumn() == stack - 1


def test_a_group_turns_a_part_of_all_its_rows(qtbot, window, use, program):
    use.choose(program().pid)
    group = window.pane.tree.group(Kind.MODULE)
    column = column_of(Kind.MODULE, "ModuleWriteCodeSegs")
    estimate = use.next_estimate(lambda: click_cell(qtbot, window.pane.tree.tree, group, column))
    assert group.checkState(column) == Qt.CheckState.Checked
    assert all(flags & 0x40 for flags in estimate.write_flags[Kind.MODULE].values())
    assert estimate.kinds["code"] > 1 << 20


def test_system_libraries_go_in_one_click(qtbot, window, use, program):
    use.choose(program().pid)
    scopes = window.pane.tree.scope_buttons.buttons
    libc = leaf(window, Kind.MODULE, "libc.so")
    button = scopes[ModuleScope.WITHOUT_SYSTEM]

    estimate = use.next_estimate(lambda: qtbot.mouseClick(button, Qt.MouseButton.LeftButton))
    assert estimate.costs[Kind.MODULE][libc.item.key].share is Share.NONE
    assert libc.checkState(0) == Qt.CheckState.Unchecked
    assert libc.text(2) == "left out by the filter"
    main = window.pane.tree._contents.items[Kind.MODULE][0]
    assert estimate.costs[Kind.MODULE][main.key].share is Share.ALL

    estimate = use.next_estimate(lambda: libc.setCheckState(0, Qt.CheckState.Checked))
    assert estimate.costs[Kind.MODULE][libc.item.key].share is Share.ALL
    use.next_estimate(scopes[ModuleScope.APPLICATION].click)
    assert not button.isChecked()


def test_undo_and_redo_take_flags_presets_and_tree_in_one_order(qtbot, window, use, program):
    use.choose(program().pid)
    pane, row = window.pane, leaf(window, Kind.MODULE, "libc.so")
    use.next_estimate(lambda: pane.choice.plan.choose(1))
    use.next_estimate(lambda: row.setCheckState(0, Qt.CheckState.Unchecked))
    use.next_estimate(lambda: pane.tree.set_scope(ModuleScope.WITHOUT_SYSTEM))
    use.next_estimate(lambda: pane.flags.tick(T.MiniDumpWithCodeSegs, True))
    final = pane.request()
    pane.tree.tree.setFocus()

    def undo():
        QTest.keyClick(pane.tree.tree, Qt.Key.Key_Z, CONTROL)

    use.next_estimate(undo)
    assert pane.flags.preset is PRESETS[1]
    assert not pane.flags.modified
    use.next_estimate(undo)
    assert not pane.tree.scope_buttons.buttons[ModuleScope.WITHOUT_SYSTEM].isChecked()
    use.next_estimate(undo)
    assert row.checkState(0) == Qt.CheckState.Checked
    use.next_estimate(undo)
    assert pane.flags.preset is DEFAULT
    assert not pane.history.canUndo()
    for _ in range(4):
        use.next_estimate(lambda: QTest.keyClick(pane.tree.tree, Qt.Key.Key_Y, CONTROL))
    assert pane.request() == final
    assert row.checkState(0) == Qt.CheckState.Unchecked


def test_the_callbacks_are_told_live_while_somebody_looks(window, use, program):
    use.choose(program().pid)
    choice, calls = window.pane.choice, window.pane.callbacks
    assert calls.lines() == []
    use.next_estimate(
        lambda: choice.tabs.setCurrentWidget(choice.contents),
        lambda estimate: estimate.trace is not None,
    )
    row = leaf(window, Kind.MODULE, "libc.so")
    line = f"IncludeModule {row.item.key:#x} libc.so.6"
    assert any(said.startswith(f"{line} → yes") for said in calls.lines())
    assert calls.lines()[0] == "IsProcessSnapshot → no"

    window.pane.tree.tree.setCurrentItem(row)
    about = choice.contents.about.calls
    assert about.index(0, 0).data() == "IncludeModule"
    assert "its record" in about.index(0, 1).data()

    use.next_estimate(lambda: row.setCheckState(0, Qt.CheckState.Unchecked))
    assert f"{line} → no" in calls.lines()
    assert about.index(0, 1).data() == "nothing of it goes in"
    assert any(said.startswith("RemoveMemory") for said in calls.lines())
    choice.tabs.setCurrentWidget(choice.plan)
    estimate = use.next_estimate(lambda: row.setCheckState(0, Qt.CheckState.Checked))
    assert estimate.trace is None


def test_comment_ticket_operator_and_files_get_into_the_dump(window, use, program, tmp_path):
    target = program()
    use.choose(target.pid)
    extras = window.pane.extras
    log = tmp_path / "app.log"
    log.write_bytes(b"log line\n" * 1000)
    extras.ticket.setText("SUP-7")
    extras.operator.setText("Ann")
    extras.set_comment("{name} hangs\nsince noon")
    estimate = use.next_estimate(
        lambda: extras.add_file(log), lambda told: len(told.request.user_streams) == 1
    )
    use.next_estimate(extras._on_rest, lambda told: "SUP-7" in told.request.comment)
    done = use.dump()

    assert isinstance(done, Done)
    assert estimate.file_size > 9000
    name = window.pane.process.name
    with MinidumpFile.open(done.path) as file:
        assert file.comments == (f"Ticket: SUP-7\nOperator: Ann\n{name} hangs\nsince noon",)
    content = Path(done.path).read_bytes()
    assert log.read_bytes() in content


def test_files_go_in_as_they_are_when_the_dump_is_written(window, use, program, tmp_path):
    use.choose(program().pid)
    extras = window.pane.extras
    window.pane.tabs.setCurrentWidget(extras)
    log = tmp_path / "app.log"
    log.write_bytes(b"early")
    use.next_estimate(lambda: extras.add_file(log))
    assert extras.files.list.item(0).text().startswith("0x10000  app.log  5 bytes  ·  changed ")

    log.write_bytes(b"early, and late")
    done = use.dump()
    with MinidumpFile.open(done.path) as file:
        assert bytes(file.stream(0x10000)) == b"early, and late"
    assert "15 bytes" in extras.files.list.item(0).text()

    log.unlink()
    done = use.dump()
    with MinidumpFile.open(done.path) as file:
        assert bytes(file.stream(0x10000)) == b"early, and late"
    assert "app.log: It cannot be read any more" in extras.message.text()
    assert extras.message.isVisible()

    log.write_bytes(b"back")
    use.next_estimate(extras.read_again)
    assert extras.message.text() == ""
    assert "4 bytes" in extras.files.list.item(0).text()


def test_mistakes_in_the_extras_are_told_in_place(window, tmp_path):
    extras = window.pane.extras
    extras.files.type.setText("42")
    extras.add_file(tmp_path / "missing")
    settle(window.errands)
    assert "not a stream type" in extras.message.text()
    extras.files.type.setText("0x10000")
    extras.add_file(tmp_path / "missing")
    settle(window.errands)
    assert "is not a file" in extras.message.text()
    extras.files.type.setText("many")
    extras.add_file(tmp_path / "missing")
    assert "number" in extras.message.text()
    extras.set_comment("{nonsense}")
    extras._on_rest()
    assert "nonsense" in extras.message.text()


def test_operator_and_comment_are_remembered_but_not_the_ticket(window):
    extras = window.pane.extras
    for field in (extras.ticket, extras.operator):
        field.setText("text")
    extras.set_comment("comment")
    window.pane.save(window._settings)
    for field in (extras.ticket, extras.operator):
        field.clear()
    extras.set_comment("")
    window.pane.restore(window._settings)
    assert extras.ticket.text() == ""
    assert (extras.operator.text(), extras.comment.toPlainText()) == ("text", "comment")


def test_figures_of_an_earlier_choice_are_dimmed_until_new_ones_come(window, use, program):
    use.choose(program().pid)
    bar = window.pane.preview_bar
    assert not bar.updating
    window.pane.flags.tick(T.MiniDumpWithCodeSegs, True)
    assert bar.updating
    assert bar.parts.whole_text() == "updating …"
    use.next_estimate(lambda: None)
    assert not bar.updating
    assert bar.parts.whole_text().startswith("pauses ")


def test_fat_and_the_pause_are_spoken_of(window, use, program):
    estimate = use.choose(program().pid)
    bar = window.pane.preview_bar
    large = estimate.__class__(
        **{name: getattr(estimate, name) for name in estimate.__slots__}
        | {"file_size": 5 << 30, "room": Room(1 << 40, (1 << 32) - 1, "vfat")}
    )
    bar.show_estimate(large, Pause(500.0, 1500.0, 3))
    assert "FAT32" in bar.disk.text()
    assert "4.0 GiB at most" in bar.disk.text()
    assert "pauses 0.5\N{EN DASH}1.5 s" in bar.parts.whole_text()
    assert "3 earlier dumps" in bar.parts.toolTip()

    window.pane.past = lambda: [PastPause(estimate.usual_pause_ms, 60.0)] * 3
    now = use.next_estimate(window.pane.look_again)
    high = round(180 + (2 + 180 / 4) * now.wait_ms)
    assert bar.parts.whole_text() == f"pauses {pause_range(Pause(20.0, high))}"


def test_own_presets_by_keyboard(qtbot, window):
    pane = window.pane
    plan = pane.choice.plan

    def rows():
        return [plan.rows.index(row, 0).data() for row in range(plan.rows.rowCount())]

    pane.flags.take(0x1004)
    save = next(a for a in plan.more.menu().findChildren(QAction) if "Save" in a.text())
    save.trigger()
    (dialog,) = pane.findChildren(OwnPresetsDialog)

    def editor_of_name():
        return dialog.list.findChild(type(pane.flags_panel.hex))

    def names():
        QApplication.processEvents()
        assert window.errands.settle(LONG / 1000)
        QApplication.processEvents()
        return [own.name for own in pane.flags.own.presets]

    qtbot.waitUntil(lambda: editor_of_name() is not None)
    editor = editor_of_name()
    editor.setText("Mine")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert names() == ["Mine"]
    assert rows() == [*(preset.name for preset in PRESETS), "Mine"]
    assert plan.rows.chosen == len(PRESETS)

    pane.flags.take(0x4)
    dialog.save_new()
    assert names() == ["Mine", "My preset"]
    second = dialog.list.currentItem()
    second.setText("Support default")
    assert names() == ["Mine", "My preset"]
    assert "already" in dialog.message.text()
    dialog.list.currentItem().setText("Other")
    assert names() == ["Mine", "Other"]
    dialog.move_by(-1)
    assert names() == ["Other", "Mine"]
    assert rows()[len(PRESETS) :] == ["Other", "Mine"]
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert names() == ["Mine"]
    pane.flags.tick(T.MiniDumpWithCodeSegs, True)
    dialog.close()


def test_every_tab_is_reached_by_its_number(window):
    tabs = window.pane.tabs
    for number in range(tabs.count()):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_1 + number), Qt.KeyboardModifier.ControlModifier)
        assert tabs.currentIndex() == number
        assert tabs.tabBar().hasFocus()


def test_a_flag_is_answered_without_a_new_look_at_the_process(
    window, use, start_process, record_property
):
    code = """
import mmap, sys
held = [mmap.mmap(-1, 8192, prot=1 | (n % 2) * mmap.PROT_WRITE) for n in range(3000)]
for one in held[1::2]:
    one[:] = bytes(8192)
print("ready", flush=True)
sys.stdin.read()
"""
    use.choose(start_process(sys.executable, "-c", code).pid)
    took, described = [], []
    window.preview.described.connect(described.append)
    for flag in (T.MiniDumpWithHandleData, T.MiniDumpWithCodeSegs) * 3:
        started = time.perf_counter()
        use.next_estimate(window.pane.flags_panel.boxes.boxes[flag].click)
        took.append(1000 * (time.perf_counter() - started))
    record_property("tick_to_preview_ms", [round(value) for value in took])
    assert described == []


def test_without_a_process_nothing_seems_to_be_on_its_way(window, use, program):
    pane = window.pane
    bar = pane.preview_bar

    def is_empty():
        return (
            not bar.total.isVisible()
            and bar.parts.whole_text().startswith("Choose a process to see")
            and not pane.private.text()
            and not pane.dump_bar.dump.isEnabled()
            and pane.dump_bar.dump.accessibleDescription() == "Choose a process first."
        )

    assert is_empty()
    pane.flags.take(0)
    assert is_empty()
    use.choose(program().pid)
    assert bar.total.isVisible()
    assert "Private data" in pane.private.text()
    pane.select(None)
    assert is_empty()
