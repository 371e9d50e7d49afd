"""Which threads and modules a dump holds, with which write flags, and why.

Asks the questions of the callback protocol in MiniDumpWriteDump's order: all IncludeThread, all
IncludeModule (:meth:`Selection.enumerate`, before the target is suspended), then all Module, all
Thread (:meth:`Selection.gather`, with registers).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.constants import MODULE_WRITE_FLAGS, THREAD_WRITE_FLAGS
from ..steps import steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.snapshot import Module, ProcessSnapshot, Region, Thread
    from ..intervals import Range
    from .callback_protocol import CallbackProtocol

_MW = MODULE_WRITE_FLAGS
_TW = THREAD_WRITE_FLAGS
# Plain numbers: an operation with a member of an enumeration takes ten times as long.
_THREAD = int(_TW.ThreadWriteThread)
_MODULE = int(_MW.ModuleWriteModule)
LEFT_OUT = "left out by the filter"
INCLUDED = "included by default"


class ThreadChoice(NamedTuple):
    """A thread and its THREAD_WRITE_FLAGS; ``reason`` says why it is in or out."""

    thread: Thread
    flags: int
    reason: str

    @property
    def included(self) -> bool:
        """Whether it has a record in the dump."""
        return bool(self.flags & _THREAD)


class ModuleChoice(NamedTuple):
    """A module and its MODULE_WRITE_FLAGS; ``reason`` says why it is in or out."""

    module: Module
    flags: int
    reason: str

    @property
    def included(self) -> bool:
        """Whether it has a record in the dump."""
        return bool(self.flags & _MODULE)


def thread_preset(flags: int) -> int:
    """ThreadWriteFlags as a callback finds them, observed for each (effective) MINIDUMP_TYPE."""
    preset = int(_TW.ThreadWriteThread | _TW.ThreadWriteContext)
    if not flags & T.MiniDumpWithFullMemory:
        preset |= _TW.ThreadWriteStack | _TW.ThreadWriteInstructionWindow
    if flags & T.MiniDumpWithProcessThreadData:
        preset |= _TW.ThreadWriteThreadData
    if flags & T.MiniDumpWithThreadInfo:
        preset |= _TW.ThreadWriteThreadInfo
    return int(preset)


def module_preset(flags: int) -> int:
    """ModuleWriteFlags as a callback finds them, observed for each (effective) MINIDUMP_TYPE."""
    preset = int(_MW.ModuleWriteModule | _MW.ModuleWriteMiscRecord | _MW.ModuleWriteCvRecord)
    if flags & T.MiniDumpWithDataSegs:
        preset |= _MW.ModuleWriteDataSeg
        if flags & T.MiniDumpWithProcessThreadData:
            preset |= _MW.ModuleWriteTlsData
    if flags & T.MiniDumpWithCodeSegs:
        preset |= _MW.ModuleWriteCodeSegs
    return int(preset)


class Selection:
    """The choices of one dump with effective *flags*, made through *protocol*.

    With *only_less* nothing is written that is not preset, whatever callbacks say: Windows' way.
    """

    def __init__(self, flags: int, protocol: CallbackProtocol, *, only_less: bool = False) -> None:
        self._protocol = protocol
        self._only_less = only_less
        self._thread_preset = thread_preset(flags)
        self._module_preset = module_preset(flags)
        self._thread_flags: dict[int, int] = {}
        self._module_flags: dict[int, int] = {}
        self._regions: Sequence[Region] | None = None
        self._readable: list[Range] = []
        self.threads: list[ThreadChoice] = []
        self.modules: list[ModuleChoice] = []

    def enumerate(self, snapshot: ProcessSnapshot) -> None:
        """Ask IncludeThread and IncludeModule for everything not asked about before."""
        self.readable_ranges(snapshot)
        for thread in steps(snapshot.threads):
            if thread.id not in self._thread_flags:
                said = self._protocol.include_thread(thread.id, self._thread_preset)
                self._thread_flags[thread.id] = self._allowed(said, self._thread_preset)
        for module in steps(snapshot.modules):
            if module.base not in self._module_flags:
                said = self._protocol.include_module(module.base, self._module_preset)
                self._module_flags[module.base] = self._allowed(said, self._module_preset)

    def readable_ranges(self, snapshot: ProcessSnapshot) -> list[Range]:
        """Give what of *snapshot* can be read, merged; regions that are known are not gone through.

        They mostly are what they were when the target was looked at, and then it does not wait.
        """
        if self._regions is not snapshot.regions:
            self._regions, self._readable = snapshot.regions, snapshot.readable_ranges()
        return self._readable

    def gather(self, snapshot: ProcessSnapshot, referenced: frozenset[int] = frozenset()) -> None:
        """Ask Module and Thread for all that are included.

        *referenced* are the bases of modules that a stack points into.
        """
        self.enumerate(snapshot)
        self.modules = []
        for module in steps(snapshot.modules):
            flags = self._module_flags[module.base]
            if flags:
                if module.base in referenced:
                    flags |= int(_MW.ModuleReferencedByMemory)
                flags = self._allowed(self._protocol.module(module, flags), flags)
            self.modules.append(
                ModuleChoice(module, flags, INCLUDED)
                if flags & _MODULE
                else ModuleChoice(module, 0, LEFT_OUT)
            )
        self._protocol.poll_cancel()
        self.threads = []
        is_asked = bool(self._protocol.asked(C.ThreadCallback))
        for thread in steps(snapshot.threads):
            flags = self._thread_flags[thread.id]
            if flags and is_asked:
                flags = self._allowed(self._protocol.thread(thread, flags), flags)
            self.threads.append(
                ThreadChoice(thread, flags, INCLUDED)
                if flags & _THREAD
                else ThreadChoice(thread, 0, LEFT_OUT)
            )
        self._protocol.poll_cancel()

    def _allowed(self, flags: int, preset: int) -> int:
        return flags & preset if self._only_less else flags
