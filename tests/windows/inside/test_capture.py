"""Describing live processes of Windows, compared with what dbghelp puts into a dump of them."""

from __future__ import annotations

import ctypes
import msvcrt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.dbghelp.library import DbgHelp
from app.core.capture.target import key_of, open_target
from app.core.capture.windows import access
from app.core.capture.windows.api import windows
from app.core.capture.windows.process_facts import facts_of
from app.core.capture.windows.process_table import process_rows
from app.core.capture.windows.token import _debug_privilege, debugging
from app.core.dump.flags import FLAGS
from app.core.dump.plan import make_plan
from app.core.dump.request import DumpRequest
from app.core.dumper.client import DumperClient
from app.core.errors import HRESULT, AccessDeniedError, MiniDumpError, NoSuchProcessError
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.intervals import merged, subtract
from app.core.minidump.codeview import Pdb70, parse_codeview
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as S
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import PROCESSOR_ARCHITECTURE
from app.core.minidump.contexts import has_all_registers
from app.core.minidump.reader import MinidumpFile
from app.core.processes.sampler import list_processes

AMD64 = PROCESSOR_ARCHITECTURE.AMD64
PYTHON = sys._base_executable
"""That of a virtual environment only starts this one."""
DLL = f"python{sys.version_info.major}{sys.version_info.minor}.dll"
PROGRAM = os.environ.get("DUMPDESK_TARGET", PYTHON)
"""What is looked at: the program made from target.c, or where none was made, BY_HAND."""
TEXT = b"a known text of the target"
BY_HAND = """
import ctypes, sys, threading
text = ctypes.create_string_buffer(b"a known text of the target")
for _ in range(3):
    threading.Thread(target=threading.Event().wait, daemon=True).start()
print("ready", ctypes.addressof(text), flush=True)
sys.stdin.read()
"""
NOBODY = 0x7FFFFFF0
STACKS_BEGIN = 16
"""Bytes below the stack pointer that Wine's dbghelp stores as well."""

NAMED = """
import ctypes, sys, threading
kernel32 = ctypes.WinDLL("kernel32")
kernel32.CreateEventW(None, True, False, "dumpdesk-test-event")
file = open(sys.argv[1], "rb")
ready = threading.Event()

def named():
    kernel32.GetCurrentThread.restype = ctypes.c_void_p
    kernel32.SetThreadDescription.argtypes = (ctypes.c_void_p, ctypes.c_wchar_p)
    kernel32.SetThreadDescription(kernel32.GetCurrentThread(), "Arbeiter \\u20ac")
    ready.set()
    threading.Event().wait()

threading.Thread(target=named, daemon=True).start()
ready.wait()
print("ready", flush=True)
sys.stdin.read()
"""

UNLOADS = """
import ctypes, sys
library = ctypes.WinDLL("winmm.dll")
kernel32 = ctypes.WinDLL("kernel32")
kernel32.FreeLibrary.argtypes = (ctypes.c_void_p,)
assert kernel32.FreeLibrary(library._handle)
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def started():
    """Call it with a command to get a process that has said "ready", and what it said then."""
    running = []

    def start(*command):
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        running.append(process)
        ready, *words = process.stdout.readline().split()
        assert ready == b"ready"
        return process.pid, words

    yield start
    for process in running:
        process.kill()
        process.communicate()


@pytest.fixture(scope="module")
def target(started):
    """A process with threads: pid, the address of a text in it, and it as a Target."""
    by_hand = () if "DUMPDESK_TARGET" in os.environ else ("-I", "-c", BY_HAND)
    pid, (address,) = started(PROGRAM, *by_hand)
    opened = open_target(key_of(pid))
    yield pid, int(address), opened
    opened.close()


@pytest.fixture(scope="module")
def snapshot(target):
    return target[2].describe()


@pytest.fixture(scope="module")
def dumped(target, tmp_path_factory):
    """Call it with flags to get the dump that the system's dbghelp writes, open."""
    pid = target[0]
    files = []

    def dump(flags):
        path = tmp_path_factory.mktemp("dumps") / "written.dmp"
        process = access.open_process(pid)
        with path.open("wb") as file:
            handle = msvcrt.get_osfhandle(file.fileno())
            DbgHelp().write_dump(process.value, pid, handle, flags)
        process.close()
        files.append(MinidumpFile.open(path))
        return files[-1]

    yield dump
    for file in files:
        file.close()


@pytest.fixture(scope="module")
def normal(dumped):
    return dumped(0)


def test_the_process_and_the_machine_are_described(target, snapshot):
    assert snapshot.process_id == target[0]
    assert snapshot.name == Path(PROGRAM).name
    assert snapshot.executable.lower() == PROGRAM.lower()
    version = sys.getwindowsversion()
    system = snapshot.system
    assert (system.major_version, system.minor_version, system.build_number) == version[:3]
    assert system.platform_id == version.platform
    assert system.product_type == version.product_type
    assert system.number_of_processors == os.cpu_count()
    assert system.total_pages > 0
    assert snapshot.times.create_time > 0
    assert snapshot.vm_counters.working_set_size > 0
    assert not snapshot.suspended
    assert snapshot.soft_errors == ()


def test_modules_are_those_of_a_dump_to_the_last_field(snapshot, normal):
    def fields(modules):
        return {
            module.base: (
                module.name.lower(),
                module.size,
                module.time_date_stamp,
                module.check_sum,
                module.version,
            )
            for module in modules
        }

    dumped = snapshot_of(normal).modules
    assert fields(snapshot.modules) == fields(dumped)
    records = {module.base: module.cv_record for module in snapshot.modules}
    # Wine's dbghelp has such a record only where it found the file that it names.
    assert all(records[each.base] == each.cv_record for each in dumped if each.cv_record)
    assert snapshot.modules[0].name.lower() == PROGRAM.lower()
    assert any(module.version for module in snapshot.modules)
    for module in snapshot.modules:
        assert module.base <= module.entry < module.end
        for segment in module.segments:
            assert module.base < segment.address < segment.address + segment.size <= module.end


def test_threads_are_those_of_a_dump(target, snapshot, normal, dumped):
    def pointers(found):
        return {
            thread.id: (thread.teb, thread.stack_pointer, thread.instruction_pointer)
            for thread in found.threads
        }

    theirs = snapshot_of(normal)
    for _ in range(20):
        if pointers(snapshot) == pointers(theirs):
            break
        # One was still on its way to where it waits.
        snapshot, theirs = target[2].describe(), snapshot_of(dumped(0))
    assert pointers(snapshot) == pointers(theirs)
    stacks = {thread.id: thread.stack for thread in theirs.threads}
    assert len(stacks) >= 4
    for thread in snapshot.threads:
        start, end = stacks[thread.id]
        assert thread.stack[1] == end
        assert 0 <= thread.stack[0] - start < STACKS_BEGIN
        assert thread.create_time > 0
        region = snapshot.region_at(thread.stack_pointer)
        assert region.readable
        assert region.writable
        code = snapshot.region_at(thread.instruction_pointer)
        assert code.executable


def test_regions_hold_what_a_full_dump_holds(snapshot, dumped):
    ends = 0
    for region in snapshot.regions:
        assert region.base >= ends
        ends = region.end
    stored = sum(each.size for each in dumped(2).memory_ranges())
    readable = sum(region.size for region in snapshot.regions if region.readable)
    assert abs(stored - readable) < stored / 100  # Wine stores guard pages, which Windows does not
    paths = {region.path.rpartition("\\")[2].lower() for region in snapshot.regions}
    assert {Path(PROGRAM).name.lower(), "kernel32.dll"} <= paths


def test_heaps_and_stacks_are_named(snapshot):
    for thread in snapshot.threads:
        assert snapshot.region_at(thread.stack_pointer).path == "[stack]"
    heaps = [region for region in snapshot.regions if region.path == "[heap]"]
    assert heaps
    assert all(region.anonymous for region in heaps)


def test_memory_is_read_as_far_as_it_goes(target, snapshot):
    _, address, opened = target
    assert opened.read(address, len(TEXT)) == TEXT
    buffer = bytearray(len(TEXT))
    assert opened.read_into(address, memoryview(buffer)) == len(TEXT)
    assert bytes(buffer) == TEXT
    assert opened.read(0, 16) == b""
    assert opened.read(address, 0) == b""
    # Around some gaps, Wine has memory of its own.
    ends = [
        region.end
        for region, following in zip(snapshot.regions, snapshot.regions[1:], strict=False)
        if region.readable and region.size >= 8192 and following.base - region.end >= 8192
    ]
    assert 5000 in {len(opened.read(end - 5000, 9000)) for end in ends}
    assert opened.scan_present([(0, 1 << 47)]) is None


@pytest.mark.parametrize("row", FLAGS, ids=lambda row: row.name)
def test_every_flag_has_an_estimate(target, snapshot, row):
    plan = make_plan(snapshot, DumpRequest(row.value), read=target[2].read)
    assert plan.file_size > 4096
    ours = {S.DumpDeskLeftOut}  # what a flag leaves out is told in the file
    assert all(stream.type < 0xFFFF or stream.type in ours for stream in plan.streams)


def test_estimates_say_what_flags_add(target, snapshot):
    def kinds(flags):
        return make_plan(snapshot, DumpRequest(int(flags)), read=target[2].read).kinds

    sections = [segment for module in snapshot.modules for segment in module.segments]
    writable = sum(segment.size for segment in sections if segment.writable)
    assert 0 < kinds(T.MiniDumpWithDataSegs)["data"] <= writable
    assert kinds(T.MiniDumpWithCodeSegs)["code"] > kinds(0)["code"]
    assert kinds(T.MiniDumpWithModuleHeaders)["headers"] > 0
    with_data = kinds(T.MiniDumpWithProcessThreadData)
    assert with_data["thread data"] >= 8192 * 4
    assert with_data["process data"] > 2000
    both = make_plan(
        snapshot, DumpRequest(int(T.MiniDumpWithProcessThreadData | T.MiniDumpWithDataSegs))
    )
    # Storage of threads may lie within what is stored of the heap for their FLS data.
    stored = merged((piece.start, piece.end) for piece in both.ranges)
    storage = merged(block for module in snapshot.modules for block in module.tls)
    assert storage
    assert subtract(storage, stored) == []
    token = make_plan(snapshot, DumpRequest(int(T.MiniDumpWithTokenInformation)))
    sizes = {stream.type: stream.size for stream in token.streams}
    assert sizes[S.TokenStream] == len(snapshot.token) > 0


def test_the_environment_is_read(snapshot):
    pairs = dict(entry.partition("=")[::2] for entry in snapshot.environment.decode().split("\0"))
    assert (
        pairs["SystemRoot" if "SystemRoot" in pairs else "SYSTEMROOT"] == os.environ["SYSTEMROOT"]
    )


def test_names_of_threads_and_handles_are_told(started, tmp_path):
    file = tmp_path / "held open.txt"
    file.write_text("held")
    pid, _ = started(PYTHON, "-I", "-c", NAMED, str(file))
    opened = open_target(key_of(pid))
    try:
        found = opened.describe(name_handles=True)
    finally:
        opened.close()
    assert "Arbeiter \u20ac" in {thread.name for thread in found.threads}
    names = {(handle.type_name, handle.object_name.rpartition("\\")[2]) for handle in found.handles}
    assert ("Event", "dumpdesk-test-event") in names
    assert ("File", file.name) in names
    assert [handle.handle for handle in found.handles] == sorted(
        handle.handle for handle in found.handles
    )
    assert all(handle.granted_access for handle in found.handles)


def test_unloaded_modules_are_listed_and_a_pipe_that_is_read_holds_nothing_up(started):
    pid, _ = started(PYTHON, "-I", "-c", UNLOADS)
    opened = open_target(key_of(pid))
    try:
        found = opened.describe(name_handles=True)
    finally:
        opened.close()
    assert "winmm.dll" in {module.name.lower() for module in found.unloaded_modules}
    plan = make_plan(found, DumpRequest(int(T.MiniDumpWithUnloadedModules)))
    assert S.UnloadedModuleListStream in {stream.type for stream in plan.streams}


def test_with_less_access_less_is_told_and_that_is_said(target, monkeypatch):
    real = windows.OpenProcess

    def refuse_duplicating(wanted, inherit, pid):
        if wanted & access.PROCESS_DUP_HANDLE:
            ctypes.set_last_error(5)
            return None
        return real(wanted, inherit, pid)

    monkeypatch.setattr(windows, "OpenProcess", refuse_duplicating)
    opened = open_target(key_of(target[0]))
    try:
        found = opened.describe()
    finally:
        opened.close()
    assert found.handles
    assert not any(handle.object_name for handle in found.handles)
    assert [error.error for error in found.soft_errors] == ["Without the names of handles."]
    assert len(found.threads) >= 4


def test_a_process_that_refuses_to_be_read_is_an_error(target, monkeypatch):
    real = windows.OpenProcess

    def refuse_reading(wanted, inherit, pid):
        if wanted & access.PROCESS_VM_READ:
            ctypes.set_last_error(5)
            return None
        return real(wanted, inherit, pid)

    monkeypatch.setattr(windows, "OpenProcess", refuse_reading)
    with pytest.raises(AccessDeniedError) as caught:
        open_target(key_of(target[0]))
    assert str(target[0]) in caught.value.cause
    assert caught.value.remedy
    expected = (
        HRESULT.ACCESS_DENIED if facts_of(os.getpid()).elevated else HRESULT.PRIVILEGE_NOT_HELD
    )
    assert caught.value.hresult == expected


def test_what_is_no_process_is_an_error():
    with pytest.raises(NoSuchProcessError):
        open_target(key_of(NOBODY))
    for process_id in (0, 4):
        with pytest.raises(AccessDeniedError, match="part of the kernel"):
            open_target(key_of(process_id))


def test_whoever_has_the_number_of_another_process_is_refused(target):
    key = key_of(target[0])
    assert (key.pid, key.started > 0) == (target[0], True)
    stranger = key._replace(started=key.started - 1)
    said = rf"Process {target[0]} has ended; its number now belongs to another program \(.+\)\."
    with pytest.raises(NoSuchProcessError, match=said):
        open_target(stranger)
    with DumperClient() as client, pytest.raises(NoSuchProcessError, match=said):
        client.describe(stranger)


def test_the_table_of_processes_and_a_process_that_is_opened_tell_the_same_start(target):
    (row,) = (row for row in process_rows() if row.pid == target[0])
    assert key_of(target[0]) == (target[0], row.create_time)
    (info,) = (info for info in list_processes() if info.pid == target[0])
    assert info.key == key_of(target[0])


def test_a_process_that_has_ended_is_an_error():
    with subprocess.Popen([PYTHON, "-c", ""]) as process:
        process.wait()
        with pytest.raises(NoSuchProcessError):  # although we still hold it open
            open_target(key_of(process.pid))


def test_copying_is_left_to_dbghelp(target):
    with pytest.raises(MiniDumpError) as caught:
        target[2].copy([], 1)
    assert caught.value.hresult == HRESULT.NOT_SUPPORTED


def test_threads_stand_still_with_registers_and_are_let_go(target, snapshot):
    with target[2].suspend(snapshot, xstate=False) as still:
        assert still.suspended
        counts = {t.id: t.suspend_count for t in target[2].describe().threads}
        assert set(counts.values()) == {1}
        assert {thread.id for thread in still.threads} == counts.keys()
        assert all(has_all_registers(t.context, AMD64) for t in still.threads)
        assert all(t.stack[0] == t.stack_pointer < t.stack[1] for t in still.threads)
    first, *others = sorted(counts)
    with target[2].suspend(snapshot, xstate=False, skip_threads=[first]) as still:
        assert sorted(thread.id for thread in still.threads) == others
    assert {t.suspend_count for t in target[2].describe().threads} == {0}
    assert target[2].paused_ns > 0


def test_handles_are_duplicated_only_for_who_wants_their_names(target, monkeypatch):
    asked = []
    real = windows.DuplicateHandle
    monkeypatch.setattr(windows, "DuplicateHandle", lambda *all_: asked.append(1) or real(*all_))
    found = target[2].describe()
    assert found.handles
    assert not asked
    assert len(target[2].describe(name_handles=True).handles) == len(asked) > 0


def test_the_right_to_debug_is_had_for_a_while_and_dropped():
    def has_it():
        """Taking it away tells whether it was there."""
        return _debug_privilege(0) != 0

    has_it()  # Wine gives it to everybody from the start
    assert not has_it()
    with debugging() as outer, debugging() as inner:
        assert outer
        assert inner
    assert not has_it()
    with debugging(wanted=False) as had:
        assert not had


def test_our_own_process_can_be_described():
    opened = open_target(key_of(os.getpid()))
    try:
        found = opened.describe()
    finally:
        opened.close()
    assert found.executable.lower() == PYTHON.lower()
    assert found.threads
    (library,) = (m for m in found.modules if m.name.lower().endswith(f"\\{DLL}"))
    assert library.version[:2] == sys.version_info[:2]
    record = parse_codeview(library.cv_record)
    assert isinstance(record, Pdb70)
    assert record.path.lower().endswith(DLL.replace(".dll", ".pdb"))
