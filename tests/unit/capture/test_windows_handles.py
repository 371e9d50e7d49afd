"""Names of handles: a file that does not answer is left behind, and so is its thread."""

from __future__ import annotations

import struct
import threading
import time

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


class Asked:
    """Names of handles where those from 100 on answer only when they are let go."""

    def __init__(self, monkeypatch):
        self.free, self.closed = threading.Event(), []
        closed = self.closed

        class Windows:
            def CloseHandle(self, handle):
                closed.append(handle)

        def text(handle, _kind):
            if handle >= 100:
                self.free.wait()
            return f"name of {handle}"

        monkeypatch.setattr(handles, "windows", Windows())
        monkeypatch.setattr(handles, "_text", text)
        self.asker = handles._Asker()

    def names(self):
        """Begin to look at a process."""
        return handles._Names(self.asker)


@pytest.fixture
def asked(monkeypatch):
    made = Asked(monkeypatch)
    yield made
    made.free.set()


def threads():
    return [t for t in threading.enumerate() if t.name == "names of handles" and t.is_alive()]


def wait_until(condition):
    until = time.monotonic() + 60
    while not condition() and time.monotonic() < until:
        time.sleep(0.001)
    assert condition()


def test_files_and_others_are_named_and_closed(asked, monkeypatch):
    monkeypatch.setattr(handles, "_PATIENCE", 30)
    monkeypatch.setattr(handles, "_PATIENCE_IN_ALL", 60)
    names = asked.names()
    assert names.of(1, "File") == "name of 1"
    assert names.of(2, "Event") == "name of 2"
    assert asked.closed == [1, 2]
    assert names.unanswered == 0


def test_one_thread_waits_however_often_a_process_is_looked_at(asked, monkeypatch):
    monkeypatch.setattr(handles, "_PATIENCE", 0.01)
    before = len(threads())
    for _ in range(5):
        names = asked.names()
        assert [names.of(handle, "File") for handle in range(100, 104)] == [""] * 4
        assert names.unanswered == 4
        assert names.of(3, "Event") == "name of 3"
    assert len(threads()) == before + 1
    # All but the one that it waits with are closed, and that one when it answers.
    assert asked.closed.count(100) == 4
    assert [asked.closed.count(handle) for handle in (3, 101, 102, 103)] == [5] * 4
    asked.free.set()
    wait_until(lambda: asked.closed.count(100) == 5)
    monkeypatch.setattr(handles, "_PATIENCE", 30)
    monkeypatch.setattr(handles, "_PATIENCE_IN_ALL", 60)
    wait_until(lambda: asked.names().of(1, "File") == "name of 1")


def test_all_files_together_have_a_bound(asked, monkeypatch):
    monkeypatch.setattr(handles, "_PATIENCE_IN_ALL", 0)
    names = asked.names()
    assert [names.of(handle, "File") for handle in (1, 2)] == ["", ""]
    assert names.unanswered == 2
    assert asked.closed == [1, 2]
