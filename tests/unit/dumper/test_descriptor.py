"""Bytes into a pipe or a socket, so that nothing waits without hearing a cancel."""

from __future__ import annotations

import hashlib
import os
import select
import socket
import sys
import threading
from contextlib import closing

import pytest

from app.core.dumper.descriptor import DescriptorOutput, threaded_writer
from app.core.errors import DumpCancelledError


@pytest.fixture
def pipe():
    receive, send = os.pipe()
    with os.fdopen(receive, "rb") as reader, os.fdopen(send, "wb") as writer:
        yield reader, writer


def test_all_bytes_of_a_block_arrive(pipe):
    reader, writer = pipe
    write = threaded_writer(writer.fileno(), lambda: None)
    block = bytes(range(256)) * 2000
    received = []
    thread = threading.Thread(target=lambda: received.append(reader.read()))
    thread.start()
    write(memoryview(block))
    write(memoryview(b"end"))
    writer.close()
    thread.join()
    assert received == [block + b"end"]


def test_nobody_reads_and_a_cancel_is_heard(pipe):
    reader, writer = pipe
    asked = []

    def poll():
        asked.append(True)
        if len(asked) == 3:
            raise DumpCancelledError("The dump was cancelled.")

    with pytest.raises(DumpCancelledError):
        threaded_writer(writer.fileno(), poll)(memoryview(bytes(1 << 20)))
    assert len(asked) == 3
    assert reader.read(1 << 20) == bytes(1 << 20)  # the thread goes on until it is told


def test_a_reader_that_is_gone_is_an_error_of_the_system():
    receive, send = os.pipe()
    os.close(receive)
    with pytest.raises(OSError, match="pipe"):
        threaded_writer(send, lambda: None)(memoryview(b"bytes"))
    os.close(send)


BLOCK = bytes(range(256)) * 4000


def never():
    return False


@pytest.mark.skipif(sys.platform == "win32", reason="how POSIX writes")
@pytest.mark.parametrize("can", [True, False], ids=["as much as fits", "a page at a time"])
def test_a_pipe_that_is_read_gets_every_byte(monkeypatch, pipe, can):
    if not can:
        monkeypatch.delattr(os, "RWF_NOWAIT")
    reader, writer = pipe
    received = []
    thread = threading.Thread(target=lambda: received.append(reader.read()))
    thread.start()
    output = DescriptorOutput(writer.fileno(), never)
    output.write(memoryview(BLOCK))
    output.write(memoryview(b"end"))
    writer.close()
    thread.join()
    assert received == [BLOCK + b"end"]
    assert output.size == len(BLOCK) + 3
    assert output.sha256() == hashlib.sha256(BLOCK + b"end").hexdigest()


@pytest.mark.skipif(sys.platform == "win32", reason="how POSIX writes")
@pytest.mark.parametrize("can", [True, False], ids=["as much as fits", "a page at a time"])
def test_a_pipe_that_nobody_reads_hears_a_cancel(monkeypatch, pipe, can):
    if not can:
        monkeypatch.delattr(os, "RWF_NOWAIT")
    _, writer = pipe
    asked = []
    output = DescriptorOutput(writer.fileno(), lambda: asked.append(True) or len(asked) == 2)
    with pytest.raises(DumpCancelledError):
        output.write(memoryview(BLOCK))


@pytest.mark.skipif(sys.platform == "win32", reason="how POSIX writes")
def test_a_socket_and_a_terminal_get_every_byte():
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        received = bytearray()

        def take():
            while piece := theirs.recv(1 << 16):
                received.extend(piece)

        thread = threading.Thread(target=take)
        thread.start()
        DescriptorOutput(ours.fileno(), never).write(memoryview(BLOCK))
        ours.shutdown(socket.SHUT_WR)
        thread.join()
        assert received == BLOCK
    keyboard, screen = os.openpty()
    try:
        DescriptorOutput(screen, never).write(memoryview(b"MDMP"))
        assert os.read(keyboard, 10) == b"MDMP"
    finally:
        os.close(keyboard)
        os.close(screen)


@pytest.mark.skipif(sys.platform == "win32", reason="how POSIX writes")
def test_a_pipe_takes_more_than_a_page_at_a_time(monkeypatch, pipe):
    _, writer = pipe
    sizes = []
    write = os.pwritev
    monkeypatch.setattr(os, "pwritev", lambda *call: sizes.append(write(*call)) or sizes[-1])
    with pytest.raises(DumpCancelledError):
        DescriptorOutput(writer.fileno(), lambda: True).write(memoryview(BLOCK))
    assert sizes[0] > select.PIPE_BUF
