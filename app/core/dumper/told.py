"""How much of a process leaves the dumper: what the window shows, and no secret unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..capture.environment import names_only
from ..minidump.constants import MINIDUMP_STREAM_TYPE
from ..steps import steps

if TYPE_CHECKING:
    from ..capture.snapshot import ProcessSnapshot, Region

_ENVIRONMENT: Final = int(MINIDUMP_STREAM_TYPE.LinuxEnviron)


def told(snapshot: ProcessSnapshot, *, details: bool, values: bool) -> ProcessSnapshot:
    """Give *snapshot* without what only a dump needs, which may be megabytes.

    Without *details* there are no handles and no environment (None), and of regions not which part
    of which file they are, without *values* the variables of the environment have none.
    """
    environment = None
    if details or values:
        environment = snapshot.texts.get(_ENVIRONMENT, snapshot.environment)
        if environment is not None and not values:
            environment = names_only(environment)
    return replace(
        snapshot,
        modules=tuple(
            module._replace(segments=(), headers=(), tls=()) for module in snapshot.modules
        ),
        regions=snapshot.regions if details else tuple(map(_bare, steps(snapshot.regions))),
        handles=snapshot.handles if details else (),
        environment=environment,
        texts={},
        auxiliary={},
        process_data=(),
        thread_data={},
        last_words=(),
        token=b"",
        dso_debug=None,
        present=None,
    )


def _bare(region: Region) -> Region:
    return region._replace(allocation_base=0, offset=0, device="", inode=0)
