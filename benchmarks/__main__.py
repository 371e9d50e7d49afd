"""Measure: ``python -m benchmarks NAME [ARGS…]``; without a name, say what there is."""

from __future__ import annotations

import importlib
import sys
from typing import Final

BENCHMARKS: Final = {
    "clone": ("benchmarks.clone", "whether servers notice that they are cloned"),
    "endurance": ("benchmarks.endurance", "whether the window grows while it is left open"),
    "event-loop": ("benchmarks.event_loop", "whether the window stays alive during a 1 GiB dump"),
    "interrupted": ("benchmarks.interrupted", "which system calls a dump ends with EINTR"),
    "peers": ("benchmarks.peers", "every promise about speed, beside other tools: the report"),
    "preview-latency": ("benchmarks.preview_latency", "how soon the preview follows a tick"),
    "preview-truth": ("benchmarks.preview_truth", "predicted against written size"),
    "process-table": ("benchmarks.process_table", "the window over 5,000 processes"),
    "stacks": ("benchmarks.stacks", "how soon stacks are there, and whether they are gdb's"),
}
"""Name → module with ``main(arguments) -> exit code``, and what it measures."""


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names."""
    name, *rest = arguments or [""]
    if name not in BENCHMARKS:
        for known, (_, what) in BENCHMARKS.items():
            print(f"{known:20} {what}")
        return 2 if name else 0
    module = importlib.import_module(BENCHMARKS[name][0])
    return int(module.main(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
