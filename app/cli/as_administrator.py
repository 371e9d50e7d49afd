"""Where an administrator could do what was refused, the command line by which."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from ..core.errors import AccessDeniedError, MiniDumpError
from ..core.processes.rights import rights_help

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def saying_how_as_administrator(line: Callable[[], str]) -> Iterator[None]:
    """Add to the remedy of a refusal the *line* that does the same as administrator."""
    try:
        yield
    except AccessDeniedError as error:
        if rights_help(error):
            with contextlib.suppress(MiniDumpError):  # of a request that cannot be kept
                error.remedy += f" As administrator: {line()}"
        raise
