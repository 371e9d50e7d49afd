"""What window and command line both say of a plan or a dump, in the same words."""

from __future__ import annotations

from typing import Final

from .left_out import By

KINDS: Final[dict[str, str]] = {
    "stack": "stacks",
    "heap": "heap",
    "memory": "all memory",
    "write copy": "changed pages of files",
    "indirect": "what stacks point to",
    "data": "module data",
    "code": "code",
    "headers": "module headers",
    "tls": "thread-local data",
    "thread data": "thread data",
    "process data": "process data",
    "constants": "read-only module data",
    "private": "private memory",
    "files": "mapped files",
    "other": "other memory",
    "callback": "added memory",
    "streams": "streams",
}
"""Kinds of memory in a plan, and in what a dump is found to hold. Streams are all other bytes."""

HOLES: Final = "pages that hold nothing count to the length of the file, and take no room"
"""Why a file takes less on the disk than it is long."""
PAUSE: Final = (
    "The pause goes with threads, mappings and the memory to copy; the range allows for what else "
    "the machine does, and narrows with the dumps that are made here."
)
"""What the foretold pause depends on."""

WHO: Final[dict[str, str]] = {
    By.USER: "by whoever asked for the dump",
    By.RECIPE: "by the recipe “{source}”",
    By.CALLBACK: "by the program that wrote it",
    By.FLAGS: "by {source}",
    By.SYSTEM: "by the system",
    By.PROGRAM: "by the program itself",
}
"""Who wanted something left out."""
BLANKED: Final = "blanked where it had to be stored"
TEXTS: Final = (*KINDS.values(), HOLES, PAUSE, *WHO.values(), BLANKED)
"""All of them, for translators."""
