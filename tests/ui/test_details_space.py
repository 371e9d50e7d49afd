"""The address space on a line: proportions, folded gaps, zoom; and its picture under the hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.models.detail_space import SpaceLine, Zoom
from app.ui.models.memory_kinds import MemoryKind, Span, region_kind
from app.ui.views.details.space_picture import SpacePicture

from .test_details_models import region

MIB = 1 << 20
HIGH = 0x7F00_0000_0000
Key = Qt.Key


def span(base, size, access="rw--", path=""):
    told = region(base, size, access, path)
    return Span(told, region_kind(told, holds_stack=False))


PROGRAM = span(0x40_0000, 4 * MIB, "r-x-", "/bin/program")
HEAP = span(0x80_0000, 8 * MIB, path="[heap]")
ARENA = span(HIGH, 32 * MIB)
RESERVED = span(HIGH + 32 * MIB, 1 << 40, "----")
LIBRARY = span(HIGH + 32 * MIB + (1 << 40), 4 * MIB, "r-x-", "/lib/lib.so")
SPANS = (PROGRAM, HEAP, ARENA, RESERVED, LIBRARY)


def drawn(line, base):
    stretch = line.of(base)
    return stretch.right - stretch.left


# ----------------------------------------------------------------------------- the line


def test_what_is_mapped_is_drawn_in_proportion_and_what_is_not_is_folded():
    line = SpaceLine(SPANS)

    assert drawn(line, HEAP.base) == 2 * drawn(line, PROGRAM.base) == 8 * MIB
    assert drawn(line, RESERVED.base) <= MIB
    gap = line.stretches[2]
    assert gap.span is None
    assert gap.folded
    assert gap.right - gap.left <= MIB
    assert line.length <= 51 * MIB
    assert line.clusters == 2


def test_a_small_gap_is_drawn_as_it_is():
    line = SpaceLine((span(4096, 4 * MIB), span(4 * MIB + 8192, 4 * MIB)))

    assert not line.stretches[1].folded
    assert line.stretches[1].right - line.stretches[1].left == 4096
    assert line.clusters == 1


def test_nothing_mapped_is_an_empty_line():
    line = SpaceLine(())

    assert line.length == line.clusters == 0
    assert line.at(0) is None
    assert line.neighbour(None, 1) is None


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1 << 40), st.integers(1, 1 << 38), st.sampled_from(["rw--", "----"])
        ),
        min_size=1,
        max_size=40,
    )
)
def test_every_place_of_the_line_is_an_address_and_every_region_has_a_place(parts):
    spans, at = [], 0
    for gap, size, access in parts:
        spans.append(span(at + gap, size, access))
        at += gap + size
    line = SpaceLine(spans)

    assert line.stretches[0].left == 0
    for before, after in zip(line.stretches, line.stretches[1:], strict=False):
        assert before.right == after.left
        assert before.end == after.start
    for one in spans:
        stretch = line.of(one.base)
        middle = (stretch.left + stretch.right) / 2
        assert line.at(middle).span == one
    assert line.at(line.length) is None


def test_neighbours_are_regions():
    line = SpaceLine(SPANS)

    assert line.neighbour(None, 1).span == PROGRAM
    assert line.neighbour(None, -1).span == LIBRARY
    assert line.neighbour(HEAP.base, 1).span == ARENA
    assert line.neighbour(HEAP.base, -1).span == PROGRAM
    assert line.neighbour(LIBRARY.base, 1) is None


# -------------------------------------------------------------------------------- zoom


def test_what_is_under_the_pointer_stays_there():
    zoom = Zoom(1e9)
    for factor, anchor in ((2, 0.25), (3, 0.9), (1.1, 0.0), (0.7, 0.4)):
        fixed = zoom.start + anchor * zoom.extent
        zoom.magnify(factor, anchor)
        assert zoom.start + anchor * zoom.extent == pytest.approx(fixed)


@given(
    st.floats(0, 1e13),
    st.lists(
        st.one_of(
            st.tuples(st.just("magnify"), st.floats(0.01, 100), st.floats(0, 1)),
            st.tuples(st.just("pan"), st.floats(-3, 3)),
            st.tuples(st.just("move_to"), st.floats(-1e13, 1e13)),
            st.tuples(st.just("fit")),
        ),
        max_size=30,
    ),
)
def test_the_view_never_leaves_the_line(length, steps):
    zoom = Zoom(length)
    for name, *arguments in steps:
        getattr(zoom, name)(*arguments)
        assert 0 <= zoom.start <= zoom.end <= length * (1 + 1e-9) + 1e-6
        assert zoom.extent >= min(length, 1 << 16) * (1 - 1e-9)


def test_filling_and_revealing():
    zoom = Zoom(1e9)
    zoom.fill(4e8, 5e8)
    assert zoom.start < 4e8
    assert zoom.end > 5e8
    assert zoom.extent < 2e8
    before = zoom.start
    zoom.reveal(4.2e8, 4.3e8)
    assert zoom.start == before
    zoom.reveal(9e8, 9.1e8)
    assert zoom.start <= 9e8
    assert zoom.end >= 9.1e8
    zoom.reveal(0, 1e6)
    assert zoom.start == 0
    zoom.fit()
    assert zoom.whole


# ----------------------------------------------------------------------------- picture


@pytest.fixture
def picture(qtbot):
    picture = SpacePicture()
    qtbot.addWidget(picture)
    picture.resize(1000, 60)
    picture.show_line(SpaceLine(SPANS), same=False)
    picture.show()
    qtbot.waitExposed(picture)
    return picture


def middle(picture, one):
    return picture.rectangle_of(one.base).center()


def wheel(picture, x, turned, modifiers=Qt.KeyboardModifier.NoModifier):
    where = QPointF(x, 10)
    event = QWheelEvent(
        where,
        QPointF(picture.mapToGlobal(where.toPoint())),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(picture, event)


def test_a_click_chooses_the_region_that_is_drawn_there(picture, qtbot):
    with qtbot.waitSignal(picture.region_chosen) as chosen:
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle(picture, ARENA))
    assert chosen.args == [ARENA.base]
    assert picture.chosen == ARENA.base


def test_a_click_on_a_gap_chooses_nothing(picture, qtbot):
    gap = picture.line.stretches[2]
    x = int((gap.left + gap.right) / 2 / picture.line.length * picture.width())
    with qtbot.assertNotEmitted(picture.region_chosen):
        QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(x, 5))


def test_the_wheel_zooms_where_it_is_turned(picture):
    before = middle(picture, HEAP)
    wheel(picture, before.x(), 360)
    assert picture.zoom.extent == pytest.approx(picture.zoom.length / 2)
    assert abs(middle(picture, HEAP).x() - before.x()) <= 2
    start = picture.zoom.start
    wheel(picture, 10, -120, Qt.KeyboardModifier.ShiftModifier)
    assert picture.zoom.start > start


def test_dragging_moves_the_picture_and_chooses_nothing(picture, qtbot):
    picture.zoom.magnify(4)
    start = picture.zoom.start
    with qtbot.assertNotEmitted(picture.region_chosen):
        QTest.mousePress(picture, Qt.MouseButton.LeftButton, pos=QPoint(500, 10))
        QTest.mouseMove(picture, QPoint(600, 10))
        QTest.mouseRelease(picture, Qt.MouseButton.LeftButton, pos=QPoint(600, 10))
    assert picture.zoom.start == pytest.approx(start - 0.1 * picture.zoom.extent)


def test_a_double_click_fills_the_picture_with_the_region(picture):
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle(picture, HEAP))
    QTest.mouseDClick(picture, Qt.MouseButton.LeftButton, pos=middle(picture, HEAP))
    assert picture.rectangle_of(HEAP.base).width() > 700


def test_everything_is_done_by_keyboard(picture):
    chosen = []
    picture.region_chosen.connect(chosen.append)
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Left, Key.Key_End, Key.Key_Home):
        QTest.keyClick(picture, key)
    assert chosen == [one.base for one in (PROGRAM, HEAP, PROGRAM, LIBRARY, PROGRAM)]
    QTest.keyClick(picture, Key.Key_Right)
    QTest.keyClick(picture, Key.Key_Plus)
    assert picture.zoom.extent == pytest.approx(picture.zoom.length / 1.5)
    QTest.keyClick(picture, Key.Key_Return)
    assert picture.rectangle_of(HEAP.base).width() > 700
    start = picture.zoom.start
    QTest.keyClick(picture, Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert picture.zoom.start > start
    QTest.keyClick(picture, Key.Key_Minus)
    QTest.keyClick(picture, Key.Key_0)
    assert picture.zoom.whole


def test_what_is_under_the_pointer_is_told(picture):
    QTest.mouseMove(picture, middle(picture, HEAP))
    assert "[heap]" in picture.caption()
    assert "8.0 MiB" in picture.caption()
    QTest.mouseMove(picture, middle(picture, RESERVED))
    assert "1.0 TiB" in picture.caption()


def test_those_who_do_not_see_it_are_told(picture):
    picture.choose(HEAP.base)
    told = QAccessible.queryAccessibleInterface(picture)
    assert told.text(QAccessible.Text.Name)
    description = told.text(QAccessible.Text.Description)
    assert "5 regions in 2 groups, 48.0 MiB mapped" in description
    assert "[heap]" in description
    assert "plus and minus zoom" in description


def test_the_same_process_is_shown_from_where_one_looks(picture):
    picture.choose(HEAP.base)
    picture.zoom.magnify(4)
    extent = picture.zoom.extent
    picture.show_line(SpaceLine(SPANS[1:]), same=True)
    assert picture.zoom.extent == extent
    assert picture.chosen == HEAP.base
    picture.show_line(SpaceLine(SPANS[2:]), same=True)
    assert picture.chosen is None
    picture.show_line(SpaceLine(SPANS), same=False)
    assert picture.zoom.whole


def test_kinds_differ_in_pattern_as_well_as_in_colour(picture):
    shown = picture.grab().toImage()

    def pixels(one):
        box = picture.rectangle_of(one.base)
        across = range(box.left() + 3, min(box.right() - 3, box.left() + 30))
        return {shown.pixel(x, y) for x in across for y in range(2, 7)}

    assert len(pixels(PROGRAM)) == 1, "code is plain"
    assert len(pixels(HEAP)) > 1, "the heap is hatched"
    assert pixels(PROGRAM).isdisjoint(pixels(HEAP))


def test_thousands_of_regions_are_drawn_and_an_empty_space_is_too(picture):
    spans = [span(HIGH + i * 8192, 4096, ("rw--", "r-x-")[i % 2]) for i in range(20_000)]
    picture.show_line(SpaceLine(spans), same=False)
    assert not picture.grab().isNull()
    assert picture.line.of(spans[-1].base) is not None
    picture.show_line(SpaceLine(()), same=False)
    assert not picture.grab().isNull()
    for key in (Key.Key_Plus, Key.Key_Right, Key.Key_Return, Key.Key_0):
        QTest.keyClick(picture, key)
    assert picture.caption() == "Nothing is mapped."


def test_reserved_memory_is_no_mapped_memory():
    assert RESERVED.kind is MemoryKind.RESERVED
