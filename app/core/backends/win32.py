"""Functions of Windows with their types set, fetched when first called.

A failure is an OSError with its ``winerror``. Imported everywhere, of use on Windows alone.
"""

from __future__ import annotations

import ctypes
import functools
from typing import Any, cast


@functools.cache
def function(library: str, name: str, result: Any, *arguments: Any) -> Any:  # noqa: ANN401 - ctypes
    """Give *name* of a DLL of the system. Raises AttributeError if this Windows has none."""
    loaded = getattr(ctypes, "WinDLL")(library, use_last_error=True)  # noqa: B009 - Windows only
    found = loaded[name]  # an instance of its own: nobody else changes its types
    found.argtypes = arguments
    found.restype = result
    return found


def last_error() -> int:
    """Give the error code of the last call on this thread."""
    return cast("int", getattr(ctypes, "get_last_error")())  # noqa: B009


def failure(code: int | None = None) -> OSError:
    """Make the OSError of an error code, by default the last one."""
    made: OSError = getattr(ctypes, "WinError")(last_error() if code is None else code)  # noqa: B009
    return made


def checked(result: Any) -> Any:  # noqa: ANN401 - whatever the function returns
    """Give *result* if it is not zero. Raises OSError."""
    if not result:
        raise failure()
    return result
