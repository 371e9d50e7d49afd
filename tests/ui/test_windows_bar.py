"""The box that blanks what Windows stores although it was left out."""

from __future__ import annotations

import pytest

from app.core.dump.request import DumpRequest
from app.ui.views.windows_bar import WindowsBar

STAYS = "Windows does not cut thread-local data out of a dump"


@pytest.fixture
def bar(qtbot):
    bar = WindowsBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


def test_blanking_is_offered_where_something_stays_and_is_part_of_the_request(qtbot, bar):
    assert not bar.blank.isVisible()
    assert not bar.complete(DumpRequest()).blank

    bar.show_request(DumpRequest(), [STAYS], 40352)
    assert bar.blank.isVisible()
    assert "39.4 KiB" in bar.blank.text()
    assert STAYS in bar.not_honoured.text()

    with qtbot.waitSignal(bar.changed):
        bar.blank.click()
    assert bar.complete(DumpRequest()).blank


def test_the_box_goes_when_nothing_stays_but_not_while_it_is_ticked(bar):
    bar.show_request(DumpRequest(), [STAYS], 64)
    bar.blank.setChecked(True)
    bar.show_request(DumpRequest(blank=True), [], 0)
    assert bar.blank.isVisible()
    bar.blank.setChecked(False)
    bar.show_request(DumpRequest(), [], 0)
    assert not bar.blank.isVisible()
