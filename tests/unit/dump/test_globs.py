"""Globs: what each matches, and that many together match what each does alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dump.filter import glob_matches
from app.core.dump.globs import Globs, _Together


@pytest.mark.parametrize(
    ("glob", "name", "matches"),
    [
        ("libc.so.6", "/usr/lib/libc.so.6", True),
        ("LIBC*", "/usr/lib/libc.so.6", True),
        ("lib?.so.6", "/usr/lib/libc.so.6", True),
        ("lib[a-d].so.6", "/usr/lib/libc.so.6", True),
        ("/usr/lib/*", "/usr/lib/libc.so.6", True),
        ("/usr/*.6", "/usr/lib/libc.so.6", True),
        ("lib", "/usr/lib/libc.so.6", False),
        ("usr*", "/usr/lib/libc.so.6", False),
        ("/lib/*", "/usr/lib/libc.so.6", False),
        ("*", "", True),
        ("?", "", False),
        ("[heap]", "[heap]", True),
        ("[HEAP]", "[heap]", True),
        ("[heap]", "h", True),
        ("[anon:a name]", "[anon:a name]", True),
        ("a.b", "axb", False),
        ("Kernel32.*", r"C:\windows\kernel32.dll", True),
        (r"C:\windows\*", r"c:\windows\kernel32.dll", True),
        (r"windows\*", r"C:\windows\kernel32.dll", False),
        ("*", "new\nline", True),
    ],
)
def test_globs(glob, name, matches):
    assert glob_matches(glob, name) == matches


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_glob_fails(glob, name):
    glob_matches(glob, name)
    assert glob_matches(name, name)


# Short names over few characters, so that globs of the same meet them often.
few = st.text(alphabet="aAbBéÉ/\\.[]", max_size=8)
wild = st.text(alphabet="aAbBéÉ/\\.*?[]!-", max_size=8)
# Of texts that many globs share, and that lie in each other.
texts = st.sampled_from(
    ["lib", "li", "ibc", "LIBC", "c.so", ".so", "/usr/", "[a-c]", "*", "?", "[!.]"]
)
joined = st.lists(texts, max_size=5).map("".join)


@given(st.lists(wild | few | joined, max_size=8), st.lists(few | joined, max_size=8))
def test_many_globs_together_match_what_each_does_alone(globs, names):
    together = Globs(globs)
    for name in [*names, *globs, *names]:  # the second time from memory
        alone = [number for number, glob in enumerate(globs) if glob_matches(glob, name)]
        assert list(together.matching(name)) == alone


@pytest.mark.parametrize(
    "glob", ["[", "[!", "[]", "[]a]", "[!]a]", "[b-a]", "[a", "**", "*[*]*", ""]
)
@pytest.mark.parametrize("name", ["", "[", "]", "a", "b", "[!", "*", "x/a", "[]", "ab"])
def test_odd_globs_mean_together_what_they_mean_alone(glob, name):
    assert (1 in Globs(["x", glob]).matching(name)) == glob_matches(glob, name)


def test_a_name_meets_only_globs_whose_texts_it_holds(monkeypatch):
    """So that 100,000 rules take hardly longer than a hundred."""
    globs = [f"lib*{number}*.so" for number in range(10_000, 20_000)]
    together = Globs([*globs, "*"])
    met = []
    monkeypatch.setattr(_Together, "matching", lambda self, _: met.append(self) or [])
    together.matching("/usr/lib/libone-12345.so")
    assert len(set(met)) == 2  # its own, and what may match anything
