"""The raw words of a stack, and what each of them seems to point to.

How to use it, while the files of *code* are open::

    words = StackWords(snapshot, file.read_memory, code)
    for stack in stacks_of(snapshot, file.read_memory, code):
        for word in words.of(stack, 0).words: ...

Of a live process ``stack_capture.stacks_of_process(…, raw=True)`` brings them with it.

A word may be a number that looks like an address, or left from a call that has returned long ago:
only what is ``Pointed.RETURN`` and the address of the next frame is known to be what it seems.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..symbols.machine import AMD64
from .callers import Callers
from .stacks import MACHINES, FoundBy

if TYPE_CHECKING:
    from ..capture.snapshot import Module, ProcessSnapshot, Region
    from ..symbols.extent import Read
    from .stack_code import Code
    from .stacks import Frame, Stack

MOST_WORDS: Final = 512
"""Words of one frame that are told: a buffer on the stack may have any number."""
_TEXT: Final = 128
"""Bytes of a text that are looked at."""
_WIDE: Final = re.compile(rb"(?:[\x09\x0a\x0d\x20-\x7e]\0)+")
_SHORTEST: Final = 4
"""Characters that make a text: fewer are found in any number."""
_BEHIND: Final = 1 << 64


class Pointed(StrEnum):
    """What a word points to."""

    RETURN = "return address"
    """Behind a call: a function returns there, or one has before."""
    CODE = "code"
    IMAGE = "image"
    """A module's data or headers."""
    STACK = "stack"
    MEMORY = "memory"
    """Other memory that is mapped: the heap, a file."""
    NOTHING = ""
    """No address of the process: a number, or characters."""


class Word(NamedTuple):
    """One word of a stack. What is not known is empty, 0 or None."""

    address: int
    value: int
    kind: Pointed
    module: Module | None = None
    function: str = ""
    """Name, demangled, of the function it points into."""
    function_offset: int = 0
    """Bytes from its start."""
    thread: int = 0
    """Id of the thread whose stack it points into."""
    region: str = ""
    """What the memory is that it points into: a file, ``[heap]`` …"""
    text: str = ""
    """Characters that it points to or, where it is no address, that it consists of."""

    @property
    def offset(self) -> int:
        """Bytes from the module's base; 0 where it points into none."""
        return self.value - self.module.base if self.module is not None else 0

    def to_json(self) -> dict[str, Any]:
        """Give it as ``dumpdesk stacks --raw --json`` has it: unknown is null."""
        in_module = self.module is not None
        return {
            "address": self.address,
            "value": self.value,
            "points_to": str(self.kind) or None,
            "module": self.module.name if self.module is not None else None,
            "offset": self.offset if in_module else None,
            "function": self.function or None,
            "function_offset": self.function_offset if self.function else None,
            "thread": self.thread or None,
            "region": self.region or None,
            "text": self.text or None,
        }


class FrameWords(NamedTuple):
    """The words of one frame, from its stack pointer to that of its caller."""

    words: tuple[Word, ...]
    end: str = ""
    """Why there are no more, though there should be; empty: these are all."""


class StackWords:
    """Tells words of stacks of one snapshot; ``code`` is open as long as it is asked."""

    def __init__(self, snapshot: ProcessSnapshot, memory: Read, code: Code) -> None:
        """Look at the same things as ``stacks.stacks_of``."""
        self._snapshot = snapshot
        self._code = code
        # Where the processor is not understood there are no frames to ask for.
        self._machine = MACHINES.get(snapshot.system.processor_architecture, AMD64)
        self._callers = Callers(snapshot, memory, code, self._machine)
        self._memory = self._callers.memory
        self._stacks = sorted((*one.stack, one.id) for one in snapshot.threads)

    def of(self, stack: Stack, index: int, most: int = MOST_WORDS) -> FrameWords:
        """Tell the words of the frame *index* of *stack*, *most* of them at most.

        Inlined calls and those of Python have none of their own, but those of the native frame that
        holds or runs them.
        """
        frames = stack.frames
        start = frames[index].stack_pointer
        native = index
        while native < len(frames) - 1 and not has_own_words(frames[native]):
            native += 1
        if native + 1 < len(frames) and frames[native + 1].stack_pointer >= start:
            return self.at(start, frames[native + 1].stack_pointer, most)
        # The outermost, or one whose caller has another stack: up to where this one ends.
        low, high = stack.thread.stack
        region = self._snapshot.region_at(start)
        whole = high if low <= start < high else region.end if region is not None else start
        return self.at(start, whole, most)

    def of_stack(self, stack: Stack, most: int = MOST_WORDS) -> tuple[FrameWords, ...]:
        """Tell the words of each frame of *stack*."""
        return tuple(self.of(stack, index, most) for index in range(len(stack.frames)))

    def at(self, start: int, end: int, most: int = MOST_WORDS) -> FrameWords:
        """Tell the words from *start* to *end* (addresses), *most* of them at most."""
        size = self._machine.word
        wanted = max(0, end - start) // size
        told = min(wanted, most)
        data = self._memory(start, size * told) if told else b""
        whole = range(0, len(data) - size + 1, size)
        words = tuple(self._word(start + at, data[at : at + size]) for at in whole)
        if len(words) < told:
            missing = start + len(words) * size
            return FrameWords(words, f"The stack is not in the memory from {missing:#x} on.")
        rest = wanted - told
        return FrameWords(words, f"{rest:,} more words are not told." if rest else "")

    def _word(self, address: int, data: bytes) -> Word:
        value = int.from_bytes(data, "little")
        there = value & self._machine.address_mask
        index = bisect_right(self._stacks, (there, _BEHIND, _BEHIND)) - 1
        if index >= 0 and there < self._stacks[index][1]:
            thread = self._stacks[index][2]
            return Word(address, value, Pointed.STACK, thread=thread, text=self._text_at(there))
        module = self._callers.module_at(there)
        region = self._snapshot.region_at(there)
        if module is not None or (region is not None and region.executable):
            return self._in_image(Word(address, value, Pointed.IMAGE, module), there, region)
        if region is not None and (region.readable or region.writable):
            text = self._text_at(there)
            return Word(address, value, Pointed.MEMORY, region=region.path, text=text)
        return Word(address, value, Pointed.NOTHING, text=_text_of(data))

    def _in_image(self, word: Word, there: int, region: Region | None) -> Word:
        """Tell of a *word* that points *there*, into a module or into code that was made."""
        if word.module is not None and region is not None and not region.executable:
            return word._replace(text=self._text_at(there))
        returns = self._callers.may_return_to(there)
        image = self._callers.image_of(word.module)
        name, begin = image.function(there - returns) if image is not None else ("", 0)
        if image is None and self._code.made is not None:
            name, begin = self._code.made.function(there - returns) or ("", 0)
        kind = Pointed.RETURN if returns else Pointed.CODE if name or region else Pointed.IMAGE
        return word._replace(kind=kind, function=name, function_offset=there - begin if name else 0)

    def _text_at(self, address: int) -> str:
        return _text_of(self._memory(address, _TEXT), is_whole=False)


def has_own_words(frame: Frame) -> bool:
    """Say whether words of the stack are of this frame, and not of one that holds or runs it."""
    return not frame.is_inlined and frame.found_by is not FoundBy.PYTHON


def _text_of(data: bytes, *, is_whole: bool = True) -> str:
    """Give the text that *data* begins with or, if it *is_whole*, consists of; else nothing."""
    wide = _WIDE.match(data)
    if wide is not None and wide.end() >= 2 * _SHORTEST:
        return "" if is_whole and any(data[wide.end() :]) else wide.group().decode("utf-16-le")
    plain, _, rest = data.partition(b"\0")
    if is_whole and any(rest):
        return ""
    try:
        text = plain.decode()
    except UnicodeDecodeError as error:
        if is_whole or error.start < _TEXT - 4:  # else it was cut within a character
            return ""
        text = plain[: error.start].decode()
    readable = all(one.isprintable() or one in "\t\r\n" for one in text)
    return text if readable and len(text) >= _SHORTEST else ""
