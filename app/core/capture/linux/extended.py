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
from .forked import fork
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
    """Ask a child that waits for us: forked, so that no program of others is started for it."""
    reading, writing = os.pipe()
    try:
        child = fork()
    except OSError:
        return 0
    else:
        if child == 0:
            try:
                os.close(writing)
                os.read(reading, 1)  # until we are gone, should we die before we kill it
            finally:
                os._exit(0)
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
