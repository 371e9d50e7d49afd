"""Around the tabs: header, foot, the card of the last dump, and what lies over them."""

import re
import time
from itertools import pairwise

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.core.capture.obstacles import CanDump
from app.core.dump.flags import FLAGS
from app.core.errors import AccessDeniedError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.core.processes.info import Verdict
from app.ui import dressing, theme
from app.ui.appearance import palette_of
from app.ui.models.contents import Kind
from app.ui.models.plan_rows import Column
from app.ui.models.private_data import private_words
from app.ui.views.ask_line import AskLine
from app.ui.views.curve import Curve
from app.ui.views.kind_bar import KindBar
from app.ui.views.overlay import Overlay


def foot_of(window):
    """Where everything of the foot is, in the window."""
    pane = window.pane
    parts = (pane.sentence, pane.preview_bar, pane.private, pane.dump_bar)
    return [part.mapTo(window, QPoint(0, 0)).y() for part in parts], window.pane.choice.height()


def leave_out(use, window, *names):
    """Leave out modules by their names, threads by their places."""
    tree = window.pane.tree
    chosen = [
        tree.leaves(Kind.THREAD)[name]
        if isinstance(name, int)
        else next(leaf for leaf in tree.leaves(Kind.MODULE) if name in leaf.item.name)
        for name in names
    ]
    return use.next_estimate(lambda: window.pane.tree.decide(chosen, include=False))


def test_the_foot_says_what_will_be_done_and_takes_it_back(window, use, program):
    use.choose(program().pid)
    pane = window.pane
    assert pane.sentence.text() == "Support default"
    assert not pane.start_over.isVisible()

    leave_out(use, window, "_ctypes", 2)
    less = "Support default \N{MINUS SIGN} 2 parts"
    said = pane.sentence.text()
    assert said.startswith(f"{less}: it leaves out module _ctypes")
    assert " and thread " in said
    assert "/" not in said
    flag = next(iter(pane.flags_panel.boxes.boxes.values()))
    use.next_estimate(flag.click)
    assert pane.sentence.text().startswith(f"{less}, with Full memory")
    pane.extras.ticket.setText("SUP-7")
    use.next_estimate(pane.extras._on_rest)
    assert pane.sentence.text().endswith(", with a comment")

    use.next_estimate(pane.start_over.click)
    assert pane.sentence.text() == "Support default, with a comment"
    assert not pane.request().filter
    assert not pane.start_over.isVisible()
    use.next_estimate(pane.history.undo)
    assert " and thread " in pane.sentence.text()


def test_the_foot_never_moves(qtbot, window, use, program, monkeypatch):
    before = foot_of(window)
    use.choose(program().pid)
    assert foot_of(window) == before
    leave_out(use, window, "_ctypes", 1, 2)
    assert foot_of(window) == before
    window.dumping.ask_one(window.pane.process)
    assert window.pane.asking.isVisible()
    assert foot_of(window) == before
    window.pane.asking.withdraw()
    use.dump()
    assert foot_of(window) == before
    monkeypatch.setattr(window.pane._inquiry, "_question", lambda _: None)  # nothing more is asked
    window.pane.select(window.pane.process)
    window.preview.preview_failed.emit(AccessDeniedError("It belongs to root."))
    assert window.pane.sentence.text().startswith("It belongs to root.")
    assert foot_of(window) == before


def test_the_card_tells_what_became_of_the_last_dump(qtbot, window, use, program):
    card = window.card
    use.choose(program().pid)
    done = use.dump()
    assert card.said.text() == "Verified"
    assert card.file.whole_text() in done.path
    facts = card.facts.whole_text()
    assert f"{theme.binary_size(done.file_size)} as planned" in facts
    assert re.search(r"stood still [\d.,]+ ms", facts)
    count = len(window.results.dumps.entries)
    assert card.toggle.text() == ("1 dump" if count == 1 else f"{count} dumps")
    card._buttons[2].click()
    assert QApplication.clipboard().text() == done.path


def test_the_list_of_dumps_lies_over_the_rest_and_goes_by_escape(qtbot, window, use, program):
    use.choose(program().pid)
    use.dump()
    table = window.processes.geometry()
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert window.results.isVisible()
    assert window.results.view.hasFocus()
    assert window.processes.geometry() == table
    bottom = window.results.mapTo(window, QPoint(0, window.results.height())).y()
    assert bottom <= window.card.mapTo(window, QPoint(0, 0)).y()
    QTest.keyClick(window.results.view, Qt.Key.Key_Escape)
    assert not window.results.isVisible()
    assert not window.card.toggle.isChecked()
    assert window.card.toggle.hasFocus()


def test_escape_closes_the_list_before_it_cancels_a_dump(qtbot, window, use, program, hold_dumps):
    use.choose(program().pid)
    let_go = hold_dumps(window.dump_thread._client, "copy")
    with qtbot.waitSignal(
        window.queue.phase_changed, check_params_cb=lambda _, phase: phase == "copy"
    ):
        window.pane.dump_bar.dump.click()
    assert window.card.cancel.isVisible()
    assert window.card.phase.whole_text().startswith("python")
    window.card.toggle.click()
    QTest.keyClick(window.results.view, Qt.Key.Key_Escape)
    assert not window.results.isVisible()
    assert window.card.cancel.text() == "Cancel"
    with qtbot.waitSignal(window.queue.emptied):
        let_go()
    assert window.card.said.text() == "Verified"


def test_an_error_ends_with_the_process_it_speaks_of(window, use, program):
    target, other = program(), program()
    use.choose(target.pid)
    window.card.say("Something about it.")
    assert window.card.outcome.isVisible()
    use.choose(other.pid)
    assert not window.card.outcome.isVisible()


def test_a_folder_that_is_not_there_is_asked_about(qtbot, window, use, program, tmp_path):
    use.choose(program().pid)
    pane, folder = window.pane, tmp_path / "mistyped"
    use.next_estimate(lambda: pane.dump_bar.folder.setText(str(folder)))
    pane.dump_bar.dump.click()
    qtbot.waitUntil(lambda: pane.asking.asks)
    assert str(folder) in pane.asking.message.text()
    assert not folder.exists()
    pane.asking.no.click()
    assert not window.queue.jobs
    assert not folder.exists()

    pane.dump_bar.dump.click()
    qtbot.waitUntil(lambda: pane.asking.asks)
    done = use.dump(pane.asking.yes.click)
    assert done.path.startswith(f"{folder}/")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_header_tells_who_it_is_how_it_does_and_when_it_ended(qtbot, window, use, program):
    target = program()
    use.choose(target.pid)
    header = window.pane.header
    qtbot.waitUntil(lambda: f"  ·  {target.pid}  ·  " in header.title.whole_text())
    assert header.verdict.text() == "can be dumped"
    qtbot.waitUntil(lambda: header.memory.accessibleDescription().endswith("MiB"))
    assert header.processor.accessibleDescription().endswith("%")
    target.stop()
    qtbot.waitUntil(lambda: header.verdict.text().startswith("ended "))
    assert str(target.pid) in header.title.whole_text()
    header._ended_at = time.monotonic() - 12
    header._show_age()
    assert header.verdict.text() == "ended 12 s ago"
    assert not window.pane.private.text()
    window.pane.select(None)
    assert header.title.whole_text() == "No process chosen"
    assert header.verdict.text() == ""


def test_that_the_process_has_ended_is_said_once(qtbot, window, use, program):
    """The preview that was under way then fails for the same reason, a moment later."""
    target = program()
    use.choose(target.pid)
    pane = window.pane
    target.stop()
    qtbot.waitUntil(lambda: pane.obstacle().startswith("It has ended."))
    with qtbot.waitSignal(pane._inquiry.failed):
        pane._inquiry.ask(refresh=True)
    assert pane.sentence.text() == pane.obstacle()
    assert not pane.preview_bar.parts.whole_text().strip()


def test_a_screen_reader_hears_when_a_dump_becomes_impossible(window, use, program, monkeypatch):
    told = []

    def hear(event):
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(dressing.QAccessible, "updateAccessibility", hear)
    use.choose(program().pid)
    assert told[-1] == "It can be dumped."
    reason = Verdict(CanDump.TRACED, "It is being traced by gdb (PID 31145).", "Detach gdb first.")
    window.pane.update_facts(msgspec.structs.replace(window.pane.process, verdict=reason))
    assert told[-1] == "It is being traced by gdb (PID 31145). Detach gdb first."
    assert window.pane.sentence.text() == told[-1]
    assert not window.pane.dump_bar.dump.isVisible()
    window.pane.update_facts(
        msgspec.structs.replace(window.pane.process, verdict=Verdict(CanDump.YES))
    )
    assert told[-1] == "It can be dumped."


@pytest.mark.parametrize("name", ["light", "dark", "contrast", "contrast-light"])
def test_accent_and_tones_can_be_read(qapp, name):
    palette = palette_of(name)
    role = QPalette.ColorRole
    ink = palette.color(role.HighlightedText)
    assert theme.contrast(theme.accent(palette), ink) >= 4.5
    for tone in ("alert", "check", "private"):
        assert theme.contrast(theme.tone(tone, palette), palette.color(role.Window)) >= 4.5
    assert theme.contrast(QColor("white"), QColor("black")) == pytest.approx(21)


@pytest.mark.parametrize("name", ["light", "dark", "contrast", "contrast-light"])
def test_parts_that_meet_in_the_bar_are_told_apart(qtbot, name):
    bar = KindBar()
    qtbot.addWidget(bar)
    bar.setPalette(palette_of(name))
    kinds = dict.fromkeys(("stack", "heap", "data", "code", "streams"), 100)
    bar.show_kinds(kinds)
    bar.resize(500, 10)
    image = bar.grab().toImage()
    shades = [image.pixelColor(50 + 100 * place, 5) for place in range(3)]
    assert all(theme.contrast(*pair) >= 1.5 for pair in pairwise(shades))
    small = dict.fromkeys(("tls", "headers", "files"), 2)
    bar.show_kinds(kinds | small)
    signs = re.findall("<span.*?</span>", bar.key())
    assert len(signs) == len(set(signs)) == 6
    assert bar.key().count("bytes") == bar.description().count("bytes") == 8  # none is untold


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (0, "stacks"),
        (T.MiniDumpWithFullMemory | T.MiniDumpWithHandleData, "all memory and handles"),
        (T.MiniDumpFilterMemory, ""),
        (
            T.MiniDumpWithPrivateReadWriteMemory | T.MiniDumpWithIndirectlyReferencedMemory,
            "heaps and stacks",
        ),
    ],
)
def test_private_data_is_told_in_few_words(qapp, flags, said):
    assert private_words(flags) == said


def test_more_private_data_than_a_line_holds_is_counted(qapp):
    private = sum(row.value for row in FLAGS if row.private)
    assert private_words(private & ~T.MiniDumpWithFullMemory).endswith("and 2 more")


def test_what_lies_over_follows_what_is_below(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    under = QWidget(host)
    under.setGeometry(10, 20, 300, 200)
    line = AskLine()
    Overlay(line, under, host, Qt.Edge.BottomEdge)
    host.resize(400, 400)
    host.show()
    assert not line.isVisible()
    line.ask("One?", "Yes", "No")
    assert line.geometry().bottom() == under.geometry().bottom()
    assert line.width() == 300
    under.setGeometry(0, 0, 300, 150)
    assert line.geometry().bottom() == 149
    before = line.height()
    line.say("One word after the other, until there is no more room in this line? " * 3)
    qtbot.waitUntil(lambda: line.height() > before)
    assert line.geometry().bottom() == 149


def test_a_curve_is_drawn_whatever_its_values_are(qtbot):
    curve = Curve("processor", 10.0, "100.0 %")
    qtbot.addWidget(curve)
    curve.resize(300, 30)
    empty = curve.grab().toImage()
    for values in ([0.0], [5.0, 5.0], [0.0, 100.0, 3.0], [1e12, 1e12 + 1]):
        times = [float(10 * number) for number in range(len(values))]
        curve.show_values(times, values, times[-1] + 5, "said")
        assert curve.grab().toImage() != empty
        assert curve.accessibleDescription() == "said"


def test_a_dump_teaches_foot_and_plans_the_same(window, use, program):
    """As soon as it is made: a look of the same moment must not tell two pauses."""
    use.choose(program().pid)
    pane, rows = window.pane, window.pane.plan_rows
    told = []
    window.account.finished.connect(lambda _result: told.append(pane.preview_bar._facts))
    use.dump()

    pause = rows.index(rows.chosen, Column.PAUSE).data()
    assert pause
    assert pause in told[0]
