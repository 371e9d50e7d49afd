"""A child that runs nothing but what is said right where it is forked."""

from __future__ import annotations

import os
import warnings


def fork() -> int:
    """Fork, other threads or not; 0 in the child, which must end with ``os._exit``.

    Later Pythons warn of it where there are other threads: the child must take no lock that one of
    them may hold.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()
