"""The last act of a dump: its bytes into the file or to the callback that takes them.

The target runs again by then. Whoever cancels is heard all the way through.
"""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import contextlib
import fcntl
import itertools
import os
import stat
from typing import TYPE_CHECKING

from ..errors import HRESULT, MiniDumpError, OutputError, from_oserror
from ..intervals import intersect, subtract
from .drive import WRITING, seconds_to_sync
from .part import SIGNATURE
from .store import CHUNK, write_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..dump.callback_protocol import CallbackProtocol
    from ..dump.cleaning import Cleaner
    from ..dump.plan import PlacedPlan
    from ..intervals import Range
    from .drive import Drive
    from .store import BufferStore, FileStore
    from .written import Follower


def begin_file(descriptor: int) -> None:
    """Empty the file, so that what it held cannot be taken for this dump. Raises OutputError."""
    try:
        mode = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    except (OSError, ValueError):
        raise OutputError(
            "The file to write to is not open.",
            "Open it for reading and writing.",
            hresult=HRESULT.INVALID_HANDLE,
        ) from None
    if mode & os.O_ACCMODE == os.O_RDONLY:
        raise OutputError(
            "The file is open for reading only.",
            "Open it for reading and writing.",
            hresult=HRESULT.ACCESS_DENIED,
        )
    if mode & os.O_APPEND:
        raise OutputError(
            "The file is open for appending: its parts cannot be put where they belong.",
            "Open it for reading and writing.",
            hresult=HRESULT.E_INVALIDARG,
        )
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise OutputError(
            "What was given to write to is not an ordinary file.",
            "Give an ordinary file, or take the bytes through the I/O callbacks.",
            hresult=HRESULT.E_INVALIDARG,
        )
    try:
        # Only if there is something: ext4 writes a file that was cut to nothing to disk when it is
        # closed, which may take seconds.
        if status.st_size:
            os.ftruncate(descriptor, 0)
    except OSError as error:
        raise from_oserror(error, "Emptying the file", as_type=OutputError) from error


def begin_dump(descriptor: int, metadata: bytes, follower: Follower) -> None:
    """Write what lies in front of the memory, but for the signature. Raises OutputError."""
    write_at(descriptor, len(SIGNATURE), memoryview(metadata)[len(SIGNATURE) :])
    follower.changed(len(SIGNATURE))


def complete_file(descriptor: int, size: int, follower: Follower) -> None:
    """Give the file its *size*: all of it is there but for the signature. Raises OSError."""
    os.ftruncate(descriptor, size)
    follower.settled(size)


def sign_file(descriptor: int, size: int, signature: bytes, drive: Drive) -> None:
    """Write the signature, last of all, when the other *size* bytes are on disk."""
    drive.do(lambda: os.fdatasync(descriptor), WRITING, seconds=seconds_to_sync(size))
    drive.do(lambda: write_at(descriptor, 0, signature), WRITING)


def clean_stacks(
    store: BufferStore | FileStore,
    stored: Sequence[Range],
    holes: Sequence[Range],
    stacks: Sequence[Range],
    clean: Cleaner,
    poll: Callable[[], None],
) -> None:
    """Take out of *stacks* what *clean* does, in place, as far as they are *stored*.

    It is done here and not on the way because it takes longer than the copy. A file that is left
    behind has no signature and is its owner's alone. *poll* may raise to give up.
    """
    for stack in stacks:
        parts = intersect(stored, [stack])
        whole = (parts[0][0], parts[-1][1]) if parts else (0, 0)
        for start, end in store.spans(subtract(parts, holes)):
            # Pieces end at round addresses: no word is cut in two.
            for low in itertools.chain([start], range(start // CHUNK * CHUNK + CHUNK, end, CHUNK)):
                high = min(end, low // CHUNK * CHUNK + CHUNK)
                store.write(low, clean(whole, low, store.read(low, high)))
                poll()


def stream_bytes(
    plan: PlacedPlan,
    metadata: bytes,
    store: BufferStore | FileStore,
    protocol: CallbackProtocol,
    count: Callable[[int], None],
) -> None:
    """Hand the bytes to the callback, front to back without gaps, then say that this was all.

    *count* is told of bytes that were handed on, and may raise to give up.
    """
    try:
        position = 0
        head = iter([(0, memoryview(metadata))])
        for offset, data in itertools.chain(head, store.unwritten(plan.minidump)):
            if offset > position:
                protocol.io_write_all(position, memoryview(bytes(offset - position)))
            protocol.io_write_all(offset, data)
            count(len(data))
            position = offset + len(data)
        for offset in range(position, plan.file_size, CHUNK):
            size = min(CHUNK, plan.file_size - offset)
            protocol.io_write_all(offset, memoryview(store.read_back(offset, size)))
            count(size)
    except MiniDumpError:
        # Whoever took some of the bytes learns that no more will come; why is what counts.
        with contextlib.suppress(MiniDumpError):
            protocol.io_finish()
        raise
    protocol.io_finish()
