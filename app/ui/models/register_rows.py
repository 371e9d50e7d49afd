"""The registers of a thread or a frame as a tree: what people look at first, the rest folded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette, QStandardItem, QStandardItemModel

from ...core.minidump.contexts.registers import RegisterGroup
from ...core.text import escaped
from ..core_texts import core_text
from ..translation import QT_TRANSLATE_NOOP, translate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtCore import QObject

    from ...core.inspection.whereabouts import Whereabouts
    from ...core.minidump.contexts.registers import Register

_HEADINGS: Final = (
    QT_TRANSLATE_NOOP("Registers", "Register"),
    QT_TRANSLATE_NOOP("Registers", "Value"),
    QT_TRANSLATE_NOOP("Registers", "What is there"),
)
_NOT_KNOWN: Final = QT_TRANSLATE_NOOP("Registers", "not known")
_OPEN: Final = frozenset({RegisterGroup.GENERAL, RegisterGroup.FLAGS})
"""Groups whose registers stand at the top; the others are folded below."""
POINTER: Final = Qt.ItemDataRole.UserRole
"""The role under which the value of a register is that leads somewhere."""


class RegisterModel(QStandardItemModel):
    """Register, value, and what lies at that address."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start empty."""
        super().__init__(0, len(_HEADINGS), parent)
        self.fixed_font = QFont()

    def show_registers(
        self,
        registers: Iterable[Register],
        places: Whereabouts,
        known: Mapping[str, int] | None = None,
    ) -> None:
        """Show these; *places* knows what their values lead to.

        In an outer frame, those that are *known* have these values, and of the others nothing is.
        """
        if known is not None:
            own = {one.name: one.value for one in registers if one.group is RegisterGroup.GENERAL}
            if known == own:  # of an inlined call: it is the thread's own frame
                known = None
            else:
                registers = [one for one in registers if one.name in own]
        self.clear()
        self.setHorizontalHeaderLabels([translate("Registers", text) for text in _HEADINGS])
        groups: dict[RegisterGroup, list[list[QStandardItem]]] = {}
        for register in registers:
            groups.setdefault(register.group, []).append(self._row(register, places, known))
        for group, rows in groups.items():
            if group in _OPEN:
                for row in rows:
                    self.appendRow(row)
                continue
            heading = _item(f"{core_text(group)} ({len(rows)})")
            for row in rows:
                heading.appendRow(row)
            self.appendRow([heading, _item(""), _item("")])

    def text(self) -> str:
        """Give all of them as lines, to copy."""
        lines = []
        for index in range(self.rowCount()):
            lines.append(self._line(None, index))
            head = self.item(index)
            lines += (f"  {self._line(head, row)}" for row in range(head.rowCount()))
        return "\n".join(lines)

    def _line(self, head: QStandardItem | None, row: int) -> str:
        cells = (
            self.item(row, column) if head is None else head.child(row, column)
            for column in range(len(_HEADINGS))
        )
        return "  ".join(filter(None, (cell.text() for cell in cells)))

    def _row(
        self, register: Register, places: Whereabouts, known: Mapping[str, int] | None
    ) -> list[QStandardItem]:
        if known is not None:
            if register.name not in known:
                missing = _item(translate("Registers", _NOT_KNOWN))
                missing.setForeground(
                    QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
                )
                return [_item(register.name), missing, _item("")]
            register = register._replace(value=known[register.name])
        name, value = _item(register.name), _item(register.hexadecimal)
        value.setFont(self.fixed_font)
        meaning = register.meaning
        if register.group is RegisterGroup.GENERAL:
            place = places.pointer(register.value)
            if place is not None:
                meaning = escaped(place.text(register.value, core_text))
                link = QFont(self.fixed_font)
                link.setUnderline(True)
                value.setFont(link)
                value.setForeground(QGuiApplication.palette().color(QPalette.ColorRole.Link))
                for item in (name, value):
                    item.setData(register.value, POINTER)
        told = _item(meaning)
        told.setToolTip("")
        if value.data(POINTER) is not None:
            told.setData(register.value, POINTER)
        return [name, value, told]


def _item(text: str) -> QStandardItem:
    item = QStandardItem(text)
    item.setEditable(False)
    return item
