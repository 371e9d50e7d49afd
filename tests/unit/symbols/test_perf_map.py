"""Names of code that was made at run time: whose file counts, and which lines of it."""

from __future__ import annotations

import os
import sys
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.symbols.perf_map import PerfMap, perf_map_of

CONTENT = b"""7f00 10 first
7f10 20 LazyCompile:~run /it.js:3
nonsense
7f60 zz not a size
7f70 0 nothing
7f00 8 first again
ffffffffffffffffff 8 too far
"""


def test_an_address_has_the_name_of_the_code_around_it():
    names = PerfMap(CONTENT)
    assert names.function(0x7F18) == ("LazyCompile:~run /it.js:3", 0x7F10)
    assert names.function(0x7F07) == ("first again", 0x7F00)
    assert [names.function(at) for at in (0, 0x7EFF, 0x7F08, 0x7F30, 0x7F70)] == [None] * 5


@given(st.binary(max_size=300), st.integers(0, 1 << 64))
def test_any_bytes_are_a_map(content, address):
    found = PerfMap(content).function(address)
    assert found is None or found[1] <= address


@pytest.fixture
def kept(tmp_path):
    (tmp_path / "tmp").mkdir()
    path = tmp_path / "tmp" / "perf-7.map"
    path.write_bytes(CONTENT)
    return path


def found(path, owner=None, since=0.0):
    user = os.getuid() if owner is None else owner
    return perf_map_of(7, str(path.parents[1]), user, since)


@pytest.mark.skipif(sys.platform == "win32", reason="programs on Linux keep such files")
class TestWhoseFileCounts:
    def test_that_of_the_program(self, kept):
        assert found(kept).function(0x7F00) == ("first again", 0x7F00)

    def test_none_of_another_user(self, kept):
        if os.getuid() == 0:
            os.chown(kept, 12345, 12345)
            assert found(kept, 0) is None
        else:
            assert found(kept, 12345) is None

    def test_none_from_before_the_program_began(self, kept):
        assert found(kept, since=time.time() + 60) is None

    def test_none_behind_a_link(self, kept):
        other = kept.with_name("other")
        kept.rename(other)
        kept.symlink_to(other)
        assert found(kept) is None

    def test_nothing_that_is_no_file(self, kept):
        kept.unlink()
        assert found(kept) is None
        os.mkfifo(kept)
        assert found(kept) is None
        kept.unlink()
        kept.mkdir()
        assert found(kept) is None


def test_a_map_of_many_lines_costs_no_more_than_its_newest_ones():
    content = b"".join(b"%x 10 made_%d\n" % (number << 4, number) for number in range(400_000))
    tracemalloc.start()
    found = PerfMap(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.function(399_999 << 4) == ("made_399999", 399_999 << 4)
    assert found.function(0) is None
    assert peak < (64 << 20) + len(content)
