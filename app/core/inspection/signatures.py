"""The signature of a crash: crashes with the same one have, by experience, the same cause.

Made by siggen, the rules by which Mozilla groups its crash reports.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ..dump.texts import base_name
from ..minidump.constants import PLATFORM_ID

if TYPE_CHECKING:
    from .cause import Cause

_SYSTEMS: Final = {
    PLATFORM_ID.WIN32_NT: "Windows NT",
    PLATFORM_ID.MACOS: "Mac OS X",
}
"""As the rules call them: names of modules have no case on the first."""
_ENDS: Final = {"function": "abort", "file": None, "line": None}
_FRAMES: Final = 40
"""The rules look no further."""


@cache
def _generator() -> Any:  # noqa: ANN401 - it has no types
    from siggen.generator import SignatureGenerator

    return SignatureGenerator()


def signature_of(cause: Cause, platform_id: int) -> str:
    """Give the signature of a crash; empty where nothing crashed or no frame is known."""
    # How a program ends itself is the same for every fault: one frame stands for all of it.
    told = (
        cause.frames
        if not cause.blamed
        else ({**cause.frames[0], **_ENDS}, *cause.frames[cause.blamed :])
    )
    frames = [_frame(frame) for frame in told[:_FRAMES]]
    if not frames and cause.is_crash and cause.instruction:
        frames = [{"module": cause.module or None, "offset": hex(cause.instruction)}]
        if cause.module:
            frames[0]["module_offset"] = hex(cause.offset)
    if not frames:
        return ""
    crash = {
        "os": _SYSTEMS.get(platform_id, "Linux"),  # type: ignore[call-overload]
        "reason": cause.reason.text if cause.reason is not None else "",
        "crashing_thread": 0,
        "threads": [{"frames": frames, "thread_name": cause.thread_name}],
    }
    return str(_generator().generate(crash).signature)


def _frame(frame: dict[str, Any]) -> dict[str, Any]:
    """Give a frame as the rules want it."""
    known: dict[str, Any] = {"offset": hex(frame["address"])}
    if frame["module"]:
        known["module"] = base_name(frame["module"])
        known["module_offset"] = hex(frame["offset"])
    for key in ("function", "file", "line"):
        if frame[key]:
            known[key] = frame[key]
    return known
