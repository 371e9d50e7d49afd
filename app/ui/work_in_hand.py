"""What somebody was about to do, taken from one window to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .main_window import MainWindow
    from .models.extras import Extras
    from .models.flag_choice import FlagState
    from .models.recipe_rules import RulesState


class WorkInHand(NamedTuple):
    """The process that is chosen (0: none), and what is chosen of it."""

    process_id: int
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
        0 if pane.process is None else pane.process.pid,
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

    def choose() -> None:
        if pane.process is not None or processes.select(work.process_id):
            processes.table.refreshed.disconnect(choose)

    if work.process_id:
        processes.table.refreshed.connect(choose)
