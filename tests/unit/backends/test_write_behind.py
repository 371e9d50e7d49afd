"""Bytes that are to stay are sent to the drive at once, in large pieces, and each only once."""

from __future__ import annotations

import threading

from app.core.backends.write_behind import WriteBehind

MIB = 1 << 20


class Noting:
    """A file that notes what is sent on its way, and may be held up."""

    def __init__(self):
        self.sent = []
        self.goes_on = threading.Event()
        self.goes_on.set()
        self.begun = threading.Event()

    def begin_sync(self, offset, size):
        self.begun.set()
        assert self.goes_on.wait(60)
        self.sent.append((offset, size))


def made():
    follower, follower_file = WriteBehind(), Noting()
    follower.file = follower_file
    return follower, follower_file


def wait_for(follower):
    """All that was asked for is done when what is asked for now is."""
    done = threading.Event()
    follower._side.later(done.set)
    assert done.wait(60)


def test_what_has_come_to_stay_is_sent_once_and_without_gaps():
    follower, file = made()
    for end in range(0, 100 * MIB, 3 * MIB):
        follower.settled(end)
        follower.changed(0)
    wait_for(follower)
    assert all(size >= 16 * MIB for _, size in file.sent)
    assert [start for start, _ in file.sent] == [0, *(sum(one) for one in file.sent[:-1])]
    assert sum(file.sent[-1]) > 80 * MIB
    assert follower.end(60)


def test_little_is_left_to_the_sync_in_the_end():
    follower, file = made()
    follower.settled(15 * MIB)
    wait_for(follower)
    assert not file.sent
    assert follower.end(60)


def test_nothing_is_sent_after_the_end():
    """The descriptor may be another file's by then."""
    follower, file = made()
    file.goes_on.clear()
    follower.settled(16 * MIB)
    assert file.begun.wait(60)
    follower.settled(32 * MIB)
    assert not follower.end(0)
    file.goes_on.set()
    follower._side._thread.join(60)
    assert file.sent == [(0, 16 * MIB)]
