"""What the threads of a process do that has not crashed: plain data."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, NamedTuple


class Doing(StrEnum):
    """What a thread does."""

    RUNS = "running"
    LOCK = "waiting for a lock"
    CONDITION = "waiting to be woken (condition, semaphore or event)"
    THREAD = "waiting for a thread to end"
    DESCRIPTORS = "waiting until something can be read or written"
    READ = "waiting to read"
    WRITE = "waiting to write"
    CONNECTION = "waiting for a connection"
    SLEEP = "sleeping for a time"
    SIGNAL = "waiting for a signal"
    CHILD = "waiting for a child process"
    MESSAGE = "waiting for a message to its window"
    WORK = "waiting for work (thread pool)"
    SYSTEM_CALL = "in a system call"
    UNSEEN = "not looked at, as others took too long"
    UNKNOWN = "not known, as its registers or its code are not"


class Activity(NamedTuple):
    """Threads that do the same thing in the same place."""

    doing: Doing
    place: str
    """The function of the program, or where in which module; empty: not known."""
    threads: tuple[int, ...]

    @property
    def text(self) -> str:
        """Say it in a line."""
        count = len(self.threads)
        who = f"thread {self.threads[0]}" if count == 1 else f"{count} threads"
        told = f"{who}: {self.doing}"
        return f"{told}, in {self.place}" if self.place else told

    def to_json(self) -> dict[str, Any]:
        """Give the form of ``dumpdesk show --json``."""
        return {"doing": str(self.doing), "place": self.place, "threads": list(self.threads)}
