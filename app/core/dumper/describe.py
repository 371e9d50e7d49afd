"""A process as the tree of the window shows it: plain JSON values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.core.capture.snapshot import Module, ProcessSnapshot, Region, Thread


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


def _module(module: Module) -> dict[str, Any]:
    return {
        "name": module.name,
        "base": module.base,
        "size": module.size,
        "version": module.version,
        "soname": module.soname,
        "build_id": module.build_id.hex(),
        "deleted": module.deleted,
        "replaced": module.replaced,
    }


def _thread(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "name": thread.name,
        "state": thread.state,
        "kernel_time": thread.kernel_time,
        "user_time": thread.user_time,
        "stack": thread.stack,
    }


def _region(region: Region) -> dict[str, Any]:
    letters = zip(
        "rwxs",
        (region.readable, region.writable, region.executable, region.shared),
        strict=True,
    )
    return {
        "base": region.base,
        "size": region.size,
        "access": "".join(letter if on else "-" for letter, on in letters),
        "path": region.path,
        "dont_dump": region.dont_dump,
    }
