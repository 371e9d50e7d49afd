"""Where things of this checkout lie, and how a tool runs a step and speaks of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "dev")}
CACHE = Path(
    os.environ.get("LOCALAPPDATA" if WINDOWS else "XDG_CACHE_HOME", Path.home() / ".cache")
)


def say(text: str) -> None:
    """Tell the terminal what is going on, before any output of what comes next."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def stop(text: str) -> NoReturn:
    """End with a message that says what to do."""
    say(text)
    sys.exit(1)


def succeeds(step: Sequence[str], *, quiet: bool = False) -> bool:
    """Run a program in the checkout; whether it ended with 0."""
    return subprocess.run(step, cwd=ROOT, check=False, capture_output=quiet).returncode == 0
