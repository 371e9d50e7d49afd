"""The box that lets the program run on while a clone of it is read."""

from __future__ import annotations

import sys

import pytest

from app.ui.models.flag_choice import FlagChoice
from app.ui.views import run_on_box
from app.ui.views.run_on_box import RunOnBox

FULL = 0x2
TARGET = "kept = b'x' * (40 << 20)\nprint('ready x=1', flush=True)\nimport sys; sys.stdin.read()\n"


@pytest.fixture
def choice():
    return FlagChoice()


@pytest.fixture(params=[False, True], ids=["asked for", "usual"])
def box(qtbot, choice, monkeypatch, request):
    monkeypatch.setattr(run_on_box, "_USUAL", request.param)
    box = RunOnBox(choice)
    qtbot.addWidget(box)
    box.show()
    return box


def test_the_box_is_the_choice(qtbot, box, choice):
    usual = box.isChecked()
    assert choice.clone is None
    with qtbot.waitSignal(choice.changed):
        box.click()
    assert choice.clone is not usual
    box.click()
    assert choice.clone is None


def test_the_box_follows_a_recipe_and_what_is_undone(box, choice):
    before, usual = choice.state(), box.isChecked()
    choice.take(0, clone=not usual)
    assert box.isChecked() is not usual
    choice.restore(before)
    assert box.isChecked() is usual


def test_what_it_costs_is_told(window, use, start_process):
    use.choose(start_process(sys.executable, "-c", TARGET).pid)
    pane = window.pane
    use.next_estimate(lambda: pane.flags.take(FULL, clone=True))
    assert pane.request().clone is True
    assert "page tables" in pane.run_on.accessibleDescription()


def test_why_it_cannot_be_is_told(window, use, start_process, tmp_path):
    kept = f"import os\nkept = os.open({str(tmp_path)!r}, os.O_TMPFILE | os.O_RDWR | os.O_DIRECT)\n"
    use.choose(start_process(sys.executable, "-c", kept + TARGET).pid)
    pane = window.pane
    use.next_estimate(lambda: pane.flags.take(FULL, clone=True))
    assert "O_DIRECT" in pane.run_on.accessibleDescription()
    assert "copied into memory: no disk takes part" in pane.run_on.accessibleDescription()
