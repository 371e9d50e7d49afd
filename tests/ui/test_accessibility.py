"""What a screen reader is told, through QAccessible, and where the Tab key goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QMenu,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from app.ui.dialogs.about_dialog import AboutDialog
from app.ui.dialogs.crash_dialog import CrashDialog
from app.ui.dialogs.guide_window import GuideWindow
from app.ui.dialogs.settings_dialog import SettingsDialog
from app.ui.preferences import Preferences
from app.ui.uncaught import Mishap
from app.ui.views.ask_line import AskLine
from app.ui.views.notice import Notice

PARTS_OF_QT = (QHeaderView, QLabel, QScrollBar, QSplitterHandle, QMenu, QTabBar)
"""They say their own text, or Qt names what is in them."""


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def controls(top):
    """All that can have the focus, but what Qt puts into its own widgets."""
    for widget in top.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(widget, PARTS_OF_QT):
            continue
        if widget.focusProxy() is not None or widget.objectName().startswith("qt_"):
            continue
        if any(isinstance(parent, QComboBox) for parent in above(widget)):
            continue
        yield widget


def above(widget):
    while (widget := widget.parentWidget()) is not None:
        yield widget


def nameless(top):
    return [
        f"{type(widget).__name__} in {[type(parent).__name__ for parent in above(widget)][:3]}"
        for widget in controls(top)
        if not name_of(widget).strip()
    ]


def test_every_control_of_the_window_has_a_name(window):
    for line in window.findChildren(AskLine):
        line.ask("Really?", "Yes", "No")
    for notice in window.findChildren(Notice):
        notice.say("alert", "Something is wrong.", "It can be mended.", "Mend it")
    assert len(list(controls(window))) > 60
    assert nameless(window) == []


def test_every_control_that_only_shows_an_icon_has_a_tooltip(window):
    bare = [
        name_of(button)
        for button in controls(window)
        if hasattr(button, "icon")
        and not button.icon().isNull()
        and not button.text()
        and not button.toolTip()
    ]
    assert bare == []


def test_every_flag_describes_itself(window):
    for row, box in window.pane.flags_panel.boxes.boxes.items():
        face = QAccessible.queryAccessibleInterface(box)
        assert len(face.text(QAccessible.Text.Description)) > 30, row
        assert face.role() == QAccessible.Role.CheckBox


@pytest.fixture
def dialogs(qtbot, tmp_path):
    preferences = Preferences(tmp_path / "settings.json")
    crash = CrashDialog()
    crash.show_mishap(Mishap("ValueError: x", "app/x.py:1 (y)", "Traceback", "Log."))
    made = [SettingsDialog(preferences), AboutDialog(), crash, GuideWindow()]
    for dialog in made:
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    return made


def test_every_control_of_the_dialogs_has_a_name(dialogs):
    for dialog in dialogs:
        assert list(controls(dialog)), dialog
        assert nameless(dialog) == [], dialog


def test_tab_reaches_every_control_and_comes_back(qtbot, window):
    """Nothing keeps the Tab key for itself, and nothing usable is passed over."""
    window.activateWindow()
    window.processes.filter.setFocus()
    seen = []
    for _ in range(200):
        widget = window.focusWidget()
        if widget in seen:
            break
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen[0] is window.focusWidget(), "the way round does not close"
    reachable = {
        widget
        for widget in controls(window)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    # The rounds through check boxes and lists of Qt go on with the arrow keys.
    passed = {widget for widget in reachable if widget not in seen}
    assert {name_of(widget) for widget in passed} == set()


def test_the_focus_goes_from_the_search_to_the_table_to_the_choice_to_the_dump(qtbot, window):
    window.activateWindow()
    window.processes.filter.setFocus()
    seen = []
    while (widget := window.focusWidget()) not in seen:
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    panel = window.pane.flags_panel
    order = [window.processes.filter, panel.preset, panel.hex, window.pane.dump_bar.folder]
    places = [seen.index(widget) for widget in order]
    assert places == sorted(places)


def test_tables_and_trees_are_left_with_the_tab_key(window):
    views = [
        view
        for view in window.findChildren(QAbstractScrollArea)
        if isinstance(view, QAbstractItemView) and view.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert views
    assert [name_of(view) for view in views if view.tabKeyNavigation()] == []
