"""The address space from texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.capture.linux.maps import (
    DEVICE,
    DONT_DUMP,
    AddressSpace,
    parse_line,
    parse_maps,
    parse_vm_flags,
)
from app.core.capture.snapshot import Module
from app.core.minidump.constants import MEMORY_PROTECT, MEMORY_STATE, MEMORY_TYPE

TEXT = b"""\
00400000-00401000 r--p 00000000 fe:00 11                                 /bin/prog
00401000-00405000 r-xp 00001000 fe:00 11                                 /bin/prog
00405000-00406000 rw-p 00005000 fe:00 11                                 /bin/prog
00406000-00407000 rw-p 00000000 00:00 0
01000000-01021000 rw-p 00000000 00:00 0                                  [heap]
7f0000000000-7f0000001000 ---p 00000000 00:00 0
7f0000001000-7f0000801000 rw-p 00000000 00:00 0
7f0000900000-7f0000901000 rw-s 00000000 00:01 12                         /memfd:a b (deleted)
7f0000a00000-7f0000a02000 r--p 00000000 00:00 0                          [vvar]
7f0000a02000-7f0000a04000 r-xp 00000000 00:00 0                          [vdso]
ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
"""
PROGRAM = Module(0x400000, 0x7000, "/bin/prog")


def space_of(text=TEXT, flags=None):
    return AddressSpace.of(text, parse_maps(text), (PROGRAM,), flags or {})


def test_every_line_becomes_a_region():
    regions = space_of(flags={0x1000000: DONT_DUMP, 0x7F0000900000: DEVICE}).regions
    assert [(r.base, r.end) for r in regions][:2] == [(0x400000, 0x401000), (0x401000, 0x405000)]
    by_base = {region.base: region for region in regions}
    code = by_base[0x401000]
    assert code.protect == MEMORY_PROTECT.PAGE_EXECUTE_READ
    assert (code.type, code.allocation_base) == (MEMORY_TYPE.MEM_IMAGE, 0x400000)
    assert (code.path, code.offset, code.device, code.inode) == ("/bin/prog", 0x1000, "fe:00", 11)
    bss = by_base[0x406000]
    assert (bss.type, bss.allocation_base) == (MEMORY_TYPE.MEM_PRIVATE, 0x406000)
    heap = by_base[0x1000000]
    assert (heap.path, heap.dont_dump, heap.anonymous) == ("[heap]", True, True)
    guard = by_base[0x7F0000000000]
    assert (guard.state, guard.protect) == (MEMORY_STATE.MEM_RESERVE, MEMORY_PROTECT.PAGE_NOACCESS)
    shared = by_base[0x7F0000900000]
    assert (shared.type, shared.shared) == (MEMORY_TYPE.MEM_MAPPED, True)
    assert shared.path == "/memfd:a b (deleted)"
    assert [r.path for r in regions if r.device_memory] == [shared.path, "[vvar]", "[vsyscall]"]


def test_secret_memory_is_known_by_the_file_system_it_is_on():
    text = b"""\
7f0000000000-7f0000004000 rw-s 00000000 00:0e 7                          /secretmem (deleted)
7f0000010000-7f0000014000 rw-s 00000000 08:01 7                          /secretmem (deleted)
7f0000020000-7f0000024000 rw-s 00000000 00:0e 8                          /secretmem
"""
    secret, *others = space_of(text).regions
    assert (secret.secret, secret.device_memory) == (True, True)
    assert [(other.secret, other.device_memory) for other in others] == [(False, False)] * 2


def test_addresses_are_looked_up():
    space = space_of()
    assert space.at(0x400FFF).base == 0x400000
    assert space.at(0x407000) is None
    assert space.at(0) is None
    assert space.readable_above(0x7F0000000800, 1 << 20).base == 0x7F0000001000
    assert space.readable_above(0x2000000, 1 << 20) is None
    assert space.readable_part(0x400800, 0x401800) == (0x400800, 0x401000)
    assert space.readable_part(0x7F0000000800, 0x7F0000001800) == (0x7F0000001000, 0x7F0000001800)
    assert space.readable_part(0x7F0000A00000, 0x7F0000A00010) is None


def test_a_second_reading_costs_only_what_differs():
    space = space_of(flags={0x1000000: DONT_DUMP})
    assert space.updated(TEXT) is space
    grown = TEXT.replace(b"01000000-01021000", b"01000000-01042000")
    updated = space.updated(grown)
    assert updated.regions == space_of(grown, {0x1000000: DONT_DUMP}).regions
    assert updated.modules is space.modules
    assert updated.at(0x1041000).dont_dump
    assert updated.updated(TEXT).regions == space.regions


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(b"/bin/prog", b"/bin/grop"),
        TEXT[TEXT.index(b"\n") + 1 :],
        TEXT + b"fffffffffff00000-fffffffffff01000 r--p 00000000 fe:00 13 /lib/x\n",
    ],
    ids=["renamed", "unmapped", "mapped"],
)
def test_a_change_of_files_asks_for_the_modules_again(text):
    assert space_of().updated(text) is None


def test_our_own_maps_parse_completely():
    text = Path("/proc/self/maps").read_bytes()
    mappings = parse_maps(text)
    assert len(mappings) == text.count(b"\n")
    for one, line in zip(mappings, text.splitlines(), strict=True):
        head = b"%08x-%08x %s %08x %s %d" % one[:6]
        assert line.startswith(head)
        assert line[len(head) :].strip() == one.path.strip()


def test_a_line_feed_in_a_name_does_not_make_a_line():
    line = b"1000-2000 r--p 00000000 fe:00 5 /tmp/a\\012b VmFlags: dd"
    assert parse_line(line).path == b"/tmp/a\nb VmFlags: dd"


def test_flags_belong_to_the_mapping_above_them():
    smaps = b"".join(
        b"%x-%x rw-p 00000000 00:00 0 /x VmFlags: dd\nSize: 4 kB\nVmFlags: %s \n"
        % (start, start + 4096, flags)
        for start, flags in [
            (0x1000, b"rd wr"),
            (0x2000, b"rd dd"),
            (0x3000, b"io pf"),
            (0x4000, b"dd io"),
        ]
    )
    found = {0x2000: DONT_DUMP, 0x3000: DEVICE, 0x4000: DONT_DUMP | DEVICE}
    assert parse_vm_flags([smaps]) == found
    for size in (1, 2, 7, 50):  # wherever a piece may end
        pieces = [smaps[start : start + size] for start in range(0, len(smaps), size)]
        assert parse_vm_flags(pieces) == found
    assert parse_vm_flags([]) == {}


@given(st.binary(max_size=300))
def test_arbitrary_bytes_give_mappings_or_nothing(data):
    for one in parse_maps(data):
        assert 0 <= one.start < one.end
        assert one.inode >= 0
    parse_vm_flags([data])


LINES = st.lists(
    st.tuples(
        st.integers(1, 40),
        st.sampled_from([b"r--p", b"rw-p", b"r-xp", b"---p", b"rw-s"]),
        st.sampled_from([(0, b""), (0, b"[heap]"), (11, b"/bin/prog"), (12, b"/lib/x")]),
    ),
    max_size=12,
)


def text_of(lines):
    position, text = 0x400, b""
    for pages, permissions, (inode, path) in lines:
        start, end = position << 12, (position + pages) << 12
        text += b"%08x-%08x %s 00000000 fe:00 %d %s\n" % (start, end, permissions, inode, path)
        position += pages + 1
    return text


GUARDS = [(0x7F0000100000, 0x7F0000101000), (0x7F0000800000, 0x7F0000801000)]


def guarded(text=TEXT, guards=GUARDS):
    return AddressSpace.of(text, parse_maps(text), (PROGRAM,), {}, guards)


def test_guards_become_regions_of_their_own():
    space = guarded()
    parts = [region for region in space.regions if region.allocation_base == 0x7F0000001000]
    assert [(part.base, part.end, part.readable, part.guard) for part in parts] == [
        (0x7F0000001000, 0x7F0000100000, True, False),
        (0x7F0000100000, 0x7F0000101000, False, True),
        (0x7F0000101000, 0x7F0000800000, True, False),
        (0x7F0000800000, 0x7F0000801000, False, True),
    ]
    assert parts[1].protect == MEMORY_PROTECT.PAGE_READWRITE | MEMORY_PROTECT.PAGE_GUARD
    assert [part.rights for part in parts] == ["rw--", "---g", "rw--", "---g"]
    assert space.at(0x7F0000100800) == parts[1]
    assert space.readable_above(0x7F0000100800, 1 << 20) == parts[2]
    others = [region for region in space.regions if region not in parts]
    assert others == [region for region in space_of().regions if region.base != 0x7F0000001000]


def test_a_guard_in_a_file_keeps_the_offsets():
    regions = guarded(guards=[(0x402000, 0x403000)]).regions
    code = [(r.base, r.offset) for r in regions if 0x401000 <= r.base < 0x405000]
    assert code == [(0x401000, 0x1000), (0x402000, 0x2000), (0x403000, 0x3000)]


def test_a_second_reading_takes_the_guards_it_is_told():
    grown = TEXT.replace(b"01000000-01021000", b"01000000-01042000")
    space = guarded()
    assert [one.start for one in space.fresh(grown)] == [0x1000000]
    assert space.updated(grown, GUARDS).regions == guarded(grown).regions
    assert space.updated(grown, GUARDS).updated(TEXT, ()).regions == space_of().regions


@given(LINES, LINES)
def test_an_update_equals_a_fresh_reading_or_is_refused(first, second):
    updated = space_of(text_of(first)).updated(text_of(second))
    if updated is not None:
        assert updated.regions == space_of(text_of(second)).regions
