"""Answers of Windows taken apart: the table of processes, unloaded modules, paths, protection."""

from __future__ import annotations

import struct

import pytest

from app.core.capture.windows.address_space import with_drive
from app.core.capture.windows.process_facts import describe_protection
from app.core.capture.windows.process_table import parse_rows, parse_states
from app.core.capture.windows.unloaded import parse_traces

ADDRESS = 0x20000
PROCESS = 256
THREAD = 80


def row(pid, name, *, threads=(), following=True, created=132_000_000_000_000_000, handles=7):
    """Make an entry as the kernel lays it out; *threads* are pairs of state and reason to wait."""
    text = name.encode("utf-16-le")
    size = PROCESS + THREAD * len(threads) + len(text)
    data = bytearray((size + 7) // 8 * 8)
    struct.pack_into("<II", data, 0, len(data) if following else 0, len(threads))
    struct.pack_into("<q", data, 8, 4096)
    struct.pack_into("<qqq", data, 32, created, 30_000_000, 5_000_000)
    struct.pack_into("<HH", data, 56, len(text), len(text))
    struct.pack_into("<QQII", data, 80, pid, 1, handles, 2)
    struct.pack_into("<Q", data, 144, 8192)
    struct.pack_into("<QQQ", data, 232, 100, 20, 3)
    for index, (state, reason) in enumerate(threads):
        struct.pack_into("<QQ", data, PROCESS + THREAD * index + 40, pid, pid * 100 + index)
        struct.pack_into("<II", data, PROCESS + THREAD * index + 68, state, reason)
    offset = PROCESS + THREAD * len(threads)
    data[offset : offset + len(text)] = text
    return data, offset


def table(*rows):
    data = bytearray()
    for made, name_at in rows:
        struct.pack_into("<Q", made, 64, ADDRESS + len(data) + name_at)
        data += made
    return bytes(data)


def test_the_table_of_processes_is_read():
    first = row(4, "", threads=[(5, 5), (2, 0)])
    second = row(100, "größe.exe", threads=[(5, 5)], following=False)
    system, program = parse_rows(table(first, second), ADDRESS)
    assert (system.pid, system.name, system.suspended, system.threads) == (4, "", False, 2)
    assert (program.pid, program.ppid, program.name) == (100, 1, "größe.exe")
    assert (program.session, program.handles, program.suspended) == (2, 7, True)
    assert program.cpu_seconds == pytest.approx(3.5)
    assert (program.working_set, program.private_working_set) == (8192, 4096)
    assert program.transferred == 120
    assert program.started == pytest.approx(13_200_000_000 - 11_644_473_600)


def test_what_threads_do_is_read():
    working = row(4, "a", threads=[(2, 0), (5, 6), (5, 5), (0, 0)])
    data = table(working, row(8, "b", threads=[(5, 6)], following=False))
    assert parse_states(data, 4) == {400: "R", 401: "S", 402: "T"}
    assert parse_states(data, 8) == {800: "S"}
    assert parse_states(data, 12) == {}


def test_a_table_cut_short_gives_what_is_whole():
    data = table(row(4, "a"), row(8, "b", following=False))
    assert [found.pid for found in parse_rows(data[:300], ADDRESS)] == [4]
    assert list(parse_rows(data[:100], ADDRESS)) == []


def test_a_name_that_points_elsewhere_is_empty():
    (found,) = parse_rows(table(row(4, "a", following=False)), ADDRESS + (1 << 20))
    assert found.name == ""


def test_unloaded_modules_come_in_the_order_in_which_they_went():
    def trace(base, sequence, name):
        text = name.encode("utf-16-le").ljust(64, b"\0")
        return struct.pack("<QQIII64s", base, 0x5000, sequence, 11, 22, text).ljust(104, b"\0")

    data = trace(0x2000, 9, "late.dll") + trace(0, 0, "") + trace(0x1000, 8, "early.dll")
    early, late = parse_traces(data, 104)
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
