"""A process as the window shows it: plain JSON values."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from ..minidump.codeview import symbol_id
from ..minidump.constants import MEMORY_TYPE, MINIDUMP_STREAM_TYPE

if TYPE_CHECKING:
    from ..capture.snapshot import Handle, Module, ProcessSnapshot, Region, Thread
    from ..dump.plan import DumpPlan

_MEMORY_TYPES: Final = {
    int(MEMORY_TYPE.MEM_IMAGE): "image",
    int(MEMORY_TYPE.MEM_MAPPED): "mapped",
    int(MEMORY_TYPE.MEM_PRIVATE): "private",
}
_ENVIRONMENT: Final = int(MINIDUMP_STREAM_TYPE.LinuxEnviron)


def describe_process(snapshot: ProcessSnapshot) -> dict[str, Any]:
    """Tell what the process is made of. Addresses and sizes in bytes, times as FILETIME."""
    return {
        "pid": snapshot.process_id,
        "name": snapshot.name,
        "executable": snapshot.executable,
        "timestamp": snapshot.timestamp,
        "create_time": snapshot.times.create_time,
        "working_set_size": snapshot.vm_counters.working_set_size,
        "private_usage": snapshot.vm_counters.private_usage,
        "modules": [_module(module) for module in snapshot.modules],
        "threads": [_thread(thread) for thread in snapshot.threads],
        "regions": [_region(region) for region in snapshot.regions],
        "handles": dict(Counter(handle.type_name for handle in snapshot.handles).most_common()),
        "soft_errors": [error._asdict() for error in snapshot.soft_errors],
    }


def describe_details(snapshot: ProcessSnapshot, *, values: bool) -> dict[str, Any]:
    """Tell what :func:`describe_process` only counts, or leaves out as nobody's business.

    ``environment`` is a list of pairs, or None if it cannot be read. Without *values* the second
    of each pair is None: what it is set to does not leave the dumper.
    """
    environment = snapshot.texts.get(_ENVIRONMENT, snapshot.environment)
    return {
        "handle_list": [_handle(handle) for handle in snapshot.handles],
        "environment": None if environment is None else _environment(environment, values=values),
    }


def describe_plan(plan: DumpPlan, snapshot: ProcessSnapshot) -> dict[str, Any]:
    """Tell a plan without its ranges, of which there may be ten thousand.

    Instead, ``regions`` has for each region of *snapshot* the bytes stored and an index into
    ``reasons``, which are several texts joined where several apply; index 0 is the empty one.
    ``range_count`` is the number of ranges.
    """
    result = plan.to_json(ranges=False)
    regions = snapshot.regions
    stored = [0] * len(regions)
    whys: list[tuple[str, ...]] = [()] * len(regions)
    bases = [region.base for region in regions]
    for piece in plan.ranges:
        index = max(bisect_right(bases, piece.start) - 1, 0)
        while index < len(regions) and bases[index] < piece.end:
            inside = min(piece.end, regions[index].end) - max(piece.start, bases[index])
            if inside > 0:
                stored[index] += inside
                if piece.reason not in whys[index]:
                    whys[index] = (*whys[index], piece.reason)
            index += 1
    reasons: dict[str, int] = {"": 0}
    result["regions"] = [
        [size, reasons.setdefault(", ".join(why), len(reasons))]
        for size, why in zip(stored, whys, strict=True)
    ]
    result["reasons"] = list(reasons)
    result["range_count"] = len(plan.ranges)
    return result


def _module(module: Module) -> dict[str, Any]:
    return {
        "name": module.name,
        "base": module.base,
        "size": module.size,
        "version": module.version,
        "soname": module.soname,
        "build_id": module.build_id.hex() or symbol_id(module.cv_record),
        "deleted": module.deleted,
        "replaced": module.replaced,
    }


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "name": thread.name,
        "state": thread.state,
        "priority": thread.priority,
        "create_time": thread.create_time,
        "start_address": thread.start_address,
        "kernel_time": thread.kernel_time,
        "user_time": thread.user_time,
        "stack": thread.stack,
    }


def _region(region: Region) -> dict[str, Any]:
    return {
        "base": region.base,
        "size": region.size,
        "access": region.rights,
        "type": _MEMORY_TYPES.get(region.type, ""),
        "path": region.path,
        "dont_dump": region.dont_dump,
    }


def _handle(handle: Handle) -> dict[str, Any]:
    return {
        "handle": handle.handle,
        "type": handle.type_name,
        "name": handle.object_name,
        "access": handle.granted_access,
    }


def _environment(block: bytes, *, values: bool) -> list[tuple[str, str | None]]:
    """Take apart ``NAME=value`` texts that end with zero bytes; what is no UTF-8 is spelled out.

    A program may have written something else there: without an equals sign it has no name.
    """
    pairs = []
    for entry in block.decode("utf-8", "backslashreplace").split("\0"):
        name, equals, value = entry.partition("=")
        if equals:
            pairs.append((name, value if values else None))
        elif entry:
            pairs.append(("", entry if values else None))
    return pairs
