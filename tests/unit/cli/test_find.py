"""``dumpdesk find``, and tables and registers of ``dumpdesk show``, on a dump of another writer."""

import csv
import json

import pytest
from click.testing import CliRunner

from app.cli.find import command as find
from app.cli.show import command as show
from app.cli.tools import command as tools
from app.core.inspection.show import TABLES
from tests import synth


@pytest.fixture
def run(tmp_path):
    """Call it with a command and its options: what it says about a crash; options come last."""
    path = tmp_path / "crash.dmp"
    path.write_bytes(synth.crashed_dump())

    def go(command, *options, code=0):
        done = CliRunner().invoke(command, [str(path), *options])
        assert done.exit_code == code, done.output
        return done.output

    return go


def test_a_text_is_found_with_where_it_lies(run):
    said = run(find, "--text", "runtime_error")
    assert "0x401054" in said
    assert "it.exe+0x1054" in said
    (hit,) = json.loads(run(find, "--text", "RUNTIME_ERROR", "--any-case", "--json"))["found"]
    assert (hit["address"], hit["size"], hit["where"]) == (0x401054, 13, "it.exe+0x1054")
    assert bytes.fromhex(hit["bytes"]).startswith(b"runtime_error@std")


def test_bytes_and_what_is_not_there(run):
    assert "0x401054" in run(find, "--bytes", "72 75 6e 74 69")
    assert run(find, "--text", "RUNTIME_ERROR") == (
        "Nothing was found in the memory that the dump holds.\n"
    )
    assert json.loads(run(find, "--pointers", "0x900000", "--json"))["found"] == []


@pytest.mark.parametrize("options", [(), ("--text", "a", "--bytes", "00")])
def test_one_thing_is_found_at_a_time(run, options):
    assert "one of --text" in run(find, *options, code=2)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_csv_whose_rows_have_the_columns_of_its_heading(run, table):
    heading, *rows = csv.reader(run(show, "--csv", table).splitlines())
    counts = {"threads": 1, "modules": 1, "ranges": 2, "said": 7}
    assert len(rows) == counts.get(table, len(rows))
    assert all(len(row) == len(heading) for row in rows)
    if table == "threads":
        (thread,) = rows
        told = dict(zip(heading, thread, strict=True))
        assert (told["id"], told["stack_address"], told["stack_size"]) == (
            "7",
            "0x7fff0000",
            "1024",
        )


def test_a_table_that_there_is_not_is_answered_with_those_there_are(run):
    assert "modules" in run(show, "--csv", "nonsense", code=2)
    assert "give one" in run(show, "--csv", "modules", "--json", code=2)


def test_all_registers_are_shown_those_of_the_crash_for_its_thread(run):
    said = run(show, "--registers")
    assert "Thread 7 (at the exception)" in said
    assert "rip     0000000000401800" in said
    (thread,) = json.loads(run(show, "--registers", "--json"))["threads"]
    assert thread["crashed"]
    assert thread["registers"]["general"]["rsp"] == "000000007fff0100"


def test_symbols_of_each_module_are_told(run):
    (module,) = json.loads(run(show, "--symbols", "--json"))["modules"]
    assert (module["name"], module["symbols"], module["path"]) == ("C:\\it.exe", "none", "")
    assert module["why"] in run(show, "--symbols")


def test_the_memory_says_whose_it_is(run):
    assert [region["use"] for region in json.loads(run(show, "--json"))["regions"]] == [
        *("it.exe+0x1000", "stack of thread 7")
    ]


def test_the_tools_for_a_dump_are_named_with_those_that_are_here_first(run, tmp_path, monkeypatch):
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "lldb").write_text("#!/bin/sh\n")
    (folder / "lldb").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    here, _, missing = run(tools).partition("Not found here")
    assert f"lldb -c {tmp_path / 'crash.dmp'}" in here
    assert "Visual Studio" in missing
    told = {tool["name"]: tool for tool in json.loads(run(tools, "--json"))["tools"]}
    assert told["lldb"]["is_here"]
    assert not told["WinDbg"]["is_here"]
    assert told["WinDbg"]["arguments"][1] == "-z"
