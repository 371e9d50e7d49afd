"""What an exception means, in words: each system numbers its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...minidump.constants import PLATFORM_ID
from . import apple, linux, windows
from .reason import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...capture.snapshot import ProcessSnapshot

__all__ = ["TEXTS", "Reason", "reason_of"]

_OF_PLATFORM: Final = {
    PLATFORM_ID.WIN32_NT: windows.reason_of,
    PLATFORM_ID.WIN32_WINDOWS: windows.reason_of,
    PLATFORM_ID.WIN32_CE: windows.reason_of,
    PLATFORM_ID.LINUX: linux.reason_of,
    PLATFORM_ID.ANDROID: linux.reason_of,
    PLATFORM_ID.NACL: linux.reason_of,
    PLATFORM_ID.MACOS: apple.reason_of,
    PLATFORM_ID.IOS: apple.reason_of,
}
TEXTS: Final = (*windows.TEXTS, *linux.TEXTS, *apple.TEXTS, "Exception {0}, not understood here")
"""All that reasons are made of, for the translators."""


def reason_of(snapshot: ProcessSnapshot, read: Callable[[int, int], bytes]) -> Reason | None:
    """Say what the exception of *snapshot* means; None if it has none.

    *read* gives up to so many bytes of the target's memory from an address on.
    """
    if snapshot.exception is None:
        return None
    of_platform = (
        _OF_PLATFORM.get(PLATFORM_ID(snapshot.system.platform_id))
        if (snapshot.system.platform_id in set(PLATFORM_ID))
        else None
    )
    if of_platform is None:
        code = snapshot.exception.code & 0xFFFFFFFF
        return Reason(f"Exception {code:#x}, not understood here", code)
    return of_platform(snapshot, snapshot.exception, read)
