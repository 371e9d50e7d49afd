"""What somebody was about to do, taken from one window to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..core.process_key import ProcessKey
    from .main_window import MainWindow
    from .models.extras import Extras
    from .models.flag_choice import FlagState
    from .models.recipe_rules import RulesState


class WorkInHand(NamedTuple):
    """The process that is chosen, and what is chosen of it."""

    key: ProcessKey | None
    search: str
    flags: FlagState
    rules: RulesState
    extras: Extras


def work_in_hand(window: MainWindow) -> WorkInHand:
    """Note what is chosen in *window*."""
    pane = window.pane
    rules = pane.choice.recipe_rules.state()
    if pane.process is not None:  # what is decided in the tree is about this process alone
        rules.settled[pane.process.key] = pane.request().filter
    return WorkInHand(
        None if pane.process is None else pane.process.key,
        window.processes.filter.text(),
        pane.flags.state(),
        rules,
        pane.extras.extras(),
    )


def take_up(window: MainWindow, work: WorkInHand) -> None:
    """Choose *work* in a new *window*: the process as soon as it is in the table."""
    pane, processes = window.pane, window.processes
    pane.flags.restore(work.flags)
    pane.choice.recipe_rules.restore(work.rules)
    pane.extras.take(work.extras)
    processes.filter.setText(work.search)

    key = work.key
    if key is None:
        return

    def choose() -> None:
        found = processes.table.process(key.pid)
        ended = found is not None and found.key != key
        if ended or pane.process is not None or processes.select(key.pid):
            processes.table.refreshed.disconnect(choose)

    processes.table.refreshed.connect(choose)
