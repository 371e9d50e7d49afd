"""Recipes in the window: open one, see what it wants, find its process, save one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from ..core.dump.recipe import SUFFIX, Recipe, load, save
from ..core.dump.request import DumpRequest
from ..core.errors import DumpDeskError
from ..core.text import escaped
from . import theme
from .dialogs.save_dialog import SaveDialog
from .dialogs.save_recipe import SaveRecipeDialog
from .window_state import LastFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtWidgets import QMainWindow

    from ..core.processes.info import ProcessInfo
    from .views.dump_pane import DumpPane
    from .views.process_view import ProcessView
    from .window_state import Remembers
    from .workers.errands import Errands
    from .workers.sampler import ProcessSampler

_QUOTE: Final = '"'


class Recipes(QObject):
    """Fills the pane in from recipe files. Nothing in one of them is carried out by itself."""

    told = Signal(str, str)
    """What became of a recipe that was saved, and the icon for it."""

    def __init__(
        self,
        window: QMainWindow,
        processes: ProcessView,
        pane: DumpPane,
        sampler: ProcessSampler,
        errands: Errands,
        state: Remembers,
    ) -> None:
        """Bring these parts of *window* together; *errands* read and write the files.

        *state* keeps where the last one was.
        """
        super().__init__(window)
        self._errands = errands
        self._window = window
        self._processes = processes
        self._pane = pane
        self._open: Recipe | None = None
        """What the bar tells of."""
        self._sought: Recipe | None = None
        """Its process has not been found yet."""
        self._last = LastFolder(state, "recipe")
        self._complete = False
        """All processes have been told with their details once."""
        sampler.sampled.connect(self._on_sampled)
        processes.process_selected.connect(self._on_selected)
        pane.recipe_bar.closed.connect(self._on_closed)
        pane.recipe_bar.kept.connect(self._on_kept)
        pane.choice.plan.recipe_chosen.connect(self.take)

    def open(self, path: Path) -> None:
        """Read the recipe at *path*, then fill in what it says; errors are told in place."""
        self._errands.run(lambda: load(path), lambda result: self._on_read(path, result))

    def _on_read(self, path: Path, recipe: object) -> None:
        if isinstance(recipe, DumpDeskError):
            self._pane.recipe_bar.show_error(path.name, recipe)
            self._open = None
        if isinstance(recipe, Recipe):
            self._pane.choice.recipes.take(recipe, str(path.absolute()))
            self.take(recipe)
            self._pane.dump_bar.dump.setFocus()

    def take(self, recipe: Recipe) -> None:
        """Fill in what *recipe* says, and find the process it is about."""
        self._open = self._sought = recipe
        self._pane.fill_in(recipe)
        self._seek()

    def ask_open(self) -> None:
        """Ask for a recipe file and open it."""
        self._begin_dialog(self._ask_open)

    def _ask_open(self, folder: Path) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open recipe"),
            str(folder),
            self.tr("Recipes (*{0});;All files (*)").format(SUFFIX),
        )
        if name:
            self._last.take(Path(name).parent)
            self.open(Path(name))

    def ask_save(self) -> None:
        """Ask what else belongs into a recipe of what is chosen now, and where to put it."""
        dialog = self.make_dialog()
        dialog.accepted.connect(lambda: self._save(dialog.recipe))
        dialog.open()

    def make_dialog(self) -> SaveRecipeDialog:
        """Make the dialog that asks for the rest of a recipe."""
        pane, process = self._pane, self._pane.process
        rules, lost = pane.tree.portable_spec()
        preset = pane.flags.preset
        named = preset.name if preset is not None and not pane.flags.modified else ""
        target = f'name = "{process.name}"' if process and _QUOTE not in process.name else ""
        wanted = DumpRequest(
            pane.flags.flags,
            rules,
            pane.extras.extras().comment,
            respect_dontdump=pane.flags.respect_dontdump,
            blank=pane.flags.blank,
            clone=pane.flags.clone,
        )
        return SaveRecipeDialog(wanted, named, target, lost, self._window)

    def wants(self, dropped: QMimeData) -> Path | None:
        """Give the one recipe file that *dropped* is about, if it is."""
        urls = dropped.urls()
        if len(urls) != 1 or not urls[0].isLocalFile():
            return None
        path = Path(urls[0].toLocalFile())
        return path if path.suffix == SUFFIX else None

    # ---------------------------------------------------------------------------------- inside

    def _save(self, recipe: Recipe | None) -> None:
        if recipe is not None:
            self._begin_dialog(lambda folder: self._ask_file(recipe, folder))

    def _begin_dialog(self, ask: Callable[[Path], None]) -> None:
        """Have *ask* begin where a recipe was last, else where dumps go, if it is there."""
        folder = self._last.path(self._pane.folder)

        def begin(found: object) -> None:
            ask(found if isinstance(found, Path) else Path.home())

        self._errands.run(lambda: folder if folder.is_dir() else Path.home(), begin)

    def _ask_file(self, recipe: Recipe, folder: Path) -> None:
        name = SaveDialog.ask(
            self._window,
            self.tr("Save recipe"),
            str(folder / f"{recipe.title.replace('/', '-')[:60]}{SUFFIX}"),
            [self.tr("Recipes (*{0})").format(SUFFIX)],
        )
        if name:
            self._last.take(Path(name).parent)
            self.save(recipe, Path(name))

    def save(self, recipe: Recipe, path: Path) -> None:
        """Write *recipe*; errors are told in place."""
        path = path if path.suffix else path.with_suffix(SUFFIX)

        def over(result: object) -> None:
            if isinstance(result, DumpDeskError):
                self._pane.recipe_bar.show_error(path.name, result)
            elif not isinstance(result, OSError):
                self.told.emit(self.tr("Saved: {0}").format(escaped(str(path))), "check")

        self._errands.run(lambda: save(recipe, path), over)

    def _matching(self, recipe: Recipe) -> list[ProcessInfo]:
        query = recipe.query()
        return [info for info in self._processes.table.processes() if query.matches(info)]

    def _seek(self) -> None:
        recipe, bar = self._sought, self._pane.recipe_bar
        if recipe is None:
            return
        if not recipe.target:
            self._sought = None
            if self._pane.process is None:
                bar.say_target(self.tr("Choose the process it is meant for."), "search")
            return
        if not self._complete:  # whoever seems to be the only one may not be
            return
        found = self._matching(recipe)
        target = escaped(recipe.target)
        chosen = self._pane.process
        if chosen is not None and any(info.key == chosen.key for info in found):
            self._found(chosen)
        elif len(found) == 1:
            self._processes.filter.clear()
            if self._processes.select(found[0].pid):
                self._found(found[0])
        elif found:
            self._sought = None
            self._processes.filter.setText(recipe.target)
            text = self.tr("{0} processes are meant by {1}: choose one on the left.")
            self._say(text.format(theme.whole_number(len(found)), target), "search")
        else:
            text = self.tr("No process is meant by {0} so far. It is chosen as soon as it starts.")
            self._say(text.format(target), "search")

    def _say(self, text: str, icon: str) -> None:
        """Say it; where the recipe's rules do not hold, offer to have them hold."""
        process, rules = self._pane.process, self._pane.choice.recipe_rules
        withheld = process is not None and rules.are_withheld(process)
        self._pane.recipe_bar.say_target(text, icon, offers_rules=withheld)

    def _found(self, process: ProcessInfo) -> None:
        self._sought = None
        text = self.tr("Meant for {0} ({1}), which is chosen. Press Dump when you are ready.")
        self._pane.recipe_bar.say_target(text.format(escaped(process.name), process.pid), "check")

    def _on_sampled(self, delta: object) -> None:
        self._complete = not getattr(delta, "pending", 0)
        if self._sought is not None:
            self._seek()

    def _on_selected(self, process: ProcessInfo | None) -> None:
        if self._sought is not None:
            if process is not None:
                self._seek()
        elif self._open is not None:
            self._compare(self._open, process)

    def _compare(self, recipe: Recipe, process: ProcessInfo | None) -> None:
        """Say whether *process*, chosen by hand, is one that *recipe* means."""
        bar = self._pane.recipe_bar
        if process is None:
            bar.say_target(self.tr("Choose the process it is meant for."), "search")
        elif not recipe.target:
            told = self.tr("Its rules are for another process, the first that was chosen with it.")
            is_first = not self._pane.choice.recipe_rules.are_withheld(process)
            self._say("" if is_first else told, "alert")
        elif any(info.key == process.key for info in self._matching(recipe)):
            self._found(process)
        else:
            text = self.tr("The process that is chosen is not one that it is meant for: {0}.")
            self._say(text.format(escaped(recipe.target)), "alert")

    def _on_kept(self) -> None:
        process = self._pane.process
        if process is not None:
            self._pane.choice.keep_rules()
            text = self.tr("Its rules hold for {0} ({1}), too.")
            self._say(text.format(escaped(process.name), process.pid), "check")

    def _on_closed(self) -> None:
        self._open = self._sought = None
