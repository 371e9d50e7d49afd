"""One page that says what a dump is about, and whether it is good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ....core.inspection.finding import VerdictWord
from ....core.processes.text import escaped
from ... import theme
from ...core_texts import core_text
from ...models.dump_headline import activity_lines, headline_text
from ...models.dump_summary import summary_lines
from ...models.verdict import verdict_icon, verdict_word
from ..kind_bar import KindBar, in_order, kind_name
from ..message_line import MessageLine

if TYPE_CHECKING:
    from ....core.inspection.page import DumpPage

_ICONS: Final = {
    "error": "barred",
    "warning": "alert",
    "not understood": "unknown",
    "gap": "alert",
    "note": "unknown",
}
_FINDINGS: Final = 50
"""So many findings are shown one by one."""


class SummaryTab(QScrollArea):
    """Shows a DumpPage in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Summary"))
        self.setAccessibleDescription(self.tr("What the dump is about, and what the check found."))
        self.text = ""
        """All that is shown, to copy."""

    def show_page(self, page: DumpPage) -> None:
        """Show *page*."""
        sheet = QWidget()
        sheet.setBackgroundRole(QPalette.ColorRole.Base)
        sheet.setAutoFillBackground(True)
        layout = QVBoxLayout(sheet)
        margin = 2 * theme.GRID
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.GRID)
        said = [*self._add_headline(layout, page), *self._add_verdict(layout, page), ""]
        said += self._add_lines(layout, page)
        said += ["", *self._add_memory(layout, page)]
        layout.addStretch(1)
        self.text = "\n".join(said)
        self.setWidget(sheet)

    def _add_headline(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        """Say first what happened."""
        line = MessageLine()
        told = headline_text(page.cause)
        line.say(told, "alert" if page.cause.is_crash else "unknown")
        line.setFont(_larger(line.font()))
        layout.addWidget(line)
        doings = activity_lines(page.cause)
        if doings:
            layout.addWidget(_selectable("\n".join(doings)))
        return [told, *doings]

    def _add_verdict(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        verdict = page.verdict
        headline = MessageLine()
        if verdict.verdict is not VerdictWord.GOOD:  # whose findings are worth knowing, no more
            one, many = self.tr("the check found 1 thing."), self.tr("the check found {0} things.")
            found = theme.counted(len(verdict.findings), one, many)
            told = f"{verdict_word(verdict.verdict)}: {found}"
        else:
            told = self.tr("{0}: the file was read back, and nothing is wrong with it.").format(
                verdict_word(verdict.verdict)
            )
        headline.say(told, verdict_icon(verdict.verdict))
        layout.addWidget(headline)
        said = [told]
        for finding in verdict.findings[:_FINDINGS]:
            line = MessageLine()
            line.say(escaped(core_text(finding.text)), _ICONS[finding.severity])
            line.setContentsMargins(3 * theme.GRID, 0, 0, 0)
            layout.addWidget(line)
            said.append(f"- {escaped(core_text(finding.text))}")
        if page.cut:
            line = MessageLine()
            line.say(self.tr("Lists that are very long are shown in part."), "unknown")
            layout.addWidget(line)
        return said

    def _add_lines(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        said = []
        for row, (title, text) in enumerate(summary_lines(page)):
            heading = QLabel(title)
            heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            value = _selectable(text)
            value.setAccessibleName(f"{title}: {text}")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(heading, row, 0, top)
            grid.addWidget(value, row, 1, top)
            said.append(f"{title}: {text}")
        layout.addLayout(grid)
        return said

    def _add_memory(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        heading = QLabel(self.tr("What the file consists of"))
        heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        bar = KindBar()
        bar.show_kinds(page.kinds)
        words = " · ".join(
            f"{kind_name(kind)} {theme.binary_size(size)}" for kind, size in in_order(page.kinds)
        )
        layout.addWidget(heading)
        layout.addWidget(bar)
        layout.addWidget(_selectable(words))
        return [f"{heading.text()}: {words}"]


def _larger(font: QFont) -> QFont:
    font.setPointSizeF(font.pointSizeF() * 1.2)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _selectable(text: str) -> QLabel:
    label = QLabel(text, wordWrap=True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.with_tabular_figures(label.font()))
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return label
