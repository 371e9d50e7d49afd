"""A file system that can be told to fail: a FUSE server of our own, its files in memory.

Run as ``python fuse.py MOUNT_POINT`` by root. It answers commands from its standard input, one JSON
object a line, with a line each (see :func:`_Server.command`), and unmounts when that is closed.
Speaks the protocol of /dev/fuse itself; structures and numbers are facts of the kernel's
include/uapi/linux/fuse.h. When this process is killed the kernel fails all that waits for it.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import selectors
import stat
import struct
import sys
import time
from enum import IntEnum

MS_NOSUID, MS_NODEV, MNT_DETACH = 2, 4, 2
BUFFER = (1 << 20) + 4096
MAX_PAGES_FLAG = 1 << 22
BIG_WRITES = 1 << 5
NO_REPLY = None


class Op(IntEnum):
    """What the kernel asks for; a fault is laid on one of these by its name."""

    LOOKUP = 1
    FORGET = 2
    GETATTR = 3
    SETATTR = 4
    MKDIR = 9
    UNLINK = 10
    RMDIR = 11
    RENAME = 12
    LINK = 13
    OPEN = 14
    READ = 15
    WRITE = 16
    STATFS = 17
    RELEASE = 18
    FSYNC = 20
    FLUSH = 25
    INIT = 26
    OPENDIR = 27
    READDIR = 28
    RELEASEDIR = 29
    FSYNCDIR = 30
    CREATE = 35
    INTERRUPT = 36
    DESTROY = 38
    BATCH_FORGET = 42
    FALLOCATE = 43
    RENAME2 = 45


SILENT = {Op.FORGET, Op.BATCH_FORGET, Op.INTERRUPT, Op.DESTROY}
"""An interrupt stays without effect: a server on a dead network does not hear it either."""


class Struct:
    """The structures that are taken apart or made, by the names of the header file."""

    in_header = struct.Struct("<IIQQIIIHH")
    out_header = struct.Struct("<IiQ")
    attr = struct.Struct("<6Q10I")
    entry = struct.Struct("<4Q2I")
    attr_valid = struct.Struct("<QII")
    open_out = struct.Struct("<QIi")
    init_in = struct.Struct("<4I")
    init_out = struct.Struct("<4IHH2IHHIIH11H")
    setattr_in = struct.Struct("<II6Q8I")
    io_in = struct.Struct("<QQIIQII")
    create_in = struct.Struct("<4I")
    statfs = struct.Struct("<5Q10I")
    dirent = struct.Struct("<QQII")


class Node:
    """A file or a folder."""

    def __init__(self, number, mode):
        self.number = number
        self.mode = mode
        self.owner = (0, 0)
        self.content = bytearray()
        self.entries = {}
        self.links = 1
        self.time = time.time()

    def attributes(self):
        size, when = len(self.content), int(self.time)
        blocks = -(-size // 512)
        times = (when, when, when, 0, 0, 0)
        head = (self.number, size, blocks, *times)
        return Struct.attr.pack(*head, self.mode, self.links, *self.owner, 0, 4096, 0)


class Fault:
    """What becomes of an operation from the one after the next *after* on."""

    def __init__(self, told):
        self.action = told["action"]
        self.after = told.get("after", 0)
        self.value = told.get("value", 0)
        """errno of "fail", seconds of "delay"."""


class _Server:
    def __init__(self, device):
        self._device = device
        self._nodes = {1: Node(1, stat.S_IFDIR | 0o755)}
        self._faults = {}
        self._counts = dict.fromkeys(Op.__members__, 0)
        self._held = []
        """Requests without an answer: (name, unique, work that makes the answer)."""
        self._late = []
        """(when, unique, work)."""
        self._answers = {
            Op.INIT: self._init,
            Op.LOOKUP: self._lookup,
            Op.GETATTR: lambda node, *_: Struct.attr_valid.pack(0, 0, 0) + node.attributes(),
            Op.SETATTR: self._setattr,
            Op.MKDIR: self._mkdir,
            Op.UNLINK: self._remove,
            Op.RMDIR: self._remove,
            Op.RENAME: lambda node, body, _: self._rename(node, body, 8),
            Op.RENAME2: lambda node, body, _: self._rename(node, body, 16),
            Op.LINK: self._link,
            Op.OPEN: lambda *_: Struct.open_out.pack(0, 0, 0),
            Op.OPENDIR: lambda *_: Struct.open_out.pack(0, 0, 0),
            Op.READ: self._read,
            Op.WRITE: self._write,
            Op.STATFS: lambda *_: Struct.statfs.pack(
                *(1 << 22, 1 << 22, 1 << 22, 1 << 20, 1 << 20), 4096, 255, 4096, *[0] * 7
            ),
            Op.READDIR: self._readdir,
            Op.CREATE: self._create,
            Op.FSYNC: lambda *_: b"",
            Op.FSYNCDIR: lambda *_: b"",
            Op.FLUSH: lambda *_: b"",
            Op.RELEASE: lambda *_: b"",
            Op.RELEASEDIR: lambda *_: b"",
        }

    # ------------------------------------------------------------------------------ commands

    def command(self, told):
        """Carry out a command of the test: lay a fault, lift all, tell what happened."""
        if told["command"] == "fault":
            self._faults[told["operation"]] = Fault(told)
        elif told["command"] == "release":
            self._faults.clear()
            held, self._held = self._held, []
            for _, unique, work in held:
                self._answer(unique, work)
        names = sorted(os.fsdecode(name) for name in self._nodes[1].entries)
        held = [name for name, *_ in self._held]
        return {"counts": self._counts, "held": held, "names": names}

    # ------------------------------------------------------------------------------ requests

    def serve(self):
        """Read one request and answer it, unless a fault says otherwise."""
        try:
            request = os.read(self._device, BUFFER)
        except OSError as error:
            return error.errno in (errno.ENOENT, errno.EINTR, errno.EAGAIN)  # else: unmounted
        head = Struct.in_header.unpack_from(request)
        number, unique, node, owner = head[1], head[2], head[3], head[4:6]
        body = request[Struct.in_header.size :]
        if number in SILENT:
            return True
        if number not in Op.__members__.values() or number not in self._answers:
            self._reply(unique, errno.ENOSYS)
            return True
        operation = Op(number)
        self._counts[operation.name] += 1

        def work():
            return self._answers[operation](self._nodes.get(node), body, owner)

        self._carry_out(operation.name, unique, work)
        return True

    def _carry_out(self, name, unique, work):
        fault = self._faults.get(name)
        if fault is not None and fault.after > 0:
            fault.after -= 1
            fault = None
        if fault is None:
            self._answer(unique, work)
        elif fault.action == "hang":
            self._held.append((name, unique, work))
        elif fault.action == "delay":
            self._late.append((time.monotonic() + fault.value, unique, work))
        else:
            self._reply(unique, fault.value)

    def due(self):
        """Answer what has been delayed long enough; seconds until the next, or None."""
        now = time.monotonic()
        ready = [late for late in self._late if late[0] <= now]
        self._late = [late for late in self._late if late[0] > now]
        for _, unique, work in ready:
            self._answer(unique, work)
        return max(0.0, min(late[0] for late in self._late) - now) if self._late else None

    def _answer(self, unique, work):
        try:
            self._reply(unique, 0, work())
        except OSError as error:
            self._reply(unique, error.errno)

    def _reply(self, unique, error, body=b""):
        head = Struct.out_header.pack(Struct.out_header.size + len(body), -error, unique)
        try:
            os.write(self._device, head + body)
        except OSError as problem:
            if problem.errno not in (errno.ENOENT, errno.ENODEV):  # whoever asked is gone
                raise

    # ----------------------------------------------------------------------------- operations

    def _init(self, _node, body, _owner):
        major, minor, ahead, _flags = Struct.init_in.unpack_from(body)
        flags = MAX_PAGES_FLAG | BIG_WRITES
        return Struct.init_out.pack(
            *(major, min(minor, 36), ahead, flags, 16, 12, 1 << 20, 1, 256, 0, 0, 0, 0, *[0] * 11)
        )

    def _entry(self, node):
        return Struct.entry.pack(node.number, 0, 0, 0, 0, 0) + node.attributes()

    def _child(self, folder, name):
        if name not in folder.entries:
            raise OSError(errno.ENOENT, "no such file")
        return folder.entries[name]

    def _lookup(self, folder, body, _owner):
        return self._entry(self._child(folder, _name(body)))

    def _new(self, folder, name, mode, owner):
        if name in folder.entries:
            raise OSError(errno.EEXIST, "there already")
        node = Node(max(self._nodes) + 1, mode)
        node.owner = owner
        self._nodes[node.number] = folder.entries[name] = node
        return node

    def _mkdir(self, folder, body, owner):
        mode = struct.unpack_from("<I", body)[0]
        return self._entry(self._new(folder, _name(body[8:]), stat.S_IFDIR | mode, owner))

    def _create(self, folder, body, owner):
        _, mode, umask, _ = Struct.create_in.unpack_from(body)
        name = _name(body[Struct.create_in.size :])
        node = self._new(folder, name, stat.S_IFREG | mode & 0o7777 & ~umask, owner)
        return self._entry(node) + Struct.open_out.pack(0, 0, 0)

    def _setattr(self, node, body, _owner):
        found = Struct.setattr_in.unpack_from(body)
        valid, size, mode = found[0], found[3], found[11]
        if valid & 1:
            node.mode = stat.S_IFMT(node.mode) | mode & 0o7777
        if valid & 8:
            del node.content[size:]
            node.content += bytes(size - len(node.content))
        if valid & 32:
            node.time = found[6]
        return Struct.attr_valid.pack(0, 0, 0) + node.attributes()

    def _remove(self, folder, body, _owner):
        name = _name(body)
        self._child(folder, name).links -= 1
        del folder.entries[name]
        return b""

    def _rename(self, folder, body, head):
        to = self._nodes[struct.unpack_from("<Q", body)[0]]
        flags = struct.unpack_from("<I", body, 8)[0] if head == 16 else 0
        old, new = body[head:].split(b"\0")[:2]
        if flags & 1 and new in to.entries:
            raise OSError(errno.EEXIST, "there already")
        node = self._child(folder, old)
        del folder.entries[old]
        to.entries[new] = node
        return b""

    def _link(self, folder, body, _owner):
        node = self._nodes[struct.unpack_from("<Q", body)[0]]
        name = _name(body[8:])
        if name in folder.entries:
            raise OSError(errno.EEXIST, "there already")
        folder.entries[name] = node
        node.links += 1
        return self._entry(node)

    def _read(self, node, body, _owner):
        _, offset, size, *_ = Struct.io_in.unpack_from(body)
        return bytes(node.content[offset : offset + size])

    def _write(self, node, body, _owner):
        _, offset, size, *_ = Struct.io_in.unpack_from(body)
        data = body[Struct.io_in.size : Struct.io_in.size + size]
        node.content += bytes(max(0, offset - len(node.content)))
        node.content[offset : offset + size] = data
        node.time = time.time()
        return struct.pack("<II", size, 0)

    def _readdir(self, folder, body, _owner):
        _, offset, size, *_ = Struct.io_in.unpack_from(body)
        told = b""
        for index, (name, node) in enumerate(list(folder.entries.items())[offset:], offset + 1):
            entry = Struct.dirent.pack(node.number, index, len(name), stat.S_IFMT(node.mode) >> 12)
            entry += name + bytes(-len(name) % 8)
            if len(told) + len(entry) > size:
                break
            told += entry
        return told


def _name(body):
    return body.partition(b"\0")[0]


def _say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(mount_point):
    """Mount, serve until standard input is closed, unmount."""
    libc = ctypes.CDLL(None, use_errno=True)
    device = os.open("/dev/fuse", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other,default_permissions"
    target = os.fsencode(mount_point)
    if libc.mount(b"faults", target, b"fuse.faults", MS_NOSUID | MS_NODEV, options.encode()):
        sys.exit(f"mount: {os.strerror(ctypes.get_errno())}")
    server = _Server(device)
    try:
        with selectors.DefaultSelector() as selector:
            selector.register(device, selectors.EVENT_READ)
            selector.register(0, selectors.EVENT_READ)
            _say("ready")
            while True:
                for key, _ in selector.select(server.due()):
                    if key.fd == device and not server.serve():
                        return
                    if key.fd == 0:
                        line = sys.stdin.readline()
                        if not line:
                            return
                        _say(json.dumps(server.command(json.loads(line))))
    finally:
        libc.umount2(target, MNT_DETACH)


if __name__ == "__main__":
    main(sys.argv[1])
