"""Reading a target through the virtual memory callbacks of whoever asked to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..dump.callback_protocol import lent

if TYPE_CHECKING:
    from ..capture.target import Target
    from ..dump.callback_protocol import CallbackProtocol

_VM_PIECE: Final = 64 * 1024
"""Most bytes of one VmPreRead and VmPostRead."""


class TargetReader:
    """Reads the target through the virtual memory callbacks, if any asked to be there."""

    def __init__(self, target: Target, protocol: CallbackProtocol) -> None:
        self._target = target
        self._protocol = protocol

    def read(self, address: int, size: int) -> bytes:
        """Read up to *size* bytes."""
        buffer = bytearray(size)
        view = memoryview(buffer)
        done = self.read_into(address, view)
        view.release()
        return bytes(buffer[:done])

    def read_into(self, address: int, buffer: memoryview) -> int:
        """Fill *buffer*; the bytes that count from its start."""
        if not self._protocol.vm_callbacks:
            return self._target.read_into(address, buffer)
        done = 0
        while done < len(buffer):
            with lent(buffer[done : done + _VM_PIECE]) as piece:
                size = len(piece)
                count = self._protocol.vm_pre_read(address + done, piece)
                if count is None:
                    count = self._target.read_into(address + done, piece)
                    count = self._protocol.vm_post_read(address + done, piece, count)
            done += count
            if count < size:
                break
        return done
