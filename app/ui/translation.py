"""Texts in the user's language: said at once, or marked where they are written before."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def translate(context: str, text: str) -> str:
    """Give *text* in the user's language; lupdate finds it by the name of this function."""
    return QCoreApplication.translate(context, text)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - lupdate reads the context
    """Give *text* as it is; lupdate finds it by the name of this function.

    Qt's own function of this name is typed as returning ``object``.
    """
    return text
