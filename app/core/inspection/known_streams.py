"""The streams we know: how each is read, which flag asks for it, and what is lost without it.

The one table behind what is shown of a file, what is judged and what is expected. A stream that
only has to be written and kept stands in ``minidump.streams`` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ..minidump.constants import MINIDUMP_STREAM_TYPE as S
from ..minidump.constants import MINIDUMP_TYPE as T
from .dump_snapshot import writers_left_out, writers_soft_errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..minidump.reader import MinidumpFile

ALWAYS: Final = T.MiniDumpNormal
"""Asked for by every dump."""


class KnownStream(NamedTuple):
    """A stream whose content is understood, or expected."""

    type: S
    read: Callable[[MinidumpFile], Any] | None = None
    """Gives the content as values. Raises InvalidDumpError. None: it stays bytes."""
    asked_by: T | None = None
    """The flag that asks for it; None: it comes or does not."""
    loss: str = ""
    """What a reader cannot do without it; empty: it may be missed."""
    may_be_empty: bool = False
    """The writer leaves out a list that would be empty."""
    vital: bool = False
    """Damage to it makes a dump useless."""


STREAMS: Final = (
    KnownStream(
        S.SystemInfoStream,
        lambda file: file.system_info,
        ALWAYS,
        "no debugger can tell which processor the registers belong to",
        vital=True,
    ),
    KnownStream(S.MiscInfoStream, lambda file: file.misc_info, ALWAYS),
    KnownStream(
        S.ThreadListStream,
        lambda file: file.threads,
        ALWAYS,
        "there are no threads to look at",
        vital=True,
    ),
    KnownStream(S.ThreadExListStream, lambda file: file.threads, vital=True),
    KnownStream(S.ThreadNamesStream, lambda file: file.thread_names),
    KnownStream(
        S.ThreadInfoListStream,
        lambda file: tuple(file.thread_infos.values()),
        T.MiniDumpWithThreadInfo,
        "the times of threads are not there",
    ),
    KnownStream(
        S.ModuleListStream,
        lambda file: file.modules,
        ALWAYS,
        "no address can be traced to a function",
        vital=True,
    ),
    KnownStream(
        S.UnloadedModuleListStream,
        lambda file: file.unloaded_modules,
        T.MiniDumpWithUnloadedModules,
        may_be_empty=True,
    ),
    KnownStream(S.MemoryListStream, lambda file: file.memory_ranges(), vital=True),
    KnownStream(
        S.Memory64ListStream,
        lambda file: file.memory_ranges(),
        T.MiniDumpWithFullMemory,
        vital=True,
    ),
    KnownStream(
        S.MemoryInfoListStream,
        lambda file: file.memory_info,
        T.MiniDumpWithFullMemoryInfo,
        "the memory map is not there",
    ),
    KnownStream(S.ExceptionStream, lambda file: file.exceptions),
    KnownStream(
        S.HandleDataStream,
        lambda file: file.handles,
        T.MiniDumpWithHandleData,
        "open files and sockets are not listed",
    ),
    KnownStream(S.HandleOperationListStream, lambda file: file.handle_operations),
    KnownStream(S.FunctionTableStream, lambda file: file.function_tables),
    KnownStream(
        S.TokenStream, lambda file: file.tokens, T.MiniDumpWithTokenInformation, may_be_empty=True
    ),
    KnownStream(S.IptTraceStream, None, T.MiniDumpWithIptTrace, may_be_empty=True),
    KnownStream(S.ProcessVmCountersStream, lambda file: file.vm_counters),
    KnownStream(S.SystemMemoryInfoStream, lambda file: file.system_memory_info),
    KnownStream(S.CommentStreamA, lambda file: file.comments),
    KnownStream(S.CommentStreamW, lambda file: file.comments),
    KnownStream(S.BreakpadAssertionInfo, lambda file: file.assertion),
    KnownStream(S.CrashpadInfo, lambda file: file.crashpad_info),
    KnownStream(S.MozMacosCrashInfo, lambda file: file.mac_crash_info),
    KnownStream(S.MozSoftErrors, writers_soft_errors),
    KnownStream(S.DumpDeskLeftOut, writers_left_out),
    KnownStream(S.LinuxDsoDebug, lambda file: file.linux_dso_debug),
    KnownStream(S.DumpDeskImageNotes, lambda file: file.image_notes),
    KnownStream(S.DumpDeskKernelStacks, None),
)
DECODED: Final[dict[int, Callable[[MinidumpFile], Any]]] = {
    stream.type: stream.read for stream in STREAMS if stream.read is not None
}
"""Stream type → what gives its content as values."""
MAY_BE_EMPTY: Final = frozenset(int(stream.type) for stream in STREAMS if stream.may_be_empty)
"""Streams that a flag asks for, but which are not written where there is nothing to list."""
