"""What a file is called until it is whole, and how one goes that nobody will finish.

Apart from what writes dumps, which takes long to import and is nothing to whoever cleans up.
"""

from __future__ import annotations

import sys
from typing import Final

if sys.platform == "win32":
    from .private_file_windows import SIGNATURE, remove_abandoned
else:
    from .private_file_posix import SIGNATURE, remove_abandoned

__all__ = ["PART", "SIGNATURE", "remove_abandoned"]

PART: Final = ".part"
"""Added to the name while the file is being written."""
