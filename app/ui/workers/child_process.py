"""A child of ours as a QProcess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QProcessEnvironment

from ...core import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject


def child_process(parent: QObject, command: Sequence[str]) -> QProcess:
    """Make the process of a command of :func:`app.core.child.command`, not started yet."""
    process = QProcess(parent)
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    variables = child.environment()
    if variables is not None:
        environment = QProcessEnvironment()
        for name, value in variables.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
    return process
