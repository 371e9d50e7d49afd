"""Where DumpDesk keeps things, as each system wants it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import platformdirs

NAME: Final = "dumpdesk"


def settings_path() -> Path:
    """Give the file of the settings."""
    return platformdirs.user_config_path(NAME, appauthor=False) / "settings.json"


def presets_path() -> Path:
    """Give the file of the user's own presets."""
    return platformdirs.user_config_path(NAME, appauthor=False) / "presets.json"


def history_path() -> Path:
    """Give the file that lists dumps made so far."""
    return platformdirs.user_data_path(NAME, appauthor=False) / "history.jsonl"


def triage_folder() -> Path:
    """Give the folder that remembers what was found in folders of dumps."""
    return platformdirs.user_cache_path(NAME, appauthor=False) / "triage"


def dumps_folder() -> Path:
    """Give the folder for dumps as long as the user has chosen none."""
    documents = platformdirs.user_documents_path()
    return (documents if documents.is_dir() else Path.home()) / "dumps"
