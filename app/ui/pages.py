"""Windows about dumps, opened from the list, a file dialog, by dropping a file, or by folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QMainWindow
from shiboken6 import isValid

from ..core.dump.recipe import SUFFIX
from .dressing import bring_forward
from .views.compare_window import CompareWindow
from .views.dump_page.page import DumpPageWindow
from .views.triage_window import TriageWindow
from .window_state import LastFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData

    from ..core.process_key import ProcessKey
    from .window_state import Remembers

_TWO: Final = 2
_AT_ONCE: Final = 10
"""Windows that are opened for the dumps of one file."""
_RECIPES: Final = frozenset({SUFFIX, ".json"})


class DumpPages(QObject):
    """Opens a window for each dump, once, and takes dumps that are dropped on the main window."""

    def __init__(self, window: QMainWindow, folder: Callable[[], Path], state: Remembers) -> None:
        """Belong to *window*; *folder* is where a file dialog begins until *state* knows better."""
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._state = state
        self._last = LastFolder(state, "dump")
        self.pages: list[DumpPageWindow] = []
        self.folders: list[TriageWindow] = []
        self.comparisons: list[CompareWindow] = []
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), window).activated.connect(
            self.browse
        )

    def open(self, path: str) -> DumpPageWindow:
        """Show the window about the dump at *path*."""
        page = next((page for page in self.pages if page.path == path), None)
        if page is None:
            page = DumpPageWindow(path, state=self._state)
            self.pages.append(page)
            page.destroyed.connect(lambda: self._forget(path))
            page.unpacked.connect(self._open_all)
        bring_forward(page)
        return page

    def _open_all(self, paths: tuple[str, ...]) -> None:
        for path in paths[:_AT_ONCE]:
            self.open(path)

    def browse(self) -> None:
        """Let the user choose a dump."""
        if paths := self._ask(QFileDialog.getOpenFileName, self.tr("Open a dump")):
            self.open(paths[0])

    def _ask(self, dialog: Callable[..., tuple[Any, str]], title: str) -> list[str]:
        """Ask with *dialog* for dumps, beginning where the last ones were; give their paths."""
        folder = str(self._last.path(self._folder()))
        chosen, _ = dialog(self._window, title, folder, self._kinds())
        paths = [chosen] if isinstance(chosen, str) else list(chosen)
        if any(paths):
            self._last.take(Path(paths[0]).parent)
        return [path for path in paths if path]

    def browse_folder(self) -> None:
        """Let the user choose a folder of dumps."""
        folder = str(self._last.path(self._folder()))
        title = self.tr("Triage a folder")
        path = QFileDialog.getExistingDirectory(self._window, title, folder)
        if path:
            self._last.take(Path(path))
            self.triage(path)

    def triage(self, folder: str) -> TriageWindow:
        """Show what happened in the dumps of *folder*."""
        window = next((window for window in self.folders if window.folder == folder), None)
        if window is None:
            window = TriageWindow(folder)
            self.folders.append(window)
            window.destroyed.connect(lambda: self._forget_folder(folder))
            window.open_asked.connect(self.open)
            window.compare_asked.connect(self.compare)
        bring_forward(window)
        return window

    def browse_two(self) -> None:
        """Let the user choose two dumps to compare."""
        title = self.tr("Choose two dumps to compare")
        self.compare_files(self._ask(QFileDialog.getOpenFileNames, title))

    def compare_files(self, paths: list[str]) -> None:
        """Compare the two dumps in *paths*, the older file first; of one, ask for the other."""
        if len(paths) == 1:
            title = self.tr("Compare {0} with").format(Path(paths[0]).name)
            more, _ = QFileDialog.getOpenFileName(
                self._window, title, str(Path(paths[0]).parent), self._kinds()
            )
            paths = [*paths, more] if more else []
        if len(paths) >= _TWO:
            self.compare(*paths[:_TWO])

    def browse_for_process(self, key: ProcessKey) -> None:
        """Let the user choose a dump to compare with a process as it is now."""
        title = self.tr("Choose a dump to compare with the process")
        if paths := self._ask(QFileDialog.getOpenFileName, title):
            self.compare(paths[0], key)

    def compare(self, before: str, after: str | ProcessKey) -> CompareWindow:
        """Show what differs between a dump and another one, or a process as it is now."""
        window = CompareWindow(before, after)
        self.comparisons.append(window)
        window.destroyed.connect(self._forget_comparisons)
        window.show()
        return window

    def close_all(self) -> None:
        """Close all windows about dumps."""
        for window in (*self.pages, *self.folders, *self.comparisons):
            window.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped, if it is a dump."""
        if isinstance(event, QDragEnterEvent) and _dumps(event.mimeData()):
            take_copy(event)
            return True
        if type(event) is QDropEvent and (paths := _dumps(event.mimeData())):
            take_copy(event)
            for path in paths:
                self.open(path)
            return True
        return super().eventFilter(watched, event)

    def _kinds(self) -> str:
        return self.tr(
            "Minidumps (*.dmp *.mdmp *.hdmp *.core upload_file_minidump*);;All files (*)"
        )

    def _forget_comparisons(self) -> None:
        self.comparisons = [window for window in self.comparisons if isValid(window)]

    def _forget_folder(self, folder: str) -> None:
        self.folders = [window for window in self.folders if window.folder != folder]

    def _forget(self, path: str) -> None:
        self.pages = [page for page in self.pages if page.path != path]


def is_dump(path: str) -> bool:
    """Whether a file may be a dump, by its name: whatever is no recipe. Its window says if not."""
    return bool(path) and Path(path).suffix.lower() not in _RECIPES


def take_copy(event: QDropEvent) -> None:
    """Accept what is dropped as a copy: whoever moves files would delete them after a move."""
    can_copy = bool(event.possibleActions() & Qt.DropAction.CopyAction)
    event.setDropAction(Qt.DropAction.CopyAction if can_copy else Qt.DropAction.IgnoreAction)
    event.setAccepted(can_copy)


def _dumps(dropped: QMimeData) -> list[str]:
    paths = [str(Path(url.toLocalFile())) for url in dropped.urls() if url.isLocalFile()]
    return [path for path in paths if is_dump(path)]
