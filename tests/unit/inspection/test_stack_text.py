"""How stacks are written for people."""

from app.core.inspection.stack_text import _folded


def row(number, function):
    return (str(number), hex(number), "CFI", "a+0x1", function)


def test_a_recursion_is_told_by_its_ends_and_its_number():
    rows = [row(0, "leaf"), *(row(n, "rec") for n in range(1, 900)), row(900, "main")]
    assert list(_folded(rows)) == [
        row(0, "leaf"),
        row(1, "rec"),
        ("…", "", "", "897 more like it", ""),
        row(899, "rec"),
        row(900, "main"),
    ]


def test_a_few_are_told_one_by_one():
    rows = [row(n, "rec") for n in range(4)]
    assert list(_folded(rows)) == rows
