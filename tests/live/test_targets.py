"""The targets are what the other live tests take them for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def read_memory(pid, address, size):
    with Path(f"/proc/{pid}/mem").open("rb") as memory:
        memory.seek(address)
        return memory.read(size)


def test_threads_are_named_parked_and_hold_known_bytes(start_target):
    target = start_target("threads", 5)
    tasks = sorted(Path(f"/proc/{target.pid}/task").iterdir(), key=lambda task: int(task.name))

    assert [(task / "comm").read_text().strip() for task in tasks] == [
        "threads",
        *(f"worker-{index}" for index in range(5)),
    ]
    assert target.values["first"] == int(tasks[1].name)
    words = read_memory(target.pid, target.values["words"], target.values["words_size"])
    assert [int.from_bytes(words[at : at + 8], "little") for at in range(0, 128, 8)] == [
        0x6B6E6F776E000000 + index for index in range(16)
    ]
    heap = read_memory(target.pid, target.values["heap"], target.values["heap_size"])
    assert heap == bytes((index * 31 + 7) & 0xFF for index in range(64 * 1024))
    assert read_memory(target.pid, target.values["interruptions"], 4) == bytes(4)


def test_a_target_ends_with_its_standard_input(start_target):
    target = start_target("threads")
    target.process.stdin.close()
    assert target.process.wait(60) == 0


def test_stopping_a_target_works_from_any_state_and_leaves_nothing(start_target):
    target = start_target("threads")
    os.kill(target.pid, 19)  # SIGSTOP
    target.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(target.pid, 0)


def test_a_program_that_is_never_ready_fails_the_test(start_process):
    with pytest.raises(pytest.fail.Exception, match="ended with 7 and was never ready"):
        start_process("sh", "-c", "echo almost; exit 7")


def test_a_32_bit_build_is_one(build_target):
    executable = build_target("threads", "-m32")
    assert executable.read_bytes()[:5] == b"\x7fELF\x01"
