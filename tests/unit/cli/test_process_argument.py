"""Processes and files, as they are written on a command line."""

import click
import pytest

from app.cli.process_argument import ProcessOrFile
from app.core.process_key import ProcessKey


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("4711", 4711),
        ("0x1267", 0x1267),
        ("4711@123", ProcessKey(4711, 123)),
        ("a.dmp", "a.dmp"),
        ("4711.dmp", "4711.dmp"),
        ("./4711", "./4711"),
        ("4a", "4a"),
        ("0x12.dmp", "0x12.dmp"),
    ],
)
def test_what_begins_as_a_number_may_be_a_file_all_the_same(written, read):
    assert ProcessOrFile().convert(written, None, None) == read


@pytest.mark.parametrize("written", ["007", "\u0663", "9" * 50, "4711@", "4711@x", "0x1@-1"])
def test_numbers_are_read_strictly(written):
    with pytest.raises(click.UsageError):
        ProcessOrFile().convert(written, None, None)
