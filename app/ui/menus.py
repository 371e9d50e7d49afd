"""The menu bar: everything the window can do, by name and with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QAction, QActionGroup, QDesktopServices, QKeySequence

from ..core.storage.settings import dbghelp_of
from .appearance import theme_names
from .dialogs.about_dialog import AboutDialog
from .dialogs.guide_window import GuideWindow
from .dialogs.settings_dialog import SettingsDialog
from .dressing import bring_forward, show_icon
from .settings import log_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog, QMenu, QToolButton

    from ..core.storage.settings import Settings
    from .main_window import MainWindow
    from .preferences import Preferences

_HEARD_ELSEWHERE: Final = "\t"
"""Between a text and keys that a shortcut of the window hears: the menu only shows them."""


class Menus(QObject):
    """Fills the menu bar of *window* and opens the dialogs."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        """Offer what *window* and *preferences* have."""
        super().__init__(window)
        self._window = window
        self._preferences = preferences
        self._dialogs: dict[type[QDialog], QDialog] = {}
        self._themes: dict[str, QAction] = {}
        bar = window.menuBar()
        self._fill_file(bar.addMenu(self.tr("&File")))
        self._fill_edit(bar.addMenu(self.tr("&Edit")))
        self._fill_view(bar.addMenu(self.tr("&View")))
        self._fill_dump(bar.addMenu(self.tr("&Dump")))
        self._fill_help(bar.addMenu(self.tr("&Help")))
        preferences.changed.connect(self._show)
        self._show(preferences.settings)

    def open_settings(self) -> SettingsDialog:
        """Show the settings."""
        dialog = self._open(SettingsDialog, self._make_settings)
        assert isinstance(dialog, SettingsDialog)  # noqa: S101 - what was just made
        return dialog

    def _make_settings(self) -> SettingsDialog:
        window = self._window
        dialog = SettingsDialog(self._preferences, window, spoken=window.language)
        dialog.window_reset_asked.connect(window.reset)
        dialog.restart_asked.connect(window.restart)
        window.queue.added.connect(dialog.hold_back)
        window.queue.emptied.connect(dialog.go_ahead)
        if window.queue.jobs:
            dialog.hold_back()
        return dialog

    # --------------------------------------------------------------------------- the menus

    def _fill_file(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("&Open a dump …"), window.pages.browse, "Ctrl+O", "folder")
        self._add(menu, self.tr("&Triage a folder …"), window.pages.browse_folder, icon="search")
        self._add(menu, self.tr("&Compare two dumps …"), window.pages.browse_two)
        self._add(menu, self.tr("Compare a dump with the &process …"), self._compare_with_process)
        menu.addSeparator()
        for text, slot, keys, icon in (
            (self.tr("Open a &recipe …"), window.recipes.ask_open, "Ctrl+R", "folder"),
            (self.tr("&Save as a recipe …"), window.recipes.ask_save, "Ctrl+S", "save"),
        ):
            self._add(menu, text, slot, icon=icon).setShortcut(QKeySequence(keys))
        menu.addSeparator()
        self._add(menu, self.tr("&Export the processes as CSV …"), window.processes.export.ask)
        menu.addSeparator()
        self._add(
            menu,
            self.tr("&Quit"),
            window.close,
            QKeySequence(QKeySequence.StandardKey.Quit).toString(),
        )

    def _fill_edit(self, menu: QMenu) -> None:
        window = self._window
        history = window.pane.history
        for action, icon, keys in (
            (history.createUndoAction(self, self.tr("&Undo")), "undo", ("Ctrl+Z",)),
            (history.createRedoAction(self, self.tr("&Redo")), "redo", ("Ctrl+Y", "Ctrl+Shift+Z")),
        ):
            action.setShortcuts([QKeySequence(key) for key in keys])
            show_icon(action, icon)
            menu.addAction(action)
        menu.addSeparator()
        self._add(
            menu, self.tr("&Find a process"), window.processes.find_process, "Ctrl+F", "search"
        )
        self._add(menu, self.tr("Find in the &tree"), window.pane.choice.find_in_tree)
        menu.addSeparator()
        settings = self._add(menu, self.tr("&Settings …"), self.open_settings, icon="gear")
        settings.setShortcut(QKeySequence("Ctrl+,"))
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)

    def _fill_view(self, menu: QMenu) -> None:
        processes = self._window.processes
        self._add(menu, self.tr("&Refresh now"), processes.refresh.click, "F5", "refresh")
        self._mirror(menu, self.tr("&Pause refreshing"), processes.pause)
        self._mirror(menu, self.tr("Children below their &parents"), processes.tree, "Ctrl+T")
        menu.addAction(processes.background)
        tabs = self._window.pane.tabs
        for number in range(tabs.count()):
            show = partial(self._window.pane.show_tab, number)
            self._add(menu, tabs.tabText(number), show, f"Ctrl+{number + 1}")
        menu.addSeparator()
        columns = processes.columns.menu()
        columns.menuAction().setText(self.tr("&Columns"))
        menu.addMenu(columns)
        menu.addSeparator()
        colours = menu.addMenu(self.tr("C&olours"))
        group = QActionGroup(colours)
        for key, name in theme_names(keys=True).items():
            action = QAction(name, group, checkable=True)
            action.triggered.connect(lambda _=False, key=key: self._preferences.change(theme=key))
            colours.addAction(action)
            self._themes[key] = action
        self._add(menu, self.tr("Reset the &window"), self._window.reset)

    def _fill_dump(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, self.tr("&Dump"), window.pane.dump_bar.press, "Ctrl+Shift+D", "dump")
        menu.addActions(window.pane.dump_bar.more.actions())
        menu.addSeparator()
        self._add(menu, self.tr("&All dumps"), window.card.toggle.click, "Ctrl+J")
        # The same in a row of buttons above the list of dumps.
        for action in (window.results.open, window.results.folder, window.results.copy_line):
            menu.addAction(action)

    def _fill_help(self, menu: QMenu) -> None:
        guide = self._add(menu, self.tr("&User guide"), self._open_guide, icon="help")
        guide.setShortcut(QKeySequence(Qt.Key.Key_F1))
        self._add(menu, self.tr("Open the &log folder"), self._open_log)
        menu.addSeparator()
        about = self._add(
            menu,
            self.tr("&About DumpDesk"),
            lambda: self._open(AboutDialog, self._about),
        )
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def _compare_with_process(self) -> None:
        process = self._window.pane.process
        if process is None:
            self._window.banner.tell(self.tr("Choose the process to compare a dump with first."))
        else:
            self._window.pages.browse_for_process(process.key)

    def _about(self) -> AboutDialog:
        chosen = dbghelp_of(self._preferences.settings)
        served = self._window.account.writer
        return AboutDialog(self._window, dbghelp=chosen, served=served)

    def _add(
        self,
        menu: QMenu,
        text: str,
        slot: Callable[[], object],
        keys: str = "",
        icon: str = "",
    ) -> QAction:
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        action = menu.addAction(f"{text}{_HEARD_ELSEWHERE}{shown}" if keys else text)
        action.triggered.connect(lambda _=False: slot())
        if icon:
            show_icon(action, icon)
        return action

    def _mirror(self, menu: QMenu, text: str, button: QToolButton, keys: str = "") -> None:
        """Offer a button that stays pressed, in the menu, too."""
        action = self._add(menu, text, button.click, keys)
        action.setCheckable(True)
        action.setChecked(button.isChecked())
        button.toggled.connect(action.setChecked)

    # ----------------------------------------------------------------------------- events

    def _show(self, settings: Settings) -> None:
        self._themes[settings.theme].setChecked(True)

    def _open(self, kind: type[QDialog], make: Callable[[], QDialog]) -> QDialog:
        """Show a dialog; the one that is open already, if there is one."""
        dialog = self._dialogs.get(kind)
        if dialog is None:
            dialog = self._dialogs[kind] = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.destroyed.connect(lambda: self._dialogs.pop(kind, None))
        bring_forward(dialog)
        return dialog

    def _open_guide(self) -> None:
        try:
            self._open(GuideWindow, lambda: GuideWindow(self._window))
        except FileNotFoundError as error:
            self._window.banner.tell(str(error))

    def _open_log(self) -> None:
        folder = log_path().parent
        self._window.errands.run(
            lambda: folder.mkdir(mode=0o700, parents=True, exist_ok=True),
            lambda _: _open_folder(str(folder)),
        )


def _open_folder(folder: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(folder))
