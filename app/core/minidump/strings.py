"""Text as minidumps hold it.

Windows strings are UTF-16LE and may hold lone surrogates; Python strings made from Linux paths may
too (PEP 383). Both pass through unchanged where the encoding can carry them, and nothing raises.
"""

import struct

_LENGTH = struct.Struct("<I")


def encode_utf16(text: str) -> bytes:
    """Return UTF-16LE without a terminator; lone surrogates stay what they are."""
    return text.encode("utf-16-le", "surrogatepass")


def decode_utf16(data: bytes) -> str:
    """Decode UTF-16LE of any content; a byte too many is ignored."""
    even = data[: len(data) & ~1]
    try:
        return even.decode("utf-16-le", "surrogatepass")
    except UnicodeDecodeError:  # a high surrogate at the very end
        return even.decode("utf-16-le", "replace")


def encode_string(text: str) -> bytes:
    """Return a MINIDUMP_STRING: byte length, UTF-16LE text, and a NUL the length leaves out."""
    encoded = encode_utf16(text)
    return _LENGTH.pack(len(encoded)) + encoded + b"\0\0"


def encode_utf8_string(text: str) -> bytes:
    """Return Crashpad's MinidumpUTF8String: byte length, UTF-8 text, and a NUL."""
    try:
        encoded = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte
        encoded = text.encode("utf-8", "replace")
    return _LENGTH.pack(len(encoded)) + encoded + b"\0"


def decode_utf8(data: bytes) -> str:
    """Decode UTF-8 of any content; bytes that are none become lone surrogates (PEP 383)."""
    return data.decode("utf-8", "surrogateescape")


def until_nul(data: bytes) -> str:
    """Decode a UTF-16LE array up to its first NUL."""
    return decode_utf16(data).partition("\0")[0]
