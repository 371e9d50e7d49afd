"""One page that says what a dump is about, and whether it is good."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ....core.inspection.finding import VerdictWord
from ....core.text import escaped
from ... import theme
from ...core_texts import core_text
from ...dressing import show_icon
from ...layouts import WIDE, in_column
from ...models.dump_headline import activity_lines, call_lines, headline_text
from ...models.dump_leads import leads
from ...models.dump_summary import fact_lines, story_lines
from ...models.verdict import verdict_icon, verdict_word
from ..kind_bar import KindBar, in_order, kind_name
from ..message_line import MessageLine
from .fact_grid import FactGrid, selectable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from ....core.inspection.page import DumpPage

_ICONS: Final = {
    "error": "barred",
    "warning": "alert",
    "not understood": "unknown",
    "gap": "alert",
    "note": "unknown",
}
_WIDE: Final = 110
"""Characters from which on two columns have room."""
_FINDINGS: Final = 50
"""So many findings are shown one by one."""


class SummaryTab(QScrollArea):
    """Shows a DumpPage in words: what happened and where to look, beside it the facts."""

    looked_for = Signal(object)
    """A Lead that was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Summary"))
        self.setAccessibleDescription(self.tr("What the dump is about, and what the check found."))
        self.text = ""
        """All that is shown, to copy."""
        self._calls: QLabel | None = None
        self._columns: QBoxLayout | None = None

    def show_page(self, page: DumpPage) -> None:
        """Show *page*."""
        sheet = QWidget(autoFillBackground=True)
        sheet.setBackgroundRole(QPalette.ColorRole.Base)
        outer = in_column(on=sheet, gap=2 * theme.GRID, room=WIDE)
        said = self._add_headline(outer, page)
        story, facts = in_column(gap=theme.GRID), in_column(gap=theme.GRID)
        columns = self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(4 * theme.GRID)
        columns.addLayout(story, 1)
        columns.addLayout(facts, 1)
        outer.addLayout(columns)
        outer.addStretch(1)
        said += self._add_doings(story, page)
        self._add_leads(story, page)
        said += ["", *self._add_verdict(story, page), ""]
        for title, text in story_lines(page):
            story.addWidget(_heading(title))
            story.addWidget(selectable(text))
            said.append(_line(title, text))
        story.addStretch(1)
        grid = FactGrid()
        told = fact_lines(page)
        grid.show_facts(told)
        facts.addWidget(grid)
        said += [_line(title, text) for title, text in told]
        said += ["", *self._add_memory(facts, page)]
        facts.addStretch(1)
        self.text = "\n".join(said)
        self.setWidget(sheet)
        self._fit()

    def show_calls(self, frames: Sequence[Mapping[str, Any]], count: int) -> None:
        """Show calls that led to the crash with their source lines: *frames*, of *count*."""
        lines = "\n".join(call_lines(frames, count))
        if self._calls is not None and lines:
            self.text = self.text.replace(self._calls.text(), lines, 1)
            self._calls.setText(lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns below each other where they are too narrow side by side."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._columns is not None:
            wide = self.viewport().width() >= _WIDE * self.fontMetrics().averageCharWidth()
            way = QBoxLayout.Direction
            self._columns.setDirection(way.LeftToRight if wide else way.TopToBottom)

    def _add_headline(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        """Say first what happened."""
        line = MessageLine()
        told = headline_text(page.cause)
        line.say(told, "alert" if page.cause.is_crash else "unknown")
        line.setFont(_larger(line.font()))
        layout.addWidget(line)
        return [told]

    def _add_doings(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        """Say which calls led to a crash, or what the threads do that have not crashed."""
        doings = activity_lines(page.cause)
        frames = page.cause.frames if page.cause.is_crash else ()
        calls = call_lines(frames, len(frames))
        self._calls = None
        said: list[str] = []
        for heading, lines in (
            (self.tr("Calls that led there"), calls),
            (self.tr("What the threads do"), doings),
        ):
            if lines:
                layout.addWidget(_heading(heading))
                shown = selectable("\n".join(lines))
                shown.setAccessibleName(heading)
                layout.addWidget(shown)
                said += ["", f"{heading}:", *lines]
                self._calls = shown if lines is calls else self._calls
        return said

    def _add_leads(self, layout: QVBoxLayout, page: DumpPage) -> None:
        """Offer what to look at next."""
        found = leads(page)
        if not found:
            return
        layout.addWidget(_heading(self.tr("Where to look")))
        below = in_column()
        layout.addLayout(below)
        for lead in found:
            button = QToolButton(autoRaise=True)
            button.setText(lead.text.replace("&", "&&"))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            show_icon(button, "forward")
            button.setAccessibleName(lead.text)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(partial(self.looked_for.emit, lead))
            below.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)

    def _add_verdict(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        verdict = page.verdict
        # What was left out has a heading of its own.
        findings = [finding for finding in verdict.findings if not finding.left_out]
        headline = MessageLine()
        if verdict.verdict is not VerdictWord.GOOD:  # whose findings are worth knowing, no more
            one, many = self.tr("the check found 1 thing."), self.tr("the check found {0} things.")
            found = theme.counted(len(findings), one, many)
            told = f"{verdict_word(verdict.verdict)}: {found}"
        else:
            told = self.tr("{0}: the file was read back, and nothing is wrong with it.").format(
                verdict_word(verdict.verdict)
            )
        headline.say(told, verdict_icon(verdict.verdict))
        layout.addWidget(_heading(self.tr("Is the file good?")))
        layout.addWidget(headline)
        said = [told]
        for finding in findings[:_FINDINGS]:
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

    def _add_memory(self, layout: QVBoxLayout, page: DumpPage) -> list[str]:
        heading = _heading(self.tr("What the file consists of"))
        bar = KindBar()
        bar.show_kinds(page.kinds)
        words = " · ".join(
            f"{kind_name(kind)} {theme.binary_size(size)}" for kind, size in in_order(page.kinds)
        )
        layout.addWidget(heading)
        layout.addWidget(bar)
        key = selectable(words)
        key.setTextFormat(Qt.TextFormat.RichText)
        key.setText(bar.key())
        key.setAccessibleName(words)
        layout.addWidget(key)
        return [f"{heading.text()}: {words}"]


def _line(title: str, text: str) -> str:
    """Write a heading and what belongs to it, which may be several lines, as plain text."""
    return f"{title}: {text}".replace("\n", "\n    ")


def _larger(font: QFont) -> QFont:
    font.setPointSizeF(font.pointSizeF() * 1.2)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _heading(text: str) -> QLabel:
    """Make the heading of a part, with some air above."""
    heading = QLabel(text)
    heading.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    heading.setContentsMargins(0, theme.GRID, 0, 0)
    return heading
