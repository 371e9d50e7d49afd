"""Programs that wait in their own handler: the cause is found on the stack, and is in the file."""

import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.inspection.cause import cause_of_dump
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.minidump.contexts import parse_context
from app.core.minidump.reader import MinidumpFile

from .dumping import stop_by_signal

ROOT = Path(__file__).parents[2]
FAULTS = [
    ("segv", 11, 1, "SIGSEGV reading 0x8 (address not mapped)", (0, 8)),
    ("alternate", 11, 1, "SIGSEGV reading 0x8 (address not mapped)", (0, 8)),
    ("write", 11, 1, "SIGSEGV writing 0x8 (address not mapped)", (1, 8)),
    ("jump", 11, 1, "SIGSEGV executing 0x1000 (address not mapped)", (8, 0x1000)),
    ("fpe", 8, 1, "SIGFPE (integer division by zero)", ()),
    ("abort", 6, -6, "SIGABRT, raised by the program itself", None),
    ("bus", 7, 2, None, None),
    ("sent", 11, 0, "SIGSEGV, raised by the program itself", None),
]


def caused(path):
    with MinidumpFile.open(path) as file:
        snapshot = snapshot_of(file)
        return file.exception, snapshot, cause_of_dump(file, snapshot)


@pytest.fixture
def dumpdesk(tmp_path):
    """Call it with arguments: exit code, and what it said last as JSON."""

    def run(*arguments):
        command = [sys.executable, "-P", "-m", "app", *map(str, arguments), "--json"]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )
        last = done.stdout if arguments[0] != "dump" else done.stdout.splitlines()[-1]
        return done.returncode, json.loads(last)

    return run


@pytest.fixture
def dumped(dumpdesk, tmp_path):
    """Call it with a target to dump it by the command line; gives the path."""

    def dump(process, *options):
        path = tmp_path / "it.dmp"
        assert dumpdesk("dump", process.pid, "-o", path, *options)[0] in {0, 7}
        return path

    return dump


@pytest.mark.parametrize(("fault", "number", "code", "says", "parameters"), FAULTS)
def test_the_fault_behind_the_handler_is_in_the_dump(
    start_target, dumped, fault, number, code, says, parameters
):
    process = start_target("handler", fault)
    assert (process.values["signal"], process.values["code"]) == (number, code)
    written, snapshot, cause = caused(dumped(process))

    assert written.thread_id == process.values["tid"] == cause.thread
    record = written.exception
    assert record.ExceptionCode == number
    assert record.ExceptionFlags == code & 0xFFFFFFFF
    assert cause.thread_name == "order-worker"
    assert cause.is_crash
    if says is not None:
        assert cause.reason.text == says
    if parameters is not None:
        told = record.ExceptionInformation[: record.NumberParameters]
        assert told == parameters
    if fault in {"segv", "alternate", "write", "fpe"}:
        assert cause.module == "handler"
        registers = parse_context(snapshot.exception.context, 9)
        assert registers.Rip == cause.instruction
    if fault in {"segv", "alternate"}:
        assert registers.Rdi == 0 or registers.Rax == 0  # the order that was not there


def test_the_cause_of_a_dump_without_an_exception_is_on_the_stack(start_target, dumped, tmp_path):
    path = dumped(start_target("handler"))
    data = bytearray(path.read_bytes())
    count, directory = struct.unpack_from("<II", data, 8)
    for entry in range(directory, directory + 12 * count, 12):
        if struct.unpack_from("<I", data, entry)[0] == 6:
            struct.pack_into("<III", data, entry, 0, 0, 0)
    path.write_bytes(data)

    written, snapshot, cause = caused(path)
    assert written is None
    assert cause.reason.text == "SIGSEGV reading 0x8 (address not mapped)"
    assert (cause.module, cause.thread_name) == ("handler", "order-worker")
    (crashed,) = (thread for thread in snapshot.threads if thread.id == cause.thread)
    assert crashed.instruction_pointer == cause.instruction


def test_who_dumps_a_crash_hears_of_it_at_once(start_target, dumpdesk, tmp_path):
    crashed, well = start_target("handler"), start_target("threads", 2)
    said = dumpdesk("dump", crashed.pid, "-o", tmp_path / "crashed.dmp")[1]["crash"]
    assert said["reason"] == "SIGSEGV reading 0x8 (address not mapped)"
    assert said["sentence"].startswith(f"{said['reason']} in total_of (handler+0x")
    assert dumpdesk("dump", well.pid, "-o", tmp_path / "well.dmp")[1]["crash"] is None


def test_a_stopped_process_has_not_crashed(start_target, dumped, dumpdesk):
    process = start_target("threads", 2)
    stop_by_signal(process.pid)
    path = dumped(process)
    assert caused(path)[0] is None
    shown = dumpdesk("show", path)[1]
    assert shown["headline"].startswith("No crash: taken while stopped")
    assert shown["crash"] is None


def test_a_process_that_handles_faults_and_had_none_has_not_crashed(start_process, dumped):
    code = "import faulthandler, sys; faulthandler.enable(); print('ready', flush=True); input()"
    process = start_process(sys.executable, "-c", code)
    written, _, cause = caused(dumped(process))
    assert written is None
    assert cause.headline.startswith("No crash: taken while running")


@pytest.mark.parametrize("fault", ["segv", "alternate"])
def test_the_function_and_the_calls_of_the_crash_are_told(start_target, dumped, dumpdesk, fault):
    path = dumped(start_target("handler", fault))
    shown = dumpdesk("show", path)[1]
    assert shown["headline"].startswith("SIGSEGV reading 0x8 (address not mapped) in total_of (")
    crash = shown["crash"]
    assert crash["function"] == "total_of"
    named = [frame["function"] for frame in crash["frames"]]
    assert named[:3] == ["total_of", "process_order", "worker"]
    assert re.search(r'"order-worker", dumped \d+ \w+ after start\.$', shown["headline"])
    assert dumpdesk("verify", path)[1]["headline"] == shown["headline"]


@pytest.mark.parametrize("live", [True, False], ids=["live", "dump"])
@pytest.mark.parametrize("kind", ["handler", "plainhandler"])
@pytest.mark.parametrize("fault", ["segv", "abort"])
def test_the_thread_in_the_handler_of_a_fault_is_the_crashed_one(
    start_target, dumped, dumpdesk, kind, fault, live
):
    target = start_target(kind, fault)
    told = dumpdesk("stacks", target.pid if live else dumped(target))[1]["threads"]
    assert [thread["crashed"] for thread in told] == [True, *[False] * (len(told) - 1)]
    assert told[0]["id"] == int(target.values.get("tid", target.pid))


def test_of_a_live_process_nobody_knows_when_it_crashed(start_target, dumpdesk):
    told = dumpdesk("stacks", start_target("handler", "segv").pid)[1]
    assert told["headline"].endswith('"order-worker".')


def test_what_threads_wait_for_is_told_where_nothing_crashed(start_process, dumped, dumpdesk):
    code = (
        "import os, select, socket, sys, threading, time\n"
        "a, b = socket.socketpair()\n"
        "for work in (threading.Lock().acquire, lambda: time.sleep(999), lambda: a.recv(1),\n"
        "             lambda: select.select([b], [], [])):\n"
        "    threading.Thread(target=work, daemon=True).start()\n"
        "print('ready', flush=True)\n"
        "sys.stdin.read()\n"
    )
    process = start_process(sys.executable, "-c", code)
    process.wait_at_rest()
    told = dumpdesk("show", dumped(process))[1]["activity"]
    doings = [one["doing"] for one in told for _ in one["threads"]]
    assert "waiting to read" in doings
    assert "sleeping for a time" in doings
    assert "waiting until something can be read or written" in doings
    assert "running" not in doings


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("segv", "SIGSEGV reading 0x4 (address not mapped)"),  # a long takes four bytes
        ("write", "SIGSEGV writing 0x8 (address not mapped)"),
        ("sent", "SIGSEGV, raised by the program itself"),
    ],
)
def test_the_fault_of_a_32_bit_program_is_found(start_target, dumped, dumpdesk, fault, says):
    crash = dumpdesk("show", dumped(start_target("handler", fault, flags=("-m32",))))[1]["crash"]
    assert (crash["reason"], crash["thread_name"]) == (says, "order-worker")


def test_an_exception_may_be_given_on_the_command_line(start_target, dumped):
    process = start_target("threads", 2)
    given = f"thread={process.pid},code=SIGSEGV,flags=1,address=0x8,parameter=1,parameter=8"
    written, _, cause = caused(dumped(process, "--exception", given))
    assert written.thread_id == process.pid
    assert cause.reason.text == "SIGSEGV writing 0x8 (address not mapped)"
    assert cause.instruction  # the registers of the thread


@pytest.mark.parametrize(
    "target", [("handler",), ("plainhandler", "assert", "alternate"), ("plainhandler", "bus")]
)
def test_the_plan_of_a_process_in_its_handler_is_exact(start_target, dumpdesk, tmp_path, target):
    process = start_target(*target)
    process.wait_at_rest()
    planned = dumpdesk("plan", process.pid)[1]
    path = tmp_path / "it.dmp"
    assert dumpdesk("dump", process.pid, "-o", path)[0] == 0
    assert planned["file_size"] == path.stat().st_size


WITHOUT_SIGINFO = [
    ("segv", "SIGSEGV reading 0x10 (address not mapped) in read_it"),
    ("far", "SIGSEGV reading 0x1234560 (address not mapped) in read_it"),
    ("jump", "SIGSEGV executing 0x0 (address not mapped)"),
    ("abort", "SIGABRT, raised by the program itself in give_up"),
    ("sent", "SIGSEGV, raised by the program itself in main"),
    ("divide", "SIGFPE (integer division by zero) in divide"),
    ("trap", "SIGTRAP (breakpoint) in main"),
    ("bus", "SIGBUS reading "),
    ("alarm", "No crash: taken while running"),
]


@pytest.mark.parametrize(
    ("fault", "headline", "stack"),
    [(*one, ()) for one in WITHOUT_SIGINFO]
    + [(*one, ("alternate",)) for one in WITHOUT_SIGINFO if one[0] in {"segv", "abort", "alarm"}],
)
def test_a_handler_without_siginfo_is_no_proof_that_nothing_crashed(
    start_target, dumpdesk, dumped, fault, headline, stack
):
    """What the processor said of a fault is there; of other signals the code that met them."""
    target = start_target("plainhandler", fault, *stack)
    path = dumped(target)
    _, shown = dumpdesk("show", path)
    assert shown["headline"].startswith(headline.format(tid=target.pid)), shown["headline"]
    assert bool(shown["crash"]) is (fault != "alarm")
    _, told = dumpdesk("stacks", path)
    functions = [frame["function"] for frame in told["threads"][0]["frames"]]
    assert "main" in functions
    assert "_start" in functions  # the interrupted stack is in the dump, wherever it lay
    assert not any(frame["found_by"] == "scan" for frame in told["threads"][0]["frames"][:2])


@pytest.mark.parametrize(
    ("kind", "fault", "says"),
    [
        ("handler", "abort", "SIGABRT, raised by the program itself in "),
        ("plainhandler", "abort", "SIGABRT, raised by the program itself in give_up"),
        ("handler", "sent", "SIGSEGV, raised by the program itself in "),
        ("handler", "wait", "SIGSEGV, sent by a process outside its container in "),
    ],
)
def test_who_sent_a_signal_is_known_in_a_container(
    start_process, build_target, dumpdesk, tmp_path, kind, fault, says
):
    """Processes have other numbers there, by which the kernel tells who sent a signal."""
    tried = subprocess.run(["unshare", "--pid", "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("no namespaces can be made here")
    outer = start_process("unshare", "--pid", "--fork", build_target(kind), fault)
    pid = int(Path(f"/proc/{outer.pid}/task/{outer.pid}/children").read_text())
    if fault == "wait":
        os.kill(pid, signal.SIGSEGV)
        assert outer.process.stdout.readline().startswith(b"ready signal=11")
    path = tmp_path / "it.dmp"
    assert dumpdesk("dump", pid, "-o", path)[0] == 0
    shown = dumpdesk("show", path)[1]
    assert shown["headline"].startswith(says), shown["headline"]
    assert shown["crash"]["code"] == (6 if fault == "abort" else 11)


@pytest.mark.parametrize(
    ("fault", "how", "says"),
    [
        ("alarm", "nodefer", "Perhaps a crash: thread "),
        ("thread", "", "Perhaps a crash: thread "),
        ("thread", "harmless", "No crash: taken while running"),
    ],
)
def test_what_may_be_a_crash_is_told_by_the_handlers_that_there_are(
    start_target, dumpdesk, dumped, fault, how, says
):
    target = start_target("plainhandler", fault, how)
    for what, name in (("show", dumped(target)), ("stacks", target.pid)):
        assert dumpdesk(what, name)[1]["headline"].startswith(says)


@pytest.mark.parametrize("flags", [(), ("-m32",)], ids=["64", "32"])
def test_a_page_that_is_not_there_is_no_wrong_address_in_the_file_as_well(
    start_target, dumped, flags
):
    written, _, cause = caused(dumped(start_target("plainhandler", "bus", flags=flags)))
    assert written.exception.ExceptionCode == 7
    assert written.exception.ExceptionFlags == 2  # BUS_ADRERR
    assert cause.reason.text.endswith("(no such page: the file behind it is shorter)")


@pytest.mark.parametrize(("fault", "headline"), WITHOUT_SIGINFO)
def test_the_same_of_a_32_bit_program(start_target, dumpdesk, dumped, fault, headline):
    try:
        target = start_target("plainhandler", fault, flags=("-m32",))
    except subprocess.CalledProcessError:
        pytest.skip("there are no libraries of 32 bits here")
    _, shown = dumpdesk("show", dumped(target))
    assert shown["headline"].startswith(headline.format(tid=target.pid)), shown["headline"]


def test_a_stack_that_has_run_over_is_called_so_and_is_in_the_dump(start_target, dumpdesk, dumped):
    path = dumped(start_target("plainhandler", "overflow"))
    _, shown = dumpdesk("show", path)
    assert "(stack overflow) in recurse" in shown["headline"]
    _, told = dumpdesk("stacks", path)
    functions = [frame["function"] for frame in told["threads"][0]["frames"]]
    assert functions.count("recurse") > 500


def test_of_a_file_that_is_cut_short_nobody_says_that_nothing_crashed(
    start_target, dumpdesk, dumped, tmp_path
):
    path = dumped(start_target("plainhandler", "segv"))
    short = tmp_path / "short.dmp"
    short.write_bytes(path.read_bytes()[:3000])
    _, shown = dumpdesk("show", short)
    assert shown["headline"].startswith("Not known: the file is damaged")
    code, found = dumpdesk("compare", short, path)
    assert code == 7
    assert found["damage"]
    assert found["memory"] == []
    assert found["modules"] == []


WAITS = """
    #include <signal.h>
    #include <unistd.h>
    static void waits(int number, siginfo_t *info, void *context)
    {
        (void)number, (void)info, (void)context;
        (void)!write(1, "ready\\n", 6);
        for (;;)
            pause();
    }
    __attribute__((constructor)) static void install(void)
    {
        struct sigaction action = {.sa_sigaction = waits, .sa_flags = SA_SIGINFO};
        sigaction(SIGABRT, &action, 0);
    }
"""
"""Loaded into any program, it has it wait where it ends itself."""
ENDING = {
    "c": """
        #include <assert.h>
        __attribute__((noinline)) static void give_up(int n) { assert(n > 1); }
        int main(int n, char **v) { (void)v; give_up(n); return n; }
    """,
    "freed.c": """
        #include <stdlib.h>
        __attribute__((noinline)) static void give_up(char *p) { free(p); free(p); }
        int main(void) { char *p = malloc(2000); char *q = malloc(9); give_up(p); return !q; }
    """,
    "cpp": """
        #include <vector>
        __attribute__((noinline)) static int give_up(std::vector<int> &v) { return v.at(7); }
        int main() { std::vector<int> v(2); return give_up(v); }
    """,
    "rs": """
        #[inline(never)]
        fn give_up(of: Option<u32>) -> u32 { of.unwrap() }
        fn main() { println!("{}", give_up(std::env::args().nth(1).map(|_| 3))); }
    """,
}
COMPILERS = {
    "c": ("gcc", "-g", "-O1", "-w"),
    "cpp": ("g++", "-g", "-O1"),
    "rs": ("rustc", "-g", "-Cpanic=abort"),
}


SAYS = {
    "c": ("SIGABRT, assertion failed: n > 1 in ", "Assertion `n > 1' failed."),
    "freed.c": ("SIGABRT, raised by the program itself: ", "double free"),
    "cpp": (
        "SIGABRT, uncaught C++ exception std::out_of_range: vector::_M_range_check: __n",
        "vector::_M_range_check",
    ),
    "rs": ("SIGABRT, raised by the program itself in ", ""),
}
"""How the headline begins, and what the program said."""
PLAIN = WAITS.replace("int number, siginfo_t *info, void *context", "int number")
PLAIN = PLAIN.replace(", (void)info, (void)context", "").replace(
    "{.sa_sigaction = waits, .sa_flags = SA_SIGINFO}", "{.sa_handler = waits}"
)


@pytest.mark.parametrize("waits", [WAITS, PLAIN], ids=["siginfo", "plain"])
@pytest.mark.parametrize("kind", ENDING)
def test_of_a_program_that_ends_itself_the_headline_names_who_gave_up(
    start_process, gcc, dumpdesk, dumped, tmp_path, kind, waits
):
    command = COMPILERS[kind.rpartition(".")[2]]
    compiler = shutil.which(command[0])
    if compiler is None:
        pytest.skip(f"there is no {command[0]} here")
    path, program, library = tmp_path / f"it.{kind}", tmp_path / "program", tmp_path / "waits.so"
    path.write_text(ENDING[kind])
    (tmp_path / "waits.c").write_text(waits)
    shared = [gcc, "-shared", "-fPIC", "-o", library, tmp_path / "waits.c"]
    subprocess.run(shared, check=True)
    subprocess.run([compiler, *command[1:], "-o", program, path], check=True, cwd=tmp_path)
    target = start_process("env", f"LD_PRELOAD={library}", program)
    target.wait_at_rest()
    dump = dumped(target)
    _, shown = dumpdesk("show", dump)
    _, told = dumpdesk("stacks", target.pid)
    for headline in (shown["headline"], told["headline"]):
        assert re.search(r" in (\w+::)?give_up\b", headline), headline
    crash = shown["crash"]
    assert "give_up" in crash["function"]
    assert crash["frames"][crash["blamed"]]["function"] == crash["function"]
    begins, said = SAYS[kind]
    for headline in (shown["headline"], told["headline"]):
        assert headline.startswith(begins), headline
    assert [said for one in shown["said"] if said in one["text"]] == [said] * bool(said)
