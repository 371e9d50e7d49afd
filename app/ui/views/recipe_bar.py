"""What a recipe that was opened asks for, in plain words, until it is put away."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
)

from ...core.dump.recipe_sentence import explain
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..dressing import close_button, emphasise, hint
from ..layouts import BAR, in_column, in_row
from .message_line import MessageLine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from ...core.dump.recipe import Recipe
    from ...core.dump.unmatched import Unmatched
    from ...core.errors import DumpDeskError

_TITLE: Final = 18
"""Characters of the title that fit on a button."""
_LINES: Final = 4
"""So many lines of the instructions are in view."""


class RecipeBar(QFrame):
    """Shows a :class:`Recipe` or why one cannot be used. All of its texts are a stranger's."""

    closed = Signal()
    """The recipe is put away; what it filled in stays."""
    undone = Signal()
    """What it filled in is to be as it was before; it is put away, too."""
    kept = Signal()
    """Its rules are to hold for the process that is chosen, too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Be hidden until there is a recipe."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = QLabel()
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        emphasise(self.title)
        self.sentence = MessageLine()
        self.unmatched = MessageLine()
        self.unmatched.hide()
        self.instructions = QPlainTextEdit()
        self.instructions.setReadOnly(True)
        self.instructions.setFrameShape(QFrame.Shape.NoFrame)
        self.instructions.setAccessibleName(self.tr("Instructions of the recipe's author"))
        self.instructions.setAccessibleDescription(
            self.tr("What you are asked to do. DumpDesk does nothing of it by itself.")
        )
        self.instructions.setBackgroundRole(QPalette.ColorRole.Window)
        self.instructions.setTabChangesFocus(True)
        self.target = MessageLine()
        self.keep_button = QPushButton()
        self.keep_button.clicked.connect(self.kept)
        self._name_button("…")  # it is hidden until there is a recipe
        # Unasked, private data that it leaves out must not go in.
        told = self.tr("Put the recipe away: all stays as it is filled in")
        self.close_button = close_button(self.tr("Put the recipe away"), told)
        self.close_button.clicked.connect(self._on_close)
        self.undo_button = QPushButton(self.tr("Undo the recipe"))
        told = self.tr("Put flags, what is left out, and the comment back to what they were before")
        hint(self.undo_button, told)
        self.undo_button.clicked.connect(self._on_undo)
        top = in_row(
            (self.title, 1),
            (self.undo_button, Qt.AlignmentFlag.AlignTop),
            (self.close_button, Qt.AlignmentFlag.AlignTop),
        )
        below = in_row((self.target, 1), (self.keep_button, Qt.AlignmentFlag.AlignTop))
        parts = (top, self.sentence, self.unmatched, self.instructions, below)
        in_column(*parts, on=self, room=BAR, gap=theme.GRID // 2)
        self.hide()

    def show_recipe(self, recipe: Recipe) -> None:
        """Say what *recipe* asks for."""
        self.title.setText(self.tr("Recipe: {0}").format(escaped(recipe.title)))
        self._name_button(recipe.title)
        self.sentence.say(explain(recipe, core_text), "dump")
        self.instructions.setPlainText(recipe.instructions)
        lines = min(_LINES, recipe.instructions.count("\n") + 1 + len(recipe.instructions) // 90)
        height = lines * self.instructions.fontMetrics().lineSpacing() + 2 * theme.GRID
        self.instructions.setFixedHeight(height)
        self.instructions.setVisible(bool(recipe.instructions))
        self.unmatched.setVisible(bool(self.unmatched.text()))
        self.say_target("")
        self.undo_button.show()
        self.show()

    def say_unmatched(self, unmatched: Iterable[Unmatched]) -> None:
        """Say which rules match nothing of the process that is chosen."""
        text = " ".join(core_text(rule.sentence) for rule in islice(unmatched, _LINES))
        self.unmatched.say(text, "alert" if text else "")
        self.unmatched.setVisible(bool(text))

    def say_target(self, text: str, icon: str = "", *, offers_rules: bool = False) -> None:
        """Say which process it is about; *offers_rules*: its rules do not hold for that one."""
        self.target.say(text, icon)
        self.target.setVisible(bool(text))
        self.keep_button.setVisible(offers_rules)

    def _name_button(self, title: str) -> None:
        told = self.tr("Keep the rules of {0} for this process too")
        self.keep_button.setText(told.format(_shortened(escaped(title))).replace("&", "&&"))
        self.keep_button.setToolTip(theme.tooltip(told.format(escaped(title))))

    def show_error(self, name: str, error: DumpDeskError) -> None:
        """Say why the file called *name* cannot be used."""
        self.title.setText(self.tr("{0} was not opened").format(escaped(name)))
        self.sentence.say(error_text(error), "alert")
        self.instructions.hide()
        self.undo_button.hide()
        self.unmatched.hide()
        self.say_target("")
        self.show()

    def _on_undo(self) -> None:
        self.undone.emit()
        self._on_close()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


def _shortened(title: str) -> str:
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
