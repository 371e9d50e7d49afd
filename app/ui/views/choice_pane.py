"""What goes into a dump: plan, flags, contents and extras, each in a tab with the whole height."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ...core.dump.filter import FilterSpec
from ...core.dump.presets import DEFAULT
from ...core.dump.recipe import comment_values
from ...core.dump.request import DumpRequest
from ..dialogs.own_presets import OwnPresetsDialog
from ..layouts import in_column
from ..models.filter_choice import FilterChoice
from ..models.flag_choice import FlagChoice, FlagState
from ..models.known_recipes import KnownRecipes
from ..models.module_scope import ModuleScope
from ..models.recipe_rules import RecipeRules, RulesState
from ..models.selection_history import SelectionHistory
from ..window_state import remembered_number
from .callback_list import CallbackList
from .contents_tab import ContentsTab
from .details.close_tabs import CloseTabs
from .extras_form import ExtrasForm
from .filter_tree import FilterTree, TreeState
from .flags_panel import FlagsPanel
from .notice import Notice
from .plan_tab import PlanTab
from .recipe_bar import RecipeBar

if TYPE_CHECKING:
    from ...core.dump.recipe import Recipe
    from ...core.dump.trace import Trace
    from ...core.processes.info import ProcessInfo
    from ...core.storage.own_presets import OwnPresets
    from ..window_state import Remembers
    from ..workers.errands import Errands

_TYPING: Final = 1
"""Steps of the history that come from typing become one."""


class ChoiceState(NamedTuple):
    """What is chosen at one moment."""

    flags: FlagState
    tree: TreeState
    rules: RulesState


class _Before(NamedTuple):
    """What a recipe took the place of; ``comment`` is None if it left that alone."""

    flags: FlagState
    rules: RulesState
    comment: str | None


class ChoicePane(QWidget):
    """Makes a :class:`DumpRequest` of what is ticked and written here, step by step undoable."""

    changed = Signal()
    """Something else is chosen, or more is wanted to be known of it."""

    def __init__(
        self, errands: Errands, own: OwnPresets | None = None, parent: QWidget | None = None
    ) -> None:
        """Begin with the default flags; offer the *own* presets, too. *errands* read files."""
        super().__init__(parent)
        self.flags = FlagChoice(own, self)
        self.flags_panel = FlagsPanel(self.flags)
        self.tree = FilterTree()
        self.recipe_rules = RecipeRules()
        self._process: ProcessInfo | None = None
        self.notice = Notice()
        self.recipe_bar = RecipeBar()
        self.callbacks = CallbackList()
        self._errands = errands
        self.extras = ExtrasForm(errands)
        self.history: SelectionHistory[ChoiceState] = SelectionHistory(
            self._state, self._apply_state, self
        )
        self.tabs = CloseTabs()
        self.plan = PlanTab(self.flags, self.recipe_bar)
        self.contents = ContentsTab(self.tree, self.callbacks, self.notice)
        self.recipes = KnownRecipes(errands, self)
        self._opened: Recipe | None = None
        """What the bar tells of."""
        self._before: _Before | None = None
        """While a recipe is shown: what was before it, and before others shown until then."""
        self._arrange()
        self._connect()

    def request(self, process: ProcessInfo | None) -> DumpRequest:
        """Give what would be written of *process*, which need not be the one that is shown."""
        extras = self.extras.extras()
        recipe = self.plan.rows.recipe
        return DumpRequest(
            self.flags.flags,
            self._rules_of(process),
            comment=extras.text(comment_values(process)),
            user_streams=tuple(file.stream() for file in extras.streams),
            respect_dontdump=self.flags.respect_dontdump,
            blank=self.flags.blank,
            clone=self.flags.clone,
            recipe=recipe.title if recipe is not None else "",
        )

    def fill_in(self, recipe: Recipe) -> None:
        """Choose what *recipe* says, and say so."""
        before = self._before or _Before(self.flags.state(), self.recipe_rules.state(), None)
        if recipe.comment and before.comment is None:
            before = before._replace(comment=self.extras.extras().comment)
        self._before = before
        self.flags.take(
            recipe.flags,
            respect_dontdump=recipe.respect_dontdump,
            blank=recipe.blank,
            clone=recipe.clone,
        )
        self.recipe_rules.open(recipe, self._process)
        self.tree.set_rules(self.recipe_rules.of(self._process))
        if recipe.comment:
            self.extras.set_comment(recipe.comment)
        self.recipe_bar.show_recipe(recipe)
        self._opened = recipe
        self.recipes.take(recipe)
        self.tabs.setCurrentWidget(self.plan)
        self.history.note(self.tr("open a recipe"))

    def keep_rules(self) -> None:
        """Have the rules of the recipe hold for the process that is chosen, too."""
        if self._process is not None:
            self.recipe_rules.keep(self._process)
            self.tree.set_rules(self.recipe_rules.of(self._process))
            self.history.note(self.tr("keep the rules of a recipe"))

    def update_facts(self, process: ProcessInfo) -> None:
        """Take in what is known by now of the process that is chosen: a recipe may mean it."""
        self._process = process
        self.recipe_rules.meet(process)
        self.tree.set_rules(self.recipe_rules.of(process))

    def select(self, process: ProcessInfo | None) -> None:
        """Begin with *process*: nothing of another one is shown or holds."""
        self._process = process
        self.tree.clear()
        if process is not None:
            self.recipe_rules.meet(process)
        self.tree.set_rules(self.recipe_rules.of(process))
        self.contents.clear()
        self.plan.rows.clear()
        self.flags_panel.boxes.show_costs({})
        self.history.begin_anew()

    def start_over(self) -> None:
        """Take the preset as it is again, and of the process all that it says."""
        preset = self.flags.preset
        self.flags.choose(DEFAULT if preset is None else preset)
        self.tree.restore(TreeState(FilterSpec(), ModuleScope.ALL, FilterChoice().state()))
        if self._process is not None:
            self.recipe_rules.settle(self._process, FilterSpec())
        self.history.note(self.tr("reset the choice"))

    def tell(self, icon: str, headline: str, detail: str = "", action: str = "") -> None:
        """Say something in the place of the tree."""
        self.notice.say(icon, headline, detail, action)
        self.contents.show_notice()

    def show_tree(self) -> None:
        """Show the tree, in the place of what was told."""
        self._show_changes()
        self.contents.show_contents()

    @property
    def wants_trace(self) -> bool:
        """Whether anybody looks at the callbacks."""
        return self.tabs.currentWidget() is self.contents

    def show_trace(self, trace: Trace | None) -> None:
        """Show the callbacks."""
        if trace is not None:
            self.contents.show_trace(trace)

    def find_in_tree(self) -> None:
        """Go to the field that searches the tree."""
        self.tabs.setCurrentWidget(self.contents)
        self.tree.filter.setFocus()

    def save(self, settings: Remembers) -> None:
        """Have *settings* remember the tab in front, and the texts that come again."""
        settings.setValue("tab", self.tabs.currentIndex())
        self.extras.save(settings)
        self.recipes.save(settings)

    def restore(self, settings: Remembers) -> None:
        """Take up what *settings* remember."""
        self.tabs.setCurrentIndex(remembered_number(settings.value("tab")))
        self.extras.restore(settings)
        self.recipes.restore(settings)

    def _arrange(self) -> None:
        for tab, name in (
            (self.plan, self.tr("Plan")),
            (self.flags_panel, self.tr("Flags")),
            (self.contents, self.tr("Contents")),
            (self.extras, self.tr("Extras")),
        ):
            self.tabs.addTab(tab, name)
        for widget in (self.tabs, self.tabs.tabBar()):
            widget.setAccessibleName(self.tr("What will be done, and what the process is"))
        in_column(self.tabs, on=self)

    def _connect(self) -> None:
        self.flags.changed.connect(self._on_flags)
        self.tree.filter_changed.connect(self._on_tree)
        self.tree.rules_cleared.connect(self._on_rules_cleared)
        self.extras.changed.connect(self.changed)
        self.tabs.currentChanged.connect(self._on_tab)
        self.recipe_bar.undone.connect(self._on_recipe_undone)
        self.recipe_bar.closed.connect(self._on_recipe_closed)
        self.plan.presets_asked.connect(self._on_presets)
        self.plan.preset_chosen.connect(self._on_preset_chosen)
        self.plan.recipe_unwanted.connect(self.recipes.forget)
        self.recipes.changed.connect(self._show_recipes)

    def _on_recipe_undone(self) -> None:
        """Go back, but for decisions: they may be about another process than those before."""
        before = self._before
        if before is None:
            return
        self.flags.restore(before.flags)
        self.recipe_rules.restore(before.rules)
        self.tree.set_rules(self.recipe_rules.of(self._process))
        if before.comment is not None:
            self.extras.set_comment(before.comment)
        self.history.note(self.tr("undo the recipe"))

    def _on_recipe_closed(self) -> None:
        self._before = None
        self._opened = None
        self._show_recipes()

    def _show_recipes(self) -> None:
        self.plan.rows.show_recipes(self.recipes.recipes, self._opened)
        self.changed.emit()  # the plan is called by its recipe

    def _on_preset_chosen(self) -> None:
        """Put the recipe away: another plan is followed. Its rules stay until they are reset."""
        if self._before is not None:
            self.recipe_bar.close_button.click()

    def _on_flags(self) -> None:
        typing = self.flags_panel.is_typing
        self.history.note(self.tr("change the flags"), _TYPING if typing else -1)
        self.changed.emit()

    def _rules_of(self, process: ProcessInfo | None) -> FilterSpec:
        rules = self.recipe_rules.of(process)
        if process is None:
            return self.tree.spec_of(None, "", rules)
        return self.tree.spec_of(process.key, process.exe, rules)

    def _on_rules_cleared(self) -> None:
        if self._process is not None:
            self.recipe_rules.settle(self._process, self.tree.state().rules)

    def _show_changes(self) -> None:
        by_folder = self.tree.state().scope is not ModuleScope.ALL
        self.plan.rows.show_parts(self.tree.changed_parts(), by_folder=by_folder)

    def _on_tree(self) -> None:
        self._show_changes()
        self.history.note(self.tr("include or leave out"))
        self.changed.emit()

    def _on_tab(self) -> None:
        if self.wants_trace:  # nobody asked for the callbacks until now
            self.changed.emit()

    def _on_presets(self, with_new: bool) -> None:
        if self.flags.own is None:
            return
        dialog = OwnPresetsDialog(self.flags, self.flags.own, self._errands, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        if with_new:
            dialog.save_new()

    def _state(self) -> ChoiceState:
        return ChoiceState(self.flags.state(), self.tree.state(), self.recipe_rules.state())

    def _apply_state(self, state: ChoiceState) -> None:
        self.flags.restore(state.flags)
        self.recipe_rules.restore(state.rules)
        self.tree.restore(state.tree)
