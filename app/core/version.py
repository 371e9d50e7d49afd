"""Which version this is: installed, packaged, or a checkout that was never installed."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_PROJECT: Final = Path(__file__).parents[2] / "pyproject.toml"


def version() -> str:
    """Give it; empty where nothing tells."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("dumpdesk")
    except PackageNotFoundError:
        pass
    import tomllib

    try:
        return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])
    except (OSError, ValueError, KeyError):
        return ""
