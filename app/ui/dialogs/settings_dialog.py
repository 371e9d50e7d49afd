"""All settings on one page. What is changed applies at once; there is nothing to confirm."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ...core.errors import InvalidRequestError
from ...core.processes.rights import has_lesser_twin
from ...core.storage.naming import FIELDS, example
from ...core.storage.settings import REFRESH_SECONDS
from ...core.text import escaped
from .. import theme
from ..appearance import LANGUAGES, theme_names
from ..core_texts import core_text, error_text
from ..dressing import dialog_buttons, hint
from ..layouts import WIDE, in_column, in_row
from ..views.boxes import CheckBox, DropDown
from ..views.message_line import MessageLine

if TYPE_CHECKING:
    from ...core.storage.settings import Settings
    from ..preferences import Preferences

_WIDTH: Final = 72 * theme.GRID


class SettingsDialog(QDialog):
    """Shows and changes :class:`Preferences`."""

    window_reset_asked = Signal()
    """The window shall lie, and its columns shall stand, as they do on the first start."""
    restart_asked = Signal()
    """The window shall be made anew, in the language that is chosen."""

    def __init__(
        self,
        preferences: Preferences,
        parent: QWidget | None = None,
        *,
        spoken: str | None = None,
    ) -> None:
        """Show what *preferences* hold. *spoken* is the language in force, if it is another."""
        super().__init__(parent)
        self._preferences = preferences
        self._spoken = preferences.settings.language if spoken is None else spoken
        self._showing = False
        self.folder = QLineEdit()
        self.browse = QPushButton(self.tr("Browse …"))
        self.template = QLineEdit()
        self.example = MessageLine(lines=2)
        self.refresh = DropDown()
        self.theme = DropDown()
        self.language = DropDown()
        self.language_note = QLabel(self.tr("Another language is used from the next start on."))
        self.restart = QPushButton(self.tr("Restart &now"))
        self.dbghelp = QLineEdit()
        self.dbghelp_note = QLabel()
        self.keep_history = CheckBox(self.tr("&Remember the dumps that were made"))
        self.mask_environment = CheckBox(
            self.tr("Show values of &environment variables only when asked for")
        )
        self.confirm_private = CheckBox(
            self.tr("&Say before a dump what private data it will hold")
        )
        self.message = MessageLine()
        self.reset = QPushButton(self.tr("Reset all to &defaults"))
        self.reset_window = QPushButton(self.tr("Reset the &window"))
        self._buttons = dialog_buttons(QDialogButtonBox.StandardButton.Close)
        self.setWindowTitle(self.tr("Settings"))
        self._fill()
        self._dress()
        self._arrange()
        self._connect()
        self._show(preferences.settings)

    def hold_back(self) -> None:
        """A dump is being written: the window cannot be made anew."""
        self._allow_restart(self.tr("As soon as no dump is being written any more"), allowed=False)

    def go_ahead(self) -> None:
        """No dump is being written any more."""
        tip = self.tr("Opens the window anew, with the same process and the same choice")
        self._allow_restart(tip, allowed=True)

    def _allow_restart(self, tip: str, *, allowed: bool) -> None:
        self.restart.setEnabled(allowed)
        hint(self.restart, tip)

    # -------------------------------------------------------------------------- appearance

    def _fill(self) -> None:
        for seconds in REFRESH_SECONDS:
            text = self.tr("Every {0} s").format(self.locale().toString(seconds))
            self.refresh.addItem(text, seconds)
        for key, name in theme_names().items():
            self.theme.addItem(name, key)
        self.language.addItem(self.tr("As the system"), "")
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)

    def _dress(self) -> None:
        named = {
            self.folder: self.tr("Folder for dumps"),
            self.browse: self.tr("Choose the folder for dumps"),
            self.template: self.tr("How dumps are named"),
            self.refresh: self.tr("Time between two refreshes"),
            self.theme: self.tr("Colours"),
            self.language: self.tr("Language"),
            self.dbghelp: self.tr("Path of dbghelp.dll"),
        }
        for widget, name in named.items():
            widget.setAccessibleName(name)
        words = [f"{{{name}}}  {core_text(meaning)}" for name, meaning in FIELDS.items()]
        fields = "\n".join([self.tr("In braces may stand:"), *words])
        hint(self.template, fields)
        windows = sys.platform == "win32"
        elevated = has_lesser_twin()
        self.dbghelp.setEnabled(windows and not elevated)
        self.dbghelp.setPlaceholderText(self.tr("That of Windows") if windows else "")
        self.dbghelp_note.setText(
            self.tr(
                "Not used while DumpDesk runs as administrator: any program of yours could have "
                "set it."
            )
            if elevated
            else self.tr("Leave it empty unless support asks for another version.")
            if windows
            else self.tr("Only on Windows. Here DumpDesk writes dumps itself.")
        )
        self.dbghelp.setAccessibleDescription(self.dbghelp_note.text())
        self.language.setAccessibleDescription(self.language_note.text())
        self.folder.setAccessibleDescription(self.tr("Where dumps go unless another is chosen."))
        self.refresh.setAccessibleDescription(
            self.tr("How often the table of processes is brought up to date.")
        )
        self.theme.setAccessibleDescription(
            self.tr("As the system: light, dark or high contrast, whichever it asks for.")
        )
        for note in (self.dbghelp_note, self.language_note):
            note.setForegroundRole(self.palette().ColorRole.PlaceholderText)
            note.setWordWrap(True)
        self.reset_window.setToolTip(
            theme.tooltip(self.tr("Size, place, columns and order as on the first start"))
        )
        self.message.hide()
        self.go_ahead()
        for button in (self.browse, self.reset, self.reset_window, self.restart):
            button.setAutoDefault(False)

    def _arrange(self) -> None:
        where = in_row((self.folder, 1), self.browse)
        speech = in_row((self.language, 1), self.restart)
        form = QFormLayout()
        form.setVerticalSpacing(theme.GRID)
        form.setHorizontalSpacing(2 * theme.GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget, Any, QWidget | None], ...] = (
            (self.tr("&Folder"), self.folder, where, None),
            (self.tr("&Name"), self.template, self.template, self.example),
            (self.tr("Ref&resh"), self.refresh, self.refresh, None),
            (self.tr("&Colours"), self.theme, self.theme, None),
            (self.tr("&Language"), self.language, speech, self.language_note),
            (self.tr("Db&gHelp"), self.dbghelp, self.dbghelp, self.dbghelp_note),
        )
        for title, buddy, content, note in rows:
            label = QLabel(title)
            label.setBuddy(buddy)
            form.addRow(label, content)
            if note is not None:
                form.addRow("", note)
        privacy = in_column(*self._boxes().values(), gap=theme.GRID // 2)
        form.addRow(QLabel(self.tr("Privacy")), privacy)
        below = in_row(self.reset, self.reset_window, None, self._buttons)
        layout = in_column(form, self.message, None, below, on=self, room=WIDE, gap=2 * theme.GRID)
        width = max(_WIDTH, self.sizeHint().width())
        self.resize(width, layout.heightForWidth(width))

    def _boxes(self) -> dict[str, QCheckBox]:
        return {
            "keep_history": self.keep_history,
            "mask_environment": self.mask_environment,
            "confirm_private": self.confirm_private,
        }

    # -------------------------------------------------------------------------------- events

    def _connect(self) -> None:
        self.folder.editingFinished.connect(self._on_folder)
        self.browse.clicked.connect(self._on_browse)
        self.template.textEdited.connect(self._on_template)
        self.template.editingFinished.connect(self._on_template_left)
        self.dbghelp.editingFinished.connect(
            lambda: self._change(dbghelp_path=self.dbghelp.text().strip())
        )
        choices = {"refresh_seconds": self.refresh, "theme": self.theme, "language": self.language}
        for name, choice in choices.items():
            choice.activated.connect(
                lambda _index, name=name, choice=choice: self._change(
                    **{name: choice.currentData()}
                )
            )
        for name, box in self._boxes().items():
            box.toggled.connect(lambda on, name=name: self._change(**{name: on}))
        self.restart.clicked.connect(self.restart_asked)
        self.reset.clicked.connect(self._on_reset)
        self._preferences.not_saved.connect(self._say)
        self.reset_window.clicked.connect(self._on_reset_window)
        self._preferences.changed.connect(self._show)
        self._buttons.rejected.connect(self.reject)

    def _show(self, settings: Settings) -> None:
        self._showing = True
        try:
            for edit, text in (
                (self.folder, settings.folder),
                (self.template, settings.name_template),
                (self.dbghelp, settings.dbghelp_path),
            ):
                if edit.text() != text:
                    edit.setText(text)
            for choice, value in (
                (self.refresh, settings.refresh_seconds),
                (self.theme, settings.theme),
                (self.language, settings.language),
            ):
                choice.setCurrentIndex(choice.findData(value))
            for name, box in self._boxes().items():
                box.setChecked(getattr(settings, name))
        finally:
            self._showing = False
        self._show_example(settings.name_template)
        self.restart.setVisible(settings.language != self._spoken)

    def _change(self, **values: object) -> None:
        if not self._showing:
            self._say(self._preferences.change(**values))

    def _say(self, problem: str) -> None:
        self.message.say(escaped(problem), "alert" if problem else "")
        self.message.setVisible(bool(problem))

    def _show_example(self, template: str) -> bool:
        try:
            text = self.tr("For example: {0}").format(example(template))
        except InvalidRequestError as error:
            self.example.say(error_text(error), "alert")
            return False
        self.example.say(text)
        return True

    def _on_template(self, text: str) -> None:
        if self._show_example(text):
            self._change(name_template=text)

    def _on_template_left(self) -> None:
        """Do not leave a name that is not in force."""
        if self.template.text() != self._preferences.settings.name_template:
            self._show(self._preferences.settings)

    def _on_folder(self) -> None:
        self._change(folder=self.folder.text().strip())

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Folder for dumps"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(self.folder.text())
        dialog.fileSelected.connect(lambda folder: self._change(folder=folder))
        dialog.open()

    def _on_reset(self) -> None:
        self._say("")
        self._preferences.reset()

    def _on_reset_window(self) -> None:
        self.window_reset_asked.emit()
        self.message.say(self.tr("The window is as on the first start."), "check")
        self.message.show()
