"""The linker's list, followed through memory that may hold anything."""

import os
import struct
import subprocess
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.linux.dso_debug import read_dso_debug
from app.core.symbols.elf import parse_auxv

AT_PHDR, AT_PHENT, AT_PHNUM = 3, 4, 5


def image() -> bytes:
    """A program at 0x1000: headers, dynamic section at 0x200, r_debug at 0x300, one object."""
    memory = bytearray(0x800)
    struct.pack_into("<IIQQQQQQ", memory, 0, 6, 4, 0, 0x40, 0, 112, 112, 8)
    struct.pack_into("<IIQQQQQQ", memory, 56, 2, 4, 0, 0x240, 0, 32, 32, 8)
    struct.pack_into("<4Q", memory, 0x200, 21, 0x1300, 0, 0)
    struct.pack_into("<I4xQQI4xQ", memory, 0x300, 1, 0x1400, 0xB4B4, 0, 0x7000)
    struct.pack_into("<5Q", memory, 0x400, 0x5000, 0x1500, 0x6000, 0x1400, 0)
    memory[0x500:0x50B] = b"/lib/a.so\0\0"
    return bytes(memory)


def reader(memory: bytes):
    def read(address: int, size: int) -> bytes:
        offset = address - 0x1000
        return memory[offset : offset + size] if 0 <= offset < len(memory) else b""

    return read


AUXV = {AT_PHDR: 0x1000, AT_PHENT: 56, AT_PHNUM: 2}


def test_the_list_is_followed_and_a_loop_ends() -> None:
    debug = read_dso_debug(reader(image()), AUXV, is_64=True)

    assert debug is not None
    assert (debug.version, debug.brk, debug.linker_base) == (1, 0xB4B4, 0x7000)
    assert debug.dynamic == 0x1200
    assert len(debug.dynamic_section) == 32
    assert [(entry.address, entry.name, entry.dynamic) for entry in debug.link_maps] == [
        (0x5000, "/lib/a.so", 0x6000)
    ]


def test_a_program_without_a_list_has_none() -> None:
    assert read_dso_debug(reader(b""), AUXV, is_64=True) is None
    assert read_dso_debug(reader(image()), {}, is_64=True) is None


@given(st.binary(max_size=0x600), st.integers(0, 0x5FF), st.booleans())
def test_any_memory_gives_a_list_or_none(noise: bytes, place: int, is_64: bool) -> None:
    memory = image()
    memory = memory[:place] + noise + memory[place + len(noise) :]

    debug = read_dso_debug(reader(memory), AUXV, is_64=is_64)

    assert debug is None or len(debug.link_maps) <= 2048


def test_a_real_program_lists_its_libraries() -> None:
    child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(b"x\n")
        child.stdin.flush()
        child.stdout.readline()
        auxv = parse_auxv(Path(f"/proc/{child.pid}/auxv").read_bytes(), is_64=True)
        descriptor = os.open(f"/proc/{child.pid}/mem", os.O_RDONLY)
        try:
            debug = read_dso_debug(
                lambda address, size: _pread(descriptor, size, address), auxv, is_64=True
            )
        finally:
            os.close(descriptor)
        assert debug is not None
        names = [entry.name for entry in debug.link_maps]
        assert any(name.endswith("/libc.so.6") for name in names)
    finally:
        child.kill()
        child.communicate()


def _pread(descriptor: int, size: int, address: int) -> bytes:
    try:
        return os.pread(descriptor, size, address)
    except OSError:
        return b""
