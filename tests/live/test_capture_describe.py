"""What describe() says of real processes, without stopping or touching them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.capture.target import key_of, open_target
from app.core.errors import AccessDeniedError, NoSuchProcessError
from app.core.minidump.constants import (
    MEMORY_STATE,
    MEMORY_TYPE,
    MINIDUMP_STREAM_TYPE,
    PROCESSOR_ARCHITECTURE,
)

FILETIME_EPOCH = 11_644_473_600


@pytest.fixture
def library(build_target, tmp_path):
    """A copy of the library of tests/targets that a test may delete."""
    return Path(shutil.copy(build_target("plugin"), tmp_path / "libplugin.so.3.14.1"))


def build_id_of(path):
    notes = subprocess.run(
        ["readelf", "-n", path], check=True, capture_output=True, text=True
    ).stdout
    return bytes.fromhex(re.search(r"Build ID: ([0-9a-f]+)", notes)[1])


def loads_of(path):
    """(address, memory size) of each PT_LOAD as readelf tells it."""
    text = subprocess.run(
        ["readelf", "-lW", path], check=True, capture_output=True, text=True
    ).stdout
    pattern = r"^  LOAD +0x\w+ (0x\w+) 0x\w+ 0x\w+ (0x\w+)"
    return [(int(a, 16), int(b, 16)) for a, b in re.findall(pattern, text, re.MULTILINE)]


def maps_of(pid):
    return [line.split(None, 5) for line in Path(f"/proc/{pid}/maps").read_text().splitlines()]


def rss_and_tables(pid):
    """Resident memory and page tables of a process, in KiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return [int(re.search(rf"{key}:\s+(\d+)", status)[1]) for key in ("RssAnon", "VmPTE")]


def test_threads_are_listed_with_names_times_and_stacks(start_target, opened):
    process = start_target("threads", 5)
    snapshot = opened(process.pid).describe()

    assert [thread.name for thread in snapshot.threads] == [
        "threads",
        *(f"worker-{index}" for index in range(5)),
    ]
    assert snapshot.threads[0].id == process.pid
    assert not snapshot.suspended
    created = Path(f"/proc/{process.pid}").stat().st_mtime
    for thread in snapshot.threads:
        assert thread.state == "S"
        assert thread.affinity == sum(1 << cpu for cpu in os.sched_getaffinity(process.pid))
        assert abs(thread.create_time / 1e7 - FILETIME_EPOCH - created) < 60
        low, high = thread.stack
        region = snapshot.region_at(low)
        assert region.writable
        assert region.base <= low == thread.stack_pointer - 128 < high <= region.end


def test_known_bytes_are_read_where_the_target_says_they_are(start_target, opened):
    process = start_target("threads", 2)
    target = opened(process.pid)

    words = target.read(process.values["words"], process.values["words_size"])
    assert words[:8] == (0x6B6E6F776E000000).to_bytes(8, "little")
    buffer = bytearray(process.values["heap_size"])
    assert target.read_into(process.values["heap"], memoryview(buffer)) == len(buffer)
    assert buffer == bytes((index * 31 + 7) & 0xFF for index in range(64 * 1024))
    assert target.read(4096, 100) == b""


def test_regions_equal_the_lines_of_maps(start_target, opened, tmp_path):
    process = start_target("memory", tmp_path / "file")
    snapshot = opened(process.pid).describe()

    lines = maps_of(process.pid)
    assert len(lines) == len(snapshot.regions)
    for line, region in zip(lines, snapshot.regions, strict=True):
        assert f"{region.base:08x}-{region.end:08x}" == line[0]
        flags = "".join(
            letter if value else "-"
            for letter, value in zip(
                "rwx", (region.readable, region.writable, region.executable), strict=True
            )
        ) + ("s" if region.shared else "p")
        assert flags == line[1]
        assert region.inode == int(line[4])
        assert region.path == (line[5] if len(line) > 5 else "")

    def at(name, offset=0):
        return snapshot.region_at(process.values[name] + offset)

    assert at("hole", 4096).state == MEMORY_STATE.MEM_RESERVE
    assert at("known").type == MEMORY_TYPE.MEM_PRIVATE
    assert at("shared").type == MEMORY_TYPE.MEM_MAPPED
    assert at("past_end").type == MEMORY_TYPE.MEM_MAPPED
    assert [r.base for r in snapshot.regions if r.dont_dump and not r.device_memory] == [
        process.values["secret"]
    ]
    kernel = {region.path for region in snapshot.regions if region.device_memory}
    assert kernel >= {"[vvar]"}
    assert "[vdso]" not in kernel
    main = snapshot.modules[0]
    image = [region for region in snapshot.regions if region.path == main.name]
    assert {region.type for region in image} == {MEMORY_TYPE.MEM_IMAGE}
    assert {region.allocation_base for region in image} == {main.base}


def test_modules_equal_what_readelf_says_of_the_files(start_target, opened, library):
    process = start_target("plugins", library)
    snapshot = opened(process.pid).describe()

    executable = {
        line[5]
        for line in maps_of(process.pid)
        if line[1][2] == "x" and len(line) > 5 and line[5].startswith("/")
    }
    assert {module.name for module in snapshot.modules} == executable | {"linux-gate.so"}
    assert (
        snapshot.modules[0].name
        == snapshot.executable
        == str(Path(f"/proc/{process.pid}/exe").readlink())
    )
    for module in snapshot.modules:
        assert module.cv_record == b"LEpB" + module.build_id
        assert len(module.build_id) == 20
        assert module.headers[0][0] == module.base
        for low, high in module.headers:
            assert module.base <= low < high <= module.end
        if module.name == "linux-gate.so":
            continue
        assert module.build_id == build_id_of(module.name)
        loads = loads_of(module.name)
        bias = module.base - loads[0][0] // 4096 * 4096
        assert [(s.address - bias, s.size) for s in module.segments] == loads
        end = max(address + size for address, size in loads)
        assert module.end == bias + -(-end // 4096) * 4096
        assert (module.deleted, module.replaced) == (False, False)

    plugin = next(m for m in snapshot.modules if m.name == str(library))
    assert plugin.base < process.values["from_file"] < plugin.end
    assert plugin.soname == "libplugin.so.3.14.1"
    assert plugin.version == (3, 14, 1, 0)
    assert snapshot.unloaded_modules == ()


def test_a_deleted_and_a_replaced_library_are_known_from_memory(
    start_target, opened, library, build_target
):
    process = start_target("plugins", library)
    build_id = build_id_of(library)
    library.unlink()
    target = opened(process.pid)
    snapshot = target.describe()
    module = next(m for m in snapshot.modules if m.base < process.values["from_file"] < m.end)
    assert (module.name, module.deleted, module.replaced) == (str(library), True, False)
    assert module.build_id == build_id
    assert [(u.base, u.name) for u in snapshot.unloaded_modules] == [(module.base, str(library))]

    other = build_target("plugin", "-DOTHER", "-Wl,--build-id=0x1234")
    shutil.copy(other, library)
    module = next(m for m in target.describe().modules if m.name == str(library))
    assert (module.deleted, module.replaced) == (True, True)
    assert module.build_id == build_id


def test_a_file_renamed_over_a_mapped_one_is_noticed(start_target, opened, library, build_target):
    process = start_target("plugins", library)
    target = opened(process.pid)
    assert not any(module.replaced for module in target.describe().modules)
    aside = library.with_suffix(".old")
    library.rename(aside)  # maps now names the new place: still the mapped file
    assert not any(module.replaced for module in target.describe().modules)


def test_a_program_that_was_deleted_keeps_its_path(start_process, build_target, opened, tmp_path):
    program = Path(shutil.copy(build_target("threads"), tmp_path / "program"))
    process = start_process(program, "1")
    build_id = build_id_of(program)
    program.unlink()
    snapshot = opened(process.pid).describe()
    assert snapshot.executable == snapshot.modules[0].name == str(program)
    assert snapshot.modules[0].deleted
    assert snapshot.modules[0].build_id == build_id


def test_a_library_in_a_memfd_is_a_module(start_target, opened, library):
    process = start_target("plugins", library, "memfd")
    snapshot = opened(process.pid).describe()
    address = process.values["from_memory"]
    module = next(m for m in snapshot.modules if m.base <= address < m.end)
    assert module.name == "/memfd:plugin copy"
    assert module.deleted
    assert module.build_id == build_id_of(library)


def test_a_32_bit_program_is_described_as_one(start_target, opened):
    process = start_target("threads", 2, flags=("-m32",))
    target = opened(process.pid)
    before = target.describe()
    assert before.system.processor_architecture == PROCESSOR_ARCHITECTURE.INTEL
    assert {"libc.so.6", "linux-gate.so"} <= {m.name.rpartition("/")[2] for m in before.modules}
    with target.suspend(before, xstate=True) as snapshot:
        for index, thread in enumerate(snapshot.threads[1:]):
            assert len(thread.context) == 716
            assert int.from_bytes(thread.context[196:200], "little") == thread.stack_pointer
            assert thread.teb
            assert int.from_bytes(target.read(thread.teb, 4), "little") == thread.teb
            low, high = thread.stack
            mark = (0x737461636B000000 + index).to_bytes(8, "little")
            assert mark in target.read(low, high - low)


def test_handles_have_names_and_types(start_target, opened):
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.fileno()
        port = server.getsockname()[1]
        pid = os.getpid()
        ends = socket.socketpair()
        end = ends[0].fileno()
        reading, writing = os.pipe()
        event = os.eventfd(0)
        folder = os.open("/", os.O_RDONLY)
        try:
            handles = {handle.handle: handle for handle in opened(pid).describe().handles}
        finally:
            for descriptor in (reading, writing, event, folder):
                os.close(descriptor)
            for side in ends:
                side.close()
    assert handles[number].type_name == "Socket"
    assert handles[number].object_name.endswith(f"TCP 127.0.0.1:{port} LISTEN")
    assert handles[end].object_name.endswith(" UNIX")
    assert handles[reading].type_name == "Pipe"
    assert handles[writing].granted_access & os.O_ACCMODE == os.O_WRONLY
    assert handles[event].type_name == "eventfd"
    assert (handles[folder].type_name, handles[folder].object_name) == ("Directory", "/")


def test_texts_are_those_of_proc_and_do_not_show_a_tracer(start_target, opened):
    process = start_target("threads", 1)
    target = opened(process.pid)
    texts = target.describe().texts
    stream = MINIDUMP_STREAM_TYPE
    assert texts[stream.LinuxMaps] == Path(f"/proc/{process.pid}/maps").read_bytes()
    assert texts[stream.LinuxCmdLine] == Path(f"/proc/{process.pid}/cmdline").read_bytes()
    assert texts[stream.LinuxEnviron] == Path(f"/proc/{process.pid}/environ").read_bytes()
    assert texts[stream.LinuxAuxv] == Path(f"/proc/{process.pid}/auxv").read_bytes()
    assert texts[stream.MozLinuxLimits] == Path(f"/proc/{process.pid}/limits").read_bytes()
    assert b"processor" in texts[stream.LinuxCpuInfo]
    assert b"TracerPid:\t0\n" in texts[stream.LinuxProcStatus]


def steady(texts):
    """Texts and their sizes, without what changes by itself.

    Those are counters of status that the kernel keeps roughly, the signals queued for all
    processes of the user, and the speed of the processors.
    """
    sizes = {key: len(text) for key, text in texts.items()}
    return sizes, {
        key: re.sub(rb"(?m)^(?:(?:Vm|Rss)\w+|SigQ|cpu MHz\s*):.*$", b"", text)
        for key, text in texts.items()
    }


def test_a_stopped_target_is_described_the_same_before_during_and_after(start_target, opened):
    process = start_target("threads", 3)
    os.kill(process.pid, signal.SIGSTOP)
    os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
    target = opened(process.pid)
    first = target.describe()
    with target.suspend(first, xstate=False) as stopped:
        other = opened(process.pid).describe()
        assert steady(other.texts) == steady(first.texts)
        assert other.regions == stopped.regions == first.regions
        assert other.modules == stopped.modules
    again = target.describe()
    assert steady(again.texts) == steady(first.texts)
    assert again.threads == first.threads
    assert again.thread_data == first.thread_data == stopped.thread_data
    assert [thread.stack for thread in stopped.threads] == [t.stack for t in first.threads]
    assert [thread.teb for thread in stopped.threads] == [t.teb for t in first.threads]
    assert all(thread.teb for thread in first.threads)


def test_describing_does_not_touch_memory(start_target, opened, tmp_path):
    process = start_target("memory", tmp_path / "file")
    before = rss_and_tables(process.pid)
    target = opened(process.pid)
    snapshot = target.describe()
    reserved = process.values["reserved"]
    present = target.scan_present([(reserved, reserved + (1 << 30))])
    assert present == (
        (reserved + 5 * 4096, reserved + 6 * 4096),
        (reserved + (1 << 29), reserved + (1 << 29) + 4096),
    )
    whole = target.scan_present([(region.base, region.end) for region in snapshot.regions])
    assert set(present) <= set(whole)
    assert rss_and_tables(process.pid) == before


def test_process_data_holds_arguments_and_environment(start_target, opened):
    process = start_target("threads", 1)
    target = opened(process.pid)
    snapshot = target.describe()
    stored = b"".join(target.read(low, high - low) for low, high in snapshot.process_data)
    assert Path(f"/proc/{process.pid}/cmdline").read_bytes() in stored
    assert Path(f"/proc/{process.pid}/environ").read_bytes() in stored


# ---------------------------------------------------------------------- what cannot be opened


def test_a_pid_that_nobody_has_is_no_such_process():
    with pytest.raises(NoSuchProcessError, match="no process 4194303"):
        open_target(key_of(4194303))
    with pytest.raises(NoSuchProcessError, match="number 0"):
        open_target(key_of(0))


def test_a_zombie_is_no_such_process():
    child = subprocess.Popen(["true"])
    try:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        with pytest.raises(NoSuchProcessError, match="has ended"):
            open_target(key_of(child.pid))
    finally:
        child.wait()


def test_a_thread_of_the_kernel_cannot_be_dumped():
    with pytest.raises(AccessDeniedError, match="kernel"):
        open_target(key_of(2))


def test_a_process_that_ends_is_no_such_process(start_target, opened):
    process = start_target("threads", 1)
    target = opened(process.pid)
    target.describe()
    process.stop()
    with pytest.raises(NoSuchProcessError):
        target.describe()
    with pytest.raises(NoSuchProcessError):
        target.read(process.values["heap"], 64)


AS_NOBODY = """
import os, signal, sys
import app.core.capture.linux.linux_target
import app.core.capture.linux.subject  # now: nobody may read where Python lies
from app.core.capture.target import key_of, open_target
from app.core.errors import AccessDeniedError
os.setgroups([]); os.setgid(65534); os.setuid(65534)
"""


def run_as_nobody(code):
    """Run *code* as a second real user."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    result = subprocess.run(
        [sys.executable, "-c", AS_NOBODY + code],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


OPEN_AND_TELL = """
try:
    open_target(key_of({pid}))
except AccessDeniedError as error:
    print(error)
"""


def test_another_users_process_is_denied_with_advice(start_target):
    process = start_target("threads", 1)
    said = run_as_nobody(OPEN_AND_TELL.format(pid=process.pid))
    assert said.startswith(f"threads (PID {process.pid}): It belongs to root. ")
    assert "An administrator can" in said


def test_a_process_that_protects_itself_is_denied():
    # A program that changed its user may not be looked into by that user.
    assert "keeps others out" in run_as_nobody(OPEN_AND_TELL.format(pid="os.getpid()"))


def test_a_user_without_rights_dumps_their_own_processes():
    code = """
pid = os.posix_spawn("/bin/sleep", ["sleep", "600"], {"LANG": "C"})
try:
    while open(f"/proc/{pid}/stat").read().partition(")")[2].split()[0] != "S":
        os.sched_yield()
    target = open_target(key_of(pid))
    before = target.describe()
    with target.suspend(before, xstate=True) as snapshot:
        (thread,) = snapshot.threads
        low, high = thread.stack
        assert len(target.read(low, high - low)) == high - low
        assert target.scan_present([thread.stack])
    assert not snapshot.soft_errors, snapshot.soft_errors
    assert not any(module.replaced for module in snapshot.modules)
    print(snapshot.name, len(snapshot.modules), len(thread.context) > 1232)
finally:
    os.kill(pid, signal.SIGKILL)
"""
    assert run_as_nobody(code) == "sleep 4 True\n"
