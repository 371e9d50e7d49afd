"""Where one types what to look for: words, or a query with completion and mistakes underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ...core.processes.query import Query, QueryError, parse
from ...core.processes.query_completion import complete
from ..core_texts import core_text
from .query_offers import QueryOffers

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...core.processes.query_completion import Completion, Known

_PATIENCE: Final = 600
"""Milliseconds without a key until a mistake is explained: half a word often is one."""


class QueryBox(QLineEdit):
    """Tells every query at once; of a faulty one what could be understood."""

    asked = Signal(object)
    """A :class:`Query`, perhaps a :class:`QueryError`, whenever the text changes."""
    explained = Signal(str)
    """What is wrong and how to mend it; empty when nothing is."""
    left = Signal()
    """The arrow down: on to what was found."""
    taken = Signal()
    """Return: the best of what was found."""

    def __init__(self, known: Callable[[], Known], parent: QWidget | None = None) -> None:
        """*known* gives values to offer, by field (see query_completion)."""
        super().__init__(parent, clearButtonEnabled=True)
        self._known = known
        self.query: Query = parse("")
        self.offers = QueryOffers(self)
        self.offers.taken.connect(self._take)
        self._impatient = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._impatient.timeout.connect(self._explain)
        self.textChanged.connect(self._on_text)
        self.textEdited.connect(self._offer_if_due)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, Return takes, the arrow down leaves, unless it is about an offer."""
        offering = self.offers.isVisible()
        match event.key():
            case Qt.Key.Key_Escape:
                (self.offers.hide if offering else self.clear)()
            case Qt.Key.Key_Down if not offering:
                self.left.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up if offering:
                self.offers.step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not self.offers.take():
                    self._explain()
                    self.taken.emit()
            case Qt.Key.Key_Space if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._offer()
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Tab takes what is chosen of the offers; else it goes on to the next control."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self.offers.take()
        ):
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Explain a mistake now."""
        super().focusOutEvent(event)
        self.offers.hide()
        self._explain()

    def _on_text(self, text: str) -> None:
        self.query = parse(text)
        if not text:
            self.offers.hide()
        self._underline()
        if isinstance(self.query, QueryError):
            self._impatient.start()
        else:
            self._impatient.stop()
            self.explained.emit("")
        self.asked.emit(self.query)

    def _explain(self) -> None:
        self._impatient.stop()
        self.explained.emit(_told(self.query) if isinstance(self.query, QueryError) else "")

    def _underline(self) -> None:
        """Mark the mistake. A line edit takes formats for its text from input methods only."""
        attributes = []
        if isinstance(self.query, QueryError):
            wavy = QTextCharFormat()
            wavy.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            wavy.setUnderlineColor(self.palette().text().color())
            start, end = self.query.start, self.query.end
            kind = QInputMethodEvent.AttributeType.TextFormat
            place = start - self.cursorPosition()
            attributes.append(QInputMethodEvent.Attribute(kind, place, end - start, wavy))
        QApplication.sendEvent(self, QInputMethodEvent("", attributes))

    # -------------------------------------------------------------------------- completion

    def _offer(self) -> None:
        """Show what could come next, if anything is left to be said."""
        self._show_offers(self._find_offers())

    def _find_offers(self) -> list[Completion]:
        if not self.text():
            return []
        return complete(self.text(), self.cursorPosition(), self._known())

    def _show_offers(self, offers: list[Completion]) -> None:
        self.offers.offer(offers, self.cursorRect().left())

    def _offer_if_due(self) -> None:
        """Leave the keys to the list where a query is complete and could only be made longer."""
        offers, query = self._find_offers(), parse(self.text())  # Qt tells of a change later
        whole = bool(query.fields) and not isinstance(query, QueryError)
        longer = all(offer.start == self.cursorPosition() for offer in offers)
        self._show_offers([] if whole and longer else offers)

    def _take(self, offer: Completion) -> None:
        rest = self.text()[offer.end :]
        self.setSelection(offer.start, offer.end - offer.start)
        self.insert(offer.text if rest[:1] == " " else offer.text + " ")
        self._offer()


def _told(mistake: QueryError) -> str:
    return f"{core_text(mistake.reason)} {core_text(mistake.hint)}".strip()
