"""A number that was given on, in the window: queue, repeating and history keep to the process."""

import re
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QSettings

from app.core.dump.request import DumpRequest
from app.core.dumper.messages import Done
from app.core.errors import NoSuchProcessError
from app.core.minidump.reader import MinidumpFile
from app.core.storage.history import DumpRecord, History
from app.core.storage.paths import history_path
from app.ui.application import make_window

from .conftest import LONG


@pytest.fixture(autouse=True)
def no_history():
    """Every test begins with an empty history."""
    history_path().unlink(missing_ok=True)


def refuses(error, pid):
    """Say whether *error* tells that the number belongs to a sleep by now."""
    said = rf"Process {pid} has ended; its number now belongs to another program \(sleep\)\."
    return isinstance(error, NoSuchProcessError) and bool(re.fullmatch(said, error.cause))


def test_a_job_that_waits_never_dumps_who_has_the_number_then(
    qtbot, window, use, program, start_process, give_on, hold_dumps, dumps
):
    first, second = program(), start_process("sleep", "1000", wait=False)
    third = program()
    use.choose(first.pid)
    for other in (second, third):
        qtbot.waitUntil(lambda pid=other.pid: window.processes.table.process(pid) is not None)
    table = window.processes.table
    wishes = [window.dumping._wish(table.process(one.pid)) for one in (first, second, third)]
    heard = []
    window.queue.ended.connect(lambda job, result: heard.append((job.key, result)))
    let_go = hold_dumps(window.dump_thread._client, "copy")
    with qtbot.waitSignal(window.queue.phase_changed, timeout=LONG):
        window.dumping.write(wishes)

    give_on(third, "sleep", "1000")
    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        let_go()

    results = dict(heard)
    assert isinstance(results[first.key], Done)
    assert isinstance(results[second.key], Done)
    (refusal,) = (result for _, result in heard if not isinstance(result, Done))
    assert refuses(refusal, third.pid)
    assert len(dumps()) == 2
    assert not any(f"_{third.pid}_" in name for name in dumps())


def test_a_dump_is_not_repeated_of_another_process(window, use, program, give_on, dumps):
    target = program()
    use.choose(target.pid)
    assert isinstance(use.dump(), Done)
    before = dumps()
    give_on(target, "sleep", "1000")

    error = use.dump(window.dumping.repeat)

    assert refuses(error, target.pid)
    assert dumps() == before
    said = window.card.message.text()
    assert f"python ({target.pid})" in said
    assert "another program (sleep)" in said


def test_who_has_the_number_now_can_be_chosen_and_dumped(qtbot, window, use, program, give_on):
    target = program()
    use.choose(target.pid)
    give_on(target, "sleep", "1000")
    table = window.processes.table
    qtbot.waitUntil(lambda: getattr(table.process(target.pid), "name", "") == "sleep", timeout=LONG)
    use.choose(target.pid)

    done = use.dump()

    with MinidumpFile.open(done.path) as file:
        assert Path(file.modules[0].name).name == "sleep"
    assert Path(done.path).name.startswith(f"sleep_{target.pid}_")


def test_a_dump_of_an_earlier_run_is_repeated_of_that_process_alone(
    qtbot, window, use, program, give_on, dumps, tmp_path
):
    target = program()
    use.choose(target.pid)
    use.dump()
    window.close()
    give_on(target, "sleep", "1000")
    (record,) = History().records()
    assert record.pid == target.pid
    second = make_window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(second)
    second.show()
    second.start()
    qtbot.waitUntil(lambda: len(second.results.dumps.entries) == 1, timeout=LONG)

    with qtbot.waitSignal(second.account.finished, timeout=LONG) as again:
        second.dumping.repeat()

    assert refuses(again.args[0], target.pid)
    assert len(dumps()) == 1
    second.close()


def test_a_record_from_before_starts_were_noted_is_shown_and_not_repeated(
    qtbot, window, program, dumps, tmp_path
):
    target = program()
    record = DumpRecord(
        time=1e9,
        pid=target.pid,
        name="postgres",
        path=str(tmp_path / "dumps" / "postgres.dmp"),
        size=1,
        flags=0x1000,
        paused_ms=1.0,
        verdict="good",
    )
    assert b"started" not in msgspec.json.encode(record)
    History().append(record, DumpRequest(0x1000))
    window.account.load_history()
    qtbot.waitUntil(lambda: len(window.results.dumps.entries) == 1, timeout=LONG)
    (entry,) = window.results.dumps.entries
    assert str(target.pid) in window.results.dumps._process(entry)

    window.dumping.repeat_entry(entry)
    window.errands.settle()

    card = window.card
    qtbot.waitUntil(lambda: "was not noted when process" in card.message.text(), timeout=LONG)
    assert "Choose the process in the table and dump it." in card.message.text()
    assert not window.queue.jobs
    assert dumps() == []
