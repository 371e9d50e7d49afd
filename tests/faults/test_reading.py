"""Dumps, and the code of their programs, on a drive that stops answering: clear words in time."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading

import pytest

from app.core.errors import InvalidDumpError, OutputError
from app.core.inspection.seen import seen_in_dump
from app.core.inspection.show import describe_file
from app.core.inspection.verify import verify
from app.core.minidump import file_bytes
from app.core.minidump.reader import MinidumpFile
from app.core.symbols import places
from app.core.symbols.elf_file import ElfFile
from app.core.symbols.extent import Extent
from app.core.symbols.places import Places
from tests.faults.conftest import PATIENCE
from tests.live.dumping import dump_with

SILENT = "the file system does not answer"


class Reading(threading.Thread):
    """Something that reads, on a thread of its own: it must not wait for the drive."""

    def __init__(self, read):
        super().__init__(daemon=True)
        self._read = read
        self.outcome = None
        self.start()
        self.join(PATIENCE)
        assert not self.is_alive(), "it waits for the drive"

    def run(self):
        try:
            self.outcome = self._read()
        except (InvalidDumpError, OutputError) as error:
            self.outcome = error


def forget(path):
    """Have the system read it anew."""
    descriptor = os.open(path, os.O_RDONLY)
    os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(descriptor)


@pytest.fixture(autouse=True)
def short_patience(monkeypatch):
    monkeypatch.setattr(file_bytes, "PATIENCE", 1.0)


@pytest.fixture
def dump(start_target, faulty):
    """A dump on the drive."""
    path = faulty.path / "it.dmp"
    dump_with(path, start_target("threads", 2).pid, 0)
    return path


@pytest.mark.parametrize("operation", ["OPEN", "READ"])
@pytest.mark.parametrize("look", [describe_file, verify, MinidumpFile.open])
def test_a_dump_that_is_not_given_is_an_error_in_words(faulty, dump, operation, look):
    faulty.hang(operation)
    outcome = Reading(lambda: look(dump)).outcome
    told = outcome.findings[0].text if look is verify and operation == "READ" else str(outcome)
    assert SILENT in told
    faulty.release()


def test_a_dump_that_is_open_does_not_wait_for_its_drive_for_ever(faulty, dump):
    with dump.open("r+b") as file:
        file.truncate(4 << 20)
    file = file_bytes.FileBytes.open(lambda: dump.open("rb", buffering=0))
    assert file.read(0, 4, "it") == b"MDMP"
    faulty.hang("READ")
    forget(dump)
    for _ in range(3):  # it is asked once
        assert SILENT in str(Reading(lambda: file.read(2 << 20, 1 << 20, "it")).outcome)
    assert faulty.held() == ["READ"]
    file.close()
    faulty.release()


def test_code_that_is_not_given_costs_names_and_not_the_stacks(
    start_process, build_target, faulty, tmp_path
):
    """The program itself lies on the drive, and is in memory as far as it runs."""
    program = faulty.path / "threads"
    shutil.copy(build_target("threads"), program)
    program.chmod(0o700)
    target = start_process(program, "2")
    target.wait_at_rest()
    path = tmp_path / "it.dmp"
    dump_with(path, target.pid, 0)
    faulty.hang("READ")

    def look():
        with seen_in_dump(path) as seen:
            return tuple(seen.stacks()), seen.code.missing()

    stacks, missing = Reading(look).outcome
    assert len(stacks) == 3
    assert missing
    faulty.release()


def test_a_file_of_code_that_is_open_does_not_wait_for_its_drive_for_ever(
    build_target, faulty, monkeypatch
):
    monkeypatch.setattr(places, "_BLOCK", 512)  # else all of it is kept from the first look on
    program = faulty.path / "threads"
    shutil.copy(build_target("threads"), program)
    content = program.read_bytes()
    identity = ElfFile(Extent(lambda at, size: content[at : at + size], 0, len(content))).build_id
    with contextlib.closing(Places()) as found:
        file = found.image(str(program), identity).file
        faulty.hang("READ")
        forget(program)
        assert Reading(lambda: file.content(b".debug_info")).outcome == b""
        assert Reading(lambda: file.content(b".debug_line")).outcome == b""
        assert faulty.held() == ["READ"]
    faulty.release()
