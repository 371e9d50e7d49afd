"""``dumpdesk dump``: writes a dump and checks it."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from ..core.dumper.client import DumperClient
from ..core.errors import InvalidRequestError, OutputError
from ..core.storage.unfinished import Unfinished
from .interrupt import Interrupts
from .progress import Listener, listener_for
from .selection import SelectionCommand, request_of, selection_options
from .targets import means_several, targets_given
from .unheard import Unheard
from .writing import STDOUT, check_folder, code_of, to_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.dump.request import DumpRequest
    from ..core.dumper.cancellation import Cancellation
    from ..core.dumper.messages import Done
    from ..core.process_key import ProcessKey


@click.command(cls=SelectionCommand)
@selection_options
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="Where to: a file, a folder (for several processes), or - for standard output.  "
    "[default: NAME_PID_PRESET_TIME.dmp here]",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
@click.option(
    "--together",
    is_flag=True,
    help="Linux: have all of them stand still at one moment, until the last one is copied.",
)
@click.option("--json", "as_json", is_flag=True, help="Print events, one JSON object a line.")
@click.pass_context
def command(
    context: click.Context,
    /,
    output: str | None,
    *,
    overwrite: bool,
    together: bool,
    as_json: bool,
    **_: object,
) -> int:
    """Write a dump of each process that is meant, and check it.

    NAME is the whole name of a program; QUERY asks as `list` does: 'name = orderd and mem > 1 GiB'.
    What finds more than one process lists them, and wants --all.

    A process stands still while its memory is copied or a clone of it is made, for milliseconds; a
    large dump without a clone takes longer (see `plan`). Then it goes on; a system call that it
    waited in may end early (EINTR).

    Exit code: 0 if all dumps are good, else that of the first process whose dump is not.
    """
    several = together or means_several(context)
    if together and os.name == "nt":
        raise InvalidRequestError(
            "On Windows, processes cannot be stopped together.", "Leave --together away."
        )
    if several:
        check_folder(output)
        from .dump_several import dump_each

        return dump_each(context, output, overwrite=overwrite, at_once=together, as_json=as_json)
    listening = Unheard(listener_for(as_json=as_json, to_stderr=output == STDOUT))
    with listening as listener, contextlib.ExitStack() as until_told:
        try:
            (target,) = targets_given(context)
            request = request_of(context, target)
            # Until the outcome is told: once there is a file, a cancel comes too late to deny it.
            cancellation = until_told.enter_context(Interrupts()).cancellation
            if output == STDOUT:
                done = _to_standard_output(target.key, request, listener, cancellation)
            else:
                Unfinished().sweep()
                with DumperClient() as dumper:
                    done = to_file(
                        dumper,
                        target.key,
                        request,
                        output,
                        overwrite=overwrite,
                        report=listener.report,
                        cancellation=cancellation,
                    )
        except Exception as error:
            listener.failed(error)
            raise
        listener.done(done)
    return code_of(done)


def _to_standard_output(
    key: ProcessKey, request: DumpRequest, listener: Listener, cancellation: Cancellation
) -> Done:
    if sys.stdout is None:
        raise OutputError("Standard output is closed.", "Send it to a program: … -o - | …")
    if sys.stdout.isatty():
        raise InvalidRequestError(
            "A dump is not for reading on a terminal.", "Send it to a program or a file: … -o - | …"
        )
    with _inheritable_stdout() as descriptor, DumperClient(pass_fds=[descriptor]) as dumper:
        done = dumper.dump_to_descriptor(
            key,
            request,
            descriptor,
            report=listener.report,
            cancellation=cancellation,
        )
    return replace(done, path=STDOUT)


@contextlib.contextmanager
def _inheritable_stdout() -> Iterator[int]:
    """Give standard output under another number: the dumper's own is where it tells events."""
    descriptor = os.dup(1)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
