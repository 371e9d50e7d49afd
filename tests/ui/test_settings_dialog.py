"""Settings in the window: they apply at once, are kept, and can all be taken back."""

import json
import threading
import time

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from app.core.errors import InvalidRequestError
from app.core.storage.locked import PATIENCE, locked
from app.core.storage.settings import Settings, change_settings, load_settings
from app.ui import preferences as preferences_module
from app.ui.appearance import apply_theme
from app.ui.application import make_window
from app.ui.dialogs.settings_dialog import SettingsDialog
from app.ui.models.detail_columns import COLUMNS, Part
from app.ui.models.detail_rows import ABOUT
from app.ui.models.detail_table import DetailTable
from app.ui.preferences import Preferences
from app.ui.views.details.detail_list import DetailList

from .conftest import LONG


@pytest.fixture
def preferences(tmp_path):
    return Preferences(tmp_path / "settings.json")


@pytest.fixture
def dialog(qtbot, preferences):
    dialog = SettingsDialog(preferences)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def idle_window(qtbot, tmp_path, preferences):
    """The window with nothing at work."""
    ini = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    window = make_window(ini, preferences)
    qtbot.addWidget(window)
    window.show()
    return window


def choose(box, value):
    index = box.findData(value)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_what_is_chosen_is_in_the_file_soon(qtbot, dialog, preferences, tmp_path):
    choose(dialog.refresh, 5.0)
    choose(dialog.language, "ja")
    dialog.keep_history.click()
    dialog.mask_environment.click()
    dialog.folder.setText(str(tmp_path))
    dialog.folder.editingFinished.emit()
    assert preferences.settle(LONG / 1000)
    assert json.loads((tmp_path / "settings.json").read_text()) == {
        "refresh_seconds": 5.0,
        "language": "ja",
        "keep_history": False,
        "mask_environment": False,
        "folder": str(tmp_path),
    }


def test_the_name_has_a_live_example(qtbot, dialog, preferences):
    dialog.template.setFocus()
    dialog.template.selectAll()
    qtbot.keyClicks(dialog.template, "{name}-{pid}")
    assert "firefox-4711.dmp" in dialog.example.text()
    assert preferences.settings.name_template == "{name}-{pid}"


def test_a_wrong_name_is_explained_and_not_kept(qtbot, dialog, preferences):
    before = preferences.settings
    dialog.template.setText("{nam")
    dialog.template.textEdited.emit("{nam")
    assert "example" not in dialog.example.text()
    assert preferences.settings == before
    dialog.template.editingFinished.emit()
    assert dialog.template.text() == before.name_template


def test_a_wrong_folder_is_explained(dialog, preferences):
    dialog.folder.setText("not/whole")
    dialog.folder.editingFinished.emit()
    assert "full path" in dialog.message.text()
    assert preferences.settings == Settings()


def test_dbghelp_says_why_it_is_not_for_this_system(dialog):
    assert not dialog.dbghelp.isEnabled()
    assert "Windows" in dialog.dbghelp.accessibleDescription()
    assert dialog.dbghelp_note.isVisible()


def test_everything_can_be_taken_back(dialog, preferences, tmp_path):
    preferences.change(theme="light", name_template="{pid}", keep_history=False)
    dialog.reset.click()
    assert preferences.settings == Settings()
    assert preferences.settle(LONG / 1000)
    assert json.loads((tmp_path / "settings.json").read_text()) == {}
    assert dialog.template.text() == Settings().name_template
    assert dialog.theme.currentData() == "system"


def test_a_file_that_others_keep_locked_holds_nobody_up(qtbot, dialog, preferences, tmp_path):
    """What is chosen holds; that it does not last is told, when that is known."""
    before = threading.active_count()
    with locked(tmp_path / "settings.json"):
        began = time.monotonic()
        with qtbot.waitSignal(preferences.not_saved, timeout=LONG):
            choose(dialog.theme, "light")
            choose(dialog.refresh, 5.0)
            took = time.monotonic() - began
            assert preferences.settings.theme == "light"
            assert threading.active_count() == before + 1
        assert took < PATIENCE
        assert "locked" in dialog.message.text()
    assert (preferences.settings.theme, preferences.settings.refresh_seconds) == ("light", 5.0)


def test_what_was_chosen_later_is_not_taken_back_by_what_is_written_earlier(
    qtbot, dialog, preferences, tmp_path, monkeypatch
):
    seen, go_on = [], threading.Event()

    def slowly(*arguments):
        assert go_on.wait(LONG / 1000)
        return change_settings(*arguments)

    preferences.changed.connect(lambda settings: seen.append(settings.theme))
    monkeypatch.setattr(preferences_module, "change_settings", slowly)
    choose(dialog.theme, "light")
    choose(dialog.theme, "dark")
    # Another window changes something else meanwhile, of which we learn in the end.
    change_settings({"refresh_seconds": 10.0}, tmp_path / "settings.json")
    go_on.set()
    qtbot.waitUntil(lambda: preferences.settings.refresh_seconds == 10.0)
    assert seen[:2] == ["light", "dark"]
    assert set(seen[2:]) == {"dark"}
    assert load_settings(tmp_path / "settings.json")[0].theme == "dark"


def test_what_is_refused_when_it_is_written_does_not_hold(qtbot, dialog, preferences, monkeypatch):
    def refuse(*_):
        raise InvalidRequestError("There is no such thing.", "Choose one that is there.")

    monkeypatch.setattr(preferences_module, "change_settings", refuse)
    with qtbot.waitSignal(preferences.not_saved, timeout=LONG):
        choose(dialog.theme, "light")
    assert preferences.settings == Settings()
    assert dialog.theme.currentData() == "system"
    assert "no such thing" in dialog.message.text()


def test_the_window_follows_the_settings_and_they_follow_it(idle_window, preferences, tmp_path):
    window = idle_window
    preferences.change(folder=str(tmp_path / "there"), refresh_seconds=10.0)
    assert window.pane.folder == tmp_path / "there"
    assert window.processes.interval.text().startswith("10")
    window.pane.dump_bar.folder.setText(str(tmp_path / "elsewhere"))
    window.pane.dump_bar.folder.editingFinished.emit()
    assert preferences.settings.folder == str(tmp_path / "elsewhere")
    window.processes.bar.interval_chosen.emit(2.0)
    assert preferences.settings.refresh_seconds == 2.0


def test_the_window_can_lie_as_on_the_first_start(qtbot, idle_window):
    window = idle_window
    first = window._halves.sizes()
    window.resize(900, 600)
    window._halves.setSizes([10, 1000])
    window.processes.tree.setChecked(True)
    window.processes.list.show_column("user", shown=False)
    window.processes.background.setChecked(True)
    details, tabs = window.details, window.pane.tabs
    details.tabs.setCurrentIndex(3)
    header = details.modules.list.horizontalHeader()
    header.moveSection(0, 2)
    details.modules.list.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    tabs.setCurrentIndex(2)
    dialog = window.menus.open_settings()
    dialog.reset_window.click()
    assert not window.processes.tree.isChecked()
    assert not window.processes.background.isChecked()
    assert details.tabs.currentIndex() == 0
    assert [header.visualIndex(section) for section in range(3)] == [0, 1, 2]
    assert header.sortIndicatorSection() == 0
    assert tabs.currentIndex() == 0
    # The frame is known now, and on a small screen the window a little larger for it.
    now = window._halves.sizes()
    assert abs(now[0] / sum(now) - first[0] / sum(first)) < 0.01
    assert "first start" in dialog.message.text()


def test_columns_of_the_details_stand_as_they_were_left(qtbot, tmp_path, idle_window):
    def settings():
        return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)

    columns = DetailList(DetailTable(COLUMNS[Part.MODULES], ABOUT[Part.MODULES]), "Modules")
    qtbot.addWidget(columns)
    columns.show()
    columns.horizontalHeader().moveSection(0, 1)
    columns.horizontalHeader().resizeSection(0, 123)
    columns.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    idle_window.details.modules.list.columns.restore(columns.columns.state())
    idle_window.close()

    second = make_window(settings(), idle_window.preferences)
    qtbot.addWidget(second)
    header = second.details.modules.list.horizontalHeader()
    assert header.visualIndex(0) == 1
    assert second.details.modules.list.columns.state() == columns.columns.state()
    assert "[[0, 123]]" in columns.columns.state()
    assert header.sortIndicatorSection() == 1
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_what_it_remembers_may_be_nonsense(qtbot, tmp_path, preferences):
    """A file that somebody wrote into does not keep the window from opening."""
    ini = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    keys = ["geometry", "halves", "tab", "details/tab", "extras/comment"]
    keys += ["details/columns/modules", "processes/tree", "processes/columns", "processes/sets"]
    for key in keys:
        ini.setValue(key, "nonsense")
    ini.sync()
    window = make_window(ini, preferences)
    qtbot.addWidget(window)
    window.show()
    assert window.details.tabs.currentIndex() == 0
    window.close()


def test_there_is_one_settings_dialog(idle_window):
    assert idle_window.menus.open_settings() is idle_window.menus.open_settings()


@pytest.fixture
def own_colours(qapp):
    yield
    apply_theme("system")


def test_a_theme_applies_to_windows_that_are_open(qtbot, idle_window, own_colours):
    pictures = set()
    for theme in ("light", "dark", "contrast"):
        apply_theme(theme)
        qtbot.wait(1)
        ground = idle_window.grab().toImage().pixelColor(3, idle_window.height() // 2)
        pictures.add(ground.name())
    assert len(pictures) == 3
    assert QApplication.instance().styleSheet() != ""
    apply_theme("system")
    assert QApplication.instance().styleSheet() == ""


def test_icons_follow_the_theme(qtbot, idle_window, own_colours):
    def darkness(button):
        image = button.icon().pixmap(16, 16).toImage()
        colours = [
            image.pixelColor(x, y).lightness()
            for x in range(16)
            for y in range(16)
            if image.pixelColor(x, y).alpha() > 200
        ]
        return sum(colours) / len(colours)

    apply_theme("light")
    qtbot.wait(1)
    light = darkness(idle_window.processes.refresh)
    apply_theme("dark")
    qtbot.wait(1)
    assert darkness(idle_window.processes.refresh) > light + 100


def test_the_menu_bar_has_everything_with_its_keys(idle_window):
    bar = idle_window.menuBar()
    texts = []
    for menu in (action.menu() for action in bar.actions()):
        texts += [action.text().replace("&", "") for action in menu.actions()]
    together = "\n".join(texts)
    for wanted in ("Open a dump", "Quit", "Settings", "Refresh now", "Dump", "User guide", "About"):
        assert wanted in together


def test_ctrl_comma_opens_the_settings(qtbot, idle_window):
    idle_window.activateWindow()
    qtbot.keyClick(idle_window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: idle_window.findChild(SettingsDialog) is not None)


def test_private_data_is_named_above_the_button_if_wanted(idle_window, preferences):
    pane = idle_window.pane
    assert pane.private.isVisible()
    assert pane.private.text() == ""  # no process is chosen

    def tick(flags):
        pane.flags.read(flags)
        pane.private.set_chosen(True)  # as if a process were

    tick("0x1000")
    assert "stacks" in pane.private.text()
    assert "handles" not in pane.private.text()
    tick("WithHandleData")
    assert "handles" in pane.private.text()
    tick("FilterMemory")
    assert "Hardly any private data" in pane.private.text()
    preferences.change(confirm_private=False)
    assert not pane.private.isVisible()


def test_values_of_the_environment_are_shown_at_once_if_wanted(idle_window, preferences):
    tab = idle_window.details.environment
    tab.clear()
    assert not tab.reveal.isChecked()
    preferences.change(mask_environment=False)
    tab.clear()
    assert tab.reveal.isChecked()
