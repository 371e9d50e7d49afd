"""Sizes, tables and words as people read them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.cli import terminal
from app.cli.terminal import Column


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 KiB"),
        (1536, "1.5 KiB"),
        (102_300, "99.9 KiB"),
        (102_400, "100 KiB"),
        (1_023_999, "1.0 MiB"),
        (1 << 30, "1.0 GiB"),
        (1 << 52, "4096 TiB"),
    ],
)
def test_sizes(number, text):
    assert terminal.size(number) == text


def test_a_table_is_aligned_and_has_no_trailing_space(capsys):
    columns = (Column("ID", right=True), Column("NAME"), Column("WHY"))
    terminal.table(columns, [("1", "a", "x"), ("200", "名前", ""), ("3", "e\u0301t", "y")])
    assert capsys.readouterr().out.splitlines() == [
        " ID  NAME  WHY",
        "  1  a     x",
        "200  名前",
        "  3  e\u0301t    y",
    ]


def test_an_empty_table_still_says_what_would_be_in_it(capsys):
    terminal.table((Column("ID"),), [])
    assert capsys.readouterr().out == "ID\n"


def test_whatever_is_printed_is_cleared_of_control_characters(capsys):
    evil = "\x1b[2Jx\r\n\u202e\x9b\udc80"
    shown = "\\x1b[2Jx\\x0d\\x0a\\u202e\\x9b\\udc80"
    terminal.say(evil)
    terminal.facts([("name", evil)])
    terminal.table((Column("NAME"),), [(evil,)])
    terminal.heading(evil)
    terminal.complain(evil)
    terminal.as_json(evil)
    captured = capsys.readouterr()
    assert captured.out.count(shown) == 4
    assert captured.err == f"dumpdesk: {shown}\n"
    assert '"\\u001b[2Jx' in captured.out


def test_flags_are_written_in_a_form_that_can_be_given_back():
    assert terminal.flags(0x1002) == "0x00001002  WithFullMemory WithThreadInfo"


@pytest.mark.parametrize(("command", "needed"), [("flags", ""), ("presets", " msgspec")])
def test_a_quick_command_does_not_load_what_it_does_not_need(command, needed):
    program = (
        "import sys\nfrom app.cli.main import run\n"
        f"code = run([{command!r}, '--json'])\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(code, *loaded & {'psutil', 'msgspec', 'rich', 'PySide6', 'numpy'}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stderr == f"0{needed}\n"
