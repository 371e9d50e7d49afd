"""write_dump as a function: its seven parameters, its lock, its threads."""

from __future__ import annotations

import inspect
import itertools
import threading
from pathlib import Path

import pytest

from app.core.backends.base import write_dump
from app.core.capture.snapshot import ExceptionInformation
from app.core.dump.request import MINIDUMP_USER_STREAM
from app.core.errors import HRESULT, InvalidRequestError, MiniDumpError
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_TYPE as T
from tests.live.dumping import Dump, dump_with, runs, states_of, stop_by_signal, wait_until


def test_the_parameters_are_those_of_minidumpwritedump():
    names = list(inspect.signature(write_dump).parameters)
    assert names == [
        "process",
        "process_id",
        "file",
        "dump_type",
        "exception",
        "user_streams",
        "callback",
    ]
    for name in names:
        assert f"{name}: " in write_dump.__doc__


def test_an_open_target_serves_for_many_dumps(start_target, opened, tmp_path):
    process = start_target("threads", 3)
    target = opened(process.pid)
    for number in range(3):
        path = tmp_path / f"{number}.dmp"
        with path.open("x+b") as file:
            write_dump(target, process.pid, file.fileno(), T.MiniDumpWithThreadInfo)
        assert len(Dump(path).file.thread_infos) == 4
    assert runs(process.pid)


def test_the_exception_is_the_callers(start_target, tmp_path):
    process = start_target("threads", 3)
    thread = process.values["last"]
    plain = dump_with(tmp_path / "plain.dmp", process.pid, 0)
    live = plain.context(thread)
    other = plain.file.modules[0].base + 4096
    given = ExceptionInformation(
        thread, 0xC0000005, flags=1, record=7, address=other, parameters=(1, 0xDEAD)
    )
    dump = dump_with(tmp_path / "own.dmp", process.pid, 0, exception=given)
    (found,) = dump.file.exceptions
    assert found.thread_id == thread
    record = found.exception
    assert (record.ExceptionCode, record.ExceptionFlags) == (0xC0000005, 1)
    assert (record.ExceptionRecord, record.ExceptionAddress) == (7, other)
    assert record.NumberParameters == 2
    assert record.ExceptionInformation[:2] == (1, 0xDEAD)
    # Without a context of its own it has the thread's, and the code around its address is there.
    assert dump.file.context(found) == dump.file.context(dump.thread(thread))
    assert dump.holds(other - 128, other + 128)
    assert dump.context(thread).Rip == live.Rip
    # With one, the thread keeps its live one.
    context = bytes(range(256)) * 4 + bytes(208)
    given = given._replace(context=context)
    dump = dump_with(tmp_path / "with.dmp", process.pid, 0, exception=given)
    assert dump.file.context(dump.file.exception) == context
    assert dump.context(thread).Rip == live.Rip
    # A thread that is not there is accepted as it is.
    given = ExceptionInformation(12345678, 3)
    dump = dump_with(tmp_path / "unknown.dmp", process.pid, 0, exception=given)
    assert dump.file.exception.thread_id == 12345678
    assert dump.file.exception.context_rva == 0


def test_user_streams_follow_the_systems_in_their_order(start_target, tmp_path):
    process = start_target("threads", 1)
    given = [
        MINIDUMP_USER_STREAM(0x10005, b"five"),
        MINIDUMP_USER_STREAM(0x10001, b"one"),
        MINIDUMP_USER_STREAM(0x10005, b"again"),
        MINIDUMP_USER_STREAM(11, "a comment".encode("utf-16-le")),
        MINIDUMP_USER_STREAM(10, b"plain comment"),
        MINIDUMP_USER_STREAM(0xFFFFFFFF, b"\0"),
    ]
    dump = dump_with(tmp_path / "a.dmp", process.pid, 0, user_streams=given)
    wanted = {stream.Type for stream in given}
    found = [
        (entry.stream_type, dump.file.stream_at(entry))
        for entry in dump.file.directory
        if entry.stream_type in wanted
    ]
    assert found == [tuple(stream) for stream in given]
    assert set(dump.file.comments) == {"a comment", "plain comment"}


def test_a_callback_runs_on_the_calling_thread(start_target, tmp_path):
    process = start_target("threads", 1)
    threads = set()

    def callback(given, output):
        threads.add(threading.get_ident())
        if given.CallbackType == C.CancelCallback:
            output.CheckCancel = True
        return True

    dump_with(tmp_path / "a.dmp", process.pid, T.MiniDumpWithFullMemory, callback=callback)
    assert threads == {threading.get_ident()}


def test_one_dump_at_a_time(start_target, tmp_path):
    process = start_target("threads", 2)
    inside, most = [], []
    failures = []

    def callback(given, _):
        if given.CallbackType == C.ThreadCallback:
            inside.append(1)
            most.append(len(inside))
            inside.pop()
        return True

    def work(number):
        try:
            for again in range(3):
                path = tmp_path / f"{number}-{again}.dmp"
                dump = dump_with(path, process.pid, 0x1000, callback=callback)
                assert len(dump.file.threads) == 3
        except BaseException as error:  # noqa: BLE001 - looked at below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(most) == {1}
    assert runs(process.pid)


def test_a_dump_within_a_callback_of_a_dump(start_target, tmp_path):
    """The lock lets its own thread in: another process can be dumped while one stands still."""
    outer, inner = start_target("threads", 1), start_target("threads", 2)

    def callback(given, _):
        if given.CallbackType == C.RemoveMemoryCallback:
            dump_with(tmp_path / "inner.dmp", inner.pid, 0)
            with pytest.raises(MiniDumpError), (tmp_path / "same.dmp").open("w+b") as file:
                write_dump(None, outer.pid, file, 0)
        return True

    dump_with(tmp_path / "outer.dmp", outer.pid, 0, callback=callback)
    assert len(Dump(tmp_path / "outer.dmp").file.threads) == 2
    assert len(Dump(tmp_path / "inner.dmp").file.threads) == 3
    assert runs(outer.pid)
    assert runs(inner.pid)


def test_threads_that_come_and_go(start_target, tmp_path):
    process = start_target("churn")
    for number in range(10):
        dump = dump_with(tmp_path / f"{number}.dmp", process.pid, 0x1000)
        assert dump.file.findings == ()
        ids = [thread.thread_id for thread in dump.file.threads]
        assert len(ids) == len(set(ids)) >= 3
        for thread in dump.file.threads:
            context = dump.context(thread.thread_id)
            if context is not None and thread.stack_size:
                assert thread.stack_start <= context.Rsp <= thread.stack_start + thread.stack_size
    assert runs(process.pid)


def test_many_threads(start_target, tmp_path):
    process = start_target("threads", 500)
    dump = dump_with(tmp_path / "a.dmp", process.pid, 0x21925)
    assert len(dump.file.threads) == len(dump.file.thread_infos) == 501
    marks = {0x737461636B000000 + index for index in range(500)}
    found = set()
    for thread in dump.file.threads:
        stack = dump.memory(thread.stack_start, thread.stack_size)
        found |= {int.from_bytes(stack[at : at + 8], "little") for at in range(0, len(stack), 8)}
        found |= {
            int.from_bytes(stack[at : at + 8], "little") for at in range(4, len(stack) - 4, 8)
        }
    assert marks <= found
    assert runs(process.pid)


def test_a_soft_error_names_what_is_missing_and_only_then(start_target, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    process = start_target("flags", folder, "secret")
    if not process.values["secret"]:
        pytest.skip("this system has no memfd_secret")
    stop_by_signal(process.pid)
    address = process.values["secret"]
    ranges = iter([(address, 100), (process.values["private"], 4096)])

    def callback(given, output):
        if given.CallbackType == C.MemoryCallback:
            output.MemoryBase, output.MemorySize = next(ranges, (0, 0))
        return True

    dump = dump_with(tmp_path / "a.dmp", process.pid, 0, callback=callback)
    (error,) = [e for e in dump.file.soft_errors if "address" in e]
    assert (int(error["address"], 16), int(error["size"], 16)) == (address, 100)
    assert error["stage"] == "read memory"
    assert not dump.touches(address, address + 4096)
    assert dump.holds(process.values["private"], process.values["private"] + 4096)
    plain = dump_with(tmp_path / "b.dmp", process.pid, 0)
    assert plain.file.soft_errors == ()
    assert "MozSoftErrors" not in plain.streams
    assert set(states_of(process.pid).values()) == {"T"}


def open_files():
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_descriptor_and_no_thread_stays_behind(start_target, tmp_path):
    process = start_target("threads", 2)

    def fail(given, output):
        if given.CallbackType == C.CancelCallback:
            output.CheckCancel = True
            output.Cancel = next(count) > 10
        return True

    def attempt(number):
        dump_with(tmp_path / f"{number}.dmp", process.pid, T.MiniDumpWithFullMemory)
        with (tmp_path / "failed").open("w+b") as file, pytest.raises(MiniDumpError) as caught:
            write_dump(None, process.pid, file, 0, callback=fail)
        assert caught.value.hresult == HRESULT.CANCELLED

    count = itertools.count()
    attempt(0)
    files, threads = open_files(), threading.active_count()
    for number in range(1, 6):
        count = itertools.count()
        attempt(number)
    assert open_files() == files
    wait_until(lambda: threading.active_count() <= threads)  # the last may be about to end


@pytest.mark.parametrize(
    "wrong",
    [
        {"user_streams": [MINIDUMP_USER_STREAM(-1, b"")]},
        {"user_streams": [MINIDUMP_USER_STREAM(1 << 32, b"")]},
        {"user_streams": [MINIDUMP_USER_STREAM(0x10000, "text")]},
        {"exception": ExceptionInformation(-1, 1)},
        {"exception": ExceptionInformation(1, 1, address=1 << 64)},
        {"exception": ExceptionInformation(1, 1, record=-1)},
        {"exception": ExceptionInformation(1, 1, parameters=(0, -1))},
        {"exception": ExceptionInformation(1, 1, parameters=("text",))},
    ],
)
def test_values_that_do_not_fit_are_refused_at_once(start_target, tmp_path, wrong):
    process = start_target("threads", 1)
    path = tmp_path / "a.dmp"

    def callback(*_):
        raise AssertionError("asked")

    with path.open("w+b") as file, pytest.raises(InvalidRequestError) as caught:
        write_dump(None, process.pid, file, 0, callback=callback, **wrong)
    assert caught.value.hresult == HRESULT.E_INVALIDARG
    assert path.stat().st_size == 0
