"""What the sampler's process and the window say to each other.

Either way a stream of frames: the length of the message in four bytes, little-endian, then the
message in MessagePack. Commands go in, :class:`SampleDelta` comes out.
"""

from __future__ import annotations

import struct
from typing import Final, TypeAlias

import msgspec

from .info import SampleDelta

_LENGTH: Final = struct.Struct("<I")
_ENCODER: Final = msgspec.msgpack.Encoder()


class Interval(msgspec.Struct, frozen=True, tag=True):
    """Take a sample every so many seconds."""

    seconds: float


class Pause(msgspec.Struct, frozen=True, tag=True):
    """Stop sampling, or go on with it."""

    paused: bool


class Refresh(msgspec.Struct, frozen=True, tag=True):
    """Take a sample now, paused or not."""


class Watch(msgspec.Struct, frozen=True, tag=True):
    """These processes are being looked at."""

    pids: tuple[int, ...]


class Want(msgspec.Struct, frozen=True, tag=True):
    """These of :data:`~app.core.processes.info.FACTS` are shown; the others are left alone."""

    facts: tuple[str, ...]


Command: TypeAlias = Interval | Pause | Refresh | Watch | Want


def frame(message: Command | SampleDelta) -> bytes:
    """Encode one message."""
    body = _ENCODER.encode(message)
    return _LENGTH.pack(len(body)) + body


class Unframer:
    """Collects bytes as they come and cuts them into messages' bodies."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._buffer = bytearray()

    def feed(self, chunk: bytes) -> list[bytes]:
        """Add *chunk*, give every body that is complete now."""
        self._buffer += chunk
        start = 0
        bodies = []
        while len(self._buffer) - start >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._buffer, start)
            end = start + _LENGTH.size + length
            if end > len(self._buffer):
                break
            bodies.append(bytes(self._buffer[start + _LENGTH.size : end]))
            start = end
        del self._buffer[:start]
        return bodies


decode_command: Final = msgspec.msgpack.Decoder(Command).decode
"""Body of a frame → command; raises msgspec.DecodeError."""

decode_delta: Final = msgspec.msgpack.Decoder(SampleDelta).decode
"""Body of a frame → SampleDelta; raises msgspec.DecodeError."""
