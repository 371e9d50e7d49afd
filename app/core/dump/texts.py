"""The Linux text streams as the flags want them: what is private is taken out, line by line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from ..minidump.constants import MINIDUMP_STREAM_TYPE as S
from ..minidump.constants import MINIDUMP_TYPE as T

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..intervals import Range

_CREDENTIALS: Final = re.compile(
    rb"^(?:Uid|Gid|Groups|NS(?!pid)\w+|Cap\w+|NoNewPrivs|Seccomp\w*|Speculation\w+):.*\n",
    re.MULTILINE,
)
"""Lines of /proc/PID/status that say whose process it is and what it may do."""
_FOLDERS: Final = re.compile(rb"(?<= )/(?:.*/)?")
"""In a line of /proc/PID/maps, all of the path but the file name."""


def text_streams(
    texts: Mapping[int, bytes], flags: int, hidden: Sequence[Range] = ()
) -> dict[int, bytes]:
    """Give the text streams of a dump with effective *flags*, in the order of their numbers.

    Mappings inside the *hidden* ranges (modules that were left out) lose their names.
    """
    result = dict(sorted(texts.items()))
    if hidden and S.LinuxMaps in result:
        result[S.LinuxMaps] = _without_names(result[S.LinuxMaps], hidden)
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


def _without_names(maps: bytes, hidden: Sequence[Range]) -> bytes:
    lines = maps.splitlines(keepends=True)
    for index, line in enumerate(lines):
        start = int(line.partition(b"-")[0], 16)
        if any(low <= start < high for low, high in hidden):
            # Address, rights, offset, device and inode stay.
            lines[index] = b" ".join(line.split(None, 5)[:5]) + b"\n"
    return b"".join(lines)


@lru_cache(4096)
def base_name(path: str) -> str:
    """Give the last component, whichever system's separators the path has."""
    return re.split(r"[/\\]", path)[-1] or path
