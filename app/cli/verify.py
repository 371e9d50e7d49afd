"""``dumpdesk verify``: is this file a good dump?"""

from __future__ import annotations

import click

from . import terminal


@click.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(file: str, *, as_json: bool) -> int:
    """Check that FILE is a good dump.

    Ends with 0 if it is good, 7 if something is missing in it, 8 if no program can
    read it.
    """
    from ..core.inspection.explained import explained
    from ..core.inspection.finding import exit_code
    from ..core.inspection.verify import verify

    found = verify(file, explain=explained)
    verdict = found.to_json()
    word = verdict["verdict"]
    if as_json:
        terminal.as_json({"path": file, "headline": found.headline, **verdict})
    else:
        what = [("what happened", found.headline)] if found.headline else []
        terminal.facts([*what, ("file", file), ("check", terminal.verdict(word))])
        for finding in verdict["findings"]:
            terminal.say(f"  {finding['severity']}: {finding['text']}")
    return exit_code(word)
