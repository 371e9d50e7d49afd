"""32-bit programs of Windows, dumped by the dumper of their kind, in readers that are not ours."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.verify import verify
from app.core.minidump.constants import PROCESSOR_ARCHITECTURE
from app.core.minidump.reader import MinidumpFile
from tests.windows.x86_programs import STACKS
from tools.wine_prefix import STARTUP_SECONDS, windows_path, wine_prefix
from tools.x86_dumper import BUILT, make_x86_dumper

pytestmark = pytest.mark.timeout(600)

ROOT = Path(__file__).parents[2]
PROGRAM = Path(__file__).with_name("x86_programs.py")
TEXT = b"a known text of the target"
NAMES = ("normal", "full", "without")
INTEL = PROCESSOR_ARCHITECTURE.INTEL
SECONDS = 120
CALLS = ["waits", "large_frame", "saves_registers", "cleans_up", "aligns_its_frame", "start"]
"""What the program of frames.cpp calls, the innermost first."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("x86")


@pytest.fixture(scope="module")
def start(wine_of_both_widths, x_display):
    """Call it with a program of either width and its arguments; gives the process, with pipes."""
    variables = {
        "PYTHONPATH": windows_path(ROOT),
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    with wine_prefix(display=x_display, x86=True) as environment:
        yield lambda *command: subprocess.Popen(
            [wine_of_both_widths, *command],
            env=environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )


@pytest.fixture(scope="module")
def told(windows_python, start, mingw_x86_gcc, folder):
    """What was there when a 32-bit process was looked at, and dumped into *folder*."""
    if not (BUILT / "python.exe").exists():
        pytest.fail("there is no 32-bit dumper (python3 dev.py windows-setup makes it)")
    made = [folder / "target.exe", folder / "stacks.exe"]
    common = ["-Wall", "-Wextra", "-Werror", "-O1", "-static-libgcc", "-s"]
    for program in made:
        source = Path(__file__).with_name(program.name).with_suffix(".c")
        more = ["-fno-omit-frame-pointer"] if program.stem == "stacks" else []
        subprocess.run([mingw_x86_gcc, *common, *more, source, "-o", program], check=True)
    arguments = map(windows_path, (PROGRAM, folder, *made))
    with start(windows_python, *arguments) as process:
        output, complaints = process.communicate(timeout=STARTUP_SECONDS)
    assert process.returncode == 0, output + complaints
    told = json.loads(output)
    assert "error" not in told, told["error"]
    return told


every_dump = pytest.mark.parametrize("name", NAMES)


def test_a_dumper_of_32_bits_looks_at_it_and_one_of_64_bits_at_others(told):
    assert told["dumper"].lower() == told["x86"].lower()
    assert told["dumper"].lower().endswith("build\\x86\\python.exe")
    assert (told["bits"], told["of_dumper"]) == (32, 32)
    assert told["own"] == "python.exe"
    assert told["other"].lower() != told["x86"].lower()
    assert told["listed"] == [
        *(32, "x86", "yes", "It is a 32-bit process, dumped by the 32-bit dumper."),
    ]
    assert told["warnings"] == []  # nothing of another side


def test_what_is_told_is_of_its_32_bit_side(told):
    process = told["process"]
    assert process["architecture"] == INTEL
    assert process["soft_errors"] == []
    names = {Path(name.replace("\\", "/")).name.lower() for name in process["modules"].values()}
    assert {"target.exe", "ntdll.dll", "kernel32.dll"} <= names
    assert not {"wow64.dll", "wow64cpu.dll"} & names
    assert process["highest"] <= 1 << 32
    assert process["heaps"] > 0
    assert "Event" in process["handles"]
    assert "SYSTEMROOT=" in process["environment"].upper()
    assert len(process["threads"]) >= 4
    for teb, stack_pointer, instruction_pointer, start, end in process["threads"].values():
        assert 0 < teb < 1 << 32
        assert start == stack_pointer < end < 1 << 32
        assert 0 < instruction_pointer < 1 << 32


@every_dump
def test_our_reader_finds_what_was_in_the_process(told, folder, name):
    path = folder / f"{name}.dmp"
    estimate, size, _ = told["dumps"][name]
    assert path.stat().st_size == size
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
        known = file.read_memory(told["address"], len(TEXT)) if name == "full" else TEXT
    assert known == TEXT
    assert snapshot.process_id == told["pid"]
    assert snapshot.system.processor_architecture == INTEL
    threads = {thread.id: thread for thread in snapshot.threads}
    assert {int(number) for number in told["process"]["threads"]} <= threads.keys()
    for number, (teb, stack_pointer, _, _, end) in told["process"]["threads"].items():
        thread = threads[int(number)]
        assert (thread.teb, thread.stack_pointer) == (teb, stack_pointer)
        assert thread.stack[1] == end
    left_out = {int(base) for base, path in told["process"]["modules"].items()
                if name == "without" and "kernelbase" in path.lower()}  # fmt: skip
    bases = {module.base for module in snapshot.modules}
    assert {int(base) for base in told["process"]["modules"]} - left_out <= bases
    if name == "full":
        assert abs(estimate - size) < size // 50
    assert not [f for f in verify(path).findings if f.severity == "error"]


@every_dump
def test_minidump_stackwalk_reads_it_as_x86(told, folder, name, minidump_stackwalk):
    command = [minidump_stackwalk, "--json", "--no-interactive", folder / f"{name}.dmp"]
    seen = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    assert seen["system_info"]["cpu_arch"] == "x86"
    assert seen["pid"] == told["pid"]
    frames = {thread["thread_id"]: thread["frames"] for thread in seen["threads"]}
    assert {int(number) for number in told["process"]["threads"]} <= frames.keys()
    for number, (_, _, instruction_pointer, _, _) in told["process"]["threads"].items():
        assert int(frames[int(number)][0]["offset"], 16) == instruction_pointer


@every_dump
def test_lldb_finds_threads_and_modules(told, folder, name, lldb):
    done = subprocess.run(
        [
            *(lldb, "--no-lldbinit", "--core", folder / f"{name}.dmp", "--batch"),
            *("-o", "thread list", "-o", "image list"),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    threads = {int(tid, 0) for tid in re.findall(r"thread #\d+: tid = (\w+)", done.stdout)}
    assert threads >= {int(number) for number in told["process"]["threads"]}, done.stdout
    listed = re.findall(r"^\[ *\d+\]\s+(?:\S+\s+)?(0x[0-9a-f]+)", done.stdout, re.MULTILINE)
    programs = {int(b) for b, path in told["process"]["modules"].items() if "target" in path}
    # Where a module is left out, Wine's stream is longer than its list, and lldb refuses the list.
    assert name == "without" or programs <= {int(base, 16) for base in listed}


@pytest.mark.parametrize("source", ["live", "dump"])
def test_its_stacks_are_those_of_its_32_bit_side(told, source):
    stacks, values = told["stacks"][source], told["stacks"]["values"]
    assert told["stacks"]["missing"] == {}
    frames = stacks[str(values["waiting"])]
    addresses = [address for address, _, _ in frames]
    assert frames[0][1:] == ["context", "NtSignalAndWaitForSingleObject"]
    assert frames[1][1] == "CFI"  # what calls the system has nothing else on its stack
    inner = next(at for at, one in enumerate(addresses) if 0 < one - values["wait_inside"] < 0x100)
    assert inner == 2
    assert addresses[3:7] == [values[f"return{level}"] for level in range(4)]
    assert {found_by for _, found_by, _ in frames[2:7]} == {"frame pointer"}
    first, second, *_ = stacks[str(values["counting"])]
    assert first[1] == "context"
    assert 0 <= first[0] - values["counts_for_ever"] < 0x40
    assert second[1] == "frame pointer"


@pytest.fixture(scope="module")
def without_frame_pointers(windows_python, start, clang, lld_link, mingw_x86_gcc, folder):
    """What the stacks are of a program that has its frames in its PDB alone."""
    made, program = folder / "frames.obj", folder / "frames.exe"
    source = Path(__file__).with_name("frames.cpp")
    options = ["--target=i686-pc-windows-msvc", "-O1", "-fomit-frame-pointer", "-g", "-gcodeview"]
    subprocess.run([clang, *options, "-c", source, "-o", made], check=True)
    named = [mingw_x86_gcc, "-print-file-name=libkernel32.a"]
    library = subprocess.run(named, check=True, capture_output=True, text=True).stdout.strip()
    options = ["/machine:x86", "/nodefaultlib", "/entry:start", "/subsystem:console", "/opt:noref"]
    options += ["/debug", "/safeseh:no", f"/out:{program}", f"/pdb:{program.with_suffix('.pdb')}"]
    subprocess.run([lld_link, *options, made, library], check=True, cwd=folder)
    arguments = map(windows_path, (folder, program))
    with start(windows_python, windows_path(PROGRAM), STACKS, *arguments) as process:
        output, complaints = process.communicate(timeout=STARTUP_SECONDS)
    assert process.returncode == 0, output + complaints
    return json.loads(output)


@pytest.mark.parametrize("source", ["live", "dump"])
def test_code_without_frame_pointers_is_walked_by_its_pdb(without_frame_pointers, source):
    values = without_frame_pointers["values"]
    (frames,) = without_frame_pointers[source].values()
    named = [function for _, _, function in frames]
    inner = named.index("waits")
    assert named[inner : inner + 6] == CALLS
    wanted = [values[f"return{level}"] for level in range(5)]
    assert [address for address, _, _ in frames[inner + 1 : inner + 6]] == wanted
    assert {found_by for _, found_by, _ in frames[inner + 1 : inner + 6]} == {"CFI"}


def test_what_is_handed_out_answers_as_a_dumper(start, tmp_path):
    make_x86_dumper(tmp_path / "x86")
    program = tmp_path / "x86" / "python.exe"
    file = windows_path(tmp_path / "x86" / "app" / "core" / "child.py")
    command = {"command": "describe", "id": 1, "key": [0x7FFFFFF0, 1]}
    with start(program, "-I", "-S", "-E", file, "dumper") as process:
        process.stdin.write(json.dumps(command) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
    assert (answer["event"], answer["error"]) == ("failed", "NoSuchProcessError")
