"""The box that blanks what Windows stores although it was left out."""

from __future__ import annotations

import pytest

from app.core.dump.request import DumpRequest
from app.ui.models.flag_choice import FlagChoice
from app.ui.views.windows_bar import WindowsBar

STAYS = "Windows does not cut thread-local data out of a dump"


@pytest.fixture
def choice():
    return FlagChoice()


@pytest.fixture
def bar(qtbot, choice):
    bar = WindowsBar(choice)
    qtbot.addWidget(bar)
    bar.show()
    return bar


def test_blanking_is_offered_where_something_stays_and_is_part_of_the_choice(qtbot, bar, choice):
    assert not bar.blank.isVisible()

    bar.show_request(DumpRequest(), [STAYS], 40352)
    assert bar.blank.isVisible()
    assert "39.4 KiB" in bar.blank.text()
    assert STAYS in bar.not_honoured.text()

    with qtbot.waitSignal(choice.changed):
        bar.blank.click()
    assert choice.blank
    assert bar.complete(DumpRequest(blank=True)).blank


def test_the_box_follows_a_recipe_and_what_is_undone(bar, choice):
    before = choice.state()
    choice.take(0, blank=True)
    assert bar.blank.isVisible()
    assert bar.blank.isChecked()

    choice.restore(before)
    assert not bar.blank.isVisible()
    assert not bar.blank.isChecked()


def test_the_box_goes_when_nothing_stays_but_not_while_it_is_ticked(bar):
    bar.show_request(DumpRequest(), [STAYS], 64)
    bar.blank.setChecked(True)
    bar.show_request(DumpRequest(blank=True), [], 0)
    assert bar.blank.isVisible()
    bar.blank.setChecked(False)
    bar.show_request(DumpRequest(), [], 0)
    assert not bar.blank.isVisible()
