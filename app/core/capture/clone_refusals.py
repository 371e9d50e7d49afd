"""Why a process is not cloned, in the sentences that list, plan, window and dump have for it."""

from __future__ import annotations

from typing import Final

ALREADY_STANDS: Final = "It stands still already, and nothing of it would run on."
ASLEEP: Final = "A thread of it sleeps in the kernel where nothing wakes it."
CHANGED_CODE: Final = "Its code has changed since it was looked at."
CLONES_OF_ITS_OWN: Final = "It waits for clones of its own."
CODE_32: Final = "Its thread runs 32-bit code."
DEVICE_MEMORY: Final = "Memory of devices is mapped into it."
DIRECT: Final = "It reads or writes past the page cache (O_DIRECT), which a copy could disturb."
ENDED_EARLY: Final = "Somebody ended the copy while it was being made."
ENDED_LATE: Final = "Something ended the copy of the process while it was being read."
FILTERED: Final = "A filter of system calls (seccomp) might refuse the copy, or end the process."
IN_SEQUENCE: Final = "Its thread is within a restartable sequence."
NO_OVERCOMMIT: Final = "This system promises no memory twice (vm.overcommit_memory is 2)."
NO_PLACE: Final = "Its code has no place from which a copy could be made."
NO_ROOM: Final = "There is no room below the stack of its thread."
NO_STACK: Final = "None of its threads is on a stack of its own with room below."
NO_THREAD: Final = "None of its threads stands in a stop of ours."
NOT_STOPPED: Final = "Not all of its threads could be stopped."
NOT_WANTED: Final = "It is not wanted any more."
OTHER_PROCESSOR: Final = "Only programs for x86-64 can be cloned."
REFUSED: Final = "The system refused the copy: {why}."
SHADOW_STACKS: Final = (
    "Its threads have shadow stacks, which leave no way back should DumpDesk be killed."
)
SIGNAL_CAME: Final = "It was stopped by a signal at that moment."
TOO_LITTLE: Final = (
    "Of memory {free} MiB are free, and it may need {size} MiB again while the copy lives."
)
UNFINISHED: Final = "The system did not come to an end with the call that makes the copy."
URING: Final = "The kernel may be writing into its memory (io_uring)."
USER_FAULTS: Final = "It handles faults of its memory by itself (userfaultfd)."

SENTENCES: Final = tuple(
    text for name, text in sorted(globals().items()) if name.isupper() and isinstance(text, str)
)
