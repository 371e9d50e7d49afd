"""The user guide, read in a window of DumpDesk: no browser and no network are needed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QKeySequence, QTextDocument
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QWidget

from .. import resources, theme
from ..layouts import EDGE, in_column, in_row

_SIZE: Final = (112 * theme.GRID, 88 * theme.GRID)
_MARGIN: Final = 8 * theme.GRID


class GuideWindow(QDialog):
    """Shows the pages of ``docs/guide``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the first page. Raises FileNotFoundError if there is none."""
        super().__init__(parent)
        self.pages = _Pages()
        self.home = QPushButton(self.tr("&Contents"))
        self.back = QPushButton(self.tr("&Back"))
        self.setWindowTitle(self.tr("DumpDesk: user guide"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.pages.setAccessibleName(self.tr("User guide"))
        self.pages.setAccessibleDescription(
            self.tr("The Tab key goes from link to link, Enter follows one.")
        )
        self.pages.document().setDocumentMargin(2 * theme.GRID)
        self.pages.setSource(QUrl.fromLocalFile(resources.document("guide/README.md")))
        self.back.setEnabled(False)
        self.back.setShortcut(QKeySequence(QKeySequence.StandardKey.Back))
        for button in (self.home, self.back):
            button.setAutoDefault(False)
        in_column(
            in_row(self.home, self.back, None), (self.pages, 1), on=self, room=EDGE, gap=theme.GRID
        )
        self.home.clicked.connect(self.pages.home)
        self.back.clicked.connect(self.pages.backward)
        self.pages.backwardAvailable.connect(self.back.setEnabled)
        self.resize(*_SIZE)


class _Pages(QTextBrowser):
    """Scales pictures down to its width; opens what is not a page of the guide elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Load a picture no wider than the page."""
        url = QUrl(name)
        if kind == QTextDocument.ResourceType.ImageResource.value:
            image = QImage(self.source().resolved(url).toLocalFile())
            width = max(self.viewport().width() - _MARGIN, 40 * theme.GRID)
            if image.width() > width:
                return image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            return image
        return super().loadResource(kind, url)

    def _follow(self, url: QUrl) -> None:
        there = self.source().resolved(url)
        if there.isLocalFile() and there.path().endswith(".md"):
            self.setSource(there)
        elif there.scheme() in {"https", "http"}:
            QDesktopServices.openUrl(there)
