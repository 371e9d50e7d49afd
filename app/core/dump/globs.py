"""Many globs matched at once, in a time that hardly goes with how many they are.

A glob can only match a name that holds the texts between its wildcards. So each glob is kept under
the one of its texts that fewest others have, and a name meets those alone whose texts it holds.
They are made into an automaton, which reads the name once: all of them are states in a row, one bit
of a number each, and a character of the name moves all with one shift (Baeza-Yates and Gonnet, "A
new approach to text searching", 1992). A regular expression of them would take longer to compile
than most take to match.
"""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import translate
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..steps import step, steps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WILD: Final = re.compile(r"[*?]|\[!?+[\s\S][^\]]*+\]")
"""What stands for other characters, as fnmatch has it: a bracket that is not closed is itself."""
_ELEMENT: Final = re.compile(_WILD.pattern + r"|[\s\S]")
_START: Final = 2
"""Characters of a text by which it is looked for at each place of a name."""
_REMEMBERED: Final = 100_000
"""Most names whose answers are remembered: more than the largest programs have mappings."""


class Globs:
    """Globs compiled together, known by their numbers from 0 on.

    A glob is matched against the whole name or, if it has no folder, its last component. Case does
    not matter; ``*``, ``?`` and ``[...]`` are understood. A name in brackets, such as ``[heap]``,
    matches itself as well. Answers are remembered, for they are asked for again in the stop.
    """

    def __init__(self, globs: Sequence[str]) -> None:
        """Compile *globs*."""
        self._globs = globs
        self._spelled: dict[str, list[int]] = {}
        wild: list[tuple[int, list[str]]] = []
        for number, glob in enumerate(steps(globs)):
            folded = _folded(glob)
            self._spelled.setdefault(folded, []).append(number)
            texts = _WILD.split(folded)
            if len(texts) > 1:
                wild.append((number, [text for text in texts if len(text) >= _START]))
        shared = Counter(text for _, texts in steps(wild) for text in texts)
        self._holding: dict[str, _Together] = {}
        for number, texts in steps(wild):
            text = min(texts, key=shared.__getitem__, default="")
            self._holding.setdefault(text, _Together()).add(number, globs[number])
        self._lengths: dict[str, set[int]] = {}
        for text in steps(self._holding):
            self._lengths.setdefault(text[:_START], set()).add(len(text))
        self._known: dict[str, tuple[int, ...]] = {}
        self._alike: dict[tuple[int, ...], tuple[int, ...]] = {}

    def matching(self, name: str) -> tuple[int, ...]:
        """Give the numbers of all globs that match *name*, in order."""
        found = self._known.get(name)
        if found is None:
            step()
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
                self._alike.clear()
            found = tuple(sorted(self._found(name)))
            self._known[name] = found = self._alike.setdefault(found, found)
        return found

    def _found(self, name: str) -> set[int]:
        folded = _folded(name)
        separator = "/" if "/" in name else "\\"  # one of Windows' paths has backslashes alone
        last = name.rpartition(separator)[2]
        found = set(self._spelled.get(folded, ()))
        inside: list[int] = []
        for globs in self._held(folded):
            found.update(globs.matching(name))
            if last != name:
                inside += globs.matching(last)
        if last != name:
            spelled = self._spelled.get(_folded(last), ())
            inside += [number for number in spelled if not _WILD.search(self._globs[number])]
        found.update(number for number in inside if separator not in self._globs[number])
        return found

    def _held(self, name: str) -> Iterator[_Together]:
        """Give the globs kept under a text that *name* holds."""
        holding, lengths = self._holding, self._lengths
        texts = {""}
        for start in range(len(name) - _START + 1):
            known = lengths.get(name[start : start + _START])
            if known is not None:
                texts.update(name[start : start + length] for length in known)
        return (holding[text] for text in texts if text in holding)


class _Together:
    """An automaton of some globs with wildcards, made when it is first needed."""

    def __init__(self) -> None:
        self._globs: list[tuple[int, str]] = []
        self._ready = False

    def add(self, number: int, glob: str) -> None:
        """Have *glob* matched as well."""
        self._globs.append((number, glob))

    def _prepare(self) -> None:
        self._ready = True
        starts: list[int] = []
        stays: list[int] = []
        anything: list[int] = []
        characters: dict[str, list[int]] = {}
        classes: dict[str, list[int]] = {}
        self._numbers: dict[int, int] = {}
        state = 0
        for number, glob in steps(self._globs):
            starts.append(state)
            for element in _ELEMENT.findall(glob):
                if element == "*":
                    stays.append(state)
                    continue
                if element == "?":
                    anything.append(state)
                elif len(element) == 1:
                    characters.setdefault(element.lower(), []).append(state)
                else:
                    classes.setdefault(element, []).append(state)
                state += 1
            self._numbers[state] = number
            state += 1
        self._starts, self._stays = _bits(starts, state), _bits(stays, state)
        self._ends, self._any = _bits(self._numbers, state), _bits(anything, state)
        self._of_character = {sign: _bits(at, state) for sign, at in steps(characters.items())}
        self._classes = [
            (re.compile(translate(element), re.IGNORECASE | re.DOTALL).fullmatch, _bits(at, state))
            for element, at in steps(classes.items())
        ]
        self._moves: dict[str, int] = {}

    def matching(self, text: str) -> list[int]:
        """Give the numbers of those that match *text* as a whole, in no order."""
        if not self._ready:
            self._prepare()
        moves, stays = self._moves, self._stays
        states = self._starts
        for character in text:
            move = moves.get(character)
            if move is None:
                move = moves[character] = self._move(character)
            states = (states & stays) | ((states & move) << 1)
            if not states:
                return []
        states &= self._ends
        return [self._numbers[state] for state in _positions(states)] if states else []

    def _move(self, character: str) -> int:
        """Give the states that are left for the next one by *character*."""
        found = self._any | self._of_character.get(character.lower(), 0)
        for holds, states in self._classes:
            if holds(character):
                found |= states
        return found


@lru_cache(maxsize=16)
def compiled(globs: tuple[str, ...]) -> Globs:
    """Compile *globs*, or give those of the last time, with all that they remember."""
    return Globs(globs)


def _folded(text: str) -> str:
    """Give *text* in lower case, character by character: what stands beside one changes nothing."""
    return text.lower() if text.isascii() else "".join(map(str.lower, text))


def _bits(positions: Iterable[int], size: int) -> int:
    """Give the number of *size* bits that has those at *positions*."""
    packed = bytearray((size >> 3) + 1)
    for position in steps(positions):
        packed[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(packed, "little")


def _positions(bits: int) -> Iterator[int]:
    digits = f"{bits:b}"[::-1]
    position = digits.find("1")
    while position >= 0:
        yield position
        position = digits.find("1", position + 1)
