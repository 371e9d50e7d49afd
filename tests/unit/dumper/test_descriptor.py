"""What Windows needs so that nothing waits without hearing: bytes into a pipe."""

from __future__ import annotations

import os
import threading

import pytest

from app.core.dumper.descriptor import threaded_writer
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
