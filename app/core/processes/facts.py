"""Facts about a process that cost too much to find out unless somebody wants to see them.

A row for every field named in :data:`~app.core.processes.info.FACTS`, for each kind of system.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias

import psutil

from ..text import encodable
from .window_titles import WindowTitles

if TYPE_CHECKING:
    from ..process_key import ProcessKey
    from .info import ProcessInfo

_LINUX: Final[bool] = sys.platform.startswith("linux")
_WINDOWS: Final[bool] = os.name == "nt"
_DELETED: Final = " (deleted)"
_PRIVATE: Final = re.compile(rb"^Private_\w+: +(\d+) kB", re.MULTILINE)
_IO: Final = re.compile(rb"^(?:read|write)_bytes: (\d+)", re.MULTILINE)
_LEAST_ELAPSED: Final = 0.1
"""Seconds between two looks at a counter from which a rate can be told."""
_MOST_COUNTERS: Final = 20_000

_CONTAINERS: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"docker[-/]([0-9a-f]{12})[0-9a-f]{52}", "docker"),
        (r"libpod-(?:conmon-)?([0-9a-f]{12})[0-9a-f]{52}", "podman"),
        (r"(?:cri-containerd|crio|containerd)-([0-9a-f]{12})[0-9a-f]{52}", "kubernetes"),
        (r"kubepods[^\n]*/([0-9a-f]{12})[0-9a-f]{52}", "kubernetes"),
        (r"/lxc(?:\.payload\.|/)([^/\n]+)", "lxc"),
        (r"/machine-([^/\n]+)\.scope", "machine"),
        (r"/app-flatpak-([^/\n]+?)-\d+\.scope", "flatpak"),
        (r"/snap\.([^./\n]+)", "snap"),
    )
)
"""What a path in /proc/PID/cgroup (cgroups(7)) tells: pattern of a name, and whose name it is."""


class Reader(Protocol):
    """Finds out one fact of one process after the other."""

    def begin(self) -> None:
        """Get ready for another round of processes."""

    def read(self, info: ProcessInfo) -> Any:  # noqa: ANN401 - as the field's type says
        """Give the fact, ``None`` if it cannot be found out."""

    def forget(self) -> None:
        """Let go of everything remembered: nobody wants this fact for now."""


Readers: TypeAlias = Mapping[str, Reader]
"""Field of ProcessInfo → what finds it out."""


class _Plain:
    """A fact that one look tells."""

    def __init__(self, look: Callable[[int], Any]) -> None:
        """*look* takes a process id; it may raise as files and psutil do."""
        self._look = look

    def begin(self) -> None:
        pass

    def read(self, info: ProcessInfo) -> Any:  # noqa: ANN401 - as the field's type says
        try:
            return self._look(info.seen)
        except (OSError, psutil.Error, ValueError, KeyError):
            return None

    def forget(self) -> None:
        pass


class _Rate:
    """How fast a counter rises; known from the second look on."""

    def __init__(self, look: Callable[[int], int]) -> None:
        """*look* takes a process id and gives the counter; it may raise."""
        self._counter = _Plain(look)
        self._last: dict[ProcessKey, tuple[float, int, float | None]] = {}

    def begin(self) -> None:
        if len(self._last) > _MOST_COUNTERS:  # mostly of processes that have ended
            self._last.clear()

    def read(self, info: ProcessInfo) -> float | None:
        count = self._counter.read(info)
        now = time.monotonic()
        before = self._last.get(info.key)
        if count is None or before is None:
            rate = None
        elif now - before[0] < _LEAST_ELAPSED:
            return before[2]
        else:
            rate = round(max(count - before[1], 0) / (now - before[0]), 1)
        if count is not None:
            self._last[info.key] = (now, count, rate)
        return rate

    def forget(self) -> None:
        self._last.clear()


def system_readers() -> Readers:
    """Choose what finds facts out on this system; a fact it cannot tell is not in it."""
    if _LINUX:
        return {
            "private": _Plain(_private),
            "handles": _Plain(_descriptors),
            "io": _Rate(_io_bytes),
            "privileges": _Plain(_privileges),
            "container": _Plain(_container),
            "program_file": _Plain(_program_file),
            "window": WindowTitles(),
        }
    if _WINDOWS:
        from .windows_readers import windows_readers

        return windows_readers(_Rate)
    return {
        "private": _Plain(lambda pid: psutil.Process(pid).memory_full_info().uss),
        "handles": _Plain(_handle_count),
        "io": _Rate(_psutil_io_bytes),
    }


# ---------------------------------------------------------------------------------- any system


def _handle_count(pid: int) -> int:
    process = psutil.Process(pid)
    count = getattr(process, "num_handles", None) or getattr(process, "num_fds", None)
    return int(count()) if count else 0


def _psutil_io_bytes(pid: int) -> int:
    counters = psutil.Process(pid).io_counters()
    return int(counters.read_bytes + counters.write_bytes)


# --------------------------------------------------------------------------------------- Linux


def _read(pid: int, name: str) -> bytes:
    with open(f"/proc/{pid}/{name}", "rb", buffering=0) as file:
        return file.read(16384)


def _private(pid: int) -> int:
    """Add up the private pages (proc_pid_smaps(5)); 0 for a thread of the kernel."""
    return sum(map(int, _PRIVATE.findall(_read(pid, "smaps_rollup")))) * 1024


def _descriptors(pid: int) -> int:
    """Since Linux 6.2 the size of the directory is the number of descriptors in it."""
    folder = f"/proc/{pid}/fd"
    return os.stat(folder).st_size or len(os.listdir(folder))


def _io_bytes(pid: int) -> int:
    """Bytes that went from and to storage (proc_pid_io(5))."""
    return sum(map(int, _IO.findall(_read(pid, "io"))))


def _privileges(pid: int) -> str:
    """Tell by effective user id and capabilities (proc_pid_status(5))."""
    status = dict(line.split(b":", 1) for line in _read(pid, "status").splitlines() if b":" in line)
    if status[b"Uid"].split()[1] == b"0":
        return "root"
    return "capabilities" if int(status[b"CapEff"], 16) else ""


def _container(pid: int) -> str:
    """Tell by the control group, else by a process id of its own inside (NSpid)."""
    group = encodable(os.fsdecode(_read(pid, "cgroup")))
    for pattern, kind in _CONTAINERS:
        if found := pattern.search(group):
            return f"{kind} {found[1]}"
    status = _read(pid, "status")
    inner = re.search(rb"^NSpid:\s+\d+\s+(\d+)", status, re.MULTILINE)
    return "namespace" if inner else ""


def _program_file(pid: int) -> str:
    """Tell by the link to the program, which the kernel marks when the file has lost its name."""
    target = os.readlink(f"/proc/{pid}/exe")
    if not target.endswith(_DELETED) or os.path.exists(f"/proc/{pid}/root{target}"):
        return ""
    path = target.removesuffix(_DELETED)
    return "replaced" if os.path.exists(f"/proc/{pid}/root{path}") else "deleted"
