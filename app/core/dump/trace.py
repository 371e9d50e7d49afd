"""The callbacks of a plan as people read them: each call in order, and the answer it got."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..errors import HRESULT
from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C

if TYPE_CHECKING:
    from ..capture.snapshot import ProcessSnapshot
    from .callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MemoryInfo,
    )


class TracedCall(NamedTuple):
    """One call of a MiniDumpCallback."""

    callback: str
    """The type without ``Callback``: IncludeModule."""
    about: str
    """Whom the question is about; may hold a name that a stranger chose."""
    answer: str
    subject: int = 0
    """The base of the module, the thread's id, or where the memory begins; 0: of no part."""
    mask: int = 0
    """The MODULE_WRITE_FLAGS or THREAD_WRITE_FLAGS that were answered."""


class Trace(NamedTuple):
    """The first calls of a dump, and how many follow them."""

    calls: tuple[TracedCall, ...]
    more: int


class CallbackTrace:
    """Observes ``dump.callback_protocol``: keeps the first *limit* calls and counts the rest."""

    def __init__(self, snapshot: ProcessSnapshot, limit: int) -> None:
        self._limit = limit
        self._modules = {module.base: module.name for module in snapshot.modules}
        self._threads = {thread.id: thread.name for thread in snapshot.threads}
        self.calls: list[TracedCall] = []
        self.more = 0
        """Calls beyond the limit."""

    def __call__(
        self,
        given: MINIDUMP_CALLBACK_INPUT,
        offered: MemoryInfo | None,
        output: MINIDUMP_CALLBACK_OUTPUT,
        answer: bool,  # noqa: FBT001 - as the protocol tells it
    ) -> None:
        """Note one call."""
        if len(self.calls) >= self._limit:
            self.more += 1
            return
        kind = given.CallbackType
        about = self._about(kind, given.detail, offered)
        told = _ANSWERS.get(kind, _plain)(output, offered, answer)
        subject, mask = _subject(kind, given.detail, output, offered)
        name = kind.name.removesuffix("Callback")
        self.calls.append(TracedCall(name, about, told, subject, mask if answer else 0))

    def told(self) -> Trace:
        """Give what was noted."""
        return Trace(tuple(self.calls), self.more)

    def _about(self, kind: C, detail: Any, offered: MemoryInfo | None) -> str:  # noqa: ANN401
        if kind in {C.IncludeModuleCallback, C.ModuleCallback}:
            name = self._modules.get(detail.BaseOfImage, "")
            return f"{detail.BaseOfImage:#x} {name.rsplit('/', 1)[-1]}".rstrip()
        if kind in {C.IncludeThreadCallback, C.ThreadCallback}:
            return f"{detail.ThreadId} {self._threads.get(detail.ThreadId, '')}".rstrip()
        if kind == C.IoWriteAllCallback and not detail.Buffer:
            return f"{detail.BufferBytes:#x} bytes in all, at most 0x10000 at once"
        if offered is not None:
            return f"{offered.BaseAddress:#x} {offered.RegionSize:#x} bytes"
        return ""


def _subject(
    kind: C,
    detail: Any,  # noqa: ANN401 - a structure for each type
    output: MINIDUMP_CALLBACK_OUTPUT,
    offered: MemoryInfo | None,
) -> tuple[int, int]:
    """Give the part that a call is about, and the write flags in its answer."""
    if kind in {C.IncludeModuleCallback, C.ModuleCallback}:
        return detail.BaseOfImage, output.ModuleWriteFlags
    if kind in {C.IncludeThreadCallback, C.ThreadCallback}:
        return detail.ThreadId, output.ThreadWriteFlags
    if kind in {C.MemoryCallback, C.RemoveMemoryCallback}:
        return output.MemoryBase if output.MemorySize > 0 else 0, 0
    return (0 if offered is None else offered.BaseAddress), 0


TEXTS: Final = (
    *("yes", "no", "no more", "this and all that follow", "taken", "failed", "cancel", "go on"),
    *("yes {flags}", "{address} {size} bytes", "{size} bytes in all, at most 0x10000 at once"),
)
"""What calls are about and how they are answered, with names for what is filled in."""
_Tell = Callable[["MINIDUMP_CALLBACK_OUTPUT", "MemoryInfo | None", bool], str]


def _plain(_output: MINIDUMP_CALLBACK_OUTPUT, _offered: MemoryInfo | None, answer: bool) -> str:  # noqa: FBT001
    return "TRUE" if answer else "FALSE"


def _module(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, answer: bool) -> str:  # noqa: FBT001
    return f"yes {output.ModuleWriteFlags:#x}" if answer else "no"


def _thread(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, answer: bool) -> str:  # noqa: FBT001
    return f"yes {output.ThreadWriteFlags:#x}" if answer else "no"


def _memory(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, answer: bool) -> str:  # noqa: FBT001
    if not answer or output.MemorySize <= 0:
        return "no more"
    return f"{output.MemoryBase:#x} {output.MemorySize:#x} bytes"


def _region(
    output: MINIDUMP_CALLBACK_OUTPUT,
    offered: MemoryInfo | None,
    answer: bool,  # noqa: FBT001
) -> str:
    choice = output.VmRegion
    if not answer or not output.Continue or choice is None:
        return "this and all that follow"
    if choice.RegionSize == 0:
        return "no"
    return "yes" if choice == offered else f"{choice.BaseAddress:#x} {choice.RegionSize:#x} bytes"


def _status(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, _answer: bool) -> str:  # noqa: FBT001
    return "yes" if output.Status == HRESULT.S_FALSE else "no"


def _taken(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, answer: bool) -> str:  # noqa: FBT001
    return "taken" if answer and output.Status == HRESULT.S_OK else "failed"


def _kernel(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, answer: bool) -> str:  # noqa: FBT001
    return f"{output.Handle:#x}" if answer and output.Handle else "no"


def _secondary(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, _answer: bool) -> str:  # noqa: FBT001
    return f"{output.SecondaryFlags:#x}"


def _cancel(output: MINIDUMP_CALLBACK_OUTPUT, _: MemoryInfo | None, answer: bool) -> str:  # noqa: FBT001
    return "cancel" if answer and output.Cancel else "go on"


_ANSWERS: Final[dict[C, _Tell]] = {
    C.IsProcessSnapshotCallback: _status,
    C.VmStartCallback: _status,
    C.IoStartCallback: _status,
    C.SecondaryFlagsCallback: _secondary,
    C.CancelCallback: _cancel,
    C.IncludeModuleCallback: _module,
    C.ModuleCallback: _module,
    C.IncludeThreadCallback: _thread,
    C.ThreadCallback: _thread,
    C.MemoryCallback: _memory,
    C.RemoveMemoryCallback: _memory,
    C.IncludeVmRegionCallback: _region,
    C.IoWriteAllCallback: _taken,
    C.IoFinishCallback: _taken,
    C.WriteKernelMinidumpCallback: _kernel,
}
