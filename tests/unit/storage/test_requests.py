"""Requests too large for a line: kept in files of their own, and said by naming the file."""

import os
import shlex
import stat
import time
from dataclasses import replace

import pytest

from app.cli.dump import command as dump_command
from app.cli.selection import request_of
from app.cli.targets import Target
from app.core.capture.snapshot import ExceptionInformation
from app.core.dump.filter import FilterSpec, ModuleRule
from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.errors import InvalidRequestError, OutputError
from app.core.process_key import ProcessKey
from app.core.storage.requests import LINE_LIMIT, KeptRequests, read_request, repeating_line

KEY = ProcessKey(4711, 123456)
LARGE = DumpRequest(
    0x21925,
    FilterSpec(modules=(ModuleRule("libssl*", include=False),)),
    comment="zero \0, brace {x}, “quote”",
    user_streams=(MINIDUMP_USER_STREAM(0x10000, bytes(range(256)) * 256),),
)


@pytest.fixture
def kept(tmp_path):
    return KeptRequests(tmp_path / "requests")


def parsed(line):
    words = shlex.split(line)
    with dump_command.make_context("dump", words[words.index("dump") + 1 :]) as context:
        (key,) = context.params["processes"]
        return key, request_of(context, Target(key)), context.params["output"]


def test_a_request_is_kept_once_and_for_its_owner_alone(kept):
    name = kept.keep(LARGE)
    assert kept.keep(LARGE) == name
    assert list(kept.path(name).parent.iterdir()) == [kept.path(name)]
    assert stat.S_IMODE(kept.path(name).stat().st_mode) == 0o600
    assert read_request(kept.path(name)) == LARGE


def test_a_long_line_names_a_file_and_reads_back_the_same(kept):
    line = repeating_line(KEY, LARGE, "/tmp/a b", kept=kept)
    assert len(line) < LINE_LIMIT
    assert "--request=" in line
    assert parsed(line) == (KEY, LARGE, "/tmp/a b")


def test_a_short_line_needs_no_file(kept, tmp_path):
    request = DumpRequest(0x1000, comment="hangs")
    line = repeating_line(KEY, request, kept=kept)
    assert parsed(line) == (KEY, request, None)
    assert list(tmp_path.iterdir()) == []


def test_what_has_no_words_is_said_by_a_file(kept):
    request = DumpRequest(exception=ExceptionInformation(1, 11))
    assert parsed(repeating_line(KEY, request, kept=kept))[1] == request


def test_an_administrators_line_gives_the_file_to_its_owner(kept):
    line = repeating_line(KEY, LARGE, "/tmp/x.dmp", administrator=True, kept=kept)
    # By number: whoever runs the line may be somebody else.
    assert line.startswith(f"sudo -u '#{os.getuid()}' mkdir -p -m 700 -- /tmp && sudo /")
    assert line.endswith(f"; sudo chown -h {os.getuid()}:{os.getgid()} /tmp/x.dmp")


def test_options_change_what_was_kept(kept):
    line = repeating_line(KEY, LARGE, kept=kept) + " --type 0 --exclude-module libm* --comment new"
    _, request, _ = parsed(line)
    assert request.flags == 0
    assert request.comment == "new"
    assert [rule.name for rule in request.filter.modules] == ["libssl*", "libm*"]
    assert request.user_streams == LARGE.user_streams


def test_what_nobody_wants_goes_after_a_week(kept):
    old, wanted, young = (kept.keep(DumpRequest(flags)) for flags in (0, 1, 2))
    before = time.time() - 8 * 24 * 3600
    for name in (old, wanted):
        os.utime(kept.path(name), (before, before))
    kept.sweep({wanted})
    assert not kept.path(old).exists()
    assert kept.path(wanted).exists()
    assert kept.path(young).exists()


@pytest.mark.parametrize("content", [b"[", b"{}", b'{"dumpdesk-recipe": 1, "title": "x"}', b"\xff"])
def test_another_file_is_refused(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(InvalidRequestError, match="not a request"):
        read_request(path)


def test_one_that_is_gone_is_told(tmp_path):
    with pytest.raises(OutputError, match="not kept any more"):
        read_request(tmp_path / "x.json")


def test_a_name_cannot_lead_elsewhere(kept, tmp_path):
    assert kept.path("../../etc/passwd") == tmp_path / "requests" / "passwd"


def test_a_recipe_and_a_request_are_not_started_from_both(kept):
    line = repeating_line(KEY, LARGE, kept=kept) + " --recipe x.dumpdesk"
    with pytest.raises(InvalidRequestError, match="Both"):
        parsed(line)


def test_a_file_does_not_say_which_dll_is_loaded_unless_it_is_our_own(kept):
    request = DumpRequest(2, dbghelp="C:\\Debuggers\\dbghelp.dll", comment="x" * 9000)
    path = kept.path(kept.keep(request))
    assert read_request(path).dbghelp == ""
    assert read_request(path) == replace(request, dbghelp="")
    assert read_request(path, with_dbghelp=True) == request
    # Whoever repeats it says so in words that can be seen.
    line = repeating_line(KEY, request, kept=kept)
    assert "--request=" in line
    assert "--dbghelp" in line


@pytest.mark.parametrize("with_dbghelp", [False, True])
def test_a_weak_name_of_a_dll_is_refused_whoever_keeps_the_file(tmp_path, with_dbghelp):
    path = tmp_path / "request.json"
    path.write_text('{"dumpdesk-request": 1, "flags": 0, "dbghelp": "dbghelp.dll"}')
    with pytest.raises(InvalidRequestError, match="full path"):
        read_request(path, with_dbghelp=with_dbghelp)
