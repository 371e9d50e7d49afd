"""What a screen reader is told, through QAccessible, and where the Tab key goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QDialog,
    QHeaderView,
    QLabel,
    QMenu,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
    QWidgetAction,
)

from app.ui import theme
from app.ui.dialogs.about_dialog import AboutDialog
from app.ui.dialogs.crash_dialog import CrashDialog
from app.ui.dialogs.guide_window import GuideWindow
from app.ui.dialogs.own_presets import OwnPresetsDialog
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
        if any(isinstance(parent, QComboBox | QTabBar) for parent in above(widget)):
            continue
        yield widget


def above(widget):
    while (widget := widget.parentWidget()) is not None:
        yield widget


def nameless(top):
    return [whereabouts(widget) for widget in controls(top) if not name_of(widget).strip()]


def whereabouts(widget):
    return f"{type(widget).__name__} in {[type(parent).__name__ for parent in above(widget)][:3]}"


def undescribed(top):
    """What does not say all there is to say by its name, and says nothing else."""
    return [
        f"{name_of(widget)!r}: {whereabouts(widget)}"
        for widget in controls(top)
        if not (isinstance(widget, QAbstractButton) and widget.text())
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)
    ]


@pytest.fixture
def tops(qtbot, window, use, program):
    """Every window and dialog there is, with something to show in each."""
    use.choose(program().pid)
    page = window.pages.open(use.dump().path)
    qtbot.waitUntil(page.tabs.isVisible)
    crash = CrashDialog(window)
    crash.show_mishap(Mishap("ValueError: x", "app/x.py:1 (y)", "Traceback", "Log."))
    presets = OwnPresetsDialog(window.pane.flags, window.pane.flags.own, window.errands, window)
    presets.save_new()
    qtbot.waitUntil(lambda: presets.list.count() == 1)
    tops = {
        "settings": window.menus.open_settings(),
        "about": AboutDialog(window),
        "guide": GuideWindow(window),
        "recipe": window.recipes.make_dialog(),
        "presets": presets,
        "crash": crash,
        "page": page,
    }
    for line in window.findChildren(AskLine):
        line.ask("Really?", "Yes", "No")
    for notice in (*window.findChildren(Notice), *page.findChildren(Notice)):
        notice.say("alert", "Something is wrong.", "It can be mended.", "Mend it")
    return {"window": window, **tops}


def test_every_control_has_a_name_and_says_what_it_is_for(tops):
    assert len(list(controls(tops["window"]))) > 60
    assert {name: nameless(top) for name, top in tops.items() if nameless(top)} == {}
    assert {name: undescribed(top) for name, top in tops.items() if undescribed(top)} == {}


def marked_up(top):
    """What of a screen reader's texts is markup, for all that there is, controls or not."""
    kinds = QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Help
    found = []
    for widget in (top, *top.findChildren(QWidget)):
        interface = QAccessible.queryAccessibleInterface(widget)
        texts = {kind.name: interface.text(kind) for kind in kinds} if interface else {}
        texts |= {"tooltip": widget.toolTip(), "status": widget.statusTip()}
        found += [(whereabouts(widget), *one) for one in texts.items() if is_markup(one[1])]
    for action in top.findChildren(QAction):
        if is_markup(action.toolTip()):
            found.append((action.text(), "tooltip", action.toolTip()))
    return found


def is_markup(text):
    return GuiQt.mightBeRichText(text) or "&lt;" in text or "<br" in text


def test_what_a_screen_reader_is_told_is_plain_text(tops):
    assert sum(len(top.findChildren(QWidget)) for top in tops.values()) > 500
    assert {name: marked_up(top) for name, top in tops.items() if marked_up(top)} == {}


def test_tooltips_of_cells_are_plain_text(window, qtbot):
    views = [view for view in window.findChildren(QAbstractItemView) if view.model() is not None]
    told = [
        text
        for view in views
        for row in range(min(view.model().rowCount(), 20))
        for column in range(view.model().columnCount())
        for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole)
        if (text := view.model().index(row, column).data(role))
    ]
    assert [text for text in told if is_markup(text)] == []


@pytest.mark.parametrize("text", ["<b>x</b>", "&lt;b>", "<?xml", "a < b > c", "x\n<br>y", "<!--"])
def test_a_tooltip_shows_whatever_it_is_and_nothing_else(text):
    tip = theme.tooltip(text)
    assert not GuiQt.mightBeRichText(tip)
    assert tip.replace("\u200b", "") == text


def test_a_long_tooltip_has_lines_that_can_be_read():
    for text, most in (("word " * 60, 72), ("見出し" * 60, 36)):
        lines = theme.tooltip(text).split("\n")
        assert max(map(len, lines)) <= most
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_every_control_that_only_shows_an_icon_has_a_tooltip(tops):
    bare = [
        name_of(button)
        for top in tops.values()
        for button in controls(top)
        if isinstance(button, QAbstractButton)
        and not button.icon().isNull()
        and not button.text()
        and not button.toolTip()
    ]
    assert bare == []


def test_a_dialog_is_gone_round_with_the_tab_key_and_left_with_escape(qtbot, tops):
    for name, dialog in tops.items():
        if not isinstance(dialog, QDialog):
            continue
        dialog.show()
        dialog.activateWindow()
        first = next(widget for widget in controls(dialog) if reachable(widget))
        first.setFocus()
        seen = gone_round(qtbot, dialog)
        passed = {w for w in controls(dialog) if reachable(w)}.difference(seen)
        assert not passed, (name, [whereabouts(widget) for widget in passed])
        with qtbot.waitSignal(dialog.finished):
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def reachable(widget):
    return (
        widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    )


def gone_round(qtbot, top):
    """What the Tab key comes by until it is where it began."""
    seen = [top.focusWidget()]
    for _ in range(300):
        qtbot.keyClick(top.focusWidget(), Qt.Key.Key_Tab)
        if top.focusWidget() is seen[0]:
            return seen
        seen.append(top.focusWidget())  # the guide more than once: it goes from link to link
    raise AssertionError("the way round does not close")


def test_what_is_read_out_of_controls_is_plain_text(tops):
    told = {
        f"{name_of(widget)}: {text}"
        for top in tops.values()
        for widget in top.findChildren(QWidget)
        if (interface := QAccessible.queryAccessibleInterface(widget)) is not None
        for text in map(interface.text, (QAccessible.Text.Name, QAccessible.Text.Description))
        if "<qt>" in text or "<br>" in text
    }
    assert told == set()


def test_every_tab_of_a_dump_is_gone_round_with_the_tab_key(qtbot, tops):
    page = tops["page"]
    page.activateWindow()
    for index in range(page.tabs.count()):
        page.tabs.setCurrentIndex(index)
        page.tabs.tabBar().setFocus()
        seen = gone_round(qtbot, page)
        passed = {w for w in controls(page) if reachable(w)}.difference(seen)
        assert not passed, [whereabouts(widget) for widget in passed]


def test_every_menu_can_be_opened_and_read(tops):
    """Each menu has a key of its own, each of its lines a text, and no two the same key."""
    bar = tops["window"].menuBar()
    keys = [key_of(action.text()) for action in bar.actions()]
    assert all(keys)
    assert len(set(keys)) == len(keys)
    menus = [action.menu() for action in bar.actions()]
    while menus:
        menu = menus.pop()
        lines = [action for action in menu.actions() if action.isVisible()]
        menus += [action.menu() for action in lines if action.menu() is not None]
        assert all(action.text().strip() or named(action) for action in lines)


def key_of(text):
    return text.replace("&&", "").partition("&")[2][:1].casefold()


def named(action):
    """Whether it is a line between others, or a widget that has a name."""
    if isinstance(action, QWidgetAction):
        return bool(name_of(action.defaultWidget()) or nameless(action.defaultWidget()) == [])
    return action.isSeparator()


def test_every_flag_describes_itself(window):
    for row, box in window.pane.flags_panel.boxes.boxes.items():
        face = QAccessible.queryAccessibleInterface(box)
        assert len(face.text(QAccessible.Text.Description)) > 30, row
        assert face.role() == QAccessible.Role.CheckBox


def test_tab_reaches_every_control_and_comes_back(qtbot, window):
    """Nothing keeps the Tab key for itself, and nothing usable is passed over."""
    window.activateWindow()
    for index in range(window.pane.tabs.count()):
        window.pane.tabs.setCurrentIndex(index)
        window.processes.filter.setFocus()
        seen = gone_round(qtbot, window)
        # The rounds through check boxes and lists of Qt go on with the arrow keys.
        passed = {name_of(widget) for widget in controls(window) if reachable(widget)}
        assert passed - {name_of(widget) for widget in seen} == set()


def test_the_focus_goes_from_the_search_to_the_table_to_the_choice_to_the_dump(qtbot, window):
    window.activateWindow()
    window.processes.filter.setFocus()
    seen = []
    while (widget := window.focusWidget()) not in seen:
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    bar = window.pane.tabs.tabBar()
    table = window.pane.choice.plan.table
    order = [window.processes.filter, bar, table, window.pane.dump_bar.folder]
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
