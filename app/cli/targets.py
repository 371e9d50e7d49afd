"""Which processes a command is about: numbers, names and queries, made into processes.

A number is that process. Other text is a query as `list` takes it, or without any comparison the
name of a program, in full: that a word stands somewhere in a command line is no reason to dump.
More than one match is shown and refused, unless ``--all`` says so.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from ..core.errors import InvalidRequestError, NoSuchProcessError
from . import terminal
from .process_argument import ProcessOrQuery, the_key
from .terminal import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..core.process_key import ProcessKey
    from ..core.processes.info import ProcessInfo
    from ..core.processes.query import Query
    from .process_argument import Meant

_MOST_SHOWN: Final = 20
_RATE_SECONDS: Final = 0.5
"""How long to look when a share of time is asked for."""


class Target(NamedTuple):
    """A process, and what is known of it where somebody had to look at all of them."""

    key: ProcessKey
    info: ProcessInfo | None = None

    def __str__(self) -> str:
        return f"{self.info.name} (PID {self.key.pid})" if self.info else f"PID {self.key.pid}"


def several_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--all`` and ``--children``."""
    for option in (
        click.option(
            "--children", is_flag=True, help="With all processes below it, children first."
        ),
        click.option("--all", "everyone", is_flag=True, help="All that a name or query finds."),
    ):
        function = option(function)
    return function


def process_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the argument that says which processes, and what goes with it."""
    argument = click.argument(
        "processes",
        type=ProcessOrQuery(),
        nargs=-1,
        required=True,
        metavar="PID[@STARTED]|NAME|QUERY...",
    )
    return argument(several_options(function))


def targets_given(context: click.Context) -> list[Target]:
    """Say which processes the options of :func:`process_options` mean."""
    values = context.params
    return targets_of(
        values["processes"],
        everyone=values["everyone"],
        children=values["children"],
        detailed=values.get("recipe") is not None,
    )


def means_several(context: click.Context) -> bool:
    """Say whether several processes may be meant by what was given, however many there are."""
    values = context.params
    return len(values["processes"]) > 1 or values["everyone"] or values["children"]


def targets_of(
    given: Sequence[Meant | str], *, everyone: bool, children: bool, detailed: bool = False
) -> list[Target]:
    """Find the processes, each once and in the order given, with *children* those first.

    *detailed* wants to know more of each than its number. To be called first: a number may be
    given on at any time. Raises NoSuchProcessError, AccessDeniedError, InvalidRequestError.
    """
    keys = {text: the_key(text) for text in given if not isinstance(text, str)}
    if len(keys) == len(given) == 1 and not (children or detailed):
        return [Target(key) for key in dict.fromkeys(keys.values())]
    listing = _Listing(given)
    chosen: dict[ProcessKey, Target] = {}
    for text in given:
        if isinstance(text, str):
            found = [Target(info.key, info) for info in listing.like(text, everyone=everyone)]
        else:
            found = [listing.target(keys[text])]
        chosen |= {target.key: target for target in found}
    return listing.with_children(chosen) if children else list(chosen.values())


def parsed(text: str) -> Query:
    """Compile a query. Raises InvalidRequestError."""
    from ..core.processes.query import QueryError, parse

    asked = parse(text)
    if isinstance(asked, QueryError):
        raise InvalidRequestError(asked.reason, asked.hint)
    return asked


def listed(asked: Sequence[Query]) -> list[ProcessInfo]:
    """Give all processes but us, with what the queries *asked* want to know of each."""
    from ..core.processes.sampler import list_processes

    fields = frozenset(field for query in asked for field in query.fields)
    facts = frozenset(fact for query in asked for fact in query.facts)
    # We ourselves are gone when the list is read, and the query is among our arguments.
    seconds = _RATE_SECONDS if fields & {"cpu", "io"} else 0
    return [
        info for info in list_processes(facts=facts, seconds=seconds) if info.pid != os.getpid()
    ]


class _Listing:
    """All processes at one moment."""

    def __init__(self, given: Sequence[Meant | str]) -> None:
        self._queries = {text: parsed(text) for text in given if isinstance(text, str)}
        self._all = listed([*self._queries.values()])
        self._by_key = {info.key: info for info in self._all}

    def target(self, key: ProcessKey) -> Target:
        return Target(key, self._by_key.get(key))

    def like(self, text: str, *, everyone: bool) -> list[ProcessInfo]:
        """Give those that a name or query means; more than one only if *everyone* is wanted."""
        from ..core.processes.info import CanDump

        query = self._queries[text]
        if not query.fields and query.match is None:
            raise InvalidRequestError("No process is named.", "Give a PID, a name, or a query.")
        if query.fields:
            callers = self._callers(text)
            found = [
                info
                for info in self._all
                if query.matches(info)
                and info.can_dump != CanDump.KERNEL
                and info.pid not in callers
            ]
        else:
            found = [info for info in self._all if info.name.casefold() == text.casefold()]
        if not found:
            raise self._nobody(text, query)
        if len(found) > 1 and not everyone:
            _show(found)
            raise InvalidRequestError(
                f"{len(found):,} processes are like “{text}”.",
                "Add --all for all of them, or give the PID of one.",
            )
        return found

    def with_children(self, chosen: dict[ProcessKey, Target]) -> list[Target]:
        """Add all processes below *chosen*, but neither us nor what we started."""
        from ..core.processes.family import with_descendants

        gone = [target for target in chosen.values() if target.key not in self._by_key]
        family = with_descendants(self._all, *(key.pid for key in chosen if key in self._by_key))
        return gone + [Target(info.key, info) for info in family if info.ppid != os.getpid()]

    def _callers(self, text: str) -> set[int]:
        """Find who started us with this very text among their own arguments: a shell, sudo."""
        by_pid = {info.pid: info for info in self._all}
        callers: set[int] = set()
        above = by_pid.get(os.getppid())
        while above is not None and above.pid not in callers:
            if text in above.cmdline:
                callers.add(above.pid)
            above = by_pid.get(above.ppid)
        return callers

    def _nobody(self, text: str, query: Query) -> NoSuchProcessError:
        if query.fields:
            return NoSuchProcessError(
                f"No process is like “{text}”.", "`dumpdesk list` shows all there are."
            )
        near = [info for info in self._all if text.casefold() in info.name.casefold()]
        if near:
            _show(near)
            return NoSuchProcessError(
                f"No process is called “{text}”; names that hold it are listed.",
                f"Give the whole name, a PID, or 'name ~ *{text}*'.",
            )
        return NoSuchProcessError(
            f"No process is called “{text}”.",
            f"`dumpdesk list {text}` looks in paths and arguments, too.",
        )


def _show(found: Sequence[ProcessInfo]) -> None:
    terminal.table(
        (Column("PID", right=True), Column("USER"), Column("NAME"), Column("COMMAND LINE")),
        [(str(info.pid), info.user, info.name, info.cmdline) for info in found[:_MOST_SHOWN]],
        err=True,
    )
    if len(found) > _MOST_SHOWN:
        terminal.say(f"… and {len(found) - _MOST_SHOWN} more", err=True)
