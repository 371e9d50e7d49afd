"""A pause that comes close to what a watchdog allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.capture.snapshot import ProcessSnapshot, SystemDescription
from app.core.dump.foreseen import watchdog
from app.core.dump.pause import foretell
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE

PROCESS = ProcessSnapshot(7, "x", "/x", SystemDescription(9))


def with_environment(block):
    return replace(PROCESS, texts={int(MINIDUMP_STREAM_TYPE.LinuxEnviron): block})


@pytest.mark.parametrize(
    "block",
    [b"A=1\0WATCHDOG_USEC=1000000\0", b"WATCHDOG_USEC=1000000\0WATCHDOG_PID=7\0"],
)
def test_half_of_it_is_close(block):
    process = with_environment(block)
    assert watchdog(process, foretell(100)) == []
    (said,) = watchdog(process, foretell(200))
    assert "600 ms" in said
    assert "1000 ms" in said


@pytest.mark.parametrize(
    "block",
    [
        b"",
        b"WATCHDOG_USEC=0\0",
        b"WATCHDOG_USEC=soon\0",
        b"WATCHDOG_USEC=1000\0WATCHDOG_PID=8\0",
        b"WATCHDOG_USEC",
    ],
)
def test_without_a_watchdog_of_its_own_nothing_is_said(block):
    assert watchdog(with_environment(block), foretell(1e6)) == []
