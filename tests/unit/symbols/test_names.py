"""Which name an address has: only that of a function which reaches so far."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.symbols.demangling import demangled
from app.core.symbols.names import SymbolTable

FUNCTION, OBJECT, NO_TYPE, GLOBAL, WEAK, LOCAL = 2, 1, 0, 1, 2, 0


def table(*symbols, is_whole=True, is_64=True):
    """(name, start, size[, type, binding, section]) in a table."""
    names, rows = bytearray(b"\0"), [bytes(24 if is_64 else 16)]
    for name, start, size, *rest in symbols:
        kind, binding, section = (*rest, *(FUNCTION, GLOBAL, 1)[len(rest) :])
        at = len(names)
        names += name.encode() + b"\0"
        info = binding << 4 | kind
        if is_64:
            rows.append(struct.pack("<IBBHQQ", at, info, 0, section, start, size))
        else:
            rows.append(struct.pack("<IIIBBH", at, start, size, info, 0, section))
    return SymbolTable(b"".join(rows), bytes(names), is_64=is_64, is_whole=is_whole)


def name(found, address):
    symbol = found.find(address)
    return symbol and symbol.name.decode()


@pytest.mark.parametrize("is_64", [True, False])
def test_an_address_has_the_name_of_the_function_around_it(is_64):
    found = table(("one", 0x100, 0x10), ("two", 0x120, 0x10), is_64=is_64)
    assert [name(found, at) for at in (0xFF, 0x100, 0x10F, 0x110, 0x120, 0x12F, 0x130)] == [
        *(None, "one", "one", None, "two", "two", None),
    ]
    assert found.find(0x125)[:2] == (0x120, 0x10)


def test_a_nearest_symbol_does_not_lie():
    assert name(table(("near", 0x100, 4)), 0x1000) is None
    assert name(table(("near", 0x100, 0), is_whole=False), 0x101) is None


def test_a_function_without_a_size_reaches_to_the_next_where_all_are_known():
    found = table(("start", 0x100, 0), ("next", 0x200, 0x10))
    assert name(found, 0x1FF) == "start"
    assert name(found, 0x20F) == "next"
    assert name(found, 0x210) is None


def test_a_function_around_others_is_found():
    found = table(("outer", 0x100, 0x100), ("inner", 0x120, 8), ("mark", 0x140, 0, NO_TYPE, LOCAL))
    assert name(found, 0x121) == "inner"
    assert name(found, 0x130) == "outer"
    assert name(found, 0x150) == "outer"


@pytest.mark.parametrize(
    ("symbols", "wanted"),
    [
        ([("__write", 0, 8), ("write", 0, 8, FUNCTION, WEAK)], "__write"),
        ([("write", 0, 8), ("_write", 0, 8), ("__write", 0, 8)], "write"),
        ([("local", 0, 8, FUNCTION, LOCAL), ("weak_one", 0, 8, FUNCTION, WEAK)], "weak_one"),
        ([("label", 0, 0), ("function", 0, 8)], "function"),
    ],
)
def test_the_best_of_several_names_is_told(symbols, wanted):
    assert name(table(*symbols), 4) == wanted
    assert name(table(*reversed(symbols)), 4) == wanted


def test_a_version_is_no_part_of_a_name():
    assert name(table(("memcpy@@GLIBC_2.14", 0, 8)), 0) == "memcpy"


def test_what_is_no_function_has_no_address():
    found = table(("data", 0, 8, OBJECT), ("absent", 0, 8, FUNCTION, GLOBAL, 0), ("", 0, 8))
    assert found.find(0) is None
    assert table(("constant", 0, 8, FUNCTION, GLOBAL, 0xFFF1)).find(0) is None


@given(st.binary(max_size=300), st.binary(max_size=40), st.booleans(), st.booleans())
def test_any_bytes_are_a_table(rows, names, is_64, is_whole):
    found = SymbolTable(rows, names, is_64=is_64, is_whole=is_whole)
    for address in (0, 1, 1 << 40, (1 << 64) - 1):
        symbol = found.find(address)
        assert symbol is None or symbol.start <= address


@pytest.mark.parametrize(
    ("mangled", "wanted"),
    [
        ("main", "main"),
        ("_ZN2os13PlatformEvent4parkEv", "os::PlatformEvent::park()"),
        ("_ZN1t4main17hc89f1824c9b61e1dE", "t::main"),
        ("_RNvNtCsgEmfK2I1SDS_4core9panicking18panic_bounds_check", None),
        ("?total_of@order@@QEAAHXZ", "public: int __cdecl order::total_of(void)"),
        ("_Znot a name", "_Znot a name"),
        ("_Z\x1b[31m", "_Z\x1b[31m"),
        ("runtime.futex.abi0", "runtime.futex.abi0"),
    ],
)
def test_names_read_as_their_authors_wrote_them(mangled, wanted):
    assert demangled(mangled) == (wanted or "core::panicking::panic_bounds_check")


@given(st.text(max_size=200), st.sampled_from(["_Z", "_R", "?", "$s", "_ZN"]))
def test_any_text_has_a_spelling(text, prefix):
    assert isinstance(demangled(prefix + text), str)


def test_a_name_without_an_end_is_cut():
    assert len(demangled("_ZN" + "3abc" * 100_000)) == 4096
