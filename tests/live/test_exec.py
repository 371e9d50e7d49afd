"""A process that becomes another program while it is looked at: a dump is of one of them."""

from __future__ import annotations

import os
import re
import shutil
import struct
from pathlib import Path

import pytest

from app.core.backends.output import dump_to_file
from app.core.capture.target import key_of
from app.core.dump.request import DumpRequest
from app.core.errors import ProgramReplacedError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.live.dumping import Dump, runs, wait_until

FLAGS = T.MiniDumpWithProcessThreadData | T.MiniDumpWithThreadInfo
MARK = struct.pack("<Q", 0x67656E65726174)


@pytest.fixture
def start_execs(start_process, build_target, tmp_path):
    """Call it with a pause in microseconds and a number of threads."""

    def start(pause, threads):
        program = build_target("execs")
        for name in ("one", "other"):
            shutil.copy(program, tmp_path / name)
        return start_process(tmp_path / "one", tmp_path / "other", str(pause), str(threads))

    return start


def dump(pid, path, flags=FLAGS, **options):
    result = dump_to_file(
        key_of(pid),
        str(path),
        DumpRequest(flags=int(flags), **options),
        overwrite=True,
    )
    return Dump(path, result)


def generations_in(found):
    """Each number of a generation that a dump tells, from six unlike places."""
    words = found.text("LinuxCmdLine").split(b"\0")
    numbers = [int(words[4]) if words[4:5] and words[4] else 0]
    variables = found.text("LinuxEnviron").split(b"\0")
    numbers += [int(v[11:]) for v in variables if v.startswith(b"GENERATION=")]
    (thread, *_) = found.file.threads
    stack = found.memory(thread.stack_start, thread.stack_size)
    at = stack.find(MARK)
    if at >= 0:  # else it has not got so far yet
        numbers.append(int.from_bytes(stack[at + 8 : at + 16], "little"))
    return numbers


def check_that_it_is_of_one_program(found):
    generations = generations_in(found)
    assert len(set(generations)) == 1, generations
    program = os.fsdecode(found.text("LinuxCmdLine").split(b"\0")[0])
    assert found.file.modules[0].name == program
    maps = found.text("LinuxMaps")
    assert os.fsencode(program) in maps
    other = "other" if program.endswith("one") else "one"
    assert os.fsencode(Path(program).with_name(other)) + b"\n" not in maps
    # The auxiliary vector tells where this very image was loaded.
    auxv = dict(struct.iter_unpack("<2Q", found.text("LinuxAuxv")))
    main = found.file.modules[0]
    assert main.base <= auxv[9] < main.base + main.size  # AT_ENTRY
    assert found.thread(found.written.plan.threads[0].id).stack_start


@pytest.mark.parametrize("threads", [0, 4], ids=["one thread", "another thread than the first"])
def test_a_dump_of_a_program_that_execs_all_the_time_is_of_one_program(
    start_execs, tmp_path, threads
):
    written, replaced = 0, set()
    for pause in (0, 1_000, 10_000, 40_000):
        process = start_execs(pause, threads)
        for _ in range(30):
            try:
                found = dump(process.pid, tmp_path / "x.dmp")
            except ProgramReplacedError as error:
                replaced.add(str(error))
                assert list(tmp_path.glob("x.dmp*")) == []
            else:
                written += 1
                check_that_it_is_of_one_program(found)
                found.path.unlink()
        wait_until(lambda pid=process.pid: runs(pid))
        process.stop()
    assert written > 20
    assert replaced
    cause = "The program replaced itself (exec) while it was being looked at"
    named = re.compile(re.escape(cause) + r"(: \S+ → \S+)?\. Try again\.")
    assert all(named.fullmatch(sentence) for sentence in replaced)
