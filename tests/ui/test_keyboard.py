"""The whole main job with the keyboard alone: find, choose, leave out, dump, look, close."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.core.inspection.dump_snapshot import snapshot_of
from app.core.minidump.reader import MinidumpFile
from app.ui.models.contents import Kind

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def tab_to(widget):
    """Press Tab until *widget* has the focus."""
    for _ in range(100):
        if QApplication.focusWidget() is widget:
            return
        press(KEY.Key_Tab)
    raise AssertionError(f"the Tab key does not come to {widget}")


def test_the_whole_job_without_a_mouse(qtbot, window, use, program, dumps):
    pid = program().pid
    pane = window.pane

    # Find the process.
    press(KEY.Key_F, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), f"pid = {pid}")
    qtbot.waitUntil(lambda: window.processes.table.matching == 1)
    press(KEY.Key_Down)
    assert QApplication.focusWidget() is window.processes.list
    with qtbot.waitSignal(pane.estimated, check_params_cb=lambda: pane.process.pid == pid):
        press(KEY.Key_Home)
    pane.tree.settle()

    # Choose the next preset; tick a flag.
    press(KEY.Key_1, CONTROL)
    tab_to(pane.choice.plan.table)
    before = pane.flags.flags
    press(KEY.Key_Down)
    assert pane.flags.flags != before
    press(KEY.Key_2, CONTROL)
    row, box = next(iter(pane.flags_panel.boxes.boxes.items()))
    tab_to(box)
    use.next_estimate(lambda: press(KEY.Key_Space))
    assert bool(pane.flags.flags & row) is box.isChecked()

    # Leave a module out, by its name.
    press(KEY.Key_3, CONTROL)
    tab_to(pane.tree.filter)
    QTest.keyClicks(pane.tree.filter, "*_ctypes*")
    modules = pane.tree.leaves(Kind.MODULE)
    qtbot.waitUntil(lambda: sum(not module.isHidden() for module in modules) == 1)
    tab_to(pane.tree.tree)
    press(KEY.Key_Home)
    press(KEY.Key_Down)
    use.next_estimate(lambda: press(KEY.Key_Space))
    (left_out,) = pane.request().filter.modules
    assert "_ctypes" in left_out.name

    # Dump, and open what came of it.
    with qtbot.waitSignal(pane.finished):
        press(KEY.Key_D, CONTROL | SHIFT)
    (name,) = dumps()
    press(KEY.Key_J, CONTROL)
    assert QApplication.focusWidget() is window.results.view
    press(KEY.Key_Return)
    (page,) = window.pages.pages
    qtbot.waitUntil(page.tabs.isVisible)
    assert name in page.windowTitle()
    qtbot.waitUntil(page.isActiveWindow)
    press(KEY.Key_Tab, CONTROL)
    assert page.tabs.currentIndex() == 1
    press(KEY.Key_W, CONTROL)
    qtbot.waitUntil(lambda: window.pages.pages == [])

    with MinidumpFile.open(pane.folder / name) as dump:
        assert not any("_ctypes" in module.name for module in snapshot_of(dump).modules)


def test_menus_open_by_their_keys(qtbot, window):
    for action in window.menuBar().actions():
        letter = action.text().partition("&")[2][0].upper()
        press(getattr(KEY, f"Key_{letter}"), ALT)
        menu = action.menu()
        qtbot.waitUntil(menu.isVisible)
        press_in(menu, KEY.Key_Down)
        assert menu.activeAction() is not None
        press_in(menu, KEY.Key_Escape)
        qtbot.waitUntil(lambda menu=menu: not menu.isVisible())
        press_in(window.menuBar(), KEY.Key_Escape)


def press_in(widget, key):
    QTest.keyClick(widget, key)
