"""Python's own frames between the native ones: what the interpreter was doing for each call of it.

In two steps, because a process goes on: where its interpreters lie is found out before it is
stopped, which frames there are while it stands still, and what they are called after that.
"""

from __future__ import annotations

import contextlib
from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Final

from ..errors import InvalidDumpError, InvalidImageError
from ..symbols.python_runtime import PythonFrame, PythonRuntime
from .callers import FoundBy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..capture.snapshot import Module
    from ..symbols.extent import Read
    from .stack_code import Code
    from .stacks import Frame, Stack

_MOST_FRAMES: Final = 100_000
"""Frames of all threads together."""
_INTERPRETERS: Final = ("_PyEval_EvalFrameDefault", "_TAIL_CALL_")
"""How the functions begin that carry out Python's code."""


class PythonFrames:
    """The interpreters of a process, and the frames that their threads had at one moment."""

    def __init__(self, modules: Iterable[Module], memory: Read, code: Code) -> None:
        """Look for interpreters among *modules*."""
        self._runtimes: list[PythonRuntime] = []
        self._frames: dict[int, tuple[PythonRuntime, tuple[PythonFrame, ...]]] = {}
        for module in modules:
            if "python" not in module.name.rpartition("/")[2]:
                continue
            image = code.of(module, memory)
            runtime = image.address_of(b"_PyRuntime")
            if runtime:
                version = image.address_of(b"Py_Version")
                number = int.from_bytes(image.read(version, 4), "little") if version else 0
                self._add(memory, runtime, number)

    def _add(self, memory: Read, runtime: int, version: int) -> None:
        def read(address: int, size: int) -> bytes:
            try:
                return memory(address, size)
            except InvalidDumpError:
                return b""

        with contextlib.suppress(InvalidImageError):  # one that is not known
            self._runtimes.append(PythonRuntime(read, runtime, version))

    def look(self, threads: Iterable[int]) -> None:
        """Take down the frames of these threads: the process must stand still."""
        left = _MOST_FRAMES
        for runtime in self._runtimes:
            states = runtime.threads()
            for thread in threads:
                if thread in states:
                    frames = tuple(islice(runtime.frames(states[thread]), left))
                    self._frames[thread] = runtime, frames
                    left -= len(frames)

    def into(self, stack: Stack) -> Stack:
        """Put the frames of the stack's thread before those of the interpreter that runs them."""
        found = self._frames.get(stack.thread.id)
        if found is None:
            return stack
        runtime, frames = found
        left = deque(frames)
        mixed: list[Frame] = []
        for frame in stack.frames:
            if frame.function.startswith(_INTERPRETERS) and not frame.is_inlined:
                mixed += _run_by(frame, runtime, left)
            mixed.append(frame)
        return stack._replace(frames=tuple(mixed))


def _run_by(native: Frame, runtime: PythonRuntime, left: deque[PythonFrame]) -> Iterable[Frame]:
    """Give the Python frames that one call of the interpreter runs, taken from what is *left*."""
    while left:
        frame = left.popleft()
        place = runtime.place(frame)
        if place is not None:
            yield native._replace(
                found_by=FoundBy.PYTHON,
                function=place.function,
                function_offset=0,
                file=place.file,
                line=place.line,
            )
        if frame.is_last:
            return
