"""What can be done with a dump as a whole: above its page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from ....core.dump.command_line import command_line
from ....core.inspection.tools import Reads, found_here, start
from ....core.text import escaped
from ... import theme
from ...core_texts import core_text
from ...desktop import show_in_folder
from ...dialogs.save_dialog import SaveDialog
from ...dressing import call, hint, menu_button, show_icon
from ...layouts import EDGE, in_row
from ...models.dump_commands import FIND, commands_about
from ...workers.errands import Errands
from ..elided_label import MIDDLE, ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from ....core.inspection.reading import Exported, ToolsTold
    from ....core.inspection.tools import Tool
    from ...workers.dump_reader import DumpReader


class PageBar(QWidget):
    """Reads again, copies, makes a core file, and opens the dump in other tools."""

    read_wanted = Signal()
    summary_wanted = Signal()
    """The summary is to be copied."""
    told = Signal(str, str)
    """What became of something, and an icon."""

    def __init__(
        self,
        reader: DumpReader,
        sought: Callable[[], tuple[str, ...]],
        parent: QWidget | None = None,
    ) -> None:
        """Be about the file of *reader*; *sought* gives the options for what is sought in it."""
        super().__init__(parent)
        self._reader = reader
        self.sought = sought
        self._then: Tool | None = None
        """Wants the core file that is being made."""
        self._cores: set[str] = set()
        """Core files that were made of this dump by now."""
        self._core = ""
        self._errands = Errands(self)
        self.path = ElidedLabel(elide=MIDDLE)
        self.again = QPushButton(self.tr("Verify again"))
        self.export = QPushButton(self.tr("Export core file …"))
        self.folder = QToolButton()
        self.copy = menu_button(self.tr("Copy"), "copy")
        self.open_in = menu_button(self.tr("Open in"), "forward")
        self._dress()
        self._fill_copy_menu()
        self.show_tools(None)
        self._connect()

    def set_usable(self, usable: bool) -> None:
        """Say whether there is a page to do something with."""
        for button in (self.again, self.export, self.open_in):
            button.setEnabled(usable)
        self._summary.setEnabled(usable)

    def show_tools(self, tools: tuple[Tool, ...] | None) -> None:
        """Offer the tools that are on this machine; None: nobody has looked yet."""
        menu = self.open_in.menu()
        menu.clear()
        for tool in tools or ():
            makes = tool.reads is Reads.CORE
            text = self.tr("{0} (by a core file)") if makes else "{0}"
            action = menu.addAction(text.format(_name(tool)))
            action.setToolTip(theme.tooltip(f"{core_text(tool.what)}\n{tool.command}"))
            action.triggered.connect(partial(self.open_tool, tool))
        if menu.isEmpty():
            text = (
                self.tr("No tool that opens it was found on this machine")
                if tools is not None
                else self.tr("Looking for tools …")
            )
            menu.addAction(text).setEnabled(False)

    def open_tool(self, tool: Tool) -> None:
        """Open the dump in *tool*; for one that reads cores, make one first."""
        if tool.reads is Reads.CORE and self._core not in self._cores:
            self._then = tool
            self.export_to(self._core)
        else:
            self._start(tool)

    def export_to(self, path: str) -> None:
        """Have the dump written as an ELF core file to the new file *path*."""
        self.export.setEnabled(False)
        self.told.emit(self.tr("Writing {0} …").format(escaped(path)), "save")
        self._reader.export_core(path)

    # -------------------------------------------------------------------------- appearance

    def _dress(self) -> None:
        self.path.show_text(escaped(self._reader.path))
        tip = self.tr("For gdb, lldb, jhsdb, py-spy and dlv, which read no minidumps (Linux).")
        hint(self.export, tip)
        self.again.setAccessibleDescription(self.tr("Reads the file once more and checks it."))
        call(self.folder, self.tr("Show in folder"))
        self.folder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy.setAccessibleDescription(
            self.tr("The summary, the path, or a command that does the same.")
        )
        self.open_in.setAccessibleDescription(
            self.tr("Debuggers and other tools of this machine that read it.")
        )
        show_icon(self.again, "refresh")
        show_icon(self.folder, "folder")
        show_icon(self.export, "save")
        buttons = (self.folder, self.copy, self.again, self.export, self.open_in)
        in_row((self.path, 1), *buttons, on=self, room=EDGE)
        height = self.again.sizeHint().height()
        for tool in (self.folder, self.copy, self.open_in):
            tool.setMinimumHeight(height)

    def _fill_copy_menu(self) -> None:
        menu, path = self.copy.menu(), self._reader.path
        self._summary = menu.addAction(self.tr("Summary"))
        self._summary.triggered.connect(self.summary_wanted)
        menu.addAction(self.tr("Path")).triggered.connect(partial(self._put, path))
        commands = menu.addMenu(self.tr("Command"))
        commands.setToolTipsVisible(True)
        for text, arguments in commands_about(path):
            action = commands.addAction(text)
            action.setToolTip(theme.tooltip(" ".join(("dumpdesk", *_without_find(arguments)))))
            action.triggered.connect(partial(self._put_command, arguments))

    # ------------------------------------------------------------------------------ events

    def _connect(self) -> None:
        self.again.clicked.connect(self.read_wanted)
        self.folder.clicked.connect(lambda: show_in_folder(self._reader.path))
        self.export.clicked.connect(self._ask_export)
        self._reader.tools_told.connect(self._look_for)
        self._reader.exported.connect(self._on_exported)

    def _look_for(self, answer: ToolsTold) -> None:
        """See which of the tools are here: that takes looking at the disk."""
        self._core = answer.core

        def over(found: object) -> None:
            self.show_tools(found if isinstance(found, tuple) else ())

        self._errands.run(lambda: found_here(answer.tools), over)

    def _ask_export(self) -> None:
        core = Path(self._reader.path).with_suffix(".core")
        name = SaveDialog.ask(self, self.tr("Export core file"), str(core), replaces=False)
        if name:
            self.export_to(name)

    def _on_exported(self, answer: Exported) -> None:
        self.export.setEnabled(True)
        self._cores.add(answer.path)
        text = self.tr("{0} was written: {1}. It can be opened with")
        told = text.format(escaped(answer.path), theme.binary_size(answer.size))
        tools = (f"{escaped(tool.command)}  ({core_text(tool.what)})" for tool in answer.tools)
        self.told.emit("\n".join((told, *tools)), "check")
        then, self._then = self._then, None
        if then is not None and answer.path == self._core:
            self._start(then)

    def export_failed(self, text: str) -> None:
        """Say why there is no core file."""
        self._then = None
        self.export.setEnabled(True)
        self.told.emit(text, "alert")

    def _start(self, tool: Tool) -> None:
        """Start *tool*; where it needs a terminal and there is none, give its command."""
        if not tool.launch:
            QGuiApplication.clipboard().setText(tool.command)
            text = self.tr("No terminal was found. The command is on the clipboard: {0}")
            self.told.emit(text.format(escaped(tool.command)), "copy")
            return

        def over(result: object) -> None:
            if result is True:
                self.told.emit(self.tr("{0} was started.").format(_name(tool)), "check")
            else:
                QGuiApplication.clipboard().setText(tool.command)
                text = self.tr(
                    "{0} could not be started, or ended at once. The command is on the "
                    "clipboard: {1}"
                )
                self.told.emit(text.format(_name(tool), escaped(tool.command)), "alert")

        self._errands.run(partial(start, tool.launch), over)

    def _put_command(self, arguments: tuple[str, ...]) -> None:
        line = _without_find(arguments)
        if FIND in arguments:
            line += self.sought()
        # It looks where this program is.
        self._errands.run(partial(command_line, list(line)), self._on_line)

    def _on_line(self, line: object) -> None:
        if isinstance(line, str):
            self._put(line)

    def _put(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.told.emit(self.tr("On the clipboard: {0}").format(escaped(text)), "check")


def _without_find(arguments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in arguments if part != FIND)


def _name(tool: Tool) -> str:
    """Name a tool, and what it does of several things."""
    more = {"jstack", "jmap"} & set(tool.arguments)
    return " ".join((tool.name, *more))
