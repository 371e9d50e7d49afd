"""The Linux text streams: which of them, and which of their lines."""

from __future__ import annotations

import pytest

from app.core.dump.texts import base_name, text_streams
from app.core.minidump.constants import MINIDUMP_STREAM_TYPE as S
from app.core.minidump.constants import MINIDUMP_TYPE as T

MAPS = (
    b"00400000-00401000 r-xp 00000000 08:01 123                /home/jo smith/my app/tool\n"
    b"00600000-00601000 rw-p 00000000 00:00 0                  [heap]\n"
    b"00700000-00701000 rw-p 00000000 00:00 0 \n"
    b"00800000-00801000 rw-s 00000000 00:01 7                  /memfd:a/b c (deleted)\n"
    b"00900000-00901000 r--p 00000000 08:01 9                  /top\n"
)
STATUS = (
    b"Name:\tx\nUmask:\t0022\nUid:\t1000\t1000\nGid:\t5\nGroups:\t4 24\nNStgid:\t9\n"
    b"NSpid:\t9\t1\nVmRSS:\t1 kB\n"
    b"CapInh:\t0\nCapEff:\tff\nNoNewPrivs:\t0\nSeccomp:\t2\nSeccomp_filters:\t1\n"
    b"Speculation_Store_Bypass:\tvulnerable\nCpus_allowed:\t3\nThreads:\t1\n"
)
TEXTS = {
    S.LinuxMaps: MAPS,
    S.LinuxProcStatus: STATUS,
    S.LinuxCmdLine: b"tool\0--password\0secret\0",
    S.LinuxEnviron: b"TOKEN=secret\0",
    S.LinuxAuxv: bytes(16),
}


def test_a_normal_dump_has_neither_environment_nor_credentials():
    result = text_streams(TEXTS, 0)
    assert list(result) == sorted(set(TEXTS) - {S.LinuxEnviron})
    assert result[S.LinuxMaps] == MAPS
    assert result[S.LinuxProcStatus] == (
        b"Name:\tx\nUmask:\t0022\nNSpid:\t9\t1\nVmRSS:\t1 kB\nCpus_allowed:\t3\nThreads:\t1\n"
    )


def test_token_information_keeps_the_credentials():
    assert text_streams(TEXTS, T.MiniDumpWithTokenInformation)[S.LinuxProcStatus] == STATUS


@pytest.mark.parametrize(
    ("flags", "has_environment", "has_arguments"),
    [
        (T.MiniDumpWithProcessThreadData, True, True),
        (T.MiniDumpWithFullMemory, True, True),
        (T.MiniDumpWithProcessThreadData | T.MiniDumpFilterModulePaths, False, False),
        (T.MiniDumpWithFullMemory | T.MiniDumpFilterModulePaths, False, False),
        (T.MiniDumpFilterTriage | T.MiniDumpFilterModulePaths | 0x100, False, False),
        (T.MiniDumpFilterModulePaths, False, False),
        (T.MiniDumpWithDataSegs, False, True),
    ],
)
def test_environment_and_arguments(flags, has_environment, has_arguments):
    result = text_streams(TEXTS, flags)
    assert (S.LinuxEnviron in result) == has_environment
    assert (S.LinuxCmdLine in result) == has_arguments


def test_maps_without_folders():
    names = [
        line[49:].strip()
        for line in text_streams(TEXTS, T.MiniDumpFilterModulePaths)[S.LinuxMaps].splitlines()
    ]
    assert b"/" not in b"".join(names)
    assert names == [b"tool", b"[heap]", b"", b"b c (deleted)", b"top"]


def test_base_names_of_either_system():
    assert base_name("/usr/lib/libc.so.6") == "libc.so.6"
    assert base_name("C:\\Windows\\x.dll") == "x.dll"
    assert base_name("plain") == "plain"
    assert base_name("/") == "/"
    assert base_name("") == ""


def test_modules_that_are_left_out_lose_their_names():
    result = text_streams(TEXTS, 0, hidden=[(0x400000, 0x401000), (0x900000, 0x902000)])
    lines = result[S.LinuxMaps].splitlines()
    assert lines[0] == b"00400000-00401000 r-xp 00000000 08:01 123"
    assert lines[4] == b"00900000-00901000 r--p 00000000 08:01 9"
    assert lines[1:4] == MAPS.splitlines()[1:4]
