"""A dumper that was started before anybody wanted one."""

from __future__ import annotations

import os
import signal
import subprocess

import pytest

from app.core.capture.target import key_of
from app.core.dumper import early
from app.core.dumper.client import DumperClient

pytestmark = pytest.mark.skipif(os.name == "nt", reason="looks at a process of this system")


@pytest.fixture
def waiting():
    early.start()
    (process,) = early._waiting
    yield process
    early._waiting.clear()
    process.stdin.close()
    process.stdout.close()
    process.wait(60)


def test_the_first_client_takes_it_and_the_next_starts_another(waiting):
    with DumperClient() as first, DumperClient() as second:
        for client in (first, second):
            assert client.describe(key_of(os.getpid())).process_id == os.getpid()
        assert first.process_id == waiting.pid
        assert second.process_id != waiting.pid


def test_a_client_that_wants_another_one_leaves_it(waiting):
    with DumperClient(stderr=subprocess.DEVNULL) as client:
        client.start()
        assert client.process_id != waiting.pid
    assert early.take() is waiting


def test_one_that_nobody_takes_is_ended_though_it_is_stopped(waiting):
    os.kill(waiting.pid, signal.SIGSTOP)
    early.end()
    assert waiting.wait(60) == -signal.SIGKILL
    assert early.take() is None


def test_one_that_nobody_takes_ends_when_its_pipe_is_closed(waiting):
    waiting.stdin.close()
    assert waiting.wait(60) == 0
