"""What a dumper gets from its client besides pipes: descriptors, and a life apart from Ctrl+C."""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

if sys.platform == "win32":

    def start_alone(descriptors: Sequence[int]) -> dict[str, Any]:
        """Give what Popen needs so that a child has *descriptors*, and no Ctrl+C of ours."""
        import subprocess  # the client has it; the dumper itself does without

        handles = [number(descriptor) for descriptor in descriptors]
        for handle in handles:
            os.set_handle_inheritable(handle, True)  # noqa: FBT003 - a call of the system
        more = {"startupinfo": subprocess.STARTUPINFO(lpAttributeList={"handle_list": handles})}
        return {
            "creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP,
            **(more if handles else {}),
        }

else:

    def start_alone(descriptors: Sequence[int]) -> dict[str, Any]:
        """Give what Popen needs so that a child has *descriptors*, and no Ctrl+C of ours."""
        return {"pass_fds": tuple(descriptors), "start_new_session": True}


def number(descriptor: int) -> int:
    """Give the number under which a child knows a *descriptor* of ours: on Windows, a handle."""
    if os.name != "nt":
        return descriptor
    handle: int = importlib.import_module("msvcrt").get_osfhandle(descriptor)
    return handle


def opened(told: int) -> int:
    """Give the descriptor of what the client told by its *number*. Raises OSError."""
    if os.name != "nt":
        return told
    made: int = importlib.import_module("msvcrt").open_osfhandle(
        told, os.O_WRONLY | getattr(os, "O_BINARY", 0)
    )
    return made
