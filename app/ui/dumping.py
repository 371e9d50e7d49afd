"""From the wish to the queue: what is dumped, where to, and after which question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from ..core.errors import DumpDeskError, MiniDumpError
from ..core.processes.family import with_descendants
from ..core.processes.info import CanDump
from ..core.storage.paths import dumps_folder
from ..core.text import escaped
from . import theme
from .copied_command import CopiedCommand
from .core_texts import error_text
from .dialogs.save_dialog import SaveDialog
from .file_names import free_paths, proposed_path, told_apart
from .models.as_planned import Foretold
from .models.preset_name import preset_name
from .models.process_cells import can_dump_text, can_dump_tooltip
from .models.wish import Wish, is_repeatable, wish_of
from .several import SeveralQuestion
from .workers.dump_thread import DumpJob
from .workers.errands import Errands

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QMainWindow, QMenu

    from ..core.processes.info import ProcessInfo
    from ..core.storage.history import History
    from .models.dump_list import Entry
    from .preferences import Preferences
    from .views.dump_pane import DumpPane
    from .views.process_view import ProcessView
    from .views.result_card import ResultCard
    from .workers.dump_queue import DumpQueue


_HOPELESS: Final = frozenset(
    {CanDump.EXITING, CanDump.KERNEL, CanDump.OTHER_BITNESS, CanDump.PROTECTED}
)
"""What cannot be dumped whoever asks; a tracer may let go, and an administrator may come."""


class Dumping(QObject):
    """Takes wishes from all parts of the window and asks where that is due."""

    def __init__(
        self,
        window: QMainWindow,
        processes: ProcessView,
        pane: DumpPane,
        queue: DumpQueue,
        card: ResultCard,
        preferences: Preferences,
        history: History,
        errands: Errands,
    ) -> None:
        """Bring these parts of *window* together; name files as *preferences* say.

        *errands* read what the *history* knows of earlier dumps.
        """
        super().__init__(window)
        self._window = window
        self._processes = processes
        self._pane = pane
        self._bar = pane.dump_bar
        self._queue = queue
        self._results = card.results
        self._card = card
        self._preferences = preferences
        self._history = history
        self._errands = errands
        self._naming = Errands(self)
        """A drive that does not say which names are taken holds up nothing else."""
        self.command = CopiedCommand(pane, processes, card, self._wish)
        self._being_named = 0
        self._last: tuple[list[Wish], Path | None] | None = None
        """What was dumped last, and into which folder if that was not the standing one."""
        self._asked: Callable[[], None] | None = None
        self._asks_about: ProcessInfo | None = None
        self._asks_folder = False
        self.several = SeveralQuestion(pane, self._wish)
        self._connect()
        self._fill_menu()

    # ------------------------------------------------------------------------------- wishes

    def dump(self) -> None:
        """Dump the process that is chosen into the standing folder; of several, ask first.

        Who has selected several expects several files, while the preview is of one only.
        """
        process = self._pane.process
        if process is None:
            return
        several = len(self._processes.all_selected()) > 1
        if not several and self._is_hopeless(process):
            return
        if not self._bar.dump.isEnabled():
            return
        if several:
            self.ask_selected()
        else:
            self._write_now([process])

    def dump_as(self) -> None:
        """Ask for the file, then dump the process that is chosen."""
        process = self._pane.process
        if process is None or self._is_hopeless(process) or not self._bar.dump.isEnabled():
            return
        template = self._preferences.settings.name_template
        try:
            proposed = proposed_path(self._wish(process), self._pane.folder, template)
        except DumpDeskError as error:
            self._refuse(error)
            return
        path = SaveDialog.ask(
            self._window,
            self.tr("Dump {0} to").format(escaped(process.name)),
            str(proposed),
            self.tr("Minidumps (*.dmp);;All files (*)").split(";;"),
        )
        if path:
            self._pane.extras.read_again(lambda: self._start_as(self._wish(process), Path(path)))

    def repeat(self) -> None:
        """Do what was done last, once more: of this run or, at first, of the last one."""
        if self._last is not None:
            self.write(*self._last)
            return
        newest = next(filter(is_repeatable, self._results.dumps.entries), None)
        if newest is not None:
            self._repeat(newest)
        else:
            text = self.tr("There is no dump yet that could be repeated.")
            self._card.say(text, "unknown")

    def repeat_entry(self, entry: Entry) -> None:
        """Write one of the dumps in the list again, under a new name in the same folder."""
        self._repeat(entry, Path(entry.path).parent)

    def ask_one(self, process: ProcessInfo) -> None:
        """Ask once, in place, whether to dump *process* as things are set now."""
        if self._pane.process is None or self._is_hopeless(process):
            return
        if not self._bar.dump.isEnabled():
            return
        self._asks_about = process
        self._ask(lambda: self._write_now([process]))

    def ask_several(self, processes: Sequence[ProcessInfo]) -> None:
        """Ask once whether to dump all these, in this order."""
        chosen = list(processes)
        if len(chosen) == 1:
            self.ask_one(chosen[0])
        elif chosen:
            self._asks_about = None
            self._asked = lambda: self._write_now(chosen)
            self.several.ask(chosen)

    def ask_family(self) -> None:
        """Ask whether to dump the process that is chosen and all its children, children first."""
        process = self._pane.process
        if process is not None:
            self.ask_several(with_descendants(self._processes.table.processes(), process.pid))

    def ask_selected(self) -> None:
        """Ask whether to dump all processes that are selected, children before their parents."""
        chosen = {process.pid for process in self._processes.all_selected()}
        family = with_descendants(self._processes.table.processes(), *chosen)
        self.ask_several([process for process in family if process.pid in chosen])

    def write(self, wishes: Sequence[Wish], folder: Path | None = None) -> None:
        """Dump without a question, into *folder* or the standing one."""
        self._last = list(wishes), folder
        where = folder or self._pane.folder

        def begin(paths: list[Path], is_there: bool) -> None:
            if is_there:
                self._start(wishes, paths)
            else:
                self._ask_folder(where, lambda: self._start(wishes, paths))

        self._name(wishes, where, begin)

    def _start_as(self, wish: Wish, path: Path) -> None:
        """Dump into the file that was chosen; repeated, it gets a name of its own beside it."""
        self._last = [wish], path.parent
        self._start([wish], [path], overwrite=True)

    @property
    def is_at_work(self) -> bool:
        """Whether dumps are being written, are waiting, or are about to be."""
        return bool(self._queue.jobs or self._being_named)

    # ---------------------------------------------------------------------------- carrying out

    def _is_hopeless(self, process: ProcessInfo) -> bool:
        """Say whether *process* cannot be dumped, if nothing that was tried tells otherwise.

        Why it cannot stands where the button was.
        """
        chosen = self._pane.process
        if chosen is not None and chosen.key == process.key:
            why = self._pane.obstacle()
        elif process.can_dump in _HOPELESS:
            why = can_dump_tooltip(process) or can_dump_text(process)
        else:
            why = ""
        if why:
            self._pane.asking.withdraw()
            self._card.say(why, "alert")
        return bool(why)

    def _write_now(self, processes: Sequence[ProcessInfo]) -> None:
        """Dump as things are set, with the files that go in as they are now."""
        self._pane.extras.read_again(
            lambda: self.write([self._wish(process) for process in processes])
        )

    def _repeat(self, entry: Entry, folder: Path | None = None) -> None:
        """Write a dump once more; what was asked for may have to be read first."""

        def write(result: object) -> None:
            if isinstance(result, Wish):
                self.write([result], folder)
            elif isinstance(result, DumpDeskError):
                self._refuse(result)

        self._errands.run(lambda: wish_of(entry, self._history), write)

    def _wish(self, process: ProcessInfo) -> Wish:
        """Take what is set now; its rules about addresses only for the process they are of."""
        request = self._pane.request_for(process)
        left_out, foretold = request.filter.excluding, None
        estimate = self._pane.estimate
        if estimate is not None and estimate.key == process.key:
            left_out = estimate.left_out  # before that, rules are all that is known
            foretold = Foretold.of(estimate) if estimate.request == request else None
        return Wish(process.key, process.name, process.user, request, left_out, foretold)

    def _name(
        self, wishes: Sequence[Wish], folder: Path, then: Callable[[list[Path], bool], None]
    ) -> None:
        """Name the files, none like another, and go on with that, and whether *folder* is there.

        That of the first start is made unasked.
        """
        template = self._preferences.settings.name_template

        def take(named: object) -> None:
            self._being_named -= 1
            if isinstance(named, tuple):
                paths, is_there = named
                then(told_apart(paths, {job.path for job in self._queue.jobs}), is_there)
            elif isinstance(named, DumpDeskError | OSError):
                self._refuse(named)

        self._being_named += 1
        self._naming.run(
            lambda: (
                free_paths(wishes, folder, template),
                folder.is_dir() or folder == dumps_folder(),
            ),
            take,
        )

    def _refuse(self, error: DumpDeskError | OSError) -> None:
        said = error_text(error) if isinstance(error, DumpDeskError) else str(error)
        self._card.say(escaped(said), "alert")

    def _start(
        self, wishes: Sequence[Wish], paths: Sequence[Path], *, overwrite: bool = False
    ) -> None:
        jobs = [
            DumpJob(wish.key, wish.name, wish.request, path, overwrite, wish.foretold)
            for wish, path in zip(wishes, paths, strict=False)
        ]
        if jobs:
            self._pane.asking.withdraw()
            self._queue.add(jobs)

    def _ask(self, action: Callable[[], None]) -> None:
        self.several.end()
        self._asked = action
        self._pane.asking.ask(self._question(), self.tr("Dump now"), self.tr("Not now"), "dump")

    def _ask_folder(self, folder: Path, action: Callable[[], None]) -> None:
        """Ask whether *folder*, which may be mistyped, is to be made."""
        self.several.end()
        self._asks_about, self._asks_folder = None, True
        self._asked = action
        text = self.tr("There is no folder {0}. Make it, and dump into it?")
        self._pane.asking.ask(
            text.format(escaped(str(folder))),
            self.tr("Make it and dump"),
            self.tr("Not now"),
            "folder",
        )

    @staticmethod
    def _called(wish: Wish) -> str:
        request = wish.request
        return preset_name(request.flags, request.surprising(wish.left_out), request.recipe)

    def _question(self) -> str:
        """Name process, size and destination, as far as they are known by now."""
        process = self._asks_about
        if process is None:
            return ""
        estimate = self._pane.estimate
        size = (
            self.tr("about {0}").format(theme.binary_size(estimate.file_size))
            if estimate is not None and estimate.key == process.key
            else self.tr("size being computed")
        )
        return self.tr("Dump {0} ({1}) with {2}, {3}, to {4}?").format(
            escaped(process.name),
            process.pid,
            self._called(self._wish(process)),
            size,
            escaped(str(self._pane.folder)),
        )

    # ------------------------------------------------------------------------------- events

    def _connect(self) -> None:
        bar, queue, results = self._bar, self._queue, self._results
        bar.dump_asked.connect(self.dump)
        bar.unready.connect(lambda why: self._card.say(why, "alert"))
        self._card.cancel_asked.connect(queue.cancel_all)
        self._pane.asking.accepted.connect(self._on_accepted)
        self._pane.estimated.connect(self._on_estimated)
        self._pane.refused.connect(self._on_refused)
        self._processes.activated.connect(self.ask_one)
        self._processes.process_selected.connect(self._on_selected)
        self._processes.list.menu_wanted.connect(self._extend_menu)
        results.cancel_asked.connect(queue.cancel)
        results.repeat_asked.connect(self.repeat_entry)
        for key, slot in (("Ctrl+Shift+S", self.dump_as), ("Ctrl+Shift+R", self.repeat)):
            QShortcut(QKeySequence(key), self._window).activated.connect(slot)

    def _fill_menu(self) -> None:
        menu = self._bar.more
        for text, keys, slot in (
            (self.tr("Dump as …"), "Ctrl+Shift+S", self.dump_as),
            (self.tr("Repeat the last dump"), "Ctrl+Shift+R", self.repeat),
            (self.tr("Dump all selected processes …"), "", self.ask_selected),
            (self.tr("Dump it and all its children …"), "", self.ask_family),
            (self.tr("Copy as a command that dumps it"), "", self.command.copy_dump),
            (self.tr("Copy as a command that tells the plan"), "", self.command.copy_plan),
        ):
            # The keys are shown only: the shortcuts of the window are what hears them.
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(f"{text}\t{shown}" if keys else text)
            action.triggered.connect(slot)

    def _extend_menu(self, menu: QMenu) -> None:
        """Offer dumping first in the menu of a process."""
        several = len(self._processes.all_selected()) > 1
        first = menu.actions()[0] if menu.actions() else None
        offers = [
            (self.tr("Dump all selected …") if several else self.tr("Dump"), self.dump),
            (self.tr("Dump as …"), self.dump_as),
            (self.tr("Dump it and all its children …"), self.ask_family),
        ]
        for text, slot in offers:
            action = QAction(text, menu)
            action.triggered.connect(slot)
            menu.insertAction(first, action)  # type: ignore[arg-type]  # None: at the end
        if first is not None:
            menu.insertSeparator(first)

    def _on_selected(self, process: ProcessInfo | None) -> None:
        """A question about another process is no longer asked."""
        about = self._asks_about
        gone = about is not None and (process is None or process.key != about.key)
        if gone or self._asks_folder:
            self._asks_about, self._asks_folder = None, False
            self._pane.asking.withdraw()

    def _on_estimated(self) -> None:
        if self._asks_about is not None and self._pane.asking.asks:
            self._pane.asking.say(self._question(), "dump")

    def _on_refused(self, error: MiniDumpError) -> None:
        """Offer in the pane what is offered once a dump has failed."""
        process = self._pane.process
        if process is None:
            return
        wish = self._wish(process)

        def offer(paths: list[Path], _is_there: bool) -> None:
            now = self._pane.process
            if now is not None and now.key == wish.key:
                job = DumpJob(wish.key, wish.name, wish.request, paths[0])
                self._bar.remedies.offer(job, error)

        self._name([wish], self._pane.folder, offer)

    def _on_accepted(self) -> None:
        self._asks_folder = False
        action, self._asked = self._asked, None
        if action is not None:
            action()
