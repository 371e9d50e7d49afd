"""The process that looks into a dump: ``python -I -S -E …/app/core/inspection/__main__.py PATH``.

Started in isolation; it finds its own package.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Answer questions on standard input about the dump that *arguments* name."""
    from app.core.inspection.reading import serve

    serve(arguments[0], sys.stdin.buffer, sys.stdout.buffer)
    return 0


if __name__ == "__main__":
    # At the end: nothing beside the package may pass for a part of the standard library.
    sys.path.append(str(Path(__file__).resolve().parents[3]))
    sys.exit(main(sys.argv[1:]))
