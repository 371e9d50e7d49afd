"""The window about one dump."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QTabWidget,
    QWidget,
)

from ....core.inspection.reading import ExportCore, ReadPage, ReadStream, UnpackDumps
from ....core.text import escaped
from ... import theme
from ...core_texts import error_text
from ...layouts import in_column
from ...models.dump_leads import Kind
from ...models.dump_rows import DumpPart, counts, make_rows
from ...workers.dump_reader import DumpReader
from ..passing_note import PassingNote
from ..side_window import SideWindow
from ..slices import Slices
from ..stacks.stacks_view import StacksView
from .memory_tab import MemoryTab
from .modules_tab import ModulesTab
from .page_bar import PageBar
from .part_table import PartTable
from .registers_view import RegistersView
from .streams_tab import StreamsTab
from .summary_tab import SummaryTab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ....core.inspection.page import DumpPage
    from ....core.inspection.reading import CallsRead, Failure, Unpacked
    from ....core.inspection.stack_reading import ReadRegisters
    from ....core.inspection.stacks import Frame
    from ...models.detail_rows import DetailRow
    from ...models.dump_leads import Lead
    from ...window_state import Remembers


class DumpPageWindow(SideWindow):
    """Opens a dump without making anybody wait, and shows it in tabs."""

    page_shown = Signal(object)
    """The DumpPage, also after it was read again."""
    unpacked = Signal(object)
    """Paths of the dumps that were in the file; this window closes."""
    failed = Signal(object)
    """The Failure: the file cannot be shown."""

    def __init__(
        self, path: str, parent: QWidget | None = None, state: Remembers | None = None
    ) -> None:
        """Begin to read the dump at *path*; *state* remembers how stacks are looked at."""
        super().__init__(parent, 124, 90)
        self.reader = DumpReader(path, self)
        self.tabs = QTabWidget(documentMode=True)
        self.summary = SummaryTab()
        self.stacks = StacksView()
        self.threads = PartTable(DumpPart.THREADS, self.tr("Threads"))
        self.registers = RegistersView()
        self.stacks.panes.add_below(self.registers)
        self.module_tab = ModulesTab(self.reader)
        self.modules = self.module_tab.modules
        self.memory = MemoryTab(self.reader)
        self.streams = StreamsTab(self.reader)
        self.handles = PartTable(DumpPart.HANDLES, self.tr("Handles"))
        self.bar = PageBar(self.reader, self.memory.search.arguments)
        self.again, self.export = self.bar.again, self.bar.export
        self.told = PassingNote()
        self._state = state
        self._slices = Slices(self)
        self.page: DumpPage | None = None
        """What was read last."""
        self._read_before = False
        self._contains = 0
        self.setWindowTitle(self.tr("{0} - DumpDesk").format(escaped(Path(path).name)))
        self._arrange()
        self._connect()
        if state is not None:
            self.stacks.restore_boxes(state)
        self.read()

    @property
    def path(self) -> str:
        """The file it is about."""
        return self.reader.path

    def read(self) -> None:
        """Read the file, again if it was read before."""
        name = escaped(Path(self.path).name)
        self.show_notice("search", self.tr("Reading {0} …").format(name))
        self.told.hide()
        self.bar.set_usable(False)
        self.reader.start()

    def give_up(self) -> None:
        """Let go of the file."""
        self.reader.stop()
        self.stacks.stop()
        if self._state is not None:
            self.stacks.save_boxes(self._state)

    # -------------------------------------------------------------------------- appearance

    def _arrange(self) -> None:
        for widget, title in self._titles():
            self.tabs.addTab(widget, title)
        self.tabs.setAccessibleName(self.tr("Parts of the dump"))
        self.stack.addWidget(self.tabs)
        in_column(self.bar, self.told, (self.stack, 1), on=self)

    def _titles(self) -> tuple[tuple[QWidget, str], ...]:
        return (
            (self.summary, self.tr("&Summary")),
            (self.stacks, self.tr("Stac&ks")),
            (self.threads, self.tr("&Threads")),
            (self.module_tab, self.tr("&Modules")),
            (self.memory, self.tr("M&emory")),
            (self.streams, self.tr("St&reams")),
            (self.handles, self.tr("&Handles")),
        )

    # ------------------------------------------------------------------------------ events

    def _connect(self) -> None:
        self.reader.page_read.connect(self._on_page)
        self.reader.read_failed.connect(self._on_failed)
        self.reader.unpacked.connect(self._on_unpacked)
        self.reader.calls_read.connect(self._on_calls)
        self.bar.read_wanted.connect(self.read)
        self.bar.summary_wanted.connect(self._copy_summary)
        self.bar.told.connect(self.told.tell)
        self.tabs.currentChanged.connect(self.told.hide)
        self.notice.acted.connect(self._act)
        self.threads.opened.connect(self._go_to_stack)
        self.registers.followed.connect(self.show_memory)
        self.module_tab.followed.connect(self.show_memory)
        self.summary.looked_for.connect(self._look)
        self.stacks.address_asked.connect(self.show_memory)
        self.stacks.thread_chosen.connect(self._choose_thread)
        self.stacks.frame_chosen.connect(self._choose_frame)
        self.stacks.reader.registers_read.connect(self.registers.take)
        self.hear(
            self.read,
            (QKeySequence.StandardKey.Find, self._find),
            ("Ctrl+Shift+F", self._find_in_memory),
            ("Ctrl+G", self._go_to),
        )

    def _on_page(self, page: DumpPage) -> None:
        self.page = page
        self.summary.show_page(page)
        self.registers.show_page(page)
        self.module_tab.show_page(page)
        self.memory.show_page(page)
        self.stacks.show_dump(self.path)
        self.streams.set_page(page)
        self._slices.begin(self._fill(page))

    def _copy_summary(self) -> None:
        QGuiApplication.clipboard().setText(self.summary.text)
        self.told.tell(self.tr("The summary is on the clipboard."), "check")

    def _on_calls(self, answer: CallsRead) -> None:
        if self.page is not None:
            inlined = sum(frame["inlined"] for frame in answer.frames)
            self.summary.show_calls(answer.frames, len(self.page.cause.frames) + inlined)

    def _fill(self, page: DumpPage) -> Iterator[None]:
        """Fill the tables little by little, then show them."""
        tables, told = self._tables(), counts(page)
        for made in make_rows(page):
            if made is not None:
                part, rows = made
                index, table = tables[part]
                table.show_rows(rows)
                title = self._titles()[index][1]
                self.tabs.setTabText(index, f"{title} ({theme.whole_number(told[part])})")
            yield
        if (thread := page.cause.thread) or page.snapshot.threads:
            self.threads.choose(thread or page.snapshot.threads[0].id)
        self._show_first_memory(page)
        self.bar.set_usable(True)
        self.stack.setCurrentWidget(self.tabs)
        if not self._read_before:
            self._read_before = True
            self.tabs.setFocus()
        self.reader.ask_tools()
        if page.cause.is_crash and page.cause.frames:
            self.reader.read_calls(page.cause.thread, page.cause.frames[0]["address"])
        self.page_shown.emit(page)

    def _show_first_memory(self, page: DumpPage) -> None:
        """Begin where something is to be seen: at the stack of the thread that matters."""
        pointers = {one.id: one.stack_pointer for one in page.snapshot.threads}
        first = pointers.get(page.cause.thread) or next(filter(None, pointers.values()), 0)
        if first:
            self.memory.begin_at(first)

    def _tables(self) -> dict[DumpPart, tuple[int, PartTable]]:
        """Give the tab and the table of each part."""
        return {
            DumpPart.THREADS: (2, self.threads),
            DumpPart.MODULES: (3, self.modules),
            DumpPart.REGIONS: (4, self.memory.regions),
            DumpPart.STREAMS: (5, self.streams.streams),
            DumpPart.HANDLES: (6, self.handles),
        }

    def _act(self) -> None:
        """Do what the button of the notice says."""
        if self._contains:
            self._contains = 0
            self.reader.unpack()
        else:
            self.read()

    def _on_unpacked(self, answer: Unpacked) -> None:
        """Show what was in the file instead of it."""
        self.unpacked.emit(answer.paths)
        self.close()

    def _on_failed(self, failure: Failure) -> None:
        if isinstance(failure.asked, ReadPage | UnpackDumps):
            self._contains = failure.contains
            unpack = self.tr("Unpack it and open what is inside")
            self.show_notice(
                "alert",
                self.tr("{0} cannot be shown.").format(escaped(Path(self.path).name)),
                escaped(error_text(failure)),
                unpack if failure.contains else self.tr("Read again"),
            )
            self.failed.emit(failure)
        elif isinstance(failure.asked, ExportCore):
            self.bar.export_failed(escaped(error_text(failure)))
        elif isinstance(failure.asked, ReadStream):
            self.streams.show_failure(failure)

    def _look(self, lead: Lead) -> None:
        """Show what the summary leads to."""
        if lead.kind is Kind.ADDRESS:
            self.show_memory(lead.value)
        elif lead.kind is Kind.STREAMS:
            self.tabs.setCurrentWidget(self.streams)
            self.streams.streams.view.setFocus()
        else:
            self.tabs.setCurrentWidget(self.stacks)
            if lead.kind is Kind.THREAD:
                self.stacks.choose(lead.value, lead.frame)

    def _choose_thread(self, thread: int | None) -> None:
        """Have the thread whose stack is shown be the one whose registers are."""
        self.registers.show_thread(thread)
        if thread is not None:
            self.threads.choose(thread)

    def _choose_frame(self, frame: Frame, question: ReadRegisters) -> None:
        """Have the registers be those of a frame, and the bytes begin at its stack pointer."""
        self.registers.show_frame(question, frame)
        self.stacks.reader.read_registers(question)
        if frame.stack_pointer:
            self.memory.begin_at(frame.stack_pointer)

    def show_memory(self, address: int) -> None:
        """Show what stands at an address."""
        self.tabs.setCurrentWidget(self.memory)
        self.memory.go_to(address)
        self.memory.bytes.setFocus()

    def _go_to_stack(self, row: DetailRow) -> None:
        """Show where a thread's stack is."""
        low, _ = row.span
        if low:
            self.show_memory(row.thing.thing.stack_pointer or low)

    def _find_in_memory(self) -> None:
        self.tabs.setCurrentWidget(self.memory)
        self.memory.upper.setCurrentWidget(self.memory.search)
        self.memory.search.focus()

    def _go_to(self) -> None:
        self.tabs.setCurrentWidget(self.memory)
        self.memory.panel.focus_box()

    def _find(self) -> None:
        """Go to the search box of the tab in view, if it has one."""
        current = self.tabs.currentWidget()
        if current is self.stacks:
            self.stacks.bar.go_to_search()
            return
        if current is self.memory:
            self.memory.focus_search()
            return
        tables = {
            self.streams: self.streams.streams,
            self.module_tab: self.modules,
        }
        table = tables.get(current, current)
        if isinstance(table, PartTable):
            table.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            table.filter.selectAll()
