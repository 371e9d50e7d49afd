"""A dump that goes down a pipe: Windows writes back and forth, so it waits in a file until done."""

from __future__ import annotations

import os
import secrets
import tempfile
from typing import TYPE_CHECKING, Final

from ..private_file_windows import PrivateFile

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..written import WrittenDump

_CHUNK: Final = 1 << 20


def spooled(
    write_file: Callable[[int], WrittenDump], write: Callable[[memoryview], None]
) -> WrittenDump:
    """Have *write_file* write a dump into a descriptor, then hand all bytes to *write* in order.

    The file is private, has no telling name and is gone afterwards, even if we are killed.
    """
    name = f"dumpdesk-{secrets.token_hex(8)}.tmp"
    file = PrivateFile(os.path.join(os.path.abspath(tempfile.gettempdir()), name), temporary=True)
    try:
        written = write_file(file.descriptor)
        position = 0
        while position < written.file_size and (chunk := file.read(_CHUNK, position)):
            write(memoryview(chunk))
            position += len(chunk)
    finally:
        file.close()
    return written
