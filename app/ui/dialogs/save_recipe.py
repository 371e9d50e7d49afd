"""What a recipe needs beside the choices made: a title, for whom it is, and what to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ...core.dump.recipe import Recipe
from ...core.dump.recipe_sentence import explain, listed
from ...core.errors import InvalidRequestError
from ...core.text import escaped
from .. import theme
from ..core_texts import core_text, error_text
from ..dressing import dialog_buttons
from ..layouts import in_column
from ..views.message_line import MessageLine

if TYPE_CHECKING:
    from ...core.dump.filter import FilterSpec
    from ...core.dump.request import DumpRequest


_SEPARATORS: Final = frozenset("/\\")
_NAMED: Final = 3
"""So many names are shown; the others are counted."""


class SaveRecipeDialog(QDialog):
    """Makes a :class:`Recipe`; ``recipe`` is None as long as something is wrong with it."""

    def __init__(
        self,
        wanted: DumpRequest,
        preset: str,
        target: str,
        lost: int,
        parent: QWidget | None = None,
    ) -> None:
        """Have *wanted* be saved (its comment is a template); propose *target*.

        *lost* decisions cannot be carried to another process.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save recipe"))
        self._wanted = wanted
        self._preset = preset
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("For example: the export hangs"))
        self.target = QLineEdit(target)
        self.instructions = QPlainTextEdit()
        self.instructions.setPlaceholderText(
            self.tr("What whoever opens it should do, in plain words")
        )
        self.instructions.setAccessibleDescription(self.instructions.placeholderText())
        self.target.setPlaceholderText(self.tr("any process"))
        self.target.setToolTip(
            theme.tooltip(self.tr('A question as in the search; for example: name = "app.exe"'))
        )
        self.instructions.setTabChangesFocus(True)
        self.lost = MessageLine()
        self.names = MessageLine()
        self.message = MessageLine()
        self.buttons = dialog_buttons(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        self.recipe: Recipe | None = None
        form = QFormLayout()
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("For processes &where"), self.target)
        form.addRow(self.tr("&Instructions"), self.instructions)
        parts = ((form, 1), self.names, self.lost, self.message, self.buttons)
        in_column(*parts, on=self, room=None, gap=theme.GRID)
        self._say_names(wanted.filter)
        if lost:
            one = self.tr("1 decision about memory or a thread without a name is left out.")
            many = self.tr("{0} decisions about memory or threads without a name are left out.")
            self.lost.say(theme.counted(lost, one, many), "alert")
        self.lost.setVisible(bool(lost))
        for line in (self.title, self.target):
            line.textChanged.connect(self._check)
        self.instructions.textChanged.connect(self._check)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.resize(70 * theme.GRID, 48 * theme.GRID)
        self._check()

    def _say_names(self, rules: FilterSpec) -> None:
        """Say what rules about files will match on another machine."""
        names = [rule.name for rule in rules.modules] + [rule.name for rule in rules.memory]
        files = [name for name in names if name != "*" and not _SEPARATORS & set(name)]
        self.names.setVisible(bool(files))
        if not files:
            return
        told = self.tr("Files go by their names, in whatever folder they lie: {0}.").format(
            listed([*map(escaped, files[:_NAMED])], core_text, len(files) - _NAMED)
        )
        if any(name.endswith("*") for name in files):
            told += " " + self.tr("* stands for any version.")
        self.names.say(told)

    def _check(self) -> None:
        wanted = self._wanted
        self.recipe = None
        try:
            recipe = Recipe(
                self.title.text().strip(),
                wanted.flags,
                wanted.filter,
                wanted.comment,
                self.target.text().strip(),
                self._preset,
                self.instructions.toPlainText().strip(),
                wanted.respect_dontdump,
                wanted.blank,
            )
        except InvalidRequestError as error:
            self.message.say(error_text(error), "alert")
        else:
            self.message.say(explain(recipe, core_text))
            self.recipe = recipe if recipe.title else None
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setEnabled(self.recipe is not None)
