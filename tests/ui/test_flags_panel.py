"""Presets, number and boxes are three views of one choice."""

import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.core.dump.flags import FLAGS, FlagGroup, flag_names
from app.core.dump.presets import BY_KEY, DEFAULT, PRESETS
from app.core.errors import InvalidRequestError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.ui.models.flag_choice import FlagChoice
from app.ui.views.boxes import CheckBox
from app.ui.views.flag_boxes import BROUGHT_ALONG, NO_EFFECT
from app.ui.views.flags_panel import FlagsPanel

INERT = {row.flag for row in FLAGS if not row.effective_on_linux}


@pytest.fixture
def panel(qtbot):
    panel = FlagsPanel(FlagChoice())
    qtbot.addWidget(panel)
    panel.resize(560, 400)
    panel.show()
    qtbot.waitExposed(panel)
    panel.hex.setFocus()  # no flag is looked at
    return panel


def choice(panel):
    return panel._choice


def ticked(panel):
    return sum(flag for flag, box in panel.boxes.boxes.items() if box.isChecked())


def type_flags(qtbot, panel, text):
    panel.hex.setFocus()
    panel.hex.selectAll()
    qtbot.keyClicks(panel.hex, text)


def test_every_flag_of_the_table_has_a_box_with_its_help(panel):
    assert set(panel.boxes.boxes) == {row.flag for row in FLAGS}
    for row in FLAGS:
        box = panel.boxes.boxes[row.flag]
        assert box.accessibleName() == row.label
        assert box.accessibleDescription().startswith(row.help)
        assert f"{row.name} = {row.value:#x}" in panel.boxes.explained(row)
        assert ("No effect on Linux" in panel.boxes.explained(row)) is (row.flag in INERT)
        assert not box.toolTip()  # the help is in place, and nothing covers it


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.key)
def test_a_preset_sets_number_and_boxes(panel, preset):
    choice(panel).choose(preset)

    assert panel.hex.text() == hex(preset.flags)
    assert ticked(panel) == preset.flags
    assert panel.message.text().startswith(f"The flags of the plan {preset.name}")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows of such memory")
def test_what_a_program_keeps_out_of_dumps_is_left_out_by_a_box_of_its_own(qtbot, panel):
    choice(panel).choose(BY_KEY["privacy"])
    assert panel.dontdump.isChecked()
    assert (choice(panel).respect_dontdump, choice(panel).modified) == (True, False)
    before = choice(panel).state()

    qtbot.mouseClick(panel.dontdump, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert (choice(panel).respect_dontdump, choice(panel).modified) == (False, True)

    choice(panel).restore(before)
    assert panel.dontdump.isChecked()
    choice(panel).choose(BY_KEY["support"])
    assert not panel.dontdump.isChecked()


def test_a_box_sets_the_number_and_departs_from_the_preset(qtbot, panel):
    box = panel.boxes.boxes[T.MiniDumpWithCodeSegs]

    place = QPoint(8, box.height() // 2)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)
    assert choice(panel).flags == DEFAULT.flags | T.MiniDumpWithCodeSegs
    assert panel.hex.text() == hex(choice(panel).flags)
    assert choice(panel).modified

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)
    assert choice(panel).preset is DEFAULT
    assert not choice(panel).modified


@pytest.mark.parametrize(
    "write", [hex, flag_names, lambda value: flag_names(value).replace("MiniDump", "")]
)
def test_number_and_names_set_the_boxes_while_they_are_typed(qtbot, panel, write):
    preset = PRESETS[4]

    type_flags(qtbot, panel, write(preset.flags))
    assert ticked(panel) == preset.flags
    assert choice(panel).preset is preset

    qtbot.keyClick(panel.hex, Qt.Key.Key_Return)
    assert panel.hex.text() == hex(preset.flags)


def test_a_number_of_no_preset_is_an_own_choice(qtbot, panel):
    type_flags(qtbot, panel, "0x12345")

    assert choice(panel).flags == 0x12345
    assert choice(panel).preset is None
    assert "own choice" in panel.message.text()


BAD_FLAGS = [
    ("nonsense", "'nonsense'"),
    ("0x2000000", "0x2000000"),
    ("0x61g25", "'0x61g25'"),
    ("0x1000x", "'0x1000x'"),
    ("0x1000 WithFullMemor", "'WithFullMemor'"),
    ("WithFullMemory|0x1g", "'0x1g'"),
    ("21925", "Write 0x21925 if it is hexadecimal, 0x55a5 if it is decimal."),
    ("007", "octal"),
    ("61a25", "begins with 0x"),
    ("0x" + "1" * 5000, "larger than 64 bits"),
    ("9" * 5000, "larger than 64 bits"),
    ("\u0664\u0662", "other digits"),
    ("1_0", "'1_0'"),
    ("-1", "'-1'"),
    ("1e3", "'1e3'"),
    (" ", "No flags"),
]


@pytest.mark.parametrize(("text", "reason"), BAD_FLAGS, ids=lambda text: text[:12])
@pytest.mark.parametrize("leave", ["return", "focus"])
def test_bad_flags_stay_as_typed_are_marked_and_change_nothing(qtbot, panel, text, reason, leave):
    before = choice(panel).state()
    if len(text) < 100 and text.isascii():
        type_flags(qtbot, panel, text)
    else:  # as it is pasted
        panel.hex.setFocus()
        panel.hex.selectAll()
        panel.hex.insert(text)
        panel.hex.textEdited.emit(text)
    if leave == "return":
        qtbot.keyClick(panel.hex, Qt.Key.Key_Return)
    else:
        panel.copy.setFocus()

    assert panel.hex.text() == text
    assert choice(panel).state() == before
    assert reason in panel.message.text()
    assert panel.message._icon.isVisible()
    assert panel._mark.isVisible()
    assert panel.mistake == panel.hex.accessibleDescription() == panel.message.text()
    with pytest.raises(InvalidRequestError):
        choice(panel).read(text)


def test_a_mistake_is_over_when_it_is_mended_taken_back_or_something_else_is_chosen(qtbot, panel):
    before = choice(panel).flags
    type_flags(qtbot, panel, "0x61g25")
    for _ in range(3):
        qtbot.keyClick(panel.hex, Qt.Key.Key_Backspace)
    assert not panel.mistake
    assert choice(panel).flags == 0x61

    qtbot.keyClicks(panel.hex, "x")
    assert choice(panel).flags == before, "nothing of what was typed since it made sense stays"
    qtbot.keyClick(panel.hex, Qt.Key.Key_Escape)
    assert (panel.mistake, panel.hex.text()) == ("", hex(before))

    type_flags(qtbot, panel, "0x61g25")
    choice(panel).choose(PRESETS[2])
    assert (panel.mistake, panel.hex.text()) == ("", hex(PRESETS[2].flags))
    assert not panel._mark.isVisible()


def test_what_full_memory_makes_moot_is_marked_with_the_reason(panel):
    box = panel.boxes.boxes[T.MiniDumpWithDataSegs]
    plain = box.palette().color(QPalette.ColorRole.WindowText)
    assert NO_EFFECT not in box.text()

    choice(panel).tick(T.MiniDumpWithFullMemory, True)

    assert box.isChecked()  # what was asked for stays visible
    assert box.text().endswith(NO_EFFECT)
    assert "full memory" in box.accessibleDescription()
    assert box.palette().color(QPalette.ColorRole.WindowText) != plain
    choice(panel).tick(T.MiniDumpWithFullMemory, False)
    assert NO_EFFECT not in box.text()


def test_what_another_flag_brings_along_is_marked(panel):
    choice(panel).tick(T.MiniDumpFilterTriage, True)

    box = panel.boxes.boxes[T.MiniDumpFilterModulePaths]
    assert not box.isChecked()
    assert box.text().endswith(BROUGHT_ALONG)
    assert "MiniDumpFilterTriage" in box.accessibleDescription()


def test_flags_that_exclude_each_other_are_told_in_place(panel):
    choice(panel).tick(T.MiniDumpFilterTriage, True)
    choice(panel).tick(T.MiniDumpWithAvxXStateContext, True)

    assert "exclude each other" in panel.message.text()
    choice(panel).tick(T.MiniDumpWithAvxXStateContext, False)
    assert "exclude each other" not in panel.message.text()


def test_the_boxes_use_the_width_there_is(qtbot, panel):
    columns = []
    for width in (260, 640, 1200):
        panel.resize(width, 400)
        columns.append(panel.boxes._columns)
        page = panel.boxes.widget()
        assert page.minimumSizeHint().width() <= panel.boxes.viewport().width()
    assert columns == [1, 2, 3]


def test_all_boxes_are_in_view_where_the_window_is_small(qtbot, panel):
    panel.resize(640, 460)
    adding = [row.name for row in FLAGS if row.group is not FlagGroup.TOLERANCE]
    panel.boxes.show_costs(dict.fromkeys(adding, 123 << 20))
    QApplication.processEvents()
    bar = panel.boxes.verticalScrollBar()
    assert bar.maximum() == 0
    for flag, box in panel.boxes.boxes.items():
        assert box.visibleRegion().boundingRect() == box.rect(), flag
        assert box.width() >= box.sizeHint().width()


def test_the_tab_key_goes_through_the_boxes_as_they_stand(qtbot, panel):
    panel.resize(640, 460)
    box = panel.boxes.boxes[FLAGS[1].flag]
    places = []
    for _ in FLAGS[1:]:
        spot = box.mapTo(panel, QPoint(0, 0))
        places.append((spot.x(), spot.y()))
        box = box.nextInFocusChain()
        while not isinstance(box, CheckBox):
            box = box.nextInFocusChain()
    assert len(set(places)) == len(FLAGS) - 1
    assert places[:4] == sorted(places[:4])
