"""The name of a dump file whose user gave none."""

from __future__ import annotations

import re
import time
from typing import Final

from app.core.dump.presets import preset_of

_TEMPLATE: Final = "{name}_{pid}_{preset}_{utc}.dmp"
_UNSAFE: Final = re.compile(r"[^\w.+-]+")
_LONGEST: Final = 64
"""Most characters of the program's name: with four bytes each the whole stays below 255 bytes."""


def dump_name(process_name: str, process_id: int, flags: int, seconds: float | None = None) -> str:
    """Name a dump of a process made with *flags* at *seconds* (Unix time; default: now).

    Whatever the process calls itself, the result is one plain file name on every system.
    """
    preset = preset_of(flags)
    name = _UNSAFE.sub("_", process_name).lstrip(".-_")[:_LONGEST].rstrip(".")
    return _TEMPLATE.format(
        name=name or "process",
        pid=process_id,
        preset=preset.key if preset else hex(flags),
        utc=time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(seconds)),
    )
