"""Whether DumpDesk has the rights of an administrator."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ..errors import HRESULT, AccessDeniedError

if TYPE_CHECKING:
    from ..errors import DumpDeskError


def has_lesser_twin() -> bool:
    """Say whether this is the elevated half of a user (Windows).

    The other half, any program of that user, writes the same profile: nothing in it may say what is
    loaded here.
    """
    if sys.platform == "win32":
        from ..capture.windows.token import is_full_half

        answer = is_full_half()
    else:
        answer = False
    return answer


def is_administrator() -> bool:
    """Say whether it runs as root, or on Windows elevated."""
    if sys.platform == "win32":
        from ..capture.windows.process_facts import facts_of

        answer = bool(facts_of(os.getpid()).elevated)
    else:
        answer = os.geteuid() == 0
    return answer


def rights_help(error: DumpDeskError) -> bool:
    """Say whether an administrator could do it: another tracer, say, stands in his way as well."""
    if not isinstance(error, AccessDeniedError) or is_administrator():
        return False
    return (
        error.hresult == HRESULT.PRIVILEGE_NOT_HELD
        or error.remedy == AccessDeniedError.default_remedy
    )
