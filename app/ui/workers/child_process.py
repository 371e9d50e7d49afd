"""A child of ours as a QProcess."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess, QProcessEnvironment

from ...core import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject


def child_process(parent: QObject, name: str, command: Sequence[str]) -> QProcess:
    """Make the process of the child *name* with its command, not started yet."""
    process = QProcess(parent)
    process.setProgram(command[0])
    process.setArguments(list(command[1:]))
    environment = QProcessEnvironment()
    for variable, value in child.environment(name).items():
        environment.insert(variable, value)
    process.setProcessEnvironment(environment)
    return process
