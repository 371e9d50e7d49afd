"""Linux: owner, program and arguments through psutil, /proc for what the verdict needs."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

import msgspec
import psutil

from ..capture.linux.subject import own_rights, subject_of
from ..capture.obstacles import LINUX, judge
from .details import GONE, program_of
from .info import Verdict

if TYPE_CHECKING:
    from .info import ProcessInfo

_MACHINES: Final = {
    3: "x86",
    8: "mips",
    21: "ppc64",
    22: "s390",
    40: "arm",
    62: "x64",
    183: "arm64",
    243: "riscv",
    258: "loongarch",
}
"""``e_machine`` (elf.h) → what people call it."""


class ProcDetails:
    """Judges by the rules for Linux."""

    def __init__(self, own: frozenset[int] = frozenset()) -> None:
        """Judge as a DumpDesk whose processes are *own*."""
        self._caller = own_rights(own)

    def look_up(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:
        """Fill in everything."""
        try:
            process = psutil.Process(info.seen)
        except psutil.Error:
            return msgspec.structs.replace(info, verdict=GONE, detailed=True)
        texts = {} if kernel else program_of(process)
        if info.through:  # a thread has a name of its own
            texts.pop("name", None)
        bits, machine = (0, "") if kernel else _architecture(info.seen)
        found = msgspec.structs.replace(info, bits=bits, machine=machine, **texts)
        return self.look_again(found, kernel=kernel)

    def look_again(self, info: ProcessInfo, *, kernel: bool) -> ProcessInfo:  # noqa: ARG002
        """Read who owns and who traces it, and judge anew."""
        try:
            subject = subject_of(
                info.pid, through=info.through, bits=info.bits, own=self._caller.own
            )
        except (OSError, KeyError, ValueError, IndexError):
            return msgspec.structs.replace(info, verdict=GONE, detailed=True)
        verdict = Verdict(*judge(LINUX, subject, self._caller))
        return msgspec.structs.replace(info, user=subject.user, verdict=verdict, detailed=True)


def _architecture(pid: int) -> tuple[int, str]:
    """Read the class and machine from the ELF header of the program; (0, "") if not allowed."""
    try:
        with open(f"/proc/{pid}/exe", "rb", buffering=0) as file:
            header = file.read(20)
    except OSError:
        return 0, ""
    if len(header) < 20 or header[:4] != b"\x7fELF":
        return 0, ""
    (machine,) = struct.unpack_from(">H" if header[5] == 2 else "<H", header, 18)
    return {1: 32, 2: 64}.get(header[4], 0), _MACHINES.get(machine, "")
