"""Names of dump files."""

from __future__ import annotations

import re

import pytest

from app.core.dumper.naming import dump_name


def test_a_name_tells_process_preset_and_time():
    assert dump_name("firefox", 4211, 0x21925, 0) == "firefox_4211_support_19700101T000000Z.dmp"
    assert dump_name("firefox", 4211, 0x4, 0) == "firefox_4211_0x4_19700101T000000Z.dmp"


@pytest.mark.parametrize(
    ("process", "expected"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("a b\n\x1b[31m", "a_b_31m"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("C:\\x", "C_x"),
        ("größe", "größe"),
        ("名" * 200, "名" * 64),
        ("\udcff", "process"),
        ("", "process"),
        ("...", "process"),
    ],
)
def test_no_process_chooses_more_than_its_part_of_the_name(process, expected):
    name = dump_name(process, 1, 0x1000)
    assert name.startswith(expected + "_1_stacks_")
    assert re.fullmatch(r"[\w.+-]+\.dmp", name)
    assert len(name.encode()) <= 255
