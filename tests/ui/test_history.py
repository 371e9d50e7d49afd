"""The plots of a process's history: loaded gently, moved in, read by pointer and keyboard."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.core.processes.info import ProcessInfo
from app.ui.models.detail_history import SECONDS, History, Pause, Track
from app.ui.models.history_view import TimeView
from app.ui.views.details.history_tab import HistoryTab
from app.ui.workers.gentle_import import GentleImport

from .conftest import LONG

NAME = "target 7"


def track_of(seconds, first=0.0):
    """A process that is idle for a half of the time, then busy."""
    history = History()
    for second in range(seconds + 1):
        cpu = 100.0 if 2 * second >= seconds else 0.0
        info = ProcessInfo(7, 1, 0.0, 1, "target", "running", 1, cpu, (1 << 20) + second)
        history.note(info, first + second)
    return history.of((7, 1))


@pytest.fixture
def tab(qtbot):
    """The tab with the plots of a minute."""
    tab = HistoryTab()
    qtbot.addWidget(tab)
    tab.resize(700, 220)
    with qtbot.waitActive(tab):
        tab.show()
        tab.activateWindow()
    tab.show_track(track_of(60), 60.0, [], NAME)
    qtbot.waitUntil(lambda: tab.pair is not None, timeout=LONG)
    return tab


@pytest.fixture
def cpu(tab):
    return tab.pair.plots[0]


def shown_range(plot):
    start, end = plot.getViewBox().viewRange()[0]
    return end - start


# ----------------------------------------------------------------------------- what is in view


def test_what_is_known_is_in_view_until_somebody_chooses():
    view = TimeView()
    for seconds, length in ((10, 60), (200, 200), (3000, 300)):
        view.take(track_of(seconds), float(seconds))
        assert (view.length, view.end) == (length, seconds)
    view.magnify(2.0)
    view.take(track_of(3001), 3001.0)
    assert (view.length, view.end) == (150.0, 3001.0)


def test_who_moves_away_from_the_newest_values_stays_there():
    view = TimeView()
    view.take(track_of(3000), 3000.0)
    view.pan(-1.0)
    assert (view.start, view.end, view.following) == (2400.0, 2700.0, False)
    view.take(track_of(3100), 3100.0)
    assert (view.start, view.end) == (2400.0, 2700.0)
    view.magnify(2.0, 2500.0)
    assert (view.start, view.end) == (2450.0, 2600.0)
    view.follow()
    assert (view.start, view.end, view.following) == (2950.0, 3100.0, True)
    view.show_all()
    assert view.length == 3100.0
    for factor in (1e-9, 1e9):
        view.magnify(factor)
        assert 10.0 <= view.length <= SECONDS
    view.pan(1e9)
    assert view.end == view.now
    view.pan(-1e9)
    assert view.start == view.now - SECONDS


# ------------------------------------------------------------------------------------- loading


def test_nothing_is_loaded_before_a_process_is_chosen():
    """Start-up and memory: the window alone must not bring numpy."""
    code = "import sys, app.ui.application; print({'numpy', 'pyqtgraph'} & sys.modules.keys())"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_modules_are_imported_in_slices_of_the_event_loop(qtbot, tmp_path, monkeypatch):
    lines = "\n".join(f"def f{number}(): return {number}\nf{number}()" for number in range(2000))
    (tmp_path / "slow_to_import.py").write_text(f"import time\n{lines}\nEND = time.monotonic()\n")
    monkeypatch.syspath_prepend(tmp_path)
    gentle = GentleImport(("slow_to_import",))
    assert not gentle.ready
    with qtbot.waitSignal(gentle.done, timeout=LONG):
        gentle.begin()
        gentle.begin()  # is being done already
    assert gentle.ready
    assert sys.modules.pop("slow_to_import").f1999() == 1999


def test_a_module_that_cannot_be_imported_is_told(qtbot, tab):
    gentle = GentleImport(("no_such_module_of_ours",))
    with qtbot.waitSignal(gentle.failed, timeout=LONG) as failed:
        gentle.begin()
    assert "no_such_module_of_ours" in failed.args[0]
    assert not gentle.ready
    bare = HistoryTab()
    qtbot.addWidget(bare)
    bare.show()
    bare._on_failed(failed.args[0])
    assert any("no_such_module_of_ours" in label.text() for label in bare.findChildren(QLabel))


def test_without_a_process_it_says_what_will_be_here(tab):
    tab.show_track(Track(), 61.0, [], "")
    assert not tab.pair.isVisible()
    assert any("Choose a process" in label.text() for label in tab.findChildren(QLabel))
    tab.show_track(track_of(60), 61.0, [], NAME)
    assert tab.pair.isVisible()


def test_uncaught_errors_are_still_told_by_us(tab):
    assert type(getattr(sys.excepthook, "__self__", None)).__name__ != "ExceptionHandler"


# ------------------------------------------------------------------------------------- reading


def test_the_value_under_the_pointer_is_told_in_both_plots(cpu, tab):
    box = cpu.getViewBox().sceneBoundingRect()
    none = Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    for quarter, value in ((1, "0.0 %"), (3, "100.0 %")):
        place = QPointF(box.left() + quarter * box.width() / 4, box.center().y())
        move = QMouseEvent(QEvent.Type.MouseMove, place, cpu.mapToGlobal(place), *none)
        QApplication.sendEvent(cpu.viewport(), move)
        assert cpu.caption().startswith(f"{value}, ")
        assert tab.pair.plots[1].caption().startswith("1.0 MiB, ")
    assert cpu.caption() in [label.text() for label in tab.findChildren(QLabel)]
    QApplication.sendEvent(cpu, QEvent(QEvent.Type.Leave))
    assert cpu.caption() == "100.0 %"


def test_all_is_done_by_keyboard(cpu, tab):
    key, press = Qt.Key, QTest.keyClick
    cpu.setFocus()
    for _ in range(40):
        press(cpu, key.Key_Left)
    assert cpu.caption().startswith("0.0 %, ")
    assert cpu.caption() in cpu.accessibleDescription()
    press(cpu, key.Key_Plus)
    assert shown_range(cpu) == pytest.approx(40.0, abs=0.5)
    assert shown_range(tab.pair.plots[1]) == pytest.approx(shown_range(cpu))
    assert not tab.pair.follow.isChecked()
    press(cpu, key.Key_Escape)
    assert cpu.caption() == "100.0 %"
    press(cpu, key.Key_End)
    assert tab.pair.follow.isChecked()
    press(cpu, key.Key_0)
    assert shown_range(cpu) == pytest.approx(60.0, abs=0.5)
    press(cpu, key.Key_Minus)
    assert shown_range(cpu) == pytest.approx(90.0, abs=0.5)
    press(cpu, key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert not tab.pair.follow.isChecked()


def test_buttons_do_the_same(cpu, tab):
    pair = tab.pair
    pair.closer.click()
    assert shown_range(cpu) == pytest.approx(40.0, abs=0.5)
    pair.farther.click()
    assert shown_range(cpu) == pytest.approx(60.0, abs=0.5)
    pair.follow.click()
    before = cpu.getViewBox().viewRange()[0]
    tab.show_track(track_of(90), 90.0, [], NAME)
    assert cpu.getViewBox().viewRange()[0] == pytest.approx(before, abs=0.5)
    pair.follow.click()
    assert cpu.getViewBox().viewRange()[0][1] == pytest.approx(before[1] + 30.0, abs=0.5)


def test_a_pause_is_marked_and_told(cpu, tab):
    tab.show_track(track_of(60), 60.0, [Pause(20.0, 40.0)], NAME)
    tab.pair._on_marked(30.0)
    assert cpu.caption().startswith("paused, ")
    tab.pair._on_marked(10.0)
    assert cpu.caption().startswith("0.0 %, ")
    tab.show_track(track_of(60), 60.0, [], NAME)
    tab.pair._on_marked(30.0)
    assert cpu.caption().startswith("100.0 %, ")


def test_an_hour_is_plotted(cpu, tab):
    tab.show_track(track_of(3600), 3600.0, [], NAME)
    tab.pair.all.click()
    assert shown_range(cpu) == pytest.approx(SECONDS, abs=1.0)
    assert "in the last 60:00" in cpu.accessibleDescription()


def test_the_larger_window_shows_the_same_and_follows_the_selection(tab, qtbot):
    tab.pair.larger.click()
    assert tab.large_shown
    large = tab.window_pair.plots[0]
    assert large.caption() == "100.0 %"
    tab.show_track(Track(), 61.0, [], "other 8")
    assert tab._window.windowTitle() == "History of other 8"
    assert large.caption() == ""
    QTest.keyClick(large, Qt.Key.Key_Escape)
    assert not tab.large_shown


def test_the_plot_takes_its_colours_from_the_palette(cpu):
    def accent_pixels():
        image = cpu.grab().toImage()
        accent = cpu.palette().highlight().color().rgb()
        return sum(
            image.pixel(x, y) == accent for x in range(image.width()) for y in range(image.height())
        )

    assert accent_pixels() > cpu.width() // 4
    palette = cpu.palette()
    palette.setColor(palette.ColorRole.Highlight, Qt.GlobalColor.magenta)
    cpu.setPalette(palette)
    assert accent_pixels() > cpu.width() // 4
