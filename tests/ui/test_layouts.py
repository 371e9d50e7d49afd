"""Tests of putting widgets beside and below each other."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.layouts import EDGE, in_column, in_row, in_stack


def test_parts_stand_in_their_order_with_their_shares_and_places(qtbot):
    page, first, second, third = QWidget(), QLabel(), QLabel(), QLabel()
    qtbot.addWidget(page)
    inside = in_row(first, None, (second, 2))
    layout = in_column((inside, 1), (third, Qt.AlignmentFlag.AlignTop), on=page, room=EDGE, gap=4)

    assert page.layout() is layout
    assert [layout.itemAt(place).widget() for place in range(layout.count())] == [None, third]
    assert [inside.stretch(place) for place in range(inside.count())] == [0, 1, 2]
    assert layout.itemAt(1).alignment() == Qt.AlignmentFlag.AlignTop
    assert (layout.stretch(0), layout.spacing(), inside.spacing()) == (1, 4, 8)
    assert layout.contentsMargins().left() == 8


def test_a_stack_shows_its_first_page(qtbot):
    first, second = QWidget(), QWidget()
    stack = in_stack(first, second)
    qtbot.addWidget(stack)

    assert stack.currentWidget() is first
    assert stack.indexOf(second) == 1
