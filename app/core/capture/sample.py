"""A process to look at: some threads, some memory. It says when it is ready.

It ends when its standard input is closed.
"""

from __future__ import annotations

import ctypes
import sys
import threading
from typing import Final

_PR_SET_PTRACER: Final = 0x59616D61
_THREADS: Final = 4


def main(arguments: list[str]) -> int:
    """Print ``ready`` and stay until nobody wants it any more.

    *arguments* may have the number of threads to begin.
    """
    if sys.platform == "linux":
        # Where only ancestors may look into a process (yama), let everyone of this user.
        ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    stop = threading.Event()
    for number in range(int(arguments[0]) if arguments else _THREADS):
        threading.Thread(target=stop.wait, name=f"worker-{number}", daemon=True).start()
    kept = bytearray(b"sample" * 100_000)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.read()
    del kept
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
