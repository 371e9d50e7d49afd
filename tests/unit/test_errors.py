"""Errors of the system become ours."""

from __future__ import annotations

import errno

import pytest

from app.core.errors import (
    AccessDeniedError,
    DiskFullError,
    DumpTooLargeError,
    OutputError,
    disk_full,
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


@pytest.mark.parametrize(
    ("needed", "free", "told"),
    [
        (1_900_000, 1_100_000, "needs about 1.8 MiB; 1.0 MiB are free"),
        (5 << 30, 3 << 20, "needs about 5.0 GiB; 3.0 MiB are free"),
        ((1 << 30) + 1, 1 << 30, "needs about 1,073,741,825 bytes; 1,073,741,824 bytes are free"),
        (3 << 20, (3 << 20) - 9000, "needs about 3072.0 KiB; 3063.2 KiB are free"),
        (4 << 30, (4 << 30) + 9000, "needs about 4194304.0 KiB; 4194312.8 KiB are free"),
        (70, 0, "needs about 70 bytes; 0 bytes are free"),
    ],
)
def test_sizes_that_differ_look_different(needed, free, told):
    assert told in disk_full(needed, free).cause
