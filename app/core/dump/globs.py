"""Many globs matched at once: an automaton that reads a name a single time.

Two thousand rules tried one by one on fifty thousand names take minutes, and a regular expression
made of them no less. Here all globs are states in a row, one bit of a large number each, and a
character of a name moves all of them with one shift (Baeza-Yates and Gonnet, "A new approach to
text searching", 1992): the time goes with the length of the names, whatever the globs hold.
"""

from __future__ import annotations

import re
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..steps import steps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPECIAL: Final = frozenset("*?[")
_REMEMBERED: Final = 100_000
"""Most names whose answers are remembered: more than the largest programs have mappings."""


class Globs:
    """Globs compiled together.

    A glob is matched against the whole name or, if it has no folder, its last component. Case does
    not matter; ``*``, ``?`` and ``[...]`` are understood. A name in brackets, such as ``[heap]``,
    matches itself as well.

    What matches is a number with a bit, a *mark*, for each glob, in their order: the glob with the
    highest mark is the last one. Answers are remembered, for they are asked for again in the stop.
    """

    def __init__(self, globs: Sequence[str]) -> None:
        """Compile *globs*."""
        self.marks: list[int] = []
        self._starts = self._stays = self._ends = self._any = 0
        self._of_character: dict[str, int] = {}
        of_class: dict[str, int] = {}
        self._spelled: dict[str, int] = {}
        self._plain: dict[str, int] = {}
        self._with: dict[str, int] = {"/": 0, "\\": 0}
        self._steps: dict[str, int] = {}
        self._known: dict[str, int] = {}
        state = 0
        for glob in steps(globs):
            state = self._compile(glob, state, of_class)
            mark = 1 << state
            self.marks.append(mark)
            self._ends |= mark
            _add(self._spelled, glob.lower(), mark)
            if not _SPECIAL & set(glob):
                _add(self._plain, glob.lower(), mark)
            for separator in self._with:
                if separator in glob:
                    self._with[separator] |= mark
            state += 1
        self._classes = [
            (re.compile(translate(element), re.IGNORECASE | re.DOTALL).fullmatch, states)
            for element, states in steps(of_class.items())
        ]
        self._order = {mark.bit_length(): index for index, mark in enumerate(self.marks)}

    def _compile(self, glob: str, state: int, of_class: dict[str, int]) -> int:
        """Give *glob* the states from *state* on; the last one of them."""
        if not _SPECIAL & set(glob):
            return state  # looked up as it is spelled
        self._starts |= 1 << state
        for element in _elements(glob):
            bit = 1 << state
            if element == "*":
                self._stays |= bit
                continue
            if element == "?":
                self._any |= bit
            elif len(element) == 1:
                _add(self._of_character, element.lower(), bit)
            else:
                _add(of_class, element, bit)
            state += 1
        return state

    def matching(self, name: str) -> int:
        """Give the marks of all globs that match *name*."""
        found = self._known.get(name)
        if found is None:
            separator = "/" if "/" in name else "\\"  # one of Windows' paths has backslashes alone
            last = name.rpartition(separator)[2]
            found = self._run(name) | self._spelled.get(name.lower(), 0)
            if last != name:
                inside = self._run(last) | self._plain.get(last.lower(), 0)
                found |= inside & ~self._with[separator]
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[name] = found
        return found

    def _run(self, text: str) -> int:
        states = self._starts
        if states:
            known, stays = self._steps, self._stays
            for character in text:
                step = known.get(character)
                if step is None:
                    step = known[character] = self._step(character)
                states = (states & stays) | ((states & step) << 1)
                if not states:
                    break
        return states & self._ends

    def _step(self, character: str) -> int:
        """Give the states that are left for the next one by *character*."""
        found = self._any | self._of_character.get(character.lower(), 0)
        for holds, states in self._classes:
            if holds(character):
                found |= states
        return found

    def last(self, marks: int) -> int:
        """Give the number of the last glob among *marks*; -1 if there is none."""
        return self._order[marks.bit_length()] if marks else -1

    def numbers(self, marks: int) -> list[int]:
        """Give the numbers of all globs among *marks*, in order."""
        digits = f"{marks:b}"[::-1]
        found = []
        position = digits.find("1")
        while position >= 0:
            found.append(self._order[position + 1])
            position = digits.find("1", position + 1)
        return found


@lru_cache(maxsize=16)
def compiled(globs: tuple[str, ...]) -> Globs:
    """Compile *globs*, or give those of the last time, with all that they remember."""
    return Globs(globs)


def _add(table: dict[str, int], key: str, bits: int) -> None:
    table[key] = table.get(key, 0) | bits


def _elements(glob: str) -> Iterator[str]:
    """Take *glob* apart as fnmatch does: characters, ``?``, ``*`` and classes in brackets."""
    position = 0
    while position < len(glob):
        end = position + 1
        if glob[position] == "[":
            inside = end + (glob[end : end + 1] == "!")
            closing = glob.find("]", inside + 1)
            end = closing + 1 if closing >= 0 else end
        yield glob[position:end]
        position = end
