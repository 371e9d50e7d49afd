"""Stacks being looked at, in a process of its own: what it is asked, and what it answers.

A target is stopped by it and not by the window, whose interpreter is busy; a hostile file ends it
and nothing else. What it has seen once it keeps: lines, raw words and texts are told of the same
moment, for as long as nobody has it look again.
"""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from ..dump.command_line import command_line
from ..errors import DumpDeskError, InvalidDumpError, InvalidRequestError
from ..process_key import ProcessKey
from ..processes.rights import rights_help
from .explained import code_before
from .framing import asked, limit_memory, tell
from .seen import seen_in_dump
from .stack_capture import seen_in_process
from .stack_text import stacks_text
from .stacks import standing, with_lines
from .waits import doing_of, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from ..capture.snapshot import Module
    from .activity import Doing
    from .cause import Cause
    from .seen import Seen
    from .stack_words import FrameWords, StackWords
    from .stacks import Frame, Stack

MOST_STACKS: Final = 10_000
MOST_FRAMES: Final = 200_000
"""Of all stacks together: an honest process has fewer. What is left is counted."""


class Look(NamedTuple):
    """Walk all stacks, of a live process as it stands now.

    Answered by Begun, a Walked for each thread, and Looked.
    """


class ReadLines(NamedTuple):
    """Look for the source lines of a thread's stack: answered by Lined."""

    thread: int


class ReadWords(NamedTuple):
    """Tell the raw words of a frame: answered by Words."""

    thread: int
    frame: int
    """Its place in the stack."""
    lined: bool
    """In the stack as Lined has it, which may have more frames, and not as Walked has it."""


class ReadRegisters(ReadWords):
    """Tell the registers of a frame: answered by Registers."""

    __slots__ = ()


class ReadText(NamedTuple):
    """Write stacks as text: answered by Text."""

    threads: frozenset[int] | None = None
    """None: all."""
    lined: bool = False
    """With source lines, which may take a while."""


class ReadCommand(NamedTuple):
    """Write the command line that tells the same: answered by Text."""

    lined: bool
    administrator: bool
    """With the rights of one."""


class Begun(NamedTuple):
    """The process goes on; its stacks are walked now."""

    threads: int
    """How many it has."""
    paused_ns: int
    """Nanoseconds that it stood still; 0: it is a dump."""


class Walked(NamedTuple):
    """One stack, without registers; of its modules no more than where they lie."""

    stack: Stack
    group: int
    """The same for all threads that stand at the same places; counted from 0."""
    doing: Doing
    place: str
    """The innermost function that is the program's own; empty: not known."""


class Looked(NamedTuple):
    """That were all."""

    cause: Cause
    missing: dict[str, str]
    """Modules whose file is not used, and why."""
    left: int
    """Threads that were not walked, because there are too many."""


class Lined(NamedTuple):
    """A stack with its source lines; inlined calls are frames of their own."""

    stack: Stack


class Words(NamedTuple):
    """The raw words of a frame."""

    asked: ReadWords
    words: FrameWords


class Registers(NamedTuple):
    """What is known of the registers in a frame, by their names."""

    asked: ReadRegisters
    known: Mapping[str, int]


class Text(NamedTuple):
    """What was asked for as text; safe to look at."""

    asked: ReadText | ReadCommand

    text: str


class Refused(NamedTuple):
    """Something that was asked cannot be answered."""

    asked: Question
    cause: str
    remedy: str
    rights_help: bool = False
    """An administrator could do it."""


Question = Look | ReadLines | ReadWords | ReadRegisters | ReadText | ReadCommand
Answer = Begun | Walked | Looked | Lined | Words | Registers | Text | Refused


def of_process(key: ProcessKey) -> list[str]:
    """Give the arguments of a process that looks at the process of *key*."""
    return ["process", str(key.pid), str(key.started)]


def of_dump(path: str) -> list[str]:
    """Give the arguments of a process that looks at the dump at *path*."""
    return ["dump", path]


class _Looker:
    """Looks at one process or file, and tells of what it has seen last."""

    def __init__(self, name: str, open_it: Callable[[], AbstractContextManager[Seen]]) -> None:
        self._name = name
        self._open = open_it
        self._closing = contextlib.ExitStack()
        self._seen: Seen | None = None
        self._words: StackWords | None = None
        self._cause: Cause | None = None
        self._stacks: dict[int, Stack] = {}
        self._lined: dict[int, Stack] = {}
        self._modules: dict[int, Module] = {}

    def answers(self, question: Question) -> Iterator[Answer]:
        """Give the answers to *question*, each when it is known."""
        match question:
            case Look():
                yield from self._look()
            case ReadLines():
                yield Lined(self._lean(self._with_lines(question.thread)))
            case ReadRegisters():
                yield Registers(question, self._stack(question).frames[question.frame].registers)
            case ReadWords():
                yield Words(question, self._words_of(question))
            case ReadText():
                yield Text(question, self._text(question))
            case ReadCommand():
                arguments = ["stacks", self._name, *(("--lines",) if question.lined else ())]
                line = command_line(arguments, administrator=question.administrator)
                yield Text(question, line)

    def close(self) -> None:
        """Let go of the process or file."""
        self._closing.close()

    def _look(self) -> Iterator[Answer]:
        opened = contextlib.ExitStack()
        seen = opened.enter_context(self._open())
        # Only now: what cannot be looked at again can still be told of.
        self._closing.close()
        self._closing, self._seen, self._cause = opened, seen, None
        self._stacks.clear()
        self._lined.clear()
        self._modules.clear()
        self._words = seen.words()
        threads = len(seen.snapshot.threads)
        yield Begun(threads, seen.paused_ns)
        before = code_before(seen.memory, seen.code)
        groups: dict[tuple[object, ...], int] = {}
        frames = 0
        for stack in seen.stacks():
            self._stacks[stack.thread.id] = stack
            group = groups.setdefault(standing(stack), len(groups))
            doing = doing_of(stack, before, seen.snapshot.system)
            yield Walked(self._lean(stack), group, doing, place_of(stack))
            frames += len(stack.frames)
            if len(self._stacks) >= MOST_STACKS or frames >= MOST_FRAMES:
                break
        cause = self._cause = seen.explained(tuple(self._stacks.values()))
        yield Looked(cause, seen.code.missing(), threads - len(self._stacks))

    def _with_lines(self, thread: int) -> Stack:
        if thread not in self._lined:
            seen, stack = self._last(), self._stacks.get(thread)
            if stack is None:
                raise _not_seen()
            self._lined[thread] = with_lines(stack, seen.memory, seen.code)
        return self._lined[thread]

    def _words_of(self, question: ReadWords) -> FrameWords:
        if self._words is None:
            raise _not_seen()
        return self._words.of(self._stack(question), question.frame)

    def _stack(self, question: ReadWords | ReadRegisters) -> Stack:
        stack = (self._lined if question.lined else self._stacks).get(question.thread)
        if stack is None or question.frame >= len(stack.frames):
            raise _not_seen()
        return stack

    def _text(self, question: ReadText) -> str:
        seen, wanted = self._last(), question.threads
        stacks = [
            self._with_lines(number) if question.lined else stack
            for number, stack in self._stacks.items()
            if wanted is None or number in wanted
        ]
        headline = self._cause.headline if self._cause is not None else ""
        return stacks_text(headline, stacks, seen.code.missing())

    def _last(self) -> Seen:
        if self._seen is None:
            raise _not_seen()
        return self._seen

    def _lean(self, stack: Stack) -> Stack:
        """Leave away what nobody shows: it is most of a stack."""
        return stack._replace(
            thread=stack.thread._replace(context=b""),
            frames=tuple(map(self._lean_frame, stack.frames)),
        )

    def _lean_frame(self, frame: Frame) -> Frame:
        module = frame.module
        if module is not None:
            if module.base not in self._modules:
                self._modules[module.base] = type(module)(module.base, module.size, module.name)
            module = self._modules[module.base]
        return frame._replace(module=module, registers={})


def _not_seen() -> InvalidRequestError:
    return InvalidRequestError("That was not among what was looked at last.", "Look again.")


def serve(looker: _Looker, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer *questions* until they end."""
    with contextlib.closing(looker):
        for question in asked(questions):
            try:
                for answer in looker.answers(question):
                    tell(answers, answer)
            except DumpDeskError as error:
                helped = rights_help(error)
                tell(answers, Refused(question, error.cause, error.remedy, helped))
            except OSError as error:
                if isinstance(error, BrokenPipeError):
                    return  # nobody listens any more
                cause = f"The stacks cannot be read: {error.strerror or error}."
                tell(answers, Refused(question, cause, "Look again."))
            except MemoryError:
                cause = "The file claims to hold more than can be shown."
                tell(answers, Refused(question, cause, InvalidDumpError.default_remedy))


def main(arguments: list[str]) -> int:
    """Answer questions on standard input about what *arguments* name; see :func:`of_process`."""
    kind, *rest = arguments
    if kind == "process":
        pid, started = map(int, rest)
        key = ProcessKey(pid, started)
        looker = _Looker(str(key), lambda: seen_in_process(key))
    else:
        limit_memory()
        looker = _Looker(rest[0], lambda: seen_in_dump(rest[0]))
    serve(looker, sys.stdin.buffer, sys.stdout.buffer)
    return 0
