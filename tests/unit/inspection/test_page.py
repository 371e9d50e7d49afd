"""What the page about a dump is made of."""

from __future__ import annotations

import subprocess

import pytest

from app.core import child
from app.core.dump.request import DumpRequest
from app.core.inspection.framing import Frames, frame
from app.core.inspection.page import DumpPage, memory_kinds, read_page
from app.core.inspection.reading import (
    Failure,
    Memory,
    ReadMemory,
    ReadPage,
    ReadStream,
    StreamText,
)
from app.core.minidump.reader import MinidumpFile
from tests.unit.inspection.written import CODE, HEAP, SNAPSHOT, STACK, write


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(write(DumpRequest(0x1905, comment="seen"))[1])
    return path


def ask(path, *questions):
    """Ask the process that reads dumps, as the window does."""
    done = subprocess.run(
        child.command("reader", str(path)),
        input=b"".join(map(frame, questions)),
        stdout=subprocess.PIPE,
        check=True,
        timeout=60,
    )
    return list(Frames().feed(done.stdout))


def page_of(path):
    with MinidumpFile.open(path) as file:
        return read_page(str(path), file)


def test_every_byte_of_the_file_is_of_one_kind(path):
    page = page_of(path)

    assert sum(page.kinds.values()) == page.file_size == path.stat().st_size
    assert page.kinds["stack"] == sum(page.stack_stored) == 2 * 0x1000
    assert page.comments == ("seen",)
    assert page.verdict.verdict == "good"


def test_kinds_of_memory_are_told_apart():
    stack = SNAPSHOT.threads[0].stack
    kinds = memory_kinds(
        SNAPSHOT, [(CODE, CODE + 0x10), (HEAP, HEAP + 0x100), (stack[0], stack[0] + 4)]
    )

    assert kinds["stack"] == 4
    assert kinds["heap"] == 0x100
    assert sum(kinds.values()) == 0x114


def test_streams_that_were_asked_for_and_are_not_there_are_listed(tmp_path):
    content = bytearray(write(DumpRequest(0x1905))[1])
    with MinidumpFile(content) as file:
        at = next(i for i, entry in enumerate(file.directory) if entry.name == "HandleDataStream")
        directory = file.header.StreamDirectoryRva
    content[directory + 12 * at : directory + 12 * at + 4] = bytes(4)
    path = tmp_path / "cut.dmp"
    path.write_bytes(content)

    rows = {row.name: row for row in page_of(path).streams}

    assert not rows["HandleDataStream"].written
    assert rows["HandleDataStream"].asked_by == "MiniDumpWithHandleData"
    assert rows["ThreadListStream"].asked_by == "always"
    assert rows["ThreadListStream"].written


def test_the_process_answers_page_stream_and_memory(path):
    with MinidumpFile.open(path) as file:
        entry = next(e for e in file.directory if e.name == "CommentStreamW")
    start = SNAPSHOT.threads[0].stack[0]
    asked = [ReadPage(), ReadStream(*entry), ReadMemory(start - 16, 32)]

    page, text, memory = ask(path, *asked)

    assert isinstance(page, DumpPage)
    assert page == page_of(path)
    assert text == StreamText(asked[1], "seen")
    assert isinstance(memory, Memory)
    ((address, data),) = memory.pieces
    assert (address, len(data)) == (start, 16)


@pytest.mark.parametrize("content", [b"", b"MDMP", bytes(4096), b"\x7fELF" * 100])
def test_what_is_no_dump_is_a_failure_with_a_remedy(tmp_path, content):
    path = tmp_path / "not.dmp"
    path.write_bytes(content)

    (failure,) = ask(path, ReadPage())

    assert isinstance(failure, Failure)
    assert failure.cause
    assert failure.remedy


def test_a_file_that_is_not_there_is_a_failure(tmp_path):
    (failure,) = ask(tmp_path / "none.dmp", ReadPage())

    assert "none.dmp" in failure.cause


def test_memory_far_from_anything_stored_is_empty(path):
    (memory,) = ask(path, ReadMemory(0x1000, 0x10000))

    assert memory.pieces == ()
    assert STACK > 0x11000
