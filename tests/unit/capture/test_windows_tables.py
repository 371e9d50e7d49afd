"""Answers of Windows taken apart: the table of processes, unloaded modules, paths, protection."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.windows.address_space import with_drive
from app.core.capture.windows.process_facts import describe_protection
from app.core.capture.windows.process_table import parse_rows, parse_states
from app.core.capture.windows.unloaded import parse_traces
from app.core.capture.windows.width import WIDTHS

ADDRESS = 0x20000
PLACES = {
    # by the bits of a pointer: letter of struct, bytes of a process and of a thread; where a
    # process has the pointer to its name, its number, its working set and what it transferred, and
    # a thread its number and state
    64: ("Q", 256, 80, 64, 80, 144, 232, 40, 68),
    32: ("I", 184, 64, 60, 68, 104, 160, 32, 52),
}


class Table:
    """Makes what the kernel answers a program of so many bits."""

    def __init__(self, bits):
        self.width = WIDTHS[bits]
        self.places = PLACES[bits]

    def row(
        self, pid, name, *, threads=(), following=True, created=132_000_000_000_000_000, handles=7
    ):
        """Make an entry; *threads* are pairs of state and reason to wait."""
        word, process, thread, _, number, working_set, transfers, id_at, state_at = self.places
        text = name.encode("utf-16-le")
        size = process + thread * len(threads) + len(text)
        data = bytearray((size + 7) // 8 * 8)
        struct.pack_into("<II", data, 0, len(data) if following else 0, len(threads))
        struct.pack_into("<q", data, 8, 4096)
        struct.pack_into("<qqq", data, 32, created, 30_000_000, 5_000_000)
        struct.pack_into("<HH", data, 56, len(text), len(text))
        struct.pack_into(f"<{word}{word}II", data, number, pid, 1, handles, 2)
        struct.pack_into(f"<{word}", data, working_set, 8192)
        struct.pack_into("<QQQ", data, transfers, 100, 20, 3)
        for index, (state, reason) in enumerate(threads):
            start = process + thread * index
            struct.pack_into(f"<{word}{word}", data, start + id_at, pid, pid * 100 + index)
            struct.pack_into("<II", data, start + state_at, state, reason)
        offset = process + thread * len(threads)
        data[offset : offset + len(text)] = text
        return data, offset

    def of(self, *rows):
        """Put entries behind each other."""
        data = bytearray()
        for made, name_at in rows:
            word, _, _, name_pointer, *_ = self.places
            struct.pack_into(f"<{word}", made, name_pointer, ADDRESS + len(data) + name_at)
            data += made
        return bytes(data)


@pytest.fixture(params=PLACES)
def kernel(request):
    return Table(request.param)


def test_the_table_of_processes_is_read(kernel):
    first = kernel.row(4, "", threads=[(5, 5), (2, 0)])
    second = kernel.row(100, "größe.exe", threads=[(5, 5)], following=False)
    system, program = parse_rows(kernel.of(first, second), ADDRESS, kernel.width)
    assert (system.pid, system.name, system.suspended, system.threads) == (4, "", False, 2)
    assert (program.pid, program.ppid, program.name) == (100, 1, "größe.exe")
    assert (program.session, program.handles, program.suspended) == (2, 7, True)
    assert program.cpu_seconds == pytest.approx(3.5)
    assert (program.working_set, program.private_working_set) == (8192, 4096)
    assert program.transferred == 120
    assert program.started == pytest.approx(13_200_000_000 - 11_644_473_600)


def test_what_threads_do_is_read(kernel):
    working = kernel.row(4, "a", threads=[(2, 0), (5, 6), (5, 5), (0, 0)])
    data = kernel.of(working, kernel.row(8, "b", threads=[(5, 6)], following=False))
    assert parse_states(data, 4, kernel.width) == {400: "R", 401: "S", 402: "T"}
    assert parse_states(data, 8, kernel.width) == {800: "S"}
    assert parse_states(data, 12, kernel.width) == {}


def test_a_table_cut_short_gives_what_is_whole(kernel):
    data = kernel.of(kernel.row(4, "a"), kernel.row(8, "b", following=False))
    cut = data[: len(data) - 100]
    assert [found.pid for found in parse_rows(cut, ADDRESS, kernel.width)] == [4]
    assert list(parse_rows(data[:100], ADDRESS, kernel.width)) == []


def test_a_name_that_points_elsewhere_is_empty(kernel):
    data = kernel.of(kernel.row(4, "a", following=False))
    (found,) = parse_rows(data, ADDRESS + (1 << 20), kernel.width)
    assert found.name == ""


@pytest.mark.parametrize(("bits", "word", "size"), [(64, "Q", 104), (32, "I", 88)])
def test_unloaded_modules_come_in_the_order_in_which_they_went(bits, word, size):
    def trace(base, sequence, name):
        text = name.encode("utf-16-le").ljust(64, b"\0")
        fields = (base, 0x5000, sequence, 11, 22, text)
        return struct.pack(f"<{word}{word}III64s", *fields).ljust(size, b"\0")

    data = trace(0x2000, 9, "late.dll") + trace(0, 0, "") + trace(0x1000, 8, "early.dll")
    early, late = parse_traces(data, size, WIDTHS[bits])
    assert (early.name, early.base, early.size) == ("early.dll", 0x1000, 0x5000)
    assert (early.time_date_stamp, early.check_sum) == (11, 22)
    assert late.name == "late.dll"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"\Device\HarddiskVolume3\a\b.dll", r"C:\a\b.dll"),
        (r"\Device\HarddiskVolume33\b.dll", r"\Device\HarddiskVolume33\b.dll"),
        (r"\??\C:\a.dll", r"C:\a.dll"),
        (r"C:\a.dll", r"C:\a.dll"),
        ("C:\\half \ud800.dll", "C:\\half \ufffd.dll"),
        ("C:\\whole \U0001f600.dll", "C:\\whole \U0001f600.dll"),
        ("", ""),
    ],
)
def test_paths_are_spelled_with_drives(path, expected):
    assert with_drive(path, {r"\Device\HarddiskVolume3": "C:"}) == expected


@pytest.mark.parametrize(
    ("level", "words"),
    [(0, ""), (0x31, "light, Antimalware"), (0x62, "full, WinTcb"), (0xF1, "light, 15")],
)
def test_protection_in_words(level, words):
    assert describe_protection(level) == words
