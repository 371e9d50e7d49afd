"""Writing dumps from the window: one, again, several; progress, cancel, errors, the list."""

import ctypes
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QItemSelectionModel, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from app.core.capture.obstacles import LINUX, Caller, Subject, as_error, judge
from app.core.dump.presets import BY_KEY, PRESETS
from app.core.dumper.messages import Done
from app.core.errors import AccessDeniedError, DumpCancelledError, NoSuchProcessError
from app.core.inspection.page import read_page
from app.core.minidump.reader import MinidumpFile
from app.core.processes import rights
from app.core.processes.info import CanDump, Verdict
from app.core.storage.history import History
from app.core.storage.paths import history_path
from app.ui import desktop, theme
from app.ui.application import make_window
from app.ui.dialogs.save_dialog import SaveDialog
from app.ui.models.contents import Kind
from app.ui.models.dump_list import FILE, PAUSED, PROCESS
from app.ui.models.dump_summary import fact_lines, story_lines
from app.ui.models.plan_rows import CHANGED
from app.ui.models.progress import Progress
from app.ui.workers.dump_thread import DumpJob

from .conftest import LONG, settle

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
FULL = PRESETS.index(BY_KEY["windbg"])
PTRACE_SEIZE = 0x4206

FAMILY = """
import subprocess, sys
code = "import sys; print('there', flush=True); sys.stdin.read()"
children = [subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE) for _ in range(2)]
for child in children:
    child.stdout.readline()
print("ready", *(f"child{n}={child.pid}" for n, child in enumerate(children)), flush=True)
sys.stdin.read()
for child in children:
    child.stdin.close(); child.wait()
"""


@pytest.fixture(autouse=True)
def no_history():
    """Every test begins with an empty history."""
    history_path().unlink(missing_ok=True)


@pytest.fixture
def states(window):
    """Call it for the states of all lines, top to bottom."""
    return lambda: [window.results.dumps.state(entry) for entry in window.results.dumps.entries]


def written(window):
    return [e.record for e in window.results.dumps.entries if e.record is not None]


def test_dump_as_writes_where_it_is_told(qtbot, window, use, program, tmp_path, monkeypatch):
    path = tmp_path / "elsewhere" / "mine.dmp"
    asked = []

    def choose(_parent, _title, proposed, *_):
        asked.append(proposed)
        return str(path)

    monkeypatch.setattr(SaveDialog, "ask", choose)
    target = program()
    use.choose(target.pid)

    done = use.dump(lambda: qtbot.keyClick(window, Qt.Key.Key_S, CTRL_SHIFT))

    assert done.path == str(path)
    assert Path(asked[0]).name.startswith(f"python_{target.pid}_support_")
    assert window.pane.folder == tmp_path / "dumps"  # the standing folder stays


def test_repeat_last_writes_another_one_of_the_same(qtbot, window, use, program, dumps):
    use.choose(program().pid)
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["stacks"]))
    first = use.dump()
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["private"]))
    second = use.dump(lambda: qtbot.keyClick(window, Qt.Key.Key_R, CTRL_SHIFT))

    assert len(set(dumps())) == 2
    flags = []
    for done in (first, second):
        with MinidumpFile.open(done.path) as file:
            flags.append(int(file.flags))
    assert flags[0] == flags[1] == 0x1000


def test_repeat_after_dump_as_repeats_that_dump(qtbot, window, use, program, tmp_path, monkeypatch):
    path = tmp_path / "elsewhere" / "mine.dmp"
    monkeypatch.setattr(SaveDialog, "ask", lambda *_: str(path))
    use.choose(program().pid)
    use.dump()
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["stacks"]))
    other = program()
    use.choose(other.pid)
    use.dump(lambda: qtbot.keyClick(window, Qt.Key.Key_S, CTRL_SHIFT))
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["private"]))

    done = use.dump(lambda: qtbot.keyClick(window, Qt.Key.Key_R, CTRL_SHIFT))

    assert Path(done.path).parent == path.parent
    assert Path(done.path).name.startswith(f"python_{other.pid}_stacks_")
    assert path.exists()
    with MinidumpFile.open(done.path) as file:
        assert int(file.flags) == 0x1000


def test_repeat_last_says_so_when_there_is_nothing_to_repeat(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_R, CTRL_SHIFT)

    assert "no dump yet" in window.card.message.text()


def test_enter_on_a_row_asks_once_in_place_and_enter_dumps(qtbot, window, use, program, dumps):
    target = program()
    estimate = use.choose(target.pid)
    asking = window.pane.asking
    window.processes.list.setFocus()

    qtbot.keyClick(window.processes.list, Qt.Key.Key_Return)

    assert asking.asks
    said = asking.message.text()
    assert f"({target.pid})" in said
    assert "Support default" in said
    assert str(window.pane.folder) in said
    assert f"about {theme.binary_size(estimate.file_size)}" in said
    assert asking.yes.hasFocus()
    assert dumps() == []
    done = use.dump(lambda: qtbot.keyClick(asking.yes, Qt.Key.Key_Return))
    assert isinstance(done, Done)
    assert not asking.asks


def test_escape_or_another_process_takes_the_question_back(qtbot, window, use, program, dumps):
    first, second = program(), program()
    asking = window.pane.asking
    use.choose(first.pid)
    window.processes.list.setFocus()
    qtbot.keyClick(window.processes.list, Qt.Key.Key_Return)

    qtbot.keyClick(asking.yes, Qt.Key.Key_Escape)
    assert not asking.asks
    assert window.processes.list.hasFocus()

    qtbot.keyClick(window.processes.list, Qt.Key.Key_Return)
    assert asking.asks
    use.choose(second.pid)
    assert not asking.asks
    assert dumps() == []


def test_a_process_and_its_children_are_dumped_children_first(
    qtbot, window, use, start_process, states
):
    parent = start_process(sys.executable, "-c", FAMILY)
    family = [parent.values["child0"], parent.values["child1"], parent.pid]
    use.choose(parent.pid)
    qtbot.waitUntil(
        lambda: all(window.processes.table.process(pid) for pid in family), timeout=LONG
    )
    window.dumping.ask_family()
    asking = window.pane.asking
    assert "3 processes" in asking.message.text()
    assert [pid_of(item) for item in several_rows(window)] == sorted(family[:2]) + family[2:]

    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        asking.yes.click()

    assert states() == ["Verified"] * 3
    assert [record.pid for record in written(window)] == sorted(family[:2]) + family[2:]
    times = [record.time for record in written(window)]
    assert times == sorted(times)
    pids = []
    for record in written(window):
        with MinidumpFile.open(record.path) as file:
            pids.append(file.process_id)
    assert pids == [record.pid for record in written(window)]


def several_rows(window):
    rows = window.dumping.several.list.list
    return [rows.topLevelItem(row) for row in range(rows.topLevelItemCount())]


def pid_of(item):
    return int(item.text(0).rpartition("(")[2].rstrip(")"))


def test_the_question_about_several_tells_their_sizes_and_whether_they_fit(
    qtbot, window, use, program, dumps
):
    targets = [program(8 << 20), program(), program()]
    for target in targets:
        use.choose(target.pid)
    processes = [window.processes.table.process(target.pid) for target in targets]
    targets[2].stop()
    several, sized = window.dumping.several, {}
    several.sizing.sized.connect(sized.__setitem__)
    window.pane.choice.plan.choose(FULL)

    window.dumping.ask_several(processes)
    assert {item.text(1) for item in several_rows(window)} == {"…"}  # nobody waited
    assert window.pane.asking.yes.isEnabled()
    qtbot.waitUntil(lambda: len(sized) == 3, timeout=LONG)

    assert sized[0].file > sized[1].file + (7 << 20)
    assert isinstance(sized[2], NoSuchProcessError)
    assert several_rows(window)[2].text(1) == "cannot be dumped"
    said = several.list.total.text()
    assert "Together about" in said
    assert theme.binary_size(sized[0].file + sized[1].file) in said
    assert "Fits: " in said
    assert "There is no process" in said

    # What is ticked meanwhile counts.
    before = sized[0]
    sized.clear()
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["stacks"]))
    qtbot.waitUntil(lambda: len(sized) == 3, timeout=LONG)
    assert sized[0].file < before.file
    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        window.pane.asking.yes.click()
    assert len(dumps()) == 2
    assert not window.dumping.several.list.isVisible()


def test_dump_asks_about_all_processes_that_are_selected(window, use, program, dumps):
    targets = [program(), program()]
    for target in targets:
        use.choose(target.pid)
    table, selection = window.processes.table, window.processes.list.selectionModel()
    flags = QItemSelectionModel.SelectionFlag
    selection.select(table.index(table.row_of(targets[0].pid), 0), flags.Select | flags.Rows)
    menu = QMenu()
    window.processes.list.menu_wanted.emit(menu)
    assert menu.actions()[0].text() == "Dump all selected …"

    window.pane.dump_bar.dump.click()

    asked = [pid_of(item) for item in several_rows(window)]
    assert sorted(asked) == sorted(target.pid for target in targets)
    assert dumps() == []


def test_sizes_nobody_wants_any_more_are_not_computed(qtbot, window, use, program):
    targets = [program(), program()]
    for target in targets:
        use.choose(target.pid)
    several, sized = window.dumping.several, []
    several.sizing.sized.connect(lambda *told: sized.append(told))
    window.dumping.ask_several([window.processes.table.process(t.pid) for t in targets])
    window.pane.asking.no.click()
    use.next_estimate(window.pane.look_again)

    assert sized == []
    assert several.sizing._run is None


def test_one_of_several_is_cancelled_and_the_others_are_written(
    qtbot, window, use, program, states, dumps
):
    targets = [program(128 << 20) for _ in range(3)]
    for target in targets:
        use.choose(target.pid)
    window.pane.choice.plan.choose(FULL)
    processes = [window.processes.table.process(target.pid) for target in targets]
    window.dumping.ask_several(processes)
    with qtbot.waitSignal(window.queue.begun, timeout=LONG):
        window.pane.asking.yes.click()
    assert states()[1:] == ["Waiting", "Waiting"]
    results = window.results
    results.choose(results.dumps.entries[1])

    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        results.cancel.trigger()

    assert states() == ["Verified", "Cancelled", "Verified"]
    assert len(dumps()) == 2


def test_all_are_cancelled_the_one_at_work_and_those_that_wait(
    qtbot, window, use, program, states, dumps, hold_dumps
):
    targets = [program(64 << 20), program()]
    for target in targets:
        use.choose(target.pid)
    hold_dumps(window.dump_thread._client, "copy")
    window.pane.choice.plan.choose(FULL)
    window.dumping.ask_several([window.processes.table.process(t.pid) for t in targets])
    with qtbot.waitSignal(
        window.queue.phase_changed, timeout=LONG, check_params_cb=lambda _, phase: phase == "copy"
    ):
        window.pane.asking.yes.click()

    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        window.results.cancel_all.trigger()

    assert states() == ["Cancelled", "Cancelled"]
    assert dumps() == []


@pytest.mark.parametrize(
    "phase", ["describe", "suspend", "copy", "write", "sync", "hash", "verify"]
)
def test_cancel_is_heard_in_every_phase(qtbot, window, use, program, dumps, hold_dumps, phase):
    use.choose(program(64 << 20).pid)
    hold_dumps(window.dump_thread._client, phase)
    window.pane.choice.plan.choose(FULL)
    cancelled = []

    def cancel(_job, current):
        if current == phase:
            cancelled.append(phase)
            window.card.cancel.click()

    window.queue.phase_changed.connect(cancel)
    result = use.dump()

    assert cancelled == [phase]
    if phase == "verify":  # the file is complete by then, and stays
        assert isinstance(result, Done | DumpCancelledError)
    else:
        assert isinstance(result, DumpCancelledError)
        assert dumps() == []


def test_progress_tells_phase_bytes_rate_time_left_and_what_is_copied(
    window, use, program, states, monkeypatch
):
    # As on a disk that takes longer than it takes to tell how long.
    monkeypatch.setattr("app.ui.models.progress._SETTLED", 1e-9)
    use.choose(program(256 << 20).pid)
    window.pane.choice.plan.choose(FULL)
    texts, lines, items = [], [], set()

    def note(_job, _done, _total, item):
        items.add(item)
        texts.append(window.card.progress.accessibleDescription())
        lines.append(states()[0])

    window.queue.progressed.connect(note)
    done = use.dump()

    assert isinstance(done, Done)
    assert any("Copying memory: " in text and " of " in text for text in texts)
    assert any("/s" in text and "left" in text for text in texts)
    assert any("Copying memory" in line and line.endswith("%") for line in lines)
    assert any(items)
    paused = window.results.dumps.index(0, 3).data()
    assert paused.endswith(" ms")
    assert float(paused.split()[0].replace(",", "")) == pytest.approx(done.paused_ms, abs=0.1)


def test_the_words_of_progress():
    now = [0.0]
    progress = Progress(lambda: now[0])
    assert progress.text() == "Waiting"
    progress.enter("copy")
    progress.advance(1 << 20, 10 << 20, "/usr/lib/libfoo\x1b.so")
    assert "/s" not in progress.text()  # too early to tell
    now[0] = 1.0
    assert progress.text() == (
        "Copying memory: 1.0 MiB of 10.0 MiB  ·  1.0 MiB/s  ·  9 s left  ·  libfoo\\x1b.so"
    )
    now[0] = 100.0
    assert "15 min left" in progress.text()
    progress.enter("hash")
    assert (progress.share, progress.text()) == (None, "Computing the checksum")


def test_access_denied_offers_the_command_for_an_administrator(
    window, use, program, tmp_path, monkeypatch
):
    monkeypatch.setattr(rights, "is_administrator", lambda: False)
    target = program()
    use.choose(target.pid)
    job = DumpJob(target.key, "python", window.pane.request(), tmp_path / "no dumps" / "it.dmp")
    outcome = window.card.outcome

    window.card.show_error(job, AccessDeniedError("The process belongs to user 7."))

    assert outcome.administrator.isVisible()
    outcome.administrator.click()
    line = QGuiApplication.clipboard().text()
    words = shlex.split(line)
    begin = words.index("&&") + 1  # behind the folder
    assert words[begin + 2 : begin + 4] == ["dump", str(target.key)]
    assert words[-1] == str(job.path)
    assert not job.path.parent.exists()  # as before the first dump of all
    command = re.sub(r"sudo (-u \S+ )?", "", line)
    subprocess.run(command, shell=True, check=True, capture_output=True, timeout=120)
    assert job.path.stat().st_size > 4096


ALICE = Caller(user="alice")


def denial(caller):
    """What *caller* is told of a process of bob's."""
    subject = Subject(pid=1, ppid=0, name="it", user="bob", readable=False)
    return as_error(judge(LINUX, subject, caller), subject)


def test_who_is_administrator_already_is_not_sent_to_sudo(
    window, use, program, tmp_path, monkeypatch
):
    monkeypatch.setattr(rights, "is_administrator", lambda: True)
    target = program()
    use.choose(target.pid)
    job = DumpJob(target.key, "python", window.pane.request(), tmp_path / "it.dmp")
    outcome = window.card.outcome

    window.card.show_error(job, denial(Caller(user="root", root=True, could_trace=False)))

    assert not outcome.administrator.isVisible()
    assert "--cap-add=SYS_PTRACE" in outcome.message.text()
    monkeypatch.setattr(rights, "is_administrator", lambda: False)
    for caller, helps in ((ALICE, True), (replace(ALICE, sudo_works=False), False)):
        window.card.show_error(job, denial(caller))
        assert outcome.administrator.isVisible() is helps


def test_a_process_that_may_not_be_looked_at_offers_the_command_at_once(
    window, use, program, monkeypatch
):
    monkeypatch.setattr(rights, "is_administrator", lambda: False)
    target = program()
    use.choose(target.pid)
    pane, remedies = window.pane, window.pane.dump_bar.remedies
    use.next_estimate(lambda: pane.tabs.setCurrentWidget(pane.choice.contents))
    assert not remedies.isVisible()
    monkeypatch.setattr(pane._inquiry, "_question", lambda _: None)  # nothing could be answered

    def refuse(error):
        pane.select(pane.process)  # nothing is known of it any more
        window.preview.preview_failed.emit(error)
        settle(window.dumping._naming)

    refuse(denial(ALICE))
    assert remedies.administrator.isVisible()
    remedies.administrator.click()
    words = shlex.split(QGuiApplication.clipboard().text())
    begin = words.index("&&") + 1
    assert words[begin + 2 : begin + 4] == ["dump", str(target.key)]
    assert words[-1].startswith(str(pane.folder))
    assert remedies.administrator.text() == "Command copied"
    remedies.details.click()
    assert remedies.details.text() == "Details copied"
    assert remedies.administrator.text() == "Copy command to dump as administrator"
    remedies._told.timeout.emit()
    assert remedies.details.text() == "Copy details"
    assert "HRESULT 0x" in QGuiApplication.clipboard().text()

    refuse(NoSuchProcessError("It has ended."))
    assert remedies.details.isVisible()
    assert not remedies.administrator.isVisible()
    pane.select(None)
    assert not remedies.isVisible()


@pytest.mark.parametrize("verdict", [CanDump.PROTECTED, CanDump.KERNEL, CanDump.EXITING])
def test_what_cannot_be_dumped_is_said_at_once(window, use, program, dumps, verdict):
    use.choose(program().pid)
    reason = Verdict(verdict, "It is so.", "Do without.")
    pane = window.pane
    pane.select(msgspec.structs.replace(pane.process, verdict=reason))
    for way in (window.dumping.dump, window.dumping.dump_as):
        way()
        assert pane.sentence.text() == "It is so. Do without."
        assert pane.sentence.isVisible()
        assert not pane.dump_bar.dump.isVisible()
        assert window.card.message.text() == "It is so. Do without."
        window.card.withdraw()
    assert not pane.run_on.isEnabled()
    pane.dump_bar.press()
    assert window.card.message.text() == "It is so. Do without."
    assert window.card.message.isVisible()
    window.dumping.ask_one(pane.process)
    assert not pane.asking.asks
    assert not window.queue.jobs
    assert dumps() == []


def test_a_process_that_could_be_looked_at_is_tried_whatever_was_judged(window, use, program):
    use.choose(program().pid)
    pane = window.pane
    pane.update_facts(
        msgspec.structs.replace(pane.process, verdict=Verdict(CanDump.PROTECTED, "It is so."))
    )
    assert use.dump().file_size > 4096


def test_every_error_can_be_copied_with_all_its_details(qtbot, window, use, program, states):
    target = program()
    use.choose(target.pid)
    wish = window.dumping._wish(window.pane.process)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long] * 4
    assert libc.ptrace(PTRACE_SEIZE, target.pid, 0, 0) == 0

    # As one that waited in the queue: where it is known beforehand, nobody can ask for it.
    error = use.dump(lambda: window.dumping.write([wish]))

    outcome = window.card.outcome
    assert isinstance(error, AccessDeniedError)
    assert states() == ["Not written"]
    assert not outcome.administrator.isVisible()  # rights do not help: it is traced already
    outcome.details.click()
    report = QGuiApplication.clipboard().text()
    for part in (error.cause, error.remedy, "AccessDeniedError", "HRESULT 0x", "0x00021925"):
        assert part in report


def test_a_process_that_ended_is_told_without_the_administrator(window, use, program):
    target = program()
    use.choose(target.pid)
    process = window.pane.process
    target.stop()
    wish = window.dumping._wish(process)

    error = use.dump(lambda: window.dumping.write([wish]))

    outcome = window.card.outcome
    assert isinstance(error, NoSuchProcessError)
    assert not outcome.administrator.isVisible()
    assert outcome.details.isVisible()
    assert error.remedy in outcome.message.text()


def test_several_of_which_one_fails_are_summed_up(qtbot, window, use, program, states):
    first, second = program(), program()
    use.choose(second.pid)
    use.choose(first.pid)
    wishes = [
        window.dumping._wish(window.processes.table.process(pid)) for pid in (first.pid, second.pid)
    ]
    first.stop()

    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        window.dumping.write(wishes)

    assert states() == ["Not written", "Verified"]
    said = window.card.message.text()
    assert said == "1 of 2 dumps are good."
    window.results.choose(window.results.dumps.entries[0])
    window.results.copy_details.trigger()
    assert NoSuchProcessError.default_remedy in QGuiApplication.clipboard().text()


def copied_command(qtbot, window, text):
    action = next(a for a in window.pane.dump_bar.more.actions() if a.text() == text)
    QGuiApplication.clipboard().setText("")
    action.trigger()
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    return QGuiApplication.clipboard().text()


def test_what_is_chosen_is_copied_as_a_command_that_does_it(qtbot, window, use, program, tmp_path):
    first = program()
    use.choose(first.pid)
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["stacks"]))
    folder = tmp_path / "the folder"
    folder.mkdir()
    window.pane.dump_bar.folder.setText(str(folder))
    line = copied_command(qtbot, window, "Copy as a command that dumps it")
    assert line in window.card.message.text()
    ran = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    (written,) = folder.iterdir()
    assert f"_{first.pid}_stacks_" in written.name
    planned = copied_command(qtbot, window, "Copy as a command that tells the plan")
    assert f" plan {first.key} " in planned
    ran = subprocess.run(
        planned + " --json", shell=True, capture_output=True, text=True, timeout=120, check=False
    )
    assert json.loads(ran.stdout)["pid"] == first.pid


def test_of_several_that_are_selected_one_command_dumps_all(qtbot, window, use, program, tmp_path):
    pids = {program().pid, program().pid}
    window.processes.filter.setText(" or ".join(f"pid = {pid}" for pid in pids))
    use.choose(min(pids))
    rows = window.processes.list
    qtbot.waitUntil(lambda: rows.model().rowCount() == 2, timeout=LONG)  # the second, too
    rows.selectAll()
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["stacks"]))
    window.pane.dump_bar.folder.setText(str(tmp_path))
    line = copied_command(qtbot, window, "Copy as a command that dumps it")
    ran = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "2 of 2 good"


def copied_line(window):
    window.results.copy_line.trigger()
    window.errands.settle()
    QApplication.processEvents()
    return QGuiApplication.clipboard().text()


def test_the_copied_command_line_writes_the_same_dump(window, use, program, tmp_path):
    target = program()
    use.choose(target.pid)
    window.pane.choice.plan.choose(PRESETS.index(BY_KEY["stacks"]))
    first = use.dump()
    line = copied_line(window)
    # The name is made anew, of the second it is made in.
    Path(first.path).rename(Path(first.path).with_suffix(".first"))
    before = set(Path(first.path).parent.iterdir())

    ran = subprocess.run(line, shell=True, capture_output=True, text=True, timeout=120, check=False)

    assert ran.returncode == 0, ran.stderr
    (new,) = set(Path(first.path).parent.iterdir()) - before
    with MinidumpFile.open(new) as file:
        assert (file.process_id, int(file.flags)) == (target.pid, 0x1000)


def test_dumps_of_earlier_runs_are_listed_repeated_and_deleted(
    qtbot, window, use, program, dumps, tmp_path
):
    target = program()
    use.choose(target.pid)
    done = use.dump()
    use.dump()
    kept = [name for name in dumps() if name != Path(done.path).name]
    window.close()
    second = make_window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(second)
    second.show()
    second.start()
    results = second.results
    qtbot.waitUntil(lambda: len(results.dumps.entries) == 2, timeout=LONG)

    assert [record.path for record in written(second)][-1] == done.path
    assert results.dumps.state(results.dumps.entries[-1]) == "Verified"
    with qtbot.waitSignal(second.account.finished, timeout=LONG) as again:
        second.dumping.repeat()
    assert isinstance(again.args[0], Done)
    results.choose(results.dumps.entries[-1])
    results.delete.trigger()
    assert Path(done.path).exists()
    assert Path(done.path).name in results.asking.message.text()
    results.asking.no.click()
    assert Path(done.path).exists()
    results.delete.trigger()
    results.asking.yes.click()
    qtbot.waitUntil(lambda: len(results.dumps.entries) == 2, timeout=LONG)
    second.errands.settle()

    assert not Path(done.path).exists()
    assert set(kept) <= set(dumps())
    assert done.path not in {record.path for record in History().records()}
    second.close()


def test_a_large_request_is_repeated_in_this_run_and_in_later_ones(
    qtbot, window, use, program, tmp_path
):
    notes = tmp_path / "notes.bin"
    notes.write_bytes(bytes(range(256)) * 500)
    use.choose(program().pid)
    use.next_estimate(lambda: window.pane.extras.add_file(notes))
    use.dump()
    in_this_run = copied_line(window)
    window.close()
    second = make_window(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    qtbot.addWidget(second)
    second.show()
    second.start()
    qtbot.waitUntil(lambda: len(second.results.dumps.entries) == 1, timeout=LONG)
    second.results.choose(second.results.dumps.entries[0])
    assert copied_line(second) == in_this_run
    assert "--request=" in in_this_run
    ran = subprocess.run(in_this_run, shell=True, capture_output=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    with qtbot.waitSignal(second.account.finished, timeout=LONG) as again:
        qtbot.keyClick(second, Qt.Key.Key_R, CTRL_SHIFT)
    second.close()

    paths = sorted((tmp_path / "dumps").iterdir())
    assert len(paths) == 3
    assert again.args[0].path in map(str, paths)
    for path in paths:
        with MinidumpFile.open(path) as file:
            assert bytes(file.stream(0x10000)) == notes.read_bytes()


def test_the_settings_of_this_window_name_files_and_keep_the_history(
    window, use, program, dumps, tmp_path
):
    target = program()
    use.choose(target.pid)
    window.preferences.change(
        folder=str(tmp_path / "dumps"), name_template="own-{pid}.dmp", keep_history=False
    )
    use.dump()
    window.errands.settle()

    assert dumps() == [f"own-{target.pid}.dmp"]
    assert History().records() == []


def test_a_file_that_vanished_is_shown_so_and_can_be_taken_off_the_list(
    qtbot, window, use, program, states
):
    use.choose(program().pid)
    done = use.dump()
    Path(done.path).unlink()

    window.results.dumps.look()
    qtbot.waitUntil(lambda: states() == ["File gone"], timeout=LONG)

    assert not window.results.open.isEnabled()
    assert "not there any more" in window.results.dumps.about(window.results.dumps.entries[0])
    window.results.delete.trigger()
    assert states() == []
    window.errands.settle()
    assert History().records() == []


def test_a_dump_that_a_command_wrote_is_in_the_list(qtbot, window, use, program, states, tmp_path):
    use.choose(program().pid)
    done = use.dump()
    window.preferences.change(folder=str(tmp_path))
    other = tmp_path / "by-root_12.dmp"
    shutil.copyfile(done.path, other)
    os.utime(other, times=(time.time() + 60,) * 2)

    dumps = window.results.dumps
    dumps.look()
    qtbot.waitUntil(lambda: states() == ["Not checked", "Verified"], timeout=LONG)
    told = [dumps.index(0, column).data() for column in (PROCESS, PAUSED, FILE)]
    assert told == ["by-root_12", "", "by-root_12.dmp"]
    assert "not written by this window" in dumps.about(dumps.entries[0])
    window.results.view.selectRow(0)
    assert window.results.open.isEnabled()
    assert not window.results.repeat.isEnabled()
    window.results.verify.trigger()
    qtbot.waitUntil(lambda: states()[0].startswith("Verified"), timeout=LONG)

    window.errands.settle()
    assert [Path(record.path) for record in History().records()] == [other, Path(done.path)]
    with qtbot.waitSignal(dumps.looking):
        dumps.look()
    qtbot.waitUntil(lambda: not window.account._looks, timeout=LONG)
    assert len(states()) == 2


def test_verify_again_tells_what_became_of_the_file(qtbot, window, use, program, states):
    use.choose(program().pid)
    done = use.dump()
    with Path(done.path).open("r+b") as file:
        file.truncate(Path(done.path).stat().st_size - 8192)

    window.results.verify.trigger()
    assert states() == ["Checking …"]
    qtbot.waitUntil(lambda: states() != ["Checking …"], timeout=LONG)

    assert states()[0] in {"Incomplete", "Damaged"}
    assert window.results.dumps.entries[0].findings


def test_a_result_opens_its_page(qtbot, window, use, program):
    use.choose(program().pid)
    done = use.dump()
    window.card.toggle.click()
    assert window.results.view.hasFocus()
    qtbot.keyClick(window.results.view, Qt.Key.Key_Return)

    (page,) = window.pages.pages
    qtbot.waitUntil(page.tabs.isVisible)
    assert page.path == done.path
    window.close()
    assert not page.isVisible()


def test_the_model_of_the_list_is_a_good_model_while_it_changes(
    qtbot, qtmodeltester, window, use, program
):
    qtmodeltester.check(window.results.dumps)
    use.choose(program().pid)
    use.dump()
    use.dump()
    window.errands.settle()
    window.results.dumps.add_records(History().records())
    window.results.dumps.remove(window.results.dumps.entries[1])
    assert window.results.dumps.rowCount() == 3


def test_a_dump_that_cannot_be_deleted_stays_on_the_list(qtbot, window, use, program, states):
    use.choose(program().pid)
    done = use.dump()
    Path(done.path).unlink()
    Path(done.path).mkdir()

    window.results.delete.trigger()
    window.results.asking.yes.click()
    qtbot.waitUntil(window.card.message.isVisible, timeout=LONG)

    assert "cannot be deleted" in window.card.message.text()
    assert states() == ["Verified"]


def test_going_on_dumping_keeps_the_window_and_the_dump(qtbot, window, use, program, dumps):
    use.choose(program(128 << 20).pid)
    window.pane.choice.plan.choose(FULL)
    with qtbot.waitSignal(window.queue.begun, timeout=LONG):
        window.pane.dump_bar.dump.click()

    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        assert not window.close()
        qtbot.keyClick(window.leaving.yes, Qt.Key.Key_Escape)

    assert window.isVisible()
    assert not window.leaving.asks
    assert len(dumps()) == 1


def test_the_question_about_closing_is_taken_back_when_the_dump_is_done(
    qtbot, window, use, program
):
    use.choose(program(64 << 20).pid)
    window.pane.choice.plan.choose(FULL)
    with qtbot.waitSignal(window.queue.emptied, timeout=LONG):
        window.pane.dump_bar.dump.click()
        assert not window.close()
        assert window.leaving.asks

    assert not window.leaving.asks
    assert window.isVisible()


def test_somebody_who_does_not_look_is_told_by_the_desktop(
    qtbot, window, use, program, monkeypatch
):
    told = []
    monkeypatch.setattr(desktop, "notify", lambda *said: told.append(said))
    use.choose(program().pid)
    use.dump()
    assert told == []  # somebody looks

    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    use.dump()
    ((headline, text, shown),) = told
    assert "python" in headline
    assert text.startswith("Verified")
    assert shown is window


def test_the_menu_of_a_process_begins_with_dumping(window, use, program):
    use.choose(program().pid)
    menu = QMenu()
    menu.addAction("Copy")
    window.processes.list.menu_wanted.emit(menu)

    assert [action.text() for action in menu.actions()][:2] == ["Dump", "Dump as …"]
    assert menu.actions()[-1].text() != "Dump"


def test_a_dump_without_two_parts_says_so_everywhere(qtbot, window, use, program):
    target = program()
    use.choose(target.pid)
    pane = window.pane
    library = next(r for r in pane.tree.leaves(Kind.MODULE) if "_ctypes" in r.item.name)
    thread = pane.tree.leaves(Kind.THREAD)[1]
    use.next_estimate(lambda: pane.tree.decide([library, thread], include=False))
    told = "Support default \N{MINUS SIGN} 2 parts"
    chosen = pane.plan_rows.index(pane.plan_rows.chosen, 0)
    assert (chosen.data(), chosen.data(CHANGED)) == ("Support default", "changed: 2 parts")
    window.dumping.ask_one(pane.process)
    assert told in pane.asking.message.text()
    pane.asking.withdraw()

    done = use.dump()

    assert done.left_out == 2
    assert f"python_{target.pid}_support-minus-2_" in done.path
    (record,) = written(window)
    assert record.left_out == 2
    (entry,) = window.results.dumps.entries
    assert window.results.dumps._plan(entry) == told
    about = window.results.dumps.about(entry)
    assert "2 parts were left out on purpose" in about
    assert "_ctypes" in about
    with MinidumpFile.open(done.path) as file:
        page = read_page(done.path, file)
    lines = dict([*fact_lines(page), *story_lines(page)])
    assert told in lines["Flags"]
    first, second = lines["Left out on purpose"].split("\n")
    assert "_ctypes" in first
    assert first.endswith("by whoever asked for the dump")
    assert second.startswith(f"thread {thread.item.key}")

    use.next_estimate(lambda: pane.tree.decide([library, thread], include=None))
    assert not chosen.data(CHANGED)


TRACE = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
assert libc.ptrace(16, int(sys.argv[1]), None, None) == 0, os.strerror(ctypes.get_errno())
os.waitpid(int(sys.argv[1]), 0x40000000)
libc.ptrace(7, int(sys.argv[1]), None, None)
print("ready", flush=True)
sys.stdin.read()
"""


def assert_not_offered(window, reason):
    bar, preview = window.pane.dump_bar, window.pane.preview_bar
    assert reason in bar.dump.toolTip()
    assert not bar.dump.isEnabled()
    assert not preview.total.isVisible()
    assert not preview.disk.text()
    window.dumping.dump()
    assert reason in window.pane.sentence.text()
    assert window.pane.sentence.isVisible()
    assert not bar.dump.isVisible()
    assert not window.queue.jobs


def test_what_is_being_debugged_is_not_offered_until_it_is_let_go(
    qtbot, window, use, program, start_process
):
    target = program()
    use.choose(target.pid)
    pane = window.pane
    assert pane.dump_bar.dump.isEnabled()
    # Not a child of ours: that would be taken for our own dumper.
    line = '"$0" -c "$1" "$2"; true'
    tracer = start_process("bash", "-c", line, sys.executable, TRACE, str(target.pid))
    qtbot.waitUntil(lambda: not pane.dump_bar.dump.isEnabled(), timeout=LONG)
    assert_not_offered(window, "tracer")

    tracer.stop()
    qtbot.waitUntil(pane.dump_bar.dump.isEnabled, timeout=LONG)
    qtbot.waitUntil(pane.preview_bar.total.isVisible, timeout=LONG)


def test_what_has_ended_and_was_not_buried_is_not_offered(qtbot, window, start_process):
    code = (
        "import subprocess, sys; child = subprocess.Popen(['true']);"
        "import os; os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT);"
        "print('ready', f'pid={child.pid}', flush=True); sys.stdin.read()"
    )
    parent = start_process(sys.executable, "-c", code)
    zombie = int(parent.values["pid"])
    qtbot.waitUntil(lambda: window.processes.select(zombie), timeout=LONG)
    bar = window.pane.dump_bar
    qtbot.waitUntil(lambda: window.pane.process.can_dump is CanDump.EXITING, timeout=LONG)
    assert not bar.dump.isEnabled()
    assert not window.pane.preview_bar.total.isVisible()
    assert not window.pane.preview_bar.disk.text()


@pytest.fixture
def read_only(tmp_path):
    """A folder that nobody can write to, root neither."""
    folder = tmp_path / "read only"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        if os.getuid() == 0:
            pytest.skip("Here, root may not mount anything.")
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_folder_that_cannot_be_written_to_fits_nothing(qtbot, window, use, program, read_only):
    use.choose(program().pid)
    pane = window.pane
    no_folder = read_only.with_name("a file")
    no_folder.touch()
    for folder, why in (
        (read_only, "read-only|belongs to"),
        (read_only / "not made yet", "read-only|belongs to"),
        (no_folder, "is not a folder"),
        (no_folder / "in it", "is not a folder"),
    ):
        use.next_estimate(lambda folder=folder: pane.dump_bar.folder.setText(str(folder)))
        assert pane.preview_bar.disk.text() == "Not writable"
        assert not pane.dump_bar.dump.isEnabled()
        assert re.search(why, pane.dump_bar.reason.text())
    use.next_estimate(lambda: pane.dump_bar.folder.setText(str(read_only.parent)))
    assert pane.preview_bar.disk.text().startswith("Fits")
    assert pane.dump_bar.dump.isEnabled()
