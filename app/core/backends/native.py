"""MiniDumpWriteDump carried out by DumpDesk itself: the order of events of one dump.

Before the stop: describe, validate, IncludeThread, IncludeModule, look at the disk. In the stop:
registers, Module, Thread and memory callbacks, copy. After it: everything that is only writing.
"""

from __future__ import annotations

import os
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from app.core.backends.store import (
    BUFFER_LIMIT,
    CHUNK,
    BufferStore,
    FileStore,
    clean_ranges,
    read_pages,
    write_at,
)
from app.core.dump.cleaning import stack_cleaner
from app.core.dump.contents import SOFT_ERRORS_SIZE, soft_errors_json
from app.core.dump.filter_callback import FilterCallback
from app.core.dump.flags import effective_flags
from app.core.dump.intervals import merged, subtract
from app.core.dump.plan import DumpPlan, choose, lay_out, make_plan, needs_present
from app.core.dump.protocol import CallbackProtocol
from app.core.dump.selection import Selection
from app.core.errors import (
    HRESULT,
    DiskFullError,
    DumpCancelledError,
    MiniDumpError,
    OutputError,
    PartialCopyError,
    from_oserror,
)
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.layout import MemoryBlock
from app.core.minidump.streams.stream import RawStream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.core.capture.snapshot import ProcessSnapshot, Range, SoftError
    from app.core.capture.target import Target
    from app.core.dump.callback import MiniDumpCallback
    from app.core.dump.pieces import MemoryChoice
    from app.core.dump.request import DumpRequest

Report = Callable[[dict[str, Any]], None]
"""Takes the events of a dump: ``phase``, ``progress`` and ``soft_error``."""

_REPORT_EVERY: Final = 0.05
"""Seconds between two progress events."""
_SPACE_END: Final = (1 << 47) - 4096
_VM_PIECE: Final = 64 * 1024
"""Most bytes of one VmPreRead and VmPostRead."""


@dataclass(frozen=True, slots=True)
class WrittenDump:
    """What came of a dump: the plan as carried out, and what was left out on the way."""

    plan: DumpPlan
    paused_ns: int
    soft_errors: tuple[SoftError, ...]


class NativeDump:
    """One dump of *target* into the open file *descriptor* (ignored if a callback takes the bytes).

    *callback* sees all callbacks behind the request's own filter. The header's signature is the
    last thing written, so that an unfinished file never passes for a dump.
    """

    def __init__(
        self,
        target: Target,
        request: DumpRequest,
        descriptor: int,
        callback: MiniDumpCallback | None = None,
        report: Report | None = None,
    ) -> None:
        self._target = target
        self._request = request
        self._descriptor = descriptor
        self._callback = callback
        self._report: Report = report or _ignore
        self._done = 0
        self._total = 0
        self._reported = 0.0
        self._progress_lock = threading.Lock()
        self._owner = threading.get_ident()
        self._failure: BaseException | None = None

    def write(self) -> WrittenDump:
        """Carry it out. Raises MiniDumpError and its kinds, or whatever a callback raised."""
        self._phase("describe")
        snapshot = self._target.describe()
        rules = FilterCallback(self._request.filter, snapshot) if self._request.filter else None
        callbacks: list[MiniDumpCallback] = [] if rules is None else [rules]
        if self._callback is not None:
            callbacks.append(self._callback)
        protocol = CallbackProtocol(
            callbacks, snapshot.process_id, snapshot.process_id, max(0, self._descriptor)
        )
        protocol.is_process_snapshot()
        protocol.vm_start()
        takes_bytes = protocol.io_start()
        effective = effective_flags(self._request.flags)
        power = not protocol.secondary_flags()
        selection = Selection(effective.flags, protocol)
        selection.enumerate(snapshot)
        if not takes_bytes:
            self._check_room(snapshot)

        self._phase("suspend")
        buffer: BufferStore | None = None
        spool = -1
        plan: DumpPlan | None = None
        try:
            with self._target.suspend(
                snapshot, xstate=bool(effective.flags & T.MiniDumpWithAvxXStateContext)
            ) as current:
                if needs_present(effective.flags):
                    present = self._target.scan_present([(0, _SPACE_END)])
                    current = replace(current, present=present)  # noqa: PLW2901
                if rules is not None:
                    rules.refresh(current)
                reader = _Reader(self._target, protocol)
                memory = choose(
                    current, self._request, effective.flags, selection, protocol, reader.read
                )
                size = sum(piece.size for piece in memory.pieces)
                ranges = merged((piece.start, piece.end) for piece in memory.pieces)
                wanted = subtract(ranges, memory.holes)
                self._total = sum(end - start for start, end in wanted)
                self._phase("copy")
                store: BufferStore | FileStore
                if size <= BUFFER_LIMIT or protocol.vm_callbacks:
                    blocks = [MemoryBlock(start, end - start) for start, end in ranges]
                    store = buffer = BufferStore(blocks, reader.read_into)
                else:
                    plan = lay_out(
                        current, self._request, effective, selection, memory, power=power
                    )
                    if takes_bytes:
                        spool = _spool()
                    store = FileStore(
                        plan, self._target, spool if takes_bytes else self._descriptor
                    )
                self._fill(store, current, effective.flags, wanted, selection, reader, protocol)
            self._phase("write")
            lost = self._settle(store.lost, effective.flags, protocol)
            if lost:
                memory = memory.without(lost)
            if plan is None or lost:
                plan = lay_out(current, self._request, effective, selection, memory, power=power)
                if isinstance(store, FileStore):
                    store.move(plan)
            errors = (*current.soft_errors, *store.lost)
            metadata = _metadata(plan, errors)
            if takes_bytes:
                self._stream(plan, metadata, buffer, spool, protocol)
            else:
                self._finish(plan, metadata, buffer, protocol)
        finally:
            if buffer is not None:
                buffer.close()
            if spool >= 0:
                os.close(spool)
        return WrittenDump(plan, self._target.paused_ns, errors)

    # ------------------------------------------------------------------ before the stop

    def _check_room(self, snapshot: ProcessSnapshot) -> None:
        """Find a disk that is too full before the target is stopped."""
        if not needs_present(self._request.flags):
            return
        present = self._target.scan_present([(0, _SPACE_END)])
        estimate = make_plan(replace(snapshot, present=present), self._request)
        try:
            disk = os.fstatvfs(self._descriptor)
        except OSError:
            return
        free = disk.f_bavail * disk.f_frsize
        if disk.f_blocks and estimate.disk_size > free:
            raise DiskFullError(
                f"The dump needs about {estimate.disk_size >> 20} MiB; {free >> 20} MiB are free."
            )

    # ------------------------------------------------------------------ in the stop

    def _fill(
        self,
        store: BufferStore | FileStore,
        snapshot: ProcessSnapshot,
        flags: int,
        wanted: Sequence[Range],
        selection: Selection,
        reader: _Reader,
        protocol: CallbackProtocol,
    ) -> None:
        def progress(size: int) -> bool:
            return self._progress(size, protocol)

        cleaner = stack_cleaner(snapshot, flags)
        stacks = [choice.thread.stack for choice in selection.threads] if cleaner else []
        plain, dirty = clean_ranges(wanted, stacks)
        try:
            store.fill(plain, progress)
        except DumpCancelledError:
            if self._failure is not None:
                raise self._failure from None
            raise
        if self._failure is not None:
            raise self._failure
        for start, end in dirty if cleaner else ():
            data = bytearray(end - start)
            read_pages(reader.read_into, start, memoryview(data), store.lost)
            stack = next((s for s in stacks if s[0] <= start < s[1]), (start, end))
            store.write(start, cleaner((start, stack[1]), bytes(data)) if cleaner else data)
            progress(end - start)

    def _progress(self, size: int, protocol: CallbackProtocol) -> bool:
        with self._progress_lock:
            self._done += size
        if threading.get_ident() != self._owner:
            return self._failure is None
        try:
            protocol.poll_cancel()
            self._tell_progress()
        except BaseException as error:  # noqa: BLE001 - raised again once the copy has stopped
            self._failure = error
        return self._failure is None

    def _tell_progress(self) -> None:
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self._report({"event": "progress", "done": self._done, "total": self._total})

    # ------------------------------------------------------------------ after the stop

    def _settle(
        self, lost: Sequence[SoftError], flags: int, protocol: CallbackProtocol
    ) -> list[Range]:
        """Ask about each range that could not be read; what is left out, merged."""
        is_fatal = bool(flags & T.MiniDumpWithFullMemory) and not (
            flags & T.MiniDumpIgnoreInaccessibleMemory
        )
        for error in lost:
            answer = protocol.read_memory_failure(error.address, error.size, HRESULT.PARTIAL_COPY)
            if answer is False or (answer is None and is_fatal):
                raise PartialCopyError(
                    f"{error.size} bytes of memory at {error.address:#x} cannot be read."
                )
            self._report({"event": "soft_error", **error._asdict()})
        return merged((error.address, error.address + error.size) for error in lost)

    def _finish(
        self,
        plan: DumpPlan,
        metadata: bytes,
        buffer: BufferStore | None,
        protocol: CallbackProtocol,
    ) -> None:
        """Complete the file; the four bytes of the signature come last."""
        try:
            os.ftruncate(self._descriptor, plan.file_size)
        except OSError as error:
            raise from_oserror(error, "Writing the dump", as_type=OutputError) from error
        for offset, data in buffer.pieces(plan) if buffer is not None else ():
            write_at(self._descriptor, offset, data)
            data.release()
            protocol.poll_cancel()
        write_at(self._descriptor, 4, memoryview(metadata)[4:])
        protocol.poll_cancel()
        try:
            os.fdatasync(self._descriptor)
        except OSError as error:
            raise from_oserror(error, "Writing the dump", as_type=OutputError) from error
        write_at(self._descriptor, 0, metadata[:4])

    def _stream(
        self,
        plan: DumpPlan,
        metadata: bytes,
        buffer: BufferStore | None,
        spool: int,
        protocol: CallbackProtocol,
    ) -> None:
        """Hand the bytes to the callback, front to back without gaps."""
        try:
            protocol.io_write_all(0, memoryview(metadata))
            position = len(metadata)
            if buffer is not None:
                for offset, data in buffer.pieces(plan):
                    if offset > position:
                        protocol.io_write_all(position, memoryview(bytes(offset - position)))
                    protocol.io_write_all(offset, data)
                    position = offset + len(data)
                    data.release()
            while position < plan.file_size:
                chunk = os.pread(spool, min(CHUNK, plan.file_size - position), position)
                # Beyond the spool's end lie holes that nobody wrote.
                chunk = chunk or bytes(min(CHUNK, plan.file_size - position))
                protocol.io_write_all(position, memoryview(chunk))
                position += len(chunk)
        except DumpCancelledError:
            raise
        except MiniDumpError:
            protocol.io_finish()
            raise
        protocol.io_finish()

    def _phase(self, name: str) -> None:
        self._report({"event": "phase", "phase": name, "total": self._total})


def _ignore(_event: dict[str, Any]) -> None:
    """Take an event nobody wants."""


class _Reader:
    """Reads the target through the virtual memory callbacks, if any asked to be there."""

    def __init__(self, target: Target, protocol: CallbackProtocol) -> None:
        self._target = target
        self._protocol = protocol

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes."""
        buffer = bytearray(size)
        view = memoryview(buffer)
        done = self.read_into(address, view)
        view.release()
        return bytes(buffer[:done])

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Fill *buffer*; the bytes that count from its start."""
        if not self._protocol.vm_callbacks:
            return self._target.read_into(address, buffer)
        done = 0
        while done < len(buffer):
            piece = buffer[done : done + _VM_PIECE]
            count = self._protocol.vm_pre_read(address + done, piece)
            if count is None:
                count = self._target.read_into(address + done, piece)
                count = self._protocol.vm_post_read(address + done, piece, count)
            done += count
            if count < len(piece):
                break
        return done


def _metadata(plan: DumpPlan, errors: Sequence[SoftError]) -> bytes:
    """Encode all but the memory, with the soft errors in the room kept for them."""
    for stream in plan.minidump.streams:
        if (
            isinstance(stream, RawStream)
            and stream.stream_type == MINIDUMP_STREAM_TYPE.MozSoftErrors
            and stream.body.size == SOFT_ERRORS_SIZE
        ):
            if errors:
                stream.data = soft_errors_json(errors)
            else:
                # Nothing went wrong: the entry of the directory stays unused.
                stream.stream_type = MINIDUMP_STREAM_TYPE.UnusedStream
                stream.body.size = 0
    return plan.minidump.metadata_bytes()


def _spool() -> int:
    """Open an unnamed file (mode 0600) for a dump that somebody else stores."""
    with tempfile.TemporaryFile(prefix="dumpdesk-") as file:
        return os.dup(file.fileno())
