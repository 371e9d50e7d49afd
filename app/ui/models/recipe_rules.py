"""Which processes the rules of a recipe hold for: those it means, and those it is kept for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ...core.dump.filter import FilterSpec

if TYPE_CHECKING:
    from ...core.dump.recipe import Recipe
    from ...core.processes.info import ProcessInfo

_NONE = FilterSpec()


class RulesState(NamedTuple):
    """All that is known of it at one moment, to come back to."""

    recipe: Recipe | None
    settled: dict[object, FilterSpec]


class RecipeRules:
    """The rules in front of what is decided by hand, for each process.

    A recipe means the processes that its target finds; one without a target means the process that
    is chosen when it is opened, or first after that. Its rules hold for no other until somebody
    says so: they would empty the dump of a program that they were not written for.
    """

    def __init__(self) -> None:
        """Know no recipe, and so no rules."""
        self.recipe: Recipe | None = None
        self._settled: dict[object, FilterSpec] = {}
        """What was settled for single processes, by their keys."""

    def open(self, recipe: Recipe, process: ProcessInfo | None) -> None:
        """Take up *recipe*, in place of the one before, while *process* is chosen."""
        self.recipe = recipe
        self._settled = {}
        if process is not None:
            self.meet(process)

    def meet(self, process: ProcessInfo) -> None:
        """Hear that *process* is chosen: a recipe without a target is about the first one.

        Whom a recipe means when it is chosen, it means for good: targets may ask about what
        changes, such as the load of a processor.
        """
        if process.key in self._settled or self.recipe is None:
            return
        if self.means(process) or not (self.recipe.target or self._settled):
            self.keep(process)

    def keep(self, process: ProcessInfo) -> None:
        """Have the recipe's rules hold for *process*, too."""
        if self.recipe is not None:
            self.settle(process, self.recipe.rules())

    def settle(self, process: ProcessInfo, rules: FilterSpec) -> None:
        """Have *rules* hold for *process*, whatever the recipe says."""
        self._settled[process.key] = rules

    def of(self, process: ProcessInfo | None) -> FilterSpec:
        """Give the rules that hold for *process*; for none: those that wait for one."""
        recipe = self.recipe
        if process is None:
            return _NONE if recipe is None else recipe.rules()
        settled = self._settled.get(process.key)
        if settled is not None:
            return settled
        return recipe.rules() if recipe is not None and self.means(process) else _NONE

    def means(self, process: ProcessInfo) -> bool:
        """Say whether the recipe names *process* as one it is for."""
        recipe = self.recipe
        return recipe is not None and bool(recipe.target) and recipe.query().matches(process)

    def are_withheld(self, process: ProcessInfo) -> bool:
        """Say whether the recipe has rules, and *process* is none that they hold for."""
        recipe = self.recipe
        has_rules = recipe is not None and bool(recipe.filter)
        return has_rules and process.key not in self._settled and not self.means(process)

    def state(self) -> RulesState:
        """Give all that is settled, to come back to."""
        return RulesState(self.recipe, dict(self._settled))

    def restore(self, state: RulesState) -> None:
        """Settle all as in *state*."""
        self.recipe, self._settled = state.recipe, dict(state.settled)
