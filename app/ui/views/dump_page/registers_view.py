"""All registers of one thread; what leads somewhere is followed like a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFontDatabase,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPalette,
)
from PySide6.QtWidgets import QHeaderView, QLabel, QMenu, QTreeView, QVBoxLayout, QWidget

from ....core.minidump.contexts.registers import registers_of
from ....core.text import escaped
from ... import theme
from ...models.register_rows import POINTER, RegisterModel

if TYPE_CHECKING:
    from ....core.inspection.page import DumpPage


class RegistersView(QWidget):
    """Shows the registers of a thread of a dump; of one that has crashed, those of its crash."""

    followed = Signal(object)
    """An address in a register that was clicked, or chosen with Enter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.model = RegisterModel(self)
        self.tree = _Tree()
        self.caption = QLabel()
        self.copy = QAction(self.tr("Copy the value"), self)
        self.copy_all = QAction(self.tr("Copy all registers"), self)
        self._page: DumpPage | None = None
        self._shown: int | None = None
        self._dress()
        self.tree.setModel(self.model)
        self.tree.clicked.connect(self._on_clicked)
        self.tree.entered_by_key.connect(self._follow)
        self.copy.triggered.connect(self._copy_value)
        self.copy_all.triggered.connect(self._copy_all)
        self.tree.customContextMenuRequested.connect(self._menu)

    def show_page(self, page: DumpPage) -> None:
        """Look into this dump; no thread is chosen yet."""
        self._page = page
        self.show_thread(None)

    def show_thread(self, thread_id: int | None) -> None:
        """Show the registers of a thread; None: of no thread."""
        page, self._shown = self._page, thread_id
        if page is None:
            return
        snapshot = page.snapshot
        thread = next((one for one in snapshot.threads if one.id == thread_id), None)
        context, name = (thread.context, thread.name) if thread is not None else (b"", "")
        exception = snapshot.exception
        crashed = exception is not None and exception.thread_id == thread_id
        if exception is not None and crashed and exception.context:
            context = exception.context
        registers = registers_of(context, snapshot.system.processor_architecture)
        self.model.show_registers(registers, page.places)
        self._say(thread_id, name, crashed=crashed, known=bool(registers))
        self._fit()

    def _say(self, thread_id: int | None, name: str, *, crashed: bool, known: bool) -> None:
        if thread_id is None:
            text = self.tr("The registers of the chosen thread appear here.")
        elif not known:
            text = self.tr("The dump does not tell the registers of this thread.")
        else:
            told = (
                self.tr("Registers of thread {0}, at the exception")
                if crashed
                else self.tr("Registers of thread {0}")
            )
            who = f"{thread_id} “{escaped(name)}”" if name else str(thread_id)
            text = told.format(who)
        self.caption.setText(text)
        self.tree.setAccessibleDescription(text)

    def _dress(self) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF())
        self.model.fixed_font = fixed
        half = theme.GRID // 2
        self.caption.setContentsMargins(
            theme.GRID, theme.GRID + half, theme.GRID, theme.GRID + half
        )
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.caption.setWordWrap(True)
        self.caption.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.tree.setAccessibleName(self.tr("Registers"))
        self.copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.tree.addAction(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.caption)
        layout.addWidget(self.tree, 1)

    def _fit(self) -> None:
        """Give names and values the room they need; a vector is cut before it pushes others."""
        em = self.tree.fontMetrics().horizontalAdvance("0")
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.tree.setColumnWidth(0, 20 * em)
        self.tree.setColumnWidth(1, 20 * em)

    # ------------------------------------------------------------------------------ events

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == 1:
            self._follow(index)

    def _follow(self, index: QModelIndex | QPersistentModelIndex) -> None:
        address = index.data(POINTER)
        if address is not None:
            self.followed.emit(address)

    def _copy_value(self) -> None:
        index = self.tree.currentIndex().siblingAtColumn(1)
        if text := index.data():
            QGuiApplication.clipboard().setText(text)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.caption.text()}\n{self.model.text()}")

    def _menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([self.copy, self.copy_all])
        menu.popup(self.tree.viewport().mapToGlobal(where))


class _Tree(QTreeView):
    """Tells of Enter, which platforms take for different things."""

    entered_by_key = Signal(object)
    """The index that Enter was pressed on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Enter; copying is an action of whoever holds this."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_by_key.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
