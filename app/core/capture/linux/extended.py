"""How large the extended processor state of this machine is, without touching any target.

No file of the system tells the size of an XSAVE area, only ptrace does. So a child of ours is
asked, once: a plan has to know the size of contexts before anything is stopped.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal

from ...errors import MiniDumpError
from ...minidump.contexts import context_amd64_size
from .procfs import ProcessDirectory
from .registers import AMD64, Architecture
from .tracer import Tracer


def extended_context_size(architecture: Architecture) -> int:
    """Give the bytes of a CONTEXT with the XSAVE area; 0 where there is none or nobody tells."""
    if architecture is not AMD64:
        return 0
    size = _xsave_size()
    return context_amd64_size(size) if size else 0


@functools.cache
def _xsave_size() -> int:
    """Ask a child that waits for us."""
    reading, writing = os.pipe()
    try:
        child = os.posix_spawnp(
            "cat",
            ["cat"],
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, reading, 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
            ],
        )
    except OSError:
        return 0
    else:
        return _ask(child)
    finally:
        os.close(reading)
        os.close(writing)


def _ask(child: int) -> int:
    try:
        with contextlib.closing(ProcessDirectory(child)) as directory:
            tracer = Tracer(directory, AMD64, extended=True)
            try:
                tracer.stop()
            finally:
                tracer.release()
            return max(len(thread.registers.extended) for thread in tracer.threads)
    except (MiniDumpError, ValueError):
        return 0
    finally:
        with contextlib.suppress(OSError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
