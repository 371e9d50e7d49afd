"""Making the callbacks: the calls of MiniDumpWriteDump with their presets and return rules.

One method for each kind of question; what callers get back is the decision, not the structures.
Where several callbacks are installed (the filter's and the caller's), each is asked in turn and
sees what the one before it left.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import HRESULT, DumpCancelledError, MiniDumpError, from_hresult
from ..minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from ..minidump.constants import MODULE_WRITE_FLAGS, THREAD_WRITE_FLAGS
from ..steps import step, steps
from .callback import (
    MINIDUMP_CALLBACK_INPUT,
    MINIDUMP_CALLBACK_OUTPUT,
    MINIDUMP_INCLUDE_MODULE_CALLBACK,
    MINIDUMP_INCLUDE_THREAD_CALLBACK,
    MINIDUMP_IO_CALLBACK,
    MINIDUMP_MODULE_CALLBACK,
    MINIDUMP_READ_MEMORY_FAILURE_CALLBACK,
    MINIDUMP_THREAD_CALLBACK,
    MINIDUMP_VM_POST_READ_CALLBACK,
    MINIDUMP_VM_PRE_READ_CALLBACK,
    MINIDUMP_VM_QUERY_CALLBACK,
    MemoryInfo,
    MiniDumpCallback,
    NarrowCallback,
    SecondaryFlagsInput,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..capture.snapshot import Module, Region, Thread
    from ..intervals import Range

Observer: TypeAlias = Callable[
    [MINIDUMP_CALLBACK_INPUT, MemoryInfo | None, MINIDUMP_CALLBACK_OUTPUT, bool], None
]
"""Told of every call: the input, the region that was offered if any, the output, the answer."""

_IO_PIECE = 64 * 1024
"""Bytes of one IoWriteAll, as Microsoft's writer was observed to do."""


def region_info(region: Region) -> MemoryInfo:
    """Give *region* as a callback sees it."""
    return MemoryInfo(
        region.base,
        region.allocation_base,
        region.allocation_protect,
        region.size,
        region.state,
        region.protect,
        region.type,
    )


@contextlib.contextmanager
def lent(view: memoryview) -> Iterator[memoryview]:
    """Give *view* to a callback for the length of a with block; what it kept of it is void then."""
    try:
        yield view
    finally:
        # An array made from the view keeps it alive: that is the callback's affair.
        with contextlib.suppress(BufferError):
            view.release()


class CallbackProtocol:
    """The questions of one dump, put to *callbacks* (none: every question has its default)."""

    def __init__(
        self,
        callbacks: Sequence[MiniDumpCallback],
        process_id: int,
        process_handle: int = 0,
        file_handle: int = 0,
        *,
        observer: Observer | None = None,
    ) -> None:
        self._observer = observer
        self._callbacks = list(callbacks)
        self._process_id = process_id
        self._process_handle = process_handle
        self._file_handle = file_handle
        self._asked: dict[C, list[MiniDumpCallback]] = {}
        self._check_cancel = [False] * len(self._callbacks)
        self._thread = threading.get_ident()
        self.vm_callbacks: list[MiniDumpCallback] = []
        """Those that asked for VmQuery, VmPreRead and VmPostRead."""
        self._io: MiniDumpCallback | None = None
        self._vm_passes: list[tuple[MiniDumpCallback, list[MemoryInfo]]] = []

    def asked(self, kind: C) -> list[MiniDumpCallback]:
        """Give those that are asked *kind*; whoever looks on sees all of it."""
        found = self._asked.get(kind)
        if found is None:
            found = self._asked[kind] = [
                callback
                for callback in self._callbacks
                if self._observer is not None
                or not isinstance(callback, NarrowCallback)
                or kind in callback.kinds
            ]
        return found

    # ------------------------------------------------------------------ before anything else

    def is_process_snapshot(self) -> None:
        """IsProcessSnapshot: S_FALSE would make the handle a snapshot, which Linux lacks."""
        for callback in self.asked(C.IsProcessSnapshotCallback):
            output = MINIDUMP_CALLBACK_OUTPUT(Status=HRESULT.E_NOTIMPL)
            if self._call(callback, C.IsProcessSnapshotCallback, None, output, pid=False) and (
                output.Status == HRESULT.S_FALSE
            ):
                raise MiniDumpError(
                    "The callback says that the process is a snapshot; Linux has none.",
                    "Leave the answer to IsProcessSnapshotCallback as it is.",
                    hresult=HRESULT.E_INVALIDARG,
                )

    def vm_start(self) -> None:
        """VmStart: S_FALSE asks for the virtual memory callbacks."""
        for callback in self.asked(C.VmStartCallback):
            output = MINIDUMP_CALLBACK_OUTPUT(Status=HRESULT.E_NOTIMPL)
            if self._call(callback, C.VmStartCallback, None, output, pid=False) and (
                output.Status == HRESULT.S_FALSE
            ):
                self.vm_callbacks.append(callback)

    def io_start(self) -> bool:
        """IoStart: whether a callback takes the bytes (exactly S_FALSE) instead of the file."""
        for callback in self.asked(C.IoStartCallback):
            output = MINIDUMP_CALLBACK_OUTPUT(Status=HRESULT.E_NOTIMPL)
            detail = MINIDUMP_IO_CALLBACK(self._file_handle)
            if self._call(
                callback, C.IoStartCallback, detail, output, pid=False, handle=False
            ) and (output.Status == HRESULT.S_FALSE):
                self._io = callback
        return self._io is not None

    def secondary_flags(self) -> int:
        """SecondaryFlags: only MiniSecondaryWithoutPowerInfo (1) is valid."""
        flags = 0
        for callback in self.asked(C.SecondaryFlagsCallback):
            output = MINIDUMP_CALLBACK_OUTPUT()
            if self._call(callback, C.SecondaryFlagsCallback, SecondaryFlagsInput(flags), output):
                flags |= output.SecondaryFlags & 1
        self._check_cancel = [True] * len(self._callbacks)
        self.poll_cancel()
        return flags

    def poll_cancel(self) -> None:
        """Cancel: ask those that still want to be asked. Raises DumpCancelledError.

        Does nothing when called from a thread other than the dump's own.
        """
        if threading.get_ident() != self._thread:
            return
        for index, callback in enumerate(self._callbacks):
            if not self._check_cancel[index]:
                continue
            output = MINIDUMP_CALLBACK_OUTPUT()
            answer = self._call(callback, C.CancelCallback, None, output)
            self._check_cancel[index] = bool(output.CheckCancel)
            if answer and output.Cancel:
                raise DumpCancelledError("The dump was cancelled.")

    # ------------------------------------------------------------------ threads and modules

    def include_thread(self, thread_id: int, preset: int) -> int:
        """IncludeThread: the write flags; without ThreadWriteThread the thread is out."""
        flags, callbacks = preset, self.asked(C.IncludeThreadCallback)
        for callback in callbacks:
            output = MINIDUMP_CALLBACK_OUTPUT(ThreadWriteFlags=flags)
            detail = MINIDUMP_INCLUDE_THREAD_CALLBACK(thread_id)
            included = self._call(callback, C.IncludeThreadCallback, detail, output)
            flags = output.ThreadWriteFlags if included else 0
            if not flags & THREAD_WRITE_FLAGS.ThreadWriteThread:
                return 0
        if callbacks:
            self.poll_cancel()
        return flags

    def include_module(self, base: int, preset: int) -> int:
        """IncludeModule: the write flags; without ModuleWriteModule the module is out."""
        flags, callbacks = preset, self.asked(C.IncludeModuleCallback)
        for callback in callbacks:
            output = MINIDUMP_CALLBACK_OUTPUT(ModuleWriteFlags=flags)
            detail = MINIDUMP_INCLUDE_MODULE_CALLBACK(base)
            included = self._call(callback, C.IncludeModuleCallback, detail, output)
            flags = output.ModuleWriteFlags if included else 0
            if not flags & MODULE_WRITE_FLAGS.ModuleWriteModule:
                return 0
        if callbacks:
            self.poll_cancel()
        return flags

    def module(self, module: Module, flags: int) -> int:
        """Module: the write flags. FALSE fails the whole dump (E_ABORT)."""
        for callback in self.asked(C.ModuleCallback):
            output = MINIDUMP_CALLBACK_OUTPUT(ModuleWriteFlags=flags)
            detail = MINIDUMP_MODULE_CALLBACK(
                module.name,
                module.base,
                module.size,
                module.check_sum,
                module.time_date_stamp,
                module.version,
                module.cv_record,
                len(module.cv_record),
                module.misc_record,
                len(module.misc_record),
            )
            if not self._call(callback, C.ModuleCallback, detail, output):
                raise _refused("module", module.name)
            flags = output.ModuleWriteFlags
        return flags

    def thread(self, thread: Thread, flags: int) -> int:
        """Thread: the write flags. FALSE fails the whole dump (E_ABORT)."""
        for callback in self.asked(C.ThreadCallback):
            output = MINIDUMP_CALLBACK_OUTPUT(ThreadWriteFlags=flags)
            detail = MINIDUMP_THREAD_CALLBACK(
                thread.id,
                0,
                thread.context,
                len(thread.context),
                thread.stack[1],
                thread.stack_pointer,
            )
            if not self._call(callback, C.ThreadCallback, detail, output):
                raise _refused("thread", str(thread.id))
            flags = output.ThreadWriteFlags
        return flags

    # ------------------------------------------------------------------ memory

    def memory(self) -> list[Range]:
        """Memory: what is added, until a callback answers FALSE or size 0."""
        return self._ranges(C.MemoryCallback)

    def remove_memory(self) -> list[Range]:
        """RemoveMemory: what is cut out of everything collected."""
        return self._ranges(C.RemoveMemoryCallback)

    def _ranges(self, kind: C) -> list[Range]:
        result: list[Range] = []
        for callback in self.asked(kind):
            while True:
                output = MINIDUMP_CALLBACK_OUTPUT()
                if not self._call(callback, kind, None, output) or output.MemorySize <= 0:
                    break
                result.append((output.MemoryBase, output.MemoryBase + output.MemorySize))
                step()
                # A callback that never says size 0 can still be stopped.
                self.poll_cancel()
            self.poll_cancel()
        return result

    def include_vm_regions(self, regions: Sequence[MemoryInfo]) -> list[MemoryInfo]:
        """IncludeVmRegion, the first pass over *regions*: what of them is kept, in order.

        A region answered with Continue 0 or FALSE, or with a range that leaves what was offered,
        ends the questions: it and all that follow are kept. A shortened one is offered again from
        its new end.
        """
        kept = list(regions)
        for callback in self.asked(C.IncludeVmRegionCallback):
            self._vm_passes.append((callback, kept))
            kept = self._vm_pass(callback, kept)
        return kept

    def include_vm_regions_again(self) -> None:
        """IncludeVmRegion, the second pass, when the bytes are about to be written.

        Answers must be those of the first pass; what is kept was settled by that one.
        """
        for callback, regions in self._vm_passes:
            self._vm_pass(callback, regions)

    def _vm_pass(
        self, callback: MiniDumpCallback, regions: Sequence[MemoryInfo]
    ) -> list[MemoryInfo]:
        kept: list[MemoryInfo] = []
        for index, region in enumerate(steps(regions)):
            self.poll_cancel()
            rest: MemoryInfo | None = region
            while rest is not None:
                output = MINIDUMP_CALLBACK_OUTPUT(VmRegion=rest)
                answer = self._call(callback, C.IncludeVmRegionCallback, None, output)
                choice = output.VmRegion
                start, end = rest.BaseAddress, rest.BaseAddress + rest.RegionSize
                if (
                    not answer
                    or not output.Continue
                    or choice is None
                    or not (
                        start <= choice.BaseAddress
                        and choice.RegionSize >= 0
                        and choice.BaseAddress + choice.RegionSize <= end
                    )
                ):
                    return [*kept, rest, *regions[index + 1 :]]
                if choice.RegionSize:
                    kept.append(
                        rest._replace(BaseAddress=choice.BaseAddress, RegionSize=choice.RegionSize)
                    )
                new_end = choice.BaseAddress + choice.RegionSize
                again = choice.RegionSize > 0 and new_end < end
                rest = (
                    rest._replace(BaseAddress=new_end, RegionSize=end - new_end) if again else None
                )
        return kept

    def vm_query(self, region: MemoryInfo) -> MemoryInfo:
        """VmQuery: a callback's own answer about the region at this address, if it has one."""
        for callback in self.vm_callbacks:
            output = MINIDUMP_CALLBACK_OUTPUT(VmQueryStatus=HRESULT.E_NOTIMPL, VmQueryResult=region)
            detail = MINIDUMP_VM_QUERY_CALLBACK(region.BaseAddress)
            answered = self._call(callback, C.VmQueryCallback, detail, output)
            if answered and output.VmQueryStatus == HRESULT.S_OK and output.VmQueryResult:
                region = output.VmQueryResult
        return region

    def vm_pre_read(self, address: int, buffer: memoryview) -> int | None:
        """VmPreRead: the bytes a callback filled in itself, or None: read them."""
        for callback in self.vm_callbacks:
            output = MINIDUMP_CALLBACK_OUTPUT(VmReadStatus=HRESULT.E_NOTIMPL)
            detail = MINIDUMP_VM_PRE_READ_CALLBACK(address, buffer, len(buffer))
            answered = self._call(callback, C.VmPreReadCallback, detail, output)
            if answered and output.VmReadStatus == HRESULT.S_OK:
                return min(output.VmReadBytesCompleted, len(buffer))
        return None

    def vm_post_read(self, address: int, buffer: memoryview, completed: int) -> int:
        """VmPostRead: the bytes of the (perhaps edited) buffer that count.

        Not answering S_OK with a count makes it a failed read.
        """
        for callback in self.vm_callbacks:
            output = MINIDUMP_CALLBACK_OUTPUT(VmReadStatus=HRESULT.E_NOTIMPL)
            status = HRESULT.S_OK if completed == len(buffer) else HRESULT.PARTIAL_COPY
            detail = MINIDUMP_VM_POST_READ_CALLBACK(
                address, buffer, len(buffer), completed, int(status)
            )
            answered = self._call(callback, C.VmPostReadCallback, detail, output)
            good = answered and output.VmReadStatus == HRESULT.S_OK
            completed = min(output.VmReadBytesCompleted, len(buffer)) if good else 0
        return completed

    def read_memory_failure(self, address: int, size: int, status: int) -> bool | None:
        """ReadMemoryFailure: True: leave it out; False: fail; None: nobody was asked."""
        if not self._callbacks:
            return None
        accepted: bool | None = None
        for callback in self.asked(C.ReadMemoryFailureCallback):
            output = MINIDUMP_CALLBACK_OUTPUT(Status=HRESULT.S_FALSE)
            detail = MINIDUMP_READ_MEMORY_FAILURE_CALLBACK(address, size, status)
            answered = self._call(callback, C.ReadMemoryFailureCallback, detail, output)
            if output.Status != HRESULT.S_FALSE or not answered:
                accepted = answered and output.Status == HRESULT.S_OK
        return accepted

    # ------------------------------------------------------------------ output

    def foretell(
        self,
        kind: C,
        detail: Any,  # noqa: ANN401 - the union of the callback input
        output: MINIDUMP_CALLBACK_OUTPUT,
    ) -> None:
        """Tell the observer of a call that the writer of Windows makes and we answer ourselves."""
        if self._observer is not None:
            given = MINIDUMP_CALLBACK_INPUT(self._process_id, self._process_handle, kind, detail)
            answer = True
            self._observer(given, None, output, answer)

    def io_write_all(self, offset: int, data: memoryview) -> None:
        """IoWriteAll, 64 KiB at a time. Raises with the callback's Status, or E_FAIL for FALSE."""
        for start in range(0, len(data), _IO_PIECE):
            with lent(data[start : start + _IO_PIECE]) as piece:
                self._io_call(
                    C.IoWriteAllCallback,
                    MINIDUMP_IO_CALLBACK(self._file_handle, offset + start, piece, len(piece)),
                )
            self.poll_cancel()

    def io_finish(self) -> None:
        """IoFinish: after the last write, also after a failed one."""
        self._io_call(C.IoFinishCallback, MINIDUMP_IO_CALLBACK(self._file_handle))

    def _io_call(self, kind: C, detail: MINIDUMP_IO_CALLBACK) -> None:
        if self._io is None:
            return
        output = MINIDUMP_CALLBACK_OUTPUT(Status=HRESULT.E_FAIL)
        answered = self._call(self._io, kind, detail, output)
        status = output.Status if answered else HRESULT.E_FAIL
        if status != HRESULT.S_OK:
            raise from_hresult(
                status,
                f"The callback that takes the bytes answered {int(status) & 0xFFFFFFFF:#010x} "
                f"to {kind.name}.",
                "Look at why it could not store them.",
            )

    def _call(
        self,
        callback: MiniDumpCallback,
        kind: C,
        detail: Any,  # noqa: ANN401 - the union of the callback input
        output: MINIDUMP_CALLBACK_OUTPUT,
        *,
        pid: bool = True,
        handle: bool = True,
    ) -> bool:
        given = MINIDUMP_CALLBACK_INPUT(
            self._process_id if pid else 0, self._process_handle if handle else 0, kind, detail
        )
        offered = output.VmRegion
        answer = bool(callback(given, output))
        if self._observer is not None:
            self._observer(given, offered, output, answer)
        return answer


def _refused(what: str, which: str) -> MiniDumpError:
    return MiniDumpError(
        f"The callback answered FALSE for the {what} {which}, which fails a dump.",
        f"Leave a {what} out through Include{what.capitalize()}Callback or by clearing its flags.",
        hresult=HRESULT.E_ABORT,
    )
