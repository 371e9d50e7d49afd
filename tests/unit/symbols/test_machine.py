"""Which bytes are a call."""

from __future__ import annotations

import pytest

from app.core.symbols.machine import AMD64, ARM64, I386, is_call


@pytest.mark.parametrize(
    "code",
    [
        "e800010000",  # call rel32
        "ffd0",  # call *%rax
        "41ffd4",  # call *%r12
        "ff10",  # call *(%rax)
        "ff5008",  # call *8(%rax)
        "ff9000010000",  # call *0x100(%rax)
        "ff1500010000",  # call *0x100(%rip)
        "ff542408",  # call *8(%rsp)
        "ff14c500010000",  # call *0x100(,%rax,8)
        "ff94c300010000",  # call *0x100(%rbx,%rax,8)
    ],
)
@pytest.mark.parametrize("machine", [AMD64, I386])
def test_every_form_of_a_call_is_known(machine, code):
    assert is_call(machine, bytes.fromhex(code).rjust(8, b"\x90"))


@pytest.mark.parametrize("code", ["90", "c3", "ffe0", "e900010000", "ff20", "e8", "ff35", "e80001"])
def test_what_is_none_is_not_taken_for_one(code):
    assert not is_call(AMD64, bytes.fromhex(code).rjust(8, b"\x90"))


@pytest.mark.parametrize(
    ("word", "is_one"),
    [(0x94000010, True), (0x97FFFFFF, True), (0xD63F0100, True), (0x14000010, False), (0, False)],
)
def test_arm64_has_two_forms(word, is_one):
    assert is_call(ARM64, word.to_bytes(4, "little").rjust(8, b"\0")) is is_one


def test_too_few_bytes_are_none():
    assert not is_call(AMD64, b"\xe8\0\0\0\0")
