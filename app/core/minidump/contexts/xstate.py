"""The XSAVE area of x86 processors: which components there are and where they lie.

Component offsets in the standard format depend on the processor model; only CPUID leaf 0xD tells
them, which a program without native code cannot ask. There are two families of layouts in use,
and the size of the area tells them apart (Intel SDM volume 1, section 13.4; AMD APM volume 2,
section 11.5).
"""

import struct

from ..records import XSTATE_CONFIG_FEATURE_MSC_INFO

LEGACY_SIZE = 512
"""Bytes of the FXSAVE image in front; the 64-byte header follows it."""

_MASK_OFFSET = 464
_MASK = struct.Struct("<Q")

_Layout = dict[int, tuple[int, int]]

_COMMON: _Layout = {0: (0, 160), 1: (160, 256), 2: (576, 256)}

_INTEL: _Layout = _COMMON | {
    3: (960, 64),
    4: (1024, 64),
    5: (1088, 64),
    6: (1152, 512),
    7: (1664, 1024),
    9: (2688, 8),
    17: (2752, 64),
    18: (2816, 8192),
}

_AMD: _Layout = _COMMON | {
    5: (832, 64),
    6: (896, 512),
    7: (1408, 1024),
    9: (2432, 8),
}

_AMD_WITHOUT_AVX512: _Layout = _COMMON | {9: (832, 8)}


def enabled_features(xsave: bytes) -> int:
    """Return the mask of components that a Linux XSAVE area (NT_X86_XSTATE) describes."""
    (mask,) = _MASK.unpack_from(xsave, _MASK_OFFSET)
    return int(mask)


def xstate_config(xsave: bytes, context_size: int) -> XSTATE_CONFIG_FEATURE_MSC_INFO:
    """Describe the extended contexts of a dump for its MiscInfo stream.

    *xsave* is the area of any thread, *context_size* the bytes of each context record. Components
    whose place is not certain are left out.
    """
    mask = enabled_features(xsave)
    features = [0] * 128
    kept = 0
    for number, (offset, size) in _layout(mask, len(xsave)).items():
        if mask >> number & 1:
            kept |= 1 << number
            features[2 * number : 2 * number + 2] = offset, size
    return XSTATE_CONFIG_FEATURE_MSC_INFO(
        ContextSize=context_size, EnabledFeatures=kept, Features=tuple(features)
    )


def _layout(mask: int, size: int) -> _Layout:
    numbers = [number for number in range(64) if mask >> number & 1]
    for layout in (_INTEL, _AMD, _AMD_WITHOUT_AVX512):
        if all(number in layout for number in numbers):
            end = max((sum(layout[number]) for number in numbers), default=0)
            if end == size:
                return layout
    return _COMMON
