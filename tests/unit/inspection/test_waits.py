"""What threads do is told by where in the system they are."""

import pytest

from app.core.capture.snapshot import Module, SystemDescription, Thread
from app.core.inspection.activity import Activity, Doing
from app.core.inspection.stacks import FoundBy, Frame, SignalFrame, Stack
from app.core.inspection.waits import activities, place_of

LIBC = Module(0x7000, 0x1000, "/lib/libc.so.6")
DEMO = Module(0x4000, 0x1000, "/bin/demo")
NTDLL = Module(0x9000, 0x1000, "C:\\Windows\\System32\\ntdll.dll")
SYSCALL = b"\x00\x00\x0f\x05"


def frame(module, function, offset=0x10):
    return Frame(module.base + offset, 0x100, FoundBy.CFI, module, function, 0, "", 0, registers={})


def stack(number, *frames):
    return Stack(Thread(number), frames, crashed=False, end="")


def told(*stacks, code=SYSCALL, architecture=9, platform=0x8201):
    system = SystemDescription(architecture, platform_id=platform)
    return activities(stacks, lambda _, __: code, system)


@pytest.mark.parametrize(
    ("functions", "doing"),
    [
        (("read",), Doing.READ),
        (("__select",), Doing.DESCRIPTORS),
        (("epoll_wait@@GLIBC_2.3",), Doing.DESCRIPTORS),
        (("__GI___poll",), Doing.DESCRIPTORS),
        (("__libc_recv",), Doing.READ),
        (("__futex_abstimed_wait_common", "pthread_cond_wait"), Doing.CONDITION),
        (("__futex_abstimed_wait_common", "__pthread_clockjoin_ex"), Doing.THREAD),
        (("__lll_lock_wait", "pthread_mutex_lock"), Doing.LOCK),
        (("__futex_abstimed_wait_common", "__new_sem_wait_slow64.constprop.0"), Doing.CONDITION),
        (("clock_nanosleep", "__nanosleep", "sleep"), Doing.SLEEP),
        (("unheard_of",), Doing.SYSTEM_CALL),
    ],
)
def test_what_a_thread_waits_for_is_told_by_the_function_it_is_in(functions, doing):
    frames = [frame(LIBC, function) for function in functions]
    found = told(stack(1, *frames, frame(DEMO, "worker"), frame(LIBC, "start_thread")))
    assert found == (Activity(doing, "worker", (1,)),)


@pytest.mark.parametrize(
    ("code", "doing"),
    [
        (b"\xb8\xca\0\0\0\x0f\x05", Doing.CONDITION),  # futex
        (b"\xb8\x07\0\0\0\x0f\x05", Doing.DESCRIPTORS),  # poll
        (b"\x90\x90\x90\x31\xc0\x0f\x05", Doing.READ),
        (b"\xb8\x27\0\0\0\x0f\x05", Doing.SYSTEM_CALL),  # getpid waits for nothing
        (b"\x90" * 5 + b"\x0f\x05", Doing.SYSTEM_CALL),
    ],
)
def test_without_a_name_the_number_in_the_code_tells(code, doing):
    assert told(stack(1, frame(DEMO, "")), code=code)[0].doing is doing


def test_windows_numbers_its_calls_in_another_way():
    found = told(stack(1, frame(NTDLL, "")), code=b"\xb8\xca\0\0\0\x0f\x05", platform=2)
    assert found[0].doing is Doing.SYSTEM_CALL


def test_a_name_tells_more_than_a_number():
    frames = frame(LIBC, "__futex_abstimed_wait_common"), frame(LIBC, "pthread_mutex_lock")
    found = told(stack(1, *frames), code=b"\xb8\xca\0\0\0\x0f\x05")
    assert found[0].doing is Doing.LOCK


def test_a_32_bit_thread_that_was_seen_from_the_64_bit_side_waits_too():
    found = told(stack(1, frame(NTDLL, "NtReadFile")), code=b"\x90\xff\xd2", platform=2)
    assert found[0].doing is Doing.READ


def test_a_thread_whose_last_instruction_was_none_of_the_kernel_runs():
    assert told(stack(1, frame(DEMO, "spin")), code=b"\x90" * 4)[0].doing is Doing.RUNS


def test_functions_of_the_program_that_are_named_alike_do_not_count():
    found = told(stack(1, frame(LIBC, "unheard_of"), frame(DEMO, "read")))
    assert found[0].doing is Doing.SYSTEM_CALL


def test_windows_waits_are_told():
    frames = frame(NTDLL, "NtWaitForSingleObject"), frame(DEMO, "wait_for_it")
    assert told(stack(1, *frames)) == (Activity(Doing.CONDITION, "wait_for_it", (1,)),)


def test_programs_of_go_wait_in_functions_of_their_own():
    found = told(stack(1, frame(DEMO, "runtime.futex"), frame(DEMO, "runtime.notesleep")))
    assert found[0].doing is Doing.CONDITION


def test_without_code_or_registers_nothing_is_claimed():
    assert told(stack(1, frame(DEMO, "")), code=b"")[0].doing is Doing.UNKNOWN
    assert told(stack(1))[0] == Activity(Doing.UNKNOWN, "", (1,))


def test_equal_ones_are_told_together_those_that_run_first():
    waiting = [stack(n, frame(LIBC, "poll"), frame(DEMO, "loop")) for n in range(3)]
    alone = stack(9, frame(LIBC, "read"), frame(DEMO, "", 0x123))
    found = told(alone, *waiting)
    assert [one.text for one in found] == [
        "3 threads: waiting until something can be read or written, in loop",
        "thread 9: waiting to read, in demo+0x123",
    ]


PYTHON = Module(0x5000, 0x1000, "/usr/lib/libpython3.11.so.1.0")
LIBRARY = "/usr/lib/python3.11/threading.py"


def python_frame(function, file):
    return frame(PYTHON, function)._replace(found_by=FoundBy.PYTHON, file=file, line=7)


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ((LIBRARY, "/srv/shop/export.py", "/srv/shop/main.py"), "f1"),
        ((LIBRARY, "/usr/lib/python3.11/site-packages/celery/worker.py"), "f1"),
        ((LIBRARY, "/usr/lib/python3/dist-packages/twisted/reactor.py"), "f1"),
        (("<frozen runpy>", "/opt/it/lib/queue.py", "/opt/it/main.py"), "f1"),
        ((r"C:\Python311\Lib\threading.py", r"C:\Python311\Lib\site-packages\x.py"), "f1"),
        ((r"C:\Python311\Lib\threading.py", r"C:\shop\export.py"), "f1"),
        ((LIBRARY, "<frozen runpy>"), "f0"),
        (("<string>",), "f0"),
    ],
)
def test_of_a_python_program_its_own_function_is_told(files, place):
    frames = [python_frame(f"f{number}", file) for number, file in enumerate(files)]
    (found,) = told(stack(1, frame(LIBC, "read"), frame(PYTHON, "lock_acquire"), *frames))
    assert found == Activity(Doing.READ, place, (1,))


def test_of_a_thread_that_waits_in_the_handler_of_its_crash_is_told_where_it_crashed():
    trampoline = frame(LIBC, "<signal handler called>")._replace(signal=SignalFrame(0, 8))
    frames = (frame(LIBC, "read"), frame(DEMO, "report"), trampoline, frame(DEMO, "total"))
    waiting = stack(1, *frames)
    assert place_of(waiting) == "report"
    assert place_of(waiting._replace(crashed=True)) == "total"


@pytest.mark.parametrize("name", ["msvcrt.dll", "MSVCR120.dll", "ucrtbase.dll", "vcruntime140.dll"])
def test_the_c_runtime_of_windows_is_not_the_programs_own(name):
    runtime = Module(0x8000, 0x1000, f"C:\\Windows\\System32\\{name}")
    waiting = stack(1, frame(NTDLL, "NtReadFile"), frame(runtime, "_read"), frame(DEMO, "loads"))
    assert place_of(waiting) == "loads"
    (found,) = told(waiting, platform=2)
    assert (found.doing, found.place) == (Doing.READ, "loads")


@pytest.mark.parametrize(
    ("code", "platform", "doing"),
    [
        (b"\xba\0\x10\x40\0\xff\xd2", 2, Doing.CONDITION),
        (b"\x64\xff\x15\xc0\0\0\0", 2, Doing.CONDITION),
        (b"\xba\0\x10\x40\0\xff\xd2", 0x8201, Doing.RUNS),
        (b"\x90" * 7, 2, Doing.RUNS),
    ],
)
def test_32_bit_code_of_windows_calls_the_system_by_a_call(code, platform, doing):
    waiting = stack(1, frame(NTDLL, "NtWaitForSingleObject"), frame(DEMO, "works"))
    (found,) = told(waiting, code=code, architecture=0, platform=platform)
    assert found.doing is doing
