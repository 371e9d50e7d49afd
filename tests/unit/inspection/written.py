"""A dump planned by the program from a made-up process, as bytes, without any live target."""

from __future__ import annotations

from app.core.capture.snapshot import (
    Handle,
    Module,
    ProcessSnapshot,
    ProcessTimes,
    Region,
    Segment,
    SoftError,
    SystemDescription,
    Thread,
    VmCounters,
)
from app.core.dump.plan import make_plan
from app.core.minidump.streams.soft_errors import SoftErrorsStream
from tests import synth

STACK, CODE, HEAP, LIBRARY = 0x7FFF_0000_0000, 0x40_0000, 0x5555_0000_0000, 0x7F00_0000_0000
COMMIT, PRIVATE, IMAGE = 0x1000, 0x20000, 0x1000000


def _region(base, size, protect, kind, path, inode=0, offset=0):
    return Region(
        base, size, protect, COMMIT, kind, base, protect,
        readable=True, writable=protect == 4, executable=protect == 0x20, path=path,
        offset=offset, device="08:01" if inode else "00:00", inode=inode,
    )  # fmt: skip


def _thread(thread_id, name, stack_pointer, instruction):
    return Thread(
        thread_id,
        name,
        priority=-5,
        create_time=132_000_000_000_000_000,
        user_time=7,
        kernel_time=9,
        affinity=3,
        stack_pointer=stack_pointer,
        instruction_pointer=instruction,
        stack=(stack_pointer - 128, stack_pointer - 128 + 0x1000),
        context=synth.context_amd64(instruction, stack_pointer),
    )


SNAPSHOT = ProcessSnapshot(
    process_id=4711,
    name="demo",
    executable="/usr/bin/demo",
    system=SystemDescription(9, number_of_processors=2, major_version=6, csd_version="Linux 6.1.0"),
    threads=(
        _thread(4711, "demo", STACK + 0x2000, CODE + 0x1234),
        _thread(4712, "worker", STACK + 0x4000, LIBRARY + 0x10),
    ),
    modules=(
        Module(
            CODE, 0x3000, "/usr/bin/demo", build_id=bytes(range(20)),
            cv_record=b"LEpB" + bytes(range(20)), version=(1, 2, 3, 4),
            segments=(Segment(CODE + 0x2000, 0x1000, writable=True, executable=False),),
        ),
        Module(LIBRARY, 0x2000, "/lib/libc.so.6"),
    ),
    regions=(
        _region(CODE, 0x2000, 0x20, IMAGE, "/usr/bin/demo", 42),
        _region(CODE + 0x2000, 0x1000, 4, IMAGE, "/usr/bin/demo", 42, 0x2000),
        _region(HEAP, 0x4000, 4, PRIVATE, "[heap]"),
        _region(LIBRARY, 0x2000, 0x20, IMAGE, "/lib/libc.so.6", 43),
        _region(STACK, 0x8000, 4, PRIVATE, "[stack]"),
    ),
    handles=(Handle(0, "CharDevice", "/dev/null", 0o20666, 2), Handle(3, "Socket", "socket:[1]")),
    texts={
        0x47670004: b"Name:\tdemo\nPid:\t4711\n",
        0x47670006: b"demo\0--secret\0",
        0x47670008: b"".join(
            value.to_bytes(8, "little") for value in (9, CODE + 0x1000, 6, 4096, 0, 0)
        ),
        0x47670009: (
            b"00400000-00402000 r-xp 00000000 08:01 42 /usr/bin/demo\n"
            b"00402000-00403000 rw-p 00002000 08:01 42 /usr/bin/demo\n"
            b"555500000000-555500004000 rw-p 00000000 00:00 0 [heap]\n"
            b"7f0000000000-7f0000002000 r-xp 00000000 08:01 43 /lib/libc.so.6\n"
            b"7fff00000000-7fff00008000 rw-p 00000000 00:00 0 [stack]\n"
        ),
    },
    times=ProcessTimes(132_000_000_000_000_000, 20_000_000, 30_000_000),
    vm_counters=VmCounters(page_fault_count=5, working_set_size=4096, private_usage=8192),
    timestamp=1_700_000_000,
    suspended=True,
)  # fmt: skip


def memory_at(address, size):
    """The bytes of the made-up process."""
    return bytes((address + offset) % 251 for offset in range(size))


def write(request, snapshot=SNAPSHOT, errors=()):
    """Plan the dump and carry the plan out; the plan, and the bytes of the file."""
    plan = make_plan(snapshot, request, read=memory_at)
    for stream in plan.minidump.streams:
        if isinstance(stream, SoftErrorsStream):
            stream.set_errors([SoftError(*error).to_json() for error in errors])
    data = bytearray(plan.file_size)
    metadata = plan.minidump.metadata_bytes()
    data[: len(metadata)] = metadata
    for block in plan.minidump.memory_blocks:
        data[block.placed_rva : block.placed_rva + block.size] = memory_at(
            block.address, block.size
        )
    return plan, data
