"""The version of a module: each system packs its numbers into the record in another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..minidump.constants import PLATFORM_ID, VS_FFI_SIGNATURE

if TYPE_CHECKING:
    from ..minidump.records import VS_FIXEDFILEINFO

Version = tuple[int, int, int, int]
Words = tuple[int, int]

_WINDOWS: Final = range(PLATFORM_ID.WIN32S, PLATFORM_ID.WIN32_CE + 1)
_APPLE: Final = (PLATFORM_ID.MACOS, PLATFORM_ID.IOS)
_BYTE: Final = 0xFF
_HALF: Final = 0xFFFF


def version_of(info: VS_FIXEDFILEINFO, platform_id: int) -> tuple[Version | None, Words | None]:
    """Give the four numbers of a version, or else the two words that hold it.

    Neither if there is no version; the words where it is unclear how it is packed.
    """
    if info.dwSignature != VS_FFI_SIGNATURE:
        return None, None
    high, low = info.dwFileVersionMS, info.dwFileVersionLS
    if platform_id in _WINDOWS:
        return _halves(high, low), None
    if platform_id in _APPLE:
        return _of_apple(high, low)
    # Writers on Linux put the four numbers of a version into the four words.
    return (high, low, info.dwProductVersionMS, info.dwProductVersionLS), None


def _of_apple(high: int, low: int) -> tuple[Version | None, Words | None]:
    """Tell three ways of packing apart by what a version can be.

    There are 16-bit pairs (a.b, c.d), a Mach-O version as it is (a, b, c in 16, 8 and 8 bits), and
    its parts spread over both words (a; b.c). A Mach-O version has no second or third number over
    255 and no fourth one.
    """
    if not high and not low:
        return None, None
    if high > _HALF and low:
        return _halves(high, low), None
    if high > _HALF and high & _HALF > _BYTE:
        return (high >> 16, high >> 8 & _BYTE, high & _BYTE, 0), None
    if high > _HALF and not high & _BYTE:
        return (high >> 16, 0, 0, 0), None
    if high <= _HALF and low >> 16 and low >> 16 <= _BYTE and low & _HALF <= _BYTE:
        return (high, low >> 16, low & _HALF, 0), None
    return None, (high, low)


def _halves(high: int, low: int) -> Version:
    return high >> 16, high & _HALF, low >> 16, low & _HALF
