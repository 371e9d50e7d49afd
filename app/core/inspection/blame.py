"""Who gave up: the first function of a stack that speaks for itself.

A program that ends itself stands in the C library's way of doing so, and before it in those of its
language: assertions, terminate handlers, panics. They are the same for every fault. One table of
them serves the headline and the signatures by which triage groups.
"""

from __future__ import annotations

import re
from ntpath import basename
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_RAISING: Final = (
    # C libraries, POSIX
    "abort __abort __GI_abort raise gsignal __GI_raise pthread_kill __pthread_kill "
    "__pthread_kill_implementation __pthread_kill_internal __GI___pthread_kill "
    "__pthread_kill_nocancel kill tkill tgkill sigqueue pthread_sigqueue killpg __libc_message "
    "__libc_message_impl __libc_fatal __fortify_fail __stack_chk_fail __chk_fail "
    # Windows
    "RaiseException RtlRaiseException RtlRaiseStatus NtRaiseException ZwRaiseException "
    "RaiseFailFastException RtlFailFast RtlFailFast2 __fastfail DebugBreak DbgBreakPoint "
    "_CxxThrowException _invoke_watson _invalid_parameter_noinfo_noreturn __report_gsfailure "
    "RtlReportFatalFailure RtlReportCriticalFailure "
    # C++, Objective-C
    "__cxa_throw __cxa_rethrow std::terminate objc_exception_throw __objc_exception_throw "
    # Rust, Go, Python, GLib, Qt
    "rust_panic __rust_start_panic __rust_abort std::process::abort runtime.raise "
    "runtime.raise.abi0 runtime.tgkill runtime.dieFromSignal runtime.crash fatal_error_exit "
    "Py_FatalError g_abort _g_log_abort qFatal qTerminate"
)
"""Functions that end the program, or tell of a fault, on purpose."""
_SPEAKING: Final = (
    # C libraries: what found a fault, and told of it
    r"_*(GI_)?_*assert(_fail|_fail_base|_perror_fail|_rtn|13)?|_*wassert|malloc_printerr|"
    r"malloc_consolidate|_int_(free|malloc|realloc|memalign)\w*|unlink_chunk\w*|munmap_chunk|"
    r"sysmalloc|tcache_\w+|_*(libc_|GI_|GI___libc_)?(free|cfree|malloc|calloc|realloc)|"
    r"_*\w+_chk|_*fortify_fail\w*|_*stack_chk_fail_local|_*invalid_parameter\w*|_exit_or_terminate|"
    r"sigabrt|_*restore_sigs|__kernel_vsyscall|"
    # Windows
    r"(Rtl|Rtlp)(\w*Heap\w*|LogHeap\w*|ReportHeap\w*)|HeapFree|HeapAlloc|_free_base|_malloc_base|"
    r"_callnewh|_purecall|_*scrt_\w*|_CallSettingFrame\w*|terminate|unexpected|"
    r"UnhandledExceptionFilter|KiUserExceptionDispatch(er)?|RtlDispatchException|"
    # C++
    r"__cxxabiv1::.*|__gnu_cxx::.*|__cxa_\w+|__gxx_personality\w*|_Unwind_\w+|__gcc_personality\w*|"
    r"std::(__1::|__ndk1::)?(terminate|unexpected|abort|rethrow_exception|__throw_.*|"
    r"__glibcxx_assert_fail\w*|__replacement_assert|__libcpp_verbose_abort|_Xlength\w*|_Xout\w*|"
    r"_Xinvalid\w*|_Xbad\w*|_Throw\w*)|operator (new|delete)(\[\])?|"
    # Rust
    r"(std|core|alloc)::panicking::.*|std::panic::.*|panic_abort::.*|panic_unwind::.*|"
    r"std::(sys|sys_common)::.*|std::rt::.*abort.*|std::alloc::.*|alloc::alloc::handle_alloc_error|"
    r"alloc::raw_vec::(capacity_overflow|handle_error)|core::(option|result)::\w*(fail|failed)|"
    r"core::(option|result)::.*::(unwrap|expect)(_err)?|core::slice::index::\w*fail\w*|"
    r"<((core|alloc|std)::.+|usize|str|\[.+\]) as (core|alloc|std)::.+>::\w+|"
    r"core::str::slice_error_fail\w*|core::cell::panic_\w+|core::intrinsics::abort|"
    r"(__rustc::)?(rust_begin_unwind|__?rust_\w+|rust_oom|rust_panic\w*)|"
    # Go, Python, GLib, Qt, sanitizers, Java, Node, Chromium
    r"runtime\..*|_?Py_Fatal\w+|fatal_error\w*|faulthandler_\w+|"
    r"_?g_(log|logv|assertion_message|assert_warning|return_if_fail|on_error|printerr)\w*|"
    r"qt_(assert|message|check)\w*|qBadAlloc|QMessageLogger::.*|"
    r"__(asan|ubsan|sanitizer|tsan|msan|lsan|interceptor)\w*(::.*)?|"
    r"VMError::.*|report_(vm_error|fatal|should_not_reach_here|vm_out_of_memory)|os::abort|"
    r"node::(Abort|Assert|OnFatalError|OOMErrorHandler|FatalError)|V8_Fatal|"
    r"v8::(base::OS::Abort|base::FatalOOM|internal::V8::FatalProcessOutOfMemory)|"
    r"logging::.*|base::(ImmediateCrash|debug::.*)|MOZ_Crash|mozalloc_\w+|"
    # Handlers of crashes, which end the program when they have told of one
    r"<signal handler called>|JVM_handle_\w+|(javaS|s)ignalHandler|PosixSignals::.*|"
    r"(absl::.*|google::.*)?FailureSignalHandler|folly::symbolizer::.*|crashpad::.*|"
    r"google_breakpad::ExceptionHandler::.*|backward::SignalHandling::.*|sentry__\w+"
)
"""Functions that speak for those which called them."""
_RUNTIME: Final = re.compile(
    r"(libc|libpthread|libsystem_(c|kernel|pthread)|ld-musl\S*|ntdll|kernelbase|ucrtbased?|"
    r"libstdc\+\+|libc\+\+(abi)?|libgcc_s|libunwind|msvcp\d+d?|vcruntime\d+(_1)?d?|libglib|"
    r"(lib)?Qt\dCore)([-.].*)?",
    re.IGNORECASE,
)
"""Modules whose functions do so where their names are not known, or are of the standard library."""
_RAISES: Final = re.compile("|".join(map(re.escape, _RAISING.split())))
_SPEAKS: Final = re.compile(f"{_RAISES.pattern}|{_SPEAKING}")
_DRESS: Final = re.compile(
    r"@.*$|::h[0-9a-f]{16}$|(\.(cold|part|isra|constprop|llvm|lto_priv)(\.\d+)?)+$"
)
"""What compilers and linkers add to a name."""
_MOST: Final = 64
"""Frames that the way to the end takes at most."""


def blamed(frames: Iterable[tuple[str, str]]) -> int:
    """Give the index of the frame that gave up; 0 where the first one did something itself.

    *frames* are function and module of each, the innermost first; what is not known is empty.
    """
    raised = False
    for index, (function, module) in enumerate(frames):
        name = _plain(function)
        is_unspoken = not name or name.startswith("std::")
        if is_unspoken and _RUNTIME.fullmatch(basename(module)):
            continue
        if index >= _MOST or not name or not _SPEAKS.fullmatch(name):
            return index if raised else 0
        raised = raised or _RAISES.fullmatch(name) is not None
    return 0


def _plain(function: str) -> str:
    """Take the arguments from the name of a function, and what linkers add."""
    name = _DRESS.sub("", function)
    if not name.endswith((")", ") const")):
        return name
    depth = 0
    for at in range(len(name) - 1, -1, -1):
        depth += (name[at] == ")") - (name[at] == "(")
        if not depth and name[at] == "(":
            return name[:at]
    return name
