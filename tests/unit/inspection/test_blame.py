"""Who gave up, by the names on stacks as they were seen on many systems."""

from __future__ import annotations

import pytest

from app.core.inspection.blame import blamed
from app.core.inspection.cause import Cause
from app.core.inspection.reasons import Reason
from app.core.inspection.signatures import signature_of
from app.core.minidump.constants import PLATFORM_ID

GLIBC = ("__pthread_kill_implementation", "raise", "abort")
STACKS = {
    "abort": (*GLIBC, "give_up"),
    "assert": (*GLIBC, "__assert_fail_base", "__assert_fail", "give_up"),
    "assert of glibc": (*GLIBC, "__assert_fail_base.cold", "__assert_fail", "give_up.part.0"),
    "double free": (
        *(*GLIBC, "__libc_message", "malloc_printerr", "_int_free", "__libc_free"),
        "give_up",
    ),
    "canary": (*GLIBC, "__libc_message", "__fortify_fail", "__stack_chk_fail", "give_up"),
    "C++ throw": (
        *(*GLIBC, "__gnu_cxx::__verbose_terminate_handler()"),
        *("__cxxabiv1::__terminate(void (*)())", "std::terminate()", "__cxa_throw"),
        "give_up(std::vector<int, std::allocator<int>>)",
    ),
    "C++ library": (
        *(*GLIBC, "std::terminate()", "__cxa_throw", "std::__throw_out_of_range(char const*)"),
        "give_up()",
    ),
    "Rust": (
        *(*GLIBC, "std::sys::pal::unix::abort_internal", "std::process::abort"),
        *("rust_panic", "std::panicking::rust_panic_with_hook", "rust_begin_unwind"),
        *("core::panicking::panic_fmt", "core::option::unwrap_failed"),
        "program::give_up::h0123456789abcdef",
    ),
    "Go": (
        *("runtime.raise.abi0", "runtime.dieFromSignal", "runtime.sigfwdgo", "runtime.throw"),
        "main.give_up",
    ),
    "GLib": ("_g_log_abort", "g_logv", "g_log", "g_assertion_message_expr", "give_up"),
    "Qt": (*GLIBC, "qt_message_fatal", "QMessageLogger::fatal(char const*, ...) const", "give_up"),
    "macOS": ("__pthread_kill", "pthread_kill", "abort", "__assert_rtn", "give_up"),
    "Windows": ("RaiseException", "_CxxThrowException", "give_up"),
    "fail fast": ("RtlFailFast2", "RtlpReportHeapFailure", "RtlpFreeHeap", "HeapFree", "give_up"),
    "musl": ("raise", "abort", "__assert_fail", "give_up"),
    "Java": (
        *(*GLIBC, "os::abort(bool, void*, void const*)"),
        *("VMError::report_and_die(int, char const*)", "JVM_handle_linux_signal"),
        *("signalHandler(int, siginfo_t*, void*)", "<signal handler called>", "give_up"),
    ),
    "Python": (*GLIBC, "fatal_error_exit", "fatal_error", "_Py_FatalErrorFunc", "give_up"),
}


@pytest.mark.parametrize("kind", STACKS)
def test_those_who_speak_for_others_are_passed_over(kind):
    names = STACKS[kind]
    found = blamed([(name, "/usr/lib/it.so") for name in (*names, "main", "_start")])
    assert "give_up" in names[found]


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("crashes", "main"),
        ("_int_free", "__libc_free", "crashes"),  # a fault in it, which nobody raised
        ("memcpy", "crashes"),
        ("raise", "abort"),  # and nobody else is known
        ("abort_all_orders", "raise"),
        ("killer", "main"),
        ("", "abort", "main"),  # of the program itself, whatever it is
    ],
)
def test_what_did_something_itself_is_blamed(names):
    assert blamed([(name, "/usr/bin/it") for name in names]) == 0


def test_without_names_runtimes_are_known_by_their_modules():
    modules = ["/lib/libc.so.6", "/lib/libc.so.6", "/lib/libc.so.6", "/usr/bin/it"]
    named = ("", "raise", "", "give_up")
    assert blamed(list(zip(named, modules, strict=True))) == 3
    libraries = ["libc.so.6", "libstdc++.so.6.0.30", "it"]
    assert blamed(list(zip(("abort", "", ""), libraries, strict=True))) == 2
    assert blamed([("", "/usr/lib/libcurl.so.4"), ("raise", "libc.so.6"), ("x", "it")]) == 0


def test_a_stack_of_such_frames_alone_is_looked_through_only_so_far():
    assert blamed([("raise", "it")] * 100_000) == 64


def frame(name, offset):
    place = {"address": 0x7000 + offset, "module": "/usr/bin/it", "offset": offset}
    return {**place, "function": name, "function_offset": 0, "file": None, "line": None}


@pytest.mark.parametrize("kind", ["abort", "C++ throw", "Rust", "canary"])
def test_headline_json_and_signature_name_who_gave_up(kind):
    names = (*STACKS[kind], "main")
    frames = tuple(frame(name, 0x100 + at) for at, name in enumerate(names))
    at = len(names) - 2
    cause = Cause(
        Reason("SIGABRT, raised by the program itself", 6),
        thread=5,
        instruction=0x7100,
        module="it",
        offset=0x100,
        function=names[0],
        frames=frames,
        blamed=blamed([(name, "it") for name in names]),
    )
    assert cause.blamed == at
    assert f" in {names[at]} (it+{0x100 + at:#x}), thread 5" in cause.headline
    told = cause.to_json()
    assert (told["function"], told["offset"], told["blamed"]) == (names[at], 0x100 + at, at)
    assert told["frames"] == list(frames)
    assert signature_of(cause, PLATFORM_ID.LINUX).startswith("abort | ")
    assert "give_up" in signature_of(cause, PLATFORM_ID.LINUX)
    assert "terminate" not in signature_of(cause, PLATFORM_ID.LINUX)
