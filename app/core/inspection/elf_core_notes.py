"""The notes of an ELF core file: what debuggers know of threads, signal, files and the process.

Sources: include/linux/elfcore.h, fs/binfmt_elf.c, uapi/linux/elf.h and the user_regs_struct of each
processor in Linux.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

from ..minidump.constants import MINIDUMP_STREAM_TYPE, PROCESSOR_ARCHITECTURE
from ..minidump.contexts import (
    CONTEXT_AMD64,
    CONTEXT_ARM64,
    CONTEXT_ARM64_OLD,
    CONTEXT_X86,
    parse_context,
    xstate_of,
)
from ..minidump.contexts.amd64 import LINUX_REGISTERS as AMD64_REGISTERS
from ..minidump.contexts.x86 import LINUX_REGISTERS as X86_REGISTERS
from .proc_status import status_field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..capture.snapshot import ExceptionInformation, ProcessSnapshot, Region, Thread
    from ..minidump.contexts import Context

NT_PRSTATUS, NT_FPREGSET, NT_PRPSINFO, NT_AUXV = 1, 2, 3, 6
NT_FILE, NT_SIGINFO = 0x46494C45, 0x53494749
NT_PRXFPREG, NT_X86_XSTATE, NT_ARM_TLS = 0x46E62B7F, 0x202, 0x401
_CORE, _LINUX = b"CORE\0", b"LINUX\0"
_S = MINIDUMP_STREAM_TYPE
_WITH_ADDRESS: Final = frozenset((4, 5, 7, 8, 11, 31))
"""Signals whose siginfo has an address: ILL, TRAP, BUS, FPE, SEGV and SYS."""
_NO_CALL: Final = (1 << 64) - 1
"""orig_rax of a thread that is in no system call; dumps do not tell in which one."""
_STATES: Final = "RSDTZW"
_INFO_SIZE: Final = 128


class Target(NamedTuple):
    """How core files of a processor are laid out."""

    machine: int
    """e_machine."""
    bits: int
    floating_point: Callable[[Context, bytes], Iterator[bytes]]
    """Gives the notes of a thread's floating-point state."""
    registers: Callable[[Context, Thread], bytes]
    """Gives elf_gregset_t."""

    @property
    def word(self) -> str:
        """The struct code of an unsigned long."""
        return "Q" if self.bits == 64 else "I"


def notes(
    target: Target, snapshot: ProcessSnapshot, threads: Sequence[Thread], mapped: Sequence[Region]
) -> bytes:
    """Give the contents of PT_NOTE; the first of *threads* is the one that debuggers begin with.

    *mapped* are the mappings of files.
    """
    parts: list[bytes] = []
    for number, thread in enumerate(threads):
        context = parse_context(thread.context, snapshot.system.processor_architecture)
        if context is None:
            continue
        parts.append(_status(target, snapshot, thread, context))
        if not number:
            parts += _of_process(target, snapshot, mapped)
        parts += target.floating_point(context, thread.context)
        if target.machine == _AARCH64:
            parts.append(_note(_LINUX, NT_ARM_TLS, struct.pack("<Q", thread.teb)))
    return b"".join(parts)


def _note(owner: bytes, kind: int, content: bytes) -> bytes:
    head = struct.pack("<III", len(owner), len(content), kind)
    return head + owner.ljust(8, b"\0") + content + bytes(-len(content) % 4)


# ----------------------------------------------------------------------------- one thread


def _status(target: Target, snapshot: ProcessSnapshot, thread: Thread, context: Context) -> bytes:
    """elf_prstatus."""
    exception = snapshot.exception
    # Every thread has it, as from the kernel: debuggers take that of the last one for the reason.
    signal = exception.code if exception is not None and 0 < exception.code < 65 else 0
    word = target.word
    parent, group, session = _family(snapshot)
    body = struct.pack(
        f"<3iH2x2{word}4i",
        *(signal, exception.flags & 0x7FFFFFFF if exception and signal else 0, 0),
        *(signal, 0, 0),
        *(thread.id, parent, group, session),
    )
    # elf_siginfo has si_signo, si_code, si_errno; what follows are times, in seconds and µs.
    for ticks in (thread.user_time, thread.kernel_time, 0, 0):
        body += struct.pack(f"<2{word}", ticks // 10_000_000, ticks // 10 % 1_000_000)
    body += target.registers(context, thread)
    body += struct.pack("<i", 1)
    return _note(_CORE, NT_PRSTATUS, body + bytes(-len(body) % (target.bits // 8)))


def _amd64(context: Context, thread: Thread) -> bytes:
    assert isinstance(context, CONTEXT_AMD64)  # noqa: S101 - it goes with the architecture
    known = {name.lower(): int(value) for name, value in _numbers(context)}
    known |= {"orig_rax": _NO_CALL, "fs_base": thread.teb}
    return struct.pack("<27Q", *(known.get(name, 0) for name in AMD64_REGISTERS))


def _x86(context: Context, _thread: Thread) -> bytes:
    assert isinstance(context, CONTEXT_X86)  # noqa: S101 - it goes with the architecture
    known = {name.lower(): int(value) for name, value in _numbers(context)}
    known["orig_eax"] = _NO_CALL & 0xFFFFFFFF
    return struct.pack("<17I", *(known.get(name, 0) for name in X86_REGISTERS))


def _arm64(context: Context, _thread: Thread) -> bytes:
    assert isinstance(context, CONTEXT_ARM64 | CONTEXT_ARM64_OLD)  # noqa: S101 - as above
    last = (context.Fp, context.Lr, context.Sp, context.Pc, context.Cpsr)
    return struct.pack("<34Q", *context.X, *last)


def _numbers(context: Context) -> Iterator[tuple[str, int]]:
    """Give the integer registers by the names of Linux: SegCs is cs."""
    for name, value in zip(type(context)._fields, context, strict=True):
        if isinstance(value, int):
            yield name.removeprefix("Seg"), value


def _amd64_floats(context: Context, record: bytes) -> Iterator[bytes]:
    assert isinstance(context, CONTEXT_AMD64)  # noqa: S101 - it goes with the architecture
    yield _note(_CORE, NT_FPREGSET, context.FltSave)
    if state := xstate_of(record):
        yield _note(_LINUX, NT_X86_XSTATE, context.FltSave + state)


def _x86_floats(context: Context, _record: bytes) -> Iterator[bytes]:
    assert isinstance(context, CONTEXT_X86)  # noqa: S101 - it goes with the architecture
    # user_fpregs_struct is FSAVE's image: all of FloatSave but the last word.
    yield _note(_CORE, NT_FPREGSET, context.FloatSave.pack()[:108])
    yield _note(_LINUX, NT_PRXFPREG, context.ExtendedRegisters)


def _arm64_floats(context: Context, _record: bytes) -> Iterator[bytes]:
    assert isinstance(context, CONTEXT_ARM64 | CONTEXT_ARM64_OLD)  # noqa: S101 - as above
    status = struct.pack("<II8x", context.Fpsr, context.Fpcr)
    yield _note(_CORE, NT_FPREGSET, context.V + status)


_X86_64, _I386, _AARCH64 = 62, 3, 183
_ARM64: Final = Target(_AARCH64, 64, _arm64_floats, _arm64)
TARGETS: Final = {
    PROCESSOR_ARCHITECTURE.AMD64: Target(_X86_64, 64, _amd64_floats, _amd64),
    PROCESSOR_ARCHITECTURE.INTEL: Target(_I386, 32, _x86_floats, _x86),
    PROCESSOR_ARCHITECTURE.ARM64: _ARM64,
    PROCESSOR_ARCHITECTURE.BP_ARM64_OLD: _ARM64,
}
"""PROCESSOR_ARCHITECTURE → how its core files are."""


# --------------------------------------------------------------------------- the process


def _of_process(
    target: Target, snapshot: ProcessSnapshot, mapped: Sequence[Region]
) -> Iterator[bytes]:
    yield _process(target, snapshot)
    if snapshot.exception is not None:
        yield _note(_CORE, NT_SIGINFO, _siginfo(target, snapshot.exception))
    if auxv := snapshot.texts.get(_S.LinuxAuxv):
        yield _note(_CORE, NT_AUXV, auxv)
    if mapped:
        yield _files(target, snapshot.system.page_size, mapped)


def _process(target: Target, snapshot: ProcessSnapshot) -> bytes:
    """elf_prpsinfo."""
    parent, group, session = _family(snapshot)
    state = _first_word(snapshot, b"State")[:1] or b"R"
    number = max(_STATES.find(state.decode("ascii", "replace")), 0)
    user, users = _number(snapshot, b"Uid"), _number(snapshot, b"Gid")
    arguments = snapshot.texts.get(_S.LinuxCmdLine, b"").replace(b"\0", b" ").rstrip()
    wide = target.bits == 64
    head = struct.pack("<BcBb", number, state, state == b"Z", 0)
    mask = 0xFFFFFFFF if wide else 0xFFFF
    head += struct.pack("<4xQII" if wide else "<IHH", 0, user & mask, users & mask)
    family = struct.pack("<4i", snapshot.process_id, parent, group, session)
    names = struct.pack("<16s80s", snapshot.name.encode()[:15], arguments[:79])
    return _note(_CORE, NT_PRPSINFO, head + family + names)


def _siginfo(target: Target, exception: ExceptionInformation) -> bytes:
    """siginfo_t."""
    signal = exception.code & 0x7F
    head = struct.pack("<III", signal, 0, exception.flags & 0xFFFFFFFF)
    head += b"\0" * (4 if target.bits == 64 else 0)
    if signal in _WITH_ADDRESS:
        mask = (1 << target.bits) - 1
        head += struct.pack(f"<{target.word}", exception.address & mask)
    elif len(exception.parameters) >= 2:  # who sent it, and whose process that was
        head += struct.pack("<II", *(value & 0xFFFFFFFF for value in exception.parameters[:2]))
    return head.ljust(_INFO_SIZE, b"\0")


def _files(target: Target, page: int, mapped: Sequence[Region]) -> bytes:
    word = target.word
    body = struct.pack(f"<2{word}", len(mapped), page)
    body += b"".join(
        struct.pack(f"<3{word}", region.base, region.end, region.offset // page)
        for region in mapped
    )
    names = b"".join(region.path.encode("utf-8", "surrogateescape") + b"\0" for region in mapped)
    return _note(_CORE, NT_FILE, body + names)


def _family(snapshot: ProcessSnapshot) -> tuple[int, int, int]:
    """Parent, process group and session; 0 where the dump does not tell."""
    group, session = _number(snapshot, b"NSpgid"), _number(snapshot, b"NSsid")
    return _number(snapshot, b"PPid"), group, session


def _number(snapshot: ProcessSnapshot, key: bytes) -> int:
    word = _first_word(snapshot, key)
    return int(word) & 0x7FFFFFFF if word.isdigit() and len(word) < 12 else 0


def _first_word(snapshot: ProcessSnapshot, key: bytes) -> bytes:
    """Give the first word of a line of /proc/PID/status; empty if there is none."""
    return (status_field(snapshot.texts, key).split() or [b""])[0]
