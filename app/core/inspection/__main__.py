"""The process that looks into a dump: ``python -I -S -E …/app/core/inspection/__main__.py PATH``.

Started in isolation; it finds its own package.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    # At the end: nothing beside the package may pass for a part of the standard library.
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    from app.core.inspection.reading import serve

    serve(sys.argv[1], sys.stdin.buffer, sys.stdout.buffer)
