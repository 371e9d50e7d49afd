"""Many dumps looked through at once: on all cores, again from where it was left."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from .. import child
from .triage import Entry, from_json, is_minidump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import TextIO

SECONDS: Final = 60
"""How long one file may take."""
_WAITING: Final = 64
"""Paths that are ahead of the workers: a folder may hold more files than memory."""


def minidumps_below(folder: Path) -> Iterator[Path]:
    """Find the minidumps in *folder* and below it, by how they begin; links are not followed."""
    for here, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(here, name)
            if not path.is_symlink() and is_minidump(path):
                yield path


def known_before(lines: Iterable[str]) -> dict[str, Entry]:
    """Read entries that were kept; what makes no sense is left out, of two the later counts."""
    found: dict[str, Entry] = {}
    for line in lines:
        try:
            value = json.loads(line)
        except ValueError:  # the last one may be cut off
            continue
        entry = from_json(value) if isinstance(value, dict) else None
        if entry is not None:
            found[entry.path] = entry
    return found


def triage(
    paths: Iterable[Path],
    known: Mapping[str, Entry],
    keep: TextIO | None = None,
    told: Callable[[Entry], None] = lambda _entry: None,
    workers: int = 0,
) -> list[Entry]:
    """Look through *paths*, those again that are not *known* or changed since.

    Args:
        paths: Of minidumps.
        known: Entries of before, by path.
        keep: Takes each new entry as it comes, so that nothing is done twice.
        told: Called with each entry as it comes, in the caller's thread; may raise to give up.
        workers: Processes; 0: as many as there are processors.

    Returns: the entries, newest first.
    """
    entries: list[Entry] = []
    waiting: queue.Queue[str | None] = queue.Queue(_WAITING)
    answers: queue.SimpleQueue[Entry] = queue.SimpleQueue()
    pool = [_Worker(waiting, answers) for _ in range(workers or os.cpu_count() or 1)]
    asked = 0

    def take(entry: Entry, *, fresh: bool) -> None:
        entries.append(entry)
        if fresh and keep is not None:
            keep.write(json.dumps(entry._asdict()) + "\n")
            keep.flush()
        told(entry)

    try:
        for path in paths:
            before = known.get(str(path))
            if before is not None and _is_unchanged(path, before):
                take(before, fresh=False)
                continue
            waiting.put(str(path))
            asked += 1
            while not answers.empty():
                take(answers.get(), fresh=True)
                asked -= 1
        while asked:
            take(answers.get(), fresh=True)
            asked -= 1
    finally:
        for worker in pool:
            worker.stop()
    return sorted(entries, key=lambda entry: (-entry.made, entry.path))


def _is_unchanged(path: Path, entry: Entry) -> bool:
    try:
        told = path.stat()
    except OSError:
        return False
    return (told.st_size, told.st_mtime_ns) == (entry.size, entry.modified)


class _Worker:
    """A process that reads dumps, and the thread that feeds it and starts another if it ends."""

    def __init__(self, waiting: queue.Queue[str | None], answers: queue.SimpleQueue[Entry]) -> None:
        self._waiting, self._answers = waiting, answers
        self._process: subprocess.Popen[str] | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="triage", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._stopping = True
        process = self._process
        if process is not None:
            process.kill()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(None)
        self._thread.join(1)

    def _work(self) -> None:
        while not self._stopping:
            try:
                path = self._waiting.get(timeout=0.5)
            except queue.Empty:
                continue
            if path is not None and not self._stopping:
                self._answers.put(self._entry(path))
        self._end()

    def _entry(self, path: str) -> Entry:
        process = self._process = self._process or self._start()
        late = threading.Timer(SECONDS, process.kill)
        late.start()
        try:
            assert process.stdin is not None  # noqa: S101 - asked for
            assert process.stdout is not None  # noqa: S101 - asked for
            process.stdin.write(json.dumps(path) + "\n")
            process.stdin.flush()
            entry = from_json(json.loads(process.stdout.readline()))
        except (OSError, ValueError):
            entry = None
        finally:
            late.cancel()
        if entry is None:
            self._end()
            return Entry(path, error=f"It could not be looked at within {SECONDS} s.")
        return entry

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(  # noqa: S603 - our own program
            child.command("triage"),
            env=child.environment("triage"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()
