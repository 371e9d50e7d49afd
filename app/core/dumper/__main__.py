"""The dumper: ``python -I -S -E …/app/core/dumper/__main__.py``.

Started in isolation, for speed and so that nothing of the user's environment gets into it; it
finds its own package.
"""

from __future__ import annotations

import os
import sys


def main(_arguments: list[str]) -> int:
    """Serve standard input until it is closed."""
    from app.core.dumper.session import main as serve

    return serve()


if __name__ == "__main__":
    # At the end: nothing beside the package may pass for a part of the standard library.
    sys.path.append(os.path.abspath(os.path.join(__file__, *[os.pardir] * 4)))
    sys.exit(main(sys.argv[1:]))
