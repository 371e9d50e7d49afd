"""``dumpdesk dump``: writes a dump and checks it."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..core.dumper.client import DumperClient
from ..core.errors import InvalidRequestError, OutputError
from ..core.inspection.finding import exit_code
from ..core.storage.naming import (
    DEFAULT_TEMPLATE,
    NameValues,
    file_name,
    free_path,
    preset_word,
)
from ..core.storage.unfinished import Unfinished
from .interrupt import Interrupts
from .progress import Listener, listener_for
from .selection import SelectionCommand, key_given, request_of, selection_options
from .unheard import Unheard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.dump.request import DumpRequest
    from ..core.dumper.cancellation import Cancellation
    from ..core.dumper.messages import Done
    from ..core.process_key import ProcessKey

_STDOUT: Final = "-"
_UNCHECKED: Final = 7


@click.command(cls=SelectionCommand)
@selection_options
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="Where to: a file, a folder, or - for standard output.  "
    "[default: NAME_PID_PRESET_TIME.dmp here]",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is there already.")
@click.option("--json", "as_json", is_flag=True, help="Print events, one JSON object a line.")
@click.pass_context
def command(
    context: click.Context,
    /,
    output: str | None,
    *,
    overwrite: bool,
    as_json: bool,
    **_: object,
) -> int:
    """Write a dump of process PID and check it.

    The process is stopped for some milliseconds and goes on as if nothing had been.
    """
    listening = Unheard(listener_for(as_json=as_json, to_stderr=output == _STDOUT))
    with listening as listener, contextlib.ExitStack() as until_told:
        try:
            key = key_given(context)
            request = request_of(context, key)
            # Until the outcome is told: once there is a file, a cancel comes too late to deny it.
            cancellation = until_told.enter_context(Interrupts()).cancellation
            if output == _STDOUT:
                done = _to_standard_output(key, request, listener, cancellation)
            else:
                done = _to_file(key, request, output, listener, cancellation, overwrite=overwrite)
        except Exception as error:
            listener.failed(error)
            raise
        listener.done(done)
    if done.verdict == "unchecked" and done.path != _STDOUT:
        return _UNCHECKED  # a stream cannot be checked; a file that was not may not be good
    return exit_code(done.verdict, soft_errors=done.soft_errors)


def _to_file(
    key: ProcessKey,
    request: DumpRequest,
    output: str | None,
    listener: Listener,
    cancellation: Cancellation,
    *,
    overwrite: bool,
) -> Done:
    with DumperClient() as dumper:
        if output is None or os.path.isdir(output):  # noqa: PTH112 - no error if too long
            name = dumper.describe(key, cancellation=cancellation).name
            output = str(_free_name(Path(output or ""), name, key, request, overwrite=overwrite))
        unfinished = Unfinished()
        unfinished.sweep()
        with unfinished.noted(output):
            return dumper.dump(
                key,
                request,
                output,
                overwrite=overwrite,
                report=listener.report,
                cancellation=cancellation,
            )


def _free_name(
    folder: Path, name: str, key: ProcessKey, request: DumpRequest, *, overwrite: bool
) -> Path:
    """Name the file; a second dump of the same second gets a number, as it does in the window."""
    values = NameValues(name, key, preset_word(request.flags, request.filter.excluding))
    if overwrite:
        return folder / file_name(DEFAULT_TEMPLATE, values)
    return free_path(folder, DEFAULT_TEMPLATE, values)


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
    return replace(done, path=_STDOUT)


@contextlib.contextmanager
def _inheritable_stdout() -> Iterator[int]:
    """Give standard output under another number: the dumper's own is where it tells events."""
    descriptor = os.dup(1)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
