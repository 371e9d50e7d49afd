"""The client against a dumper that does what a script says: every state, every way out of it."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core import child
from app.core.dump.request import DumpRequest
from app.core.dumper import client as client_module
from app.core.dumper.cancellation import Cancellation
from app.core.dumper.client import DumperClient
from app.core.dumper.messages import Phase
from app.core.errors import DumpCancelledError, InvalidRequestError, MiniDumpError
from app.core.process_key import ProcessKey

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the scripts use signals of POSIX")

A, B = ProcessKey(4711, 1), ProcessKey(4712, 1)
REQUEST = DumpRequest(0)
LARGE = DumpRequest(0, comment="x" * (20 << 20))
"""More than any pipe holds."""
SOON = 5.0
"""Seconds. It is to take less than one; a busy machine may take longer, what hangs never ends."""

WORDS = """
import json, os, signal, sys, time

def read():
    line = sys.stdin.buffer.readline()
    return json.loads(line) if line else sys.exit(0)

def tell(command, event, **more):
    told = {"id": command["id"], "event": event, **more}
    os.write(1, json.dumps(told).encode() + b"\\n")

def costed(command, **costs):
    tell(command, "costed", costs=costs or {"pid": os.getpid()})

def hang():
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(300)  # no test is that long: nobody stays behind
    while True:
        signal.pause()

def serve():
    while True:
        costed(read())
"""


class Script:
    """What each dumper that is started does, in turn; the last one's part is played again."""

    def __init__(self, folder, monkeypatch):
        self._folder = folder
        self._parts = []
        self.started = 0
        monkeypatch.setattr(child, "command", self._command)

    def __call__(self, *parts):
        self._parts = [f"{WORDS}\n{part}" for part in parts]

    def _command(self, _name, *_arguments):
        part = self._parts[min(self.started, len(self._parts) - 1)]
        self.started += 1
        path = self._folder / f"dumper{self.started}.py"
        path.write_text(part)
        return [sys.executable, "-I", "-S", str(path)]


@pytest.fixture
def script(tmp_path, monkeypatch):
    folder = tmp_path / "scripts"
    folder.mkdir()
    return Script(folder, monkeypatch)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Do not wait two seconds for the end of each dumper that will not end."""
    monkeypatch.setattr(client_module, "_LAST_SECONDS", 0.3)


@pytest.fixture
def client():
    with DumperClient() as client:
        yield client
    # Whatever the script did, nothing of it is left.
    assert client.wait(60)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "dumps"
    folder.mkdir()
    return folder


@pytest.fixture
def asking():
    """Call it to have something asked in another thread; gives a Future."""
    with ThreadPoolExecutor(8) as pool:
        yield pool.submit


@contextlib.contextmanager
def soon(record_property):
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    record_property("seconds", round(took, 3))
    assert took < SOON


def wait_until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.002)


def is_gone(pid):
    """Whether a process has ended, and was reaped if it is our child."""
    return not Path(f"/proc/{pid}").exists()


def pid_of(client, about=A):
    """The dumper that answers."""
    return client.costs(about, REQUEST)["pid"]


# ------------------------------------------------------------------------------- COLD and WARM


def test_a_dumper_is_started_by_the_first_command_and_kept(script, client):
    script("serve()")
    assert client.process_id == 0
    first = pid_of(client)
    assert client.process_id == first == pid_of(client, B)
    assert script.started == 1


def test_one_that_cannot_be_started_is_told_and_tried_again(client, monkeypatch):
    monkeypatch.setattr(child, "command", lambda *_: ["/nowhere/dumper"])
    for _ in range(2):
        with pytest.raises(MiniDumpError, match="could not be started"):
            client.costs(A, REQUEST)


@pytest.mark.parametrize("end", ["sys.exit(3)", "os.kill(os.getpid(), signal.SIGKILL)"])
def test_one_that_dies_while_nobody_asks_is_replaced_in_silence(script, client, end):
    script(f"costed(read()); {end}", "serve()")
    first = pid_of(client)
    wait_until(lambda: is_gone(first) or not client._connection.is_usable)
    assert pid_of(client) != first


# ---------------------------------------------------------------------------------- BUSY: ASKED


@pytest.mark.parametrize(
    ("end", "told"),
    [("sys.exit(3)", "exit code 3"), ("os.kill(os.getpid(), signal.SIGKILL)", "signal 9")],
)
def test_one_that_dies_over_a_command_is_told_and_replaced(script, client, end, told):
    script(f"read(); {end}", "serve()")
    with pytest.raises(MiniDumpError, match=told) as error:
        client.costs(A, REQUEST)
    assert not isinstance(error.value, DumpCancelledError)
    assert pid_of(client)


@pytest.mark.parametrize(
    "garbage",
    [
        "b'nonsense\\n'",
        "b'\\n'",
        "b'[]\\n'",
        "b'null\\n'",
        "b'{\"id\": 1}\\n'",
        "b'\\xff\\xfe\\n'",
        "b'[' * 100000 + b'\\n'",
    ],
)
def test_one_that_tells_nonsense_is_ended_and_replaced(script, client, garbage):
    script(f"read(); os.write(1, {garbage}); hang()", "serve()")
    with pytest.raises(MiniDumpError, match="ended unexpectedly"):
        client.costs(A, REQUEST)
    assert pid_of(client)


def test_one_that_tells_a_line_without_an_end_is_not_listened_to_for_ever(
    script, client, monkeypatch
):
    monkeypatch.setattr("app.core.dumper.messages.LINE_LIMIT", 1 << 20)
    script("read()\nwhile True: os.write(1, b'x' * 65536)", "serve()")
    with pytest.raises(MiniDumpError, match="ended unexpectedly"):
        client.costs(A, REQUEST)
    assert pid_of(client)


def test_answers_in_pieces_are_put_together(script, client):
    script(
        "command = read()\n"
        "costs = {'x' * 300000: 5}\n"
        "line = json.dumps({'id': command['id'], 'event': 'costed', 'costs': costs})\n"
        "for at in range(0, len(line), 1000): os.write(1, line[at:at + 1000].encode())\n"
        "os.write(1, b'\\n')\nserve()"
    )
    assert client.costs(A, REQUEST) == {"x" * 300_000: 5}


def test_answers_that_come_twice_are_taken_once(script, client):
    script(
        "for turn in range(100): command = read(); costed(command, n=turn); costed(command, n=-1)"
    )
    assert [client.costs(A, REQUEST)["n"] for _ in range(20)] == list(range(20))


def test_what_was_not_understood_is_told_of_the_command_asked_last(script, client):
    script(
        "read(); tell({'id': 0}, 'failed', error='InvalidRequestError', hresult=1, cause='What?', "
        "remedy='')\nserve()"
    )
    with pytest.raises(InvalidRequestError, match="What"):
        client.costs(A, REQUEST)
    assert pid_of(client)


def test_commands_are_numbered_in_the_order_in_which_they_are_sent(script, client, asking):
    script("last = 0\nwhile True:\n command = read()\n costed(command, n=command['id'] - last)\n"
           " last = command['id']")  # fmt: skip
    futures = [asking(client.costs, about, REQUEST) for about in (A, B) * 50]
    assert {future.result(60)["n"] for future in futures} == {1}


def test_a_turn_keeps_others_out(script, client, asking):
    script("number = 0\nwhile True:\n number += 1\n costed(read(), n=number)")
    with client.turn():
        first = client.costs(A, REQUEST)["n"]
        other = asking(client.costs, B, REQUEST)
        rest = [client.costs(A, REQUEST)["n"] for _ in range(10)]
    assert rest == list(range(first + 1, first + 11))
    assert other.result(60)["n"] == first + 11


# --------------------------------------------------------------------- a look, cancelled: OWING


STALLS = ["read(); hang()", "os.kill(os.getpid(), signal.SIGSTOP)", "hang()"]
"""It never answers; it is stopped; it never reads."""
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN); hang()"


@pytest.mark.parametrize("stall", STALLS)
@pytest.mark.parametrize("request_", [REQUEST, LARGE], ids=["small", "large"])
def test_a_look_that_is_cancelled_is_over_at_once(
    script, client, asking, record_property, stall, request_
):
    script(stall)
    asked = asking(client.costs, A, request_)
    wait_until(lambda: client._current)
    with soon(record_property):
        client.cancel()
        with pytest.raises(DumpCancelledError):
            asked.result(60)


@pytest.mark.parametrize("stall", STALLS)
def test_another_process_is_looked_at_by_a_new_dumper(
    script, client, asking, record_property, stall
):
    script(stall, "serve()")
    asked = asking(client.costs, A, REQUEST)
    wait_until(lambda: client._current)
    first = client.process_id
    client.cancel()
    assert isinstance(asked.exception(60), DumpCancelledError)
    with soon(record_property):
        assert pid_of(client, B) != first
    wait_until(lambda: is_gone(first))


def test_a_long_look_at_the_same_process_is_waited_for(script, client, asking, tmp_path):
    """What 100 GiB take to describe must not begin anew with every click."""
    go = tmp_path / "go"
    script(f"first = read()\nwhile not os.path.exists({str(go)!r}): time.sleep(0.01)\n"
           "costed(first, n=-1); costed(first, n=-2); serve()")  # fmt: skip
    asked = asking(client.costs, A, REQUEST)
    wait_until(lambda: client._current)
    first = client.process_id
    client.cancel()
    assert isinstance(asked.exception(60), DumpCancelledError)
    next_ = asking(client.costs, A, REQUEST)
    with pytest.raises(TimeoutError):
        next_.result(2)  # far longer than any other cancel has
    go.touch()
    assert next_.result(60) == {"pid": first}
    assert script.started == 1


def test_a_late_answer_frees_the_dumper_for_another_process(script, client, asking):
    script("first = read(); assert read()['command'] == 'cancel'; costed(first, n=-1); serve()")
    asked = asking(client.costs, A, REQUEST)
    wait_until(lambda: client._current)
    client.cancel()
    assert isinstance(asked.exception(60), DumpCancelledError)
    assert pid_of(client, B) == client.process_id
    assert script.started == 1


def test_a_dumper_that_dies_over_what_is_owed_is_replaced_in_silence(script, client, asking):
    script("read(); read(); sys.exit(1)", "serve()")
    asked = asking(client.costs, A, REQUEST)
    wait_until(lambda: client._current)
    first = client.process_id
    client.cancel()
    assert isinstance(asked.exception(60), DumpCancelledError)
    wait_until(lambda: is_gone(first) or not client._connection.is_usable)
    assert pid_of(client, B) != first


# ----------------------------------------------------------------------------------- cancelling


def test_nothing_is_there_to_cancel_and_the_next_command_is_not_hit(script, client):
    script("serve()")
    client.cancel()
    assert pid_of(client)
    client.cancel()
    assert pid_of(client)


def test_a_cancellation_made_before_the_command_holds(script, client, folder):
    script("serve()")
    cancellation = Cancellation()
    cancellation.cancel()
    for _ in range(2):
        with pytest.raises(DumpCancelledError):
            client.costs(A, REQUEST, cancellation=cancellation)
    with pytest.raises(DumpCancelledError):
        client.dump(A, REQUEST, str(folder / "it.dmp"), cancellation=cancellation)
    assert pid_of(client)


def test_who_waits_for_a_turn_can_be_cancelled_and_nobody_else_is(
    script, client, asking, record_property
):
    script("first = read()\nread()\ncosted(first)\nserve()")
    mine, other = Cancellation(), Cancellation()
    working = asking(client.costs, A, REQUEST, cancellation=other)
    wait_until(lambda: client._current is other)
    waiting = asking(client.costs, B, REQUEST, cancellation=mine)
    with soon(record_property):
        mine.cancel()
        assert isinstance(waiting.exception(60), DumpCancelledError)
    assert not working.done()
    other.cancel()
    assert isinstance(working.exception(60), DumpCancelledError)


def test_a_cancel_may_come_from_a_signal_handler_of_the_thread_that_waits(
    script, client, record_property
):
    script("read(); hang()")
    before = signal.signal(signal.SIGALRM, lambda *_: client.cancel())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        with soon(record_property), pytest.raises(DumpCancelledError):
            client.costs(A, REQUEST)
    finally:
        signal.signal(signal.SIGALRM, before)


def test_thousands_of_cancels_in_a_row_hit_their_own_command_alone(script, client, asking):
    script("serve()")
    refused = 0
    for number in range(300):
        cancellation = Cancellation()
        asked = asking(client.costs, A, REQUEST, cancellation=cancellation)
        if number % 3:
            time.sleep(number % 7 / 1000)
        cancellation.cancel()
        error = asked.exception(60)
        assert error is None or isinstance(error, DumpCancelledError)
        refused += error is not None
        assert client.costs(A, REQUEST)["pid"]  # the next one is not hit
    assert script.started == 1
    assert refused


# ----------------------------------------------------- a dump, cancelled: CANCELLED and GIVEN_UP

PART = """
command = read()
path = command["path"]
def part(content=b"\\0" * 100):
    with open(path + ".part", "wb") as file: file.write(content)
def phase(name):
    tell(command, "phase", phase=name)
def cancelled():
    os.path.exists(path + ".part") and os.unlink(path + ".part")
    error = {"error": "DumpCancelledError", "hresult": 1, "cause": "By the dumper.", "remedy": ""}
    tell(command, "failed", **error)
"""


def cancel_at(client, name):
    """A report that cancels in a phase."""

    def report(event):
        if event == Phase(name):
            client.cancel()

    return report


def dump(client, folder, report=None, **options):
    return client.dump(A, REQUEST, str(folder / "it.dmp"), report=report, **options)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_dumper_that_answers_cleans_up_by_itself_and_stays(script, client, folder):
    script(PART + "part(); phase('copy'); read(); cancelled(); serve()")
    with pytest.raises(DumpCancelledError, match="By the dumper"):
        dump(client, folder, cancel_at(client, "copy"))
    assert names(folder) == []
    assert pid_of(client) == client.process_id
    assert script.started == 1


def test_an_answer_that_comes_just_before_the_cancel_counts(script, client, folder):
    """The dump was written: nobody says that it was not."""
    script(
        PART
        + "phase('verify'); read(); tell(command, 'done', path=path, file_size=1, paused_ms=1, "
        "sha256='', verdict='good'); serve()"
    )
    assert dump(client, folder, cancel_at(client, "verify")).verdict == "good"
    assert pid_of(client)


HOLDS = [
    "hang()",
    "os.kill(os.getpid(), signal.SIGSTOP)",
    "signal.signal(signal.SIGTERM, signal.SIG_IGN); hang()",
    "\nwhile True: tell(command, 'progress', done=1, total=2); time.sleep(0.001)",
]
"""Nothing more is heard of it; it is stopped; it will not end; it goes on as if nothing were."""


@pytest.mark.parametrize("name", ["describe", "suspend", "copy"])
@pytest.mark.parametrize("holds", HOLDS)
def test_one_that_does_not_answer_is_killed_and_what_it_left_removed(
    script, client, folder, record_property, holds, name
):
    script(PART + f"part(); phase({name!r}); {holds}", "serve()")
    killed = []

    def report(event):
        if event == Phase(name):
            killed.append(client.process_id)
            client.cancel()

    with soon(record_property), pytest.raises(DumpCancelledError) as error:
        dump(client, folder, report)
    wait_until(lambda: is_gone(killed[0]))
    wait_until(lambda: names(folder) == [])
    assert "written" not in str(error.value)
    assert pid_of(client) != killed[0]


def test_one_that_is_slow_on_the_drive_is_left_to_clean_up(
    script, client, folder, record_property, tmp_path
):
    go = tmp_path / "go"
    script(
        PART + "part(); phase('hash')\n"
        f"while not os.path.exists({str(go)!r}): time.sleep(0.01)\n"
        "os.unlink(path + '.part')",
        "serve()",
    )
    with (
        soon(record_property),
        pytest.raises(DumpCancelledError, match="does not end yet") as error,
    ):
        dump(client, folder, cancel_at(client, "hash"))
    assert ".part" in error.value.remedy  # not "no dump was left": that is not known
    assert names(folder) == ["it.dmp.part"]
    assert pid_of(client)
    go.touch()
    wait_until(lambda: names(folder) == [])


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_dump_that_has_its_name_is_not_said_to_be_none(script, client, folder, overwrite):
    if overwrite:
        (folder / "it.dmp").write_bytes(b"an older one")
    script(PART + "part(b'MDMP'); os.rename(path + '.part', path); phase('verify'); hang()")
    with pytest.raises(DumpCancelledError, match="being checked") as error:
        dump(client, folder, cancel_at(client, "verify"), overwrite=overwrite)
    assert "complete" in error.value.remedy
    assert (folder / "it.dmp").read_bytes() == b"MDMP"


def test_an_older_dump_of_that_name_is_not_taken_for_the_new_one(script, client, folder):
    (folder / "it.dmp").write_bytes(b"MDMP, an older one")
    script(PART + "part(); phase('copy'); hang()")
    with pytest.raises(DumpCancelledError) as error:
        dump(client, folder, cancel_at(client, "copy"), overwrite=True)
    assert "complete" not in str(error.value)
    wait_until(lambda: names(folder) == ["it.dmp"])


# ------------------------------------------------------------------------------- what dies leaves


@pytest.mark.parametrize("content", ["b''", "bytes(5000)", "b'MDMP' + bytes(5000)"])
def test_the_part_of_a_dumper_that_died_is_removed(script, client, folder, content):
    script(PART + f"part({content}); phase('copy'); os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(MiniDumpError, match="signal 9") as error:
        dump(client, folder)
    assert "no dump was left" in error.value.remedy
    assert names(folder) == []


@pytest.mark.parametrize("content", [b"", bytes(5000), b"MDMP" + bytes(5000), b"precious"])
def test_the_part_of_a_stranger_stays(script, client, folder, content):
    """It was there before: whatever it is, our dumper did not make it."""
    (folder / "it.dmp.part").write_bytes(content)
    script(PART + "phase('copy'); os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(MiniDumpError, match="signal 9"):
        dump(client, folder)
    assert (folder / "it.dmp.part").read_bytes() == content


def test_the_part_of_a_stranger_that_came_meanwhile_stays_if_it_is_no_dump(script, client, folder):
    script(PART + "part(b'precious'); phase('copy'); os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(MiniDumpError, match="signal 9") as error:
        dump(client, folder)
    assert names(folder) == ["it.dmp.part"]
    assert "no dump was left" not in error.value.remedy


def test_a_part_that_another_dumper_is_writing_stays(script, client, folder):
    import fcntl

    other = []

    def report(event):
        if event == Phase("copy"):
            file = (folder / "it.dmp.part").open("wb")
            fcntl.flock(file, fcntl.LOCK_EX)
            other.append(file)
            os.kill(client.process_id, signal.SIGKILL)

    script(PART + "phase('copy'); hang()")
    with pytest.raises(MiniDumpError, match="signal 9"):
        dump(client, folder, report)
    assert names(folder) == ["it.dmp.part"]
    other[0].close()


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: path.symlink_to("/etc/passwd")])
def test_what_is_no_file_is_not_removed(script, client, folder, make):
    script(PART + "phase('copy'); hang()")

    def report(event):
        if event == Phase("copy"):
            make(folder / "it.dmp.part")
            os.kill(client.process_id, signal.SIGKILL)

    with pytest.raises(MiniDumpError, match="signal 9"):
        dump(client, folder, report)
    assert names(folder) == ["it.dmp.part"]


def test_what_a_report_raises_cancels_and_is_raised_whatever_the_dumper_does(
    script, client, folder
):
    script(PART + "part(); phase('copy'); hang()", "serve()")

    def report(event):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dump(client, folder, report)
    wait_until(lambda: names(folder) == [])
    assert pid_of(client)


# --------------------------------------------------------------------------------------- CLOSED


@pytest.mark.parametrize(
    "stall", [*STALLS, "signal.signal(signal.SIGTERM, signal.SIG_IGN); hang()"]
)
@pytest.mark.parametrize("request_", [REQUEST, LARGE], ids=["small", "large"])
def test_closing_ends_whatever_is_under_way_and_waits_for_nothing(
    script, asking, record_property, stall, request_
):
    script(stall)
    client = DumperClient()
    asked = asking(client.costs, A, request_)
    wait_until(lambda: client._current)
    dumper = client.process_id
    with soon(record_property):
        client.close()
        with pytest.raises(DumpCancelledError):
            asked.result(60)
    assert client.wait(60)
    wait_until(lambda: is_gone(dumper))


def test_closing_gives_up_a_dump_and_leaves_nothing(script, asking, folder, record_property):
    script(PART + "part(); phase('copy'); hang()")
    client = DumperClient()
    begun = threading.Event()
    dumping = asking(dump, client, folder, lambda _: begun.set())
    assert begun.wait(60)
    with soon(record_property):
        client.close()
        assert isinstance(dumping.exception(60), DumpCancelledError)
    wait_until(lambda: names(folder) == [])


def test_closing_is_final(script):
    script("serve()")
    client = DumperClient()
    assert pid_of(client)
    client.close()
    for command in (client.start, lambda: pid_of(client)):
        with pytest.raises(DumpCancelledError):
            command()
    assert client.wait(60)
    assert script.started == 1


def test_closed_before_anything_was_asked_it_starts_nothing(script):
    script("serve()")
    client = DumperClient()
    client.close()
    with pytest.raises(DumpCancelledError):
        client.start()
    assert script.started == 0


def test_closed_while_its_dumper_starts_it_leaves_none(script, asking, monkeypatch):
    """The dumper that closing did not see is ended by whoever started it."""
    script("serve()")
    client = DumperClient()

    class Late(client_module.Connection):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self.process_id)
            client.close()

    started = []
    monkeypatch.setattr(client_module, "Connection", Late)
    with pytest.raises(DumpCancelledError):
        client.costs(A, REQUEST)
    assert client.wait(60)
    wait_until(lambda: is_gone(started[0]))
