"""Why Windows refuses to let us look into a process: the rules of all, over what it tells of it."""

from __future__ import annotations

import os
import sys
from ntpath import basename
from typing import Final

from ...errors import AccessDeniedError, MiniDumpError
from ..obstacles import WINDOWS, Caller, CanDump, Subject, as_error, judge
from .api import explain
from .process_facts import facts_of

KERNEL: Final = frozenset((0, 4))
"""The process ids of "System Idle Process" and "System"."""
_UNKNOWN: Final = "?"


def denial(process_id: int, code: int) -> MiniDumpError:
    """Say what stands in the way, after Windows refused with the error *code*."""
    facts, own = facts_of(process_id), facts_of(os.getpid())
    subject = Subject(
        pid=process_id,
        ppid=0,
        name=basename(facts.path) or _UNKNOWN,
        kernel=process_id in KERNEL,
        bits=facts.bits,
        machine=facts.machine,
        protection=facts.protection,
        elevated=facts.elevated,
        session=facts.session,
    )
    caller = Caller(
        user=_UNKNOWN,  # not the owner's: Windows would not refuse
        root=bool(own.elevated),
        bits=64 if sys.maxsize > 2**32 else 32,
        session=own.session,
    )
    answer = judge(WINDOWS, subject, caller)
    if answer.can_dump is not CanDump.YES:
        return as_error(answer, subject)
    return AccessDeniedError(
        f"Windows refuses access to process {process_id} even to an administrator: "
        f"{explain(code)}.",
        "A security program or a policy may protect it: ask whoever looks after this machine.",
    )
