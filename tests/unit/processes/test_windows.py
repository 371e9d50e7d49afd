"""The Windows side of the table of processes, fed with answers made by hand."""

from __future__ import annotations

import os

import pytest

from app.core.capture.windows.process_facts import ProcessFacts
from app.core.capture.windows.process_table import ProcessRow
from app.core.errors import MiniDumpError
from app.core.processes.info import CanDump, ProcessInfo
from app.core.processes.sampler import Sampler
from app.core.processes.windows_details import WindowsDetails
from app.core.processes.windows_readers import privileges_of, windows_readers
from app.core.processes.windows_source import WindowsSource

CREATED = 132_000_000_000_000_000


def row(pid=100, name="a.exe", **changed):
    fields = {
        "ppid": 1,
        "session": 1,
        "threads": 3,
        "handles": 7,
        "create_time": CREATED,
        "cpu_seconds": 1.0,
        "working_set": 8192,
        "private_working_set": 4096,
        "transferred": 1000,
        "suspended": False,
    }
    return ProcessRow(pid, name=name, **(fields | changed))


def info(pid, **fields):
    return ProcessInfo(pid, 0, 0.0, 0, "a.exe", "", 1, 0.0, 0, **fields)


def test_a_sweep_gives_every_process_and_its_share_of_the_processor():
    rows = [row(), row(4, "", cpu_seconds=9.0), row(0, "", create_time=0)]
    source = WindowsSource(lambda: rows)
    first = {reading.pid: reading for reading in source.sweep().readings}
    assert first[100].cpu == 0.0
    assert (first[4].name, first[4].kernel) == ("System", True)
    assert (first[0].name, first[0].kernel) == ("System Idle Process", True)
    assert not first[100].kernel
    rows[0] = row(cpu_seconds=2.0)
    second = {reading.pid: reading for reading in source.sweep().readings}
    assert second[100].cpu > 0
    assert second[4].cpu == 0.0


def test_a_process_id_given_anew_begins_anew():
    rows = [row(cpu_seconds=50.0)]
    source = WindowsSource(lambda: rows)
    before = source.sweep().readings[0]
    rows[0] = row(create_time=CREATED + 1, cpu_seconds=60.0)
    after = source.sweep().readings[0]
    assert after.start_key != before.start_key
    assert after.cpu == 0.0


def test_suspended_and_nameless_processes_are_told():
    rows = [row(suspended=True), row(8, "")]
    suspended, nameless = WindowsSource(lambda: rows).sweep().readings
    assert suspended.state == "stopped"
    assert nameless.name == "(8)"


def test_where_windows_does_not_answer_psutil_does():
    def refuse():
        raise MiniDumpError("no")

    source = WindowsSource(refuse)
    for _ in range(2):
        assert os.getpid() in source.sweep().alive


def test_details_are_judged_by_what_windows_tells():
    facts = {
        os.getpid(): ProcessFacts(bits=64, session=1, elevated=False),
        100: ProcessFacts(r"C:\a.exe", 64, "x64", session=1, elevated=True, protection=""),
        200: ProcessFacts(r"C:\b.exe", 64, "x64", protection="light, Windows"),
    }
    details = WindowsDetails(look=lambda pid: facts.get(pid, ProcessFacts()))
    elevated = details.look_up(info(100), kernel=False)
    assert (elevated.exe, elevated.bits, elevated.machine) == (r"C:\a.exe", 64, "x64")
    assert elevated.can_dump is CanDump.NEEDS_ADMINISTRATOR
    assert elevated.detailed
    protected = details.look_again(info(200), kernel=False)
    assert protected.can_dump is CanDump.PROTECTED
    assert "light, Windows" in protected.verdict.reason
    assert details.look_up(info(4), kernel=True).can_dump is CanDump.KERNEL


def test_facts_come_from_one_table_and_from_the_token():
    asked = []

    def rows():
        asked.append(1)
        return [row()]

    readers = windows_readers(
        lambda look: look, rows, lambda _: ProcessFacts(elevated=True, app_container=True)
    )
    for fact in ("private", "handles"):
        readers[fact].begin()
    assert len(asked) == 1
    assert readers["private"].read(info(100)) == 4096
    assert readers["handles"].read(info(100)) == 7
    assert readers["handles"].read(info(101)) is None
    assert readers["privileges"].read(info(100)) == "administrator"
    assert readers["container"].read(info(100)) == "appcontainer"
    assert readers["io"](100) == 1000


def test_a_table_that_windows_refuses_leaves_facts_unknown():
    def refuse():
        raise MiniDumpError("no")

    readers = windows_readers(lambda look: look, refuse, lambda _: ProcessFacts())
    readers["handles"].begin()
    assert readers["handles"].read(info(100)) is None
    assert readers["privileges"].read(info(100)) is None


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (ProcessFacts(elevated=True, integrity=0x3000), "administrator"),
        (ProcessFacts(elevated=True, integrity=0x4000), "system"),
        (ProcessFacts(elevated=False, integrity=0x2000), ""),
        (ProcessFacts(), None),
    ],
)
def test_privileges_in_words(facts, word):
    assert privileges_of(facts) == word


def test_the_sampler_takes_these_as_it_takes_others():
    rows = [row(), row(4, "")]
    sampler = Sampler(
        WindowsSource(lambda: rows), WindowsDetails(look=lambda _: ProcessFacts()), readers={}
    )
    assert {found.pid for found in sampler.sample().added} == {4, 100}
    sampler.fill()
    assert sampler.processes[4].can_dump is CanDump.KERNEL
    del rows[0]
    assert sampler.sample().gone == (100,)
