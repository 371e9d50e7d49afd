"""The program on a real screen, in every look: pictures to look at, and nothing cut off.

The pictures stay in build/screenshots, a folder for each look.
"""

import json
import os
import shutil
import subprocess
import sys

import pytest

import dev

LOOKS = {
    "light-english": ("light", "en", "1360x880", "1"),
    "dark-german-small": ("dark", "de", "1024x700", "1"),
    "contrast-japanese": ("contrast", "ja", "1280x800", "1"),
    "contrast-light-english-200-large": ("contrast-light", "en", "1680x1050", "2"),
    "dark-japanese-300-small": ("dark", "ja", "1024x700", "3"),
}
"""Theme, language, size of the window, and scale."""
FEWEST = 36
"""Pictures of one look."""


@pytest.mark.parametrize("look", LOOKS)
def test_every_view_can_be_looked_at_and_nothing_is_cut_off(look, x_display):
    *wanted, scale = LOOKS[look]
    folder = dev.ROOT / "build" / "screenshots" / look
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {
        **os.environ,
        "DISPLAY": x_display,
        "QT_QPA_PLATFORM": "xcb",
        "QT_SCALE_FACTOR": scale,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.gallery", str(folder), *wanted],
        cwd=dev.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    faults = json.loads(done.stdout)
    assert {path.name for path in folder.iterdir()} == set(faults)
    assert len(faults) >= FEWEST
    assert {name: wrong for name, wrong in faults.items() if wrong} == {}
