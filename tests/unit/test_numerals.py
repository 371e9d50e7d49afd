"""One strict reader of numbers, and that everything that takes typed numbers uses it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.dump.filter import FilterSpec
from app.core.errors import InvalidRequestError
from app.core.numerals import parse_number, parse_size
from app.core.processes.query import QueryError, parse

GOOD = {
    "0": 0,
    "7": 7,
    " 42 ": 42,
    "0x0": 0,
    "0x00ff": 255,
    "0XfF": 255,
    "18446744073709551615": (1 << 64) - 1,
    "0xffffffffffffffff": (1 << 64) - 1,
    "0x" + "0" * 5000 + "1": 1,
}
BAD = {
    "": "There is no number. Write it with the digits 0 to 9, or as 0x and hexadecimal digits.",
    "007": "'007' begins with a zero, which some read as octal. "
    "Write 7, or 0x7 if it is hexadecimal.",
    "00": "'00' begins with a zero, which some read as octal. "
    "Write 0, or 0x0 if it is hexadecimal.",
    "9" * 5000: f"'{'9' * 40}'… is larger than 64 bits. The largest is 0xffffffffffffffff.",
    "0x" + "1" * 5000: f"'0x{'1' * 38}'… is larger than 64 bits. The largest is "
    "0xffffffffffffffff.",
    "18446744073709551616": "'18446744073709551616' is larger than 64 bits. The largest is "
    "0xffffffffffffffff.",
    "\u0664\u0662": "'\u0664\u0662' has other digits than 0 to 9. "
    "Write it with the digits 0 to 9, or as 0x and hexadecimal digits.",
    "\N{SUPERSCRIPT TWO}": None,
    "\N{FULLWIDTH DIGIT ONE}": None,
    "+1": None,
    "-1": None,
    "1_000": None,
    "0b1": None,
    "0o7": None,
    "0x": None,
    "0x_1": None,
    "0xg": None,
    "7f00": None,
    "1e3": None,
    "1.0": None,
    "1 2": None,
    "1\n": None,
    "\u00a01": None,
    "1\0": None,
    "x" * 5000: None,
}


@pytest.mark.parametrize(("text", "value"), GOOD.items(), ids=range(len(GOOD)))
def test_numbers(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(("text", "says"), BAD.items(), ids=range(len(BAD)))
def test_what_is_no_number_is_refused_in_a_sentence(text, says):
    with pytest.raises(InvalidRequestError) as refused:
        parse_number(text)
    assert says in {None, str(refused.value)}
    assert len(str(refused.value)) < 200
    assert str(refused.value).isprintable()


@given(st.integers(0, (1 << 64) - 1))
def test_each_number_is_read_back(value):
    assert parse_number(str(value)) == parse_number(hex(value)) == value


@given(st.text(max_size=30))
def test_no_text_is_taken_for_anything_but_what_it_says(text):
    try:
        value = parse_number(text)
    except InvalidRequestError:
        return
    written = text.strip(" \t").lower()
    digits = written.removeprefix("0x").lstrip("0")
    assert digits == (f"{value:x}" if written.startswith("0x") else str(value)).lstrip("0")


def test_sizes():
    assert parse_size("64K") == parse_size("0x10000") == 65536
    assert parse_size("1g") == 1 << 30
    for wrong in ("", "K", "007K", "1KB", "0x10000000000000000", "17179869184G", "-1K"):
        with pytest.raises(InvalidRequestError):
            parse_size(wrong)


def _filter(text):
    FilterSpec.from_json({"memory": [{"address": text, "size": "0x1000"}]})


def _query(text):
    query = parse(f'pid = "{text}"')
    if isinstance(query, QueryError):
        raise InvalidRequestError(str(query))


@pytest.mark.parametrize("text", ["007", "9" * 5000, "\u0664\u0662", "1_0", "+1", "0xg1"])
@pytest.mark.parametrize("read", [parse_number, parse_size, _filter, _query])
def test_every_place_that_takes_numbers_refuses_the_same(read, text):
    with pytest.raises(InvalidRequestError):
        read(text)


COMMANDS = [
    ["plan", "{}"],
    ["dump", "{}"],
    ["plan", "1", "--exclude-thread", "{}"],
    ["plan", "1", "--exclude-module", "0xg{}"],
    ["plan", "1", "--exclude-memory", "{}:64"],
    ["plan", "1", "--exclude-memory", "0x1000:{}"],
    ["plan", "1", "--include-memory", "{}:64"],
    ["plan", "1", "--user-stream", "{}=x"],
    ["plan", "1", "--type", "{}"],
    ["show", __file__, "--stream", "{}"],
    ["list", "pid = {}"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_the_command_line_refuses_them_as_usage_without_a_traceback(arguments):
    code = f"""if True:
        import contextlib, io, json
        from app.cli.main import run
        for text in ["007", "9" * 5000, "\\u0664\\u0662"]:
            said = io.StringIO()
            with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
                code = run([part.format(text) for part in {arguments!r}])
            print(json.dumps([code, said.getvalue()]))
    """
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        code, said = json.loads(line)
        assert code in ({8} if arguments[0] == "show" else {2}), said
        assert "Traceback" not in said
        assert "unexpected" not in said
        assert len(said) < 600
