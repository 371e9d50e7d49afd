"""Frames of CPython: lines as Python itself tells them, and memory that makes no sense."""

from __future__ import annotations

import argparse
import inspect
import struct
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidImageError
from app.core.symbols.python_runtime import PythonFrame, PythonRuntime, _line_of

RUNTIME = 0x1000
VERSION_311, VERSION_312 = 0x030B07F0, 0x030C01F0


def codes(module):
    """Give the code of all functions of a module, and of those in them."""
    waiting = [compile(inspect.getsource(module), "it", "exec")]
    while waiting:
        code = waiting.pop()
        yield code
        waiting += [const for const in code.co_consts if inspect.iscode(const)]


@pytest.mark.skipif(sys.version_info >= (3, 15), reason="its table may have changed")
@pytest.mark.parametrize("module", [argparse, textwrap, inspect])
def test_lines_are_those_that_python_tells(module):
    looked_at = 0
    for code in codes(module):
        for start, end, line in code.co_lines():
            for unit in range(start // 2, end // 2):
                assert _line_of(code.co_linetable, code.co_firstlineno, unit) == (line or 0)
                looked_at += 1
        beyond = len(code.co_code) // 2
        assert _line_of(code.co_linetable, code.co_firstlineno, beyond) == 0
        assert _line_of(code.co_linetable, code.co_firstlineno, -1) == 0
    assert looked_at > 1000


@given(st.binary(max_size=200), st.integers(-10, 1000))
def test_any_bytes_are_a_table_of_lines(table, unit):
    assert 0 <= _line_of(table, 1, unit) < 1 << 31


@pytest.mark.parametrize("version", [0, 0x030A00F0, 0x030F00F0, 0x04000000])
def test_another_python_is_not_known(version):
    with pytest.raises(InvalidImageError):
        PythonRuntime(lambda _address, size: bytes(size), RUNTIME, version)


def test_offsets_that_cannot_be_true_are_not_believed():
    words = struct.pack("<8sQ", b"xdebugpy", 0x030D00F0) + b"\xff" * 1008

    def read(address, size):
        return words[address - RUNTIME : address - RUNTIME + size] if address >= RUNTIME else b""

    with pytest.raises(InvalidImageError):
        PythonRuntime(read, RUNTIME, 0)


def every_frame(runtime):
    for state in runtime.threads().values():
        for frame in runtime.frames(state):
            runtime.place(frame)
    runtime.place(PythonFrame(RUNTIME, RUNTIME, is_last=True))


@pytest.mark.parametrize("version", [VERSION_311, VERSION_312])
def test_memory_that_leads_round_in_circles_is_left(version):
    def read(address, size):
        # Every word of this memory points to its beginning.
        return (struct.pack("<Q", RUNTIME) * (size // 8 + 2))[address % 8 :][:size]

    runtime = PythonRuntime(read, RUNTIME, version)
    assert len(runtime.threads()) == 1
    assert sum(1 for _ in runtime.frames(RUNTIME)) <= 4096
    every_frame(runtime)


@given(st.binary(min_size=1, max_size=600), st.sampled_from([VERSION_311, VERSION_312, 0]))
def test_any_memory_has_frames_or_none(content, version):
    def read(address, size):
        if not 0 < address < 1 << 20:
            return b""
        return (content * (size // len(content) + 2))[address % len(content) :][:size]

    try:
        runtime = PythonRuntime(read, RUNTIME, version)
    except InvalidImageError:
        return
    states = list(runtime.threads().values())
    assert len(states) <= 65_536
    for state in states[:3]:
        for frame in list(runtime.frames(state))[:50]:
            runtime.place(frame)
