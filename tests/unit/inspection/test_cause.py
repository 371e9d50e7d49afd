"""The headline: why, where, in which thread and when, of dumps of every system."""

import struct

import pytest

from app.core.inspection import explained as explained_module
from app.core.inspection.cause import cause_of_dump, duration
from app.core.inspection.dump_snapshot import snapshot_of
from app.core.inspection.show import describe_file
from app.core.inspection.verify import verify
from app.core.minidump.reader import MinidumpFile
from tests import synth
from tests.synth import Synth

BASE, HANDLER, CRASH, STACK = 0x140000000, 0x7FF900000000, 0x1402ED76B, 0x7FFF0000
STAMP = 1_700_000_000


def dump(platform=2, memory=(), created=STAMP - 18 * 60, architecture=9, csd="", **exception):
    """A dump of thread 85768 "audio" that crashed in Vital.clap, and stands in its handler."""
    made = Synth(stamp=STAMP)
    made.system_info(arch=architecture, platform=platform, csd=csd)
    made.stream(synth.MISC_INFO, struct.pack("<IIIIII", 24, 3, 4711, created, 0, 0))
    stack = made.put(bytes(1024), 16)
    handler = made.put(synth.context_amd64(rip=HANDLER, rsp=STACK), 16)
    crash = made.put(synth.context_amd64(rip=CRASH, rsp=STACK + 512), 16)
    made.counted(
        synth.THREAD_LIST,
        [synth.thread(85768, stack=(STACK, 1024, stack), context=(1232, handler))],
    )
    names = [made.text("C:\\Plugins\\Vital.clap"), made.text("C:\\Windows\\ntdll.dll")]
    made.counted(
        synth.MODULE_LIST,
        [synth.module(BASE, 0x600000, names[0]), synth.module(HANDLER, 0x1000, names[1])],
    )
    ranges = [synth.range32(STACK, 1024, stack)]
    ranges += [synth.range32(at, len(data), made.put(data)) for at, data in memory]
    made.counted(synth.MEMORY_LIST, ranges)
    made.counted(24, [struct.pack("<IQ", 85768, made.text("audio"))])
    if exception:
        synth.exception(made, 85768, context=(1232, crash), **exception)
    return made


def cause_in(made):
    with MinidumpFile(made.build()) as file:
        return cause_of_dump(file, snapshot_of(file))


def test_the_sentence_of_a_support_engineer(tmp_path):
    path = tmp_path / "a.dmp"
    path.write_bytes(dump(code=0xC0000005, address=CRASH, parameters=(0, 0)).build())
    said = (
        'Access violation reading 0x0 in Vital.clap+0x2ed76b, thread 85768 "audio", '
        "dumped 18 minutes after start."
    )
    told = describe_file(path)
    assert told["headline"] == said
    assert verify(path).headline == said
    (frame,) = told["crash"].pop("frames")
    assert (frame["address"], frame["found_by"]) == (CRASH, "context")
    assert told["crash"] == {
        "reason": "Access violation reading 0x0",
        "code": 0xC0000005,
        "address": 0,
        "access": "read",
        "thread": 85768,
        "thread_name": "audio",
        "module": "Vital.clap",
        "offset": 0x2ED76B,
        "function": "",
        "blamed": 0,
        "uptime": 1080.0,
    }


def test_the_crashed_thread_has_the_registers_of_the_exception():
    with MinidumpFile(dump(code=0xC0000005, parameters=(1, 8)).build()) as file:
        (thread,) = snapshot_of(file).threads
    assert (thread.instruction_pointer, thread.stack_pointer) == (CRASH, STACK + 512)


@pytest.mark.parametrize(
    ("code", "parameters", "says"),
    [
        (0xC0000005, (1, 0xFFFFFFFFFFFFFFFF), "Access violation writing 0xffffffffffffffff"),
        (0xC0000005, (8, 0x10), "Access violation executing 0x10"),
        (0xC0000005, (), "Access violation"),
        (
            0xC0000006,
            (0, 0x7000, 0xC000009C),
            "Page of a file could not be read, reading 0x7000 (status 0xc000009c)",
        ),
        (0xC0000409, (2,), "Fail fast: stack buffer overrun"),
        (0xC0000409, (7,), "Fail fast: the program called abort or ended itself"),
        (0xC0000409, (999,), "Fail fast with code 999"),
        (0xC00000FD, (), "Stack overflow"),
        (0xC0000374, (), "Heap corruption"),
        (0xC0000420, (), "Assertion failed"),
        (0xCFFFFFFF, (), "The program hung: it did not answer to its window"),
        (0xE0434352, (0x80004003,), ".NET exception NullReferenceException"),
        (0xE0434352, (0x80131234,), ".NET exception 0x80131234"),
        (0xE06D7363, (), "C++ exception"),
        (0x12345678, (), "Exception 0x12345678"),
    ],
)
def test_reasons_of_windows(code, parameters, says):
    assert cause_in(dump(code=code, parameters=parameters)).reason.text == says


def test_the_address_of_a_32_bit_program_is_not_extended():
    made = dump(architecture=0, code=0xC0000005, parameters=(0, 0xFFFFFFFFDDDDDDDD))
    assert cause_in(made).reason.address == 0xDDDDDDDD


def test_the_type_that_was_thrown_is_named_from_the_image_in_the_dump():
    image = bytearray(0x200)
    struct.pack_into("<IIII", image, 0x10, 0, 0, 0, 0x100020)  # ThrowInfo → array
    struct.pack_into("<II", image, 0x20, 1, 0x100030)  # array → CatchableType
    struct.pack_into("<II", image, 0x30, 0, 0x100040)  # → TypeDescriptor
    image[0x50 : 0x50 + 24] = b".?AVruntime_error@std@@\0"
    parameters = (0x19930520, STACK, BASE + 0x100010, BASE)
    made = dump(memory=[(BASE + 0x100000, bytes(image))], code=0xE06D7363, parameters=parameters)
    assert cause_in(made).reason.text == "C++ exception std::runtime_error"
    assert cause_in(dump(code=0xE06D7363, parameters=parameters)).reason.text == "C++ exception"


@pytest.mark.parametrize(
    ("code", "flags", "address", "parameters", "says"),
    [
        (11, 1, 8, (0, 8), "SIGSEGV reading 0x8 (address not mapped)"),
        (11, 2, 8, (1, 8), "SIGSEGV writing 0x8 (no permission for the address)"),
        (11, 1, CRASH, (), f"SIGSEGV executing {CRASH:#x} (address not mapped)"),
        (11, 1, 8, (), "SIGSEGV accessing 0x8 (address not mapped)"),
        (11, 0x80, 0, (), "SIGSEGV accessing an address that no processor can have"),
        (11, 0x80, 0x1234560, (1, 0x1234560), "SIGSEGV writing 0x1234560"),
        (7, 0x80, 0x9000, (0, 0x9000), "SIGBUS reading 0x9000"),
        (7, 2, 0x9000, (), "SIGBUS accessing 0x9000 (no such page: the file behind it is shorter)"),
        (8, 1, 1, (), "SIGFPE (integer division by zero)"),
        (6, 0xFFFFFFFA, 0, (4711, 1000), "SIGABRT, raised by the program itself"),
        (6, 0xFFFFFFFA, 0, (), "SIGABRT, sent by tgkill, as abort and raise do"),
        (6, 0, 0, (), "SIGABRT, sent by a process"),
        (11, 0, 0, (815, 1000), "SIGSEGV, sent by process 815 of user 1000"),
        (31, 1, 0, (), "SIGSYS (system call denied by seccomp)"),
        (64, 0, 0, (), "Signal 64, sent by a process"),
    ],
)
def test_reasons_of_linux(code, flags, address, parameters, says):
    made = dump(0x8201, code=code, flags=flags, address=address, parameters=parameters)
    assert cause_in(made).reason.text == says


@pytest.mark.parametrize(
    ("sender", "says"),
    [
        ((7, 1000), "SIGSEGV, raised by the program itself"),
        ((1, 0), "SIGSEGV, sent by process 1 of user 0 in its container"),
        ((4711, 0), "SIGSEGV, sent by process 4711 of user 0 in its container"),
        ((0, 1000), "SIGSEGV, sent by a process outside its container"),
    ],
)
def test_in_a_container_processes_have_other_numbers(sender, says):
    made = dump(0x8201, code=11, flags=0, parameters=sender)
    made.stream(0x47670004, b"Name:\tit\nNSpid:\t4711\t7\n")
    assert cause_in(made).reason.text == says


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (0x1234560, " (address not mapped)"),
        (0x5000, " (no permission for the address)"),
        (0x6000, ""),
    ],
)
def test_where_no_siginfo_tells_the_map_does(address, why):
    made = dump(0x8201, code=11, flags=0x80, address=address, parameters=(1, address))
    made.stream(0x47670009, b"5000-6000 r--p 0 00:00 0\n6000-7000 rw-p 0 00:00 0\n")
    assert cause_in(made).reason.text == f"SIGSEGV writing {address:#x}{why}"


@pytest.mark.parametrize(
    ("code", "flags", "address", "parameters", "says"),
    [
        (1, 1, 0x10, (), "EXC_BAD_ACCESS (KERN_INVALID_ADDRESS) accessing 0x10"),
        (1, 2, 0x10, (), "EXC_BAD_ACCESS (KERN_PROTECTION_FAILURE) accessing 0x10"),
        (2, 1, 0, (), "EXC_BAD_INSTRUCTION (undefined instruction)"),
        (3, 1, 0, (), "EXC_ARITHMETIC (division by zero)"),
        (5, 0x10003, 0, (5, 0x10003, 6), "EXC_SOFTWARE (SIGABRT)"),
        (6, 1, 0, (), "EXC_BREAKPOINT (breakpoint)"),
        (10, 0x0B100000, 0, (), "EXC_CRASH (SIGSEGV, EXC_BAD_ACCESS)"),
        (11, 3 << 29, 0, (), "EXC_RESOURCE (too much memory)"),
        (12, 2 << 29, 0, (), "EXC_GUARD (a guarded file descriptor)"),
    ],
)
@pytest.mark.parametrize("platform", [0x8101, 0x8102])
def test_reasons_of_apple(platform, code, flags, address, parameters, says):
    made = dump(platform, code=code, flags=flags, address=address, parameters=parameters)
    assert cause_in(made).reason.text == says


@pytest.mark.parametrize(
    ("platform", "code"),
    [(2, 0x0517A7ED), (0x8101, 0x43507378), (0x8201, 0xFFFFFFFF)],
)
def test_a_dump_that_was_asked_for_is_no_crash(platform, code):
    cause = cause_in(dump(platform, code=code))
    assert not cause.is_crash
    assert cause.to_json() is None
    assert cause.headline.startswith("Dump without a crash, asked for by the program, 18 minutes")


def test_a_process_that_was_stopped_has_not_crashed():
    cause = cause_in(dump(0x8201, code=19))
    assert (cause.headline, cause.to_json()) == (
        "No crash: taken while stopped, 18 minutes after start.",
        None,
    )


def test_without_an_exception_it_was_running():
    assert cause_in(dump(created=0)).headline == "No crash: taken while running."


def test_an_unknown_system_is_not_guessed_at():
    assert cause_in(dump(0x9999, code=11)).reason.text == "Exception 0xb, not understood here"


def test_what_cannot_be_true_is_not_told():
    assert cause_in(dump(created=STAMP + 9999)).uptime is None


def test_what_the_program_said_itself_is_told():
    made = dump(code=0x80000003)
    synth.assertion_info(made, "size > 0", "process", "vital.cc", 42)
    synth.crashpad_info(
        made,
        52,
        [("channel", "beta")],
        [(0, ["abort() called"], [("key", "value")], [("object", 1, "text")])],
    )
    made.stream(0x10000, "<crash/>".encode("utf-16-le"))
    made.stream(0x10001, bytes(range(32)))
    assert cause_in(made).said == (
        ("assertion", "size > 0, in process, vital.cc:42"),
        ("channel", "beta"),
        ("Vital.clap", "abort() called"),
        ("Vital.clap: key", "value"),
        ("Vital.clap: object", "text"),
        ("UserStream 0x10000", "<crash/>"),
    )


def test_the_system_tells_how_long_it_runs():
    made = dump(0x8201)
    made.stream(0x4767000C, b"86400.50 1234.00\n")
    assert cause_in(made).boot_uptime == 86400.5


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 seconds"),
        (1.2, "1 second"),
        (75, "1 minute 15 seconds"),
        (18 * 60 + 20, "18 minutes"),
        (2 * 3600 + 60, "2 hours 1 minute"),
        (3 * 86400, "3 days"),
    ],
)
def test_times_are_said_as_people_do(seconds, text):
    assert duration(seconds) == text


def test_of_several_exceptions_the_fault_counts():
    made = dump(0x8201, code=19)
    crash = made.put(synth.context_amd64(rip=CRASH, rsp=STACK), 16)
    synth.exception(made, 85769, 11, 1, 8, context=(1232, crash))
    assert cause_in(made).reason.text == "SIGSEGV accessing 0x8 (address not mapped)"


def test_stacks_that_take_too_long_cost_only_themselves(monkeypatch):
    monkeypatch.setattr(explained_module, "_PATIENCE", 0)
    made = dump(0x8201)
    made.counted(synth.THREAD_LIST, [synth.thread(number) for number in (1, 2, 3)])
    made.entries = [entry for entry in made.entries if entry[0] != 3] + made.entries[-1:]
    with MinidumpFile(made.build()) as file:
        cause = explained_module.explained(file, snapshot_of(file))
    assert cause.activity[-1].doing == "not looked at, as others took too long"
    assert cause.activity[-1].threads == (2, 3)
