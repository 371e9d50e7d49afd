"""The pages of a copy, handed over by the copy itself: through a pipe, without looking each up.

Read through /proc/PID/mem, memory is copied twice, page by page; process_vm_readv pins pages, for
which the kernel first copies those that the target shares (FAULT_FLAG_UNSHARE). vmsplice(2) does
neither: it puts references to the caller's own pages into a pipe, which is read like any other.
That takes a third of the processor's time, of which a quarter is the copy's, beside us.

So the copy, which nobody misses, runs a few instructions of ours in memory that it gets for them
alone. It ends when the ranges do, or at one that it cannot read (of another process, a tracer may
read more), and can be had to go on behind that one.
"""

from __future__ import annotations

import contextlib
import fcntl
import mmap
import os
import select
import struct
import threading
import time
from typing import TYPE_CHECKING, Final

from ...steps import steps
from . import ptrace
from .self_restoring import NO_CALL, ORIG_RAX, R12, R13, RBX, RIP

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .clone import Clone

    Part = tuple[int, int]
    """Address and size."""

_CODE: Final = bytes.fromhex(
    "b816010000"  # again: mov eax, 278 (vmsplice)
    "89df"  # mov edi, ebx (the pipe)
    "4c89e6"  # mov rsi, r12 (a range)
    "ba01000000"  # mov edx, 1
    "4531d2"  # xor r10d, r10d
    "0f05"  # syscall
    "4885c0"  # test rax, rax
    "7e14"  # jle end
    "49010424"  # add [r12], rax
    "4929442408"  # sub [r12 + 8], rax
    "75dc"  # jne again
    "4983c410"  # add r12, 16
    "49ffcd"  # dec r13
    "75d3"  # jne again
    "b803000000"  # end: mov eax, 3 (close)
    "89df"  # mov edi, ebx
    "0f05"  # syscall
    "cc"  # int3
)
_MMAP: Final = 9
_PIPE2: Final = 293
_CLOSE: Final = 3
_PROTECTION: Final = mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
_SHARING: Final = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
_NOBODY: Final = (1 << 64) - 1
_RANGES: Final = 1 << 16
"""At most so many ranges are handed over; what follows is read otherwise."""
_RANGE: Final = struct.Struct("<QQ")
_CODE_AT: Final = 0
_PIPE_AT: Final = 64
_RANGES_AT: Final = 128
_PIPE_SIZE: Final = 1 << 20
"""Of a pipe; what users without rights may have (/proc/sys/fs/pipe-max-size)."""
_PATIENCE: Final = 1.0
"""Seconds in which something has to come; a copy may stand still for reasons of its own."""
_LOOK: Final = 0.05
"""Seconds between two looks whether it is still wanted."""
STREAMED_FROM: Final = 1 << 20
"""Bytes from which it pays."""


class PageStream:
    """The bytes of ranges of a copy, one after the other."""

    def __init__(
        self, clone: Clone, parts: Sequence[Part], do: Callable[[Callable[[], None]], None]
    ) -> None:
        """Have *clone* hand over *parts*; *do* does something on the thread that traces it."""
        self._clone = clone
        self._do = do
        self._parts = list(steps(parts))
        self._part = self._within = 0
        """Where the reader is: in which part, and how far."""
        self._lock = threading.Lock()
        """Held while somebody reads."""
        self._is_over = False
        self._reader = -1
        self._area = 0
        self._begin()

    def read(self, buffer: memoryview) -> int:
        """Fill *buffer* with what comes next; less, also nothing, has to be read otherwise.

        What is read by the next call begins behind all of *buffer* in any case.
        """
        with self._lock:
            done = self._take(buffer)
            self._skip(len(buffer))
            if done < len(buffer) and self._reader >= 0:
                self._end()
                self._begin()
            return done

    def _take(self, buffer: memoryview) -> int:
        if self._reader < 0:
            return 0
        done, since, ready = 0, time.monotonic(), select.poll()
        ready.register(self._reader, select.POLLIN)
        while done < len(buffer) and not self._is_over:
            try:
                got = os.readv(self._reader, [buffer[done:]])
            except BlockingIOError:
                ready.poll(_LOOK * 1000)
                if time.monotonic() - since >= _PATIENCE:
                    self._is_over = True  # what has not come yet may never come
                continue
            if not got:
                break
            done, since = done + got, time.monotonic()
        return done

    def _skip(self, size: int) -> None:
        """Note that the reader is so much further."""
        while size and self._part < len(self._parts):
            taken = min(size, self._parts[self._part][1] - self._within)
            size -= taken
            self._within += taken
            if self._within == self._parts[self._part][1]:
                self._part, self._within = self._part + 1, 0

    def _left(self) -> list[Part]:
        """Give what has not been read, as far as it is handed over at once."""
        found = self._parts[self._part : self._part + _RANGES]
        if found:
            found[0] = found[0][0] + self._within, found[0][1] - self._within
        return found

    def _begin(self) -> None:
        """Have the copy hand over what is left; nothing comes if it cannot."""
        left = self._left()
        if left and not self._is_over:
            with contextlib.suppress(OSError):
                self._do(lambda: self._set_going(left))

    def _set_going(self, left: list[Part]) -> None:
        """Set the copy, which stands in a stop, going. Raises OSError."""
        clone, own = self._clone, self._clone.process_id
        if not clone.is_apart:
            raise PermissionError
        os.kill(own, 0)  # whoever may not end it could not get it to stop again
        if not self._area:
            size = _RANGES_AT + len(left) * _RANGE.size
            self._area = clone.call(_MMAP, (0, size, _PROTECTION, _SHARING, _NOBODY, 0))
        else:
            clone.wait()
        clone.call(_PIPE2, (self._area + _PIPE_AT, os.O_CLOEXEC))
        memory = os.open(f"/proc/{own}/mem", os.O_RDWR | os.O_CLOEXEC)
        try:
            os.pwrite(memory, _CODE, self._area + _CODE_AT)
            table = b"".join(_RANGE.pack(*part) for part in steps(left))
            if os.pwrite(memory, table, self._area + _RANGES_AT) < len(table):
                raise OSError
            read_end, write_end = struct.unpack("<ii", os.pread(memory, 8, self._area + _PIPE_AT))
        finally:
            os.close(memory)
        flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC
        reader = os.open(f"/proc/{own}/fd/{read_end}", flags)
        try:
            with contextlib.suppress(OSError):  # a small one is slower
                fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, _PIPE_SIZE)
            clone.call(_CLOSE, (read_end,))
            registers = ptrace.general_registers(own)
            registers[RIP], registers[RBX] = self._area + _CODE_AT, write_end
            registers[ORIG_RAX] = NO_CALL
            registers[R12], registers[R13] = self._area + _RANGES_AT, len(left)
            ptrace.set_general_registers(own, registers)
            ptrace.call(ptrace.PTRACE_CONT, own)
        except BaseException:
            os.close(reader)
            raise
        self._reader = reader

    def _end(self) -> None:
        reader, self._reader = self._reader, -1
        if reader >= 0:
            os.close(reader)

    def close(self) -> None:
        """Take no more of it."""
        self._is_over = True
        with self._lock:
            self._end()
