"""What is said after a failure that Windows does not explain."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.core.backends.dbghelp import why_failed
from app.core.backends.dbghelp.why_failed import Circumstances, first_unreadable
from app.core.capture.snapshot import Region
from app.core.errors import (
    HRESULT,
    DiskFullError,
    MiniDumpError,
    NoSuchProcessError,
    OutputError,
    PartialCopyError,
)

STILL_ACTIVE = 259
FULL, IGNORING = 0x2, 0x20000
HOLE = 0x300000
UNSAID = MiniDumpError("Windows could not write the dump and did not say why.")


def region(base, size, *, readable=True):
    return Region(base, size, 4, 0x1000, 0x20000, base, 4, readable=readable)


REGIONS = (region(0x1000, 0x1000, readable=False), region(0x200000, 0x200000))


def read_into(address, buffer):
    """Read all but the page of the hole."""
    return max(0, min(len(buffer), HOLE - address)) if address <= HOLE else len(buffer)


@pytest.fixture
def explained(monkeypatch, tmp_path):
    """Call it with what is so; gives the error that is told instead of an unexplained one."""

    def explain(error=UNSAID, *, code=STILL_ACTIVE, free=1 << 40, flags=0, descriptor=None):
        def exit_code(_, into):
            into._obj.value = code
            return 1

        monkeypatch.setattr(why_failed, "windows", SimpleNamespace(GetExitCodeProcess=exit_code))
        monkeypatch.setattr(why_failed, "free_bytes", lambda _: free)
        plan = SimpleNamespace(file_size=1 << 20, effective=SimpleNamespace(flags=flags))
        snapshot = SimpleNamespace(name="program.exe", regions=REGIONS)
        with (tmp_path / "it.dmp.part").open("w+b") as file:
            number = file.fileno() if descriptor is None else descriptor
            return Circumstances(1, number, snapshot, plan).explained(error, read_into)

    return explain


def test_what_nothing_explains_stays_as_it_was(explained):
    assert explained() is UNSAID
    assert explained(flags=FULL | IGNORING) is UNSAID
    assert explained(descriptor=-1) is UNSAID
    certain = MiniDumpError("It takes too long.", hresult=HRESULT.SEM_TIMEOUT)
    assert explained(certain, code=1, free=0) is certain


def test_the_process_ended(explained):
    found = explained(MiniDumpError("refused", hresult=HRESULT.ACCESS_DENIED), code=0xC0000005)
    assert isinstance(found, NoSuchProcessError)
    assert "program.exe ended" in found.cause
    assert "0xc0000005" in found.cause
    assert found.remedy


def test_the_disk_is_full(explained):
    found = explained(free=4096)
    assert isinstance(found, DiskFullError)
    assert "1.0 MiB" in found.cause
    assert "4.0 KiB are free" in found.cause


def test_the_file_went_away(explained):
    found = explained(descriptor=1 << 20)  # as little there as one on a stick that was pulled out
    assert isinstance(found, OutputError)
    assert "went away" in found.cause
    assert found.remedy


def test_a_page_cannot_be_read_and_nobody_said_to_ignore_it(explained):
    found = explained(flags=FULL)
    assert isinstance(found, PartialCopyError)
    assert hex(HOLE) in found.cause
    assert "0x20000" in found.remedy


def test_only_what_should_be_readable_is_looked_at():
    asked = []

    def read(address, buffer):
        asked.append((address, len(buffer)))
        return len(buffer)

    assert first_unreadable(REGIONS, read) is None
    assert asked == [(0x200000, 1 << 20), (0x300000, 1 << 20)]
