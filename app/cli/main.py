"""``dumpdesk COMMAND``: finds the command, turns how it ends into an exit code and one sentence.

Exit codes: 0 done; 1 unexpected; 2 usage; 3 access denied; 4 no such process; 5 cancelled; 6 disk
or file error, or too little memory; 7 written, but with soft errors or not checked; 8 not a valid
dump.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from ..core.errors import DumpCancelledError, DumpDeskError, OutputError, foreseen_error
from ..core.version import version
from . import terminal
from .commands import COMMANDS
from .interrupt import attention

if TYPE_CHECKING:
    from collections.abc import Sequence


class _LazyGroup(click.Group):
    """Imports the module of a command only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"{__package__}.{cmd_name}").command
        gc.enable()
        return command


def _say_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's signature
    """Answer --version; a checkout that was never installed knows it, too."""
    if wanted:
        click.echo(f"dumpdesk, version {version()}")
        context.exit()


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a command the window opens; `dumpdesk open FILE` opens it with a recipe filled "
    "in, or with a dump; `dumpdesk demo` shows it at work.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_say_version,
    help="Show the version and exit.",
)
def _dumpdesk() -> None:
    """Write minidumps of running processes, and look into them."""


def run(arguments: Sequence[str]) -> int:
    """Carry out *arguments* and return the exit code."""
    try:
        with attention():
            return _run(arguments)
    except KeyboardInterrupt:  # before the command was begun, or after its end
        return _explain(DumpCancelledError("Cancelled."))


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal that cannot show a character must not stop anybody from dumping. Programs
            # that read us on Windows want UTF-8, not the code page of a console that is not there.
            utf8 = {"encoding": "utf-8"} if os.name == "nt" and not stream.isatty() else {}
            stream.reconfigure(errors="backslashreplace", **utf8)
    try:
        code = _dumpdesk.main(list(arguments), prog_name="dumpdesk", standalone_mode=False)
        if sys.stdout is not None:  # it may have been closed when we were started
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _explain(DumpCancelledError("Cancelled."))
    except DumpDeskError as error:
        return _explain(error)
    except Exception as error:  # noqa: BLE001 - the last place that can tell anybody
        if _has_reader_gone(error):  # whoever read our output has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return OutputError.exit_code
        return _explain_any(error)
    return code if isinstance(code, int) else 0


def _was_interrupted(error: BaseException | None) -> bool:
    """Say whether Ctrl+C is behind *error*: what it strikes may raise something of its own."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None


def _has_reader_gone(error: Exception) -> bool:
    """Say whether *error* is about a pipe that nobody reads: on Windows a bare EINVAL, too."""
    return isinstance(error, BrokenPipeError) or (
        os.name == "nt"
        and isinstance(error, OSError)
        and error.errno == errno.EINVAL
        and error.filename is None
    )


def _explain(error: DumpDeskError) -> int:
    """Say cause and remedy; what should not have happened goes to the log as well."""
    if error.exit_code == DumpDeskError.exit_code:
        return _log(error, str(error))
    terminal.complain(str(error))
    return error.exit_code


def _explain_any(error: Exception) -> int:
    """Say what happened, whoever raised it."""
    if _was_interrupted(error):
        return _explain(DumpCancelledError("Cancelled."))
    foreseen = foreseen_error(error)
    if foreseen is not None:
        return _explain(foreseen)
    return _log(error, f"Something unexpected happened: {type(error).__name__}: {error}.")


def _log(error: Exception, text: str) -> int:
    import traceback

    from .log import append

    path = append("".join(traceback.format_exception(error)))
    where = f"The log has the details: {path}" if path else "The log could not be written."
    terminal.complain(f"{text} {where}")
    return DumpDeskError.exit_code
