"""Several callbacks as one, and the look at what was written, which need no Windows."""

from __future__ import annotations

import struct

import pytest

from app.core.backends.dbghelp.backend import check_written
from app.core.backends.dbghelp.chain import chained
from app.core.dump.callback import MINIDUMP_CALLBACK_INPUT, MINIDUMP_CALLBACK_OUTPUT
from app.core.errors import AccessDeniedError, MiniDumpError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C


def ask(callback, kind, **preset):
    output = MINIDUMP_CALLBACK_OUTPUT(**preset)
    return callback(MINIDUMP_CALLBACK_INPUT(1, 2, kind), output), output


def test_ranges_come_from_one_callback_after_the_other():
    def giving(*ranges):
        left = iter(ranges)

        def callback(_given, output):
            output.MemoryBase, output.MemorySize = next(left, (0, 0))
            return True

        return callback

    both = chained([giving((1, 10), (2, 20)), giving((3, 30))])
    found = [ask(both, C.MemoryCallback) for _ in range(4)]
    assert [answer for answer, _ in found] == [True, True, True, False]
    assert [output.MemoryBase for _, output in found[:3]] == [1, 2, 3]


def test_any_may_cancel_and_any_may_want_to_be_asked_again():
    def one(_given, output):
        output.Cancel = True
        return True

    def other(_given, output):
        output.CheckCancel = True
        return True

    answer, output = ask(chained([one, other]), C.CancelCallback)
    assert (answer, output.Cancel, output.CheckCancel) == (True, True, True)


def test_each_sees_what_the_one_before_left_and_one_refusal_counts():
    def one(_given, output):
        output.ModuleWriteFlags &= ~8
        return True

    seen = []

    def other(_given, output):
        seen.append(output.ModuleWriteFlags)
        return False

    answer, output = ask(chained([one, other]), C.IncludeModuleCallback, ModuleWriteFlags=0xD)
    assert (answer, output.ModuleWriteFlags, seen) == (False, 5, [5])


def written(tmp_path, ranges):
    """A dump with a MemoryList of that many ranges of 4 bytes, and nothing else."""
    memory = struct.pack("<I", ranges) + ranges * struct.pack("<QII", 0x1000, 4, 0)
    header = struct.pack("<4sIIIIIQ", b"MDMP", 0xA793, 1, 32, 0, 0, 0)
    path = tmp_path / "written.dmp"
    path.write_bytes(header + struct.pack("<3I", 5, len(memory), 44) + memory)
    return path


@pytest.mark.parametrize(("ranges", "good"), [(0, False), (1, True)])
def test_a_dump_without_memory_is_no_success(tmp_path, ranges, good):
    path = written(tmp_path, ranges)
    with path.open("r+b") as file:
        if good:
            assert check_written(file.fileno()) == path.stat().st_size
        else:
            with pytest.raises(AccessDeniedError):
                check_written(file.fileno())


@pytest.mark.parametrize("contents", [b"", b"MDMP", bytes(64)])
def test_what_is_no_dump_is_no_success(tmp_path, contents):
    path = tmp_path / "no.dmp"
    path.write_bytes(contents)
    with path.open("r+b") as file, pytest.raises(MiniDumpError, match="no dump"):
        check_written(file.fileno())
