"""Why Windows refuses to let us look into a process, and what would help."""

from __future__ import annotations

import os
from typing import Final

from ...errors import HRESULT, AccessDeniedError
from .api import explain
from .process_facts import facts_of

KERNEL: Final = frozenset((0, 4))
"""The process ids of "System Idle Process" and "System"."""


def denial(process_id: int, code: int) -> AccessDeniedError:
    """Say what stands in the way, after Windows refused with the error *code*.

    The HRESULT is PRIVILEGE_NOT_HELD where an administrator could do it, and ACCESS_DENIED where
    not.
    """
    if process_id in KERNEL:
        return AccessDeniedError(
            f"Process {process_id} is a part of the kernel: it has no memory of its own.",
            "Choose a process that runs a program.",
        )
    protection = facts_of(process_id).protection
    if protection:
        return AccessDeniedError(
            f"Windows protects process {process_id} ({protection}) even from administrators.",
            "Ask its maker for a way to dump it; else a kernel debugger is needed.",
        )
    if not facts_of(os.getpid()).elevated:
        return AccessDeniedError(
            f"Windows refuses access to process {process_id}: it belongs to another user or runs "
            "with more rights than DumpDesk.",
            "Start DumpDesk with “Run as administrator”.",
            hresult=HRESULT.PRIVILEGE_NOT_HELD,
        )
    return AccessDeniedError(
        f"Windows refuses access to process {process_id} even to an administrator: "
        f"{explain(code)}.",
        "A security program or a policy may protect it: ask whoever looks after this machine.",
    )
