"""Light, dark or full of contrast: the colours of the whole program, and its language."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from . import resources
from .core_texts import forget_translations
from .translation import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES: Final = {"en": "English", "de": "Deutsch", "ja": "日本語"}
"""Code and own name of each language there is a translation for; texts are written in English."""

_R: Final = QPalette.ColorRole
_NORMAL: Final[dict[str, dict[QPalette.ColorRole, str]]] = {
    "dark": {
        _R.Window: "#2b2d30",
        _R.WindowText: "#e6e6e6",
        _R.Base: "#1f2123",
        _R.AlternateBase: "#26282b",
        _R.Text: "#e6e6e6",
        _R.Button: "#393c40",
        _R.ButtonText: "#e6e6e6",
        _R.BrightText: "#ffffff",
        _R.ToolTipBase: "#393c40",
        _R.ToolTipText: "#e6e6e6",
        _R.PlaceholderText: "#a2a6ab",
        _R.Highlight: "#2f65ca",
        _R.HighlightedText: "#ffffff",
        _R.Link: "#6aa5ff",
        _R.LinkVisited: "#b794f4",
        _R.Light: "#4a4d52",
        _R.Midlight: "#43464a",
        _R.Mid: "#55595e",
        _R.Dark: "#17181a",
        _R.Shadow: "#000000",
    },
    "contrast": {
        _R.Window: "#000000",
        _R.WindowText: "#ffffff",
        _R.Base: "#000000",
        _R.AlternateBase: "#1a1a1a",
        _R.Text: "#ffffff",
        _R.Button: "#000000",
        _R.ButtonText: "#ffffff",
        _R.BrightText: "#ffffff",
        _R.ToolTipBase: "#000000",
        _R.ToolTipText: "#ffffff",
        _R.PlaceholderText: "#e0e0e0",
        _R.Highlight: "#ffea00",
        _R.HighlightedText: "#000000",
        _R.Link: "#8cf2ff",
        _R.LinkVisited: "#ffb3ff",
        _R.Light: "#ffffff",
        _R.Midlight: "#5a5a5a",
        _R.Mid: "#c8c8c8",
        _R.Dark: "#ffffff",
        _R.Shadow: "#ffffff",
    },
    "contrast-light": {
        _R.Window: "#ffffff",
        _R.WindowText: "#000000",
        _R.Base: "#ffffff",
        _R.AlternateBase: "#eeeeee",
        _R.Text: "#000000",
        _R.Button: "#ffffff",
        _R.ButtonText: "#000000",
        _R.BrightText: "#000000",
        _R.ToolTipBase: "#ffffff",
        _R.ToolTipText: "#000000",
        _R.PlaceholderText: "#2b2b2b",
        _R.Highlight: "#00247d",
        _R.HighlightedText: "#ffffff",
        _R.Link: "#00247d",
        _R.LinkVisited: "#5c005c",
        _R.Light: "#ffffff",
        _R.Midlight: "#b0b0b0",
        _R.Mid: "#404040",
        _R.Dark: "#000000",
        _R.Shadow: "#000000",
    },
}
_DISABLED: Final = {"dark": "#85898e", "contrast": "#9a9a9a", "contrast-light": "#6b6b6b"}
"""Texts of what cannot be used now."""
_NAMES: Final = {
    "system": QT_TRANSLATE_NOOP("Appearance", "As the &system"),
    "light": QT_TRANSLATE_NOOP("Appearance", "&Light"),
    "dark": QT_TRANSLATE_NOOP("Appearance", "&Dark"),
    "contrast": QT_TRANSLATE_NOOP("Appearance", "&High contrast"),
}
_KEY: Final = re.compile(r"\(&\w\)|&")
_SCHEMES: Final = {"light": "Light", "dark": "Dark"}
_INK: Final = {"contrast": "white", "contrast-light": "black"}
"""Which drawings of check marks go with a theme that has edges of its own."""


def theme_names(*, keys: bool = False) -> dict[str, str]:
    """Give what each theme is called; with *keys*, for a menu."""
    told = {key: QCoreApplication.translate("Appearance", text) for key, text in _NAMES.items()}
    return told if keys else {key: _KEY.sub("", text) for key, text in told.items()}


class SystemLook(QObject):
    """Applies the theme "system" anew when the system changes its colours or its contrast."""

    def __init__(self, theme: Callable[[], str], parent: QObject | None = None) -> None:
        """Ask *theme* for the one that is chosen."""
        super().__init__(parent)
        self._theme = theme
        # Kept: what Qt for Python hands out dies with the object it was asked of.
        self._hints = QApplication.styleHints()
        if hasattr(self._hints, "colorSchemeChanged"):  # since Qt 6.5
            self._hints.colorSchemeChanged.connect(self._follow)
        if hasattr(self._hints, "accessibility"):  # since Qt 6.10
            self._wishes = self._hints.accessibility()
            self._wishes.contrastPreferenceChanged.connect(self._follow)

    def _follow(self) -> None:
        if self._theme() == "system":
            apply_theme("system")


def apply_style(application: QApplication) -> None:
    """Draw with Fusion on Windows, as elsewhere, in the colours that Windows gives.

    Its own styles draw selected rows each in another way, Windows 11's none at all where we paint
    the rows, and Windows 10's knows no dark colours.
    """
    if sys.platform == "win32":
        application.setStyle("Fusion")


def apply_theme(theme: str) -> None:
    """Show the program in *theme*, one of ``storage.settings.THEMES``; all windows follow."""
    hints = QApplication.styleHints()
    obeyed = False
    if hasattr(hints, "setColorScheme"):  # since Qt 6.8
        scheme = getattr(Qt.ColorScheme, _SCHEMES.get(theme, "Unknown"))
        hints.setColorScheme(scheme)
        obeyed = theme in _SCHEMES and hints.colorScheme() == scheme
    if theme == "system":
        theme = system_theme()
    if theme == "system" or obeyed:
        QApplication.setPalette(QPalette())
        if sys.platform == "win32":
            QApplication.setPalette(_in_use(QApplication.palette()))
    else:
        QApplication.setPalette(palette_of(theme))
    _edge_boxes_of_menus()
    application = QApplication.instance()
    edges = _edges(theme) if theme in _INK else ""
    if isinstance(application, QApplication) and application.styleSheet() != edges:
        application.setStyleSheet(edges)


def _edge_boxes_of_menus() -> None:
    """Have empty boxes in menus seen, above all on a dark ground.

    Fusion draws menus on Base, and the edges of their boxes in a darker shade of Window.
    """
    edges = QPalette()
    edges.setColor(_R.Window, QApplication.palette().color(_R.PlaceholderText))
    # Its stubs ask for bytes, which it refuses.
    QApplication.setPalette(edges, "QMenu")  # type: ignore[arg-type]


def _in_use(palette: QPalette) -> QPalette:
    """Keep what is selected in the accent colour: Windows greys it where a window is not in use."""
    kept = QPalette()
    for role in (_R.Highlight, _R.HighlightedText):
        kept.setColor(
            QPalette.ColorGroup.Inactive, role, palette.color(QPalette.ColorGroup.Active, role)
        )
    return kept


def system_theme() -> str:
    """Say which theme of ours the system's settings ask for; "system" if none of them.

    Where a system with much contrast has colours of its own for it, as Windows has, those hold.
    """
    hints = QApplication.styleHints()
    system: str = sys.platform  # a name of its own: the type checker knows only one system
    if system == "win32" or not hasattr(hints, "accessibility"):
        return "system"
    if hints.accessibility().contrastPreference() != Qt.ContrastPreference.HighContrast:
        return "system"
    return "contrast" if hints.colorScheme() == Qt.ColorScheme.Dark else "contrast-light"


def _edges(theme: str) -> str:
    """Give the style sheet that draws edges and focus in the colours of *theme*."""
    sheet = Path(resources.path("contrast.qss"))
    colours = _NORMAL[theme]
    words = {
        "@edge@": colours[_R.WindowText],
        "@ground@": colours[_R.Base],
        "@focus@": colours[_R.Highlight],
        "@on-focus@": colours[_R.HighlightedText],
        "@dim@": _DISABLED[theme],
        "@marks@": (sheet.parent / "icons" / f"contrast-{_INK[theme]}").as_posix(),
    }
    text = sheet.read_text("utf-8")
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    return text


def palette_of(theme: str) -> QPalette:
    """Give the colours of a theme where the system has none for it."""
    if theme not in _NORMAL:
        return QStyleFactory.create("Fusion").standardPalette()
    palette = QPalette()
    for role, colour in _NORMAL[theme].items():
        palette.setColor(role, QColor(colour))
    if hasattr(_R, "Accent"):  # since Qt 6.6
        palette.setColor(_R.Accent, QColor(_NORMAL[theme][_R.Highlight]))
    for role in (_R.WindowText, _R.Text, _R.ButtonText, _R.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED[theme]))
    disabled = _NORMAL[theme][_R.Midlight]
    palette.setColor(QPalette.ColorGroup.Disabled, _R.Highlight, QColor(disabled))
    return palette


def apply_language(application: QApplication, code: str) -> str:
    """Speak the language *code*, or that of the system if empty; give the code of what is spoken.

    To be called before a window is made: windows do not change their language.
    """
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    forget_translations()
    locale = QLocale(code) if code else QLocale.system()
    QLocale.setDefault(locale)
    language = locale.name().partition("_")[0]
    if language not in LANGUAGES or language == "en":
        return "en"
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for path in (f"{folder}/qtbase_{language}.qm", _own(language)):
        translator = QTranslator(application)
        if translator.load(path):
            application.installTranslator(translator)
    return language


def _own(language: str) -> str:
    return resources.path(f"translations/dumpdesk_{language}.qm")
