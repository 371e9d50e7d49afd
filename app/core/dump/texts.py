"""The Linux text streams as the flags want them: what is private is taken out, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as S
from app.core.minidump.constants import MINIDUMP_TYPE as T

if TYPE_CHECKING:
    from collections.abc import Mapping

_CREDENTIALS: Final = re.compile(
    rb"^(?:Uid|Gid|Groups|NS\w+|Cap\w+|NoNewPrivs|Seccomp\w*|Speculation\w+):.*\n", re.MULTILINE
)
"""Lines of /proc/PID/status that say whose process it is and what it may do."""
_FOLDERS: Final = re.compile(rb"(?<= )/(?:.*/)?")
"""In a line of /proc/PID/maps, all of the path but the file name."""


def text_streams(texts: Mapping[int, bytes], flags: int) -> dict[int, bytes]:
    """Give the text streams of a dump with effective *flags*, in the order of their numbers."""
    result = dict(sorted(texts.items()))
    if flags & T.MiniDumpFilterModulePaths:
        result.pop(S.LinuxCmdLine, None)
        if S.LinuxMaps in result:
            result[S.LinuxMaps] = _FOLDERS.sub(b"", result[S.LinuxMaps])
    # The environment is memory of the process: full memory holds it anyhow.
    if not flags & (T.MiniDumpWithProcessThreadData | T.MiniDumpWithFullMemory) or (
        flags & (T.MiniDumpFilterModulePaths | T.MiniDumpFilterTriage)
    ):
        result.pop(S.LinuxEnviron, None)
    if not flags & T.MiniDumpWithTokenInformation and S.LinuxProcStatus in result:
        result[S.LinuxProcStatus] = _CREDENTIALS.sub(b"", result[S.LinuxProcStatus])
    return result


def base_name(path: str) -> str:
    """Give the last component, whichever system's separators the path has."""
    return re.split(r"[/\\]", path)[-1] or path
