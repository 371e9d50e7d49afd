"""What the dumper and its client say to each other: one JSON object a line, ASCII only.

Commands go to the dumper's standard input, events come from its standard output. Every command has
an ``id`` of the client's; each event carries the id of the command it belongs to. The last event
of a command is :class:`Rehearsed`, :class:`Done`, :class:`Failed` or one of :mod:`.replies`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, field, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from ..dump.request import DumpRequest
from ..errors import (
    ERROR_NAMES,
    DumpDeskError,
    InvalidRequestError,
    MiniDumpError,
    foreseen_error,
)
from ..inspection.crash import Crash
from ..process_key import ProcessKey
from ..steps import step
from ..value import dataclass
from .gate import HELD_SECONDS

if TYPE_CHECKING:
    from .replies import Reply

LINE_LIMIT: Final = 64 << 20
"""Bytes of the longest line: a plan of 50,000 ranges takes 10 MiB, user streams what they take."""
FD_LIMIT: Final = 1 << 31
"""Descriptors are small; handles of Windows need not be."""
_PID_LIMIT: Final = 1 << 32
_TIME_LIMIT: Final = 1 << 64
_AT_ONCE: Final = 500
"""Things of a list that are written without asking whether anybody wants them: a millisecond."""


# -------------------------------------------------------------------------------------- commands


@dataclass(frozen=True, slots=True)
class Describe:
    """Look at a process without stopping it; *refresh*: even if it was looked at before.

    With *details* every handle and the names of the environment variables are told, with
    *environment* their values, too: they hold secrets and are sent on request alone. With *names*
    handles are named as far as plans want it: another look for that may see another process.
    """

    word: ClassVar = "describe"
    id: int
    key: ProcessKey
    refresh: bool = True
    details: bool = False
    environment: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Say what a dump would hold; *refresh*: look at the process again first.

    Without *ranges*, what is stored is told for each region instead of for each stored range, which
    are far more. With *trace*, so many callbacks are told with their answers.
    """

    word: ClassVar = "plan"
    id: int
    key: ProcessKey
    request: DumpRequest
    refresh: bool = False
    ranges: bool = True
    trace: int = 0


@dataclass(frozen=True, slots=True)
class Costs:
    """Say what each flag adds to a dump with this request; Cancel stops it between two flags."""

    word: ClassVar = "costs"
    id: int
    key: ProcessKey
    request: DumpRequest


@dataclass(frozen=True, slots=True)
class Weigh:
    """Say what dumps with these requests would be; Cancel stops it within each of them."""

    word: ClassVar = "weigh"
    id: int
    key: ProcessKey
    requests: tuple[DumpRequest, ...]


@dataclass(frozen=True, slots=True)
class Dump:
    """Write a dump to *path* or, if that is empty, to the inherited *descriptor*, as a stream.

    *held*: in the phases of ``gate`` it waits for :class:`GoOn`.
    """

    word: ClassVar = "dump"
    id: int
    key: ProcessKey
    request: DumpRequest
    path: str = ""
    descriptor: int = -1
    overwrite: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class Rehearse:
    """Have Windows make a dump that is stored nowhere, and say how long it is."""

    word: ClassVar = "rehearse"
    id: int
    key: ProcessKey
    request: DumpRequest


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop the command with this id, if it is still being carried out."""

    word: ClassVar = "cancel"
    id: int


@dataclass(frozen=True, slots=True)
class GoOn:
    """Let the held dump with this id go on beyond *phase*, at once or when it comes there."""

    word: ClassVar = "go_on"
    id: int
    phase: str


@dataclass(frozen=True, slots=True)
class Exit:
    """End, once everything before it is done. Closing the pipe ends at once."""

    word: ClassVar = "exit"
    id: int = 0


Command = Describe | Plan | Costs | Weigh | Dump | Rehearse | Cancel | GoOn | Exit

# ---------------------------------------------------------------------------------------- events


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A dump would have so many bytes, exactly."""

    word: ClassVar = "rehearsed"
    file_size: int


PHASES: Final = {
    "describe": "Examining the process",
    "suspend": "Pausing the process",
    "copy": "Copying memory",
    "write": "Writing",
    "sync": "Waiting for the disk",
    "hash": "Computing the checksum",
    "verify": "Checking the file",
}
"""The phases of a dump, and what is done in them, in words for people."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A dump goes on to one of PHASES; one that is held comes to "stopped" and "copied" as well."""

    word: ClassVar = "phase"
    phase: str


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes of memory copied so far, and in all; ``item`` is what is being copied, if told."""

    word: ClassVar = "progress"
    done: int
    total: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class SoftErrorFound:
    """Something was left out; the dump goes on. Address and size in bytes, 0 if there are none."""

    word: ClassVar = "soft_error"
    stage: str
    error: str
    address: int = 0
    size: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """A dump was written: from now on it is there, whatever happened after that.

    ``path`` is empty if it was streamed. ``verdict`` is "unchecked" then, and when the check could
    not be made or was cancelled, which a finding says.
    """

    word: ClassVar = "done"
    path: str
    file_size: int
    """Bytes."""
    paused_ms: float
    """How long the target stood still, in milliseconds."""
    sha256: str
    """Of the whole dump, in hexadecimal."""
    verdict: str
    """A VerdictWord of the inspection."""
    findings: list[dict[str, Any]] = field(default_factory=list)
    """What the check found: ``severity`` and ``text``."""
    soft_errors: int = 0
    """How many things could not be had."""
    left_out: int = 0
    """How many parts of the process were left out on purpose."""
    writer: str = ""
    """Windows: the DLL that wrote it, and its version."""
    usual_pause_ms: float = 0.0
    """What ``paused_ms`` would be on a usual machine (see ``dump.pause``)."""
    pause_foretold_ms: list[float] = field(default_factory=list)
    """The range of it, from what is usual and how busy the machine is: low and high."""
    wait_ms: float = 0.0
    """How long one waited for a processor when it began (see ``capture.run_queue``)."""
    cloned: int = 0
    held: int = 0
    direct: int = 0
    """How memory was taken, in bytes; see ``dump.cloning.Taken``."""
    kinds: dict[str, int] = field(default_factory=dict)
    """Kind of memory, or "streams" → bytes, as they were planned when it stood still."""
    threads: int = 0
    """How many threads were to go in then."""
    crash: Crash | None = None
    """What went wrong in the process; None if nothing is known to have."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A command failed. ``error`` is the name of a class of ``core.errors``."""

    word: ClassVar = "failed"
    error: str
    hresult: int
    cause: str
    remedy: str
    exit_code: int = 1
    traceback: str = ""
    """Only for what nobody foresaw."""

    @classmethod
    def of(cls, error: BaseException) -> Failed:
        """Describe *error*; one that is not ours is unexpected and keeps its traceback."""
        if isinstance(error, DumpDeskError):
            hresult = getattr(error, "hresult", MiniDumpError.default_hresult)
            name = next(c.__name__ for c in type(error).__mro__ if c in _SENDABLE)
            return cls(name, int(hresult), error.cause, error.remedy, error.exit_code)
        if (foreseen := foreseen_error(error)) is not None:
            return cls.of(foreseen)
        unexpected = MiniDumpError(
            f"Something unexpected happened in the dumper: {type(error).__name__}: {error}."
        )
        import traceback  # for what should not happen

        told = "".join(traceback.format_exception(error))
        return replace(cls.of(unexpected), traceback=told)

    def to_error(self) -> MiniDumpError:
        """Give the error as it was raised in the dumper, its traceback as a note."""
        kind = ERROR_NAMES.get(self.error, MiniDumpError)
        if not issubclass(kind, MiniDumpError):
            kind = MiniDumpError
        error = kind(self.cause, self.remedy, hresult=self.hresult)
        if self.traceback:
            error.add_note(self.traceback)
        return error


DumpEvent = Phase | Progress | SoftErrorFound | Done | Failed
"""What a dump may say."""

Event: TypeAlias = "DumpEvent | Rehearsed | Reply"

COMMANDS: Final[dict[str, type[Command]]] = {
    kind.word: kind for kind in (Describe, Plan, Costs, Weigh, Dump, Rehearse, Cancel, GoOn, Exit)
}
EVENTS: Final[dict[str, type[Rehearsed | DumpEvent]]] = {
    kind.word: kind for kind in (Rehearsed, Phase, Progress, SoftErrorFound, Done, Failed)
}
"""Those of dumps; what is replied to questions is in :mod:`.replies`."""
_SENDABLE: Final = frozenset((*ERROR_NAMES.values(), DumpDeskError))

# ---------------------------------------------------------------------------------- on the wire


def _number(low: int, high: int) -> Callable[[Any], Any]:
    def check(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value < high:
            raise ValueError(f"{value!r} is not a number from {low} to {high - 1}")
        return value

    return check


def _key(value: object) -> ProcessKey:
    if not isinstance(value, list):
        raise TypeError("the process is not a number and a time")
    pid, started = value
    return ProcessKey(_number(0, _PID_LIMIT)(pid), _number(0, _TIME_LIMIT)(started))


def _kind(kind: type) -> Callable[[Any], Any]:
    def check(value: object) -> object:
        if not isinstance(value, kind):
            raise TypeError(f"{type(value).__name__} instead of {kind.__name__}")
        return value

    return check


def _request(value: object) -> DumpRequest:
    if not isinstance(value, Mapping):
        raise TypeError("the request is not an object")
    return DumpRequest.from_json(value)


def _requests(value: object) -> tuple[DumpRequest, ...]:
    if not isinstance(value, list):
        raise TypeError("the requests are not a list")
    return tuple(map(_request, value))


def _path(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("the path is not text without zero bytes")
    return value


def _phase(value: object) -> str:
    if not isinstance(value, str) or value not in HELD_SECONDS:
        raise ValueError(f"nothing is held in the phase {value!r}")
    return value


_FIELDS: Final[dict[str, Callable[[Any], Any]]] = {
    "id": _number(0, 1 << 53),
    "key": _key,
    "refresh": _kind(bool),
    "details": _kind(bool),
    "environment": _kind(bool),
    "names": _kind(bool),
    "ranges": _kind(bool),
    "trace": _number(0, 1 << 20),
    "request": _request,
    "requests": _requests,
    "path": _path,
    "descriptor": _number(-1, FD_LIMIT),
    "overwrite": _kind(bool),
    "held": _kind(bool),
    "phase": _phase,
}


def event_to_json(event: Event) -> dict[str, Any]:
    """Give the form of an event that ``dumpdesk dump --json`` shows."""
    result: dict[str, Any] = {"event": event.word}
    for item in fields(event):
        result[item.name] = getattr(event, item.name)
    if isinstance(event, Done) and event.crash is not None:
        result["crash"] = {"sentence": str(event.crash), **asdict(event.crash)}
    return result


def encode_event(command_id: int, event: Event) -> bytes:
    """Make the line of an event."""
    return _line({"id": command_id, **event_to_json(event)})


def encode_command(command: Command) -> bytes:
    """Make the line of a command. Raises InvalidRequestError if it would be too long."""
    value: dict[str, Any] = {"command": command.word}
    for item in fields(command):
        part = getattr(command, item.name)
        if isinstance(part, DumpRequest):
            part = part.to_json(contents=isinstance(command, Dump | Rehearse))
        elif isinstance(command, Weigh) and part is command.requests:
            part = [request.to_json(contents=False) for request in command.requests]
        value[item.name] = part
    line = _line(value)
    if len(line) > LINE_LIMIT:
        raise InvalidRequestError(
            f"The request takes {len(line) >> 20} MiB; {LINE_LIMIT >> 20} MiB is the most.",
            "Leave out large user streams.",
        )
    return line


def decode_command(line: bytes) -> Command:
    """Read the line of a command. Raises InvalidRequestError, whatever the bytes are."""
    try:
        value = json.loads(line)
        kind = COMMANDS[value.pop("command")]
        known = {item.name for item in fields(kind)}
        return kind(**{key: _FIELDS[key](part) for key, part in value.items() if key in known})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise InvalidRequestError(f"The dumper does not understand a command: {error!r}.") from None


def _line(value: dict[str, Any]) -> bytes:
    return _text(value).encode("ascii") + b"\n"


def _text(value: object) -> str:
    """Write JSON: tuples, with names or without, as lists, bytes in base64.

    Long lists are written in parts: one of 50,000 regions takes a tenth of a second.
    """
    if is_dataclass(value) and not isinstance(value, type):
        value = {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        inside = (f"{json.dumps(key)}:{_text(part)}" for key, part in value.items())
        return f"{{{','.join(inside)}}}"
    if isinstance(value, list | tuple) and len(value) > _AT_ONCE:
        parts = (value[start : start + _AT_ONCE] for start in range(0, len(value), _AT_ONCE))
        return f"[{','.join(_dumps(part)[1:-1] for part in _each(parts))}]"
    return _dumps(value)


def _each(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        step()
        yield part


def _dumps(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), default=_plain)


def _plain(value: object) -> str | dict[str, Any]:
    """Say what JSON has no word for. Raises TypeError for what nobody is to send."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    raise TypeError(f"{type(value).__name__} does not cross the pipe")
