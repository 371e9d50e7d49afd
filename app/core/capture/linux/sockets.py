"""Sockets by inode, from /proc/PID/net, so that a handle's name says who talks to whom."""

from __future__ import annotations

import contextlib
import struct
from typing import TYPE_CHECKING, Final

from ...steps import steps
from .fields import readable

if TYPE_CHECKING:
    from .procfs import ProcessDirectory

MAX_TABLE: Final = 4 << 20
"""Bytes read of one table: a server's may be long, and this is a nicety."""
_INTERNET: Final = {
    "tcp": "TCP",
    "tcp6": "TCP",
    "udp": "UDP",
    "udp6": "UDP",
    "raw": "RAW",
    "raw6": "RAW",
}
_STATES: Final = {
    "01": "ESTABLISHED",
    "02": "SYN_SENT",
    "03": "SYN_RECV",
    "04": "FIN_WAIT1",
    "05": "FIN_WAIT2",
    "06": "TIME_WAIT",
    "07": "CLOSE",
    "08": "CLOSE_WAIT",
    "09": "LAST_ACK",
    "0A": "LISTEN",
    "0B": "CLOSING",
}


class SocketTable:
    """The sockets of a process's network namespace, read when first asked."""

    def __init__(self, directory: ProcessDirectory) -> None:
        """Look at the namespace of the process of *directory*."""
        self._directory = directory
        self._by_inode: dict[int, str] | None = None

    def describe(self, inode: int) -> str:
        """Say what a socket is connected to; empty when not known."""
        if self._by_inode is None:
            self._by_inode = self._read()
        return self._by_inode.get(inode, "")

    def _read(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for name, protocol in _INTERNET.items():
            for fields in steps(self._rows(name)):
                with contextlib.suppress(IndexError, ValueError):
                    found[int(fields[9])] = _internet(protocol, fields)
        for fields in steps(self._rows("unix")):
            with contextlib.suppress(IndexError, ValueError):
                found[int(fields[6])] = " ".join(["UNIX", *map(readable, fields[7:])])
        for fields in steps(self._rows("netlink")):
            with contextlib.suppress(IndexError, ValueError):
                found[int(fields[9])] = f"NETLINK {int(fields[1])}"
        return found

    def _rows(self, table: str) -> list[list[bytes]]:
        try:
            text = self._directory.read_up_to(f"net/{table}", MAX_TABLE)
        except OSError:
            return []
        return [line.split() for line in steps(text.split(b"\n")[1:]) if line]


def _internet(protocol: str, fields: list[bytes]) -> str:
    local, remote = (_address(field.decode()) for field in fields[1:3])
    state = _STATES.get(fields[3].decode(), "")
    if remote.endswith(":0"):
        return f"{protocol} {local} {state if state == 'LISTEN' else ''}".rstrip()
    return f"{protocol} {local} -> {remote} {state}".rstrip()


def _address(text: str) -> str:
    """Read ``0100007F:1F90``: words in the order of this machine, the port as a number."""
    import ipaddress  # takes a millisecond, and many processes have no connection

    host, _, port = text.partition(":")
    packed = bytes.fromhex(host)
    words = struct.unpack(f"={len(packed) // 4}I", packed)
    address = ipaddress.ip_address(struct.pack(f">{len(words)}I", *words))
    name = f"[{address}]" if address.version == 6 else str(address)
    return f"{name}:{int(port, 16)}"
