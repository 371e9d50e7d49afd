"""Presets, number and boxes are three views of one choice."""

import sys

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette

from app.core.dump.flags import FLAGS, flag_names
from app.core.dump.presets import DEFAULT, PRESETS
from app.core.errors import InvalidRequestError
from app.core.minidump.constants import MINIDUMP_TYPE as T
from app.ui.models.flag_choice import FlagChoice
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
        assert row.name in box.toolTip()
        assert ("No effect on Linux" in box.toolTip()) is (row.flag in INERT)


@pytest.mark.parametrize("index", range(len(PRESETS)), ids=[preset.key for preset in PRESETS])
def test_a_preset_sets_number_and_boxes(panel, index):
    panel.preset.activated.emit(index)

    preset = PRESETS[index]
    assert choice(panel).flags == preset.flags
    assert panel.hex.text() == hex(preset.flags)
    assert ticked(panel) == preset.flags
    assert panel.preset.currentIndex() == index
    assert panel.preset.currentText() == f"{preset.name}  {preset.flags:#x}"
    assert panel.message.text().startswith(preset.help)
    assert (f"The same as {preset.equals}." in panel.message.text()) is bool(preset.equals)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows of such memory")
def test_what_a_program_keeps_out_of_dumps_is_left_out_by_a_box_of_its_own(qtbot, panel):
    keys = [preset.key for preset in PRESETS]
    panel.preset.activated.emit(keys.index("privacy"))
    assert panel.dontdump.isChecked()
    assert (choice(panel).respect_dontdump, choice(panel).modified) == (True, False)
    before = choice(panel).state()

    qtbot.mouseClick(panel.dontdump, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert (choice(panel).respect_dontdump, choice(panel).modified) == (False, True)
    assert panel.preset.placeholderText() == "Privacy, modified"

    choice(panel).restore(before)
    assert panel.dontdump.isChecked()
    panel.preset.activated.emit(keys.index("support"))
    assert not panel.dontdump.isChecked()


def test_a_box_sets_the_number_and_departs_from_the_preset(qtbot, panel):
    box = panel.boxes.boxes[T.MiniDumpWithCodeSegs]

    place = QPoint(8, box.height() // 2)
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)
    assert choice(panel).flags == DEFAULT.flags | T.MiniDumpWithCodeSegs
    assert panel.hex.text() == hex(choice(panel).flags)
    assert panel.preset.placeholderText() == "Support default, modified"
    assert panel.preset.currentIndex() == -1

    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)
    assert choice(panel).preset is DEFAULT
    assert panel.preset.currentIndex() == PRESETS.index(DEFAULT)


@pytest.mark.parametrize(
    "write", [hex, flag_names, lambda value: flag_names(value).replace("MiniDump", "")]
)
def test_number_and_names_set_the_boxes_while_they_are_typed(qtbot, panel, write):
    preset = PRESETS[4]

    type_flags(qtbot, panel, write(preset.flags))
    assert ticked(panel) == preset.flags
    assert panel.preset.currentIndex() == 4

    qtbot.keyClick(panel.hex, Qt.Key.Key_Return)
    assert panel.hex.text() == hex(preset.flags)


def test_a_number_of_no_preset_is_an_own_choice(qtbot, panel):
    type_flags(qtbot, panel, "0x12345")

    assert choice(panel).flags == 0x12345
    assert choice(panel).preset is None
    assert panel.preset.placeholderText() == "Own choice"


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
        panel.preset.setFocus()

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
    panel.preset.activated.emit(2)
    assert (panel.mistake, panel.hex.text()) == ("", hex(PRESETS[2].flags))
    assert not panel._mark.isVisible()


def test_what_full_memory_makes_moot_is_marked_with_the_reason(panel):
    box = panel.boxes.boxes[T.MiniDumpWithDataSegs]
    plain = box.palette().color(QPalette.ColorRole.WindowText)
    assert NO_EFFECT not in box.text()

    choice(panel).tick(T.MiniDumpWithFullMemory, True)

    assert box.isChecked()  # what was asked for stays visible
    assert box.text().endswith(NO_EFFECT)
    assert "full memory" in box.toolTip()
    assert "full memory" in box.accessibleDescription()
    assert box.palette().color(QPalette.ColorRole.WindowText) != plain
    choice(panel).tick(T.MiniDumpWithFullMemory, False)
    assert NO_EFFECT not in box.text()


def test_what_another_flag_brings_along_is_marked(panel):
    choice(panel).tick(T.MiniDumpFilterTriage, True)

    box = panel.boxes.boxes[T.MiniDumpFilterModulePaths]
    assert not box.isChecked()
    assert box.text().endswith(BROUGHT_ALONG)
    assert "MiniDumpFilterTriage" in box.toolTip()


def test_flags_that_exclude_each_other_are_told_in_place(panel):
    choice(panel).tick(T.MiniDumpFilterTriage, True)
    choice(panel).tick(T.MiniDumpWithAvxXStateContext, True)

    assert "exclude each other" in panel.message.text()
    choice(panel).tick(T.MiniDumpWithAvxXStateContext, False)
    assert "exclude each other" not in panel.message.text()


def test_the_boxes_use_the_width_there_is(qtbot, panel):
    columns = set()
    for width in (260, 760, 1200, 1700):
        panel.resize(width, 400)
        columns.add(panel.boxes._columns)
        page = panel.boxes.widget()
        assert page.minimumSizeHint().width() <= panel.boxes.viewport().width()

    assert columns == {1, 2, 3, 4}
