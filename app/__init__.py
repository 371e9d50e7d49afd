"""DumpDesk: minidumps of Linux and Windows processes, and what they hold.

    from dumpdesk import MINIDUMP_TYPE, write_dump

    with open("app.dmp", "w+b") as file:
        write_dump(None, process_id, file, MINIDUMP_TYPE.MiniDumpWithThreadInfo)

The names below are what other programs may rely on; docs/library.md shows each at work. A name is
imported when it is first used, so that importing this package costs nothing.
"""

from importlib import import_module  # and nothing that is not there already: Ctrl+C may come

TYPE_CHECKING = False  # type checkers know the name; importing it would cost more than the rest
if TYPE_CHECKING:
    from .core.backends.base import write_dump
    from .core.backends.output import DumpResult, dump_to_file
    from .core.backends.written import WrittenDump
    from .core.capture.snapshot import ExceptionInformation, ProcessSnapshot
    from .core.capture.target import Target, key_of, open_target
    from .core.dump.callback import (
        MINIDUMP_CALLBACK_INPUT,
        MINIDUMP_CALLBACK_OUTPUT,
        MemoryInfo,
        MiniDumpCallback,
    )
    from .core.dump.filter import FilterSpec, MemoryRule, ModuleRule, ThreadRule
    from .core.dump.plan import DumpPlan, make_plan
    from .core.dump.presets import PRESETS
    from .core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
    from .core.errors import (
        HRESULT,
        AccessDeniedError,
        DiskFullError,
        DumpCancelledError,
        DumpDeskError,
        DumpTooLargeError,
        InvalidDumpError,
        InvalidRequestError,
        MiniDumpError,
        NoSuchProcessError,
        OutputError,
        PartialCopyError,
    )
    from .core.inspection.verify import verify
    from .core.minidump.constants import (
        MINIDUMP_CALLBACK_TYPE,
        MINIDUMP_STREAM_TYPE,
        MINIDUMP_TYPE,
        MODULE_WRITE_FLAGS,
        THREAD_WRITE_FLAGS,
    )
    from .core.minidump.reader import MinidumpFile
    from .core.process_key import ProcessKey

__all__ = [
    "HRESULT",
    "MINIDUMP_CALLBACK_INPUT",
    "MINIDUMP_CALLBACK_OUTPUT",
    "MINIDUMP_CALLBACK_TYPE",
    "MINIDUMP_STREAM_TYPE",
    "MINIDUMP_TYPE",
    "MINIDUMP_USER_STREAM",
    "MODULE_WRITE_FLAGS",
    "PRESETS",
    "THREAD_WRITE_FLAGS",
    "AccessDeniedError",
    "DiskFullError",
    "DumpCancelledError",
    "DumpDeskError",
    "DumpPlan",
    "DumpRequest",
    "DumpResult",
    "DumpTooLargeError",
    "ExceptionInformation",
    "FilterSpec",
    "InvalidDumpError",
    "InvalidRequestError",
    "MemoryInfo",
    "MemoryRule",
    "MiniDumpCallback",
    "MiniDumpError",
    "MinidumpFile",
    "ModuleRule",
    "NoSuchProcessError",
    "OutputError",
    "PartialCopyError",
    "ProcessKey",
    "ProcessSnapshot",
    "Target",
    "ThreadRule",
    "WrittenDump",
    "dump_to_file",
    "key_of",
    "make_plan",
    "open_target",
    "verify",
    "write_dump",
]

_NAMES = {
    "core.backends.base": "write_dump",
    "core.backends.output": "DumpResult dump_to_file",
    "core.backends.written": "WrittenDump",
    "core.capture.snapshot": "ExceptionInformation ProcessSnapshot",
    "core.capture.target": "Target key_of open_target",
    "core.dump.callback": (
        "MINIDUMP_CALLBACK_INPUT MINIDUMP_CALLBACK_OUTPUT MemoryInfo MiniDumpCallback"
    ),
    "core.dump.filter": "FilterSpec MemoryRule ModuleRule ThreadRule",
    "core.dump.plan": "DumpPlan make_plan",
    "core.dump.presets": "PRESETS",
    "core.dump.request": "DumpRequest MINIDUMP_USER_STREAM",
    "core.errors": (
        "AccessDeniedError DiskFullError DumpCancelledError DumpDeskError DumpTooLargeError "
        "HRESULT InvalidDumpError InvalidRequestError MiniDumpError NoSuchProcessError "
        "OutputError PartialCopyError"
    ),
    "core.inspection.verify": "verify",
    "core.minidump.constants": (
        "MINIDUMP_CALLBACK_TYPE MINIDUMP_STREAM_TYPE MINIDUMP_TYPE MODULE_WRITE_FLAGS "
        "THREAD_WRITE_FLAGS"
    ),
    "core.minidump.reader": "MinidumpFile",
    "core.process_key": "ProcessKey",
}
"""Module → what it gives."""
_WHERE = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Import what *name* stands for."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f".{_WHERE[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *_WHERE])
