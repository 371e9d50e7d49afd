"""The text streams of a Linux dump, cleared of what looking at a process changes in them."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING, Final

from ...minidump.constants import MINIDUMP_STREAM_TYPE
from ..snapshot import SoftError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .procfs import ProcessDirectory

SmapsRollupStream: Final = 0x4444_0001
"""/proc/PID/smaps_rollup; this and the next two are stream types of our own."""
CgroupStream: Final = 0x4444_0002
"""/proc/PID/cgroup."""
MountInfoStream: Final = 0x4444_0003
"""/proc/PID/mountinfo."""

_STREAM = MINIDUMP_STREAM_TYPE
KERNEL_STACKS: Final = int(_STREAM.DumpDeskKernelStacks)
"""Where threads that could not be stopped sleep in the kernel: text of ours, of /proc's facts."""
_OF_PROCESS: Final = {
    int(_STREAM.LinuxProcStatus): "status",
    int(_STREAM.LinuxCmdLine): "cmdline",
    int(_STREAM.LinuxEnviron): "environ",
    int(_STREAM.LinuxAuxv): "auxv",
    int(_STREAM.MozLinuxLimits): "limits",
}
_AUXILIARY: Final = {
    SmapsRollupStream: "smaps_rollup",
    CgroupStream: "cgroup",
    MountInfoStream: "mountinfo",
}
_RELEASE_FILES: Final = ("/etc/lsb-release", "/etc/os-release", "/usr/lib/os-release")
_SWITCHES: Final = re.compile(rb"^(?:non)?voluntary_ctxt_switches:.*\n", re.MULTILINE)
_TRACER: Final = re.compile(rb"^TracerPid:.*$", re.MULTILINE)
_STATE: Final = re.compile(rb"^State:\tt \(tracing stop\)$", re.MULTILINE)
_QUEUED: Final = re.compile(rb"^(SigQ:\t)(\d+)(/\d+)$", re.MULTILINE)
_MHZ: Final = re.compile(rb"^(cpu MHz\t+: )([0-9.]+)$", re.MULTILINE)


def clean_status(status: bytes) -> bytes:
    """Take out of status what a tracer changes: TracerPid, the state, the context switches.

    The signals queued for all processes of the user get a fixed width.
    """
    status = _QUEUED.sub(
        lambda found: found[1] + found[2].rjust(len(found[3]) - 1) + found[3], status
    )
    status = _TRACER.sub(b"TracerPid:\t0", status)
    status = _STATE.sub(b"State:\tT (stopped)", status)
    return _SWITCHES.sub(b"", status)


def clean_cpuinfo(cpuinfo: bytes) -> bytes:
    """Write frequencies with a fixed width, so that the size does not depend on the moment."""
    return _MHZ.sub(lambda found: found[1] + found[2].rjust(9), cpuinfo)


_CLEAN: Final[dict[int, Callable[[bytes], bytes]]] = {
    int(_STREAM.LinuxProcStatus): clean_status,
}


def read_texts(
    directory: ProcessDirectory, maps: bytes
) -> tuple[dict[int, bytes], list[SoftError]]:
    """Read the text streams; *maps* were read already. What cannot be read is a soft error."""
    texts = {int(_STREAM.LinuxMaps): maps}
    if cpuinfo := _first_of("/proc/cpuinfo"):
        texts[int(_STREAM.LinuxCpuInfo)] = clean_cpuinfo(cpuinfo)
    if release := _first_of(*_RELEASE_FILES):
        texts[int(_STREAM.LinuxLsbRelease)] = release
    found, errors = _read(directory, _OF_PROCESS)
    texts.update((key, _CLEAN.get(key, bytes)(text)) for key, text in found.items())
    return dict(sorted(texts.items())), errors


def read_auxiliary(directory: ProcessDirectory) -> tuple[dict[int, bytes], list[SoftError]]:
    """Read what only MiniDumpWithFullAuxiliaryState asks for."""
    return _read(directory, _AUXILIARY)


def _read(
    directory: ProcessDirectory, files: dict[int, str]
) -> tuple[dict[int, bytes], list[SoftError]]:
    found: dict[int, bytes] = {}
    errors: list[SoftError] = []
    for key, name in files.items():
        try:
            found[key] = directory.read(name)
        except OSError as error:
            errors.append(SoftError(f"read {name}", f"{error.strerror}."))
    return found, errors


def _first_of(*paths: str) -> bytes:
    for path in paths:
        with contextlib.suppress(OSError), open(path, "rb") as file:
            return file.read()
    return b""
