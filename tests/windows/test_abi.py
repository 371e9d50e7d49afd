"""Our structures against those that a C compiler for Windows makes of the documented ones."""

from __future__ import annotations

import ctypes

from app.core.backends.dbghelp import abi

SHARED = {"VS_FIXEDFILEINFO", "MINIDUMP_MEMORY_INFO"}


def test_ctypes_and_c_agree_on_every_size_and_offset(build_windows, run_windows):
    done = run_windows(build_windows("print_abi.c", "print_abi.exe"))
    assert done.returncode == 0, done.stdout + done.stderr
    printed = [line.split() for line in done.stdout.splitlines()]
    found = []
    for name, field, *_ in printed:
        structure = getattr(abi if name in SHARED else abi.LAYOUTS["AMD64"], name)
        member = structure if field == "*" else getattr(structure, field)
        offset = 0 if field == "*" else member.offset
        size = ctypes.sizeof(structure) if field == "*" else member.size
        found.append([name, field, str(offset), str(size)])
    assert found == printed
    assert {name for name, *_ in printed} == SHARED | {
        name for name in vars(abi.LAYOUTS["AMD64"]) if name.startswith(("MINIDUMP", "EXCEPTION"))
    } - {"MINIDUMP_INCLUDE_THREAD_CALLBACK", "MINIDUMP_INCLUDE_MODULE_CALLBACK"} - {
        "MINIDUMP_VM_QUERY_CALLBACK"  # one field each
    }
