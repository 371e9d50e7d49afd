"""The handles of a process: their types and the names of what they stand for.

Sources: winternl.h and, for what that leaves out, ntddk.h and phnt (ProcessHandleInformation,
SystemExtendedHandleInformation).
"""

from __future__ import annotations

import contextlib
import ctypes
import queue
import struct
import threading
import time
from ctypes import c_char, c_uint32, c_void_p
from typing import TYPE_CHECKING, Final, NamedTuple

from ...steps import steps
from ..snapshot import Handle, SoftError
from .access import PROCESS_DUP_HANDLE
from .api import STATUS_INFO_LENGTH_MISMATCH, address_of, windows
from .width import NATIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .access import ProcessHandle

_PROCESS_HANDLES: Final = 51
_SYSTEM_HANDLES: Final = 64
_MOST_BYTES: Final = 256 << 20
_MOST_HANDLES: Final = 100_000
_BASIC, _NAME, _TYPE = 0, 1, 2
"""OBJECT_INFORMATION_CLASS."""
_BASIC_SIZE: Final = 56
_NAME_ROOM: Final = 66_000
_SAME_ACCESS: Final = 2
_PATIENCE: Final = 0.2
"""Seconds to wait for the name of a file: Windows does not answer for a pipe that is being read."""
_PATIENCE_IN_ALL: Final = 1.0
"""The same for all files of a process together."""
_STAGE: Final = "list handles"


class _Found(NamedTuple):
    value: int
    access: int
    kind: int
    attributes: int


def read_handles(
    process_id: int, process: ProcessHandle, *, named: bool
) -> tuple[tuple[Handle, ...], list[SoftError]]:
    """List the handles by number. Types and names are there only if *named*.

    A handle tells them to its owner alone: each is duplicated for it, for which
    PROCESS_DUP_HANDLE is needed.
    """
    found = sorted(_list(process_id, process.value))[:_MOST_HANDLES]
    errors: list[SoftError] = []
    if not named or not process.access & PROCESS_DUP_HANDLE:
        return tuple(Handle(h.value, "", "", h.attributes, h.access) for h in found), errors
    names = _Names(_ASKER)
    handles = [_describe(process.value, each, names) for each in found]
    if names.unanswered:
        errors.append(
            SoftError(_STAGE, f"{names.unanswered} files are in use and did not tell their names.")
        )
    return tuple(handles), errors


def _list(process_id: int, process: int) -> Iterator[_Found]:
    """Ask the process, which Windows 8 and later answer; else go through those of all."""
    data = _whole(
        lambda room, size, needed: windows.NtQueryInformationProcess(
            process, _PROCESS_HANDLES, room, size, needed
        )
    )
    if data is not None:
        for value, _, _, access, kind, attributes, _ in steps(
            _entries(NATIVE.process_handle, data)
        ):
            yield _Found(value, access, kind, attributes)
        return
    data = _whole(
        lambda room, size, needed: windows.NtQuerySystemInformation(
            _SYSTEM_HANDLES, room, size, needed
        )
    )
    for _, owner, value, access, _, kind, attributes, _ in steps(
        _entries(NATIVE.system_handle, data or b"")
    ):
        if owner == process_id:
            yield _Found(value, access, kind, attributes)


def _entries(
    form: struct.Struct, data: bytes, word: int = NATIVE.pointer
) -> Iterator[tuple[int, ...]]:
    """Read the entries behind the count and a reserved word, each of *word* bytes."""
    start = 2 * word
    count = int.from_bytes(data[:word], "little")
    count = min(count, max(0, len(data) - start) // form.size)
    yield from form.iter_unpack(memoryview(data)[start : start + count * form.size])


def _whole(ask: Callable[[object, int, object], int]) -> bytes | None:
    """Ask with more and more room; None when Windows does not answer this at all."""
    size = 1 << 16
    while size <= _MOST_BYTES:
        room = (c_char * size)()
        needed = c_uint32()
        status = int(ask(room, size, address_of(needed)))
        if status == 0:
            return bytes(room)
        if status != STATUS_INFO_LENGTH_MISMATCH:
            return None
        size = max(size * 2, int(needed.value) + 4096)
    return None


def _describe(process: int, found: _Found, names: _Names) -> Handle:
    copy = c_void_p()
    own = windows.GetCurrentProcess()
    if not windows.DuplicateHandle(process, found.value, own, address_of(copy), 0, 0, _SAME_ACCESS):
        kind = names.types.get(found.kind, "")
        return Handle(found.value, kind, "", found.attributes, found.access)
    handle = int(copy.value or 0)
    kind = names.type_of(handle, found.kind)
    counts = _query(handle, _BASIC, _BASIC_SIZE)
    handle_count, pointer_count = (
        struct.unpack_from("<II", counts, 8) if len(counts) >= 16 else (2, 2)
    )
    name = names.of(handle, kind)  # which closes the handle
    return Handle(
        found.value,
        kind,
        name,
        found.attributes,
        found.access,
        max(1, handle_count - 1),  # less our own
        max(1, pointer_count - 1),
    )


def _query(handle: int, kind: int, size: int) -> bytes:
    room = (c_char * size)()
    return bytes(room) if windows.NtQueryObject(handle, kind, room, size, None) == 0 else b""


def _text(handle: int, kind: int) -> str:
    """Read the UNICODE_STRING with which the answer of *kind* begins."""
    room = (c_char * _NAME_ROOM)()
    if windows.NtQueryObject(handle, kind, room, _NAME_ROOM, None) != 0:
        return ""
    (length, _, pointer) = NATIVE.unicode_string.unpack_from(room)
    start = ctypes.addressof(room)
    if not start <= pointer <= pointer + length <= start + _NAME_ROOM:
        return ""
    return ctypes.string_at(pointer, length).decode("utf-16-le", "replace")


class _Names:
    """Asks for types and names; those of files on the one thread that may be left behind."""

    def __init__(self, asker: _Asker) -> None:
        self.types: dict[int, str] = {}
        self.unanswered = 0
        self._asker = asker
        self._until = time.monotonic() + _PATIENCE_IN_ALL

    def type_of(self, handle: int, kind: int) -> str:
        """Give the name of a type, asked for once."""
        if kind not in self.types:
            self.types[kind] = _text(handle, _TYPE)
        return self.types[kind]

    def of(self, handle: int, kind: str) -> str:
        """Name what *handle* stands for, and close it."""
        if kind != "File":
            try:
                return _IDENTIFIED[kind](handle) if kind in _IDENTIFIED else _text(handle, _NAME)
            finally:
                windows.CloseHandle(handle)
        name = self._asker.ask(handle, min(_PATIENCE, self._until - time.monotonic()))
        self.unanswered += name is None
        return name or ""


_IDENTIFIED: Final[dict[str, Callable[[int], str]]] = {
    "Process": lambda handle: f"process {windows.GetProcessId(handle)}",
    "Thread": lambda handle: f"thread {windows.GetThreadId(handle)}",
}
"""What has a number instead of a name."""


class _Asker:
    """The thread that asks for names of files. There is one, however many look at processes.

    While one file does not answer nobody else is asked: the thread waits with its handle, which it
    closes when the file is free.
    """

    def __init__(self) -> None:
        self._questions: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._owed = 0
        self._is_started = False

    def ask(self, handle: int, seconds: float) -> str | None:
        """Give the name, or None when it takes too long; *handle* is closed."""
        with contextlib.suppress(queue.Empty):
            while self._owed:
                self._answers.get_nowait()
                self._owed -= 1
        if self._owed or seconds <= 0:
            windows.CloseHandle(handle)
            return None
        if not self._is_started:
            threading.Thread(target=self._run, name="names of handles", daemon=True).start()
            self._is_started = True
        self._questions.put(handle)
        try:
            return self._answers.get(timeout=seconds)
        except queue.Empty:
            self._owed += 1
            return None

    def _run(self) -> None:
        while True:
            handle = self._questions.get()
            name = _text(handle, _NAME)
            windows.CloseHandle(handle)
            self._answers.put(name)


_ASKER: Final = _Asker()
