"""The table of flags, how they are written, and what combinations come to."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dump.flags import BY_NAME, FLAGS, effective_flags, flag_names, parse_flags
from app.core.dump.presets import BY_KEY, DEFAULT, PRESETS, preset_of
from app.core.errors import HRESULT, InvalidRequestError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.minidump.constants import VALID_TYPE_FLAGS

TAKEN_OUT_BY_0X400 = (0x2, 0x40, 0x200, 0x8000, 0x10000)
TAKEN_OUT_BY_0X2 = (
    *(0x1, 0x8, 0x10, 0x40, 0x100, 0x200, 0x2000, 0x8000, 0x10000, 0x80000, 0x100000),
)


def expected(flags):
    """What DbgHelp 10.0.22621 records in the header; None: it refuses."""
    if flags & 0x100000 and flags & 0x200000:
        return None
    if flags & 0x400:
        flags &= ~sum(TAKEN_OUT_BY_0X400)
    if flags & 0x2:
        flags &= ~sum(TAKEN_OUT_BY_0X2)
    if flags & 0x100000:
        flags = (flags | 0x80) & ~0x40000
    return flags


def recorded(flags):
    try:
        return int(effective_flags(flags).flags)
    except InvalidRequestError as error:
        assert error.hresult == HRESULT.E_INVALIDARG  # noqa: PT017 - refused, and this is how
        return None


BITS = [1 << bit for bit in range(25)]


def test_all_300_pairs_of_flags():
    pairs = list(itertools.combinations(BITS, 2))
    assert len(pairs) == 300
    for one, other in pairs:
        assert recorded(one | other) == expected(one | other), hex(one | other)


@given(st.integers(0, 0x1FFFFFF))
def test_any_mix_of_flags(flags):
    assert recorded(flags) == expected(flags)


@given(st.integers(0, 0x1FFFFFF))
def test_what_is_dropped_or_added_says_why(flags):
    if expected(flags) is None:
        return
    result = effective_flags(flags)
    dropped = sum(int(flag) for flag in result.dropped)
    added = sum(int(flag) for flag in result.added)
    assert (flags & ~dropped) | added == result.flags
    assert dropped & ~flags == 0
    assert added & flags == 0
    assert all((*result.dropped.values(), *result.added.values()))
    # What has been reduced once stays as it is.
    assert effective_flags(int(result.flags)).flags == result.flags


@pytest.mark.parametrize("flags", [-1, 0x2000000, 0x4000000, 1 << 31, 1 << 32, 0x2000001])
def test_a_bit_that_is_not_valid_is_named(flags):
    with pytest.raises(InvalidRequestError) as caught:
        effective_flags(flags)
    assert caught.value.hresult == HRESULT.E_INVALIDARG
    assert "0x1ffffff" in caught.value.remedy


def test_the_table_has_every_flag_once():
    assert [row.value for row in sorted(FLAGS, key=lambda row: row.value)] == BITS
    assert sum(BITS) == VALID_TYPE_FLAGS
    for row in FLAGS:
        assert row.name == T(row.value).name
        assert row.label
        assert row.help.endswith(".")
        assert row.windows.endswith(".")
        assert row.linux.endswith(".")
    assert len({row.label for row in FLAGS}) == len(FLAGS)
    assert BY_NAME["MiniDumpWithFullMemory"].value == 2


@given(st.integers(0, 0x1FFFFFF))
def test_names_can_be_read_back(flags):
    assert parse_flags(flag_names(flags)) == flags
    assert parse_flags(hex(flags)) == flags


def test_flags_are_read_as_people_write_them():
    assert parse_flags("MiniDumpNormal") == 0
    assert parse_flags("withfullmemory, WithHandleData | 0x1000") == 0x1006
    assert parse_flags("MINIDUMPWITHTHREADINFO+1") == 0x1001
    assert flag_names(0) == "MiniDumpNormal"
    assert flag_names(0x80000002) == "MiniDumpWithFullMemory|0x80000000"
    for wrong in ("", "  ", "|", "WithEverything", "0xg", "1.5", "MiniDump", "0x61g25", "1_0"):
        with pytest.raises(InvalidRequestError):
            parse_flags(wrong)


def test_digits_alone_are_read_in_neither_of_the_two_ways():
    assert parse_flags("0") == 0
    assert parse_flags("8") == 8
    with pytest.raises(InvalidRequestError) as refused:
        parse_flags("21925")
    assert str(refused.value) == (
        "21925 can be meant as a hexadecimal or as a decimal number. "
        "Write 0x21925 if it is hexadecimal, 0x55a5 if it is decimal."
    )


def test_every_preset_is_valid_and_known_by_its_flags():
    for preset in PRESETS:
        assert expected(preset.flags) is not None
        assert effective_flags(preset.flags)
        assert preset_of(preset.flags) == preset == BY_KEY[preset.key]
        assert preset.name
        assert preset.help
    assert preset_of(0x123456) is None
    flags = {preset.key: preset.flags for preset in PRESETS}
    assert flags.pop("everything") & T.MiniDumpWithFullMemory
    assert flags == {
        "stacks": 0x1000,
        "support": 0x21925,
        "private": 0x61A25,
        "taskmgr": 0x421826,
        "windbg": 0x21826,
        "procdump": 0x469925,
        "privacy": 0x1205AC,
    }
    assert DEFAULT.key == "support"
