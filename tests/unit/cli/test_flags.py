"""What the table of flags says on each system."""

import pytest

from app.cli.flags import explained
from app.core.dump.flags import FLAGS


@pytest.mark.parametrize("row", FLAGS, ids=lambda row: row.name)
def test_windows_is_told_what_windows_does_and_linux_what_has_no_effect_there(row):
    there, here = explained(row, "win32"), explained(row, "linux")
    assert there == f"{row.help} {row.windows}"
    assert here.startswith(row.help)
    assert (row.linux in here) is not row.effective_on_linux
