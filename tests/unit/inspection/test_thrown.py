"""C++ exceptions that nobody caught, laid out in memory as GCC's and LLVM's runtimes do."""

import struct

import pytest

from app.core.inspection.thrown import Thrown, thrown_between

STACK, OBJECT, TYPES, FUNCTIONS, TEXT = 0x7000_0000, 0x5000_0100, 0x40_0000, 0x60_0000, 0x5000_8000
GNU, LLVM, OTHER = b"\0++CCUNG", b"\0++CGNLC", b"\0TSURCCG"
RUNTIME_ERROR = b"St13runtime_error"


class Memory:
    """Bytes at addresses."""

    def __init__(self):
        self.places = {}

    def put(self, address, *values):
        for value in values:
            data = value if isinstance(value, bytes) else struct.pack("<Q", value)
            self.places |= {address + index: byte for index, byte in enumerate(data)}
            address += len(data)

    def read(self, address, size):
        found = bytearray()
        while len(found) < size and address + len(found) in self.places:
            found.append(self.places[address + len(found)])
        return bytes(found)


def thrown(*types, mark=GNU, content=(FUNCTIONS, TEXT), kinds=(), after=None):
    """Lay out an exception of the first of *types*, each with the next one as its base."""
    memory = Memory()
    memory.put(STACK, 7, OBJECT - 0x20, OBJECT, bytes(40))
    memory.put(OBJECT - 0x70, TYPES, bytes(0x48), mark, bytes(24), *content)
    memory.put(TEXT, b"it was lost\0")
    for index, name in enumerate(types):
        at = TYPES + 64 * index
        kind = kinds[index] if index < len(kinds) else FUNCTIONS
        memory.put(at, kind, TYPES + 0x1000 + 64 * index, at + 64)
        memory.put(TYPES + 0x1000 + 64 * index, name + b"\0")
    if after is not None:
        after(memory)
    return thrown_between(STACK, STACK + 64, memory.read, memory.read)


@pytest.mark.parametrize("mark", [GNU, LLVM])
def test_the_text_of_a_standard_exception_is_told(mark):
    found = thrown(b"N4shop4LostE", RUNTIME_ERROR, b"St9exception", mark=mark)
    assert found == Thrown("shop::Lost", "it was lost")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (b"PKc", (TEXT,), Thrown("char const*", "it was lost")),
        (b"i", (42,), Thrown("int", "")),
        (
            b"NSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE",
            (TEXT, 6),
            Thrown("std::string", "it was"),
        ),
        (b"N4shop5PlainE", (FUNCTIONS, TEXT), Thrown("shop::Plain", "")),
    ],
)
def test_of_other_types_what_is_known_is_told(name, content, told):
    assert thrown(name, content=content) == told


def test_a_text_is_told_only_where_the_type_is_sure_to_have_it():
    bases = (b"4Mine", RUNTIME_ERROR, b"St9exception")
    assert thrown(*bases, kinds=(FUNCTIONS + 64,)) == Thrown("Mine", "")  # has several bases
    assert thrown(b"4Mine", RUNTIME_ERROR, b"5Other") == Thrown("Mine", "")


def test_of_several_the_one_that_was_thrown_last_is_told():
    def another(memory):
        older = OBJECT + 0x1000
        memory.put(STACK + 24, older)
        memory.put(older - 0x70, TYPES + 64, bytes(0x48), GNU, bytes(24), FUNCTIONS, TEXT)
        memory.put(OBJECT - 0x50, older - 0x70)

    assert thrown(b"3New", b"3Old", after=another).type == "New"


def test_of_two_that_nothing_orders_none_is_told():
    def another(memory):
        memory.put(STACK + 24, OBJECT + 0x1000)
        memory.put(OBJECT + 0x1000 - 0x70, TYPES, bytes(0x48), GNU, bytes(24))

    assert thrown(b"3New", after=another) is None


def test_exceptions_of_other_languages_and_what_is_cut_short_are_none():
    assert thrown(b"3New", mark=OTHER) is None
    assert thrown() is None  # its type is not there
    assert thrown(b"\xff\xfe") is None
