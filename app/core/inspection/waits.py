"""Which threads run, which wait, and on what.

Told by the functions of the system that a thread is in, by their names.
"""

from __future__ import annotations

import re
from ntpath import basename
from typing import TYPE_CHECKING, Final

from ..minidump.constants import PLATFORM_ID, PROCESSOR_ARCHITECTURE
from .activity import Activity, Doing
from .callers import FoundBy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..capture.snapshot import SystemDescription
    from .stacks import Frame, Stack


_WORDS: Final[dict[Doing, str]] = {
    Doing.LOCK: "pthread_mutex_lock pthread_mutex_clocklock pthread_mutex_timedlock "
    "pthread_rwlock_rdlock pthread_rwlock_wrlock pthread_spin_lock __lll_lock_wait "
    "__lll_lock_wait_private lll_mutex_lock_optimized flock lockf RtlEnterCriticalSection "
    "RtlpEnterCriticalSectionContended RtlAcquireSRWLockExclusive RtlAcquireSRWLockShared "
    "__pthread_mutex_lock",
    Doing.CONDITION: "pthread_cond_wait pthread_cond_timedwait pthread_cond_clockwait sem_wait "
    "sem_timedwait sem_clockwait sem_wait_slow sem_wait_slow64 sem_wait_common "
    "pthread_barrier_wait __futex_abstimed_wait_common "
    "__futex_abstimed_wait_cancelable64 futex_wait semop semtimedop NtWaitForSingleObject "
    "ZwWaitForSingleObject WaitForSingleObject WaitForSingleObjectEx NtWaitForMultipleObjects "
    "ZwWaitForMultipleObjects WaitForMultipleObjects WaitForMultipleObjectsEx "
    "NtSignalAndWaitForSingleObject ZwSignalAndWaitForSingleObject SignalObjectAndWait "
    "NtWaitForAlertByThreadId ZwWaitForAlertByThreadId NtWaitForKeyedEvent "
    "RtlSleepConditionVariableSRW RtlSleepConditionVariableCS SleepConditionVariableSRW "
    "SleepConditionVariableCS WaitOnAddress RtlWaitOnAddress",
    Doing.THREAD: "pthread_join pthread_timedjoin_np pthread_clockjoin_np thrd_join "
    "__pthread_clockjoin_ex",
    Doing.DESCRIPTORS: "poll ppoll select pselect epoll_wait epoll_pwait epoll_pwait2 "
    "io_uring_enter NtDeviceIoControlFile WSAPoll",
    Doing.READ: "read pread pread64 readv preadv recv recvfrom recvmsg recvmmsg getrandom fgets "
    "getdelim fread msgrcv mq_receive NtReadFile ZwReadFile ReadFile ReadConsoleW",
    Doing.WRITE: "write pwrite pwrite64 writev send sendto sendmsg sendmmsg fsync fdatasync "
    "NtWriteFile ZwWriteFile WriteFile NtFlushBuffersFile",
    Doing.CONNECTION: "accept accept4 connect",
    Doing.SLEEP: "nanosleep clock_nanosleep usleep sleep sched_yield NtDelayExecution "
    "ZwDelayExecution Sleep SleepEx NtYieldExecution",
    Doing.SIGNAL: "pause sigsuspend sigwait sigwaitinfo sigtimedwait",
    Doing.CHILD: "wait wait3 wait4 waitpid waitid system",
    Doing.MESSAGE: "NtUserGetMessage NtUserWaitMessage NtUserMsgWaitForMultipleObjectsEx "
    "GetMessageW GetMessageA MsgWaitForMultipleObjects MsgWaitForMultipleObjectsEx",
    Doing.WORK: "NtWaitForWorkViaWorkerFactory ZwWaitForWorkViaWorkerFactory "
    "NtRemoveIoCompletion ZwRemoveIoCompletion NtRemoveIoCompletionEx GetQueuedCompletionStatus "
    "TppWorkerThread",
}
_DRESS: Final = re.compile(r"^_*(?:GI_|libc_|new_)?_*|[.@].*$")
"""What the C library puts before and behind the name that people know."""
_NAMES: Final[dict[str, Doing]] = {
    _DRESS.sub("", name): doing for doing, names in _WORDS.items() for name in names.split()
} | {
    # Of Go, whose programs call the kernel themselves.
    "runtime.futex": Doing.CONDITION,
    "runtime.futex.abi0": Doing.CONDITION,
    "runtime.epollwait": Doing.DESCRIPTORS,
    "runtime.usleep": Doing.SLEEP,
    "runtime.usleep.abi0": Doing.SLEEP,
}
_SYSTEM: Final = re.compile(
    r"(libc|libpthread|ld-|ld-musl|linux-vdso|linux-gate|\[vdso\]|ntdll|kernelbase|kernel32|win32u|"
    r"user32|ws2_32|mswsock|ucrtbase|msvcrt|msvcr\d+|vcruntime\d+)[-._0-9a-z]*",
    re.IGNORECASE,
)
_OF_PYTHON: Final = re.compile(
    r"^<frozen |/lib(64)?/python3\.\d+t?/(?!site-packages)|\\lib\\(?!site-packages)", re.IGNORECASE
)
"""Files of Python's standard library."""
_LOOKED_AT: Final = 12
"""Frames that the way into the kernel takes at most."""
_CALLS: Final[dict[int, tuple[bytes, ...]]] = {
    PROCESSOR_ARCHITECTURE.AMD64: (b"\x0f\x05", b"\x0f\x34", b"\xcd\x80"),
    PROCESSOR_ARCHITECTURE.INTEL: (b"\xcd\x80", b"\x0f\x34", b"\x0f\x05"),
    PROCESSOR_ARCHITECTURE.ARM64: (b"\x01\x00\x00\xd4",),
}
"""Instructions that call the kernel."""
_INTO_64_BITS: Final = (b"\xff\xd2", b"\xff\x15\xc0\0\0\0")
"""By which 32-bit code of Windows calls what changes to 64 bits."""
_CALLS_OF_WINDOWS: Final[dict[int, tuple[bytes, ...]]] = {
    # The dump of a 32-bit process may have been made from the 64-bit side, with its code as it is.
    PROCESSOR_ARCHITECTURE.AMD64: (b"\xcd\x2e", *_INTO_64_BITS),  # int 2Eh under a hypervisor
    PROCESSOR_ARCHITECTURE.INTEL: _INTO_64_BITS,
}
"""Those of Windows alone."""
_LINUX: Final = (PLATFORM_ID.LINUX, PLATFORM_ID.ANDROID)
_CALL_SIZE: Final = 7
"""Bytes of ``mov $number, %eax; syscall``."""
_READ_CALL: Final = b"\x31\xc0\x0f\x05"
"""``xor %eax, %eax; syscall``: read has the number 0."""
_NUMBERS: Final = {
    **dict.fromkeys((0, 17, 19, 45, 47, 295, 299, 318), Doing.READ),
    **dict.fromkeys((1, 18, 20, 44, 46, 74, 75, 307), Doing.WRITE),
    **dict.fromkeys((7, 23, 232, 270, 271, 281, 426, 441), Doing.DESCRIPTORS),
    **dict.fromkeys((34, 128, 130), Doing.SIGNAL),
    **dict.fromkeys((35, 230), Doing.SLEEP),
    **dict.fromkeys((42, 43, 288), Doing.CONNECTION),
    **dict.fromkeys((61, 247), Doing.CHILD),
    **dict.fromkeys((65, 202, 220, 449), Doing.CONDITION),
    **dict.fromkeys((73,), Doing.LOCK),
}
"""System calls of Linux on x86-64 that wait, where no name tells (asm/unistd_64.h)."""


def activities(
    stacks: Iterable[Stack], read: Callable[[Frame, int], bytes], system: SystemDescription
) -> tuple[Activity, ...]:
    """Say what the threads of *stacks* do, the most numerous first, those that run before all.

    *read* gives so many bytes of code that stand right before a frame's address.
    """
    found: dict[tuple[Doing, str], list[int]] = {}
    for stack in stacks:
        doing = doing_of(stack, read, system)
        found.setdefault((doing, place_of(stack)), []).append(stack.thread.id)
    told = [Activity(doing, place, tuple(ids)) for (doing, place), ids in found.items()]
    return tuple(sorted(told, key=lambda one: (one.doing is not Doing.RUNS, -len(one.threads))))


def doing_of(stack: Stack, read: Callable[[Frame, int], bytes], system: SystemDescription) -> Doing:
    """Say what one thread does: by the outermost function of the system that tells.

    *read* is that of :func:`activities`.
    """
    if not stack.frames:
        return Doing.UNKNOWN
    calls = _CALLS.get(system.processor_architecture, ())
    first = stack.frames[0]
    if system.platform_id == PLATFORM_ID.WIN32_NT:
        calls += _CALLS_OF_WINDOWS.get(system.processor_architecture, ())
    code = read(first, _CALL_SIZE)
    if calls and code and not code.endswith(calls):
        return Doing.RUNS
    found = _by_number(code, system) if code else Doing.UNKNOWN
    for frame in stack.frames[:_LOOKED_AT]:
        if frame is not first and not _is_of_system(frame):
            break
        found = _NAMES.get(frame.function) or _NAMES.get(_DRESS.sub("", frame.function), found)
    return found


def _by_number(code: bytes, system: SystemDescription) -> Doing:
    """Say what the system call does whose number stands right before it in the code."""
    is_amd64 = system.processor_architecture == PROCESSOR_ARCHITECTURE.AMD64
    if not is_amd64 or system.platform_id not in _LINUX:
        return Doing.SYSTEM_CALL
    if code.endswith(_READ_CALL):
        return Doing.READ
    is_told = len(code) == _CALL_SIZE and code[0] == 0xB8 and code.endswith(b"\x0f\x05")
    number = int.from_bytes(code[1:5], "little") if is_told else -1
    return _NUMBERS.get(number, Doing.SYSTEM_CALL)


def _is_of_system(frame: Frame) -> bool:
    return frame.module is None or _SYSTEM.fullmatch(basename(frame.module.name)) is not None


def place_of(stack: Stack) -> str:
    """Name the function of :func:`own_frame`; empty if there is none."""
    frame = own_frame(stack)
    if frame is None or frame.function or frame.module is None:
        return "" if frame is None else frame.function
    return f"{basename(frame.module.name)}+{frame.offset:#x}"


def own_frame(stack: Stack) -> Frame | None:
    """Give the innermost frame that is the program's own: by it a thread is named.

    Where Python runs that is one of its functions, and not the interpreter's: the innermost outside
    of its standard library, if there is one. Of a thread that waits in the handler of its crash it
    is the one where that was.
    """
    handled = next((i + 1 for i, one in enumerate(stack.frames) if one.signal is not None), 0)
    frames = stack.frames[handled if stack.crashed else 0 :]
    python = [frame for frame in frames if frame.found_by is FoundBy.PYTHON]
    own = (frame for frame in python if not _OF_PYTHON.search(frame.file))
    if python:
        return next(own, python[0])
    outside = (frame for frame in frames if frame.module and not _is_of_system(frame))
    return next(outside, None)
