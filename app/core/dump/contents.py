"""From a snapshot and the choices made to the streams of the file.

Sizes are final at once; the contents that only a suspended target has (contexts, soft errors) may
be set until the end.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..minidump.constants import (
    MINIDUMP_STREAM_TYPE,
    MODULE_WRITE_FLAGS,
    PROCESSOR_ARCHITECTURE,
    STILL_ACTIVE,
    THREAD_WRITE_FLAGS,
)
from ..minidump.constants import MINIDUMP_TYPE as T
from ..minidump.records import (
    MINIDUMP_EXCEPTION,
    MINIDUMP_THREAD_INFO,
    VS_FIXEDFILEINFO,
)
from ..minidump.streams.exception import ExceptionStream
from ..minidump.streams.handle_data import HandleDataStream, HandleEntry
from ..minidump.streams.image_notes import ImageNoteEntry, ImageNotesStream
from ..minidump.streams.linux_dso_debug import LinuxDsoDebugStream
from ..minidump.streams.memory_list import (
    Memory64ListStream,
    MemoryListStream,
)
from ..minidump.streams.module_list import NO_VERSION, ModuleEntry, ModuleListStream
from ..minidump.streams.record_lists import ThreadInfoListStream
from ..minidump.streams.soft_errors import SoftErrorsStream
from ..minidump.streams.stream import RawStream
from ..minidump.streams.thread_list import ThreadDraft, ThreadListStream
from ..minidump.streams.thread_names import ThreadNamesStream
from ..minidump.streams.unloaded_module_list import (
    UnloadedModuleEntry,
    UnloadedModuleListStream,
)
from ..steps import steps
from .machine import (
    is_64bit,
    is_windows,
    memory_info,
    misc_info,
    system_info,
    system_memory_info,
    vm_counters,
)
from .texts import base_name, text_streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..capture.snapshot import ExceptionInformation, Module, ProcessSnapshot
    from ..intervals import Range
    from ..minidump.layout import MemoryBlock
    from ..minidump.streams.linux_dso_debug import DsoDebug
    from ..minidump.streams.stream import Stream
    from .request import DumpRequest
    from .selection import ModuleChoice, ThreadChoice

CONTEXT_SIZES: Final = {
    PROCESSOR_ARCHITECTURE.AMD64: 1232,
    PROCESSOR_ARCHITECTURE.INTEL: 716,
    PROCESSOR_ARCHITECTURE.ARM64: 912,
}


def context_size(snapshot: ProcessSnapshot, flags: int) -> int:
    """Bytes of a thread's CONTEXT record."""
    suspended = next((len(t.context) for t in steps(snapshot.threads) if t.context), 0)
    if suspended:
        return suspended
    if flags & T.MiniDumpWithAvxXStateContext and snapshot.system.extended_context_size:
        return snapshot.system.extended_context_size
    architecture = PROCESSOR_ARCHITECTURE(snapshot.system.processor_architecture)
    return CONTEXT_SIZES.get(architecture, 0)


def thread_drafts(
    choices: Sequence[ThreadChoice], blocks: Sequence[MemoryBlock], size: int
) -> list[ThreadDraft]:
    """Make the records of the threads that are in; stacks refer to the *blocks* that hold them."""
    starts = sorted((block.address, index) for index, block in enumerate(steps(blocks)))
    drafts = []
    for choice in steps(choices):
        if not choice.included:
            continue
        thread = choice.thread
        start, end = thread.stack
        found = bisect_right(starts, (start, len(blocks))) - 1
        block = blocks[starts[found][1]] if found >= 0 else None
        if block is not None and start >= block.address + block.size:
            block = None
        if block is not None:
            end = min(end, block.address + block.size)
        drafts.append(
            ThreadDraft(
                thread_id=thread.id,
                suspend_count=thread.suspend_count,
                priority_class=thread.priority_class,
                priority=thread.priority,
                teb=thread.teb,
                stack_start=start,
                stack_size=end - start,
                stack_block=block,
                context_size=size,
                writes_context=bool(choice.flags & THREAD_WRITE_FLAGS.ThreadWriteContext),
                context=thread.context or None,
            )
        )
    return drafts


def module_entry(choice: ModuleChoice, flags: int, *, is_windows: bool = False) -> ModuleEntry:
    """Make the record of a module; *is_windows* says how the numbers of its version are packed."""
    module = choice.module
    codeview = choice.flags & MODULE_WRITE_FLAGS.ModuleWriteCvRecord
    misc = choice.flags & MODULE_WRITE_FLAGS.ModuleWriteMiscRecord
    short = flags & T.MiniDumpFilterModulePaths
    return ModuleEntry(
        base=module.base,
        size=min(module.size, 0xFFFFFFFF),
        name=base_name(module.name) if short else module.name,
        checksum=module.check_sum,
        time_date_stamp=module.time_date_stamp,
        version_info=_version(module, is_windows=is_windows),
        cv_record=module.cv_record if codeview else b"",
        misc_record=module.misc_record if misc else b"",
    )


def _version(module: Module, *, is_windows: bool) -> VS_FIXEDFILEINFO:
    if module.version is None:
        return NO_VERSION
    major, minor, patch, build = (part & 0xFFFFFFFF for part in module.version)
    if is_windows:
        high, low = major << 16 | minor, patch << 16 | build
        return VS_FIXEDFILEINFO(
            dwSignature=0xFEEF04BD,
            dwStrucVersion=0x10000,
            dwFileVersionMS=high,
            dwFileVersionLS=low,
        )
    # The four numbers fill the four words: what readers expect of a dump that is not Windows'.
    return VS_FIXEDFILEINFO(
        dwSignature=0xFEEF04BD,
        dwStrucVersion=0x10000,
        dwFileVersionMS=major,
        dwFileVersionLS=minor,
        dwProductVersionMS=patch,
        dwProductVersionLS=build,
    )


def the_exception(
    request: DumpRequest, snapshot: ProcessSnapshot, threads: Sequence[ThreadChoice]
) -> ExceptionInformation | None:
    """Give the caller's exception, or else the signal that the target stands on.

    The latter holds registers of its thread, and is left out with it.
    """
    found = snapshot.exception
    if request.exception is not None or found is None:
        return request.exception
    if any(one.thread.id == found.thread_id and one.included for one in steps(threads)):
        return found
    return None


def exception_stream(
    exception: ExceptionInformation, snapshot: ProcessSnapshot, size: int
) -> ExceptionStream:
    """Describe the exception; its context is the thread's own unless another one was given."""
    context = exception.context or next(
        (one.context for one in steps(snapshot.threads) if one.id == exception.thread_id), b""
    )
    parameters = exception.parameters[:15]
    return ExceptionStream(
        exception.thread_id,
        MINIDUMP_EXCEPTION(
            ExceptionCode=exception.code & 0xFFFFFFFF,
            ExceptionFlags=exception.flags & 0xFFFFFFFF,
            ExceptionRecord=exception.record,
            ExceptionAddress=exception.address,
            NumberParameters=len(parameters),
            ExceptionInformation=(*parameters, *((0,) * (15 - len(parameters)))),
        ),
        context or None,
        len(context) or size,
    )


def _dso_debug(
    debug: DsoDebug, snapshot: ProcessSnapshot, hidden: Sequence[Range], *, short: bool
) -> LinuxDsoDebugStream:
    maps = [
        entry._replace(name=base_name(entry.name)) if short and entry.name else entry
        for entry in steps(debug.link_maps)
        if not any(low <= entry.dynamic < high for low, high in hidden)
    ]
    debug = replace(debug, link_maps=tuple(maps))
    return LinuxDsoDebugStream(debug, is_64bit=is_64bit(snapshot))


def _image_notes(
    snapshot: ProcessSnapshot, modules: Sequence[ModuleChoice], *, short: bool
) -> list[ImageNoteEntry]:
    """Give the notes that tell nothing of a module that was left out."""
    left_out = {choice.module.base for choice in steps(modules) if not choice.included}
    return [
        ImageNoteEntry(kind, base, size, base_name(name) if short else name, detail)
        for kind, base, size, name, detail in steps(snapshot.image_notes)
        if base not in left_out
    ]


def dump_streams(
    snapshot: ProcessSnapshot,
    request: DumpRequest,
    flags: int,
    threads: Sequence[ThreadChoice],
    modules: Sequence[ModuleChoice],
    blocks: Sequence[MemoryBlock],
    *,
    is_wide: bool,
    power: bool = True,
) -> list[Stream]:
    """Make all streams for effective *flags*, in directory order; memory comes last.

    *is_wide* makes the list of *blocks* a Memory64List.
    """
    size = context_size(snapshot, flags)
    short = bool(flags & T.MiniDumpFilterModulePaths)
    windows = is_windows(snapshot)
    kept = [choice.thread for choice in steps(threads) if choice.included]
    streams: list[Stream] = [
        system_info(snapshot),
        misc_info(snapshot, power=power),
        ThreadListStream(thread_drafts(threads, blocks, size)),
        ThreadNamesStream({thread.id: thread.name for thread in steps(kept) if thread.name}),
    ]
    infos = [
        MINIDUMP_THREAD_INFO(
            thread.id,
            ExitStatus=STILL_ACTIVE,
            CreateTime=thread.create_time,
            KernelTime=thread.kernel_time,
            UserTime=thread.user_time,
            StartAddress=thread.start_address,
            Affinity=thread.affinity,
        )
        for thread, write_flags, _ in steps(threads)
        if write_flags & THREAD_WRITE_FLAGS.ThreadWriteThreadInfo
    ]
    if infos:
        streams.append(ThreadInfoListStream(infos))
    streams.append(
        ModuleListStream(
            [
                module_entry(choice, flags, is_windows=windows)
                for choice in steps(modules)
                if choice.included
            ]
        )
    )
    if notes := _image_notes(snapshot, modules, short=short):
        streams.append(ImageNotesStream(notes))
    if flags & T.MiniDumpWithUnloadedModules and snapshot.unloaded_modules:
        streams.append(
            UnloadedModuleListStream(
                [
                    UnloadedModuleEntry(
                        module.base,
                        min(module.size, 0xFFFFFFFF),
                        base_name(module.name) if short else module.name,
                        module.check_sum,
                        module.time_date_stamp,
                    )
                    for module in steps(snapshot.unloaded_modules)
                ]
            )
        )
    if flags & T.MiniDumpWithHandleData:
        streams.append(
            HandleDataStream(
                [
                    HandleEntry(
                        handle.handle,
                        handle.type_name,
                        base_name(handle.object_name) if short else handle.object_name,
                        handle.attributes & 0xFFFFFFFF,
                        handle.granted_access & 0xFFFFFFFF,
                        handle.handle_count,
                        handle.pointer_count,
                    )
                    for handle in steps(snapshot.handles)
                ]
            )
        )
    if (is_wide and not windows) or flags & T.MiniDumpWithFullMemoryInfo:
        # Readers of a Memory64List want the regions too; the free ones are the flag's doing.
        with_free = bool(flags & T.MiniDumpWithFullMemoryInfo)
        starts = sorted(block.address for block in steps(blocks)) if is_wide and not windows else ()
        streams.append(memory_info(snapshot, with_free=with_free, starts=starts))
    streams += [vm_counters(snapshot), system_memory_info(snapshot)]
    if flags & T.MiniDumpWithTokenInformation and snapshot.token:
        streams.append(RawStream(MINIDUMP_STREAM_TYPE.TokenStream, snapshot.token))
    exception = the_exception(request, snapshot, threads)
    if exception is not None:
        streams.append(exception_stream(exception, snapshot, size))
    hidden = [(c.module.base, c.module.end) for c in steps(modules) if not c.included]
    texts = text_streams(snapshot.texts, flags, hidden)
    streams += [RawStream(kind, data) for kind, data in texts.items()]
    if snapshot.dso_debug is not None:
        streams.append(_dso_debug(snapshot.dso_debug, snapshot, hidden, short=short))
    if flags & T.MiniDumpWithFullAuxiliaryState:
        streams += [RawStream(kind, data) for kind, data in snapshot.auxiliary.items()]
    streams += [RawStream(stream.Type, stream.Buffer) for stream in request.all_user_streams()]
    if not windows:  # DbgHelp has no such stream
        streams.append(SoftErrorsStream())
    streams.append(Memory64ListStream(blocks) if is_wide else MemoryListStream(blocks))
    return streams
