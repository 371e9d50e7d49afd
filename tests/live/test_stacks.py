"""Stacks of processes and of their dumps, frame by frame as gdb sees them."""

from __future__ import annotations

import dataclasses
import itertools
import json
import lzma
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.backends.output import dump_to_file
from app.core.dump.presets import PRESETS
from app.core.dump.request import DumpRequest
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.made_code import made_by_dumped
from app.core.inspection.seen import seen_in_dump as seen_in_dump_file
from app.core.inspection.stack_capture import stacks_of_process
from app.core.inspection.stack_code import Code
from app.core.inspection.stack_text import stacks_text
from app.core.inspection.stacks import FoundBy, grouped, stacks_of
from app.core.minidump.reader import MinidumpFile
from tests.conftest import IN_CI
from tools import newest_python

READER = Path(__file__).parents[1] / "readers" / "frames_gdb.py"
_FRAME = re.compile(r"^FRAME (\d+) (\S+) call ?(.*)$", re.MULTILINE)


def seen_by_gdb(gdb, pid):
    """Thread → (address, function) of each frame that is not inlined."""
    done = subprocess.run(
        [gdb, "-nx", "-batch", "-p", str(pid), "-x", READER],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    threads = {}
    for task, address, function in _FRAME.findall(done.stdout):
        threads.setdefault(int(task), []).append((int(address, 16), function))
    return threads


def seen_in_dump(target, path):
    request = DumpRequest(0)
    dump_to_file(target.key, str(path), request, report=lambda _: None, is_cancelled=lambda: False)
    with MinidumpFile.open(path) as file, Code() as code:
        return tuple(stacks_of(snapshot_of(file), file.read_memory, code))


def addresses(stacks):
    return {
        stack.thread.id: [
            frame.address for frame in stack.frames if frame.found_by is not FoundBy.PYTHON
        ]
        for stack in stacks
    }


def addresses_of(theirs):
    return {task: [address for address, _ in frames] for task, frames in theirs.items()}


def check_like_gdb(target, gdb, path):
    """Compare a live look, one at a dump, and gdb's; give the first."""
    target.wait_at_rest()
    live = stacks_of_process(target.key)
    dumped = seen_in_dump(target, path)
    theirs = seen_by_gdb(gdb, target.pid)
    wanted = addresses_of(theirs)
    assert addresses(live.stacks) == wanted
    assert addresses(dumped) == wanted
    assert live.missing == {}
    for stack in live.stacks:
        assert stack.end == ""
        found_by = {frame.found_by for frame in stack.frames} - {FoundBy.PYTHON}
        assert found_by <= {FoundBy.CONTEXT, FoundBy.CFI}
    return live.stacks


def functions(stack):
    return [frame.function for frame in stack.frames]


def test_a_c_program(start_target, gdb, tmp_path):
    stacks = check_like_gdb(start_target("threads", 6), gdb, tmp_path / "it.dmp")
    assert len(stacks) == 7
    parks = [name for stack in stacks for name in functions(stack) if name.startswith("parked_")]
    assert sorted(parks) == sorted(
        ["parked_alpha", "parked_beta", "parked_gamma"] * 2 + ["parked_main"]
    )
    assert sorted(map(len, grouped(stacks))) == [1, 2, 2, 2]


@pytest.mark.parametrize("flags", [("-O2",), ("-O2", "-fomit-frame-pointer"), ("-static",)])
def test_a_c_program_however_it_was_compiled(start_target, gdb, tmp_path, flags):
    check_like_gdb(start_target("threads", 3, flags=flags), gdb, tmp_path / "it.dmp")


@pytest.mark.parametrize("arguments", [(), ("own",)], ids=["same stack", "own stack"])
def test_what_a_signal_interrupted(start_target, gdb, tmp_path, arguments):
    target = start_target("interrupted", *arguments)
    target.wait_at_rest()
    stacks = stacks_of_process(target.key).stacks
    theirs = seen_by_gdb(gdb, target.pid)
    assert addresses(stacks) == addresses_of(theirs)
    dumped = seen_in_dump(target, tmp_path / "it.dmp")
    if not arguments:  # a dump is about the fault, and begins there
        expected = addresses_of(theirs)
        expected[target.values["thread"]] = expected[target.values["thread"]][4:]
        assert addresses(dumped) == expected

    (stack,) = (one for one in stacks if one.thread.id == target.values["thread"])
    assert functions(stack)[1:3] == ["parked_main", "caught"]
    assert functions(stack)[4:7] == ["order_total", "process_order", "worker"]
    trampoline, found = stack.frames[3:5]
    assert [frame for frame in stack.frames if frame.signal] == [trampoline]
    assert found.found_by is FoundBy.CONTEXT
    assert found.is_exact
    with Path(f"/proc/{target.pid}/mem").open("rb", buffering=0) as memory:
        memory.seek(trampoline.signal.info)
        info = memory.read(32)
    assert int.from_bytes(info[:4], "little") == signal.SIGSEGV
    assert int.from_bytes(info[16:24], "little") == target.values["address"] == 8


def test_a_python_program(start_process, system_python, gdb, tmp_path):
    program = (
        "import threading as t\nfor _ in 1, 2: t.Thread(target=t.Event().wait, daemon=True).start()"
    )
    target = start_process(system_python, "-c", program + "\nprint('ready', flush=True)\ninput()")
    stacks = check_like_gdb(target, gdb, tmp_path / "it.dmp")
    assert len(stacks) == 3


def test_a_program_with_qt(start_process, gdb, tmp_path):
    program = (
        "from PySide6.QtCore import QCoreApplication, QThread\n"
        "app = QCoreApplication([])\n"
        "threads = [QThread() for _ in range(3)]\n"
        "for thread in threads: thread.start()\n"
        "print('ready', flush=True)\n"
        "app.exec()\n"
    )
    target = start_process(sys.executable, "-c", program)
    stacks = check_like_gdb(target, gdb, tmp_path / "it.dmp")
    assert len(stacks) >= 4
    assert any("QThread" in name for stack in stacks for name in functions(stack))


def test_the_command_tells_of_a_process_and_of_a_dump(start_target, tmp_path):
    target = start_target("threads", 4)
    target.wait_at_rest()
    path = tmp_path / "it.dmp"
    seen_in_dump(target, path)

    def run(*arguments):
        command = [sys.executable, "-P", "-m", "app", "stacks", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    told = {source: json.loads(run(source, "--json").stdout) for source in (target.pid, path)}
    for part in ("threads", "missing_code"):
        assert told[target.pid][part] == told[path][part]
    frame = told[path]["threads"][0]["frames"][-1]
    assert frame.keys() >= {"address", "module", "offset", "function", "file", "line", "found_by"}
    assert frame["function"] == "_start"
    assert frame["module"].endswith("/threads")

    text = run(path).stdout
    assert "2 threads: " in text
    assert "parked_alpha" in text
    with seen_in_dump_file(path) as seen:  # what the window copies
        stacks = tuple(seen.stacks())
        headline = seen.explained(stacks).headline
        assert stacks_text(headline, stacks, seen.code.missing()) == text
    one = json.loads(run(path, "--json", "--thread", target.pid).stdout)
    assert [thread["id"] for thread in one["threads"]] == [target.pid]
    wrong = run(path, "--thread", "1")
    assert wrong.returncode == 2
    assert "There is no thread 1." in wrong.stderr


def test_the_words_of_a_stack_are_told_of_a_process_and_of_a_dump(start_process, tmp_path):
    source = r"""
        #include <stdio.h>
        #include <unistd.h>
        static char secret[64] = "it lies in the data";
        __attribute__((noinline)) static int waits(void)
        {
            char *volatile pointer = secret;
            volatile char own[16] = "on the stack";
            puts("ready");
            fflush(stdout);
            return (int)read(STDIN_FILENO, secret + 40, 1) + pointer[0] + own[0];
        }
        int main(void) { return waits() + 1; }
    """
    program = build(tmp_path, "it.c", source, "gcc", "-O1", "-Wl,--build-id")
    target = start_process(program)
    target.wait_at_rest()
    seen_in_dump(target, tmp_path / "it.dmp")

    def run(*arguments):
        command = [sys.executable, "-P", "-m", "app", "stacks", *map(str, arguments), "--raw"]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)

    for source in (target.pid, tmp_path / "it.dmp"):
        (thread,) = json.loads(run(source, "--json").stdout)["threads"]
        frames = thread["frames"]
        at = next(n for n, frame in enumerate(frames) if frame["function"] == "waits")
        words = frames[at]["words"]
        pointers = [word for word in words if word["points_to"] == "image"]
        assert all(word["module"] == str(program) for word in pointers)
        if source == target.pid:  # a dump of stacks has no data of modules
            assert "it lies in the data" in [word["text"] for word in pointers]
        texts = b"".join(word["value"].to_bytes(8, "little") for word in words)
        assert b"on the stack\0" in texts
        assert words[-1]["value"] == frames[at + 1]["address"]
        assert words[-1]["points_to"] == "return address"
        assert words[-1]["function"] == "main"
        for frame, caller in itertools.pairwise(frames):
            assert frame["words"][-1]["address"] + 8 == caller["words"][0]["address"]
    text = run(target.pid).stdout
    assert '"it lies in the data"' in text
    assert "return address  main+" in text


# ------------------------------------------------------------------------------- other languages


def build(tmp_path, name, source, *command):
    """Compile *source* to a program; skip where there is no compiler."""
    compiler = shutil.which(command[0])
    if compiler is None:
        pytest.skip(f"there is no {command[0]} here")
    path = tmp_path / name
    path.write_text(source)
    program = tmp_path / "program"
    own = {"GOCACHE": str(tmp_path / "cache"), "GOTOOLCHAIN": "local"}
    arguments = [compiler, *command[1:], "-o", program, path]
    subprocess.run(arguments, check=True, cwd=tmp_path, env={**os.environ, **own})
    return program


@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_a_cpp_program(start_process, gdb, tmp_path, level):
    source = """
        #include <condition_variable>
        #include <iostream>
        #include <map>
        #include <thread>
        #include <vector>
        namespace work {
        template <class T> struct Pool {
            std::mutex mutex;
            std::condition_variable ready;
            bool go = false;
            __attribute__((noinline)) void run(const std::map<std::string, T> &) {
                std::unique_lock<std::mutex> lock(mutex);
                ready.wait(lock, [&] { return go; });
            }
        };
        }
        int main() {
            work::Pool<int> pool;
            std::map<std::string, int> names;
            std::vector<std::thread> threads;
            for (int i = 0; i < 3; i++) threads.emplace_back([&] { pool.run(names); });
            std::cout << "ready" << std::endl;
            std::cin.get();
            std::_Exit(0);
        }
    """
    program = build(tmp_path, "it.cpp", source, "g++", "-g", level, "-pthread")
    stacks = check_like_gdb(start_process(program), gdb, tmp_path / "it.dmp")
    waiting = [one for one in stacks if any("work::Pool<int>::run(" in n for n in functions(one))]
    assert len(waiting) == 3


@pytest.mark.parametrize("level", ["-g", "-O"])
def test_a_rust_program(start_process, gdb, tmp_path, level):
    source = """
        use std::{io::Read, sync::{Arc, Condvar, Mutex}, thread};
        #[inline(never)]
        fn wait_for(pair: &(Mutex<bool>, Condvar)) {
            let mut go = pair.0.lock().unwrap();
            while !*go { go = pair.1.wait(go).unwrap(); }
        }
        fn main() {
            let pair = Arc::new((Mutex::new(false), Condvar::new()));
            for _ in 0..3 {
                let pair = pair.clone();
                thread::spawn(move || wait_for(&pair));
            }
            println!("ready");
            let _ = std::io::stdin().read(&mut [0u8; 1]);
        }
    """
    program = build(tmp_path, "it.rs", source, "rustc", level)
    stacks = check_like_gdb(start_process(program), gdb, tmp_path / "it.dmp")
    assert sum("it::wait_for" in functions(stack) for stack in stacks) == 3


def code_ranges(pid):
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    ranges = [line.split()[0].split("-") for line in lines if line.split()[1][2] == "x"]
    return [(int(start, 16), int(end, 16)) for start, end in ranges]


def without_what_is_no_code(theirs, pid):
    """Cut gdb's stacks where it goes on into what nobody can execute: 0, an argument of clone."""
    ranges = code_ranges(pid)
    for task, frames in theirs.items():
        real = [any(low < address <= high for low, high in ranges) for address, _ in frames]
        end = real.index(False) if False in real else len(frames)
        theirs[task] = frames[:end]
    return theirs


def test_a_go_program(start_process, gdb, tmp_path):
    source = """
        package main
        import ("fmt"; "os"; "sync")
        func wait_for(mutex *sync.Mutex) { mutex.Lock() }
        func main() {
            var mutex sync.Mutex
            mutex.Lock()
            for i := 0; i < 4; i++ { go wait_for(&mutex) }
            fmt.Println("ready")
            os.Stdin.Read(make([]byte, 1))
        }
    """
    target = start_process(build(tmp_path, "it.go", source, "go", "build"))
    target.wait_at_rest()
    stacks = stacks_of_process(target.key).stacks
    theirs = without_what_is_no_code(seen_by_gdb(gdb, target.pid), target.pid)
    assert addresses(stacks) == addresses_of(theirs)
    assert any("main.main" in functions(stack) for stack in stacks)


def test_a_java_program(start_process, java, gdb, tmp_path):
    """The native threads as gdb sees them; through code that Java made, further than gdb."""
    command = [java, "-Xint", "-m", "java.rmi/sun.rmi.registry.RegistryImpl", "0"]
    target = start_process(*command, wait=False)
    target.wait_at_rest()
    stacks = {stack.thread.id: stack for stack in stacks_of_process(target.key).stacks}
    theirs = seen_by_gdb(gdb, target.pid)
    wanted = addresses_of(theirs)
    assert stacks.keys() == wanted.keys()
    java_threads = 0
    for task, stack in stacks.items():
        ours = [frame.address for frame in stack.frames]
        if all(frame.module for frame in stack.frames):
            assert ours == wanted[task]
            continue
        java_threads += 1
        first = next(at for at, frame in enumerate(stack.frames) if not frame.module)
        assert ours[:first] == wanted[task][:first]
        assert "start_thread" in functions(stack)
    assert 0 < java_threads < len(stacks)


# ------------------------------------------------------------------------------- where names are


@pytest.fixture
def stripped(build_target, tmp_path):
    """Give a function that parts the names of a program from it, and puts them elsewhere."""

    def strip(where):
        whole = build_target("threads", "-O1")
        program, names = tmp_path / "threads", tmp_path / "names.debug"
        subprocess.run(["objcopy", "--only-keep-debug", whole, names], check=True)
        subprocess.run(["objcopy", "--strip-all", whole, program], check=True)
        notes = subprocess.run(
            ["readelf", "-n", program], capture_output=True, text=True, check=True
        ).stdout
        build_id = re.search(r"Build ID: (\w+)", notes)[1]
        place = Path(where(program, names, build_id))
        if not place.exists():
            place.parent.mkdir(parents=True)
            names.rename(place)
        return program

    return strip


def mini_debug_info(program, names, build_id):
    """As Fedora does: the symbol table alone, packed, in a section of the program."""
    mini = names.with_suffix(".mini")
    subprocess.run(["objcopy", "-S", "--keep-symbol=parked_main", names, mini], check=True)
    mini.with_suffix(".mini.xz").write_bytes(lzma.compress(names.read_bytes()))
    section = f".gnu_debugdata={mini}.xz"
    subprocess.run(["objcopy", "--add-section", section, program], check=True)
    return program


def by_build_id(program, _, build_id):
    return program.parent / f"code/.build-id/{build_id[:2]}/{build_id[2:]}.debug"


def in_cache(program, _, build_id):
    return program.parent / f"cache/{build_id}/debuginfo"


def in_store(program, _, build_id):
    return program.parent / f"store/_.debug/elf-buildid-sym-{build_id}/_.debug"


@pytest.mark.parametrize("where", [by_build_id, in_cache, in_store, mini_debug_info])
def test_names_that_were_stripped_are_found(start_process, stripped, tmp_path, monkeypatch, where):
    monkeypatch.setenv("_NT_SYMBOL_PATH", f"srv*{tmp_path / 'store'}*https://symbols.example.org")
    monkeypatch.setenv("DEBUGINFOD_CACHE_PATH", str(tmp_path / "cache"))
    target = start_process(stripped(where), "2")
    target.wait_at_rest()
    live = stacks_of_process(target.key, folders=(str(tmp_path / "code"),))
    assert any("parked_main" in functions(stack) for stack in live.stacks)


def test_a_name_is_not_taken_from_another_build(start_process, build_target, tmp_path):
    other = build_target("threads", "-O2")
    program = tmp_path / "threads"
    shutil.copy(build_target("threads", "-O1"), program)
    target = start_process(program, "2")
    target.wait_at_rest()
    path = tmp_path / "it.dmp"
    whole = seen_in_dump(target, path)
    assert any("parked_main" in functions(stack) for stack in whole)

    shutil.copy(other, tmp_path / "new")
    (tmp_path / "new").replace(program)
    with MinidumpFile.open(path) as file, Code() as code:
        stacks = tuple(stacks_of(snapshot_of(file), file.read_memory, code))
        assert code.missing() == {str(program): "the file on this machine is another build"}
    assert not any("parked_main" in functions(stack) for stack in stacks)
    # What runs is still there: gdb's addresses are found by the code in memory.
    live = stacks_of_process(target.key)
    assert addresses(live.stacks) == addresses(whole)


# ---------------------------------------------------------------------------------------- lines


def lines_in_gdb(gdb, pid):
    """Thread → (address, file:line) of all frames, the inlined ones too."""
    script = READER.with_name("lines_gdb.py")
    done = subprocess.run(
        [gdb, "-nx", "-batch", "-p", str(pid), "-x", script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    threads = {}
    for task, address, place in re.findall(r"^LINE (\d+) (\S+) (\S*)$", done.stdout, re.MULTILINE):
        threads.setdefault(int(task), []).append((int(address, 16), place))
    return threads


def lines_of(stacks):
    return {
        stack.thread.id: [
            (frame.address, f"{Path(frame.file).name}:{frame.line}") for frame in stack.frames
        ]
        for stack in stacks
    }


INLINED = """
    #include <pthread.h>
    #include <stdio.h>
    #include <unistd.h>
    #define INLINE static inline __attribute__((always_inline))
    INLINE long innermost(int to)
    {
        char byte;
        return read(to, &byte, 1);
    }
    INLINE long middle(int to)
    {
        if (to > 100)
            return 1;
        return innermost(to) + 1;
    }
    __attribute__((noinline)) static long outer(int to)
    {
        return middle(to) * 2;
    }
    static void *work(void *to)
    {
        return (void *)(outer(*(int *)to) + 1);
    }
    int main(void)
    {
        int ends[2];
        pthread_t thread;
        if (pipe(ends) || pthread_create(&thread, NULL, work, &ends[0]))
            return 3;
        puts("ready");
        fflush(stdout);
        return (int)outer(STDIN_FILENO) & 1;
    }
"""


@pytest.mark.parametrize("version", ["-gdwarf-4", "-gdwarf-5", "-gz=zlib"])
@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_lines_and_inlined_calls_are_those_that_gdb_tells(
    start_process, gdb, tmp_path, version, level
):
    command = ("gcc", "-g", version, level, "-pthread", "-Wl,--build-id")
    program = build(tmp_path, "it.c", INLINED, *command)
    target = start_process(program)
    target.wait_at_rest()
    live = stacks_of_process(target.key, lines=True)
    assert lines_of(live.stacks) == lines_in_gdb(gdb, target.pid)
    for stack in live.stacks:
        names = functions(stack)
        start = names.index("innermost")
        assert names[start : start + 3] == ["innermost", "middle", "outer"]
        frames = stack.frames[start : start + 3]
        assert [frame.is_inlined for frame in frames] == [True, True, False]
        assert {frame.address for frame in frames} == {frames[0].address}
        assert [frame.file for frame in frames] == [str(tmp_path / "it.c")] * 3
        assert [frame.line for frame in frames] == [9, 15, 19]


def test_lines_of_a_go_program(start_process, gdb, tmp_path):
    source = """
        package main
        import ("fmt"; "os")
        func wait() { os.Stdin.Read(make([]byte, 1)) }
        func main() {
            fmt.Println("ready")
            wait()
        }
    """
    target = start_process(build(tmp_path, "it.go", source, "go", "build"))
    target.wait_at_rest()
    (stack,) = stacks_of_process(target.key, lines=True, threads=frozenset({target.pid})).stacks
    theirs = without_what_is_no_code(lines_in_gdb(gdb, target.pid), target.pid)
    wanted = theirs[target.pid]
    assert lines_of([stack])[target.pid][: len(wanted)] == wanted
    assert {"main.wait", "main.main"} <= set(functions(stack))


# --------------------------------------------------------------------------------------- Python

PYTHON = """
import sys, threading

def inner(event):
    event.wait()  # inner

class Sorter:
    def run(self, event):
        return sorted([1, 2],  # run
            key=lambda _: inner(event))  # lambda

event = threading.Event()
for _ in range(2):
    threading.Thread(target=Sorter().run, args=(event,), daemon=True).start()

def grüße():
    print("ready", flush=True)
    list(map(lambda _: sys.stdin.read(), [1]))  # main

grüße()  # module
"""


def pythons():
    """Give what starts the interpreters that are here, each version once."""
    found = {"3.11": ["/usr/bin/python3.11"], "3.14": list(newest_python.COMMAND)}
    for folder in Path.home().glob(".pyenv/versions/3.1[1-4].*"):
        found[folder.name.rpartition(".")[0]] = [str(folder / "bin" / "python3")]
    return found


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_frames_of_python_stand_between_the_native_ones(start_process, tmp_path, version):
    interpreter = pythons().get(version, [""])
    if not Path(interpreter[-1]).exists():
        missing = f"there is no Python {version} here"
        if IN_CI and version in ("3.11", "3.14"):
            pytest.fail(missing)
        pytest.skip(missing)
    script = tmp_path / "it.py"
    script.write_text(PYTHON)
    line = {
        text.rpartition("# ")[2]: number
        for number, text in enumerate(PYTHON.splitlines(), 1)
        if "# " in text
    }
    target = start_process(*interpreter, "-X", "utf8", script)
    target.wait_at_rest()
    path = tmp_path / "it.dmp"
    private = next(preset.flags for preset in PRESETS if preset.key == "private")
    dump_to_file(
        target.key,
        str(path),
        DumpRequest(private),
        report=lambda _: None,
        is_cancelled=lambda: False,
    )
    with MinidumpFile.open(path) as file, Code() as code:
        dumped = tuple(stacks_of(snapshot_of(file), file.read_memory, code))
    live = stacks_of_process(target.key).stacks

    for stacks in (live, dumped):
        main, *workers = sorted(stacks, key=lambda stack: stack.thread.id != target.pid)
        assert [
            (frame.function, frame.line) for frame in main.frames if frame.file == str(script)
        ] == [
            ("grüße.<locals>.<lambda>", line["main"]),
            ("grüße", line["main"]),
            ("<module>", line["module"]),
        ]
        for stack in workers:
            own = [frame for frame in stack.frames if frame.file == str(script)]
            assert [(frame.function, frame.line) for frame in own] == [
                ("inner", line["inner"]),
                ("Sorter.run.<locals>.<lambda>", line["lambda"]),
                ("Sorter.run", line["run"]),
            ]
            # What sorts is C, between both; not every build has names of its own functions.
            named = [frame.function for frame in stack.frames]
            of = [frame.found_by is FoundBy.PYTHON for frame in stack.frames]
            inside, outside = (
                named.index(name) for name in ("Sorter.run.<locals>.<lambda>", "Sorter.run")
            )
            between = named[inside + 1 : outside]
            assert len(between) > 3
            assert not any(of[inside + 1 : outside])
            assert any("sort" in name.lower() for name in between) or "" in between
    assert addresses(live) == addresses(dumped)


def test_code_that_node_made_has_the_names_that_it_keeps(start_process, node, tmp_path):
    script = tmp_path / "it.js"
    script.write_text(
        "function outermost() { innermost(); }\n"
        "function innermost() {\n"
        "  console.log('ready');\n"
        "  require('fs').readSync(0, Buffer.alloc(1));\n"
        "}\n"
        "outermost();\n"
    )
    target = start_process(
        node,
        *("--perf-basic-prof", "--interpreted-frames-native-stack", "--no-logfile-per-isolate"),
        *(f"--logfile={tmp_path / 'v8.log'}", script),
    )
    target.wait_at_rest()
    path = tmp_path / "it.dmp"
    wanted = frozenset({target.pid})

    def in_dump():
        with seen_in_dump_file(str(path)) as seen:
            (stack,) = seen.stacks(threads=wanted)
            return functions(stack), seen.snapshot

    try:
        (stack,) = stacks_of_process(target.key, threads=wanted).stacks
        # As long as the process lives, for its dump, too, and for that of no other.
        seen_in_dump(target, path)
        dumped, snapshot = in_dump()
        times = snapshot.times._replace(create_time=snapshot.times.create_time - 30_000_000)
        other = dataclasses.replace(snapshot, times=times)
        assert made_by_dumped(snapshot) is not None
        assert made_by_dumped(other) is None
    finally:
        Path(f"/tmp/perf-{target.pid}.map").unlink()
    named = [name for name in functions(stack) if "it.js" in name]
    assert ["innermost" in name for name in named[:2]] == [True, False]
    assert "outermost" in named[1]
    assert dumped == functions(stack)
    target.stop()
    assert not any("it.js" in name for name in in_dump()[0])


@pytest.mark.parametrize("level", ["-O0", "-O2"])
def test_a_program_of_32_bits(start_process, gdb, tmp_path, level):
    source = INLINED.replace("innermost", "waiting")
    try:
        program = build(tmp_path, "it.c", source, "gcc", "-m32", "-g", level, "-Wl,--build-id")
    except subprocess.CalledProcessError:
        pytest.skip("there are no libraries of 32 bits here")
    target = start_process(program)
    target.wait_at_rest()
    live = stacks_of_process(target.key).stacks
    dumped = seen_in_dump(target, tmp_path / "it.dmp")
    wanted = addresses_of(seen_by_gdb(gdb, target.pid))
    assert addresses(live) == wanted
    assert {frame.found_by for stack in live for frame in stack.frames} == {"context", "CFI"}
    # A system call is made in the vdso, which is not in the file: behind it one word is guessed.
    assert addresses(dumped) == wanted
    assert [frame.found_by for stack in dumped for frame in stack.frames[1:2]] == ["scan"] * 2
    assert all("outer" in functions(stack) for stack in dumped)
