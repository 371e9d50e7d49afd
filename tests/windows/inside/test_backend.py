"""Processes of Windows, dumped by the system's own dbghelp and read back."""

from __future__ import annotations

import ctypes
import os

import pytest

from app.core.backends.base import carry_out
from app.core.backends.dbghelp import backend
from app.core.capture.snapshot import ExceptionInformation
from app.core.capture.target import key_of
from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.errors import InvalidRequestError, MiniDumpError, NoSuchProcessError, OutputError
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.reader import MinidumpFile

FULL = 0x2
TARGET = "DUMPDESK_TARGET"


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    """Call it with a pid, a request and a callback to get the path of the dump."""

    def make(process_id, request, callback=None):
        path = tmp_path_factory.mktemp("dumps") / "written.dmp"
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_BINARY)
        try:
            written = carry_out(key_of(process_id), request, descriptor, callback)
        finally:
            os.close(descriptor)
        assert written.file_size == path.stat().st_size
        return path

    return make


@pytest.fixture(scope="module")
def normal(target, dump):
    """A dump with flags 0; Wine takes seconds for one."""
    return dump(target[0], DumpRequest(comment="from a test"))


def check_contents(snapshot, pid):
    assert snapshot.process_id == pid
    assert snapshot.executable.lower() == os.environ[TARGET].lower()
    assert len(snapshot.threads) >= 4
    assert all(thread.stack_pointer for thread in snapshot.threads)
    names = {module.name.rpartition("\\")[2].lower() for module in snapshot.modules}
    assert names >= {"target.exe", "msvcrt.dll", "kernel32.dll", "ntdll.dll"}


def test_a_process_is_dumped_and_read_back(target, normal):
    with MinidumpFile.open(normal) as file:
        check_contents(snapshot_of(file), target[0])
        assert file.comments == ("from a test",)


def test_full_memory_holds_what_was_in_the_process(target, dump):
    pid, address = target
    with MinidumpFile.open(dump(pid, DumpRequest(FULL))) as file:
        check_contents(snapshot_of(file), pid)
        assert file.read_memory(address, 26) == b"a known text of the target"


def test_callbacks_come_and_a_module_is_left_out(target, dump):
    """Wine calls back for threads and modules only, and leaves out what FALSE is said of.

    It puts the CONTEXT of a thread 4 bytes off, so only what stands before it is looked at.
    """
    pid, _ = target
    seen = []

    def callback(given, _output):
        seen.append(given)
        detail = given.detail
        return not (
            given.CallbackType == C.ModuleCallback
            and detail.FullPath.lower().endswith("msvcrt.dll")
        )

    try:
        path = dump(pid, DumpRequest(), callback=callback)
    except MiniDumpError:
        # Microsoft's fails the dump instead.
        assert any(given.CallbackType == C.IncludeModuleCallback for given in seen)
        return
    threads = [given.detail for given in seen if given.CallbackType == C.ThreadCallback]
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
    assert {thread.ThreadId for thread in threads} == {thread.id for thread in snapshot.threads}
    assert all("msvcrt" not in module.name.lower() for module in snapshot.modules)
    assert any("target.exe" in module.name.lower() for module in snapshot.modules)


def test_an_exception_and_a_stream_are_in_the_dump(target, dump, normal):
    with MinidumpFile.open(normal) as file:
        thread = snapshot_of(file).threads[-1]
    exception = ExceptionInformation(
        thread.id, 0xC0000005, address=0x1234, parameters=(0, 0x5678), context=thread.context
    )
    stream = MINIDUMP_USER_STREAM(0x12345, b"of our own")
    path = dump(target[0], DumpRequest(exception=exception, user_streams=(stream,)))
    with MinidumpFile.open(path) as file:
        found = snapshot_of(file).exception
        assert file.stream(0x12345) == b"of our own"
    assert (found.thread_id, found.code, found.address) == (thread.id, 0xC0000005, 0x1234)
    assert found.parameters[:2] == (0, 0x5678)
    assert found.context == thread.context != b""


def test_what_cannot_be_dumped_is_said(dump):
    with pytest.raises(NoSuchProcessError):
        dump(0x7FFFFFF0, DumpRequest())
    with pytest.raises(InvalidRequestError):
        dump(os.getpid(), DumpRequest())


@pytest.mark.parametrize("size", [0, 716])
def test_windows_is_given_no_registers_that_it_would_read_beyond(target, dump, size):
    exception = ExceptionInformation(target[0], 0xC0000005, context=bytes(size))
    with pytest.raises(InvalidRequestError, match="without registers"):
        dump(target[0], DumpRequest(exception=exception))


def test_a_module_is_left_out_by_a_rule(target, dump):
    rules = FilterSpec(modules=(ModuleRule(name="msvcrt.dll", include=False),))
    with MinidumpFile.open(dump(target[0], DumpRequest(filter=rules))) as file:
        names = [module.name.lower() for module in snapshot_of(file).modules]
    assert not [name for name in names if "msvcrt" in name]
    assert names[0].endswith("target.exe")


def test_a_file_that_is_no_dump_is_no_success(target, dump, fake_path):
    """Of a whole dump the stand-in writes the signature alone."""
    with pytest.raises(MiniDumpError, match="no dump"):
        dump(target[0], DumpRequest(dbghelp=fake_path))


def test_a_file_that_cannot_be_looked_at_is_an_output_error(tmp_path, monkeypatch):
    """As on a server that is gone by then."""

    def refuse(*_, **__):
        raise ctypes.WinError(64)

    monkeypatch.setattr(backend, "MinidumpFile", refuse)
    with (tmp_path / "it.dmp").open("w+b") as file, pytest.raises(OutputError, match="Writing"):
        backend.check_written(file.fileno())


def test_every_flag_is_taken_and_none_that_is_not_valid(target, tmp_path):
    """Wine takes any; what Microsoft's refuses is refused before."""
    taken = (0x1EFFBFD, 0x100401)  # not 0x2: another test has full memory
    assert taken[0] | taken[1] | FULL == 0x1FFFFFF
    path = tmp_path / "it.dmp"
    with path.open("w+b") as file:
        for flags in taken:
            written = carry_out(key_of(target[0]), DumpRequest(flags), file.fileno())
            assert written.file_size == path.stat().st_size
            file.truncate(0)
        for flags in (0x2000000, 0x80000000, 0x300000):
            with pytest.raises(InvalidRequestError):
                carry_out(key_of(target[0]), DumpRequest(flags), file.fileno())
    assert path.stat().st_size == 0
