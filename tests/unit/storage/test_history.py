"""The list of dumps made so far."""

import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from app.core.dump.request import MINIDUMP_USER_STREAM, DumpRequest
from app.core.errors import InvalidRequestError, OutputError
from app.core.process_key import boot_id
from app.core.storage.history import DumpRecord, History
from app.core.storage.paths import history_path


def record(number):
    return DumpRecord(
        time=1e9 + number,
        pid=number,
        started=number << 40,
        boot=boot_id(),
        name="größe\n",
        path=f"/dumps/{number}.dmp",
        size=number << 20,
        flags=0x21925,
        paused_ms=7.25,
        verdict="good",
        sha256="ab" * 32,
    )


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "history.jsonl"


def test_records_come_back_newest_first(path):
    made = [record(number) for number in range(3)]
    for one in made:
        History(path).append(one)
    assert History(path).records() == made[::-1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes().count(b"\n") == 3
    assert len({one.id for one in made}) == 3


def test_a_record_from_before_starts_were_noted_is_read_and_names_no_process(path):
    old = msgspec.json.encode(msgspec.structs.replace(record(7), started=None))
    assert b"started" not in old
    path.parent.mkdir()
    path.write_bytes(old + b"\n")
    History(path).append(record(8))
    newer, older = History(path).records()
    assert (newer.pid, newer.key) == (8, (8, 8 << 40))
    assert (older.pid, older.name) == (7, "größe\n")
    with pytest.raises(InvalidRequestError, match="not noted when process 7 was started") as caught:
        assert older.key
    assert "Choose the process" in caught.value.remedy


def test_a_record_from_before_the_machine_was_started_anew_names_no_process(path, monkeypatch):
    """By then another process may have its number, and have been started at the same tick."""
    History(path).append(record(7))
    assert History(path).records()[0].key == (7, 7 << 40)
    monkeypatch.setattr("app.core.storage.history._THIS_RUN", "another run")
    (found,) = History(path).records()
    with pytest.raises(InvalidRequestError, match="Process 7 has ended: the computer") as caught:
        assert found.key
    assert "Choose the process" in caught.value.remedy


@pytest.mark.parametrize("now", [boot_id(), ""])
def test_a_record_whose_run_of_the_machine_was_not_noted_names_no_process(path, monkeypatch, now):
    History(path).append(msgspec.structs.replace(record(7), boot=""))
    monkeypatch.setattr("app.core.storage.history._THIS_RUN", now)
    (found,) = History(path).records()
    with pytest.raises(InvalidRequestError, match="not noted when process 7"):
        assert found.key


def test_where_times_of_start_are_absolute_a_record_holds_for_ever(path, monkeypatch):
    History(path).append(msgspec.structs.replace(record(7), boot=""))
    monkeypatch.setattr("app.core.storage.history._THIS_RUN", "")
    monkeypatch.setattr("app.core.storage.history._ABSOLUTE", True)
    assert History(path).records()[0].key == (7, 7 << 40)


def test_a_run_of_the_machine_has_a_name():
    assert boot_id() == Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()


def test_nothing_was_made_yet(path):
    assert History(path).records() == []
    assert not path.parent.exists()


def test_the_oldest_are_forgotten(path):
    history = History(path, limit=3)
    for number in range(5):
        history.append(record(number))
    assert [one.pid for one in history.records()] == [4, 3, 2]


def test_records_are_removed_and_all_can_be(path):
    history = History(path)
    made = [record(number) for number in range(4)]
    for one in made:
        history.append(one)
    history.remove(made[1].id, made[3].id, "unknown")
    assert [one.pid for one in history.records()] == [2, 0]
    history.clear()
    assert history.records() == []


@pytest.mark.parametrize(
    "damage",
    [b"\n\n", b"nonsense\n", b"\xff\xfe\n", b'{"time": "x"}\n', b"[" * 50_000 + b"\n", b'{"ti'],
)
def test_damaged_lines_are_passed_over_and_kept_beside(path, damage):
    history = History(path)
    history.append(record(1))
    with path.open("ab") as file:
        file.write(damage)
    assert [one.pid for one in history.records()] == [1]
    assert history.damaged == (1 if damage.strip() else 0)
    before = path.read_bytes()
    history.append(record(2))
    assert [one.pid for one in history.records()] == [2, 1]
    assert history.damaged == 0
    kept = [*path.parent.glob("history.jsonl.broken-*")]
    assert [one.read_bytes() for one in kept] == ([before] if damage.strip() else [])
    assert len(history.problems) == len(kept)


def test_a_record_whose_crash_was_a_sentence_is_kept_and_tells_none(path):
    made = record(1)
    History(path).append(made)
    line = path.read_text().rstrip().removesuffix("}") + ',"crash":"Aborted."}\n'
    path.write_text(line)
    history = History(path)
    assert history.records() == [made]
    assert history.damaged == 0


def test_a_line_without_its_end_is_not_glued_to_the_next(path):
    history = History(path)
    history.append(record(1))
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    history.append(record(2))
    assert [one.pid for one in history.records()] == [2, 1]


def test_a_link_is_not_followed(path, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("")
    path.parent.mkdir()
    path.symlink_to(victim)
    with pytest.raises(OutputError, match="Writing"):
        History(path).append(record(1))
    assert victim.read_text() == ""


def test_programs_that_write_at_the_same_time_lose_nothing(path):
    program = (
        "import sys; from pathlib import Path\n"
        "from app.core.storage.history import DumpRecord, History\n"
        "for n in range(25):\n"
        "    History(Path(sys.argv[1]), limit=60).append(DumpRecord(time=n, pid=int(sys.argv[2]),"
        " name='x', path='x', size=0, flags=0, paused_ms=0, verdict='good'))\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, path, str(n)]) for n in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    history = History(path)
    assert len(history.records()) == 60
    assert history.damaged == 0
    for number in range(3):
        times = [one.time for one in history.records() if one.pid == number]
        assert times == sorted(times, reverse=True)
        assert times[0] == 24


def test_the_users_file_is_the_default():
    History().append(record(1))
    try:
        assert History().records()[0].pid == 1
    finally:
        history_path().unlink()


SMALL, LARGE = (
    DumpRequest(0x1000, user_streams=(MINIDUMP_USER_STREAM(0x10000, bytes(size)),))
    for size in (10, 100_000)
)


def test_what_was_asked_for_is_remembered_whatever_its_size(path):
    history = History(path)
    history.append(record(1), SMALL)
    history.append(record(2), LARGE)
    history.append(record(3))
    found = History(path).records()
    assert [History(path).request_of(one) for one in found[1:]] == [LARGE, SMALL]
    with pytest.raises(InvalidRequestError, match="not known what was asked for"):
        History(path).request_of(found[0])
    assert path.stat().st_size < 2000


def test_a_large_request_goes_with_the_last_record_of_it(path):
    history = History(path, limit=2)
    for number in range(3):
        history.append(record(number), LARGE)
    second, first = history.records()
    kept = history.request_path(first)
    assert kept == history.request_path(second)
    history.remove(first.id)
    assert kept.exists()
    history.append(record(4), SMALL)
    history.append(record(5), SMALL)
    assert not kept.exists()
    history.append(record(6), LARGE)
    history.clear()
    assert not kept.exists()


def test_the_elevated_half_takes_no_dll_from_what_the_other_half_writes(path, monkeypatch):
    library = "C:\\Debuggers\\dbghelp.dll"
    history = History(path)
    for number, comment in enumerate(("short", "x" * 9000)):
        history.append(record(number), DumpRequest(2, dbghelp=library, comment=comment))
    asked = [history.request_of(each) for each in history.records()]
    assert [request.dbghelp for request in asked] == [library, library]
    monkeypatch.setattr("app.core.storage.history.has_lesser_twin", lambda: True)
    asked = [history.request_of(each) for each in history.records()]
    assert [request.dbghelp for request in asked] == ["", ""]
