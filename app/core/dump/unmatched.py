"""Rules that leave something out by a name that nothing in the process has.

Such a rule leaves nothing out: what it was written for may be there under another name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..steps import steps
from ..text import escaped
from .globs import compiled
from .system_folders import FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..capture.snapshot import ProcessSnapshot
    from .filter import FilterSpec

NO_MODULE: Final = "No module is called {name}: that rule leaves nothing out."
NO_THREAD: Final = "No thread is called {name}: that rule leaves nothing out."
NO_MEMORY: Final = "No memory is called {name}: that rule leaves nothing out."
SENTENCES: Final = {"module": NO_MODULE, "thread": NO_THREAD, "memory": NO_MEMORY}
"""What is said of such a rule, by what it is about."""
_GENERAL: Final = frozenset(("*", *FOLDERS))
"""Names of all that there may be, on any machine: that nothing is called so is no news."""


class Unmatched(NamedTuple):
    """Such a rule, by what it is about and the name it gives."""

    part: str
    """``module``, ``thread`` or ``memory``."""
    name: str
    """A glob."""

    @property
    def sentence(self) -> str:
        """What it comes to."""
        return SENTENCES[self.part].format(name=escaped(self.name))


def unmatched(rules: FilterSpec, snapshot: ProcessSnapshot) -> tuple[Unmatched, ...]:
    """Find those of *rules* that leave something out by a name, and match nothing in *snapshot*.

    A rule about an address or a thread's id says exactly what it means; if that is not there, it is
    not in the dump either.
    """
    modules = (
        rule.name for rule in steps(rules.modules) if rule.include is False and rule.base is None
    )
    threads = (
        rule.name for rule in steps(rules.threads) if rule.include is False and rule.id is None
    )
    memory = (rule.name for rule in steps(rules.memory) if not rule.include and not rule.size)
    return (
        *_without("module", modules, (module.name for module in steps(snapshot.modules))),
        *_without("thread", threads, (thread.name for thread in steps(snapshot.threads))),
        *_without("memory", memory, (region.path for region in steps(snapshot.regions))),
    )


def _without(part: str, globs: Iterable[str], names: Iterable[str]) -> Iterator[Unmatched]:
    wanted = tuple(dict.fromkeys(glob for glob in globs if glob not in _GENERAL))
    if not wanted:
        return
    known = compiled(wanted)
    found: set[int] = set()
    for name in steps(dict.fromkeys(names)):
        found.update(known.matching(name))
    for number, glob in enumerate(steps(wanted)):
        if number not in found:
            yield Unmatched(part, glob)
