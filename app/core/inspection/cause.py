"""What happened to a process: the headline of a dump, and of a live process that stands still.

One sentence says why, where, in which thread and when; the rest is what the program said itself.
"""

from __future__ import annotations

from dataclasses import replace
from ntpath import basename
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import InvalidDumpError
from ..minidump.constants import MINIDUMP_STREAM_TYPE, stream_name
from ..value import dataclass
from .crash import Crash
from .dump_snapshot import pointers_of
from .proc_status import status_field
from .reasons import Reason, reason_of
from .stream_texts import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..capture.snapshot import Module, ProcessSnapshot, Thread
    from ..minidump.reader import MinidumpFile
    from .activity import Activity

_S = MINIDUMP_STREAM_TYPE
_EPOCH: Final = 11_644_473_600
"""Seconds from 1601-01-01 to 1970-01-01."""
_SECOND: Final = 10_000_000
_TEXTS: Final = 100
"""So many things that the program said are told."""
_TEXT: Final = 2000
"""Characters of each."""
_YEARS: Final = 100 * 365 * 86400
"""Seconds after which a time since the start is a mistake of whoever wrote it."""
STOPPED: Final = "No crash: taken while stopped"
NO_CRASH: Final = "No crash: taken while running"
DAMAGED: Final = "Not known: the file is damaged"
"""A part that was lost may have told of a crash."""


class Said(NamedTuple):
    """Something that the program left behind for whoever looks into its dump."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Cause:
    """What happened. Times in seconds; None: not told."""

    reason: Reason | None
    """None: nothing did, or nobody noted it."""
    thread: int = 0
    """Whose registers these are; 0: not told."""
    thread_name: str = ""
    instruction: int = 0
    """Where it happened; 0: not told."""
    module: str = ""
    """File name of the module that holds it, without folders."""
    offset: int = 0
    """Bytes from the module's base to the instruction."""
    function: str = ""
    frames: tuple[dict[str, Any], ...] = ()
    """The calls that led there, as ``dumpdesk stacks`` tells them."""
    blamed: int = 0
    """Which of ``frames`` gave up: those before it are the way a program ends itself."""
    uptime: float | None = None
    """From the start to the look at it, which may have been long after a crash."""
    is_dumped: bool = False
    """A dump was looked at, not the process itself."""
    boot_uptime: float | None = None
    said: tuple[Said, ...] = ()
    activity: tuple[Activity, ...] = ()
    """What the threads do, if nothing crashed; empty where nobody looked at the stacks."""

    @property
    def is_crash(self) -> bool:
        """Say whether something went wrong, as far as anybody noted it."""
        return self.reason is not None and self.reason.is_crash

    @property
    def place(self) -> str:
        """Where it happened: ``function (module+0x12)``, ``module+0x12``, or an address."""
        if not self.instruction:
            return ""
        module, offset, function = self._where
        where = f"{module}+{offset:#x}" if module else f"{offset:#x}"
        return f"{function} ({where})" if function else where

    @property
    def _where(self) -> tuple[str, int, str]:
        """Module, offset in it (without one, the address) and function of who gave up."""
        if not self.blamed:
            return self.module, self.offset if self.module else self.instruction, self.function
        frame = self.frames[self.blamed]
        return basename(frame["module"] or ""), frame["offset"], frame["function"] or ""

    @property
    def headline(self) -> str:
        """Say it in one sentence."""
        if self.crash is not None:
            return str(self.crash)
        since = f"{duration(self.uptime)} after start" if self.uptime is not None else ""
        head = self.reason.text if self.reason is not None else NO_CRASH
        return ", ".join(filter(None, (head, since))) + "."

    @property
    def crash(self) -> Crash | None:
        """Give the parts of that sentence; None if nothing is known to have gone wrong."""
        if self.reason is None or not self.is_crash:
            return None
        uptime = self.uptime if self.is_dumped else None
        return Crash(self.reason.text, self.place, self.thread, self.thread_name, uptime)

    def to_json(self) -> dict[str, Any] | None:
        """Give ``crash`` of ``dumpdesk show --json``; None if nothing crashed."""
        if self.reason is None or not self.is_crash:
            return None
        module, offset, function = self._where
        return {
            "reason": self.reason.text,
            "code": self.reason.code,
            "address": self.reason.address,
            "access": str(self.reason.access),
            "thread": self.thread,
            "thread_name": self.thread_name,
            "module": module,
            "offset": offset if module else 0,
            "function": function,
            "frames": list(self.frames),
            "blamed": self.blamed,
            "uptime": self.uptime,
        }


def duration(seconds: float) -> str:
    """Say a time as people do: its largest unit, and the next one where that is small."""
    whole = max(0, round(seconds))
    units = (("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1))
    for index, (name, size) in enumerate(units):
        count, rest = divmod(whole, size)
        if count or size == 1:
            text = _counted(count, name)
            if count < 10 and index + 1 < len(units) and (more := rest // units[index + 1][1]):
                text += f" {_counted(more, units[index + 1][0])}"
            return text
    raise AssertionError(units)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def cause_of(
    snapshot: ProcessSnapshot,
    read: Callable[[int, int], bytes],
    said: tuple[Said, ...] = (),
) -> Cause:
    """Say what happened to the process of *snapshot*; *read* gives bytes of its memory."""
    uptime, boot_uptime = _uptime(snapshot), _boot_uptime(snapshot)
    exception = snapshot.exception
    reason = reason_of(snapshot, read) or _stopped(snapshot)
    if exception is None or reason is None:
        return Cause(reason, uptime=uptime, boot_uptime=boot_uptime, said=said)
    thread = next((one for one in snapshot.threads if one.id == exception.thread_id), None)
    at = _instruction(snapshot, exception.context, thread)
    module = _module_at(snapshot, at)
    return Cause(
        reason,
        thread=exception.thread_id,
        thread_name=thread.name if thread is not None else "",
        instruction=at,
        module=basename(module.name) if module is not None else "",
        offset=at - module.base if module is not None else 0,
        uptime=uptime,
        boot_uptime=boot_uptime,
        said=said,
    )


def cause_of_dump(file: MinidumpFile, snapshot: ProcessSnapshot) -> Cause:
    """Say what happened to the process of *file*, of which *snapshot* was read."""

    def read(address: int, size: int) -> bytes:
        try:
            return file.read_memory(address, size)
        except InvalidDumpError:  # what cannot be read is told by the check
            return b""

    cause = replace(cause_of(snapshot, read, said_in(file, snapshot)), is_dumped=True)
    if not cause.is_crash and damage_of(file, snapshot):
        return replace(cause, reason=Reason(DAMAGED, 0, is_crash=False))
    return cause


def damage_of(file: MinidumpFile, snapshot: ProcessSnapshot) -> tuple[str, ...]:
    """Say what of *file* could not be read; *snapshot* was read of it."""
    lost = tuple(one.error for one in snapshot.soft_errors if one.stage.startswith("read "))
    return (*file.findings, *lost)


def said_in(file: MinidumpFile, snapshot: ProcessSnapshot) -> tuple[Said, ...]:
    """Give what the program said itself, in *file*; what cannot be read is left out."""
    told: list[Said] = []
    for tell in (_assertion, _mac_crash_info, _annotations, _module_annotations, _user_texts):
        try:
            for source, text in tell(file, snapshot):
                if text.strip() and len(told) < _TEXTS:
                    told.append(Said(source, text.strip()[:_TEXT]))
        except InvalidDumpError:
            continue
    return tuple(dict.fromkeys(told))


def _assertion(file: MinidumpFile, _snapshot: ProcessSnapshot) -> Iterator[tuple[str, str]]:
    found = file.assertion
    if found is None:
        return
    where = f"{found.file}:{found.line}" if found.file and found.line else found.file
    parts = (found.expression, f"in {found.function}" if found.function else "", where, found.kind)
    yield "assertion", ", ".join(filter(None, parts))


def _mac_crash_info(file: MinidumpFile, _snapshot: ProcessSnapshot) -> Iterator[tuple[str, str]]:
    for found in file.mac_crash_info:
        for text in (found.message, found.message2, found.signature):
            yield basename(found.module), text


def _annotations(file: MinidumpFile, _snapshot: ProcessSnapshot) -> Iterator[tuple[str, str]]:
    if file.crashpad_info is not None:
        yield from file.crashpad_info.annotations.items()


def _module_annotations(file: MinidumpFile, snapshot: ProcessSnapshot) -> Iterator[tuple[str, str]]:
    for found in file.crashpad_info.modules if file.crashpad_info is not None else ():
        is_there = found.module < len(snapshot.modules)
        name = basename(snapshot.modules[found.module].name) if is_there else ""
        for text in found.list_annotations:
            yield name, text
        for key, text in (*found.simple_annotations.items(), *found.objects.items()):
            yield f"{name}: {key}" if name else key, text


def _user_texts(file: MinidumpFile, _snapshot: ProcessSnapshot) -> Iterator[tuple[str, str]]:
    for entry in file.user_streams[:_TEXTS]:
        text = text_of(file.stream_at(entry._replace(size=min(entry.size, 8 * _TEXT))))
        if text is not None:
            yield stream_name(entry.stream_type), text


def _instruction(snapshot: ProcessSnapshot, context: bytes, thread: Thread | None) -> int:
    """Give where it happened: by the registers of the exception, or else of its thread."""
    _, at = pointers_of(context, snapshot.system.processor_architecture)
    return at or (thread.instruction_pointer if thread is not None else 0)


def _module_at(snapshot: ProcessSnapshot, address: int) -> Module | None:
    return next((m for m in snapshot.modules if m.base <= address < m.end), None)


def _uptime(snapshot: ProcessSnapshot) -> float | None:
    """Give the seconds from start to dump; None where either is not told, or cannot be true."""
    if not snapshot.times.create_time or not snapshot.timestamp:
        return None
    passed = snapshot.timestamp - (snapshot.times.create_time / _SECOND - _EPOCH)
    return round(passed, 1) if -2 <= passed < _YEARS else None


def _stopped(snapshot: ProcessSnapshot) -> Reason | None:
    """Say that a process was stopped already (Linux), which is no fault."""
    if status_field(snapshot.texts, b"State").split()[:1] == [b"T"]:
        return Reason(STOPPED, 0, is_crash=False)
    return None


def _boot_uptime(snapshot: ProcessSnapshot) -> float | None:
    """Give the seconds since the system was started, by the copy of /proc/uptime."""
    first = snapshot.texts.get(_S.LinuxProcUptime, b"").partition(b" ")[0]
    try:
        return float(first) if first else None
    except ValueError:
        return None
