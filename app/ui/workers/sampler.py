"""The window's end of the sampler process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QProcess, Signal

from ...core import child
from ...core.processes.protocol import (
    Command,
    Interval,
    Pause,
    Refresh,
    Unframer,
    Want,
    Watch,
    decode_delta,
    frame,
)
from . import left_behind
from .child_process import child_process

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class ProcessSampler(QObject):
    """Starts the sampler, passes on what it finds, and never waits for it.

    Settings (interval, pause, what is watched or wanted) outlive a restart of the sampler.
    """

    started = Signal()
    """A sampler starts: it tells all processes anew."""
    sampled = Signal(object)
    """A :class:`~app.core.processes.info.SampleDelta`."""
    failed = Signal(str, str)
    """The sampler ended without being asked to: cause and remedy."""

    def __init__(
        self, parent: QObject | None = None, *, command: Sequence[str] | None = None
    ) -> None:
        """Do not start yet. *command* starts the sampler (default: our own interpreter)."""
        super().__init__(parent)
        own = child.command("sampler", *map(str, child.own_processes()))
        self._command = own if command is None else list(command)
        self._process: QProcess | None = None
        self._unframer = Unframer()
        self._interval = Interval(1.0)
        self._pause = Pause(paused=False)
        self._watch = Watch(())
        self._want = Want(())

    @property
    def interval(self) -> float:
        """Seconds between two samples."""
        return self._interval.seconds

    @property
    def paused(self) -> bool:
        """Whether samples are taken on request only."""
        return self._pause.paused

    def process_id(self) -> int:
        """Give the process id of the sampler, 0 if it does not run."""
        return 0 if self._process is None else self._process.processId()

    def start(self) -> None:
        """Start the sampler; one that runs is ended first."""
        self.stop()
        self._unframer = Unframer()
        process = child_process(self, "sampler", self._command)
        process.readyReadStandardOutput.connect(self._read)
        process.errorOccurred.connect(self._on_error)
        process.finished.connect(self._on_finished)
        self._process = process
        self.started.emit()
        process.start()
        for command in (self._interval, self._pause, self._watch, self._want):
            self._send(command)

    def stop(self) -> None:
        """End the sampler, which only looks and has nothing to clean up; waits for nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.readyReadStandardOutput.disconnect(self._read)
        process.errorOccurred.disconnect(self._on_error)
        process.finished.disconnect(self._on_finished)
        left_behind.kill(process)

    def set_interval(self, seconds: float) -> None:
        """Take a sample every so many seconds."""
        self._interval = Interval(seconds)
        self._send(self._interval)

    def set_paused(self, paused: bool) -> None:
        """Stop taking samples, or go on."""
        self._pause = Pause(paused)
        self._send(self._pause)

    def refresh(self) -> None:
        """Take a sample now, paused or not."""
        self._send(Refresh())

    def watch(self, pids: Iterable[int]) -> None:
        """Tell which processes are in view: they are kept up to date first."""
        watch = Watch(tuple(sorted(pids)))
        if watch != self._watch:
            self._watch = watch
            self._send(watch)

    def want(self, facts: Iterable[str]) -> None:
        """Have these of :data:`~app.core.processes.info.FACTS` found out, and no others."""
        want = Want(tuple(sorted(facts)))
        if want != self._want:
            self._want = want
            self._send(want)

    def _send(self, command: Command) -> None:
        if self._process is not None:
            self._process.write(frame(command))

    def _read(self) -> None:
        process = self._process
        if process is None:
            return
        try:
            for body in self._unframer.feed(bytes(process.readAllStandardOutput().data())):
                self.sampled.emit(decode_delta(body))
                if self._process is not process:  # a listener restarted or stopped us
                    return
        except msgspec.DecodeError as error:
            self._fail(self.tr("The list of processes arrives garbled: {0}.").format(error))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            reason = self._process.errorString()
            self._fail(self.tr("The process sampler cannot be started: {0}.").format(reason))

    def _on_finished(self) -> None:
        if self._process is None:
            return
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
        code = self._process.exitCode()
        last = said.splitlines()[-1] if said else self.tr("result {0}").format(code)
        self._fail(self.tr("The process sampler ended unexpectedly: {0}.").format(last))

    def _fail(self, cause: str) -> None:
        self.stop()
        self.failed.emit(cause, self.tr("Start it again; if it ends again, report this message."))
