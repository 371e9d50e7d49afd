"""Each MINIDUMP_TYPE flag: the same stopped target dumped without and with it, and what differs."""

from __future__ import annotations

import itertools
import os
import struct
import sys
from pathlib import Path

import pytest

from app.core.backends.base import write_dump
from app.core.capture.linux import maps
from app.core.capture.linux.target_memory import TargetMemory
from app.core.dump.flags import FLAGS, effective_flags
from app.core.errors import HRESULT, InvalidRequestError, PartialCopyError
from app.core.intervals import merged, subtract
from app.core.minidump.constants import MEMORY_STATE, MODULE_WRITE_FLAGS
from app.core.minidump.constants import MINIDUMP_CALLBACK_TYPE as C
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.contexts import xstate_of
from tests.live.dumping import PAGE, dump_with, stop_by_signal

SECRET = 0x7365637265743432
NEGATIVE = (1 << 64) - 17
HEAP = bytes((i * 31 + 7) & 0xFF for i in range(64 * 1024))
PRIVATE = bytes((i * 13 + 5) & 0xFF for i in range(16 * PAGE))
NORMAL_STREAMS = {
    "ThreadListStream",
    "ModuleListStream",
    "MemoryListStream",
    "SystemInfoStream",
    "MiscInfoStream",
    "SystemMemoryInfoStream",
    "ProcessVmCountersStream",
    "ThreadNamesStream",
    "LinuxCpuInfo",
    "LinuxProcStatus",
    "LinuxLsbRelease",
    "LinuxCmdLine",
    "LinuxAuxv",
    "LinuxMaps",
}

shown = set()


def shows(*flags):
    """Note that a test shows what *flags* do."""
    shown.update(flags)
    return lambda test: test


@pytest.fixture
def target(start_target, tmp_path):
    """Call it to have the flags target running and stopped."""

    def start(*arguments):
        folder = tmp_path / "a folder"
        folder.mkdir(exist_ok=True)
        process = start_target("flags", folder, *arguments)
        stop_by_signal(process.pid)
        return process

    return start


@pytest.fixture
def dump(tmp_path):
    """Call it with a process and flags to get a dump."""
    numbers = itertools.count()

    def write(process, flags, **options):
        return dump_with(tmp_path / f"{next(numbers)}.dmp", process.pid, flags, **options)

    return write


def added(without, with_it):
    """Ranges that only the second dump holds; nothing may be missing from it."""
    assert subtract(without.ranges, with_it.ranges) == []
    return subtract(with_it.ranges, without.ranges)


def planted(dump, process):
    """The seven words on the stack of the main thread."""
    return struct.unpack("<7Q", dump.memory(process.values["planted"], 56))


def test_every_flag_has_a_test():
    assert shown == {row.flag for row in FLAGS}


# ------------------------------------------------------------------------------------- normal


def test_a_normal_dump_holds_stacks_and_code_windows(target, dump):
    process = target()
    normal = dump(process, T.MiniDumpNormal)
    assert normal.file.flags == 0
    optional = {"LinuxLsbRelease", "LinuxProcStat", "MozLinuxLimits", "LinuxDsoDebug"}
    optional |= {"LinuxProcUptime", "LinuxProcFD"}
    assert normal.streams - optional == NORMAL_STREAMS - optional
    values = process.values
    assert planted(normal, process) == (
        SECRET,
        1234,
        NEGATIVE,
        values["heap"] + 32 * 1024,
        values["park"],
        values["planted"],
        values["data"],
    )
    stacks = [(t.stack_start, t.stack_start + t.stack_size) for t in normal.file.threads]
    assert len(stacks) == 2
    assert all(normal.holds(low, high) for low, high in stacks)
    rest = subtract(normal.ranges, merged(stacks))
    pointers = [normal.context(thread.thread_id).Rip for thread in normal.file.threads]
    windows = merged((pointer - 128, pointer + 128) for pointer in pointers)
    assert rest == windows
    assert not normal.touches(values["heap"], values["heap"] + len(HEAP))


# ---------------------------------------------------------------------------- memory and modules


@shows(T.MiniDumpWithDataSegs)
def test_data_segs_add_the_writable_segments(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithDataSegs)
    values = process.values
    assert not without.touches(values["data"], values["data"] + 32)
    assert with_it.memory(values["data"], 32) == struct.pack("<4Q", 0x64617461646174, 2, 3, 4)
    more = added(without, with_it)
    modules = [(m.base, m.base + m.size) for m in with_it.file.modules]
    assert subtract(more, merged(modules)) == []
    # Of the program and of libc at the least.
    touched = [m for m in modules if any(low < m[1] and m[0] < high for low, high in more)]
    assert len(touched) >= 2
    assert with_it.streams == without.streams


@shows(T.MiniDumpWithCodeSegs)
def test_code_segs_add_the_executable_segments(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithCodeSegs)
    code = process.values["park"]
    program = Path(f"/proc/{process.pid}/exe").read_bytes()
    base = with_it.file.modules[0].base
    assert with_it.memory(code, 64) == program[code - base : code - base + 64]
    assert not without.holds(code, code + 300)
    executable = [line.split()[0] for line in maps_of(process) if line.split()[1].startswith("r-x")]
    bounds = merged(tuple(int(part, 16) for part in line.split("-")) for line in executable)
    more = added(without, with_it)
    assert more
    assert subtract(more, bounds) == []


@shows(T.MiniDumpWithModuleHeaders)
def test_module_headers_add_headers_and_unwind_tables(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithModuleHeaders)
    assert with_it.file.modules
    for module in with_it.file.modules:
        assert with_it.memory(module.base, 4) == b"\x7fELF"
        program_headers = int.from_bytes(with_it.memory(module.base + 56, 2), "little")
        table = with_it.memory(module.base + 64, 56 * program_headers)
        for index in range(program_headers):
            kind, _, _, address, _, _, size, _ = struct.unpack_from("<IIQQQQQQ", table, 56 * index)
            address += 0 if address >= module.base else module.base
            if kind in {2, 4, 0x6474E550}:  # PT_DYNAMIC, PT_NOTE, PT_GNU_EH_FRAME
                assert with_it.holds(address, address + size)
    modules = merged((m.base, m.base + m.size) for m in with_it.file.modules)
    assert subtract(added(without, with_it), modules) == []


@shows(T.MiniDumpWithFullMemory)
def test_full_memory_holds_everything_readable(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithFullMemory)
    assert with_it.file.flags == T.MiniDumpWithFullMemory
    assert with_it.streams >= {"Memory64ListStream", "MemoryInfoListStream"}
    assert "MemoryListStream" not in with_it.streams
    assert subtract(without.ranges, with_it.ranges) == []
    values = process.values
    assert with_it.memory(values["heap"], len(HEAP)) == HEAP
    assert with_it.memory(values["private"], len(PRIVATE)) == PRIVATE
    assert with_it.memory(values["copied"], 101) == b"c" * 100 + b"f"
    # The bytes end the file, without gaps, and the stacks can be found by their offset.
    ranges = sorted(with_it.file.memory_ranges(), key=lambda r: r.rva)
    ends = [r.rva + r.size for r in ranges]
    assert [r.rva for r in ranges[1:]] == ends[:-1]
    assert ends[-1] == with_it.size
    for thread in with_it.file.threads:
        stored = with_it.bytes[thread.stack_rva : thread.stack_rva + thread.stack_size]
        assert thread.stack_rva
        assert stored == with_it.memory(thread.stack_start, thread.stack_size)
    assert not any(
        with_it.touches(*bounds)
        for bounds, line in mapped(process)
        if line.split()[1].startswith("---") or line.endswith(("[vvar]", "[vsyscall]"))
    )


@shows(T.MiniDumpWithPrivateReadWriteMemory)
def test_private_memory_adds_heaps(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithPrivateReadWriteMemory)
    values = process.values
    assert not without.touches(values["private"], values["private"] + len(PRIVATE))
    assert with_it.memory(values["private"], len(PRIVATE)) == PRIVATE
    assert with_it.memory(values["heap"], len(HEAP)) == HEAP
    assert not with_it.touches(values["copied"], values["copied"] + 2 * PAGE)
    anonymous = merged(
        bounds
        for bounds, line in mapped(process)
        if line.split()[1] == "rw-p" and line.split()[4] == "0"
    )
    assert subtract(added(without, with_it), anonymous) == []


@shows(T.MiniDumpWithPrivateWriteCopyMemory)
def test_write_copy_memory_adds_private_file_pages(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithPrivateWriteCopyMemory)
    values = process.values
    assert not without.touches(values["copied"], values["copied"] + PAGE)
    assert with_it.memory(values["copied"], 101) == b"c" * 100 + b"f"
    assert not with_it.touches(values["private"], values["private"] + len(PRIVATE))
    of_files = merged(
        bounds
        for bounds, line in mapped(process)
        if line.split()[1] == "rw-p" and line.split()[4] != "0"
    )
    more = added(without, with_it)
    assert more
    assert subtract(more, of_files) == []


@shows(T.MiniDumpWithIndirectlyReferencedMemory)
def test_indirect_memory_adds_a_kibibyte_around_pointers(target, dump):
    process = target()
    flags = T.MiniDumpWithIndirectlyReferencedMemory
    without, with_it = dump(process, 0), dump(process, flags)
    pointer = process.values["heap"] + 32 * 1024
    assert not without.touches(pointer - 256, pointer + 768)
    assert (pointer - 256, pointer + 768) in added(without, with_it)
    assert with_it.memory(pointer - 256, 1024) == HEAP[32 * 1024 - 256 : 32 * 1024 + 768]
    # Pointers into modules are not followed.
    assert not with_it.touches(process.values["data"], process.values["data"] + 8)


@shows(T.MiniDumpWithoutOptionalData)
def test_without_optional_data_takes_memory_out_again(target, dump):
    process = target()
    optional = (
        T.MiniDumpWithFullMemory
        | T.MiniDumpWithIndirectlyReferencedMemory
        | T.MiniDumpWithPrivateReadWriteMemory
        | T.MiniDumpWithPrivateWriteCopyMemory
    )
    without = dump(process, optional & ~T.MiniDumpWithFullMemory)
    with_it = dump(process, optional | T.MiniDumpWithoutOptionalData)
    normal = dump(process, 0)
    assert with_it.file.flags == T.MiniDumpWithoutOptionalData
    assert with_it.ranges == normal.ranges != without.ranges
    assert with_it.streams == normal.streams
    # What is not optional stays.
    kept = dump(process, T.MiniDumpWithDataSegs | T.MiniDumpWithoutOptionalData)
    assert kept.ranges == dump(process, T.MiniDumpWithDataSegs).ranges


@shows(T.MiniDumpScanMemory)
def test_scan_memory_tells_the_module_callback_what_stacks_refer_to(target, dump):
    process = target()

    def referenced(flags):
        found = {}

        def callback(given, output):
            if given.CallbackType == C.ModuleCallback:
                bit = output.ModuleWriteFlags & MODULE_WRITE_FLAGS.ModuleReferencedByMemory
                found[given.detail.BaseOfImage] = bool(bit)
            return True

        return found, dump(process, flags, callback=callback)

    before, without = referenced(0)
    after, with_it = referenced(T.MiniDumpScanMemory)
    assert before.keys() == after.keys()
    assert not any(before.values())
    program = without.file.modules[0]
    assert after[program.base]
    words = set()
    for thread in without.file.threads:
        data = without.memory(thread.stack_start, thread.stack_size)
        words |= set(struct.unpack(f"<{len(data) // 8}Q", data[: len(data) // 8 * 8]))
    for module in without.file.modules:
        expected = any(module.base <= word < module.base + module.size for word in words)
        assert after[module.base] == expected
    assert with_it.ranges == without.ranges
    assert with_it.size_apart == without.size_apart


@shows(T.MiniDumpWithUnloadedModules)
def test_unloaded_modules_are_those_whose_file_is_deleted(
    start_target, build_target, dump, tmp_path
):
    library = tmp_path / "libgone.so"
    library.write_bytes(build_target("plugin").read_bytes())
    process = start_target("plugins", library)
    library.unlink()
    stop_by_signal(process.pid)
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithUnloadedModules)
    assert with_it.streams - without.streams == {"UnloadedModuleListStream"}
    (gone,) = with_it.file.unloaded_modules
    assert gone.name == str(library)
    assert gone.base <= process.values["from_file"] < gone.base + gone.size
    # Nothing deleted: no stream.
    other = start_target("plugins", build_target("plugin"))
    stop_by_signal(other.pid)
    assert dump(other, T.MiniDumpWithUnloadedModules).streams == dump(other, 0).streams


# ------------------------------------------------------------------------- process and threads


@shows(T.MiniDumpWithHandleData)
def test_handle_data_lists_open_descriptors(target, dump, tmp_path):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithHandleData)
    assert with_it.streams - without.streams == {"HandleDataStream"}
    handles = {handle.handle: handle for handle in with_it.file.handles}
    assert handles.keys() == {int(fd.name) for fd in Path(f"/proc/{process.pid}/fd").iterdir()}
    names = [handle.object_name for handle in handles.values()]
    assert str(tmp_path / "a folder" / "copied") in names
    assert all(handle.type_name for handle in handles.values())


@shows(T.MiniDumpWithProcessThreadData)
def test_process_thread_data_holds_environment_and_tls(start_process, build_target, dump, tmp_path):
    secret = "TOKEN=a-secret-of-the-environment"
    process = start_process(
        build_target("flags"),
        str(tmp_path),
        environment=dict(pair.split("=", 1) for pair in [secret, "PATH=/bin"]),
    )
    stop_by_signal(process.pid)
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithProcessThreadData)
    assert with_it.streams - without.streams == {"LinuxEnviron"}
    assert secret.encode() in with_it.text("LinuxEnviron")
    # The environment stands at the end of the main stack, and is no part of it unless asked for.
    assert secret.encode() not in without.bytes
    assert with_it.bytes.count(secret.encode()) == 2
    tls = process.values["tls"]
    assert not without.touches(tls, tls + 8)
    assert with_it.memory(tls, 8) == struct.pack("<Q", 0x746C73746C73)
    worker = with_it.thread(process.values["worker"])
    offset = with_it.thread(process.pid).teb - tls
    assert with_it.memory(worker.teb - offset, 8) == struct.pack("<Q", 0x746C73746C73 + 1)
    vdso = next(bounds for bounds, line in mapped(process) if line.endswith("[vdso]"))
    assert with_it.holds(*vdso)
    assert not without.holds(*vdso)


@shows(T.MiniDumpWithFullMemoryInfo)
def test_full_memory_info_lists_mappings_and_gaps(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithFullMemoryInfo)
    assert with_it.streams - without.streams == {"MemoryInfoListStream"}
    regions = with_it.file.memory_info
    ends = [region.BaseAddress + region.RegionSize for region in regions]
    assert regions[0].BaseAddress == 0
    # Lines of the upper half (vsyscall) stand behind the end of user space.
    below = [r for r in regions if r.BaseAddress < 1 << 47]
    assert [region.BaseAddress for region in below[1:]] == ends[: len(below) - 1]
    assert committed(regions) == merged(bounds for bounds, _ in mapped(process))
    assert any(region.State == MEMORY_STATE.MEM_FREE for region in regions)
    # Full memory comes with the mappings, but without the gaps.
    full = dump(process, T.MiniDumpWithFullMemory).file.memory_info
    assert committed(full) == committed(regions)
    assert not any(region.State == MEMORY_STATE.MEM_FREE for region in full)


def committed(regions):
    return merged(
        (region.BaseAddress, region.BaseAddress + region.RegionSize)
        for region in regions
        if region.State != MEMORY_STATE.MEM_FREE
    )


@shows(T.MiniDumpWithThreadInfo)
def test_thread_info_gives_times_and_affinity(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithThreadInfo)
    assert with_it.streams - without.streams == {"ThreadInfoListStream"}
    infos = with_it.file.thread_infos
    assert infos.keys() == {process.pid, process.values["worker"]}
    for info in infos.values():
        assert info.Affinity == sum(1 << cpu for cpu in os.sched_getaffinity(process.pid))
        started = info.CreateTime / 1e7 - 11_644_473_600
        assert abs(started - Path(f"/proc/{process.pid}").stat().st_mtime) < 60
        assert info.StartAddress == 0


@shows(T.MiniDumpWithTokenInformation)
def test_token_information_keeps_the_credentials_in_the_status(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithTokenInformation)
    assert with_it.streams == without.streams
    private = {b"Uid", b"Gid", b"Groups", b"CapInh", b"CapEff", b"NoNewPrivs", b"Seccomp"}

    def keys(dump):
        return {line.partition(b":")[0] for line in dump.text("LinuxProcStatus").splitlines()}

    assert keys(with_it) >= private
    assert not keys(without) & private
    assert keys(without) >= {b"Name", b"State", b"Pid", b"VmRSS", b"Threads"}
    assert "TokenStream" not in with_it.streams


@shows(T.MiniDumpWithAvxXStateContext)
def test_xstate_context_holds_the_wide_registers(start_process, build_target, dump):
    if "avx" not in Path("/proc/cpuinfo").read_text():
        pytest.skip("this processor has no AVX")
    process = start_process(build_target("vectors"))
    stop_by_signal(process.pid)
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithAvxXStateContext)
    spinner = process.values["spinner"]
    small, large = without.thread(spinner), with_it.thread(spinner)
    assert small.context_size == 1232
    assert large.context_size > 1232 + 512
    data = with_it.bytes[large.context_rva : large.context_rva + large.context_size]
    old = without.bytes[small.context_rva : small.context_rva + 1232]
    assert int.from_bytes(old[48:52], "little") == 0x10000F
    assert int.from_bytes(data[48:52], "little") == 0x10004F
    assert with_it.context(spinner).Rip == without.context(spinner).Rip
    for register, low in ((3, 1), (9, 5)):
        value = b"".join(bytes([low + part] * 8) for part in range(4))
        # The lower half stands in the legacy area of both.
        legacy = 256 + 160 + 16 * register
        assert data[legacy : legacy + 16] == old[legacy : legacy + 16] == value[:16]
        # The upper half stands in the AVX part of the XSAVE area alone.
        assert value[16:] in data[1232:]
        assert value[16:] not in old
    assert xstate_of(data) is not None
    assert with_it.ranges == without.ranges


@shows(T.MiniDumpWithFullAuxiliaryState)
def test_full_auxiliary_state_adds_files_of_proc(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpWithFullAuxiliaryState)
    assert with_it.streams > without.streams
    more = [e for e in with_it.file.directory if e.name in with_it.streams - without.streams]
    texts = b"\n".join(with_it.file.stream_at(entry) for entry in more)
    assert b"Pss:" in texts
    assert b"/proc" in texts
    assert with_it.ranges == without.ranges


@shows(
    T.MiniDumpWithoutAuxiliaryState,
    T.MiniDumpWithIptTrace,
    T.MiniDumpScanInaccessiblePartialPages,
)
@pytest.mark.parametrize(
    "flag",
    [
        T.MiniDumpWithoutAuxiliaryState,
        T.MiniDumpWithIptTrace,
        T.MiniDumpScanInaccessiblePartialPages,
    ],
)
def test_a_flag_without_meaning_is_recorded_and_says_so(target, dump, flag):
    process = target()
    without, with_it = dump(process, 0), dump(process, flag)
    assert with_it.file.flags == flag
    assert with_it.streams == without.streams
    assert with_it.ranges == without.ranges
    assert with_it.size_apart == without.size_apart
    row = next(row for row in FLAGS if row.flag == flag)
    assert not row.effective_on_linux
    assert "No effect" in row.linux


def test_only_flags_without_effect_say_so():
    ineffective = {row.flag for row in FLAGS if not row.effective_on_linux}
    assert ineffective == {
        T.MiniDumpWithoutAuxiliaryState,
        T.MiniDumpWithIptTrace,
        T.MiniDumpScanInaccessiblePartialPages,
    }


# ------------------------------------------------------------------------------------- privacy


@shows(T.MiniDumpFilterMemory)
def test_filter_memory_blanks_what_is_no_pointer_of_the_stack(target, dump):
    process = target()
    without, with_it = dump(process, 0), dump(process, T.MiniDumpFilterMemory)
    values = process.values
    assert planted(without, process)[0] == SECRET
    assert planted(with_it, process) == (
        0,
        1234,
        NEGATIVE,
        0,  # a pointer to the heap
        values["park"],
        values["planted"],
        0,  # a pointer to data
    )
    assert with_it.ranges == without.ranges
    assert with_it.size_apart == without.size_apart
    assert struct.pack("<Q", SECRET) not in with_it.bytes
    # Word by word: what is needed to walk the stacks stays, the rest is gone.
    code = [bounds for bounds, line in mapped(process) if "x" in line.split()[1]]
    for thread in without.file.threads:
        low, high = thread.stack_start, thread.stack_start + thread.stack_size
        low += -low % 8
        count = (high - low) // 8
        before = struct.unpack(f"<{count}Q", without.memory(low, 8 * count))
        after = struct.unpack(f"<{count}Q", with_it.memory(low, 8 * count))
        for old, new in zip(before, after, strict=True):
            needed = (
                old <= 4096
                or old >= (1 << 64) - 4096
                or low <= old < high
                or any(start <= old < end for start, end in code)
            )
            assert new == (old if needed else 0)


def test_filter_memory_cleans_the_stacks_of_a_large_dump_too(start_process, dump, tmp_path):
    code = "import sys; data = b'x' * (40 << 20); print('ready x=1', flush=True); sys.stdin.read()"
    process = start_process(sys.executable, "-c", code)
    stop_by_signal(process.pid)
    flags = T.MiniDumpWithPrivateReadWriteMemory
    without, with_it = dump(process, flags), dump(process, flags | T.MiniDumpFilterMemory)
    assert with_it.size_apart == without.size_apart > 40 << 20
    assert with_it.ranges == without.ranges
    (thread,) = with_it.file.threads
    low, size = thread.stack_start, thread.stack_size // 8 * 8
    stack = (low, low + thread.stack_size)
    code = [bounds for bounds, line in mapped(process) if "x" in line.split()[1]]
    before = struct.unpack(f"<{size // 8}Q", without.memory(low, size))
    after = struct.unpack(f"<{size // 8}Q", with_it.memory(low, size))
    assert before != after
    for old, new in zip(before, after, strict=True):
        needed = old <= 4096 or old >= (1 << 64) - 4096
        needed = needed or any(start <= old < end for start, end in [stack, *code])
        assert new == (old if needed else 0)
    assert with_it.bytes.count(b"x" * 4096) == without.bytes.count(b"x" * 4096)


@shows(T.MiniDumpFilterTriage)
def test_filter_triage_keeps_pointers_into_modules_only(target, dump, tmp_path):
    process = target()
    flags = T.MiniDumpWithProcessThreadData
    without, with_it = dump(process, flags), dump(process, flags | T.MiniDumpFilterTriage)
    values = process.values
    blank = 0xAAAAAAAAAAAAAAAA
    assert planted(with_it, process) == (
        blank,
        blank,
        blank,
        blank,
        values["park"],
        values["planted"],
        values["data"],
    )
    assert with_it.file.flags == flags | T.MiniDumpFilterTriage | T.MiniDumpFilterModulePaths
    assert without.streams - with_it.streams == {"LinuxEnviron", "LinuxCmdLine"}
    assert str(tmp_path).encode() not in with_it.bytes
    assert os.environ["PATH"].encode() not in with_it.bytes
    assert all("/" not in module.name for module in with_it.file.modules)


@shows(T.MiniDumpFilterModulePaths)
def test_filter_module_paths_leaves_no_folder(target, dump, tmp_path):
    process = target()
    flags = T.MiniDumpWithHandleData | T.MiniDumpWithProcessThreadData
    without, with_it = dump(process, flags), dump(process, flags | T.MiniDumpFilterModulePaths)
    assert without.streams - with_it.streams == {"LinuxEnviron", "LinuxCmdLine"}
    names = {Path(module.name).name for module in without.file.modules}
    assert {module.name for module in with_it.file.modules} == names
    assert str(tmp_path).encode() in without.text("LinuxMaps")
    assert b"/" not in with_it.text("LinuxMaps")
    assert len(with_it.text("LinuxMaps").splitlines()) == len(maps_of(process))
    assert b"copied" in with_it.text("LinuxMaps")
    assert any("/" in handle.object_name for handle in without.file.handles)
    assert not any("/" in handle.object_name for handle in with_it.file.handles)
    folders = {str(tmp_path), *(str(Path(m.name).parent) for m in without.file.modules)} - {"."}
    assert len(folders) >= 3
    for folder in folders:
        for encoding in ("utf-8", "utf-16-le"):
            assert folder.encode(encoding) not in streams_only(with_it)


@shows(T.MiniDumpFilterWriteCombinedMemory)
def test_filter_write_combined_leaves_out_device_files(target, dump):
    device = Path(f"/dev/dumpdesk-test-{os.getpid()}")
    if not os.access("/dev", os.W_OK):
        pytest.skip("needs the right to make a file in /dev")
    device.write_bytes(bytes(PAGE))
    try:
        process = target("device", device)
        for flags in (T.MiniDumpWithFullMemory, T.MiniDumpWithPrivateWriteCopyMemory):
            without = dump(process, flags)
            with_it = dump(process, flags | T.MiniDumpFilterWriteCombinedMemory)
            address = process.values["device"]
            assert without.memory(address, PAGE) == b"d" * PAGE
            assert subtract(without.ranges, with_it.ranges) == [(address, address + PAGE)]
    finally:
        device.unlink()


# ----------------------------------------------------------------------------------- tolerance


def lost_in(dump):
    """(address, size) of each soft error that names memory."""
    return [
        (int(error["address"], 16), int(error["size"], 16))
        for error in dump.file.soft_errors
        if "address" in error
    ]


@shows(T.MiniDumpIgnoreInaccessibleMemory)
def test_unreadable_memory_fails_a_full_dump_unless_it_is_ignored(
    target, dump, tmp_path, monkeypatch
):
    """Pages of memfd_secret are there, and the kernel lets nobody else read them."""
    monkeypatch.setattr(maps, "_is_secret", lambda _: False)  # as of a kind that nobody foresees
    process = target("secret")
    bad, size = process.values["secret"], 2 * PAGE
    if not bad:
        pytest.skip("this system has no memfd_secret")
    path = tmp_path / "refused.dmp"
    with path.open("x+b") as file, pytest.raises(PartialCopyError) as caught:
        write_dump(None, process.pid, file, T.MiniDumpWithFullMemory)
    assert caught.value.hresult == HRESULT.PARTIAL_COPY
    assert hex(bad) in caught.value.cause
    assert path.read_bytes()[:4] != b"MDMP"
    with_it = dump(process, T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory)
    assert lost_in(with_it) == [(bad, size)]
    assert [(e.address, e.size) for e in with_it.written.soft_errors if e.address] == [(bad, size)]
    assert not with_it.touches(bad, bad + size)
    assert with_it.memory(process.values["private"], len(PRIVATE)) == PRIVATE
    assert with_it.memory(process.values["heap"], len(HEAP)) == HEAP


def test_pages_behind_the_end_of_a_mapped_file_are_no_memory(target, dump, monkeypatch):
    process = target("past-end")
    start = process.values["past_end"]
    # They do not exist: nothing is lost by leaving them out.
    full = dump(process, T.MiniDumpWithFullMemory)
    assert full.memory(start, 3 * PAGE) == b"f" * PAGE
    assert lost_in(full) == []
    # A system that does not say which pages exist: reading them is what tells.
    monkeypatch.setattr(TargetMemory, "scan_present", lambda *_: None)
    with pytest.raises(PartialCopyError, match=hex(start + PAGE)):
        dump(process, T.MiniDumpWithFullMemory)
    tolerant = dump(process, T.MiniDumpWithFullMemory | T.MiniDumpIgnoreInaccessibleMemory)
    assert (start + PAGE, 2 * PAGE) in lost_in(tolerant)
    assert tolerant.memory(start, 3 * PAGE) == b"f" * PAGE


# ------------------------------------------------------------------------------- combinations


@pytest.mark.parametrize("bit", range(25, 32))
def test_an_invalid_bit_is_refused(target, tmp_path, bit):
    process = target()
    path = tmp_path / "refused.dmp"
    with path.open("x+b") as file, pytest.raises(InvalidRequestError) as caught:
        write_dump(None, process.pid, file, 1 << bit | T.MiniDumpWithDataSegs)
    assert caught.value.hresult == HRESULT.E_INVALIDARG
    assert path.stat().st_size == 0


def test_the_header_records_the_reduced_flags(target, dump):
    process = target()
    for flags in (0x3, 0x402, 0x100000 | 0x40000, 0x21925, 0x2 | 0x4 | 0x800 | 0x1000 | 0x20000):
        assert dump(process, flags).file.flags == effective_flags(flags).flags


def maps_of(process):
    return Path(f"/proc/{process.pid}/maps").read_text().splitlines()


def mapped(process):
    """(start, end) and line of each mapping."""
    for line in maps_of(process):
        low, high = line.split()[0].split("-")
        yield (int(low, 16), int(high, 16)), line


def streams_only(dump):
    """All bytes of the file that are not memory of the target."""
    parts, position = [], 0
    for range_ in sorted(dump.file.memory_ranges(), key=lambda r: r.rva):
        parts.append(dump.bytes[position : range_.rva])
        position = range_.rva + range_.size
    return b"".join([*parts, dump.bytes[position:]])
