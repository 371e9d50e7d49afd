"""The windows on the desktop: titles, and whose window is under the pointer (winuser.h)."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from ctypes import c_int32, c_uint32, c_void_p
from typing import Any, ClassVar, Final

from .api import address_of, windows

_TITLE_LENGTH: Final = 512
_MOST_WINDOWS: Final = 500
_CLOAKED: Final = 14
"""DWMWA_CLOAKED (dwmapi.h): a window of an app that is suspended or on another desktop."""


class _POINT(ctypes.Structure):
    _fields_: ClassVar[Any] = (("x", c_int32), ("y", c_int32))


def titles() -> dict[int, str]:
    """Give the titles of all visible top-level windows by process id."""
    found: dict[int, list[str]] = defaultdict(list)
    text = ctypes.create_unicode_buffer(_TITLE_LENGTH)
    for window in _top_windows()[:_MOST_WINDOWS]:
        # Of another process, this reads what the system keeps; the process is not asked.
        if windows.GetWindowTextW(window, text, _TITLE_LENGTH) and not _is_cloaked(window):
            pid = _owner(window)
            if pid and text.value not in found[pid]:
                found[pid].append(text.value)
    return {pid: " | ".join(parts) for pid, parts in found.items() if parts}


def pid_at(x: int, y: int) -> int | None:
    """Give the process whose window shows at a point of the screen, in physical pixels."""
    # A POINT is passed by value, as one word.
    window = windows.WindowFromPoint(x & 0xFFFFFFFF | (y & 0xFFFFFFFF) << 32)
    return (_owner(window) or None) if window else None


def pid_at_pointer() -> int | None:
    """Give the process whose window is under the pointer, if any."""
    point = _POINT()
    return pid_at(point.x, point.y) if windows.GetCursorPos(address_of(point)) else None


def _top_windows() -> list[int]:
    found: list[int] = []

    def note(window: int, _: int) -> int:
        if windows.IsWindowVisible(window):
            found.append(window)
        return 1

    prototype = getattr(ctypes, "WINFUNCTYPE")(c_int32, c_void_p, c_void_p)  # noqa: B009 - Windows
    windows.EnumWindows(prototype(note), None)
    return found


def _owner(window: int) -> int:
    pid = c_uint32()
    windows.GetWindowThreadProcessId(window, address_of(pid))
    return int(pid.value)


def _is_cloaked(window: int) -> bool:
    cloaked = c_uint32()
    if not hasattr(windows, "DwmGetWindowAttribute"):
        return False
    failed = windows.DwmGetWindowAttribute(window, _CLOAKED, address_of(cloaked), 4)
    return not failed and bool(cloaked.value)
