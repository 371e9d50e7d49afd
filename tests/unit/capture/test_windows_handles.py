"""Names of handles: a file that does not answer is left behind, and so is its thread."""

from __future__ import annotations

import struct
import threading

import pytest

from app.core.capture.windows import handles
from app.core.capture.windows.width import WIDTHS


@pytest.mark.parametrize(("bits", "word"), [(64, 8), (32, 4)])
def test_the_list_of_handles_is_read_in_the_form_of_each_width(bits, word):
    letter = "Q" if bits == 64 else "I"
    entry = struct.pack(f"<{letter * 3}IIII", 0x44, 2, 3, 0x1F0003, 17, 2, 0)
    head = struct.pack(f"<{letter * 2}", 5, 0)  # five are told of, and one is there
    found = list(handles._entries(WIDTHS[bits].process_handle, head + entry, word))
    assert found == [(0x44, 2, 3, 0x1F0003, 17, 2, 0)]
    entry = struct.pack(f"<{letter * 3}IHHII", 0xF00, 4711, 0x44, 1, 0, 17, 2, 0)
    found = list(handles._entries(WIDTHS[bits].system_handle, head + entry, word))
    assert found == [(0xF00, 4711, 0x44, 1, 0, 17, 2, 0)]
    text = WIDTHS[bits].unicode_string
    assert text.unpack(struct.pack("<HHI" if bits == 32 else "<HH4xQ", 6, 8, 9)) == (6, 8, 9)


@pytest.fixture
def names(monkeypatch):
    """Ask for names where handle 1 answers, and those from 100 on only when they are let go."""
    free = threading.Event()
    closed = []

    class Windows:
        def CloseHandle(self, handle):
            closed.append(handle)

    def text(handle, _kind):
        if handle >= 100:
            free.wait()
        return f"name of {handle}"

    monkeypatch.setattr(handles, "windows", Windows())
    monkeypatch.setattr(handles, "_text", text)
    monkeypatch.setattr(handles, "_PATIENCE", 0.01)
    asked = handles._Names()
    asked.free, asked.closed = free, closed
    yield asked
    free.set()
    asked.close()


def wait_for_threads():
    for thread in threading.enumerate():
        if thread.name == "names of handles":
            thread.join()


def test_files_and_others_are_named_and_closed(names, monkeypatch):
    monkeypatch.setattr(handles, "_PATIENCE", 30)
    assert names.of(1, "File") == "name of 1"
    assert names.of(2, "Event") == "name of 2"
    assert names.closed == [1, 2]
    assert names.unanswered == 0


def test_a_file_that_does_not_answer_costs_its_name_only(names, monkeypatch):
    assert names.of(100, "File") == ""
    assert names.unanswered == 1
    monkeypatch.setattr(handles, "_PATIENCE", 30)
    assert names.of(1, "File") == "name of 1"
    names.free.set()
    names.close()
    wait_for_threads()
    assert sorted(names.closed) == [1, 100]


def test_after_some_that_do_not_answer_no_more_files_are_asked(names):
    for handle in range(100, 110):
        assert names.of(handle, "File") == ""
    assert names.unanswered == 10
    waiting = [t for t in threading.enumerate() if t.name == "names of handles"]
    assert len(waiting) <= handles._MOST_STUCK
    assert names.of(3, "Event") == "name of 3"
    names.free.set()
    wait_for_threads()
    assert sorted(names.closed) == [3, *range(100, 110)]
