"""All registers of a thread, or those of one of its frames; what leads somewhere is a link."""

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
from PySide6.QtWidgets import QLabel, QTreeView, QWidget

from ....core.minidump.contexts.registers import registers_of
from ....core.text import escaped
from ... import theme
from ...core_texts import quoted
from ...dressing import dress_rows, passing_menu
from ...layouts import in_column
from ...models.register_rows import POINTER, RegisterModel
from ..column_fit import ColumnFit

if TYPE_CHECKING:
    from ....core.capture.snapshot import Thread
    from ....core.inspection.page import DumpPage
    from ....core.inspection.stack_reading import ReadRegisters, Registers
    from ....core.inspection.stacks import Frame
    from ....core.minidump.contexts.registers import Register


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
        self._thread: Thread | None = None
        self._registers: tuple[Register, ...] = ()
        """Of the thread that is shown."""
        self._frame: ReadRegisters | None = None
        self._dress()
        self.tree.setModel(self.model)
        ColumnFit(self.tree)
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
        page, self._frame = self._page, None
        if page is None:
            return
        snapshot = page.snapshot
        self._thread = thread = next((t for t in snapshot.threads if t.id == thread_id), None)
        context = thread.context if thread is not None else b""
        exception = snapshot.exception
        crashed = exception is not None and exception.thread_id == thread_id
        if exception is not None and crashed and exception.context:
            context = exception.context
        self._registers = registers_of(context, snapshot.system.processor_architecture)
        self.model.show_registers(self._registers, page.places)
        if thread_id is None:
            self._say(self.tr("The registers of the chosen thread appear here."))
        elif not self._registers:
            self._say(self.tr("The dump does not tell the registers of this thread."))
        elif crashed:
            self._say(self.tr("Registers of thread {0}, at the exception").format(self._who()))
        else:
            self._say(self.tr("Registers of thread {0}").format(self._who()))

    def show_frame(self, question: ReadRegisters, frame: Frame) -> None:
        """Show those of a frame of the thread as soon as they are told; of the innermost, all."""
        if self._thread is None or question.thread != self._thread.id:
            return
        if not question.frame:
            self.show_thread(question.thread)
            return
        self._frame = question
        text = self.tr("Registers of thread {0}, as they were in frame {1}, {2}")
        name = escaped(frame.function) or f"{frame.address:#x}"
        self._say(text.format(self._who(), question.frame, name))

    def take(self, answer: Registers) -> None:
        """Show the registers of a frame, if it is still the one that is chosen."""
        if answer.asked == self._frame and self._page is not None:
            self.model.show_registers(self._registers, self._page.places, answer.known)

    def _who(self) -> str:
        thread = self._thread
        if thread is None:
            return ""
        return f"{thread.id} {quoted(escaped(thread.name))}" if thread.name else str(thread.id)

    def _say(self, text: str) -> None:
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
        in_column(self.caption, (self.tree, 1), on=self)

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
        menu = passing_menu(self)
        menu.addActions([self.copy, self.copy_all])
        menu.popup(self.tree.viewport().mapToGlobal(where))


class _Tree(QTreeView):
    """Tells of Enter, which platforms take for different things."""

    entered_by_key = Signal(object)
    """The index that Enter was pressed on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress_rows(self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Enter; copying is an action of whoever holds this."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered_by_key.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
