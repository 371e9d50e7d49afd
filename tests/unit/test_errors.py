"""Errors of the system become ours."""

from __future__ import annotations

import errno

import pytest

from app.core.errors import (
    AccessDeniedError,
    DiskFullError,
    DumpTooLargeError,
    OutputError,
    from_oserror,
)


class WindowsError(OSError):
    """An OSError as Windows' Python makes it."""

    def __init__(self, code, number=errno.EINVAL):
        super().__init__(number, "It did not work.")
        self.winerror = code


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (5, OutputError),
        (32, OutputError),
        (112, DiskFullError),
        (183, OutputError),
        (223, DumpTooLargeError),
        (3, OutputError),
    ],
)
def test_the_code_of_windows_tells_more_than_errno(code, kind):
    error = from_oserror(WindowsError(code), "Writing it", as_type=OutputError)
    assert type(error) is kind
    assert error.hresult == 0x80070000 | code
    assert error.cause == "Writing it failed: It did not work."


def test_without_a_code_errno_decides():
    assert type(from_oserror(PermissionError(errno.EACCES, "no"), "x")) is AccessDeniedError
    error = from_oserror(OSError(errno.ENOSPC, "full"), "x", as_type=OutputError)
    assert type(error) is DiskFullError
